"""What the articles say to a quotation: exact, altered, spliced, somebody else's, in other words, or nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.records import ArticleCard, Span, StoredPassage
from rag.drafts.quoting.alignment import exact
from rag.drafts.quoting.runs import Spliced, nearest, spliced
from rag.drafts.quoting.speakers import is_named, wrongly_given
from rag.drafts.quoting.stretches import Shelf, Stretch
from rag.drafts.reading.draft import DraftText
from rag.drafts.reading.quotations import Quotation
from rag.drafts.records import Change, Finding, Place, QuotationVerdict
from rag.generation.checks.support import Excerpt, best_support, sources_of
from rag.language.parsing import read

ALTERED: Final = 0.6
"""Likeness from which words are those of the article, altered; below, they say at most the same in other words."""
_ALTERED_SHORT: Final = 0.66
"""The same for a quotation of a few words, which nearly stands anywhere by chance."""
_FEW: Final = 5
RESTATED: Final = 0.6
"""Share of the sense that some sentences must have for a paraphrase."""
_PLACES: Final = 6
"""The most places named of a quotation."""
_CHANGES: Final = 20
_SPLICED: Final = "It is put together from parts that stand in different places."
_PARAPHRASED: Final = "It stands in quotation marks, but the article says it in other words."
_NOWHERE: Final = "These words stand in no article."


@dataclass(frozen=True, slots=True, eq=False)
class _At:
    """Where a quotation stands, or nearly."""

    card: ArticleCard
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A quotation, and what it is compared with."""

    quotation: Quotation
    draft: DraftText
    shelf: Shelf
    passages: Sequence[StoredPassage]
    stretches: Sequence[Stretch]
    speaker: str | None

    @property
    def text(self) -> str:
        """Its words as the draft has them, without what parts them."""
        return " ".join(self.draft.text[word.start : word.end] for word in self.quotation.words)


def judge_quotation(quotation: Quotation, draft: DraftText, shelf: Shelf) -> Finding:
    """Return what the articles say to a quotation of a draft."""
    passages = shelf.nearest(" ".join(draft.text[word.start : word.end] for word in quotation.words))
    asked = _Asked(quotation, draft, shelf, passages, shelf.stretches(passages), draft.speaker(quotation))
    found = _exact(asked) or _said_apart(asked) or _nearly(asked) or _restated(asked)
    span = Span(quotation.start, quotation.end)
    return replace(
        found, start=span.start, end=span.end, line=draft.line(span.start), text=span.of(draft.text),
        speaker=asked.speaker,
    )  # fmt: skip


def _finding(
    verdict: QuotationVerdict,
    places: Sequence[Place],
    note: str = "",
    *,
    changes: Sequence[Change] = (),
    similarity: float = 1.0,
    origins: int = 1,
) -> Finding:
    """Return a finding whose place in the draft is put in later."""
    return Finding(
        kind="quotation", verdict=verdict, start=0, end=0, line=0, text="", speaker=None, places=tuple(places),
        changes=tuple(changes), note=note, similarity=round(similarity, 3), origins=origins,
    )  # fmt: skip


def _exact(asked: _Asked) -> Finding | None:
    """Return the finding of a quotation that stands somewhere word for word; nothing when it doesn't."""
    found = [
        _At(stretch.card, stretch.span(first, last))
        for stretch in asked.stretches
        for first, last in exact(asked.quotation.pieces, stretch)
    ]
    return _standing(found, asked) if found else None


def _said_apart(asked: _Asked) -> Finding | None:
    """Return the finding of a quotation that "he said" parts, when one article has each part word for word."""
    parts = asked.quotation.parts
    if len(parts) < 2:
        return None
    for stretch in asked.stretches:
        found = [exact(part.pieces, stretch) for part in parts]
        if all(found):
            return _standing([_At(stretch.card, stretch.span(*each[0])) for each in found], asked)
    return None


