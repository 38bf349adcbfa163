"""Write a dependent question out: names for pronouns, the last question for a fragment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.language.analysis import meaningful_words
from rag.questions.followups import coreference
from rag.questions.followups.another import of_another, with_that_one
from rag.questions.followups.coreference import Exchange
from rag.questions.followups.definites import with_definite, with_names
from rag.questions.followups.dependence import (
    ABOUT,
    ASKING,
    BARE,
    MORE,
    OPENER,
    PLACE_WORD,
    POINTING,
    TIME_WORD,
    Dependence,
)
from rag.questions.followups.nouns import AUXILIARIES
from rag.questions.followups.pronouns import ABOUT_OPENING, pronouns
from rag.questions.followups.repeating import asked_again, capital, predecessor, repeated, why, without_topic
from rag.questions.followups.topic import CARRIED, topic, with_topic

_ORDINALS = {"first": 0, "former": 0, "second": 1, "latter": 1, "third": 2, "last": -1}
_ENTITY = re.compile(rf"\b(?:{AUXILIARIES}) that(?= (?:in|from|part of|called|near|at|on)\b)", re.IGNORECASE)
_OBJECT_END = re.compile(
    r"^ *(?:$|[?.!,;]|(?:in|on|at|to|for|from|with|by|about|as|of|and|or|when|after|before|during|against)\b)", re.I
)
_TAKES_OVER = re.compile(
    r"\b(?:(?P<over>t(?:ake|akes|ook|aken) over)(?! from\b| the\b| as\b)"
    r"|(?:succeed(?:s|ed)?|replace[sd]?)(?=[ ]*(?:$|[?.!,;]|in\b|as\b)))",
    re.IGNORECASE,
)
"""Who comes after somebody, without whom: "Who took over?"."""
_LED = re.compile(rf"^(?P<name>[^,?]{{2,60}}), (?P<rest>(?:{ASKING.pattern}).+)$", re.IGNORECASE)
"""What is asked about stands first: "the company, what does it make"."""
_BEING = re.compile(r"\b(?:is|was|were|are|been|being|had|have) $", re.IGNORECASE)
_ACTING = re.compile(r"\b(?:did|does|do|will|would|can|could|has|should|must) $", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    """A question being written out."""

    text: str
    open: bool = False
    """Whether something in it still stands for nothing."""
    filled: bool = False
    """Whether a pronoun was replaced."""
    pointed: bool = False
    """Whether "that" or "the first one" was replaced."""
    used: set[str] = field(default_factory=set)
    """Last words of the persons put in, folded: "him" isn't who "he" is."""


def complete(question: str, said: Sequence[Exchange], dependence: Dependence | None) -> str:
    """Return an English question with what it takes from the conversation.

    Args:
        question: the question as asked.
        said: the conversation, oldest first, not empty.
        dependence: how the question depends on them; `None` when only "the plant" may point back.
    """
    if dependence is None:
        return with_definite(question, said)
    bare = OPENER.sub("", question).strip() or question
    written = _from_frame(question, bare, said)
    if written:
        return written
    about = ABOUT.match(bare)
    draft = _Draft(with_that_one(bare, said[-1]))
    draft.pointed = draft.filled = draft.text != bare
    led = _LED.match(about["rest"] if about else bare)
    if led:
        draft.text = re.sub(r"\b(?:it|they|he|she)\b", led["name"], led["rest"], count=1, flags=re.IGNORECASE)
    _fill_pronouns(draft, said)
    _fill_words(draft, said)
    _fill_predecessor(draft, said)
    text = capital(draft.text.rstrip(" ?.!"))
    if about and not led:
        text = f"What is said about {ABOUT_OPENING.sub('', draft.text).strip(' ?')}"
    elif not about and dependence.thin and not ASKING.search(bare):
        text = _what_is(draft.text.rstrip(" ?.!"))
    if draft.open or (dependence.pointing and not draft.pointed) or (dependence.thin and not draft.filled):
        return with_topic(text, said)
    return f"{text}?"


def _what_is(words: str) -> str:
    """Return the question for a noun alone: "Who is Mira Stolz’s deputy", "What is the cost"."""
    first, last = words.split(" ", 1)[0], words.rsplit(" ", 1)[-1]
    start = f"{words[:1].lower()}{words[1:]}" if not meaningful_words(first, "en") else words
    return f"{'Who' if last.lower() in coreference.PERSONS else 'What'} is {start}"


def complete_foreign(question: str, said: Sequence[Exchange]) -> str:
    """Return a question in another language with the subject of the last one behind it.

    Its pronouns are left: to put a name there, it would have to be declined.
    """
    carried = coreference.person_answered(said[-1]) or topic(said, question, CARRIED)
    end = "؟" if "؟" in question else "?"
    return f"{question.rstrip(' ?؟')} ({carried}){end}" if carried else question


