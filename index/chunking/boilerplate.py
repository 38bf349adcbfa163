"""Mark the ranges of a raw text that are the article itself, so that page furniture is never quoted as evidence.

After jusText (Pomikálek, "Removing Boilerplate and Duplicate Content from Web Corpora", 2011): each unit is judged by
itself first, the doubtful ones then by their neighbours. What differs: sentences are known by how they end and not by
their share of English function words, so other languages fare the same, and doubt keeps a unit, for a lost sentence
can't be cited while a kept menu line merely ranks low.
"""

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto
from itertools import takewhile
from typing import Final, NamedTuple

from index.chunking import cues
from index.chunking.blocks import Unit, read_units
from index.chunking.frontmatter import find_front_matter
from index.chunking.markdown import find_markdown, plain_copy, without
from index.records import Span


class Mark(Enum):
    """What a unit was judged to be."""

    PROSE = auto()
    """Running text: certainly the article."""
    SHORT = auto()
    """A heading, a list item, a line of verse: kept unless it stands among furniture."""
    NOTE = auto()
    """A footnote with its source, or the heading above: kept wherever it stands."""
    SUSPECT = auto()
    """Furniture if its place agrees, such as `Comments`."""
    NUMBER = auto()
    """A bare amount: a fund-raiser's bar before the title, else a cell of a table."""
    LEGAL = auto()
    """A paragraph on rights: furniture below the end of the article, else about its subject."""
    CRUMB = auto()
    """Dropped, but says nothing on its neighbours: a tag line, a repeated title, a caption."""
    FURNITURE = auto()
    """Dropped; below the last prose it opens the foot of the page."""


class MarkedUnit(NamedTuple):
    """A unit and what it was judged to be."""

    unit: Unit
    mark: Mark

    @property
    def dropped(self) -> bool:
        """Whether it is no part of the article."""
        return self.mark in _DROPPED


_DROPPED: Final = frozenset({Mark.CRUMB, Mark.FURNITURE})
_SPEECH_LABELS: Final = frozenset(
    {"by", "author", "authors", "written by", "source", "published", "date", "url", "title"}
)
_NOTE: Final = re.compile(
    r"(?:[-*•] )?(?:[\[(]?\d{1,3}(?!\d)[\])]?[.:]?|\^|[¹²³⁴-⁹]{1,3})\s?.{0,1900}?(?:https?://|www\.|doi:)"
)
_NOTES_HEADING: Final = re.compile(r"(?:foot|end)?notes?|references|sources|bibliography|works cited|citations", re.I)
_CAPTION: Final = re.compile(r"(?!(?:by|par|von|por|di) )[^\W\d_]+(?:[ -][^\W\d_]+){0,3}")
_DIVIDER: Final = re.compile(r"\s*[|»›>·•/]\s*")
_RULE: Final = re.compile(r"[-*_=~#\s·•—–]{3,}$")


def content_spans(text: str) -> tuple[Span, ...]:
    """Return the ranges of `text` that are the article itself, in order, apart, without white space at their ends.

    Comments and struck sentences of a Markdown source are left out, and code stands apart. A text without a single
    sentence of running text, such as a table or a poem, is kept whole: nothing tells its furniture from its lines.
    """
    markdown = find_markdown(text)
    spans: list[Span] = []
    joined = False
    for unit, mark in mark_units(plain_copy(text, markdown)):
        if mark in _DROPPED:
            joined = False
        elif joined:
            spans[-1] = Span(spans[-1].start, unit.span.end)
        else:
            spans.append(unit.span)
            joined = True
    return without(spans, markdown, text)


def mark_units(text: str) -> tuple[MarkedUnit, ...]:
    """Return every unit of `text` below its front matter, with what it was judged to be."""
    front = find_front_matter(text)
    units = read_units(text, front.end if front else 0)
    marks = _mark_alone(text, units)
    if Mark.PROSE in marks:
        _mark_head(units, marks)
        _mark_repeats(units, marks)
    if Mark.PROSE in marks:  # what repeats the title may have been the only prose
        _mark_between(units, marks)
        _mark_foot(text, units, marks)
    else:
        marks = [Mark.SHORT] * len(units)
    return tuple(map(MarkedUnit, units, marks))


