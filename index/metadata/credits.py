"""Decide which of the names in the head and foot is the outlet, which are the authors, and which the agency."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from index.language.card_words import card_words
from index.language.written_dates import fold
from index.metadata.evidence import Evidence
from index.metadata.foot import find_interviewer, noted_names, outlet_hint
from index.metadata.lines import Role, Scored
from index.metadata.names import agency_score, is_person, key_of, outlet_score, person_score
from index.metadata.pages import Page
from index.metadata.pieces import Kind, Piece
from index.records import Mention

_NO_OUTLET: Final = -1.2
"""The cost of leaving every name without the role of outlet."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that stands in the head or foot, and how it stands there."""

    piece: Piece
    alone: bool
    """Whether nothing else stands in its line."""
    first: bool = False
    """Whether its line is the first."""
    below: bool = False
    """Whether its line stands below the headline."""
    foot: bool = False
    """Whether its line stands below the article."""
    dated: bool = False
    """Whether a date follows it, with a comma or a bar between."""
    comma: bool = False
    """Whether a comma follows it: before a date, a place may be followed by one as well as an outlet."""
    after_date: bool = False
    """Whether a date stands before it."""
    trade: bool = False
    """Whether what a writer is follows it: `transport reporter`."""
    desk: bool = False
    """Whether a desk stands before it in the line."""
    by_person: bool = False
    """Whether a person's name stands before it in the line."""
    wired: bool = False
    """Whether it stands in brackets of a dateline: `ROME (Name) -`."""

    @property
    def key(self) -> str:
        """What is the same for all spellings of the name."""
        return key_of(self.piece.words)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the rest of the file and the library say of names, each by its key."""

    outlets: Mapping[str, float] = field(default_factory=dict)
    persons: Mapping[str, float] = field(default_factory=dict)
    agencies: Mapping[str, float] = field(default_factory=dict)
    prose: str = ""
    """The running text, folded."""


@dataclass(frozen=True, slots=True)
class Credits:
    """Who wrote, sent and printed an article."""

    outlet: Candidate | None
    authors: tuple[Candidate, ...]
    agencies: tuple[Candidate, ...]
    others: tuple[Candidate, ...] = ()
    """Names that are none of these."""

    def mentions(self) -> Iterator[Mention]:
        """Yield the names with what they were taken for."""
        named = (("outlet", (self.outlet,) if self.outlet else ()), ("person", self.authors))
        for role, candidates in (*named, ("agency", self.agencies), ("other", self.others)):
            yield from (Mention(each.key, role) for each in candidates)


def assign_names(candidates: Sequence[Candidate], hints: Hints) -> Credits:
    """Return the roles of names that have the highest score together, with at most one outlet among them."""
    rated = [(each, _rate(each, hints)) for each in candidates if each.piece.kind in {Kind.NAME, Kind.AGENCY}]
    keys = [key for key, _ in sorted(_outlet_keys(rated).items(), key=lambda item: -item[1])]
    best: tuple[float, Credits] | None = None
    for key in [None, *keys[:6]]:
        total, found = _with_outlet(rated, key)
        if best is None or total > best[0]:
            best = (total, found)
    assert best is not None  # noqa: S101  # there is always the choice without an outlet
    return best[1]


def _outlet_keys(rated: Iterable[tuple[Candidate, dict[str, float]]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for each, rates in rated:
        found[each.key] = max(found.get(each.key, -9), rates["outlet"])
    return {key: rate for key, rate in found.items() if rate > -1}


def _with_outlet(rated: Sequence[tuple[Candidate, dict[str, float]]], key: str | None) -> tuple[float, Credits]:
    """Return the score and the roles of all names when the name with this key is the outlet."""
    total, outlet = (_NO_OUTLET if key is None else 0.0), None
    authors: list[Candidate] = []
    agencies: list[Candidate] = []
    others: list[Candidate] = []
    for each, rates in rated:
        if key is not None and _same(each.key, key):
            total += rates["outlet"] if outlet is None else max(0.5 * rates["outlet"], 0)
            outlet = outlet if outlet and outlet.piece.kind is Kind.NAME and outlet.key == key else each
            continue
        role = max(("person", "agency", "place"), key=lambda name: rates[name])
        total += rates[role]
        if role == "person":
            authors.append(each)
        elif role == "agency":
            agencies.append(each)
        else:
            others.append(each)
    return total, Credits(outlet, _distinct(authors), _distinct(agencies), _distinct(others))


def _same(one: str, other: str) -> bool:
    """Return True if two names are one outlet's: `Tribune` is short for `Quelmo Tribune`."""
    return one == other or (len(other.split()) > 1 and one == other.split()[-1])


