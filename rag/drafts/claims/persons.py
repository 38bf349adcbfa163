"""Who somebody is: another office, or another given name, than the articles give a person whom a statement names."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from index.language.analysis import fold
from index.records import Span
from rag.drafts.claims.rivals import Rival
from rag.generation.checks.support import Source
from rag.language.lexicon import lines, listed
from rag.language.names import OPENERS, Name, names
from rag.language.parsing import Reading
from rag.language.people.offices import Office, office_of_opener, offices, words_for
from rag.language.places import is_place, names_country
from rag.language.similarity import alike

_TITLES: Final = listed("titles")
_NO_NAMES: Final = OPENERS | listed("weak") | listed("breaks")
"""Words with which a sentence may open before a name: "Whether Kroll ..."."""
_DESCRIBED: Final = re.compile(
    r", (?:an?|once an?|then an?|formerly an?) (?P<what>(?:(?!who|which|that|and)[\w’'-]+ ){0,3}?[a-z][\w-]+)"
    r"(?=,|[.;]| (?:by|of|from|in|at|for|with|who|whose|and)\b)"
)
"""What somebody is, behind their name: ", a retired tugboat captain," """
_SPELT: Final = 90
"""Likeness, of 100, from which two given names are spellings of one."""
_SHORT: Final = 3
"""Letters of a given name that may be cut from another: "Tom" for "Thomas"."""


def persons(reading: Reading) -> Iterator[Name]:
    """Yield the names of a sentence that may be those of people, with a given and a family name."""
    for name in names(reading):
        plain = not any(map(names_country, name.parts)) and not is_place(name.words)
        parts = reading.tokens[name.first : name.last + 1]
        spelt = all(token.kind == "word" and not token.raw.isupper() for token in parts)
        titled = any(part.removesuffix("s") in _TITLES for part in name.parts)  # "Presidents Erdoğan and Putin"
        if len(name.parts) in {2, 3} and plain and spelt and not titled:
            yield name


def other_office(claim: Reading, sources: Sequence[Source]) -> tuple[Source, Rival] | None:
    """Return the office that articles give a person to whom a claim gives one that they don't; else nothing.

    Args:
        claim: the claim.
        sources: sentences of all articles that name those whom the claim names.
    """
    for name in names(claim):
        claimed = offices(claim.text, *_range(claim, name))
        if not claimed:
            continue
        known = list(_known(name, sources))
        for ours in claimed:
            if known and not any(ours.fits(each) for _, each in known) and not _mentioned(ours, name, sources):
                source, theirs = known[0]
                rival = _rival(claim.text[ours.start : ours.end], source, Span(theirs.start, theirs.end))
                return source, rival
    return None


def _known(name: Name, sources: Sequence[Source]) -> Iterator[tuple[Source, Office]]:
    """Yield the offices that sentences give somebody: beside the name, or as "the director" who opens the next one."""
    by_place = {(each.passage.id, each.position): each for each in sources}
    for source in sources:
        there = names(source.reading)
        for other in there:
            if other.key != name.key or not (
                len(name.parts) == 1 or len(other.parts) == 1 or name.parts[0] in other.parts
            ):
                continue
            yield from ((source, each) for each in offices(source.reading.text, *_range(source.reading, other)))
            following = by_place.get((source.passage.id, source.position + 1))
            goes_on = office_of_opener(following.reading.text) if following else None
            if following and goes_on and len({each.key for each in there}) == 1:
                yield following, goes_on


def _mentioned(office: Office, name: Name, sources: Sequence[Source]) -> bool:
    """Return True if a sentence that names somebody, or one beside it, has a word for an office, of whomever."""
    at = {(each.passage.id, each.position) for each in sources if name.key in each.reading.words}
    pattern, fields = words_for(office)
    return not office.low and any(
        _has_apart(pattern, name, each.reading) and (not fields or fields & each.reading.words)
        for each in sources
        if any(each.passage.id == one and abs(each.position - place) <= 1 for one, place in at)
    )


def _has_apart(pattern: re.Pattern[str], name: Name, reading: Reading) -> bool:
    """Return True if a word for an office stands in a sentence, and isn't somebody else's: "Councilman Brzezicki"."""
    others = [
        (each.start, each.end)
        for other in names(reading)
        if other.key != name.key
        for each in offices(reading.text, *_range(reading, other))
    ]
    return any(
        not any(start <= match.start() < end for start, end in others) for match in pattern.finditer(reading.text)
    )


def unknown_description(claim: Reading, sources: Sequence[Source]) -> str | None:
    """Return a word for what a claim says somebody is that none of the passages has which name them; else nothing.

    "Fergal Tierney, a doctor by training": the words between the article and the comma, or the "by", are looked for.
    """
    for name in names(claim):
        _, end = _range(claim, name)
        match = _DESCRIBED.match(claim.text, end)
        passages = {each.passage.id for each in sources if name.key in each.reading.words}
        if match is None or not passages or name.key in _TITLES:
            continue
        there = [token for each in sources if each.passage.id in passages for token in each.reading.tokens]
        for said in (each for each in claim.tokens if match.start("what") <= each.start < match.end("what")):
            if said.content and not any(alike(said, each) for each in there):
                return said.raw
    return None


def other_given_name(
    claim: Reading, sources: Sequence[Source], named: Collection[tuple[str, str]], occurs: Callable[[str], bool]
) -> tuple[Source, Rival] | None:
    """Return the full name that articles have where a claim has another given name with the family name; else nothing.

    Args:
        claim: the claim.
        sources: the sentences of an article that may say it.
        named: pairs of given and family names that stand in any article.
        occurs: whether an article has a word: one that opens a sentence may be none of a name, as in "Even Kroll".
    """
    for name in persons(claim):
        given, family = name.parts[0], name.key
        if any(family == known and _same_given(given, other) for other, known in named):
            continue
        if _opens(claim, name) and occurs(given):
            continue
        rivals = [
            (source, other)
            for source in sources
            for other in persons(source.reading)
            if other.key == family and other.parts[0] not in _NO_NAMES and not _same_person(name, other)
        ]
        if rivals and len({other.parts for _, other in rivals}) == 1:
            source, other = rivals[0]
            return source, _rival(name.words, source, Span(*_range(source.reading, other)))
    return None


def _opens(reading: Reading, name: Name) -> bool:
    """Return True if a name opens a sentence, or what stands behind a colon or a mark."""
    before = reading.text[: reading.tokens[name.first].start].rstrip()
    return not before or not (before[-1].isalnum() or before[-1] in ",.’'")


def _same_person(one: Name, other: Name) -> bool:
    """Return True if two full names with one family name may be one person's."""
    if not set(one.parts[:-1]).isdisjoint(other.parts[:-1]):
        return True
    return _same_given("".join(one.parts[:-1]), "".join(other.parts[:-1])) or _same_given(one.parts[0], other.parts[0])


