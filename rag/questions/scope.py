"""How much of the articles a question needs: one fact, views of several sources, a list, the articles themselves."""

import re
from enum import StrEnum

from index.language.analysis import fold


class Breadth(StrEnum):
    """How much of the articles an answer needs."""

    ONE = "one"
    """One fact: the best sentence, and what comes near it."""
    VIEWS = "views"
    """What each source says: yes or no, how they see it, whether they agree."""
    PARTS = "parts"
    """Several things: two questions in one."""
    ITEMS = "items"
    """All the items of a list."""


_YES_OR_NO = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|can|could|will|would|has|have|had|should|may|might|must)\b", re.IGNORECASE
)
_SOURCES = r"(?:articles?|sources?|papers?|newspapers?|outlets?|authors?|writers?|columnists?|reports?|journalists?)"
_VIEWS = re.compile(
    rf"\bcompare\b|\bhow (?:do|does|did) .{{0,60}}\b(?:see|view|judge|differ|describe|explain|assess|regard)\b"
    rf"|\b{_SOURCES} (?:say|think|agree|disagree|differ|report|write|claim|see)\b"
    r"|\b(?:opinions?|views?) (?:on|of|about)\b",
    re.IGNORECASE,
)
"""A comparison, "How do they see it?", "Which sources agree?", "opinions on it"."""
_PARTS = re.compile(
    r"(?:,|;|\?) ?and (?:what|who|when|where|how|why|which)\b"
    r"|\beach\b|\bboth\b|\brespectively\b|\bversus\b|\bvs\b",
    re.IGNORECASE,
)
"""A second question behind the first, or words that ask for several things."""
_PLURAL = r"(?:people|men|women|children|(?!(?:does|this|news|series|politics|means|species|less)\b)\w{2,}(?<![suia])s)"
_BETWEEN = r"(?:(?!(?:is|was|are|were|do|does|did|has|have|had|can|will|would|of|to|in|on|at|by|the|an?)\b)[\w’'-]+ )"
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_LIST = re.compile(
    r"^\W*(?:list|enumerate|name (?:all|the|some|every|two|three|four|five)\b)|\b(?:which|what) (?:kinds"
    r"|types|sorts) of\b"
    r"|^\W*(?:what|who) (?:are|were) (?:the|all|some|its|his|her|their)\b"
    rf"|\b(?:which|what) {_BETWEEN}{{0,2}}?{_PLURAL}\b(?= (?:have|are|were|do|does|did|had|can|could|will"
    rf"|would|may|might|must"
    r"|should|came|come|in|of|from|that|who|for|with|on|to|won|tie|[a-z]+ed)\b|\W*$)"
    rf"|^(?!\W*(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|can)\b).*"
    rf"(?:\b(?:the|all)|[’']s) (?:other |main |last |first )?{_COUNT} (?:[\w’'-]+ ){{0,2}}?{_PLURAL}\b",
    re.IGNORECASE,
)
"""A command to list, a plural behind "which", or a number of things that are known to be so many."""
_NOUN = r"(?:articles?|texts?|stor(?:y|ies)|pieces?|reports?|sources?|papers?|files?|documents?)"
_VERB = (
    r"(?:mention|discuss|cover|describe|report|name|cite|quote|talk|write|speak|tell|deal|refer|say something"
    r"|are about|is about)"
)
_ASKS_FOR_ARTICLES = re.compile(
    rf"\b(?:which|what|list|name|find|show)\b[^?.]{{0,25}}\b{_NOUN}(?: (?:that|which|do|does|here))?\s+{_VERB}"
    rf"|\b(?:list|find|show|give|get)\b[^?.]{{0,25}}\b{_NOUN} (?:about|on)\b"
    rf"|^\W*(?:(?:all|the|any|some|please) )*{_NOUN} (?:that {_VERB}|mentioning|about|on)\b",
    re.IGNORECASE,
)
"""A word of asking, at most 25 characters, a word for an article, and a verb such as "mention"."""
_HOW_MANY_ARTICLES = re.compile(
    rf"^\W*how many {_NOUN}(?: (?:are there|do you have|there are|do we have|here|that|which|do|are))*"
    r" (?:about|on|mention|discuss|cover|deal with|talk about|speak of|write about) (?P<of>[^?]+?)[ ?.!]*$",
    re.IGNORECASE,
)
_QUOTES = re.compile(
    r"^\W*(?:(?:give|show|find|get|list)(?: me| us)? )?(?:(?:all|any|some|the|every|direct) )*"
    r"(?:quotes?|quotations?|statements?) (?:by|from|of) (?P<by>[^?.,]+?)(?P<on> (?:about|on) [^?.]+?)?[ ?.!]*$",
    re.IGNORECASE,
)
_FRAME = re.compile(rf"^(?:{_NOUN}|{_VERB}s?|about|list|find|show)$", re.IGNORECASE)


def breadth(text: str) -> Breadth:
    """Return how much of the articles a question needs, by its form."""
    if _VIEWS.search(text) or _YES_OR_NO.search(text):
        return Breadth.VIEWS
    if _PARTS.search(text):
        return Breadth.PARTS
    return Breadth.ITEMS if _LIST.search(text) else Breadth.ONE


def asks_for_articles(text: str) -> bool:
    """Return True if a question asks which articles mention something."""
    return _ASKS_FOR_ARTICLES.search(text) is not None


def in_other_words(text: str) -> str:
    """Return a question how many articles there are on something as one which they are, and so on; any other as it is.

    >>> in_other_words("quotes by Otto Lind on the toll")
    'What did Otto Lind say on the toll?'
    """
    if found := _HOW_MANY_ARTICLES.match(text):
        return f"Which articles mention {found['of'].strip()}?"
    if found := _QUOTES.match(text):
        return f"What did {found['by']} say{found['on'] or ''}?"
    return text


def frames_a_list(word: str) -> bool:
    """Return True if a word of such a question belongs to the asking ("articles", "mention"), not to the topic."""
    return _FRAME.match(fold(word)) is not None
