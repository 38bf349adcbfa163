"""Who says what a sentence says: its speaker as the article names them, when it isn't the article itself."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.language.analysis import fold
from rag.language.lexicon import table
from rag.language.mentions import Mention, Sort, mentions
from rag.language.numbers import number_words, scales
from rag.language.people.speech import SAYS, SAYS_THAT

_SAID = (
    rf"(?:{SAYS}|{SAYS_THAT}(?= that)|(?:adds|added)(?=,)|pointed out|points out"
    r"|called for|calls for|call(?:s|ed) (?:it|this|the|that)|expected|sees|asked|cited"
    r"|puts? it|takes (?:this|that|it) (?:to|as))"
)
_BETWEEN = r"(?:[ \xa0](?:has|had|have|also|later|once|then|earlier|even|who|[a-z]+ly)){0,3}[ \xa0]"
_ASIDE = r"(?:,[ \xa0][^“”\"]{2,90}?,)?"
_NAMED_SPEAKS = re.compile(rf"^{_ASIDE}{_BETWEEN}{_SAID}\b")
_BODY = (
    r"(?:officials?|sources?|analysts?|experts?|critics|observers?|author|authors|article|piece|site|website|report"
    r"|reports|columnist|columnists|minister|ministry|government|president|prime minister|spokes(?:man|woman|person)"
    r"|newspaper|paper|statement|witnesses|diplomats?|police|authorities|lawyers?|historians?|study|company|analysis"
    r"|writer|reporter|journalist|researchers?|scientists?|activists?|campaigners|opposition|army|military|agency"
    r"|bank|commission|court|union|party|residents|survivors|doctors|economists?|ambassador|editor|editorial|survey"
    r"|document)"
)
_ANY_BODY = re.compile(rf"\b{_BODY}\b", re.IGNORECASE)
_BODY_SPEAKS = re.compile(
    rf"\b(?P<who>(?:(?:the|an?|one|some|many|several|two|three|other|most|his|her|their"
    rf"|its)[ \xa0])?(?:(?!(?:{_SAID}|on|in|at|that|and|but|as|last|by"
    rf"|a)\b)[\w’'-]+[ \xa0]){{0,3}}?{_BODY})(?:[ \xa0](?:in|at|from|of"
    rf"|for)[ \xa0](?:the[ \xa0])?[\w’'-]+(?:[ \xa0](?!{_SAID}\b)[\w’'-]+){{0,2}}?)?"
    rf"(?P<aside>{_ASIDE}){_BETWEEN}{_SAID}\b",
    re.IGNORECASE,
)
_HE_SPEAKS = re.compile(
    rf"\b(?P<who>he|she|they|it){_BETWEEN}{_SAID}\b|\b(?:said|says|wrote) (?P<after>he|she"
    rf"|they)\b",
    re.I,
)
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion|eyes|judge?ment) of|as reported by)[ \xa0]+(?P<rest>.{2,120})"
    r"|\b[Ii]n[ \xa0](?P<view>[^,.]{2,40}?)[’']s?[ \xa0](?:view|opinion|words|eyes|judge?ment|account)\b",
    re.IGNORECASE,
)
_GAVE = re.compile(
    r"^[^,.]{0,40}? (?:that|which)? ?(?P<who>[^,.]{3,60}?) (?:gave|published|released|provided|issued)\b"
)
_TO_HIM = re.compile(r"^To[ \xa0](?P<rest>[^,.]{2,60}?)(?=[ \xa0](?:the|this|that|it|these|those|such)\b|,)")
_SAID_BY = re.compile(rf"[,”\"’][ \xa0](?:{_SAID})[ \xa0](?P<rest>[^“\"]{{2,80}})")
_FINITE = re.compile(r"^[^.,;]*?\b(?:would|will|was|were|is|are|had|has|have|could|can|should|might|may|that)\b")
_QUOTED_AS = re.compile(
    r"\b(?:quoted|cited|quotes|cites)[ \xa0](?P<who>[^,.]{2,60}?)[ \xa0]as[ \xa0](?:saying|writing|telling)"
)
_SPEECH = re.compile(
    rf"\b(?:{_SAID}|according to|as (?:saying|writing|telling)|as reported by)\b|^To\b"
    rf"|\b[Ii]n the\b|[’']s? (?:view|opinion|words|eyes|judge?ment|account)\b",
    re.IGNORECASE,
)
"""What a sentence has that says who speaks: most have none, and cost no more than this search."""
_START = re.compile(
    r"^[\W_]*(?:(?:but|and|yet|so|still|also|however|meanwhile|then|curiously|afterwards|later|earlier|yesterday"
    r"|today)\b,?[ \xa0])?(?:(?:in|on|at|last|by|during|after|before|since|from|as|until|two|some"
    r"|an?[ \xa0]\w+[ \xa0](?:earlier|later"
    r"|ago|before))\b[^,“”\"]{0,60},?[ \xa0]){0,2}[\W_]*$",
    re.IGNORECASE,
)
_ASIDE_START = re.compile(r"(?:[,”\"’—–-]|, as)[ \xa0]+$")
_JOINED = re.compile(r",[ \xa0](?:and|but|while|yet|though|although|or)[ \xa0]+$|;[ \xa0]+$", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:in|at|from|of|near|with|against|by)[ \xa0](?:the[ \xa0])?$", re.IGNORECASE)
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_COUNTS = frozenset({*number_words(), *scales(), *table("rough")})
"""Words that are capitalised for opening a sentence, and are nobody: "Two years earlier"."""
_BACK = 3
"""Sentences that are looked back on for whom "he" means."""
_MARKS = ("“", '"', "«", "„")
_INTRODUCES = re.compile(rf"(?:\b{_SAID}\b[^.!?]{{0,60}}[,:]|:)[\s*_]*$")
SHORT = 25
"""Words of a sentence that is taken along because it says who speaks."""


def speaker_of(sentences: Sequence[str], position: int) -> str | None:
    """Return who says a sentence, as the article names them; `None` when it is the article itself, or not sure.

    "He said" is who was named in the sentences before, and words in quotation marks that began there are spoken by
    whoever began them.

    Args:
        sentences: sentences of one article, in order.
        position: which of them.
    """
    found = _attribution(sentences[position])
    if found and found.lower() not in _PRONOUNS:
        return found
    if found:
        return _named_beside(sentences[position], found) or _named_before(sentences, position, found.lower())
    opens = sentences[position].lstrip()[:1] in _MARKS
    if position and (opens or goes_on(sentences, position)):
        return speaker_of(sentences[:position], position - 1)
    return None


def goes_on(sentences: Sequence[str], position: int) -> bool:
    """Return True if a sentence goes on with words that were begun, or introduced, in the sentence before it."""
    if position == 0 or _attribution(sentences[position]):
        return False
    text = sentences[position].strip()
    before = " ".join(sentences[max(0, position - _BACK) : position])
    if text.startswith(_MARKS) and _INTRODUCES.search(before):
        return True
    return _is_open(before)


def brings_speaker(sentences: Sequence[str], position: int) -> bool:
    """Return True if the short sentence before one is the half that says who speaks: 'Isik said: "It is clear ..."'."""
    return goes_on(sentences, position) and len(sentences[position - 1].split()) <= SHORT


def _is_open(text: str) -> bool:
    """Return True if a quotation that begins in `text` doesn't end there."""
    marks = re.findall("[“”«»]", text)
    return (bool(marks) and marks[-1] in "“«") or text.count('"') % 2 == 1


