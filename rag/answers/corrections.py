"""Corrections that articles print of themselves: what was wrong yields to what stands, and is shown as corrected."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.analysis import meaningful_words, stem
from index.language.card_words import opening
from index.language.written_dates import fold
from rag.language.numbers import figure_values
from rag.retrieval.hybrid import Candidate, Search
from rag.retrieval.ranking import Evidence

LOOKED_AT: Final = 12
"""The best sentences, which alone are looked at for what a note corrects."""
_LABEL: Final = re.compile(r"[^.:]{0,40}(?:[:—–]|$)")
"""What may stand behind "Correction" in the label of a note: a date, and a colon."""
_BEFORE_LABEL: Final = "*_#>[( \t"
_EARLIER: Final = re.compile(
    r"\b(?:earlier|previous|original|first) version of (?:this|the|our) (?:article|story|report|piece|page)"
    r"|\bthis (?:article|story|report|piece) (?:has been|was) (?:corrected|amended)"
    r"|\b(?:früheren|vorherigen|ersten|älteren) (?:version|fassung)\b"
    r"|\bversion (?:précédente|antérieure|initiale)\b|\bversión (?:anterior|previa)\b"
    r"|\b(?:önceki|ilk) (?:sürüm|hali|hâli|versiyon)\w*"
    r"|\b(?:ранней|предыдущей|первоначальной) (?:версии|редакции)\b|نسخة سابقة|النسخة السابقة",
    re.IGNORECASE,
)
_WRONGLY: Final = re.compile(
    rf"{_EARLIER.pattern}|\b(?:wrongly|incorrectly|mistakenly|misstated|erroneously|in error|a wrong|an incorrect)\b"
    r"|\b(?:fälschlich|irrtümlich)\w*|\bpar erreur\b|\bpor error\b|\byanlış\w*|\bhatalı\b|\bошибочно\b|بالخطأ|خطأ",
    re.IGNORECASE,
)
"""A sentence of a note that says what was wrong."""
_ITEM_NUMBER: Final = re.compile(r"^[ \t>]*\(?\d{1,3}[.)][ \t]", re.MULTILINE)
_SHARED: Final = 0.4
"""Share of a sentence's words that a note on it has, where it names no figure of it; of the words two at least."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence that its article corrects."""

    wrong: Evidence
    note: tuple[Evidence, ...]
    """The sentences of the note, in order."""


def put_right(search: Search, ranked: Sequence[Evidence]) -> tuple[list[Evidence], list[Correction]]:
    """Return the evidence without what its own article corrects, and what is corrected, the likeliest first.

    Args:
        search: what was found.
        ranked: the sentences, the likeliest answer first.
    """
    notes = [note for candidate in search.candidates for note in _notes(candidate, ranked)]
    if not notes:
        return list(ranked), []
    within = {id(each) for note in notes for each in note}
    found = []
    for each in ranked[:LOOKED_AT]:
        note = next((note for note in notes if id(each) not in within and _corrects(note, each)), None)
        if note is not None:
            found.append(Correction(each, note))
    left_out = {id(each.wrong) for each in found}
    left_out |= {id(each) for note in notes for each in note if len(note) > 1 and _WRONGLY.search(each.sentence.text)}
    return [each for each in ranked if id(each) not in left_out], found


def opens_note(sentence: str) -> bool:
    """Return True if a sentence opens a note on what an article had wrong: "Correction, 14 March: ..."."""
    plain = sentence.lstrip(_BEFORE_LABEL)
    label = opening("corrections").match(fold(plain[:80]))
    return bool(label and _LABEL.match(plain, label.end())) or _EARLIER.search(sentence) is not None


def _without_label(note: str) -> str:
    """Return a note without its label, whose figures are a date's."""
    plain = note.lstrip(_BEFORE_LABEL)
    label = opening("corrections").match(fold(plain[:80]))
    return plain[behind.end() :] if label and (behind := _LABEL.match(plain, label.end())) else plain


def _notes(candidate: Candidate, ranked: Sequence[Evidence]) -> Iterator[tuple[Evidence, ...]]:
    """Yield the notes of a passage: from the sentence that opens one to the end of its paragraph."""
    sentences = candidate.passage.sentences
    place = 0
    while place < len(sentences):
        if not opens_note(sentences[place].text):
            place += 1
            continue
        end = place + 1
        while end < len(sentences) and not (
            sentences[end].heading or (sentences[end].paragraph_start and not sentences[end - 1].heading)
        ):
            end += 1
        own = {each.position: each for each in ranked if each.candidate is candidate}
        yield tuple(own[at] for at in range(place, end) if at in own and not sentences[at].heading)
        place = end


def _corrects(note: Sequence[Evidence], evidence: Evidence) -> bool:
    """Return True if a note speaks of a sentence of its article: of its figures, or of much of what it says."""
    article = evidence.candidate.passage.article
    if not note or note[0].candidate.passage.article.file != article.file or evidence.sentence.heading:
        return False
    told = " ".join(each.sentence.text for each in note)
    said, noted = (
        set(stem(meaningful_words(text, article.language), article.language)) for text in (evidence.sentence.text, told)
    )
    shared = {word for word in said & noted if not word.isdigit()}
    own = figure_values(_ITEM_NUMBER.sub("", evidence.sentence.text), article.language)
    if not own and figure_values(_without_label(told), article.language):
        return False
    figures = own & figure_values(told, article.language)
    plain = sum(not word.isdigit() for word in said)
    return len(shared) >= (1 if figures else max(2, _SHARED * plain))