def _distinct(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    found: dict[str, Candidate] = {}
    for each in candidates:
        found.setdefault(each.key, each)
    return tuple(found.values())


def _rate(each: Candidate, hints: Hints) -> dict[str, float]:
    return {
        "outlet": _rate_outlet(each, hints),
        "person": _rate_person(each, hints),
        "agency": _rate_agency(each, hints),
        "place": _rate_place(each, hints),
    }


def _rate_outlet(each: Candidate, hints: Hints) -> float:
    piece = each.piece
    if piece.kind is Kind.AGENCY:
        return -2
    score = min(outlet_score(piece.words), 3.5) - 0.3
    score += 1.0 * (each.first and not each.below) + 0.8 * (piece.mark == "**") + 0.5 * (each.dated and not each.alone)
    score -= 1.2 * (each.below and each.alone) + 5 * (piece.intro == "byline") + 1.0 * piece.joined
    score -= 1.5 * (each.by_person and piece.before == ",") + 3 * each.wired
    score += 3 * (piece.intro == "imprint")
    if len(piece.words.split()) == 1 and not each.first and outlet_score(piece.words) == 0:
        score -= 1.5
    if agency_score(piece.words) >= 2 and each.below:
        score -= 1
    return score + hints.outlets.get(each.key, 0)


def _rate_person(each: Candidate, hints: Hints) -> float:
    piece = each.piece
    form = person_score(piece.words)
    if piece.intro == "byline" and form < 0:
        single = len(piece.words.split()) == 1 and agency_score(piece.words) == 0
        form = -0.5 if single and piece.words[:1].isupper() else -2.5
    score = form + 4 * (piece.intro == "byline") - 4 * (piece.intro == "imprint")
    if piece.kind is Kind.AGENCY or each.wired:
        score -= 6
    if each.alone and not piece.intro:
        score += 1.3 if each.below else (-1.0 if each.first else 0.6)
    score += 0.5 * (piece.mark == "*") + 1.5 * each.trade + 0.8 * (each.desk and piece.before == "(")
    score += 0.5 * (each.after_date and not each.foot) + 0.4 * (piece.joined and piece.intro != "byline")
    if each.by_person and piece.before == "," and not each.desk:
        score -= 5.5 if piece.intro == "byline" or piece.joined else 2
    if each.foot and not piece.intro:
        score -= 1.5
    if not piece.intro and form > 0 and key_of(piece.words) in hints.prose:
        score -= 1.5
    return score + hints.persons.get(each.key, 0)


def _rate_agency(each: Candidate, hints: Hints) -> float:
    piece = each.piece
    score = agency_score(piece.words) - 0.8
    words = piece.words.split()
    single = len(words) == 1
    if piece.intro == "byline":
        score += 2.5 + (1.2 if single or person_score(piece.words) < 0 else 0)
    elif each.below and each.alone:
        score += 1.0 + 0.8 * single
    elif each.below or piece.joined or each.desk:
        score += 1.0 * single + 0.4
    if each.wired:
        score += 4
    if outlet_score(piece.words) > 0 and agency_score(piece.words) == 0 and fold(words[0]) in card_words("article"):
        score -= 1
    if each.by_person and piece.before == ",":
        score -= 2
    if each.first and not each.below:
        score -= 1.5 if not each.dated else 0.3
    if each.dated and each.comma and single and agency_score(piece.words) == 0:
        score -= 2
    return score + hints.agencies.get(each.key, 0)


def _rate_place(each: Candidate, hints: Hints) -> float:
    """Score that a name is none of these: a place, a section, a league."""
    piece = each.piece
    score = 0.0
    if each.by_person and piece.before == ",":
        score += 1.0
    if key_of(piece.words) in hints.prose:
        score += 0.5
    if is_person(piece.words) and each.below and each.alone:
        score -= 0.5
    return score


_SURE_LINE: Final = 2.5
"""Score from which a line of the foot counts as names and dates."""
_LONGEST_DECK: Final = 60


def find_credits(page: Page, evidence: Evidence) -> Credits:
    """Return who wrote, sent and printed an article, as far as its head and foot tell.

    Args:
        page: the article.
        evidence: what other files say of names.
    """
    candidates = list(_candidates(page))
    noted = list(noted_names(page))
    hints = Hints(
        {each.key: outlet_hint(page, each.piece.words) + evidence.weight(each.key, "outlet") for each in candidates},
        {each.key: 2.5 * _is_noted(each, noted) + evidence.weight(each.key, "person") for each in candidates},
        {each.key: evidence.weight(each.key, "agency") for each in candidates},
        " ".join(re.findall(r"\w+", page.prose)),
    )
    found = assign_names(candidates, hints)
    if not found.authors:
        asked = find_interviewer(page)
        told = (
            [Candidate(Piece(asked[0], Kind.NAME, asked[1], intro="byline"), alone=False, below=True)] if asked else []
        )
        found = replace(found, authors=tuple(told))
    return found


def _is_noted(each: Candidate, noted: Sequence[str]) -> bool:
    return is_person(each.piece.words) and any(fold(each.piece.words) in note for note in noted)


def _candidates(page: Page) -> Iterator[Candidate]:
    reading = page.reading
    headline = reading.headline
    for at, (line, role) in enumerate(zip(reading.lines, reading.roles, strict=True)):
        below = headline is not None and at > headline
        if _lists_papers(line):
            continue
        if (
            role is Role.META
            or (role is Role.FURNITURE and at == 0)
            or (role is Role.SECTION and len(line.line.pieces) == 1 and not below)
        ):
            yield from _of_line(page, line, first=at == 0, below=below)
        elif role in {Role.DECK, Role.BODY, Role.HEADLINE}:
            introduced = [piece for piece in line.line.pieces if piece.intro == "byline" and role is not Role.HEADLINE]
            if role is not Role.BODY or line.unit.words <= _LONGEST_DECK:
                yield from (Candidate(piece, alone=False, below=True) for piece in introduced if is_person(piece.words))
            yield from _wired(line)
    for line in page.foot:
        likely = line.scores[Role.META] >= max(_SURE_LINE, line.scores[Role.FURNITURE])
        if likely and line.unit.words <= 25 and not _lists_papers(line):
            yield from (
                replace(each, foot=True, first=False, below=True)
                for each in _of_line(page, line, first=False, below=True)
            )


def _lists_papers(line: Scored) -> bool:
    """Return True for a line that names several papers: `Published in: The Post, The Herald`."""
    pieces = line.line.pieces
    return (
        bool(pieces) and pieces[0].intro in {"appeal", "imprint"} and sum(each.kind is Kind.NAME for each in pieces) > 1
    )


def _of_line(page: Page, line: Scored, *, first: bool, below: bool) -> Iterator[Candidate]:
    pieces = line.line.pieces
    person = desk = date = False
    sentence = any(each.kind is Kind.OTHER and len(each.words.split()) > 2 for each in pieces)
    for at, piece in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if any(_is_wired(line, later) for later in range(at + 1, min(at + 4, len(pieces)))):
            continue  # the place of a dateline
        if (
            sentence
            and at
            and not piece.intro
            and not date
            and outlet_score(piece.words) <= 0
            and not is_person(piece.words)
        ):
            continue  # a word of a sentence
        if piece.kind in {Kind.NAME, Kind.AGENCY} and piece.intro not in {"credit", "appeal"}:
            yield Candidate(
                piece,
                alone=len(pieces) == 1,
                first=first,
                below=below,
                dated=bool(following and following.kind in {Kind.DATE, Kind.EDITION}),
                comma=bool(following and page.text[piece.span.end : piece.span.end + 3].lstrip("*_ ").startswith(",")),
                after_date=date,
                trade=bool(following and following.kind is Kind.TRADE and following.before in {",", "(", "|"}),
                desk=desk,
                by_person=person,
                wired=_is_wired(line, at),
            )
        person = person or (piece.kind is Kind.NAME and person_score(piece.words) > 0) or piece.intro == "byline"
        desk = desk or piece.kind is Kind.DESK
        date = date or piece.kind is Kind.DATE


def _wired(line: Scored) -> Iterator[Candidate]:
    """Yield the agency of a dateline before the first sentence: `ROME, May 12 (Name) - The ...`."""
    for at, piece in enumerate(line.line.pieces[:5]):
        if piece.kind in {Kind.NAME, Kind.AGENCY} and _is_wired(line, at):
            yield Candidate(piece, alone=False, below=True, wired=True)


def _is_wired(line: Scored, at: int) -> bool:
    """Return True if the piece stands in brackets, with nothing but a place and a date before it."""
    pieces = line.line.pieces
    before = pieces[:at]
    if pieces[at].before != "(" or not before or not all(map(_may_precede, before)):
        return False
    place, name = before[0].words, pieces[at].words
    return (
        place.isupper()
        or (name.isupper() and len(name) <= 5)
        or any(each.kind is Kind.DATE for each in before)
        or agency_score(pieces[at].words) >= 2
    )


def _may_precede(piece: Piece) -> bool:
    """Return True for what stands before the agency of a dateline: a place, a date, a day without its year."""
    short = any(map(str.isdigit, piece.words)) and len(piece.words.split()) <= 2
    return piece.kind in {Kind.NAME, Kind.DATE} or short
