"""Take a line of the head or foot apart: the dates, names, sections and labels that stand in it side by side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Final

from index.chunking.blocks import Unit
from index.language.card_words import card_words, opening
from index.language.written_dates import Day, find_days, fold
from index.metadata.names import agency_score, is_name, is_person, outlet_score
from index.records import Span

LONGEST: Final = 400
"""Characters of a line that are looked at."""


class Kind(StrEnum):
    """What a piece is by its wording alone."""

    DATE = "date"
    TIME = "time"
    READING = "reading time"
    SECTION = "section"
    LABEL = "label"
    MENU = "menu"
    DESK = "desk"
    TRADE = "trade"
    CONTACT = "contact"
    EDITION = "edition"
    AGENCY = "agency"
    NAME = "name"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line between two separators."""

    words: str
    kind: Kind
    span: Span
    """Its place in the raw text of the article."""
    before: str = ""
    """The separator before it: nothing at the start of the line, else one of `| , . ( )` or ` ` beside a date."""
    intro: str = ""
    """What introduces it: `byline`, `credit`, `published`, `updated`, `appeal` or nothing."""
    mark: str = ""
    """The emphasis it stands in: `*`, `**` or nothing."""
    day: Day | None = None
    joined: bool = False
    """Whether it is joined to the name before it by a word such as `and`."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its pieces."""

    unit: Unit
    plain: str
    pieces: tuple[Piece, ...]


_HIDDEN: Final = re.compile(
    r"^\s*(?:>\s?|#{1,6}\s+|[-*+•]\s+(?=\S))*|!?\[(?=[^\[\]]*\]\()|\]\([^()\s]*\)|\*\*|(?<!\w)\*|\*(?!\w)|(?<!\w)_{1,2}(?=\w)|(?<=[\w.,!?…)])_{1,2}(?!\w)"
)
_SEPARATOR: Final = re.compile(
    r"\s*(?P<bar>[|•·›»▸→>~¦/]{1,2}(?=\s)|\s/\s|\s[–—-]{1,3}(?=\s|$)|(?<=\w)\s?[—–]\s?(?=[^\W\d_])|(?<![.!?:])\s{2,}|\t)\s*"
    r"|(?P<stop>(?<=[^\W\d_]{3})[.]\s+(?=[^\W_]))"
    r"|(?P<comma>[,;،]\s+)"
    r"|\s*(?P<bracket>[()\[\]])\s*"
)
_TIME: Final = re.compile(
    r"(?:at |um |a las |à |alle |saat |kl )?\d{1,2}[:.h]\d{2}(?::\d\d)?\s*(?:[ap]\.?m\.?|uhr|h)?"
    r"\s*\(?(?:gmt|utc|[a-z]{1,3}t)?\)?|\d{1,2}\s?[ap]\.?m\.?"
)
_CONTACT: Final = re.compile(r"\S+@\S+\.\w|https?://|www\.|^@\w|(?:tel|fax|phone|telefon|тел)\b.{0,3}[+\d]")
_EDITION: Final = re.compile(
    r"(?:no|nr|vol|volume|issue|edition|page|pages|p|pp|seite|ano|num|numero|n|год|sayi|cilt|yil|номер|выпуск|стр|العدد"
    r"|year|price|£|\$|€)\.?\s?[°:#]?\s?[\d\W]+(?:p|c)?"
    r"|(?:spring|summer|autumn|fall|winter|fruhjahr|sommer|herbst|printemps|ete|automne|hiver) \d{4}"
)
_STRIP: Final = " \t\u00a0,;:–—-|•·/\\.*_~>»«"


def read_line(text: str, unit: Unit) -> Line:
    """Take the line `unit` of `text` apart."""
    plain, places = _bare(text, unit.span)
    days = list(find_days(plain))
    pieces: list[Piece] = []
    at, before = 0, ""
    for day in [*days, None]:
        end = day.span.start if day else len(plain)
        pieces += _split(plain, at, end, before if pieces or at else "")
        if day:
            pieces.append(Piece(plain[day.span.start : day.span.end], Kind.DATE, day.span, day=day, before=" "))
            at, before = day.span.end, " "
    return Line(unit, " ".join(plain.split()), tuple(_placed(piece, places, text) for piece in _introduced(pieces)))


def _bare(text: str, span: Span) -> tuple[str, list[int]]:
    """Return a line without markup, and where each of its characters stands in the text."""
    end = min(span.end, span.start + LONGEST)
    plain, at = "", span.start
    places: list[int] = []
    for match in [*_HIDDEN.finditer(text[span.start : end]), None]:
        begin, after = (span.start + each for each in match.span()) if match else (end, end)
        plain += text[at:begin]
        places += range(at, begin)
        at = after
    return plain.replace("\u00a0", " "), [*places, end]


