"""How other languages than English ask about the articles themselves."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple


class Asked(StrEnum):
    """What a question wants to know of articles."""

    AUTHOR = "author"
    PUBLISHED = "published"
    PUBLISHER = "publisher"
    COUNT = "count"
    LIST = "list"


class Worded(NamedTuple):
    """The words of one language, as patterns."""

    noun: str
    """An article."""
    asked: Mapping[Asked, str]
    """How each thing is asked."""
    noise: str
    """Words that say nothing on which article is meant."""
    about: str
    """What stands before, or in Turkish behind, the topic of an article."""


WORDED: Final[Mapping[str, Worded]] = {
    "tr": Worded(
        r"(?:makale|yazı|haber|köşe yazısı)\w*",
        {
            Asked.AUTHOR: r"\bkim\w* (?:yaz|kaleme al)\w*|\byazarı kim\w*",
            Asked.PUBLISHED: r"\b(?:ne zaman|hangi (?:tarihte|gün)) (?:yayı[nm]lan|yazıl|çık)\w*",
            Asked.PUBLISHER: r"\bhangi (?:gazete|yayın|site|dergi)\w* (?:yayı[nm]la|çık)\w*|\bnerede yayı[nm]lan\w*",
            Asked.COUNT: r"\bkaç\b(?=.*\bvar\b)|\bkaç\b(?=.*\byaz)",
        },
        r"\b(?:bu|şu|o|hakkında\w*|ile ilgili|üzerine|kütüphanede|koleksiyonda|arşivde|var|toplam)\b",
        r"\b(?:hakkında\w*|ile ilgili|üzerine|konulu)\b",
    ),
    "de": Worded(
        r"(?:artikel\w*|beiträge?\w*|beitrag\w*|bericht\w*)",
        {
            Asked.AUTHOR: r"\bwer (?:hat|schrieb|verfasste)\b|\bwer ist (?:der|die) (?:autor|verfasser)\w*",
            Asked.PUBLISHED: r"\bwann (?:erschien|(?:wurde|ist)\b(?=.*\b(?:veröffentlicht|erschienen|geschrieben)))\b",
            Asked.PUBLISHER: r"\b(?:welche[srn]? (?:zeitung|medium|blatt|magazin)|wo)\b(?=.*(?:öffentlicht|erschien))",
            Asked.COUNT: r"\bwie ?viele\b(?=.*\b(?:gibt|hast|sind|enthält)\b)",
        },
        r"\b(?:geschrieben|verfasst|veröffentlicht|erschienen|erschien|gedruckt|gibt|bibliothek|sammlung|insgesamt|enthält|hast)\b",
        r"\b(?:über|zu|zum|zur)\b",
    ),
    "fr": Worded(
        r"(?:articles?)",
        {
            Asked.AUTHOR: r"\bqui a (?:écrit|rédigé)\b|\bqui est l['’]auteure?\b|\bpar qui\b",
            Asked.PUBLISHED: r"\b(?:quand|à quelle date|quel jour)\b(?=.*\b(?:publiée?|paru|écrit)\b)",
            Asked.PUBLISHER: r"\b(?:quel (?:journal|média|site|magazine)|où)\b(?=.*\b(?:publiée?|paru)\b)",
            Asked.COUNT: r"\bcombien d['’](?=.*\b(?:y a|contient|avez|as|sont)\b)",
        },
        r"\b(?:publiée?|paru|écrit|bibliothèque|collection|contient|total|avez|propos|porte|parle)\b",
        r"\b(?:sur|à propos|au sujet|parle|porte)\b",
    ),
    "es": Worded(
        r"(?:artículos?|notas?)",
        {
            Asked.AUTHOR: r"\bqui[eé]n (?:escribió|redactó|firm[aó])\b|\bqui[eé]n es (?:el autor|la autora)\b",
            Asked.PUBLISHED: r"\b(?:cu[aá]ndo|en qu[eé] fecha|qu[eé] d[ií]a)\b(?=.*\b(?:public\w+|escrib\w+)\b)",
            Asked.PUBLISHER: r"\b(?:qu[eé] (?:peri[oó]dico|diario|medio|revista)|d[oó]nde)\b(?=.*\bpublic\w+)",
            Asked.COUNT: r"\bcu[aá]ntos\b(?=.*\b(?:hay|tiene|tienes|contiene)\b)",
        },
        r"\b(?:public\w+|biblioteca|colección|hay|tienes?|contiene|total|trata)\b",
        r"\b(?:sobre|acerca|trata)\b",
    ),
    "ru": Worded(
        r"(?:стат(?:ь\w+|ей)|заметк\w+)",
        {
            Asked.AUTHOR: r"\bкто (?:написал\w*|(?:является )?автор\w*)|\bкем написан\w*",
            Asked.PUBLISHED: r"\b(?:когда|какого числа)\b(?=.*\b(?:опубликован\w*|вышла|вышли|написан\w*)\b)",
            Asked.PUBLISHER: r"\b(?:как(?:ая газета|ое издание|ом издании|ой газете)|где)\b(?=.* (?:опу|вышла))",
            Asked.COUNT: r"\bсколько\b(?=.*\b(?:есть|в библиотеке|в коллекции|у вас|всего)\b)",
        },
        r"\b(?:опубликова\w+|вышла|вышли|написан\w*|библиотек\w*|коллекции|есть|всего)\b",
        r"\b(?:о|об|обо|про|на тему)\b",
    ),
    "ar": Worded(
        r"(?:ال)?مقال(?:ة|ات|ا|ًا)?",
        {
            Asked.AUTHOR: r"\bمن (?:كتب|هو كاتب|كاتب|مؤلف|هو مؤلف)\b",
            Asked.PUBLISHED: r"\bمتى\b(?=.*(?:نشر|نُشر|كتب))",
            Asked.PUBLISHER: r"\b(?:أي|في أي) (?:صحيفة|جريدة|موقع)\b|\bأين (?:نشر|نُشر)\w*",
            Asked.COUNT: r"\bكم\b(?=.*(?:المكتبة|المجموعة|يوجد|لديك|عدد))|\bكم عدد\b",
        },
        r"(?:نُ?شرت?|المكتبة|المجموعة|يوجد|لديك|عدد)",
        r"\b(?:عن|حول)\b",
    ),
}  # fmt: skip
"""The words of each language, by ISO 639-1 code."""
