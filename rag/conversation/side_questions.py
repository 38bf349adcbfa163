"""Ask for one side of a comparison in a question of its own: "How many goals did she score in 2021?"."""

import re
from typing import Final

from index.language.calendar import MONTH
from index.language.english_verbs import PAST

_MORE: Final = r"(?:more|fewer|less|most|least|fewest)"
_DO: Final = r"(?:did|does|do|has|have|had)"
_NOUN: Final = r"(?P<noun>(?!than\b|often\b|likely\b)(?:[a-z]+ of )?[a-z]{3,}(?<!ly))\b(?P<tail>.*)"
_SUBJECT_TOLD: Final = re.compile(rf"\b(?P<do>{_DO}) (?P<who>.+?) (?P<verb>[a-z]+) {_MORE} {_NOUN}$", re.IGNORECASE)
"""Somebody who isn't compared: "In which season did the club win more games"."""
_DOES_MORE: Final = re.compile(rf"^(?P<do>{_DO}) +(?P<verb>[a-z]+) {_MORE} {_NOUN}$", re.IGNORECASE)
"""What is left of "Did Velm handle more cargo than Harrow"."""
_WHO_MORE: Final = re.compile(rf"^(?:which|what|who)\b(?: [\w’'-]+){{0,3}}? (?P<verb>[a-z]+) {_MORE} {_NOUN}$", re.I)
_FIRST: Final = r"(?:first|last|earlier|earliest|later|latest|sooner)"
_DONE_FIRST: Final = re.compile(rf"\b(?:was|were|is|are) (?P<done>[a-z]+) {_FIRST}\b", re.IGNORECASE)
_DID_FIRST: Final = re.compile(
    rf"^(?:which|what|who)\b(?: [\w’'-]+){{0,3}}? (?P<verb>[a-z]+) {_FIRST}\b", re.IGNORECASE
)
_GREW: Final = re.compile(
    rf"\b{_DO} (?P<what>.+?) (?:grow|grown|change|rise|risen|increase|fall|fallen|decline|develop|shrink|shrunk|drop"
    r"|move|go|gone)(?:d|ed)?\b",
    re.IGNORECASE,
)
_THERE_MORE: Final = re.compile(
    rf"^(?P<be>did|do|does|have|has|were|was|are|is)(?P<there> there)? {_MORE} {_NOUN}$", re.IGNORECASE
)
"""Of "Did more people die in 2017 or in 2024", or "Were there more strikes in 2021 or 2022"."""
_NAMED: Final = re.compile(
    r"^(?!(?:by|how|what|who|which|where|when|did|do|does|has|have|is|was|were|are|compare)\b)[a-z]", re.IGNORECASE
)
"""Words without a verb: "price of crab per pound, 2021 to 2024"."""
_COST: Final = re.compile(r"^(?P<do>did|does|do) (?P<verb>[a-z]+)$", re.IGNORECASE)
_BARE: Final = re.compile(r"^(?:did|was|were|is|has|have)$", re.IGNORECASE)
"""What is left of "Did the bridge open before or after the flood"."""
_MUCH: Final = re.compile(r"^(?:by )?how much .+? (?P<be>is|was|are|were) *$", re.IGNORECASE)
_ADJECTIVE: Final = re.compile(
    r"^(?:(?:which|who|what)\b.*? )?(?P<be>is|was|are|were) +(?:\w+ )?(?P<adjective>[a-z]{3,}er)$", re.IGNORECASE
)
_DAY: Final = re.compile(rf"^(?:\d{{1,2}}(?:st|nd|rd|th)? {MONTH}|{MONTH} \d{{1,2}})\b", re.IGNORECASE)
_TIME: Final = re.compile(rf"^(?:the )?(?:{MONTH}|(?:spring|summer|autumn|winter)\b|(?:1[5-9]|20)\d\d)", re.IGNORECASE)
_HAPPENING: Final = frozenset({"happen", "come", "take"})


def side_question(stem: str, rest: str, side: str) -> str | None:
    """Return the question for one side, `None` where the words of the comparison don't make one.

    Args:
        stem: what stands before the sides: "Which port handled more cargo in 2022".
        rest: what stands between them and "than": "handle more cargo" of "Did Velm handle more cargo than Harrow".
        side: the side, complete in itself.
    """
    words = " ".join(f"{stem} {rest}".split())
    asked = _of_amount(words, side) or _of_time(words, side) or _of_change(words, side)
    return asked and f"{' '.join(asked.split())}?"


def _of_amount(words: str, side: str) -> str | None:
    told = _SUBJECT_TOLD.search(words)
    if told:
        return f"{_how(told['noun'])} {told['do'].lower()} {told['who']} {told['verb']}{told['tail']} {_placed(side)}"
    does = _DOES_MORE.match(words)
    if does:
        return f"{_how(does['noun'])} {does['do'].lower()} {side} {does['verb']}{does['tail']}"
    who = _WHO_MORE.match(words)
    if who:
        base = PAST.get(who["verb"].lower())
        many = _how(who["noun"])
        return f"{many} did {side} {base}{who['tail']}" if base else f"{side} {who['verb']} {many.lower()}{who['tail']}"
    there = _THERE_MORE.match(words)
    if there:
        return f"{_how(there['noun'])} {there['be'].lower()}{there['there'] or ''}{there['tail']} {_placed(side)}"
    cost = _COST.match(words)
    if cost:
        return f"How much {cost['do'].lower()} {side} {cost['verb']}"
    much = _MUCH.match(words)
    if much:
        return f"What {much['be'].lower()} {side}"
    adjective = _ADJECTIVE.match(words)
    return f"How {_plain(adjective['adjective'])} {adjective['be'].lower()} {side}" if adjective else None


def _of_time(words: str, side: str) -> str | None:
    done = _DONE_FIRST.search(words)
    if done:
        return f"When was {side} {done['done']}"
    if _BARE.match(words):
        return f"When was {side}"
    did = _DID_FIRST.match(words)
    if did is None:
        return None
    base = PAST.get(did["verb"].lower())
    return f"When was {side}" if base in _HAPPENING or base is None else f"When did {side} {base}"


def _of_change(words: str, side: str) -> str | None:
    grew = _GREW.search(words)
    if grew:
        return f"What was {grew['what']} {_placed(side)}"
    return f"What was the {words} {_placed(side)}" if _NAMED.match(words) else None


def _how(noun: str) -> str:
    return f"How {'many' if noun.split()[0].endswith('s') or noun == 'people' else 'much'} {noun}"


def _placed(side: str) -> str:
    """Return a time with its preposition: "in 2021-22", "on 5 February"; anything else as it is."""
    return f"on {side}" if _DAY.match(side) else f"in {side}" if _TIME.match(side) else side


def _plain(comparative: str) -> str:
    """Return the word that is compared: `big` for `bigger`, `heavy` for `heavier`, `large` for `larger`."""
    word = comparative.lower().removesuffix("er")
    if word.endswith("i"):
        return f"{word[:-1]}y"
    if len(word) > 2 and word[-1] == word[-2] and word not in {"small", "tall"}:
        return word[:-1]
    return f"{word}e" if word in {"larg", "wid", "saf", "clos", "strang"} else word
