"""Who and what a text names, each with its sort, told by form and company alone: no model, no list of people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from index.language.analysis import fold, function_words
from index.records import Span
from rag.language.dates import find_named_dates
from rag.language.names import CAPITAL, OPENERS
from rag.language.people.speech import SPEAKS
from rag.language.places import is_place, is_region, names_country


class Sort(StrEnum):
    """What kind of thing a mention is: what decides which pronoun may stand for it."""

    PERSON = "person"
    PLACE = "place"
    GROUP = "group"
    """Some people or a body of them: an agency, a party, soldiers."""
    DATE = "date"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something."""

    text: str
    """As a question may use them: "the Akkuyu nuclear power plant", with no markup."""
    sort: Sort
    start: int
    sure: bool = True
    """Whether form or company tells the sort; else it is only the likeliest."""
    country: bool = False


_PART = rf"(?:(?:{CAPITAL}\.)+|{CAPITAL}[\w’'-]*\w|{CAPITAL})"
_JOINT = r"(?:(?:of(?: the)?|de|del|van|von|bin|al|ibn)[ \xa0])"
# "Bank of the Republic", "Boeing 747": capitalised words, with particles and numbers between.
_RUN = re.compile(rf"(?<![\w’'-]){_PART}(?:[ \xa0]{_JOINT}?{_PART}|[ \xa0]\d[\w-]*)*")
_TITLES = (
    r"president|prime minister|(?:foreign |defen[cs]e |interior |finance |energy |economy )?minister|chancellor|king"
    r"|queen|prince(?:ss)?|pope|general|colonel|admiral|captain|senator|governor|mayor|ambassador|secretary|mr|mrs"
    r"|ms|dr|prof(?:essor)?|sir|lord|lady|judge|sheikh|imam|leader|preacher|columnist|journalist|writer|author"
    r"|analyst|reporter|correspondent|spokes(?:man|woman|person)|director|chairman|chairwoman|chief|founder"
    r"|historian|poet|engineer|professor|coach|beekeeper|councillor|council(?:man|woman)|alderman|congress(?:man|woman)"
    r"|commissioner|inspector|sergeant|lieutenant|justice|reverend|bishop|archbishop|cardinal|sister|baron(?:ess)?|duke"
    r"|duchess|senhora?|señora?|herr|frau|monsieur|madame|mademoiselle"
)
_TITLE_BEFORE = re.compile(rf"\b(?:{_TITLES})s?,?[ \xa0]+$", re.IGNORECASE)
_TITLE_WORDS = re.compile(
    rf"^(?:(?:Former|Acting|Deputy|Vice)[ \xa0]|(?P<land>(?!Former|Acting|Deputy|Vice){_PART})[ \xa0])*?"
    rf"(?:{_TITLES})[ \xa0]+",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?<=\w)[’']s[ \xa0]+")
"""What parts "Castrelo's" from "Teresa Valadão": an owner and what is owned are two."""
_TITLE_AFTER = re.compile(rf"^, (?:who\b|whose\b|(?:an?|the)(?: [\w’-]+){{0,5}}? (?:{_TITLES})\b)", re.IGNORECASE)
_SPEAKS_AFTER = re.compile(rf"^[ \xa0]+(?:(?:has|had|have|also|later|recently|once)[ \xa0]+)*{SPEAKS}\b")
_ASKED_TO_SPEAK = re.compile(r"\b(?:did|does|do|has|had|will|would)[ \xa0]+$", re.IGNORECASE)
_SPEAKS_LATER = re.compile(rf"^[ \xa0]+(?:[a-z]+ly[ \xa0]+)?{SPEAKS}\b")
_IN = re.compile(
    r"\b(?:in|at|near|outside|to|from|into|towards?|across|visit(?:ed|s|ing)?)[ \xa0]+(?:the[ \xa0]+)?$", re.I
)
_NO_PERSON = re.compile(
    r"\b(?:seas?|east|west|north|south|stream|forum|war|party|movement|council|congress|agency|union|organi[sz]ation"
    r"|treaty|ministry|office|house|department|bank|company|corporation|inc|ltd|group|post|times|news|press|research"
    r"|review|journal|report|agreements?|deal|pact|act|law|bridge|tower|plant|project|programme|program|system"
    r"|shield|bay|river|mountains?|island|islands|street|square|airport|university|institute|school|league|cup|bowl"
    r"|day|night|parliament|court|committee|commission|federation|republic|states?|kingdom|empire|city|town|county"
    r"|province|church|museum|theatre|hotel|service|force|forces|army|navy|front|alliance|nations|energy|power"
    r"|industry"
    r"|academy|association|society|party|games|festival|award|prize|data|stage|games|bureau)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:party|movement|council|agency|union|organi[sz]ation|ministry|office|house|department|bank|company"
    r"|corporation|group|post|times|news|press|research|journal|parliament|court|committee|commission|forces?|army"
    r"|navy|front"
    r"|alliance|nations|association|society|officials|government|congress|courier|gazette|herald|beacon|tribune|echo"
    r"|chronicle|telegraph|observer|guardian|mirror|monitor|mail|express|dispatch|examiner|inquirer|sentinel|bulletin"
    r"|daily|weekly|magazine|radio|television)$",
    re.IGNORECASE,
)
_ADJECTIVES = re.compile(r"(?:ian|ish|ese|can|tic|ean|man|kic|raeli|raqi|audi|stani|rench|utch|wiss|reek)s?$")
_APPOSED = re.compile(
    r", (?:who|whose)\b|,? \(?(?:aged )?\d\d(?=[,.;)])|[ \xa0](?:is|was) (?:an?|the|one of|his|her)\b"
    r"|, (?:an?|the|her|his|their|its)"
    r" (?:(?!\b(?:was|were|is|are|has|have|had|will|would|can|could|did|said)\b)[^,.;:])+?"
    r"(?=[,.;:]|$| (?:who|which|that)\b)"
    rf"|, (?:(?:a|the)[ \xa0])?(?:[\w’-]+[ \xa0]){{0,3}}(?:{_TITLES})\b"
)
"""What goes on after a name with who that is."""
_CLAUSE = re.compile(r"[,;.:)](?!\w)")
_APPOSED_BEFORE = re.compile(
    rf"(?:\b(?i:the|an?|her|his|their|its|of)|{CAPITAL}[\w-]*[’']s) (?:[^\W\d_A-Z][\w’'-]* ){{1,6}}$"
)
"""The same before a name, between commas: "their lawyer, Irina Waskow,"."""
_OWNED_BY = re.compile(rf"(?:\b(?:[Tt]he|[Aa]n?)[ \xa0])?(?:\b{CAPITAL}[\w’'-]*[ \xa0])?$")
"""Whose title it is, or of which country: "the Turkish", "Putin's"."""
_OWNER_BEFORE = re.compile(r"(?:\b(?:the|an?)[ \xa0])?\b[\w-]+$", re.IGNORECASE)
"""Before "'s": "the mayor"."""
_ROLE_BEFORE = re.compile(r"(?:\b(?i:the|an?|her|his|their|its)|[’']s) (?P<role>(?:[a-z][\w-]*[ \xa0]){1,3})$")
_PLURAL_BEHIND = re.compile(rf"[ \xa0](?!{SPEAKS}\b|(?:is|was|has|does)\b)[a-z]+s\b")
"""Behind a name that only goes on with another word: "the big NATO powers"."""
_NO_ROLE = re.compile(
    r"\b(?:end|time|meantime|past|beginning|day|night|week|month|year|morning|afternoon|evening|spring|summer|autumn|winter)\b"
    rf"|(?:ed|ing)[ \xa0]|\b(?:{'|'.join(sorted(function_words('en')))})[ \xa0]|\b{SPEAKS}[ \xa0]",
    re.IGNORECASE,
)
_NOUN_TAIL = re.compile(
    r"^(?:[ \xa0](?!(?:the|for|and|with|from)\b)[a-z]{3,}(?<!ed)(?<!ing)){0,2}?[ \xa0](?:plant|pipeline|systems?"
    r"|missiles?|drones?|deal|agreements?|talks|summit|referendum|crisis|bridge|project|programme|party|agency|jets?"
    r"|war|conflict|congress|forum|company|law|election)\b"
)
"""The common nouns that go on with a name: "the Akkuyu nuclear power plant"."""


def mentions(text: str) -> list[Mention]:
    """Return what `text` names, in order: persons, places, bodies, dates and other things."""
    found = [Mention(span.of(text), Sort.DATE, span.start) for span in find_named_dates(text)]
    dated = [(each.start, each.start + len(each.text)) for each in found]
    for start, run in _runs(text):
        if not any(first <= start < last for first, last in dated):
            found.append(_mention(text, start, run))
    return sorted(found, key=lambda each: each.start)


def introduction(text: str, mention: Mention) -> Span | None:
    """Return the words that say who a name is, with the name: "the baker Otto Lind", "Otto Lind, who keeps bees"."""
    name = mention.text.removeprefix("the ")
    place = text.find(name, mention.start)
    before, end = text[:place], place + len(name)
    behind = _APPOSED.match(text, end)
    if behind:
        clause = _CLAUSE.search(text, behind.end())
        return Span(place, clause.start() if clause else len(text))
    start = _title_start(before, text[end : end + 1])
    if start is None or (mention.sort is not Sort.PERSON and _PLURAL_BEHIND.match(text, end)):
        return None
    owner = (_OWNER_BEFORE if before[start] in "’'" else _OWNED_BY).search(before, 0, start)
    return Span(owner.start() if owner else start, end)


def _title_start(before: str, after: str) -> int | None:
    """Return where a title or a role begins that stands right before a name."""
    found = _TITLE_BEFORE.search(before)
    if found is None and before.endswith(", ") and after in {",", "."}:
        found = _APPOSED_BEFORE.search(f"{before[:-2]} ")
        found = found if found and not _NO_ROLE.search(f"{found.group().split()[-1]} ") else None
    if found is None:
        role = _ROLE_BEFORE.search(before)
        found = role if role and not _NO_ROLE.search(role["role"]) else None
    return found.start() if found else None


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield runs of capitalised words without the words that are capitalised only for opening a sentence."""
    for match in _RUN.finditer(text):
        end = match.start()
        for piece in _OWNER.split(match.group()):
            place = text.index(piece, end)
            end = place + len(piece)
            run = _without_openers(re.sub(r"[’']s?$", "", piece))
            if len(run) > 1 and not (" " not in run and _ADJECTIVES.search(run) and not is_place(run)):
                yield place + piece.index(run), run


def _without_openers(run: str) -> str:
    while run:
        first = re.split(r"[ \xa0]", run, maxsplit=1)[0]
        rest = run[len(first) :].lstrip(" \xa0")
        spelt = rest == "" and first.isupper() and len(first) > 1  # "US", "IT"
        if fold(first.strip(".")) not in OPENERS or spelt:
            break
        run = rest
    return run


def _mention(text: str, start: int, run: str) -> Mention:
    before, after = text[:start], text[start + len(run) :]
    title = _TITLE_WORDS.match(run)
    if title and title["land"] and not names_country(fold(title["land"])):
        title = None
    if title and len(title.group()) < len(run) and not _NO_PERSON.search(run[title.end() :]):
        return Mention(run[title.end() :], Sort.PERSON, start + title.end())
    the = bool(re.search(r"\bthe[ \xa0]+$", before, re.IGNORECASE))
    if is_place(run):
        return Mention(f"the {run}" if the else run, Sort.PLACE, start, country=not is_region(run))
    if _TITLE_BEFORE.search(before) or (_TITLE_AFTER.match(after) and not _NO_PERSON.search(run)):
        return Mention(run, Sort.PERSON, start)
    tail = _NOUN_TAIL.match(after)
    if tail:
        return Mention(f"the {run}{tail.group()}", Sort.THING, start)
    named = f"the {run}" if the else run
    if _GROUP.search(run):
        return Mention(named, Sort.GROUP, start)
    if the and run.isupper():
        return Mention(named, Sort.GROUP, start, sure=False)
    if the or _NO_PERSON.search(run) or re.search(r"\d", run) or re.search(r"[a-z][A-Z]", run):
        return Mention(named, Sort.THING, start)
    return _perhaps_a_person(before, after, run, start)


def _perhaps_a_person(before: str, after: str, run: str, start: int) -> Mention:
    speaks = _SPEAKS_AFTER.match(after) or (_ASKED_TO_SPEAK.search(before) and _SPEAKS_LATER.match(after))
    if run.isupper():
        return Mention(run, Sort.GROUP, start, sure=False)
    if speaks:
        return Mention(run, Sort.PERSON, start)
    if _IN.search(before):
        return Mention(run, Sort.PLACE, start, sure=False)
    several = len(run.split()) > 1
    return Mention(run, Sort.PERSON if several else Sort.THING, start, sure=False)
