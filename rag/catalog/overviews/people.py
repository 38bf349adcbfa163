"""Who the people of some sentences are, and the sentence that says most of each."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from index.language.analysis import fold, function_words, words
from index.language.english_verbs import word_set
from rag.catalog.overviews.covering import Telling
from rag.language.mentions import Sort, introduction, mentions
from rag.language.places import is_place, names_country

PEOPLE: Final = 10
"""The most people that are listed."""
_LONG: Final = 40
"""Words of a sentence that is too long to say who somebody is."""


def people_of(told: Sequence[Telling]) -> list[tuple[str, Telling]]:
    """Return who is named, the most often named first, each with the sentence that introduces them best.

    Somebody's full name is taken from where it stands; later sentences have the last part of it alone. A name counts
    as somebody's if it is once said who they are, or they speak; one of which nothing of that is said must look like
    no place, body or plain words.
    """
    sure, places, seen = set[str](), set[str](), defaultdict[str, set[Sort]](set)
    where: dict[str, list[Telling]] = defaultdict(list)
    for each in told:
        for mention in mentions(each.sentence.text):
            name = _alone(mention.text)
            seen[name.removeprefix("the ")].add(mention.sort)
            if _WITHIN.search(each.sentence.text, 0, mention.start):
                places.add(name)
            if mention.sort is not Sort.PERSON:
                continue
            if mention.sure or introduction(each.sentence.text, mention):
                sure.add(name)
            if len(name.split()) > 1 and not any(map(str.isupper, name.split())):
                where[name].append(each)
    texts = [each.sentence.text for each in told]
    plain = {word for text in texts for word in _LOWER.findall(text)}
    likely = [
        name
        for name in where.keys() - places
        if not sure.isdisjoint({name, name.split()[-1]}) or _a_name(name, seen, plain)
    ]
    last = Counter({name: sum(name.split()[-1] in text for text in texts) for name in likely})
    people: list[tuple[str, Telling]] = []
    for name, _ in sorted(last.items(), key=lambda pair: (-pair[1], pair[0])):
        if any(_same(name, other) for other, _ in people):
            continue
        people.append((name, max(where[name], key=lambda each: _introduces(each, name))))
    return people


def _a_name(name: str, seen: Mapping[str, Collection[Sort]], plain: Collection[str]) -> bool:
    """Return True if nothing says that words with capitals are no person's name: "Hence Turkey", "Low Visibility".

    Args:
        name: two words or more.
        seen: what each name was taken for, wherever it stands.
        plain: words that stand somewhere without a capital.
    """
    if names_country(fold(name.split()[-1])) or is_place(name) or len(seen[name]) > 1:
        return False
    return not any(word in plain for word in name.lower().split())


def _alone(name: str) -> str:
    """Return a name without what is no part of it: "Yet Lind" opens a sentence, "Lind of the Courier" says where."""
    first, _, rest = name.partition(" ")
    name = rest if rest and fold(first) in function_words("en") | _OPENING else name
    own = name.partition(" of ")[0]
    return own if " " in own else name


_OPENING: Final = word_set("""
yet whether still though since even also today once hence despite thus meanwhile moreover instead perhaps nevertheless
nonetheless therefore furthermore additionally similarly finally eventually recently earlier later inside outside
behind beyond within without among amid unlike like per via prominent veteran fellow
""")
"""What opens a sentence before a name, beside function words."""
_LOWER: Final = re.compile(r"(?<![\w’'-])[^\W\d_A-Z][^\W\d_]+")
_WITHIN: Final = re.compile(r"\b(?:in|near|outside)[ \xa0]$", re.IGNORECASE)


def _same(one: str, other: str) -> bool:
    short, long = sorted((set(words(one)), set(words(other))), key=len)
    return short <= long


def is_introduced(name: str, told: Telling) -> bool:
    """Return True if a sentence says who somebody is: what is then asked about them has an answer."""
    text = told.sentence.text
    return any(introduction(text, each) for each in mentions(text) if name in each.text)


def _introduces(told: Telling, name: str) -> float:
    """Return how well a sentence says who somebody is: a description stands beside the name, and it is short."""
    text = told.sentence.text
    return is_introduced(name, told) - 0.3 * (len(text.split()) > _LONG) - 0.01 * told.rank
