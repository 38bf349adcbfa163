"""Which sentences of a draft state something that articles can bear out."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from index.language.analysis import content_words, fold
from index.records import Span
from rag.drafts.reading.draft import DraftText
from rag.language.dates import days
from rag.language.lexicon import languages as spoken
from rag.language.lexicon import lines
from rag.language.names import names
from rag.language.numbers import find_figures, number_words
from rag.language.parsing import Reading, read
from rag.language.people.offices import gives_office
from rag.language.quantities import numbers

_QUOTED: Final = re.compile("“[\x00.,!?…]*”?")
_FEWEST: Final = 2
"""Words with a meaning that a statement has, beside its names; one with a figure, or two names, has one less."""
_OPINION: Final = re.compile(
    r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|[Yy]ou|should|ought|hopefully|sadly|let|no wonder)\b"
    r"|\bthe (?:trouble|point|question) is\b|\b(?:that|this|it) (?:is|was) (?:no|hardly|nothing)\b"
    r"|^(?:Perhaps|Maybe|Clearly|Surely|Of course)\b|\b(?:one|you) (?:may|might|can|could|should)\b"
    r"|^(?:That|This|It|Which) (?:is|was|would be|may be)(?:n[’']t)? (?:not )?(?:a |an |the )?(?:what|why|how|so|too"
    r"|sad|easy|hard|strange|odd|naive|tempting|wrong|right|clear|true|no)\b"
)
"""What tells of the writer's own view, in a sentence without a figure."""
_OWN: Final = re.compile(r"^(?:\w+[,:] )?(?:I|We|My|Our)\b|, (?:and )?I (?:have|had|was|am|think|met|keep|saw)\b")
"""What tells of the writer, whatever figures there are."""
_BIDS: Final = re.compile(
    r"^(?:Look|Consider|Take|Remember|Imagine|Think|Note|Ask|Suppose|Let|Recall|Picture|Forget|Never mind)\b"
)
"""What a reader is asked to do."""
_MARKUP: Final = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_DATELINE: Final = re.compile(
    r"^[A-ZÀ-Þ][A-ZÀ-Þ .,’'-]{2,40}"
    r"(?:\([^)]*\)|,? ?(?:\d{1,2}\.? )?[A-Z][a-z]{2,8}\.?[\d ,]{0,9})? ?[—–-]+ "
)
"""The place that opens a report, as in `ISTANBUL —`."""
_TRANSITION: Final = re.compile(
    r",? (?:for a start|to begin with|for example|for instance|of course|in fact|indeed|after all|to be sure)"
    r"(?=[,.;:!])",
    re.IGNORECASE,
)
_FEWEST_FOREIGN: Final = 4
"""The same in other languages, names included."""
_ANY: Final = frozenset({"de", "ar"})
"""Languages in which a capital tells no name: each sentence may state something."""
_IS: Final = re.compile(r"\b(?:is|are|was|were|has|have|had|became|be|been)\b")
"""What makes a sentence of a name, an office and a year: "He was Superintendent of the Caledonian from 1891 on"."""
_WORDS: Final = re.compile(r"[^\W\d_]+")
_ACCORDING: Final = re.compile(r"\baccording to\b", re.IGNORECASE)
_SEVERAL: Final = re.compile(
    r"\b(?:according to|as reported by) (?P<count>\w+) (?:[a-z]+ )?"
    r"(?:papers|newspapers|outlets|reports|articles|sources|media|accounts)\b,?\s*",
    re.IGNORECASE,
)
MOST: Final = 3_000
"""Statements of a draft that are looked up; those behind them are left alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A sentence of a draft that articles can bear out."""

    span: Span
    text: str
    """Its words but for those in quotation marks, which are looked at on their own."""
    reading: Reading
    figures: bool
    """Whether it has a number or a date."""
    outlets: tuple[str, ...] = ()
    """The outlets of the library that it gives what it says to; its words are without them."""
    sources: int = 1
    """How many independent sources it says there are: "according to two papers"."""
    language: str = "en"
    states: bool = True
    """Whether it says more than who somebody is: "said the mayor, Ruth Halloran"."""


def statements_of(
    draft: DraftText, publishers: Collection[str] = (), languages: Collection[str | None] = ()
) -> tuple[list[Statement], int]:
    """Return the statements of a draft, in order, and how many of its sentences state nothing that can be borne out.

    A draft in a language of which no word list is known has none; of it its quotations alone are checked.

    Args:
        draft: the draft.
        publishers: the outlets of the library.
        languages: those of the library: only articles in the draft's own can bear it out.
    """
    if draft.language == "en":
        found = list(_statements(draft, _giving(publishers)))
    elif draft.language in spoken() and draft.language in languages:
        found = list(_foreign_statements(draft, _giving_foreign(publishers, draft.language)))
    else:
        found = []
    sentences = sum(not sentence.heading for sentence in draft.sentences)
    return found[:MOST], max(0, sentences - sum(each.states for each in found[:MOST]))


