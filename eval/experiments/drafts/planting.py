"""Sentences of a library as a writer would quote or restate them: some truly, some altered in one known way."""

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from eval.experiments.drafts.giving import Spoken, is_narrated, persons, spoken_in
from eval.question_generation.altering import alter_figure
from index.catalog import queries
from index.language.calendar import MONTHS
from rag.engine import Pressmark

TRUE: Final = (
    "true",
    "true-typography",
    "true-ellipsis",
    "true-insertion",
    "true-split",
    "true-speaker",
    "true-source",
)
ALTERED: Final = (
    *(
        "figure",
        "name",
        "negation",
        "dropped",
        "spliced",
        "speaker",
        "speaker-within",
        "narrated",
        "source",
        "invented",
    ),
)
TRUE_CLAIMS: Final = ("claim-true",)
ALTERED_CLAIMS: Final = ("claim-figure", "claim-date", "claim-name", "claim-invented")
_WORDS: Final = (9, 40)
_SHORTEST: Final = 3
"""Letters of what can't be an outlet: where a page names "On" as one, a reader has mistaken it."""
_NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][a-zà-ÿ]{2,}(?: [A-Z][a-zà-ÿ]{2,})*(?=[ ,.])")
_FIGURE: Final = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w-]|[.,]\d)")
_AUXILIARY: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may)\b(?! not| never| no)"
)
_NOT: Final = re.compile(r" (?:not|never)\b")
_MONTH: Final = re.compile(rf"\b(?:{'|'.join(month.capitalize() for month in MONTHS if month != 'may')})\b")
_SMALL: Final = frozenset(
    re.findall(
        r"\w+", "a an the of in on at to for from by with and or but is are was were be been it its that this as"
    )
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A paragraph of a draft with one quotation or statement in it."""

    kind: str
    text: str
    start: int
    end: int
    """The range of the quotation or statement in it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of an article."""

    words: str
    file: str
    publisher: str | None
    article: str
    """The whole text."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What is quoted from."""

    sentences: tuple[Told, ...]
    names: tuple[str, ...]
    said: tuple[Spoken, ...]
    """What articles have somebody say, as a plain pattern finds it."""
    publishers: tuple[str, ...]
    whole: tuple[str, ...]
    """The words of each article, with a space around each."""

    def stands(self, words: str) -> bool:
        """Return True if some words stand in an article as they are: nothing is altered then."""
        return any(_bare(words) in text for text in self.whole)


def _bare(text: str) -> str:
    words = re.findall(r"[^\W_]+", text.lower())
    return f" {' '.join(words)} "


def pool_of(pressmark: Pressmark, rng: random.Random) -> Pool:
    """Return the plain sentences of a library, each that stands there once, in an order of chance."""
    told: dict[str, Told] = {}
    twice: set[str] = set()
    texts: dict[str, str] = {}
    for card in pressmark.articles():
        if card.language not in {"en", None}:
            continue
        texts[card.file] = pressmark.article_text(card.file)
        with pressmark.library.catalog.reading() as connection:
            sentences = queries.article_sentences(connection, card.file)
        for words in filter(_plain, sentences):
            if words in told:
                twice.add(words)
            told[words] = Told(words, card.file, card.publisher, texts[card.file])
    chosen = [each for words, each in told.items() if words not in twice]
    rng.shuffle(chosen)
    names = sorted(
        {match.group() for each in chosen for match in _NAME.finditer(each.words) if _stands_alone(each.words, match)}
    )
    said = [each for text in texts.values() for each in spoken_in(text)]
    rng.shuffle(said)
    publishers = sorted({each.publisher for each in chosen if each.publisher and len(each.publisher) > _SHORTEST})
    return Pool(tuple(chosen), tuple(names), tuple(said), tuple(publishers), tuple(map(_bare, texts.values())))


def _plain(sentence: str) -> bool:
    count = len(sentence.split())
    whole = sentence[:1].isupper() and sentence.endswith(".")
    return whole and _WORDS[0] <= count <= _WORDS[1] and not re.search(r"[“”\"«»\[\]()|*_#\n…]|\.\.|https?:", sentence)


def plant(pool: Pool, kind: str, count: int, rng: random.Random) -> list[Planted]:
    """Return up to so many paragraphs of a kind; fewer where the library gives no more."""
    return list(islice(_WAYS[kind](pool, kind, rng), count))


def _quoted(kind: str, words: str, lead: str = "One account put it this way: ") -> Planted:
    text = f"{lead}“{words}.”"
    return Planted(kind, text, len(lead) + 1, len(text) - 2)


def _changed(change: Callable[[Told, Pool, random.Random], str | None]) -> Callable[..., Iterator[Planted]]:
    def ways(pool: Pool, kind: str, rng: random.Random) -> Iterator[Planted]:
        for told in pool.sentences:
            words = change(told, pool, rng)
            if words is None or (kind in ALTERED and pool.stands(words)):
                continue
            if kind.startswith("claim"):
                yield Planted(kind, words, 0, len(words))
            else:
                yield _quoted(kind, words.removesuffix("."))

    return ways


def _as_it_is(told: Told, pool: Pool, rng: random.Random) -> str | None:
    return told.words


def _as_a_fact(told: Told, pool: Pool, rng: random.Random) -> str | None:
    return told.words if _FIGURE.search(told.words) or _NAME.search(told.words) else None


def _typography(told: Told, pool: Pool, rng: random.Random) -> str | None:
    longest = max(told.words.split(), key=len)
    soft = longest[:3] + "\u00ad" + longest[3:]
    made = told.words.replace(longest, soft, 1).replace("’", "'").replace(" – ", " — ").replace("-", "\u2011")
    return made[0].lower() + made[1:]


def _elided(told: Told, pool: Pool, rng: random.Random) -> str | None:
    words = told.words.split()
    at = rng.randrange(3, len(words) - 4)
    return " ".join([*words[:at], rng.choice(("…", "[...]", ". . .")), *words[at + 2 :]])


def _inserted(told: Told, pool: Pool, rng: random.Random) -> str | None:
    found = re.search(r"(?<= )(?:he|she|it|they|him|them)(?= )", told.words)
    if not found or not pool.names:
        return None
    return f"{told.words[: found.start()]}[{rng.choice(pool.names)}]{told.words[found.end() :]}"


def _other_figure(told: Told, pool: Pool, rng: random.Random) -> str | None:
    found = list(_FIGURE.finditer(told.words))
    if not found:
        return None
    one = rng.choice(found)
    other = alter_figure(one.group(), told.article)
    return f"{told.words[: one.start()]}{other}{told.words[one.end() :]}" if other else None


def _other_month(told: Told, pool: Pool, rng: random.Random) -> str | None:
    found = _MONTH.search(told.words)
    months = [month.capitalize() for month in MONTHS if month.capitalize() not in told.article and month != "may"]
    return f"{told.words[: found.start()]}{rng.choice(months)}{told.words[found.end() :]}" if found and months else None


def _other_name(told: Told, pool: Pool, rng: random.Random) -> str | None:
    found = [match for match in _NAME.finditer(told.words) if _stands_alone(told.words, match)]
    if not found:
        return None
    one = rng.choice(found)
    size = len(one.group().split())
    others = [
        name
        for name in pool.names
        if len(name.split()) == size
        and not _MONTH.search(name)
        and not any(part in told.article for part in name.split())
    ]
    return f"{told.words[: one.start()]}{rng.choice(others)}{told.words[one.end() :]}" if others else None


def _stands_alone(words: str, match: re.Match[str]) -> bool:
    """Return True if a name is no part of a longer one, no month and no adjective: another makes it false."""
    before = words[: match.start()].split()[-1:]
    after = words[match.end() :].lstrip()[:1]
    ended = words[match.end() : match.end() + 1] in {",", "."} or after.islower()
    adjective = re.search(r"(?:an|ish|ese|ic|ian)s?$", match.group()) is not None
    return bool(before) and before[0][:1].islower() and ended and not adjective and not _MONTH.search(match.group())


def _denied(told: Told, pool: Pool, rng: random.Random) -> str | None:
    lost = _NOT.search(told.words)
    if lost:
        return told.words[: lost.start()] + told.words[lost.end() :]
    found = _AUXILIARY.search(told.words)
    return f"{told.words[: found.end()]} not{told.words[found.end() :]}" if found else None


def _dropped(told: Told, pool: Pool, rng: random.Random) -> str | None:
    words = told.words.split()
    places = [at for at in range(2, len(words) - 2) if words[at].strip(",.").lower() not in _SMALL]
    if not places:
        return None
    at = rng.choice(places)
    return " ".join([*words[:at], *words[at + rng.randrange(1, 3) :]])


def _spliced(pool: Pool, kind: str, rng: random.Random) -> Iterator[Planted]:
    for one, other in zip(pool.sentences, pool.sentences[1:], strict=False):
        first, second = one.words.split(), other.words.rstrip(".").split()
        if len(first) >= 12 and len(second) >= 12:
            yield _quoted(kind, " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]]))


def _split(pool: Pool, kind: str, rng: random.Random) -> Iterator[Planted]:
    for told in pool.sentences:
        words = told.words.rstrip(".").split()
        at = len(words) // 2
        first, second = " ".join(words[:at]).rstrip(","), " ".join(words[at:])
        text = f"“{first},” the account said, “{second}.”"
        yield Planted(kind, text, 1, len(text) - 2)


def _by_speaker(pool: Pool, kind: str, rng: random.Random) -> Iterator[Planted]:
    for told in pool.said:
        given = told.who
        if kind != "true-speaker":
            foreign = [each for each in pool.names if len(each.split()) == 2 and each.split()[-1] not in told.article]
            others = told.others if kind == "speaker-within" else foreign
            if not others:
                continue
            given = rng.choice(others)
        yield _said_by(kind, told.words, given)


def _narrated(pool: Pool, kind: str, rng: random.Random) -> Iterator[Planted]:
    for told in pool.sentences:
        named = persons(told.article)
        if named and is_narrated(told.words, told.article):
            yield _said_by(kind, told.words.removesuffix("."), rng.choice(named))


def _said_by(kind: str, words: str, who: str) -> Planted:
    return Planted(kind, f"“{words},” {who} said.", 1, 1 + len(words))


def _by_source(pool: Pool, kind: str, rng: random.Random) -> Iterator[Planted]:
    for told in pool.sentences:
        if not told.publisher:
            continue
        given = told.publisher
        if kind == "source":
            others = [each for each in pool.publishers if each != given and each not in told.article]
            if not others:
                continue
            given = rng.choice(others)
        yield _quoted(kind, told.words.removesuffix("."), f"{given} reported: ")


def _invented(pool: Pool, kind: str, rng: random.Random) -> Iterator[Planted]:
    if kind == "invented":
        yield from (_quoted(kind, words) for words in _nowhere()["quotations"])
    else:
        yield from (Planted(kind, words, 0, len(words)) for words in _nowhere()["statements"])


def _nowhere() -> dict[str, list[str]]:
    """Return quotations and statements that stand in no article."""
    found: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("invented.toml").read_text(encoding="utf-8"))
    return found


_WAYS: Final[dict[str, Callable[[Pool, str, random.Random], Iterator[Planted]]]] = {
    "true": _changed(_as_it_is),
    "true-typography": _changed(_typography),
    "true-ellipsis": _changed(_elided),
    "true-insertion": _changed(_inserted),
    "true-split": _split,
    "true-speaker": _by_speaker,
    "true-source": _by_source,
    "figure": _changed(_other_figure),
    "name": _changed(_other_name),
    "negation": _changed(_denied),
    "dropped": _changed(_dropped),
    "spliced": _spliced,
    "speaker": _by_speaker,
    "speaker-within": _by_speaker,
    "narrated": _narrated,
    "source": _by_source,
    "invented": _invented,
    "claim-true": _changed(_as_a_fact),
    "claim-figure": _changed(_other_figure),
    "claim-date": _changed(_other_month),
    "claim-name": _changed(_other_name),
    "claim-invented": _invented,
}