def _split(plain: str, start: int, end: int, before: str) -> Iterator[Piece]:
    """Yield the pieces between two dates."""
    at = start
    cuts = [*_SEPARATOR.finditer(plain, start, end)]
    for cut in [*cuts, None]:
        stop = cut.start() if cut else end
        yield from _piece(plain, at, stop, before)
        if cut:
            at = cut.end()
            before = next(mark for name, mark in _MARKS.items() if cut[name] is not None)
            before = ")" if before == "(" and "(" not in cut.group() else before


_MARKS: Final = {"bar": "|", "stop": ".", "comma": ",", "bracket": "("}


def _piece(plain: str, start: int, end: int, before: str) -> Iterator[Piece]:
    words = plain[start:end]
    left = len(words) - len(words.lstrip(_STRIP))
    words = words.strip(_STRIP) + ("." if re.search(r"(?<![^\W\d_])[^\W\d_]\.$", words.rstrip()) else "")
    if words.strip(_STRIP):
        yield Piece(words, Kind.OTHER, Span(start + left, start + left + len(words)), before)


def _introduced(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces with what introduces them, names that are joined apart, and each with its kind."""
    intro = ""
    for at, piece in enumerate(pieces):
        if piece.kind is Kind.DATE:
            yield replace(piece, intro=intro if intro in {"published", "updated"} else "")
            intro = ""
            continue
        opened, rest = _intro(piece)
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if opened in {"published", "updated"}:
            if rest is None or (following and following.kind is Kind.DATE and not rest.words):
                intro = opened
                continue
            opened, rest = "", None
        if opened and rest is None:
            intro = opened
            continue
        if intro in {"published", "updated"} and not opened:
            intro = ""
        carried = piece.before in {",", "("} and intro == "byline"
        given = opened or (intro if carried or (intro and at and pieces[at - 1].words == "") else "")
        named = rest if opened and rest else piece
        yield from _names(
            named,
            opened or (intro if intro in {"byline", "credit"} and _dangling(pieces, at) else ""),
            carried and not opened,
        )
        intro = opened if opened in {"byline", "credit"} else (given if given else "")


def _dangling(pieces: list[Piece], at: int) -> bool:
    """Return True if the piece before is nothing but an introduction."""
    return at > 0 and _intro(pieces[at - 1])[1] is None and _intro(pieces[at - 1])[0] != ""


def _intro(piece: Piece) -> tuple[str, Piece | None]:
    """Return what introduces a piece and the piece without it, nothing when there is only the introduction."""
    folded = fold(piece.words)
    for kind in ("imprint", "updated", "published", "credit", "byline", "appeal"):
        match = opening(kind).match(folded)
        if not match:
            continue
        rest = piece.words[match.end() :]
        colon = re.match(r"\s*[:：]", rest)
        if rest.strip(_STRIP) == "":
            if (
                kind in {"updated", "published"}
                or (kind in {"byline", "credit"} and colon)
                or (
                    kind == "byline"
                    and match["words"] not in card_words("colon")
                    and match["words"] not in card_words("labels")
                )
            ):
                return kind, None
            continue
        if not colon and not rest.startswith(" "):
            continue
        if (
            match["words"] in card_words("colon") | card_words("credit")
            and not colon
            and not match["words"].endswith(" by")
        ):
            continue
        body = rest[colon.end() :] if colon else rest
        left = len(piece.words) - len(body.lstrip(_STRIP))
        named = replace(
            piece,
            words=body.strip(_STRIP),
            span=Span(piece.span.start + left, piece.span.start + left + len(body.strip(_STRIP))),
        )
        if kind in {"published", "updated"}:
            continue
        if kind in {"byline", "appeal", "imprint"} and not colon and not _names_begin(named.words):
            continue
        return kind, named
    return "", piece


def _names_begin(words: str) -> bool:
    """Return True if `words` begin with a capital, a name's particle, or a bylined desk."""
    first = words.split()[0]
    return (
        not first[0].islower()
        or fold(first) in card_words("particles")
        or _is_desk(fold(words))
        or fold(first) in card_words("article")
    )


def _names(piece: Piece, intro: str, carried: bool) -> Iterator[Piece]:
    """Yield the names that a piece joins by `and`, each a piece of its own, without the place behind them."""
    parts = list(_parts(piece.words)) if intro or is_compound(piece.words) else [(0, len(piece.words))]
    for number, (start, end) in enumerate(parts):
        words = piece.words[start:end]
        bare = _without_place(words)
        if intro in {"byline", "imprint"} or (
            bare != words and is_person(bare) and words[len(bare) :].split()[-1][0].isupper()
        ):
            words = bare
        if intro == "imprint":
            article = re.match(r"(?:the|der|die|das|dem|la|le|el|il)\s+(?=[^\W\d_a-z])", words)
            start += article.end() if article else 0
            words = words[article.end() :] if article else words
        span = Span(piece.span.start + start, piece.span.start + start + len(words))
        kind = kind_of(words, named=bool(intro))
        yield replace(piece, words=words, span=span, kind=kind, intro=intro, joined=number > 0 or carried)


def is_compound(words: str) -> bool:
    """Return True if `words` are names joined by `and`, each of which may be a person, a desk or an agency."""
    parts = [words[start:end] for start, end in _parts(words)]
    if len(parts) < 2 or not all(is_name(part) or _is_desk(fold(part)) for part in parts):
        return False
    if "&" in words and outlet_score(parts[-1]) > 0:
        return False  # a paper's name: the Harrow & District Mercury
    return any(is_person(part) or _is_desk(fold(part)) or agency_score(part) > 0 for part in parts)


_JOIN: Final = re.compile(
    rf"\s+(?P<join>{'|'.join(map(re.escape, sorted(card_words('joins'), key=len, reverse=True)))})\s+|\s*[/;]\s*|,\s+",
    re.IGNORECASE,
)


def _parts(words: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _JOIN.finditer(words):
        if (
            match["join"]
            and fold(match["join"]) in {"e", "y", "i", "en"}
            and len(words[at : match.start()].split()) < 2
        ):
            continue  # a part of one name: Ortega y Gasset
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    yield at, len(words)


def _without_place(words: str) -> str:
    """Return a name without where its bearer was: `Solveig Marchetti in San Evaristo`."""
    parts = words.split(" ")
    for at in range(1, len(parts)):
        word = fold(parts[at])
        if (
            word in card_words("places")
            and not (word in card_words("particles") and word not in {"in"})
            and at + 1 < len(parts)
        ):
            return " ".join(parts[:at]).rstrip(" ,")
        if word in {"is", "for", "reports", "writes", "via", "on"}:
            return " ".join(parts[:at]).rstrip(" ,")
    return words


def kind_of(words: str, *, named: bool = False) -> Kind:
    """Return what a piece is by its wording; `named` says that an introduction has announced a name."""
    folded = fold(words).strip(" .:")
    numbered = _numbered(folded)
    if numbered:
        return numbered
    listed = next((kind for kind, name in _LISTED if folded in card_words(name)), None)
    if listed and not named:
        return listed
    if _is_desk(folded):
        return Kind.DESK
    if agency_score(words) >= _KNOWN_AGENCY:
        return Kind.AGENCY
    if _is_trade(folded, words):
        return Kind.TRADE
    return Kind.NAME if is_name(words) else Kind.OTHER


_KNOWN_AGENCY: Final = 5
_LISTED: Final = (
    (Kind.SECTION, "sections"),
    (Kind.LABEL, "labels"),
    (Kind.LABEL, "live"),
    (Kind.MENU, "menu"),
    (Kind.READING, "reading"),
)


def _numbered(folded: str) -> Kind | None:
    """Return what numbers or signs make of a piece: a time of day, of reading, a contact, an edition."""
    if _TIME.fullmatch(folded):
        return Kind.TIME
    if any(map(str.isdigit, folded)) and _is_reading(folded):
        return Kind.READING
    if _CONTACT.search(folded):
        return Kind.CONTACT
    return Kind.EDITION if _EDITION.fullmatch(folded) else None


def _is_reading(folded: str) -> bool:
    return len(folded.split()) <= 6 and bool(_reading().search(folded))


@cache
def _reading() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(card_words('reading'))))})(?!\w)")


