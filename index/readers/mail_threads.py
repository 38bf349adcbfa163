"""Take a mail apart into the messages that it quotes or forwards, each with its own author and date.

What a mail program writes above a quoted message tells them: a line such as "On 12 June 2024, Ines Okafor wrote:", or a
block of headers. Marks of quotation (`>`) tell how far each message reaches, also where the reply stands between them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Final

from index.language.written_dates import Day, find_days

_QUOTED: Final = re.compile(r"(?:>[ \t]?)+")
_VERBS: Final = (
    r"wrote|writes|schrieb|schreibt|a écrit|escribió|escreveu|ha scritto|schreef|пишет|написала?|написал\(а\)|пише"
    r"|yazdı|كتبت?|skrev|napisał(?:\(a\)|a)?|kirjoitti|napsal(?:\(a\)|a)?"
)
_VERB: Final = re.compile(rf"(?<!\w)(?:{_VERBS})(?!\w)", re.IGNORECASE)
_TUESDAY: Final = re.compile(r"(?<!\w)mar\.(?=\s+\d+\s+[^\W\d_])", re.IGNORECASE)
"""French for Tuesday, which is a month in other languages."""
_ADDRESS: Final = re.compile(r"[<(\[]\s*(?:mailto:)?[^<>()\[\]\s@]+@[^<>()\[\]\s]+?(?:\s*<mailto:[^<>]*>)?\s*[>)\]]")
_OPENING: Final = re.compile(r"^(?:on|am|le|el|il|em|op|den|dnia|в|في|dne)\b[\s,:]*", re.IGNORECASE)
_FILLING: Final = re.compile(
    r"(?<!\w)(?:via .*|tarihinde|şunu|şöyle|um|at|à|a las|alle(?: ore)?|às|om|kl\.?|v|в|uhr|г\.?|at|on|am|the|den|ص|م"
    r"|تمت كتابة ما يلي|بواسطة)(?!\w)",
    re.IGNORECASE,
)
_DIVIDER: Final = re.compile(
    r"^\s*(?:[-_=*]{2,}\s*(?:.{0,20}\b(?:original|ursprüngliche|forwarded|weitergeleitete|reenviado|transféré|transmis"
    r"|inoltrato|encaminhada|doorgestuurd|oorspronkelijk|origine|originale|пересыла\w+|исходное|özgün|orijinal|iletilen"
    r"|الأصلية|المُ?عاد)\b.{0,30}?)[-_=*]*\s*|_{10,}|-{10,})\s*$"
    r"|^\s*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message transféré"
    r"|inicio del mensaje reenviado|inizio messaggio inoltrato|начало переадресованного сообщения)\s*:?\s*$",
    re.IGNORECASE,
)
_FROM: Final = r"from|von|de|da|od|от|от кого|kimden|gönderen|från|fra|van|lähettäjä|من"
_SENT: Final = (
    r"sent|date|gesendet(?: am)?|datum|envoyé(?: le)?|enviado(?: el)?|fecha|inviato|data|enviada(?: em)?|отправлено"
    r"|дата|gönderme tarihi|gönderildi|tarih|skickat|sendt|dato|verzonden|lähetetty|تاريخ|التاريخ|تاريخ الإرسال|أرسلت"
)
_SUBJECT: Final = r"subject|betreff|objet|asunto|oggetto|assunto|тема|konu|onderwerp|ämne|emne|aihe|الموضوع"
_OTHER: Final = (
    r"to|an|à|a|para|кому|kime|till|til|aan|إلى|cc|kopie|копия|bilgi|bcc|reply-to|antwort an|importance|priorität"
    r"|attachments|anlagen|organization|message-id"
)
_HEADER: Final = re.compile(
    rf"^[*_\s]*(?:(?P<from>{_FROM})|(?P<sent>{_SENT})|(?P<subject>{_SUBJECT})|(?:{_OTHER}))"
    r"[*_]*\s?[:：][*_]*(?P<value>.*)$",
    re.IGNORECASE,
)
_LONGEST_INTRO: Final = 400
_INTRO_LINES: Final = 4
_BLANKS: Final = 2
"""Blank lines that may stand between two headers, or above a quoted message."""
_MOST: Final = 200
"""Messages of one mail; what follows belongs to the last."""


@dataclass(slots=True)
class Message:
    """A message and who wrote it when; nothing where that isn't told."""

    author: str = ""
    published: str = ""
    """ISO date."""
    subject: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own words."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()


