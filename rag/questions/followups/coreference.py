"""Find what pronouns of a new question mean in the turns before it: "he", "it", "they", "there", "then"."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from index.language.analysis import fold, function_words, meaningful_words, question_language
from index.language.analysis import words as words_of
from index.language.english_verbs import word_set
from rag.language.mentions import Mention, Sort, mentions
from rag.questions.followups.nouns import (
    AUXILIARIES,
    asked_noun,
    behind_asked_noun,
    is_plural,
    named_phrase,
    noun_phrases,
    whole_phrase,
)
from rag.questions.kinds import Kind, question_kind

_KIND_OF = re.compile(r"^(?:which|what) (?:kinds?|types?|sorts?) of\b", re.IGNORECASE)
_APPOSITION = 80
_CLIP = 2000
"""Characters of an answer that are looked at."""
_PERSONS_BACK = 3
"""Exchanges after which a person is forgotten."""
_WHAT_IS = re.compile(r"^what(?:'s| is| are| was| were) ", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:der|die|das|ein|eine)\s+$", re.IGNORECASE)
_OWNER = re.compile(r"^.*\bvon\b\s*")
"""What somebody is of whom, before the name: "Helfer von"."""
_GERMAN_NOUN = re.compile(
    r"\b(?:d(?:er|ie|as|en|em|es)|(?:[kms]?ein|ihr|unser|dies|jed)(?:e[rnms]?)?|zu[rm]|vom|im|ins|am|beim)"
    r"(?:[ ][a-zäöüß]+e[rnms]?)?[ ][\w-]+(?:[ ]von[ ][\w-]+)?$",
    re.IGNORECASE,
)
"""A noun behind an article, as no name stands: "die alte Brücke", "die Brücke von Selmar"."""
T = TypeVar("T")
_LISTED = 4
"""The most names that stand for "they"."""
BODIES = word_set(
    "company firm business group bank airline airport club team side party union organisation organization agency"
    " newspaper paper hospital school court council ministry university charity board authority regulator network"
    " operator owner maker builder buyer seller supplier league federation committee commission museum gallery fund"
)
"""Nouns for a body of people, which acts as one."""
TOWNS = word_set("town city village place country region province island state district capital port county valley")
"""Nouns for places."""
PERSONS = word_set(
    "deputy husband wife brother sister son daughter father mother mayor minister president chief leader boss head"
    " director chairman chairwoman chair manager coach captain editor author writer founder owner successor"
    " predecessor opponent rival partner lawyer spokesman spokeswoman spokesperson colleague aide adviser assistant"
    " driver painter judge pilot heir"
)
"""Nouns for one person."""
_JOINED = re.compile(r",? (?:and|or) |, ")


@dataclass(frozen=True)
class Exchange:
    """A question, complete in itself, with the words of its answer; a refusal has none."""

    question: str
    answer: str
    bold: tuple[str, ...]
    """The words of the answer that were pointed out as what was asked for."""

    @cached_property
    def asked(self) -> list[Mention]:
        """What the question names."""
        return list(_named(self.question, self.language))

    @cached_property
    def told(self) -> list[Mention]:
        """What the answer names, what was pointed out first, then what the question doesn't name itself."""
        known = {key(each.text) for each in self.asked}
        pointed = [fold(words) for words in self.bold]
        answer = self.answer[:_CLIP]
        found = _named(answer, question_language(answer, (self.language,)))
        return sorted(
            found,
            key=lambda each: (
                not any(fold(each.text.removeprefix("the ")) in words for words in pointed),
                key(each.text) in known,
            ),
        )

    @cached_property
    def language(self) -> str:
        """The language of the question; English when nothing tells."""
        return question_language(self.question, ("en",)) or "en"

    @cached_property
    def kind(self) -> Kind:
        """What kind of words answers the question."""
        return question_kind(self.question, self.language)

    @cached_property
    def asks_for_person(self) -> bool:
        """Whether it asks who somebody is by what he is: "Who is the deputy of X?", but not "Who is X?"."""
        # German writes every noun as a name is written, and "der Helfer von Ida Frey" like "Otto von Bismarck"
        names = [
            _OWNER.sub("", each.text) if _ARTICLE.search(self.question[: each.start]) else each.text
            for each in self.asked
            if self.language != "de" or " " in each.text
        ]
        named = {word for name in names for word in words_of(name)}
        return self.kind is Kind.WHO and not named.issuperset(meaningful_words(self.question, self.language))

    @cached_property
    def wh_noun(self) -> str | None:
        """The noun that the question asks to be named: "Russian plane" of "What kind of Russian plane ...?"."""
        return asked_noun(self.question)

    @cached_property
    def acts(self) -> bool:
        """Whether what it asks to be named does something: "Which company bought it?", not "Which did it buy?"."""
        behind = re.split(r"\W+", self.question[behind_asked_noun(self.question) :].lstrip(), maxsplit=1)[0]
        return bool(self.wh_noun) and behind.lower() not in AUXILIARIES.split("|")


