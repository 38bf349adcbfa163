from collections.abc import Iterator
from pathlib import Path

from llama_index.core.base.llms.types import ChatMessage

from rag.generation.caching import cache_key, kept_words
from rag.generation.streaming import Tally

ASKED = [ChatMessage(content="Why?")]


def asked_again() -> Iterator[str]:
    yield "the model was asked again"


def test_what_was_written_is_written_once(tmp_path: Path) -> None:
    key = cache_key("m", 10, ASKED)
    tally = Tally(prompt_tokens=7)

    def answer() -> Iterator[str]:
        yield from ("Because ", "of rain.")
        tally.prompt_tokens += 5
        tally.answer_tokens += 2

    assert "".join(kept_words(tmp_path / "kept", key, answer(), tally)) == "Because of rain."
    later = Tally()
    assert list(kept_words(tmp_path / "kept", key, asked_again(), later)) == ["Because of rain."]
    assert (later.calls, later.prompt_tokens, later.answer_tokens) == (1, 5, 2)


def test_another_model_prompt_or_length_is_another_key() -> None:
    keys = {cache_key(*each) for each in (("m", 10, ASKED), ("n", 10, ASKED), ("m", 11, ASKED), ("m", 10, ASKED * 2))}
    assert len(keys) == 4
