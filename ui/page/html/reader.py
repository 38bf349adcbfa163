"""An article as HTML: its whole text, character for character, with what is quoted marked and furniture dimmed."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from index.records import ArticleView, Found, Span
from ui.page.html.markup import esc
from ui.page.texts import ENGLISH, Texts


@dataclass(frozen=True, slots=True)
class Marked:
    """A range of the article to be marked: a quote, or a passage near a question."""

    span: Span
    marker: int | None = None
    """Of a quote; a passage has none."""
    line: int | None = None
    bold: tuple[Span, ...] = ()
    """The words in it that answer."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a place in a file."""

    png: bytes
    page: int


def empty_html(texts: Texts) -> str:
    """Return what stands there before an article is opened."""
    lede, choose = esc(texts("reader-empty")), esc(texts("reader-choose"))
    return f'<div class="reader-empty"><p class="reader-lede">{lede}</p><p>{choose}</p></div>'


def gone_html(texts: Texts) -> str:
    """Return what stands there for an article that was removed."""
    return f'<div class="reader-empty"><p class="reader-lede">{esc(texts("article-gone"))}</p></div>'


def article_html(
    view: ArticleView,
    marks: Sequence[Marked],
    current: Marked | None,
    warning: str = "",
    texts: Texts = ENGLISH,
    picture: Picture | None = None,
) -> str:
    """Return an article for reading.

    The text of each `<mark>` is exactly the words of its range, and the text of `.text` exactly that of the file.

    Args:
        view: the article.
        marks: what is marked; ranges outside of the text are left out.
        current: the one of them that is in view.
        warning: what a reader should know first, such as that the article changed since.
        texts: the words of the page.
        picture: of the place of `current`, where it was recognised in one.
    """
    inside = [each for each in marks if 0 <= each.span.start < each.span.end <= len(view.text)]
    card, title = view.card, view.metadata.title
    proof = f' title="{esc(how_known(view, title, texts))}"' if title else ""
    return (
        f'<div class="open-article" data-file="{esc(card.file)}">'
        f'<header class="article-head"><h2 class="article-title" id="reader-title" tabindex="-1" dir="auto"{proof}>'
        f"{esc(card.title or card.file)}</h2>{_known(view, texts)}{_correction(view, texts)}</header>"
        + (f'<p class="note" role="status">{esc(warning)}</p>' if warning else "")
        + _picture(picture, texts)
        + f'<div class="text" dir="auto" lang="{esc(card.language or "")}">'
        f"{text_html(view, inside, current)}</div></div>"
    )


def _picture(picture: Picture | None, texts: Texts) -> str:
    if picture is None:
        return ""
    told, data = esc(texts("place-on-page", number=picture.page)), b64encode(picture.png).decode("ascii")
    shown = f'<img src="data:image/png;base64,{data}" alt="{told}">'
    return f'<figure class="place">{shown}<figcaption>{told}</figcaption></figure>'


def text_html(view: ArticleView, marks: Sequence[Marked], current: Marked | None) -> str:
    """Return the raw text in pieces: a `<mark>` for each stretch that the same marks cover, spans inside it."""
    furniture = [Span(*pair) for pair in _gaps(view.content, len(view.text))]
    bold = [span for each in marks for span in each.bold]
    spans = [each.span for each in marks] + furniture + bold
    cuts = sorted({0, len(view.text), *(edge for span in spans for edge in (span.start, span.end))})
    pieces = [Span(start, end) for start, end in pairwise(cuts)]
    made = []
    for covering, stretch in groupby(pieces, key=lambda piece: tuple(_covering(marks, piece))):
        inner = "".join(_piece(view.text, piece, furniture, bold) for piece in stretch)
        made.append(_mark(covering, inner, current) if covering else inner)
    return "".join(made)


def _mark(covering: Sequence[Marked], inner: str, current: Marked | None) -> str:
    shown = next((each for each in covering if each == current), covering[0])
    name = "quote" if shown.marker is not None else "passage"
    now = " current" if shown == current else ""
    line = f' data-line="{shown.line}"' if shown.line else ""
    return (
        f'<mark class="{name}{now}" tabindex="-1" data-marker="{"" if shown.marker is None else shown.marker}"{line}>'
        f"{inner}</mark>"
    )


def _piece(text: str, piece: Span, furniture: Iterable[Span], bold: Iterable[Span]) -> str:
    words = esc(piece.of(text))
    if any(span.start <= piece.start < span.end for span in bold):
        return f"<b>{words}</b>"
    if any(span.start <= piece.start < span.end for span in furniture):
        return f'<span class="furniture">{words}</span>'
    return words


def _covering(marks: Iterable[Marked], piece: Span) -> list[Marked]:
    return [each for each in marks if each.span.start <= piece.start < each.span.end]


def _gaps(content: Sequence[Span], length: int) -> list[tuple[int, int]]:
    edges = [0, *(edge for span in content for edge in (span.start, span.end)), length]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _known(view: ArticleView, texts: Texts) -> str:
    """Return what is known of the article; each value says on hover how it is known and where it stands."""
    metadata = view.metadata
    rows = [
        ("by", _value(view, metadata.author, texts)),
        ("agency", _value(view, metadata.agency, texts)),
        ("published-by", _value(view, metadata.publisher, texts)),
        ("date", _date(view, metadata.published, texts)),
        ("changed-on", _value(view, metadata.updated, texts, is_date=True)),
        ("file", f'<code dir="ltr">{esc(view.card.file)}</code>'),
    ]
    told = "".join(f"<div><dt>{esc(texts(name))}</dt><dd>{value}</dd></div>" for name, value in rows if value)
    return f'<dl class="known">{told}</dl>'


CORRECTED: Final = {
    "title": "title",
    "author": "by",
    "agency": "agency",
    "publisher": "published-by",
    "published": "date",
    "updated": "changed-on",
}
"""The fields that can be corrected in the page, each with the name of its label."""


def _correction(view: ArticleView, texts: Texts) -> str:
    """Return the fields by which an editor corrects what is known of an article; a reader doesn't see them."""
    fields = []
    for name, label in CORRECTED.items():
        found: Found | None = getattr(view.metadata, name)
        shown = esc(found.value if found else "")
        hint = ' placeholder="2019-05-01"' if name in {"published", "updated"} else ""
        fields.append(f'<label>{esc(texts(label))} <input name="{name}" value="{shown}"{hint}></label>')
    button = f'<button type="button" data-do="correct">{esc(texts("save"))}</button>'
    return f'<details class="correction"><summary>{esc(texts("correct"))}</summary>{"".join(fields)}{button}</details>'


def _value(view: ArticleView, found: Found | None, texts: Texts, *, is_date: bool = False) -> str:
    if found is None:
        return ""
    shown = texts.date(found.value) if is_date else found.value
    return f'<span title="{esc(how_known(view, found, texts))}">{esc(shown)}</span>'


def how_known(view: ArticleView, found: Found, texts: Texts) -> str:
    """Return how a value is known, with the words that give it: `from its byline: By ANN ALDER`."""
    how = texts(f"how-{found.how.replace(' ', '-')}")
    words = " ".join(found.span.of(view.text).split())[:_LONGEST_PROOF] if found.span else ""
    return f"{how}: {words}" if words else how


_LONGEST_PROOF: Final = 120


def _date(view: ArticleView, found: Found | None, texts: Texts) -> str:
    if found is None:
        return f"{esc(texts('no-date'))} <small>{esc(texts('no-date-why'))}</small>"
    how = texts(f"how-{found.how.replace(' ', '-')}")
    return f"{_value(view, found, texts, is_date=True)} <small>{esc(how)}</small>"