def _giving(publishers: Collection[str]) -> re.Pattern[str] | None:
    """Return a pattern of "according to The Quay" and "The Quay reported that", for outlets of the library."""
    bare = sorted({re.escape(name.removeprefix("The ")) for name in publishers}, key=len, reverse=True)
    if not bare:
        return None
    outlet = rf"(?:the )?(?P<{{}}>{'|'.join(bare)})"
    told = r"(?:wrote|writes|reported|reports|said|says)(?: (?:on|in) \w+(?: \d+)?)?(?: that|,)?\s+"
    return re.compile(
        rf"\b(?:as reported (?:by|in)|according to) {outlet.format('one')}\b,?\s*|\b{outlet.format('other')} {told}",
        re.IGNORECASE,
    )


def _statements(draft: DraftText, giving: re.Pattern[str] | None) -> Iterator[Statement]:
    for sentence, plain in zip(draft.sentences, draft.plain, strict=True):
        if sentence.heading or plain.lstrip().startswith(">"):
            continue
        text = " ".join(_QUOTED.sub(" ", _MARKUP.sub("", plain)).replace("\x00", " ").split())
        text = _TRANSITION.sub("", _DATELINE.sub("", text))
        given = tuple(match["one"] or match["other"] for match in giving.finditer(text)) if giving else ()
        text = giving.sub("", text) if giving and given else text
        several = _SEVERAL.search(text)
        sources = number_words().get(fold(several["count"]), 2) if several else 1
        text = _SEVERAL.sub("", text)
        reading = read(text)
        figures = bool(numbers(reading) or days(reading))
        states = _states(text, reading, figures=figures or bool(given or several))
        if states or gives_office(reading):
            span = _with_markup(sentence.span, draft.text)
            yield Statement(span, text, reading, figures, given, sources, states=states)


def _giving_foreign(publishers: Collection[str], language: str) -> re.Pattern[str] | None:
    """Return a pattern of "laut Die Welt" or "Milliyet'e göre", for outlets of the library."""
    outlet = "|".join(sorted(map(re.escape, publishers), key=len, reverse=True))
    if not outlet:
        return None
    before = "|".join(lines("according-to", language))
    behind = "zufolge" if language == "de" else r"göre" if language == "tr" else ""
    forms = [rf"(?:{before})\s?(?:\w{{1,4}}\s)?[«„“\"]?(?P<one>{outlet})\b[»“”\"]?,?\s*"] if before else []
    forms += [rf"(?P<other>{outlet})\b\S*\s{behind}\b,?\s*"] if behind else [r"(?P<other>(?!))"]
    return re.compile("|".join(forms if before else [r"(?P<one>(?!))", *forms]), re.IGNORECASE)


def _foreign_statements(draft: DraftText, giving: re.Pattern[str] | None) -> Iterator[Statement]:
    for sentence, plain in zip(draft.sentences, draft.plain, strict=True):
        if sentence.heading or plain.lstrip().startswith(">"):
            continue
        text = " ".join(_QUOTED.sub(" ", _MARKUP.sub("", plain)).replace("\x00", " ").split())
        given = tuple(match["one"] or match["other"] for match in giving.finditer(text)) if giving else ()
        text = giving.sub("", text) if giving and given else text
        figures = bool(find_figures(text, draft.language))
        said = [word for word in content_words(text, draft.language) if not word.isdigit()]
        named = draft.language != "de" and any(word[0].isupper() for word in _WORDS.findall(text)[1:])
        if (
            not text.rstrip("*_ ").endswith(("?", "؟"))
            and len(said) >= _FEWEST_FOREIGN - figures
            and (figures or given or named or draft.language in _ANY)
        ):
            span = _with_markup(sentence.span, draft.text)
            reading = read(text, draft.language)
            yield Statement(span, text, reading, figures, given, 1, draft.language)


def _with_markup(span: Span, text: str) -> Span:
    """Return the range of a sentence with the asterisks right before it, which close in it: `**2002** – Turkey`."""
    start = span.start
    while start and text[start - 1] in "*_":
        start -= 1
    return Span(start, span.end)


def _states(text: str, reading: Reading, *, figures: bool) -> bool:
    """Return True if a sentence has a figure, a date, a name or a source, and says something of it."""
    if text.endswith("?") or _OWN.search(text) or (_BIDS.search(text) and not numbers(reading)):
        return False
    named = names(reading)
    inside = {place for name in named for place in range(name.first, name.last + 1)}
    values = [(day.start, day.end) for day in days(reading)]
    values += [(number.start, number.end) for number in numbers(reading)]
    said = [
        token
        for place, token in enumerate(reading.tokens)
        if token.content
        and token.kind == "word"
        and place not in inside
        and not any(start <= token.start < end for start, end in values)
    ]
    several = len(named) > 1
    least = 0 if figures and several and _IS.search(text) else _FEWEST - (figures or several)
    if len(said) < least:
        return False
    if figures or _ACCORDING.search(text):
        return True
    return bool(named) and not _OPINION.search(text)
