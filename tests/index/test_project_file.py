"""A stranger's settings file counts only where it does no harm, until the user trusts it."""

from pathlib import Path

import pytest

from index.project_file import FILE, read_project_file, trust
from rag.settings import Settings


@pytest.fixture(autouse=True)
def in_a_strangers_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "download").mkdir()
    monkeypatch.chdir(tmp_path / "download")


def test_what_sends_words_elsewhere_is_withheld_and_what_is_harmless_is_heard() -> None:
    Path(FILE).write_text('sentences = 2\nllm = "openai-like:x@http://attacker.example/v1"\n', encoding="utf-8")
    file = read_project_file(Settings.model_fields)
    assert file
    assert (set(file.heard), set(file.withheld)) == ({"sentences"}, {"llm"})
    assert "pressmark trust" in file.warning


def test_a_trusted_file_counts_whole_until_it_changes() -> None:
    Path(FILE).write_text('chroma = "http://localhost:8000"\n', encoding="utf-8")
    file = read_project_file(Settings.model_fields)
    assert file
    trust(file)
    again = read_project_file(Settings.model_fields)
    assert again
    assert set(again.heard) == {"chroma"}
    Path(FILE).write_text('chroma = "http://attacker.example"\n', encoding="utf-8")
    changed = read_project_file(Settings.model_fields)
    assert changed
    assert set(changed.withheld) == {"chroma"}


@pytest.mark.parametrize(("library", "heard"), [("press", True), ("../elsewhere", False), ("/srv/library", False)])
def test_a_library_counts_only_below_the_file(library: str, heard: bool) -> None:
    Path(FILE).write_text(f'library = "{library}"\n', encoding="utf-8")
    file = read_project_file(Settings.model_fields)
    assert file
    assert ("library" in file.heard) is heard


def test_without_a_file_there_is_none() -> None:
    assert read_project_file(Settings.model_fields) is None
