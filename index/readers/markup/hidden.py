"""Take out of a page what its readers don't see, and what was struck out: both were left in the file by its makers."""

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree, html

from index.readers.markup.styles import Styles

STRUCK: Final = frozenset({"del", "s", "strike"})
_SILENT: Final = frozenset({"script", "style", "head", "title", "noscript", "template"})
_FOR_EARS: Final = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|element-invisible|a11y-hidden|hidden|d-none"
    r"|is-hidden|u-hidden)(?=\s|$)",
    re.IGNORECASE,
)
"""Classes by which the usual style sheets hide an element; those sheets aren't in the file."""
_SHOWN: Final = re.compile(r"(?:block|flex|grid|inline|table|visible|show)", re.IGNORECASE)
"""Part of a class that shows on wide screens what another one hides on small ones."""
_LENGTH: Final = re.compile(r"(-?\d*\.?\d+)(px|r?em|ex|ch|pt|vw|vh|%|in|cm|mm)?")
_FAR: Final = {"px": 900.0, "pt": 700.0, "%": 100.0, "vw": 100.0, "vh": 100.0, "in": 9.0, "cm": 24.0, "mm": 240.0}
_COLOURS: Final = {"white": (255, 255, 255), "black": (0, 0, 0), "transparent": None}
_HEX: Final = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})(?![0-9a-f])")
_RGB: Final = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:\s*[,/]\s*([\d.]+%?))?\s*\)")
_ALIKE: Final = 24
"""Sum of the differences of two colours, of 765, up to which nobody sees one on the other."""
_SMALLEST_FONT: Final = 2.0
"""Pixels of letters that nobody reads."""
_FAINTEST: Final = 0.05
_PIXELS: Final = {"em": 16.0, "rem": 16.0, "%": 0.16}
_SHRUNK: Final = re.compile(r"scale(?:3d|x|y)?\(\s*0*\.?0*\s*[,)]")
_MOST: Final = 0.5
"""Share of a page's words above which what seems hidden is the page itself, which a script shows."""
_CONSENT: Final = re.compile(r"cookie|consent|gdpr|dsgvo|datenschutz|privacy", re.IGNORECASE)

_Colour = tuple[int, int, int] | None


def remove_unseen(tree: html.HtmlElement, styles: Styles) -> None:
    """Take out the elements that are hidden or struck out; what holds most of the page's words stays."""
    most = _MOST * _size(tree)
    gone: list[html.HtmlElement] = []
    sizes: dict[tuple[html.HtmlElement, str], int] = {}
    walker = etree.iterwalk(tree, events=("start",))
    for _, element in walker:
        if not isinstance(element.tag, str) or element.tag in _SILENT - {"template"}:
            walker.skip_subtree()
        elif element is not tree and _is_unseen(element, styles) and _size_with_alike(element, styles, sizes) <= most:
            gone.append(element)
            walker.skip_subtree()
    for element in gone:
        element.drop_tree()


def _is_unseen(element: html.HtmlElement, styles: Styles) -> bool:
    values = styles.of(element)
    return _is_struck(element, values) or _is_hidden(element, values, styles)


def _size_with_alike(element: html.HtmlElement, styles: Styles, sizes: dict[tuple[html.HtmlElement, str], int]) -> int:
    """Return the size of a hidden element, or of all its hidden siblings of its class: a script shows one at a time.

    The banner that asks for consent has none: it may be larger than the article.

    Args:
        element: it is hidden.
        styles: those of the page.
        sizes: what was returned for siblings of a class, by their parent and their tag with the class.
    """
    names, parent = element.get("class"), element.getparent()
    if _CONSENT.search(f"{names or ''} {element.get('id') or ''}"):
        return 0
    if not names or parent is None:
        return _size(element)
    key = (parent, f"{element.tag} {names}")
    if key not in sizes:
        alike = (each for each in parent.iterchildren(element.tag) if each.get("class") == names)
        sizes[key] = sum(_size(each) for each in alike if _is_unseen(each, styles))
    return sizes[key]


def _size(element: etree._Element) -> int:
    """Return how many characters of words an element holds."""
    size = 0
    for part in element.iter():
        if part.tag not in _SILENT:
            size += len((part.text or "").strip())
        if part is not element:
            size += len((part.tail or "").strip())
    return size


def _is_struck(element: etree._Element, values: Mapping[str, str]) -> bool:
    lines = f"{values.get('text-decoration', '')} {values.get('text-decoration-line', '')}"
    return element.tag in STRUCK or "line-through" in lines or element.get("role") == "deletion"


