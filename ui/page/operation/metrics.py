"""Figures of the page for Prometheus, at `/metrics` when they are switched on.

None of them holds a word of a question, an answer or an article, nor who asked: counts and durations only, by outcome
and by route, as `request_log` names routes.
"""

from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from index.catalog import queries
from index.errors import PressmarkError, UsageError
from rag import Answer, Pressmark
from rag.conversation.reception import CHAT
from ui.page.access.guard import Application
from ui.page.access.requests.routes import METRICS
from ui.page.request_log import Watched, route_of

if TYPE_CHECKING:
    from prometheus_client.core import GaugeMetricFamily

SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)
"""Bounds of the durations: quotes take some hundredths of a second, a model that writes takes minutes."""
UNAVAILABLE: Final = "Metrics need the package prometheus-client: install it with `pip install 'pressmark[metrics]'`."

Message = MutableMapping[str, Any]


class Metrics:
    """The figures of one page; it is a `Tally` of its questions."""

    def __init__(self, pressmark: Pressmark) -> None:
        """Begin to count.

        Raises:
            UsageError: the package that writes figures isn't installed.
        """
        try:
            from prometheus_client import (
                CollectorRegistry,
                Counter,
                Histogram,
                PlatformCollector,
                ProcessCollector,
            )
        except ImportError as error:
            raise UsageError(UNAVAILABLE) from error
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.registry.register(_LibrarySize(pressmark))
        self._questions = Counter(
            "pressmark_questions", "Questions by what came of them.", ["outcome"], registry=self.registry
        )
        self._answers = Histogram(
            "pressmark_answer_seconds",
            "How long questions took, in all and by step.",
            ["step"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._requests = Histogram(
            "pressmark_http_request_seconds",
            "Requests by route and status, and how long their answers took.",
            ["method", "route", "status"],
            buckets=SECONDS,
            registry=self.registry,
        )
        for outcome in ("answered", "refused", "chat", "error"):  # known from the start, as zero
            self._questions.labels(outcome)

    def answered(self, answer: Answer) -> None:
        """Count an answer and how long it took."""
        outcome = "chat" if answer.mode == CHAT else "answered" if answer.answered else "refused"
        self._questions.labels(outcome).inc()
        took = answer.timings
        for step, ms in (("retrieve", took.retrieve_ms), ("answer", took.answer_ms), ("total", took.total_ms)):
            self._answers.labels(step).observe(ms / 1000)

    def failed(self) -> None:
        """Count a question that ended in an error."""
        self._questions.labels("error").inc()

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request whose answer has ended."""
        self._requests.labels(method, route, str(status)).observe(seconds)

    def text(self, accept: str = "") -> tuple[bytes, str]:
        """Return all figures, in the form that is asked for, with its type of content."""
        from prometheus_client.exposition import choose_encoder

        encode, kind = choose_encoder(accept)
        return encode(self.registry), kind

    @property
    def route(self) -> Route:
        """The route where they are read by whoever the guard lets in."""
        return Route(METRICS, self.serve, methods=["GET"])

    async def serve(self, request: Request) -> Response:
        """Answer with all figures."""
        content, kind = await run_in_threadpool(self.text, request.headers.get("accept", ""))
        return Response(content, headers={"content-type": kind, "cache-control": "no-store"})


class _LibrarySize:
    """How much the library holds, looked up when the figures are read."""

    def __init__(self, pressmark: Pressmark) -> None:
        self._pressmark = pressmark

    def describe(self) -> Iterator["GaugeMetricFamily"]:
        """Yield what there is, without looking anything up."""
        from prometheus_client.core import GaugeMetricFamily

        yield GaugeMetricFamily("pressmark_library_size", "What the library holds.", labels=["unit"])

    def collect(self) -> Iterator["GaugeMetricFamily"]:
        """Yield the counts; nothing when the catalog doesn't answer, which `/readyz` tells."""
        (sizes,) = self.describe()
        try:
            with self._pressmark.library.catalog.reading() as connection:
                counts = queries.counts(connection)
        except PressmarkError:
            return
        for unit, number in (
            ("articles", counts.articles),
            ("passages", counts.passages),
            ("sentences", counts.sentences),
        ):
            sizes.add_metric([unit], number)
        yield sizes


class Metered:
    """Passes every request on and counts it when its answer has ended."""

    def __init__(self, app: Application, metrics: Metrics, *, public: bool) -> None:
        """Stand before an application; answer whoever asks for the figures if they are public."""
        self._app, self._metrics, self._public = app, metrics, public

    async def __call__(
        self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        watched = Watched(send)
        try:
            if self._public and scope["path"] == METRICS and scope["method"] == "GET":
                await (await self._metrics.serve(Request(scope)))(scope, receive, watched.send)
            else:
                await self._app(scope, receive, watched.send)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.requested(method, route_of(scope), watched.status, watched.seconds)


_METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
"""Methods that have a name in the figures: whoever makes up others adds nothing to them."""