def _mark_alone(text: str, units: Sequence[Unit]) -> list[Mark]:
    marks: list[Mark] = []
    legal = False
    for unit in units:
        opens = cues.is_legal_opening(unit.plain, unit.words)
        legal = legal or opens
        marks.append(Mark.FURNITURE if opens else _mark_one(text, unit, legal))
    for at in range(len(units) - 1):
        if marks[at + 1] is Mark.NOTE and _NOTES_HEADING.fullmatch(units[at].plain.strip(" :")):
            marks[at] = Mark.NOTE
        if cues.leads_on(units[at].plain, units[at].words) and units[at + 1].linked:
            links = sum(1 for _ in takewhile(lambda each: each.linked, units[at + 1 :]))
            marks[at : at + 1 + links] = [Mark.SUSPECT] * (1 + links)
    return marks


def _mark_one(text: str, unit: Unit, legal: bool) -> Mark:
    """Judge a unit by itself; `legal` says whether a line above it claimed rights."""
    if _NOTE.match(unit.plain) or (unit.listed and _NOTE.match(text, unit.span.start, unit.span.end)):
        return Mark.NOTE
    if not unit.level and cues.is_furniture(unit.plain, unit.words):
        return Mark.FURNITURE
    if cues.is_label(unit.plain, unit.words) or (unit.linked and text.startswith("![", unit.span.start)):
        return Mark.CRUMB
    if cues.count_legal(unit.plain) >= (1 if legal else 2):
        return Mark.LEGAL
    if cues.is_number(unit.plain):
        return Mark.NUMBER
    if (not unit.listed or unit.linked) and cues.is_suspect(unit.plain, unit.words):
        return Mark.SUSPECT
    return Mark.PROSE if _is_prose(unit) else Mark.SHORT


def _is_prose(unit: Unit) -> bool:
    """Tell whether a unit is running text: a sentence of some length, or long whatever its end.

    Headlines end in `?` and `!` as well, so such a unit must be longer.
    """
    if unit.level or unit.linked:
        return False
    return unit.words >= 25 or (unit.end != "" and unit.words >= (10 if unit.end in "!?;؟！？" else 4))


def _mark_head(units: Sequence[Unit], marks: list[Mark]) -> None:
    """Mark menus and bars above the title: the first blocks, as long as most of their lines are such."""
    prose = marks.index(Mark.PROSE)
    begin = 0
    while begin < prose:
        end = begin + 1
        while end < prose and units[end].block == units[begin].block:
            end += 1
        lines = range(begin, end)
        follower = marks[end] if end < prose else Mark.PROSE
        if any(units[at].level for at in lines) or not _is_bar(units, marks, lines, begin > 0, follower):
            break
        for at in lines:
            marks[at] = Mark.FURNITURE
        begin = end
    for at in range(prose):
        if units[at].label and units[at].label not in _SPEECH_LABELS:
            marks[at] = Mark.CRUMB
    _mark_caption(units, marks, prose)


def _is_bar(units: Sequence[Unit], marks: Sequence[Mark], lines: range, below: bool, follower: Mark) -> bool:
    """Tell whether the block `lines` is a menu or bar; one line alone must stand below or above another such line."""
    odd = sum(_is_odd(units[at], marks[at]) for at in lines)
    if len(lines) == 1:
        if marks[lines.start] is Mark.FURNITURE or _is_trail(units[lines.start].plain):
            return True
        near = below or follower in {Mark.FURNITURE, Mark.SUSPECT, Mark.NUMBER} or _is_menu(units, lines.stop)
        return odd == 1 and near and follower is not Mark.PROSE
    return odd >= 2 and 2 * odd > len(lines)


