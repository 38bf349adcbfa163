"""Stands before the page's server, outside of all that Gradio adds: turns away whoever has no business there.

A request goes through these, in this order: by which name the page was called, whether another site sent it, how large
it is, who it comes from, whether its route is one of ours, and what it holds. Every answer gets the headers.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from index.errors import UsageError
from ui.page.access.company import ALONE, Company
from ui.page.access.login import LogIn
from ui.page.access.requests.answers import FORM, NOTHING, Answer
from ui.page.access.requests.calls import LARGEST, Calls, RefusedError, parsed
from ui.page.access.requests.connections import TimedBody
from ui.page.access.requests.origins import is_called, is_foreign, is_local, name_in, names_of
from ui.page.access.requests.routes import CALL, HEAR, JOIN, LISTEN, READING, RUN, UPLOAD, is_open, route_of
from ui.page.access.roles import OWNER, Actor, let_in
from ui.page.access.users import NEW, Role, Users
from ui.page.access.visitors import Keeper, OpenKeeper, TokenKeeper, Visitor
from ui.page.texts import ENGLISH, Texts

UPLOADED_FILES: Final = 10
"""The largest upload, in files of the largest size that is read."""
UPLOADS_AT_ONCE: Final = 4
"""Uploads of one session at the same time."""
_ONCE: Final = {"host", "origin", "content-length", "x-forwarded-host", "sec-fetch-site", "sec-fetch-mode"}
"""Headers that must not be sent twice, since two readers could each take another one for the right one."""
_OF_BODY: Final = (b"content-length", b"content-type")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of the guard: which users, names, hosts and sizes it lets through."""

    users: Users | None = None
    """Who may use the page; anybody who reaches it when there are none."""
    token: str | None = None
    """What a page without users asks for; nothing when it is open to whoever reaches it."""
    only_here: bool = True
    """Whether the page is for this machine's own browsers."""
    names: frozenset[str] = frozenset({"localhost"})
    """By which names the page may be called, besides addresses in numbers."""
    file_limit: int = 20_000_000
    """The largest file, in bytes, that the library reads."""
    tools: bool = False
    """Whether there are tools for language models."""
    metrics: bool = False
    """Whether there are figures, for whoever is let in."""
    anonymous: Role | None = None
    """What may be done by whoever comes without a name; nothing when only the owner can."""
    texts: Texts = ENGLISH
    """The words of the page."""
    company: Company = ALONE
    """What the page shares with others beside it."""

    @classmethod
    def made_for(
        cls,
        host: str,
        users: Users | None,
        file_limit: int,
        *,
        allow_anonymous: bool,
        token: str | None = None,
        hosts: tuple[str, ...] = (),
        tools: bool = False,
        metrics: bool = False,
        anonymous: Role = NEW,
        texts: Texts = ENGLISH,
        company: Company = ALONE,
    ) -> "Rules":
        """Return the rules for a page at an address.

        Args:
            host: the address.
            users: who may use the page, if that was said.
            file_limit: the largest file that the library reads, in bytes.
            allow_anonymous: whether whoever reaches the page may use it.
            token: what a page for this machine asks for when it has no users.
            hosts: more names by which the page may be called.
            tools: whether there are tools for language models.
            metrics: whether there are figures, for whoever is let in.
            anonymous: what may be done by whoever comes without a password, where that is allowed.
            texts: the words of the page.
            company: what the page shares with others beside it.

        Raises:
            UsageError: other machines can reach it, and nobody said who may use it.
        """
        if not is_local(host) and users is None and not allow_anonymous:
            raise UsageError(
                f"Other machines can reach {host or 'every address'}: name who may use the page with --auth FILE"
                " (`pressmark add-user NAME --auth FILE` makes it), or let everybody in with --allow-anonymous."
            )
        asked, role = (None, anonymous) if users or allow_anonymous else (token, None)
        return cls(
            users, asked, is_local(host), names_of(host, hosts), file_limit, tools, metrics, role, texts, company
        )

    def actor(self, visitor: Visitor, address: str) -> Actor:
        """Return who a visitor is: a user, the owner on their own machine, or somebody at an address."""
        if self.users:
            return Actor(visitor.name, self.users.role(visitor.name))
        return Actor(f"somebody at {address}", self.anonymous) if self.anonymous else Actor(OWNER, "editor")


