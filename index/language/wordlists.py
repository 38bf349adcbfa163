"""Data files inside the `llama_index.core` wheel, which spare a download: tiktoken's vocabulary, NLTK's word lists."""

import importlib.util
from functools import cache
from pathlib import Path


@cache
def shipped_folder() -> Path | None:
    """Return the folder of the shipped files, or nothing when this release hasn't got one."""
    spec = importlib.util.find_spec("llama_index.core")
    folder = Path(spec.origin).parent / "_static" if spec and spec.origin else None
    return folder if folder and folder.is_dir() else None


@cache
def function_words(language: str) -> frozenset[str]:
    """Return NLTK's stop words of a language by its English name (`turkish`), as they are spelled; none if unknown."""
    folder = shipped_folder()
    path = folder / "nltk_cache" / "corpora" / "stopwords" / language if folder else None
    if path is None or not path.is_file():
        return frozenset()
    return frozenset(path.read_text(encoding="utf-8").split())
