"""Mail (`.eml`) and pages saved as one file with their pictures (`.mht`, `.mhtml`), which are mail in form."""

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from email.utils import parseaddr
from itertools import chain, islice, repeat
from typing import Any, Final, cast

from index.readers.extracted import Extracted, Part, require_text, stated, tidy
from index.readers.formats.html import read_html
from index.readers.formats.zipped import MOST_MEMBERS
from index.readers.mail_threads import Message, members, split_thread
from index.readers.markup.blocks import fragment_text

NO_TEXT: Final = "it holds no text; save the message again with its body"
_REPLY: Final = re.compile(
    r"^(?:\s*(?:re|aw|sv|antw?|odp|ynt|rv|fwd?|wg|tr|enc|i|r|ilt|пересл|отв)\s*(?:\[\d+\])?:)+\s*", re.IGNORECASE
)
"""What mail programs put before the subject of what is answered or forwarded."""
_WORD: Final = re.compile(r"\w+")
_SHORT: Final = 600
"""Characters of the longest plain text that only says that there is another."""
_PLACEHOLDER: Final = re.compile(
    r"\bhtml\b|\b(?:web\s?)?browser\b|\b(?:mail|e-mail)\s(?:program|client|reader)\b", re.IGNORECASE
)


class _Forgiving(EmailPolicy):
    """Python's own policy, but for headers that break its parser: `From: Ines <`."""

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ANN401  # a header, of a class of its own
        """Return the header; one that can't be parsed is its raw words, or nothing where these would say nothing."""
        try:
            return super().header_fetch_parse(name, value)
        except (ArithmeticError, AttributeError, LookupError, MessageError, TypeError, ValueError):
            return None if name.lower().startswith("content-") else tidy(str(value))


def read_mail(data: bytes) -> tuple[Part, ...]:
    """Read a message and those that it quotes, forwards or has attached; other attachments are left out.

    Raises:
        ValueError: it is no mail, or holds no text.
    """
    message = _message(data)
    if message.get("Snapshot-Content-Location") or message.get_content_type() == "multipart/related":
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        if page is not None and not message.get("From", "").count("@"):
            address = message.get("Snapshot-Content-Location") or page.get("Content-Location")
            return read_html(_bytes(page), str(address) if address else None)
    parts = [*_articles(message)]
    for attached in islice(message.walk(), 1, MOST_MEMBERS):
        if attached.get_content_type() == "message/rfc822":
            inner = attached.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
                parts += _articles(inner[0], attached=True)
    if not parts:
        raise ValueError(NO_TEXT)
    return tuple(parts)


def _articles(message: EmailMessage, *, attached: bool = False) -> Iterator[Part]:
    """Yield a message and those that it quotes or forwards, each an article of its own."""
    subject = " ".join(tidy(str(message.get("Subject", ""))).split())
    name, address = parseaddr(str(message.get("From", "")))
    sent = _date(message)
    words, quoted = split_thread(_body(message), sent)
    own = Message(name or address, sent or "", subject, words.splitlines())
    named = members([own, *quoted])
    for (member, each), whole in zip(named, chain([not attached], repeat(False)), strict=False):
        title = each.subject or (subject if each is own else _REPLY.sub("", subject))
        if each.text:
            text = require_text(f"# {title}\n\n{each.text}" if title else each.text, NO_TEXT)
            about = stated(title=title, author=each.author, published=each.published)
            data = None if whole else "\0".join((each.author, each.published, text)).encode()
            yield Part("" if whole else member, Extracted(text, "mail", stated=about), data=data)


def _body(message: EmailMessage) -> str:
    """Return the words of a message: its plain text, but where that says nothing of what its HTML says."""
    plain, page = (message.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    words = _text(plain) if plain is not None else ""
    seen = _text(page) if page is not None else ""
    if not seen.strip() or not words.strip():
        return words if words.strip() else seen
    said, shown = set(_WORD.findall(words.casefold())), set(_WORD.findall(seen.casefold()))
    placeholder = len(words) < _SHORT and _PLACEHOLDER.search(words) is not None
    lacking = len(said & shown) < len(shown) / 2
    return seen if lacking and (placeholder or len(shown) >= len(said)) else words


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
    return fragment_text(words, levels=True) if body.get_content_subtype() == "html" else words.strip()


def _bytes(part: MIMEPart) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _date(message: EmailMessage) -> str | None:
    sent = getattr(message.get("Date"), "datetime", None)
    return sent.date().isoformat() if sent else None
