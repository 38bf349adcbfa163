"""None"""

import os
import threading
import time
from pathlib import Path

import pytest

from index.errors import UsageError
from tests.ui.door import Run, run_here
from ui.page.access import users
from ui.page.access.users import LONGEST_PASSWORD, add_user, hash_password, read_users

SECRET = "correct horse battery"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash in milliseconds: what it costs is no property of these tests."""
    monkeypatch.setattr(users, "COST", (2**12, 8, 1))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    return run_here


def test_a_user_who_was_added_is_admitted_with_the_password_and_no_other(run: Run) -> None:
    done = run("add-user", "ines", "--auth", "users", stdin=f"{SECRET}\n")
    assert done.code == 0, done.stderr
    assert done.stdout == "users: added ines.\n"
    found = read_users(Path("users"))
    assert found.admit("ines", SECRET)
    assert not found.admit("ines", SECRET + " ")
    assert not found.admit("Ines", SECRET)
    assert not found.admit("nobody", SECRET)
    assert not found.admit("ines", "x" * (LONGEST_PASSWORD + 1))


def test_the_file_holds_no_password_and_only_its_owner_can_read_it(run: Run) -> None:
    old = os.umask(0)
    try:
        run("add-user", "ines", "--auth", "users", stdin=SECRET)
    finally:
        os.umask(old)
    path = Path("users")
    assert path.stat().st_mode & 0o777 == 0o600
    assert SECRET not in path.read_text()
    assert [each.name for each in Path().iterdir()] == ["users"]


def test_adding_a_user_again_changes_the_password_and_keeps_the_others(run: Run) -> None:
    run("add-user", "ines", "--auth", "users", stdin=SECRET)
    run("add-user", "jonas", "--auth", "users", stdin=SECRET)
    done = run("add-user", "ines", "--auth", "users", stdin="another password")
    assert done.stdout.startswith("users: changed the password of ines.")
    found = read_users(Path("users"))
    assert found.admit("ines", "another password")
    assert not found.admit("ines", SECRET)
    assert found.admit("jonas", SECRET)


def test_two_users_with_one_password_have_different_hashes() -> None:
    assert hash_password(SECRET).key != hash_password(SECRET).key


def test_a_password_may_be_typed_with_either_form_of_an_accent(tmp_path: Path) -> None:
    add_user(tmp_path / "users", "ines", "caf\u00e9 caf\u00e9 caf\u00e9")
    assert read_users(tmp_path / "users").admit("ines", "cafe\u0301 cafe\u0301 cafe\u0301")


def test_a_file_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "users"
    add_user(path, "ines", SECRET)
    path.chmod(0o640)
    with pytest.raises(UsageError, match=r"can be read or changed by others: run `chmod 600 .*users` first"):
        read_users(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "names no users"),
        (b"ines:secret\n", "users:1: no line of a user"),
        (b"\nines:scrypt:32768:8:3:AAAA:AAAA\n", "users:2: no line of a user"),
        (b"ines:scrypt:33554432:32:9:AAAA:" + b"A" * 43 + b"=\n", "no line of a user"),
        (b"\xff\xfe", "no file of users"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_in_a_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "users"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(UsageError, match=reason):
        read_users(path)


def test_a_missing_file_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"`pressmark add-user NAME --auth .*users`"):
        read_users(tmp_path / "users")


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be written"):
        add_user(tmp_path / "missing" / "users", "ines", SECRET)


def test_an_unknown_name_costs_as_much_time_as_a_known_one(tmp_path: Path) -> None:
    add_user(tmp_path / "users", "ines", SECRET)
    found = read_users(tmp_path / "users")

    def seconds(name: str) -> float:
        started = time.thread_time()  # whatever else the process does stays out of it
        found.admit(name, "a wrong password")
        return time.thread_time() - started

    known, unknown = (min(seconds(name) for _ in range(7)) for name in ("ines", "nobody"))
    assert 0.5 < known / unknown < 2


def test_only_a_few_passwords_are_hashed_at_the_same_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_user(tmp_path / "users", "ines", SECRET)
    found = read_users(tmp_path / "users")
    running: list[int] = []
    most: list[int] = []

    def slow(*_: object) -> bytes:
        running.append(1)
        most.append(len(running))
        time.sleep(0.02)
        running.pop()
        return bytes(32)

    monkeypatch.setattr(users, "_scrypt", slow)
    threads = [threading.Thread(target=found.admit, args=("ines", f"wrong {number}")) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == users.AT_ONCE


def test_users_of_a_file_without_roles_are_editors_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "users"
    add_user(path, "ines", SECRET)
    path.write_text(path.read_text().replace(":reader\n", "\n"))
    found = read_users(path)
    assert found.role("ines") == "editor"
    assert found.admit("ines", SECRET)
    add_user(path, "jonas", SECRET)
    assert read_users(path).role("ines") == "editor"
