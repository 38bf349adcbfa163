"""Find the value that a sentence gives for an answer (date, number, name, description), and compare two of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from index.language.analysis import fold, function_words, stem, words
from index.records import Span
from rag.language import mentions as mentioned
from rag.language.dates import YearMonthDay, find_dates, is_like_a_month, read_date
from rag.language.lexicon import lines, listed
from rag.language.names import name_spans
from rag.language.numbers import find_numbers, is_round, read_number, read_numbers
from rag.questions.analysis import Question, folded_words
from rag.questions.answer_types import answer_words
from rag.questions.kinds import Kind

NEAR, NEAR_SAID = 0.05, 0.1
"""Part by which a round number ("two million") may differ from the exact one, and one that is said to be rough: 46 is
"nearly 50"."""
WITHIN = 2
"""How many times a bound ("more than 100") a number may be to bear it out; a larger one says nothing of it."""
APART, APART_BARE = 20, 10
"""How many times another a number may be and still be of the same thing, where both say of what, and else.

Of 172 pairs of numbers that really differ (stories-train) 0.95 are within 5 times of each other and 0.98 within 10.
"""
BESIDE = 25
"""Characters between a number and the word that says what it measures: "a population of 3,046"."""


class ValueSort(StrEnum):
    """How two values are compared."""

    DATE = "date"
    NUMBER = "number"
    NAME = "name"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Value:
    """What a sentence gives for an answer."""

    span: Span
    """Where it stands in the sentence."""
    text: str
    sort: ValueSort
    parts: frozenset[str] = frozenset()
    """The words of a name or description, folded and stemmed; the unit of a number."""
    number: float | None = None
    readings: frozenset[float] = frozenset()
    """All that the number may mean: "1.440" is 1440 or 1.44."""
    rough: bool = False
    """Whether the number is said to be rough, or looks rounded."""
    said_rough: bool = False
    """Whether it is said to be rough: "about 120"."""
    bound: int = 0
    """1 for "at least 265", -1 for "up to 265", else 0."""
    date: YearMonthDay = (None, None, None)


@lru_cache(maxsize=4096)
def values_of(sentence: str, question: Question, language: str | None = None) -> tuple[Value, ...]:
    """Return what a sentence gives of the kind that the question asks for, the likeliest answer first.

    The likeliest stands nearest to the question's own words: in "a population of 3,046, 1,085 households" that is the
    number beside "population". Of the two dates in "(1829 – 1913)" the first is a birth and the second a death.

    Args:
        sentence: the sentence.
        question: the question.
        language: that of the sentence; the question's when unknown.
    """
    spoken = language or question.language or "en"
    found = [_value(sentence, span, question.kind, spoken) for span in _spans(sentence, question, spoken)]
    kept = [each for each in found if _is_definite(each)]
    lived = _lived(sentence, question)
    if lived:
        kept = [each for each in kept if lived.start <= each.span.start < lived.end] or kept
    places = _asked_places(sentence, question)

    def distance(value: Value) -> tuple[bool, int]:
        return _is_bare(sentence, value), min((_gap(value.span, place) for place in places), default=0)

    return tuple(sorted(kept, key=distance))


def value_named(sentence: str, answer: Span, question: Question, language: str | None = None) -> Value | None:
    """Return the date, number or name in words that a reader takes for the answer; none where they can't be compared.

    Args:
        sentence: the whole sentence.
        answer: the range of those words in it.
        question: what they answer.
        language: that of the sentence; the question's when unknown.
    """
    spoken = language or question.language or "en"
    if question.kind in {Kind.WHO, Kind.WHERE}:
        names = [span for span in name_spans(sentence) if _meet(span, answer)]
        return _value(sentence, names[0], question.kind, spoken) if names else None
    if question.kind is Kind.WHY:
        return None
    every = list(find_dates(sentence))
    dates = [span for span in every if _meet(span, answer)]
    numbers = [span for span in find_numbers(sentence, spoken) if not any(_meet(span, date) for date in every)]
    if question.kind is Kind.HOW_MANY:  # "32,000 hectares burnt and fifteen people died": what is counted tells which
        numbers = [span for span in numbers if _measures(sentence, span, question, spoken)] or numbers
    numbers = [span for span in numbers if _meet(span, answer)]
    if dates and (question.kind is Kind.WHEN or not numbers):
        found = _value(sentence, dates[0], Kind.WHEN, spoken)
    elif numbers and question.kind is not Kind.WHEN:
        found = _value(sentence, numbers[0], Kind.HOW_MANY, spoken)
    else:
        return None
    asked = frozenset[str]().union(*(word.stems for word in question.words))
    if not found.parts.isdisjoint(asked):  # "4,100 stranded" are travellers, where stranded travellers are asked for
        found = replace(found, parts=found.parts | asked)
    return found if _is_definite(found) or found.date[1] is not None else None  # "31 July"


def value_like(sentence: str, other: Value, question: Question, language: str | None = None) -> Value | None:
    """Return the number of a sentence that says of the same what another value says it of; none if several do, or none.

    In "14 kilometres away, 333 of them" a reader may name the wrong one; soldiers are in no kilometres.
    """
    found = _numbers_of(sentence, language or question.language or "en")
    same = [each for each in found if not each.parts.isdisjoint(other.parts)]
    bare = [each for each in found if not each.parts and not _CALLED.search(sentence[: each.span.start])]
    return next((kept[0] for kept in (same, bare) if len(kept) == 1), None)


def value_instead(sentence: str, old: Value, question: Question, language: str | None = None) -> Value | None:
    """Return the other number of a sentence that names a known one: the 198 of "198 starters and not 214"."""
    found = _numbers_of(sentence, language or question.language or "en")
    known = next((each for each in found if each.number is not None and each.number == old.number), None)
    if known is None:
        return None
    other = (each for each in found if agree(each, known) is False and not are_far_apart(each, known))
    others = [each for each in other if not _CALLED.search(sentence[: each.span.start])]
    return others[0] if len(others) == 1 else None


def _numbers_of(sentence: str, language: str) -> list[Value]:
    """Return the numbers of a sentence that are no part of a date."""
    dates = list(find_dates(sentence))
    spans = [span for span in find_numbers(sentence, language) if not any(_meet(span, date) for date in dates)]
    found = (_value(sentence, span, Kind.HOW_MANY, language) for span in spans)
    return [each for each in found if each.number is not None]


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def agree(one: Value, other: Value) -> bool | None:
    """Return whether two values may both be true: the same, or one more exact than the other.

    None when they say nothing of each other: "20 planes" and "300 tourists".
    """
    if one.sort is not other.sort:
        return None
    if one.sort is ValueSort.DATE:
        return all(a == b for a, b in zip(one.date, other.date, strict=True) if a is not None and b is not None)
    if one.sort is ValueSort.NUMBER:
        return _numbers_agree(one, other)
    return one.parts <= other.parts or other.parts <= one.parts


def are_far_apart(one: Value, other: Value) -> bool:
    """Return True if two numbers are too far apart to be accounts of one thing."""
    if one.number is None or other.number is None:
        return False
    low, high = sorted((one.number, other.number))
    return high > (APART if one.parts and other.parts else APART_BARE) * low


def tells_life(sentence: str, question: Question) -> bool:
    """Return True if a sentence gives the birth or death that is asked for in brackets: "(1829 – 1913)"."""
    return _lived(sentence, question) is not None


def _numbers_agree(one: Value, other: Value) -> bool | None:
    if one.number is None or other.number is None or (one.parts and other.parts and one.parts.isdisjoint(other.parts)):
        return None
    if one.number == other.number or not one.readings.isdisjoint(other.readings):
        return True
    low, high = sorted((one, other), key=lambda each: each.number or 0.0)
    if high.bound > 0 or low.bound < 0:
        return False  # 251 is not "at least 265"
    if low.bound or high.bound:  # 140 is "more than 100"
        return True if (high.number or 0.0) <= WITHIN * (low.number or 0.0) else None
    if not (one.rough or other.rough):
        return False
    near = NEAR_SAID if one.said_rough or other.said_rough else NEAR
    return abs(one.number - other.number) <= near * max(abs(one.number), abs(other.number))


def _is_definite(value: Value) -> bool:
    if value.sort is ValueSort.DATE:
        return value.date[0] is not None
    return value.number is not None if value.sort is ValueSort.NUMBER else bool(value.parts)


_LIFE = re.compile(r"\((?P<birth>[^()–—]*\d{4}[^()–—]*)[–—-](?P<death>[^()–—]*\d{4}[^()–—]*)\)")


def _lived(sentence: str, question: Question) -> Span | None:
    asked = question.wanted.life
    life = _LIFE.search(sentence) if asked and question.kind is Kind.WHEN else None
    return Span(*life.span(asked)) if life and asked else None


def _asked_places(sentence: str, question: Question) -> list[int]:
    """Return where the question's words stand in the sentence: those that are no names, if there are any."""
    asked = {stem([word.word], "en")[0] for word in question.words}
    named = {stem([part], "en")[0] for name in question.names for part in words(name)}
    found = [(match.start(), stem([fold(match.group())], "en")[0]) for match in re.finditer(r"\w+", sentence)]
    plain = [place for place, word in found if word in asked - named]
    return plain or [place for place, word in found if word in asked]


