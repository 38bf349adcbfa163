"""Whether those to whom a draft and an article give some words may be the same."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from index.language.analysis import fold, function_words
from index.records import Span
from rag.citations.genre import is_interview
from rag.drafts.reading.speech import beside, is_quoted, names_family, same_family
from rag.drafts.records import Place
from rag.language.lexicon import listed
from rag.language.people.speakers import speaker_of
from rag.language.people.speech import ATTRIBUTES
from rag.language.places import country_of

_WORD: Final = re.compile(r"[^\W\d_]+")
_NEAR: Final = 1_500
"""Characters around a place in which whoever the draft names may be named, too."""
_BESIDE: Final = 220
"""Characters on either side of a place that may say who speaks there."""
_ENDS: Final = re.compile(r"[.!?][\"'’”)]*\s")
_BLAND: Final = listed("titles") | {"spokesman", "spokeswoman", "spokesperson", "official", "officials", "source"}


def names_of(speaker: str) -> frozenset[str]:
    """Return the words of a speaker that name somebody: "the Turkish president, Erdoğan" is erdogan and turkey."""
    plain = function_words("en") | _BLAND
    folded = [(word, fold(word)) for word in _WORD.findall(speaker)]
    return frozenset(
        country_of(key) for word, key in folded if word[:1].isupper() and key not in plain and len(key) > 1
    )


def same_speaker(one: str, other: str) -> bool:
    """Return True if two descriptions may be of the same: they share a name, or one of them names nobody."""
    first, second = names_of(one), names_of(other)
    return not first or not second or not first.isdisjoint(second)


def wrongly_given(
    speaker: str,
    places: Sequence[Place],
    text_of: Mapping[str, str],
    publishers: Collection[str] = (),
    *,
    foreign: bool = False,
) -> Place | None:
    """Return the place that shows that words aren't the speaker's to whom a draft gives them; else nothing.

    They are somebody else's when at each place another one is named as speaking, when whom the draft names isn't named
    in the article at all, or when the words are the article's own, which nobody speaks.

    Args:
        speaker: whom the draft names.
        places: where the words stand.
        text_of: the texts of those articles, by file.
        publishers: the outlets of the library.
        foreign: whether the draft is in another language than English, so that names are declined.
    """
    wanted = names_of(speaker)
    if not wanted and not foreign:
        return None
    outlet = next((name for name in map(_bare, publishers) if name == _bare(speaker)), None)
    for place in places:
        text = text_of[place.file]
        if outlet:
            wrong = outlet not in fold(f"{place.publisher} {text}")
        else:
            wrong = _is_foreign(speaker, place, text) if foreign else _is_wrong(wanted, speaker, place, text)
        if not wrong:
            return None
    return places[0] if places else None


def is_named(speaker: str, text: str) -> bool:
    """Return True if a text has all names of a speaker."""
    return names_of(speaker) <= _keys(text)


def _bare(outlet: str) -> str:
    return fold(outlet).removeprefix("the ")


def _is_wrong(wanted: frozenset[str], speaker: str, place: Place, text: str) -> bool:
    card = _keys(" ".join(filter(None, (place.author, place.publisher))))
    if wanted <= card or (place.publisher and not _keys(place.publisher).isdisjoint(wanted - _COMMON)):
        return False  # the outlet and the author may be named for all that they print
    family = [fold(word) for word in _WORD.findall(speaker) if word[:1].isupper()][-1]
    if place.speaker and not is_interview(text):  # of an answer nothing beside it tells whose it is
        apart = not same_speaker(speaker, place.speaker) and not _described(wanted, place, text)
        near = " ".join(beside(text, Span(place.start, place.end)))
        spoken_to = country_of(family) in _keys(_ADDRESSED.sub("", near))
        return apart and not _speaks_beside(family, place, text) and not spoken_to
    return country_of(family) not in _keys(text) or is_narrated(speaker, place, text)


def is_narrated(speaker: str, place: Place, text: str) -> bool:
    """Return True if an article says some words itself: it neither quotes them nor has that speaker speak beside them.

    What somebody says may run over sentences that don't name them: "The wall would take two years." So nothing is told
    of words in whose paragraph, or in the sentence before it, the speaker or "he" says something, or "I" speaks.
    """
    if is_interview(text) or is_quoted(text, Span(place.start, place.end)):
        return False
    family = country_of(fold([word for word in _WORD.findall(speaker) if word[:1].isupper()][-1]))
    begins = text.rfind("\n\n", 0, place.start) + 1
    ends = text.find("\n\n", place.end)
    around = text[max(begins, place.start - _NEAR) : min(ends if ends >= 0 else len(text), place.end + _NEAR)]
    leads = _ENDS.split(text[max(0, begins - _NEAR) : begins].rstrip())[-1]
    around = around if _QUOTES.search(leads) else f"{leads}. {around}"
    sentences = [sentence for sentence in _SENTENCES.split(around) if sentence.strip()]
    return not any(_may_speak(speaker, family, sentences, number) for number in range(len(sentences)))


def _may_speak(speaker: str, family: str, sentences: Sequence[str], number: int) -> bool:
    """Return True if a sentence may have somebody speak: by name or as "he", or "I" speaks in it."""
    keys = _keys(sentences[number])
    if not _FIRST.isdisjoint(keys):
        return True
    if not _SPEAKS.search(sentences[number]):
        return False
    who = speaker_of(sentences, number)
    return same_speaker(speaker, who) if who else family in keys or _HE_SPEAKS.search(sentences[number]) is not None


def _is_foreign(speaker: str, place: Place, text: str) -> bool:
    """Return True if words are somebody else's in a language whose names are compared without their endings."""
    if any(names_family(told, speaker) for told in (place.author, place.publisher) if told):
        return False
    if place.speaker:
        near = " ".join(beside(text, Span(place.start, place.end)))
        return not same_family(speaker, place.speaker) and not names_family(near, speaker)
    return not names_family(text, speaker)


