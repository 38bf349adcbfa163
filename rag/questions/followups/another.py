"""Ask the last question of another thing: "What about the other one?", "And the first?", "What caused that one?"."""

import re
from typing import Final

from rag.language.mentions import Sort, mentions
from rag.questions.followups.coreference import Exchange
from rag.questions.followups.nouns import OF_NAME, noun_phrases, whole_phrase

_ORDINAL: Final = r"first|second|third|fourth|fifth|last|next|previous|former|latter"
_WHICH: Final = rf"other|{_ORDINAL}|older|newer|old|new|bigger|larger|smaller|earlier|later"
_FRAGMENT: Final = re.compile(
    r"^(?:(?:and|but|so|or|ok(?:ay)?|well|then|what about|how about)[, ]+)*"
    rf"(?:the|his|her|its|their) (?P<which>{_WHICH})(?P<noun>(?: (?!in\b|of\b|at\b)[a-z-]+){{0,2}})[ ?.!]*$",
    re.IGNORECASE,
)
_ONE: Final = frozenset({"", "one", "ones"})
_ORDINAL_WORD: Final = re.compile(rf"\b(?:{_ORDINAL})\b", re.IGNORECASE)
_THAT_ONE: Final = re.compile(r"\b(?:that|this) one\b", re.IGNORECASE)
_ELSE: Final = re.compile(
    r"\b(?:an)?other(?!s?['’]| than\b| hand\b| day\b)s?\b|\belse\b|\bdifferent (?:one|answer|source)", re.IGNORECASE
)
_DID_THAT: Final = re.compile(
    r"^(?:(?:and|but|so)[, ]+)?(?:did|has|have|does|do|will|would) .+ (?:do|done) (?:that|this|so|it)[ ?.!]*$", re.I
)
_EACH_OTHER: Final = re.compile(r"\beach other\b", re.IGNORECASE)


def of_another(question: str, last: str) -> str | None:
    """Return the last question asked of the other or the first one, `None` when something else is wanted.

    Args:
        question: what is asked now: "What about the other one?".
        last: what was asked before, complete in itself.
    """
    match = _FRAGMENT.match(question)
    if match is None:
        return None
    which, noun = match["which"].lower(), match["noun"].strip().lower()
    ordinal = _ORDINAL_WORD.search(last)
    if ordinal and (noun in _ONE or noun in last.lower()):
        return f"{last[: ordinal.start()]}{which}{last[ordinal.end() :]}"
    return _in_place_of_noun(which, noun, last) or _in_place_of_name(which, noun, last)


def with_that_one(question: str, last: Exchange) -> str:
    """Return a question with what the last one was about for "that one": "the fire of 2017"."""
    match = _THAT_ONE.search(question)
    found = (whole_phrase(last.question, noun) for noun in noun_phrases(last.question)) if match else iter(())
    phrase = next(filter(None, found), None)
    return f"{question[: match.start()]}{phrase}{question[match.end() :]}" if match and phrase else question


def wants_another(question: str) -> bool:
    """Return True if a question asks for something else than was just told: "Who else?", "And the other one?".

    So does "Did the head of the group do that?": what was wanted of him doesn't say it.
    """
    return bool(_FRAGMENT.match(question) or _DID_THAT.match(question) or _ELSE.search(_EACH_OTHER.sub(" ", question)))


def _in_place_of_noun(which: str, noun: str, last: str) -> str | None:
    """Return the question with the other one for "the fire at Cuesta Negra"; that name goes with it."""
    nouns = [each for each in noun_phrases(last) if noun in _ONE or noun.split()[-1] in each.split()]
    if not nouns:
        return None
    told = OF_NAME if which == "other" else ""
    found = re.search(rf"\b(?:the|an?|this|that) {re.escape(nouns[0])}{told}", last)
    if found is None:
        return None
    end = found.end() - (found.group().endswith(" "))
    return f"{last[: found.start()]}the {which} {nouns[0]}{last[end:]}"


def _in_place_of_name(which: str, noun: str, last: str) -> str | None:
    """Return the question with "the other regulator" for the first body or thing that it names."""
    if noun in _ONE:
        return None
    named = next((each for each in mentions(last) if each.sort in {Sort.GROUP, Sort.THING}), None)
    if named is None:
        return None
    start, end = named.start, named.start + len(named.text.removeprefix("the "))
    return f"{last[:start].removesuffix('the ')}the {which} {noun}{last[end:]}"
