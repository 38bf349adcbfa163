"""Fetching goes to the public web only: never to this machine, its network, or for ever."""

import shutil
import socket
import ssl
import subprocess
import time
from functools import partial
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path

import pytest

from eval.experiments.formats import to_html
from index.errors import PressmarkError
from tests.ui.door import Run
from tests.ui.tasks.indexing.builders import PIECE, Site, only_here, serving
from ui.tasks.indexing.web import Web, is_public

PRIVATE = [
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",  # noqa: S104  # the address is only looked at
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.88.99.1",
    "198.18.0.1",
    "203.0.113.7",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:93.184.216.34",
    "::127.0.0.1",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::5db8:d822",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2002:7f00:1::1",
    "2001:db8::1",
    "3fff::1",
    "fec0::1",
]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("64:ff9b::5db8:d822", True),  # 93.184.216.34 behind NAT64
        *[(each, False) for each in PRIVATE],
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0"])
def test_an_address_of_this_machine_is_not_fetched_however_it_is_written(
    run_without_library: Run, site: Site, tmp_path: Path, host: str
) -> None:
    site.answers["/inner"] = (200, {}, to_html(PIECE))
    done = run_without_library("index", f"http://{host}:{site.port}/inner", "--allow-network")
    assert done.code == 1
    assert "/inner: can't be fetched (" in done.stderr
    assert site.asked == []
    assert list(tmp_path.iterdir()) == []


def test_a_redirect_to_another_address_of_the_network_is_not_followed(site: Site) -> None:
    site.answers["/a"] = (302, {"Location": f"http://127.0.0.2:{site.port}/inner"}, b"")
    site.answers["/inner"] = (200, {}, b"secret")
    with pytest.raises(PressmarkError, match=r"it leads to 127\.0\.0\.2, which is no address of the public internet"):
        Web(only_here).get(f"{site.address}/a", 1000)
    assert site.asked == ["/a"]


@pytest.mark.parametrize("there", ["file:///etc/hostname", "ftp://127.0.0.1/a", "//[", "http://me:secret@127.0.0.1/"])
def test_a_redirect_to_what_is_no_page_is_not_followed(site: Site, there: str) -> None:
    site.answers["/a"] = (302, {"Location": there}, b"")
    with pytest.raises(PressmarkError, match=r"/a: can't be fetched \("):
        Web(only_here).get(f"{site.address}/a", 1000)
    assert site.asked == ["/a"]


def test_redirects_end(site: Site) -> None:
    site.answers["/a"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(PressmarkError, match="redirects more than 5 times"):
        Web(only_here).get(f"{site.address}/a", 1000)
    assert len(site.asked) == 6
    site.answers["/b"] = (301, {"Location": "../c?x=1 2"}, b"")
    site.answers["/c?x=1%202"] = (200, {}, b"here")
    assert Web(only_here).get(f"{site.address}/b", 1000) == b"here"


def test_a_name_is_resolved_once_and_the_connection_goes_to_what_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that says one thing to the check and another to the connection (DNS rebinding)."""
    said = iter(["127.0.0.1", "127.0.0.2"])
    asked: list[str] = []

    def look_up(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(said), port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    hosts: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        hosts.append(f"{request.headers['Host']} {request.connection.getsockname()[0]}")
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    site.answers["/a"] = answer
    assert Web(only_here).get(f"http://news.example:{site.port}/a", 1000) == b"ok"
    assert asked == ["news.example"]
    assert hosts == [f"news.example:{site.port} 127.0.0.1"]


def test_a_page_is_bounded_in_size_whatever_the_server_says_of_it(site: Site) -> None:
    def without_end(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + b"a" * 5000)

    site.answers["/large"] = (200, {}, b"a" * 1001)
    site.answers["/promised"] = (200, {"Content-Length": "99999999999"}, b"a")
    site.answers["/open"] = without_end
    for path in ("/large", "/promised", "/open"):
        with pytest.raises(PressmarkError, match="larger than 1,000 bytes"):
            Web(only_here).get(site.address + path, 1000)


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_drips_is_left_after_the_time_for_one_page(site: Site, part: str) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if part == "body" else b"X-Long: "))
        for _ in range(60):
            try:
                request.wfile.write(b"a")
            except OSError:
                return
            time.sleep(0.1)

    site.answers["/slow"] = drip
    began = time.monotonic()
    with pytest.raises(PressmarkError, match=r"/slow: can't be fetched \((it took too long|timed out)\)"):
        Web(only_here, longest=0.5).get(f"{site.address}/slow", 1000)
    assert time.monotonic() - began < 4


@pytest.mark.parametrize("said", [b"nonsense\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"])
def test_a_broken_answer_is_one_sentence(site: Site, said: bytes) -> None:
    site.answers["/a"] = lambda request: request.wfile.write(said)
    with pytest.raises(PressmarkError, match=r"/a: can't be fetched \("):
        Web(only_here).get(f"{site.address}/a", 1000)


def test_a_certificate_must_be_for_the_name_though_the_connection_goes_to_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    made = ["-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=news.example"]
    options = ["-nodes", "-days", "2", "-addext", "subjectAltName=DNS:news.example"]
    new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    subprocess.run([*new, *made, *options], cwd=tmp_path, check=True, capture_output=True)
    here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: here)
    with serving(tmp_path / "cert.pem", tmp_path / "key.pem") as secure:
        secure.answers["/a"] = (200, {}, b"safe")
        trusted = partial(ssl.create_default_context, cafile=str(tmp_path / "cert.pem"))
        good = f"https://news.example:{secure.port}/a"
        assert Web(only_here, trusted=trusted()).get(good, 1000) == b"safe"
        for address, context in ((good, None), (good.replace("news", "other"), trusted())):
            with pytest.raises(PressmarkError, match="certificate verify failed"):
                Web(only_here, trusted=context).get(address, 1000)


def test_a_proxy_of_the_environment_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/a"] = (200, {}, b"here")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.2:9")
    assert Web(only_here).get(f"{site.address}/a", 1000) == b"here"
