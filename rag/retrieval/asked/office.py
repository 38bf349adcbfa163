"""Evidence of who holds an office: a name with the office beside it, and not another country's."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from index.language.analysis import fold, function_words, words
from index.records import Span
from rag.language.mentions import Sort, mentions
from rag.language.people.offices import Office, offices, offices_spoken_of
from rag.language.places import country_of, names_country
from rag.questions.analysis import Question
from rag.retrieval.ranking import Evidence, as_answer, as_no_answer

_NO_LONGER: Final = re.compile(
    r"\b(?:former(?:ly)?|ex|late|then|ousted|deposed|acting|designate|elect|until|was|were|had been|used to)\b",
    re.IGNORECASE,
)
"""Words beside an office that say that somebody doesn't hold it, or held it once."""
_UNDER: Final = re.compile(r"(?:(?P<led>[^\W\d_a-z]\w+) )?\b[Uu]nder (?:its |the )?$")
_LED: Final = re.compile(r",? (?:the )?([^\W\d_a-z]\w+)")
_COUNTERPART: Final = re.compile(r"\b(?:his|her|their) ([^\W\d_a-z]\w+) (?:counterpart|opposite number)s?\b")
"""Whose office it is that somebody meets the holder of: "his Turkish counterpart" is of Turkey, he is not."""
_NOW: Final = frozenset({"current", "currently", "now", "new", "present", "today"})
_NONE: Final = frozenset[str]()


@dataclass(frozen=True, slots=True)
class _Held:
    """An office that a sentence gives somebody."""

    name: Span
    """Of the article's text."""
    family: str
    """Their last name, folded."""
    office: Office
    beside: frozenset[str]
    """The folded words that say whose office it is, countries by name."""

    @property
    def of(self) -> frozenset[str]:
        """The country whose office it is, if the sentence says so."""
        return frozenset(filter(names_country, self.beside))


@dataclass(frozen=True, slots=True)
class _Asked:
    """An office that a question asks the holder of."""

    office: Office
    rest: frozenset[str]
    """The folded words that say whose office it is, countries by name: `velm` of "the mayor of Velm"."""
    of: frozenset[str]
    """The country whose office is asked for, if any."""
    forms: frozenset[str]
    """What the office may be called in an article."""

    def is_held(self, held: _Held, known: Mapping[str, frozenset[str]]) -> bool:
        """Return True if somebody has it, and has it still; of which country they are may be said elsewhere.

        A president is a leader, but not every leader is a president.
        """
        office = held.office
        fits = office.fits(self.office) and self.office.fields <= office.fields and office.sorts <= self.office.sorts
        beside = held.beside | (known.get(held.family, _NONE) if not held.of else _NONE)
        return fits and self.rest <= beside and not _NO_LONGER.search(office.before)

    def is_elsewhere(self, of: frozenset[str]) -> bool:
        """Return True if this country's office is asked for, and another country is told."""
        return bool(of and self.of) and self.of.isdisjoint(of)


def of_asked_office(ranked: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Return the sentences that name who holds an office first, as answers whatever a reader thinks; English only.

    Who has another office, and where a country's is asked for what doesn't speak of it, or names somebody else than the
    holders, comes last and answers nothing.
    """
    asked = _asked(question)
    if asked is None:
        return list(ranked)
    held = [list(_held(each)) for each in ranked]
    known = {each.family: each.of for row in held for each in row if each.of}
    holders = [next((each for each in row if asked.is_held(each, known)), None) for row in held]
    families = frozenset(each.family for each in holders if each)
    first, others, last = list[Evidence](), list[Evidence](), list[Evidence]()
    for each, row, holder in zip(ranked, held, holders, strict=True):
        named = [one for one in row if each.answer and _meet(one.name, each.answer)]
        if holder:
            first.append(replace(as_answer(each), answer=holder.name))
        elif _is_english(each) and _is_of_another(each, named, asked, known, families):
            last.append(as_no_answer(each))
        else:
            others.append(each)
    return [*first, *others, *last]


def _asked(question: Question) -> _Asked | None:
    if question.office is None:
        return None
    own = question.office_words
    rest = frozenset(country_of(each.word) for each in question.words if each.word not in own | _NOW)
    forms = _NONE.union(*(each.forms for each in question.words if each.word in own))
    return _Asked(question.office, rest, question.office_country, forms)


def _held(each: Evidence) -> Iterator[_Held]:
    """Yield the offices that a sentence gives whom it names; those of a heading are none."""
    text, start = _spaced(each), each.sentence.span.start
    for mention in mentions(text) if _is_english(each) and not each.sentence.heading else ():
        name = mention.text.removeprefix("the ")
        if mention.sort in {Sort.PERSON, Sort.THING} and not names_country(fold(name)):
            place = text.find(name, mention.start)
            end = place + len(name)
            for office in offices(text, place, end):
                beside = _beside(office) or _governed(text[: office.start], text[end:])
                yield _Held(Span(start + place, start + end), words(name)[-1], office, beside)


def _is_english(each: Evidence) -> bool:
    return each.candidate.passage.article.language in {None, "en"}


def _spaced(each: Evidence) -> str:
    return each.sentence.text.replace("\xa0", " ")


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _beside(office: Office) -> frozenset[str]:
    """Return the folded words that say whose an office is, countries by name.

    Before it they end at a small word: in "forces in Syria under President Lind" the country is another matter.
    """
    before = [word for word in words(office.before) if word != "s"]  # of "Norway's"
    own = list(takewhile(lambda word: word not in function_words("en"), reversed(before)))
    return frozenset(map(country_of, (*own, *words(office.behind))))


def _governed(before: str, behind: str) -> frozenset[str]:
    """Return the country that is under somebody: "Norway under President Lind", "Under President Lind, Norway"."""
    under = _UNDER.search(before)
    led = under and (under["led"] or (found[1] if (found := _LED.match(behind)) else None))
    return frozenset(filter(names_country, map(country_of, words(led or ""))))


def _is_of_another(
    each: Evidence,
    named: Sequence[_Held],
    asked: _Asked,
    known: Mapping[str, frozenset[str]],
    families: frozenset[str],
) -> bool:
    """Return True if who is named for an answer has another office, or a country's is asked for and another's told."""
    spoken = [office for office in offices_spoken_of(_spaced(each)) if office.fits(asked.office)]
    if not spoken and named:
        return True
    told = [frozenset(filter(names_country, _beside(office))) for office in spoken]
    if asked.of and (asked.forms.isdisjoint(each.terms) or (told and all(map(asked.is_elsewhere, told)))):
        return True
    others = [one for one in named if one.family not in families]
    if others and not asked.of.isdisjoint(map(country_of, map(fold, _COUNTERPART.findall(_spaced(each))))):
        return True
    elsewhere = bool(families) or all(asked.is_elsewhere(known.get(one.family, _NONE)) for one in others)
    return bool(asked.of and others) and elsewhere
