"""Score what each line of an article's head may be, by its form, its words and what stands in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Final

from index.chunking.blocks import Unit
from index.chunking.boilerplate import Mark, MarkedUnit
from index.language.card_words import card_words, opening
from index.language.written_dates import fold
from index.metadata.names import agency_score, is_name, outlet_score, person_score
from index.metadata.pieces import Kind, Line, Piece, read_line


class Role(StrEnum):
    """What a line of the head is."""

    META = "meta"
    """Masthead, byline, dateline, date, agency: names and dates beside one another."""
    SECTION = "section"
    """A section, a kicker, a label such as `OBITUARY`."""
    FURNITURE = "furniture"
    """Navigation, a consent banner, an appeal, a credit, a contact, a copyright line."""
    HEADLINE = "headline"
    DECK = "deck"
    BODY = "body"


@dataclass(frozen=True)
class Surroundings:
    """What is known of the article around a line."""

    body: str
    """The running text, folded."""
    heads: Callable[[str], int] = field(default=lambda _words: 0)
    """How many other files of the library begin with a line of these words."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A line with the score of each role it may have."""

    line: Line
    mark: Mark
    scores: dict[Role, float]

    @property
    def unit(self) -> Unit:
        """The unit that the line is."""
        return self.line.unit


_LONG_BANNER: Final = 40
"""Words from which a line that speaks of cookies or privacy may be the article's."""
_WORDS: Final = re.compile(r"[^\W\d_]{4,}")
_PICTURE: Final = re.compile(r"[\[(].*[\])]$|!\[")
_QUOTE: Final = re.compile(r"[\"“”„«»‘'’]")
_TRAIL: Final = re.compile(r"\S+(?: \S+){0,3}(?:\s*(?:[>›»→]|\s/)\s*\S+(?: \S+){0,3}){1,6}$")
_CONSENT: Final = re.compile(
    r"cookie|куки|çerez|ملفات تعريف|privacy|datenschutz|privacidad|vie privée|gizlilik", re.IGNORECASE
)
_LIFE: Final = re.compile(
    r"(?:\W*(?:born|died|b\.|d\.|geboren|gestorben|né|née|mort|morte|nació|murió|dogumu?|olumu?|родил\w*|умер\w*|ولد|توفي|\*|†)\b)",
    re.I,
)


def score_line(text: str, item: MarkedUnit, first: bool, around: Surroundings) -> Scored:
    """Return a line with the score of each role it may have.

    Args:
        text: the raw text of the article.
        item: the unit, and what the cleaning takes it for.
        first: whether nothing stands above it.
        around: what is known of the article.
    """
    line = read_line(text, item.unit)
    repeated = around.heads(line.plain)
    furniture = _furniture(line, item.mark)
    scores = {
        Role.META: _meta(line, first, repeated) - 0.8 * max(0, furniture - 1),
        Role.SECTION: _section(line, repeated),
        Role.FURNITURE: furniture,
        Role.HEADLINE: _headline(line, item.mark, around, repeated, first=first),
        Role.DECK: _deck(line, item.mark),
        Role.BODY: _body(line, item.mark),
    }
    return Scored(line, item.mark, scores)


def _meta(line: Line, first: bool, repeated: int) -> float:
    """Score names and dates side by side; other words between them speak against it."""
    if _LIFE.match(line.plain):
        return -4
    known = sum(_piece(piece, line, first) for piece in line.pieces if piece.kind is not Kind.OTHER)
    others = sum(_piece(piece, line, first) for piece in line.pieces if piece.kind is Kind.OTHER)
    opens = [piece.kind for piece in line.pieces[:2]] == [Kind.NAME, Kind.DATE]
    score = known + (max(others, -3) if opens else others)
    if line.unit.level == 1:
        score -= 3
    if line.unit.words > 30 and not opens:
        score -= 4
    return min(score, 8) + min(repeated, 3)


def _piece(piece: Piece, line: Line, first: bool) -> float:
    if piece.kind is Kind.DATE:
        return 4 if piece.day and piece.day.year else 2.5
    if piece.kind in _SURE:
        return _SURE[piece.kind]
    if piece.kind is Kind.NAME:
        return _name(piece, line, first)
    return max(-6, -0.8 * len(piece.words.split()))


