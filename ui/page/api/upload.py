"""Files on their way from a reader's disk: each upload in a folder of its own, bounded, and not left behind.

Gradio puts what is uploaded where its content says (the same bytes of two readers in one place, so that each would
delete the other's), keeps it for an hour, and takes whatever fits on the disk. So the route is ours.
"""

import os
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gradio import routes
from gradio.route_utils import upload_fn
from gradio.routes import file_upload_statuses
from starlette.concurrency import run_in_threadpool
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ui.page.access.quotas import Quotas
from ui.page.access.requests.routes import UPLOAD
from ui.page.access.roles import Actor, actor_of
from ui.page.texts import ENGLISH, Texts

UNUSED: Final = 3600
"""Seconds after which an upload that nobody added to the library is deleted, whatever became of its page."""


@dataclass(slots=True)
class _Upload:
    """A folder with what came in one request."""

    name: str
    """The name of the user who uploaded it."""
    size: int
    at: float
    wanted: bool = True
    """Whether files may still be added from it; those that are being added are kept until that is done."""


class Uploads:
    """Hold the files that were uploaded to one page until they are in the library."""

    def __init__(self, quotas: Quotas, largest_file: int, room: int, texts: Texts = ENGLISH) -> None:
        """Receive files within quotas, into a folder that is this page's alone.

        Args:
            quotas: what each user may upload.
            largest_file: bytes of a file.
            room: bytes that all files on their way may take together.
            texts: the words of the page, for what is refused.
        """
        self._quotas, self._largest_file, self._room, self._texts = quotas, largest_file, room, texts
        self._temporary = tempfile.TemporaryDirectory(prefix="pressmark-")
        self.folder = Path(self._temporary.name)
        # Gradio's own, `gradio` in the machine's temporary folder, is everybody's: another user may have made it.
        os.environ["GRADIO_TEMP_DIR"] = str(self.folder)
        vars(routes)["DEFAULT_TEMP_DIR"] = str(self.folder)  # what the variable said when Gradio was loaded
        self._held: dict[Path, _Upload] = {}
        self._sessions: dict[str, str] = {}
        self._lock = threading.Lock()

    @property
    def route(self) -> Route:
        """The route where browsers upload."""
        return Route(UPLOAD, self.receive, methods=["POST"])

    async def receive(self, request: Request) -> Response:
        """Keep the files of a request, and answer with their paths, as Gradio's script expects it."""
        actor, size = actor_of(request.scope), int(request.headers.get("content-length") or 0)
        if not actor.may_change:
            return PlainTextResponse(self._texts("only-editors"), 403)
        self.purge()
        if refused := await run_in_threadpool(self._quotas.take, actor.name, 1, size):
            return PlainTextResponse(refused, 413)
        folder = self.hold(actor, size)
        if folder is None:
            self._quotas.give_back(actor.name, 1, size)
            return PlainTextResponse(self._texts("uploads-full"), 503, {"retry-after": "10"})
        try:
            answer = await self._receive(request, actor, folder)
        except BaseException:  # the browser went away, for one
            self._end(folder)
            self._quotas.give_back(actor.name, 1, size)
            raise
        if answer.status_code != 200:
            self._end(folder)
            self._quotas.give_back(actor.name, 1, size)
        return answer

    async def _receive(self, request: Request, actor: Actor, folder: Path) -> Response:
        known = request.query_params.get("upload_id")
        try:
            stored, _, _ = await upload_fn(
                request, str(folder), self._largest_file, known, True, file_upload_statuses if known else None
            )
        except MultiPartException as error:
            return PlainTextResponse(error.message, 413 if "maximum allowed size" in error.message else 400)
        except TypeError:  # a field of that name without a file
            return PlainTextResponse("Send the files as `files`.", 400)
        if len(stored) > 1 and (refused := self._quotas.take(actor.name, len(stored) - 1, 0)):
            return PlainTextResponse(refused, 413)
        return JSONResponse([str(path) for path in stored])

    def taken(self, files: Iterable[str], actor: Actor) -> list[Path]:
        """Return those files that somebody uploaded themselves and that are still there; they stay until forgotten."""
        found = []
        with self._lock:
            for each in files:
                upload = self._held.get(self._folder_of(Path(each)))
                if upload and upload.name == actor.name and Path(each).is_file():
                    upload.wanted = False
                    found.append(Path(each))
        return found

    def forget(self, files: Iterable[Path]) -> None:
        """Delete uploaded files, each with the folder that was made for it, and nothing else."""
        known = [(self._folder_of(file), file) for file in files]
        for folder, file in known:
            if folder in self._held:
                file.unlink(missing_ok=True)
        for folder in {folder for folder, _ in known if folder in self._held}:
            if not any(path.is_file() for path in folder.rglob("*")):
                self._end(folder)
        for each in self.folder.iterdir():  # Gradio makes an empty file for each, and forgets it: nobody's upload
            if each.is_file():
                each.unlink(missing_ok=True)

    def opened(self, session: str, actor: Actor) -> None:
        """Note that somebody has the page open."""
        self._sessions[session] = actor.name

    def closed(self, session: str, actor: Actor) -> None:
        """Delete what somebody uploaded and didn't add, when they have closed the last of their pages."""
        if self._sessions.get(session) != actor.name:
            return
        del self._sessions[session]
        if actor.name not in self._sessions.values():
            self._drop(lambda upload: upload.name == actor.name)

    def purge(self) -> None:
        """Delete what nobody added to the library for too long."""
        now = time.monotonic()
        self._drop(lambda upload: now - upload.at > UNUSED)

    def close(self) -> None:
        """Delete all of it."""
        self._temporary.cleanup()

    def hold(self, actor: Actor, size: int) -> Path | None:
        """Make a folder for an upload; nothing when those that are on their way leave no room for it."""
        with self._lock:
            if sum(each.size for each in self._held.values()) + size > self._room:
                return None
            folder = self.folder / secrets.token_hex(16)
            self._held[folder] = _Upload(actor.name, size, time.monotonic())
        folder.mkdir(mode=0o700)
        return folder

    def _end(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        with self._lock:
            self._held.pop(folder, None)

    def _drop(self, which: Callable[[_Upload], bool]) -> None:
        with self._lock:
            unused = [folder for folder, upload in self._held.items() if upload.wanted and which(upload)]
        for folder in unused:
            self._end(folder)

    def _folder_of(self, file: Path) -> Path:
        """Return the folder of the upload that a file came in; of another file something that is none."""
        inside = file.relative_to(self.folder).parts if file.is_relative_to(self.folder) else ()
        return self.folder / inside[0] if len(inside) > 1 and ".." not in inside else self.folder
