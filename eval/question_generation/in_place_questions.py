"""Questions that keep a sentence's order and ask where the answer stood: `The bridge was opened in what year?`.

A quizmaster's form. No verb has to move, so it serves the many sentences that are too winding to be turned round.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from eval.question_generation.plain_clauses import (
    PREPOSITIONS,
    Token,
    has_verb,
    is_verb,
    one_line,
    opens_clause,
    points_elsewhere,
    read_tokens,
)
from eval.question_generation.question_shapes import (
    Fact,
    IsCommon,
    MadeQuestion,
    approximate,
    count_fact,
    counted_things,
    date_fact,
    join,
    small_first,
    stands_alone,
    token_words,
)
from index.language.english_verbs import PARTICIPLES, word_set

_ATTRIBUTION: Final = re.compile(
    r"(?P<body>.{30,}), (?P<who>(?:the )?[\w’'. -]{2,30}?) (?:has |had )?"
    r"(?:said|wrote|argued|claimed|warned|insisted|added|recalled|concluded|reported|noted)"
)
_ODD: Final = re.compile(r"[“”„«»;:?!*_\[\]()|{}<>#\"]|\s[-–—]+\s|—")
_BAD_START: Final = word_set("""
but and or so yet if when while because although though as then also however later finally together many some
most more both what nearly instead therefore thus meanwhile nor only even still once whether there all each any
for earlier eventually today now here
""")
_BEFORE_YEAR: Final = frozenset({"in", "since", "until", "by", "from", "after", "before"})
_LONGEST: Final = 26
"""Tokens of the longest statement that still makes a question people read to its end."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or its first clause, that says something by itself."""

    tokens: tuple[Token, ...]
    source: str
    """Who says so, when the sentence ends with that."""


def read_statement(text: str, is_common: IsCommon) -> Statement | None:
    """Return what a sentence states; None when it points at other sentences, or its marks are odd."""
    sentence, source = one_line(text), ""
    if not sentence.endswith(".") or _ODD.search(sentence):
        return None
    tokens = _first_clause(read_tokens(sentence))
    match = _ATTRIBUTION.fullmatch(token_words(tokens))
    if match:
        tokens, source = read_tokens(match["body"]), match["who"]
    if not 6 <= len(tokens) <= _LONGEST or tokens[0].low in _BAD_START or points_elsewhere(tokens):
        return None
    if any(token.kind == "other" for token in tokens) or not has_verb(tokens):
        return None
    known = is_common(tokens[0].text) is not None and not points_elsewhere(read_tokens(source))
    return Statement(tuple(tokens), source) if known else None


def in_place_questions(statement: Statement) -> list[MadeQuestion]:
    """Return questions that ask for a date, a number or a share where it stands in the statement."""
    made = [*_dates(statement.tokens), *_numbers(statement.tokens)]
    source = f", according to {statement.source}" if statement.source else ""
    finished = [MadeQuestion(f"{each.question}{source}?", each.type, each.answer, each.fact) for each in made]
    return [each for each in finished if stands_alone(each.question)]


def false_statement(statement: Statement, figure: Token, altered: str, is_common: IsCommon) -> str:
    """Return the statement as a yes-or-no question with one figure replaced; nothing when it can't stand alone."""
    replaced = [Token(altered, each.kind, 0, 0) if each is figure else each for each in statement.tokens]
    first = statement.tokens[0]
    body = small_first(token_words(replaced), None if first.low in PREPOSITIONS else first, is_common)
    question = f"Is it true that {body}?"
    return question if stands_alone(question) else ""


def figures(statement: Statement) -> list[Token]:
    """Return the exact dates and numbers of a statement: with `more than 63`, `more than 36` is true as well."""
    tokens = statement.tokens
    return [
        token
        for at, token in enumerate(tokens)
        if token.kind in {"date", "year", "number"} and not any(approximate(tokens[at - back : at]) for back in (1, 2))
    ]


def _first_clause(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens up to the comma behind which a clause of its own begins, once a verb has been seen."""
    for index, token in enumerate(tokens):
        seen = has_verb(tokens[:index])
        if token.kind == "comma" and seen and index + 1 < len(tokens) and opens_clause(tokens, index + 1):
            return list(tokens[:index])
    return list(tokens)


def _can_ask(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return True if a question reads well with its question word there: behind the verb, and nothing new behind it."""
    after = tokens[end:]
    if start and not has_verb(tokens[:start]):
        return False
    if after and (after[0].kind == "comma" or after[0].low in {"or", "and", "to"}):
        return False
    return not start or not any(is_verb(token) and token.text not in PARTICIPLES for token in after)


def _dates(tokens: Sequence[Token]) -> Iterator[MadeQuestion]:
    for at, token in enumerate(tokens):
        if at < 2 or not _can_ask(tokens, at - 1, at + 1):
            continue
        before = tokens[at - 1].low
        if token.kind == "year" and before in _BEFORE_YEAR:
            yield _asked(tokens, at, at + 1, "what year", "when", token.text, date_fact(token))
        elif token.kind == "date" and before == "on":
            yield _asked(tokens, at, at + 1, "what date", "when", token.text, date_fact(token))
        elif token.kind == "date" and before == "in" and at > 1:
            yield _asked(tokens, at, at + 1, "what month", "when", token.text, date_fact(token))


def _numbers(tokens: Sequence[Token]) -> Iterator[MadeQuestion]:
    for at, token in enumerate(tokens):
        if token.kind != "number":
            continue
        start = next(
            (at - back for back in (4, 3, 2, 1) if back <= at and approximate(tokens[at - back :]) == back), at
        )
        thing = counted_things(tokens[at:])
        if not _can_ask(tokens, start, at + 1):
            continue
        if thing:
            yield _asked(tokens, start, at + 1, "how many", "how-many", token.text, count_fact(token, thing))
        elif (
            token.text.endswith(("%", "percent", "per cent")) and tokens[at + 1 : at + 2] and tokens[at + 1].low == "of"
        ):
            yield _asked(tokens, start, at + 1, "what percentage", "how-many", token.text, (token.text,))


def _asked(
    tokens: Sequence[Token], start: int, end: int, asked: str, kind: str, answer: str, fact: Fact
) -> MadeQuestion:
    words = join(token_words(tokens[:start]), asked, token_words(tokens[end:]))
    words = words.replace(" ,", ",")
    return MadeQuestion(words[0].upper() + words[1:], kind, answer, fact)
