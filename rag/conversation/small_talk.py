"""Tell what is said to the tool itself ("hello", "thanks", "what can you do?") from a question."""

import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from index.language.analysis import question_language, words
from rag.messages.translations import LANGUAGES
from rag.records import Turn

_FOLDER: Final = Path(__file__).with_name("data")
_LONGEST: Final = 14
"""Words of a message beyond which it is no small talk."""
_BESIDE: Final = "beside"
"""Phrases that may stand beside one that says something: "there" in "hi there"."""


class Talk(StrEnum):
    """What a message says to the tool; of several in one message, the first of these counts."""

    HELP = "help"
    IDENTITY = "identity"
    FAREWELL = "farewell"
    THANKS = "thanks"
    GREETING = "greeting"
    AGREEMENT = "agreement"


class SmallTalk(NamedTuple):
    """What a message says to the tool, and in which language, by ISO 639-1 code."""

    talk: Talk
    language: str


def read_small_talk(message: str) -> SmallTalk | None:
    """Return what a message says to the tool itself, nothing when there is more in it than that."""
    said = words(message)
    if not said:  # a smiley, or a question mark alone
        return SmallTalk(Talk.HELP if "?" in message else Talk.AGREEMENT, "en")
    if len(said) > _LONGEST:
        return None
    guessed = question_language(message, ["en"])
    for language in dict.fromkeys([guessed, *LANGUAGES]):
        found = _kinds(said, language) if language in LANGUAGES else None
        if language and found:
            return SmallTalk(min(found, key=list(Talk).index), language)
    return None


def without_small_talk(history: Sequence[Turn]) -> list[Turn]:
    """Return a conversation without small talk and what was said to it: nobody means that with "he" or "there"."""
    kept: list[Turn] = []
    talking = False
    for turn in history:
        talking = read_small_talk(turn.content) is not None if turn.role == "user" else talking
        kept += [] if talking else [turn]
    return kept


def _kinds(said: tuple[str, ...], language: str) -> set[Talk]:
    """Return what the phrases of a message say, the longest phrase first; nothing when words are left over."""
    phrases, found, place = _phrases(language), set[Talk](), 0
    longest = max(map(len, phrases))
    while place < len(said):
        sizes = range(min(longest, len(said) - place), 0, -1)
        size = next((size for size in sizes if said[place : place + size] in phrases), None)
        if size is None:
            return set()
        kind = phrases[said[place : place + size]]
        found |= {Talk(kind)} if kind != _BESIDE else set()
        place += size
    return found


@cache
def _phrases(language: str) -> Mapping[tuple[str, ...], str]:
    """Return the phrases of a language, each as its folded words, and what it says."""
    lists: Mapping[str, str] = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return {words(phrase): kind for kind in (_BESIDE, *Talk) for phrase in lists[kind].strip().splitlines()}