def _is_desk(folded: str) -> bool:
    """Return True for a byline without a person: `the sports desk`, `Courier staff`."""
    desks = card_words("desks")
    if folded in desks or _OF_OURS.sub("", folded) in desks:
        return True
    return folded.endswith(_DESKS) and len(folded.split()) <= 4 and bool(_DESK.search(folded))


_OF_OURS: Final = re.compile(r"^(?:the|our|la|el|le|die|unsere?|notre|nuestra|nuestro) ")
_DESKS: Final = ("desk", "staff", "team", "newsroom", "reporters")
_DESK: Final = re.compile(rf"(?<=\w )(?:{'|'.join(_DESKS)})$")


def _is_trade(folded: str, words: str) -> bool:
    """Return True for what a writer is: `transport reporter`, `Health Correspondent`."""
    parts = folded.split()
    ends = {" ".join(parts[-many:]) for many in (1, 2)}
    return len(parts) <= 6 and bool(ends & card_words("trades")) and (len(parts) > 1 or words[0].islower())


def _placed(piece: Piece, places: list[int], text: str) -> Piece:
    """Return a piece with its place in the text and the emphasis it stands in."""
    start = places[piece.span.start]
    end = places[max(piece.span.end - 1, piece.span.start)] + 1
    around = text[max(0, start - 3) : start]
    mark = next((mark for mark in ("**", "__", "*", "_") if around.endswith(mark)), "")
    return replace(piece, span=Span(start, end), mark={"__": "**", "_": "*"}.get(mark, mark))
