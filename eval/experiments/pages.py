"""Measures the cards and the text that are read from web pages, against trafilatura's own evaluation set.

`python -m eval.experiments.pages FOLDER`: the folder `tests` of a checkout of adbar/trafilatura, which isn't part of
this project. A page belongs to the part that is developed on when the SHA-256 of its file's name begins with 0 to 7.
"""

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.chunking.boilerplate import content_spans
from index.metadata.finder import read_card
from index.readers.formats.html import read_html
from index.records import Found, SourceText

DEVELOPED_ON = "01234567"
FIELDS = ("title", "author", "published")


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what people found in it."""

    file: Path
    gold: dict[str, Any]

    @property
    def has_card(self) -> bool:
        """True if its title, author and date were noted, and not only parts of its text."""
        return "title" in self.gold


@dataclass(frozen=True, slots=True)
class Read:
    """The card and the text that were read from a page."""

    card: dict[str, str]
    text: str
    """Its running text, without furniture."""


def pages_in(folder: Path, part: str) -> Iterator[Page]:
    """Yield the pages of the set: those developed on, the others, or all of them.

    Args:
        folder: it holds `evaldata.json`, `eval` and `cache`.
        part: `developed`, `kept` or `all`.
    """
    table = json.loads((folder / "evaldata.json").read_text(encoding="utf-8"))
    for gold in table.values():
        developed = hashlib.sha256(gold["file"].encode()).hexdigest()[0] in DEVELOPED_ON
        if part == "all" or developed == (part == "developed"):
            found = [path for name in ("eval", "cache") if (path := folder / name / gold["file"]).is_file()]
            if found:
                yield Page(found[0], gold)


def read_page(page: Page) -> Read:
    """Return what Pressmark reads from a page; nothing for one without text."""
    try:
        articles = [part.article for part in read_html(page.file.read_bytes()) if part.article]
    except ValueError:
        return Read({}, "")
    made = articles[0]
    source = SourceText(made.text, "", "", made.kind, stated=made.stated, hinted=made.hinted, chosen=made.chosen)
    card = read_card(source, page.file.name).metadata
    values: dict[str, Found | None] = {name: getattr(card, name) for name in FIELDS}
    text = " ".join(span.of(each.text) for each in articles for span in content_spans(each.text))
    return Read({name: found.value for name, found in values.items() if found}, text)


def read_alone(page: Page) -> str:
    """Return the text that trafilatura alone finds in a page."""
    from trafilatura import extract

    return extract(page.file.read_bytes(), include_comments=False) or ""


def compare(page: Page, read: Read, tally: Counter[str]) -> list[str]:
    """Count what is right and wrong; return the names of the fields that differ."""
    differs = []
    gold = {"title": page.gold["title"], "author": page.gold["author"], "published": page.gold["date"]}
    for name in FIELDS:
        wanted, got = (_names if name == "author" else _plain)(gold[name]), read.card.get(name)
        had = (_names if name == "author" else _plain)(got)
        tally[f"{name} told"] += bool(wanted)
        tally[f"{name} right"] += bool(wanted) and wanted == had
        tally[f"{name} wrong"] += bool(had) and wanted != had
        tally[f"{name} invented"] += bool(had) and not wanted
        if wanted != had:
            differs.append(name)
    return differs


def count_segments(page: Page, text: str, tally: Counter[str], who: str) -> None:
    """Count the marked parts of the text that were found, and those of the furniture."""
    plain = _spaced(text)
    for segment in page.gold.get("with", ()):
        tally[f"{who} found"] += _spaced(segment) in plain
        tally[f"{who} of"] += 1
    tally[f"{who} furniture"] += sum(_spaced(each) in plain for each in page.gold.get("without", ()))


def table_of(tally: Counter[str], pages: int, cards: int) -> str:
    """Return the table as Markdown."""
    lines = [f"| {pages} pages, {cards} with cards | right of those told | wrong | of these where none is told |"]
    lines.append("|---|---|---|---|")
    for name in FIELDS:
        share = tally[f"{name} right"] / max(1, tally[f"{name} told"])
        lines.append(f"| {name} | {share:.3f} | {tally[f'{name} wrong']} | {tally[f'{name} invented']} |")
    lines += ["", "| running text | precision | recall |", "|---|---|---|"]
    for who in ("Pressmark", "trafilatura"):
        found, furniture = tally[f"{who} found"], tally[f"{who} furniture"]
        if tally[f"{who} of"]:
            precision, recall = found / max(1, found + furniture), found / tally[f"{who} of"]
            lines.append(f"| {who} | {precision:.3f} | {recall:.3f} |")
    return "\n".join(lines)


def _spaced(text: str) -> str:
    """Return a text with single spaces, without soft hyphens and in one form of Unicode."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\u00ad", "")).split())


def _plain(value: str | None) -> str:
    folded = unicodedata.normalize("NFKD", (value or "").casefold())
    return " ".join(re.findall(r"\w+", "".join(each for each in folded if not unicodedata.combining(each))))


def _names(value: str | Sequence[str] | None) -> str:
    names = re.split(r"[,;/&]| and | und | et ", value) if isinstance(value, str) else value or []
    return " + ".join(sorted(filter(None, map(_plain, names))))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read every page and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder tests of a checkout of adbar/trafilatura")
    parser.add_argument("--part", choices=("developed", "kept", "all"), default="developed")
    parser.add_argument("--alone", action="store_true", help="run trafilatura alone too, for its text")
    parser.add_argument("--differences", type=Path, help="where to write what differs, a JSON object a line")
    chosen = parser.parse_args(arguments)
    pages, tally, differs = list(pages_in(chosen.folder, chosen.part)), Counter[str](), []
    for page in pages:
        read = read_page(page)
        if page.has_card:
            wrong = compare(page, read, tally)
            gold = {name: page.gold[name] for name in ("title", "author", "date")}
            differs += [{"file": page.file.name, "wrong": wrong, "gold": gold, "got": read.card}] if wrong else []
        count_segments(page, read.text, tally, "Pressmark")
        if chosen.alone:
            count_segments(page, read_alone(page), tally, "trafilatura")
    if chosen.differences:
        lines = (json.dumps(each, ensure_ascii=False) for each in differs)
        chosen.differences.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(table_of(tally, len(pages), sum(page.has_card for page in pages)) + "\n")


if __name__ == "__main__":
    main()
