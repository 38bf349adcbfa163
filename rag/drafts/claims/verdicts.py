"""What the articles together say to a statement of a draft."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from index.language.analysis import fold, meaningful_words, stem
from index.records import ArticleCard, StoredPassage
from rag.drafts.claims.comparing import Compared, compare
from rag.drafts.claims.foreign import compare_foreign
from rag.drafts.claims.persons import given_names, other_given_name, other_office, unknown_description
from rag.drafts.claims.shares import matter_of, share_of
from rag.drafts.claims.statements import Statement
from rag.drafts.quoting.stretches import Shelf
from rag.drafts.reading.draft import DraftText
from rag.drafts.records import Change, ChangeKind, ClaimVerdict, Finding, Place
from rag.generation.checks.support import Excerpt, Source, sources_of
from rag.language.names import names
from rag.language.quantities import numbers, same_number

SURE: Final = 0.75
"""Share of a statement's words that an article must have to stand against another that says so."""
BEHIND: Final = 0.2
"""How much less than the nearest article that lacks a part of a statement another may share with it, and say so."""
BEHIND_WITH_FIGURES: Final = 0.4
"""The same where it has figures, all of which the other has."""
LITTLE: Final = 0.35
"""Share of a statement's words from which its meaning is compared, too."""
ALIKE: Final = 0.88
"""Cosine from which two sentences say the same, on the scale of the default embedder: others about the same people have
up to 0.87."""
_UNDECIDED: Final = 3
"""The most articles whose sentences are compared by their meaning."""
_CORRECTS: Final = re.compile(
    r"\b(?:correct(?:ed|ion|s)?|revis(?:ed|ion)|updated?|retract(?:ed|ion)|clarif(?:ied|ication)|amended"
    r"|an earlier version|earlier reports?|(?:initial|first|preliminary) (?:reports?|figures?|counts?|estimates?)"
    r"|rose to|risen to|now (?:stands|put)|no longer)\b",
    re.IGNORECASE,
)
"""Words with which an article takes back what was said before."""
_WEIGHS: Final = re.compile(
    r"\b(?:or|while|whereas|but|disput\w+|disagree\w*|differ\w*|depending|others?|another|rather than)\b|;",
    re.IGNORECASE,
)
"""What a sentence has that sets one account against another."""
_OPEN: Final = re.compile(r"^(?:He|She|It|They|There|His|Her|Its|Their|As of)\b")
_PLACES: Final = 4


def judge_statement(statement: Statement, draft: DraftText, shelf: Shelf, before: Sequence[Finding] = ()) -> Finding:
    """Return what the articles say to a statement of a draft.

    Args:
        statement: the statement.
        draft: the draft.
        shelf: the articles.
        before: what was found right before it, and in quotation marks within it.
    """
    stand = _stand(statement, shelf, before)
    count = len(set(shelf.origins([each.card for each in stand.say]).values())) if stand.say else 0
    verdict: ClaimVerdict | Literal["misattributed"] = "not-in-articles"
    if stand.say:
        verdict, deciding, note = _with_support(statement, stand.say, stand.otherwise, count, shelf)
    elif stand.otherwise:
        verdict, deciding, note = "contradicted", stand.otherwise[:1], _both_values(stand.otherwise[0])
    else:
        deciding, note = stand.nearest, _lacking(stand.nearest)
    places = [place for each in deciding[:_PLACES] if (place := _place(each, shelf))]
    return Finding(
        kind="claim",
        verdict=verdict,
        start=statement.span.start,
        end=statement.span.end,
        line=draft.line(statement.span.start),
        text=statement.span.of(draft.text),
        speaker=None,
        places=tuple(places),
        changes=tuple(_changes(deciding[0], statement, draft)) if verdict == "contradicted" and deciding else (),
        note=note,
        similarity=round(deciding[0].share, 3) if deciding else 0.0,
        origins=count,
    )


@dataclass(frozen=True, slots=True)
class _Stand:
    """Which articles say a statement, and which say otherwise, each the nearest first."""

    say: list[Compared]
    otherwise: list[Compared]
    nearest: list[Compared]
    """The one that shares most with it."""


def _stand(statement: Statement, shelf: Shelf, before: Sequence[Finding]) -> _Stand:
    """Return where the articles stand to a statement, with those who are named in it looked at in all of them."""
    places = [each.places[0] for each in before]
    close = {place.file for place in places}
    quoted = {each.places[0].file for each in before if each.kind == "quotation" and each.start >= statement.span.start}
    near = list({each.id: each for each in (*shelf.nearest(statement.text), *shelf.around(places))}.values())
    compared = [_compared(statement, passages, shelf, close, quoted) for passages in _by_article(near).values()]
    compared.sort(key=lambda each: -each.share)
    say = _saying(statement, compared, close)
    otherwise = [each for each in compared if each.stand == "otherwise" and _is_of(each, statement, places)]
    if not say and _WEIGHS.search(statement.text):
        say = _together(statement, compared, _by_article(near))
    if not say and not otherwise:
        say = _by_meaning(statement, compared, shelf)
    told = _told_of_people(statement, shelf)
    other = _somebody_else(statement, compared, say, told, shelf)
    if other is not None:
        return _Stand([], [other], [])
    unknown = unknown_description(statement.reading, told) if say else None
    if unknown:
        return _Stand([], [], [replace(say[0], missing=(unknown,))])
    return _Stand(say, otherwise, compared[:1])


