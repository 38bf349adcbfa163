"""Numbers as texts write them: digits, words, with a scale behind ("4.2 million"); each by its value."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from index.language.analysis import fold, stem
from index.language.calendar import AMBIGUOUS_MONTHS, month_numbers
from index.records import Span
from rag.language.lexicon import in_order, languages, table


@cache
def number_words(language: str = "en") -> Mapping[str, int]:
    """Return the number that each number word of a language means, folded; none for an unknown language."""
    words = dict(enumerate(in_order("numbers", language))) | dict(
        zip(range(30, 100, 10), in_order("tens", language), strict=False)
    )
    return {fold(word): number for number, word in words.items()} | {
        fold(word): number for word, number in table("number-forms", language).items()
    }


@cache
def scales(language: str | None = "en") -> Mapping[str, int]:
    """Return the scale of each word such as "million" or "milyar", folded; for None those of all languages."""
    spoken = languages() if language is None else (language,)
    return {fold(word): times for each in spoken for word, times in table("scales", each).items()}


# A whole number in groups of three, parted by commas, dots or narrow spaces, always the same: "1,440,000".
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,\u00a0\u202f])\d{3})(?:\1\d{3})*")
_ENGLISH_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def english_value(digits: str) -> Decimal | None:
    """Return the number that digits mean to a reader of English: 1,440 is a thousand and more, and 4,50 is 4.5.

    >>> english_value("1,440"), english_value("1.440"), english_value("4,50"), english_value("12:30")
    (Decimal('1440'), Decimal('1.440'), Decimal('4.50'), None)
    """
    if _ENGLISH_GROUPED.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    return Decimal(digits.replace(",", ".")) if re.fullmatch(r"\d+(?:[.,]\d+)?", digits) else None


def _possible_values(digits: str) -> frozenset[str]:
    """Return every number that digits may mean, in one spelling: "1.440" is 1440 to a German and 1.44 to a Briton."""
    if _GROUPED.fullmatch(digits):
        whole = {str(int(re.sub(r"\D", "", digits)))}
        return frozenset(whole | {_tidy(digits)} if digits.count(".") == 1 else whole)
    return frozenset({_tidy(digits)}) if re.fullmatch(r"\d+(?:[.,]\d+)?", digits) else frozenset({digits})


def _tidy(digits: str) -> str:
    """Return a number without idle noughts: `07` is 7, and `4,50` is 4.5."""
    return f"{Decimal(digits.replace(',', '.')).normalize():f}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or the name of a month, in a text."""

    span: Span
    values: frozenset[str]
    """What it may mean: "1.440" is 1440 to a German and 1.44 to a Briton."""


_FIGURE: Final = re.compile(
    r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"  # 2016-07-15
    r"|(?<![\d./])(?P<first>\d{1,2})[./](?P<second>\d{1,2})[./](?P<last>\d{4})(?!\d)"  # 15.7.2016
    r"|(?P<number>\d+(?:[.,\u00a0\u202f]\d+)*)|(?P<word>[^\W\d_]+)"
)
_DATE_PARTS: Final = (("year", "month", "day"), ("first", "second", "last"))


def find_figures(text: str, language: str | None) -> list[Figure]:
    """Return the numbers and months of a text, in order.

    Args:
        text: any text.
        language: the one it is written in, whose number words count; English when unknown.
    """
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        parts = _DATE_PARTS[0] if match["year"] else _DATE_PARTS[1] if match["last"] else ()
        if parts:
            found += [Figure(Span(*match.span(part)), _part(part, match[part])) for part in parts]
            continue
        span = Span(*match.span())
        scale = scales(None).get(fold(match.group())) if match["word"] else None
        if scale and found and not text[found[-1].span.end : span.start].strip(" \u00a0-"):
            last = found.pop()
            found.append(Figure(Span(last.span.start, span.end), _scaled(last.values, scale)))
        elif match["word"] and fold(match["word"]) in AMBIGUOUS_MONTHS and not _beside_number(text, span):
            continue
        elif values := _possible_values(match["number"]) if match["number"] else _word(match["word"], language or "en"):
            found.append(Figure(span, values))
    return found


def figure_values(text: str, language: str | None) -> frozenset[str]:
    """Return every value that a number or a month of a text may mean."""
    return frozenset(value for figure in find_figures(text, language) for value in figure.values)


