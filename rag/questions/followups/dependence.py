"""Decide whether a question depends on earlier turns: pronouns, ellipsis, "that article"."""

import re
from dataclasses import dataclass

from index.language.analysis import meaningful_words, question_language
from rag.language.names import name_words
from rag.questions.followups.pronouns import EXPLETIVE, pronouns

_ONE = re.compile(
    r"\b(?:no|any|every|some|each|only)[ -]?one\b|\bone (?:of|day|year|month|week|hour|minute|third|half|man|woman"
    r"|person|side|hand|point|time|million|hundred|thousand|or|and|to)\b|\b(?:at|in|on|by|than|from|for|with|number"
    r"|the|as|is"
    r"|was) one\b(?! ?[?.]?$)",
    re.IGNORECASE,
)
_SAME = re.compile(r"\bsame (?:time|day|year|month|week|name|person|man|place|as|number|amount|way)\b", re.IGNORECASE)
_DEMONSTRATIVE = re.compile(
    r"\b(?<!like )(?:this|that|these|those)\b(?=[ ]*(?:$|[?.!,;]))"  # at the end: "Who said that?"
    r"|\b(?:is|was|were|are|did|does|do|about|of|for|with|to|after|before|since|during|behind|from|than|why|how|in"
    r"|on|at|by|against|besides|many) (?:that|this|these|those)\b(?! (?:at|in|of|who|which|the|an?|all|any|each"
    r"|every|some|year|week|month)\b)(?! (?-i:[A-Z]))|^(?:that|this|these|those)\b(?! (?:the|an?)\b)|\b(?:g[ai]ve"
    r"|m[ae]de|make|took|take|wrote|write|writes|read|published|publish|see|saw|buil[dt]|called?|faced?|g[eo]t"
    r"|signe?d?|attend(?:ed)?|owns?|le[ad]ds?|runs?|caused?|won|lost|mean|want|say|said|join(?:ed)?|call) (?:that"
    r"|this)"
    r" [a-z]+(?=[ ]*[?.!]*$)",
    re.IGNORECASE,
)
"""The words "that" and "this" where they stand for a whole statement.

They do at the end ("Who said that?"), behind a verb or preposition, at the beginning, or with a noun at the end ("Who
wrote that article?").
"""
_NO_DEMONSTRATIVE = re.compile(
    r"\b(?:is it|was it|true|say|said|says|to|so) that (?:the|a|an|\w+s?) \w+", re.IGNORECASE
)
_WITHOUT_NOUN = re.compile(
    r"\s*(?:$|[?.!,;]|(?:in|on|at|of|from|for|to|with|about|by|part|called|mean|means|happen|happened|matter|work"
    r"|change|affect|cause|caused|come|start|end|take|cost|look|possible|true|so|and|or|but|because|when|is|are|was|were|did|does"
    r"|do|has|have"
    r"|had)\b)",
    re.IGNORECASE,
)
POINTING = re.compile(
    r"\b(?:the (?:latter|former|first|second|third|last|other|others|same|previous)(?: one| ones)?(?=[ ]*(?:$"
    r"|[?.!,]))|(?:the )?(?:first|second|third|last|other|another|which|that|this) ones?\b|do(?:ing|ne)? (?:the same"
    r"|so)\b"
    r"|the same(?=[ ]*[?]?$))",
    re.IGNORECASE,
)
PLACE_WORD = re.compile(r"\b(?:from |in |over )?there\b", re.IGNORECASE)
TIME_WORD = re.compile(
    r"\b(?:(?:since|before|after|by|until) then|then(?= ?[?.!]?$)|at that time|at the time(?! (?:of|when|that"
    r"|the)\b)|that (?:year|month|day|night|week)|(?:before|after) that|afterwards?)\b"
    r"|\b\w+ (?:days?|weeks?|months?|years?|hours?) (?:later|earlier)(?= ?[?.!]*$)",
    re.IGNORECASE,
)
_ELSE = re.compile(r"\b(?:who|what|where|when|anyone|anything|somebody|someone|which) else\b", re.IGNORECASE)
BARE = re.compile(
    r"^(?:(?:and|but|so|or|ok(?:ay)?|well|then)[, ]+)*(?P<ask>(?:(?:since|until|by|from|to|with|for|at|in|on"
    r"|about) )?(?:when|where|why|how|who|whom|whose|what|which)(?: (?:not|exactly|else|much|many|long|often|far|so"
    r"|come"
    r"|day|year|date|month|city|country|place|one|people|time|reason|way|number))*)[ ]*[?.!]*$",
    re.IGNORECASE,
)
"""A question word and nothing to ask it of: "Why?", "And since when?", "Who else?"."""
MORE = re.compile(
    r"^(?:(?:and|ok(?:ay)?|please|can you|could you)[, ]+)*(?:tell me more|(?:any|some|give me"
    r"|give)?[ ]?more(?: details?| information)?|go on|continue|elaborate|explain|what happened(?: then| next"
    r"| after that| afterwards)?|anything else|what else)"
    r"(?: please| about (?:it|that|this))*[ ]*[?.!]*$",
    re.IGNORECASE,
)
"""A wish for more of the same: "Tell me more", "Go on", "What happened then?"."""
OPENER = re.compile(
    r"^(?:(?:and|but|so|or|also|ok(?:ay)?|well|yes|no|hmm|then|thanks|thank you|i see)\b[,.! ]*)+", re.IGNORECASE
)
_GOES_ON = re.compile(rf"^(?:{OPENER.pattern[1:]})?(?:and|but|so|or|also|then)\b", re.IGNORECASE)
"""An opening that ties a question to what was said: "OK, and ...", but not "thanks"."""
ABOUT = re.compile(r"^(?:what|how) about (?P<rest>[^?]+?)[ ]*\??$", re.IGNORECASE)
ASKING = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will"
    r"|would|should"
    r"|may|might|must|list|name|tell|show|give|compare|describe|explain|summari[sz]e|find)\b",
    re.IGNORECASE,
)
_WH_NOUN = re.compile(r"\b(?:which|what|whose|how many) (?:\w+ ){0,3}?(?P<noun>\w{3,})\b", re.IGNORECASE)
_FOREIGN = {
    "tr": r"\b(?:o|onu|ona|ondan|onun|onda|onlar|onları|onlara|onların|bunu|buna|bunun|bundan|bunlar|şunu|orada|oraya"
    r"|oradan|orası|burada|kendisi|kendisinin|bu (?:makale|yazı|haber|olay|konu)\w*)\b|\bo (?:zaman|yıl|gün"
    r"|tarihte)\b"
    r"|^(?:peki|ya|ve|ama)\b",
    "ru": r"\b(?:он|она|оно|они|его|её|ее|ему|ей|им|ими|них|ним|ней|нём|нем|нему|неё|нее|него|там|туда|оттуда|тогда"
    r"|эт(?:о|от|а|и|ой|ого|ому|им|их|у))\b|^(?:а|и|но)\b",
    "de": r"\b(?:er|sie|es|ihm|ihn|ihr|ihre[rnms]?|ihnen|sein|seine[rnms]?|dort|dorthin|damals|dafür|dagegen|davon"
    "|damit"
    r"|darüber|danach|dies(?:e[rnms]?)?|jene[rnms]?)\b|\b(?:ist|war|sagte|hat|über) das\b(?! \w)|^(?:und|aber)\b",
    "fr": r"(?:\b|-)(?:il|elle|ils|elles|lui|leurs?|eux|y|cela|ça|celui-ci|celle-ci|là-bas|alors|ce(?:t"
    "|tte)? (?:article"
    r"|texte|auteur|pays|ville|homme|femme|année|jour)|son|sa|ses)\b|^(?:et|mais)\b",
    "es": r"\b(?:él|ella|ellos|ellas|le|les|su|sus|allí|allá|ahí|entonces|eso|esto|aquello|es[ea] (?:artículo|texto"
    "|autor"
    r"|país|ciudad|hombre|mujer|año|día))\b|^[¿ ]*(?:y|pero)\b",
    "ar": r"\b(?:هو|هي|هم|هما|ذلك|تلك|هذا|هذه|هناك|حينها|عنه|عنها|منه|منها|فيه|فيها|له|لها|لهم|به|بها|عليه|عليها|إليه"
    r"|إليها|معه|معها|قوله|رأيه)\b|^و(?=من |متى|أين|ماذا|لماذا|كيف|كم|ما )",
}
"""The pronouns of each other language, its words for "there" and "then", and the "and" that opens a follow-up."""
_FOREIGN_PATTERNS = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _FOREIGN.items()}
_FOREIGN_OPENERS = {
    "tr": "peki ya ve ama", "ru": "а и но", "de": "und aber", "fr": "et mais", "es": "y pero", "ar": "و",
}  # fmt: skip
_EXPECTED = ("en", "tr", "ru", "de", "fr", "es", "ar")


