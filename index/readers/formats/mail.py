"""Mail (`.eml`) and pages saved as one file with their pictures (`.mht`, `.mhtml`), which are mail in form."""

import email
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import Any, Final, cast

from index.readers.extracted import Extracted, Part, require_text, stated, tidy
from index.readers.markup.blocks import fragment_text
from index.readers.formats.html import page_article

NO_TEXT: Final = "it holds no text; save the message again with its body"


class _Forgiving(EmailPolicy):
    """Python's own policy, but for headers that break its parser: `From: Ines <`."""

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ANN401  # a header, of a class of its own
        """Return the header; one that can't be parsed is its raw words, or nothing where these would say nothing."""
        try:
            return super().header_fetch_parse(name, value)
        except (ArithmeticError, AttributeError, LookupError, MessageError, TypeError, ValueError):
            return None if name.lower().startswith("content-") else tidy(str(value))


def read_mail(data: bytes) -> tuple[Part, ...]:
    """Read a message, its plain text before its HTML; attachments are left out.

    Raises:
        ValueError: it is no mail, or holds no text.
    """
    message = _message(data)
    if message.get("Snapshot-Content-Location") or message.get_content_type() == "multipart/related":
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        if page is not None and not message.get("From", "").count("@"):
            address = message.get("Snapshot-Content-Location") or page.get("Content-Location")
            return (Part("", page_article(_bytes(page), str(address) if address else None)),)
    body = message.get_body(preferencelist=("plain", "html"))
    words = "" if body is None else _text(body)
    subject = " ".join(tidy(str(message.get("Subject", ""))).split())
    name, address = parseaddr(str(message.get("From", "")))
    text = require_text(words, NO_TEXT)
    return (
        Part(
            "",
            Extracted(
                text=f"# {subject}\n\n{text}" if subject else text,
                kind="mail",
                stated=stated(title=subject, author=name or address, published=_date(message)),
            ),
        ),
    )


def _message(data: bytes) -> EmailMessage:
    message = cast("EmailMessage", email.message_from_bytes(data, policy=_Forgiving()))
    if not any(message.get(name) for name in ("From", "Subject", "Date", "MIME-Version")):
        raise ValueError("it is no mail; save the message again as .eml")
    return message


def _text(body: MIMEPart) -> str:
    try:
        words = body.get_content()
    except (LookupError, MessageError, ValueError):  # an encoding nobody knows
        words = _bytes(body).decode("utf-8", "replace")
    words = tidy(words.replace("\r\n", "\n")) if isinstance(words, str) else ""
    return fragment_text(words) if body.get_content_subtype() == "html" else words.strip()


def _bytes(part: MIMEPart) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _date(message: EmailMessage) -> str | None:
    sent = getattr(message.get("Date"), "datetime", None)
    return sent.date().isoformat() if sent else None
