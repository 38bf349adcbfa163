"""Suggest questions to begin with, drawn from the articles themselves.

A sentence of a plain shape is turned into the question that it answers. Only English has such shapes here: of other
articles nothing is suggested, which is better than a question that reads badly.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from index.language.calendar import MONTH_IN_PRINT

_DATE: Final = (
    rf"(?:the (?:spring|summer|autumn|winter) of )?(?:{MONTH_IN_PRINT}|\d{{1,2}} {MONTH_IN_PRINT}|(?:1[5-9]|20)\d\d)\b"
)
_WORD: Final = r"[\w’'-]+"
_NAME: Final = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}"
_DONE: Final = (
    r"(?:\w{3,}ed|built|held|born|sold|brought|made|given|taken|found|won|lost|shot|cut|set|written|sent|laid|struck)"
)
_WHEN: Final = re.compile(
    rf"^(?P<subject>(?:(?:The|An?) )?{_WORD}(?: {_WORD}){{0,5}}?) (?P<be>was|were) (?P<verb>{_DONE})"
    rf"(?P<rest>(?: {_WORD}){{0,6}}?) (?:in|on) {_DATE}"
)
_BASES: Final = {
    "opened": "open", "began": "begin", "started": "start", "ended": "end", "died": "die", "landed": "land",
    "arrived": "arrive", "closed": "close", "resigned": "resign", "signed": "sign", "bought": "buy", "sold": "sell",
    "moved": "move", "left": "leave", "lost": "lose", "won": "win", "visited": "visit", "brought": "bring",
    "joined": "join", "met": "meet", "took": "take", "marked": "mark", "announced": "announce", "crossed": "cross",
}  # fmt: skip
"""What somebody did, and how it is asked for."""
_DID: Final = re.compile(
    rf"^(?P<subject>(?:(?:The|An?) )?{_WORD}(?: {_WORD}){{0,4}}?) (?P<verb>{'|'.join(_BASES)})"
    rf"(?P<rest>(?: {_WORD}){{0,7}}?) (?:in|on) {_DATE}"
)
_DATED_FIRST: Final = re.compile(
    rf"^(?:In|On) {_DATE}[^,]{{0,8}}(?:, (?:1[5-9]|20)\d\d)?, "
    rf"(?P<subject>(?:(?:the|an?) )?{_WORD}(?: {_WORD}){{0,4}}?) "
    rf"(?P<verb>{'|'.join(_BASES)})(?P<rest>(?: {_WORD}){{1,9}})"
)
_HOW_MANY: Final = re.compile(
    rf"(?:^|[,;:] |\bthat )(?:(?i:at least|about|around|some|nearly|almost|more than|over) )?"
    rf"\d[\d,]* (?P<noun>people|{_WORD} {_WORD}s|{_WORD}s) (?:were|had been|have been) (?P<verb>{_DONE})"
    rf"(?P<rest>(?: {_WORD}){{0,9}})(?=[,.;])"
)
_WHO: Final = re.compile(rf"(?:[A-Z]\w+[’']s|\b[Tt]he) [a-z][\w -]{{4,40}}, (?P<name>{_NAME}),")
_WHO_BEFORE: Final = re.compile(rf"(?P<name>{_NAME}), (?:the|an?|[A-Z]\w+[’']s) [a-z][\w ’'-]{{6,50}},")
_SAID: Final = re.compile(rf"(?<![Tt]he )(?P<name>{_NAME}) (?:said|warned|argued|wrote|told {_WORD}) that ")
_POINTING: Final = re.compile(r"^(?:It|He|She|They|We|I|You|This|That|These|Those|There|Here|What|Who|His|Her|Its)\b")
_OPEN: Final = re.compile(r"\b(?:it|its|he|him|his|she|her|they|them|their|this|that|these|those|then|there)\b")
"""Words that only what stands before a sentence explains: nobody knows what "at the height of it" means."""
_FUNCTION_END: Final = re.compile(r"(?: (?:in|on|at|of|to|by|with|from|and|the|an?))+$")
_LONGEST: Final = 90
"""Characters of a question: longer ones are hard to take in at a glance."""
_TITLES: Final = re.compile(r"^(?:The|President|Prime|Minister|Foreign|General|Chancellor|King|Queen|Pope) ")


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """An article as questions are drawn from it."""

    file: str
    sentences: Sequence[str]
    """Its running text in order, without headings."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question and the article that should answer it."""

    question: str
    file: str


