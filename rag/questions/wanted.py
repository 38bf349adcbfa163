"""Read what would answer a question: the unit of a number, the noun behind "which", a birth or death."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from index.language.analysis import function_words
from index.language.analysis import words as words_of

_DURATION: Final = re.compile(r"how (?:long(?! (?:is|are) (?:the|an?)\b)|old)\b", re.IGNORECASE)
"""Questions that a date answers as well: "until the 19th century"."""
_UNITS: Final = (
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
_COMPILED_UNITS: Final = tuple((re.compile(asked, re.I), re.compile(unit, re.I)) for asked, unit in _UNITS)
_MEASURE: Final = re.compile(
    r"\bwhat (?:(?:is|are|was|were) the )?(?:[\w’'-]+ ){0,3}?"
    r"(percentage|number|share|proportion|population|price|cost|age|distance|income|toll|budget)\b",
    re.IGNORECASE,
)
"""A quantity that is asked for by its name: "What is the population of ...?"."""
_HOW_MANY_PEOPLE: Final = re.compile(r"\bhow many (?:people|persons)\b", re.IGNORECASE)
_DESCRIBED: Final = (
    r"(?:sport|profession|occupation|job|genre|type|kind|sort|party|position|language|nationality|role|religion|medium"
    r"|industry|product|field|unit|composition|affiliation|title|rank)"
)
_ASKS_WHAT: Final = re.compile(rf"\b(?:what|which)\b(?:\s+[\w’'-]+){{0,4}}?\s+{_DESCRIBED}\b", re.IGNORECASE)
"""A question that a description answers: "What is her profession?"."""
_NAMED_THING: Final = re.compile(r"\b(?:what|which)\s+([^\W\d_]{3,})\b", re.IGNORECASE)
_BIRTH: Final = re.compile(r"\bborn\b|\bbirth", re.IGNORECASE)
_DEATH: Final = re.compile(r"\bdied?\b|\bdeath", re.IGNORECASE)
_BORN_WHEN: Final = re.compile(
    r"\b(?:when|(?:what|which) (?:year|day|date)) (?:was|were) .+ born\W*$"
    r"|\b(?:when|what)(?: is| was|['’]s) (?:the )?(?:[\w’'.-]+ ){1,5}?"
    r"(?:birthday|birth ?date|date of birth|year of birth)\W*$",
    re.IGNORECASE,
)
_DIED_OF: Final = re.compile(
    r"(?i:\b(?:what|(?:what|which|of what|of which) (?:illness|disease|ailment)) did .+ die(?: of| from)?)\s*\?*$"
    r"|\b(?i:how did) (?:[A-Z][\w’'-]* ){1,4}die\b"
    r"|\b(?i:(?:the cause of|what caused)) (?:[A-Z][\w’'-]* ?){1,4}(?i:death)\b"
)
"""What ended the life of somebody who is named."""
_BEHIND_NOUN: Final = (
    r"(?:did|do|does|has|have|had|is|are|was|were|will|would|can|could|in|of|on|at|to|the|a|an|there|that|who|from|with"
    r"|by|per)\b"
)
"""What ends the noun behind "how many" or "which"."""
_COUNTED: Final = re.compile(
    rf"\bhow many (?!(?:is|are|was|were|has|have|had|will)\b)((?:[\w’'-]+ ){{1,4}}?){_BEHIND_NOUN}", re.IGNORECASE
)
_CHOSEN: Final = re.compile(rf"\b(?:which|what) (?!{_BEHIND_NOUN})((?:[\w’'-]+ ){{1,3}}?){_BEHIND_NOUN}", re.IGNORECASE)
_ANYTHING: Final = frozenset({"people", "persons", "times", "things", "ones"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What would answer a question, as far as its English words tell."""

    unit: re.Pattern[str] | None
    """How the unit is written that the number must have; nothing where any will do."""
    dated: bool
    """Whether a date answers "how long" or "how old" as well as a number."""
    measure: str
    """The quantity that is asked for by name: `population`; empty when none is."""
    people: bool
    """Whether it asks how many people."""
    description: bool
    """Whether a description answers: what kind, which profession."""
    noun: str | None
    """The word behind "which" or "what": a name that holds it answers ("the Green River" for "Which river")."""
    life: Literal["birth", "death"] | None
    """Which end of a life it asks for."""
    of_life: Literal["born", "died of"] | None
    """Whether it asks when somebody was born, or what they died of."""


