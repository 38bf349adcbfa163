"""Uploaded files: the names they get, and that none is left behind."""

from pathlib import Path

import pytest

from ui.page.parts.uploads import by_name, name_of


@pytest.mark.parametrize(("told", "named"), [
    ("reports/2020/ferry.md", "reports/2020/ferry.md"), ("reports\\ferry.md", "reports/ferry.md"),
    ("../../ferry.md", "ferry.md"), ("/etc/ferry.md", "ferry.md"), (".hidden/ferry.md", "ferry.md"),
    ("ferry.exe", "ferry.md"), ("a\x00/ferry.md", "ferry.md"), ("", "ferry.md"), (f"{'x' * 300}.md", "ferry.md"),
])  # fmt: skip
def test_a_name_that_leads_elsewhere_is_not_taken(told: str, named: str) -> None:
    assert name_of(told, Path("/tmp/abc/ferry.md")) == named  # noqa: S108  # nothing is written there


def test_names_are_matched_to_files_only_when_there_are_as_many() -> None:
    stored = [Path("/t/1/a.md"), Path("/t/2/b.md")]
    assert list(by_name(stored, ["x/a.md", "x/b.md"])) == ["x/a.md", "x/b.md"]
    assert list(by_name(stored, ["x/a.md"])) == ["a.md", "b.md"]
