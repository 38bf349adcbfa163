"""Vectors on a Chroma server as hosts offer it: behind TLS, for who shows a token, in a tenant and a database."""

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import numpy as np
import pytest
from pydantic import SecretStr

from index.errors import LibraryError
from index.vectors.chroma import Server, Vectors
from tests.servers import ChromaServer

TOKEN = "ck-not-to-be-told"


class Gate(BaseHTTPRequestHandler):
    """Hands on what comes with the token to the server behind it, and refuses the rest."""

    behind = ""
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.headers.get("x-chroma-token") != TOKEN:
            self.reply(401, b'{"error": "Unauthorized"}')
            return
        kept = {name: self.headers[name] for name in ("content-type", "accept") if name in self.headers}
        got = httpx.request(self.command, self.behind + self.path, content=body, headers=kept)
        self.reply(got.status_code, got.content)

    def reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815  # what the base class calls

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hosted(chroma: ChromaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a hosted server, whose certificate this process trusts."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl isn't there to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate),
         "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OwnGate", (Gate,), {"behind": chroma.address}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_hosted_server_keeps_vectors_for_its_tenant_alone(hosted: str, chroma: ChromaServer, tmp_path: Path) -> None:
    httpx.post(f"{chroma.address}/api/v2/tenants", json={"name": "paper"}).raise_for_status()
    httpx.post(f"{chroma.address}/api/v2/tenants/paper/databases", json={"name": "news"}).raise_for_status()
    vectors = Vectors(tmp_path, "articles", Server(hosted, SecretStr(TOKEN), "paper", "news"))
    made = np.eye(3, dtype=np.float32)
    vectors.put(["a", "b", "c"], made)
    assert vectors.nearest(made[1], 1) == ["b"]
    held = httpx.get(f"{chroma.address}/api/v2/tenants/paper/databases/news/collections").json()
    assert [each["name"] for each in held] == ["articles"]
    vectors.close()


@pytest.mark.parametrize("token", [None, SecretStr("wrong-word")])
def test_a_wrong_token_is_a_sentence_without_it(hosted: str, tmp_path: Path, token: SecretStr | None) -> None:
    vectors = Vectors(tmp_path, "articles", Server(hosted, token))
    with pytest.raises(LibraryError, match=r"^The vectors at https://127\.0\.0\.1:\d+ can't be used \(.*401") as told:
        vectors.count()
    assert "wrong-word" not in str(told.value)


def test_a_database_that_is_not_there_is_a_sentence(hosted: str, tmp_path: Path) -> None:
    vectors = Vectors(tmp_path, "articles", Server(hosted, SecretStr(TOKEN), database="nowhere"))
    with pytest.raises(LibraryError, match=r"can't be used \(.*nowhere"):
        vectors.count()


def test_a_certificate_that_nobody_vouches_for_is_a_sentence(
    hosted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    vectors = Vectors(tmp_path, "articles", Server(hosted, SecretStr(TOKEN)))
    with pytest.raises(LibraryError, match="CERTIFICATE_VERIFY_FAILED"):
        vectors.count()
