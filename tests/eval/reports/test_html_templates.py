"""The templates of the report escape what they are given, and want all of it."""

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from eval.reports.html_templates import _TEMPLATES, FOLDER, render


def test_values_are_escaped_and_markup_is_not() -> None:
    made = _TEMPLATES.from_string("{{ words }}|{{ drawn }}").render(words="<b>\0\ud800'", drawn=Markup("<svg/>"))
    assert made == "&lt;b&gt;\ufffd\ufffd&#39;|<svg/>"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("report.html")


def test_no_template_calls_its_values_safe() -> None:
    for template in FOLDER.iterdir():
        text = template.read_text(encoding="utf-8")
        assert "safe" not in text
        assert "autoescape" not in text