def read_wanted(text: str) -> Wanted:
    """Return what would answer a question, as far as its words tell."""
    measured, noun = _MEASURE.search(text), _NAMED_THING.search(text)
    return Wanted(
        unit=next((unit for asked, unit in _COMPILED_UNITS if asked.search(text)), None),
        dated=bool(_DURATION.search(text)),
        measure=measured.group(1).lower() if measured else "",
        people=bool(_HOW_MANY_PEOPLE.search(text)),
        description=bool(_ASKS_WHAT.search(text)),
        noun=noun.group(1) if noun else None,
        life="birth" if _BIRTH.search(text) else "death" if _DEATH.search(text) else None,
        of_life="born" if _BORN_WHEN.search(text) else "died of" if _DIED_OF.search(text) else None,
    )


def counted_noun(text: str) -> str | None:
    """Return the folded noun behind "how many": the last plural before a verb or preposition, else the last word."""
    found = _COUNTED.search(text)
    group = words_of(found.group(1)) if found else []
    head = next((word for word in reversed(group) if word.endswith("s")), group[-1] if group else None)
    return None if _ANYTHING.intersection(group) else head


def chosen_words(text: str) -> frozenset[str]:
    """Return the folded words behind "which" or "what", up to the verb: `air` and `base` of "Which air base ...?"."""
    found = _CHOSEN.search(text)
    return frozenset(words_of(found.group(1))) if found else frozenset()


_WHO_IS: Final = {
    "en": re.compile(r"who(?: is|['’]s| was)\s+(?P<name>[^?]+)", re.IGNORECASE),
    "de": re.compile(r"wer (?:ist|war)\s+(?P<name>[^?]+)", re.IGNORECASE),
    "fr": re.compile(r"qui (?:est|était)\s+(?P<name>[^?]+)", re.IGNORECASE),
    "es": re.compile(r"¿?\s*qui[eé]n (?:es|era|fue)\s+(?P<name>[^?]+)", re.IGNORECASE),
    "tr": re.compile(r"(?P<name>[^?]+?)\s+kim(?:dir|di)?", re.IGNORECASE),
    "ru": re.compile(r"кто (?:так(?:ой|ая) |это )?(?P<name>[^?]+)", re.IGNORECASE),
}
_WHAT_IS: Final = re.compile(r"what(?: is|['’]s| was| are| were)\s+(?:the\s+)?(?P<name>[^?]+)", re.IGNORECASE)
_LONGEST_NAME: Final = 5
"""Words of a name."""


def asked_identity(text: str, language: str | None) -> tuple[str, ...]:
    """Return the folded name of whom or what a question asks what they are: "Who is Otto Lind?", "What is Gasnor?".

    It is empty for any other question: "Who is the mayor?" asks for a name, and gives none.
    """
    spoken = language or "en"
    form, stripped = _WHO_IS.get(spoken), text.strip(" ?.!\n")
    who = form.fullmatch(stripped) if form else None
    found = who or (_WHAT_IS.fullmatch(stripped) if spoken == "en" else None)
    name = words_of(found["name"]) if found else ()
    if found is None or len(name) > _LONGEST_NAME or any(word in function_words(spoken) for word in name):
        return ()
    if who is None:  # "What is the toll?" asks how much
        return tuple(name) if all(map(_is_written_as_name, found["name"].split())) else ()
    single = len(name) == 1 and found["name"].islower() and not text.islower()
    return () if single or any(word.isdigit() for word in name) else tuple(name)


def _is_written_as_name(word: str) -> bool:
    return word[:1].isupper() or any(char.isdigit() for char in word[1:])
