"""An early look: how an exported reader orders and tells apart what retrieval found for the dev sets."""

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rag.reading.model import FOLDER, ReaderModel
from rag.reading.windows import Window, passage_windows

MIX: Final = 0.06
"""What the log-odds are multiplied with before they are added to the engine's score."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """A question with the scores of its sentences."""

    kind: str
    answerable: bool | None
    confidence: float
    right: tuple[bool, ...]
    engine: Floats
    reader: Floats


def looked(reader: ReaderModel, row: Mapping[str, Any], passages: int, tokens: int) -> Looked:
    """Read what was found for a question."""
    windows: list[Window] = []
    sentences: list[tuple[str, list[Any]]] = []
    bounds: list[range] = []
    for passage in row["passages"][:passages]:
        texts = [each[2] for each in passage["sentences"]]
        for part in passage_windows(texts):
            windows.append(Window(passage["title"], passage["date"], tuple(texts[part.start : part.stop])))
            bounds.append(range(len(sentences), len(sentences) + len(part)))
            sentences += [(passage["file"], passage["sentences"][number]) for number in part]
    scores = np.full(len(sentences), -20.0)
    for place, read in zip(bounds, reader.read(row["question"], windows, tokens), strict=True):
        if read:
            scores[place.start : place.stop] = [each.log_odds for each in read.sentences]
    right = tuple(holds(row, file, sentence) for file, sentence in sentences)
    engine = np.array([sentence[3] for _, sentence in sentences])
    return Looked(row["type"], row["answerable"], row["confidence"], right, engine, scores)


def holds(row: Mapping[str, Any], file: str, sentence: Sequence[Any]) -> bool:
    """Return True if a sentence answers: it lies in what answers, or, where no place is named, holds the words."""
    start, end, text, _ = sentence
    said = not row["answers"] or any(answer.lower() in text.lower() for answer in row["answers"])
    places = [each for each in row["gold"] if each[0] == file and each[1] < end and start < each[2]]
    return said and bool(places) if row["gold"] else said


def auroc(answerable: Sequence[bool], scores: Sequence[float]) -> float:
    """Return how likely an answerable question has a higher score than an unanswerable one."""
    yes = np.array([score for each, score in zip(answerable, scores, strict=True) if each])
    no = np.array([score for each, score in zip(answerable, scores, strict=True) if not each])
    if not len(yes) or not len(no):
        return float("nan")
    return float((yes[:, None] > no[None, :]).mean() + (yes[:, None] == no[None, :]).mean() / 2)


def report(every: Sequence[Looked]) -> list[str]:
    """Return the figures of a set."""
    known = [each for each in every if each.answerable is not None and len(each.reader)]
    yes = [each for each in known if each.answerable]
    ways = {"engine": lambda e: e.engine, "reader": lambda e: e.reader, "mix": lambda e: e.engine + MIX * e.reader}
    first = {name: np.mean([each.right[int(way(each).argmax())] for each in yes]) for name, way in ways.items()}
    can = np.mean([any(each.right) for each in yes])
    told = [bool(each.answerable) for each in known]
    by_reader = auroc(told, [float(each.reader.max()) for each in known])
    by_engine = auroc(told, [each.confidence for each in known])
    lines = [
        f"  {len(known)} questions; first: " + ", ".join(f"{name} {value:.3f}" for name, value in first.items())
        + f" (found for {can:.3f}); AUROC: engine {by_engine:.3f}, reader {by_reader:.3f}"
    ]  # fmt: skip
    for kind in sorted({each.kind for each in known}):
        of = [each for each in known if each.kind == kind]
        odds = np.median([each.reader.max() for each in of])
        right = np.mean([each.right[int(each.reader.argmax())] for each in of])
        lines.append(f"    {kind:14} {len(of):3}  first {right:.2f}  median of the best log-odds {odds:6.2f}")
    return lines


def main() -> None:
    """Read the command line, and print the figures of each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("found", type=Path, help="the folder that `eval.experiments.reader.found` wrote")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the exported graphs are")
    parser.add_argument("--sets", nargs="*")
    parser.add_argument("--passages", type=int, default=6)
    parser.add_argument("--tokens", type=int, default=1000)
    parser.add_argument("--every", type=int, default=1, help="only every so many-th question")
    given = parser.parse_args()
    reader = ReaderModel(given.folder)
    for path in sorted(given.found.glob("*.jsonl")):
        if given.sets and path.stem not in given.sets:
            continue
        began = time.perf_counter()
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:: given.every]
        every = [looked(reader, row, given.passages, given.tokens) for row in rows]
        spent = (time.perf_counter() - began) / max(len(rows), 1)
        sys.stdout.write("\n".join([f"{path.stem}: {1000 * spent:.0f} ms a question", *report(every), ""]))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
