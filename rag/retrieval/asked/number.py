"""Evidence of what a question calls by its number: what is said of Article 7 is no answer about Article 6."""

import re
from collections.abc import Sequence
from typing import Final

from index.language.analysis import function_words, stem, words
from index.language.numbered import label_of
from rag.questions.analysis import Question
from rag.questions.numbered import Numbered, numbered_things
from rag.retrieval.ranking import Evidence, as_answer

_PARTS: Final = frozenset({"paragraph", "subparagraph", "clause", "point"})
"""Parts of a rule that often have nothing but their number before them."""
_LABELS: Final = _PARTS | {"article", "section", "chapter", "rule", "part", "annex"}
_PART: Final = re.compile(r"[\s*_>#-]*(?:\(|\d{1,4}[a-z]?\s?\(|(?=\w{1,4}\)))(\w{1,4})\)")
_OPENING: Final = re.compile(r"[\s*_>#-]*(\d{1,3}[a-z]?(?:\.\d{1,3})*)(?:\(\w{1,4}\))?[.):]?(?:\s|$)", re.IGNORECASE)
"""The bare number that a heading opens with: "4. Repairs", "2(b)"."""
_ITEM: Final = re.compile(r"[\s*_>#-]*\(?(\d{1,3}(?:\.\d{1,3})*)[.)]?\s")


def of_asked_number(ranked: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Return the evidence with what is of the asked number first, and without what is of another number.

    Where nothing is of that number, it is returned as it is.
    """
    kept = list(ranked)
    for asked in question.numbered:
        told = [(numbers_told(each, asked, question), each) for each in kept]
        own = [each for numbers, each in told if asked.number in numbers]
        if own:
            files = {each.candidate.passage.article.file for each in own}
            others = [each for numbers, each in told if not numbers and not each.sentence.heading]
            meant = [each for each in own if asked.sure and _has_names(each, question)]
            own = meant or own
            own = [each for each in own if _is_part(each, asked)] or own
            if question.asks_content:
                own = [as_answer(each) if each in meant else each for each in own]
            kept = own + [each for each in others if not asked.sure or each.candidate.passage.article.file in files]
    return kept


def is_of(evidence: Evidence, asked: Numbered, question: Question) -> bool:
    """Return True if a sentence is of what a question calls by its number."""
    return asked.number in numbers_told(evidence, asked, question)


def _is_part(evidence: Evidence, asked: Numbered) -> bool:
    """Return True if a sentence, or else the heading above it, opens with the part that is asked for: "(b)", "2(b)"."""
    sentences = evidence.candidate.passage.sentences[: evidence.position + 1]
    heading = next(
        (each.text for each in reversed(sentences) if each.heading), evidence.candidate.passage.heading or ""
    )
    opened = [_PART.match(text) for text in (evidence.sentence.text, heading)]
    return bool(asked.part) and any(found is not None and found[1].lower() == asked.part for found in opened)


def _has_names(evidence: Evidence, question: Question) -> bool:
    """Return True if a passage or its title has the names asked for: other statutes have an Article 6, too."""
    plain = function_words(question.language or "en")
    numbers = {part for each in question.numbered for part in words(each.words)}  # "Art. 6" is Article 6, too
    named = {part for name in question.names for part in words(name) if part.isalpha() and part not in plain | numbers}
    language = evidence.candidate.passage.article.language
    return all(each in evidence.candidate.terms for each in stem(named, language))


def missing_numbers(ranked: Sequence[Evidence], question: Question) -> list[Numbered]:
    """Return what a question calls by a number that no evidence has."""
    return [
        asked
        for asked in question.numbered
        if not any(asked.number in numbers_told(each, asked, question) for each in ranked)
    ]


def numbers_told(evidence: Evidence, asked: Numbered, question: Question) -> frozenset[str]:
    """Return the numbers of the asked kind of thing that a sentence speaks of, or else what stands above it.

    Above it are the label of the rule that it goes on with, the heading and the title.
    """
    passage = evidence.candidate.passage
    language = passage.article.language
    if language != question.language and asked.noun not in _LABELS:
        language = question.language
    own = _of(evidence.sentence.told, asked, language) or _above(evidence, asked, language)
    return own | _item(evidence.sentence.text, asked, labelled=bool(own))


def _above(evidence: Evidence, asked: Numbered, language: str | None) -> frozenset[str]:
    passage = evidence.candidate.passage
    for sentence in reversed(passage.sentences[: evidence.position]):
        label = label_of(sentence.text)
        if label and label[0] == asked.noun:
            return frozenset({label[1]})
        if sentence.heading and (above := _headed(sentence.text, asked, language)):
            return above
    return _headed(passage.heading or "", asked, language) or _of(passage.article.title or "", asked, language)


def _headed(heading: str, asked: Numbered, language: str | None) -> frozenset[str]:
    """Return the numbers of the asked kind of thing that a heading has; that of a rule may have no noun before it."""
    own = _of(heading, asked, language)
    bare = _OPENING.match(heading) if not own and asked.noun in _LABELS else None
    return own or (frozenset({bare[1].lower()}) if bare else own)


def _item(text: str, asked: Numbered, *, labelled: bool) -> frozenset[str]:
    """Return the number of a part of a rule: "4.2 Widows pay nothing." under Article 4, "(2)" for its paragraph 2."""
    found = _ITEM.match(text)
    if found is None or not ("." in found[1] or (asked.noun in _PARTS and not labelled)):
        return frozenset()
    return frozenset({found[1]})


def _of(text: str, asked: Numbered, language: str | None) -> frozenset[str]:
    return frozenset(each.number for each in numbered_things(text, language) if each.noun == asked.noun)
