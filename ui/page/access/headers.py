"""The headers on every answer: what a browser may load, frame, run and tell others."""

import re
import secrets
from collections.abc import Iterable
from typing import Final

Pairs = list[tuple[bytes, bytes]]

NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
"""For everything that isn't a page: opened in a browser by itself, it runs nothing, loads nothing and has no origin."""
FORM: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""For the forms and notices of our own: no script at all."""
FIXED: Final = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_POLICY: Final = "content-security-policy"
_OTHERS: Final = "access-control-"
"""Gradio lets other origins read its answers; nobody else's page has any business with ours."""
_OWN_SCRIPT: Final = re.compile(rb"<script(?=[\s>])")


def page_policy(nonce: str) -> str:
    """Return the policy of the page: no request leaves for another host, whatever an article holds.

    Gradio's own scripts stand inside of its page and get a nonce; they make functions out of text, hence 'unsafe-eval'.
    A script that an escape forgotten somewhere would let through has no nonce, and handlers inside of elements are
    forbidden. Styles inside of elements stay: Gradio's components write them while they run, hundreds of them.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "script-src-attr 'none'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def secured(headers: Iterable[tuple[bytes, bytes]], policy: str) -> Pairs:
    """Return the headers of an answer with ours, and without those that would say otherwise."""
    ours = {_POLICY: policy, **FIXED}
    kept = [
        (name, value)
        for name, value in headers
        if (plain := name.decode("latin-1").lower()) not in ours and not plain.startswith(_OTHERS)
    ]
    return [*kept, *((name.encode(), value.encode()) for name, value in ours.items())]


def new_nonce() -> str:
    """Return a nonce for the scripts of one answer."""
    return secrets.token_urlsafe(16)


def with_nonce(page: bytes, nonce: str) -> bytes:
    """Return Gradio's page with the nonce on its scripts.

    What the page holds of articles stands inside those scripts as JSON in which Gradio escapes each `<`, so that no
    other `<script` can stand there.
    """
    return _OWN_SCRIPT.sub(b'<script nonce="%s"' % nonce.encode(), page)
