"""Stream the words of a language model, with a time limit on every wait."""

import random
import threading
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import Any, Final, Literal

from llama_index.core.base.llms.base import BaseLLM
from llama_index.core.base.llms.types import ChatMessage, ChatResponse

from index.errors import PressmarkError
from index.language.token_counts import count_tokens
from rag.generation.forms import Form, filled

Reason = Literal["silent", "unreachable", "key", "busy", "broken", "empty", "unrecorded"]
"""Why a model wrote nothing that can be used."""

_BACKOFF: Final = 0.5
"""Seconds before the first new try; each further one waits twice as long, and up to half as much again by chance, so
that many callers who were turned away together don't come back together."""
_AGAIN: Final = frozenset({"unreachable", "busy", "broken"})
_REPORTED: Final = (
    ("prompt_tokens", "input_tokens", "prompt_eval_count"),
    ("completion_tokens", "output_tokens", "eval_count"),
)
"""What makers call the tokens read and written."""


class ModelError(PressmarkError):
    """A model that can't be used now. Its text never repeats what the provider said, which may hold a key."""

    def __init__(self, reason: Reason) -> None:
        """Say why, as one of the reasons that a note has words for."""
        super().__init__(f"The model can't be used: {reason}.")
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Limits:
    """What a call may take at the most."""

    silence: float
    """Seconds it may say nothing, before its first word and between two."""
    total: float
    """Seconds in all, tries included; never less than it may be silent."""
    characters: int
    """Characters it may write; what comes behind them is left."""
    retries: int = 0
    """How often to try again, when it is busy or can't be reached and has said nothing yet."""


@dataclass(slots=True)
class Tally:
    """What the calls for one answer came to."""

    calls: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0


@dataclass(slots=True)
class _Try:
    """One call on its way, in a thread of its own: no model's class is trusted to keep a time limit."""

    llm: BaseLLM
    messages: Sequence[ChatMessage]
    form: Form | None = None
    arrived: "Queue[ChatResponse | BaseException | None]" = field(default_factory=Queue)
    left: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Pass on what comes; an error is passed on too, and raised where it is waited for."""
        try:
            for response in filled(self.llm, self.messages, self.form):
                if self.left.is_set():
                    return
                self.arrived.put(response)
            self.arrived.put(None)
        except BaseException as error:  # raised again in `_responses`
            self.arrived.put(error)


def stream_words(
    llm: BaseLLM, messages: Sequence[ChatMessage], limits: Limits, tally: Tally, form: Form | None = None
) -> Iterator[str]:
    """Yield the words that a model writes, as they come, and no more than the limit.

    Args:
        llm: the model.
        messages: what it is told.
        limits: how long it may be silent and write, how much, and how often it is tried again.
        tally: gets the call and its tokens, also when it fails.
        form: what it is to fill in, as JSON, instead of writing freely.

    Raises:
        ModelError: it failed, was silent for too long, or didn't come to an end in time.
    """
    read = sum(count_tokens(message.content or "") for message in messages)
    began_at = time.monotonic()
    deadline, end = began_at + limits.silence, began_at + max(limits.total, limits.silence)
    for tried in range(limits.retries + 1):
        tally.calls += 1
        began = False
        try:
            for words in _words(
                _responses(_Try(llm, messages, form), limits.silence, deadline, end), limits.characters, read, tally
            ):
                began = True
                yield words
            return
        except ModelError as error:
            wait = _BACKOFF * 2**tried * (1 + random.random() / 2)  # noqa: S311  # spreads callers, guards nothing
            if began or error.reason not in _AGAIN or tried == limits.retries or time.monotonic() + wait > deadline:
                raise
            time.sleep(wait)


def _words(responses: Iterator[ChatResponse], characters: int, read: int, tally: Tally) -> Iterator[str]:
    """Yield the words of one call up to its limit, and count its tokens however it ends."""
    written: list[str] = []
    left = characters
    reported: tuple[int | None, int | None] = (None, None)
    try:
        for response in responses:
            found = _reported(response)
            reported = (found[0] or reported[0], found[1] or reported[1])
            if response.delta:
                words = response.delta[:left]
                left -= len(words)
                written.append(words)
                yield words
            if left <= 0:  # it was told how much to write, and doesn't hear
                return
    finally:
        tally.prompt_tokens += reported[0] or read
        tally.answer_tokens += reported[1] or count_tokens("".join(written))


def _responses(call: _Try, silence: float, deadline: float, end: float) -> Generator[ChatResponse, None, None]:
    threading.Thread(target=call.run, name="pressmark-model", daemon=True).start()
    try:
        while True:
            left = min(deadline, end) - time.monotonic()
            try:
                came = call.arrived.get(timeout=max(0.0, left))
            except Empty as error:
                raise ModelError("silent") from error
            if came is None:
                return
            if isinstance(came, BaseException):
                raise ModelError(reason_of(came)) from came
            if time.monotonic() > end:
                raise ModelError("silent")
            deadline = time.monotonic() + silence
            yield came
    finally:
        call.left.set()


def reason_of(error: BaseException) -> Reason:
    """Return why a call failed, from its HTTP status or the names of its class: makers share neither class nor words.

    The exception itself is never shown: providers repeat part of the key in it.
    """
    status = getattr(error, "status_code", None)
    if status in {401, 403}:
        return "key"
    if status == 429:
        return "busy"
    names = " ".join(kind.__name__ for kind in type(error).__mro__)
    if "Timeout" in names:
        return "silent"
    return "unreachable" if "Connect" in names else "broken"


def _reported(response: ChatResponse) -> tuple[int | None, int | None]:
    """Return the tokens read and written, where the maker reports them: each does so in a place of its own."""
    raw = response.raw
    places: list[Any] = [response.additional_kwargs, raw, getattr(raw, "usage", None)]
    if isinstance(raw, Mapping):
        places.append(raw.get("usage"))
    read, written = (_number(places, names) for names in _REPORTED)
    return read, written


def _number(places: Sequence[Any], names: Sequence[str]) -> int | None:
    for place in places:
        for name in names:
            value = place.get(name) if isinstance(place, Mapping) else getattr(place, name, None)
            if isinstance(value, int) and value > 0:
                return value
    return None