@dataclass(frozen=True, slots=True)
class _Line:
    level: int
    """Marks of quotation before it."""
    text: str


def split_thread(text: str, sent: str | None) -> tuple[str, list[Message]]:
    """Return the words of a mail itself, and the messages that it quotes or forwards.

    Args:
        text: the body.
        sent: the ISO date of the mail, which tells how `3/4/2024` is meant: no message is newer than what quotes it.
    """
    lines = [_line(each) for each in text.splitlines()]
    own = Message()
    messages: list[Message] = []
    owners = {0: own}
    at, before = 0, 0
    while at < len(lines):
        line = lines[at]
        found, after = _announced(lines, at, sent) if len(messages) < _MOST else (None, at)
        if found is not None:
            messages.append(found)
            level = _level_of(lines, after, line.level)
            owners = {each: owner for each, owner in owners.items() if each < level}
            owners[level] = found
            at, before = after, level
            continue
        if line.text and line.level != before:
            if line.level not in owners:
                owners[line.level] = Message()
                messages.append(owners[line.level])
            owners[line.level].lines.append("")
            before = line.level
        owners[before].lines.append(line.text)
        at += 1
    return own.text, [each for each in messages if re.search(r"[^\W\d_]", each.text)]


def _line(raw: str) -> _Line:
    match = _QUOTED.match(raw)
    return _Line(match[0].count(">"), raw[match.end() :].rstrip()) if match else _Line(0, raw.rstrip())


def _level_of(lines: Sequence[_Line], at: int, level: int) -> int:
    """Return the level of a message that was announced on `level`: one deeper if it is quoted, else the same."""
    below = next((line for line in lines[at : at + _BLANKS + 1] if line.text), None)
    return max(below.level, level) if below is not None else level


def _announced(lines: Sequence[_Line], at: int, sent: str | None) -> tuple[Message | None, int]:
    """Return the message that begins here with what is known of it, and where its words begin."""
    line = lines[at]
    if not line.text:
        return None, at
    if _DIVIDER.match(line.text):
        below = _next(lines, at + 1)
        found, after = _headers(lines, below, sent) if below is not None else (None, at)
        if found is None and below is not None:
            found, after = _introduced(lines, below, sent)
        return found, after
    header = _HEADER.match(line.text)
    if header and header["from"]:
        return _headers(lines, at, sent, sure=False)
    return _introduced(lines, at, sent)


def _next(lines: Sequence[_Line], at: int) -> int | None:
    return next((each for each in range(at, min(at + _BLANKS + 1, len(lines))) if lines[each].text), None)


def _headers(lines: Sequence[_Line], at: int, sent: str | None, *, sure: bool = True) -> tuple[Message | None, int]:
    """Read a block of headers; one that nothing announces must say who wrote and when, or to whom.

    Returns:
        The message without its words, or nothing; and where they begin.
    """
    level, found, names = lines[at].level, Message(), 0
    here: int | None = at
    end = at
    while here is not None and lines[here].level == level and (header := _HEADER.match(lines[here].text)):
        value = header["value"].strip(" *_")
        if header["from"] and not found.author:
            found.author = _name(value)
        elif header["sent"] and not found.published:
            found.published = _day(value, sent)
        elif header["subject"]:
            found.subject = value
        names += 1
        end = here + 1
        while end < len(lines) and lines[end].level == level and lines[end].text[:1] in {" ", "\t"}:
            end += 1  # a header that goes on
        here = _next(lines, end)
    known = found.author and (found.published or names > 2)
    return (found, end) if known or (sure and names and (found.author or found.published)) else (None, at)


