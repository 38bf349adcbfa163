"""What retrieval finds for the questions of the dev sets, written down once for the early looks at a model."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from eval.experiments.reader.data.sources import HELD_OUT
from index.ingestion.sync import index_paths
from index.library.library import Library
from rag.engine import Pressmark, open_library
from rag.questions.followups.standalone import standalone_question
from rag.records import Filters, Turn
from rag.settings import Settings

SETS: Final = {
    "newsroom-dev": ("articles", "questions.jsonl", 1),
    "stories-dev": ("articles", "questions.jsonl", 1),
    "ramdocs-dev": ("articles", "questions.jsonl", 1),
    "xquad-dev": ("articles", "questions.jsonl", 5),
    "xquad-dev-gap": ("articles_gap", "questions_gap.jsonl", 4),
    "xquad-dev-tr": ("articles", "questions.tr.jsonl", 8),
    "xquad-dev-ru": ("articles", "questions.ru.jsonl", 8),
}
"""Folder of articles, file of questions, and that every so many-th question is taken."""
PASSAGES: Final = 12


def found(pressmark: Pressmark, rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each question with the passages found for it: their sentences, places and the engine's scores."""
    for row in rows:
        history = [Turn(turn["role"], turn["content"]) for turn in row["history"]]
        text = standalone_question(row["question"].strip(), history)
        pipeline = pressmark.pipeline
        search = pipeline.retriever.search(pipeline.understand(text), Filters(), PASSAGES)
        ranked = {(each.candidate.passage.id, each.position): each.score for each in pipeline.rank(search)}
        passages = [
            {
                "file": card.file, "title": card.title or "", "date": card.published or "",
                "sentences": [
                    [each.span.start, each.span.end, each.text, round(ranked[candidate.passage.id, number], 4)]
                    for number, each in enumerate(candidate.passage.sentences)
                ],
            }
            for candidate in search.candidates
            for card in [candidate.passage.article]
        ]  # fmt: skip
        answer = pressmark.ask(row["question"], history)
        yield {
            "id": row["id"], "question": text, "type": row.get("kind") or row["type"], "answerable": row["answerable"],
            "answers": row.get("answers", []), "gold": _gold(row), "confidence": answer.confidence,
            "passages": passages,
        }  # fmt: skip


def _gold(row: Mapping[str, Any]) -> list[list[Any]]:
    spans = row.get("spans") or []
    if not spans and row.get("start") is not None:
        spans = [{"file": row["file"], "start": row["start"], "end": row["end"]}]
    return [[each["file"], each["start"], each["end"]] for each in spans]


def _held_out(data: Path, folder: Path) -> list[dict[str, Any]]:
    """Write the articles of the stories that are held out, and return their questions."""
    rows: list[dict[str, Any]] = []
    for path in sorted((data / "reader" / "stories-train").glob("*.jsonl")):
        for story in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if story["story"] not in HELD_OUT:
                continue
            texts = {each["id"]: _written(each, folder) for each in story["articles"]}
            sentences = {each["id"]: each["sentences"] for each in story["articles"]}
            for number, each in enumerate(story["questions"]):
                spans = []
                for article, s in each["gold"]:
                    start = texts[article].index(sentences[article][s])
                    spans.append({"file": f"{article}.txt", "start": start, "end": start + len(sentences[article][s])})
                rows.append({
                    "id": f"{story['story']}-{number}", "question": each["q"], "history": [], "type": each["kind"],
                    "answerable": bool(each["gold"]), "spans": spans,
                    "answers": [value["value"] for value in each.get("values") or []],
                })  # fmt: skip
    return rows


def _written(article: Mapping[str, Any], folder: Path) -> str:
    paragraphs = [" ".join(article["sentences"][at : at + 3]) for at in range(0, len(article["sentences"]), 3)]
    text = "\n\n".join([article["title"], f"{article['outlet']}, {article['date']}", *paragraphs]) + "\n"
    (folder / f"{article['id']}.txt").write_text(text, encoding="utf-8")
    return text


def main() -> None:
    """Read the command line, and write a file of what was found for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the dev sets")
    parser.add_argument("--folder", type=Path, required=True, help="where the files go")
    parser.add_argument("--sets", nargs="*", default=[*SETS, "held-out"])
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for name in given.sets:
        with TemporaryDirectory() as place:
            articles = Path(place) / "articles"
            articles.mkdir()
            if name == "held-out":
                rows = _held_out(given.data, articles)
            else:
                inner, file, every = SETS[name]
                home = given.data / name.removesuffix("-gap").removesuffix("-tr").removesuffix("-ru")
                articles = home / inner
                lines = (home / file).read_text(encoding="utf-8").splitlines()
                rows = list(map(json.loads, lines))[::every]
            settings = Settings(library=Path(place) / "library")
            library = Library(settings, create=True)
            index_paths(library, [articles], settings, None)
            library.close()
            with open_library(settings=settings) as pressmark, (given.folder / f"{name}.jsonl").open("w") as out:
                for row in found(pressmark, rows):
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
