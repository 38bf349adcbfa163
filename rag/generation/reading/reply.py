"""What a language model says of the sentences that it read, as a form; and how it is found in what it wrote."""

import json
import re
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.generation.forms import Form


class NamedAnswer(BaseModel):
    """A sentence that answers."""

    model_config = ConfigDict(extra="forbid")
    sentence: int = Field(description="Its number.")
    answer: str = Field(description="The fewest words of it that answer, copied; empty where all of it answers.")


class Reply(BaseModel):
    """What the sentences say to a question."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(description="The question, complete in itself.")
    answers: list[NamedAnswer] = Field(description="The sentences that answer, the best first; empty if none does.")
    agree: bool = Field(description="False only if they give different answers to the same question.")
    missing: str = Field(description="If none answers: what is missing, in a few words; else empty.")
    sure: float = Field(description="From 0 to 1.")


FORM: Final = Form("tell_which_sentences_answer", "Say which sentences answer the question.", Reply)
_ABSENT: Final[dict[str, Any]] = {"question": "", "agree": True, "missing": "", "sure": -1.0}
"""What a model may leave out that is given no schema; below 0 it doesn't say how sure it is."""
_OPENING: Final = re.compile(r"\{")


def read_reply(written: str) -> Reply | None:
    """Return the first JSON object in a text that is a reply, whatever stands around it; `None` without one."""
    for opening in _OPENING.finditer(written):
        try:
            found, _ = json.JSONDecoder().raw_decode(written, opening.start())
        except ValueError:
            return None
        try:
            return Reply.model_validate(_ABSENT | found)
        except ValidationError:
            continue
    return None
