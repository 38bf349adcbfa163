"""Ask the last question again: with a new question word, or with another name, date or noun in it."""

import re
from collections.abc import Sequence
from typing import Final

from index.language.english_verbs import FORMS, PAST
from rag.language.mentions import Mention, Sort, mentions
from rag.questions.followups import coreference
from rag.questions.followups.coreference import Exchange
from rag.questions.followups.nouns import AUXILIARIES
from rag.questions.followups.pronouns import pronouns

_FRAME = re.compile(rf"^(?P<ask>.*?)\b(?P<aux>{AUXILIARIES})\b(?P<rest> .+?)[ ?]*$", re.IGNORECASE)
_CLOSED = re.compile(r"^(?:(?:why|when|where|how)\b(?! (?:many|much|long|far|old|often)).*)?$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?P<word>in|on|at|from|by|before|after|since|during|under|to|for|with|of) (?P<rest>.+)$", re.IGNORECASE
)
_REASON = re.compile(
    r"^(?:what|which) (?:reasons?|explanations?|grounds?|justifications?|excuses?) (?:did|does|do|has|have)"
    r" (?P<who>.+?) (?:g[iea]ve|given|offer(?:ed)?|name|cite) for (?:that|this|it|doing (?:so|that|this))[ ?.!]*$",
    re.IGNORECASE,
)
_DO_THAT = re.compile(
    r"^(?P<ask>why|how|when|where) (?:did|does|do|has|have|had|will|would) \S+(?: \S+)? (?:do|done) (?:that|this|so)"
    r"[ ?.!]*$",
    re.IGNORECASE,
)
_WHO_DID: Final = re.compile(
    r"^(?:who|(?:which|what) [a-z]+(?: [a-z]+)??) (?P<verb>[a-z]+) (?P<rest>(?!and\b).+?)[ ?]*$", re.IGNORECASE
)
"""Somebody asked for by what he did: "Which company bought Osprey Air?"."""
_WHO_IS: Final = re.compile(r"^who (?P<be>is|was|are|were) (?P<what>the .+?)[ ?]*$", re.IGNORECASE)
_COUNTED: Final = re.compile(rf"^how many (?P<noun>[a-z-]+(?: [a-z-]+)?) (?={AUXILIARIES})", re.IGNORECASE)
_NOUN: Final = re.compile(r"^(?!(?:in|on|at|by|of|for|from|to|the|an?)\b)[a-z-]+(?: [a-z-]+)?$")
_TWO: Final = re.compile(r"^(?P<name>.+?) (?P<time>(?:in|on|for|since|after|before|during) .+)$")
_BEFORE_HIM: Final = re.compile(
    r"^(?:who (?:was|is|came|did) (?:it |that |this )?)?(?P<when>before|after) (?:him|her|them|that|it)[ ?.!]*$", re.I
)
_NOT: Final = {"will": "won’t", "can": "can’t", "shall": "shan’t", "may": "may not", "might": "might not"}


def asked_again(ask: str, last: Exchange) -> str:
    """Return the last question with a new question word: "Why did the bridge close?" for "Why?".

    Args:
        ask: the question word, with what goes with it: "since when".
        last: what was asked before, and the answer, which tells who did it where that was asked for.
    """
    question = without_topic(last.question)
    word = ask.lower().split()[0]
    if ask.lower().endswith(" else") and question.lower().startswith(word):
        return capital(f"{ask} {question[len(word) :].lstrip()}")
    frame = _FRAME.match(question)
    if frame and _CLOSED.match(frame["ask"].strip()):
        auxiliary = frame["aux"].lower()
        if ask.lower() == "why not":
            return f"Why {_NOT.get(auxiliary, f'{auxiliary}n’t')}{frame['rest']}?"
        return capital(f"{ask} {auxiliary}{frame['rest']}?")
    done = None if ask.lower().endswith("else") else _of_doer(ask, question, last)
    return done or f"{capital(ask)}, and {question[:1].lower()}{question[1:].rstrip(' ?')}?"


def _of_doer(ask: str, question: str, last: Exchange) -> str | None:
    """Return "Since when does Mira Stolz run Halden Foods?" after "Who runs Halden Foods?" and its answer."""
    if re.match(r"wh(?:o|om|ose|at|ich)\b", ask, re.IGNORECASE):
        return None
    doer = _doer(question, last)
    who_is, did = _WHO_IS.match(question), _WHO_DID.match(question)
    if doer is None:
        return None
    if who_is:
        return capital(f"{ask} {who_is['be'].lower()} {doer} {who_is['what']}?")
    verb = did["verb"].lower() if did else ""
    base = PAST.get(verb) or next((each for each, forms in FORMS.items() if verb in forms and verb.endswith("s")), None)
    if did is None or base is None:
        return None
    return capital(f"{ask} {'did' if verb in PAST else 'does'} {doer} {base} {did['rest']}?")


