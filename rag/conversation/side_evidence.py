"""Find the sentences that speak for one side of a comparison, and the numbers or dates that they give."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from index.language.analysis import function_words, meaningful_words, stem, terms, words
from index.records import Span
from rag.conversation.comparing import Comparison, Side
from rag.language.dates import find_dates, published_day
from rag.language.names import name_words
from rag.questions.answer_types import find_amounts
from rag.questions.constraints import days_asked
from rag.retrieval.asked.day import is_of_day
from rag.retrieval.hybrid import about
from rag.retrieval.ranking import Evidence

_LOOKED_AT: Final = 80
"""Sentences of which those that speak for a side are chosen."""
_OWN: Final = 0.12
"""What a sentence gains for holding all the words that tell its side from the other."""
_BESIDE: Final = 0.6
"""The part of it that it gains for words that only its passage, its title or its date holds."""
_SHARED: Final = 0.2
"""What it gains for holding all other words of what is asked of its side."""
_VALUE: Final = 0.06
"""What it gains for holding a number or a date where one decides."""
_NAMED: Final = 0.15
"""What it gains where that is what the reader names as the answer."""
_NEXT: Final = 0.1
"""How far below the best a second sentence for the same side may lie."""
_WORDS: Final = 60
"""Words that are quoted for a side at the most."""
_SURE: Final = 0.99
"""Share of a side's own words that a sentence must have for its value to be set before the quotes."""
_ON_MATTER: Final = 0.3
"""Share of what is asked that a sentence, or what stands around it, must hold to be more than of the year asked for."""
_YEAR: Final = re.compile(r"\b((?:1[5-9]|20)\d\d)(?:[-–/](\d\d))?\b")
_UNIT: Final = re.compile(
    r"(?: (?:million|billion|thousand|trillion|bn|per cent))?(?: (?!(?:million|in|on|at|by|for|to|the|and"
    r"|or|who|that|because|when|from|with|than|of|a|an|people and)\b)[a-z]{3,}\b)?|%"
)
_FRACTIONS: Final = frozenset({"half", "third", "quarter", "thirds", "quarters"})
"""Shares, which tell no amount to compare."""
_EARLY: Final = re.compile(
    r"\b(?:found(?:ed|ing)|set up|established|launch(?:ed)?|opened|opening|began|beginning|start(?:ed)?|at first|before"
    r"|originally|initially|back then)\b",
    re.IGNORECASE,
)
_LATE: Final = re.compile(
    r"\b(?:later|now|today|nowadays|currently|after(?:wards)?|since|at the end|recently)\b", re.IGNORECASE
)
Share = Callable[[Evidence], float]
"""Returns the share of what tells a side from the other that a sentence, or what stands around it, has."""


class SideValue(NamedTuple):
    """A number with its unit, or a date, and the sentence that gives it."""

    text: str
    unit: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a side: the best sentence first."""

    side: Side
    evidence: tuple[Evidence, ...]
    values: tuple[SideValue, ...] = ()
    """The numbers or dates that it gives where one decides, the likeliest first."""


def find_both(comparison: Comparison, ranked: Sequence[Sequence[Evidence]]) -> list[Found | None]:
    """Return what is found for each side, from the sentences ranked for each.

    A sentence that comes first for both, and doesn't name both, tells neither from the other: others are looked for.
    """
    pairs = list(zip(comparison.sides, ranked, strict=True))
    found = [find_for(side, comparison, each) for side, each in pairs]
    firsts = [each.evidence[0] if each else None for each in found]
    one, other = firsts
    if one is None or other is None or _place(one) != _place(other) or _holds_both(comparison, one):
        return found
    further = [
        find_for(side, comparison, [every for every in each if _place(every) != _place(one)]) for side, each in pairs
    ]
    return [new or old for new, old in zip(further, found, strict=True)]


def _place(evidence: Evidence) -> tuple[int, int]:
    return evidence.candidate.passage.id, evidence.position


def _holds_both(comparison: Comparison, evidence: Evidence) -> bool:
    held = set(terms(evidence.sentence.text, evidence.candidate.passage.article.language or "en"))
    return all(any({word, *stem([word], "en")} & held for word in side.own) for side in comparison.sides)


def find_for(side: Side, comparison: Comparison, ranked: Sequence[Evidence]) -> Found | None:
    """Return the sentences that speak for a side: near to it, with its own words, and a value where one decides."""
    rated: list[tuple[float, Evidence]] = []
    if comparison.language != "en":
        side = _as_articles_say(side, ranked)
    shared = frozenset(meaningful_words(side.words, "en")) - side.own
    named = {word for name in name_words(f"- {side.words}") for word in words(name)} - function_words("en")
    told_by_day = bool(days_asked(side.name))  # a paper of that day needn't say again of what
    names = set[str]() if told_by_day or comparison.language != "en" else named
    near = _of_names(names, ranked[:_LOOKED_AT])
    own_share = _own_share(side, comparison, near)
    for each in near:
        own = own_share(each)
        if own and not each.sentence.heading:
            score = each.score + _OWN * own + (_SHARED * _held(shared, each) if shared else 0.0)
            rated.append((score + _worth(each, comparison, side), each))
    rated.sort(key=lambda row: -row[0])
    chosen: list[Evidence] = []
    for score, each in rated:
        spent = sum(len(other.sentence.text.split()) for other in chosen)
        if chosen and (score < rated[0][0] - _NEXT or spent + len(each.sentence.text.split()) > _WORDS):
            break
        chosen.append(each)
    sure = [each for each in chosen if comparison.measured and own_share(each) >= _SURE]
    values = (value for each in sure for value in values_of(each, comparison, side))
    return Found(side, tuple(chosen), tuple(values)) if chosen else None


def _as_articles_say(side: Side, ranked: Sequence[Evidence]) -> Side:
    """Return a side with those of its words alone that the articles found have: names and figures, in any language."""
    known = {word for each in ranked for word in each.candidate.terms}

    def kept(told: Collection[str], language: str | None = None) -> list[str]:
        return [word for word in told if {word, *stem([word], language or "en")} & known]

    return replace(side, own=frozenset(kept(side.own)) or side.own, words=" ".join(kept(words(side.words))))


def _of_names(names: Collection[str], ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentences of articles whose passages found, or titles, have every one of some names."""
    told: dict[str, set[str]] = {}
    for each in ranked:
        article = each.candidate.passage.article
        held = told.setdefault(article.file, set(terms(about(article), article.language)))
        held.update(each.candidate.terms)

    def holds(each: Evidence) -> bool:
        article = each.candidate.passage.article
        return all({word, *stem([word], article.language)} & told[article.file] for word in names)

    return [each for each in ranked if holds(each)]