def _saying(statement: Statement, compared: Sequence[Compared], close: Collection[str]) -> list[Compared]:
    """Return the articles that say a statement and aren't far behind the nearest that lacks a part of it."""
    nearest = max((each.share for each in compared if each.missing), default=0.0)
    behind = BEHIND_WITH_FIGURES if statement.figures else BEHIND
    return [
        each
        for each in compared
        if each.stand == "says" and (each.share >= nearest - behind or each.card.file in close)
    ]


def _is_of(each: Compared, statement: Statement, before: Sequence[Place]) -> bool:
    """Return True if an article may speak of what a statement does: one that names nothing goes on from what is before.

    "Two years later it was 2.1 billion" says nothing of the price of another thing.
    """
    if not before or statement.language != "en" or _names_its_subject(statement):
        return True
    if any(place.file == each.card.file for place in before):
        return True
    words = frozenset(_title_words(each.card))
    return any(not words.isdisjoint(_stems(place.title)) for place in before)


def _told_of_people(statement: Statement, shelf: Shelf) -> list[Source]:
    """Return the sentences of all passages that name those whom a statement names in full."""
    if statement.language != "en":
        return []
    full = [name.words for name in names(statement.reading) if len(name.parts) > 1]
    return _sources(list({each.id: each for name in full for each in shelf.nearest(name)}.values()))


def _somebody_else(
    statement: Statement,
    compared: Sequence[Compared],
    say: Sequence[Compared],
    sources: Sequence[Source],
    shelf: Shelf,
) -> Compared | None:
    """Return the article that gives somebody another office, or another given name, than a statement; else nothing."""
    pairs = given_names((each.reading for each in sources), statement.reading)
    nearest = [*say, *sorted(compared, key=lambda each: -each.share)][:1]
    there = [each for each in sources if any(each.passage.article == one.card for one in nearest)]
    found = other_office(statement.reading, sources) or other_given_name(statement.reading, there, pairs, shelf.occurs)
    if found is None:
        return None
    source, rival = found
    return Compared(source.passage.article, "otherwise", 1.0, source, (rival,), (rival.draft,))


def _together(
    statement: Statement, compared: Sequence[Compared], passages: Mapping[int, Sequence[StoredPassage]]
) -> list[Compared]:
    """Return the articles that have a statement's numbers between them, where it weighs them against each other.

    "It was 75,000 or 90,000, depending on the paper": each number must stand in a sentence that shares words with it.
    """
    bearing: dict[int, Compared] = {}
    for number in numbers(statement.reading):
        found = next(
            (
                replace(each, stand="says", lead=source, missing=())
                for each in sorted(compared, key=lambda each: -each.share)
                for source in _sources(passages[each.card.id])
                if any(same_number(number, other) for other in numbers(source.reading))
                and share_of([source], statement) >= LITTLE
                and matter_of([source], statement)[0] > 0
            ),
            None,
        )
        if found is None:
            return []
        bearing.setdefault(found.card.id, found)
    return list(bearing.values()) if len(bearing) > 1 else []


def _compared(
    statement: Statement,
    passages: Sequence[StoredPassage],
    shelf: Shelf,
    close: Collection[str],
    quoted: Collection[str],
) -> Compared:
    card = passages[0].article
    if statement.language != "en":
        foreign = statement.language != card.language
        sources = [] if foreign else _sources(passages)
        return compare_foreign(statement, card, sources, close=card.file in close, quoted=card.file in quoted)
    background = shelf.words_in(card.file)
    background |= {  # whoever goes by the family name there may be named in full
        part
        for name in names(statement.reading)
        if len(name.parts) > 1 and name.key in background
        for part in name.parts
        if shelf.occurs(part)
    }
    return compare(
        statement, card, _sources(passages), background, close=card.file in close, quoted=card.file in quoted
    )


def _by_meaning(statement: Statement, compared: Sequence[Compared], shelf: Shelf) -> list[Compared]:
    """Return the articles that say in other words what a statement says, of those that lack no part of it."""
    undecided = sorted(
        (each for each in compared if each.support and each.share >= LITTLE), key=lambda each: -each.share
    )[:_UNDECIDED]
    sentences = [(each, source.reading.text) for each in undecided for source in each.support]
    if not sentences:
        return []
    rows = shelf.embed([statement.text, *(text for _, text in sentences)])
    alike = {each.card.id for (each, _), row in zip(sentences, rows[1:], strict=True) if float(rows[0] @ row) >= ALIKE}
    return [each for each in undecided if each.card.id in alike]


