"""Resolve relative dates ("last December", "on Friday") from the day an article was published, or leave them alone.

Only what is sure is resolved. Words in quotation marks are reckoned from the day they were spoken, which nobody
knows; a weekday needs a verb that tells past from future; "today" mostly means "these days".
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from index.language.calendar import MONTH, MONTHS, WEEKDAY, WEEKDAYS, month_numbers
from rag.language.dates import published_day
from rag.language.lexicon import entries
from rag.language.numbers import number_words
from rag.records import DatedWords

_MONTH = rf"(?=(?-i:[A-Z])){MONTH}\b\.?"
_NUMBERS = {word: number for word, number in number_words().items() if 1 <= number <= 12} | {"a": 1, "an": 1}
_QUOTATION = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)")
_PAST = re.compile(
    r"\b(?:said|told|was|were|had|did|met|began|came|wrote|went|gave|took|held|left|won|lost|made|saw|spoke|sent"
    r"|brought|broke"
    r"|fell|flew|found|got|hit|killed|led|paid|put|ran|shot|sank|struck|became|\w{3,}ed)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|is to|are to|due|plans?|scheduled|expected|set to|going to|ahead of|until|by"
    r"|to (?:begin|start|open|be|take|meet|end|vote|hold|come|leave|visit|travel|sign|go|run|launch))\b",
    re.I,
)
_WILL_DO = re.compile(r"\b(?P<will>will|would|shall)(?: (?:be|have|not|also))* \w+", re.IGNORECASE)
"""A verb of the future with its participle, which alone looks like the past: "will be held"."""
_LONG_AGO = 270
_NEAR = 60
"""Characters on either side of a weekday in which a verb tells its tense."""
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, str], str | None]], ...]


def date_words(text: str, published: str | None, language: str | None = "en") -> tuple[DatedWords, ...]:
    """Return the relative dates of a text with what they mean, as ranges of the text, in order.

    Args:
        text: a quote.
        published: ISO date of its article; without one nothing is resolved.
        language: ISO 639-1 code of the article; English when unknown.
    """
    day = published_day(published)
    if day is None:
        return ()
    plain = _QUOTATION.sub(lambda match: "\x00" * len(match.group()), text)
    spoken = language or "en"
    found = list(_english(plain, day) if spoken == "en" else _foreign(plain, day, spoken))
    kept: list[DatedWords] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def shifted(dates: tuple[DatedWords, ...], offset: int) -> tuple[DatedWords, ...]:
    """Return dates with their ranges moved by `offset`: from those of a quote to those of its article."""
    return tuple(DatedWords(each.start + offset, each.end + offset, each.meaning) for each in dates)


def _english(plain: str, day: date) -> Iterator[DatedWords]:
    for pattern, meaning in _FORMS:
        for match in pattern.finditer(plain):
            meant = meaning(match, day, plain)
            start, end = match.span("words")
            if meant:
                full = match["words"].rstrip(".").lower().endswith(MONTHS)
                yield DatedWords(start, end - (full and match["words"].endswith(".")), meant)


def _last_month_named(match: re.Match[str], day: date, _: str) -> str | None:
    which, month = match["which"].lower(), month_numbers("en")[match["month"].lower().rstrip(".")]
    if which == "this":
        return f"{day.year}-{month:02}"
    if which == "last":
        return f"{day.year - (month >= day.month)}-{month:02}"
    return f"{day.year + (month <= day.month)}-{month:02}"


def _period(match: re.Match[str], day: date, _: str) -> str | None:
    which, unit = match["which"].lower().split()[-1], match["unit"].lower()
    step = {"last": -1, "previous": -1, "next": 1}.get(which, 0)
    return _moved(day, unit, step)


def _moved(day: date, unit: str, step: int) -> str:
    """Return a year or month some steps away."""
    if unit.startswith("year"):
        return str(day.year + step)
    months = day.year * 12 + day.month - 1 + step
    return f"{months // 12}-{months % 12 + 1:02}"


def _ago(match: re.Match[str], day: date, _: str) -> str | None:
    number, unit = match["number"].lower(), match["unit"].lower()
    count = int(number) if number.isdigit() else _NUMBERS[number]
    if unit.startswith(("year", "month")):
        return _moved(day, unit, -count) if count < 100 else None
    if unit.startswith("day"):
        return (day - timedelta(days=count)).isoformat() if count < 60 else None
    early, late = (day - timedelta(days=7 * count + slack) for slack in (3, -3))
    return early.isoformat()[:7] if early.month == late.month and count < 20 else None


def _beside(match: re.Match[str], day: date, _: str) -> str | None:
    return (day + timedelta(days=-1 if match["words"].lower() == "yesterday" else 1)).isoformat()


def _weekday(match: re.Match[str], day: date, plain: str) -> str | None:
    which, wanted = (match["which"] or "").lower(), WEEKDAYS.index(match["day"].lower())
    back = (day.weekday() - wanted) % 7
    if which == "last":
        return (day - timedelta(days=back)).isoformat() if back > day.weekday() else None
    tense = _tense(match, plain)
    if tense is None:
        return None
    ahead = (wanted - day.weekday()) % 7
    return (day + timedelta(days=-back if tense == "past" else ahead)).isoformat()


def _tense(match: re.Match[str], plain: str) -> str | None:
    """Return the tense of the verb nearest to the words: before them, or behind where they open the sentence."""
    before = re.split(r"[.;!?]\s", plain[max(0, match.start() - _NEAR) : match.start()])[-1]
    after = re.split(r"[.;!?]\s", plain[match.end() : match.end() + _NEAR])[0]
    context = before if len(before.split()) > 1 else after
    context = _WILL_DO.sub(lambda found: found["will"], context)
    past, future = _last(_PAST, context), _last(_FUTURE, context)
    if len(before.split()) <= 1:
        past, future = _first(_PAST, context), _first(_FUTURE, context)
        past, future = -past if past >= 0 else -1, -future if future >= 0 else -1
        return (
            None if past == future == -1 else ("past" if future == -1 or (past != -1 and past > future) else "future")
        )
    return None if past == future else ("past" if past > future else "future")


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _first(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() + 2 if match else -1


def _month_alone(match: re.Match[str], day: date, plain: str) -> str | None:
    """Resolve "in December" in the past: the last one there was."""
    if _tense(match, plain) != "past":
        return None
    month = month_numbers("en")[match["month"].lower().rstrip(".")]
    return f"{day.year - (month > day.month)}-{month:02}"


def _day_alone(match: re.Match[str], day: date, plain: str) -> str | None:
    """Resolve "on July 17" in the past, or a date whose weekday shows the year; an anniversary is left alone."""
    month, number = month_numbers("en")[match["month"].lower().rstrip(".")], int(match["number"])
    years = [year for year in (day.year + 1, day.year, day.year - 1) if _exists(year, month, number)]
    if match["day"]:
        fitting = [
            year for year in years if date(year, month, number).weekday() == WEEKDAYS.index(match["day"].lower())
        ]
        return date(fitting[0], month, number).isoformat() if len(fitting) == 1 else None
    if not match["on"] or _tense(match, plain) != "past":
        return None
    past = [each for each in (date(year, month, number) for year in years) if each <= day]
    if not past or (day - past[0]).days > _LONG_AGO:
        return None  # a month ahead is nearer than eleven back
    return past[0].isoformat()


def _exists(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), meaning)
    for pattern, meaning in (
        (rf"\b(?P<words>(?P<which>last|this|next) (?P<month>{_MONTH}))(?! \d)", _last_month_named),
        (
            r"\b(?P<words>(?P<which>last|this|next|earlier this|later this|the previous) (?P<unit>month|year))\b"
            r"(?![’'])(?! \d)",
            _period,
        ),
        (rf"\b(?P<words>(?P<number>{_COUNT}) (?P<unit>days?|weeks?|months?|years?) ago)\b", _ago),
        (r"\b(?P<words>yesterday|tomorrow)\b(?![’'])", _beside),
        (
            rf"\b(?P<words>(?:(?P<which>last) |on |late on |early on )(?P<day>{WEEKDAY}))\b(?!,? (?:{_MONTH}|\d"
            rf"|the \d))(?![’'])",
            _weekday,
        ),
        (rf"\b(?P<words>(?:in|since|in early|in late|in mid-?) ?(?P<month>{_MONTH}))(?!,? (?:of )?\d)", _month_alone),
        (
            rf"\b(?P<words>(?P<on>on )?(?:(?P<day>{WEEKDAY}), )?(?P<month>{_MONTH})[ \xa0](?P<number>\d{{1,2}}))"
            r"(?:st|nd|rd|th)?\b(?!,? \d{4})(?!\d)",
            _day_alone,
        ),
    )
)
"""Each form of an English relative date, and what resolves it, in this order:

"last May", "next year", "two weeks ago", "yesterday", "on Friday", "in December", "on July 17".
"""


def _foreign(plain: str, day: date, language: str) -> Iterator[DatedWords]:
    """Yield what other languages say of a time that means one thing only: "gestern", "geçen yıl"."""
    for each in entries("relative-dates", language):
        unit, step = each["unit"], each["step"]
        for match in re.finditer(rf"(?<!\w)(?:{each['words']})(?!\w)", plain, re.IGNORECASE):
            meant = (day + timedelta(days=step)).isoformat() if unit == "day" else _moved(day, unit, step)
            yield DatedWords(match.start(), match.end(), meant)
