"""Which countries some sentences name, by CLDR's names for them and those of the press."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from babel import Locale

from index.language.analysis import fold
from rag.catalog.overviews.covering import Telling
from rag.language.lexicon import languages, lines
from rag.language.names import CAPITAL, OPENERS

_NO_COUNTRIES: Final = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_BEFORE: Final = re.compile(rf"({CAPITAL}[\w’'-]*)[ \xa0]$")
_SINGLE: Final = re.compile(r"\w+$")


def countries_of(told: Sequence[Telling]) -> list[tuple[str, Telling]]:
    """Return the countries that are named, the most often named first, each with the first sentence that names it.

    A country is called what it is called most often.
    """
    found: dict[str, dict[str, list[Telling]]] = {}
    for each in told:
        names, pattern = _names(each.passage.article.language or "en")
        for match in pattern.finditer(each.sentence.text):
            if not _of_a_longer_name(each.sentence.text, match):
                code = names[match.group()]
                found.setdefault(code, {}).setdefault(match.group(), []).append(each)
    order = sorted(found.values(), key=lambda names: -sum(map(len, names.values())))
    return [_called(names) for names in order]


def _called(names: Mapping[str, Sequence[Telling]]) -> tuple[str, Telling]:
    name = max(names, key=lambda each: len(names[each]))
    return name, names[name][0]


def _of_a_longer_name(text: str, match: re.Match[str]) -> bool:
    """Return True for the last word of a person's name: "Michael Jordan"."""
    before = _BEFORE.search(text, 0, match.start())
    return bool(before and _SINGLE.match(match.group()) and fold(before[1]) not in OPENERS)


@cache
def _names(language: str) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return the code of each country by its names in a language, and what finds one of them in a text."""
    places = Locale.parse(language if language in languages() else "en").territories
    names = {
        name: code for code, name in places.items() if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES
    }
    for line in lines("country-names", language):
        code, _, others = line.partition(": ")
        names |= dict.fromkeys(others.split(", "), code)
    longest_first = "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True))
    return names, re.compile(rf"(?<!\w)(?:{longest_first})(?![\w-])")
