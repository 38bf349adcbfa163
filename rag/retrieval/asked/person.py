"""Evidence of who somebody is, and of who holds an office: a name with the words beside it that introduce it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from index.language.analysis import fold, words
from index.records import Span
from rag.language.mentions import Sort, introduction, mentions
from rag.language.people.offices import Office, offices, offices_spoken_of
from rag.language.places import country_of, names_country
from rag.questions.analysis import Question
from rag.retrieval.ranking import Evidence, as_answer

NO_ANSWER: Final = -6.0
"""Log-odds that a sentence about another country's office answers."""
_NO_LONGER: Final = re.compile(
    r"\b(?:former(?:ly)?|ex|late|then|ousted|deposed|acting|designate|elect|until|was|were|had been|used to)\b",
    re.IGNORECASE,
)
"""Words beside an office that say that somebody doesn't hold it, or held it once."""
_NOW: Final = frozenset({"current", "currently", "now", "new", "present", "today"})


def of_asked_person(ranked: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Return the sentences that say who somebody is, or who holds an office, first: answers, whatever a reader thinks.

    Behind who somebody is come only sentences that name them, if any says it. What is said of another country's office
    comes last, and is no answer.
    """
    if question.person:
        return _introducing_first(ranked, question.person)
    return _holding_first(ranked, question, question.office) if question.office else list(ranked)


def _introducing_first(ranked: Sequence[Evidence], person: Sequence[str]) -> list[Evidence]:
    told = [(each, _introduced(each, person)) for each in ranked]
    first = [replace(as_answer(each), answer=answer) for each, answer in told if answer]
    if not first:
        return list(ranked)
    return first + [each for each, answer in told if not answer and person[-1] in words(each.sentence.text)]


def _introduced(each: Evidence, person: Sequence[str]) -> Span | None:
    """Return the words of a sentence that say who somebody is, as a range of the article's text; no heading's."""
    text, start = each.sentence.text, each.sentence.span.start
    if each.sentence.heading:
        return None
    named = (mention for mention in mentions(text) if _is_called(words(mention.text), person))
    found = next(filter(None, (introduction(text, mention) for mention in named)), None)
    return Span(start + found.start, start + found.end) if found else None


def _is_called(name: Sequence[str], person: Sequence[str]) -> bool:
    """Return True if one name ends with the other: "Erdogan" and "Recep Tayyip Erdogan"."""
    shorter = min(len(name), len(person))
    return shorter > 0 and tuple(name[-shorter:]) == tuple(person[-shorter:])


def _holding_first(ranked: Sequence[Evidence], question: Question, asked: Office) -> list[Evidence]:
    first, others, last = list[Evidence](), list[Evidence](), list[Evidence]()
    rest = _beside(question, asked)
    called = words(question.text[asked.start : asked.end])
    own = frozenset[str]().union(*(word.forms for word in question.words if word.word in called))
    countries = any(map(names_country, rest))
    for each in ranked:
        given = list(_given(each))
        holder = next(
            (name for name, office in given if _is_asked(office, asked) and rest <= _said_beside(office)), None
        )
        if holder is not None:
            first.append(replace(as_answer(each), answer=holder))
        elif (countries and own.isdisjoint(each.terms)) or _is_of_another(each, given, asked, rest):
            odds = None if each.log_odds is None else min(each.log_odds, NO_ANSWER)
            last.append(replace(each, log_odds=odds))
        else:
            others.append(each)
    return [*first, *others, *last]


def _beside(question: Question, asked: Office) -> frozenset[str]:
    """Return the folded words that say whose office is asked for: `velm` of "the mayor of Velm"."""
    own = {*words(question.text[asked.start : asked.end]), *_NOW}
    return frozenset(country_of(each.word) for each in question.words if each.word not in own)


def _given(each: Evidence) -> Iterator[tuple[Span, Office]]:
    """Yield whom a sentence gives an office, as a range of the article's text, with the office; no heading's."""
    text, start = _spaced(each), each.sentence.span.start
    for mention in mentions(text) if not each.sentence.heading else ():
        name = mention.text.removeprefix("the ")
        if mention.sort in {Sort.PERSON, Sort.THING} and not names_country(fold(name)):
            place = text.find(name, mention.start)
            for office in offices(text, place, place + len(name)):
                yield Span(start + place, start + place + len(name)), office


def _spaced(each: Evidence) -> str:
    return each.sentence.text.replace("\xa0", " ")


def _is_asked(office: Office, asked: Office) -> bool:
    """Return True if somebody has an office, and has it still, that may be the one asked for."""
    return office.fits(asked) and asked.fields <= office.fields and not _NO_LONGER.search(office.phrase)


def _is_of_another(each: Evidence, given: Sequence[tuple[Span, Office]], asked: Office, rest: frozenset[str]) -> bool:
    """Return True if who is named for an answer has another office, or a sentence speaks of other countries' alone."""
    named = [
        office
        for name, office in given
        if each.answer and name.start < each.answer.end and each.answer.start < name.end
    ]
    spoken = [office for office in offices_spoken_of(_spaced(each)) if office.fits(asked)]
    return (bool(named) and not any(office.fits(asked) for office in named)) or (
        bool(spoken) and all(_is_elsewhere(office, rest) for office in spoken)
    )


def _is_elsewhere(office: Office, rest: frozenset[str]) -> bool:
    """Return True if a country's office is asked for, and this is another country's."""
    countries = frozenset(filter(names_country, rest))
    own = frozenset(filter(names_country, _said_beside(office)))
    return bool(countries and own) and countries.isdisjoint(own)


def _said_beside(office: Office) -> frozenset[str]:
    row = [country_of(word) for word in words(office.phrase)]
    countries = [word for word in row if names_country(word)]
    return frozenset(word for word in row if not names_country(word) or word == countries[-1])