def _standing(found: Sequence[_At], asked: _Asked) -> Finding:
    """Return the finding of words that stand at some places: whose they are, and in how many sources."""
    once = list({(at.card.file, at.span): at for at in found}.values())
    origins = asked.shelf.origins([at.card for at in once])
    count = len({origins.get(at.card.id, at.card.file) for at in once})
    places = [asked.shelf.place(at.card, at.span) for at in once[:_PLACES]]
    speaker = asked.speaker
    if speaker:
        texts = {place.file: asked.shelf.text(place.file) for place in places}
        foreign = asked.draft.language != "en"
        wrong = wrongly_given(speaker, places, texts, asked.shelf.publishers, foreign=foreign)
        if wrong is not None:
            return _finding("misattributed", places, _whose(speaker, wrong, texts[wrong.file]), origins=count)
        places.sort(
            key=lambda place: (
                wrongly_given(speaker, [place], texts, asked.shelf.publishers, foreign=foreign) is not None
            )
        )
    return _finding("several" if count > 1 else "exact", places, origins=count)


def _whose(speaker: str, place: Place, text: str) -> str:
    if place.speaker:
        return f"The words are those of {place.speaker}, not of {speaker}."
    if is_named(speaker, text):
        return f"The words are the article's own: it names {speaker}, but doesn't have them say this."
    return f"The words stand in {place.publisher or place.file}, which doesn't name {speaker}."


def _nearly(asked: _Asked) -> Finding | None:
    """Return the finding of a quotation that stands somewhere nearly, or in parts; nothing when it doesn't."""
    near = nearest(asked.quotation, asked.stretches)
    parts = spliced(asked.quotation, asked.stretches)
    close = ALTERED if len(asked.quotation.words) > _FEW else _ALTERED_SHORT
    if near is None or not near.is_like(close) or (parts and parts.share > near.share + 0.1):
        return _put_together(parts, asked) if parts else None
    standing = _standing([_At(near.stretch.card, near.span)], asked)
    changes = near.changes(asked.draft.text)
    if not near.in_order or (changes and near.jumps):
        return replace(standing, verdict="spliced", changes=changes, note=_SPLICED, similarity=round(near.likeness, 3))
    if not changes:
        return standing
    told = dict.fromkeys([*map(describe, changes[:_CHANGES]), standing.note])
    return replace(
        standing,
        verdict="altered",
        changes=changes[:_CHANGES],
        note=" ".join(filter(None, told)),
        similarity=round(near.likeness, 3),
    )


def _put_together(parts: Spliced, asked: _Asked) -> Finding:
    places = [asked.shelf.place(stretch.card, span) for stretch, span in parts.parts[:_PLACES]]
    return _finding("spliced", places, _SPLICED, similarity=parts.share, origins=len({each.file for each in places}))


def _restated(asked: _Asked) -> Finding:
    """Return the finding of a quotation whose words stand nowhere: a paraphrase, or nothing but the nearest place."""
    excerpts = [
        Excerpt(number, passage, 0, len(passage.sentences) - 1) for number, passage in enumerate(asked.passages)
    ]
    if not excerpts:
        return _finding("not-found", (), _NOWHERE, similarity=0.0, origins=0)
    support = best_support(read(asked.text), sources_of(excerpts))
    lead = support.lead
    if lead is None:
        near = asked.passages[0]
        return _finding(
            "not-found", [asked.shelf.place(near.article, near.sentences[0].span)], _NOWHERE, similarity=0.0, origins=0
        )
    span = lead.passage.sentences[lead.position].span
    place = asked.shelf.place(lead.passage.article, span)
    if support.share >= RESTATED and len(asked.quotation.words) >= _FEW:
        return _finding("paraphrased", [place], _PARAPHRASED, similarity=support.share, origins=0)
    return _finding("not-found", [place], _NOWHERE, similarity=support.share, origins=0)


def describe(change: Change) -> str:
    """Return a change in a sentence."""
    match change.kind:
        case "left-out":
            return f"“{change.source}” is left out without an ellipsis."
        case "added":
            return f"“{change.draft}” is added."
        case "negation" if not change.draft:
            return f"The negation “{change.source}” is lost."
        case "negation" if not change.source:
            return f"The negation “{change.draft}” is added."
        case "number":
            return f"The number is another: “{change.draft}” for “{change.source}”."
        case "name":
            return f"The name is another: “{change.draft}” for “{change.source}”."
        case _:
            return f"“{change.draft}” stands for “{change.source}”."
