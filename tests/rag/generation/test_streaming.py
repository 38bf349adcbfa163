"""The words of a model come to an end, whatever the model does."""

import time
from collections.abc import Sequence
from typing import Any

import pytest
from llama_index.core.base.llms.types import ChatMessage, ChatResponse, ChatResponseGen, MessageRole

from rag.generation.models import choose_model
from rag.generation.streaming import Limits, ModelError, Reason, Tally, reason_of, stream_words
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


class ConnectFailureError(Exception): ...


class ReadTimeoutError(Exception): ...


class StatusError(Exception):
    def __init__(self, status: int) -> None:
        super().__init__("sk-secret")
        self.status_code = status


def words(*script: Any, silence: float = 5.0, retries: int = 0, tally: Tally | None = None) -> list[str]:  # noqa: ANN401
    return list(
        stream_words(ScriptedModel(script=list(script)), ASKED, Limits(silence, 60.0, 10**6, retries), tally or Tally())
    )


def test_the_words_come_in_order_and_are_counted() -> None:
    tally = Tally()
    assert words("In ", "May ", "1931.", tally=tally) == ["In ", "May ", "1931."]
    assert tally.calls == 1
    assert tally.prompt_tokens > 0
    assert tally.answer_tokens > 0


@pytest.mark.parametrize(("error", "reason"), [
    (StatusError(401), "key"), (StatusError(403), "key"), (StatusError(429), "busy"), (StatusError(500), "broken"),
    (ReadTimeoutError(), "silent"), (ConnectFailureError(), "unreachable"), (ValueError(), "broken"),
])  # fmt: skip
def test_an_error_is_told_by_its_status_or_its_name(error: Exception, reason: Reason) -> None:
    assert reason_of(error) == reason


def test_what_a_provider_says_is_never_repeated() -> None:
    with pytest.raises(ModelError) as failed:
        words(StatusError(401))
    assert failed.value.reason == "key"
    assert "sk-secret" not in str(failed.value)


def test_a_model_that_says_nothing_is_not_waited_for() -> None:
    started = time.monotonic()
    with pytest.raises(ModelError) as failed:
        words(30.0, "too late", silence=0.2)
    assert failed.value.reason == "silent"
    assert time.monotonic() - started < 10


def test_a_busy_model_is_asked_again_and_a_wrong_key_is_not() -> None:
    tally = Tally()
    with pytest.raises(ModelError):
        words(StatusError(429), retries=1, tally=tally)
    assert tally.calls == 2
    tally = Tally()
    with pytest.raises(ModelError):
        words(StatusError(401), retries=3, tally=tally)
    assert tally.calls == 1


def test_one_that_has_begun_to_write_is_not_asked_again() -> None:
    tally = Tally()
    stream = stream_words(ScriptedModel(script=["In ", StatusError(500)]), ASKED, Limits(5.0, 60.0, 10**6, 3), tally)
    assert next(stream) == "In "
    with pytest.raises(ModelError):
        next(stream)
    assert tally.calls == 1
    assert tally.answer_tokens > 0, "what was written is paid for"