class Guard:
    """Passes requests on that the rules allow, and puts the headers on every answer."""

    def __init__(self, app: Application, rules: Rules, calls: Calls) -> None:
        """Stand before an application."""
        self._app, self._rules, self._calls = app, rules, calls
        self._keeper: Keeper = _keeper(rules)
        self._uploading: Counter[str] = Counter()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on and the answer back with the headers, or answer with a refusal."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page has no use for a socket that stays open
            await send({"type": "websocket.close", "code": 1008})
            return
        body = TimedBody(receive)
        answer = Answer(send, body)
        try:
            refusal = _refusal(scope, self._rules)
            admitted = refusal or await self._keeper.admit(Request(scope, body))
            if isinstance(admitted, Response):
                answer.policy = FORM if admitted.media_type == "text/html" else NOTHING
                await admitted(scope, body, answer)
                return
            answer.more = admitted.headers
            await self._pass_on(scope, body, answer, admitted)
        except RefusedError as refused:
            said = PlainTextResponse(str(refused), refused.status)
            await said(scope, body, answer)
        except ClientDisconnect:
            await answer.end()

    async def _pass_on(self, scope: Message, body: TimedBody, answer: Answer, visitor: Visitor) -> None:
        method, path = scope["method"], scope["path"]
        if not is_open(method, path, tools=self._rules.tools, metrics=self._rules.metrics):
            raise RefusedError(404, "There is nothing here.")
        let_in(scope, self._rules.actor(visitor, (scope.get("client") or ("nowhere",))[0]))
        route = route_of(path)
        if path == "/":
            answer.is_page = True
        if path == "/" or route == UPLOAD:  # whose answers are read here
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        if route == UPLOAD:
            await self._upload(scope, body, answer, visitor)
            return
        if route == HEAR:
            self._calls.check_waiting(route, path.rsplit("/", 1)[-1])
        if route == LISTEN:
            self._calls.check_waiting(route, Request(scope).query_params.get("session_hash", ""))
        receive: Receive = body
        if method == "POST" and (route in (JOIN, RUN, CALL) or route is None):
            receive = await self._looked_into(scope, body, route, visitor)
        await self._app(scope, receive, answer)

    async def _looked_into(self, scope: Message, body: TimedBody, route: str | None, visitor: Visitor) -> Receive:
        """Return what the application receives in place of a body of JSON; without a route it is the tools'."""
        sent = await body.read()
        if sent is None:
            raise ClientDisconnect
        if route is None:
            parsed(sent)
        else:
            sent = self._calls.checked(route, scope["path"].rsplit("/", 1)[-1], sent, visitor.session)
        kept = [pair for pair in scope["headers"] if pair[0] not in _OF_BODY]
        length = (b"content-length", str(len(sent)).encode())
        scope["headers"] = [*kept, length, (b"content-type", b"application/json")]
        replaced: Receive = body.replaced(sent)
        return replaced

    async def _upload(self, scope: Message, body: TimedBody, answer: Answer, visitor: Visitor) -> None:
        session = visitor.session
        if session is None:
            raise RefusedError(403, "Only a browser with the page open uploads files.")
        if self._uploading[session] >= UPLOADS_AT_ONCE:
            raise RefusedError(429, self._rules.texts("uploads-of-session"))
        self._uploading[session] += 1
        answer.heard = []
        try:
            await self._app(scope, body, answer)
        finally:
            self._uploading[session] -= 1
            if not self._uploading[session]:
                del self._uploading[session]
        if answer.status == 200:
            self._calls.uploads.note(session, b"".join(answer.heard))


def _keeper(rules: Rules) -> Keeper:
    sessions = rules.company.sessions
    if rules.users:
        return LogIn(rules.users, rules.texts, sessions, rules.company.brake)
    return TokenKeeper(rules.token, rules.texts, sessions) if rules.token else OpenKeeper(sessions)


def _refusal(scope: Message, rules: Rules) -> Response | None:
    """Return the answer to a request that needn't be looked into, by its headers; nothing for another one."""
    pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
    if any(number > 1 and name in _ONCE for name, number in Counter(name for name, _ in pairs).items()):
        return PlainTextResponse("A header that must be sent once was sent twice.", 400)
    headers = dict(pairs)
    for host in (headers.get("host", ""), headers.get("x-forwarded-host")):
        if host is not None and not is_called(host, rules.names, only_here=rules.only_here):
            told = f"This page has no name {name_in(host)[:100]!r}: --allow-host gives it one."
            return PlainTextResponse(told, 421)
    if is_foreign(scope["method"], scope["path"], headers):
        return PlainTextResponse("Another site's request.", 403)
    return None if scope["method"] in READING else _too_large(scope["path"], headers, rules)


def _too_large(path: str, headers: Mapping[str, str], rules: Rules) -> Response | None:
    most = rules.file_limit * UPLOADED_FILES if path == UPLOAD else LARGEST
    if "transfer-encoding" in headers:
        return PlainTextResponse("The length of a request must be known.", 411)
    if int(headers.get("content-length") or 0) > most:  # the server has read it as a number
        return PlainTextResponse(f"More than {most:,} bytes at once.", 413)
    return None
