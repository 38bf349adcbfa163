"""A draft in its sentences and quotations, within the bounds that keep a hostile one from taking all day."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from index.chunking.frontmatter import find_front_matter
from index.chunking.sentences import split_sentences
from index.errors import UsageError
from index.language.analysis import question_language
from index.language.detection import detect_language
from index.records import Sentence, Span
from rag.drafts.reading.quotations import Quotation, find_quotations, paragraphs
from rag.drafts.reading.speech import speaker_beside
from rag.language.people.speakers import speaker_of
from rag.language.people.speech import ATTRIBUTES

LONGEST: Final = 400_000
"""Characters of a draft: some 65,000 words, a book's part rather than an article."""
MOST_WORDS: Final = 60_000
MOST_QUOTATIONS: Final = 2_000
_PRONOUNS: Final = frozenset({"he", "she", "they", "it", "i", "we"})
_PRONOUN: Final = re.compile(r"\b(?:he|she|it)\b", re.IGNORECASE)
_LETTER: Final = re.compile(r"[^\W\d_]")
_BACK: Final = 6
"""Sentences before one that tell whom "he" means."""
_SHORT: Final = 2_000
"""Characters of which the function words tell the language, where the letters don't."""
_HOLLOW: Final = "\x00"


@dataclass(frozen=True, eq=False)
class DraftText:
    """A draft taken apart."""

    name: str
    text: str
    quotations: tuple[Quotation, ...]
    sentences: tuple[Sentence, ...]
    hollow: str
    """The text with the words in quotation marks blanked, as long as it is."""
    language: str
    """What it is written in; English where that isn't sure."""

    @cached_property
    def _lines(self) -> list[int]:
        return [place for place, char in enumerate(self.text) if char == "\n"]

    @cached_property
    def paragraphs(self) -> list[int]:
        """Where its paragraphs begin, in order."""
        return [paragraph.start for paragraph in paragraphs(self.text)]

    @cached_property
    def plain(self) -> list[str]:
        """The sentences without the words in their quotation marks."""
        return [sentence.span.of(self.hollow) for sentence in self.sentences]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def line(self, place: int) -> int:
        """Return the line of a place, counted from 1."""
        return bisect_right(self._lines, place - 1) + 1

    def sentence_at(self, place: int) -> int | None:
        """Return the number of the sentence that holds a place, or of the last one before it."""
        number = bisect_right(self._starts, place) - 1
        return number if number >= 0 else None

    def speaker(self, quotation: Quotation) -> str | None:
        """Return whom the draft has say a quotation, in its words; nothing when it names nobody for sure."""
        if quotation.signed:
            return quotation.signed
        if self.language != "en":
            return speaker_beside(self.text, Span(quotation.start, quotation.end), self.language)
        for place in dict.fromkeys((quotation.end, quotation.start)):
            number = self.sentence_at(place)
            if number is None:
                continue
            said = self._speaker_in(number)
            if said is None and number and self.plain[number - 1].rstrip().endswith(":"):
                said = self._speaker_in(number - 1)
            if said and said.lower() not in _PRONOUNS and self._names(said):
                return said
        return None

    def _names(self, said: str) -> bool:
        """Return True unless a lone word is capitalised only for opening a sentence: "Arms sales", then "he said"."""
        if " " in said or not said[:1].isupper():
            return True
        word = re.escape(said)
        return bool(
            re.search(rf"(?<=[^\W\d_A-Z][ ,])[^\S\n]*{word}\b|\b{word}(?:,[^,.]*,)? {ATTRIBUTES}\b", self.hollow)
            or re.search(rf"\b{ATTRIBUTES} {word}\b", self.hollow)
        )

    def _speaker_in(self, number: int) -> str | None:
        """Return who speaks in a sentence; whoever spoke in the one before only where it names nobody at all."""
        sentence = self.plain[number]
        alone = speaker_of([sentence], 0)
        if alone or not (_PRONOUN.search(sentence) or not _LETTER.search(sentence)):
            return alone
        return speaker_of(self.plain[max(0, number - _BACK) : number + 1], min(number, _BACK))


def read_draft(text: str, name: str = "draft", languages: Collection[str | None] = ()) -> DraftText:
    """Take a draft apart.

    Args:
        text: the draft.
        name: what to call it.
        languages: those that a short draft may be in, beside English.

    Raises:
        UsageError: it is empty, or beyond the bounds.
    """
    if not text.strip():
        raise UsageError(f"{name} is empty: there is nothing to check.")
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS:
        raise UsageError(
            f"{name} has {len(text.split()):,} words, {len(text):,} characters: the most is {MOST_WORDS:,} words and "
            f"{LONGEST:,} characters; check it in parts."
        )
    front = find_front_matter(text)
    start = front.end if front else 0
    quotations = find_quotations(text, start)
    if len(quotations) > MOST_QUOTATIONS:
        raise UsageError(
            f"{name} has {len(quotations):,} quotations: the most is {MOST_QUOTATIONS:,}; check it in parts."
        )
    hollow = _hollowed(text, quotations)
    language = detect_language(text, [Span(start, len(text))])
    if language is None:
        language = question_language(text[start:][:_SHORT], ["en"])
        language = language if language in languages else "en"
    sentences = tuple(
        sentence
        for paragraph in paragraphs(hollow, start)  # each by itself: an answer isn't joined with its question here
        for sentence in split_sentences(hollow, [paragraph], language, len(hollow), len)
    )
    return DraftText(name, text, tuple(quotations), sentences, hollow, language or "en")


def _hollowed(text: str, quotations: Sequence[Quotation]) -> str:
    """Blank what is quoted, so that its full stops end no sentence but at its own end; every mark becomes “ or ”."""
    made = list(text)
    for quotation in quotations:
        for span in quotation.spans:
            inner = span.of(text)
            kept = inner.rstrip()[-1:]
            length = span.end - span.start
            filler = [_HOLLOW] * length
            if kept in {".", "!", "?", ",", "…"} and length > 1:
                filler[-1] = kept
            made[span.start : span.end] = filler
            if not quotation.block and span.start > 0:
                made[span.start - 1] = "“"
            if not quotation.block and span.end < len(text):
                made[span.end] = "”"
    return "".join(made)