def _is_hidden(element: etree._Element, values: Mapping[str, str], styles: Styles) -> bool:
    if element.tag == "template":
        return element.get("shadowrootmode") is None
    if element.get("hidden") is not None or (element.get("aria-hidden") or "").strip().lower() == "true":
        return True
    names = element.get("class") or ""
    if names and _FOR_EARS.search(names) and not _SHOWN.search(_FOR_EARS.sub("", names)):
        return True
    coloured = values.get("color") or (element.get("color") if element.tag == "font" else None)
    if not values and not coloured:
        return False
    return (
        values.get("display") == "none"
        or values.get("visibility") in {"hidden", "collapse"}
        or _is_off_screen(values)
        or _is_tiny(element, values, styles)
        or (coloured is not None and _is_drowned(element, coloured, styles))
    )


def _is_off_screen(values: Mapping[str, str]) -> bool:
    placed = values.get("position") in {"absolute", "fixed"}
    away = [values.get(side, "") for side in ("left", "right", "top")] if placed else []
    return any(_is_far(each) for each in (*away, values.get("text-indent", ""), values.get("margin-left", "")))


def _is_far(length: str) -> bool:
    match = _LENGTH.match(length)
    return match is not None and -float(match[1]) >= _FAR.get(match[2] or "px", 60.0)


def _is_tiny(element: etree._Element, values: Mapping[str, str], styles: Styles) -> bool:
    """Return True if an element is shown with no size or too faintly, or cut off to nothing."""
    if _is_unreadable(values.get("font-size", "")):
        return True
    inline = (element.get("style") or "").lower()
    faint = _is_small(values.get("opacity", ""), _FAINTEST)
    if (faint or _SHRUNK.search(values.get("transform", ""))) and (
        not styles.moved or "opacity" in inline or "transform" in inline  # sheets let whole pages fade in
    ):
        return True
    clip = "".join(f"{values.get('clip', '')} {values.get('clip-path', '')}".split())
    if re.match(r"rect\((?:[01](?:px)?,?){4}\)|inset\((?:50|100)%", clip):
        return True
    cut = values.get("overflow", "").startswith(("hidden", "clip"))
    low = _is_small(values.get("height", ""), 1.0)
    return cut and low and (_is_small(values.get("width", ""), 1.0) or "height" in inline)


def _is_small(length: str, most: float) -> bool:
    match = _LENGTH.match(length)
    return match is not None and match[2] in {None, "px", "em", "rem", "pt", "%"} and 0 <= float(match[1]) <= most


def _is_unreadable(size: str) -> bool:
    """Return True if letters of a size, in pixels or as a share of the usual one, are too small to be read."""
    match = _LENGTH.match(size)
    return match is not None and 0 <= float(match[1]) * _PIXELS.get(match[2] or "px", 1.0) <= _SMALLEST_FONT


def _is_drowned(element: etree._Element, coloured: str, styles: Styles) -> bool:
    """Return True if words have the colour of what is behind them."""
    known, colour = _colour(coloured)
    if not known:
        return False
    if colour is None:
        return True
    behind = _behind(element, styles)
    return behind is not None and sum(abs(one - other) for one, other in zip(colour, behind, strict=True)) <= _ALIKE


def _behind(element: etree._Element, styles: Styles) -> _Colour:
    """Return the colour behind an element: white where nothing in or outside the file can have set another."""
    node: etree._Element | None = element
    while node is not None:
        values = styles.of(node)
        written = values.get("background-color") or values.get("background") or node.get("bgcolor")
        if written:
            known, colour = _colour(written.lower())
            if not known or (colour is None and "transparent" not in written):
                return None
            if colour is not None:
                return None if "url(" in written or "gradient" in written else colour
        if node.get("background") or (styles.linked and (node.get("class") or node.get("id"))):
            return None
        node = node.getparent()
    return None if styles.linked else (255, 255, 255)


def _colour(written: str) -> tuple[bool, _Colour]:
    """Return whether a colour is known, and what it is: nothing where it is no colour at all, `transparent`."""
    first = written.split()[0] if written.split() else ""
    if first in _COLOURS:
        return True, _COLOURS[first]
    if match := _HEX.match(written):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * each for each in match[1])
        return True, (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    if match := _RGB.match(written):
        clear = match[4] is not None and float(match[4].rstrip("%")) == 0
        return True, None if clear else (int(match[1]), int(match[2]), int(match[3]))
    return False, None
