"""Who speaks the words in some quotation marks, as the sentence around them names them: « ... », a déclaré X."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from index.language.analysis import fold, function_words
from index.records import Span
from rag.language.lexicon import lines, listed
from rag.language.people.speech import ATTRIBUTES

_MARKS: Final = '«»„“”"‹›‚‘「」'
_QUOTES: Final = frozenset(_MARKS + "‘’'")
_ENDS: Final = re.compile(r"[.!?…:;](?=\s|$)|\n\s*\n")
_AROUND: Final = 600
"""Characters on either side of some words in which the marks around them stand."""
_BESIDE: Final = 200
"""Characters outside the marks that may say who speaks."""
_PHRASE: Final = 90
"""Characters behind the marks in which a description, a name and a verb may stand."""
_WORD: Final = re.compile(r"[^\W\d_](?:[\w’'ʼ-]*\w)?")
_PARTICLES: Final = frozenset(
    {"de", "del", "de la", "la", "von", "van", "der", "zu", "bin", "al", "el", "da", "dos", "di"}
)
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_STEM, _DECLINED, _SUFFIX = 3, 2, 4
"""Letters of a name that stay, that Russian changes at its end, and that may be added there: "Aksoy’un"."""


@dataclass(frozen=True, slots=True)
class _Word:
    raw: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.raw[:1].isupper()


def speaker_beside(text: str, span: Span, language: str) -> str | None:
    """Return who speaks the words in a range of a text, as it names them; nothing when it names nobody beside them.

    Args:
        text: a draft or an article.
        span: words that stand in quotation marks there.
        language: the one it is written in.
    """
    says = _says(language)
    if says is None:
        return None
    start, end = _marks_around(text, span)
    before, after = beside(text, span)
    return (
        _inside(text[start:end], language) or _behind(after, before, says, language) or _ahead(before, says, language)
    )


def beside(text: str, span: Span) -> tuple[str, str]:
    """Return the parts of a sentence before and behind the marks around some words."""
    start, end = _marks_around(text, span)
    before = re.split(r"\n\s*\n", text[max(0, start - _BESIDE) : max(0, start - 1)])[-1].rstrip(" :\u00a0\u202f—–-")
    after = re.split(r"\n\s*\n", text[end + 1 : end + _BESIDE])[0].lstrip(" ,،.\u00a0\u202f—–-")
    return _ENDS.split(before)[-1], _ENDS.split(after)[0]


def is_quoted(text: str, span: Span) -> bool:
    """Return True if some words of a text stand between quotation marks, which may open paragraphs before."""
    begins = text.rfind("\n\n", 0, span.start) + 1
    before, behind = text[begins : span.start], text[span.end : span.end + _AROUND].split("\n\n")[0]
    opened = max(before.rfind(mark) for mark in "«„“‹‚「")
    closed = max(before.rfind(mark) for mark in "»”›」")
    opens_paragraph = before.lstrip()[:1] in _QUOTES or text[span.start : span.start + 1] in _QUOTES
    within = opened > closed or before.count('"') % 2 == 1
    return within or opens_paragraph or behind[:2].strip(".,?!")[:1] in _QUOTES


def same_family(one: str, other: str) -> bool:
    """Return True if two names may end in one family name, however it is declined."""
    first, second = sorted((_family(name) for name in (one, other)), key=len)
    if _ARABIC.match(first):
        return first == second
    ending = _DECLINED if _CYRILLIC.match(first) else 0
    return second.startswith(first[: max(_STEM, len(first) - ending)]) and len(second) - len(first) <= _SUFFIX


def _family(name: str) -> str:
    word = fold(name.split()[-1])
    return word.removeprefix("ال") if _ARABIC.match(word) else word


def names_family(text: str, name: str) -> bool:
    """Return True if a text has the family name of somebody, however it is declined."""
    return any(same_family(word.group(), name) for word in _WORD.finditer(text))


@cache
def _says(language: str) -> re.Pattern[str] | None:
    forms = ATTRIBUTES if language == "en" else "|".join(lines("says", language))
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE) if forms else None


def _marks_around(text: str, span: Span) -> tuple[int, int]:
    """Return where the words between the marks around a range begin and end; the range itself where there are none."""
    left, right = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    at = max((left.rfind(mark) for mark in _MARKS), default=-1)
    to = min((found for mark in _MARKS if (found := right.find(mark)) >= 0), default=-1)
    start = span.start if at < 0 else span.start - (len(left) - at - 1)
    return start, span.end if to < 0 else span.end + to


def _inside(text: str, language: str) -> str | None:
    """Return who speaks within the marks, or between two parts: « Nous ne savions rien, a déclaré Delmas, de cela »."""
    within, between = ("|".join(lines(name, language)) for name in ("said-inside", "says"))
    if not between:
        return None
    patterns = [rf"[{_MARKS}]\s*[,،—–]?\s*(?:{between})\s(?P<who>[^,،—–{_MARKS}\n]{{2,60}})[,،—–:]?\s*[{_MARKS}]"]
    patterns += [rf"[,—–]\s*(?:{within})\s(?P<who>[^,—–\n]{{2,60}}?)\s*[,—–.]"] if within else []
    found = (re.search(pattern, text) for pattern in patterns)
    return next((_name_in(match["who"], language) for match in found if match), None)


def _behind(after: str, before: str, says: re.Pattern[str], language: str) -> str | None:
    """Return who is named behind the marks, or before them with the verb behind: Aksoy, “...” dedi."""
    match = says.match(after)
    if match is None:
        opens = language == "en" and after.startswith(("the ", "its ", "his ", "her ", "their "))
        verb = says.search(after[:_PHRASE]) if opens else None
        return _name_in(after[: verb.start()], language, last=True) if verb else None  # "the chairman, Ivo Hart, said"
    rest = after[match.end() :]
    described = re.match(r"(?P<what>[^,A-Z]{4,60}), (?=[^\W\d_a-z])", rest)  # "said the governor, Ximena Arratia"
    named = _name_in(rest[described.end() :] if described else rest, language)
    return named or (_name_in(before, language, last=True) if language == "tr" else None)


def _ahead(before: str, says: re.Pattern[str], language: str) -> str | None:
    """Return who is named before the marks: behind the verb, or as its subject, where alone English has it."""
    verbs = list(says.finditer(before))
    if not verbs:
        return None
    verb = verbs[-1]
    behind = _name_in(before[verb.end() :], language) if language != "en" else None
    return behind or _name_in(before[: verb.start()], language, last=True)


def _name_in(text: str, language: str, *, last: bool = False) -> str | None:
    """Return the first or last name in some words beside a verb of speech; a name of several words rather than one."""
    if language == "ar":
        return None if last else _arabic_name(text)
    plain = re.split(r"[,(]", text)[0] if not last else text
    runs = list(_runs(plain, language))
    runs = runs[::-1] if last else runs
    return next((run for run in runs[:2] if " " in run), runs[0] if runs else None)


def _runs(text: str, language: str) -> Iterator[str]:
    """Yield the runs of words with capitals, but for those behind a preposition of place, which name no speaker."""
    words = [_Word(match.group(), *match.span()) for match in _WORD.finditer(text)]
    plain, places = function_words(language), listed("where" if language != "en" else "prepositions", language)
    place = 0
    while place < len(words):
        end = _end_of_run(words, place, text)
        if end == place:
            place += 1
            continue
        while place < end and fold(words[place].raw) in plain | places:
            place += 1  # "Am Freitag", "Hier"
        if place == end:
            continue
        before = fold(words[place - 1].raw) if place else ""
        run = text[words[place].start : words[end - 1].end]
        alone = end == place + 1
        noun = alone and language == "de" and (before in plain or not place)  # "die Ministerin"
        if before not in places and not noun:
            yield run
        place = end


def _end_of_run(words: Sequence[_Word], first: int, text: str) -> int:
    place = first
    while place < len(words) and words[place].capital:
        if place > first and text[words[place - 1].end : words[place].start].strip():
            break
        following = words[place + 1 : place + 3]
        joined = len(following) == 2 and fold(following[0].raw) in _PARTICLES and following[1].capital
        place += 2 if joined else 1
    return min(place, len(words))


def _arabic_name(text: str) -> str | None:
    """Return the words right behind a verb, up to what opens the words said: nothing tells names apart there."""
    stops = listed("where", "ar")
    found: list[str] = []
    for match in _WORD.finditer(re.split(r"[،,:؛«»\"“”(]", text)[0]):
        if fold(match.group()) in stops or len(found) == 6:
            break
        found.append(match.group())
    return " ".join(found) or None
