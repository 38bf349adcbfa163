"""The reader model as it is shipped finds the sentence that answers, and its words."""

from pathlib import Path

import pytest

from rag.reading.model import FOLDER, ReaderModel
from rag.reading.sessions import TRAINED
from rag.reading.windows import Window

BLAST = Window(
    "Blast at Braduleni grain terminal injures nine",
    "2021-07-13",
    (
        "A dust explosion tore open two silos at the Granaris grain terminal on Monday and injured nine workers.",
        "It happened at 3.20 p.m., while a train from Slatina was being unloaded, the company said.",
        "About 6,000 tonnes of wheat were lost, according to a first estimate by Granaris.",
    ),
)
AFTER = Window(
    "Two years after the blast, Braduleni is bigger than ever",
    "2023-06-20",
    (
        "The rebuilding cost 61 million euros, of which the insurers bore 38 million.",
        "The new silos were inaugurated last Friday and hold 95,000 tonnes between them.",
    ),
)


@pytest.fixture(scope="module")
def reader() -> ReaderModel:
    if not (FOLDER / TRAINED).is_file():
        pytest.skip("the trained layers aren't there yet")
    return ReaderModel()


def test_a_folder_without_the_graphs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="lacks frozen"):
        ReaderModel(tmp_path)


def test_the_sentence_that_answers_comes_first(reader: ReaderModel) -> None:
    read = reader.read("How much did the rebuilding of the terminal cost?", [BLAST, AFTER])
    odds = {(w, s): each.log_odds for w, window in enumerate(read) if window for s, each in enumerate(window.sentences)}
    assert max(odds, key=lambda place: odds[place]) == (1, 0)
    assert read[1]
    assert "61 million" in AFTER.sentences[0][read[1].sentences[0].start : read[1].sentences[0].end]


def test_what_no_sentence_answers_has_low_odds(reader: ReaderModel) -> None:
    read = reader.read("What is the weather in Braduleni tomorrow?", [BLAST, AFTER])
    assert all(window and window.best < 0 for window in read)


def test_a_window_reads_the_same_with_others_and_again(reader: ReaderModel) -> None:
    question = "When did the explosion happen?"
    both, alone = reader.read(question, [BLAST, AFTER]), reader.read(question, [BLAST])
    assert both[0] is not None
    assert both[0] == alone[0]
    assert reader.read(question, [AFTER, BLAST]) == both[::-1]


def test_windows_beyond_the_budget_are_left_out(reader: ReaderModel) -> None:
    assert reader.read("When did the explosion happen?", [BLAST, AFTER], tokens=100)[1] is None
    assert reader.read("When did the explosion happen?", []) == []
    assert reader.read("When did the explosion happen?", [Window("Only a title", "", ())]) == [None]
