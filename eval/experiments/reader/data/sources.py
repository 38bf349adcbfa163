"""The questions that the reader is trained on, from the files of `../shared/data/reader`, in one form."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

PUBLIC: Final = {"squad2-part": "squad2", "natural-questions-part": "nq", "selqa": "selqa", "squad-train-part": "squad"}
HELD_OUT: Final = ("S19-006", "S19-007", "S20-006", "S20-007")
"""Stories in other languages that aren't trained on, to measure those languages."""
Place = tuple[int, int]
"""A document of the story, and a sentence of it."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article, or a part of one."""

    title: str
    date: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with what answers it."""

    text: str
    kind: str
    gold: frozenset[Place]
    """Empty: nothing in its story answers."""
    near: tuple[Place, ...]
    """What looks like an answer and isn't."""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Documents on one matter, with the questions asked of all of them."""

    name: str
    source: str
    documents: tuple[Document, ...]
    asked: tuple[Asked, ...] = field(repr=False)
    complete: bool = True
    """Whether `gold` names every sentence of the story that answers."""


def read_stories(folder: Path) -> list[Story]:
    """Read everything in the folder."""
    found = [*_stories(folder / "stories-train"), *_newsroom(folder / "newsroom-train")]
    for file, source in PUBLIC.items():
        found += _public(folder / f"{file}.jsonl.gz", source)
    return found


def _lines(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _document(row: Mapping[str, Any]) -> Document:
    return Document(row["title"] or "", row.get("date") or "", tuple(row["sentences"]))


def _stories(folder: Path) -> Iterator[Story]:
    for path in sorted(folder.glob("*.jsonl")):
        for row in _lines(path):
            place = {each["id"]: number for number, each in enumerate(row["articles"])}
            asked = tuple(
                Asked(
                    each["q"], each["kind"],
                    frozenset((place[article], s) for article, s in each["gold"]),
                    tuple((place[article], s) for article, s in each.get("near") or ()),
                    tuple(value["value"] for value in each.get("values") or ()),
                )
                for each in row["questions"]
            )  # fmt: skip
            yield Story(row["story"], "stories", tuple(map(_document, row["articles"])), asked)


def _newsroom(folder: Path) -> Iterator[Story]:
    for path in sorted(folder.glob("*.jsonl")):
        for number, rows in enumerate(_chained(list(_lines(path)))):
            asked = tuple(
                Asked(
                    each["q"], each["kind"],
                    frozenset((article, s) for s in each["gold"]),
                    tuple((article, s) for s in each.get("near") or ()),
                    (each["answer"],) if each.get("answer") else (),
                )
                for article, row in enumerate(rows)
                for each in row["questions"]
            )  # fmt: skip
            documents = tuple(map(_document, rows))
            yield Story(f"{path.stem}-{number}", "newsroom", documents, asked, complete=False)


def _chained(rows: list[Any]) -> Iterator[list[Any]]:
    """Split a file where an article shares no rare name with the one before: its neighbours are of one story."""
    names = [{word for each in row["sentences"] for word in each.split()[1:] if word[:1].isupper()} for row in rows]
    often: defaultdict[str, int] = defaultdict(int)
    for each in names:
        for name in each:
            often[name] += 1
    story: list[Any] = []
    for number, row in enumerate(rows):
        if story and sum(often[name] <= 6 for name in names[number] & names[number - 1]) < 2:
            yield story
            story = []
        story.append(row)
    if story:
        yield story


def _public(path: Path, source: str) -> Iterator[Story]:
    for number, row in enumerate(_lines(path)):
        asked = tuple(
            Asked(
                each["question"], source,
                frozenset((0, s) for s in each["gold"]),
                tuple((0, s) for s in each.get("near") or () if isinstance(s, int)),
                tuple(each.get("answers") or ()),
            )
            for each in row["questions"]
        )  # fmt: skip
        yield Story(f"{source}-{number}", source, (_document(row),), asked)
