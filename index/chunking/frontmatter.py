"""Read the YAML block that many publishing systems put above an article."""

import re
from dataclasses import dataclass
from typing import Final

import yaml

from index.records import Span

MAX_LENGTH: Final = 20_000
"""Characters within which the block must close; it also bounds what the YAML parser is given."""

_MAX_BRACKETS: Final = 200
"""More of them serve only to keep the YAML parser busy: it needs seconds for a few thousand levels."""

_OPEN: Final = re.compile(r"---[ \t]*(?:\r\n?|\n)")
_CLOSE: Final = re.compile(r"(?:^|(?<=[\r\n]))(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
_PAIR: Final = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}):[ \t]+(?P<value>\S[^\r\n]*)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block above an article."""

    end: int
    """Where the text below it begins."""
    values: dict[str, tuple[tuple[str, Span], ...]]
    """For each key, in small letters, its value or values and where they stand, without quotation marks."""


def find_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter at the very start of `text`; a rule `---` that opens no list of keys is none."""
    opening = _OPEN.match(text)
    closing = _CLOSE.search(text, opening.end(), MAX_LENGTH) if opening else None
    if not opening or not closing:
        return None
    block = Span(opening.end(), closing.start())
    values = _parse(block.of(text), block.start)
    if values is None:
        values = _parse_lines(text, block)
    return FrontMatter(closing.end(), values) if values else None


def _parse(block: str, offset: int) -> dict[str, tuple[tuple[str, Span], ...]] | None:
    """Read the block as YAML; only nodes are composed, so no value is turned into a date or an object."""
    if block.count("[") + block.count("{") > _MAX_BRACKETS:
        return None
    try:
        root = yaml.compose(block, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(root, yaml.MappingNode):
        return None
    values: dict[str, tuple[tuple[str, Span], ...]] = {}
    for key, node in root.value:
        if isinstance(key, yaml.ScalarNode):
            nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
            found = tuple(_scalar(item, block, offset) for item in nodes if isinstance(item, yaml.ScalarNode))
            values.setdefault(key.value.strip().lower(), tuple(pair for pair in found if pair[0]))
    return values


def _scalar(node: yaml.ScalarNode, block: str, offset: int) -> tuple[str, Span]:
    start, end = node.start_mark.index, node.end_mark.index
    raw = block[start:end]
    value = " ".join(str(node.value).split())
    if raw[:1] in {"'", '"'} and raw[-1:] == raw[:1] and len(raw) > 1:
        start, end = start + 1, end - 1
    while end > start and block[end - 1].isspace():
        end -= 1
    return value, Span(offset + start, offset + end)


def _parse_lines(text: str, block: Span) -> dict[str, tuple[tuple[str, Span], ...]]:
    """Read `key: value` lines that aren't sound YAML, most often for a second colon in a title."""
    values: dict[str, tuple[tuple[str, Span], ...]] = {}
    for line in re.finditer(r"[^\r\n]+", block.of(text)):
        pair = _PAIR.match(line.group())
        if pair:
            value = pair["value"].rstrip()
            start = block.start + line.start() + pair.start("value")
            if len(value) > 1 and value[0] in "'\"" and value[-1] == value[0]:
                value, start = value[1:-1], start + 1
            values.setdefault(pair["key"].strip().lower(), ((value, Span(start, start + len(value))),))
    return values
