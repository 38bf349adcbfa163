"""Raised and lowered signs: note marks are left out, powers and ordinals keep reading as they are printed.

A page that says `318<sup>5</sup> nests` has a note 5 and 318 nests, one that says `10<sup>7</sup>` has ten million.
What is doubtful is kept as it is printed, in raised digits, which are never read as digits of the number before them.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from index.readers.markup.styles import Styles

_RAISED: Final = str.maketrans("0123456789+-−=()nioa", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱºª")
_LOWERED: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_PLAIN: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FRACTIONS: Final = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘",
    "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip
_SIGNS: Final = {"tm": "™", "sm": "℠", "(r)": "®", "®": "®", "©": "©", "™": "™", "°": "°", "º": "º", "ª": "ª"}
_MARK: Final = re.compile(r"\s*(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶#‖]{1,3})\s*", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\s*(?:\[[^\[\]]{1,40}\]\s*)+|\s*(?:\(\s*(?:\d{1,3}|[a-z*†‡])\s*\)\s*)+", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*[,;]?\s*")
_NOTE: Final = re.compile(
    r"(?:^|[\s_:#-])(?:foot-?notes?|end-?notes?|note-?refs?|doc-noteref|fn-?refs?|ftn\w*|fn-?\d*|fnref\w*|cite\w*|citation"
    r"|reference|refs?|sdfootnote\w*|notes?|n)(?:$|[\s_:#\d-])",
    re.IGNORECASE,
)
"""What classes, ids, roles and targets of note marks are called."""
_BACK: Final = re.compile(r"(?:backref|back-link|doc-backlink|reversefootnote)", re.IGNORECASE)
_ARROWS: Final = re.compile(r"[\s↑↩⮌⏎^\ufe0e]*[↑↩⮌⏎^][\s↑↩⮌⏎^\ufe0e]*")
_UNITS: Final = frozenset(
    ("m", "km", "cm", "mm", "dm", "nm", "µm", "μm", "ft", "in", "yd", "mi", "s", "h", "inch", "foot", "feet", "metre",
     "metres", "meter", "meters", "mètres", "metros", "metri", "kilometres", "kilometers", "м", "км", "см", "мм", "м.")
)  # fmt: skip
_POWER_OF_TEN: Final = re.compile(r"(?<![\d.,])10+$")
_TOKEN: Final = re.compile(r"[^\W_]+$")
_AROUND: Final = 60
"""Characters before a sign that are looked at."""
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ruby",
        "samp",
        "small",
        "span",
        "strong",
        "time",
        "tt",
        "u",
        "var",
        "sup",
        "sub",
    ]
)
_MATHS_AFTER: Final = re.compile(r"\s*[=×·*/^+−]")
_MATHS_BEFORE: Final = re.compile(r"[×·*^]\s*[\d.,]+$")


def resolve_scripts(tree: html.HtmlElement, styles: Styles) -> None:
    """Put the words of raised and lowered signs into the text around them, without note marks."""
    for element in list(tree.iter("sub", "sup", "span", "a", "small", "font")):
        if element.getparent() is None or element is tree:
            continue
        words = " ".join(element.text_content().translate(_PLAIN).split())
        if element.tag == "sub":
            _replace(element, _lowered(words, _before(element)))
        elif element.tag == "sup" or styles.of(element).get("vertical-align", "") in {"super", "top"}:
            if len(words) <= _AROUND:
                _replace(element, _raised(element, words))
        elif element.tag == "a" and len(words) <= _AROUND and _is_bare_mark(element, words):
            _replace(element, "")


def _is_bare_mark(link: html.HtmlElement, words: str) -> bool:
    """Return True for a link to a note that stands in no raised element, and for one that leads back from a note."""
    if _BACK.search(f"{link.get('class') or ''} {link.get('role') or ''} {link.get('rev') or ''}"):
        return True
    local = (link.get("href") or "").startswith("#")
    if local and _ARROWS.fullmatch(words):
        return True
    if not words or not (_BRACKETED.fullmatch(words) or _MARK.fullmatch(words)):
        return False
    named = _named(link)
    before = _before(link)
    fused = bool(before) and not before[-1].isspace()
    return _NOTE.search(named) is not None if not local else fused and bool(_NOTE.search(named) or "[" in words)


def _named(element: etree._Element) -> str:
    target = element.get("href") or ""
    own = (element.get(name) or "" for name in ("class", "id", "role", "epub:type", "rel", "type"))
    return " ".join((*own, target[target.find("#") :] if "#" in target else ""))


def _raised(element: html.HtmlElement, words: str) -> str:
    """Return what stands for a raised sign: nothing for a note mark."""
    before, after = _before(element), element.tail or ""
    plain = words.casefold()
    if not plain or _BRACKETED.fullmatch(words) or _is_linked(element):
        return ""
    if plain in _SIGNS:
        return _SIGNS[plain]
    fraction = _fraction(element, words)
    if fraction:
        return fraction
    if re.fullmatch(r"[+−-]?\d{1,3}[+−-]?", words) and not words.isdigit():
        return words.translate(_RAISED) if _TOKEN.search(before) else f" {words}"
    if _NUMBERS.fullmatch(words):
        return words.translate(_RAISED) if words.isdigit() and _is_power(before, words, after) else ""
    if plain.isalpha():
        return _letters(words, before)
    return "" if _MARK.fullmatch(words) else words if not _TOKEN.search(before) else f" {words}"


def _is_linked(element: html.HtmlElement) -> bool:
    """Return True if a raised sign leads to a note or is called a note's mark."""
    inner = [each for each in element.iter("a") if each.get("href")]
    around = element.getparent()
    if around is not None and around.tag == "a" and around.get("href") and not (around.text or "").strip():
        inner.append(around)
    return any("#" in (each.get("href") or "") for each in inner) or any(
        _NOTE.search(_named(each)) for each in (element, *inner)
    )


