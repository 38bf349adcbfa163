"""Numbers in words, in seven languages: "two thousand five hundred", "zweitausendfünfhundert", "iki bin beş yüz"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from index.language.analysis import fold
from index.records import Span
from rag.language.lexicon import in_order, lines, table

_HALF: Final = Decimal("0.5")
_WORD: Final = re.compile(r"[^\W\d_]+")
_BETWEEN: Final = re.compile(r"[ \u00a0-]{1,2}")
_HUNDRED, _THOUSAND = 100, 1000
_WHOLES: Final = (10**9, 10**6, _THOUSAND)
_COMPOUNDING: Final = frozenset({"de", "tr"})
"""Languages that write a number as one word."""
_ONES_FIRST: Final = frozenset({"de", "ar"})
"""Languages that say the ones before the tens: "fünfundzwanzig"."""
_AND: Final = "و"
"""The Arabic "and", which is written as part of the next word."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The number words of a language, folded."""

    values: Mapping[str, Decimal]
    hundreds: frozenset[str]
    scales: Mapping[str, int]
    joiners: frozenset[str]
    articles: frozenset[str]
    half: frozenset[str]
    half_more: frozenset[str]
    dozens: frozenset[str]
    fractions: Mapping[str, Decimal]
    of: frozenset[str]
    lots: frozenset[str]

    def known(self, word: str) -> bool:
        """Return True if a word can be part of a number, but for those that join its parts."""
        return word in self.values or self.multiplies(word)

    def multiplies(self, word: str) -> bool:
        """Return True if a word multiplies the number before it: "hundred", "dozen", "million"."""
        return word in self.hundreds or word in self.scales or word in self.dozens


@cache
def _words(language: str) -> _Words:
    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(word) for word in in_order(name, language))

    hundreds = folded("hundreds")
    values = dict(enumerate(in_order("numbers", language))) | dict(
        zip(range(30, 100, 10), in_order("tens", language), strict=False)
    )
    named = {word: number for number, word in values.items()} | dict(table("number-forms", language))
    plain = {fold(word): Decimal(number) for word, number in named.items()}
    mixed = {fold(word): Decimal(str(number)) for word, number in table("mixed-numbers", language).items()}
    scales = {fold(word): times for word, times in table("scales", language).items() if times != _HUNDRED}
    return _Words(
        values=plain | mixed,
        hundreds=hundreds,
        scales=scales,
        joiners=folded("number-joiners"),
        articles=folded("number-articles"),
        half=folded("half"),
        half_more=folded("half-more") | folded("half"),
        dozens=folded("dozens"),
        fractions={fold(word): Decimal(str(share)) for word, share in table("fractions", language).items()},
        of=folded("fraction-of"),
        lots=folded("lots"),
    )


@dataclass(slots=True)
class _Sum:
    """A number being read: whole scales, and what stands before the next one."""

    total: Decimal = Decimal(0)
    current: Decimal | None = None
    scale: int = 0
    """The last scale; the next one must be smaller."""

    @property
    def value(self) -> Decimal:
        """The number read so far."""
        return self.total + (self.current or 0)


@lru_cache(maxsize=8192)
def find_number_words(text: str, language: str = "en") -> tuple[tuple[Span, Decimal], ...]:
    """Return the numbers of a text that are written in words, in order, each with its value.

    A lone "one", and in other languages the article that looks like it, is left out.

    >>> text = "two thousand five hundred hens and a dozen ducks"
    >>> [(span.of(text), int(value)) for span, value in find_number_words(text)]
    [('two thousand five hundred', 2500), ('a dozen', 12)]
    """
    return tuple((span, value) for span, value in _found(text, language) if value is not None)


@lru_cache(maxsize=8192)
def find_vague_numbers(text: str, language: str = "en") -> tuple[Span, ...]:
    """Return the ranges of words that say only about how many: no number contradicts them, nor do they any.

    >>> text = "a few hundred hens, several thousand ducks and hundreds of geese"
    >>> [span.of(text) for span in find_vague_numbers(text)]
    ['a few hundred', 'several thousand', 'hundreds']
    """
    return tuple(span for span, value in _found(text, language) if value is None)


