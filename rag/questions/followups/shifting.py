"""Ask the last question again for another time: "And the year after?", "And three days later?"."""

import re
from datetime import date, timedelta
from typing import Final

from index.language.calendar import month_numbers
from rag.language.dates import YearMonthDay, find_dates, read_date
from rag.language.numbers import number_words

_NUMBERS: Final = {**number_words("en"), "a": 1, "an": 1}
_LATER: Final = re.compile(
    r"^(?:(?:and|so|but|ok|what about|how about|in|then)[, ]+)*(?:"
    r"(?:the )?(?P<one>year|season|month|week|day) (?P<after>after|before|later|earlier)(?: that)?"
    r"|(?:the )?(?P<side>next|following|previous|preceding) (?P<unit>year|season|month|week|day)"
    rf"|(?P<count>\d+|{'|'.join(_NUMBERS)}) (?P<many>year|season|month|week|day)s? (?P<way>later|earlier|after|before)"
    r"(?: that)?)[ ?.!]*$",
    re.IGNORECASE,
)
_DAYS: Final = {"week": 7, "day": 1}
_ANY_YEAR: Final = 2023
"""Stands for a year that isn't told; the day of a leap year is not looked for."""


def at_another_time(question: str, last: str) -> str | None:
    """Return the last question with its date moved as a question wants, `None` when it wants something else.

    Args:
        question: what is asked now: "And the year after?".
        last: what was asked before, complete in itself.
    """
    match = _LATER.match(question)
    spans = list(find_dates(last))
    if match is None or not spans:
        return None
    way = (match["after"] or match["side"] or match["way"]).lower()
    sign = -1 if way in {"before", "earlier", "previous", "preceding"} else 1
    count = match["count"] or "1"
    steps = sign * (int(count) if count.isdigit() else _NUMBERS[count.lower()])
    unit = (match["one"] or match["unit"] or match["many"]).lower()
    written = spans[-1].of(last)
    moved = _moved(read_date(written), unit, steps)
    return last[: spans[-1].start] + moved + last[spans[-1].end :] if moved else None


def _moved(read: YearMonthDay, unit: str, steps: int) -> str | None:
    """Return a date so many units later, written out as far as it was told; `None` where that is too coarse."""
    year, month, day = read
    names = {
        number: name.capitalize() for name, number in month_numbers("en").items() if len(name) > 3 or name == "may"
    }
    if unit in _DAYS and month and day:
        then = date(year or _ANY_YEAR, month, day) + timedelta(days=_DAYS[unit] * steps)
        return f"{then.day} {names[then.month]}{f' {then.year}' if year else ''}"
    if unit == "month" and month and not day:
        place = (year or _ANY_YEAR) * 12 + month - 1 + steps
        return f"{names[place % 12 + 1]}{f' {place // 12}' if year else ''}"
    if unit in {"year", "season"} and year and not month:
        return str(year + steps)
    return None
