"""The words of a model come to an end, whatever the model does."""

import time
from collections.abc import Sequence
from typing import Any

import pytest
from llama_index.core.base.llms.types import ChatMessage, ChatResponse, ChatResponseGen, MessageRole

from rag.generation.models import choose_model
from rag.generation.streaming import Limits, ModelError, Tally, stream_words
from rag.settings import Settings
from tests.conftest import ScriptedModel

ASKED = [ChatMessage(role=MessageRole.USER, content="Who?")]


class EndlessModel(ScriptedModel):
    """A model that goes on and on, a word at a time; it stops only for the test's own sake."""

    script: list[Any] = []  # noqa: RUF012  # a field of pydantic's
    word: str = "and "
    pause: float = 0.0

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:  # noqa: ANN401
        return self._words()

    def _words(self) -> ChatResponseGen:
        began = time.monotonic()
        while time.monotonic() - began < 20:
            time.sleep(self.pause)
            yield ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=self.word), delta=self.word)


@pytest.mark.parametrize("word", ["and ", ""])
def test_a_model_that_never_ends_is_left_after_the_time_for_an_answer(word: str) -> None:
    began = time.monotonic()
    with pytest.raises(ModelError) as left:
        for _ in stream_words(EndlessModel(word=word, pause=0.02), ASKED, Limits(0.3, 0.6, 10**9), Tally()):
            pass
    assert left.value.reason == "silent"
    assert time.monotonic() - began < 8


def test_what_a_model_writes_beyond_its_measure_is_left() -> None:
    tally = Tally()
    written = "".join(stream_words(EndlessModel(word="abc "), ASKED, Limits(5, 15, 1001), tally))
    assert len(written) == 1001
    assert tally.answer_tokens > 0


def test_time_for_an_answer_is_never_shorter_than_its_silence() -> None:
    words = stream_words(ScriptedModel(script=[0.5, "Late."]), ASKED, Limits(5, 0.1, 100), Tally())
    assert "".join(words) == "Late."


def test_the_limits_follow_the_settings() -> None:
    settings = Settings(llm_timeout=7, llm_total=70, llm_answer_tokens=50, llm_retries=1)
    chosen = choose_model(settings, ScriptedModel(script=[]))
    assert chosen is not None
    assert chosen.limits(settings) == Limits(7, 70, 800, 1)
