"""The words of a model come as they are written, and every wait has an end."""

import time
from typing import Any

import pytest
from llama_index.core.base.llms.types import ChatMessage

from rag.generation.streaming import ModelError, Reason, Tally, reason_of, stream_words
from tests.conftest import ScriptedModel

ASKED = [ChatMessage(content="When was the bridge opened?")]


class ConnectFailureError(Exception): ...


class ReadTimeoutError(Exception): ...


class StatusError(Exception):
    def __init__(self, status: int) -> None:
        super().__init__("sk-secret")
        self.status_code = status


def words(*script: Any, silence: float = 5.0, retries: int = 0, tally: Tally | None = None) -> list[str]:  # noqa: ANN401
    return list(stream_words(ScriptedModel(script=list(script)), ASKED, silence, retries, tally or Tally()))


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
    stream = stream_words(ScriptedModel(script=["In ", StatusError(500)]), ASKED, 5.0, 3, tally)
    assert next(stream) == "In "
    with pytest.raises(ModelError):
        next(stream)
    assert tally.calls == 1
    assert tally.answer_tokens > 0, "what was written is paid for"
