"""How what the model says of windows becomes evidence: with a model that knows its lines."""

from collections.abc import Sequence

import pytest

from index.records import Span
from rag.reading import cross_encoder
from rag.reading.cross_encoder import MIX, CrossEncoder, create_reader
from rag.reading.model import ReaderModel, ReadSentence, ReadWindow
from rag.reading.reader import FLOOR, Unread
from rag.reading.windows import Window
from rag.retrieval.ranking import Evidence
from rag.settings import Settings
from tests.rag.builders import evidence, passage, search

QUESTION = "Who signed for the bridge?"
STORY = passage("The bridge of Selmar was opened.", "Otto Lind signed for it.", "It rained all day.", start=100)


class Scripted(ReaderModel):
    """Says what it was told to say, and keeps what it was asked."""

    def __init__(self, said: dict[str, float]) -> None:
        self.said, self.asked = said, list[tuple[str, tuple[Window, ...]]]()

    def read(self, question: str, windows: Sequence[Window], tokens: int = 0) -> list[ReadWindow | None]:
        self.asked.append((question, tuple(windows)))
        return [
            ReadWindow(tuple(ReadSentence(self.said[text], 0, 4) for text in window.sentences))
            if set(window.sentences) <= set(self.said)
            else None
            for window in windows
        ]


def ranked() -> list[Evidence]:
    return [evidence(STORY, 0, score=1.0), evidence(STORY, 1, score=0.9), evidence(STORY, 2, score=0.2)]


def test_the_sentence_that_answers_comes_first_with_its_words() -> None:
    model = Scripted(dict(zip([each.text for each in STORY.sentences], (-3.0, 2.0, -20.0), strict=True)))
    read = CrossEncoder(model, 500).read(search(QUESTION), ranked())
    assert [each.position for each in read] == [1, 0, 2]
    assert read[0].log_odds == 2.0
    assert read[0].score == pytest.approx(0.9 + 2 * MIX)
    assert read[2].score == pytest.approx(0.2 + FLOOR * MIX)
    start = STORY.sentences[1].span.start
    assert read[0].answer == Span(start, start + 4)


def test_a_question_asked_again_is_not_read_again() -> None:
    model = Scripted({each.text: 0.0 for each in STORY.sentences})
    reader = CrossEncoder(model, 500)
    first, second = (reader.read(search(QUESTION), ranked()) for _ in range(2))
    assert [each.log_odds for each in first] == [each.log_odds for each in second]
    assert len(model.asked) == 1


def test_what_was_not_read_counts_as_ruled_out() -> None:
    read = CrossEncoder(Scripted({}), 500).read(search(QUESTION), ranked())
    assert {each.log_odds for each in read} == {None}
    assert read[0].score == pytest.approx(1.0 + FLOOR * MIX)


def test_a_missing_model_leaves_the_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cross_encoder, "load_model", lambda: None)
    reader = create_reader(Settings())
    assert isinstance(reader, Unread)
    assert reader.read(search(QUESTION), ranked())[0].position == 0


def test_the_setting_turns_the_reader_off() -> None:
    assert isinstance(create_reader(Settings(reader="none")), Unread)