@lru_cache(maxsize=4096)
def _attribution(sentence: str) -> str | None:
    """Return the words for who speaks: a name, "Turkish officials" or a pronoun; the first one counts."""
    if not _SPEECH.search(sentence):
        return None
    plain = _blanked(sentence)
    quoted = _QUOTED_AS.search(plain)
    if quoted:
        return _trimmed(quoted["who"])
    found = [each for each in (_by_name(plain), _by_body(plain), _by_pronoun(plain), _by_phrase(plain)) if each]
    return min(found)[1] if found else None


def _blanked(sentence: str) -> str:
    """Blank what stands in quotation marks: who speaks in there is another story."""
    plain = re.sub(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)", lambda match: _hollow(match.group()), sentence)
    return re.sub(r'"[^"]*"', lambda match: _hollow(match.group()), plain)


def _hollow(quotation: str) -> str:
    return quotation[0] + "\x00" * (len(quotation) - 2) + quotation[-1] if len(quotation) > 1 else quotation


def _by_name(plain: str) -> tuple[int, str] | None:
    for each in mentions(plain):
        if each.sort is Sort.DATE:
            continue
        bare = each.text.removeprefix("the ")
        if _WITHIN.search(plain[: each.start]):
            continue
        if _NAMED_SPEAKS.match(plain[each.start + len(bare) :]) and _leads(plain[: _left(plain, each)]):
            return each.start, each.text
    said = _SAID_BY.search(plain)
    named = _first_name(said["rest"]) if said and not _FINITE.search(said["rest"][:40]) else None
    return (said.start(), named) if said and named else None


