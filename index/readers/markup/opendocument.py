"""An OpenDocument text as HTML: what a reader sees of it, with its changes accepted and its notes at the end.

Deleted words of tracked changes, comments, hidden or struck words, tables of contents and marks of notes are left out;
signs that are raised or lowered keep their elements, so that `scripts` can tell powers from marks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from lxml import etree

from index.readers.markup.numbering import names_part, written_number

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_OPACITY: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}opacity"
_BODY: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"

_SKIPPED: Final = frozenset(
    (
        *("tracked-changes", "annotation", "annotation-end", "note-ref", "bibliography-mark", "ruby-text"),
        *("table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index"),
        *("forms", "sequence-decls", "variable-decls", "user-field-decls", "script", "soft-page-break"),
        *("title", "desc", "image", "object", "object-ole", "plugin", "applet", "covered-table-cell"),
    )
)
_SHAPES: Final = frozenset(
    (
        *("frame", "g", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "regular-polygon"),
        *("path", "caption", "connector"),
    )
)
_GROUPS: Final = frozenset({"table-rows", "table-row-group", "table-header-rows"})
_HEADING: Final = re.compile(r"Heading_20_([1-6])$|(Title)$")
_QUOTATION: Final = re.compile(r"Quotations?$|Quote$")
_PALE: Final = re.compile(r"#?(?:[ef][0-9a-f]){3}", re.IGNORECASE)
_LENGTH: Final = re.compile(r"(\d*\.?\d+)(?:pt|px)")
_SMALLEST: Final = 2.0
"""Points under which nobody reads a word."""
_DEEPEST: Final = 10
"""Styles that one is based on."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How words look; nothing where no style has said it so far."""

    hidden: bool | None = None
    struck: bool | None = None
    capitals: bool | None = None
    pale: bool | None = None
    coloured: bool | None = None
    """Whether they stand on another colour than the paper's."""
    raised: str | None = None
    """`sup`, `sub`, or nothing at all: `""`."""


