"""Questions about the articles themselves: who wrote one, when and where it was published, how many there are.

Precision comes first: "Who wrote the report that accused the minister?" asks about what the articles say. A question
counts as one about the catalog only when it is worded so, names an article by a word for one, and leaves no words over
that nobody understood.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from index.language.analysis import meaningful_words
from index.language.analysis import words as words_of
from rag.catalog.words import WORDED, Asked


class Order(StrEnum):
    """Which of several articles is meant, by their dates."""

    LATEST = "latest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class CatalogQuestion:
    """A question about articles, and the words that say which articles."""

    asked: Asked
    named: str = ""
    """Words that must be an outlet, an author or a part of a title: "the *Harbour Gazette* article"."""
    topic: str = ""
    """What the articles are about."""
    order: Order | None = None
    pointed: bool = False
    """Whether it points at an article of the conversation: "that article", "the author"."""
    several: bool = False
    """Whether it points at more than one, which are all of them where the conversation is about none."""
    vague: bool = False
    """Whether it only says "it", which is an article if the conversation is about one."""
    loose: bool = False
    """Whether its word for an article may mean something else (a report, a column): a topic alone is then no proof."""
    label: str = ""
    """What kind of piece it must say it is: "opinion"; empty for a plain article."""


_PLAIN: Final = r"(?:news(?:paper)? )?(?:articles?|stor(?:y|ies)|pieces?|news items?|news reports?|write-?ups?)"
_LOOSE: Final = r"reports?|texts?|posts?|documents?|files?|dispatch(?:es)?|analys[ie]s|interviews?|essays?"
_OPINION: Final = r"(?:opinion (?:pieces?|articles?|columns?)|op-?eds?|columns?|editorials?|commentar(?:y|ies))"
_NOUN: Final = rf"(?P<noun>{_OPINION}|{_PLAIN}|{_LOOSE})"
_WHEN: Final = r"(?:when|(?:on|in) (?:what|which) (?:date|day|month|year)|(?:what|which) (?:date|day|month|year))"
_OUTLETS: Final = (
    r"(?:outlets|newspapers|papers|publishers|publications|(?:web ?)?sites|magazines|journals|agencies|sources)"
)
_OUTLET: Final = r"(?:outlet|newspaper|paper|publisher|publication|(?:web ?)?site|magazine|journal|(?:news )?agency)"
_PUT_OUT: Final = r"(?:publish(?:ed)?|r[au]n|carr(?:y|ied)|print(?:ed)?|post(?:ed)?|releas(?:e|ed)|put out|wr[oi]te)"
_DONE: Final = r"(?:published|written|posted|released|printed|issued|put online)"
_POLITE: Final = (
    r"^(?:(?:and|so|but|please|ok(?:ay)?)\b,? )*"
    r"(?:(?:can|could|would) you (?:please )?(?:tell|show) me |tell me |do you know )?"
)

_ENGLISH: Final = tuple(
    (asked, re.compile(pattern, re.IGNORECASE))
    for asked, pattern in (
        (Asked.AUTHOR, r"who (?:wrote|authored|penned) (?P<ref>.+)"),
        (Asked.AUTHOR, r"who(?: is| was|['’]s) the (?:author|writer)(?: of (?P<ref>.+))?"),
        (
            Asked.AUTHOR,
            r"who (?:are|were) the (?:authors?|writers?|journalists?|columnists?)(?: (?:of (?P<ref>.+)|here))?",
        ),
        (Asked.AUTHOR, r"(?:who(?: is| was)? )?by whom was (?P<ref>.+?) (?:written|authored)"),
        (Asked.AUTHOR, r"who (?:is|was) (?P<ref>.+?) (?:written |authored )?by"),
        (
            Asked.AUTHOR,
            r"(?:what|which) (?:is|was) the name of the (?:author|writer|journalist) (?:of|who wrote) (?P<ref>.+)",
        ),
        (Asked.AUTHOR, r"(?:what|which) (?:author|writer|journalist|reporter) (?:wrote|authored) (?P<ref>.+)"),
        (Asked.PUBLISHED, rf"{_WHEN} (?:was|were) (?P<ref>.+?) (?:first )?{_DONE}(?P<by> (?:in|by|on|at) .+)?"),
        (Asked.PUBLISHED, rf"{_WHEN} did (?P<by>.+?) (?:first )?{_PUT_OUT} (?P<ref>.+)"),
        (Asked.PUBLISHED, r"what(?: is| was|['’]s) the (?:publi\w+ )?date (?:of publication )?(?:of|on) (?P<ref>.+)"),
        (Asked.PUBLISHED, r"(?:what|which) date does (?P<ref>.+) (?:carry|bear|have)"),
        (Asked.PUBLISHED, r"(?:when|what date) (?:is|was) (?P<ref>.+?) (?:from|dated)"),
        (Asked.PUBLISHED, r"how old (?:is|are) (?P<ref>.+)"),
        (Asked.PUBLISHER, rf"(?:which|what) (?:news )?{_OUTLET} (?:first )?{_PUT_OUT} (?P<ref>.+)"),
        (
            Asked.PUBLISHER,
            rf"(?:which|what) (?:news )?{_OUTLET} (?:is|was|were|are) (?P<ref>.+?) (?:from|{_DONE}(?: in| by| on)?)",
        ),
        (Asked.PUBLISHER, rf"(?:in|on|by) (?:which|what) (?:news )?{_OUTLET} (?:was|were) (?P<ref>.+?) {_DONE}"),
        (Asked.PUBLISHER, r"(?:what|who|which)(?: is| was|['’]s) the (?:publisher|outlet|source) of (?P<ref>.+)"),
        (Asked.PUBLISHER, r"who (?:first )?(?:published|printed|released|ran) (?P<ref>.+)"),
        (Asked.PUBLISHER, rf"where (?:was|were) (?P<ref>.+?) (?:first )?{_DONE}"),
        (Asked.PUBLISHER, r"where (?:is|are|does|do) (?P<ref>.+?) (?:come )?from"),
        (Asked.PUBLISHER, rf"(?:which|what) (?:news )?{_OUTLETS} (?:are|were|do) (?P<ref>.+?) (?:(?:come )?from|in)"),
        (Asked.PUBLISHER, rf"(?:which|what) (?:news )?{_OUTLETS} do you (?:have|know)"),
        (Asked.PUBLISHER, rf"(?:which|what) (?:news )?{_OUTLETS} are (?:in )?(?:there|here|included)"),
        (Asked.PUBLISHER, rf"what are (?:your|the) {_OUTLETS}(?: of (?P<ref>.+)| here)?"),
        (Asked.COUNT, r"how many (?P<ref>.+)"),
        (Asked.COUNT, r"what is the number of (?P<ref>.+)"),
        (Asked.LIST, r"what (?:has|did) (?P<ref>)(?P<by>.+?) (?:written|write|published|publish)"),
        (Asked.LIST, r"(?:which|what)(?: (?:is|was|are|were))? (?P<ref>.+)"),
        (Asked.LIST, r"(?:list|show|name|enumerate)(?: me| us)?(?: all(?: of)?)? (?P<ref>.+)"),
        (Asked.LIST, r"(?:(?:all|any|the) )*(?P<ref>(?:articles|stories|pieces|columns|reports) .+)"),
        (Asked.LIST, r"(?:(?:give|get|show|make|write)(?: me| us)? )?(?:a|the) list of (?:all )?(?P<ref>.+)"),
    )
)  # fmt: skip
"""How each is asked in English; `ref` holds the words that say which article, `by` an outlet beside them."""
_ORDER: Final = re.compile(
    r"\b(?:(?P<latest>latest|newest|most recent|last)|(?P<oldest>oldest|earliest|first))\b", re.IGNORECASE
)
_BE_THE: Final = re.compile(r"\s*(?:is|are|was|were) (?:the )?")
_ORDER_BEHIND: Final = re.compile(rf"{_BE_THE.pattern}{_ORDER.pattern}\s*", re.IGNORECASE)
"""An order behind the word for an article: "which article is the newest"."""
_SPLIT: Final = re.compile(
    r"\b(?:(?P<topic>(?:that (?:is|are) |which (?:is|are) )?(?:about|on|regarding|concerning|covering|mentioning"
    r"|discussing|describing|dealing with)|(?:that|which) (?:mention|sa[yi]|describe|cover|discusse?|report|deal"
    r"|claim|argue|talk|quote|refer)(?:s|ed|d)?(?: (?:with|about|to|that))?)"
    r"|(?P<named>(?:(?:that|which) (?:was|were) )?(?:published |written )?(?:by|from|in|at)"
    r"|titled|entitled|called|headlined|(?:was|were) published (?:by|from|in)|did))\s+",
    re.IGNORECASE,
)
"""What joins an article to its topic ("about", "that mention") or to a name ("by", "published in", "titled")."""
MENTIONS_ARTICLE: Final = re.compile(rf"\b{_NOUN}\b", re.IGNORECASE)
"""Finds a word for an article in a question."""
_HOLDING: Final = re.compile(
    r"\b(?:are there|there are|(?:do|did|can) (?:you|we|i) (?:have|hold|know|read|search)|you have"
    r"|have you(?: got)?"
    r"|(?:does|has) (?:the|this|your) (?:library|collection|archive|folder|corpus) (?:have|hold|contain)|are (?:indexed"
    r"|available|stored)|in (?:total|all)|altogether|(?:are )?in (?:the|this|your|my) (?:library|collection|archive"
    r"|folder|corpus)|were (?:indexed|published|written))\b",
    re.IGNORECASE,
)
"""Words for being in the library: "are there", "do you have", "in your collection", "were published"."""
_POINTING: Final = re.compile(r"(?:it|this|that|this one|that one)", re.IGNORECASE)
_THESE: Final = re.compile(r"(?:these|those|they|them|all of (?:these|them))", re.IGNORECASE)
_DETERMINER: Final = re.compile(r"^(?:the|that|this|these|those|an?|your|all|any|its)\b\s*", re.IGNORECASE)
_OBJECTS: Final = frozenset({Asked.COUNT, Asked.LIST})
_HEAD: Final = re.compile(rf"(?P<before>.*?)\b{_NOUN}\b(?P<after>.*)", re.IGNORECASE | re.DOTALL)


def read_catalog_question(text: str) -> CatalogQuestion | None:
    """Return what a question asks of the articles themselves, or `None` when it asks about what they say."""
    plain = re.sub(_POLITE, "", " ".join(text.split()).rstrip(" ?!."), flags=re.IGNORECASE)
    for asked, pattern in _ENGLISH:
        match = pattern.fullmatch(plain)
        if match:
            parts = match.groupdict()
            found = _read_reference(asked, parts.get("ref") or _unnamed(plain), parts.get("by") or "")
            if found:
                return found
    return None


def _unnamed(question: str) -> str:
    """Return which articles a question means that names none: "Who are the authors?", "What are your sources?"."""
    return "these articles" if _SEVERAL.search(question) else "this article"


_SEVERAL: Final = re.compile(rf"\b(?:{_OUTLETS}|authors|writers|journalists|columnists)\b", re.IGNORECASE)


def _read_reference(asked: Asked, words: str, by: str) -> CatalogQuestion | None:
    """Read the words that say which article: `by` names an outlet or an author outside of them."""
    if asked is Asked.LIST and by:  # "What has she written?" names no article at all
        return CatalogQuestion(asked, named=by, loose=True)
    if _THESE.fullmatch(words):
        words = "these articles"
    if _POINTING.fullmatch(words):
        return None if asked in _OBJECTS else CatalogQuestion(asked, named=_outlet_of(by), pointed=True, vague=True)
    head = _HEAD.fullmatch(words)
    if not head:
        named = f"{words} {_outlet_of(by)}".strip()
        title = asked not in _OBJECTS and _is_title(words)
        return CatalogQuestion(asked, named=named, loose=True) if title else None
    before, order = _take_order(head["before"])
    after = head["after"]
    if order is None and _ORDER_BEHIND.fullmatch(after):
        after, order = _take_order(after)
        after = _BE_THE.sub("", after)
    if asked in _OBJECTS:
        after = re.sub(r"^\s*(?:is|are|was|were)\b", "", _HOLDING.sub(" ", after))
    pieces = _split(after)
    if pieces is None:
        return None
    named, topic = pieces
    noun = head["noun"].lower()
    named = " ".join(f"{_DETERMINER.sub('', before.strip())} {named} {_outlet_of(by)}".split())
    found = CatalogQuestion(asked, named=named, topic=topic, order=order, label=_label(noun))
    pointed = not named and not topic and order is None and asked not in _OBJECTS
    loose = bool(re.fullmatch(_LOOSE, noun)) or bool(found.label)
    if asked in _OBJECTS and not _may_be_listed(asked, found, noun):
        return None
    return replace(found, pointed=pointed, several=pointed and noun.endswith("s"), loose=loose)


def _outlet_of(by: str) -> str:
    return re.sub(r"^\s*(?:in|by|on|at)\s+|^\s*the\s+", "", by).strip()


def _is_title(words: str) -> bool:
    """Return True if words without one for an article may be a title: in quotation marks, or as many as no name has."""
    return bool(re.fullmatch(r"[“\"'‘«„].+[”\"'’»“]", words)) or len(words.split()) >= _TITLE or _is_file(words)


_TITLE: Final = 4
"""Words of a title without quotation marks: "Who wrote Super Bowl 50?" may mean anything."""


def _is_file(words: str) -> bool:
    return bool(re.fullmatch(r"\S+\.[a-z]{2,5}", words))


def _take_order(before: str) -> tuple[str, Order | None]:
    found = _ORDER.search(before)
    if not found:
        return before, None
    return _ORDER.sub("", before), Order.LATEST if found["latest"] else Order.OLDEST


def _split(after: str) -> tuple[str, str] | None:
    """Return the names and the topic behind the noun; `None` when words stand there that nobody understood."""
    pieces = list(_SPLIT.finditer(after))
    lead = after[: pieces[0].start()] if pieces else after
    lead = lead.strip(" ,")
    if lead and not re.fullmatch(r"[“\"'‘].*[”\"'’]", lead):
        return None
    named: list[str] = [lead.strip("“”\"'‘’")] if lead else []
    topic: list[str] = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        words = after[piece.end() : following.start() if following else len(after)].strip(" ,")
        words = re.sub(r"\s+(?:write|wrote|publish(?:ed)?)$", "", words)
        if piece["topic"] or topic:  # "about Turkey in the Gazette": an outlet among them is found by its name
            topic.append(words if piece["topic"] else f"{piece.group().strip()} {words}")
        else:
            named.append(words)
    return " ".join(named), " ".join(topic)


def _label(noun: str) -> str:
    return "opinion" if re.fullmatch(_OPINION, noun) else ""


def _may_be_listed(asked: Asked, found: CatalogQuestion, noun: str) -> bool:
    """Return True if articles can be counted or listed so: which ones mention something is for the evidence to say."""
    if asked is Asked.COUNT:
        return noun.endswith("s") and not found.topic
    return found.order is not None or (noun.endswith("s") and not found.topic)


def read_foreign_question(text: str, language: str) -> CatalogQuestion | None:
    """Read a question in another language than English the same way: what is left over says which article."""
    if language not in WORDED:
        return None
    own = WORDED[language]
    plain = " ".join(text.split())
    noun = rf"(?<!\w){own.noun}(?!\w)"
    if not re.search(noun, plain, re.IGNORECASE):
        return None
    for asked, pattern in own.asked.items():
        if re.search(pattern, plain, re.IGNORECASE):
            rest = re.sub(f"{pattern}|{noun}|{own.noise}", " ", plain, flags=re.IGNORECASE)
            left = set(meaningful_words(rest, language))
            kept = " ".join(word for word in re.findall(r"\w[\w-]*", rest) if left.issuperset(words_of(word)))
            if re.search(own.about, plain, re.IGNORECASE):
                return CatalogQuestion(asked, topic=kept)
            return CatalogQuestion(asked, named=kept, pointed=not kept and asked is not Asked.COUNT)
    return None