def _left(plain: str, each: Mention) -> int:
    """Return where the noun phrase of a name begins: before "Prime Minister" or "the Turkish columnist"."""
    before = re.search(
        r"(?:\b[Tt]he[ \xa0]|\b[A-Z][\w’']*[ \xa0]"
        r"|\b[a-z]+[ \xa0](?<!\band[ \xa0])(?<!\bthat[ \xa0])){0,4}$",
        plain[: each.start],
    )
    return before.start() if before else each.start


def _leads(before: str) -> bool:
    """Return True if a clause that begins behind `before` speaks for the sentence, not only for its second half."""
    if _JOINED.search(before):
        return False
    return bool(_START.match(before)) or bool(_ASIDE_START.search(before))


def _by_body(plain: str) -> tuple[int, str] | None:
    if not _ANY_BODY.search(plain):
        return None
    for match in _BODY_SPEAKS.finditer(plain):
        if _leads(plain[: match.start()]):
            return match.start(), _apposed(match["aside"]) or _trimmed(match["who"])
    return None


def _apposed(aside: str) -> str | None:
    """Return the name in "Putin's spokesman, Dmitry Peskov, said"."""
    name = aside.strip(", \xa0")
    return next((each.text for each in mentions(f"{name} said") if each.text == name), None)


def _by_pronoun(plain: str) -> tuple[int, str] | None:
    for match in _HE_SPEAKS.finditer(plain):
        who = match["who"] or match["after"]
        if match["after"] or _leads(plain[: match.start()]):
            return match.start(), who
    return None


def _by_phrase(plain: str) -> tuple[int, str] | None:
    match = _ACCORDING.search(plain)
    if not match:
        to_him = _TO_HIM.match(plain)
        named = _first_name(to_him["rest"]) if to_him else None
        return (0, named) if named else None
    rest = match["rest"] or match["view"]
    gave = _GAVE.match(rest)
    if gave:
        return match.start(), _trimmed(gave["who"])
    named = _first_name(rest)
    if named:
        return match.start(), named
    body = re.match(
        rf"(?:(?:the|an?|some|his|her"
        rf"|its)[ \xa0])?(?:[\w’'-]+[ \xa0]){{0,3}}?{_BODY}\b",
        rest,
        re.IGNORECASE,
    )
    return (match.start(), _trimmed(body.group())) if body else None


def _first_name(words: str) -> str | None:
    found = next((each for each in mentions(words) if each.sort is not Sort.DATE), None)
    if found is None or len(words[: found.start].split()) > 3 or re.search(r"[,;:]", words[: found.start]):
        return None
    return found.text


def _trimmed(who: str) -> str:
    plain = re.sub(r"^(?:that|and|but)[ \xa0]", "", who.strip())
    return re.sub(r"^\w+(?:[ \xa0]\w+)*?[ \xa0](?=(?:the|an?)[ \xa0])", "", plain)


def _named_beside(sentence: str, pronoun: str) -> str | None:
    """Return the one person whom a sentence names before its "she said": "Lady Hart dissented: the law, she wrote"."""
    if pronoun.lower() not in {"he", "she"}:
        return None
    plain = _blanked(sentence)
    at = re.search(rf"\b{pronoun}{_BETWEEN}{_SAID}\b|\b(?:said|says|wrote) {pronoun}\b", plain, re.IGNORECASE)
    people = [each for each in mentions(plain[: at.start()] if at else "") if each.sort is Sort.PERSON]
    return people[0].text if len(people) == 1 else None


def _named_before(sentences: Sequence[str], position: int, pronoun: str) -> str | None:
    """Return whom "he said" or "it said" means, from the sentences before; "they" may be anybody."""
    if pronoun == "they":
        return None
    for back in range(position - 1, max(-1, position - 1 - _BACK), -1):
        spoken = _attribution(sentences[back])
        if spoken and spoken.lower() not in _PRONOUNS and _is_person(spoken) == (pronoun != "it"):
            return spoken
        people = [each for each in mentions(sentences[back]) if each.sort is Sort.PERSON or _may_be_person(each)]
        if people and not spoken and pronoun != "it":
            return people[0].text
    return None


def _may_be_person(each: Mention) -> bool:
    return each.sort is Sort.THING and not each.sure and fold(each.text) not in _COUNTS


def _is_person(who: str) -> bool:
    found = mentions(f"{who} said")
    return bool(found) and found[0].sort is Sort.PERSON
