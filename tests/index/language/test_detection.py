"""The language of an article, told offline from its words."""

import pytest

from index.language.detection import detect_language
from index.records import Span


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The quay was built in 1931 by the town, which had waited for it since the great flood.", "en"),
        ("Der Kai wurde 1931 von der Stadt gebaut, die seit der großen Flut darauf gewartet hatte.", "de"),
        ("Rıhtım, büyük selden beri onu bekleyen kasaba tarafından 1931 yılında yapıldı.", "tr"),
        ("Набережная была построена городом в 1931 году, который ждал её после большого наводнения.", "ru"),
    ],
)
def test_the_language_of_prose_is_told(text: str, language: str) -> None:
    prose = f"{text} " * 5
    assert detect_language(prose, [Span(0, len(prose))]) == language


@pytest.mark.parametrize(
    ("note", "language"),
    [
        ("Ich habe gestern den Damm gemessen, er ist um neun Zentimeter gesunken.", "de"),
        ("Le pont de Vaurey a été fermé hier par le maire.", "fr"),
        ("I measured the lean of the tower yesterday.", "en"),
        ("El puente de la villa fue cerrado ayer por el alcalde.", "es"),
        ("Mill: the order for the sails of the mill went to Ekeby & Sons.", "en"),
        ("Der Steg ist seit heute zu.", "de"),
        ("Köprü yarın kapanacak ve onarılacak bu yıl.", "tr"),
        ("Hanna Ruckle, Tolland Slate, Foxholes, Dunmarrow", None),
    ],
)
def test_the_language_of_a_short_note_is_told_by_its_little_words(note: str, language: str | None) -> None:
    assert detect_language(note, [Span(0, len(note))]) == language


def test_nothing_tells_the_language_of_nothing() -> None:
    assert detect_language("12345 67890", [Span(0, 11)]) is None
