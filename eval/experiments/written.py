"""How well the checks tell right written sentences from wrong ones: `python -m eval.experiments.written`.

The set is `eval/sets/written/sentences.jsonl`: sentences as a model would write them, each with the words of the
articles that it cites, half of them wrong in one way. The checks were tuned on the half of it that says so.
`--time` tells what a check adds to an answer.
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from eval.datasets.corpora import cache_folder, library_of, read_corpus
from eval.datasets.sets import PACKAGED, SAMPLE, SetError, json_lines
from index.catalog import queries
from index.catalog.schema import PASSAGE
from index.records import StoredPassage
from index.vectors.embedding import embed_texts
from rag.engine import Pressmark
from rag.generation.checks.check import SourceMaterial, check_drafts
from rag.generation.checks.drafts import Draft
from rag.generation.checks.support import Excerpt
from rag.questions.analysis import analyse_question
from rag.records import Filters
from rag.settings import Settings

SENTENCES: Final = PACKAGED / "written" / "sentences.jsonl"
RIGHT: Final = "right"
WRONG_SOURCE: Final = "wrong-source"
_NEARBY: Final = 4
"""Passages beside those cited that a repair may turn to."""

Half = Literal["tuning", "held-out", "later"]


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    article: str
    words: dict[str, str]


class WrittenSentence(BaseModel):
    """One line of the set."""

    model_config = ConfigDict(extra="forbid")
    id: str
    half: Half
    """Looked at while the checks were tuned, never looked at, or written when they were tuned again."""
    kind: str
    """`right`, or the one way in which it is wrong."""
    sentence: str
    sources: list[_Words]
    """What it cites: an article, and words that stand in the passage, for each collection that tells these facts."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of the set, and what the checks made of it."""

    written: WrittenSentence
    status: Literal["supported", "repaired", "removed"]

    @property
    def well(self) -> bool:
        """True if a right sentence was kept, or a wrong one found; a wrong source may be mended."""
        if self.written.kind == RIGHT:
            return self.status != "removed"
        return self.status == "removed" or (self.status == "repaired" and self.written.kind == WRONG_SOURCE)


def read_sentences(path: Path = SENTENCES) -> list[WrittenSentence]:
    """Read the set.

    Raises:
        SetError: the file can't be read, or a line isn't as it should be.
    """
    try:
        return [WrittenSentence.model_validate(row) for _, row in json_lines(path)]
    except ValueError as error:
        raise SetError(f"{path}: a line isn't as it should be ({error}).") from error


def judge_sentences(pressmark: Pressmark, sentences: Iterable[WrittenSentence], collection: str) -> Iterator[Judged]:
    """Check each sentence that the collection can bear out against the passages that it cites.

    Args:
        pressmark: a library of the articles.
        sentences: the set.
        collection: `sample` or `seeds`: by which words the sources are found.

    Raises:
        SetError: the words of a source stand in no passage.
    """
    shelf = _shelf(pressmark)
    for written in sentences:
        if all(collection in source.words for source in written.sources):
            evidence, (numbers,) = _evidence(pressmark, shelf, [written], collection)
            (result,) = check_drafts([Draft(written.sentence, numbers, opens=True)], evidence)
            yield Judged(written, "removed" if not result.stands else "repaired" if result.repaired else "supported")


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The articles of a library: their texts by file, and all their passages."""

    texts: Mapping[str, str]
    passages: tuple[StoredPassage, ...]


def _shelf(pressmark: Pressmark) -> _Shelf:
    with pressmark.library.catalog.reading() as connection:
        files = [card.file for card in queries.article_cards(connection)]
        texts = {file: queries.article_text(connection, file) or "" for file in files}
        every = connection.scalars(select(PASSAGE.c.id).order_by(PASSAGE.c.id)).all()
        return _Shelf(texts, tuple(queries.load_passages(connection, every).values()))


def _evidence(
    pressmark: Pressmark, shelf: _Shelf, sentences: Sequence[WrittenSentence], collection: str
) -> tuple[SourceMaterial, list[tuple[int, ...]]]:
    """Return what sentences are checked against, and for each the numbers of the evidence that it cites."""
    language = "en"
    cited = [[_cited(shelf, source, collection) for source in each.sources] for each in sentences]
    retriever = pressmark.pipeline.retriever
    asked = analyse_question(sentences[0].sentence, language, retriever.languages())
    found = retriever.search(asked, Filters(), _NEARBY).candidates
    every = [*chain(*cited), *(candidate.passage for candidate in found)]
    excerpts = tuple(
        Excerpt(number, passage, 0, len(passage.sentences) - 1)
        for number, passage in enumerate({each.id: each for each in every}.values(), start=1)
    )
    numbers = [
        tuple(each.number for each in excerpts if each.passage.id in {passage.id for passage in passages})
        for passages in cited
    ]
    embed = partial(embed_texts, pressmark.library.embedder)
    return SourceMaterial(excerpts, shelf.texts, lambda _: None, embed, language), numbers


def _cited(shelf: _Shelf, source: _Words, collection: str) -> StoredPassage:
    """Return the passage that has the words of a source."""
    file, place = _place(shelf.texts, source.article, source.words[collection])
    return next(
        each for each in shelf.passages if each.article.file == file and each.span.start <= place < each.span.end
    )


def _place(texts: Mapping[str, str], article: str, words: str) -> tuple[str, int]:
    """Return the file and the offset of the words of a source; white space and apostrophes may differ."""
    pattern = re.sub(r"['’]", "['’]", r"\s+".join(map(re.escape, words.split())))
    for file, text in texts.items():
        found = re.search(pattern, text) if Path(file).name.startswith(article) else None
        if found:
            return file, found.start()
    raise SetError(f"{SENTENCES}: no article {article!r} has the words {words!r}.")


def confusion(judged: Iterable[Judged]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return for each half and kind how many were told rightly, and how many there are."""
    well: Counter[tuple[str, str]] = Counter()
    every: Counter[tuple[str, str]] = Counter()
    for each in judged:
        key = (each.written.half, each.written.kind)
        every[key] += 1
        well[key] += each.well
    return {key: (well[key], every[key]) for key in sorted(every)}


