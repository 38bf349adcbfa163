"""A figure made wrong: near enough to be believed, and found nowhere in the article."""

import re
from typing import Final

from rag.language.numbers import number_words

_NUMBER_WORDS: Final = [word for word, number in number_words().items() if 2 <= number <= 16]
_FURTHEST: Final = 40
"""Years between a true and a false one: a date far off would give itself away."""
_DIGITS: Final = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")


def alter_figure(figure: str, text: str) -> str | None:
    """Return a figure, written the same way, that isn't the true one; None when every candidate stands in the text.

    >>> alter_figure("54 people", ""), alter_figure("1876", "In 1867, or 1876."), alter_figure("3,000", "")
    ('45 people', '1879', '4,000')

    Args:
        figure: a number or a date, in digits or as a small number in words.
        text: the article; what it says anywhere is no safe falsehood.
    """
    word, words = figure.split()[0], _NUMBER_WORDS
    if word.lower() in words:
        at = words.index(word.lower())
        others = [words[(at + step) % len(words)] for step in (3, 2, 5, 4)]
        made = (figure.replace(word, _cased(other, word), 1) for other in others)
        return next((each for each in made if not _stands(each.split()[0], text)), None)
    found = list(_DIGITS.finditer(figure))
    if not found:
        return None
    place = found[-1]  # the year of a date that has one
    for other in _others(place.group()):
        if not _stands(other, text):
            return figure[: place.start()] + other + figure[place.end() :]
    return None


def _others(digits: str) -> list[str]:
    """Return wrong figures that look like a true one, the likeliest to be mistaken for it first."""
    plain = digits.replace(",", "")
    if "." in plain:
        whole, fraction = plain.split(".")
        return [f"{int(whole) + step:,}.{fraction}" for step in (2, 3, 5)]
    value = int(plain)
    if len(plain) == 4 and "," not in digits and 1000 <= value <= 2099:
        swapped = [plain[:2] + plain[3] + plain[2]] if plain[2] != plain[3] and value < 1990 else []
        near = [value + step for step in (3, -4, 6, -7, 9)]
        return [each for each in (*swapped, *map(str, near)) if abs(int(each) - value) <= _FURTHEST]
    swapped = [plain[::-1]] if len(plain) == 2 and plain[0] != plain[1] and plain[1] != "0" else []
    if value <= 31:
        near = [value + step for step in (3, 4, 6)] if value <= 12 else [value - 4, value - 7, value - 9]
        return list(map(str, near))
    size = 10 ** (len(plain) - 1)
    steps = [value + size, value + 2 * size, value - size // 2 - 1]
    return [*swapped, *(f"{each:,}" if "," in digits else str(each) for each in steps if each > 0)]


def _stands(figure: str, text: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(figure)}(?![\w]|[.,]\d)", text, re.IGNORECASE) is not None


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word
