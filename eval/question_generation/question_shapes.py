"""Questions from plain sentences: when, how many, who, and whether a false figure is true."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from eval.metrics.dates import read_date
from eval.metrics.numbers import find_numbers
from eval.question_generation.plain_clauses import (
    BE,
    POINTING,
    PREPOSITIONS,
    Clause,
    Token,
    is_name,
    is_verb,
    read_tokens,
)
from index.language.calendar import CALENDAR_WORDS
from index.language.english_verbs import PARTICIPLES, PAST, PRESENT, word_set

IsCommon = Callable[[str], bool | None]
"""Tells whether a word such as `The` or `Companies` is written small inside a sentence; None when nobody knows."""
Fact = tuple[str | dict[str, Any], ...]
"""Acceptable ways to state an answer, as a set writes them."""

_APPROXIMATELY: Final = frozenset(
    [
        "about",
        "around",
        "approximately",
        "nearly",
        "almost",
        "over",
        "some",
        "roughly",
        "exactly",
        "only",
        "just",
        "perhaps",
    ]
)
_PLURALS: Final = frozenset(["people", "men", "women", "children", "feet", "teeth", "aircraft", "troops"])
_NO_PLURALS: Final = word_set("""
is was has its this his as us across less always towards perhaps thus plus series years-old does
""")
_TITLES: Final = word_set("""
president vice prime minister king queen emperor pope prince princess duke sir lord lady dr professor general
colonel captain governor senator mayor secretary chancellor ambassador judge bishop archbishop saint sultan
director count baron
""")
_NO_PERSONS: Final = word_set("""
university college school company corporation inc ltd party church council bank department association union
court army league states government times post news agency press television committee board foundation institute
society service office ministry house senate congress parliament city county state republic kingdom empire act
treaty airlines railway museum library club team group commission federation center centre street park bay river
island islands airport games war system force forces hall valley division broadcasting network international
national storm hurricane bowl bible normans
""")
_DEEDS: Final = word_set("""
composed designed discovered explained founded invented married met ordered painted proposed published resigned
signed studied suggested taught visited wrote coined criticized criticised accused appointed nominated
recommended won led became announced introduced developed demonstrated established recorded opened defeated
received died told called asked brought translated produced scored served
""")
"""What persons do; the subject of such a verb, written as a person's name, is asked for with `who`."""
_SAYING: Final = word_set("""
said argued claimed denied declared insisted warned stated believed promised complained predicted wrote
suggested explained noted added announced recalled
""")
_LONGEST_TAIL: Final = 24
_LOOSE: Final = re.compile(
    r"\b(?:I|we|our|he|she|it|they|them|him|this|these|those|such|there|latter|former|then|also|ago|today|yesterday)\b",
    re.I,
)
_WHO: Final = r"(?P<who>(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]+ ?){1,4})"
_SAID: Final = r"(?P<verb>said|argued|wrote|claimed|warned|insisted)"
_ATTRIBUTED: Final = re.compile(rf"(?P<said>[^\"“”]{{30,200}}), {_WHO} ?{_SAID}\.")
_QUOTED: Final = (
    re.compile(rf"[“\"](?P<said>[^\"“”]{{30,220}}?)[,.]?[”\"],? {_WHO} ?{_SAID}\."),
    re.compile(rf"{_WHO} ?{_SAID},? [“\"](?P<said>[^\"“”]{{30,220}}?)\.?[”\"]\.?"),
)
_FEWEST_QUOTED: Final = 6
_LEADING: Final = frozenset({"but", "and", "if", "so", "yet"})


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question made from a sentence."""

    question: str
    type: str
    answer: str
    """The words of the sentence that answer it."""
    fact: Fact


def make_questions(clause: Clause, is_common: IsCommon) -> list[MadeQuestion]:
    """Return the questions that a clause answers by itself."""
    made = [*_how_many_are(clause), *_who(clause)]
    if is_common(clause.subject[0].text) is not None:
        made += [*_when(clause, is_common), *_how_many_it_has(clause, is_common), *_by_whom(clause, is_common)]
    return [each for each in made if stands_alone(each.question)]


def who_said(sentence: str, is_common: IsCommon) -> MadeQuestion | None:
    """Return a question from words and who said them, as in `Prices will rise, Ada King said`."""
    quoted = next((found for pattern in _QUOTED if (found := pattern.fullmatch(sentence))), None)
    if quoted:
        question = f"Who {quoted['verb']}, “{quoted['said']}”?"
        return _speaker_question(question, quoted["who"]) if len(quoted["said"].split()) >= _FEWEST_QUOTED else None
    match = _ATTRIBUTED.fullmatch(sentence)
    first = match["said"].split()[0] if match else ""
    common = is_common(first) if match else None
    if (
        match is None
        or common is None
        or first.lower() in _LEADING
        or not any(map(is_verb, read_tokens(match["said"])))
    ):
        return None
    said = match["said"][0].lower() + match["said"][1:] if common else match["said"]
    question = f"Who {match['verb']} that {said}?"
    return _speaker_question(question, match["who"]) if stands_alone(question) else None


def _speaker_question(question: str, speaker: str) -> MadeQuestion | None:
    name = read_tokens(speaker.strip())
    if not name or name[0].low in POINTING | {"the", "a", "an"}:
        return None
    names = _bare_name(name)
    return MadeQuestion(question, "who", speaker.strip(), tuple(dict.fromkeys([" ".join(names), names[-1]])))


def stands_alone(question: str) -> bool:
    """Return True if a question is clear without its article: a name stands in it, and nothing points elsewhere."""
    words = question[:-1].split()
    names = [word for word in words[1:] if word[:1].isupper() and word != "I" and word.lower() not in CALENDAR_WORDS]
    return bool(names) and 6 <= len(words) <= 32 and not _LOOSE.search(question.removeprefix("Is it true"))


def _when(clause: Clause, is_common: IsCommon) -> Iterator[MadeQuestion]:
    dates = [token for token in (*clause.lead, *clause.rest) if token.kind in {"date", "year"}]
    if any(token.low in {"that", "its"} for token in clause.rest[:1]):
        return
    past = clause.verb.low in {"was", "were", "had"} or clause.verb.low in PAST
    if len(dates) != 1 or not past:
        return
    rest = clause.rest if clause.date_lead else _without_date(clause.rest, dates[0])
    if not rest:
        return
    opening = "In what year" if dates[0].kind == "year" else "When"
    yield _made(f"{opening} {_inverted(clause, rest, is_common)}", "when", dates[0].text, date_fact(dates[0]))


def _without_date(rest: Sequence[Token], date: Token) -> tuple[Token, ...] | None:
    """Return the rest without `in 1876`; None when the date belongs to something else, as in `the flood of 1876`."""
    if date not in rest:
        return None
    at = list(rest).index(date)
    before = [token.low for token in rest[:at]]
    length = next((len(way) for way in _WAYS if before[-len(way) :] == way), 0)
    if not length:
        return None
    after = rest[at + 1] if at + 1 < len(rest) else None
    if after and after.low not in PREPOSITIONS - {"of", "to"}:
        return None
    return (*rest[: at - length], *rest[at + 1 :])


_WAYS: Final = [
    [*way.split()]
    for way in (
        "on the morning of", "on the night of", "on the evening of", "in the summer of", "in the winter of",
        "in the spring of", "in the autumn of", "in the fall of", "at the end of", "at the beginning of",
        "as early as", "in early", "in late", "in mid", "in", "on",
    )
]  # fmt: skip


def date_fact(date: Token) -> Fact:
    """Return the acceptable ways to state a date: as a date when it has a year, else as its words."""
    when = read_date(date.text)
    if date.kind == "year":
        return ({"date": date.text},)
    if when is None or when.year is None:
        return (date.text,)
    return ({"date": "-".join(f"{part:02d}" for part in when if part is not None)},)


def _how_many_are(clause: Clause) -> Iterator[MadeQuestion]:
    """`About 40 men died in Arden`: how many men died in Arden?"""
    counted = counted_things(clause.subject)
    if not counted or clause.verb.low in PRESENT or (clause.verb.low in BE and clause.rest[0].text not in PARTICIPLES):
        return
    number, thing = counted[0], clause.subject[approximate(clause.subject) + 1 :]
    tail = token_words([*clause.adverbs, clause.verb, *clause.rest])
    question = join("How many", token_words(thing), tail) + _place(clause)
    yield _made(question, "how-many", number.text, count_fact(number, counted))


def _how_many_it_has(clause: Clause, is_common: IsCommon) -> Iterator[MadeQuestion]:
    """`lost 300 men in the battle`, `was attended by 300 delegates`, `consists of 12 members`."""
    rest, before = list(clause.rest), list[Token]()
    if clause.auxiliary and rest[0].text in PARTICIPLES:
        before.append(rest.pop(0))
    if rest and rest[0].low in {"of", "by", "for"}:
        before.append(rest.pop(0))
    counted = counted_things(rest)
    if not counted or counted_things(clause.subject) or (clause.verb.low in BE and not before):
        return
    number, thing = counted[0], counted[1:]
    after = rest[approximate(rest) + len(counted) :]
    opening = "How many"
    if before and before[-1].low in {"by", "for"}:
        opening = f"{before.pop().text.capitalize()} how many"
    elif before and before[-1].low == "of" and after:
        return
    question = join(opening, token_words(thing), _inverted(clause, [*before, *after], is_common))
    yield _made(question, "how-many", number.text, count_fact(number, counted))


def approximate(tokens: Sequence[Token]) -> int:
    """Return how many words before a number only say how exact it is."""
    low = [token.low for token in tokens[:4]]
    for length, phrases in ((4, ("a total of about",)), (3, ("a total of",)), (2, _MORE_OR_LESS)):
        if " ".join(low[:length]) in phrases:
            return length
    return int(bool(low) and low[0] in _APPROXIMATELY)


_MORE_OR_LESS: Final = ("more than", "at least", "up to", "an estimated", "fewer than", "less than", "as many")


def counted_things(tokens: Sequence[Token]) -> list[Token]:
    """Return a number and the plural that it counts, with the words between: `300 young soldiers`."""
    tokens = tokens[approximate(tokens) :]
    if len(tokens) < 2 or tokens[0].kind != "number" or _has_unit(tokens[0]):
        return []
    for end in range(1, min(4, len(tokens))):
        token = tokens[end]
        if token.kind != "word" or token.low in PREPOSITIONS or token.low in {"and", "or", "more", "other", "times"}:
            return []
        after = tokens[end + 1] if end + 1 < len(tokens) else None
        if _is_plural(token) and (after is None or after.low in PREPOSITIONS):
            return list(tokens[: end + 1])
    return []


def _has_unit(number: Token) -> bool:
    return number.text.endswith(("%", "percent", "per cent")) or number.text[0] in "$€£"


def _is_plural(token: Token) -> bool:
    low = token.low
    return low in _PLURALS or (low.endswith("s") and not low.endswith(("ss", "’s", "'s")) and low not in _NO_PLURALS)


def count_fact(number: Token, counted: Sequence[Token]) -> Fact:
    """Return the acceptable ways to state a number of things: as a number with its unit."""
    found = next(iter(find_numbers(number.text)), None)
    if found is None or len(found.values) != 1:
        return (number.text,)
    value = next(iter(found.values))
    return ({"number": int(value) if value == int(value) else float(value), "unit": counted[-1].low},)


def _who(clause: Clause) -> Iterator[MadeQuestion]:
    says = clause.verb.text in _SAYING
    if not (_is_speaker(clause.subject) if says else _is_person(clause.subject) and clause.verb.text in _DEEDS):
        return
    plain = _bare_name(clause.subject)
    fact = tuple(dict.fromkeys([" ".join(plain), plain[-1]]))
    tail = _tail(clause)
    if len(tail) > 2 and "its" not in {token.low for token in tail}:
        yield _made(
            join("Who", token_words([clause.verb, *tail])) + _place(clause, dates=True), "who", " ".join(plain), fact
        )


def _tail(clause: Clause) -> Sequence[Token]:
    """Return all that follows the verb, unless that is long: then up to the next clause, if it can be told."""
    if len(clause.whole) <= _LONGEST_TAIL:
        return clause.whole
    return () if clause.rest[0].low == "that" else clause.rest


def _is_speaker(tokens: Sequence[Token]) -> bool:
    return 0 < len(tokens) <= 5 and all(map(is_name, tokens)) and tokens[0].low not in {"the", "a", "an"} | _TITLES


def _is_person(tokens: Sequence[Token]) -> bool:
    """Return True if a noun phrase is most likely one person's name, with or without a title."""
    low = {token.low.rstrip(".") for token in tokens}
    names = _bare_name(tokens)
    if not names or len(tokens) > 5 or not all(map(is_name, tokens)) or tokens[0].low in {"the", "a", "an"}:
        return False
    if low & _NO_PERSONS or any(name.isupper() and "." not in name for name in names):
        return False
    return 2 <= len(names) <= 4 or len(names) < len(tokens)