def _speaks_beside(family: str, place: Place, text: str) -> bool:
    """Return True if the article has whom the draft names speak right beside the words: "he added, Medvedev said"."""
    before = _ENDS.split(text[max(0, place.start - _BESIDE) : place.start])[-1]
    after = _ENDS.split(text[place.end : place.end + _BESIDE])
    near = fold(before), fold(" ".join(after[:1]))
    speaks = re.compile(
        rf"\b{re.escape(family)}\b(?:,? \w+){{0,2}}? {ATTRIBUTES}\b|{ATTRIBUTES} (?:\w+ ){{0,3}}{re.escape(family)}\b"
    )
    return any(speaks.search(part) for part in near)


def _described(wanted: frozenset[str], place: Place, text: str) -> bool:
    """Return True if the article names whom the draft names right beside its own speaker: one may be the other."""
    near = _POSSESSIVE.sub("", text[max(0, place.start - _NEAR) : place.end + _NEAR // 3])
    named = _keys(place.speaker or "")
    return any(
        not wanted.isdisjoint(_keys(match.group())) and not named.isdisjoint(_keys(match.group()))
        for match in _APPOSED.finditer(near)
    )


_SPEAKS: Final = re.compile(
    rf"(?<!\w)(?:{ATTRIBUTES}|according to|in the (?:words|view) of|told|quoted)(?!\w)", re.IGNORECASE
)
_FIRST: Final = frozenset({"i", "my", "me", "we", "our", "us"})
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][\"'’”])\s+")
_HE_SPEAKS: Final = re.compile(
    rf"\b(?:he|she|they)(?:[ \xa0]\w+){{0,2}}?[ \xa0]{ATTRIBUTES}\b|{ATTRIBUTES}[ \xa0](?:he|she|they)\b", re.IGNORECASE
)
_ADDRESSED: Final = re.compile(
    r"\b(?:told|tells|asked|asks|assured|reminded|thanked|wrote to|said to|promised|praised|accused)[ \xa0]"
    r"(?:[a-z][\w’'-]*[ \xa0]){0,4}(?:[A-Z][\w’'-]*[ \xa0]?){1,3}"
)
"""Somebody who is spoken to beside some words, not who speaks: "she told Adeyemi"."""
_QUOTES: Final = re.compile('[“”«»"]')
_COMMON: Final = frozenset({"the", "post", "times", "news", "daily", "courier", "gazette", "press"})
_APPOSED: Final = re.compile(r"[A-Z][\w’'-]*(?:[ \xa0][\w’'-]+){0,5}, (?:[\w’'-]+[ \xa0]){0,8}[\w’'-]+(?=[,.])")
"""A name with a description behind a comma: "Turkey's defence minister, Fikri Isik,"."""
_POSSESSIVE: Final = re.compile(r"\b[A-Z][\w-]*[’']s?[ \xa0]")
"""Whose somebody is: in "Putin's spokesman, Dmitry Peskov," Putin isn't the one who is described."""


def _keys(text: str) -> frozenset[str]:
    return frozenset(country_of(fold(word)) for word in _WORD.findall(text))
