"""Zip files are opened within bounds."""

import pytest

from eval.experiments.formats import to_zip
from index.readers.formats import zipped


def test_a_member_is_read_whole() -> None:
    with zipped.open_zip(to_zip({"a.txt": b"words"})) as opened:
        assert zipped.read_member(opened, "a.txt") == b"words"


def test_what_would_unfold_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "LARGEST_ALL", 100)
    with pytest.raises(ValueError, match="unfold"):
        zipped.open_zip(to_zip({"a.txt": b"x" * 200}))


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MOST_MEMBERS", 1)
    with pytest.raises(ValueError, match="files"):
        zipped.open_zip(to_zip({"a.txt": b"x", "b.txt": b"y"}))


def test_what_is_no_zip_is_said_to_be_damaged() -> None:
    with pytest.raises(ValueError, match="damaged"):
        zipped.open_zip(b"PK\x03\x04 and no more")
