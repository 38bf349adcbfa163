"""Keep what a model wrote by what it was told: an evaluation that is run again pays only for what changed."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from llama_index.core.base.llms.types import ChatMessage

from rag.generation.streaming import Tally


def cache_key(model: str, limit: int, messages: Sequence[ChatMessage]) -> str:
    """Return the SHA-256 of a model, how much it may write, and what it is told."""
    told = [model, limit, *((message.role.value, message.content) for message in messages)]
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
    part = path.with_suffix(".part")
    tokens = {"prompt_tokens": tally.prompt_tokens - before[0], "answer_tokens": tally.answer_tokens - before[1]}
    part.write_text(json.dumps({"text": "".join(written)} | tokens, ensure_ascii=False), encoding="utf-8")
    part.replace(path)
