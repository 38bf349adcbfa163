"""Tell the two sides of a comparison: "Which was built first, A or B?", "How did it change from 2021 to 2023?"."""

import re
from dataclasses import dataclass
from typing import Final

from index.language.analysis import function_words
from index.language.analysis import words as words_of
from rag.conversation.side_questions import side_question
from rag.language.names import name_words


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared."""

    name: str
    """As the question writes it."""
    query: str
    """What to search for: a question where one can be made of it."""
    words: str
    """What it is about, complete in itself."""
    own: frozenset[str]
    """The folded words that tell it from the other side."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things compared."""

    sides: tuple[Side, Side]
    measured: bool
    """Whether a number or a date decides."""
    ordered: bool
    """Whether that is a date: which came first."""
    language: str = "en"
    """The language of the question, by ISO 639-1 code."""


_MORE: Final = (
    r"(?:more|most|less|least|fewer|fewest|first|last|earlier|earliest|later|latest|sooner|better|worse"
    r"|farther|further"
    r"|(?:bigg|small|high|low|larg|long|short|old|eld|young|fast|slow|cheap|dear|rich|poor|strong|weak|heavi"
    r"|light|deep|wid|broad"
    r"|near|clos|great|warm|cold|hott|hard|tall|busi|costli|deadli|wors|quick|new|saf|thick|thin|loud|strict|steep)er)"
)
_MEASURED: Final = re.compile(
    rf"\b{_MORE}\b|\bhow (?:much|many|long|old|far|high|big|large)\b|\bdifferen|\b(?:grow|gr[eo]w|change"
    rf"|r[io]se|increase|f[ae]ll"
    r"|decline|shr[aiu]nk|drop|number|amount|cost|prize|price|before or after)",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(
    r"\b(?:first|last|earlier|earliest|later|latest|sooner|before or after|older|younger|newer|oldest|newest)\b", re.I
)
_END: Final = r"[ ?.!]*$"
_FORMS: Final = tuple(
    re.compile(pattern + _END, re.IGNORECASE)
    for pattern in (
        r"^(?:what(?: is|['’]s| are| was| were) )?(?:the )?differences? between (?P<a>.+?) and (?P<b>.+?)",
        r"^(?:please )?(?:compare|contrast) (?P<stem>how (?:much|many)(?: [\w-]+)*?) (?P<a>(?:the|an?) .+?"
        r"|(?-i:[A-Z]).+?) and (?P<b>.+?) (?P<rest>ha(?:s|ve|d)|employs?|costs?|weighs?|earns?|pays?|paid|holds?|held"
        r"|owns?|makes?|made|sells?|sold|uses?|needs?|gets?|got|spends?|spent|takes?|took|keeps?|kept|counts?"
        r"|produces?|draws?|drew)",
        r"^(?:please )?(?:compare|contrast|(?:a |the )?comparison (?:of|between)) (?P<a>.+?) (?:and|with|to"
        r"|versus|vs\.?) (?P<b>.+?)",
        r"^(?:by )?how much (?:more|less) (?P<stem>did|does|do) (?P<a>.+?) (?P<rest>cost|earn|pay|weigh|spend|take"
        r"|make|get|have) than (?P<b>.+?)",
        r"^(?P<stem>(?:by )?how much .+? (?:is|was|are|were|did|do|does) )(?P<a>.+?) than (?P<b>.+?)",
        rf"^(?P<stem>(?:is|was|are|were) )(?P<a>.+?) (?P<rest>(?:\w+ )?{_MORE}(?: \w+)?) than (?P<b>.+?)",
        rf"^(?P<stem>(?:did|do|does|has|have|had) )(?P<a>.+?) (?P<rest>\w+ (?:{_MORE})(?: \w+){{0,2}}?) than"
        rf" (?P<b>.+?)",
        r"^(?P<stem>(?:did|was|were|is|has|have) )(?P<a>.+?) (?:\w+ )?before or after (?P<b>.+?)",
        r"^(?P<stem>.*\b(?:gr[oe]w|changed?|r[io]se|increased?|f[ae]ll|declined?|developed?|shr[aiu]nk"
        r"|dropp?(?:ed)?|moved?|went"
        r"|go)\b.*?) (?:from|between) (?P<a>.+?) (?:to|and|until) (?P<b>.+?)",
        r"^(?P<stem>.+?),? (?:from )?(?P<a>(?:1[89]|20)\d\d) (?:to|and|vs\.?|versus) (?P<b>(?:1[89]|20)\d\d)",
        rf"^(?P<stem>[^,:]*\b{_MORE}\b.*?)[,:] ?(?P<a>[^,?]+?),? or (?P<b>[^,?]+?)",
        r"^(?P<stem>(?:which|who|what|where|in which|when|to which|at which)\b.+?)[,:] ?(?P<a>[^,?]+?),? or"
        r" (?P<b>[^,?]+?)",
        rf"^(?P<stem>(?:did|was|were|is|are|do|does|has|have|had)\b.*\b{_MORE}\b.*?) (?P<a>(?:when|in|at"
        rf"|before|on|with|for|under)\b"
        r".+?) or (?P<b>.+?)",
        r"^(?P<a>.+?) (?:versus|vs\.?|compared (?:to|with)|in comparison (?:to|with)) (?P<b>.+?)",
    )
)
_ASKING: Final = re.compile(
    rf"\b(?:by )?how (?:much|many|did|has|have)\b|\b(?:in |to |at )?(?:which|what|who|where|when|how)\b"
    rf"|\b{_MORE}\b|\bthan\b",
    re.I,
)
"""What asks and compares: it stands in no article's sentence."""
_STAND_IN: Final = re.compile(r"^(?:the one|the ones|that|those|the same|it)\b(?: (?:of|for))?", re.IGNORECASE)
_DIFFERENCE: Final = re.compile(
    r"^(?:what(?: is|['’]s| are| was| were) )?(?:the )?differences? between\b", re.IGNORECASE
)
_HEAD: Final = re.compile(r"^(?:(?!(?:for|in|of|at|on|from|by|during|when|that)\b)\S+ ?)+", re.IGNORECASE)


def read_comparison(question: str) -> Comparison | None:
    """Return the two sides that a question compares, nothing when it compares none. It is an English one."""
    text = " ".join(question.split())
    for form in _FORMS:
        match = form.match(text)
        if match:
            groups = match.groupdict()
            stem, rest = (groups.get("stem") or "").strip(" ,"), groups.get("rest") or ""
            return _comparison(stem, rest, groups["a"].strip(" ,"), groups["b"].strip(" ,"), text)
    return None


def _comparison(stem: str, rest: str, one: str, other: str, text: str) -> Comparison | None:
    """Return a comparison; what only one side says is put into the other: "the rate for 2024 or the one for 2022"."""
    shared = re.sub(r"\s+", " ", _ASKING.sub(" ", f"{stem} {rest}")).strip(" ,")
    completed = other
    if _STAND_IN.match(other):
        head = _HEAD.match(one)
        completed = _STAND_IN.sub(head.group().strip() if head else "", other)
    named = " ".join(name for name in name_words(text) if name not in f"{one} {completed} {shared}")
    tail = " ".join(name for name in name_words(one) if name not in completed and not shared)
    told = [frozenset(words_of(each)) - function_words("en") for each in (one, completed)]
    if not told[0] - told[1] or not told[1] - told[0]:
        return None
    about = (f"{shared} {one} {named}".strip(), f"{shared} {completed} {tail} {named}".strip())
    asked = [side_question(stem, rest, each) for each in (one, completed)]
    if _DIFFERENCE.match(text):
        asked = [f"What was {each}?" for each in (one, completed)]
    queries = [_with_names(question, words) for question, words in zip(asked, about, strict=True)]
    sides = (
        Side(one, queries[0], about[0], told[0] - told[1]),
        Side(other, queries[1], about[1], told[1] - told[0]),
    )
    compared = text.replace(one, " ").replace(other, " ")
    return Comparison(sides, bool(_MEASURED.search(compared)), bool(_ORDER.search(compared)))


def _with_names(question: str | None, words: str) -> str:
    """Return a question with the names that only the words have in brackets; the words where there is no question."""
    if question is None:
        return words
    names = [
        name
        for name in name_words(f"- {words}")
        if name not in question and not function_words("en") & {*words_of(name)}
    ]
    return f"{question.rstrip('?')} ({' '.join(dict.fromkeys(names))})?" if names else question
