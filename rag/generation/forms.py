"""Have a language model fill in a form: by a JSON schema or a tool where its maker has them, else in plain text."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from llama_index.core.base.llms.base import BaseLLM
from llama_index.core.base.llms.types import ChatMessage, ChatResponse
from pydantic import BaseModel

_REFUSED: Final = frozenset({400, 404, 422, 501})
"""HTTP statuses by which a server says that it doesn't know schemas."""


@dataclass(frozen=True, slots=True)
class Form:
    """A JSON object that a model is to write."""

    name: str
    """In `snake_case`."""
    purpose: str
    """What it is for, in a sentence."""
    fields: type[BaseModel]

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON schema."""
        return self.fields.model_json_schema()


def filled(llm: BaseLLM, messages: Sequence[ChatMessage], form: Form | None) -> Iterator[ChatResponse]:
    """Yield what a model says; with a form, as JSON in the words of the form, as far as the model keeps to it.

    OpenAI's servers and those like it are given the schema, and Ollama; other models that call functions a tool. A
    model that has neither, and a server that refuses the schema, has only what the messages say.
    """
    if form is None:
        yield from llm.stream_chat(messages)
        return
    names = {kind.__name__ for kind in type(llm).__mro__}
    if "Ollama" in names:
        yield from llm.stream_chat(messages, format=form.schema)
    elif "OpenAI" in names:
        yield from _with_schema(llm, messages, form)
    elif getattr(llm, "stream_chat_with_tools", None) and getattr(llm.metadata, "is_function_calling_model", False):
        yield from _by_tool(llm, messages, form)
    else:
        yield from llm.stream_chat(messages)


def _with_schema(llm: BaseLLM, messages: Sequence[ChatMessage], form: Form) -> Iterator[ChatResponse]:
    wanted = {"type": "json_schema", "json_schema": {"name": form.name, "strict": True, "schema": form.schema}}
    began = False
    try:
        for response in llm.stream_chat(messages, response_format=wanted):
            began = True
            yield response
    except Exception as error:
        if began or getattr(error, "status_code", None) not in _REFUSED:
            raise
        yield from llm.stream_chat(messages)


def _by_tool(llm: Any, messages: Sequence[ChatMessage], form: Form) -> Iterator[ChatResponse]:  # noqa: ANN401
    """Yield empty words while the tool's arguments come, and last the arguments; words where no tool is called."""
    from llama_index.core.tools import FunctionTool

    tool = FunctionTool.from_defaults(fn=dict, name=form.name, description=form.purpose, fn_schema=form.fields)
    said, last = "", None
    for response in llm.stream_chat_with_tools([tool], chat_history=list(messages), tool_required=True):
        said, last = said + (response.delta or ""), response
        yield response.model_copy(update={"delta": ""})
    if last is None:
        return
    calls = llm.get_tool_calls_from_response(last, error_on_no_tool_call=False)
    yield last.model_copy(update={"delta": json.dumps(calls[0].tool_kwargs, ensure_ascii=False) if calls else said})
