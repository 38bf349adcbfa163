"""Tell names of people and outlets from other words, by their form alone."""

import re
from typing import Final

from index.language.calendar import CALENDAR_WORDS

_PARTICLES: Final = frozenset(
    ("al", "el", "bin", "ibn", "ben", "van", "von", "der", "den", "de", "da", "di", "du", "dos", "del", "della", "la",
     "le", "ter", "ten", "zu", "af", "av", "y", "e")
)  # fmt: skip
_NO_NAMES: Final = frozenset(
    ("the", "a", "an", "any", "all", "our", "your", "my", "his", "her", "their", "this", "that", "these", "those", "no",
     "of", "in", "on", "at", "to", "for", "from", "with", "and", "or", "not", "is", "are", "was", "were", "how", "why",
     "what", "when", "where", "who", "more", "most", "new", "air", "sea", "land", "means", "mail", "phone")
) | (CALENDAR_WORDS - {"may"})  # fmt: skip
_NAME_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]{0,30}$")
_OUTLET_NOUNS: Final = re.compile(
    r"\b(?:news|times|post|press|research|journal|review|herald|tribune|today|daily|weekly|monthly|report|reporter"
    r"|reports|monitor|observer|agency|network|magazine|online|institute|foundation|centre|center|council|gazette"
    r"|telegraph|guardian|independent|mail|standard|chronicle|globe|radio|tv|television|media|wire|watch|forum|blog"
    r"|bulletin|dispatch|express|mirror|sun|star|world|digest|quarterly|publishing|publications|university|society"
    r"|association|zeitung|haber|gazetesi|ajansı|presse|agence|noticias|diario|periódico|новости|газета|агентство"
    r"|вести|журнал|corporation|corp|inc|ltd|llc|gmbh|group|studies|affairs|policy|insider|project|collective)\b",
    re.IGNORECASE,
)
_DOMAIN: Final = re.compile(r"(?:[\w-]{1,60}\.){1,4}[a-z]{2,12}$", re.IGNORECASE)
_INNER_CAPITAL: Final = re.compile(r"[^\W\d_]*[^\W\d_A-Z][A-Z]|[A-Z]{2,}$")


def is_person(words: str) -> bool:
    """Tell whether `words` have the form of a full name: two to five capitalised words, particles between them."""
    parts = words.split()
    if not 2 <= len(parts) <= 5 or len(words) > 60:
        return False
    if parts[-1].lower() in _PARTICLES or any(part.lower().strip(".") in _NO_NAMES for part in parts):
        return False
    return all(part.lower() in _PARTICLES or _is_name_word(part) for part in parts)


def is_outlet(words: str) -> bool:
    """Tell whether `words` have the form of a newspaper, agency, institute or site, unlike a place or a person."""
    parts = words.split()
    if not 1 <= len(parts) <= 8 or len(words) > 80 or not (words[0].isalnum() and not words[0].islower()):
        return bool(_DOMAIN.fullmatch(words))
    if parts[0] == "The" and len(parts) > 1:
        return True
    named = _OUTLET_NOUNS.search(words) or _DOMAIN.fullmatch(words)
    return bool(named) or any(_INNER_CAPITAL.match(part) for part in parts)


def is_capitalised(words: str) -> bool:
    """Tell whether `words` may be the name of an outlet at all: short, and beginning like a name."""
    return 0 < len(words) <= 80 and len(words.split()) <= 8 and words[0].isalnum() and not words[0].islower()


def squash(words: str) -> str:
    """Return letters and digits only, in small letters, so that `Daily Sun` is found again in `dailysun.com`."""
    return re.sub(r"[\W_]+", "", words).casefold()


def _is_name_word(word: str) -> bool:
    return _NAME_WORD.match(word) is not None and not word[0].islower()