_SURE: Final = {
    Kind.TIME: 0.5,
    Kind.READING: 1.5,
    Kind.SECTION: 0.7,
    Kind.LABEL: 0.5,
    Kind.MENU: -0.5,
    Kind.DESK: 3.0,
    Kind.TRADE: 1.5,
    Kind.CONTACT: -0.5,
    Kind.EDITION: 1.0,
    Kind.AGENCY: 3.5,
}


def _name(piece: Piece, line: Line, first: bool) -> float:
    outlet, person, agency = outlet_score(piece.words), person_score(piece.words), agency_score(piece.words)
    score = max(0.4, min(outlet, 2.5), 1.2 if person > 0 else 0, min(agency, 2))
    if piece.intro == "byline":
        score = 4.5 if max(person, agency) > 0 or len(piece.words.split()) == 1 else 2
    elif piece.intro == "imprint":
        score += 1.5
    elif piece.intro:
        score -= 1
    if len(line.pieces) == 1 and not piece.intro:
        if first and not line.unit.level:
            score += 0.8
        if len(piece.words.split()) > 4:
            score -= 1
        if piece.mark == "**" and not first:
            score -= 1.5  # a heading between paragraphs
    return score


def _section(line: Line, repeated: int) -> float:
    kinds = [piece.kind for piece in line.pieces]
    if all(kind in {Kind.SECTION, Kind.LABEL, Kind.MENU} for kind in kinds) and kinds:
        return 4
    label = opening("labels").match(fold(line.plain))
    if len(line.pieces) == 1 and is_name(line.plain) and line.unit.words <= 3:
        return 0.6 + (line.plain.isupper() * 0.4) + min(repeated, 3)
    if label and len(line.plain) <= len(label["words"]) + 3:
        return 4
    if label and line.plain.isupper() and line.unit.words <= 4 and line.plain[-1].isalpha() and " FROM " in line.plain:
        return 2.5
    return -3


def _furniture(line: Line, mark: Mark) -> float:
    """Score what belongs to the page: the surest of the signs that a line gives."""
    first = line.pieces[0] if line.pieces else None
    signs = {
        -3.0: True,
        1.0: mark is Mark.SUSPECT,
        2.0: mark in {Mark.FURNITURE, Mark.CRUMB, Mark.NUMBER, Mark.LEGAL},
        2.5: first is not None and first.intro == "appeal",
        3.0: fold(line.plain).strip(" |.") in card_words("menu"),
        3.5: _is_menu(line),
        4.0: bool(line.pieces) and all(piece.kind is Kind.CONTACT for piece in line.pieces),
        4.5: _asks_consent(line, mark),
        5.0: bool(_PICTURE.match(line.plain)) or (first is not None and first.intro == "credit"),
    }
    return max(score for score, given in signs.items() if given)


def _is_menu(line: Line) -> bool:
    """Return True if most pieces, or most words, are those of menus."""
    menu = sum(piece.kind in {Kind.SECTION, Kind.MENU, Kind.LABEL} for piece in line.pieces)
    if len(line.pieces) >= 3 and 2 * menu >= len(line.pieces):
        return True
    words = fold(line.plain).split()
    if len(words) >= 4 and len(line.pieces) <= 2:
        known = sum(word.strip("|/·") in _menu_words() for word in words)
        if known >= 0.7 * len(words):
            return True
    return bool(menu and _TRAIL.fullmatch(line.plain))


def _asks_consent(line: Line, mark: Mark) -> bool:
    folded = fold(line.plain)
    if opening("banner").match(folded):
        return True
    if not _CONSENT.search(folded) or line.unit.words >= _LONG_BANNER:
        return False
    return mark is not Mark.PROSE or any(words in folded for words in card_words("banner"))


@cache
def _menu_words() -> frozenset[str]:
    return card_words("sections") | card_words("menu")


