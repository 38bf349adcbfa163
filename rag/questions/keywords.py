"""Write out what a list of keywords asks: "tunnel cost opening date" is two questions."""

import re
from collections.abc import Iterator
from typing import Final

from index.language.analysis import function_words, words

_DATES: Final = (
    r"(?:opening|closing|closure|launch|release|publication|election|start|founding|birth|death|completion|signing"
    r"|delivery|arrival|departure)"
)
_ASKS: Final = tuple(
    (re.compile(rf"\b(?P<what>{pattern})\b", re.IGNORECASE), question)
    for pattern, question in (
        (rf"(?P<event>{_DATES}) (?:date|year|day)", "When was the {event} of {of}?"),
        (r"death toll|deaths|dead|casualties|fatalities|killed", "How many people died in {of}?"),
        (r"injured|wounded|injuries", "How many people were injured in {of}?"),
        (r"costs?", "How much does {of} cost?"),
        (
            r"price|length|height|depth|width|size|area|weight|speed|capacity|age|population|salary|turnout|value|revenue"
            r"|profit|budget|cause|name|purpose",
            "What is the {what} of {of}?",
        ),
        (
            r"owner|author|architect|director|mayor|president|founder|leader|head|coach|designer|builder|chairman"
            r"|chairwoman|chief|ceo|spokesman|spokeswoman|winner|editor|deputy",
            "Who is the {what} of {of}?",
        ),
        (r"location|whereabouts", "Where is {of}?"),
        (r"date", "When was {of}?"),
    )
)
"""What is asked of a thing by one word, and the question for it."""
_IDLE: Final = re.compile(r"\b(?:numbers?|figures?|total|info|information|details|please)\b", re.IGNORECASE)
_MOST: Final = 8
"""Words of a list of keywords; a headline has more, and function words."""


def keyword_questions(text: str) -> list[str]:
    """Return the questions that a list of English keywords asks, none where it is no such list.

    A list has no function words, and a word for what is asked of the others: "S-400 price Turkey".
    """
    if not lists_keywords(text):
        return []
    bare = _bare(text)
    asked = list(_asked(bare))
    first = min((start for start, _, _ in asked), default=0)
    thing = _without(bare[:first], asked) or _without(bare, asked)
    if not asked or not thing:
        return []
    rest = _without(bare[first:], asked) if _without(bare[:first], asked) else ""
    of = f"the {thing}" if thing[:1].islower() else thing
    beside = f" ({rest})?" if rest else "?"
    return [f"{question.replace('{of}', of).removesuffix('?')}{beside}" for _, _, question in sorted(asked)]


def lists_keywords(text: str) -> bool:
    """Return True if a text is a few words that carry meaning, and nothing else: "Akkuyu nuclear plant"."""
    said = words(_bare(text))
    return 1 < len(said) <= _MOST and not any(word in function_words("en") for word in said if len(word) > 1)


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" ?!.,;")


def _asked(bare: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each word for what is asked stands, and its question, with a blank for the thing."""
    taken: list[tuple[int, int]] = []
    for pattern, question in _ASKS:
        for match in pattern.finditer(bare):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                named = {name: (value or "").lower() for name, value in match.groupdict().items()}
                yield match.start(), match.end(), question.format_map({**named, "of": "{of}"})


def _without(part: str, asked: list[tuple[int, int, str]]) -> str:
    """Return a part of a list without the words that ask."""
    left = _IDLE.sub(" ", part)
    for pattern, _ in _ASKS if asked else ():
        left = pattern.sub(" ", left)
    return " ".join(left.split()).strip(" ,;")