def _worth(evidence: Evidence, comparison: Comparison, side: Side) -> float:
    """Return what a sentence gains for the value that it gives."""
    values = values_of(evidence, comparison, side) if comparison.measured else []
    if not values:
        return 0.0
    return _NAMED if _names_value(evidence, comparison) else _VALUE


def _names_value(evidence: Evidence, comparison: Comparison) -> bool:
    """Return True if the reader names a number, or a date where one decides, as the answer of a sentence."""
    named = _named(evidence)
    found = find_dates if comparison.ordered else (lambda text: find_amounts(text, "en"))
    return named is not None and any(
        span.start < named.end and named.start < span.end for span in found(evidence.sentence.text)
    )


def _named(evidence: Evidence) -> Span | None:
    """Return the words of a sentence that the reader names as the answer, as a range of it."""
    start = evidence.sentence.span.start
    return evidence.answer and Span(evidence.answer.start - start, evidence.answer.end - start)


def _own_share(side: Side, comparison: Comparison, ranked: Sequence[Evidence]) -> Share:
    """Return how far a sentence is of a side: by its words, or by its time where the side is one."""
    days = days_asked(side.name)
    if days:
        return lambda each: float(is_of_day(each.candidate.passage, days))
    years = {f"{year[:2]}{end}" if end else year for year, end in _YEAR.findall(side.name)}
    if years and all(word.isdigit() for word in side.own):
        matter = frozenset(meaningful_words(side.words, "en")) - side.own
        return lambda each: _of_year(each, years) if not matter or _held(matter, each) >= _ON_MATTER else 0.0
    sides = [each.name for each in comparison.sides]
    early, late = (next((name for name in sides if form.search(name)), None) for form in (_EARLY, _LATE))
    if early and late and early != late:
        printed = {each: published_day(each.candidate.passage.article.published) for each in ranked}
        known = sorted(day for day in printed.values() if day)
        middle = known[0] + (known[-1] - known[0]) / 2 if known else None
        return lambda each: float(_is_of_half(printed[each], middle, early=side.name == early))
    return lambda each: _held(side.own, each)


def _is_of_half(day: date | None, middle: date | None, *, early: bool) -> bool:
    return day is not None and middle is not None and (day <= middle) is early


def _of_year(evidence: Evidence, years: Collection[str]) -> float:
    """Return whether a sentence, or its article, is of one of some years; its passage and title count for less."""
    article = evidence.candidate.passage.article
    if (article.published or "")[:4] in years or any(year in evidence.sentence.text for year in years):
        return 1.0
    return _BESIDE * any(year in f"{about(article)} {evidence.candidate.passage.text}" for year in years)


def _held(own: Collection[str], evidence: Evidence) -> float:
    """Return the share of some words that a sentence has; its passage's and its title's count for less."""
    article = evidence.candidate.passage.article
    language = article.language or "en"
    sentence = set(terms(evidence.sentence.text, language))
    beside = set(evidence.candidate.terms) | set(terms(about(article), language))
    held = 0.0
    for word in own:
        forms = {word, *stem([word], language)}
        held += 1.0 if forms & sentence else _BESIDE * bool(forms & beside)
    return held / len(own)


def values_of(evidence: Evidence, comparison: Comparison, side: Side) -> list[SideValue]:
    """Return the dates, or the numbers with units, that a sentence gives, the likeliest first.

    That is what the reader names, then what stands nearest to the words that are asked about.
    """
    text = evidence.sentence.text
    said = set(words(side.name)) | _FRACTIONS
    asked = {each for word in words(side.words) for each in (word, *stem([word], "en"))}
    named = _named(evidence)
    places = [match.start() for match in re.finditer(r"\w+", text) if {*stem(words(match.group()), "en")} & asked]
    found: list[tuple[int, SideValue]] = []
    for span in find_dates(text) if comparison.ordered else find_amounts(text, "en"):
        if set(words(span.of(text))) <= said:
            continue
        unit = None if comparison.ordered else _UNIT.match(text, span.end)
        value = text[span.start : unit.end() if unit else span.end]
        kind = "" if comparison.ordered else " ".join(re.findall(r"[$€£¥₺%]|[^\W\d]{3,}", value)[-1:])
        if comparison.ordered or kind:
            far = min((abs(span.start - place) for place in places), default=0)
            is_named = named is not None and named.start < span.end and span.start < named.end
            found.append(
                (-1 if is_named else far, SideValue(value, "".join(stem(words(kind), "en")) or kind, evidence))
            )
    return [value for _, value in sorted(found, key=lambda row: row[0])]
