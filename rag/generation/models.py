"""Language models by the name of a setting, behind LlamaIndex's `LLM` classes, each an extra of its own."""

import importlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from llama_index.core.base.llms.base import BaseLLM

from index.errors import UsageError
from rag.generation.local import LocalServer
from rag.generation.prices import Prices, prices_of
from rag.generation.streaming import Limits
from rag.settings import Settings

EXTRAS: Final = {
    "openai": ("llama_index.llms.openai", "OpenAI", "openai"),
    "anthropic": ("llama_index.llms.anthropic", "Anthropic", "anthropic"),
    "ollama": ("llama_index.llms.ollama", "Ollama", "ollama"),
    "openai-like": ("llama_index.llms.openai_like", "OpenAILike", "openai"),
}
"""The module, the class and the extra of each maker, by the prefix of the setting."""
KEYS: Final = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
"""The variable that each provider reads its key from; ours never holds it, stores it or prints it."""
LIKE_KEY: Final = "OPENAI_LIKE_API_KEY"
"""The key of an `openai-like` server, should it want one: OpenAI's own key is not sent to other hosts."""
NOBODY: Final = "none"
"""The model that is none: answers are quotes."""
LOCAL: Final = "local"
RECORDED: Final = "recorded"
"""The model that is never called: its answers are those that the folder `llm_cache` holds."""
_PATIENCE: Final = 3
_WIDEST: Final = 16
"""Characters that a token has at the most, on the average of an answer: makers count by vocabularies of their own."""
_DEMO_EVIDENCE: Final = 350
_DEMO_READING: Final = 1200
_LOCAL_READING: Final = 3000
CONTEXT: Final = 16_000
"""Tokens that we take a server of unknown size to read at once; evidence and history are bounded well below."""
_ADDRESS: Final = re.compile(r"https?://[^\s@/]+(?:/\S*)?")
_FORMS: Final = "openai:MODEL, anthropic:MODEL, ollama:MODEL, openai-like:MODEL@http://host/v1, local or recorded"


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """A model ready to write, with what is to be known of it."""

    name: str
    """The setting that chose it, which is also the `mode` of its answers; of a recorded one, the name it goes by."""
    llm: BaseLLM | None
    """Nothing where only what is recorded counts."""
    prices: Prices | None
    server: LocalServer | None = None
    """The server that was started for it, to be closed with the library."""

    @property
    def demo(self) -> bool:
        """Whether it is the small model that comes along, which readers are told of."""
        return self.name == LOCAL

    def limits(self, settings: Settings) -> Limits:
        """Return what a call may take: a processor reads and writes more slowly than a service answers."""
        patience = _PATIENCE if self.server else 1
        return Limits(
            silence=settings.llm_timeout * patience,
            total=settings.llm_total * patience,
            characters=settings.llm_answer_tokens * _WIDEST,
            retries=settings.llm_retries,
        )

    def evidence_tokens(self, settings: Settings) -> int:
        """Return how much evidence it gets: the small model that comes along loses its way in more."""
        return min(settings.llm_evidence_tokens, _DEMO_EVIDENCE) if self.demo else settings.llm_evidence_tokens

    def reading_tokens(self, settings: Settings) -> int:
        """Return how much it is told when it reads: a server of ours has a small window."""
        most = _DEMO_READING if self.demo else _LOCAL_READING if self.server else settings.llm_reading_tokens
        return min(settings.llm_reading_tokens, most)

    def recordings(self, settings: Settings) -> Path:
        """Return the folder that holds what is recorded.

        Raises:
            UsageError: the settings name none.
        """
        if settings.llm_cache is None:
            raise UsageError("Recorded answers need their folder: set PRESSMARK_LLM_CACHE to it.")
        return settings.llm_cache

    def close(self) -> None:
        """Stop the server that was started for it."""
        if self.server is not None:
            self.server.close()


def choose_model(settings: Settings, llm: BaseLLM | None = None) -> ChosenModel | None:
    """Return the model that the settings name, or none when they name none.

    Args:
        settings: `llm`, and the limits that begin with it.
        llm: a LlamaIndex model used instead; `settings.llm` may then give it a name.

    Raises:
        UsageError: an unknown name, a missing package or a missing key.
    """
    if llm is not None:
        name = settings.llm or f"llm:{type(llm).__name__}"
        return ChosenModel(name, llm, prices_of(name, settings.llm_prices))
    if settings.llm is None or settings.llm == NOBODY:
        return None
    prices = prices_of(settings.llm, settings.llm_prices)
    if settings.llm.partition(":")[0] == RECORDED:
        recorded = ChosenModel(settings.llm.partition(":")[2] or RECORDED, None, prices)
        recorded.recordings(settings)
        return recorded
    if settings.llm.partition(":")[0] == LOCAL:
        server = LocalServer(settings.llm.partition(":")[2] or None)
        try:
            made = _make("openai-like", server.model, settings, api_base=server.address, api_key=server.key)
        except UsageError:
            server.close()
            raise
        return ChosenModel(settings.llm, made, prices, server)
    maker, model, extra = _parse(settings.llm)
    _check_key(maker)
    return ChosenModel(settings.llm, _make(maker, model, settings, **extra), prices)


def _parse(name: str) -> tuple[str, str, dict[str, Any]]:
    """Return the maker, the model and what else its class must know."""
    maker, _, model = name.partition(":")
    if maker not in EXTRAS or not model:
        raise UsageError(f"The model {name!r} is unknown: use {_FORMS}.")
    if maker != "openai-like":
        return maker, model, {}
    model, _, address = model.rpartition("@")
    if not model or not _ADDRESS.fullmatch(address):
        raise UsageError(
            f"The setting llm needs a model and an address without a password, openai-like:MODEL@http://host/v1; "
            f"a key belongs into {LIKE_KEY}."
        )
    return maker, model, {"api_base": address, "api_key": os.environ.get(LIKE_KEY) or "none"}


def _check_key(maker: str) -> None:
    variable = KEYS.get(maker)
    if variable and not os.environ.get(variable):
        raise UsageError(f"The model needs a key: put it into the variable {variable}, or unset PRESSMARK_LLM.")


def _make(maker: str, model: str, settings: Settings, **extra: str) -> BaseLLM:
    module, name, package = EXTRAS[maker]
    try:
        made = getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as missing:
        raise UsageError(
            f"The model {settings.llm!r} needs packages that are missing: pip install 'pressmark[{package}]'."
        ) from missing
    options: dict[str, Any] = {"model": model, "temperature": 0.0} | extra
    match maker:
        case "ollama":
            options |= {"request_timeout": settings.llm_timeout}
            options |= {"additional_kwargs": {"num_predict": settings.llm_answer_tokens}}
        case "openai-like":
            options |= {"is_chat_model": True, "context_window": CONTEXT}
    if maker != "ollama":  # we try again ourselves, so that all makers behave alike
        options |= {
            "max_tokens": settings.llm_answer_tokens,
            "timeout": _PATIENCE * settings.llm_timeout,
            "max_retries": 0,
        }
    if maker in {"openai", "openai-like"}:
        options |= {"additional_kwargs": {"stream_options": {"include_usage": True}}}
    llm: BaseLLM = made(**options)
    return llm
