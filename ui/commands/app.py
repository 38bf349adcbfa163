"""The command line's frame: the app that modules put their commands on, the options they share, and how errors end.

Nothing heavy is imported here: `pressmark --help` and shell completion load this module and the modules of commands,
so those import what does the work inside each command.
"""

import errno
import inspect
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NoReturn, ParamSpec, TypeVar

import typer

from index.errors import PressmarkError, UsageError, remedy
from ui.logs import set_up
from ui.plain import safe_text

DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
"""How the program ends, for scripts."""
DEBUG = "PRESSMARK_DEBUG"
"""A variable that, when set, lets the traceback of an unforeseen error through."""

LibraryFolder = Annotated[
    Path | None,
    # No `envvar` here: the settings read the variable, and `chat --sample` may overrule that but not what was typed.
    typer.Option(
        "--library", metavar="DIR", help="The library's folder.  [env var: PRESSMARK_LIBRARY; default: library]"
    ),
]
FileFilter = Annotated[
    list[str] | None,
    typer.Option("--file", metavar="FILE", help="Only this article, as `info` names it. May be given again."),
]
PublisherFilter = Annotated[
    list[str] | None, typer.Option("--publisher", metavar="NAME", help="Only this publisher. May be given again.")
]
FromFilter = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="Only articles published on or after 2017-03-12, 2017-03 or 2017."),
]
ToFilter = Annotated[
    str | None,
    typer.Option("--to", metavar="DATE", help="Only articles published on or before 2017-03-12, 2017-03 or 2017."),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--llm",
        metavar="MODEL",
        help="Let a model read and write, each sentence checked.  [env var: PRESSMARK_LLM; none: no model]",
    ),
]
Write = Annotated[
    bool | None,
    typer.Option("--write/--quotes", help="Whether the model writes the answer, or only names what is quoted."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Leave out what failed the check, instead of striking it out.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

app = typer.Typer(
    name="pressmark",
    no_args_is_help=True,
    # Plain help: typer's boxes load rich, which doubles the time that `--help` and completion take.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


Verbose = Annotated[bool, typer.Option("--verbose", help="Say on stderr what is done, a line a step.")]
LogJson = Annotated[bool, typer.Option("--log-json", help="The same as JSON lines, for programs that collect logs.")]


def command(name: str) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Put a function on the app as the command `name`, with the options for the log.

    Its errors end as `reported` says. A command that has an option `log_questions` also has questions logged by it.
    """

    def register(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        @wraps(function)
        def guarded(*args: Parameters.args, **options: Parameters.kwargs) -> Result:
            verbose, as_json = bool(options.pop("verbose", False)), bool(options.pop("log_json", False))
            with reported():
                set_up(verbose=verbose or as_json, as_json=as_json, questions=bool(options.get("log_questions")))
                return function(*args, **options)

        return app.command(name)(_with_log_options(guarded))

    return register


def _with_log_options(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Make typer see two more options than a function has; `command` takes them out of the call again."""
    added: dict[str, Any] = {"verbose": Verbose, "log_json": LogJson}
    shown: Any = function
    signature = inspect.signature(function)
    more = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=kind)
        for name, kind in added.items()
    ]
    shown.__signature__ = signature.replace(parameters=[*signature.parameters.values(), *more])
    shown.__annotations__ = function.__annotations__ | added
    return function


@contextmanager
def reported() -> Iterator[None]:
    """Turn whatever goes wrong in the block into one sentence on stderr and an exit status, never a traceback."""
    try:
        yield
        sys.stdout.flush()  # here, so that a reader who went away is noticed while it can still be handled
    except (typer.Exit, typer.TyperException):
        raise
    except BrokenPipeError:
        _leave_quietly()
    except KeyboardInterrupt as stop:
        _leave(str(stop) or "Stopped.", INTERRUPTED, stop)
    except UsageError as error:
        _leave(str(error), WRONG_USE, error)
    except PressmarkError as error:
        _leave(str(error), FAILED, error)
    except OSError as error:
        _leave(_of_the_system(error), FAILED, error)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        reason = f"{type(error).__name__}: {error}".rstrip(". ")
        _leave(
            f"Pressmark met an error of its own ({reason}): run it again with {DEBUG}=1 and report it.", FAILED, error
        )


def _leave(sentence: str, status: int, cause: BaseException) -> NoReturn:
    print(safe_text(sentence), file=sys.stderr)
    raise typer.Exit(status) from cause


def _leave_quietly() -> NoReturn:
    """Leave after the reader of stdout has gone, as `head` does; the flush at exit must not complain either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(FAILED)


def _of_the_system(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    said = f"{error.filename}: {reason}" if error.filename else f"The system refused: {reason}"
    return f"{said}; {remedy(reason, '')}." if error.errno in {errno.ENOSPC, errno.EFBIG} else f"{said}."


def _show_version(wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("pressmark")
    except PackageNotFoundError:  # run from a folder that isn't installed
        number = "(not installed)"
    print(f"pressmark {number}")
    raise typer.Exit


@app.callback()
def pressmark(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Ask a folder of articles; every sentence of the answer says exactly where it stands.

    Start with `pressmark index FOLDER`, then `pressmark ask "QUESTION"`; `pressmark chat --sample` needs neither.
    """
