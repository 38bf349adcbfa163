"""The words in a sentence that would answer a question: a date, a number with its unit, a name."""

import re
from collections.abc import Callable, Iterator

from index.language.analysis import fold
from index.records import Span
from rag.questions.analysis import folded_words
from rag.questions.kinds import Kind

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:1\d{3}|20\d{2})"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?"
    rf"|{_MONTH},?\s+(?:of\s+)?{_YEAR}"
    rf"|{_YEAR}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}"
    rf"|(?:(?:spring|summer|autumn|fall|winter|early|mid|late)[\s-]+(?:of\s+|in\s+)?)?{_YEAR}(?:s|\s?[–-]\s?\d{{2,4}})?"
    rf"|(?:last|this|next)\s+(?:week|month|year|{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    rf"|(?:in|since|until|every)\s+{_MONTH}(?!,?\s+(?:of\s+)?\d)"
    rf"|(?:on\s+)(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today"
    rf"|\d{{1,2}}(?:st|nd|rd|th)[\s-]century|\d{{1,2}}:\d{{2}})\b",
    re.IGNORECASE,
)
_NO_UNIT = (
    "(?:of|and|or|but|in|on|at|to|by|for|from|as|with|than|is|are|was|were|has|have|had|will|would|the|a|an|that|who)"
)
_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|half|twice"
)
_FIGURE = r"\d++(?:[.,]\d++)*+[½¼¾]?"  # possessive: half a figure ("35" of "35,000-strong") is another figure
_NUMBER = re.compile(
    rf"(?:[$€£₺¥]\s?)?(?<![\w-])[-−]?{_FIGURE}(?:\s?[–-]\s?{_FIGURE})?(?:st|nd|rd|th|[a-z]{{1,2}})?(?![\w-])"
    rf"(?:\s?(?:%|percent|per cent|million|billion|trillion|thousand|hundred))*(?:\s+(?!{_NO_UNIT}\b)[^\W\d_]+)?"
    rf"|(?<![\w-])(?:{_SMALL})(?:[\s-](?:{_SMALL}))*(?!\w)(?:-[^\W\d_]+)*"
    rf"(?:\s+(?:percent|per cent|million|billion|trillion))*(?:\s+[^\W\d_]+s\b)?",
    re.IGNORECASE,
)
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽİĞŞА-Я]"
_NAME_PART = rf"(?:(?:{_CAPITAL}\.)+|(?:Dr|Mrs?|Ms|Prof|St|Gen|Sen|Gov)\.|{_CAPITAL}[\w’'-]*)"
_CAPITALISED = re.compile(rf"\b{_NAME_PART}(?:\s+(?:(?:of|the|de|van|von|bin|al)\s+)?{_NAME_PART})*")
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|in order to|so that|as a result of|thanks to|therefore)\b.*", re.IGNORECASE
)
_FUNCTION = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "he", "she", "it", "they", "we", "i", "his", "her", "its",
    "their", "our", "in", "on", "at", "by", "for", "from", "as", "but", "and", "or", "if", "when", "while", "after",
    "before", "although", "though", "however", "according", "there", "here", "one", "some", "many", "most", "with",
    "to", "of", "not", "no", "yesterday", "today", "tomorrow", "nobody", "everybody", "somebody", "everyone", "someone",
    "nothing", "all", "both", "each", "such", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "feb", "apr", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
})  # fmt: skip


def answer_words(sentence: str, kind: Kind, question: str) -> list[Span]:
    """Return the ranges in `sentence` of words of the kind that the question asks for, and doesn't say itself."""
    find = _FINDERS.get(kind)
    if find is None:
        return []
    asked = folded_words(question)
    found = [span for span in find(sentence) if not folded_words(span.of(sentence)) <= asked]
    wanted = _unit_asked(question) if kind is Kind.HOW_MANY else None
    kept = [span for span in found if wanted.search(span.of(sentence))] if wanted else found
    return sorted({*kept, *_dates(sentence)}) if kind is Kind.HOW_MANY and _DURATION.search(question) else kept


def has_answer_words(sentence: str, kind: Kind, question: str) -> bool | None:
    """Say whether a sentence holds words of the kind asked for; `None` when its form doesn't tell.

    A reason often stands without a "because": its absence says nothing.
    """
    if kind not in _FINDERS:
        return None
    return bool(answer_words(sentence, kind, question)) or (None if kind is Kind.WHY else False)


_DURATION = re.compile(r"how (?:long(?! (?:is|are) (?:the|an?)\b)|old)\b", re.IGNORECASE)
"""Questions that a date answers as well: "until the 19th century"."""
_UNITS = (
    (
        r"\bin (?:kilomet(?:er|re)s|km|miles|met(?:er|re)s|feet|yards)\b",
        r"\bkm\b|met(?:er|re)|mile|foot|feet|yard|inch",
    ),
    (r"\bin (?:seconds|minutes|hours|days|weeks|months|years)\b", r"second|minute|hour|day|week|month|year|decade"),
    (r"\bin (?:tonnes|tons|kilograms|kilos|kg|pounds)\b", r"tonne|\btons?\b|kilo|\bkg\b|pound|gram"),
    (r"what (?:\w+ )?(?:percent|percentage|share|proportion)\b", r"%|per ?cent|half|third|quarter"),
    (
        r"how much\b.*\b(?:pa(?:y|id|ying)|cost|worth|spen[dt]|price|earn|rais|fine|charge)|what .*\b(?:price|cost)\b",
        r"[$€£₺¥]|dollar|euro|pound|crown|krone|krona|franc|peso|rupee|zloty|yuan|lira|rouble|ruble|yen|usd|eur",
    ),
    (r"how long ago\b|how old\b|what age\b", r"year|month|day|week|decade|centur|age|\d"),
    (
        r"how (?:long|far|tall|high|deep|wide)\b",
        r"second|minute|hour|day|week|month|year|decade|centur|met(?:er|re)|mile|\bkm\b|foot|feet|inch|yard",
    ),
)
"""Questions whose number needs a certain unit, and how that unit is written."""
_COMPILED_UNITS = tuple((re.compile(asked, re.I), re.compile(unit, re.I)) for asked, unit in _UNITS)


def _unit_asked(question: str) -> re.Pattern[str] | None:
    return next((unit for asked, unit in _COMPILED_UNITS if asked.search(question)), None)


def _dates(sentence: str) -> Iterator[Span]:
    yield from (Span(*match.span()) for match in _DATE.finditer(sentence))


def _numbers(sentence: str) -> Iterator[Span]:
    dates = [Span(*match.span()) for match in _DATE.finditer(sentence)]
    for match in _NUMBER.finditer(sentence):
        span = Span(*match.span())
        if not any(date.start <= span.start < date.end for date in dates):
            yield span


def _names(sentence: str) -> Iterator[Span]:
    for match in _CAPITALISED.finditer(sentence):
        parts = re.finditer(r"\S+", match.group())
        first = next((part for part in parts if fold(part.group()) not in _FUNCTION), None)
        if first:
            yield Span(match.start() + first.start(), match.end())


def _reasons(sentence: str) -> Iterator[Span]:
    yield from (Span(*match.span()) for match in _REASON.finditer(sentence))


_FINDERS: dict[Kind, Callable[[str], Iterator[Span]]] = {
    Kind.WHEN: _dates,
    Kind.HOW_MANY: _numbers,
    Kind.WHO: _names,
    Kind.WHERE: _names,
    Kind.WHY: _reasons,
}