def _beside_number(text: str, span: Span) -> bool:
    return bool(re.search(r"\d\S{0,3}\s?$", text[: span.start]) or re.match(r"[.,]?\s?\d", text[span.end :]))


def _part(part: str, digits: str) -> frozenset[str]:
    number = str(int(digits))
    if part == "month":
        return frozenset({f"month {number}"})
    return frozenset({number, f"month {number}"} if part in {"first", "second"} else {number})


def _scaled(values: frozenset[str], scale: int) -> frozenset[str]:
    return frozenset(f"{(Decimal(value) * scale).normalize():f}" for value in values if re.fullmatch(r"[\d.]+", value))


def _word(word: str, language: str) -> frozenset[str]:
    value = _words(language).get(fold(word))
    return frozenset({value}) if value else frozenset()


@cache
def _words(language: str) -> Mapping[str, str]:
    """Return what the number words and months of a language mean; "one" is left out, for it is seldom a number."""
    own = {word: str(number) for word, number in number_words(language).items() if number != 1}
    months = month_numbers(language, short=language == "en")
    return own | {name: f"month {number}" for name, number in months.items()}


_FIGURES: Final = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ORDINAL_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})


@lru_cache(maxsize=4096)
def read_number(text: str) -> tuple[float | None, frozenset[str]]:
    """Return the number that some English words give, and the words of its unit, folded and stemmed.

    A range gives none: "between 20 and 30" says no number.
    """
    plain = text.replace("%", " percent ").replace("per cent", "percent")
    figures = _FIGURES.search(plain)
    if figures and re.match(r"\s?[–-]\s?\d", plain[figures.end() :]):
        return None, frozenset()
    rest = [fold(word) for word in re.findall(r"[^\W\d_]+|[$€£₺¥]", plain)]
    small = [number_words()[word] for word in rest if word in number_words()]
    if not figures and not small:
        return None, frozenset()
    number = float(english_value(figures.group()) or 0) if figures else float(sum(small))
    for word in rest:
        number *= scales().get(word.rstrip("s"), 1)
    unit = [word for word in rest if word not in number_words() and word.rstrip("s") not in scales()]
    return number, frozenset(stem([word for word in unit if word not in _ORDINAL_ENDINGS], "en"))


def is_round(number: float) -> bool:
    """Return True if a number may stand for one near it: 100 or more, with at most two figures before its zeros."""
    figures = f"{number:.0f}"
    return number >= 100 and number == int(number) and len(figures.rstrip("0")) <= min(2, len(figures) - 1)


# What is no unit behind a number: "three of", "20 were".
_NO_UNIT: Final = (
    "(?:of|and|or|but|in|on|at|to|by|for|from|as|with|than|is|are|was|were|has|have|had|will|would|the|a|an|that|who)"
)
_WORD: Final = "|".join(
    [*list(number_words())[1:], *(f"{word}s?" for word in ("hundred", "thousand", "dozen")), "half", "twice"]
)
_DIGITS: Final = r"\d++(?:[.,]\d++)*+[½¼¾]?"  # possessive: half a figure ("35" of "35,000-strong") is another figure
_WRITTEN: Final = re.compile(
    # In digits, perhaps a range, with a currency, a scale and the word behind: "$4.2 million", "20–30 planes".
    rf"(?:[$€£₺¥]\s?)?(?<![\w-])[-−]?{_DIGITS}(?:\s?[–-]\s?{_DIGITS})?(?:st|nd|rd|th|[a-z]{{1,2}})?(?![\w-])"
    rf"(?:\s?(?:%|percent|per cent|million|billion|trillion|thousand|hundred))*(?:\s+(?!{_NO_UNIT}\b)[^\W\d_]+)?"
    # In words, with a scale and a plural behind: "twenty-one countries", "two million".
    rf"|(?<![\w-])(?:{_WORD})(?:[\s-](?:{_WORD}))*(?!\w)(?:-[^\W\d_]+)*"
    rf"(?:\s+(?:percent|per cent|million|billion|trillion))*(?:\s+[^\W\d_]+s\b)?",
    re.IGNORECASE,
)


def find_numbers(sentence: str) -> Iterator[Span]:
    """Yield the ranges of the numbers of an English sentence, with what they count; a year is one too."""
    yield from (Span(*match.span()) for match in _WRITTEN.finditer(sentence))
