"""Who the people of some sentences are, and the sentence that says most of each."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from index.language.analysis import fold, function_words, words
from rag.catalog.overviews.covering import Telling
from rag.language.mentions import Sort, mentions

PEOPLE: Final = 10
"""The most people that are listed."""
_LONG: Final = 40
"""Words of a sentence that is too long to say who somebody is."""


def people_of(told: Sequence[Telling]) -> list[tuple[str, Telling]]:
    """Return who is named, the most often named first, each with the sentence that introduces them best.

    Somebody's full name is taken from where it stands; later sentences have the last part of it alone.
    """
    full = Counter[str]()
    where: dict[str, list[Telling]] = defaultdict(list)
    for each in told:
        for mention in mentions(each.sentence.text):
            name = _without_opener(mention.text)
            if mention.sort is Sort.PERSON and len(name.split()) > 1 and not any(map(str.isupper, name.split())):
                full[name] += 1
                where[name].append(each)
    texts = [each.sentence.text for each in told]
    last = Counter({name: sum(name.split()[-1] in text for text in texts) for name in full})
    people: list[tuple[str, Telling]] = []
    for name, _ in sorted(last.items(), key=lambda pair: (-pair[1], pair[0])):
        if any(_same(name, other) for other, _ in people):
            continue
        people.append((name, max(where[name], key=lambda each: _introduces(each, name))))
    return people


def _without_opener(name: str) -> str:
    """Return a name without a small word before it, which has a capital for opening its sentence: "Yet Lind"."""
    first, _, rest = name.partition(" ")
    return rest if rest and fold(first) in function_words("en") | _OPENING else name


_OPENING: Final = frozenset({"yet", "whether", "still", "though", "since", "even", "also", "today", "once"})


def _same(one: str, other: str) -> bool:
    short, long = sorted((set(words(one)), set(words(other))), key=len)
    return short <= long


def _introduces(told: Telling, name: str) -> float:
    """Return how well a sentence says who somebody is: a description stands beside the name, and it is short."""
    text = told.sentence.text
    place = text.find(name)
    before, after = text[max(0, place - 60) : place], text[place + len(name) :]
    described = after.startswith(",") or before.rstrip().endswith(",") or " is " in after[:6] or " was " in after[:6]
    length = len(text.split())
    return described - 0.3 * (length > _LONG) - 0.01 * told.rank
