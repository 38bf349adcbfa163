"""Write a dependent question out: names for pronouns, the last question for a fragment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.language.analysis import content_words, meaningful_words
from rag.language.mentions import Mention, Sort, mentions
from rag.questions.followups import coreference
from rag.questions.followups.another import of_another, with_that_one
from rag.questions.followups.coreference import AUXILIARIES, Exchange
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
from rag.questions.followups.pronouns import ABOUT_OPENING, pronouns

CARRIED = 12
"""Words that are carried in brackets: more would drown the new question."""
_FRAME = re.compile(rf"^(?P<ask>.*?)\b(?P<aux>{AUXILIARIES})\b(?P<rest> .+?)[ ?]*$", re.IGNORECASE)
_CLOSED = re.compile(r"^(?:(?:why|when|where|how)\b(?! (?:many|much|long|far|old|often)).*)?$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?P<word>in|on|at|from|by|before|after|since|during|under|to|for|with) (?P<rest>.+)$", re.IGNORECASE
)
_DEFINITE = re.compile(
    r"\b(?P<the>the|that|this|these|those) (?P<noun>[a-z]{3,}(?: [a-z]{3,})??)(?=[ ]*(?:[?.!,]|$)|"
    rf" (?:{AUXILIARIES}|in|on|of|at|to|from|say|says|said|about|by|for|cost|begin|end|start|run|open|close"
    rf"|take|get|want)\b)"
)
_VERBS = frozenset(
    {"besides", "gave", "give", "made", "make", "wrote", "write", "read", "say", "said", "without", "join"}
)
_TEXTS = frozenset(
    {"article", "articles", "piece", "report", "text", "column", "author", "columnist", "writer", "story"}
)
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
_DOES_THAT = re.compile(r"\b(?:do|does|did|done|doing) (?:that|this|so)(?=[ ]*(?:$|[?.!,;(]))", re.IGNORECASE)
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
        return _with_definite(question, said)
    bare = OPENER.sub("", question).strip() or question
    written = _from_frame(question, bare, said)
    if written:
        return written
    about = ABOUT.match(bare)
    draft = _Draft(with_that_one(bare, said[-1]))
    draft.pointed = draft.filled = draft.text != bare
    if about and "," in about["rest"]:
        name, _, rest = about["rest"].partition(",")
        draft.text = re.sub(r"\b(?:it|they|he|she)\b", name.strip(), rest.strip(), count=1, flags=re.IGNORECASE)
    _fill_pronouns(draft, said)
    _fill_words(draft, said)
    _fill_predecessor(draft, said)
    text = _capital(draft.text.rstrip(" ?.!"))
    if about and "," not in about["rest"]:
        text = f"What is said about {ABOUT_OPENING.sub('', draft.text).strip(' ?')}"
    elif not about and dependence.thin and not ASKING.search(bare):
        text = f"What is {text[:1].lower()}{text[1:]}"
    if draft.open or (dependence.pointing and not draft.pointed) or (dependence.thin and not draft.filled):
        return _with_topic(text, said)
    return f"{text}?"


def complete_foreign(question: str, said: Sequence[Exchange]) -> str:
    """Return a question in another language with the subject of the last one behind it.

    Its pronouns are left: to put a name there, it would have to be declined.
    """
    carried = coreference.person_answered(said[-1]) or coreference.topic(said, question, CARRIED)
    end = "؟" if "؟" in question else "?"
    return f"{question.rstrip(' ?؟')} ({carried}){end}" if carried else question


def _with_topic(text: str, said: Sequence[Exchange]) -> str:
    done = said[-1].answer if _DOES_THAT.search(text) else ""  # what somebody did is told by the answer
    carried = coreference.topic([Exchange(done, "", ())] if done else said, text, CARRIED)
    return f"{text} (about {carried})?" if carried else f"{text}?"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _from_frame(question: str, bare: str, said: Sequence[Exchange]) -> str | None:
    """Ask the last question again, with a new question word or another name or date in it."""
    last = re.sub(r" \(about [^()]*\)", "", said[-1].question)
    asks = BARE.match(question)
    if asks:
        return _asked_again(asks["ask"], last)
    if MORE.match(question):
        carried = coreference.topic(said, "", CARRIED)
        return f"What more is said about {carried}?" if carried else None
    another = of_another(bare, last) or _why(bare, last)
    if another:
        return _capital(another)
    about = ABOUT.match(bare)
    fragment = (about["rest"] if about else bare).strip(" ?.!")
    if "," in fragment or (not about and not _is_fragment(fragment)) or pronouns(fragment):
        return None
    return _swapped(fragment, last)


def _why(bare: str, last: str) -> str | None:
    """Return "Why did it close, according to Lind?" for "What reason did Lind give for that?"."""
    does = _DO_THAT.match(bare)
    if does:
        return _asked_again(does["ask"], last)
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
            if words.startswith("the ") or new.sort is not Sort.THING
            else last[:start]
        )
        return _capital(f"{head}{words}{last[end:]}")
    return f"{last.rstrip(' ?')} {fragment}?" if preposition else None


def _alike(one: Mention, other: Mention) -> bool:
    if one.country or other.country:
        return one.country == other.country
    return one.sort == other.sort or (not one.sure and not other.sure and Sort.DATE not in {one.sort, other.sort})


def _asked_again(ask: str, last: str) -> str:
    word = ask.lower().split()[0]
    if ask.lower().endswith(" else") and last.lower().startswith(word):
        return _capital(f"{ask} {last[len(word) :].lstrip()}")
    frame = _FRAME.match(last)
    if frame and ask.lower() != "why not" and _CLOSED.match(frame["ask"].strip()):
        return _capital(f"{ask} {frame['aux'].lower()}{frame['rest']}?")
    return f"{_capital(ask)}, and {last[:1].lower()}{last[1:].rstrip(' ?')}?"


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
        draft.text = f"{before}{name if before else _capital(name)}{after}"


def _family(match: re.Match[str]) -> str:
    word = match.group().lower()
    families = {"he": "he", "his": "he", "she": "he", "hers": "he", "him": "him", "her": "her"}
    return families.get(word, "it" if word in {"it", "its"} else "they")


def _meant(word: str, said: Sequence[Exchange], draft: _Draft, before: str, *, possessive: bool) -> str | None:
    if word in {"it", "its"}:
        acting = bool(_ACTING.search(before))
        return coreference.thing(said, agent=acting, subject=acting or bool(_BEING.search(before)) or possessive)
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
    draft.text = _with_names(draft.text, said)


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


def _with_names(text: str, said: Sequence[Exchange]) -> str:
    """Put the full name for "the plant", when one was spoken of."""
    for match in _DEFINITE.finditer(text):
        name = coreference.named_by(match["noun"], said)
        if name:
            return f"{text[: match.start()]}{name}{text[match.end() :]}"
    return text


def _with_definite(question: str, said: Sequence[Exchange]) -> str:
    """Complete a question that only "the plant" or "that article" may tie to the conversation; else leave it be."""
    named = _with_names(question, said)
    if named != question:
        return named
    for match in _DEFINITE.finditer(question):
        pointing, noun = match["the"] != "the", match["noun"].split()[-1]
        if match["the"] == "that" and _is_relative(question[: match.start()]):
            continue
        told = coreference.spoken_of(noun, said[-1])
        if (pointing and (told or noun in _TEXTS)) or (told and _is_short(question)):
            return _with_topic(question.rstrip(" ?"), said)
    return question


def _is_relative(before: str) -> bool:
    """Return True if "that" goes on from a noun: "the satellite that carried Sky"."""
    last = before.split()[-1:]
    return bool(last) and last[0] not in _VERBS and bool(meaningful_words(last[0], "en"))


def _is_short(question: str) -> bool:
    return len(content_words(question, "en")) <= 2 and not mentions(question)
