"""The nouns of a question: those behind an article, and the one behind "which"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.language.english_verbs import BASES, FORMS, PARTICIPLES, PAST

_WH_NOUN = re.compile(
    r"^(?:(?:in|on|at|to|from|by|of|with|for) )?(?:which|what)(?: kinds? of| type of| sort of)? (?!is\b|are\b|was\b"
    r"|were\b|do\b|does\b|did\b|has\b|have\b|will\b|would\b|can\b|else\b)(?P<noun>(?:(?!is\b|are\b|was\b|were\b|do\b"
    r"|does\b|did\b|has\b|have\b|had\b|will\b|would\b|can\b|could\b|in\b"
    r"|of\b)[\w’'-]+ ?){1,4})",
    re.IGNORECASE,
)
"""The noun behind an opening "which" or "what", up to a verb or preposition: "What kind of Russian plane was ..."."""
AUXILIARIES = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must"
_NOUN_PHRASE = re.compile(
    rf"(?P<aux>\b(?:{AUXILIARIES}) )?\b(?:the|an?|this|that|these|those) (?P<noun>(?:(?!(?:of|in|on|at|to|for|by|from"
    r"|with|and|or|the|an?|its|his|her|their|that|who|which|about|as|under|over|across|after|before|during|between"
    rf"|against|into|than|not|{AUXILIARIES})\b)[\w’'-]+ ?){{1,4}})",
    re.IGNORECASE,
)
OF_NAME: Final = r"(?: (?:in|at|of|near|from|on) (?:the )?(?:[A-Z0-9][\w’'-]*[ ]?)+)?"
"""What tells one from the others: "the fire at Cuesta Negra", "the flood of 2017"."""
_PRESENT: Final = frozenset(form for base in BASES for form in FORMS[base] if form.endswith("s"))
_SINGULAR: Final = frozenset({"news", "sports", "arms", "sales", "customs", "savings"})
"""Words in "s" that stand before another noun."""


def asked_noun(question: str) -> str | None:
    """Return the noun that a question asks to be named: "Russian plane" of "What kind of Russian plane was it?"."""
    found = _WH_NOUN.match(question)
    return " ".join(_up_to_verb(found["noun"].split())) if found else None


def behind_asked_noun(question: str) -> int:
    """Return where that noun ends: 0 when there is none."""
    found = _WH_NOUN.match(question)
    noun = asked_noun(question)
    return found.start("noun") + len(noun) if found and noun else 0


def is_plural(noun: str) -> bool:
    """Return True if a noun is of several, as far as its ending tells."""
    return bool(re.search(r"(?:[^s]s|people|men|women|children)$", noun))


def whole_phrase(question: str, noun: str) -> str | None:
    """Return a noun of a question with its article, and the name that tells it from others: "the treaty of Ulm"."""
    found = re.search(rf"\b(?:the|an?) {re.escape(noun)}\b{OF_NAME}", question)
    return re.sub(r"^an? ", "the ", found.group().strip()) if found else None


def _up_to_verb(nouns: Sequence[str]) -> Iterator[str]:
    """Yield the words before a verb, and before a name that nothing joins: "company" of "company bought Osprey Air"."""
    last = ""
    for word in nouns:
        low = word.lower()
        plural = last.islower() and is_plural(last) and last not in _SINGULAR
        if last and (low in PAST or low in _PRESENT or plural or (word[:1].isupper() and last.islower())):
            return
        yield word
        last = word


def noun_phrases(question: str) -> list[str]:
    """Return the nouns of a question that stand behind an article, without the verb of "did the bridge open"."""
    found = []
    for match in _NOUN_PHRASE.finditer(question):
        nouns = _without_verb(match["noun"].split(), (match["aux"] or "").strip().lower())
        if not nouns[0][:1].isupper():
            found.append(" ".join(nouns))
    return found


def named_phrase(question: str, name: str) -> str | None:
    """Return a name with the nouns that go on with it behind an article: "the Orsk dam" of "did the Orsk dam break"."""
    for match in _NOUN_PHRASE.finditer(question):
        if match["noun"].startswith(f"{name} "):
            behind = match["noun"].removeprefix(name).split()
            nouns = _without_verb([name, *behind], (match["aux"] or "").strip().lower())
            return f"the {' '.join(nouns)}" if len(nouns) > 1 and all(map(str.islower, nouns[1:])) else None
    return None


def _without_verb(nouns: list[str], auxiliary: str) -> list[str]:
    """Return nouns up to the verb that goes with the auxiliary before them."""
    if not auxiliary or len(nouns) < 2:
        return nouns
    if auxiliary in _BEING:
        verb = (place for place, word in enumerate(nouns) if place and (word in PARTICIPLES or word.endswith("ing")))
        return nouns[: next(verb, len(nouns))]
    verb = (place for place, word in enumerate(nouns) if place and word in BASES)
    return nouns[:-1] if nouns[-1] in BASES else nouns[: next(verb, len(nouns) - 1)]


_BEING: Final = frozenset({"is", "are", "was", "were"})
