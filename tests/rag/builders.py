"""Made-up passages, candidates and evidence for the pure functions, and libraries of a few articles to ask."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from index.ingestion.sync import index_paths
from index.language.analysis import terms
from index.library.library import Library
from index.records import ArticleCard, Span, StoredPassage, StoredSentence
from rag.engine import Pressmark, open_library
from rag.questions.analysis import Question, analyse_question
from rag.retrieval.hybrid import Candidate, Search
from rag.retrieval.ranking import Evidence
from rag.retrieval.scoring import coverage
from rag.settings import Settings

ARTICLES: Mapping[str, str] = {
    # CRLF, and a no-break space inside the date.
    "bridge.txt": "---\r\ntitle: The harbour bridge of Selmar\r\npublisher: Harbour Post\r\ndate: 2017-03-12\r\n"
    "---\r\n\r\nThe harbour bridge of Selmar was opened on 12\u00a0May 1931 by the mayor, Otto Lind. It cost "
    "4.2 million crowns and is 612 metres long.\r\n\r\nIn 1987 a ferry struck the third pillar. Nobody was hurt, but "
    "the bridge stayed closed for eleven weeks.\r\n",
    # A quotation and a sentence over two lines; a publisher with letters that SQLite's lower() doesn't know.
    "bees.txt": "---\ntitle: Bees on the roof\npublisher: Öncü Haber\ndate: 2019-09-01\n---\n\n"
    "The opera house keeps six beehives on its roof. They gave 80 kilograms of honey\nin the summer of 2019. "
    "The beekeeper is Tomas Reiter.\n",
    # Turkish letters, whose case folding changes lengths.
    "news/fener.txt": "---\ntitle: Işıklı köyünün feneri\nlanguage: tr\ndate: 2021-05-30\n---\n\n"
    "Işıklı köyündeki deniz feneri 1884 yılında Şükrü Çağlayan tarafından yapıldı. "
    "İnce uzun kulesi yirmi mil öteden görülür.\n",
    # Characters outside the basic plane: two code units in UTF-16, one code point here. No date.
    "festival.txt": "The 🦊 festival\n\n🎉🎉 The fox festival 🦊 in Dalby draws 5,000 visitors every August. "
    "Its founder, 𝓜ira Sand, sells “fox bread” 🥖 at the gate.\n",
}


def card(file: str = "a.txt", title: str | None = None, language: str | None = "en") -> ArticleCard:
    return ArticleCard(
        id=1, file=file, sha256="00", title=title, author=None, publisher=None, published=None, language=language,
        url=None, characters=0, passages=1,
    )  # fmt: skip


def passage(
    *sentences: str,
    file: str = "a.txt",
    title: str | None = None,
    start: int = 0,
    headings: Sequence[int] = (),
    number: int = 1,
    joint: str = " ",
) -> StoredPassage:
    """Make a passage of sentences with `joint` between them, which begins at `start` of its article's text."""
    stored, place, line = [], start, 1
    for position, sentence in enumerate(sentences):
        lines = (line, line + sentence.count("\n"))
        span = Span(place, place + len(sentence))
        stored.append(StoredSentence(span, lines, position in headings, sentence, position == 0))
        place, line = span.end + len(joint), lines[1] + joint.count("\n")
    return StoredPassage(
        id=number, article=card(file, title), span=Span(start, stored[-1].span.end), text=joint.join(sentences),
        heading=None, tokens=10, sentences=tuple(stored), vectors=np.zeros((len(sentences), 2), dtype=np.float32),
    )  # fmt: skip


def article_of(*passages: StoredPassage) -> str:
    """Return a text in which each passage stands where it says; dots elsewhere."""
    text = ["."] * max(each.span.end for each in passages)
    for each in passages:
        text[each.span.start : each.span.end] = each.text
    return "".join(text)


def candidate(
    of: StoredPassage,
    similarities: Sequence[float] | None = None,
    coverages: Sequence[float] | None = None,
    score: float = 0.8,
    covered: float = 0.0,
    before: Sequence[float] | None = None,
) -> Candidate:
    every = [0.0] * len(of.sentences)
    return Candidate(
        passage=of, score=score, best=score, mean=score, lexical=0.0, coverage=covered,
        similarities=np.array(similarities if similarities is not None else every, dtype=np.float32),
        coverages=tuple(coverages if coverages is not None else every),
        before=tuple(before if before is not None else every),
        terms=terms(f"{of.article.title or ''} {of.text}", of.article.language),
    )  # fmt: skip


def evidence(of: StoredPassage, position: int, score: float = 1.0, kind: bool | None = None) -> Evidence:
    return Evidence(candidate(of), position, score, kind)


def asked(question: str, language: str | None = "en") -> Question:
    """Take a question apart, over English articles."""
    return analyse_question(question, language, ["en"])


def search(
    question: str, *candidates: Candidate, foreign: bool = False, unknown: frozenset[str] = frozenset()
) -> Search:
    taken_apart = asked(question)
    return Search(taken_apart, {word.word: 1.0 for word in taken_apart.words}, unknown, foreign, candidates)


def covered_by(question: str, text: str) -> float:
    """Return the coverage of a question by a text, all words being equally rare."""
    words = analyse_question(question, None, [None]).words
    return coverage(words, {word.word: 1.0 for word in words}, Counter(text.lower().split()))


def opened_over(folder: Path, texts: Mapping[str, str], embedder: BaseEmbedding | None = None) -> Pressmark:
    """Index texts by file name in an empty folder and open their library; by default with the embedder users have."""
    for file, text in texts.items():
        path = folder / "articles" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    settings = Settings(library=folder / "library")
    library = Library(settings, create=True, embedder=embedder)
    index_paths(library, [folder / "articles"], settings)
    library.close()
    return open_library(settings=settings, embedder=embedder)
