"""Decide on each written sentence: supported, repaired once with better evidence, or removed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rag.generation.checks.claims import ENOUGH, ClaimProblem, examine
from rag.generation.checks.drafts import Draft
from rag.generation.checks.quotations import FindElsewhere, wrong_quotations
from rag.generation.checks.support import Excerpt, Source, sources_of
from rag.language.parsing import read
from rag.language.places import country_of
from rag.records import Problem

SURE: Final = 0.8
"""Share of a sentence's words that other evidence must have before it stands in for what was cited."""
NEAR: Final = 0.9
"""Cosine from which two sentences say the same, where words don't decide; on the scale of the default embedder, where
unrelated sentences of one subject have 0.8."""
_DISPUTED: Final = frozenset({"negation", "strength", "attribution"})
"""What is wrong because the source says otherwise, so that no other source can mend it."""

Embed = Callable[[list[str]], NDArray[np.float32]]
"""Texts into unit rows, as the sentences of the library were embedded."""


@dataclass(frozen=True, slots=True, eq=False)
class SourceMaterial:
    """What sentences are checked against."""

    excerpts: tuple[Excerpt, ...]
    texts: Mapping[str, str]
    """The whole text of each article of the excerpts, by file."""
    elsewhere: FindElsewhere
    embed: Embed
    language: str | None = "en"
    """The language of the written sentences."""
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    """The names in each article, found when they are first asked for."""

    def numbered(self, numbers: Sequence[int]) -> list[Excerpt]:
        """Return the excerpts of these numbers; one that doesn't exist is left out."""
        return [each for each in self.excerpts if each.number in numbers]

    def names_in(self, excerpts: Sequence[Excerpt]) -> frozenset[str]:
        """Return the words written like names in the articles of some excerpts."""
        files = {each.passage.article.file for each in excerpts}
        for file in files - self.words.keys():
            tokens = read(self.texts.get(file, "")).tokens
            self.words[file] = frozenset(
                part for token in tokens if token.capital for part in (token.word, country_of(token.word))
            )
        return frozenset().union(*(self.words[file] for file in files))


@dataclass(frozen=True, slots=True, eq=False)
class CheckedDraft:
    """What became of a sentence, and the sentences of the articles that bear it out."""

    draft: Draft
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()
    repaired: bool = False

    @property
    def stands(self) -> bool:
        """Whether it may be shown as an answer."""
        return bool(self.sources)


@dataclass(frozen=True, slots=True, eq=False)
class _Open:
    """A sentence whose words don't decide."""

    place: int
    draft: Draft
    finding: ClaimProblem


def check_drafts(drafts: Sequence[Draft], evidence: SourceMaterial) -> list[CheckedDraft]:
    """Check the sentences of a written answer, in order.

    Those whose words don't decide are embedded, all at once, and compared with what they cite.
    """
    results: list[CheckedDraft | None] = []
    undecided: list[_Open] = []
    for place, draft in enumerate(drafts):
        finding, problems = _as_cited(draft, evidence)
        decided = finding.borne_out if finding and not problems else False
        if decided is None and finding:
            undecided.append(_Open(place, draft, finding))
            results.append(None)
        elif decided and finding:
            results.append(CheckedDraft(draft, finding.support.sources))
        else:
            results.append(_repaired(draft, evidence, finding, problems))
    near = _near(undecided, evidence)
    for each in undecided:
        if near[each.place]:
            results[each.place] = CheckedDraft(each.draft, each.finding.support.sources)
        else:
            results[each.place] = _repaired(each.draft, evidence, each.finding, _unlike(each.draft))
    return [result for result in results if result is not None]


def _as_cited(draft: Draft, evidence: SourceMaterial) -> tuple[ClaimProblem | None, tuple[Problem, ...]]:
    """Return what the cited evidence says of a sentence, and what is wrong."""
    excerpts = evidence.numbered(draft.numbers)
    if not excerpts or len(excerpts) < len(draft.numbers):
        unknown = [str(number) for number in draft.numbers if number not in {each.number for each in excerpts}]
        return None, (Problem("marker", ", ".join(unknown)),)
    return _examined(draft, excerpts, evidence)


def _examined(
    draft: Draft, excerpts: Sequence[Excerpt], evidence: SourceMaterial
) -> tuple[ClaimProblem, tuple[Problem, ...]]:
    finding = examine(draft.text, sources_of(excerpts), evidence.language, evidence.names_in(excerpts))
    texts = [evidence.texts[file] for file in sorted({each.passage.article.file for each in excerpts})]
    problems = (*wrong_quotations(draft.text, texts, evidence.elsewhere), *finding.problems)
    return finding, problems if problems or finding.borne_out is not False else _unlike(draft)


def _unlike(draft: Draft) -> tuple[Problem, ...]:
    return (Problem("meaning", draft.text),)


def _repaired(
    draft: Draft, evidence: SourceMaterial, finding: ClaimProblem | None, problems: tuple[Problem, ...]
) -> CheckedDraft:
    """Try the other evidence once: one piece at a time, since two sources together may bear out what neither says."""
    disputed = {problem.kind for problem in problems} & _DISPUTED
    if finding and disputed and finding.support.share >= ENOUGH:
        return CheckedDraft(draft, (), problems)
    found = [each for each in _others(draft, evidence) if each.borne_out and each.support.share >= SURE]
    if not found:
        return CheckedDraft(draft, (), problems)
    best = max(found, key=lambda each: each.support.share)
    return CheckedDraft(draft, best.support.sources, problems, repaired=True)


def _others(draft: Draft, evidence: SourceMaterial) -> Iterator[ClaimProblem]:
    for excerpt in evidence.excerpts:
        finding, problems = _examined(draft, [excerpt], evidence)
        if not problems:
            yield finding


def _near(undecided: Sequence[_Open], evidence: SourceMaterial) -> dict[int, bool]:
    """Return for each sentence, by its place, whether it means what one of its sources means."""
    if not undecided:
        return {}
    titles = [each.finding.support.sources[0].passage.article.title for each in undecided]
    texts = [
        f"{title}: {each.draft.text}" if title else each.draft.text
        for title, each in zip(titles, undecided, strict=True)
    ]
    rows = evidence.embed(texts)
    near = {}
    for each, row in zip(undecided, rows, strict=True):
        known = [source.passage.vectors[source.position] for source in each.finding.support.sources]
        near[each.place] = max(float(vector @ row) for vector in known) >= NEAR
    return near
