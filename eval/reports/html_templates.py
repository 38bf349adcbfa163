"""The templates of the HTML report: every value that is put into one is escaped.

A line break in a template, with the indentation behind it, is nothing: a space that is to be seen stands within a line.
"""

import re
from pathlib import Path
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined

from eval.reports.html_text import GLYPHS, figure, interval, label, percent, plural, showable, slug

FOLDER: Final = Path(__file__).with_name("templates")
_BREAK: Final = re.compile(r"\n\s*")


def render(name: str, **values: object) -> str:
    """Return a template filled with values; what is `Markup` already goes in as it is, all else is escaped."""
    return _TEMPLATES.get_template(name).render(**values)


def _source(name: str) -> str:
    return _BREAK.sub("", (FOLDER / name).read_text(encoding="utf-8"))


def _finalize(value: object) -> object:
    """Return a value that HTML can hold."""
    return showable(value) if isinstance(value, str) else value


_TEMPLATES: Final = Environment(
    loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, finalize=_finalize
)
_TEMPLATES.globals.update(
    figure=figure,
    glyphs=GLYPHS,
    interval=interval,
    label=label,
    newline="\n",
    percent=percent,
    plural=plural,
    slug=slug,
)
