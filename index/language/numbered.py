"""Things that are told apart by a number, as rules and parts of a text are: "Article 6", "§ 3", "madde 12"."""

import re
from collections.abc import Mapping
from typing import Final

_NOUNS: Final[Mapping[str, str]] = {
    "article": "article articles art artikel artikels artículo articulo artículos madde maddesi maddesine maddesinde"
    " статья статье статьи статью статьёй ст المادة مادة للمادة",
    "section": "section sections sec abschnitt abschnitts sección seccion bölüm bölümü bölümünde раздел разделе раздела"
    " القسم قسم",
    "chapter": "chapter chapters kapitel kapitels chapitre capítulo capitulo глава главе главы главу الفصل فصل",
    "paragraph": "paragraph paragraphs para paragraf paragraphen параграф параграфе",
    "subparagraph": "subparagraph absatz abs alinéa alinea párrafo fıkra fıkrası абзац абзаце الفقرة فقرة",
    "clause": "clause clauses klausel cláusula clausula bent пункт пункте пункта п البند بند",
    "rule": "rule rules regel règle regle regla kural правило правиле правила القاعدة قاعدة",
    "part": "part parts teil partie parte kısım часть части الجزء",
    "annex": "annex appendix schedule anhang anlage annexe anexo ek приложение приложении الملحق ملحق",
    "amendment": "amendment zusatzartikel amendement enmienda",
    "point": "point points punkt ziffer punto apartado",
}
NUMBERED: Final[Mapping[str, str]] = {
    **{word: name for name, words in _NOUNS.items() for word in words.split()},
    "§": "paragraph",
    "§§": "paragraph",
}
"""The nouns of rules and parts, in small letters, in the seven languages, each with its English name."""
_NUMBER: Final = r"(?:\d{1,4}[a-z]?(?:\.\d{1,3})*|[IVXLC]{1,7})"
_NOUN: Final = "|".join(sorted((re.escape(word) for word in NUMBERED if word[0] != "§"), key=len, reverse=True))
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
LABEL: Final = re.compile(
    rf"[#*_>\s]*(?:(?i:(?P<noun>{_NOUN})\b\.?|(?P<mark>§{{1,2}}))\s*(?P<number>{_NUMBER})(?!\w)"
    rf"|(?P<first>\d{{1,4}})\.?\s+(?i:(?P<last>madde|bölüm|fıkra|bent|kısım))\b)"
)
"""What opens a rule: "Article 6", "§ 3", "6. madde"."""
_ALONE: Final = re.compile(rf"(?:{LABEL.pattern})[\s.:)*_–—-]*\Z")


def is_label(words: str) -> bool:
    """Return True if words only number what follows: "Article 6.", "§ 3"."""
    return _ALONE.match(words) is not None


def label_of(words: str) -> tuple[str, str] | None:
    """Return the English noun and the number that a text opens with: ("article", "6"); nothing where it has none."""
    found = LABEL.match(words)
    if found is None:
        return None
    noun = (found["noun"] or found["mark"] or found["last"]).lower()
    return NUMBERED[noun], plain_number(found["number"] or found["first"])


def plain_number(written: str) -> str:
    """Return a number as it is compared: Roman ones in digits, no zeros in front.

    >>> [plain_number(each) for each in ("VI", "07", "4.2", "12A")]
    ['6', '7', '4.2', '12a']
    """
    if written.isalpha():
        values = [_ROMAN[each] for each in written.lower()]
        return str(sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True)))
    return written.lower().lstrip("0") or "0"
