"""The offices that a sentence gives somebody: "the mayor, Ruth Halloran", "Halloran, who was the town's treasurer"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from index.language.analysis import fold
from rag.language.lexicon import lines
from rag.language.names import names
from rag.language.parsing import Reading

_MODIFIER: Final = r"(?:[\w’'-]+ ){0,5}?"
_OF: Final = r"(?: (?:of|for|at|in|from) (?:(?!and\b|who\b|that\b|to\b|with\b|said\b)[\w’'.-]+ ?){1,6}?)?"
_WHOSE: Final = re.compile(r" (?:of|for|at|in) (?:the )?(?:[^\W\d_a-z][\w’'-]*\w[ ]?)+")
_LOW: Final = frozenset({"deputy", "vice", "assistant"})
"""Words before an office that make it another one."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a sentence gives somebody."""

    sorts: frozenset[int]
    """Numbers of the groups of words that mean it."""
    low: bool
    """Whether it is that of a deputy."""
    fields: frozenset[int]
    """What it is the office for: foreign affairs, finance."""
    start: int
    end: int
    before: str
    """Up to six words before it: "who was the Turkish foreign"."""
    behind: str
    """Whose it is, where that stands behind it: "of Velm"."""

    def fits(self, other: "Office") -> bool:
        """Return True if two descriptions may be of one office."""
        fields = not self.fields or not other.fields or not self.fields.isdisjoint(other.fields)
        return not self.sorts.isdisjoint(other.sorts) and self.low == other.low and fields


@cache
def _groups(name: str) -> Mapping[str, frozenset[int]]:
    """Return which lines of a list each of its entries stands in; bars part the entries of a line."""
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(lines(name)):
        for each in filter(None, map(str.strip, line.split("|"))):
            found[each] = found.get(each, frozenset()) | {number}
    return found


@cache
def _office() -> str:
    words = sorted(_groups("offices"), key=len, reverse=True)
    return "|".join(re.escape(word) for word in words)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?P<mods>{_MODIFIER})\b(?P<office>{_office()}){_OF},? $", re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    article = r"(?:an?|the|then|now|its|his|her|their|our)"
    return re.compile(
        rf"(?:,(?: who (?:is|was))?|,? (?:is|was|as|became|becomes)) (?:{article} )?"
        rf"(?P<mods>(?:(?!(?:who|and|said|says|told)\b)[\w’'-]+ ){{0,4}}?)\b(?P<office>{_office()})\b"
        r"(?! (?:said|says|told)\b)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8192)
def offices(text: str, start: int, end: int) -> tuple[Office, ...]:
    """Return the offices that a sentence gives the person whose name stands in a range of it."""
    found = []
    ahead = _before().search(text[max(0, start - 120) : start])
    if ahead:
        found.append(_made(ahead, max(0, start - 120)))
    behind = _behind().match(text, end)
    if behind:
        found.append(_made(behind, 0))
    return tuple(found)


def _made(match: re.Match[str], offset: int) -> Office:
    words = frozenset(re.findall(r"\w+", fold(match["mods"])))
    fields = frozenset[int]().union(*(_groups("portfolios").get(word, frozenset()) for word in words))
    sorts = _groups("offices")[" ".join(match["office"].lower().split())]
    start = next(
        (
            match.start("mods") + each.start()
            for each in re.finditer(r"\w+", match["mods"])
            if fold(each.group()) in _LOW or fold(each.group()) in _groups("portfolios")
        ),
        match.start("office"),
    )
    low = not words.isdisjoint(_LOW)
    whose = _WHOSE.match(match.string, match.end("office"))
    before = match.string[match.start() : match.start("office")]
    return Office(
        sorts, low, fields, offset + start, offset + match.end("office"), before, whose.group() if whose else ""
    )


def office_asked(text: str) -> Office | None:
    """Return the office that a question asks the holder of: "Who is the mayor of Velm?"."""
    match = _asked().match(text)
    return _made(match, 0) if match else None


@cache
def _asked() -> re.Pattern[str]:
    who = r"\W*who(?:['’]s| is| was| are| were| became) "
    return re.compile(rf"{who}(?P<mods>{_MODIFIER})\b(?P<office>{_office()})\b", re.IGNORECASE)


def offices_spoken_of(text: str) -> Iterator[Office]:
    """Yield the offices that a sentence speaks of, whoever has them: "the Russian president said"."""
    return (_made(match, 0) for match in _any().finditer(text))


@cache
def _any() -> re.Pattern[str]:
    return re.compile(rf"(?P<mods>{_MODIFIER})\b(?P<office>{_office()})\b", re.IGNORECASE)


def office_of_opener(text: str) -> Office | None:
    """Return the office that opens a sentence without a name: "The finance director told members ..."."""
    match = _opens().match(text)
    return _made(match, 0) if match else None


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(rf"The (?P<mods>(?:[\w’'-]+ ){{0,3}}?)(?P<office>{_office()})\b(?!,? [A-Z])")


def gives_office(reading: Reading) -> bool:
    """Return True if a sentence says of somebody whom it names what office they have."""
    return any(
        offices(reading.text, reading.tokens[name.first].start, reading.tokens[name.last].end)
        for name in names(reading)
    )


def words_for(office: Office) -> tuple[re.Pattern[str], frozenset[str]]:
    """Return what finds any word for an office, and the words for what it is for."""
    same = (re.escape(word) for word, sorts in _groups("offices").items() if sorts & office.sorts)
    fields = frozenset(word for word, numbers in _groups("portfolios").items() if numbers & office.fields)
    return re.compile(rf"\b(?:{'|'.join(same)})\b", re.IGNORECASE), fields
