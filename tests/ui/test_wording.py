"""What both surfaces say of an answer, in each language."""

import string
import tomllib
from collections.abc import Mapping
from itertools import product

import pytest

from rag.messages.translations import LANGUAGES, Message, plural_form
from rag.records import CheckedSentence, Checks, Problem, Usage
from ui.wording import (
    AROUND,
    check_words,
    checks_of_all,
    confidence_words,
    counted,
    problem_words,
    say,
    usage_of_all,
    usage_words,
)

FOLDERS = sorted({path.parent.name for path in AROUND.parent.glob("*/*.toml")})
TRANSLATED = [language for language in LANGUAGES if language != "en"]


def messages(folder: str, language: str) -> Mapping[str, Message]:
    return tomllib.loads((AROUND.parent / folder / f"{language}.toml").read_text(encoding="utf-8"))


def forms(message: Message) -> list[str]:
    return [message] if isinstance(message, str) else list(message.values())


def blanks(message: Message) -> set[str]:
    return {name for form in forms(message) for _, name, _, _ in string.Formatter().parse(form) if name}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_language_has_its_file_and_no_other_has(folder: str) -> None:
    assert {path.stem for path in (AROUND.parent / folder).iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize(("folder", "language"), list(product(FOLDERS, TRANSLATED)))
def test_a_language_says_everything_that_english_says_with_the_same_blanks(folder: str, language: str) -> None:
    english, translated = messages(folder, "en"), messages(folder, language)
    assert list(translated) == list(english)
    for key, message in translated.items():
        assert isinstance(message, str) == isinstance(english[key], str), key
        assert blanks(message) - {"count"} == blanks(english[key]) - {"count"}, key
        assert all(form.strip() for form in forms(message)), key


@pytest.mark.parametrize(("folder", "language"), list(product(FOLDERS, LANGUAGES)))
def test_a_message_that_counts_has_every_form_that_its_language_needs(folder: str, language: str) -> None:
    needed = {plural_form(language, count) for count in range(201)} | {"other"}
    for key, message in messages(folder, language).items():
        assert isinstance(message, str) or needed <= set(message), key


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_said_around_an_answer_is_said_in_its_language(language: str) -> None:
    usage, checks = Usage(1, 1500, 75, 0.75), Checks(5, 3, 1, 1)
    assert confidence_words(0.95, language) != confidence_words(0.95)
    assert usage_words(usage, language) != usage_words(usage)
    assert check_words(checks, language) != check_words(checks)


def test_what_was_wrong_is_named_with_the_words_that_are_wrong() -> None:
    sentence = CheckedSentence("It opened in 1831.", "removed", (), (Problem("date", "1831"), Problem("marker", "")))
    assert problem_words(sentence) == "its quote has no such date: “1831”; cites no quote"
    assert problem_words(sentence, "de").startswith("sein Zitat enthält kein solches Datum: “1831”")


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert usage_words(Usage(1, 1500, 2, 0.0), "de") == "1.500 Tokens gelesen, 2 geschrieben, kostenlos"
    assert say("sources", "ru", count=3) == "3 источника"


@pytest.mark.parametrize(("number", "said"), [(0, "0 files"), (1, "1 file"), (1200, "1,200 files")])
def test_things_are_counted_in_words(number: int, said: str) -> None:
    assert counted(number, "file") == said


@pytest.mark.parametrize(
    ("confidence", "said"),
    [(1.0, "Very likely"), (0.9, "Very likely"), (0.75, "Likely"), (0.5, "Probably"), (0.0, "Perhaps")],
)
def test_confidence_is_said_in_words(confidence: float, said: str) -> None:
    assert confidence_words(confidence) == f"{said} answered by the articles"


def test_what_several_answers_took_is_added_up() -> None:
    usages = [Usage(1, 1000, 50, 0.25), Usage(2, 500, 25, 0.5)]
    assert usage_words(usage_of_all(usages)) == "1,500 tokens read, 75 written, about $0.7500"
    assert (
        usage_words(usage_of_all([*usages, Usage(1, 1, 1, None)])) == "1,501 tokens read, 76 written, price not known"
    )
    assert usage_words(Usage(1, 1, 1, 0.0)) == "1 token read, 1 written, at no cost"
    checks = checks_of_all([Checks(3, 1, 1, 1), Checks(2, 2, 0, 0)])
    assert (
        check_words(checks) == "3 of 5 written sentences borne out by the quotes; 1 given better evidence; 1 left out"
    )