def _by_article(passages: Iterable[StoredPassage]) -> Mapping[int, list[StoredPassage]]:
    found: dict[int, list[StoredPassage]] = {}
    for passage in passages:
        found.setdefault(passage.article.id, []).append(passage)
    return found


def _sources(passages: Sequence[StoredPassage]) -> list[Source]:
    ordered = sorted(passages, key=lambda passage: passage.span.start)
    excerpts = [Excerpt(number, passage, 0, len(passage.sentences) - 1) for number, passage in enumerate(ordered)]
    return sources_of(excerpts)


def _with_support(
    statement: Statement, say: Sequence[Compared], otherwise: Sequence[Compared], count: int, shelf: Shelf
) -> tuple[ClaimVerdict | Literal["misattributed"], list[Compared], str]:
    """Return the verdict of a statement that some articles bear out, those that decide, and what is to be said."""
    if statement.sources > count:
        return "contradicted", list(say), f"Of {statement.sources} independent sources the library has {count}."
    outlet = _other_outlet(statement, say, shelf)
    if outlet:
        return "misattributed", list(say), f"{say[0].card.publisher or say[0].card.file} says so, not {outlet}."
    against = [
        each
        for each in otherwise
        if each.share >= SURE
        and all(rival.kind in {"number", "date"} for rival in each.rivals)
        and (_names_its_subject(statement) or any(_same_subject(each.card, other.card) for other in say))
    ]
    if not against:
        return "borne-out", list(say), ""
    later = [each for each in against if _takes_back(each, say)]
    if later:
        return "outdated", [*later, *say], _both_values(later[0])
    return "differing", [*say[:1], *against, *say[1:]], _both_values(against[0])


def _names_its_subject(statement: Statement) -> bool:
    """Return True unless a statement leaves open of what it speaks: "He joined the navy", "There were 404 units"."""
    return bool(names(statement.reading)) and _OPEN.match(statement.text) is None


def _same_subject(one: ArticleCard, other: ArticleCard) -> bool:
    """Return True if two articles may speak of the same: their titles share a word, or one outlet has both."""
    first, second = (frozenset(_title_words(card)) for card in (one, other))
    return not first.isdisjoint(second) or (one.publisher is not None and one.publisher == other.publisher)


def _title_words(card: ArticleCard) -> list[str]:
    """Return the stems of the words of an article's title."""
    return _stems(card.title, card.language)


def _stems(title: str | None, language: str | None = "en") -> list[str]:
    return stem(meaningful_words(title or "", language or "en"), language or "en")


def _takes_back(each: Compared, say: Sequence[Compared]) -> bool:
    """Return True if a later article than all that bear a statement out says that it was wrong, or is no longer so."""
    dates = [other.card.published for other in say]
    if each.card.published is None or not all(date and date < each.card.published for date in dates):
        return False
    around = " ".join(sentence.text for sentence in each.lead.passage.sentences) if each.lead else ""
    return _CORRECTS.search(around) is not None


def _other_outlet(statement: Statement, say: Sequence[Compared], shelf: Shelf) -> str | None:
    """Return the outlet to which a draft gives what only others say; nothing when all is well."""
    named = statement.outlets
    if not named:
        return None
    for each in say:
        told = fold(f"{each.card.publisher} {shelf.text(each.card.file)}")
        if any(fold(outlet) in told for outlet in named):
            return None
    return named[0]


def _both_values(each: Compared) -> str:
    source = each.card.publisher or each.card.file
    told = [
        f"{source} has “{rival.source}”, the draft “{rival.draft}”."
        if rival.source
        else f"{source} has taken “{rival.draft}” back."
        if rival.kind == "number"
        else f"{source} says the opposite of “{rival.draft}”."
        if rival.draft
        else f"{source} says the opposite."
        for rival in each.rivals
    ]
    return " ".join(told)


def _lacking(nearest: Sequence[Compared]) -> str:
    if not nearest or not nearest[0].missing:
        return "No article says so."
    return f"No article says so; the nearest hasn't got “{nearest[0].missing[0]}”."


def _place(each: Compared, shelf: Shelf) -> Place | None:
    return shelf.place(each.card, each.span) if each.span else None


def _changes(each: Compared, statement: Statement, draft: DraftText) -> Iterator[Change]:
    """Yield both values where a statement is contradicted, with their places."""
    for rival in each.rivals:
        start = draft.text.find(rival.draft, statement.span.start, statement.span.end)
        if start >= 0 and rival.source and rival.kind != "negation":
            kind: ChangeKind = rival.kind
            end = start + len(rival.draft)
            yield Change(kind, rival.draft, rival.source, start, end, rival.span.start, rival.span.end)
