"""Find what pronouns of a new question mean in the turns before it: "he", "it", "they", "there", "then"."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from index.language.analysis import fold, meaningful_words, question_language
from index.language.analysis import words as words_of
from rag.language.mentions import Mention, Sort, mentions
from rag.questions.kinds import Kind, question_kind

_KIND_OF = re.compile(r"^(?:which|what) (?:kinds?|types?|sorts?) of\b", re.IGNORECASE)
_APPOSITION = 80
_CLIP = 2000
"""Characters of an answer that are looked at."""
_PERSONS_BACK = 3
"""Exchanges after which a person is forgotten."""
_WHAT_IS = re.compile(r"^what(?:'s| is| are| was| were) ", re.IGNORECASE)
_WH_NOUN = re.compile(
    r"^(?:(?:in|on|at|to|from|by|of|with|for) )?(?:which|what)(?: kinds? of| type of| sort of)? (?!is\b|are\b|was\b"
    r"|were\b|do\b|does\b|did\b|has\b|have\b|will\b|would\b|can\b|else\b)(?P<noun>(?:(?!is\b|are\b|was\b|were\b|do\b"
    r"|does\b|did\b|has\b|have\b|had\b|will\b|would\b|can\b|could\b|in\b"
    r"|of\b)[\w’'-]+ ?){1,4})",
    re.IGNORECASE,
)
"""The noun behind an opening "which" or "what", up to a verb or preposition: "What kind of Russian plane was ..."."""
AUXILIARIES = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must"
_NOUN_PHRASE = re.compile(
    rf"(?P<aux>\b(?:{AUXILIARIES}) )?\b(?:the|an?|this|that|these|those) (?P<noun>(?:(?!(?:of|in|on|at|to|for|by|from"
    rf"|with|and|or|that|who|which|about|as|under|over|across|after|before|during|between|against|into|than|not"
    rf"|{AUXILIARIES})\b)[\w’'-]+ ?){{1,4}})",
    re.IGNORECASE,
)
T = TypeVar("T")
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
        return mentions(self.question)

    @cached_property
    def told(self) -> list[Mention]:
        """What the answer names, what was pointed out first, then what the question doesn't name itself."""
        known = {_key(each.text) for each in self.asked}
        pointed = [fold(words) for words in self.bold]
        found = mentions(self.answer[:_CLIP])
        return sorted(
            found,
            key=lambda each: (
                not any(fold(each.text.removeprefix("the ")) in words for words in pointed),
                _key(each.text) in known,
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
        # German writes every noun as a name is written
        names = [each.text for each in self.asked if self.language != "de" or " " in each.text]
        named = {word for name in names for word in words_of(name)}
        return self.kind is Kind.WHO and not named.issuperset(meaningful_words(self.question, self.language))

    @cached_property
    def wh_noun(self) -> str | None:
        """The noun that the question asks to be named: "Russian plane" of "What kind of Russian plane ...?"."""
        found = _WH_NOUN.match(self.question)
        return found["noun"].strip() if found else None


def person(said: Sequence[Exchange], *, subject: bool, besides: frozenset[str] = frozenset()) -> str | None:
    """Return whom "he" (subject) or "him" means: named last, and named as persons are.

    Args:
        said: the conversation, oldest first.
        subject: whether the pronoun is a subject or a possessive: like stands for like.
        besides: names that are taken.
    """
    surnames = {_key(each.text) for exchange in said for each in _all(exchange) if each.sort is Sort.PERSON}
    for exchange in list(reversed(said))[:_PERSONS_BACK]:
        asked = _persons_first([each for each in exchange.asked if _may_be_person(each, surnames)], surnames)
        if _WHAT_IS.match(exchange.question):
            asked = [each for each in asked if each.sort is Sort.PERSON]
        asked = asked if subject else asked[::-1]
        told = [each for each in exchange.told if _may_be_person(each, surnames)]
        told.sort(key=lambda each: each.sort is not Sort.PERSON)
        known = {_key(each.text) for each in asked}
        new = [
            each
            for each in told
            if each.sort is Sort.PERSON and (_key(each.text) not in known or _is_kin(each.text, asked))
        ]
        order = [*new, *asked] if exchange.asks_for_person else asked
        found = _first([*order, *told], lambda each: _key(each.text) not in besides)
        if found:
            return found.text
    return None


def _persons_first(named: Sequence[Mention], surnames: Iterable[str]) -> list[Mention]:
    """Leave out a single word beside a whole name: in "What did Velm pay for Ina Holt?" it is a club, or a town."""
    whole = any(each.sort is Sort.PERSON and " " in each.text for each in named)
    return [each for each in named if not whole or each.sort is Sort.PERSON or _key(each.text) in surnames]


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
    known = {_key(each.text) for each in exchange.asked}
    new = [each.text for each in exchange.told if _key(each.text) not in known and each.sort is not Sort.DATE]
    whole = [each for each in new if " " in each]
    return _first([*whole, *new, *exchange.bold], lambda _: True)


def thing(said: Sequence[Exchange], *, agent: bool, subject: bool) -> str | None:
    """Return what "it" means: what the last question asks for or about, else what its answer names first.

    Args:
        said: the conversation, oldest first.
        agent: whether "it" acts ("did it buy"): a country may be meant then, and is not where something was built.
        subject: whether it is the subject, acting or not: what was asked for mostly goes on as the subject.
    """
    last = said[-1]
    actor = _first(last.asked, lambda each: each.country or each.sort is Sort.GROUP)
    if agent and actor and _acts(last.question, actor):
        return actor.text
    told, asked = ([each for each in found if _is_thing(each, said)] for found in (last.told, last.asked))
    phrase = _first(noun_phrases(last.question), lambda words: not words.endswith("s"))
    if last.wh_noun and not subject and phrase:
        return f"the {phrase}"
    if last.wh_noun:
        known = {_key(each.text) for each in asked}
        return _asked_for(last, [each for each in told if _key(each.text) not in known])
    if asked or phrase:
        return asked[0].text if asked else f"the {phrase}"
    return told[0].text if told else (actor.text if actor else None)


def _asked_for(last: Exchange, named: Sequence[Mention]) -> str:
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
    if last.wh_noun and last.wh_noun.endswith("s"):
        return f"the {last.wh_noun}"
    group = _first(names, lambda each: each.sort is Sort.GROUP)
    if group:
        return group.text
    if subject and last.kind is Kind.WHO:
        return None
    phrase = _first(noun_phrases(last.question), lambda words: bool(re.search(r"(?:[^s]s|people|men|women)$", words)))
    country = _first(names, lambda each: each.country)
    return f"the {phrase}" if phrase else (country.text if country else None)


def place(said: Sequence[Exchange]) -> str | None:
    """Return where "there" is: the place that was asked for, else the one that was spoken of."""
    for exchange in list(reversed(said))[:2]:
        told = [each for each in exchange.told if each.sort is Sort.PLACE]
        asked = [each for each in exchange.asked if each.sort is Sort.PLACE][::-1]
        asks = exchange.kind is Kind.WHERE
        found = _first([*told, *asked] if asks else [*asked, *told], lambda _: True)
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
    last = said[-1]
    known = {_key(each.text) for each in last.asked}
    run: list[Mention] = []
    for each in sorted((each for each in last.told if _key(each.text) not in known), key=lambda each: each.start):
        end = run[-1].start + len(run[-1].text.removeprefix("the ")) if run else 0
        if run and _JOINED.fullmatch(last.answer[end : each.start].removesuffix("the ")) and run[-1].sort == each.sort:
            run.append(each)
        elif len(run) < 2:
            run = [each]
        else:
            break
    return run[which].text if len(run) > 1 and -len(run) <= which < len(run) else None


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


def noun_phrases(question: str) -> list[str]:
    """Return the nouns of a question that stand behind an article, without the verb of "did the bridge open"."""
    found = []
    for match in _NOUN_PHRASE.finditer(question):
        nouns = match["noun"].split()
        if (
            match["aux"]
            and len(nouns) > 1
            and (match["aux"].lower() not in _BEING or nouns[-1].endswith(("ed", "ing")))
        ):
            nouns.pop()
        if not nouns[0][:1].isupper():
            found.append(" ".join(nouns))
    return found


_BEING = frozenset({"is ", "are ", "was ", "were "})
_SAYS_LITTLE = frozenset({
    "say", "says", "said", "tell", "told", "think", "do", "did", "done", "get", "got", "happen", "happened", "mean",
    "call", "called", "make", "made", "give", "gave", "write", "wrote", "report", "reported", "articles", "article",
    "kind", "many", "much", "go", "went", "else", "exactly", "come", "came",
})  # fmt: skip


def topic(said: Sequence[Exchange], without: str, most: int) -> str:
    """Return what the last question is about, in its own words, as "Peskov, Turkish drones".

    Args:
        said: the conversation, oldest first.
        without: words that needn't be said again.
        most: the most words to return.
    """
    known = {word.rstrip("s") for word in words_of(without)}
    language = question_language(said[-1].question, ("en",)) or "en"
    chunks = list(_chunks(_named_for_noun(said[-1]), known, language))
    if sum(len(chunk.split()) for chunk in chunks) < 2 and not any(chunk[:1].isupper() for chunk in chunks):
        told = [
            each.text for each in said[-1].told if each.sort is not Sort.DATE and not set(words_of(each.text)) <= known
        ]
        chunks += [text for text in told[:2] if not any(fold(text) in fold(chunk) for chunk in chunks)]
    return " ".join(", ".join(dict.fromkeys(chunks)).split()[:most]).rstrip(",")


def _named_for_noun(exchange: Exchange) -> str:
    """Return a question without "how big", and with the name that was told for "which court"."""
    question = _HOW.sub("how", exchange.question)
    match = _WH_NOUN.match(question)
    known = {_key(each.text) for each in exchange.asked}
    told = [each for each in exchange.told if each.sort is not Sort.DATE and _key(each.text) not in known]
    return f"{_asked_for(exchange, told)},{question[match.end() - 1 :]}" if match and told else question


_HOW = re.compile(
    r"\bhow (?:big|large|high|old|long|far|tall|deep|wide|often|heavy|fast|expensive|likely)\b", re.IGNORECASE
)


def _chunks(question: str, known: set[str], language: str) -> Iterator[str]:
    run: list[str] = []
    for token in question.split():
        word = re.sub(r"[’']s$", "", token.strip('?¿¡!.,;:()[]"“”«»„؟،…'))
        idle = not words_of(word) or _idle(word, known, language)
        if not idle:
            run.append(word)
        if run and (idle or token[-1:] in ",;:)"):
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def _idle(word: str, known: set[str], language: str) -> bool:
    function_word = any(not meaningful_words(word, each) for each in {"en", language})
    return function_word or fold(word) in _SAYS_LITTLE or {each.rstrip("s") for each in words_of(word)} <= known


def _all(exchange: Exchange) -> Iterator[Mention]:
    yield from exchange.asked
    yield from exchange.told


def _key(name: str) -> str:
    """Return what two mentions of one person share: the last word, folded."""
    return fold(re.split(r"[ \xa0]", name)[-1])


def _is_kin(name: str, others: Iterable[Mention]) -> bool:
    """Return True if a whole name differs from all others that share its last word: Marta Lind is not Otto Lind."""
    alike = [each.text for each in others if _key(each.text) == _key(name)]
    return " " in name and all(" " in each and fold(each) != fold(name) for each in alike)


def _may_be_person(each: Mention, surnames: Iterable[str]) -> bool:
    if each.sort is Sort.PERSON:
        return True
    if each.sort is Sort.PLACE and each.sure:
        return False
    return not each.sure and " " not in each.text and (_key(each.text) in surnames or each.sort is Sort.THING)


def _is_thing(each: Mention, said: Sequence[Exchange]) -> bool:
    return each.sort in {Sort.THING, Sort.GROUP} and not _person_like(each, said)


def _person_like(each: Mention, said: Sequence[Exchange]) -> bool:
    surnames = {_key(other.text) for exchange in said for other in _all(exchange) if other.sort is Sort.PERSON}
    return not each.sure and _key(each.text) in surnames


def _acts(question: str, subject: Mention) -> bool:
    before = question[: subject.start].removesuffix("the ")
    return bool(re.search(r"\b(?:did|does|do|will|would|has|have|had|can|could|is|are|should|must) $", before))


def _first(items: Iterable[T], wanted: Callable[[T], bool]) -> T | None:
    return next((each for each in items if wanted(each)), None)
