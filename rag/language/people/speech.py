"""Verbs of speech, as patterns: the one list of them stands in `data/`, by what a form tells about who speaks."""

from typing import Final

from rag.language.lexicon import listed


def _alternatives(*names: str) -> str:
    """Return a pattern of the words of some lists, the longest first."""
    words = frozenset[str]().union(*map(listed, names))
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


PLAIN_SPEECH: Final = listed("plain-speech")
"""Forms before which the first word of a sentence is taken for a name: "said"."""
SAYS: Final = _alternatives("plain-speech", "speech")
"""Pattern of forms that tell what somebody says: "said", "writes"."""
SAYS_THAT: Final = _alternatives("speech-that")
"""Pattern of forms that tell it only before "that": "added", "states"."""
SPEAKS: Final = _alternatives("plain-speech", "speech", "speech-acts")
"""Pattern of forms of which only somebody who can speak is the subject: "said", but also "asked"."""
ASKED_WHAT_WAS_SAID: Final = _alternatives("plain-speech", "speech", "speech-acts", "speech-bare")
"""Pattern of forms that stand behind "did" and "has" where a question asks what somebody said."""
ATTRIBUTES: Final = _alternatives("plain-speech", "speech", "speech-that", "speech-acts")
"""Pattern of all forms that may say who speaks, where a written sentence is held against its source."""
