import os
import subprocess
import sys
from pathlib import Path

import pytest
import tiktoken

from index.language import wordlists
from index.language.token_counts import VOCABULARY, count_tokens, use_shipped_vocabulary


def test_tokens_are_those_of_the_published_vocabulary() -> None:
    assert count_tokens("") == 0
    assert count_tokens("tiktoken is great!") == 6  # the example of tiktoken's own documentation
    assert tiktoken.get_encoding(VOCABULARY).n_vocab == 100277


def test_control_tokens_in_an_article_are_plain_text() -> None:
    assert count_tokens("<|endoftext|>") > 1


@pytest.mark.parametrize("text", ["a" * 200_000, "^" * 200_000, " " * 200_000, "漢" * 50_000])
def test_a_run_without_words_is_counted_in_reasonable_time(text: str) -> None:
    assert count_tokens(text) > 0


def test_the_vocabulary_needs_no_download_in_a_fresh_process(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "TIKTOKEN_CACHE_DIR"}
    environment |= {"https_proxy": "http://127.0.0.1:9", "TMPDIR": str(tmp_path)}
    program = "from index.language.token_counts import count_tokens; print(count_tokens('one two'))"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "2\n"), done.stderr


def test_the_user_s_own_vocabulary_folder_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "/somewhere")
    use_shipped_vocabulary()
    assert os.environ["TIKTOKEN_CACHE_DIR"] == "/somewhere"


def test_without_shipped_files_there_are_no_function_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordlists, "shipped_folder", lambda: None)
    assert wordlists.function_words.__wrapped__("english") == frozenset()