def _is_odd(unit: Unit, mark: Mark) -> bool:
    link = unit.linked and unit.words <= 3  # a longer one may be the title
    return link or mark in {Mark.FURNITURE, Mark.CRUMB, Mark.SUSPECT, Mark.NUMBER} or _is_menu_unit(unit)


def _is_menu(units: Sequence[Unit], at: int) -> bool:
    return at < len(units) and _is_menu_unit(units[at])


def _is_menu_unit(unit: Unit) -> bool:
    return cues.is_menu_item(unit.plain, unit.words) or _is_trail(unit.plain)


def _is_trail(plain: str) -> bool:
    """Tell whether a line is a menu or a trail of links in one: `Home | News | About us`."""
    crumbs = [crumb for crumb in _DIVIDER.split(plain[:200]) if crumb]
    return len(crumbs) >= 3 and sum(cues.is_menu_item(crumb, 1) for crumb in crumbs) >= 2


def _mark_caption(units: Sequence[Unit], marks: list[Mark], prose: int) -> None:
    """Mark the name of a picture, left over between title and text: a few words all in small letters."""
    shorts = [at for at in range(prose) if marks[at] is Mark.SHORT]
    for at in shorts[1:]:
        unit, below = units[at], units[at + 1]
        apart = unit.block != below.block and unit.block != units[at - 1].block
        if apart and unit.plain.islower() and _CAPTION.fullmatch(unit.plain) and not (unit.level or unit.listed):
            marks[at] = Mark.CRUMB


def _mark_repeats(units: Sequence[Unit], marks: list[Mark]) -> None:
    """Mark the caption that repeats the title, and an appeal that stands on the page more than once."""
    title = next((at for at, mark in enumerate(marks) if mark in {Mark.SHORT, Mark.PROSE}), 0)
    wording = _bare(units[title].plain)
    headline = units[title].words >= 4 and units[title].end in {"", "?", "!"}
    for at in range(title + 1, min(title + 8, len(units))):
        if headline and not units[at].level and _bare(units[at].plain) == wording:
            marks[at] = Mark.CRUMB
    suspects = Counter(unit.plain for unit, mark in zip(units, marks, strict=True) if mark is Mark.SUSPECT)
    for at, mark in enumerate(marks):
        if mark is Mark.SUSPECT and suspects[units[at].plain] > 1 and units[at].words > 1:
            marks[at] = Mark.FURNITURE


def _bare(plain: str) -> str:
    return re.sub(r"[\W_]+", " ", plain).strip().casefold()


def _mark_between(units: Sequence[Unit], marks: list[Mark]) -> None:
    """Mark a suspect that has furniture or another suspect beside it, unless a colon announces the line."""
    suspect = [mark in {Mark.SUSPECT, Mark.FURNITURE} for mark in marks]
    for at, mark in enumerate(marks):
        beside = (at > 0 and suspect[at - 1]) or (at + 1 < len(marks) and suspect[at + 1])
        announced = at > 0 and not suspect[at - 1] and units[at - 1].plain.endswith((":", "："))
        if mark is Mark.SUSPECT and beside and not announced and at > 0:
            marks[at] = Mark.FURNITURE


def _mark_foot(text: str, units: Sequence[Unit], marks: list[Mark]) -> None:
    """Mark the foot of the page: below the last prose, everything from the first line of furniture on."""
    last = max(at for at, mark in enumerate(marks) if mark is Mark.PROSE)
    opened = False
    for at in range(last + 1, len(marks)):
        opened = opened or marks[at] in {Mark.FURNITURE, Mark.SUSPECT}
        if opened and marks[at] is not Mark.NOTE:
            marks[at] = Mark.FURNITURE
        elif units[at].label and units[at].label not in _SPEECH_LABELS:
            marks[at] = Mark.CRUMB
    for at in range(len(marks) - 1, last, -1):  # rules that divide nothing any more
        if not _RULE.match(text, units[at].span.start, units[at].span.end) and marks[at] not in _DROPPED:
            break
        marks[at] = Mark.FURNITURE
