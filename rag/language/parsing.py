"""A sentence taken apart for comparison: its words in order, their stems, the clauses and asides they stand in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from index.language.analysis import fold, function_words, stem
from rag.language.lexicon import listed

_TOKEN: Final = re.compile(
    r"(?P<mark>[A-Za-z]{1,5}-\d+[A-Za-z]*|(?<![\w.])[A-Za-z]{1,4}\d+[A-Za-z]?(?!\w))"  # S-400, TB2
    r"|(?P<figure>\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?)"
    r"|(?P<letters>(?:[A-Za-z]\.){2,})"  # U.S.
    r"|(?P<word>[^\W\d_]+(?:[’'][^\W\d_]+)*)"
    r"|(?P<stop>[,;:()\[\]—–…“”«»\"]|\.{3}| - )"
)
_BREAKS: Final = listed("breaks")
"""Words that begin another clause."""
_WEAK: Final = listed("weak")
"""Words, beyond function words, that say little about what a sentence is about."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence."""

    raw: str
    word: str
    """Folded, without a possessive ending."""
    stem: str
    clause: int
    """Which clause it stands in, counted from 0."""
    start: int
    end: int
    kind: str
    """`word`, `figure` (digits), `mark` (a designation such as S-400) or `letters` (an abbreviation such as U.S.)."""
    content: bool
    """Whether it carries meaning."""

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return self.raw[:1].isupper()


@dataclass(frozen=True, eq=False)  # told apart as objects: what is derived from one is cached by it
class Reading:
    """A sentence taken apart."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words that carry meaning."""
        return frozenset(token.stem for token in self.tokens if token.content)

    @cached_property
    def words(self) -> frozenset[str]:
        """All its words, folded."""
        return frozenset(token.word for token in self.tokens)

    def clause(self, number: int) -> Sequence[Token]:
        """Return the words of one clause."""
        return [token for token in self.tokens if token.clause == number]


@lru_cache(maxsize=8192)
def read(text: str, language: str | None = "en") -> Reading:
    """Take a sentence apart.

    Args:
        text: the sentence.
        language: ISO 639-1 code of its words, for stems and function words.
    """
    plain = function_words(language or "en") | _WEAK
    tokens: list[Token] = []
    clause, opened = 0, True
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "stop":
            clause, opened = clause + (not opened), True
            continue
        raw = match.group()
        word = _bare(raw, kind)
        if word in _BREAKS and not opened and not (word == "but" and tokens[-1].word == "all"):  # "all but forgiven"
            clause += 1
        opened = False
        content = kind != "word" or (word not in plain and len(word) > 1)
        root = stem([word], language)[0] if kind == "word" else word
        tokens.append(Token(raw, word, root, clause, match.start(), match.end(), kind, content))
    return Reading(text, tuple(tokens))


def _bare(raw: str, kind: str) -> str:
    """Return a word folded, without what declension adds: `Turkey's` is `turkey`, `S-400s` is `s-400`."""
    folded = fold(raw).replace("’", "'")
    if kind == "mark":
        return re.sub(r"(?<=\d)s$", "", folded)
    if kind == "letters":
        return folded.replace(".", "")
    return re.sub(r"'s?$", "", folded) if kind == "word" else folded
