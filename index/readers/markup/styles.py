"""What style sheets within a page and the `style` of an element say, as far as it tells what can be seen.

Only rules of simple selectors (`.note`, `p#lead`, `.box p`) outside conditions such as `@media print` count: what the
others apply to depends on what a browser knows and a reader of the file doesn't.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree, html

_PROPERTIES: Final = frozenset(
    [
        "display",
        "visibility",
        "opacity",
        "font-size",
        "text-indent",
        "margin-left",
        "transform",
        "position",
        "left",
        "right",
        "top",
        "clip",
        "clip-path",
        "width",
        "height",
        "max-height",
        "overflow",
        "color",
        "background",
        "background-color",
        "text-decoration",
        "text-decoration-line",
        "vertical-align",
    ]
)
_SELECTOR: Final = re.compile(r"([A-Za-z][\w-]*)?((?:[.#][\w-]+)*)")
_BETWEEN: Final = re.compile(r"\s*>\s*|\s+")
_PART: Final = re.compile(r"[.#][\w-]+")
_REMARK: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_LARGEST: Final = 300_000
"""Characters of style sheets that are looked at."""
_EVERYWHERE: Final = re.compile(r"@media\s*(?:all|screen)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rule:
    tag: str
    parts: frozenset[str]
    """Classes with their point and ids with their cross."""
    around: tuple[tuple[str, frozenset[str]], ...]
    """The same of the elements in which it has to stand, the nearest first."""
    values: Mapping[str, str]
    rank: tuple[int, int, int, int]
    """What outweighs what: ids, classes, tags, the place in the sheet."""


class Styles:
    """The style of every element of a page."""

    def __init__(self, tree: html.HtmlElement) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        sheets = "\n".join(each.text or "" for each in tree.iter("style"))[:_LARGEST]
        scripted = any("json" not in (script.get("type") or "") for script in tree.iter("script"))
        for rule in _rules(sheets):
            if rule.around and scripted:  # what is folded up within something, a script unfolds
                continue
            self._rules.setdefault(min(rule.parts, default=rule.tag), []).append(rule)
        self.moved = scripted or "animation" in sheets or "transition" in sheets
        """Whether what is faint or shrunk at first may come to be seen."""
        self.linked = any("stylesheet" in (link.get("rel") or "").lower() for link in tree.iter("link"))
        """Whether the page has style sheets that aren't in the file."""

    def of(self, element: etree._Element) -> Mapping[str, str]:
        """Return the values that hold for an element itself, by their properties in small letters."""
        inline = element.get("style")
        found = self._matching(element) if self._rules else []
        if not found and not inline:
            return {}
        values: dict[str, str] = {}
        for rule in sorted(found, key=lambda each: each.rank):
            values.update(rule.values)
        values.update(_declarations(inline or ""))
        return values

    def _matching(self, element: etree._Element) -> list[_Rule]:
        own, tag = _named(element), str(element.tag)
        return [
            rule
            for key in (*own, tag)
            for rule in self._rules.get(key, ())
            if rule.parts <= own and rule.tag in {"", tag} and _stands_in(element, rule.around)
        ]


def _named(element: etree._Element) -> set[str]:
    """Return the classes and the id of an element as selectors write them."""
    named = element.get("id")
    return {f".{each}" for each in (element.get("class") or "").split()} | ({f"#{named}"} if named else set())


def _stands_in(element: etree._Element, around: tuple[tuple[str, frozenset[str]], ...]) -> bool:
    """Return True if an element stands in others of these tags, classes and ids, the nearest named first."""
    left = list(around)
    for node in element.iterancestors() if left else ():
        tag, parts = left[0]
        if tag in {"", str(node.tag)} and parts <= _named(node):
            left.pop(0)
            if not left:
                break
    return not left


def _rules(sheet: str) -> Iterator[_Rule]:
    for at, (selectors, body) in enumerate(_blocks(_REMARK.sub("", sheet))):
        values = _declarations(body)
        for selector in selectors.split(",") if values else ():
            matches = [_SELECTOR.fullmatch(each) for each in _BETWEEN.split(selector.strip())]
            chain = [(match[1] or "", frozenset(_PART.findall(match[2]))) for match in matches if match and match[0]]
            if chain and len(chain) == len(matches):
                named = [part for _, parts in chain for part in parts]
                ids = sum(part.startswith("#") for part in named)
                rank = (ids, len(named) - ids, sum(bool(tag) for tag, _ in chain), at)
                (tag, parts), *around = ((tag.lower(), parts) for tag, parts in reversed(chain))
                yield _Rule(tag, parts, tuple(around), values, rank)


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and the body of each rule that holds on every screen."""
    depth, start, head = 0, 0, ""
    outer = 0  # levels of `@media screen` and the like
    for match in re.finditer(r"[{};]", sheet):
        mark, piece = match[0], sheet[start : match.start()]
        start = match.end() if mark != ";" or depth == outer else start
        if mark == "{":
            if depth == outer:
                head = piece.strip()
                outer += bool(_EVERYWHERE.match(head))
            depth += 1
        elif mark == "}" and depth:
            if depth == outer + 1 and not head.startswith("@"):
                yield head, piece
            depth -= 1
            outer = min(outer, depth)


def _declarations(body: str) -> dict[str, str]:
    """Return the properties of a style that tell what can be seen."""
    values: dict[str, str] = {}
    for each in body.split(";"):
        name, _, value = each.partition(":")
        if (name := name.strip().lower()) in _PROPERTIES and value.strip():
            values[name] = value.lower().replace("!important", "").strip()
    return values