def _from_frame(question: str, bare: str, said: Sequence[Exchange]) -> str | None:
    """Ask the last question again, with a new question word or another name, date or noun in it."""
    last = without_topic(said[-1].question)
    asks = BARE.match(question)
    if asks:
        return asked_again(asks["ask"], said[-1])
    if MORE.match(question):
        carried = topic(said, "", CARRIED)
        return f"What more is said about {carried}?" if carried else None
    another = of_another(bare, last) or why(bare, said[-1]) or predecessor(bare, said)
    if another:
        return capital(another)
    about = ABOUT.match(bare)
    fragment = (about["rest"] if about else bare).strip(" ?.!")
    return None if "," in fragment or pronouns(fragment) else repeated(fragment, last)


def _fill_pronouns(draft: _Draft, said: Sequence[Exchange]) -> None:
    """Put names for the pronouns, each the first time: "When did Isik say that he will go?"."""
    first = {_family(match): match for match in reversed(pronouns(draft.text))}
    for match in sorted(first.values(), key=lambda each: -each.start()):
        word, before, after = match.group().lower(), draft.text[: match.start()], draft.text[match.end() :]
        possessive = word in {"his", "its", "their", "hers", "theirs"} or (
            word == "her" and not _OBJECT_END.match(after)
        )
        name = _meant(word, said, draft, before, possessive=possessive)
        if name is None:
            draft.open = True
            continue
        draft.filled = True
        if possessive:
            name = f"{name}’" if name.endswith("s") else f"{name}’s"
        draft.text = f"{before}{name if before else capital(name)}{after}"


def _family(match: re.Match[str]) -> str:
    word = match.group().lower()
    families = {"he": "he", "his": "he", "she": "he", "hers": "he", "him": "him", "her": "her"}
    return families.get(word, "it" if word in {"it", "its"} else "they")


def _meant(word: str, said: Sequence[Exchange], draft: _Draft, before: str, *, possessive: bool) -> str | None:
    if word in {"it", "its"}:
        acting = bool(_ACTING.search(before))
        goes_on = acting or bool(_BEING.search(before)) or possessive
        return coreference.thing(said, agent=acting, subject=goes_on, owner=possessive)
    if word in {"they", "them", "their", "theirs"}:
        return coreference.several(said, subject=word == "they")
    name = coreference.person(said, subject=word in {"he", "she"} or possessive, besides=frozenset(draft.used))
    if name:
        draft.used.add(name.split()[-1].casefold())
    return name


def _fill_words(draft: _Draft, said: Sequence[Exchange]) -> None:
    """Put places, dates and list items for "there", "then", "the first one" and "is that in"."""
    entity = _ENTITY.search(draft.text)
    name = coreference.thing(said, agent=False, subject=True) if entity else None
    if entity and name:
        draft.text = f"{draft.text[: entity.end() - 4]}{name}{draft.text[entity.end() :]}"
        draft.pointed = draft.filled = True
    _fill_place(draft, said)
    _fill_time(draft, said)
    pointing = POINTING.search(draft.text)
    ordinal = next((place for word, place in _ORDINALS.items() if pointing and word in pointing.group().lower()), None)
    chosen = coreference.item(said, ordinal) if ordinal is not None else None
    if pointing and chosen:
        draft.text = draft.text[: pointing.start()] + chosen + draft.text[pointing.end() :]
        draft.pointed = draft.filled = True
    draft.text = with_names(draft.text, said)


def _fill_predecessor(draft: _Draft, said: Sequence[Exchange]) -> None:
    """Put whom somebody took over from, where only the conversation says it."""
    found = None if draft.filled else _TAKES_OVER.search(draft.text)
    name = coreference.person(said, subject=True) if found else None
    if found and name:
        joint = " from " if found["over"] else " "
        draft.text = f"{draft.text[: found.end()]}{joint}{name}{draft.text[found.end() :]}"
        draft.filled = True


def _fill_place(draft: _Draft, said: Sequence[Exchange]) -> None:
    found = PLACE_WORD.search(draft.text)
    if not found or re.search(r"\b(?:is|are|was|were|be|been) $", draft.text[: found.start()], re.IGNORECASE):
        return
    where = coreference.place(said)
    if where is None:
        draft.open = True
        return
    draft.filled = True
    preposition = "from" if found.group().lower().startswith("from") else "in"
    draft.text = f"{draft.text[: found.start()]}{preposition} {where}{draft.text[found.end() :]}"


def _fill_time(draft: _Draft, said: Sequence[Exchange]) -> None:
    found = TIME_WORD.search(draft.text)
    if not found:
        return
    when = coreference.moment(said)
    if when is None:
        draft.open = True
        return
    draft.filled = True
    words = found.group().lower()
    first = words.split()[0]
    if words.endswith(("later", "earlier")):
        made = f"{words.rsplit(' ', 1)[0]} {'after' if words.endswith('later') else 'before'} {when}"
    elif first in {"since", "before", "after", "by", "until"}:
        made = f"{first} {when}"
    elif words.startswith("afterward"):
        made = f"after {when}"
    else:
        year = re.search(r"\d{4}", when)
        made = f"in {year.group()}" if words == "that year" and year else f"{_on(when)} {when}"
    draft.text = f"{draft.text[: found.start()]}{made}{draft.text[found.end() :]}"


def _on(when: str) -> str:
    return "on" if re.search(r"\b\d{1,2}\b", when) else "in"