def _gap(span: Span, place: int) -> int:
    return place - span.end if place >= span.end else max(0, span.start - place)


_MAKER = re.compile(r"\b(?:by|with|of)\s+(?:[a-z-]+\s+){0,2}$")


def _is_bare(sentence: str, value: Value) -> bool:
    """Return True if a name is one word and nobody's work is "by" it: where others are whole names, they answer."""
    return value.sort is ValueSort.NAME and len(value.parts) < 2 and not _MAKER.search(sentence[: value.span.start])


def _spans(sentence: str, question: Question, language: str) -> list[Span]:
    if question.kind is Kind.OTHER:
        return _named_after(sentence, question) or _descriptions(sentence, question)
    if question.kind is Kind.WHY:
        return []
    found = answer_words(sentence, question, language)
    if question.kind in {Kind.WHO, Kind.WHERE}:
        news = [span for span in found if _is_news(span.of(sentence), question.folded)]
        named = _mentions(sentence) if news else ()
        return [span for span in news if not _is_other_sort(sentence, span, question.kind, named)]
    return [
        span for span in found if question.kind is not Kind.HOW_MANY or _measures(sentence, span, question, language)
    ]


LONGEST_NAME = 6
"""Words."""
_NATION = re.compile(r"[A-Z]\w+(?:ian|ish|ese|ican|ench|utch|erman)")