def person(said: Sequence[Exchange], *, subject: bool, besides: frozenset[str] = frozenset()) -> str | None:
    """Return whom "he" (subject) or "him" means: named last, and named as persons are.

    Args:
        said: the conversation, oldest first.
        subject: whether the pronoun is a subject or a possessive: like stands for like.
        besides: names that are taken.
    """
    surnames = {key(each.text) for exchange in said for each in _all(exchange) if each.sort is Sort.PERSON}
    for exchange in list(reversed(said))[:_PERSONS_BACK]:
        asked = _persons_first([each for each in exchange.asked if _may_be_person(each, surnames)], surnames)
        if _WHAT_IS.match(exchange.question):
            asked = [each for each in asked if each.sort is Sort.PERSON]
        asked = asked if subject else asked[::-1]
        told = [each for each in exchange.told if _may_be_person(each, surnames)]
        told.sort(key=lambda each: each.sort is not Sort.PERSON)
        known = {key(each.text) for each in asked}
        new = [
            each
            for each in told
            if each.sort is Sort.PERSON and (key(each.text) not in known or _is_kin(each.text, asked))
        ]
        order = [*new, *asked] if exchange.asks_for_person else asked
        found = _first([*order, *told], lambda each: key(each.text) not in besides)
        if found:
            return found.text
    return None


def _named(text: str, language: str | None) -> Iterator[Mention]:
    """Yield what a text names, without the nouns that German writes like names: "die Brücke", but not "der Iran"."""
    for each in mentions(text):
        known = language != "de" or (each.sort is Sort.PLACE and each.sure)
        noun = _GERMAN_NOUN.search(text[: each.start + len(each.text)])
        if known or not (noun or fold(each.text) in function_words("de")):
            yield each


def _persons_first(named: Sequence[Mention], surnames: Iterable[str]) -> list[Mention]:
    """Leave out a single word beside a whole name: in "What did Velm pay for Ina Holt?" it is a club, or a town."""
    whole = any(each.sort is Sort.PERSON and " " in each.text for each in named)
    return [each for each in named if not whole or each.sort is Sort.PERSON or key(each.text) in surnames]


_WHO_IS = re.compile(
    r"^\W*(?:who(?:['’]s| is| was)|wer (?:ist|war)|qui (?:est|était)|quién (?:es|era|fue)|кто (?!\w+[лт]\b)"
    r"|من (?:هو|هي))\b|\bkim(?:dir|di)?\W*$",
    re.IGNORECASE,
)
"""A question that asks who somebody is, not who did something."""


def person_answered(exchange: Exchange) -> str | None:
    """Return who was named in answer to "Who is the deputy of X?", in any language; nothing for other questions."""
    if not exchange.asks_for_person or not _WHO_IS.search(exchange.question):
        return None
    known = {key(each.text) for each in exchange.asked}
    new = [each.text for each in exchange.told if key(each.text) not in known and each.sort is not Sort.DATE]
    whole = [each for each in new if " " in each]
    return _first([*whole, *new, *exchange.bold], lambda _: True)


