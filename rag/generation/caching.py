"""Keep what a model wrote by what it was told: an evaluation that is run again pays only for what changed."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from llama_index.core.base.llms.types import ChatMessage
from pydantic import BaseModel, ValidationError

from index.language.token_counts import count_tokens
from rag.generation.forms import Form
from rag.generation.streaming import ModelError, Tally

WANTED: Final = "wanted"
"""The folder, in that of the kept answers, of requests that nobody has answered yet."""


class _Kept(BaseModel):
    """What a file of a kept answer holds."""

    text: str
    prompt_tokens: int | None = None
    answer_tokens: int | None = None


def cache_key(model: str, limit: int, messages: Sequence[ChatMessage], form: Form | None = None) -> str:
    """Return the SHA-256 of a model, how much it may write, what it is told, and the form that it is to fill in."""
    told = [model, limit, *((message.role.value, message.content) for message in messages)]
    told += [form.schema] if form else []
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def kept_words(folder: Path, key: str, words: Iterator[str], tally: Tally) -> Iterator[str]:
    """Yield what was written before for a key, with its tokens; else the words as they come, which are then kept.

    Args:
        folder: where answers are kept, one file each; made when it is missing.
        key: of `cache_key`.
        words: asks the model when it is first looked at.
        tally: gets the tokens that the answer took when it was written.
    """
    path = folder / f"{key}.json"
    if path.is_file():
        kept = json.loads(path.read_text(encoding="utf-8"))
        tally.calls += 1
        tally.prompt_tokens += kept["prompt_tokens"]
        tally.answer_tokens += kept["answer_tokens"]
        yield kept["text"]
        return
    before = (tally.prompt_tokens, tally.answer_tokens)
    written = []
    for piece in words:
        written.append(piece)
        yield piece
    folder.mkdir(parents=True, exist_ok=True)
    tokens = {"prompt_tokens": tally.prompt_tokens - before[0], "answer_tokens": tally.answer_tokens - before[1]}
    _write(path, json.dumps({"text": "".join(written)} | tokens, ensure_ascii=False))


def recorded_words(
    folder: Path, key: str, messages: Sequence[ChatMessage], form: Form | None, tally: Tally
) -> Iterator[str]:
    """Yield what is recorded for a key; where nothing is, write down what is wanted. No model is called.

    Args:
        folder: where answers are kept, as `kept_words` keeps them; the tokens may be left out and are then counted.
        key: of `cache_key`.
        messages: what a model would be told.
        form: what it would be told to fill in.
        tally: gets the call that was spared, with its tokens.

    Raises:
        ModelError: nothing is recorded, or it isn't readable.
    """
    path = folder / f"{key}.json"
    if not path.is_file():
        told = [{"role": message.role.value, "content": message.content or ""} for message in messages]
        (folder / WANTED).mkdir(parents=True, exist_ok=True)
        wanted = {"messages": told, "schema": form and form.schema}
        _write(folder / WANTED / path.name, json.dumps(wanted, ensure_ascii=False, indent=1) + "\n")
        raise ModelError("unrecorded")
    try:
        kept = _Kept.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ModelError("broken") from error
    read = sum(count_tokens(message.content or "") for message in messages)
    tally.calls += 1
    tally.prompt_tokens += read if kept.prompt_tokens is None else kept.prompt_tokens
    tally.answer_tokens += count_tokens(kept.text) if kept.answer_tokens is None else kept.answer_tokens
    yield kept.text


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
