"""Groups to train on: a question with several windows of which one, or none, holds the answer."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from eval.experiments.reader.data.altering import altered, everyday, typed_as_keywords
from eval.experiments.reader.data.sources import HELD_OUT, Asked, Story
from rag.reading.windows import SENTENCES, WORDS, Window, cut_windows

CUTS: Final = ((WORDS, SENTENCES),)
"""Ways in which each article is cut: at most so many words and sentences a window."""
MIX: Final = {"stories": 0.42, "newsroom": 0.44, "squad2": 0.08, "nq": 0.03, "selqa": 0.03}
EASY_MIX: Final = {"stories": 0.10, "newsroom": 0.12, "squad2": 0.14, "nq": 0.28, "selqa": 0.14, "squad": 0.22}
LATE_MIX: Final = {"stories": 0.36, "newsroom": 0.36, "squad2": 0.12, "nq": 0.05, "selqa": 0.04, "squad": 0.07}
EASY: Final = 3_000
LATE: Final = 16_400
"""So many groups are drawn of the easy mix first, until the model sees what of a question stands in a sentence; and
from so many on the last mix holds: with less of Wikipedia the model is too unsure there."""
WINDOWS: Final = (2, 3, 4, 4, 5, 6)
WITHHELD: Final = 0.06
"""Share of answerable questions that are asked without the windows that answer."""
ALTERED: Final = 0.07
EVERYDAY: Final = 0.03
KEYWORDS: Final = 0.10
_WORD: Final = re.compile(r"\w{3,}")


class Key(NamedTuple):
    """A window: which story, document and way of cutting, and which sentences of it."""

    story: str
    document: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A window of a group, with the sentences in it that answer."""

    key: Key
    window: Window
    gold: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A question with the windows that it is read with."""

    question: str
    shown: tuple[Shown, ...]
    answers: tuple[str, ...]


class Groups:
    """An endless row of groups, the same for the same seed, from any place on."""

    def __init__(self, stories: Sequence[Story], seed: int) -> None:
        """Take the stories to draw from."""
        self._seed = seed
        self._by_source: defaultdict[str, list[tuple[Story, Asked]]] = defaultdict(list)
        for story in stories:
            if story.name not in HELD_OUT:
                self._by_source[story.source] += [(story, asked) for asked in story.asked]
        self._stories: defaultdict[str, list[Story]] = defaultdict(list)
        for story in stories:
            self._stories[story.source].append(story)
        self._sources = [each for each in EASY_MIX if self._by_source[each]]
        self._round: dict[tuple[str, int], list[int]] = {}

    def row(self, start: int = 0) -> Iterator[Group]:
        """Yield groups from number `start` on; every question of a source comes once before any comes again."""
        chooser = random.Random(self._seed)
        taken: defaultdict[str, int] = defaultdict(int)
        number = 0
        while True:
            mix = EASY_MIX if number < EASY else MIX if number < LATE else LATE_MIX
            source = chooser.choices(self._sources, [mix.get(each, 0) for each in self._sources])[0]
            place = taken[source]
            taken[source] += 1
            if number >= start:
                story, asked = self._by_source[source][self._at(source, place)]
                yield self._group(story, asked, random.Random(f"{self._seed}-{number}"))
            number += 1

    def _at(self, source: str, place: int) -> int:
        size = len(self._by_source[source])
        turn, at = divmod(place, size)
        if (source, turn) not in self._round:
            order = list(range(size))
            random.Random(f"{self._seed}-{source}-{turn}").shuffle(order)
            self._round[source, turn] = order
        return self._round[source, turn][at]

    def _group(self, story: Story, asked: Asked, rng: random.Random) -> Group:
        text, gold, near = asked.text, asked.gold, list(asked.near)
        chance = rng.random()
        if gold and chance < ALTERED:
            changed = altered(asked, story, self._stories[story.source], rng)
            if changed:
                text, near, gold = changed, sorted(gold), frozenset()
        elif chance > 1 - EVERYDAY:
            changed = everyday(story, rng)
            if changed:
                text, near, gold = changed, [], frozenset()
        if rng.random() < KEYWORDS:
            text = typed_as_keywords(text, rng)
        shown = self._shown(story, Asked(text, asked.kind, gold, tuple(near), asked.answers), rng)
        return Group(text, tuple(shown), asked.answers if gold else ())

    def _shown(self, story: Story, asked: Asked, rng: random.Random) -> list[Shown]:
        windows = list(windows_of(story, asked, CUTS[rng.randrange(len(CUTS))]))
        golden = [each for each in windows if each.gold]
        others = [each for each in windows if not each.gold and not self._may_answer(story, asked, golden, each)]
        count = rng.choice(WINDOWS)
        rng.shuffle(golden)
        withheld = rng.random() < WITHHELD
        chosen = [] if withheld else golden[: 1 if rng.random() < 0.6 else 2]
        near = [each for each in others if any(_holds(each.key, place) for place in asked.near)]
        rng.shuffle(near)
        chosen += near[:2]
        wanted = set(_stems(asked.text))
        rest = [each for each in others if each not in chosen]
        rest.sort(key=lambda each: -_shared(wanted, each.window) * (0.5 + rng.random()))
        chosen += rest[: max(count - len(chosen), 0)]
        if len(chosen) < 2:
            chosen += self._strange(story, rng)
        rng.shuffle(chosen)
        return chosen

    @staticmethod
    def _may_answer(story: Story, asked: Asked, golden: Sequence[Shown], other: Shown) -> bool:
        """Return True if a window that isn't named as an answer may hold one: a sibling article with its words."""
        if story.complete or not golden or other.key.document == golden[0].key.document:
            return False
        text = " ".join(other.window.sentences).lower()
        return any(answer.lower() in text for answer in asked.answers)

    def _strange(self, story: Story, rng: random.Random) -> list[Shown]:
        """Return windows of other stories of the same source."""
        result: list[Shown] = []
        for _ in range(2):
            other = rng.choice(self._stories[story.source])
            if other.name != story.name:
                windows = list(windows_of(other, None, CUTS[0]))
                result.append(rng.choice(windows))
        return result


def windows_of(story: Story, asked: Asked | None, size: tuple[int, int]) -> Iterator[Shown]:
    """Yield the windows of a story, with the sentences that answer the question."""
    for number, document in enumerate(story.documents):
        lengths = [len(each.split()) for each in document.sentences]
        for part in cut_windows(lengths, *size):
            window = Window(document.title, document.date, document.sentences[part.start : part.stop])
            gold = tuple(s - part.start for s in part if asked and (number, s) in asked.gold)
            yield Shown(Key(story.name, number, part.start, part.stop), window, gold)


def _holds(key: Key, place: tuple[int, int]) -> bool:
    return key.document == place[0] and key.first <= place[1] < key.end


def _stems(text: str) -> list[str]:
    return [word[:5] for word in _WORD.findall(text.lower())]


def _shared(wanted: set[str], window: Window) -> float:
    found = {stem for each in window.sentences for stem in _stems(each)}
    return len(wanted & found) + 0.1
