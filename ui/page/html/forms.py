"""The pages outside of the page: the log-in form, and how to open a page that wants its token."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ui.page.texts import ENGLISH, Texts

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "static"), autoescape=True, undefined=StrictUndefined
)
"""Every value that is put into a template is escaped."""


def login_html(texts: Texts = ENGLISH, message: str = "") -> str:
    """Return the page that asks for a name and a password, with what went wrong the last time."""
    return _TEMPLATES.get_template("login.html").render(texts=texts, message=message)


def closed_html(texts: Texts = ENGLISH) -> str:
    """Return what a browser without the token is shown."""
    pieces = {
        "opened": texts.html("closed-open", command=_code("pressmark chat"), token=_code("?token=...")),
        "again": texts.html("closed-again", link=f'<a href="./">{texts.html("closed-link")}</a>'),
        "programs": texts.html(
            "closed-programs",
            header=_code("Authorization: Bearer TOKEN"),
            command=_code("pressmark chat --no-token"),
        ),
    }
    marked = {name: Markup(piece) for name, piece in pieces.items()}  # noqa: S704  # made of escaped words
    return _TEMPLATES.get_template("closed.html").render(texts=texts, **marked)


def _code(words: str) -> str:
    return f'<code dir="ltr">{words}</code>'
