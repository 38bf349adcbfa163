"""Read what the foot of an article says of its author and outlet: copyright, reposts, appeals, notes on the author."""

import re
from collections.abc import Iterator
from typing import Final

from index.chunking import cues
from index.chunking.blocks import Unit
from index.language.card_words import card_words, opening
from index.language.written_dates import fold
from index.metadata.lines import Role
from index.metadata.names import is_capitalised, is_outlet, is_person, key_of, squash
from index.metadata.pages import Page
from index.records import Found, Span

_ASK: Final = re.compile(
    r"(?:support|follow|join|subscribe to|donate to|become an? (?:member|patron|supporter|sponsor) of)\s+"
    r"(?P<name>\S.{1,60}?)"
    r"(?:\s(?:on|via|at|today|now)\b.*)?[.!]?$",
    re.IGNORECASE,
)
_ARTICLES_BY: Final = re.compile(
    r"(?:more )?(?:articles|posts|stories) (?:by|from)\s*[:：]?\s*(?P<names>\S.{2,60})", re.IGNORECASE
)
_WRITES: Final = re.compile(r",\s+writes\s+(?P<name>[^\W\d_][^.,;:!?()\"“”]{2,60}?)(?=[.!?\"”]|$)")
_ABOUT: Final = re.compile(r"(?P<name>\S.{2,60}?) (?:is|was) (?:an?|the)\s(?P<what>.{1,120})")
_TRADE: Final = re.compile(
    r"\b(?:journalist|writer|author|columnist|editor|analyst|professor|correspondent|fellow|researcher|contributor"
    r"|reporter|lecturer|historian|commentator|blogger|freelance\w*)\b",
    re.IGNORECASE,
)
_NAME_WORD: Final = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_][\w'’-]*")
_DIALOG: Final = re.compile(r"(?m)^\W{0,3}([A-ZÀ-ÞĀ-Ž]\.?[A-ZÀ-ÞĀ-Ž]\.?)\W{0,3}[:：]")
_DIALOG_REACH: Final = 6000
_LONGEST_DECK: Final = 60
_NEWSLETTER: Final = re.compile(
    r"(?:['’]s)?\s+(?:newsletter|briefing|app|e-?mail|weekly|podcast|for|from|on|at|today)\b.*", re.I
)


def first_published_in(plain: str) -> str | None:
    """Return the outlet that a line such as "The post X appeared first on Y." names."""
    match = cues.REPOSTED.match(plain)
    if not match:
        return None
    named = next((name for name in match.groups() if name), "")
    name = re.split(r"\s(?:on|in|under|and|with|by)\s|[,;|(]|\.\s|\s[–—-]\s|https?:", named, maxsplit=1)[0].strip(
        " .!:*_"
    )
    return name if is_capitalised(name) and not name[0].isdigit() else None


def copyright_owners(unit: Unit) -> tuple[str, ...]:
    """Return the names that a copyright line gives, in its order."""
    if unit.words > cues.LONGEST_CUE or not cues.COPYRIGHT.match(unit.plain):
        return ()
    bare = re.sub(
        r"(?i)copyright|©|\(c\)|\d{4}(?:\s*[-–]\s*\d{2,4})?|all rights reserved.*|\bby\b", " ", unit.plain[:200]
    )
    names = (" ".join(part.split()).strip(" .;|-–") for part in re.split(r"[,|.]\s|[,|]", bare))
    return tuple(name for name in names if name)


def copyright_years(page: Page) -> set[int]:
    """Return the years that copyright lines give."""
    lines = (unit.plain[:200] for unit in page.dropped if cues.COPYRIGHT.match(unit.plain))
    return {int(year) for line in lines for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", line)}


def outlet_hint(page: Page, name: str) -> float:
    """Return how sure the furniture of the page is that `name` is its outlet's."""
    key, score = key_of(name), 0.0
    if len(key) < 3:
        return 0
    for unit in page.dropped:
        if any(key_of(owner) == key or key_of(owner).startswith(f"{key} ") for owner in copyright_owners(unit)):
            score = max(score, 3.5)
    furniture = page.furniture
    if score < 3 and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", furniture):
        score = max(score, 2.5)
    if score < 2 and len(squash(name)) > 6 and fold(squash(name)) in page.squashed:
        score = max(score, 2.0)
    last = key.split()[-1]
    if score < 1 and len(last) > 3 and re.search(rf"(?<!\w){re.escape(last)}(?!\w)", furniture):
        score = max(score, 0.8)
    return score


def find_publisher(page: Page) -> Found | None:
    """Return the outlet that the foot alone names plainly."""
    for finder in (_from_first_publication, _from_copyright, _from_appeal):
        found = finder(page)
        if found:
            return found
    return None


def find_reposted(page: Page) -> Found | None:
    """Return the outlet that a line such as "appeared first on Y" names."""
    return _from_first_publication(page)


def _from_first_publication(page: Page) -> Found | None:
    for unit in page.dropped:
        name = first_published_in(unit.plain)
        if name:
            return page.found(name, "footer", unit)
    return None


def _from_copyright(page: Page) -> Found | None:
    for unit in page.dropped:
        owners = copyright_owners(unit)
        if len(owners) == 2 and not is_outlet(owners[0]) and is_capitalised(owners[1]) and is_person(owners[0]):
            return page.found(owners[1], "footer", unit)
        if owners and is_outlet(owners[0]) and is_capitalised(owners[0]):
            return page.found(owners[0], "footer", unit)
    return None


def _from_appeal(page: Page) -> Found | None:
    """Read the name in "Support NAME", if it also stands alone among the furniture, as a site's logo does."""
    alone = {unit.plain: unit for unit in page.dropped}
    for unit in page.dropped:
        match = _ASK.match(unit.plain[:120])
        if match and is_capitalised(match["name"]):
            name = _NEWSLETTER.sub("", match["name"])
            if match["name"] in alone:
                return page.found(match["name"], "footer", alone[match["name"]])
            if name != match["name"] and is_outlet(name):
                return page.found(name, "footer", unit)
    return None


def find_author(page: Page) -> Found | None:
    """Return who wrote the article where only the opening's or the foot's wording says so."""
    for finder in (_from_standfirst, _from_foot, _from_note):
        found = finder(page)
        if found:
            return found
    return None


def _from_standfirst(page: Page) -> Found | None:
    """Read "..., writes Jane Doe." where it closes a sentence of the opening paragraph.

    "writes Jane Doe in The Times" reports on somebody else's article.
    """
    first = page.first_prose
    match = _WRITES.search(first.plain) if first else None
    if first and match and is_person(match["name"]):
        return page.found(match["name"], "byline", first)
    return None


def _from_foot(page: Page) -> Found | None:
    for unit in page.dropped:
        match = _ARTICLES_BY.match(unit.plain[:120])
        if match and is_person(match["names"].strip(" .")):
            return page.found(match["names"].strip(" ."), "footer", unit)
    for unit in page.dropped:
        owners = copyright_owners(unit)
        if len(owners) > 1 and is_person(owners[0]) and not is_outlet(owners[0]):
            return page.found(owners[0], "footer", unit)
    return None


def _from_note(page: Page) -> Found | None:
    """Read "*Jane Doe is a journalist based in Oslo.*", set apart by italics below the article."""
    for unit in page.last_prose():
        match = _ABOUT.match(unit.plain)
        set_apart = page.text[unit.span.start] in "*_" and page.text[unit.span.end - 1] in "*_"
        if match and set_apart and _TRADE.search(match["what"]) and is_person(match["name"]):
            return page.found(match["name"], "footer", unit)
    return None


def noted_names(page: Page) -> Iterator[str]:
    """Yield what the last paragraphs and the furniture begin with: a name there is the author's, if anywhere."""
    for unit in (*page.last_prose(), *page.dropped[-12:]):
        yield fold(unit.plain[:120])


def find_interviewer(page: Page) -> tuple[str, Span] | None:
    """Return who a deck says has asked, met or written: `Their coach talks to Jane Doe`, `Jane Doe met him`.

    Where the lines of a talk carry initials, the one who isn't in the headline asks the questions.
    """
    reading = page.reading
    names: dict[str, Span] = {}
    sure: list[str] = []
    for line, role in zip(reading.lines, reading.roles, strict=True):
        if role is Role.FURNITURE or line.unit.words > _LONGEST_DECK:
            continue
        start, raw = line.unit.span.start, line.unit.span.of(page.text)
        for name, told in _named(line.unit.plain):
            at = raw.find(name)
            names.setdefault(name, Span(start + at, start + at + len(name)) if at >= 0 else line.unit.span)
            if told and role is not Role.HEADLINE:
                sure.append(name)
    marks = {mark.replace(".", "") for mark in _DIALOG.findall(page.text[:_DIALOG_REACH])}
    titled = {name for line in reading.of(Role.HEADLINE) for name in names if name.lower() in line.unit.plain.lower()}
    asking = [name for name in names if _initials(name) in marks and name not in titled]
    chosen = asking[0] if len(asking) == 1 else sure[0] if sure else None
    return (chosen, names[chosen]) if chosen else None


def _initials(name: str) -> str:
    words = name.split()
    return (words[0][0] + words[-1][0]).upper()


def _named(plain: str) -> Iterator[tuple[str, bool]]:
    """Yield the names of persons in a line, and whether its words say that they asked or wrote."""
    folded = fold(plain)
    for start, name in _runs(plain):
        if is_person(name):
            end = start + len(name)
            opens = re.search(r"(?:^|[.!?:]\s)$", plain[:start])
            asks = folded[end : end + 1] == " " and opening("writes").match(folded, end + 1)
            talks = any(folded[:start].endswith(f"{words} ") for words in card_words("talks"))
            yield name, bool((asks and opens) or talks)


def _runs(plain: str) -> Iterator[tuple[int, str]]:
    """Yield the runs of capitalised words, particles between them, with their places."""
    run: list[re.Match[str]] = []
    for match in [*_NAME_WORD.finditer(plain), None]:
        close = match is not None and bool(run) and plain[run[-1].end() : match.start()] == " "
        large = match is not None and not match.group()[0].islower()
        little = match is not None and fold(match.group()) in card_words("particles")
        if match and close and (large or little):
            run.append(match)
            continue
        while run and run[-1].group()[0].islower():
            run.pop()
        if run:
            yield run[0].start(), plain[run[0].start() : run[-1].end()]
        run = [match] if match and large else []
