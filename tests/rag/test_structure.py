"""Answers keep the form of the text: questions with answers, lists whole, rows with their heads, rules by number."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest

from rag.engine import Pressmark
from rag.records import Answer
from tests.rag.builders import opened_over

ARTICLES: Final[Mapping[str, str]] = {
    "talk.md": "# A talk with the ferryman\n\nWe met Anna Reed at Velm, where she has rowed since 2011.\n\n"
    "**How many people cross in a year?**\n\nAround 41,000, if the ice goes early.\n\n"
    "**Who built your boat?**\n\nThe yard of Harrow.\n",
    "crew.txt": "The crew of the Petrel\n\nThe lightship Petrel was towed out on Sunday.\n\n"
    "The crew of the Petrel are:\n\n* Boris Lind\n* Cem Aydin\n* Dora Falk\n\nThey stay aboard until May.\n",
    "herring.md": "# Herring in the ports\n\nThe ports weighed their herring again.\n\n"
    "| Port | Herring 2022 (t) | Herring 2023 (t) | Harbour master |\n|---|---|---|---|\n"
    "| Velm | 4,100 | 3,950 | Ines Moor |\n| Harrow | 3,880 | 4,020 | Jon Strand |\n"
    "| Skarn | 1,210 | 990 | Kai Holm |\n",
    "landing.md": "# The order of the landing\n\n## Section 1\n\nThe ferryman may ring the bell at dawn.\n\n"
    "## Section 2\n\nThe ferryman may turn back in fog. He must then give the fare back.\n\n"
    "## Section 3\n\nThe ferryman may carry one goat.\n",
    "treaty.md": "# The treaty of Orlund\n\n## Section V\n\nBoth towns may fish in the lake.\n\n## Section VI\n\n"
    "Salt has one price in both towns.\n",
    "toll.md": "# The toll of Orlund\n\n**Article 4**\n\n4.1 A cart pays nine coppers.\n\n4.2 A widow pays nothing.\n",
    "tower.md": "# Light of the tower of Brenholm\n\nThe tower of Brenholm burned 10<sup>7</sup> candles in a century. "
    "Its keeper, <del>Per</del>Ada Lund, sold <b>40</b><sup>1</sup> ladders.\n",
    "sails.txt": "Sails\n\nThe order for the sails of the mill of Ekeby went to Lisbet Noor on 3 May 2024.\n",
    "stones.txt": "Stones\n\nThe order for the stones of the mill of Ekeby went to Bo Tarn on 2 May 2024.\n",
    "crane1.txt": "Crane number 1 of Velm\n\nCrane number 1 of the docks of Velm was mended by Lotte Brand in May.\n",
    "crane3.txt": "Crane number 3 of Velm\n\nCrane number 3 of the docks of Velm was mended by Nils Ode in June.\n",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    with opened_over(tmp_path_factory.mktemp("structure"), ARTICLES) as pressmark:
        yield pressmark


def exact(answer: Answer) -> bool:
    heads = [(each.file, each.head) for each in answer.citations if each.head]
    return all(ARTICLES[each.file][each.start : each.end] == each.quote for each in answer.citations) and all(
        ARTICLES[file][head.start : head.end] == head.quote for file, head in heads
    )


def test_a_question_in_an_interview_is_quoted_with_its_answer(opened: Pressmark) -> None:
    answer = opened.ask("How many people cross in a year on the ferry of Velm?")
    assert "41,000" in answer.citations[0].quote
    answer = opened.ask("Who built the boat?")
    assert answer.citations[0].quote == "**Who built your boat?**\n\nThe yard of Harrow."
    assert exact(answer)


def test_a_list_is_quoted_whole_with_its_lead_in(opened: Pressmark) -> None:
    answer = opened.ask("Who are the crew of the Petrel?")
    assert all(name in answer.citations[0].quote for name in ("The crew of the Petrel are", "Lind", "Aydin", "Falk"))
    assert exact(answer)


def test_a_row_is_quoted_with_what_its_cells_are(opened: Pressmark) -> None:
    answer = opened.ask("How much herring did Harrow weigh in 2023?")
    citation = answer.citations[0]
    assert citation.quote == "Harrow | 3,880 | 4,020 | Jon Strand"
    assert citation.head is not None
    assert citation.head.quote == "Port | Herring 2022 (t) | Herring 2023 (t) | Harbour master"
    assert "Port: Harrow; Herring 2022 (t): 3,880; Herring 2023 (t): **4,020**; Harbour master: Jon Strand [1]" in (
        answer.answer
    )
    assert exact(answer)


def test_a_heading_is_quoted_with_the_text_below_it(opened: Pressmark) -> None:
    for question in ("What is the crew of the Petrel?", "Herring in the ports", "What is said of herring?"):
        for citation in opened.ask(question).citations:
            assert citation.role != "headline"


def test_a_rule_is_found_by_its_number(opened: Pressmark) -> None:
    answer = opened.ask("What may the ferryman do under Section 3?")
    assert answer.citations[0].quote == "Section 3\n\nThe ferryman may carry one goat."
    assert "goat" not in opened.ask("What may the ferryman do under Section 2?").answer
    assert exact(answer)


def test_what_is_said_of_another_number_is_no_answer(opened: Pressmark) -> None:
    answer = opened.ask("Who mended crane number 3 of the docks of Velm?")
    assert "Nils Ode" in answer.citations[0].quote
    assert not answer.differences
    refused = opened.ask("Who mended crane number 2 of the docks of Velm?")
    assert not refused.answered
    assert refused.refusal is not None
    assert refused.refusal.unsupported == ("2",)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("What does Section 6 of the treaty of Orlund say?", "Salt has one price", ["fish", "widow"]),
        ("What does section VI of the treaty of Orlund say?", "Salt has one price", ["fish", "widow"]),
        ("What does Article 4.2 of the toll of Orlund say?", "4.2 A widow pays nothing.", ["nine coppers", "Salt"]),
    ],
)
def test_a_rule_is_found_however_its_number_is_written(
    opened: Pressmark, question: str, told: str, others: list[str]
) -> None:
    answer = opened.ask(question)
    assert told in answer.citations[0].quote
    assert not any(other in each.quote for each in answer.citations for other in others)
    assert exact(answer)


def test_the_article_of_another_text_answers_nothing(opened: Pressmark) -> None:
    assert not opened.ask("What does Article 4 of the statutes of Hagby say?").answered


@pytest.mark.parametrize(("thing", "name", "other"), [("sails", "Lisbet Noor", "Tarn"), ("stones", "Bo Tarn", "Noor")])
def test_what_is_said_of_another_thing_in_the_same_words_is_no_other_side(
    opened: Pressmark, thing: str, name: str, other: str
) -> None:
    answer = opened.ask(f"Who got the order for the {thing} of the mill of Ekeby?")
    assert name in answer.citations[0].quote
    assert not answer.differences
    assert not any(other in each.quote for each in answer.citations)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many candles did the tower of Brenholm burn?", "burned **10⁷"),
        ("How many ladders did the keeper of the tower of Brenholm sell?", "sold **<b>40</b>¹"),
    ],
)
def test_bold_marks_split_no_element(opened: Pressmark, question: str, told: str) -> None:
    answer = opened.ask(question)
    assert told in answer.answer
    assert exact(answer)
