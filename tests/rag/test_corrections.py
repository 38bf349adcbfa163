"""A correction that an article prints of itself comes first, and the old value is no other side of a disagreement."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest

from rag.answers.corrections import opens_note
from rag.engine import Pressmark
from tests.rag.builders import opened_over

ARTICLES: Final[Mapping[str, str]] = {
    "ferry.md": "---\ntitle: The ferry of Velm runs aground\npublisher: Velm Post\ndate: 2024-03-01\n---\n\n"
    "The ferry of Velm ran aground on Friday in thick fog. It carried 212 passengers, the harbour office said. "
    "Nobody was hurt, and tugs pulled it free by noon.\n\n"
    "An earlier version of this article gave a wrong number of passengers. The ferry carried 121 passengers.\n",
    "tugs.md": "---\ntitle: Tugs free the ferry of Velm\npublisher: Harrow Gazette\ndate: 2024-03-02\n---\n\n"
    "Two tugs freed the ferry of Velm on Friday. The ferry carried 121 passengers, who were given soup.\n",
    "fair.md": "---\ntitle: The fair of Harle\ndate: 2024-06-04\n---\n\n"
    "Correction (3 June): The fair of Harle lasts five days, not three as we wrote.\n\n"
    "The fair of Harle lasts three days.\n\nPrizes at the fair of Harle:\n\n1) a goat\n2) a cheese\n3) a barrel\n",
    "rector.md": "---\ntitle: A new rector for Skarn\ndate: 2024-05-01\nlanguage: en\n---\n\n"
    "The college of Skarn named Paul Adler as its rector on Monday. He teaches botany.\n\n"
    "Correction: The rector of the college of Skarn is Paula Adler, not Paul Adler.\n",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    with opened_over(tmp_path_factory.mktemp("corrections"), ARTICLES) as pressmark:
        yield pressmark


def test_a_corrected_number_comes_first_and_is_no_disagreement(opened: Pressmark) -> None:
    answer = opened.ask("How many passengers did the ferry of Velm carry?")
    first, *others = answer.citations
    assert "earlier version" in first.quote
    assert "121 passengers" in first.quote
    old = next(each for each in others if "212 passengers" in each.quote)
    assert f"What [{old.marker}] says, the article itself corrects: [{first.marker}]." in answer.notes
    assert answer.answer.startswith(answer.notes[0])
    (difference,) = answer.differences
    assert difference.kind == "correction"
    assert [(each.value, each.markers) for each in difference.values] == [
        ("121 passengers", (first.marker,)),
        ("212 passengers", (old.marker,)),
    ]
    assert all(ARTICLES[each.file][each.start : each.end] == each.quote for each in answer.citations)


def test_a_corrected_name_comes_first(opened: Pressmark) -> None:
    answer = opened.ask("Who is the rector of the college of Skarn?")
    assert "Paula Adler" in answer.citations[0].quote
    assert {each.kind for each in answer.differences} <= {"correction"}


def test_what_no_note_speaks_of_is_told_as_it_is(opened: Pressmark) -> None:
    answer = opened.ask("When did the tugs pull the ferry of Velm free?")
    assert not any("corrects" in note for note in answer.notes)


def test_a_note_on_a_figure_corrects_nothing_without_one(opened: Pressmark) -> None:
    answer = opened.ask("What are the prizes at the fair of Harle?")
    assert "a cheese" in answer.citations[0].quote
    assert answer.notes == ()
    assert "five days" in opened.ask("How many days does the fair of Harle last?").citations[0].quote


@pytest.mark.parametrize(
    ("sentence", "opens"),
    [
        ("Correction, 14 March 2025: The figure was wrong.", True),
        ("*Correction: The figure was wrong.*", True),
        ("An earlier version of this article said 87.", True),
        ("This article was amended on 3 May.", True),
        ("Korrektur: In der Überschrift stand 87.", True),
        ("In einer früheren Version hieß es, es seien 87.", True),
        ("Rectificatif : il y avait 78 passagers.", True),
        ("Fe de errores: eran 78.", True),
        ("Düzeltme: 78 yolcu vardı.", True),
        ("Поправка: пассажиров было 78.", True),
        ("تصحيح: كان عدد الركاب 78.", True),
        ("Correction of the course was needed, the captain said.", False),
        ("The captain said that a version of the map was old.", False),
    ],
)
def test_a_note_is_known_by_how_it_opens(sentence: str, opens: bool) -> None:
    assert opens_note(sentence) is opens
