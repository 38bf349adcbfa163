"""Dates and numbers in words, read so that two spellings of one can be told from two values."""

import re
from functools import lru_cache

from index.language.analysis import fold, stem

Day = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as they are given."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_YEAR = re.compile(r"\b(1\d{3}|20\d{2})\b")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")
_SPAN_OF_YEARS = re.compile(r"century|\b\d{4}s\b", re.IGNORECASE)
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(_UNITS.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), start=3)
}
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_FIGURES = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})


@lru_cache(maxsize=4096)
def read_date(text: str) -> Day:
    """Return the year, month and day that some words give; a decade, a century and a relative date give none."""
    iso = _ISO.search(text)
    if iso:
        return int(iso.group(1)), int(iso.group(2)), int(iso.group(3))
    if _SPAN_OF_YEARS.search(text):
        return None, None, None
    year, month = _YEAR.search(text), _MONTH.search(text)
    day = _DAY.search(text) if month else None
    return (
        int(year.group()) if year else None,
        _MONTHS.index(month.group(1).lower()) + 1 if month else None,
        int(day.group(1)) if day else None,
    )


@lru_cache(maxsize=4096)
def read_number(text: str) -> tuple[float | None, frozenset[str]]:
    """Return the number that some words give, and the words of its unit, folded and stemmed; a range gives none."""
    plain = text.replace("%", " percent ").replace("per cent", "percent")
    figures = _FIGURES.search(plain)
    if figures and re.match(r"\s?[–-]\s?\d", plain[figures.end() :]):
        return None, frozenset()
    rest = [fold(word) for word in re.findall(r"[^\W\d_]+|[$€£₺¥]", plain)]
    small = [_SMALL[word] for word in rest if word in _SMALL]
    if not figures and not small:
        return None, frozenset()
    number = float(figures.group().replace(",", "")) if figures else float(sum(small))
    for word in rest:
        number *= _SCALE.get(word.rstrip("s"), 1)
    unit = [word for word in rest if word not in _SMALL | _SCALE and word.rstrip("s") not in _SCALE]
    return number, frozenset(stem([word for word in unit if word not in _ORDINALS], "en"))


def is_round(number: float) -> bool:
    """Say whether a number may stand for one near it: 100 or more, with at most two figures before its zeros."""
    figures = f"{number:.0f}"
    return number >= 100 and number == int(number) and len(figures.rstrip("0")) <= min(2, len(figures) - 1)
