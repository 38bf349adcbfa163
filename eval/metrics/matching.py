"""Does a text state a fact? Words as whole words, numbers as numbers, dates as dates, whatever their spelling."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final

from eval.metrics.dates import When, find_dates, read_date, read_iso
from eval.metrics.numbers import FoundNumber, find_numbers
from eval.records import Alternative, Date, Fact, Number
from index.language.analysis import fold, stem, words

_MARKS: Final = re.compile(r"\*\*|\s?\[\d+\]")
_SIGNS: Final = {"%": " percent ", "$": " dollars ", "€": " euros ", "£": " pounds ", "₺": " liras ", "₽": " roubles "}
_ARTICLES: Final = frozenset({"a", "an", "the"})
_AFTER: Final = 4
"""Words after a number among which its unit is looked for: "20 direct passenger flights"."""
_BEFORE: Final = 2
"""Words before it: "$5", "article 5"."""


def plain(answer: str) -> str:
    """Return an answer's text without citation markers and bold marks."""
    return _MARKS.sub("", answer)


def stated_facts(text: str, facts: Sequence[Fact]) -> tuple[bool, ...]:
    """Return for each fact whether the text states it, in any of its alternatives."""
    return tuple(any(states(text, alternative) for alternative in fact) for fact in facts)


def states(text: str, wanted: Alternative) -> bool:
    """Return True if a text states something.

    Words are compared without case, diacritics, punctuation and markers, as a run of whole words. Words that are a
    number, a number with its unit, or a date are compared as such too.
    """
    text = plain(text)
    if isinstance(wanted, Number):
        return _states_number(text, wanted.number, wanted.unit)
    if isinstance(wanted, Date):
        return _states_date(text, read_iso(wanted.date))
    number = _read_number(wanted)
    if number and number.unit is None:
        return _states_number(text, number.number, None, bare=True)
    date = read_date(wanted)
    return (
        _has_words(text, wanted)
        or (number is not None and _states_number(text, number.number, number.unit))
        or (date is not None and _states_date(text, date))
    )


def in_words(fact: Fact) -> str:
    """Return a fact for people: its alternatives, parted by "or"."""
    return " or ".join(f"“{alternative}”" for alternative in fact)


def token_f1(text: str, facts: Sequence[Fact]) -> float | None:
    """Return the overlap of an answer's words with those of the facts, as SQuAD counts it; None without facts.

    Of each fact the alternative counts that overlaps most. A quoted sentence has words that no fact has, so even a
    perfect answer of this tool stays low: read it to compare runs, not as a share.
    """
    if not facts:
        return None
    said = _counted(plain(text))
    gold = Counter[str]()
    for fact in facts:
        options = [_counted(str(alternative)) for alternative in fact]
        gold += max(options, key=partial(_f1, said))
    return _f1(said, gold)


def _f1(one: Counter[str], other: Counter[str]) -> float:
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def _counted(text: str) -> Counter[str]:
    return Counter(word for word in _spaced(text).split() if word not in _ARTICLES)


@lru_cache(maxsize=4096)
def _spaced(text: str) -> str:
    """Return the folded words, each punctuation mark a space: `S-400` becomes `s 400`."""
    return " ".join(words(unicodedata.normalize("NFKC", text)))


@lru_cache(maxsize=4096)
def _joined(text: str) -> str:
    """Return the folded words, punctuation within them left out: `U.S.` becomes `us`."""
    pieces = (re.sub(r"[\W_]", "", fold(piece)) for piece in unicodedata.normalize("NFKC", text).split())
    return " ".join(piece for piece in pieces if piece)


def _has_words(text: str, wanted: str) -> bool:
    first, _, rest = wanted.strip().partition(" ")
    if rest and fold(first) in _ARTICLES:
        wanted = rest
    return any(_holds(form(text), form(wanted)) for form in (_spaced, _joined))


def _holds(text: str, wanted: str) -> bool:
    """Return True if whole words stand in a row in a text; the last one may be in the plural, as in `S-400s`."""
    return wanted != "" and any(f" {wanted}{ending} " in f" {text} " for ending in ("", "s"))


def _read_number(wanted: str) -> Number | None:
    """Return the number that some words are, with the unit behind it if any: `308`, `seventeen seconds`."""
    wanted = _with_signs(wanted).strip()
    for found in find_numbers(wanted):
        unit = wanted[found.end :].strip()
        if found.start == 0 and len(found.values) == 1 and not any(char.isdigit() for char in unit):
            return Number(next(iter(found.values)), unit if words(unit) else None)
    return None


def _states_number(text: str, number: Decimal, unit: str | None, *, bare: bool = False) -> bool:
    text = _with_signs(text)
    return any(
        number in found.values | (found.bare if bare else frozenset()) and (unit is None or _near(text, found, unit))
        for found in find_numbers(text)
    )


def _with_signs(text: str) -> str:
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    return re.sub(r"\bper cent\b", "percent", text, flags=re.IGNORECASE)


def _near(text: str, found: FoundNumber, unit: str) -> bool:
    around = words(text[: found.start])[-_BEFORE:] + words(text[found.end :])[:_AFTER]
    return set(stem(words(_with_signs(unit)), "en")) <= set(stem(around, "en"))


def _states_date(text: str, date: When) -> bool:
    return any(found.states(date) for found in find_dates(text))
