"""Tell from a question that it asks for an overview, and of what: "Summarise the articles", "main points of ..."."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final


class Scope(StrEnum):
    """What an overview is of."""

    LIBRARY = "library"
    PEOPLE = "people"
    """The people in the library, or in a matter: "Who is who in ...?"."""
    COUNTRIES = "countries"
    """The countries that the articles name."""
    MATTER = "matter"
    """What the articles, or one of them, say about something."""
    CHRONOLOGY = "chronology"
    """What happened when, in the whole library or in a matter."""


@dataclass(frozen=True, slots=True)
class OverviewRequest:
    """What somebody wants an overview of."""

    scope: Scope
    topic: str = ""
    """Of what, in the words of the question; empty for the whole library."""
    article: bool = False
    """Whether one article is meant: "the obituary of ..."."""
    opinion: bool = False
    """Whether that is a piece of opinion."""


_POLITE: Final = (
    r"(?:(?:hi|hello|hey|please|ok(?:ay)?|so|and|well|now)\b[,!.]? )*"
    r"(?:(?:can|could|would|will) you (?:please )?|i(?:['’]d| would) like(?: you to)? |i (?:want|need) (?:you to )?"
    r"|let['’]?s (?:see|have) )?(?:please )?(?:(?:give|show|write|tell|get|make|provide)(?: me| us)? )?(?:please )?"
)
_ALL: Final = (
    r"(?:(?:all|everything)(?: of)? )?(?:(?:in|of|from) )?(?:the|these|this|those|your|my|all|all the|our) "
    r"(?:whole |entire |sample )?(?:news(?:paper)? )?(?:articles?|texts?|stories|papers|library|collection|news|files|"
    r"documents|corpus|archive|folder|sources|reports|coverage|contents?)"
    r"(?: here| in here| in (?:the|this|your) (?:library|collection|folder|archive))?"
)
_HERE: Final = (
    rf"(?:{_ALL}|here|in here|in the (?:news|library|articles)|it all|this|all this|everything|all of (?:it|this))"
)
_SUMMARY: Final = (
    r"(?:summari[sz]e|sum up|recap|outline|(?:an? |the )?(?:\w+ )?(?:summary|overview|recap|outline|digest|rundown|gist"
    r"|résumé)(?: of| on| about|,)?"
    r"|(?:the )?(?:(?:\d\d?|two|three|four|five|ten|some|a few) )?(?:main|key|most important|central|essential)"
    r" (?:points?|ideas?|facts?"
    r"|arguments?|takeaways?|messages?|content)(?: of| in| from| on| about)?|tl;?dr:?)"
)
_KINDS: Final = (
    r"(?:news(?:paper)? )?(?:articles?|story|stories|pieces?|reports?|texts?|interviews?|obituar(?:y|ies)|features?"
    r"|profiles?|analys[ie]s|dispatch|portrait|tickers?|live blogs?)"
)
_OPINIONS: Final = (
    r"(?:(?:opinion|guest) (?:pieces?|articles?|columns?)|op-?eds?|columns?|editorials?|commentar(?:y|ies))"
)
_TALE: Final = rf"(?:{_KINDS}|{_OPINIONS}|affair|scandal|dispute|row|saga|fuss|controversy|conflict)"
_PRESS: Final = r"(?:articles?|(?:news)?papers?|sources?|press|reports?|texts?|news|media|library|outlets?|coverage)"
_PEOPLE: Final = r"(?:people|persons?|names|actors|players|protagonists|figures|characters|parties|who['’]?s who)"

_LIBRARY_FORMS: Final = re.compile(
    rf"^{_POLITE}(?:"
    rf"what(?: is|['’]?s| are) {_HERE}(?: all)? about"
    rf"|what do(?:es)? {_ALL} (?:say|cover|contain|tell(?: me| us)?|deal with|talk about|report(?: on)?|discuss|have)"
    rf"|what(?: is|['’]?s| are) (?:in|there in|inside) {_ALL}"
    rf"|{_SUMMARY} ?{_HERE}?"
    r"|(?:what|which) (?:topics?|subjects?|themes?)(?: (?:are|is|do|does|can))?[^?]{0,40}?(?: (?:here|articles|library"
    r"|covered|there|cover|about|available|have|discuss(?:ed)?))?"
    r"|(?:what(?: is|['’]?s)|anything|something) new(?: here| today| in (?:the )?(?:news|library|articles))?"
    r"|what(?: is|['’]?s) (?:in the news|happening|going on|the (?:latest )?news)(?: here| today| these days)?"
    r"|(?:the |any )?(?:latest |top |main |today['’]s )?(?:news|headlines|topics)(?: today| please)?"
    r"|list (?:all )?(?:the )?(?:topics|subjects|themes)(?: of the articles)?"
    r")[ ?.!]*$",
    re.IGNORECASE,
)
_LIBRARY_PEOPLE: Final = re.compile(
    rf"^{_POLITE}(?:"
    rf"(?:list|name|enumerate|show|a list of) (?:all |every )?(?:of )?(?:the )?(?:\w+ )?{_PEOPLE}"
    rf"(?: (?:that|who) (?:are|is))?(?: (?:mentioned|named|quoted|involved|there))?(?: (?:in|from|by) {_HERE})?"
    rf"|(?:who|which {_PEOPLE}) (?:is|are|appears?|comes? up)(?: \w+)? ?(?:mentioned|named|quoted)?(?: in)? {_HERE}"
    rf"|who (?:is|are) (?:mentioned|named|quoted)(?: in {_HERE})?"
    rf"|who are the (?:\w+ )?{_PEOPLE}(?: (?:mentioned|named))?(?: in {_HERE})?"
    rf"|who(?: is|['’]?s) who(?: (?:in|here))?(?: {_HERE})?"
    r")[ ?.!]*$",
    re.IGNORECASE,
)
_LIBRARY_COUNTRIES: Final = re.compile(
    rf"^{_POLITE}(?:(?:list|name|enumerate|show|a list of)|(?:what|which)(?: are)?) (?:all |every )?(?:of )?(?:the )?"
    rf"(?:\w+ )?(?:countries|states|nations)(?: (?:that|which))?(?: (?:are|is|do|does|get))?"
    rf"(?: (?:mentioned|named|covered|there|come up|appear|{_ALL} (?:mention|name|cover|talk about)))?"
    rf"(?: (?:in|from|by) {_HERE})?[ ?.!]*$",
    re.IGNORECASE,
)
_MATTER_PEOPLE: Final = re.compile(
    rf"^{_POLITE}(?:who(?: is|['’]?s| are) who in"
    rf"|who (?:are|were) (?:all )?(?:the )?(?:\w+ )?{_PEOPLE} (?:involved |mentioned |named )?(?:in|of)"
    rf"|who (?:is|was|are|were) (?:all )?involved in|(?:list|name) (?:all )?(?:the )?{_PEOPLE}"
    rf"(?: (?:mentioned|involved|named))? (?:in|of)) (?P<topic>.+?)[ ?.!]*$",
    re.IGNORECASE,
)
_COURSE: Final = (
    r"(?:an? |the )?(?:(?:full|short|brief|complete|detailed|rough) )?"
    r"(?:(?:time ?line|chronology|chronological (?:list|order|summary|overview|account))"
    r"(?: of (?:the )?(?:key |main |major )?(?:events|dates|developments))?"
    r"|(?:sequence|order|course) of (?:the )?events)"
)
_DATES: Final = (
    r"(?:the |all the )?(?:key|main|major|most important|important) (?:dates|events|milestones|stages|steps|moments)"
)
_ABOUT: Final = r"(?:of|for|on|about|in|around|behind|leading (?:up )?to)"
_LIBRARY_CHRONOLOGY: Final = re.compile(
    rf"^{_POLITE}(?:what(?: is|['’]?s) )?(?:{_COURSE}|{_DATES}|what happened when)"
    rf"(?: (?:of|for|in|from) {_HERE})?[ ?.!]*$",
    re.IGNORECASE,
)
_CHRONOLOGY_FORMS: Final = tuple(
    re.compile(rf"^{_POLITE}{form}[ ?.!]*$", re.IGNORECASE)
    for form in (
        rf"(?:what(?: is|['’]?s| was) )?{_COURSE} {_ABOUT} (?P<topic>.+?)",
        rf"(?:what (?:are|were) |list )?{_DATES} {_ABOUT} (?P<topic>.+?)"
        r"(?: in (?:chronological )?order)?",
        r"what happened when (?:in|with|during|around|to|at) (?P<topic>.+?)",
        r"(?:summari[sz]e|list|tell(?: me)?(?: about)?|recount|order|put) (?P<topic>.+?)"
        r",? (?:in chronological order|chronologically|in order of time|by date|date by date)",
        r"how did (?P<topic>(?:the|this|that|an?|relations|ties|[A-Z]\w+['’]s) .+?) (?:unfold|evolve)"
        r"(?: over (?:time|the years))?",
        r"(?P<topic>(?!(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did)\b)[^,;?!]{3,60}?)"
        r":? (?:time ?line|chronology)",
    )
)
_MATTER_FORMS: Final = tuple(
    re.compile(rf"^{_POLITE}{form}[ ?.!]*$", re.IGNORECASE)
    for form in (
        rf"{_SUMMARY} (?:what {_PRESS} (?:say|write) (?:about|on|of) )?(?P<topic>.+?)",
        rf"what (?:do|does|did|has|have) (?:the|these|all the|your|all) {_PRESS}"
        r" (?:say|write|report|tell(?: us| me)?|said|written|know)(?: us| me)? (?:about|on|of) (?P<topic>.+?)",
        rf"(?:compare|contrast)(?: what)? (?:the |these |all )?{_PRESS} (?:say |write )?(?:about|on|of) (?P<topic>.+?)",
        rf"how do (?:the|these) {_PRESS} (?:differ|compare|disagree)(?: on| about| over| in) (?P<topic>.+?)",
        r"what(?: is|['’]?s| was| are| were) (?P<topic>(?:the|this|that|an?) .+?|[A-Z]\w+['’]s .+?) all about",
        rf"what(?: is|['’]?s| was| are| were) (?P<topic>(?:(?:the|that|an?) )?(?:[\w’'-]+ )??{_TALE}\b.*?) about",
        r"(?:what do you know|what can you (?:tell|say)(?: me| us)?|tell me(?: more| everything| all| something)?"
        r"|everything|all you know|what is known|what is there) (?:you know )?(?:about|on) (?P<topic>.+?)",
    )
)
_OF_ARTICLE: Final = re.compile(
    rf"^(?:the |this |that |an? )?(?:\w+ )?(?P<kind>{_KINDS}|(?P<opinion>{_OPINIONS}))\b(?: (?:about|on|of|by|from|with"
    r"|titled|called|in|entitled|that is about))?(?P<rest>.*)$",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(
    rf"^(?P<rest>.+?)['’]s? (?:\w+ )?(?P<kind>{_KINDS}|(?P<opinion>{_OPINIONS}))$", re.IGNORECASE
)
_CALLED: Final = re.compile(r"(?<=\w) (?:affair|scandal|saga|controversy|fuss)$", re.IGNORECASE)
"""What only those who ask call it: "the hospital affair"."""
_QUOTED: Final = re.compile(r"^(?P<what>[^„“”«»\"]{3,20}?)? ?[„“”«\"]\s?(?P<title>.+?)\s?[“”»\"]$")
"""A title in quotation marks, after "the article" in any language or alone."""
_POINTING: Final = re.compile(
    r"^(?:it|this|that|them|him|her|these|those|he|she|they|more|me|us)\b|^(?:this|that|these|those) \w+$"
    r"|\b(?:yourself|you)$",
    re.IGNORECASE,
)
"""What only the conversation explains; left to the question made complete."""

_PLEASE: Final = re.compile(
    r"[, ]+(?:please|pls|thanks|thank you|bitte|s['’]il (?:vous|te) pla[iî]t|por favor|lütfen)(?=[ ?.!]*$)", re.I
)
_FOREIGN: Final = Path(__file__).with_name("data")


def read_overview(question: str, language: str) -> OverviewRequest | None:
    """Return what a question asks an overview of, `None` when it asks for something else.

    Args:
        question: the question, complete in itself.
        language: its ISO 639-1 code.
    """
    text = _PLEASE.sub("", " ".join(question.split()))
    found = _read_foreign(text, language) if language != "en" else None
    return found or _read_english(text)


def _read_english(text: str) -> OverviewRequest | None:
    if _LIBRARY_PEOPLE.match(text):
        return OverviewRequest(Scope.PEOPLE)
    if _LIBRARY_COUNTRIES.match(text):
        return OverviewRequest(Scope.COUNTRIES)
    if _LIBRARY_CHRONOLOGY.match(text):
        return OverviewRequest(Scope.CHRONOLOGY)
    if _LIBRARY_FORMS.match(text):
        return OverviewRequest(Scope.LIBRARY)
    people = _MATTER_PEOPLE.match(text)
    if people:
        return _of_topic(people["topic"], Scope.PEOPLE)
    for scope, forms in ((Scope.CHRONOLOGY, _CHRONOLOGY_FORMS), (Scope.MATTER, _MATTER_FORMS)):
        for form in forms:
            match = form.match(text)
            if match and not _POINTING.search(match["topic"]):
                return _of_topic(match["topic"], scope)
    return None


def _of_topic(topic: str, scope: Scope) -> OverviewRequest | None:
    """Return a request on a topic; one article is meant when it is called a piece, a story, somebody's column."""
    quoted = _QUOTED.match(topic)
    if quoted and not quoted["what"]:
        return OverviewRequest(scope, quoted["title"])
    match = _OWNED.match(topic) or _OF_ARTICLE.match(topic)
    if match is None:
        return OverviewRequest(scope, _CALLED.sub("", topic))
    rest = match["rest"].strip(" ,:“”\"'")
    several = match["kind"].lower().endswith("s") and not match["kind"].lower().endswith("sis")
    if not rest:
        return None
    return OverviewRequest(scope, rest, article=not several, opinion=match["opinion"] is not None)


def _read_foreign(text: str, language: str) -> OverviewRequest | None:
    bare = text.rstrip(" ?.!؟")
    forms = _foreign_forms(language)
    for scope in (Scope.PEOPLE, Scope.COUNTRIES, Scope.LIBRARY):
        if any(form.fullmatch(bare) for form in forms[scope]):
            return OverviewRequest(scope)
    for scope in (Scope.CHRONOLOGY, Scope.MATTER):
        match = next(filter(None, (form.fullmatch(bare) for form in forms[scope])), None)
        if match and match["topic"] is None:
            return OverviewRequest(scope)
        if match:
            titled = _QUOTED.match(match["topic"])
            topic = titled["title"] if titled else match["topic"]
            return OverviewRequest(scope, topic, article=bool(titled and titled["what"]))
    return None


@cache
def _foreign_forms(language: str) -> Mapping[Scope, Sequence[re.Pattern[str]]]:
    """Return how each kind of overview is asked for in a language other than English."""
    forms = tomllib.loads((_FOREIGN / f"{language}.toml").read_text(encoding="utf-8"))
    return {
        scope: [re.compile(line, re.IGNORECASE) for line in forms[scope.value].strip().splitlines()] for scope in Scope
    }