def thing(said: Sequence[Exchange], *, agent: bool, subject: bool, owner: bool = False) -> str | None:
    """Return what "it" means: what the last question asks for or about, else what its answer names first.

    Args:
        said: the conversation, oldest first.
        agent: whether "it" acts ("did it buy"): a country may be meant then, and is not where something was built.
        subject: whether it is the subject, acting or not: what was asked for mostly goes on as the subject.
        owner: whether something of it is asked about: "its mayor" is that of Velm, not of its population.
    """
    last = said[-1]
    actor = _first(last.asked, lambda each: each.country or each.sort is Sort.GROUP)
    if agent and actor and _acts(last.question, actor):
        return actor.text
    told, asked = ([each for each in found if _is_thing(each, said)] for found in (last.told, last.asked))
    phrase = _phrase(last.question)
    if last.wh_noun and not subject and (phrase or (asked and last.acts)):
        return phrase or _whole(last.question, asked[0].text)
    if last.wh_noun:
        known = {key(each.text) for each in asked}
        return asked_for(last, [each for each in told if key(each.text) not in known])
    if asked and phrase and not owner and asked[0].text in phrase:
        return phrase
    if asked or phrase:
        return _whole(last.question, asked[0].text) if asked else phrase
    return told[0].text if told else (actor.text if actor else None)


def _phrase(question: str) -> str | None:
    """Return the first noun behind an article, one of a thing and not of several: "the treaty of Ulm"."""
    noun = _first(noun_phrases(question), lambda words: not words.endswith("s") and words.split()[-1] not in PERSONS)
    return (whole_phrase(question, noun) or f"the {noun}") if noun else None


def _whole(question: str, name: str) -> str:
    return named_phrase(question, name.removeprefix("the ")) or name


def asked_for(last: Exchange, named: Sequence[Mention]) -> str:
    """Return the name that the answer to "which project" gives, or else "the project"."""
    wh_noun = last.wh_noun or ""
    head = fold(wh_noun.split()[-1])
    if wh_noun[:1].isupper() or _KIND_OF.match(last.question):
        return f"the {wh_noun}"

    def is_one(each: Mention) -> bool:
        after = last.answer[each.start + len(each.text.removeprefix("the ")) :][:_APPOSITION]
        apposed = re.match(r", (?:an?|the) ([^,.;]+)", after)
        return head in words_of(each.text) or bool(apposed and head in words_of(apposed[1]))

    fitting = _first(named, is_one) or _first(named, lambda _: True)
    return fitting.text if fitting else f"the {wh_noun}"


def several(said: Sequence[Exchange], *, subject: bool) -> str | None:
    """Return whom or what "they" means: two that were named together, some people, a body, a country.

    Args:
        said: the conversation, oldest first.
        subject: whether it is the subject; whom the last question asks for may be meant then, in words unknown.
    """
    last = said[-1]
    names = [each for each in last.asked if each.sort is not Sort.DATE]
    for one, other in pairwise(names):
        between = last.question[one.start + len(one.text.removeprefix("the ")) : other.start]
        if one.sort == other.sort and re.fullmatch(r" and (?:the )?", between):
            return f"{one.text} and {other.text}"
    if last.kind is Kind.WHO or (last.wh_noun and is_plural(last.wh_noun)):
        listed = items(last)
        if 1 < len(listed) <= _LISTED:
            return f"{', '.join(listed[:-1])} and {listed[-1]}"
    if last.wh_noun and is_plural(last.wh_noun):
        return f"the {last.wh_noun}"
    if last.wh_noun and last.wh_noun.split()[-1] in BODIES:
        return thing(said, agent=False, subject=True)
    group = _first(names, lambda each: each.sort is Sort.GROUP)
    if group:
        return group.text
    if subject and last.kind is Kind.WHO:
        return None
    phrase = _first(noun_phrases(last.question), lambda words: bool(re.search(r"(?:[^s]s|people|men|women)$", words)))
    country = _first(names, lambda each: each.country)
    return f"the {phrase}" if phrase else (country.text if country else None)


def body(said: Sequence[Exchange]) -> str | None:
    """Return what "the company" means: the one body or thing that was asked about, else the one that was told."""
    for named in (said[-1].asked, said[-1].told):
        found = {each.text: each for each in named if _is_thing(each, said)}
        if len(found) == 1:
            return next(iter(found))
        if found:
            groups = [text for text, each in found.items() if each.sort is Sort.GROUP]
            return groups[0] if len(groups) == 1 else None
    return None