@dataclass(frozen=True, slots=True)
class Dependence:
    """How a question depends on earlier turns."""

    language: str
    thin: bool = False
    """Whether it says little by itself: its subject must be carried along, pronoun or not."""
    pointing: bool = False
    """Whether it points at a whole statement or an item of a list: "that", "the first one"."""


def dependence_of(question: str) -> Dependence | None:
    """Return how a question depends on earlier turns; `None` when it stands by itself."""
    language = asked_language(question)
    if language != "en":
        return _foreign_dependence(question, language)
    bare = OPENER.sub("", question)
    opened, plain = bool(_GOES_ON.match(question)), _ONE.sub(" ", _SAME.sub(" ", bare))
    own = meaningful_words(bare, "en")
    thin = len(own) <= 1 and not name_words(bare) and not _DEFINES.match(bare)
    if BARE.match(question) or MORE.match(question) or ABOUT.match(bare) or _ELSE.search(plain):
        return Dependence(language, thin=True)
    demonstrative = _DEMONSTRATIVE.search(_NO_DEMONSTRATIVE.sub(" ", plain))
    pointing = bool(POINTING.search(plain) or (demonstrative and _WITHOUT_NOUN.match(plain[demonstrative.end() :])))
    referring = pointing or pronouns(bare) or TIME_WORD.search(plain) or _locative(plain)
    incomplete = opened and (len(own) <= 2 or not ASKING.search(bare))
    fragment = not ASKING.search(bare) and len(own) <= 3 and len(bare.split()) <= 6 and bool(_PHRASE.match(bare))
    general = len(own) <= 2 and bool(_OF_NOTHING.match(bare)) and not name_words(bare) and not re.search(r"\d", bare)
    if not (referring or thin or incomplete or fragment or general):
        return None
    return Dependence(language, thin=thin or incomplete or fragment or general, pointing=pointing)


