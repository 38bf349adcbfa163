"""Tell the two sides of a comparison that is asked in another language than English."""

import re
from collections.abc import Sequence
from functools import cache

from index.language.analysis import function_words
from index.language.analysis import words as words_of
from rag.conversation.comparing import Comparison, Side
from rag.language.lexicon import lines, pattern


def read_foreign_comparison(question: str, language: str) -> Comparison | None:
    """Return the two sides that a question compares, nothing when it compares none or its forms aren't known.

    Args:
        question: as it was asked.
        language: its ISO 639-1 code.
    """
    text = " ".join(question.split()).strip(" ?¿!.؟")
    match = next((found for form in _forms(language) if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    groups = match.groupdict()
    stem, rest = ((groups.get(name) or "").strip(" ,") for name in ("stem", "rest"))
    names = [match[side].strip(" ,") for side in ("a", "b")]
    own = [frozenset(words_of(name)) - function_words(language) for name in names]
    if not own[0] - own[1] or not own[1] - own[0]:
        return None
    asked = [" ".join(f"{stem} {name} {rest}".split()) for name in names]
    one, other = (
        Side(name, f"{words}?", words, mine - its)
        for name, words, mine, its in zip(names, asked, own, reversed(own), strict=True)
    )
    return Comparison(
        (one, other), measured=True, ordered=bool(pattern("compares-dates", language).search(text)), language=language
    )


@cache
def _forms(language: str) -> Sequence[re.Pattern[str]]:
    return tuple(re.compile(line, re.IGNORECASE) for line in lines("compares", language))
