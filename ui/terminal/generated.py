"""What a language model wrote, in the terminal: its words as they come, what the check made of them, what it took."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.live import Live
from rich.text import Text

from rag import Answer, Filters, Pressmark, Turn
from rag.records import CheckedSentence, Checks, ProblemKind, Usage
from ui.terminal.output import WIDEST, write
from ui.terminal.plain import counted, safe_line, safe_text

WAITING = "The model reads the quotes ..."
WRONG: Final[Mapping[ProblemKind, str]] = {
    "marker": "cites no quote",
    "number": "its quote has no such number",
    "date": "its quote has no such date",
    "name": "its quote has no such name",
    "negation": "its quote says the opposite",
    "strength": "stronger than its quote",
    "attribution": "an opinion told as a fact",
    "fabricated": "a quotation that stands in no article",
    "misattributed": "a quotation that stands elsewhere",
    "meaning": "says something else than its quote",
}
"""What is wrong with a sentence, in words for readers."""
_ROOM = 2
"""Lines of the terminal that are left free below words that are still coming."""


def answered(
    pressmark: Pressmark, console: Console, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
) -> Answer:
    """Answer a question; on a terminal the words of a model are shown as they come.

    They make way for the answer, in which only what held up is left. Into a pipe goes nothing but the answer.

    Raises:
        UsageError: the question is empty or too long.
        LibraryError: the library is empty or damaged.
    """
    if pressmark.writer is None or not console.is_terminal:
        return pressmark.ask(question, history, filters)
    words = ""
    with Live(Text(WAITING, style="dim"), console=console, transient=True, auto_refresh=False) as live:
        for piece in pressmark.stream(question, history, filters):
            if isinstance(piece, Answer):
                return piece
            words += piece.text
            live.update(_last_lines(console, words), refresh=True)
    raise ValueError("The stream ended without an answer.")


def show_check(console: Console, answer: Answer) -> None:
    """Print what became of written sentences, each that did not stand as it was, and what the model took.

    Nothing is printed of an answer that no model had a hand in.
    """
    if answer.checks:
        console.print()
        write(console, Text(f"Checked: {check_words(answer.checks)}.", style="dim"))
        for sentence in answer.checks.details:
            if sentence.status != "supported":
                write(console, _judged(sentence), indent=4)
    if answer.usage:
        write(console, Text(f"Model: {usage_words(answer.usage)}.", style="dim"))


def check_words(checks: Checks) -> str:
    """Return how many written sentences stood, were given better evidence, and did not stand."""
    removed = "struck out" if any(each.status == "removed" for each in checks.details) else "left out"
    told = [f"{checks.supported} of {counted(checks.sentences, 'written sentence')} borne out by the quotes"]
    told += [f"{checks.repaired} given better evidence"] if checks.repaired else []
    told += [f"{checks.removed} {removed}"] if checks.removed else []
    return "; ".join(told)


def problem_words(sentence: CheckedSentence) -> str:
    """Return what was wrong with a sentence: `its quote has no such date: “1831”`; often there is nothing."""
    told = (
        WRONG[each.kind] if each.words in {"", sentence.text} else f"{WRONG[each.kind]}: “{each.words}”"
        for each in sentence.problems
    )
    return "; ".join(told)


def usage_words(usage: Usage) -> str:
    """Return what a model read and wrote, and what that cost, as far as it is known."""
    tokens = f"{counted(usage.prompt_tokens, 'token')} read, {usage.answer_tokens:,} written"
    if usage.cost_usd is None:
        return f"{tokens}, price not known"
    return f"{tokens}, about ${usage.cost_usd:.4f}" if usage.cost_usd else f"{tokens}, at no cost"


def usage_of_all(every: Sequence[Usage]) -> Usage:
    """Return what a model took for several answers together; the cost only where all of it is known."""
    known = [each.cost_usd for each in every if each.cost_usd is not None]
    return Usage(
        calls=sum(each.calls for each in every),
        prompt_tokens=sum(each.prompt_tokens for each in every),
        answer_tokens=sum(each.answer_tokens for each in every),
        cost_usd=sum(known) if len(known) == len(every) else None,
    )


def checks_of_all(every: Sequence[Checks]) -> Checks:
    """Return what became of the sentences of several answers together."""
    return Checks(
        sentences=sum(each.sentences for each in every),
        supported=sum(each.supported for each in every),
        repaired=sum(each.repaired for each in every),
        removed=sum(each.removed for each in every),
    )


def _last_lines(console: Console, words: str) -> Text:
    """Return the end of some words, as much as the terminal has room for: what scrolled away can't be taken back."""
    lines = Text(safe_text(words)).wrap(console, min(console.width, WIDEST))
    return Text("\n").join(lines[-max(1, console.height - _ROOM) :])


def _judged(sentence: CheckedSentence) -> Text:
    """Return a sentence that was taken out or given other evidence, with what was wrong with it."""
    removed = sentence.status == "removed"
    made = Text("struck out: " if removed else "better evidence: ")
    made.append(safe_line(sentence.text), style="strike" if removed else "")
    wrong = safe_line(problem_words(sentence))
    return made.append(f" ({wrong})" if wrong else "", style="dim")
