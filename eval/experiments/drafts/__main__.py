"""`python -m eval.experiments.drafts`: alterations of known kinds are planted in a library's own sentences, and found.

Each kind of quotation and of statement is checked as a draft of its own. `found` is the share of which the check says
that something is wrong, to be 1 for altered ones and 0 for true ones; `named` the share that gets the right verdict.
Quotations are found by words alone, so an embedder that hashes words will do.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eval.datasets.corpora import cache_folder, library_of, read_corpus
from eval.datasets.sets import SAMPLE
from eval.experiments.drafts.planting import ALTERED, ALTERED_CLAIMS, TRUE, TRUE_CLAIMS, Planted, plant, pool_of
from eval.experiments.scale import HashEmbedding
from rag import open_library
from rag.drafts.check import check_draft
from rag.drafts.records import FINE, Checked, Finding
from rag.engine import Pressmark
from rag.settings import Settings

_NAMED: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("figure", "name", "negation", "dropped"), frozenset({"altered"})),
    "spliced": frozenset({"spliced"}),
    **dict.fromkeys(("speaker", "speaker-within", "narrated", "source"), frozenset({"misattributed"})),
    "invented": frozenset({"not-found"}),
    **dict.fromkeys(("claim-figure", "claim-date", "claim-name"), frozenset({"contradicted"})),
    "claim-invented": frozenset({"not-in-articles"}),
}
"""The verdict that each kind should get; a true one should get a fine one."""
KINDS: Final = (*TRUE, *ALTERED, *TRUE_CLAIMS, *ALTERED_CLAIMS)
_DRAFT: Final = 40
"""Paragraphs of one draft."""


@dataclass(frozen=True, slots=True)
class Scored:
    """How one kind was judged."""

    kind: str
    count: int
    found: float
    """The share of which the check says that something is wrong."""
    named: float
    """The share that gets the right verdict."""
    missed: tuple[str, ...]
    """What was judged wrongly, with the verdict."""


def score(pressmark: Pressmark, kind: str, planted: Sequence[Planted]) -> Scored:
    """Check paragraphs of one kind, and return how they were judged."""
    judged = [
        (each, finding)
        for at in range(0, len(planted), _DRAFT)
        for each, finding in _judged(pressmark, planted[at : at + _DRAFT])
    ]
    wrong = [(each, finding) for each, finding in judged if finding is not None and finding.verdict not in FINE]
    named = [finding for _, finding in judged if _is_right(kind, finding)]
    missed = [
        f"{finding.verdict if finding else 'left alone'}: {each.text}"
        for each, finding in judged
        if (finding is not None and finding.verdict not in FINE) != (kind not in (*TRUE, *TRUE_CLAIMS))
    ]
    count = max(1, len(judged))
    return Scored(kind, len(judged), len(wrong) / count, len(named) / count, tuple(missed))


def _is_right(kind: str, finding: Finding | None) -> bool:
    wanted = _NAMED.get(kind, FINE)
    return (finding.verdict in wanted) if finding is not None else kind in TRUE_CLAIMS


def _judged(pressmark: Pressmark, planted: Sequence[Planted]) -> Iterator[tuple[Planted, Finding | None]]:
    text = "\n\n".join(each.text for each in planted)
    checked = check_draft(pressmark.library, text)
    offset = 0
    for each in planted:
        yield each, _finding(checked, each, offset)
        offset += len(each.text) + 2


def _finding(checked: Checked, each: Planted, offset: int) -> Finding | None:
    kind = "claim" if each.kind.startswith("claim") else "quotation"
    start, end = offset + each.start, offset + each.end
    within = (found for found in checked.findings if found.kind == kind and found.start < end and start < found.end)
    return next(within, None)


def experiment(pressmark: Pressmark, count: int, seed: int, kinds: Sequence[str] = KINDS) -> Iterator[Scored]:
    """Yield how each kind is judged over the sentences of a library."""
    pool = pool_of(pressmark, random.Random(seed))
    for kind in kinds:
        yield score(pressmark, kind, plant(pool, kind, count, random.Random(f"{seed} {kind}")))


def main() -> None:
    """Print a row a kind, as Markdown."""
    parser = argparse.ArgumentParser(description="What `pressmark check` finds of what was planted.")
    parser.add_argument("--articles", type=Path, default=SAMPLE, help="a folder of articles")
    parser.add_argument("--library", type=Path, help="instead, a library that is there")
    parser.add_argument("--count", type=int, default=100, help="the most of each kind")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only this kind; may be given again")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--misses", action="store_true", help="print what was judged wrongly, too")
    asked = parser.parse_args()
    settings = Settings()
    if asked.library:
        with open_library(asked.library) as pressmark:
            _print(experiment(pressmark, asked.count, asked.seed, asked.kind or KINDS), misses=asked.misses)
        return
    corpus = read_corpus(asked.articles, settings.file_limit)
    with library_of(asked.articles, corpus, settings, cache_folder(), HashEmbedding()) as pressmark:
        _print(experiment(pressmark, asked.count, asked.seed, asked.kind or KINDS), misses=asked.misses)


def _print(scored: Iterator[Scored], *, misses: bool) -> None:
    sys.stdout.write("| kind | of | found | named |\n|---|---|---|---|\n")
    for each in scored:
        sys.stdout.write(f"| {each.kind} | {each.count} | {each.found:.3f} | {each.named:.3f} |\n")
        for line in each.missed if misses else ():
            sys.stdout.write(f"    {line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
