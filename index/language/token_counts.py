"""Token counts by tiktoken, without its download: LlamaIndex ships the vocabulary."""

import os
from functools import cache

import tiktoken

from index.language.wordlists import shipped_folder

VOCABULARY = "cl100k_base"


def use_shipped_vocabulary() -> None:
    """Point tiktoken at the files inside `llama_index.core`, unless the user's environment points elsewhere."""
    folder = shipped_folder()
    if folder:
        os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(folder / "tiktoken_cache"))


@cache
def _encoding() -> tiktoken.Encoding:
    use_shipped_vocabulary()
    return tiktoken.get_encoding(VOCABULARY)


def count_tokens(text: str) -> int:
    """Return the length of `text` in tokens; words that look like control tokens count as plain text."""
    return len(_encoding().encode(text, disallowed_special=()))
