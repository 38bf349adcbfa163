"""The head of the page, and the tabs of its right side."""

from rag import Pressmark
from tests.ui.page.html.reading import Reading
from ui.page.html.header import header_html, mode, tabs_html
from ui.page.texts import ENGLISH, Texts


def test_the_head_says_how_answers_are_made_and_what_can_be_done(pressmark: Pressmark) -> None:
    read = Reading(header_html(pressmark, ENGLISH))
    assert {"Pressmark", "Quotes only", "New conversation", "Export"} <= {each.strip() for each in read.words}
    assert "Nur Zitate" in Reading(header_html(pressmark, Texts("de"))).words
    assert mode(pressmark) == "extractive"


def test_each_tab_is_of_its_pane_and_every_sign_has_a_name() -> None:
    made = tabs_html(Texts("de"))
    for name, pane in (("Artikel", "reader"), ("Bibliothek", "library")):
        assert f'data-tab="{pane}" aria-controls="{pane}"' in made
        assert name in Reading(made).words
    for name in ("Voriges Zitat", "Nächstes Zitat", "Schließen"):
        assert f'aria-label="{name}"' in made
