"""Numbers as texts write them: digits, words, with a scale behind ("4.2 million"); each by its value."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from index.language.analysis import fold, function_words, stem
from index.language.calendar import AMBIGUOUS_MONTHS, month_numbers
from index.records import Span
from rag.language.lexicon import in_order, languages, table
from rag.language.number_words import find_number_words, find_vague_numbers


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
    spoken = [*languages(), "en"] if language is None else [language]  # a billion is what it is in English
    return {fold(word): times for each in spoken for word, times in table("scales", each).items()}


# A whole number in groups of three, parted by commas, dots or spaces, always the same: "1,440,000".
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,’ \u00a0\u202f])\d{3})(?:\1\d{3})*")
_ENGLISH_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PARTED: Final = re.compile(r"(\d{1,3}(?:([.,’ \u00a0\u202f])\d{3})(?:\2\d{3})*)(?!\2)[.,](\d+)")
"""Groups of three with decimals behind another mark: "1.440,50"."""
_FRACTIONS: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


def english_value(digits: str) -> Decimal | None:
    """Return the number that digits mean to a reader of English: 1,440 is a thousand and more, and 4,50 is 4.5.

    >>> english_value("1,440"), english_value("1.440"), english_value("4,50"), english_value("12:30")
    (Decimal('1440'), Decimal('1.440'), Decimal('4.50'), None)
    """
    if _ENGLISH_GROUPED.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    return Decimal(digits.replace(",", ".")) if re.fullmatch(r"\d+(?:[.,]\d+)?", digits) else None


def digit_values(digits: str, language: str | None) -> tuple[Decimal, ...]:
    """Return what digits may mean in a language, the likeliest first: "1.440" is 1440 in German, and else 1.44.

    >>> digit_values("1 440", "en"), digit_values("1.440", "de"), digit_values("1½", "en")
    ((Decimal('1440'),), (Decimal('1440'), Decimal('1.440')), (Decimal('1.5'),))
    """
    part = _FRACTIONS.get(digits[-1:], Decimal(0))
    plain = digits[:-1].strip() if part else digits
    if part:
        return tuple(value + part for value in digit_values(plain, language)) if plain else (part,)
    if parted := _PARTED.fullmatch(plain):
        return (Decimal(f"{re.sub(r'[^0-9]', '', parted[1])}.{parted[3]}"),)
    grouped = _GROUPED.fullmatch(plain)
    if grouped is None:
        return (Decimal(plain.replace(",", ".")),) if re.fullmatch(r"\d+(?:[.,]\d+)?", plain) else ()
    whole = Decimal(re.sub(r"[^0-9]", "", plain))
    if grouped[1] not in {".", ","} or plain.count(grouped[1]) > 1 or plain.startswith("0"):
        return (whole,)
    small = Decimal(plain.replace(",", "."))
    parts_thousands = "," if language in {"en", None} else "."
    if grouped[1] == parts_thousands:
        return (whole,) if parts_thousands == "," else (whole, small)
    return (small, whole)


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
    r"|(?P<number>(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,\u00a0\u202f]\d+)*)|(?P<word>[^\W\d_]+)"
)
_DATE_PARTS: Final = (("year", "month", "day"), ("first", "second", "last"))


def find_figures(text: str, language: str | None) -> list[Figure]:
    """Return the numbers and months of a text, in order.

    Args:
        text: any text.
        language: the one it is written in, whose number words count; English when unknown.
    """
    found: list[Figure] = []
    runs = {span.start: (span, value) for span, value in find_number_words(text, language or "en")}
    last_run = Span(0, 0)
    for match in _FIGURE.finditer(text):
        if match.start() < last_run.end:
            continue
        if match.start() in runs and runs[match.start()][0] != Span(*match.span()):  # of several words
            last_run, value = runs[match.start()]
            found.append(Figure(last_run, frozenset({f"{value.normalize():f}"})))
            continue
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


_ORDINAL_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})
_SIGNS: Final[Mapping[str, str]] = {
    "$": "dollar", "€": "euro", "£": "pound", "₺": "lira", "¥": "yen", "₽": "rouble", "usd": "dollar", "eur": "euro",
    "gbp": "pound", "try": "lira", "tl": "lira", "jpy": "yen", "rub": "rouble", "ruble": "rouble", "rubles": "rouble",
    "roubles": "rouble", "%": "percent",
}  # fmt: skip
"""One name for the signs, codes and spellings of a currency."""
_COUNTED_SHORT: Final = {"k": 1000, "m": 1_000_000, "b": 1_000_000_000, "t": 1_000_000_000_000}
"""Letters that multiply an amount of money: "$3m"; elsewhere they are metres and more."""
_SHORT_BEHIND: Final = re.compile(r"\s?([kmb])\s?[$€£₺¥₽]", re.IGNORECASE)
"""The same before the sign: "2,5 M€"."""


@lru_cache(maxsize=16)
def _all_scales(language: str) -> Mapping[str, int]:
    short = {fold(word): times for word, times in table("short-scales", language).items()}
    return {**short, **scales(language)}


@lru_cache(maxsize=4096)
def read_number(text: str, language: str | None = "en") -> tuple[float | None, frozenset[str]]:
    """Return the number that some words give, and the words of its unit, folded and stemmed.

    A range gives none: "between 20 and 30" says no number.

    Args:
        text: the words, as `find_numbers` finds them.
        language: the one they are written in; English when unknown.
    """
    values, unit = read_numbers(text, language)
    return (values[0] if values else None), unit


@lru_cache(maxsize=4096)
def read_numbers(text: str, language: str | None = "en") -> tuple[tuple[float, ...], frozenset[str]]:
    """Return every number that some words may give, the likeliest first, and the words of its unit."""
    spoken = language or "en"
    plain = _MARKS.sub("", _POWER.sub(_power_of_ten, text)).replace("%", " percent ")
    plain = re.sub(r"per cent|pour cent|por ciento", "percent", plain, flags=re.IGNORECASE)
    figures = re.search(_DIGITS, plain)
    if figures and re.match(r"\s?[–-]\s?\d", plain[figures.end() :]):
        return (), frozenset()
    written = find_number_words(plain, spoken) if figures is None else ()
    if figures is None and not written:
        return (), frozenset()
    values = digit_values(figures.group(), spoken) if figures else (written[0][1],)
    rest = plain[figures.end() :] if figures else plain[written[0][0].end :]
    before = plain[: figures.start()] if figures else plain[: written[0][0].start]
    short = _SHORT_BEHIND.match(rest) if figures else None
    times = _COUNTED_SHORT[short[1].lower()] if short else 1
    rest = rest[short.end(1) :] if short else rest
    words = [fold(word) for word in re.findall(r"[^\W\d_]+|[$€£₺¥₽]", f"{before} {rest}")]
    unit, money = list[str](), before.strip() in set("$€£₺¥₽")
    for word in words:
        scale = _all_scales(spoken).get(word) or _all_scales(spoken).get(word.rstrip("s"))
        if scale is None and money and len(unit) == 1:
            scale = _COUNTED_SHORT.get(word)
        times *= scale or 1
        if scale is None and word not in _ORDINAL_ENDINGS and word not in number_words(spoken):
            unit.append(_SIGNS.get(word, word))
    return tuple(float(value * times) for value in values), frozenset(stem(unit, spoken))


def _power_of_ten(match: re.Match[str]) -> str:
    return str(10 ** int(unicodedata.normalize("NFKC", match[1] or match[2])))


def is_round(number: float) -> bool:
    """Return True if a number may stand for one near it: 100 or more, with at most two figures before its zeros."""
    figures = f"{number:.0f}"
    return number >= 100 and number == int(number) and len(figures.rstrip("0")) <= min(2, len(figures) - 1)


# What is no unit behind a number: "three of", "20 were".
_NO_UNIT: Final = (
    "of|and|or|but|in|on|at|to|by|for|from|as|with|than|is|are|was|were|has|have|had|will|would|the|a|an|that|who"
)
_GROUPS: Final = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]\d|\d)"  # "3 200"
_DIGITS: Final = rf"(?:{_GROUPS}|\d++(?:[.,]\d++)*+)(?:\s?[½¼¾])?|[½¼¾]"
# possessive: half a figure ("35" of "35,000-strong") is another figure


_MARK: Final = r"\[\^?[\w*†‡]{1,20}\]|<sup>[^<>]{1,12}</sup>|[⁰¹²³⁴-⁹]{1,3}"
"""The mark of a note behind a number, or its power."""
_MARKS: Final = re.compile(rf"(?<=\d)(?:{_MARK})", re.IGNORECASE)
_POWER: Final = re.compile(
    r"(?<![\d.,])10(?:[*_]{0,3}<sup>[\s*_]*(\d{1,2})[\s*_]*</sup>|([⁰¹²³⁴-⁹]{1,2}))", re.IGNORECASE
)


@cache
def _written(language: str) -> re.Pattern[str]:
    """Match a number in digits, perhaps a range, with a currency, a scale and the word behind: "$4.2 million"."""
    spoken = "|".join(sorted({re.escape(word) for word in _scale_words(language)}, key=len, reverse=True))
    short = "|".join(map(re.escape, table("short-scales", language))) if language != "en" else ""
    cut = rf"(?:{short})\.|" if short else ""
    no_unit = _NO_UNIT if language == "en" else "|".join(map(re.escape, sorted(_function_words(language))))
    return re.compile(
        rf"(?:[$€£₺¥₽]\s?)?(?<![\w-])[-−]?(?:{_DIGITS})(?:\s?[–-]\s?(?:{_DIGITS}))?(?:st|nd|rd|th|[a-z]{{1,2}})?"
        rf"(?:{_MARK})?(?![\w-])(?:\s[a-z]{{1,2}}(?=\s?[$€£₺¥₽]))?"
        rf"(?:\s?(?:%|percent|per cent|{cut}(?:{spoken})\b))*(?:\s?[$€£₺¥₽])?"
        rf"(?:\s+(?!(?:{no_unit})\b)[^\W\d_]+)?",
        re.IGNORECASE,
    )


def _scale_words(language: str) -> frozenset[str]:
    """Return the scales as they are written: the word lists aren't folded."""
    tables = [table(name, spoken) for name in ("scales", "short-scales") for spoken in {language, "en"}]
    return frozenset(word for each in tables for word in each)


