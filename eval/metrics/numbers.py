"""Numbers as texts write them: in digits with separators, in words, with a magnitude behind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_SMALL: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_MAGNITUDES: Final = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "mln": 10**6,
    "bn": 10**9,
}
_DIGITS: Final = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:(?P<grouped>\d{1,3}(?:[,'’\u00a0\u202f\u2009 ]\d{3})+(?:\.\d+)?)|(?P<plain>\d+(?:[.,]\d+)?))"
    r"(?!\d|[.,]\d)"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_TOKEN: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number and where it stands."""

    values: frozenset[Decimal]
    """What it may mean: `1.000` is one or a thousand."""
    bare: frozenset[Decimal]
    """What its digits alone say: 5.6 of `5.6 billion`."""
    start: int
    end: int


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Yield every number in a text, those in digits first.

    A space may group digits (`10 000`) or part two numbers (`in 2015 300 came`), so each of these is yielded too.
    """
    for match in _DIGITS.finditer(text):
        yield _with_magnitude(text, _readings(match.group()), match.start(), match.end())
        if " " in match.group():
            for part in re.finditer(r"\d+", match.group()):
                start = match.start() + part.start()
                value = frozenset({Decimal(part.group())})
                yield FoundNumber(value, value, start, start + len(part.group()))
    yield from _numbers_in_words(text)


def _readings(digits: str) -> frozenset[Decimal]:
    """Return what a run of digits may mean.

    >>> sorted(_readings("1,000")), sorted(_readings("1,5")), sorted(_readings("2015"))
    ([Decimal('1000')], [Decimal('1.5')], [Decimal('2015')])
    """
    plain = re.sub(r"[,'’\s]", "", digits)
    if re.fullmatch(r"\d{1,3}\.\d{3}", digits):
        return frozenset({Decimal(digits), Decimal(plain.replace(".", ""))})
    if re.fullmatch(r"\d+,\d+", digits) and not re.fullmatch(r"\d{1,3},\d{3}", digits):
        return frozenset({Decimal(digits.replace(",", "."))})
    return frozenset({Decimal(plain)})


def _with_magnitude(text: str, values: frozenset[Decimal], start: int, end: int) -> FoundNumber:
    following = re.match(r"[\s\u00a0-]*([^\W\d_]+)", text[end : end + 20])
    times = _MAGNITUDES.get(following[1].lower()) if following else None
    if following is None or times is None:
        return FoundNumber(values, values, start, end)
    return FoundNumber(frozenset(value * times for value in values), values, start, end + following.end())


def _numbers_in_words(text: str) -> Iterator[FoundNumber]:
    run: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        word = match.group().lower()
        gap = text[run[-1].end() : match.start()] if run else ""
        joined = bool(run) and re.fullmatch(r"[\s\u00a0-]+", gap) is not None
        if _is_number_word(word) or (joined and word == "and" and run[-1].group().lower() == "hundred"):
            if run and not joined:
                yield from _spoken(run)
                run = []
            run.append(match)
        elif run:
            yield from _spoken(run)
            run = []
    if run:
        yield from _spoken(run)


def _is_number_word(word: str) -> bool:
    return word in _SMALL or word in _MAGNITUDES or word == "hundred"


def _spoken(run: list[re.Match[str]]) -> Iterator[FoundNumber]:
    words = [match.group().lower() for match in run]
    if words[0] in {"mln", "bn"}:  # nobody writes these without digits, and the digits have taken them
        return
    value = frozenset({Decimal(_value_of(words))})
    yield FoundNumber(value, value, run[0].start(), run[-1].end())


def _value_of(words: list[str]) -> int:
    """Return the number that some words say.

    >>> _value_of(["two", "hundred", "and", "five", "thousand"]), _value_of(["twenty", "one"])
    (205000, 21)
    """
    total = current = 0
    for word in words:
        if word == "hundred":
            current = max(current, 1) * 100
        elif word in _MAGNITUDES:
            total += max(current, 1) * _MAGNITUDES[word]
            current = 0
        else:
            current += _SMALL.get(word, 0)
    return total + current
