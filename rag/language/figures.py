"""Numbers and dates by their value, however they are written: "1,440", "4.2 million", "three", "Oct. 13"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from index.language.analysis import fold
from index.records import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or the name of a month, in a text."""

    span: Span
    values: frozenset[str]
    """What it may mean: "1.440" is 1440 to a German and 1.44 to a Briton."""


_UNITS: Final[Mapping[str, str]] = {
    "en": "zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty",
    "tr": "sıfır - iki üç dört beş altı yedi sekiz dokuz on",
    "de": "null - zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
    " siebzehn achtzehn neunzehn zwanzig",
    "fr": "zéro - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "cero - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
    "ru": "ноль - два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    "ar": "صفر - اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
}
"""Number words in order from nought. "One" is left out: it is seldom a number."""
_MORE: Final[Mapping[str, Mapping[str, int]]] = {
    "en": {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    "tr": {"yirmi": 20, "otuz": 30, "kırk": 40, "elli": 50, "altmış": 60, "yetmiş": 70, "seksen": 80, "doksan": 90},
    "de": {"dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90},
    "fr": {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60},
    "es": {"veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80},
    "ru": {"две": 2, "двух": 2, "трёх": 3, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50},
    "ar": {"ثلاث": 3, "أربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثمان": 8, "تسع": 9, "عشر": 10, "عشرون": 20},
}
_SCALES: Final[Mapping[str, int]] = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9,
    "bin": 1000, "milyon": 10**6, "milyar": 10**9, "tausend": 1000, "millionen": 10**6, "milliarden": 10**9,
    "mille": 1000, "millions": 10**6, "milliards": 10**9, "mil": 1000, "millones": 10**6, "тысяч": 1000,
    "тысячи": 1000, "миллиона": 10**6, "миллионов": 10**6, "миллиарда": 10**9, "миллиардов": 10**9, "ألف": 1000,
    "مليون": 10**6, "مليار": 10**9,
}  # fmt: skip
"""Words that multiply the number before them."""
_MONTHS: Final[Mapping[str, str]] = {
    "en": "january february march april may june july august september october november december",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_SHORT_MONTHS: Final = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
                        "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
_FIGURE: Final = re.compile(
    r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"
    r"|(?<![\d./])(?P<first>\d{1,2})[./](?P<second>\d{1,2})[./](?P<last>\d{4})(?!\d)"
    r"|(?P<number>\d+(?:[.,\u00a0\u202f]\d+)*)|(?P<word>[^\W\d_]+)"
)
_DATE_PARTS: Final = (("year", "month", "day"), ("first", "second", "last"))
_ALSO_VERBS: Final = frozenset({"may", "march", "mars", "mayo"})
"""Months only beside a number: "it may be", "they march"."""
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,\u00a0\u202f])\d{3})(?:\1\d{3})*")


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
        scale = _SCALES.get(match.group().casefold()) if match["word"] else None
        if scale and found and not text[found[-1].span.end : span.start].strip(" \u00a0-"):
            last = found.pop()
            found.append(Figure(Span(last.span.start, span.end), _scaled(last.values, scale)))
        elif match["word"] and fold(match["word"]) in _ALSO_VERBS and not _beside_number(text, span):
            continue
        elif values := _number(match["number"]) if match["number"] else _word(match["word"], language or "en"):
            found.append(Figure(span, values))
    return found


def _beside_number(text: str, span: Span) -> bool:
    return bool(re.search(r"\d\S{0,3}\s?$", text[: span.start]) or re.match(r"[.,]?\s?\d", text[span.end :]))


def figure_values(text: str, language: str | None) -> frozenset[str]:
    """Return every value that a number or a month of a text may mean."""
    return frozenset(value for figure in find_figures(text, language) for value in figure.values)


def _part(part: str, digits: str) -> frozenset[str]:
    number = str(int(digits))
    if part == "month":
        return frozenset({f"month {number}"})
    return frozenset({number, f"month {number}"} if part in {"first", "second"} else {number})


def _number(digits: str) -> frozenset[str]:
    plain = re.sub(r"[.,\u00a0\u202f]", "", digits)
    if _GROUPED.fullmatch(digits):
        whole = {str(int(plain))}
        return frozenset(whole | {_tidy(digits)} if digits.count(".") == 1 else whole)
    return frozenset({_tidy(digits)}) if re.fullmatch(r"\d+(?:[.,]\d+)?", digits) else frozenset({digits})


def _tidy(digits: str) -> str:
    """Return a number without idle noughts: `07` is 7, and `4,50` is 4.5."""
    return f"{Decimal(digits.replace(',', '.')).normalize():f}"


def _scaled(values: frozenset[str], scale: int) -> frozenset[str]:
    return frozenset(f"{(Decimal(value) * scale).normalize():f}" for value in values if re.fullmatch(r"[\d.]+", value))


def _word(word: str, language: str) -> frozenset[str]:
    value = _words(language).get(fold(word))
    return frozenset({value}) if value else frozenset()


@cache
def _words(language: str) -> Mapping[str, str]:
    """Return what the number words and months of a language mean."""
    own = {word: str(number) for number, word in enumerate(_UNITS.get(language, "").split()) if word != "-"}
    own |= {word: str(number) for word, number in _MORE.get(language, {}).items()}
    own |= {word: f"month {number}" for number, word in enumerate(_MONTHS.get(language, "").split(), start=1)}
    if language == "en":
        own |= {word: f"month {number}" for word, number in _SHORT_MONTHS.items()}
    return {fold(word): value for word, value in own.items()}
