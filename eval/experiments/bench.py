"""Measures Pressmark beside the plain LlamaIndex recipe, on the same articles and questions, in one run.

    python -m eval.experiments.bench [--articles DIR --questions FILE] [--limit N]

The plain recipe is what its guide shows: `SentenceSplitter(512)`, the same embedder, Chroma, the five nearest chunks.
Without arguments it runs over the sample articles. Times are of this machine and this minute: read the ratios.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from statistics import median

import chromadb
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import Document
from llama_index.vector_stores.chroma import ChromaVectorStore
from rich.console import Console
from rich.table import Table

from index.ingestion.article import cut_article
from index.ingestion.preparation import embedded_texts
from index.ingestion.sync import index_paths
from index.language.analysis import words
from index.library.library import Library
from index.readers.files import list_articles, read_file
from index.vectors.embedding import embed_query, embed_texts
from rag.engine import Pressmark
from rag.settings import Settings

SHORT = 50
"""Words within which a reader should have the answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the place of its answer."""

    text: str
    file: str
    answer: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one way of answering: shares of the questions, words, and milliseconds."""

    first: float
    five: float
    cited: float
    short: float
    words: float
    milliseconds: float


Asked = tuple[list[tuple[str, str]], str, str]
"""Retrieved (file, words), best first; the words quoted; the answer's text."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m eval.experiments.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, default=Path(str(files("eval") / "articles")))
    parser.add_argument("--questions", type=Path, default=Path(str(files("eval") / "sets" / "seeds.jsonl")))
    parser.add_argument("--limit", type=int, default=None, help="ask only the first N questions")
    chosen = parser.parse_args(arguments)
    articles = {name: path for name, path in list_articles([chosen.articles]).articles}
    questions = load_questions(chosen.questions, articles)[: chosen.limit]
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(library=Path(folder) / "library")
        library = Library(settings, create=True)
        embed_texts(library.embedder, ["warm up"])
        console.print(_indexing(library, settings, chosen.articles, articles))
        plain = plain_recipe(library.embedder, articles)
        console.print(_answering(library, settings, plain, questions))
        library.close()


def load_questions(path: Path, articles: dict[str, Path]) -> list[Question]:
    """Read the answerable questions of a set whose answers have a place in these articles, without a history.

    Two forms are read: `file` with `answers` (question sets with gold spans), and `sources` with `words` (our own).
    """
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if not case["answerable"] or case["history"]:
            continue
        place = _place(case, articles)
        if place:
            found.append(Question(case["question"], *place))
    return found


def _place(case: dict[str, object], articles: dict[str, Path]) -> tuple[str, str] | None:
    file, answers, sources = case.get("file"), case.get("answers"), case.get("sources")
    if isinstance(file, str) and isinstance(answers, list):
        return file, answers[0]
    for source in sources if isinstance(sources, list) else []:
        for name, path in articles.items():
            text = read_file(path).text
            gold = next((gold for gold in source["words"].values() if gold in text), None)
            if name.startswith(source["article"]) and gold:
                return name, gold
    return None


def plain_recipe(embedder: BaseEmbedding, articles: dict[str, Path]) -> Callable[[str], Asked]:
    """Index the articles as LlamaIndex's guide shows, and return how it answers: its five nearest chunks."""
    collection = chromadb.EphemeralClient().create_collection("plain", embedding_function=None)
    store = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    documents = [Document(text=read_file(path).text, metadata={"file": name}) for name, path in articles.items()]
    splitter = SentenceSplitter(chunk_size=512)
    index = VectorStoreIndex.from_documents(
        documents, storage_context=store, embed_model=embedder, transformations=[splitter]
    )
    retriever = index.as_retriever(similarity_top_k=5)

    def ask(question: str) -> Asked:
        nodes = retriever.retrieve(question)
        found = [(str(node.metadata["file"]), node.text) for node in nodes]
        every = " ".join(text for _, text in found)
        return found, every, every

    return ask


def _ours(pressmark: Pressmark) -> Callable[[str], Asked]:
    def ask(question: str) -> Asked:
        answer = pressmark.ask(question)
        found = [(each.file, pressmark.article_text(each.file)[each.start : each.end]) for each in answer.retrieved[:5]]
        return found, " ".join(citation.quote for citation in answer.citations), answer.answer

    return ask


def measure(ask: Callable[[str], Asked], questions: Sequence[Question], clock: Callable[[str], float]) -> Figures:
    """Ask every question and compare with the place of its answer."""
    rows = []
    for question in questions:
        found, quoted, answer = ask(question.text)
        gold = " ".join(words(question.answer))
        hits = [file == question.file and gold in " ".join(words(text)) for file, text in found]
        start = " ".join(words(" ".join(answer.split()[:SHORT])))
        rows.append(
            (hits[:1] == [True], any(hits), gold in " ".join(words(quoted)), gold in start, len(quoted.split()))
        )
    first, five, cited, short = (sum(bool(row[column]) for row in rows) / len(rows) for column in range(4))
    return Figures(
        first=first,
        five=five,
        cited=cited,
        short=short,
        words=median(row[4] for row in rows),
        milliseconds=median(clock(question.text) for question in questions),
    )


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return the time that passed and the processor time, which other programs on the machine disturb less."""
    started, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - busy


def _answering(
    library: Library, settings: Settings, plain: Callable[[str], Asked], questions: Sequence[Question]
) -> Table:
    pressmark = Pressmark(library, settings)
    ours = measure(_ours(pressmark), questions, lambda text: _milliseconds(lambda: pressmark.ask(text)))
    theirs = measure(plain, questions, lambda text: _milliseconds(lambda: plain(text)))
    embedding = median(_milliseconds(partial(embed_query, library.embedder, each.text)) for each in questions)
    table = Table("", "Pressmark", "plain recipe", "ratio", title=f"Answering {len(questions)} questions")
    rows = (
        ("right passage first", ours.first, theirs.first),
        ("right passage in five", ours.five, theirs.five),
        ("answer in what is quoted", ours.cited, theirs.cited),
        (f"answer within {SHORT} words", ours.short, theirs.short),
        ("words quoted, median", ours.words, theirs.words),
        ("milliseconds, median", ours.milliseconds, theirs.milliseconds),
    )
    for name, mine, other in rows:
        table.add_row(name, f"{mine:.3g}", f"{other:.3g}", f"{mine / other:.2f}" if other else "-")
    table.add_row("of them embedding the question", f"{embedding:.3g}", f"{embedding:.3g}", "1.00")
    return table


def _indexing(library: Library, settings: Settings, folder: Path, articles: dict[str, Path]) -> Table:
    texts = [
        text
        for name, path in articles.items()
        for text in embedded_texts(cut_article(name, read_file(path), settings.passage_tokens))
    ]
    bare = _seconds(lambda: embed_texts(library.embedder, texts))
    whole = _seconds(lambda: index_paths(library, [folder], settings))
    again = _seconds(lambda: index_paths(library, [folder], settings))
    title = f"Indexing {len(articles)} articles, {len(texts)} sentences"
    table = Table("", "seconds", "ratio", "processor seconds", "ratio", title=title)
    named = (("bare embedder, the same texts", bare), ("pressmark index", whole), ("pressmark index again", again))
    for name, (passed, busy) in named:
        table.add_row(name, f"{passed:.2f}", f"{passed / bare[0]:.3f}", f"{busy:.2f}", f"{busy / bare[1]:.3f}")
    return table


if __name__ == "__main__":
    main()
