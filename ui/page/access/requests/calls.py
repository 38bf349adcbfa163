"""Looks into what is sent to the page's events before Gradio does: the right values, and no file but one's own.

Gradio fetches a file that a value names by its address, takes whatever lies in its folder by its path, and says what it
can't use with a traceback that holds the values.
"""

import inspect
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import gradio as gr
from gradio.block_function import BlockFunction

from ui.page.access.requests.routes import CALL, HEAR, RUN

LARGEST: Final = 8_000_000
"""Bytes of a request that is no upload; it holds a question and the conversation so far."""
KEPT: Final = 10_000
"""Uploads whose owner is known; what was uploaded earlier is long in the library or gone."""

Json = dict[str, Any]
_SERVED: Final = "/gradio_api/file="
"""Where Gradio would serve an upload from; the browser names it along with the path."""
_SESSION: Final = re.compile(r"[\w-]{1,100}")
_FIELDS: Final = {"data", "session_hash", "fn_index", "trigger_id", "event_data"}
"""What the page and programs send; Gradio has more, for what nobody needs here."""
_TEXT: Final = (str, type(None))
_KINDS: Final[tuple[tuple[type, tuple[type, ...]], ...]] = (
    (gr.Textbox, _TEXT),
    (gr.HTML, _TEXT),
    (gr.Number, (int, float, type(None))),
    (gr.UploadButton, (list, type(None))),
    (gr.Dropdown, (list, type(None))),
)
"""The kinds of values that components take, of those that break on others."""


class RefusedError(Exception):
    """A request that isn't passed on: the status and the sentence of the answer."""

    def __init__(self, status: int, sentence: str) -> None:
        """Refuse with a status of HTTP."""
        super().__init__(sentence)
        self.status = status


class Ownership:
    """Remember which session uploaded which file."""

    def __init__(self) -> None:
        """Nothing was uploaded yet."""
        self._owners: dict[str, str] = {}

    def note(self, session: str, answer: bytes) -> None:
        """Keep whose the files are that Gradio says it stored."""
        try:
            paths = json.loads(answer)
        except ValueError:
            return
        for path in paths if isinstance(paths, list) else ():
            self._owners.pop(path, None)
            self._owners[path] = session
        while len(self._owners) > KEPT:
            del self._owners[next(iter(self._owners))]

    def belong(self, path: str, session: str | None) -> bool:
        """Return True if a session uploaded this file, and it is still there."""
        return session is not None and self._owners.get(path) == session and Path(path).is_file()


