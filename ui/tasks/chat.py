"""The command `chat`: a conversation in the terminal."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text

from index.errors import UsageError
from rag import Answer, Filters, Pressmark, Turn
from ui.opening import Writing, opened
from ui.plain import safe_line
from ui.tasks.sample import QUESTIONS, chat_settings
from ui.terminal.answers import place, show_answer, show_sources, teller
from ui.terminal.generated import answered, show_check
from ui.terminal.output import message, to_stdout, write
from ui.wording import counted, say

PROMPT = "> "
HELP = """Ask a question about the articles; the next one may lean on it ("And when did he say it?").
/sources  show the sources of the last answer, with their words
/help     show this
/quit     leave, as Ctrl-D does"""
GOODBYE = "Goodbye."


def open_chat(library: Path | None, filters: Filters, writing: Writing, *, sample: bool) -> None:
    """Hold a conversation over a library until the user leaves.

    Raises:
        UsageError: a library is named beside the sample articles.
        LibraryError: the library can't be used.
    """
    settings = chat_settings(library, sample=sample, own=False)
    with opened(settings, filters, writing) as pressmark:
        conversation = Conversation(pressmark, filters, to_stdout())
        conversation.greet(QUESTIONS if sample else ())
        try:
            for line in typed_lines():
                if not conversation.take(line.strip()):
                    break
        except KeyboardInterrupt:
            print()
    print(GOODBYE)


class Conversation:
    """A conversation in the terminal: keeps the turns, and answers each line that is typed."""

    def __init__(self, pressmark: Pressmark, filters: Filters, console: Console) -> None:
        """Answer from an open library, on a console."""
        self._pressmark, self._filters, self._console = pressmark, filters, console
        self._turns: list[Turn] = []
        self._last: Answer | None = None

    def greet(self, suggestions: tuple[str, ...]) -> None:
        """Say what can be asked about."""
        count = self._pressmark.article_count()
        write(self._console, f"Ask about {counted(count, 'article')}; /help says more, /quit leaves.")
        for number, question in enumerate(suggestions):
            write(self._console, f"{'Try:' if not number else '    '} {question}")

    def take(self, line: str) -> bool:
        """Answer a question or follow a command; return True if the conversation goes on."""
        match line:
            case "":
                pass
            case "/quit" | "/exit" | "/q":
                return False
            case "/help":
                write(self._console, HELP)
            case "/sources":
                self._show_sources()
            case _ if line.startswith("/"):
                message(f"There is no command {safe_line(line)}: /help lists them.")
            case _:
                self._ask(line)
        return True

    def _ask(self, question: str) -> None:
        try:
            answer = answered(self._pressmark, self._console, question, self._turns, self._filters)
        except UsageError as error:
            message(str(error))
            return
        self._turns += [Turn("user", question), Turn("assistant", answer.answer)]
        self._last = answer
        if answer.standalone_question != question:
            understood = say("understood", answer.language, question=answer.standalone_question)
            write(self._console, Text(safe_line(understood), style="dim"))
        show_answer(self._console, answer)
        if answer.citations:
            places = "  ".join(
                f"[{citation.marker}] {place(citation)}{teller(citation, answer.language)}"
                for citation in answer.citations
            )
            write(self._console, Text(places, style="dim"))
        show_check(self._console, answer)
        self._console.print()

    def _show_sources(self) -> None:
        if self._last is None:
            message("There is no answer yet: ask a question first.")
        elif not self._last.citations:
            message("The last answer has no sources.")
        else:
            show_sources(self._console, self._last.citations, self._last.language)
            self._console.print()


def typed_lines() -> Iterator[str]:
    """Yield what is typed, with a prompt and the arrow keys; or, out of a pipe or a file, line by line, repeated."""
    if not sys.stdin.isatty():
        for line in sys.stdin:
            print(f"{PROMPT}{safe_line(line)}", flush=True)
            yield line
        return
    with suppress(ImportError):  # some Pythons come without it
        import readline  # noqa: F401  # importing it is what gives `input` the arrow keys
    while True:
        try:
            yield input(PROMPT)
        except EOFError:
            print()
            return
