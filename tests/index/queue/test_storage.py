"""Files of a storage that fsspec reads: found, copied, indexed, and left alone while they look the same."""

import threading
import zlib
from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

import fsspec
import pytest

from index.errors import PressmarkError, UsageError
from index.library.library import Library
from index.queue.board import Queue
from index.queue.handing import hand_over_storage
from index.queue.running import QueueWorker
from index.queue.storage import GoneError, fetched, is_address, list_storage
from rag.settings import Settings

STORED = "memory://bucket/articles"


@pytest.fixture
def bucket() -> Iterator[fsspec.AbstractFileSystem]:
    storage = fsspec.filesystem("memory")
    storage.pipe(
        {
            "/bucket/articles/ferry.md": b"The ferry Margarethe was built in 1931.\n",
            "/bucket/articles/2020/bees.txt": b"The opera house keeps twelve hives of bees.\n",
            "/bucket/articles/.hidden.md": b"Nobody should see this.\n",
            "/bucket/articles/data.bin": b"\0\1\2",
            "/bucket/elsewhere.md": b"This is another folder.\n",
        }
    )
    yield storage
    storage.rm("/bucket", recursive=True)


class _Objects(BaseHTTPRequestHandler):
    """As much of the protocol of S3 as a reader speaks: a list of what begins alike, and single objects."""

    objects: ClassVar[dict[str, bytes]] = {}

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        name = unquote(url.path).removeprefix("/bucket").lstrip("/")
        if name in self.objects:
            self._send(200, self.objects[name])
        elif not name:
            self._send(200, self._listed(parse_qs(url.query).get("prefix", [""])[0]))
        else:
            self._send(404, b"")

    def _listed(self, start: str) -> bytes:
        found = "".join(
            f"<Contents><Key>{escape(name)}</Key><Size>{len(data)}</Size><ETag>&quot;{zlib.crc32(data):x}&quot;</ETag>"
            "<LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>"
            for name, data in sorted(self.objects.items())
            if name.startswith(start)
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{found}</ListBucketResult>".encode()

    def _send(self, status: int, data: bytes) -> None:
        first, _, last = self.headers.get("range", "").removeprefix("bytes=").partition("-")
        part = data[int(first) : int(last) + 1] if first else data
        self.send_response(206 if first else status)
        if first:
            self.send_header("content-range", f"bytes {first}-{int(first) + len(part) - 1}/{len(data)}")
        self.send_header("content-length", str(len(part)))
        self.send_header("etag", f'"{zlib.crc32(data):x}"')
        self.send_header("last-modified", "Fri, 02 Jan 2026 03:04:05 GMT")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(part)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def objects(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """The objects of a server that speaks S3, in its bucket `bucket`."""
    _Objects.objects = {"articles/a.md": b"The ferry is blue.\n", "articles/2020/b c.md": b"The mill is red.\n"}
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Objects)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush")
    monkeypatch.setenv("AWS_REGION", "nowhere")
    yield _Objects.objects
    server.shutdown()
    server.server_close()
    thread.join()


def test_objects_of_s3_are_read_too(
    library: Library, settings: Settings, queue: Queue, objects: dict[str, bytes]
) -> None:
    address = "s3://bucket/articles"
    assert hand_over_storage(library, queue, address).queued == 2
    assert worked(library, settings, queue) == {"indexed": 2}
    assert [card.file for card in library.cards()] == ["2020/b c.md", "a.md"]
    assert hand_over_storage(library, queue, address).unchanged == 2
    objects["articles/a.md"] = b"The ferry is green.\n"
    assert hand_over_storage(library, queue, address).queued == 1
    assert worked(library, settings, queue) == {"indexed": 1}


def worked(library: Library, settings: Settings, queue: Queue) -> dict[str, int]:
    return dict(QueueWorker(library, settings, queue).run(once=True))


def test_a_storage_is_brought_into_the_library_and_followed(
    library: Library, settings: Settings, queue: Queue, bucket: fsspec.AbstractFileSystem
) -> None:
    handed = hand_over_storage(library, queue, f"{STORED}/")
    assert (handed.queued, handed.skipped) == (2, ["data.bin"])
    assert worked(library, settings, queue) == {"indexed": 2}
    assert [card.file for card in library.cards()] == ["2020/bees.txt", "ferry.md"]
    assert hand_over_storage(library, queue, STORED).unchanged == 2
    bucket.pipe({"/bucket/articles/ferry.md": b"The ferry Margarethe was built in 1932.\n"})
    bucket.rm("/bucket/articles/2020/bees.txt")
    handed = hand_over_storage(library, queue, STORED)
    assert (handed.queued, handed.unchanged, handed.removed) == (1, 0, 1)
    assert worked(library, settings, queue) == {"indexed": 1}
    assert [card.file for card in library.cards()] == ["ferry.md"]


def test_what_cant_be_read_is_told_by_its_address(
    library: Library, settings: Settings, queue: Queue, bucket: fsspec.AbstractFileSystem
) -> None:
    bucket.pipe({"/bucket/articles/bad.pdf": b"%PDF-1.4 and nothing more"})
    hand_over_storage(library, queue, STORED)
    assert worked(library, settings, queue) == {"indexed": 2, "unreadable": 1}
    from index.catalog import sources

    with library.catalog.reading() as connection:
        known = sources.known_source(connection, (STORED, "bad.pdf"))
    assert known is not None
    assert known.failures[""].startswith(f"{STORED}/bad.pdf: ")


def test_files_by_address_are_those_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("The ferry is blue.\n")
    files, skipped = list_storage(f"file://{tmp_path}")
    assert ([file.name for file in files], skipped) == (["a.md"], [])
    with fetched(f"file://{tmp_path}", "a.md", 1000) as found:
        assert found.path.read_text() == "The ferry is blue.\n"
        assert found.size == 19
    assert not found.path.exists()
    with pytest.raises(GoneError), fetched(f"file://{tmp_path}", "b.md", 1000):
        pass


def test_a_file_that_changed_looks_different(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("The ferry is blue.\n")
    before = list_storage(f"file://{tmp_path}")
    (tmp_path / "a.md").write_text("The ferry is green.\n")
    assert list_storage(f"file://{tmp_path}") != before


def test_no_more_is_copied_than_can_be_read(bucket: fsspec.AbstractFileSystem) -> None:
    bucket.pipe({"/bucket/articles/long.txt": b"x" * 100_000})
    with fetched(STORED, "long.txt", 1000) as found:
        assert found.path.stat().st_size == 5001
        assert found.sha256 is None


@pytest.mark.parametrize(
    ("address", "error", "said"),
    [
        ("nosuch://bucket/x", UsageError, "there is no such kind of storage"),
        ("file:///no/such/folder/at/all", PressmarkError, "holds nothing"),
    ],
)
def test_a_storage_that_isnt_there_is_one_sentence(address: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        list_storage(address)


@pytest.mark.parametrize("named", ["articles", "https://example.org/a.html", "C:/articles", "http://x/y"])
def test_what_is_no_address_of_a_storage(named: str) -> None:
    assert not is_address(named)
