"""The word lists of each language, in `data/`: what answering must know of it, apart from the code that uses it."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).with_name("data")


def languages() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that have word lists."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


def listed(name: str, language: str = "en") -> frozenset[str]:
    """Return the words of a list as a set; an empty one when the language hasn't got it."""
    return frozenset(in_order(name, language))


def in_order(name: str, language: str = "en") -> Sequence[str]:
    """Return the words of a list in its order."""
    words: str = _lists(language).get(name, "")
    return words.split()


def lines(name: str, language: str = "en") -> Sequence[str]:
    """Return the lines of a list whose lines are groups."""
    words: str = _lists(language).get(name, "")
    return words.strip().splitlines()


@cache
def pattern(name: str, language: str = "en") -> re.Pattern[str]:
    """Return what finds any line of a list, whose lines are patterns, as whole words; nothing where there is none."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(lines(name, language)) or '(?!)'})(?!\w)", re.IGNORECASE)


def table(name: str, language: str = "en") -> Mapping[str, Any]:
    """Return a table of words and what each means: a number, or the name of a unit."""
    found: Mapping[str, Any] = _lists(language).get(name, {})
    return found


def entries(name: str, language: str = "en") -> Sequence[Mapping[str, Any]]:
    """Return a list of tables, such as the relative dates."""
    found: Sequence[Mapping[str, Any]] = _lists(language).get(name, [])
    return found


@cache
def _lists(language: str) -> Mapping[str, Any]:
    file = _FOLDER / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if language in languages() else {}
