"""The numbers that a Word document sets before paragraphs by itself: "1.", "a)", "Article 4".

Its file holds no such words, only that a paragraph is of a numbered list; `numbering.xml` says how each level looks.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPEN: Final = "\ue000"
CLOSE: Final = "\ue001"
"""What a label stands between until its place in the text is known."""
LONGEST: Final = 200
"""Characters of a label; longer ones are no numbers."""
_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_NAMING: Final = re.compile(r"(?<![^\W\d_])(?![ivxlcdm]+(?![^\W\d_]))[^\W\d_]{3,}", re.IGNORECASE)
"""A word that is no Roman number."""
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_FORMS: Final[Mapping[str, str]] = {
    "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "decimalZero": "01", "none": "",
    "bullet": "", "ordinal": "1st",
}  # fmt: skip
"""What each form of a number is called by its first one; any other form is told in digits."""


def names_part(label: str) -> bool:
    """Return True if a label says what it numbers ("Article 4"): then it makes no item of a list."""
    return _NAMING.search(label) is not None


def written_number(number: int, form: str) -> str:
    """Return a number as a list writes it.

    Args:
        number: any number.
        form: how the first one is written: `1`, `01`, `1st`, `a`, `A`, `i`, `I`, or nothing at all.

    >>> [written_number(28, form) for form in ("1", "a", "I", "")], written_number(4, "01"), written_number(3, "1st")
    (['28', 'bb', 'XXVIII', ''], '04', '3rd')
    """
    if form in {"a", "A"} and 0 < number <= 26 * 50:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "A" else letters
    if form in {"i", "I"} and 0 < number < 4000:
        roman, left = "", number
        for value, sign in _ROMAN:
            roman += sign * (left // value)
            left %= value
        return roman.upper() if form == "I" else roman
    if form == "1st":
        last = number % 10 if number % 100 // 10 != 1 else 0
        return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"
    return "" if not form else f"{number:02}" if form == "01" else str(number)


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of a level of a list look."""

    start: int = 1
    form: str = "1"
    text: str = ""
    restart: int | None = None
    """The level whose next number lets this one begin anew, counted from 1; 0: none does; nothing: any above it."""
    digits: bool = False
    """Whether all numbers in its text are told in digits."""


class Numbering:
    """Counts the numbered paragraphs of a document, in their order."""

    def __init__(self, sheet: etree._Element | None, style_of: Callable[[str], etree._Element | None]) -> None:
        """Read how the lists look.

        Args:
            sheet: the root of `numbering.xml`, where there is one.
            style_of: returns the style of a name, or nothing.
        """
        self._style_of = style_of
        self._abstract: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        for each in sheet if sheet is not None else ():
            if each.tag == f"{_W}abstractNum":
                self._abstract.setdefault(each.get(f"{_W}abstractNumId", ""), each)
            elif each.tag == f"{_W}num":
                self._lists.setdefault(each.get(f"{_W}numId", ""), each)
        self._levels: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()

    def label(self, paragraph: etree._Element) -> str:
        """Return the number of the next paragraph, nothing for one without; each is to be asked for once, in order."""
        name, level = self._place(paragraph)
        if name not in self._lists or not 0 <= level < _LEVELS:
            return ""
        abstract, levels, anew = self._look(name)
        counts = self._counts[abstract]
        if name not in self._begun:
            self._begun.add(name)
            counts.update({at: start - 1 for at, start in anew.items()})
        counts[level] = counts.get(level, levels.get(level, _Level()).start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            restart = levels.get(deeper, _Level()).restart
            if restart is None or level < restart:
                del counts[deeper]
        shown = levels.get(level)
        return self._written(shown, levels, counts) if shown else ""

    @staticmethod
    def _written(shown: _Level, levels: Mapping[int, _Level], counts: Mapping[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            look = levels.get(at, _Level())
            return written_number(counts.get(at, look.start), "1" if shown.digits and look.form else look.form)

        return _PLACE.sub(number, shown.text).strip() if shown.form else ""

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return the list that a paragraph is of, by its own word or its style's, and its level in it."""
        properties = paragraph.find(f"{_W}pPr")
        own = properties.find(f"{_W}numPr") if properties is not None else None
        name, level = _value(own, "numId"), _value(own, "ilvl")
        style = _value(properties, "pStyle") or ""
        for _ in range(_LEVELS):
            found = self._style_of(style) if style and (name is None or level is None) else None
            if found is None:
                break
            outer = found.find(f"{_W}pPr/{_W}numPr")
            name = _value(outer, "numId") if name is None else name
            if level is None and outer is not None:
                level = _value(outer, "ilvl") or self._level_of_style(name, style)
            style = _value(found, "basedOn") or ""
        return name or "", int(level) if level and level.isdigit() else 0

    def _level_of_style(self, name: str | None, style: str) -> str | None:
        """Return the level of a list that says it is that of a style."""
        _, abstract = self._definition(name or "")
        levels = abstract.iterfind(f"{_W}lvl") if abstract is not None else ()
        return next((each.get(f"{_W}ilvl") for each in levels if _value(each, "pStyle") == style), None)

    def _definition(self, name: str) -> tuple[str, etree._Element | None]:
        """Return the name of what defines a list, and that; a list may take it from a style of lists."""
        for _ in range(_LEVELS):
            listed = self._lists.get(name)
            key = (_value(listed, "abstractNumId") or "") if listed is not None else ""
            abstract = self._abstract.get(key)
            link = _value(abstract, "numStyleLink")
            style = self._style_of(link) if link else None
            if style is None:
                return key, abstract
            name = _value(style.find(f"{_W}pPr/{_W}numPr"), "numId") or ""
        return "", None

    def _look(self, name: str) -> tuple[str, dict[int, _Level], dict[int, int]]:
        """Return what counts a list, how its levels look, and from where it counts anew."""
        if name not in self._levels:
            key, abstract = self._definition(name)
            levels = {_number(each.get(f"{_W}ilvl")): _level(each) for each in _all(abstract, "lvl")}
            anew: dict[int, int] = {}
            for override in _all(self._lists.get(name), "lvlOverride"):
                at = _number(override.get(f"{_W}ilvl"))
                for look in _all(override, "lvl"):
                    levels[at] = _level(look)
                if (start := _value(override, "startOverride")) is not None:
                    anew[at] = _number(start)
            self._levels[name] = key, levels, anew
        return self._levels[name]


def _level(element: etree._Element) -> _Level:
    form = _value(element, "numFmt") or "decimal"
    restart = _value(element, "lvlRestart")
    return _Level(
        _number(_value(element, "start") or "1"),
        _FORMS.get(form, "1"),
        (_value(element, "lvlText") or "")[:LONGEST],
        None if restart is None else _number(restart),
        element.find(f"{_W}isLgl") is not None,
    )


def _all(element: etree._Element | None, name: str) -> list[etree._Element]:
    return element.findall(f"{_W}{name}") if element is not None else []


def _value(element: etree._Element | None, name: str) -> str | None:
    found = element.find(f"{_W}{name}") if element is not None else None
    return found.get(f"{_W}val") if found is not None else None


def _number(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 7 else 0


_ITEM: Final = re.compile(rf"<li>((?:<(?:p|strong|em)>)*){OPEN}([^{CLOSE}\"<]*){CLOSE}")
_LABEL: Final = re.compile(rf"{OPEN}([^{CLOSE}]*){CLOSE}")


def settle_labels(made: str) -> str:
    """Return HTML in which the labels of items are told by `data-list-label`, and others are words of their blocks."""
    return _LABEL.sub(r"\1 ", _ITEM.sub(r'<li data-list-label="\2">\1', made))
