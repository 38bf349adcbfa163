"""What style sheets within a page and the `style` of an element say, as far as it tells what can be seen.

Only rules of one simple selector (`.note`, `p#lead`) outside conditions such as `@media print` count: what others apply
to depends on what a browser knows and a reader of the file doesn't.
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
    values: Mapping[str, str]
    rank: tuple[int, int, int, int]
    """What outweighs what: ids, classes, tags, the place in the sheet."""


class Styles:
    """The style of every element of a page."""

    def __init__(self, tree: html.HtmlElement) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        sheets = "\n".join(each.text or "" for each in tree.iter("style"))[:_LARGEST]
        for rule in _rules(sheets):
            self._rules.setdefault(min(rule.parts, default=rule.tag), []).append(rule)
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
        named = element.get("id")
        own = {f".{each}" for each in (element.get("class") or "").split()} | ({f"#{named}"} if named else set())
        tag = str(element.tag)
        keys = (*own, tag)
        return [
            rule for key in keys for rule in self._rules.get(key, ()) if rule.parts <= own and rule.tag in {"", tag}
        ]


def _rules(sheet: str) -> Iterator[_Rule]:
    for at, (selectors, body) in enumerate(_blocks(_REMARK.sub("", sheet))):
        values = _declarations(body)
        for selector in selectors.split(",") if values else ():
            match = _SELECTOR.fullmatch(selector.strip())
            if match and match[0]:
                parts = frozenset(_PART.findall(match[2]))
                ids = sum(part.startswith("#") for part in parts)
                yield _Rule((match[1] or "").lower(), parts, values, (ids, len(parts) - ids, bool(match[1]), at))


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
