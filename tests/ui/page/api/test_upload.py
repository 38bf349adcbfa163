"""Files on their way from a reader's disk, as browsers and others send them."""

import os
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page

from index.ingestion.removal import ADDED
from rag import Pressmark
from tests.ui.page.door import WAIT, browser, unused_port
from tests.ui.page.events import LAMP, SECRET, add, as_files, events, logged_in, names, trigger, uploaded
from ui.page.access.quotas import Quotas
from ui.page.access.roles import Actor
from ui.page.api.upload import Uploads
from ui.page.serving import Door, Served, serve_page


def on_their_way() -> list[Path]:
    """What lies in the page's folder for uploads; a folder may go while it is looked at, which `rglob` minds."""
    return [Path(folder) / name for folder, _, names in os.walk(os.environ["GRADIO_TEMP_DIR"]) for name in names]


def until(done: Callable[[], bool]) -> bool:
    """Wait until something is so, at most as long as a busy machine takes."""
    end = time.monotonic() + WAIT / 1000
    while not done() and time.monotonic() < end:
        time.sleep(0.05)
    return done()


class HalfUpload:
    """An upload of which only the first half was sent."""

    def __init__(self, served: Served, client: httpx.Client, text: str = LAMP) -> None:
        parts = urlsplit(served.address)
        assert parts.hostname
        assert parts.port
        head = '--x\r\nContent-Disposition: form-data; name="files"; filename="half.txt"\r\n\r\n'
        body = f"{head}{text}\r\n--x--\r\n".encode()
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        self.socket = socket.create_connection((parts.hostname, parts.port), timeout=60)
        self.socket.sendall(
            f"POST /gradio_api/upload HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {cookies}\r\nConnection: close\r\n"
            f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        )
        half = len(head) + len(text) // 2
        self.socket.sendall(body[:half])
        self.rest = body[half:]
        assert until(lambda: bool(on_their_way()))

    def finish(self) -> list[str]:
        """Send the rest, and return where the page says that it put the file."""
        with self.socket, self.socket.makefile("rb") as answer:
            self.socket.sendall(self.rest)
            head, _, content = answer.read().partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        return [str(path) for path in httpx.Response(200, content=content).json()]


def test_who_adds_a_file_leaves_an_upload_alone_that_is_on_its_way(two: Served, changeable: Pressmark) -> None:
    with logged_in(two.address, "ed", SECRET) as ed, logged_in(two.address, "eve", SECRET) as eve:
        half = HalfUpload(two, eve)
        add(ed, uploaded(ed, "bell.txt", "The bell of Brindle rings at noon.\n"), "bell.txt")
        told = add(eve, as_files(half.finish()), "half.txt")
    assert "1 new article" in told
    assert (changeable.library.folder / ADDED / "half.txt").read_text() == LAMP
    assert {"bell.txt", "half.txt"} <= set(names(changeable))
    assert on_their_way() == []


def test_two_who_upload_the_same_bytes_have_each_their_own(two: Served, changeable: Pressmark) -> None:
    with logged_in(two.address, "ed", SECRET) as ed, logged_in(two.address, "eve", SECRET) as eve:
        eds, eves = uploaded(ed), uploaded(eve)
        add(ed, eds, "ed/lamp.txt")
        told = add(eve, eves, "eve/lamp.txt")
    assert "kept" not in told
    for folder in ("ed", "eve"):
        assert (changeable.library.folder / ADDED / folder / "lamp.txt").read_text() == LAMP


def test_many_uploads_at_once_are_all_added(two: Served, changeable: Pressmark) -> None:
    def upload_and_add(number: int) -> None:
        with logged_in(two.address, ("ed", "eve")[number % 2], SECRET) as client:
            text = f"The lighthouse number {number} was built in {1900 + number}.\n"
            add(client, uploaded(client, "light.txt", text), f"{number}/light.txt")

    with ThreadPoolExecutor(6) as several:
        list(several.map(upload_and_add, range(6)))
    assert {f"{number}/light.txt" for number in range(6)} <= set(names(changeable))
    assert on_their_way() == []