class _Styles:
    """The styles of a document, each with those that it is based on."""

    def __init__(self, sheets: Iterable[etree._Element]) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._known: dict[tuple[str, str], _Look] = {}
        self.paper = _Look(coloured=False)
        self.numbers: dict[str, dict[int, etree._Element]] = {}
        """How the levels of each style of lists are numbered, counted from 1; headings have the style `""`."""
        for sheet in sheets:
            for lists in sheet.iter(f"{_TEXT}list-style", f"{_TEXT}outline-style"):
                name = lists.get(f"{_STYLE}name", "") if lists.tag == f"{_TEXT}list-style" else ""
                levels = {_level(each.get(f"{_TEXT}level", "1")): each for each in lists}
                self.numbers.setdefault(name, levels)
            for style in sheet.iter(f"{_STYLE}style"):
                key = (style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", ""))
                self._styles.setdefault(key, style)
            for page in sheet.iter(f"{_STYLE}page-layout-properties"):
                self.paper = _over(self.paper, _own_look(page))

    def look(self, family: str, name: str | None) -> _Look:
        """Return what a style says, an empty look for one that isn't there."""
        key = (family, name or "")
        if key not in self._known:
            look = _Look()
            for _, style in reversed(list(self._chain(family, name))):
                for properties in style if style is not None else ():
                    look = _over(look, _own_look(properties))
            self._known[key] = look
        return self._known[key]

    def level(self, name: str | None) -> int | None:
        """Return the level of the heading that a style of paragraphs makes."""
        for named, style in self._chain("paragraph", name):
            match = _HEADING.match(named)
            stated = style.get(f"{_STYLE}default-outline-level") if style is not None else None
            if written := stated or (match and (match[1] or "1")):
                return _level(written)
        return None

    def quotes(self, name: str | None) -> bool:
        """Return True if a style of paragraphs is one of quotations."""
        return any(_QUOTATION.match(named) for named, _ in self._chain("paragraph", name))

    def _chain(self, family: str, name: str | None) -> Iterator[tuple[str, etree._Element | None]]:
        """Yield a style and those that it is based on, by name; one that the file doesn't hold is the last."""
        for _ in range(_DEEPEST):
            if not name:
                return
            style = self._styles.get((family, name))
            yield name, style
            name = style.get(f"{_STYLE}parent-style-name") if style is not None else None


def _own_look(properties: etree._Element) -> _Look:
    """Return what the properties of a style say of how words look."""
    colour = properties.get(f"{_FO}color")
    behind = properties.get(f"{_FO}background-color")
    if behind is None and properties.get(f"{_DRAW}fill", "solid") != "none":
        behind = properties.get(f"{_DRAW}fill-color")
    size = _LENGTH.fullmatch(properties.get(f"{_FO}font-size", ""))
    unseen = (size is not None and float(size[1]) < _SMALLEST) or properties.get(_OPACITY) == "0%"
    lines = [properties.get(f"{_STYLE}text-line-through-{name}") for name in ("style", "type")]
    display = properties.get(f"{_TEXT}display")
    transform = properties.get(f"{_FO}text-transform")
    return _Look(
        hidden=True if unseen else None if display is None else display == "none",
        struck=None if lines == [None, None] else "none" not in lines,
        capitals=None if transform is None else transform == "uppercase",
        pale=None if colour is None else _PALE.fullmatch(colour) is not None,
        coloured=None if behind in {None, "transparent"} else _PALE.fullmatch(behind or "") is None,
        raised=_raised(properties.get(f"{_STYLE}text-position")),
    )


def _raised(position: str | None) -> str | None:
    if not position or not position.split():
        return None
    first = position.split()[0]
    if first in {"super", "sub"}:
        return "sup" if first == "super" else "sub"
    return "sub" if first.startswith("-") else "" if first.startswith("0") else "sup"


def _over(under: _Look, look: _Look) -> _Look:
    """Return a look where what is said nearer to the words outweighs what is said farther off."""
    fields = ("hidden", "struck", "capitals", "pale", "coloured", "raised")
    return replace(under, **{name: value for name in fields if (value := getattr(look, name)) is not None})


def _whole(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 7 else 1


def _level(written: str) -> int:
    return min(max(int(written), 1), 6) if written.isdigit() and len(written) < 4 else 1


def to_html(content: etree._Element, sheet: etree._Element | None) -> str:
    """Return the HTML of a document.

    Args:
        content: the root of its `content.xml`, without comments.
        sheet: the root of its `styles.xml`, where it has one.
    """
    styles = _Styles(each for each in (content, sheet) if each is not None)
    writer = _Writer(styles)
    body = "".join(writer.blocks(text, styles.paper) for text in content.iter(_BODY))
    return body + "".join(f"<p>{note}</p>" for note in writer.notes)


class _Writer:
    """Writes HTML; what stands outside the running text is gathered until its place comes."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._boxes: list[str] = []
        self._counts: dict[str, dict[int, int]] = {}
        self._list = ("", 0)  # the style of the list around, and its level
        self._label = ""  # what numbers the next paragraph
        self.notes: list[str] = []
        """The words of foot- and endnotes, in the order of their marks."""

    def blocks(self, parent: etree._Element, look: _Look) -> str:
        """Return the paragraphs, lists and tables of an element."""
        return "".join(self._block(child, _name(child), look) for child in parent)

    def _block(self, element: etree._Element, name: str, look: _Look) -> str:
        if name in _SKIPPED:
            return ""
        if name in {"p", "h"}:
            return self._paragraph(element, name, look)
        if name == "list":
            return self._items(element, look)
        if name == "table":
            return self._table(element, _over(look, self._look("table", element, _TABLE)))
        if name in _SHAPES:
            self._box(element, look)
            return self._let_out()
        return "" if name == "section" and _is_hidden(element) else self.blocks(element, look)

    def _items(self, element: etree._Element, look: _Look) -> str:
        around = self._list
        name = element.get(f"{_TEXT}style-name") or around[0]
        self._list = name, around[1] + 1
        going_on = {element.get(f"{_TEXT}continue-numbering"), element.get(f"{_TEXT}continue-list")} - {None, "false"}
        counts = self._counts.setdefault(name, {})
        for level in [each for each in counts if not going_on and each > around[1]]:
            del counts[level]
        items = (each for each in element if _name(each) in {"list-item", "list-header"})
        made = "".join(self._item(each, look) for each in items)
        self._list = around
        return f"<ul>{made}</ul>"

    def _item(self, item: etree._Element, look: _Look) -> str:
        label = ""
        if _name(item) == "list-item" and len(item) and _name(item[0]) != "list":
            label = self._number(*self._list, item.get(f"{_TEXT}start-value"))
        if names_part(label):
            self._label = label
            return self.blocks(item, look)
        words = self.blocks(item, look)
        marked = f' data-list-label="{escape(label)}"' if label else ""
        return f"<li{marked}>{words}</li>" if _name(item) == "list-item" else words

    def _number(self, name: str, level: int, start: str | None = None) -> str:
        """Count an item or a heading, and return what numbers it; nothing where a bullet or nothing does."""
        levels, counts = self._styles.numbers.get(name, {}), self._counts.setdefault(name, {})
        look = levels.get(level)
        if look is None:
            return ""
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        first = (
            _whole(start) if start is not None else counts.get(level, _whole(look.get(f"{_TEXT}start-value")) - 1) + 1
        )
        counts[level] = first
        if not look.get(f"{_STYLE}num-format"):
            return ""
        numbers = []
        for each in range(max(1, level + 1 - _whole(look.get(f"{_TEXT}display-levels"))), level + 1):
            form = levels[each].get(f"{_STYLE}num-format") if each in levels else None
            if form:
                numbers.append(written_number(counts.get(each, 1), form))
        outer = (look.get(f"{_STYLE}num-prefix", ""), look.get(f"{_STYLE}num-suffix", ""))
        return f"{outer[0]}{'.'.join(numbers)}{outer[1]}".strip()

    def _paragraph(self, paragraph: etree._Element, name: str, look: _Look) -> str:
        style = paragraph.get(f"{_TEXT}style-name")
        if any(each.get(f"{_TEXT}is-hidden") == "true" for each in paragraph.iter(f"{_TEXT}hidden-paragraph")):
            return ""
        words = self._inline(paragraph, _over(look, self._styles.look("paragraph", style)))
        words = words.replace("</sup><sup>", "").replace("</sub><sub>", "")
        level = _level(paragraph.get(f"{_TEXT}outline-level", "1")) if name == "h" else self._styles.level(style)
        label, self._label = self._label, ""
        if name == "h" and level and paragraph.get(f"{_TEXT}is-list-header") != "true" and not self._list[1]:
            label = self._number("", level)
        words = f"{escape(label, quote=False)} {words}" if label else words
        tag = f"h{level}" if level else "p"
        made = f"<{tag}>{words}</{tag}>{self._let_out()}"
        return f"<blockquote>{made}</blockquote>" if self._styles.quotes(style) else made

    def _let_out(self) -> str:
        """Return the text boxes that were met in a paragraph: they stand behind it."""
        boxes, self._boxes = self._boxes, []
        return "".join(boxes)

    def _inline(self, parent: etree._Element, look: _Look) -> str:
        """Return the running text of an element."""
        pieces = [_words(parent.text, look)]
        for child in parent:
            pieces.append(self._piece(child, _name(child), look))
            pieces.append(_words(child.tail, look))
        return "".join(pieces)

    def _piece(self, element: etree._Element, name: str, look: _Look) -> str:
        if name in {"s", "tab"}:
            return " "
        if name == "line-break":
            return "<br>"
        if name in _SKIPPED or (name == "hidden-text" and element.get(f"{_TEXT}is-hidden") != "false"):
            return ""
        if name == "note":
            self._note(element)
            return ""
        if name in _SHAPES:
            self._box(element, look)
            return ""
        return self._inline(element, _over(look, self._look("text", element)))

    def _note(self, note: etree._Element) -> None:
        place = len(self.notes)
        self.notes.append("")  # a note within it comes after it
        bodies = [each for each in note if _name(each) == "note-body"]
        paper = self._styles.paper
        words = [self._inline(each, paper) for body in bodies for each in body.iter(f"{_TEXT}p", f"{_TEXT}h")]
        self.notes[place] = "<br>".join(words)

    def _box(self, shape: etree._Element, look: _Look) -> None:
        inner = _over(look, self._look("graphic", shape, _DRAW))
        place = len(self._boxes)
        words = self.blocks(shape, inner)
        self._boxes.insert(place, f"<div>{words}</div>")

    def _table(self, table: etree._Element, look: _Look) -> str:
        return f"<table>{''.join(self._row(row, look) for row in _rows(table))}</table>"

    def _row(self, row: etree._Element, look: _Look) -> str:
        head = row.getparent()
        tag = "th" if head is not None and _name(head) == "table-header-rows" else "td"
        cells = (each for each in row if _name(each) == "table-cell")
        return f"<tr>{''.join(self._cell(each, tag, look) for each in cells)}</tr>"

    def _cell(self, cell: etree._Element, tag: str, look: _Look) -> str:
        inner = _over(look, self._look("table-cell", cell, _TABLE))
        wide = cell.get(f"{_TABLE}number-columns-repeated") or cell.get(f"{_TABLE}number-columns-spanned") or "1"
        high = cell.get(f"{_TABLE}number-rows-spanned") or "1"
        return (
            f'<{tag} colspan="{escape(wide)}" rowspan="{escape(high)}">'
            f"{self.blocks(cell, replace(inner, raised=None))}</{tag}>"
        )

    def _look(self, family: str, element: etree._Element, names: str = _TEXT) -> _Look:
        return self._styles.look(family, element.get(f"{names}style-name"))


def _words(text: str | None, look: _Look) -> str:
    """Return words as HTML, nothing for those that aren't seen or don't count."""
    if not text or look.hidden or look.struck or (look.pale and not look.coloured):
        return ""
    words = escape(text.upper() if look.capitals else text, quote=False)
    return f"<{look.raised}>{words}</{look.raised}>" if look.raised and words.strip() else words


def _is_hidden(section: etree._Element) -> bool:
    display = section.get(f"{_TEXT}display")
    return display == "none" or (display == "condition" and section.get(f"{_TEXT}is-hidden") == "true")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if _name(child) in _GROUPS:
            yield from _rows(child)
        elif _name(child) == "table-row" and child.get(f"{_TABLE}visibility", "visible") == "visible":
            yield child


def _name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def properties(meta: etree._Element) -> Mapping[str, str]:
    """Return what `meta.xml` says, by the names of its elements."""
    return {_name(each): each.text or "" for each in meta.iter() if not len(each)}
