"""Verbs of speech, as patterns: the one list of them stands in `data/`, by what a form tells about who speaks."""

from typing import Final

from rag.language.lexicon import listed


def alternatives(*names: str) -> str:
    """Return a pattern of the words of some lists, the longest first."""
    words = frozenset[str]().union(*map(listed, names))
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


SAID: Final = listed("speech")
"""Forms that tell what somebody says: "said", "writes"."""
SAYS: Final = alternatives("speech")
"""Pattern of these."""
SAYS_THAT: Final = alternatives("speech-that")
"""Pattern of forms that tell it only before "that": "added", "states"."""
SPEAKS: Final = alternatives("speech", "speech-acts")
"""Pattern of forms of which only somebody who can speak is the subject: "said", but also "asked"."""
ASKED_WHAT_WAS_SAID: Final = alternatives("speech", "speech-acts", "speech-bare")
"""Pattern of forms that stand behind "did" and "has" where a question asks what somebody said."""
