"""A question that takes something false for granted is not answered, and the refusal says what is without support."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from rag.engine import Pressmark
from tests.rag.builders import opened_over

HARBOUR: Mapping[str, str] = {
    "bridge.txt": """The harbour bridge of Selmar

The harbour bridge of Selmar was opened on 12 May 1931 by the mayor, Otto Lind. It cost 4.2 million crowns and is 612
metres long.

In 1987 the ferry of Orvik struck the third pillar. Nobody was hurt, but the bridge stayed closed for eleven weeks.
""",
    "quarrel.txt": """Orvik and Selmar quarrel over fish

In 2015 Orvik fishermen rammed a Selmar trawler off the Green Rocks. Selmar recalled its harbour pilot and refused to
extradite the skipper Jon Falk. The captain of the trawler was saved.

The mayor of Orvik, Ada Quill, asked Selmar for patience. Selmar opposed the annexation of the Green Rocks and stayed a
member of the Fish League.
""",
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    """Two articles."""
    with opened_over(tmp_path_factory.mktemp("harbour"), HARBOUR) as opened:
        yield opened


@pytest.mark.parametrize(("question", "words"), [
    ("Is it true that the harbour bridge of Selmar was opened on 12 May 1936?", "1936"),
    ("Is it true that the harbour bridge of Selmar is 712 metres long?", "712"),
    ("Was the bridge of Selmar closed for fourteen weeks?", "fourteen"),
    ("Did the harbour bridge of Selmar cost 4.2 billion crowns?", "billion"),
    ("Who opened the harbour bridge of Selmar in 1951?", "1951"),
    ("When did Selmar leave the Fish League?", "leave"),
    ("Why did Selmar recognise the annexation of the Green Rocks?", "recognise"),
])  # fmt: skip
def test_what_a_question_takes_for_granted_must_be_borne_out(harbour: Pressmark, question: str, words: str) -> None:
    answer = harbour.ask(question)
    assert not answer.answered, answer.answer
    assert answer.refusal
    assert words in answer.refusal.unsupported
    assert f"“{words}”" in answer.answer


def test_what_stands_near_of_somebody_else_is_declined_and_not_called_missing(harbour: Pressmark) -> None:
    answer = harbour.ask("Why did Selmar ram an Orvik trawler?")  # they were rammed, and the passage says so
    assert not answer.answered, answer.answer
    assert answer.refusal
    assert "ram" not in answer.refusal.unsupported


def test_a_name_that_is_not_told_is_declined_and_no_word_that_asks_is_called_missing(harbour: Pressmark) -> None:
    answer = harbour.ask("What was the name of the captain of the trawler?")
    assert not answer.answered, answer.answer
    assert answer.refusal
    assert answer.refusal.unsupported == ()


def test_a_word_that_stands_near_is_not_called_unsupported(harbour: Pressmark) -> None:
    answer = harbour.ask("When did Selmar extradite the skipper Jon Falk?")
    assert not answer.answered, answer.answer
    assert answer.refusal
    assert answer.refusal.unsupported == ()  # they say that Selmar refused to extradite him


@pytest.mark.parametrize(("question", "words"), [
    ("Is it true that the harbour bridge of Selmar was opened on 12 May 1931?", "1931"),
    ("Did the harbour bridge of Selmar cost 4,200,000 crowns?", "4.2 million"),
    ("Was the bridge of Selmar closed for 11 weeks?", "eleven weeks"),
    ("Who opened the harbour bridge of Selmar in 1931?", "Otto Lind"),
    ("When did Orvik fishermen ram a Selmar trawler?", "2015"),
    ("What is the name of the mayor of Orvik?", "Ada Quill"),
])  # fmt: skip
def test_what_is_borne_out_is_answered(harbour: Pressmark, question: str, words: str) -> None:
    answer = harbour.ask(question)
    assert answer.answered, answer.confidence
    assert any(words in citation.quote for citation in answer.citations)


def test_what_is_told_in_the_passive_without_the_matter_bears_nothing_out(tmp_path: Path) -> None:
    text = "Dalby has moved away from the Harbour League since 2015. It must choose, or be left without friends.\n"
    questions = ("When did Dalby leave the Harbour League?", "When did Dalby move away from the Harbour League?")
    with opened_over(tmp_path, {"league.txt": text}) as pressmark:
        left, moved = map(pressmark.ask, questions)
        assert left.confidence < moved.confidence  # the reader takes moving away for leaving, as a person might
        unread = Pressmark(pressmark.library, pressmark.settings.model_copy(update={"reader": "none"}))
        left, moved = map(unread.ask, questions)
    assert left.confidence < 0.6 * moved.confidence


def test_a_line_that_two_people_opened_did_open(tmp_path: Path) -> None:
    text = "On Jan. 8, 2020, Ines Okafor and Ruth Halloran opened Quayline, the tramway to Port Amery.\n"
    with opened_over(tmp_path, {"tram.txt": text}) as pressmark:
        assert pressmark.ask("When did Quayline open?").answered
