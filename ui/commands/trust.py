"""The command `trust`: whether the settings file of a folder may name models, servers and other folders."""

import sys
from typing import Annotated

import typer

from index.errors import PressmarkError, UsageError
from ui.commands.app import command


@command("trust")
def trust(
    yes: Annotated[bool, typer.Option("--yes", help="Trust it without asking.")] = False,
) -> None:
    """Let `pressmark.toml` of this folder name a model, a server or a library elsewhere.

    Shows what it names, and asks. When the file changes, it has to be trusted again.
    """
    from index.project_file import FILE
    from index.project_file import trust as note
    from ui.opening import project_file
    from ui.plain import safe_line

    file = project_file()
    if file is None:
        raise PressmarkError(f"There is no {FILE} in this folder.")
    if not file.withheld:
        print(f"{safe_line(str(file.path))}: {'trusted already' if file.delicate else 'sets nothing to be trusted'}.")
        return
    print(f"{safe_line(str(file.path))} sets:")
    for name, value in file.withheld.items():
        print(f"  {safe_line(f'{name} = {value!r}')}")
    if not (yes or _agreed()):
        raise PressmarkError("It is not trusted: those settings stay without effect.")
    note(file)
    print("It is trusted as it is now.")


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise UsageError("Nobody can be asked here: say --yes when you have read it.")
    return input("Trust it? [y/N] ").strip().casefold() in {"y", "yes"}
