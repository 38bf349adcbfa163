"""What a session knows: the exchanges so far, as records here and as plain data in the browser."""

from dataclasses import dataclass, replace
from typing import Any

from index.errors import UsageError
from rag import Answer, Turn
from rag.serialise import answer_from_dict, answer_to_dict

KEPT = 40
"""Exchanges kept: a browser stores some five million characters, and one exchange takes about ten thousand."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it."""

    answer: Answer

    @property
    def question(self) -> str:
        """The question as it was typed."""
        return self.answer.question


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges, oldest first."""

    exchanges: tuple[Exchange, ...] = ()
    begun: int = 0
    """How often the reader had begun anew, since the page was opened, when this conversation began."""

    def unless_begun(self, begun: int) -> "Conversation":
        """Return this conversation, or an empty one when the reader has begun another since.

        The browser counts; so a question is never asked within, or kept with, a conversation that was left, in whatever
        order the server hears of it.
        """
        return self if begun == self.begun else Conversation(begun=begun)

    def or_kept(self, kept: object, begun: int) -> "Conversation":
        """Return this conversation, or the browser's copy of it where the page knows none: another one held it.

        Args:
            kept: what the browser sends of it, if it does.
            begun: how often the reader had begun anew; a copy of another conversation isn't taken.
        """
        if self.exchanges or not isinstance(kept, dict) or kept.get("begun", 0) != begun:
            return self
        return replace(from_plain(kept), begun=begun)

    def before(self, position: int | None) -> "Conversation":
        """Return what stands before an exchange that is asked again; all of it when none is."""
        return self if position is None else replace(self, exchanges=self.exchanges[: max(position, 0)])

    def with_exchange(self, exchange: Exchange) -> "Conversation":
        """Return the conversation with one more exchange; the oldest go when there are too many."""
        return replace(self, exchanges=(*self.exchanges, exchange)[-KEPT:])

    def followed_by(self, later: "Conversation") -> "Conversation":
        """Return the conversation with what is new in a later one behind it."""
        new = tuple(each for each in later.exchanges if each not in self.exchanges)
        return replace(later, exchanges=(*self.exchanges, *new)[-KEPT:])

    @property
    def turns(self) -> list[Turn]:
        """The conversation as the engine takes it."""
        said = ((each.question, each.answer.answer) for each in self.exchanges)
        return [turn for asked, told in said for turn in (Turn("user", asked), Turn("assistant", told))]


def to_plain(conversation: Conversation) -> dict[str, object]:
    """Return a conversation as data that a browser can keep."""
    exchanges = [{"answer": answer_to_dict(each.answer)} for each in conversation.exchanges]
    return {"exchanges": exchanges, "begun": conversation.begun}


def from_plain(stored: Any) -> Conversation:  # noqa: ANN401  # whatever a browser sends
    """Return the conversation that a browser kept; an empty one when it isn't one that we wrote."""
    try:
        answers = [answer_from_dict(each["answer"]) for each in stored["exchanges"][-KEPT:]]
        return Conversation(tuple(map(Exchange, answers)))
    except (KeyError, TypeError, UsageError):
        return Conversation()