_OF_NOTHING = re.compile(
    r"^(?:how many (?:people|men|women|children|others|of (?:them|these|those))\b"
    r"|(?:who|when|where|why|how)\b(?! (?:many|much|old|big|large|high)\b)"
    r"|(?:is|was|were|are|did|has|have|had) (?:(?:any|some)(?:one|body|thing)|nobody|nothing"
    r"|people|there)\b)(?!.*\b(?:the|an?|my|your|our|every|all|most|in|at|of|from|that)\b)",
    re.IGNORECASE,
)
"""It asks without saying of what: "How many people died?", "Was anyone blamed?", "Who came second?"."""


_DEFINES = re.compile(r"^what (?:is|are|was|were|does|do) (?:an? )?[\w-]+(?: mean)?[ ]*[?]*$", re.IGNORECASE)
"""It asks what a word means: short, and complete, as "What was the motto?" isn't."""
_PHRASE = re.compile(r"^(?:in|on|at|by|for|from|to|with|before|after|since|during|under|the|his|her|their|its)\b", re.I)


def needs_a_conversation(question: str) -> bool:
    """Return True if a question says nothing without what was said before: "Why?", "Who is he?", "When did it happen?".

    One that names something, or has words enough to search for, may be tried.
    """
    language = asked_language(question)
    if len(meaningful_words(question, language)) > 1 or name_words(question) or re.search(r"\d", question):
        return False
    if language != "en":
        pattern = _FOREIGN_PATTERNS.get(language)
        return bool(pattern and pattern.search(question) and not meaningful_words(question, language))
    found = dependence_of(question)
    plain = OPENER.sub("", question)
    return found is not None and bool(BARE.match(question) or found.pointing or pronouns(plain) or _locative(plain))


def asked_language(question: str) -> str:
    """Return the language of a question among those whose pronouns are known; English when nothing tells."""
    return question_language(question, _EXPECTED) or _script(question)


def _script(question: str) -> str:
    if re.search("[а-яё]", question, re.IGNORECASE):
        return "ru"
    return "ar" if re.search("[\u0600-\u06ff]", question) else "en"


def _foreign_dependence(question: str, language: str) -> Dependence | None:
    opener = _FOREIGN_OPENERS.get(language)
    bare = re.sub(rf"^[¿ ]*(?:{opener.replace(' ', '|')})\b[, ]*", "", question, flags=re.I) if opener else question
    own = meaningful_words(bare, language)
    named = [name for name in name_words(bare) if language != "de" or len(name_words(bare)) > 1]
    thin = len(own) <= 1 and not named
    pattern = _FOREIGN_PATTERNS.get(language)
    found = pattern.search(question) if pattern else None
    if found and found.start() > 0 and name_words(question[: found.start()]):
        found = None  # a name before it explains it, as in "Sagte Isik, dass er ..."
    if not (found or thin):
        return None
    return Dependence(language, thin=True)


def _locative(question: str) -> bool:
    blank = EXPLETIVE.sub(" ", question)
    found = PLACE_WORD.search(blank)
    return bool(found and not name_words(blank[: found.start()]))
