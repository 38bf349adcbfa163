"""The commands `add-user` and `sessions`: who may use a page that asks for a password, and who does."""

import sys
from datetime import datetime
from getpass import getpass
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from index.errors import UsageError
from ui.commands.app import command

_NOBODY: Final = "Nobody is logged in."
_SIGNED: Final = (
    "Who is at pages with a `secret` is listed where this command has the same secret and the same catalog."
)


@command("add-user")
def add_user(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Letters, digits and the signs . @ + - _")],
    auth: Annotated[
        Path,
        typer.Option("--auth", metavar="FILE", help="The file of users that `chat --auth` reads; made if missing."),
    ],
    role: Annotated[
        Literal["reader", "editor"] | None,
        typer.Option(
            help="A reader asks and reads, an editor also adds and removes articles.  [default: reader, or as before]"
        ),
    ] = None,
) -> None:
    """Let somebody use the page of `chat --auth FILE`, or change their password.

    Asks for the password; when stdin is no terminal, its first line is taken. Only a hash of it is kept.
    """
    from ui.page.access import users
    from ui.terminal.output import message

    known = users.add_user(auth, name, _password(name), role)
    print(f"{auth}: {'changed the password of' if known else 'added'} {name}.")
    if users.read_users(auth).role(name) == "reader":
        message(f"{name} may ask and read; with --role editor they may add and remove articles too.")
    else:
        message(f"{name} may ask and read, add articles and remove them.")


@command("sessions")
def sessions(
    auth: Annotated[Path, typer.Option("--auth", metavar="FILE", help="The file of users that `chat --auth` reads.")],
    end: Annotated[
        str | None, typer.Option("--end", metavar="WHICH", help="End a session, all of a user's, or `all`.")
    ] = None,
) -> None:
    """List who is logged in to the pages of `chat --auth FILE`, or end sessions; running pages heed it within a second.

    Those of pages with a `secret` are signed: with the same secret and the same catalog on Postgres they are listed.
    """
    from ui.opening import read_settings
    from ui.page.access.company import kept_sessions
    from ui.page.access.users import read_users
    from ui.terminal.output import message

    users, settings = read_users(auth), read_settings()
    with kept_sessions(settings, auth) as kept:
        if end is not None:
            number = kept.end(end, users.hashed)
            print(f"Ended {number} session{'' if number == 1 else 's'}.")
            return
        current = [(key, each) for key, each in kept.listed() if users.is_current(each.name, each.password)]
    for key, session in current:
        begun = datetime.fromtimestamp(session.begun).astimezone()
        print(f"{key}  {session.name}  from {session.address}  since {begun:%Y-%m-%d %H:%M}")
    if not current:
        message(_NOBODY if settings.secret or settings.secret_file else f"{_NOBODY} {_SIGNED}")


def _password(name: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass(f"Password for {name}: ")
    if getpass("Again: ") != password:
        raise UsageError("The two passwords differ: run the command again.")
    return password
