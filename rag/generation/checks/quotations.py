"""Check quotations in a written sentence: each must be, word for word, in the article that it is taken from."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from rag.records import Problem

_QUOTED: Final = re.compile(r"“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|\"([^\"]+)\"")
_ELLIPSIS: Final = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?)\s*")
_SHORTEST: Final = 2
"""Words from which a quotation must be verbatim; a single word in quotation marks is a term as often as a quotation."""

FindElsewhere = Callable[[str], str | None]
"""Returns the file of another article that has some words, if there is one."""


def quotations(text: str) -> Iterator[str]:
    """Yield what stands in quotation marks; parts around an ellipsis one by one."""
    for match in _QUOTED.finditer(text):
        whole = next(filter(None, match.groups()))
        for part in _ELLIPSIS.split(whole):
            if len(part.split()) >= _SHORTEST:
                yield part


def wrong_quotations(claim: str, articles: Sequence[str], elsewhere: FindElsewhere) -> Iterator[Problem]:
    """Yield each quotation of a claim that isn't in the articles it cites: misattributed, or fabricated.

    Args:
        claim: a written sentence.
        articles: the whole texts of the articles that it cites.
        elsewhere: finds words in the other articles of the library.
    """
    cited = [plain(text) for text in articles]
    for quotation in quotations(claim):
        words = plain(quotation)
        if not words or any(words in text for text in cited):
            continue
        file = elsewhere(words)
        yield Problem("misattributed", f"{quotation} ({file})") if file else Problem("fabricated", quotation)


def find_words(words: str, articles: Iterable[tuple[str, str]]) -> str | None:
    """Return the first of some articles, given as (file, text), that has some words; `words` are plain."""
    return next((file for file, text in articles if words in plain(text)), None)


def plain(text: str) -> str:
    """Return text for comparing quotations: one kind of quote, dash and space, no case, no marks at the ends."""
    even = re.sub(r"[‘’`´]", "'", re.sub(r"[“”„«»]", '"', text))
    even = re.sub(r"\s+", " ", re.sub(r"[–—−]", "-", even))
    return even.casefold().strip(" .,;:!?\"'")
