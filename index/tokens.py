"""Token counts by tiktoken, without its download: LlamaIndex ships the vocabulary."""

import importlib.util
import os
from functools import cache
from pathlib import Path

import tiktoken

VOCABULARY = "cl100k_base"


def use_shipped_vocabulary() -> None:
    """Point tiktoken at the files inside `llama_index.core`, unless the user's environment points elsewhere."""
    spec = importlib.util.find_spec("llama_index.core")
    if spec and spec.origin:
        shipped = Path(spec.origin).parent / "_static" / "tiktoken_cache"
        os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(shipped))


@cache
def _encoding() -> tiktoken.Encoding:
    use_shipped_vocabulary()
    return tiktoken.get_encoding(VOCABULARY)


def count_tokens(text: str) -> int:
    """Return the length of `text` in tokens; words that look like control tokens count as plain text."""
    return len(_encoding().encode(text, disallowed_special=()))