class Calls:
    """Check the values that are sent to the events of a page."""

    def __init__(self, page: gr.Blocks, programs: Mapping[str, Callable[..., Any]]) -> None:
        """Check what is sent to the events of a page; those of programs by the functions' own signatures."""
        self._fns: Mapping[int, BlockFunction] = page.fns
        self._queue = page._queue
        self._programs = programs
        self.uploads = Ownership()

    def checked(self, route: str, name: str, body: bytes, session: str | None) -> bytes:
        """Return a request's body as it is passed on: complete, and without what nobody needs.

        Args:
            route: which it was sent to, as `routes.NEEDED` names it.
            name: the endpoint's, the last part of the path.
            body: what was sent, JSON.
            session: the hash of the browser's session, if there is one.

        Raises:
            RefusedError: it isn't passed on.
        """
        sent = _known(parsed(body))
        data = sent.get("data")
        if not isinstance(data, list):
            raise RefusedError(400, "`data` must be a list of values.")
        known = sent.get("session_hash")
        if known is not None and not (isinstance(known, str) and _SESSION.fullmatch(known)):
            raise RefusedError(400, "`session_hash` must be letters and digits.")
        if route == CALL:
            sent = {"data": self._completed(name, data), "session_hash": known}
        else:
            self._check_event(route, name, sent, data)
        for file in _files(sent):
            self._check_file(file, session)
        if any(_files(sent.get("event_data"))):
            raise RefusedError(403, "Only an upload hands over files.")
        try:
            return json.dumps(sent, ensure_ascii=False).encode("utf-8", "replace")
        except RecursionError as error:
            raise RefusedError(400, "The request goes too deep.") from error

    def check_waiting(self, route: str | None, key: str) -> None:
        """Check that there is an answer to wait for, under the key of a session or of an event.

        Raises:
            RefusedError: there is none.
        """
        queue = self._queue
        known = key in queue.pending_messages_per_session
        if route == HEAR and not known:
            known = key in queue.event_ids_to_events or any(
                key in events for events in queue.pending_event_ids_session.values()
            )
        if not known:
            raise RefusedError(404, "There is nothing to wait for.")

    def _completed(self, name: str, data: list[Any]) -> list[Any]:
        """Return the arguments of an endpoint, with the defaults of those that were left out."""
        work = self._programs.get(name)
        if work is None:
            raise RefusedError(404, f"There is no endpoint {name[:50]!r}: the page has {', '.join(self._programs)}.")
        takes = list(inspect.signature(work).parameters.values())
        missing = [each.name for each in takes[len(data) :] if each.default is each.empty]
        if missing:
            raise RefusedError(400, f"{name} needs {' and '.join(missing)}: send `data` with {_names(takes)}.")
        if len(data) > len(takes):
            raise RefusedError(400, f"{name} takes no more than {_names(takes)}, in this order.")
        return [*data, *(each.default for each in takes[len(data) :])]

    def _check_event(self, route: str, name: str, sent: Json, data: list[Any]) -> None:
        number = sent.get("fn_index")
        fn = self._fns.get(number) if isinstance(number, int) and not isinstance(number, bool) else None
        if fn is None or fn.fn is None or (route == RUN and (name != "predict" or fn.queue)):
            raise RefusedError(404, "There is no such event.")
        if not isinstance(sent.get("trigger_id"), int | None):
            raise RefusedError(400, "`trigger_id` must be a number.")
        if len(data) < len(fn.inputs):
            raise RefusedError(400, f"The event takes {len(fn.inputs)} values, not {len(data)}.")
        for place, (component, value) in enumerate(zip(fn.inputs, data, strict=False), 1):
            if value is None and isinstance(component, gr.Textbox):
                data[place - 1] = ""
            kinds = next((kinds for kind, kinds in _KINDS if isinstance(component, kind)), None)
            if isinstance(component, gr.UploadButton) and component.file_count == "single":
                kinds = (dict,)
            if kinds and (not isinstance(value, kinds) or isinstance(value, bool)):
                raise RefusedError(400, f"The event can't take value {place}.")
            if isinstance(component, gr.UploadButton) and not _all_of(component, value):
                raise RefusedError(415, "The library doesn't read such files.")

    def _check_file(self, file: Json, session: str | None) -> None:
        path, url = file.get("path"), file.get("url")
        fits = isinstance(path, str) and self.uploads.belong(path, session)
        if not fits or (url and not (isinstance(url, str) and _SERVED in url)):
            raise RefusedError(403, "A file that this session didn't upload.")
        file["url"] = None


def parsed(body: bytes) -> Json:
    """Return what a request holds, an object of JSON.

    Raises:
        RefusedError: it is none, or one that goes too deep.
    """
    try:
        sent = json.loads(body, parse_constant=_refused, parse_float=_finite)
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise RefusedError(400, "The request must be a JSON object.")
    return sent


def _known(sent: Json) -> Json:
    return {name: value for name, value in sent.items() if name in _FIELDS}


def _refused(number: str) -> float:
    """Refuse a number that JSON doesn't have, as `NaN`: answers can't hold it."""
    raise ValueError(number)


def _finite(number: str) -> float:
    """Return a number; one beyond what a float holds would be none that JSON has."""
    if math.isinf(value := float(number)):
        raise ValueError(number)
    return value


def _all_of(button: gr.UploadButton, value: Any) -> bool:  # noqa: ANN401  # a file, several or none
    """Return True if what a button was given are files of kinds that it takes."""
    return all(_is_of(button, each) for each in ([value] if isinstance(value, dict) else value or ()))


def _is_of(button: gr.UploadButton, file: object) -> bool:
    """Return True if a file is of a kind that a button takes."""
    path = file.get("path") if isinstance(file, dict) else None
    kinds = button.file_types or []
    return isinstance(path, str) and (not kinds or Path(path).suffix.lower() in kinds)


def _files(value: Any) -> Iterator[Json]:  # noqa: ANN401  # whatever JSON holds
    """Yield what Gradio could take for a file, wherever it stands."""
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            if "path" in each:
                yield each
            left += each.values()
        elif isinstance(each, list):
            left += each


def _names(parameters: list[inspect.Parameter]) -> str:
    return ", ".join(each.name for each in parameters)
