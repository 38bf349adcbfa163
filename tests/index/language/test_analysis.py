import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.analysis import (
    LANGUAGES,
    content_words,
    fold,
    function_words,
    meaningful_words,
    question_language,
    stem,
    terms,
    whole_words,
    words,
)
from index.records import Span


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("erdogan", "Erdoğan"),
        ("erdogan", unicodedata.normalize("NFD", "ERDOĞAN")),
        ("erdogan", "𝐄𝐫𝐝𝐨𝐠𝐚𝐧"),
        ("istanbul", "İstanbul"),
        ("isparta", "Isparta"),
        ("diyarbakir", "DİYARBAKIR"),
        ("diyarbakir", "Diyarbakır"),
        ("strasse", "Straße"),
        ("elysee", "Élysée"),
        ("محمد", "مُحَمَّد"),
        ("елка", "ёлка"),
    ],
)
def test_a_word_typed_without_its_marks_finds_the_printed_one(typed: str, printed: str) -> None:
    assert words(typed) == words(printed) == (typed,)


def test_an_apostrophe_ends_a_word() -> None:
    assert words("Allen'ın, Erdoğan’s") == ("allen", "in", "erdogan", "s")


def test_vowel_signs_stay_in_their_word() -> None:
    assert words("हिन्दी भाषा") == (fold("हिन्दी"), fold("भाषा"))
    assert len(words("สะพานเปิดแล้ว")) == 1


def test_underscores_and_signs_are_no_words() -> None:
    assert words("_a_ -- S-400 €5 ½") == ("a", "s", "400", "5", "1⁄2")


def test_folding_twice_changes_nothing_for_any_character() -> None:
    every = (chr(code) for code in range(sys.maxunicode + 1))
    special = [char for char in every if char.casefold() != char or unicodedata.decomposition(char)]
    assert len(special) > 5000
    assert [char for char in special if fold(fold(char)) != fold(char)] == []


@given(st.text(), st.sampled_from([None, "xx", *LANGUAGES]))
def test_terms_have_no_quotation_mark_that_could_end_a_search(text: str, language: str | None) -> None:
    assert '"' not in "".join(terms(text, language))


@pytest.mark.parametrize(
    ("language", "asked", "printed"),
    [
        ("en", "orders cancelled", "order cancelling"),
        ("tr", "uçaklar", "uçağı uçak"),
        ("de", "Häuser", "Hauses"),
        ("ru", "самолёты", "самолётами"),
        ("fr", "décisions", "décision"),
    ],
)
def test_forms_of_a_word_share_their_stem(language: str, asked: str, printed: str) -> None:
    assert set(terms(asked, language)) & set(terms(printed, language))


def test_a_language_without_a_stemmer_is_searched_by_whole_words() -> None:
    assert stem(["orders"], None) == stem(["orders"], "xx") == ["orders"]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Why did Turkey buy the S-400 from Russia?", "en"),
        ("Türkiye neden S-400 aldı ve bu ne zaman oldu?", "tr"),
        ("Почему Турция купила эти ракеты у России?", "ru"),
        ("Warum hat die Türkei das System gekauft?", "de"),
        ("Pourquoi la Turquie a-t-elle acheté ce système ?", "fr"),
        ("¿Por qué compró Turquía el sistema que vendió Rusia?", "es"),
        ("لماذا اشترت تركيا هذه الصواريخ من روسيا؟", "ar"),
    ],
)
def test_a_question_s_function_words_tell_its_language(question: str, language: str) -> None:
    assert question_language(question, []) == language
    assert question_language(question, ["it", "en"]) == language


def test_between_equal_languages_the_expected_one_wins() -> None:
    assert question_language("in der Stadt", ["de"]) == "de"
    assert question_language("no", ["es", "en"]) == "es"
    assert question_language("no", ["en", "es"]) == "en"


def test_names_alone_tell_no_language() -> None:
    assert question_language("Ankara Moskova S-400", [None, "tr"]) is None


def test_function_words_fall_away_unless_nothing_else_is_left() -> None:
    assert content_words("How many people were in the town?", "en") == ["people", "town"]
    assert content_words("Who are they?", "en") == ["who", "are", "they"]
    assert content_words("Kaç kişi öldü?", "tr") == ["kisi", "oldu"]
    assert content_words("", "en") == []


def test_won_is_a_verb() -> None:
    assert "won" not in function_words("en")


@pytest.mark.parametrize(("language", "question"), [
    ("en", "whose how many"),
    ("de", "Wer Wann Warum Wem Wessen Wohin Weshalb Wieviele"),
    ("fr", "Quand Combien Pourquoi Comment Quelle Lesquels"),
    ("es", "Cuándo Cuántos Dónde Cuáles Quién"),
    ("tr", "Kim Kaç Hangi Nereden Neden Kimin"),
    ("ru", "Кто Сколько Почему Какой Откуда Чья"),
    ("ar", "متى كم لماذا أين أي"),
])  # fmt: skip
def test_words_that_only_ask_carry_no_meaning(language: str, question: str) -> None:
    assert meaningful_words(question, language) == []


def test_an_unknown_language_has_no_function_words() -> None:
    assert function_words("xx") == frozenset()


@pytest.mark.parametrize(("question", "language"), [
    ("Hangi NASA grubu destekledi?", "tr"),
    ("Rosoboronexport'un başında kim var?", "tr"),
    ("Кто президент?", "ru"),
    ("متى افتتح الجسر؟", "ar"),
    ("Wer leitet Rosoboronexport?", "de"),
    ("¿Quién dirige Rosoboronexport?", "es"),
    ("Did Erdoğan meet Kılıçdaroğlu?", "en"),
    ("Turkey, Erdoğan and the S-400?", "en"),
])  # fmt: skip
def test_a_question_of_few_words_still_tells_its_language(question: str, language: str) -> None:
    assert question_language(question, ["en"]) == language


def test_what_is_never_seen_hides_no_word() -> None:
    assert words("Bür\u00adger\u200bmeis\u2060terin Mu\u0308ller") == words("Bürgermeisterin Müller")


def test_a_raised_digit_is_none_of_the_number_before_it() -> None:
    assert words("412⁶ casks on 3 km²") == ("412", "6", "casks", "on", "3", "km2")


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Jo\u0308rg Du\u0308sel kam", "Jo\u0308rg Du", "Jo\u0308rg Du\u0308sel"),
        ("Jo\u0308rg Du\u0308sel kam", "\u0308sel", "Du\u0308sel"),
        ("die Bür\u00adger kamen", "Bür", "Bür\u00adger"),
        ("die Bürger kamen", "Bürger", "Bürger"),
    ],
)
def test_a_span_ends_in_no_word_that_goes_on_with_a_mark(text: str, part: str, whole: str) -> None:
    start = text.index(part)
    assert whole_words(text, Span(start, start + len(part))).of(text) == whole
