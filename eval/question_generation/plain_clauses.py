"""Plain English sentences taken apart: subject, verb and the rest, where the shape leaves no doubt.

No parser: a sentence is read from the left by lists of words, and whatever could be read in two ways is refused. A
question made from a misread sentence would be worse than none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.language.calendar import MONTH_IN_PRINT
from index.language.english_verbs import BASES, ONLY_PAST, PARTICIPLES, PAST, PRESENT, word_set
from rag.language.numbers import number_words

_YEAR: Final = r"(?:1[0-9]\d{2}|20\d{2})(?![\d,.-]*\d|s|\s?[–—])"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_WORDS: Final = number_words()
_ONES, _TENS = (
    "|".join(word for word, number in _WORDS.items() if number in numbers)
    for numbers in (range(1, 10), range(20, 100, 10))
)
_TEENS: Final = "|".join(word for word, number in _WORDS.items() if 2 <= number < 20)
_WORDED: Final = rf"{_TEENS}|(?:{_TENS})(?:-(?:{_ONES}))?"  # "two", "nineteen", "twenty-one"
_TOKEN: Final = re.compile(
    rf"(?P<date>{_DAY} (?:of )?{MONTH_IN_PRINT}(?:,? {_YEAR})?(?!\w)"
    rf"|{MONTH_IN_PRINT} {_DAY}(?!\w)(?:,? {_YEAR})?|{MONTH_IN_PRINT},? {_YEAR})"
    rf"|(?P<year>(?<![\w$€£.,/–-]){_YEAR}(?![\w%]))"
    rf"|(?P<range>\d[\d,.]*\s?[–—-]\s?\d[\d,.]*)"
    rf"|(?P<number>(?<![\w–-])[$€£]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?![\w–-])"
    r"(?: (?:thousand|million|billion|trillion))?"
    rf"(?:\s?%| percent\b| per cent\b)?|\b(?i:{_WORDED})(?![\w-])(?: (?:hundred|thousand|million|billion))?)"
    r"|(?P<comma>,)"
    r"|(?P<word>\"[^\"]{2,40}\""
    r"|(?:(?<!\w)(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Gen|Col|Sen|Gov)\.|[^\W_][\w’'&/.-]*[\w’']|[^\W_]))"
    r"|(?P<other>\S)"
)
BE: Final = frozenset({"was", "were", "is", "are"})
_HAVE: Final = frozenset({"has", "have", "had"})
_MODAL: Final = frozenset({"will", "would", "can", "could", "may", "might", "must", "should"})
_ODD: Final = re.compile(r"[“”„«»;:?!*_\[\]()|{}<>#]|\s[-–—]+\s|—|\w–\w")
"""Marks of a sentence that isn't plain."""
_LEADS: Final = frozenset(
    {"In", "On", "At", "During", "After", "Before", "Under", "For", "According", "By", "Throughout"}
)
AUXILIARIES: Final = BE | _HAVE | _MODAL
POINTING: Final = word_set("""
he she it they we i you this these those that such his her its their our my your him them us another other
others both either neither here there then so same former latter one ones himself herself itself themselves who
which
""")
"""Words that mean nothing without the sentence before."""
_ANAPHORS: Final = POINTING - frozenset(
    {"which", "who", "that", "others", "his", "her", "its", "their", "there", "one"}
)
_NO_SUBJECT: Final = POINTING | word_set("""
in on at by from to with of for during after before since until while when where because although though if as
but and or however also later finally today now some many most few all each every several any no not despite
among under over between through throughout within without nearly about around almost only even still according
what how why like unlike once soon eventually meanwhile instead thus therefore initially originally first second
currently recently another much more less given based up there’s
""")
_SUBORDINATORS: Final = word_set("""
which who whom whose that when where while because although though if as but after before since until unless
whereas so than how why what whether including making becoming following
""")
_LEAVES_SUBJECT: Final = word_set("""
which who whom whose that when where while because although though if as but than including not
""")
PREPOSITIONS: Final = word_set("""
in on at by from to with of for during over under into through across against between among near around within
throughout per along behind without worldwide
""")
_ADVERBS: Final = word_set("""
officially formally first finally later also originally initially eventually subsequently largely mainly mostly
primarily only still now already soon quickly successfully again ultimately jointly currently recently then
generally publicly unanimously never always often once thereafter promptly legally
""")
_ABOUT: Final = frozenset({"about", "around", "nearly", "almost", "over", "some", "only"})
_DETERMINERS: Final = frozenset({"the", "a", "an"})
_JOINERS: Final = frozenset({"and", "or"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a date or a mark, and what it is."""

    text: str
    kind: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The token in small letters."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of a sentence."""

    lead: tuple[Token, ...]
    """`In 1876`, `After the war` or `According to Ada King` before the subject; empty without."""
    subject: tuple[Token, ...]
    adverbs: tuple[Token, ...]
    """Between subject and verb, or between auxiliary and verb; no question needs them."""
    verb: Token
    """`was`, `has`, `will` or a finite verb such as `moved`."""
    rest: tuple[Token, ...]
    """What follows the verb, up to where another clause begins."""
    whole: tuple[Token, ...]
    """All that follows the verb."""

    @property
    def date_lead(self) -> bool:
        """True if the lead is no more than a date."""
        return len(self.lead) == 2 and self.lead[1].kind in {"date", "year"}

    @property
    def auxiliary(self) -> bool:
        """True if the verb goes before the subject in a question, instead of `did`."""
        if self.verb.low in _HAVE:
            return bool(self.rest) and self.rest[0].low in PARTICIPLES and self.rest[0].low != "had"
        return self.verb.low in AUXILIARIES


def read_clause(text: str) -> Clause | None:
    """Take a sentence apart; None when its shape isn't plain."""
    sentence = one_line(text)
    tokens = read_tokens(sentence) if sentence.endswith(".") and not _ODD.search(sentence) else []
    if not 5 <= len(tokens) <= 45 or any(token.kind in {"other", "range"} for token in tokens):
        return None
    lead = _lead(tokens)
    at = len(lead)
    at += bool(lead) and at < len(tokens) and tokens[at].kind == "comma"
    found = _subject_and_verb(tokens, at)
    if found is None:
        return None
    subject, adverbs, verb_at = found
    rest = _until_next_clause(tokens[verb_at + 1 :])
    while rest and rest[0].low in _ADVERBS:
        adverbs.append(rest.pop(0))
    if not rest or rest[0].low in {"not", "no"}:
        return None
    if rest[0].low != "that" and _is_doubtful(tokens[verb_at], rest):
        return None
    return Clause(
        tuple(lead),
        tuple(subject),
        tuple(adverbs),
        tokens[verb_at],
        tuple(rest),
        tuple(token for token in tokens[verb_at + 1 :] if token not in adverbs),
    )


def read_tokens(sentence: str) -> list[Token]:
    """Return the tokens of a sentence on one line, without its full stop."""
    bare = sentence.removesuffix(".")
    return [Token(found.group(), str(found.lastgroup), found.start(), found.end()) for found in _TOKEN.finditer(bare)]


def one_line(text: str) -> str:
    """Return a sentence on one line, without what stands in brackets."""
    return " ".join(re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", text).split())


def points_elsewhere(tokens: Sequence[Token]) -> bool:
    """Return True if a word means nothing without the sentence before, such as `he` or `this`."""
    return any(token.low in _ANAPHORS for token in tokens)


def is_name(token: Token) -> bool:
    """Return True if a token is written like a name."""
    return token.kind == "word" and token.text[0].isupper()


def _lead(tokens: Sequence[Token]) -> list[Token]:
    """Return `In 1876`, or another phrase with a preposition that a comma parts from the subject."""
    if len(tokens) > 2 and tokens[0].text in {"In", "On"} and tokens[1].kind in {"date", "year"}:
        return list(tokens[:2])
    if not tokens or tokens[0].text not in _LEADS:
        return []
    stop = next((at for at, token in enumerate(tokens[:10]) if token.kind == "comma"), 0)
    phrase = tokens[:stop]
    plain = all(not is_verb(token) and token.low not in POINTING | _LEAVES_SUBJECT for token in phrase)
    return (
        list(phrase)
        if stop > 1 and plain and not any(re.fullmatch(r"[a-z]+ing", token.text) for token in phrase)
        else []
    )


def _subject_and_verb(tokens: Sequence[Token], at: int) -> tuple[list[Token], list[Token], int] | None:
    """Return the subject, the adverbs behind it and where the verb stands, when nothing else comes before it."""
    if at >= len(tokens) or (tokens[at].low in _NO_SUBJECT and not _bounds_number(tokens, at)):
        return None
    subject: list[Token] = []
    index = at
    while index < min(at + 30, len(tokens)) and len(subject) <= 12:
        token = tokens[index]
        if token.kind == "comma" and subject:
            index = _after_apposition(tokens, index)
            token = tokens[index]
        bound = token.low == "than" and _bounds_number(tokens, at)
        if token.kind in {"comma", "date", "year"} or (token.low in _LEAVES_SUBJECT | POINTING and not bound):
            return None
        if subject and token.kind == "word" and _may_be_finite(tokens, index):
            adverbs: list[Token] = []
            while subject and subject[-1].low in _ADVERBS:
                adverbs.insert(0, subject.pop())
            return (subject, adverbs, index) if _fits_subject(subject) else None
        subject.append(token)
        index += 1
    return None


def _bounds_number(tokens: Sequence[Token], at: int) -> bool:
    """Return True if a noun phrase begins like `About 40 men` or `More than 40 men`."""
    low = [token.low for token in tokens[at : at + 2]]
    bound = 2 if low in (["more", "than"], ["less", "than"]) else int(low[0] in _ABOUT)
    return bool(bound) and len(tokens) > at + bound and tokens[at + bound].kind == "number"


def _after_apposition(tokens: Sequence[Token], comma: int) -> int:
    """Return where the verb stands behind `, the king's brother,`; the comma itself when it opens anything else."""
    for index in range(comma + 2, min(comma + 16, len(tokens) - 2)):
        if tokens[index].kind == "comma":
            return index + 1 if is_verb(tokens[index + 1]) and tokens[comma + 1].low not in _JOINERS else comma
    return comma


def _may_be_finite(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if not token.text.islower():
        return False
    if token.text in AUXILIARIES:
        return True
    before = tokens[index - 1].low
    if token.text in PRESENT:
        return index + 1 < len(tokens) and _opens_number(tokens, index + 1)
    return token.text in PAST and before not in _DETERMINERS and before not in PREPOSITIONS


def _opens_number(tokens: Sequence[Token], index: int) -> bool:
    return any(token.kind == "number" for token in tokens[index : index + 3])


def _fits_subject(subject: Sequence[Token]) -> bool:
    """Return True if a noun phrase can be the subject: it begins well, and holds nothing that may be a verb."""
    if len(subject) > 10 or subject[-1].low in PREPOSITIONS | _JOINERS | _DETERMINERS:
        return False
    head = subject[0]
    if head.low in _DETERMINERS and len(subject) == 1:
        return False
    inner = [token for token in subject[1:] if token.text.islower()]
    participles = [
        token for token in inner if token.text in PARTICIPLES or re.fullmatch(r"\w{3,}(?:ing|ed)", token.text)
    ]
    joins = [token for token in inner if token.text in _JOINERS]
    return not participles and len(joins) <= 1


def _until_next_clause(tokens: Sequence[Token]) -> list[Token] | None:
    """Return the tokens up to where another clause begins; None when it can't be told from a list."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind == "comma":
            return kept if following and opens_clause(tokens, index + 1) else None
        if token.low in _SUBORDINATORS and kept:
            return kept if token.low not in {"that", "than", "as", "how", "what", "whether", "including"} else None
        if token.low in _JOINERS | {"but"} and following and (is_verb(following) or following.low in POINTING):
            return kept
        kept.append(token)
    return kept


def opens_clause(tokens: Sequence[Token], index: int) -> bool:
    """Return True if what follows a comma is a clause of its own, not a further item or an apposition."""
    word = tokens[index].low
    if word in _SUBORDINATORS - {"as", "than", "so"} or re.fullmatch(r"\w{3,}ing", word):
        return True
    if word in {"and", "but", "with"} and index + 1 < len(tokens):
        after = tokens[index + 1]
        return word != "and" or is_verb(after) or after.low in POINTING or _has_own_verb(tokens[index + 1 :])
    return False


def _has_own_verb(tokens: Sequence[Token]) -> bool:
    """Return True if a finite verb that needs a subject of its own comes before the next comma."""
    for token in tokens:
        if token.kind == "comma":
            return False
        if token.text in AUXILIARIES | ONLY_PAST:
            return True
    return False


def has_verb(tokens: Sequence[Token]) -> bool:
    """Return True if a finite verb may be among some words, a present plural such as `companies make` included."""
    return any(
        is_verb(token) or (token.text in BASES and at > 0 and tokens[at - 1].low.endswith("s"))
        for at, token in enumerate(tokens)
    )


def is_verb(token: Token) -> bool:
    """Return True if a token may be a finite verb, by its form."""
    return token.text in AUXILIARIES or token.text in PAST or token.text in PRESENT or token.text == "did"


def _is_doubtful(verb: Token, rest: Sequence[Token]) -> bool:
    """Return True if a second finite verb stands in the rest: then the first may belong to the subject."""
    for index, token in enumerate(rest):
        opens_group = index == 0 and verb.low in AUXILIARIES
        if token.text in AUXILIARIES | {"did", "do", "does"} and not opens_group:
            return True
        if token.text in ONLY_PAST and token.text not in PARTICIPLES:
            return True
    return verb.text in PARTICIPLES and rest[0].low == "by"