def _headline(line: Line, mark: Mark, around: Surroundings, repeated: int, *, first: bool) -> float:
    plain, unit = line.plain, line.unit
    if unit.words == 0 or unit.words > 40 or not any(map(str.isalpha, plain)) or mark is Mark.NUMBER:
        return -20
    score = {0: 0.0, 1: 6.0, 2: 4.0}.get(unit.level, 1.0)
    score += 1.5 if 3 <= unit.words <= 22 else (-0.5 if unit.words < 3 else -2)
    score += _closing(plain, unit)
    if unit.listed or _starts_small(plain):
        score -= 7
    if any(word.islower() and len(word) > 3 for word in plain.split()):
        score += 1.0
    elif plain.isupper() and not first:
        score += 0.7
    if _QUOTE.match(plain) and _QUOTE.search(plain[1:]):
        score += 1
    rare = {word for word in _WORDS.findall(fold(plain))}
    if rare:
        body = around.body.replace(fold(plain), "") if mark is Mark.PROSE else around.body
        score += 2 * sum(word[:6] in body for word in rare) / len(rare)
    score -= 2.5 * min(repeated, 3)
    return score - _against_headline(line, mark)


def _closing(plain: str, unit: Unit) -> float:
    if plain.endswith((",", ":", ";", "，", "：")):
        return -4
    return {"": 0.3, "?": 0.3, "!": 0.3, "…": 0}.get(unit.end, -2.2)


def _against_headline(line: Line, mark: Mark) -> float:
    """Return what speaks for something else than a headline."""
    against, folded = 0.0, fold(line.plain)
    dates = [piece.day for piece in line.pieces if piece.day]
    if any(day.year for day in dates):
        covered = sum(len(piece.words) for piece in line.pieces if piece.kind is not Kind.OTHER)
        against += 5 if covered > 0.5 * len(line.plain) else 1.5
    if any(piece.intro == "byline" for piece in line.pieces):
        against += 4 if line.pieces[0].intro == "byline" else 2.5
    if mark is Mark.PROSE and line.unit.end not in {"", "?", "!"}:
        against += 4 if line.unit.words >= 10 and not line.unit.level else 1
    if len(line.pieces) == 1 and line.pieces[0].kind is Kind.NAME:
        name = line.pieces[0].words
        against += max(0, outlet_score(name)) + (1.2 if person_score(name) > 0 else 0)
    if len(line.pieces) == 1 and line.pieces[0].kind in {Kind.SECTION, Kind.LABEL, Kind.MENU, Kind.DESK, Kind.AGENCY}:
        against += 5
    if line.pieces and all(piece.kind in {Kind.SECTION, Kind.MENU} for piece in line.pieces):
        against += 3
    menu = sum(piece.kind in {Kind.SECTION, Kind.LABEL, Kind.MENU} for piece in line.pieces)
    if len(line.pieces) > 1 and 2 * menu >= len(line.pieces):
        against += 5
    if folded.startswith(("http", "www.")) or "@" in folded:
        against += 6
    if re.match(r"(?:author|source|publisher|date|published|url|link|tags?|keywords|language)\s*[:：]", folded):
        against += 8
    return against + (6 if _LIFE.match(line.plain) else 0)


def _starts_small(plain: str) -> bool:
    """Return True if a line begins like the middle of a sentence; `iPhone` doesn't, nor does a quotation mark."""
    word = plain.lstrip("\"“”„«'‘’([¿¡#").split(maxsplit=1)[:1]
    return not word or not word[0][0].isalnum() or (word[0][0].islower() and word[0].islower())


def _deck(line: Line, mark: Mark) -> float:
    if line.unit.words > 60 or line.unit.level == 1:
        return -6
    score = 0.5 if line.unit.words >= 5 else -1.5
    if mark is Mark.PROSE:
        score += 0.5
    italic = bool(line.pieces) and line.pieces[0].mark == "*"
    return score + italic - (2 if line.unit.listed else 0)


def _body(line: Line, mark: Mark) -> float:
    if line.unit.level == 1:
        return -8
    if mark is Mark.PROSE:
        return 3.0 if line.unit.words >= 18 else 1.5
    return 1.0 if line.unit.listed and line.unit.words > 4 else -0.5