def _bare_name(tokens: Sequence[Token]) -> list[str]:
    """Return the words of a name without the titles before it; the last word is the name whatever it says."""
    first = next((at for at, token in enumerate(tokens) if token.low.rstrip(".") not in _TITLES), len(tokens) - 1)
    return [token.text for token in tokens[first:]]


def _by_whom(clause: Clause, is_common: IsCommon) -> Iterator[MadeQuestion]:
    """`was designed by Ada King in 1850`: by whom was it designed in 1850?"""
    low = [token.low for token in clause.rest]
    if clause.verb.low not in {"was", "were"} or low[0] not in PARTICIPLES or low.count("by") != 1:
        return
    at = low.index("by")
    end = at + 1
    while end < len(low) and is_name(clause.rest[end]):
        end += 1
    agent = clause.rest[at + 1 : end]
    if not _is_person(agent) or (end < len(low) and low[end] not in PREPOSITIONS - {"of"}):
        return
    rest = [*clause.rest[:at], *clause.rest[end:]]
    plain = _bare_name(agent)
    question = f"By whom {_inverted(clause, rest, is_common)}{_date_place(clause)}"
    yield _made(question, "who", token_words(agent), tuple(dict.fromkeys([" ".join(plain), plain[-1]])))


def _inverted(clause: Clause, rest: Sequence[Token], is_common: IsCommon) -> str:
    """Return verb, subject and rest in the order of a question: `did the town move`, `was the bridge built`."""
    subject, verb = small_first(token_words(clause.subject), clause.subject[0], is_common), clause.verb.low
    if clause.auxiliary:
        made = join(verb, subject, token_words(rest))
    elif verb == "had" or verb in PAST:
        made = join("did", subject, PAST.get(verb, "have"), token_words(rest))
    else:
        helper = "do" if verb == "have" or _is_plural(_head(clause.subject)) else "does"
        made = join(helper, subject, PRESENT.get(verb, "have"), token_words(rest))
    return made + _place(clause)