def _is_news(name: str, asked: frozenset[str]) -> bool:
    """Return True if most of a name's words are not the question's own; the longest "names" are rows of tables."""
    if len(words(name)) > LONGEST_NAME or _NATION.fullmatch(name):
        return False
    parts = [part for part in words(name) if part not in function_words("en")]
    return sum(part in asked for part in parts) * 2 < len(parts)


@lru_cache(maxsize=4096)
def _mentions(sentence: str) -> tuple[mentioned.Mention, ...]:
    return tuple(mentioned.mentions(sentence))


def _is_other_sort(sentence: str, span: Span, kind: Kind, named: Sequence[mentioned.Mention]) -> bool:
    """Return True if a name is surely no answer: a place or a month to "who", a person or a month to "where"."""
    other = mentioned.Sort.PLACE if kind is Kind.WHO else mentioned.Sort.PERSON
    within = [each for each in named if span.start <= each.start < span.end]
    return is_like_a_month(span.of(sentence)) or any(each.sort is other and each.sure for each in within)


_PEOPLE = ("population", "people", "inhabitants", "residents", "persons")
_DYING = ("people", "persons", "lives", "dead", "killed", "died", "deaths", "victims", "fatalities")
_PERSONS = frozenset(stem(_DYING, "en"))
_TIME_OR_MONEY = ("percent", "year", "month", "week", "day", "hour", "minute", "dollar", "euro", "pound", "lira")
_NO_PERSONS = frozenset(stem(_TIME_OR_MONEY, "en"))
_OTHER_MEASURE = re.compile(r"\bpopulation (?:density|growth|change)\b", re.IGNORECASE)


def _measures(sentence: str, span: Span, question: Question, language: str) -> bool:
    """Return True if a number is of what the question counts, where it says what that is; a date never is."""
    number = span.of(sentence)
    unit = read_number(number, language)[1]
    if (not unit and read_date(number)[0]) or _ONE_OF.match(sentence[span.start :]):
        return False
    noun = question.wanted.measure
    wanted = set(stem(_PEOPLE if noun == "population" else [noun], "en")) if noun else set(question.counted)
    if not wanted:
        return not (question.wanted.people and unit & _NO_PERSONS)
    plain = _OTHER_MEASURE.sub(lambda match: " " * len(match.group()), sentence)
    if _PER.match(sentence[span.end :]) or (unit & _NO_PERSONS and unit.isdisjoint(wanted)):
        return False
    return not wanted.isdisjoint(stem(words(plain[max(0, span.start - BESIDE) : span.end + BESIDE]), language))


