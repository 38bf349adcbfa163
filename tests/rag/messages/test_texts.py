"""The engine says the same in every language that it speaks."""

import string
import tomllib
from collections.abc import Mapping
from itertools import product

import pytest

from rag.messages.texts import MESSAGES, say
from rag.messages.translations import LANGUAGES, LOCALE, Message, plural_form, spoken_language

TRANSLATED = [language for language in LANGUAGES if language != "en"]


def messages(language: str) -> Mapping[str, Message]:
    return tomllib.loads((LOCALE / f"{language}.toml").read_text(encoding="utf-8"))


def forms(message: Message) -> list[str]:
    return [message] if isinstance(message, str) else list(message.values())


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_has_its_file_and_no_other_has() -> None:
    assert {path.stem for path in LOCALE.iterdir()} == set(TRANSLATED)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_says_everything_that_english_says(language: str) -> None:
    assert set(messages(language)) == set(MESSAGES)


@pytest.mark.parametrize(("language", "key"), list(product(TRANSLATED, MESSAGES)))
def test_a_translation_fills_the_same_blanks(language: str, key: str) -> None:
    wanted = [blanks(form) for form in forms(MESSAGES[key])]
    assert all(blanks(form) == wanted[0] for form in forms(messages(language)[key]))
    assert isinstance(messages(language)[key], str) == isinstance(MESSAGES[key], str)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_that_counts_has_every_form_that_its_language_needs(language: str) -> None:
    needed = {plural_form(language, count) for count in range(201)}
    for key, message in messages(language).items() if language != "en" else MESSAGES.items():
        assert isinstance(message, str) or needed <= set(message), key


@pytest.mark.parametrize(("language", "count", "said"), [
    ("en", 1, "Searched 1 article"), ("en", 0, "Searched 0 articles"), ("de", 2, "2 Artikel durchsucht"),
    ("fr", 0, "0 article parcouru"), ("fr", 2, "2 articles parcourus"),
    ("ru", 1, "Просмотрена 1 статья"), ("ru", 22, "Просмотрены 22 статьи"), ("ru", 11, "Просмотрено 11 статей"),
    ("ru", 111, "Просмотрено 111 статей"), ("ar", 5, "بُحث في 5 مقالات"), ("ar", 11, "بُحث في 11 مقالًا"),
])  # fmt: skip
def test_a_count_takes_the_form_its_language_gives_it(language: str, count: int, said: str) -> None:
    assert say("searched", language, count=count) == said


def test_a_language_that_is_not_spoken_is_answered_in_english() -> None:
    assert spoken_language("fi") == spoken_language(None) == "en"
    assert say("refusal", "fi") == say("refusal", None) == say("refusal", "en")
    assert len({say("refusal", language) for language in LANGUAGES}) == len(LANGUAGES)


def test_a_message_that_does_not_exist_or_lacks_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("no such message", "en")
    with pytest.raises(KeyError):
        say("nearest", "tr")
