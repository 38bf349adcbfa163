"""`doctor`, `export`, `import` and `restore`, as they are typed."""

import shutil
from pathlib import Path

import pytest

from tests.ui.door import Run


@pytest.fixture
def own(library_folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the library that a test may damage; it is the one that the commands mean."""
    copy = tmp_path / "own"
    shutil.copytree(library_folder, copy)
    monkeypatch.setenv("PRESSMARK_LIBRARY", str(copy))
    return copy


def test_a_missing_file_or_library_is_one_sentence(own: Path, run: Run, tmp_path: Path) -> None:
    assert run("import", "none.zip", "--library", "second").stderr == "none.zip: No such file or directory.\n"
    assert run("export", "out.zip", "--library", "none").stderr.startswith("There is no library at ")
    assert run("doctor", "--library", "none").stderr.startswith("There is no library at none")
    assert not (tmp_path / "out.zip").exists()
