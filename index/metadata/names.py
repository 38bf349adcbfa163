"""Tell names of people, outlets and news agencies from other words, by their form alone."""

import re
from functools import cache
from typing import Final

from index.language.calendar import CALENDAR_WORDS
from index.language.card_words import card_words
from index.language.written_dates import fold

_PARTICLES: Final = frozenset(
    ("al", "el", "bin", "ibn", "ben", "van", "von", "der", "den", "de", "da", "di", "du", "dos", "del", "della", "la",
     "le", "ter", "ten", "zu", "af", "av", "y", "e")
)  # fmt: skip
_NO_NAMES: Final = frozenset(
    ("the", "a", "an", "any", "all", "our", "your", "my", "his", "her", "their", "this", "that", "these", "those", "no",
     "of", "in", "on", "at", "to", "for", "from", "with", "and", "or", "not", "is", "are", "was", "how", "why",
     "what", "when", "where", "who", "more", "most", "new", "air", "sea", "land", "means", "mail", "phone", "staff",
     "admin", "editor", "posts", "view", "guest", "wordpress", "redaktion", "desk", "team", "newsroom")
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
    """Return True if `words` have the form of a full name: two to five capitalised words, particles between them."""
    parts = words.split()
    if not 2 <= len(parts) <= 5 or len(words) > 60:
        return False
    if parts[-1].lower() in _PARTICLES or any(part.lower().strip(".") in _NO_NAMES for part in parts):
        return False
    return all(part.lower() in _PARTICLES or _is_name_word(part) for part in parts)


def is_outlet(words: str) -> bool:
    """Return True if `words` have the form of a newspaper, agency, institute or site, unlike a place or a person."""
    parts = words.split()
    if not 1 <= len(parts) <= 8 or len(words) > 80 or not (words[0].isalnum() and not words[0].islower()):
        return bool(_DOMAIN.fullmatch(words))
    if parts[0] == "The" and len(parts) > 1:
        return True
    named = _OUTLET_NOUNS.search(words) or _DOMAIN.fullmatch(words)
    return bool(named) or any(_INNER_CAPITAL.match(part) for part in parts)


def is_capitalised(words: str) -> bool:
    """Return True if `words` may be the name of an outlet at all: short, and beginning like a name."""
    return 0 < len(words) <= 80 and len(words.split()) <= 8 and words[0].isalnum() and not words[0].islower()


def is_name(words: str) -> bool:
    """Return True if `words` may be a name of any kind: one to six words, all capitalised but for particles."""
    parts = words.split()
    if not 1 <= len(parts) <= 6 or len(words) > 60 or words.endswith(("?", "!", ":")):
        return False
    if words.isupper() and any(fold(part) in _CLAUSE_WORDS for part in parts[:-1]):
        return False
    large = [part for part in parts if fold(part) not in _between_names()]
    large = [part for at, part in enumerate(large) if at in {0, len(large) - 1} or not _is_little(part)]
    if len(parts) <= 4 and not parts[0].islower() and any(fold(part) in _sentence_case() for part in parts):
        return all(map(_NAME_WORD.match, large))
    return bool(large) and all(_is_name_word(part.strip("\"'“”‘’«»")) for part in large) and not parts[0].isdigit()


@cache
def _between_names() -> frozenset[str]:
    """Return the words that stand in names without a capital."""
    return card_words("particles") | card_words("article") | card_words("joins")


def _is_little(word: str) -> bool:
    """Return True for a short word in small letters, as in the names of papers: `Habari za Ziwa`."""
    return word.islower() and len(word) <= 3 and word not in _CLAUSE_WORDS


@cache
def _sentence_case() -> frozenset[str]:
    """Return the words of papers' names in languages that write only the first of them with a capital."""
    return card_words("outlets", ("fr", "es", "it", "pt", "tr", "ru", "ar")) - card_words("outlets", ("en",))


_CLAUSE_WORDS: Final = frozenset(
    ("in", "on", "at", "to", "for", "is", "as", "by", "not", "but", "or", "was", "are", "has", "had", "who", "how",
     "why", "im", "am", "zu", "en", "au", "sur", "par", "con", "por", "su", "per", "tra", "за", "на", "по", "от", "не",
     "из", "from", "with", "it", "its", "up", "off", "out", "no", "hat", "ist", "mit", "est", "son")
)  # fmt: skip


def outlet_score(words: str) -> float:
    """Return how much `words` have the form of a newspaper's or station's name; 0 tells nothing."""
    parts = [part.strip(".,") for part in fold(words).split()]
    if not parts:
        return 0
    nouns, endings = card_words("outlets"), tuple(card_words("endings"))
    score = 2.5 if any(part in nouns for part in parts) else 0
    score = max(score, 2.0 if any(part.endswith(endings) and len(part) > 6 for part in parts) else 0)
    if _DOMAIN.fullmatch(words):
        score = max(score, 3)
    apostrophe = re.match(r"l['’]\w", parts[0])
    if (parts[0] in card_words("article") and len(parts) > 1) or apostrophe:
        score += 1.0
    if parts[0] in {"magazin", "magasinet", "revista", "radio", "rivista", "revue", "giornale", "журнал", "газета"}:
        score += 0.5
    return score


def person_score(words: str) -> float:
    """Return how much `words` have the form of a person's name; below 0 they can hardly be one."""
    if not is_person(words):
        return -2.5
    parts = fold(words).split()
    score = 1.0 + 0.3 * (len(parts) == 2)
    if re.match(r"[^\W\d_]\.(?:\s?[^\W\d_]\.)*\s", words):
        score += 1.5
    if any(part in card_words("outlets") or part in card_words("agency") for part in parts):
        score -= 2.5
    if any(part in card_words("sections") or part in card_words("menu") for part in parts):
        score -= 1
    return score - (2 if parts[0] in card_words("article") and parts[0] not in {"al", "el", "a", "i"} else 0)


def agency_score(words: str) -> float:
    """Return how much `words` have the form of a news agency's name."""
    folded = fold(words).strip(" .")
    if folded in card_words("agencies"):
        return 5
    parts = folded.split()
    return 2.0 if any(part in card_words("agency") for part in parts) else 0.0


def plain_form(name: str, text: str = "") -> str:
    """Return a name written all in capitals as it is written elsewhere in `text`, else with capitals at its words."""
    if not name.isupper() or (len(name) <= 5 and " " not in name):
        return name
    for match in re.finditer(re.escape(name), text, re.IGNORECASE):
        if not match.group().isupper() and not match.group().islower():
            return match.group()
    words = [
        word if len(word) <= 4 and not re.search(r"[AEIOUYÄÖÜ]", word) and len(name.split()) > 1 else _capitalised(word)
        for word in name.split()
    ]
    little = card_words("particles") - {"el", "la", "le", "al", "st", "st.", "san"}
    return " ".join(word.lower() if at and fold(word) in little else word for at, word in enumerate(words))


def squash(words: str) -> str:
    """Return letters and digits only, in small letters, so that `Daily Sun` is found again in `dailysun.com`."""
    return re.sub(r"[\W_]+", "", words).casefold()


def key_of(name: str) -> str:
    """Return what is the same for all spellings of a name: letters without accents, no article before them."""
    parts = re.findall(r"\w+", fold(name))
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    return " ".join(parts)


def _capitalised(word: str) -> str:
    """Return a word of capitals as a name is written: `O'NEILL-SMITH` is `O'Neill-Smith`, `MCCARTHY` `McCarthy`."""
    parts = re.split(r"([-'’])", word)
    done = "".join(part[:1] + _lower(part[1:]) for part in parts)
    return re.sub(r"^Mc(?=[a-z]{3})(.)", lambda match: "Mc" + match[1].upper(), done)


def _lower(letters: str) -> str:
    return letters.replace("İ", "i").lower() if letters.isascii() or "İ" in letters else letters.lower()


def _is_name_word(word: str) -> bool:
    joined = re.match(r"(?:d|l|dell|dall|nell|all|del)['’](?=\w)", word)  # dell'Isola, l'Océan
    bare = word[joined.end() :] if joined else word
    return _NAME_WORD.match(bare) is not None and not bare[0].islower()