def shares(judged: Sequence[Judged]) -> tuple[float, float]:
    """Return the share of right sentences that are kept, and of wrong ones that are found."""
    right = [each.well for each in judged if each.written.kind == RIGHT]
    wrong = [each.well for each in judged if each.written.kind != RIGHT]
    return sum(right) / max(1, len(right)), sum(wrong) / max(1, len(wrong))


def judge_folder(folder: Path, collection: str, cache: Path | None, half: Half | None = None) -> list[Judged]:
    """Index a folder of articles, or take its library from the cache, and judge the set, or one half of it, there."""
    settings = Settings()
    sentences = [each for each in read_sentences() if half in (None, each.half)]
    with library_of(folder, read_corpus(folder, settings.file_limit), settings, cache, None, None) as pressmark:
        return list(judge_sentences(pressmark, sentences, collection))


def time_of_five(folder: Path, collection: str, cache: Path | None) -> float:
    """Return the median time, in seconds, that the check of an answer of five right sentences takes, embedder included.

    Each answer cites what its sentences cite and the passages near its first one: about what a model is shown.
    """
    settings = Settings()
    right = [each for each in read_sentences() if each.kind == RIGHT and len(each.sources) == 1]
    times = []
    with library_of(folder, read_corpus(folder, settings.file_limit), settings, cache, None, None) as pressmark:
        shelf = _shelf(pressmark)
        embed_texts(pressmark.library.embedder, ["what is loaded once"])
        for five in (right[place : place + 5] for place in range(0, len(right) - 4, 5)):
            evidence, numbers = _evidence(pressmark, shelf, five, collection)
            drafts = [Draft(each.sentence, named, opens=False) for each, named in zip(five, numbers, strict=True)]
            started = time.perf_counter()
            check_drafts(drafts, evidence)
            times.append(time.perf_counter() - started)
    return median(times)


def main() -> None:
    """Print how the checks do on the sample articles, or on a folder with the articles that the facts come from."""
    parser = argparse.ArgumentParser(description="How well the checks tell right written sentences from wrong ones.")
    parser.add_argument("--articles", type=Path, default=SAMPLE, help="a folder with the articles")
    parser.add_argument("--collection", choices=("sample", "seeds"), default="sample", help="whose words are cited")
    parser.add_argument("--half", choices=get_args(Half), help="only this part of the set")
    parser.add_argument("--time", action="store_true", help="instead, how long the check of five sentences takes")
    asked = parser.parse_args()
    if asked.time:
        sys.stdout.write(
            f"five sentences: {1000 * time_of_five(asked.articles, asked.collection, cache_folder()):.0f} ms\n"
        )
        return
    judged = judge_folder(asked.articles, asked.collection, cache_folder(), asked.half)
    for (half, kind), (well, every) in confusion(judged).items():
        sys.stdout.write(f"{half:9} {kind:13} {well:3} of {every:3}\n")
    kept, found = shares(judged)
    sys.stdout.write(f"right kept {kept:.1%}, wrong found {found:.1%}, of {len(judged)}\n")


if __name__ == "__main__":
    main()