def _found(text: str, language: str) -> Iterator[tuple[Span, Decimal | None]]:
    """Yield the numbers in words, those that are vague without a value."""
    words = _words(language)
    vague = _before("vague", language)
    matches = list(_WORD.finditer(text))
    folded = [fold(match.group()) for match in matches]
    place = 0
    while place < len(matches):
        value, used = None, 0
        if _begins(folded[place], words, language):
            run = _run(text, matches, folded, place)
            value, used = read_words(run, language)
        first, last = matches[place], matches[place + max(used, 1) - 1]
        stands = value is not None and (value != 1 or used > 1) and not _is_part(text, first.start(), last.end())
        lot = folded[place] in words.lots
        if lot or (value is not None and stands):
            many = lot or _multiplies(folded[place], words, language)
            before = vague.search(text[: first.start()]) if many else None
            exact = None if lot or before else value
            yield Span(before.start() if before else first.start(), last.end()), exact
        place += max(used, 1)


@cache
def _before(name: str, language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(lines(name, language)) or '(?!)'})[\s-]+\Z", re.IGNORECASE)


def _multiplies(word: str, words: _Words, language: str) -> bool:
    """Return True if a number begins with what multiplies: "hundred thousand", which "a few" may stand before."""
    return words.multiplies(word) or words.multiplies(next(iter(_parts(word, language)), ""))


def _is_part(text: str, start: int, end: int) -> bool:
    """Return True if a number is part of something else: "three-quarters" is one word, "S-four" a name."""
    return text[max(0, start - 1) : start] in {"_", "'", "’"} or text[end : end + 1] == "_"


def _begins(word: str, words: _Words, language: str) -> bool:
    return (
        words.known(word)
        or word in words.articles
        or word in words.half
        or word in words.fractions
        or (language in _COMPOUNDING and bool(_parts(word, language)))
        or (language == "ar" and words.known(word.removeprefix(_AND)))
    )


def _run(text: str, matches: Sequence[re.Match[str]], folded: Sequence[str], place: int) -> tuple[str, ...]:
    """Return the words from a place on that only spaces and hyphens part."""
    end = place + 1
    while (
        end < len(matches)
        and end - place < _LONGEST
        and _BETWEEN.fullmatch(text, matches[end - 1].end(), matches[end].start())
    ):
        end += 1
    return tuple(folded[place:end])


_LONGEST: Final = 24
"""Words of the longest number."""


@lru_cache(maxsize=8192)
def read_words(run: tuple[str, ...], language: str) -> tuple[Decimal | None, int]:
    """Return the number that folded words begin with, and of how many of them it is."""
    words, number = _words(language), _Sum()
    place = _opening(run, words, number)
    end = 0
    while place < len(run):
        word, joined, step = _next(run, place, words, language)
        following = run[place + step + 1 : place + step + 2]
        if word in words.half_more and _add_half(
            number, joined=joined or word not in words.half, scaled=any(map(words.multiplies, following))
        ):
            place = end = place + step + 1
            continue
        share, length = _share(run[place + step :], words) if joined and number.current is not None else (_HALF, 0)
        if length and number.current is not None:  # "one and three quarter million"
            number.current += share
            place = end = place + step + length
            continue
        parts = [word] if words.known(word) else _parts(word, language) if language in _COMPOUNDING else []
        if not parts or not all(_add(part, words, number, language, joined=joined or len(parts) > 1) for part in parts):
            break
        place = end = place + step + 1
    if not end or (number.current == _HALF and not number.total):
        return None, 0
    return number.value, end


def _opening(run: Sequence[str], words: _Words, number: _Sum) -> int:
    """Return how many words open a number and are none: "a" dozen, "half a" million."""
    share, place = _share(run, words)
    if place:
        number.current = share
        return place
    if run[0] in words.half:
        number.current = _HALF
        place = 1 + (len(run) > 1 and run[1] in words.articles)
    elif run[0] in words.articles:
        place = 1
        if len(run) > 1 and run[1] in words.half:
            number.current = _HALF
            place = 2
    if place and (len(run) == place or not (run[place] in words.scales or run[place] in words.hundreds | words.dozens)):
        number.current = None
        return 0
    return place