def _place(clause: Clause, *, dates: bool = False) -> str:
    """Return the lead as it stands behind a question: ` in the last war`, `, according to Ada King`."""
    if not clause.lead or (clause.date_lead and not dates):
        return ""
    low = f"{clause.lead[0].low} {token_words(clause.lead[1:])}"
    return f", {low}" if clause.lead[0].low == "according" else f" {low}"


def _date_place(clause: Clause) -> str:
    return _place(clause, dates=True) if clause.date_lead else ""


def _head(subject: Sequence[Token]) -> Token:
    """Return the noun that a noun phrase is about: the last before a preposition."""
    stop = next((at for at, token in enumerate(subject) if at and token.low in PREPOSITIONS), len(subject))
    return subject[stop - 1]


def small_first(words: str, first: Token | None, is_common: IsCommon) -> str:
    """Return words for the middle of a sentence: the first letter small, unless it is that of a name."""
    return words[:1].lower() + words[1:] if first is None or is_common(first.text) else words


def _made(question: str, kind: str, answer: str, fact: Fact) -> MadeQuestion:
    return MadeQuestion(f"{' '.join(question.split())}?", kind, answer, fact)


def token_words(tokens: Sequence[Token]) -> str:
    """Return tokens as words, a space between each two but not before a comma."""
    return " ".join(token.text for token in tokens).replace(" ,", ",").rstrip(",")


def join(*parts: str) -> str:
    """Join the parts that are not empty with a space."""
    return " ".join(part for part in parts if part)
