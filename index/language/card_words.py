"""The words of many languages by which the head and the foot of an article are read (`data/cards.toml`)."""

import re
import tomllib
from functools import cache
from pathlib import Path

from index.language.written_dates import fold


@cache
def card_words(kind: str, languages: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the words of a kind, such as `sections`, in small letters without accents; by default of all languages."""
    chosen = (words for language, words in _table().items() if not languages or language in languages)
    return frozenset(fold(word) for words in chosen for word in words.get(kind, ()))


@cache
def opening(kind: str) -> re.Pattern[str]:
    """Return a pattern for folded text that begins with words of a kind; the group `words` is the longest such."""
    longest = sorted(card_words(kind), key=len, reverse=True)
    return re.compile(rf"(?P<words>{'|'.join(map(re.escape, longest))})(?!\w)")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "data" / "cards.toml").read_text(encoding="utf-8"))
