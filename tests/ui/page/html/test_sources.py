"""A source as HTML: its marker and its card."""

from rag import Citation
from rag.records import DatedWords
from tests.ui.page.html.reading import Reading
from ui.page.html.sources import marker_button, source_card, sources_of

QUOTE = "The ferry sank last December."
CITED = Citation(
    2, "a.pdf", 10, 39, 7, 7, QUOTE, "The <ferry>", None, "The Quay", "2017-03-12", 0.9, speaker="Ruth",
    role="opinion", dates=(DatedWords(25, 38, "2016-12"),), page=3,
)  # fmt: skip


def test_a_card_says_whose_words_they_are_and_what_their_dates_mean() -> None:
    told = Reading(source_card(CITED, "en")).text
    for words in ("The <ferry>", "The Quay", "12 March 2017", QUOTE, "According to Ruth", "Opinion", "a.pdf:7, page 3"):
        assert words in told
    assert "“last December” is December 2016" in told
    assert "Laut Ruth" in Reading(source_card(CITED, "de")).text


def test_a_marker_is_named_after_its_article() -> None:
    assert 'aria-label="Source 2: The &lt;ferry&gt;"' in marker_button(CITED, "en")
    assert 'aria-label="Quelle 2: The &lt;ferry&gt;"' in marker_button(CITED, "de")


def test_markers_that_nothing_has_are_left_out() -> None:
    assert sources_of([3, 2, 1], [CITED]) == [CITED]
