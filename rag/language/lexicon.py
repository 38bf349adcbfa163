"""The lists of words in `words.toml`: what a check must know of a language, apart from the code that uses it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("words.toml")


def listed(name: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(_lists()[name].split())


def lines(name: str) -> list[str]:
    """Return the lines of a list of groups."""
    return _lists()[name].strip().splitlines()


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
