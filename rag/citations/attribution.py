"""Add to a citation who says it, whether it is a headline or opinion, and what its relative dates mean."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from index.language.analysis import fold
from index.records import ArticleCard, StoredPassage
from rag.citations.genre import is_opinion, role_of
from rag.citations.relative_dates import date_words, shifted
from rag.language.people.speakers import speaker_of
from rag.messages.days import long_date
from rag.messages.texts import say
from rag.records import Citation

_BEFORE = 700
"""Characters before a passage in which "he" may have been named."""
_READ = 40_000
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+")
_APART = 12
"""Months between the oldest and the newest article of an answer, from which it says as of when."""


def attributed(citation: Citation, passage: StoredPassage, positions: tuple[int, int], text: str) -> Citation:
    """Return a citation with its speaker, its role and the meaning of its relative dates.

    Args:
        citation: a quote in its place.
        passage: the passage that it is from.
        positions: its first and last sentence.
        text: the raw text of the article.
    """
    card, (first, last) = passage.article, positions
    quoted = passage.sentences[first : last + 1]
    opinion = _opinion(card, text[:_READ])
    role = role_of(headings=all(sentence.heading for sentence in quoted), opinion=opinion)
    dates = date_words(citation.quote, card.published, card.language)
    return replace(
        citation,
        speaker=_speaker(passage, positions, text) or (card.author if role == "opinion" else None),
        role=role,
        dates=shifted(dates, citation.start),
    )


def _speaker(passage: StoredPassage, positions: tuple[int, int], text: str) -> str | None:
    """Return who says the quote; `None` when its sentences have different speakers, or the article speaks itself."""
    if passage.article.language not in {"en", None}:
        return None
    before = _SENTENCE.split(text[max(0, passage.span.start - _BEFORE) : passage.span.start].rstrip())
    sentences = [*before[1:], *(sentence.text for sentence in passage.sentences)]
    offset = len(before) - 1
    spoken = [speaker_of(sentences, offset + place) for place in range(positions[0], positions[1] + 1)]
    if len(spoken) == 2 and spoken[0] is None and len(sentences[offset + positions[0]].split()) < _SETTING:
        return spoken[1]  # "Putin opened the summit. ..., he said"
    names = {who and fold(who.split()[-1]) for who in spoken}
    return max(filter(None, spoken), key=len) if len(names) == 1 and spoken[0] else None  # "Fikri Isik", then "Isik"


_SETTING = 12
"""Words of a sentence that only sets the scene for what is said in the next."""


@lru_cache(maxsize=256)
def _opinion(card: ArticleCard, text: str) -> bool:
    """Return True if an article is a piece of opinion; kept, for looking through one takes milliseconds."""
    return is_opinion(card, text)


def as_of(citations: Sequence[Citation], language: str | None) -> tuple[str, ...]:
    """Return the note "As of 2021-09-13 ..." where an answer rests on articles a year or more apart; else nothing."""
    dates = sorted(citation.published for citation in citations if citation.published)
    if not dates or _months(dates[-1]) - _months(dates[0]) < _APART:
        return ()
    return (say("as-of", language, newest=dates[-1], oldest=dates[0]),)


def _months(iso: str) -> int:
    return int(iso[:4]) * 12 + int(iso[5:7])


def told_by(citation: Citation, language: str | None = "en") -> str:
    """Return who says a quote, where, and what its dates mean: "according to Isik, in an opinion piece"; or nothing."""
    parts = [say("according-to", language, speaker=citation.speaker)] if citation.speaker else []
    if citation.role != "article":
        parts.append(say(f"in-{citation.role}", language))
    for each in citation.dates:
        words = citation.quote[each.start - citation.start : each.end - citation.start]
        parts.append(f"{words} = {long_date(each.meaning, language)}")
    return ", ".join(" ".join(part.split()) for part in parts)
