"""`add-user`, as it is typed."""

from pathlib import Path

import pytest

from tests.ui.door import Run, run_here
from ui.page.access import users
from ui.page.access.users import read_users

SECRET = "correct horse battery"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(users, "COST", (2**12, 8, 1))
    monkeypatch.chdir(tmp_path)
    return run_here


@pytest.mark.parametrize(
    ("name", "password", "reason"),
    [
        ("ines", "short", "fewer than 10 characters"),
        ("ines", "", "fewer than 10 characters"),
        ("ines", "x" * 1001, "more than 1,000 characters"),
        ("a:b", SECRET, "can't be a user's name"),
        ("", SECRET, "can't be a user's name"),
    ],
)
def test_what_cannot_be_a_user_is_refused_in_a_sentence(run: Run, name: str, password: str, reason: str) -> None:
    done = run("add-user", name, "--auth", "users", stdin=password)
    assert done.code == 2
    assert reason in done.stderr
    assert not Path("users").exists()


def test_a_new_user_is_a_reader_unless_it_is_said_otherwise(run: Run) -> None:
    done = run("add-user", "ines", "--auth", "users", stdin=SECRET)
    assert done.stderr == "ines may ask and read; with --role editor they may add and remove articles too.\n"
    done = run("add-user", "jonas", "--auth", "users", "--role", "editor", stdin=SECRET)
    assert done.stderr == "jonas may ask and read, add articles and remove them.\n"
    found = read_users(Path("users"))
    assert (found.role("ines"), found.role("jonas"), found.role("nobody")) == ("reader", "editor", "reader")


def test_another_password_leaves_the_role_and_another_role_is_said(run: Run) -> None:
    run("add-user", "jonas", "--auth", "users", "--role", "editor", stdin=SECRET)
    run("add-user", "jonas", "--auth", "users", stdin="another password")
    assert read_users(Path("users")).role("jonas") == "editor"
    run("add-user", "jonas", "--auth", "users", "--role", "reader", stdin="another password")
    assert read_users(Path("users")).role("jonas") == "reader"
    assert run("add-user", "jonas", "--auth", "users", "--role", "owner", stdin=SECRET).code == 2
