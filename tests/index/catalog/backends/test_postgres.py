"""A catalog on a Postgres server: what may go wrong is one sentence, without a password, and nothing is lost."""

import threading
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from index.catalog.backends.postgres import schema_of
from index.catalog.database import Catalog
from index.errors import BusyError, LibraryError
from index.records import Maker
from tests.servers import PostgresServer, free_port


def refusal(folder: Path, address: str) -> str:
    """Return the sentence by which a catalog can't be opened."""
    with pytest.raises(LibraryError) as told:
        Catalog(folder, SecretStr(address))
    return str(told.value)


def test_a_server_that_is_away_is_named(tmp_path: Path) -> None:
    port = free_port()
    told = refusal(tmp_path, f"postgresql://me:hidden@127.0.0.1:{port}/news")
    assert told.startswith(f"The catalog in postgresql://me@127.0.0.1:{port}/news (schema pressmark_")
    assert "refused" in told
    assert told.endswith("check its address, and that the server runs.")
    assert "hidden" not in told


def test_a_wrong_password_is_no_secret_told(postgres: PostgresServer, tmp_path: Path) -> None:
    told = refusal(tmp_path, postgres.address("postgres", password="not-this-one"))
    assert "password authentication failed" in told
    assert told.endswith("; check the user and the password in its address.")
    assert "not-this-one" not in told


def test_a_database_that_is_not_there_is_named(postgres: PostgresServer, tmp_path: Path) -> None:
    assert refusal(tmp_path, postgres.address("nowhere")).endswith(
        "; make the database first, with `createdb` or CREATE DATABASE."
    )


def test_a_user_without_rights_is_told_which_are_needed(postgres: PostgresServer, tmp_path: Path) -> None:
    database = postgres.new_database().rpartition("/")[2]
    postgres.execute("CREATE ROLE guest LOGIN PASSWORD 'guest-word'")
    told = refusal(tmp_path, postgres.address(database, "guest", "guest-word"))
    assert "permission denied" in told
    assert told.endswith("grant this one CREATE on the database, or all rights on the schema.")
    assert "guest-word" not in told


def test_an_address_that_is_none_is_not_repeated(tmp_path: Path) -> None:
    assert refusal(tmp_path, "postgresql://me:hidden@host:port/news") == (
        "The address of the catalog can't be read: write postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
    )


def test_a_missing_driver_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    told = refusal(tmp_path, "postgresql://127.0.0.1/news")
    assert told.endswith("run `pip install 'pressmark[postgres]'`.")


def test_libraries_share_a_database_without_meeting(on_postgres: SecretStr, tmp_path: Path) -> None:
    one, other = Catalog(tmp_path / "one", on_postgres), Catalog(tmp_path / "Zwölf & mehr", on_postgres)
    one.set_maker(Maker("words", "cutter", 256))
    assert (one.generation(), other.generation()) == (1, 0)
    assert other.maker() is None
    one.close()
    other.close()


def test_the_tables_of_others_are_left_alone(postgres: PostgresServer, tmp_path: Path) -> None:
    address = postgres.new_database()
    database = address.rpartition("/")[2]
    postgres.execute("CREATE TABLE article (id int)", "CREATE TABLE migration (name text)", database=database)
    catalog = Catalog(tmp_path, SecretStr(address))
    catalog.set_setting("name", "one")
    assert postgres.execute("SELECT count(*) FROM public.article", database=database) == [(0,)]
    assert catalog.setting("name") == "one"
    catalog.close()


def test_schemas_differ_where_names_do() -> None:
    names = ["library", "Library", "library ", "köprü", "köpru", "a" * 100, "a" * 101, 'x"; DROP SCHEMA public; --', ""]
    schemas = [schema_of(name) for name in names]
    assert len(set(schemas)) == len(names)
    assert all(len(each) <= 63 and each.replace("_", "").isalnum() and each.isascii() for each in schemas)


def test_one_writes_at_a_time(on_postgres: SecretStr, tmp_path: Path) -> None:
    one, other = Catalog(tmp_path, on_postgres), Catalog(tmp_path, on_postgres)
    with one.writer(0.5):
        with (
            pytest.raises(BusyError, match=r"^Another process is writing to the library in postgresql://"),
            other.writer(0.1),
        ):
            pass
        one.set_setting("name", "one")
    with other.writer(0):
        other.set_setting("name", "two")
    assert one.setting("name") == "two"
    one.close()
    other.close()


def test_many_may_make_the_same_catalog_at_once(on_postgres: SecretStr, tmp_path: Path) -> None:
    told: list[str] = []

    def make() -> None:
        try:
            catalog = Catalog(tmp_path, on_postgres)
            catalog.set_setting("name", "one")
            catalog.close()
        except LibraryError as error:
            told.append(str(error))

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == []
    catalog = Catalog(tmp_path, on_postgres)
    assert catalog.generation() == 6
    catalog.close()


def test_a_lost_connection_is_a_sentence_and_the_next_try_goes_on(postgres: PostgresServer, tmp_path: Path) -> None:
    address = postgres.new_database()
    catalog = Catalog(tmp_path, SecretStr(address))
    catalog.set_setting("name", "one")
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"

    def write() -> None:
        with catalog.writing() as connection:
            connection.execute(text("INSERT INTO setting VALUES ('half', 'done')"))
            postgres.execute(cut.format(address.rpartition("/")[2]))
            connection.execute(text("INSERT INTO setting VALUES ('whole', 'done')"))

    with pytest.raises(LibraryError, match=r"was lost \(.*\); run the same command again: what was stored stays\.$"):
        write()
    assert (catalog.setting("half"), catalog.setting("whole"), catalog.generation()) == (None, None, 1)
    catalog.set_setting("name", "two")
    assert catalog.setting("name") == "two"
    catalog.close()


def test_a_server_that_was_killed_comes_back_with_what_was_committed(tmp_path: Path) -> None:
    server = PostgresServer()
    catalog = Catalog(tmp_path, SecretStr(server.new_database()))
    try:
        catalog.set_setting("name", "one")
        server.kill()
        with pytest.raises(LibraryError, match=r"^The c.* (can't be reached|was lost)"):
            catalog.setting("name")
        server.start()
        assert catalog.setting("name") == "one"
    finally:
        catalog.close()
        server.close()


def test_a_writer_that_has_lost_its_lock_writes_nothing_any_more(postgres: PostgresServer, tmp_path: Path) -> None:
    address = SecretStr(postgres.new_database())
    held_up, other = Catalog(tmp_path, address), Catalog(tmp_path, address)
    database = address.get_secret_value().rpartition("/")[2]
    locks = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database ="
    cut = f"{locks} (SELECT oid FROM pg_database WHERE datname = '{database}')"  # noqa: S608  # a name of ours
    with held_up.writer(1):
        held_up.set_setting("mine", "one")
        postgres.execute(cut)  # as after a pause in which nothing was heard of it
        with other.writer(1):
            for _ in range(2):
                with pytest.raises(
                    LibraryError, match=r"was lost.*; run the same command again: what was stored stays\.$"
                ):
                    held_up.set_setting("mine", "two")
            other.set_setting("others", "one")
        with pytest.raises(LibraryError, match="was lost"):
            held_up.set_setting("mine", "two")
    assert (held_up.setting("mine"), held_up.setting("others")) == ("one", "one")
    with held_up.writer(1):
        held_up.set_setting("mine", "three")
    assert other.setting("mine") == "three"
    held_up.close()
    other.close()
