"""The endpoints for other programs: `ask`, `search`, `articles` and `check`, which answer in JSON.

The same four are endpoints of the page's server and tools for language models (MCP). Every argument is checked here:
Gradio tells programs the types, but lets any value through.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import wraps
from typing import Annotated, Any, Final, Literal, ParamSpec, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import PressmarkError, UsageError
from index.records import ArticleCard
from rag import Filters, Pressmark, Turn
from rag.drafts.check import check_draft
from rag.drafts.reading.draft import LONGEST as LONGEST_DRAFT
from rag.drafts.serialise import checked_to_dict
from rag.serialise import answer_to_dict
from ui.filters import check_filters, make_filters
from ui.logs import QUESTIONS
from ui.page.operation.tally import NOBODY, Tally, failures_counted

LONGEST: Final = 2000
"""Characters of a question."""
AT_ONCE: Final = 8
"""Calls that are worked on at the same time; the others wait."""

Json = dict[str, Any]
Parameters = ParamSpec("Parameters")
Checked = TypeVar("Checked", bound=BaseModel)

_Words = Annotated[str, Field(min_length=1, max_length=LONGEST)]
_Names = Annotated[list[Annotated[str, Field(max_length=1000)]], Field(max_length=1000)]
_Day = Annotated[str, Field(max_length=10)]


class _Turn(BaseModel):
    model_config = ConfigDict(extra="ignore")

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=20_000)]


class _Limits(BaseModel):
    files: _Names = []
    publishers: _Names = []
    published_from: _Day = ""
    published_to: _Day = ""


class _Asked(_Limits):
    model_config = ConfigDict(strict=True)

    question: _Words
    history: Annotated[list[_Turn], Field(max_length=100)] = []


class _Searched(_Limits):
    model_config = ConfigDict(strict=True)

    query: _Words
    limit: Annotated[int, Field(ge=1, le=100)]


class _Listed(BaseModel):
    model_config = ConfigDict(strict=True)

    contains: Annotated[str, Field(max_length=LONGEST)]
    limit: Annotated[int, Field(ge=1, le=1000)]
    offset: Annotated[int, Field(ge=0)]


class _Draft(BaseModel):
    model_config = ConfigDict(strict=True)

    draft: Annotated[str, Field(min_length=1, max_length=LONGEST_DRAFT)]


class Programs:
    """The endpoints over an open library. Their names, docstrings and hints are what a program sees of them."""

    def __init__(self, pressmark: Pressmark, tally: Tally = NOBODY) -> None:
        """Answer from an open library; the tally hears of each question."""
        self._pressmark, self._tally = pressmark, tally
        self._few = CapacityLimiter(AT_ONCE)

    async def ask(
        self,
        question: str,
        history: list[dict[str, str]] | None = None,
        files: list[str] | None = None,
        publishers: list[str] | None = None,
        published_from: str = "",
        published_to: str = "",
    ) -> Json:
        """Answer a question with verbatim quotes from the articles, each with its place; or say that they don't answer.

        Args:
            question: the question, at most 2,000 characters.
            history: the conversation before it, oldest first: objects with a role, user or assistant, and a content.
            files: only these articles, as `articles` names them; all when empty.
            publishers: only articles of these publishers; all when empty.
            published_from: only articles published on or after 2017-03-12, 2017-03 or 2017.
            published_to: only articles published on or before 2017-03-12, 2017-03 or 2017.
        """
        asked = _checked(
            _Asked,
            question=question,
            history=history or [],
            **_limits(files, publishers, published_from, published_to),
        )
        QUESTIONS.info("asked: %s", asked.question, extra={"fields": {"question": asked.question}})
        turns = [Turn(turn.role, turn.content) for turn in asked.history]
        return await run_sync(self._answer, asked, turns, limiter=self._few)

    async def search(
        self,
        query: str,
        limit: int = 10,
        files: list[str] | None = None,
        publishers: list[str] | None = None,
        published_from: str = "",
        published_to: str = "",
    ) -> Json:
        """Find the passages of the articles that best match some words, best first, each with its place.

        Args:
            query: a question or some words, at most 2,000 characters.
            limit: the most passages, 1 to 100.
            files: only these articles, as `articles` names them; all when empty.
            publishers: only articles of these publishers; all when empty.
            published_from: only articles published on or after 2017-03-12, 2017-03 or 2017.
            published_to: only articles published on or before 2017-03-12, 2017-03 or 2017.
        """
        searched = _checked(
            _Searched, query=query, limit=limit, **_limits(files, publishers, published_from, published_to)
        )
        hits = await run_sync(
            lambda: self._pressmark.search(searched.query, self._filters(searched), searched.limit), limiter=self._few
        )
        return {"query": query, "hits": [asdict(hit) for hit in hits]}

    async def articles(self, contains: str = "", limit: int = 100, offset: int = 0) -> Json:
        """List the articles of the library by file name, with title, author, publisher, date and language.

        Args:
            contains: only those whose file name, title, author or publisher contains this.
            limit: the most articles, 1 to 1,000.
            offset: how many to leave out at the start.
        """
        listed = _checked(_Listed, contains=contains, limit=limit, offset=offset)
        cards = await run_sync(self._pressmark.articles, limiter=self._few)
        chosen = [card for card in cards if _names(card, listed.contains.casefold())]
        shown = chosen[listed.offset : listed.offset + listed.limit]
        return {"articles": [_plain(card) for card in shown], "total": len(chosen)}

    async def check(self, draft: str) -> Json:
        """Check a draft: does each quotation stand in the articles word for word, and do they say what it states?

        Each finding has its place in the draft, a verdict, what differs, and the exact places in the articles.

        Args:
            draft: the text of the draft, plain or Markdown, at most 400,000 characters.
        """
        given = _checked(_Draft, draft=draft)
        return await run_sync(
            lambda: checked_to_dict(check_draft(self._pressmark.library, given.draft)), limiter=self._few
        )

    def _answer(self, asked: _Asked, turns: list[Turn]) -> Json:
        with failures_counted(self._tally):
            answer = self._pressmark.ask(asked.question, turns, self._filters(asked))
        self._tally.answered(answer)
        return answer_to_dict(answer)

    def _filters(self, limits: _Limits) -> Filters:
        first, last = limits.published_from or None, limits.published_to or None
        filters = make_filters(limits.files, limits.publishers, first, last, ("published_from", "published_to"))
        if filters != Filters():
            check_filters(filters, self._pressmark.articles())
        return filters


def raising(
    kind: Callable[[str], Exception], work: Callable[Parameters, Awaitable[Json]]
) -> Callable[Parameters, Awaitable[Json]]:
    """Return an endpoint whose errors are of the kind that a server passes on to the program."""

    @wraps(work)
    async def guarded(*args: Parameters.args, **options: Parameters.kwargs) -> Json:
        try:
            return await work(*args, **options)
        except PressmarkError as error:
            raise kind(str(error)) from error

    return guarded


def _limits(files: object, publishers: object, first: object, last: object) -> Json:
    return {
        "files": files or [],
        "publishers": publishers or [],
        "published_from": first or "",
        "published_to": last or "",
    }


def _checked(model: type[Checked], **arguments: object) -> Checked:
    """Return the arguments as a record.

    Raises:
        UsageError: one of them is of another kind or beyond its bounds; the sentence names it.
    """
    try:
        return model.model_validate(arguments)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise UsageError(f"{place}: {fault['msg'][:1].lower()}{fault['msg'][1:]}.") from error


def _names(card: ArticleCard, words: str) -> bool:
    known = (card.file, card.title, card.author, card.publisher)
    return any(words in name.casefold() for name in known if name)


def _plain(card: ArticleCard) -> Json:
    """Return an article without the number that the catalog gives it, which a rebuild changes."""
    return {name: value for name, value in asdict(card).items() if name != "id"}