def _is_power(before: str, words: str, after: str) -> bool:
    """Return True if a raised number belongs to what stands before it, or is an isotope's: it isn't a note's mark."""
    if not before.strip():
        return False
    if before[-1].isspace() or before[-1] in "([":
        return after[:1].isupper()
    if before[-1] == ")":
        inside = before[before.rfind("(") + 1 : -1]
        return "(" in before and not re.search(r"[^\W\d_]{3}", inside)
    token = _TOKEN.search(before)
    if not token:
        return False
    last = token[0]
    if last.isdigit():
        maths = _MATHS_AFTER.match(after) or _MATHS_BEFORE.search(before)
        alone = len(last) == 1 and not re.search(r"[\d][.,:/]\d$", before)
        return bool(maths or alone or _POWER_OF_TEN.search(before))
    letters = re.sub(r"^\d+", "", last)
    return len(letters) == 1 or (letters.casefold() in _UNITS and words in {"2", "3"})


def _letters(words: str, before: str) -> str:
    """Return raised letters: the end of an ordinal or an abbreviation, else a note's mark or words of their own."""
    token = _TOKEN.search(before)
    last = token[0] if token else ""
    numeral = last[-1:].isdigit() or (last != "" and re.fullmatch(r"[IVXLC]+", last) is not None)
    if len(words) == 1:
        if numeral and words in "oaen":
            return words.translate(_RAISED) if words in "oan" else words
        return words.translate(_RAISED) if len(last) == 1 and words in "noai" else ""
    if numeral or (len(last) <= 2 and last[:1].isupper()) or last.casefold() in {"n", "no"}:
        return words
    return "" if re.fullmatch(r"[ivx]+", words) else words if not last else f" {words}"


def _fraction(element: html.HtmlElement, words: str) -> str:
    """Return a fraction written with raised and lowered numbers, which is then taken out of the tree."""
    below = element.getnext()
    if below is None or below.tag != "sub" or not words.isdigit() or (element.tail or "").strip() not in {"/", "⁄"}:
        return ""
    ground = "".join(below.text_content().split())
    if not ground.isdigit():
        return ""
    element.tail = ""
    _replace(below, "")
    whole = _before(element)[-1:].isdigit()
    return _FRACTIONS.get(f"{words}/{ground}") or f"{' ' if whole else ''}{words}/{ground}"


def _lowered(words: str, before: str) -> str:
    digits = before[-1:].isdigit() and re.fullmatch(r"[\d+−-]+", words) is not None
    return words.translate(_LOWERED) if digits else words


def _before(element: etree._Element) -> str:
    """Return the end of the running text before an element."""
    found: list[str] = []
    size = 0
    for piece in _pieces_before(element):
        found.append(piece[-_AROUND:])
        size += len(piece)
        if size >= _AROUND:
            break
    return re.sub(r"\s+", " ", "".join(reversed(found)))[-_AROUND:]


def _pieces_before(element: etree._Element) -> Iterator[str]:
    """Yield the texts before an element within its block, the nearest first."""
    node: etree._Element | None = element
    while node is not None:
        sibling = node.getprevious()
        if sibling is not None:
            yield sibling.tail or ""
            if sibling.tag not in _INLINE:
                return
            yield "".join(map(str, sibling.itertext(with_tail=False)))[-_AROUND:]
            node = sibling
            continue
        node = node.getparent()
        if node is not None:
            yield node.text or ""
            if node.tag not in _INLINE:
                return


def _replace(element: html.HtmlElement, words: str) -> None:
    """Put words where an element stands; two words that only a mark kept apart stay apart."""
    tail = element.tail or ""
    if not words and tail[:1].isalnum() and _before(element)[-1:].isalnum():
        words = " "
    element.tail = f"{words}{tail}"
    element.drop_tree()