_PER = re.compile(r"\s*(?:\w+ )?per (?!cent)", re.IGNORECASE)
_SPEED = re.compile(r"(?:\s+per|\s+an|\s+a|/)\s?(?:hour|second|h|s)\b", re.IGNORECASE)
_CALLED = re.compile(r"[^\W\d_a-zß-ÿ][\w.]*\s$")
"""Before a number that is a name's: "Route 9"."""
_ONE_OF = re.compile(r"one of\b", re.IGNORECASE)


class _Said(NamedTuple):
    """How a language says that a number is rough or a bound: before it, and behind it."""

    before: re.Pattern[str]
    behind: re.Pattern[str]


@cache
def _said(name: str, language: str) -> _Said:
    def either(listed: str) -> str:
        return "|".join(lines(listed, language)) or "(?!)"

    return _Said(
        re.compile(rf"(?<!\w)(?:{either(name)})\s*$", re.IGNORECASE),
        re.compile(rf"\s*(?:{either(f'{name}-behind')})(?!\w)", re.IGNORECASE),
    )


def _value(sentence: str, span: Span, kind: Kind, language: str) -> Value:
    text = span.of(sentence)
    if kind is Kind.WHEN:
        return Value(span, text, ValueSort.DATE, date=read_date(text))
    if kind is Kind.HOW_MANY:
        return _number(sentence, span, text, language)
    sort = ValueSort.DESCRIPTION if kind is Kind.OTHER else ValueSort.NAME
    meant = [word for word in words(text) if word not in function_words("en") and len(word) > 1]
    return Value(span, text, sort, frozenset(stem(meant, "en")))


def _number(sentence: str, span: Span, text: str, language: str) -> Value:
    readings, unit = read_numbers(text, language)
    number = readings[0] if readings else None
    rounded = not folded_words(text).isdisjoint(map(fold, listed("rounded", language)))  # "une centaine"
    said_rough = rounded or _said_length("roughly", sentence, span, language) > 0
    rough = said_rough or (number is not None and is_round(number))
    least, most = (_said_length(name, sentence, span, language) for name in ("at-least", "at-most"))
    counted = _PERSONS if unit & _PERSONS else unit
    if _SPEED.match(sentence[span.end :]):  # "70 kilometres an hour" is no length
        counted = frozenset({"speed"})
    return Value(
        span, text, ValueSort.NUMBER, counted, number, frozenset(readings), rough, said_rough,
        0 if said_rough else (least > most) - (most > least),  # "just under" is near; "no more than" isn't "more than"
    )  # fmt: skip


def _said_length(name: str, sentence: str, span: Span, language: str) -> int:
    """Return how long the words of a kind are that stand right before or behind a number; 0 without any."""
    said = _said(name, language)
    figure = re.match(r"[\d.,\s]*\d|\w+", span.of(sentence))  # Turkish says it behind the figure: "120'den fazla"
    ends = {span.end, span.start + figure.end() if figure else span.end}
    found = [said.before.search(sentence[: span.start]), *(said.behind.match(sentence, end) for end in ends)]
    return max((len(each.group()) for each in found if each), default=0)


_IS_A = re.compile(
    r"\b(?:is|was|are|were|became|as)\s+(?:an?|the|one of the)\s+((?:[^\s,;.()]+\s+){0,7}?[^\s,;.()]+)"
    r"(?=\s*(?:[,;.()]|$|\b(?:who|which|that|in|of|by|from|for|at|on|with|and|created|located|based|directed|released"
    r"|written|starring|featuring)\b))",
    re.IGNORECASE,
)


def _descriptions(sentence: str, question: Question) -> list[Span]:
    """Return what a sentence first says that something is: "American chef", "1928 silent cartoon short"."""
    found = _IS_A.search(sentence) if question.wanted.description else None
    if found is None or folded_words(found.group(1)) <= question.folded:
        return []
    return [Span(*found.span(1))]


def _named_after(sentence: str, question: Question) -> list[Span]:
    """Return the names that hold the word asked for: "the Green River" for "Which river"."""
    if question.wanted.noun is None:
        return []
    noun = f"(?i:{re.escape(question.wanted.noun)})"
    name = r"(?!The\b|An?\b|In\b)[A-Z][\w’'-]*"
    named = re.compile(rf"\b(?:{name}\s+)+{noun}\b|\b{noun}\s+(?:{name}|[IVX]+\b|\d+)[\w-]*")
    spans = [Span(*match.span()) for match in named.finditer(sentence)]
    return [span for span in spans if not folded_words(span.of(sentence)) <= question.folded]
