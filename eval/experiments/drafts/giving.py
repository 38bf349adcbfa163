"""Words given to somebody: to whom the article gives them, to another person of the same article, or to nobody.

Who speaks is found by plain patterns of this program's own, not by what it judges.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.language.calendar import CALENDAR_WORDS

_NAME: Final = r"[A-Z][\w’'-]*[a-z][\w’'-]*"
_WHO: Final = rf"(?:{_NAME} ){{0,2}}{_NAME}"
_VERBS: Final = (
    "said|says|told|tells|added|adds|wrote|writes|explained|warned|argued|insisted|recalled|noted|recalls|replied"
    "|answered|remembered|remembers|conceded|joked|laughed|asked|promised|admitted"
)


def _titled(group: str) -> str:
    return rf"(?:the )?(?:[a-z][\w’'-]+ ){{0,3}}?(?P<{group}>{_WHO})"


def _quoted(group: str) -> str:
    return rf"[“\"](?P<{group}>[A-Z][^“”\"\n]{{25,260}}?)[,.?!]?[”\"]"


_SAID: Final = re.compile(
    rf"{_quoted('words')},? (?:{_VERBS}) {_titled('who')}(?![\w’'-])"
    rf"|{_quoted('words2')},? {_titled('who2')}(?: of [\w ]+)? (?:{_VERBS})\b"
    rf"|(?<![\w’'-]){_titled('who3')} (?:{_VERBS})(?: [a-z][^“”\".\n]{{0,40}})?[:,] {_quoted('words3')}"
)
_PERSON: Final = re.compile(rf"(?<=[a-z,;] )(?P<who>{_NAME} {_NAME})(?=[ ,.;])(?!’s? [A-Z])")
_NOBODY: Final = re.compile(
    r"\b(?:The|Street|Road|Lane|Bridge|Council|Hall|House|Club|School|University|College|Museum|Library|Park|River|Lake"
    r"|Bay|Port|Harbour|Island|County|City|Court|Office|Ministry|Board|Committee|Trust|Union|Party|Group|Bank|Press|News"
    r"|Post|Times|Day|Week|North|South|East|West|New|Old|St|Mount|Great|Upper|Lower|Saint|Church|Station|Fund|Theatre"
    rf"|{'|'.join(sorted(word.capitalize() for word in CALENDAR_WORDS))}|Act|Company|Inc|Ltd|Quay"
    r"|Pier|Mill|Works|Square|Centre|Center|United|States|Kingdom|Republic|World|War|Cup|League|Bowl|Institute|Society"
    r"|Hospital|Airport|Festival|Prize|Award|Hotel|Valley)\b"
)
_VERB: Final = re.compile(
    rf"\b(?:{_VERBS}|according to|claimed|claims|stated|states|believes?|believed|thinks?|thought|announced|reported)\b"
)
_MARKS: Final = re.compile(r"[“”\"«»]")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words that an article gives to somebody."""

    words: str
    who: str
    article: str
    """The whole text."""

    @property
    def others(self) -> list[str]:
        """Other persons that the article names, as far as two words with capitals are a person's name."""
        own = set(self.who.split())
        return [name for name in persons(self.article) if own.isdisjoint(name.split())]


def spoken_in(text: str) -> Iterator[Spoken]:
    """Yield the words in quotation marks that a name and a verb stand right beside."""
    for match in _SAID.finditer(text):
        words = next(filter(None, match.group("words", "words2", "words3")))
        who = next(filter(None, match.group("who", "who2", "who3")))
        if len(words.split()) >= 5 and not _NOBODY.search(who) and who not in _STARTS:
            yield Spoken(words.rstrip(",.?! "), who, text)


def persons(text: str) -> list[str]:
    """Return the names of two words in a text that aren't plainly a place's, a body's or a date's."""
    found = {match["who"] for match in _PERSON.finditer(text)}
    return sorted(name for name in found if not _NOBODY.search(name))


def is_narrated(words: str, text: str) -> bool:
    """Return True if nobody speaks in the paragraph of some words, nor right before it."""
    at = text.find(words)
    begins = text.rfind("\n\n", 0, max(0, text.rfind("\n\n", 0, at))) + 1
    ends = text.find("\n\n", at)
    around = text[begins : ends if ends >= 0 else len(text)]
    return at >= 0 and not _MARKS.search(around) and not _VERB.search(around)


_STARTS: Final = frozenset({"He", "She", "They", "It", "But", "And", "Then", "When", "As", "One", "Who", "I", "We"})
