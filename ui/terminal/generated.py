"""A language model's answer in the terminal: its words as they come, the result of the check, and the cost."""

from collections.abc import Sequence

from rich.console import Console
from rich.live import Live
from rich.text import Text

from rag import Answer, Filters, Pressmark, Turn
from rag.records import CheckedSentence
from ui.plain import safe_line, safe_text
from ui.terminal.output import WIDEST, write
from ui.wording import check_words, problem_words, say, usage_words

WAITING = "The model reads the quotes ..."
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
    spoken = answer.language
    if answer.checks:
        console.print()
        write(console, Text(f"{say('checked', spoken)}: {check_words(answer.checks, spoken)}.", style="dim"))
        for sentence in answer.checks.details:
            if sentence.status != "supported":
                write(console, _judged(sentence, spoken), indent=4)
    if answer.usage:
        write(console, Text(f"{say('model', spoken)}: {usage_words(answer.usage, spoken)}.", style="dim"))


def _last_lines(console: Console, words: str) -> Text:
    """Return the end of some words, as much as the terminal has room for: what scrolled away can't be taken back."""
    lines = Text(safe_text(words)).wrap(console, min(console.width, WIDEST))
    return Text("\n").join(lines[-max(1, console.height - _ROOM) :])


def _judged(sentence: CheckedSentence, language: str) -> Text:
    """Return a sentence that was taken out or given other evidence, with what was wrong with it."""
    removed = sentence.status == "removed"
    made = Text(f"{say('judged-removed' if removed else 'judged-repaired', language)}: ")
    made.append(safe_line(sentence.text), style="strike" if removed else "")
    wrong = safe_line(problem_words(sentence, language))
    return made.append(f" ({wrong})" if wrong else "", style="dim")
