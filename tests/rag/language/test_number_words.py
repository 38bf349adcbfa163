"""Numbers in words, in seven languages."""

import pytest

from rag.language.number_words import find_number_words, find_vague_numbers

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


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "half a dozen boats", 6),
        ("en", "three quarters of a million people", 750_000),
        ("en", "a quarter million people", 250_000),
        ("en", "one and three quarter million people", 1_750_000),
        ("en", "two and a quarter million people", 2_250_000),
        ("en", "a million and a half people", 1_500_000),
        ("de", "ein halbes Dutzend Boote", 6),
        ("de", "eine Viertelmillion Menschen", 250_000),
        ("fr", "une demi-douzaine de bateaux", 6),
        ("fr", "un quart de million de personnes", 250_000),
        ("fr", "une centaine de personnes", 100),
        ("es", "un cuarto de millón de personas", 250_000),
        ("tr", "çeyrek milyon kişi", 250_000),
        ("ru", "два с половиной миллиона человек", 2_500_000),
        ("ru", "полдюжины лодок", 6),
        ("ar", "ربع مليون شخص", 250_000),
    ],
)
def test_shares_are_of_what_stands_behind_them(language: str, text: str, value: int) -> None:
    assert [int(found) for _, found in find_number_words(text, language)] == [value]


@pytest.mark.parametrize(
    ("language", "text", "vague"),
    [
        ("en", "a couple of hundred thousand people", "a couple of hundred thousand"),
        ("en", "several thousand people", "several thousand"),
        ("en", "dozens of boats", "dozens"),
        ("de", "ein paar Hunderttausend Menschen", "ein paar Hunderttausend"),
        ("fr", "quelques milliers de personnes", "quelques milliers"),
        ("es", "miles de personas", "miles"),
        ("tr", "birkaç yüz bin kişi", "birkaç yüz bin"),
        ("ru", "несколько тысяч человек", "несколько тысяч"),
        ("ar", "عدة آلاف من الناس", "عدة آلاف"),
    ],
)
def test_words_for_about_how_many_have_no_value(language: str, text: str, vague: str) -> None:
    assert find_number_words(text, language) == ()
    assert [span.of(text) for span in find_vague_numbers(text, language)] == [vague]