def _introduced(lines: Sequence[_Line], at: int, sent: str | None) -> tuple[Message | None, int]:
    """Read a line such as "On 12 June 2024, Ines Okafor wrote:", which may be broken into several."""
    words, level = "", lines[at].level
    for end in range(at, min(at + _INTRO_LINES, len(lines))):
        line = lines[end]
        if line.level != level or not line.text or len(words) + len(line.text) > _LONGEST_INTRO:
            return None, at
        words = f"{words} {line.text.strip(' *_')}".strip()
        if words.endswith((":", "：")):
            break
    else:
        return None, at
    words = _TUESDAY.sub("", words)
    address, verb = _ADDRESS.search(words), _VERB.search(words)
    below = _next(lines, end + 1)
    quoted = below is not None and lines[below].level > level
    days = list(find_days(words))
    if not (verb and (days or address)) and not (address and days) and not (verb and quoted and len(words) < 100):
        return None, at
    if not quoted and not (days and (address or verb)):
        return None, at
    return Message(author=_writer(words, days, address, verb), published=_day(words, sent)), end + 1


def _writer(words: str, days: Sequence[Day], address: re.Match[str] | None, verb: re.Match[str] | None) -> str:
    """Return the name in a line that introduces a message."""
    if address is not None:
        head = words[: address.start()]
        bare = address[0].strip("<>()[] ")
    else:
        head = words[: verb.start()] if verb else words
        bare = ""
    for day in reversed(days):
        if day.span.end <= len(head):
            head = f"{head[: day.span.start]} ; {head[day.span.end :]}"
        elif day.span.start < len(head):
            head = head[: day.span.start]
    pieces = [_tidied(piece) for piece in re.split(r"[;,:]|" + _VERB.pattern, _OPENING.sub("", head))]
    named = [piece for piece in pieces if piece]
    if not named and verb and address is None:  # Am 12. Juni schrieb Ines Okafor:
        named = [_tidied(words[verb.end() :])]
    return next((piece for piece in reversed(named) if piece), "") or bare


def _tidied(words: str) -> str:
    words = _OPENING.sub("", _FILLING.sub(" ", words).strip(" \"'«»„“”.:,;<>()[]*_-|"))
    words = " ".join(re.sub(r"\d[\d:.]*|\b[ap]\.?m\b\.?|\([^()]*\)|\b(?:GMT|UTC)\b\S*", " ", words).split())
    return words.strip(" \"'«»„“”.:,;<>()[]*_-|+") if re.search(r"[^\W\d_]{2}", words) else ""


def _name(value: str) -> str:
    """Return the name in a header, or the address where there is none."""
    address = _ADDRESS.search(value)
    if address:
        named = value[: address.start()].strip(" \"'")
        return named or address[0].strip("<>()[] ").removeprefix("mailto:")
    name, mail = parseaddr(value)
    return " ".join((name or mail if "@" in value else value).strip(" \"'").split())


def _day(words: str, sent: str | None) -> str:
    """Return the first date in words, read as the one that isn't later than `sent` where it can be read both ways."""
    for day in find_days(words):
        if day.iso:
            return day.iso
        both = {iso for order in ("day", "month") if (iso := day.read_as(order).iso)}
        possible = sorted(iso for iso in both if sent and iso <= sent)
        if len(possible) == 1:
            return possible[0]
    return ""


def members(messages: Sequence[Message]) -> Iterator[tuple[str, Message]]:
    """Yield messages with the name of each within its mail: who wrote it and when."""
    for number, message in enumerate(messages, 2):
        words = re.sub(r"[\W_]+", "-", message.author.casefold()).strip("-")[:40] or f"message-{number}"
        yield f"{words}-{message.published}" if message.published else words, message
