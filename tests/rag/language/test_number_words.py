"""Numbers in words, in seven languages."""

import pytest

from rag.language.number_words import find_number_words

NUMBERS = [
    ("en", "two thousand five hundred", 2500), ("en", "a dozen", 12), ("en", "half a million", 500_000),
    ("en", "one and a half million", 1_500_000), ("en", "a million and a half", 1_500_000),
    ("en", "twelve hundred", 1200),
    ("en", "two million three hundred thousand", 2_300_000), ("en", "half a dozen", 6), ("en", "sixty-one", 61),
    ("de", "zweitausendfünfhundert", 2500), ("de", "siebenundneunzig", 97), ("de", "eine halbe Million", 500_000),
    ("de", "anderthalb Millionen", 1_500_000), ("de", "zwei Dutzend", 24),
    ("fr", "quatre-vingt-dix-sept", 97), ("fr", "soixante et onze", 71), ("fr", "un million et demi", 1_500_000),
    ("fr", "un demi-million", 500_000), ("fr", "deux cent mille", 200_000), ("fr", "une douzaine", 12),
    ("es", "dos mil quinientas", 2500), ("es", "treinta y cinco", 35), ("es", "medio millón", 500_000),
    ("es", "un millón y medio", 1_500_000), ("es", "mil millones", 1_000_000_000),
    ("tr", "iki bin beş yüz", 2500), ("tr", "bir buçuk milyon", 1_500_000), ("tr", "yarım milyon", 500_000),
    ("ru", "две тысячи пятьсот", 2500), ("ru", "полтора миллиона", 1_500_000), ("ru", "сорок два", 42),
    ("ar", "ألفان وخمسمائة", 2500), ("ar", "خمسة وعشرون", 25), ("ar", "مليون ونصف", 1_500_000), ("ar", "خمسة عشر", 15),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "value"), NUMBERS)
def test_a_number_is_read_whole(language: str, words: str, value: int) -> None:
    text = f"xx {words} yy"
    assert [(span.of(text), int(number)) for span, number in find_number_words(text, language)] == [(words, value)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "twenty forty", [20, 40]),
        ("en", "two and three", [2, 3]),
        ("en", "seven or eight", [7, 8]),
        ("en", "one house and a house, half of it", []),
        ("de", "ein Haus und eine Frau", []),
        ("fr", "un homme et une femme", []),
        ("es", "la media de un hombre", []),
        ("ar", "رجل واحد", []),
        ("xx", "two", []),
    ],
)
def test_what_is_no_number_is_left(language: str, text: str, found: list[int]) -> None:
    assert [int(value) for _, value in find_number_words(text, language)] == found