def place(said: Sequence[Exchange]) -> str | None:
    """Return where "there" is: the place that was asked for, else the one that was spoken of."""
    for exchange in list(reversed(said))[:2]:
        told = [each for each in exchange.told if each.sort is Sort.PLACE]
        asked = [each for each in exchange.asked if each.sort is Sort.PLACE][::-1]
        asks = exchange.kind is Kind.WHERE
        perhaps = [each for each in exchange.asked if each.sort is Sort.THING and not each.sure]
        found = _first([*told, *asked, *perhaps] if asks else [*asked, *perhaps, *told], lambda _: True)
        if found:
            return found.text
    return None


def moment(said: Sequence[Exchange]) -> str | None:
    """Return when "then" is: the date that was asked for, else the one that was spoken of last."""
    last = said[-1]
    told = [each for each in last.told if each.sort is Sort.DATE]
    asked = [each for each in last.asked if each.sort is Sort.DATE]
    found = _first([*told, *asked] if last.kind is Kind.WHEN else [*asked, *told], lambda _: True)
    return found.text if found else None


def item(said: Sequence[Exchange], which: int) -> str | None:
    """Return the item of the list in the last answer, by its place: 0 the first, -1 the last."""
    listed = items(said[-1])
    return listed[which] if listed and -len(listed) <= which < len(listed) else None


def items(last: Exchange) -> list[str]:
    """Return the names that an answer lists, two or more: "Iran, Israel and Turkey"; none where it lists nothing."""
    known = {key(each.text) for each in last.asked}
    run: list[Mention] = []
    for each in sorted((each for each in last.told if key(each.text) not in known), key=lambda each: each.start):
        end = run[-1].start + len(run[-1].text.removeprefix("the ")) if run else 0
        if (
            run
            and _JOINED.fullmatch(last.answer[end : each.start].removesuffix("the "))
            and _go_together(run[-1], each)
        ):
            run.append(each)
        elif len(run) < 2:
            run = [each]
        else:
            break
    return [each.text for each in run] if len(run) > 1 else []


def _go_together(one: Mention, other: Mention) -> bool:
    """Return True if two names may stand in one list; a single name's sort is only a guess."""
    return one.sort == other.sort or not (one.sure and other.sure)


def named_by(noun: str, said: Sequence[Exchange]) -> str | None:
    """Return the full name of what "the plant" means, when a name with that noun was spoken of last."""
    for each in [*said[-1].asked, *said[-1].told]:
        if fold(each.text).endswith(f" {fold(noun)}") and len(each.text.split()) > 2:
            return each.text
    return None


def spoken_of(noun: str, exchange: Exchange) -> bool:
    """Return True if a noun occurs in a question or its answer."""
    wanted = fold(noun).rstrip("s")
    return any(word.rstrip("s") == wanted for word in words_of(f"{exchange.question} {exchange.answer[:_CLIP]}"))


def _all(exchange: Exchange) -> Iterator[Mention]:
    yield from exchange.asked
    yield from exchange.told


def key(name: str) -> str:
    """Return what two mentions of one person share: the last word, folded."""
    return fold(re.split(r"[ \xa0]", name)[-1])


def _is_kin(name: str, others: Iterable[Mention]) -> bool:
    """Return True if a whole name differs from all others that share its last word: Marta Lind is not Otto Lind."""
    alike = [each.text for each in others if key(each.text) == key(name)]
    return " " in name and all(" " in each and fold(each) != fold(name) for each in alike)


def _may_be_person(each: Mention, surnames: Iterable[str]) -> bool:
    if each.sort is Sort.PERSON:
        return True
    if each.sort is Sort.PLACE and each.sure:
        return False
    return not each.sure and " " not in each.text and (key(each.text) in surnames or each.sort is Sort.THING)


def _is_thing(each: Mention, said: Sequence[Exchange]) -> bool:
    return each.sort in {Sort.THING, Sort.GROUP} and not _person_like(each, said)


def _person_like(each: Mention, said: Sequence[Exchange]) -> bool:
    surnames = {key(other.text) for exchange in said for other in _all(exchange) if other.sort is Sort.PERSON}
    return not each.sure and key(each.text) in surnames


def _acts(question: str, subject: Mention) -> bool:
    before = question[: subject.start].removesuffix("the ")
    return bool(re.search(r"\b(?:did|does|do|will|would|has|have|had|can|could|is|are|should|must) $", before))


def _first(items: Iterable[T], wanted: Callable[[T], bool]) -> T | None:
    return next((each for each in items if wanted(each)), None)
