"""What kind of words answers a question, by how it asks: who, when, where, how many, why."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final


class Kind(StrEnum):
    """What kind of words answers a question."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how-many"
    WHY = "why"
    OTHER = "other"


FOREIGN_KINDS: Final[Mapping[str, tuple[tuple[Kind, str], ...]]] = {
    "tr": (
        (Kind.WHEN, r"ne zaman|hangi (?:\w+ )?(?:yıl|tarih|gün|ay|yüzyıl|dönem)\w*|kaç yılında|kaçıncı yüzyıl"),
        (Kind.HOW_MANY, r"kaç\w*|ne kadar|yüzde kaç"),
        (Kind.WHO, r"kim\w*"),
        (Kind.WHERE, r"nere\w*|hangi (?:şehir|kent|ülke|eyalet|bölge|il|ilçe|yer)\w*"),
        (Kind.WHY, r"neden|niçin|niye"),
    ),
    "ru": (
        (Kind.WHEN, r"когда|в как(?:ом|ой) (?:году|месяце|веке|день|десятилетии)|какого числа"),
        (Kind.HOW_MANY, r"сколько|каково количество|какой процент|как(?:ая|ова) (?:доля|численность|длина)"),
        (Kind.WHO, r"кто|кого|кому|кем|чей|чья|чьё"),
        (Kind.WHERE, r"где|куда|откуда|в как(?:ом|ой) (?:городе|стране|штате|регионе|месте|провинции)"),
        (Kind.WHY, r"почему|зачем|по какой причине"),
    ),
    "de": (
        (Kind.WHEN, r"wann|in welchem (?:jahr|monat|jahrhundert|jahrzehnt)|an welchem (?:tag|datum)"),
        (
            Kind.HOW_MANY,
            r"wie ?viele?|wie (?:lange|alt|groß|hoch|weit|oft|schnell|tief|breit)|welche[rn]? anteil",
        ),
        (Kind.WHO, r"wer|wem|wen|wessen"),
        (Kind.WHERE, r"wo|wohin|woher|in welche[rm] (?:stadt|land|staat|region|provinz|ort)"),
        (Kind.WHY, r"warum|weshalb|wieso|aus welchem grund"),
    ),
    "fr": (
        (Kind.WHEN, r"quand|en quelle année|à quelle date|quel jour|en quel mois"),
        (Kind.HOW_MANY, r"combien|quel (?:pourcentage|nombre|prix|âge)|quelle (?:part|longueur|somme|distance)"),
        (Kind.WHO, r"qui"),
        (Kind.WHERE, r"où|dans quel(?:le)? (?:ville|pays|état|région|province|lieu)"),
        (Kind.WHY, r"pourquoi|pour quelle raison"),
    ),
    "es": (
        (Kind.WHEN, r"cu[áa]ndo|en qu[ée] (?:año|fecha|día|mes|siglo)"),
        (Kind.HOW_MANY, r"cu[áa]nt[oa]s?|qu[ée] (?:porcentaje|número|cantidad|precio|edad)"),
        (Kind.WHO, r"qui[ée]n(?:es)?"),
        (Kind.WHERE, r"(?:a)?d[óo]nde|en qu[ée] (?:ciudad|país|estado|región|provincia|lugar)"),
        (Kind.WHY, r"por qu[ée]|por qué razón"),
    ),
    "ar": (
        (Kind.WHEN, r"متى|في أي (?:عام|سنة|تاريخ|يوم|شهر|قرن)"),
        (Kind.HOW_MANY, r"كم|ما (?:عدد|نسبة|طول|سعر|عمر)"),
        (Kind.WHO, r"(?<!\w )من(?= \w)"),
        (Kind.WHERE, r"أين|في أي (?:مدينة|بلد|دولة|ولاية|منطقة|مكان)"),
        (Kind.WHY, r"لماذا|لم"),
    ),
}
"""The phrases of each other language; the one that stands first in a question decides."""
_ENGLISH: Final = (
    (Kind.WHEN, r"when\b|(?:what|which) (?:\w+ ){0,2}(?:year|date|day|month|decade|century|time)\b|how long ago"),
    (
        Kind.HOW_MANY,
        r"how (?:many|much|long|old|far(?! along)|tall|large|big|high|often|fast|deep|wide|heavy)\b"
        r"|what (?:(?:is|are|was|were) the )?(?:\w+ ){0,2}"
        r"(?:percent|percentage|number|amount|share|proportion|population|price|cost|age|distance|income|toll|range|length"
        r"|height|weight|speed|width|depth|diameter|budget|salary|temperature|capacity)\b",
    ),
    (
        Kind.WHO,
        r"who(?:se|m)?\b|what (?:is|was|are|were) the names?\b"
        r"|(?:what|which) (?:\w+ )?(?:person|man|woman|minister|president|author|columnist|journalist)\b",
    ),
    (
        Kind.WHERE,
        r"where\b|(?:in )?(?:what|which) (?:(?:is|was) the )?"
        r"(?:city|country|place|state|region|town|location|continent)\b",
    ),
    (Kind.WHY, r"why\b|what (?:caused|causes|reason|is the reason|was the reason)|for what reason"),
    # Last, so that it yields to those at the same place: "What happened when the bridge opened?" asks for no date.
    (Kind.OTHER, r"(?:what|which|how)\b(?! about)"),
)
"""The phrases of English; the one that stands first in a question decides."""
_ADJECTIVES: Final = (
    r"(?:(?:the|an?|total|whole|final|average|exact|monthly|yearly|annual|weekly|daily|extra|highest|lowest)[ ])*"
)
_NOUNS: Final = (
    (Kind.WHEN, r"(?:date|day|year|month|time)"),
    (
        Kind.HOW_MANY,
        r"(?:numbers?|amount|share|percentage|proportion|quantity|population|attendance|turnout|membership|price|costs?"
        r"|fee|fine|age|distance|length|height|width|depth|weight|speed|duration|tonnage|capacity|visibility|toll|salary"
        r"|budget|takings|rent)",
    ),
    (Kind.WHY, r"(?:cause|reason)s?"),
)
"""The noun with which a question without a verb begins: "attendance at the match where Almeirosa won"."""
_ENGLISH_NOUNS: Final = tuple((kind, rf"^\W*{_ADJECTIVES}{noun}\b(?! \d)") for kind, noun in _NOUNS)
_PATTERNS: Final = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)) for kind, pattern in (*_ENGLISH_NOUNS, *_ENGLISH)
)


def question_kind(text: str, language: str | None = None) -> Kind:
    """Return what kind of words answers the question: the first question phrase in it decides.

    Args:
        text: the question.
        language: the one it is asked in, English when unknown.
    """
    found = [(match.start(), kind) for kind, pattern in _patterns(language) if (match := pattern.search(text))]
    return min(found, default=(0, Kind.OTHER), key=lambda item: item[0])[1]


@cache
def _patterns(language: str | None) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    foreign = FOREIGN_KINDS.get(language or "en")
    if foreign is None:
        return _PATTERNS
    return tuple((kind, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)) for kind, pattern in foreign)