def _function_words(language: str) -> frozenset[str]:
    return function_words(language) or frozenset(_NO_UNIT.split("|"))


_BEHIND_WORDS: Final = re.compile(r"(?:-[^\W\d_]+)*(?:\s+(?:percent|per cent))*(?:\s+[^\W\d_]+s\b)?")
_BEHIND_FOREIGN: Final = re.compile(r"(?:\s+([^\W\d_]+))?")
_ALONE: Final = re.compile(
    r"(?<![\w-])(?:half|twice|hundreds|thousands|dozens)(?![\w-])(?:\s+[^\W\d_]+s\b)?", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def find_numbers(sentence: str, language: str | None = "en") -> tuple[Span, ...]:
    """Return the ranges of the numbers of a sentence, with what they count; a year is one too.

    Args:
        sentence: the sentence.
        language: the one it is written in; English when unknown.
    """
    spoken = language or "en"
    found = [Span(*match.span()) for match in _written(spoken).finditer(sentence)]
    for span, _ in find_number_words(sentence, spoken):
        if spoken == "en":
            behind = _BEHIND_WORDS.match(sentence, span.end)
            end = behind.end() if behind else span.end
        else:
            noun = _BEHIND_FOREIGN.match(sentence, span.end)
            counts = noun and noun[1] and fold(noun[1]) not in _function_words(spoken)
            end = noun.end() if noun and counts else span.end
        if not any(each.start < end and span.start < each.end for each in found):
            found.append(Span(span.start, end))
    for span in find_vague_numbers(sentence, spoken):
        if not any(each.start < span.end and span.start < each.end for each in found):
            found.append(span)
    if spoken == "en":
        alone = (Span(*match.span()) for match in _ALONE.finditer(sentence))
        found += [span for span in alone if not any(each.start < span.end and span.start < each.end for each in found)]
    return tuple(sorted(found))