def _doer(question: str, last: Exchange) -> str | None:
    """Return who did it, as the answer says: a person, or two, where "who" was asked."""
    known = {coreference.key(each.text) for each in last.asked}
    told = [each for each in last.told if each.sort is not Sort.DATE and coreference.key(each.text) not in known]
    if re.match("who\\b", question, re.IGNORECASE):
        alone = len(told) == 1  # "Putin did."
        told = [each for each in told if each.sort in {Sort.PERSON, Sort.GROUP} or alone]
        listed = coreference.items(last)
        if told and told[0].text in listed:
            return " and ".join(listed[:2])
    return told[0].text if told else None


def without_topic(question: str) -> str:
    """Return a question without the topic that was carried into it in brackets."""
    return re.sub(r" \(about [^()]*\)", "", question)


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def repeated(fragment: str, last: str) -> str | None:
    """Return the last question with a name, a date or a noun in the place of its own, `None` where none goes there.

    Args:
        fragment: what is said now, without "and" and "what about": "in 2022", "Harrow in 2022", "passengers".
        last: the last question, complete in itself.
    """
    counted = _COUNTED.match(last)
    if counted and _NOUN.match(fragment) and fragment.endswith(("s", "people", "men", "women", "children")):
        return f"{last[: counted.start('noun')]}{fragment}{last[counted.end('noun') :]}"
    before = _BEFORE_HIM.match(fragment)
    if before:
        return None
    two = _TWO.match(fragment)
    if two and _is_fragment(two["name"]) and _is_fragment(two["time"]):
        named = _swapped(two["name"], last)
        return (named and _swapped(two["time"], named)) or None
    return _swapped(fragment, last) if _is_fragment(fragment) else None


def predecessor(bare: str, said: Sequence[Exchange]) -> str | None:
    """Return "Who is the mayor of Velm before Otto Lind?" for "And before him?"."""
    found = _BEFORE_HIM.match(bare)
    last = without_topic(said[-1].question)
    name = coreference.person(said, subject=False) if found and last.lower().startswith("who ") else None
    return f"{last.rstrip(' ?')} {found['when'].lower()} {name}?" if found and name and name not in last else None


def why(bare: str, said: Exchange) -> str | None:
    """Return "Why did it close, according to Lind?" for "What reason did Lind give for that?"."""
    does = _DO_THAT.match(bare)
    if does:
        return asked_again(does["ask"], said)
    last = without_topic(said.question)
    reason = _REASON.match(bare)
    frame = _FRAME.match(last) if reason else None
    if not reason or not frame or not _CLOSED.match(frame["ask"].strip()):
        return None
    by = "" if pronouns(reason["who"]) else f", according to {reason['who']}"
    return f"Why {frame['aux'].lower()}{frame['rest']}{by}?"


def _is_fragment(words: str) -> bool:
    preposition = _PREPOSITION.match(words)
    found = mentions(preposition["rest"] if preposition else words)
    whole = {(preposition["rest"] if preposition else words), words, words.removeprefix("the ")}
    return len(found) == 1 and bool({found[0].text, found[0].text.removeprefix("the ")} & whole)


def _swapped(fragment: str, last: str) -> str | None:
    """Put a name or date in the place of the one of its sort in the last question, or behind it."""
    preposition = _PREPOSITION.match(fragment)
    words = preposition["rest"] if preposition else fragment
    new = next((each for each in mentions(words) if len(each.text) >= len(words.removeprefix("the "))), None)
    if new is None:
        return None
    alike = [each for each in mentions(last) if _alike(each, new)]
    if preposition:
        alike = [
            each for each in alike if last[: each.start].lower().endswith((f"{preposition['word'].lower()} ", " the "))
        ]
    if alike:
        old = alike[0]
        start, end = old.start, old.start + len(old.text.removeprefix("the "))
        head = (
            last[:start].removesuffix("the ")
            if words.startswith("the ") or new.sort not in {Sort.THING, Sort.DATE}
            else last[:start]
        )
        return capital(f"{head}{words}{last[end:]}")
    return f"{last.rstrip(' ?')} {fragment}?" if preposition else None


def _alike(one: Mention, other: Mention) -> bool:
    if one.country or other.country:
        return one.country == other.country
    return one.sort == other.sort or (not one.sure and not other.sure and Sort.DATE not in {one.sort, other.sort})