def _share(run: Sequence[str], words: _Words) -> tuple[Decimal, int]:
    """Return the share of what follows that words open a number with, and how many they are: "three quarters of a"."""
    times, place = Decimal(1), 0
    if run[0] in words.articles or (run[0] in words.values and 0 < words.values[run[0]] < 10):
        times, place = words.values.get(run[0], times), 1
    if run[place : place + 1] == () or run[place] not in words.fractions:
        return times, 0
    share = times * words.fractions[run[place]]
    place += 1
    if place < len(run) and run[place] in words.of:
        place += 1
    if place < len(run) and (run[place] in words.articles or words.values.get(run[place]) == 1):
        place += 1
    return (share, place) if place < len(run) and words.multiplies(run[place]) else (share, 0)


def _next(run: Sequence[str], place: int, words: _Words, language: str) -> tuple[str, bool, int]:
    """Return the next word that counts, whether "and" joins it to those before, and how many words to go over."""
    word = run[place]
    if place and word in words.joiners and place + 1 < len(run):
        following = run[place + 1]
        article = following in words.articles and place + 2 < len(run)
        return (run[place + 2], True, 2) if article else (following, True, 1)
    if language == "ar" and place and word.startswith(_AND) and not words.known(word):
        return word.removeprefix(_AND), True, 0
    return word, False, 0


def _add_half(number: _Sum, *, joined: bool, scaled: bool) -> bool:
    """Add a half to what was said; return False where it isn't one.

    Args:
        number: what was said: "two and", "un million et", or the "eine" of "eine halbe Million".
        joined: whether "and" stands before the half.
        scaled: whether a scale stands behind it.
    """
    if number.current == 1 and scaled and not joined and not number.total:
        number.current = _HALF
    elif number.current is not None and number.current != _HALF:
        whole = next((scale for scale in _WHOLES if number.current >= scale), 1)  # "two millions and a half"
        number.current += whole * _HALF
    elif number.scale and number.current is None:
        number.total += number.scale * _HALF
    else:
        return False
    return True


def _add(word: str, words: _Words, number: _Sum, language: str, *, joined: bool) -> bool:
    """Add a word to a number; return False, and leave it as it is, where the word begins another one."""
    before = number.current
    if word in words.scales:
        return _scale(words.scales[word], number)
    value = words.values.get(word, Decimal(0))
    if word in words.dozens or word in words.hundreds:
        fits = before is None or 0 < before < _HUNDRED
        value = (before or Decimal(1)) * (12 if word in words.dozens else _HUNDRED)
    elif before is None:
        fits = not number.total or value < number.scale
    elif language == "fr" and value == 20 and before % _HUNDRED == 4:  # quatre-vingt
        fits, value = True, before + 76
    else:
        fits, value = _fits(before, value, language, joined=joined), before + value
    if fits:
        number.current = value
    return fits


def _fits(before: Decimal, value: Decimal, language: str, *, joined: bool) -> bool:
    """Return True if a value may follow another: "forty" "two", "hundred" "two", but not "two" "forty"."""
    rest = before % _HUNDRED
    if before != int(before) or value <= 0:
        return False
    if not rest:
        return value < (_HUNDRED if before % _THOUSAND else _THOUSAND)
    if rest >= 20 and not rest % 10:
        return value < (20 if language == "fr" and rest in {60, 80} else 10)
    if language == "fr" and rest in {10, 70, 90}:  # dix-sept, quatre-vingt-dix-sept
        return value in {7, 8, 9}
    if language == "ar" and rest < 10 and value == 10:  # خمسة عشر
        return True
    return language in _ONES_FIRST and joined and rest < 10 and value >= 20 and not value % 10


def _scale(times: int, number: _Sum) -> bool:
    if number.current is None and number.total:  # "mil millones"
        number.total *= times
        number.scale = times
        return True
    if number.scale and times >= number.scale:
        return False
    number.total += times * (1 if number.current is None else number.current)
    number.current, number.scale = None, times
    return True


@lru_cache(maxsize=4096)
def _parts(word: str, language: str) -> list[str]:
    """Return the number words that a word is made of: "zweitausend" is two and a thousand; none for any other word."""
    words = _words(language)
    known = sorted([*words.values, *words.hundreds, *words.scales, *words.joiners], key=len, reverse=True)

    def split(rest: str) -> list[str] | None:
        if not rest:
            return []
        for each in known:
            if rest.startswith(each) and (tail := split(rest[len(each) :])) is not None:
                return [each, *tail]
        return None

    if len(word) > 60 or language not in _COMPOUNDING:
        return []
    found = split(word) or []
    return [each for each in found if each not in words.joiners] if len(found) > 1 else []