def _same_given(one: str, other: str) -> bool:
    """Return True if two given names may be one person's: one is short for the other, or spells it in another way."""
    short, long = sorted((one, other), key=len)
    cut = long.startswith(short) and (len(short) >= _SHORT or len(short) == 1)
    if cut or any({one, other} <= set(line.split()) for line in lines("short-names")):
        return True
    return fuzz.ratio(_sounds(one), _sounds(other)) >= _SPELT


def _sounds(name: str) -> str:
    """Return a folded name without the differences that putting it into Latin letters makes: "Sergey", "Sergei"."""
    for letters, sound in (("ks", "x"), ("ph", "f"), ("kh", "h"), ("ck", "k"), ("ou", "u"), ("c", "k")):
        name = name.replace(letters, sound)
    return re.sub(r"(.)\1", r"\1", name.translate(str.maketrans("yjwq", "iivk")))


def given_names(readings: Iterable[Reading], claim: Reading) -> frozenset[tuple[str, str]]:
    """Return the pairs of words that stand before each other where sentences name whom a claim names."""
    families = {name.key for name in persons(claim)}
    return frozenset(
        (fold(before.raw), token.word)
        for reading in readings
        for before, token in zip(reading.tokens, reading.tokens[1:], strict=False)
        if token.word in families and before.capital and before.word not in _TITLES
    )


def _range(reading: Reading, name: Name) -> tuple[int, int]:
    return reading.tokens[name.first].start, reading.tokens[name.last].end


def _rival(draft: str, source: Source, at: Span) -> Rival:
    start = source.passage.sentences[source.position].span.start
    return Rival("name", draft, at.of(source.reading.text), Span(start + at.start, start + at.end))
