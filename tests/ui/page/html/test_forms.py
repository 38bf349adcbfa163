"""What stands before the page is opened."""

import pytest

from rag.messages.translations import LANGUAGES
from tests.ui.page.html.reading import Reading
from ui.page.html.forms import closed_html, login_html
from ui.page.texts import Texts

EVIL = "<script>x</script>\"'&<img src=x onerror=y>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_log_in_asks_for_a_name_and_a_password_in_its_language(language: str) -> None:
    texts, made = Texts(language), login_html(Texts(language))
    assert f'<html lang="{language}" dir="{texts.direction}">' in made
    assert Reading(made).tags.count("input") == 2
    assert {texts("login-lede"), texts("name"), texts("password"), texts("log-in")} <= set(Reading(made).words)
    assert 'role="alert"' not in made


def test_what_went_wrong_is_said_and_escaped() -> None:
    read = Reading(login_html(message=EVIL))
    assert EVIL in read.text
    assert not {"script", "img"} & set(read.tags)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closed_page_says_how_it_is_opened(language: str) -> None:
    made = closed_html(Texts(language))
    read = Reading(made)
    for command in ("pressmark chat", "?token=...", "Authorization: Bearer TOKEN", "pressmark chat --no-token"):
        assert f'<code dir="ltr">{command}</code>' in made
    assert Texts(language)("closed-heading") in read.words
    assert '<a href="./">' in made