def test_nobody_adds_or_deletes_what_another_uploaded(two: Served, changeable: Pressmark) -> None:
    with logged_in(two.address, "ed", SECRET) as ed, logged_in(two.address, "eve", SECRET) as eve:
        eds = uploaded(ed)
        add(eve, eds, "stolen.txt")
        assert "stolen.txt" not in names(changeable)
        assert "1 new article" in add(ed, eds, "lamp.txt")


@pytest.mark.parametrize("path", ["/etc/hostname", "{library}/catalog.sqlite3", "{temporary}/../x", "{temporary}"])
def test_no_other_file_is_added(two: Served, changeable: Pressmark, path: str) -> None:
    named = path.format(library=changeable.library.folder, temporary=os.environ["GRADIO_TEMP_DIR"])
    before = names(changeable)
    with logged_in(two.address, "ed", SECRET) as client:
        add(client, as_files([named]), "x.txt")
    assert names(changeable) == before
    assert (changeable.library.folder / "catalog.sqlite3").is_file()


def test_an_upload_that_breaks_off_leaves_nothing(two: Served) -> None:
    with logged_in(two.address, "ed", SECRET) as client:
        HalfUpload(two, client).socket.close()
        assert until(lambda: not on_their_way())
        assert "1 new article" in add(client, uploaded(client), "lamp.txt")


def test_an_upload_that_is_too_large_leaves_nothing(two: Served, changeable: Pressmark) -> None:
    with logged_in(two.address, "ed", SECRET) as client:
        large = {"files": ("large.txt", b"x" * (changeable.settings.file_limit + 1))}
        assert client.post("gradio_api/upload", files=large).status_code == 413
    assert on_their_way() == []


def test_what_was_uploaded_goes_when_the_last_page_is_closed(page: Page, two: Served) -> None:
    page.goto(two.address)
    page.get_by_label("Name").fill("ed")
    page.get_by_label("Password").fill(SECRET)
    page.get_by_role("button", name="Log in").click()
    page.locator('#role [data-role="editor"]').wait_for(state="attached", timeout=WAIT)
    paths = page.evaluate("""async () => {
        const form = new FormData();
        form.append("files", new File(["The lamp of Skerry Point."], "lamp.txt"));
        return (await fetch("gradio_api/upload", { method: "POST", body: form })).json();
    }""")
    assert [Path(path).is_file() for path in paths] == [True]
    page.close()
    assert until(lambda: not on_their_way())


def test_nothing_is_left_when_the_page_ends(changeable: Pressmark) -> None:
    served = serve_page(changeable, Door(port=unused_port(), anonymous=True, anonymous_role="editor"))
    with browser(served) as client:
        uploaded(client)
    folder = Path(os.environ["GRADIO_TEMP_DIR"])
    assert on_their_way()
    served.close()
    assert not folder.exists()


def limited(pressmark: Pressmark, **limits: int) -> Quotas:
    return Quotas(pressmark.library.folder, pressmark.settings.model_copy(update=limits))


def test_uploads_on_their_way_take_no_more_room_than_there_is(changeable: Pressmark) -> None:
    uploads = Uploads(limited(changeable), 1_000, 2_500)
    try:
        folders = [uploads.hold(Actor("ed", "editor"), 1_000) for _ in range(3)]
        assert [folder is None for folder in folders] == [False, False, True]
    finally:
        uploads.close()


def test_a_reader_uploads_nothing(two: Served) -> None:
    with logged_in(two.address, "rita", SECRET) as client:
        answer = client.post("gradio_api/upload", files={"files": ("lamp.txt", LAMP.encode())})
        assert answer.status_code == 403
        assert "for editors" in answer.text
        assert trigger(client, events(client)["upload"], [[], [], None, ""])
    assert on_their_way() == []