def suggest_questions(articles: Sequence[ToldArticle]) -> list[Suggestion]:
    """Return questions that the articles answer, one kind after the other and each article once a round.

    So the first few are of several kinds and from several articles; whether the engine answers each is for the caller
    to try.
    """
    drawn = [[(kind, Suggestion(question, each.file)) for kind, question in _questions(each)] for each in articles]
    rounds = [suggestion for turn in zip_longest(*drawn) for suggestion in turn if suggestion]
    kinds = [[made for kind, made in rounds if kind == shape] for shape in range(len(_SHAPES))]
    mixed = [made for turn in zip_longest(*kinds) for made in turn if made]
    first: dict[str, Suggestion] = {}
    for made in mixed:
        first.setdefault(made.question, made)
    return list(first.values())


def _questions(article: ToldArticle) -> list[tuple[int, str]]:
    """Return the first question of each shape that an article's sentences have, with the number of the shape."""
    sentences = [" ".join(sentence.split()) for sentence in article.sentences]
    made = []
    for kind, shape in enumerate(_SHAPES):
        questions = (question for sentence in sentences if (question := shape(sentence)))
        short = next((each for each in questions if len(each) <= _LONGEST and not _OPEN.search(each)), None)
        made += [(kind, short)] if short else []
    return made


def _when(sentence: str) -> str | None:
    if _POINTING.match(sentence):
        return None
    if (match := _WHEN.match(sentence)) and _is_thing(match["subject"]) and not _runs_on(match["rest"]):
        rest = _FUNCTION_END.sub("", match["rest"])
        return f"When {match['be']} {_inside(match['subject'])} {match['verb']}{rest}?"
    match = _DID.match(sentence) or _DATED_FIRST.match(sentence)
    if match is None or not _is_thing(match["subject"]) or _runs_on(match["rest"]):
        return None
    rest = _FUNCTION_END.sub("", match["rest"])
    return f"When did {_inside(match['subject'])} {_BASES[match['verb']]}{rest}?"


def _is_thing(subject: str) -> bool:
    """Return True if a subject is one that reads well inside a question: with an article, or a name."""
    first, *others = subject.split()
    return first in {"The", "the", "A", "a", "An", "an"} or all(word[0].isupper() for word in (first, *others))


def _runs_on(rest: str) -> bool:
    """Return True if words join another clause: it would be cut off."""
    return bool(re.search(r"\b(?:and|but|or|who|which|that)\b", rest))


def _how_many(sentence: str) -> str | None:
    match = _HOW_MANY.search(sentence)
    if match is None or _runs_on(match["rest"]):
        return None
    rest = _FUNCTION_END.sub("", match["rest"])
    return f"How many {match['noun']} were {match['verb']}{rest}?" if rest else None


def _who(sentence: str) -> str | None:
    match = _WHO.search(sentence) or _WHO_BEFORE.search(sentence)
    return f"Who is {match['name']}?" if match and not _TITLES.match(match["name"]) else None


def _said(sentence: str) -> str | None:
    match = _SAID.search(sentence)
    if match is None or match["name"].startswith("The "):  # a body: "the White House" reads otherwise
        return None
    return f"What did {_TITLES.sub('', match['name'])} say?"


def _inside(subject: str) -> str:
    """Return a subject as it is written inside a sentence."""
    return re.sub(r"^(?:The|An?)\b", lambda found: found[0].lower(), subject)


_SHAPES: Final[tuple[Callable[[str], str | None], ...]] = (_how_many, _when, _who, _said)
"""The most telling first."""
