"""Names of months and weekdays: the one module of code that knows them.

They come from Unicode's CLDR tables, which Babel ships, in every language that has a stemmer. The constants are
English, for patterns that read English only; `month_numbers` and `weekday_numbers` know the other languages too.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, Literal

from babel import Locale, UnknownLocaleError

from index.language.analysis import fold

_FORMS: Final = ("format", "stand-alone")
"""Within a date ("3 января") and alone ("январь"): most languages have one form for both."""
_ALSO_WRITTEN: Final[Mapping[str, Mapping[str, Mapping[str, int]]]] = {
    "en": {"months": {"sept": 9}, "days": {"tues": 1, "thur": 3, "thurs": 3}}
}
"""Abbreviations in use that CLDR lacks."""


@cache
def month_numbers(language: str, *, short: bool = True) -> Mapping[str, int]:
    """Return the number of each month by its names, folded and without a dot; none for an unknown language.

    Args:
        language: ISO 639-1 code.
        short: whether abbreviations count too. Some are also other words: "Mar" in English, "May" in Turkish.
    """
    return _numbers(language, "months", short=short)


@cache
def weekday_numbers(language: str, *, short: bool = True) -> Mapping[str, int]:
    """Return the number of each weekday (Monday is 0) by its names, folded; `short` as for months."""
    return _numbers(language, "days", short=short)


def _numbers(language: str, what: Literal["months", "days"], *, short: bool) -> Mapping[str, int]:
    found = dict(_written(language, what, "wide"))
    if short:
        more = {**dict(_written(language, what, "abbreviated")), **_ALSO_WRITTEN.get(language, {}).get(what, {})}
        found |= {name: number for name, number in more.items() if name not in found}
    return found


def _written(
    language: str, what: Literal["months", "days"], width: Literal["wide", "abbreviated"]
) -> Iterator[tuple[str, int]]:
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return
    table = locale.months if what == "months" else locale.days
    for form in _FORMS:
        for number, name in sorted(table[form][width].items()):
            yield fold(name).rstrip("."), number


MONTHS: Final = tuple(month_numbers("en", short=False))
"""The English months, small, from January on."""
WEEKDAYS: Final = tuple(weekday_numbers("en", short=False))
"""The English weekdays, small, from Monday on."""
SHORT_MONTHS: Final = tuple(name for name in month_numbers("en") if name not in MONTHS)
"""The abbreviated ones, without their dot: `jan`, `sept`. May has none."""
AMBIGUOUS_MONTHS: Final = frozenset({"jan", "mar", "march", "may", "dec", "mars", "mayo"})
"""Names of months that are also verbs, sauces or people: English ones, and the French and Spanish ones like them."""
CALENDAR_WORDS: Final = frozenset((*MONTHS, *WEEKDAYS))
"""The months and weekdays written out: capitalised in English, and nobody's names."""


def _alternatives(names: Iterable[str], shorter: Iterable[str] = ()) -> str:
    """Return a pattern of names, capitalised, each also in its abbreviations: `Sep(?:t(?:ember)?)?|Oct(?:ober)?`."""
    return "|".join(
        _shortened(name.capitalize(), sorted(len(short) for short in shorter if name.startswith(short)))
        for name in names
    )


def _shortened(name: str, lengths: list[int]) -> str:
    """Return a pattern for a word that may end after so many letters."""
    pattern, end = "", len(name)
    for length in reversed(lengths):
        pattern, end = f"(?:{name[length:end]}{pattern})?", length
    return name[:end] + pattern


MONTH: Final = f"(?:{_alternatives(MONTHS, SHORT_MONTHS)})"
"""Pattern of an English month, capitalised, written out or abbreviated, without the dot behind."""
LIKE_A_MONTH: Final = rf"(?:{'|'.join(name[:3].capitalize() for name in MONTHS)})[a-z]*"
"""Pattern of a word that begins as a month does: one in any form, but also "Marta" and "Junction"."""
MONTH_IN_PRINT: Final = (
    rf"(?:{_alternatives(MONTHS)}|(?:{_alternatives([name for name in SHORT_MONTHS if name not in ('jun', 'jul')])})\.)"
)
"""The same as newspapers print it: abbreviations have a dot, and June and July none."""
WEEKDAY: Final = f"(?:{_alternatives(WEEKDAYS)})"
"""Pattern of an English weekday, capitalised, written out."""
