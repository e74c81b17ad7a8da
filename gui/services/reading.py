"""Resumes for reading: their text, and pictures of their pages, made in a process that may die.

A stranger's document is opened by a process of its own (`gui.decoder`), which limits itself, has
no secret to lose and no door to leave by (H53). One process holds one resume as long as it is
open, so that turning pages and zooming are quick; when it misbehaves it is killed and another one
takes its place. One more is kept waiting, already loaded, so that the next resume opens at once;
when it is taken or dies, another one is started soon after.

    reader = Reader()
    async with await reader.open(data, media) as resume:
        text = await resume.text()
        image = await resume.page_image(0, 1.5)

Nothing here blocks the event loop, touches the disk or imports Qt.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Final, Self

from gui.decoder import protocol as say
from gui.model.resume.document import MOST_PAGES, ResumeText
from gui.services.preview import decoder_command
from gui.services.reader_answers import NotAnAnswer, Pages, read_flowing, read_json, read_pages
from gui.services.reader_child import Answer, Child
from gui.services.reader_words import CannotShow as CannotShow
from gui.services.reader_words import PageImage as PageImage
from gui.services.reader_words import PageSize as PageSize
from gui.services.reader_words import Piece as Piece
from gui.services.reader_words import Reason as Reason
from gui.services.workers import in_background, started, threaded

WALL_SECONDS: Final = 10.0
"""For one question; the process itself is allowed 5 seconds of processor time for it."""
TEXT_SECONDS: Final = 30.0
"""For the text of all pages; those that are not reached stay without."""
GRACE_SECONDS: Final = 0.5
"""How long a question that nobody waits for any more may still run."""
KEPT_BYTES: Final = 12 * 1024 * 1024
"""Of page images of one resume."""
SPARE_SECONDS: Final = 1.0
"""After the waiting process was taken, or has died, until the next one is started: whoever took
it is to have the processor first."""

_MOST_SPARES_LOST: Final = 3
"""In a row, without one being of use: then no more are started until a resume is opened."""

_MOST_LOSSES: Final = 6
_LOSSES_IN_TEXT: Final = 2


class Reader:
    """Opens resumes. `command`, `seconds` and `text_seconds` are for tests.

    `keep_spare` keeps a loaded process waiting for the next resume (some 50 MB, half of it memory
    at hand); `spare_seconds` after the one before was taken or has died, it is started.
    """

    def __init__(
        self,
        *,
        command: Sequence[str] | None = None,
        seconds: float = WALL_SECONDS,
        text_seconds: float = TEXT_SECONDS,
        keep_spare: bool = True,
        spare_seconds: float = SPARE_SECONDS,
    ) -> None:
        self._command = tuple(command) if command is not None else decoder_command()
        self.seconds = seconds
        self.text_seconds = text_seconds
        self._keep_spare = keep_spare
        self._spare_seconds = spare_seconds
        self._spare: Child | None = None
        self._is_starting = False
        self._lost = 0
        self._next: asyncio.TimerHandle | None = None
        self._closed = False
        self._fresh: set[Child] = set()
        """Started by a thread and not taken yet: owned here, whatever becomes of the loop."""
        self._owning = threading.Lock()

    @staticmethod
    def can_open(media: str | None) -> bool:
        """Whether a file of that media type is one of those that can be read."""
        return media in say.FORMATS

    @property
    def is_warm(self) -> bool:
        """Whether a loaded process waits for the next resume."""
        return self._spare is not None and self._spare.is_alive

    async def warm(self) -> None:
        """Starts the waiting process, where there is none: once the window stands."""
        if not self._wants_spare():
            return
        self._is_starting = True
        try:
            child = await self._start()
        finally:
            self._is_starting = False
        self._put_by(child)

    async def open(self, data: bytes, media: str) -> OpenResume:
        """Opens a resume of that media type; `CannotShow` with the reason where it cannot be.

        The bytes are held as long as it is open. Close it: its process is killed then.
        """
        if media not in say.FORMATS or not data:
            raise CannotShow(Reason.DAMAGED if data else Reason.NOTHING)
        if len(data) > say.MAX_BYTES - 4:
            raise CannotShow(Reason.TOO_MUCH)
        resume = OpenResume(self, data, media)
        try:
            await resume.begin()
        except BaseException:
            resume.close()
            raise
        return resume

    def _wants_spare(self) -> bool:
        return self._keep_spare and not self._closed and not self.is_warm and not self._is_starting

    def _put_by(self, child: Child | None) -> None:
        """Keeps a process waiting, and hears of its end."""
        if child is None:
            return
        if self._closed or self.is_warm:
            in_background(child.bury, name="end reader")
            return
        if self._spare is not None:  # it has died, and nobody has heard of it yet
            in_background(self._spare.bury, name="end reader")
        self._spare = child
        started(child.wait, name="watch reader").add_done_callback(
            lambda _ended: self._heed_end(child)
        )

    def _heed_end(self, child: Child) -> None:
        if child is self._spare:
            self._spare = None
            in_background(child.bury, name="end reader")
            self._lost += 1
            if self._lost < _MOST_SPARES_LOST:
                self._warm_soon()

    def _warm_soon(self) -> None:
        """Starts the next waiting process in a while."""
        if self._keep_spare and not self._closed and self._next is None:
            loop = asyncio.get_running_loop()
            self._next = loop.call_later(self._spare_seconds, self._warm_now)

    def _warm_now(self) -> None:
        self._next = None
        if not self._wants_spare():
            return
        self._is_starting = True
        started(self._started_child, name="start reader").add_done_callback(self._started_spare)

    def _started_spare(self, starting: asyncio.Future[Child | None]) -> None:
        self._is_starting = False
        self._put_by(self._taken(starting.result()))

    async def child(self) -> Child | None:
        """A process that holds nothing yet: the waiting one, or a new one."""
        spare, self._spare = self._spare, None
        self._lost = 0
        self._warm_soon()
        if spare is not None:
            if spare.is_alive:
                return spare
            await threaded(spare.bury, name="end reader")
        return await self._start()

    async def _start(self) -> Child | None:
        starting = started(self._started_child, name="start reader")
        try:
            return self._taken(await asyncio.shield(starting))
        except asyncio.CancelledError:
            starting.add_done_callback(self._bury_late)
            raise

    def _started_child(self) -> Child | None:
        """Starts a process, in a thread; ends it there when nobody wants it any more."""
        child = Child.start(self._command)
        if child is None:
            return None
        with self._owning:
            if not self._closed:
                self._fresh.add(child)
                return child
        child.bury()
        return None

    def _taken(self, child: Child | None) -> Child | None:
        """A process that was started has come to the one who wanted it."""
        if child is not None:
            with self._owning:
                self._fresh.discard(child)
        return child

    def _bury_late(self, starting: asyncio.Future[Child | None]) -> None:
        child = self._taken(None if starting.cancelled() else starting.result())
        if child is not None:
            in_background(child.bury, name="end reader")

    def close(self) -> None:
        """Ends the waiting process and starts no other; open resumes end with their own close."""
        with self._owning:
            self._closed = True
            ended, self._fresh = self._fresh, set()
        if self._next is not None:
            self._next.cancel()
            self._next = None
        spare, self._spare = self._spare, None
        for child in (*ended, *((spare,) if spare is not None else ())):
            in_background(child.bury, name="end reader")


class OpenResume:
    """A resume that is open. Made by `Reader.open`; to be closed."""

    def __init__(self, reader: Reader, data: bytes, media: str) -> None:
        self.media = media
        self.pages: tuple[PageSize, ...] = ()
        """Empty for a document that flows: it has text, and no pages to draw."""
        self._reader = reader
        self._data = data
        self._more = 0
        self._child: Child | None = None
        self._losses = 0
        self._busy: asyncio.Future[Answer | None] | None = None
        self._turn = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._text: ResumeText | None = None
        self._images: OrderedDict[tuple[int, float, Piece | None], PageImage] = OrderedDict()
        self._closed = False

    @property
    def is_flowing(self) -> bool:
        """Whether it is shown as text rather than as pages."""
        return not self.pages

    async def begin(self) -> None:
        """Hands the file to a process; the reader does this."""
        async with self._turn:
            about = await self._opened()
        try:
            sizes, self._more = read_pages(read_json(about.body), MOST_PAGES)
        except NotAnAnswer as error:
            raise CannotShow(Reason.DAMAGED) from error
        self.pages = tuple(PageSize(width, height) for width, height in sizes)

    async def text(self) -> ResumeText:
        """All of its text, read once. Pages that cannot be read are left out, and said.

        `CannotShow` where a flowing document cannot be read at all.
        """
        async with self._reading:
            if self._text is None:
                self._text = await (self._flowing() if self.is_flowing else self._paged())
            return self._text

    async def page_image(self, number: int, scale: float, piece: Piece | None = None) -> PageImage:
        """A page, or a piece of it, at so many pixels a point. Annotations are drawn, and fields.

        Asking for less than the whole of a large page keeps zooming quick. `CannotShow` where the
        page cannot be drawn. When cancelled, the process may finish for half a second, then it is
        killed.
        """
        if not 0 <= number < len(self.pages):
            raise ValueError(f"there is no page {number}")
        key = (number, round(scale, 4), piece)
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        edges = (piece.left, piece.top, piece.width, piece.height) if piece else (0, 0, 0, 0)
        request = say.DRAWING.pack(number, scale, *edges)
        answer = await self._ask(
            say.DRAW, request, most=4 * say.MAX_PIXELS + 8, apart=say.PIXELS.size
        )
        image = self._image(number, scale, piece, answer)
        self._keep(key, image)
        return image

    def close(self) -> None:
        """Ends its process, whatever it is doing, and drops what was kept."""
        self._closed = True
        self._images.clear()
        self._text = None
        self._data = b""
        self._drop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- text ---

    async def _flowing(self) -> ResumeText:
        answer = await self._ask(say.TEXT, say.PAGE_NUMBER.pack(0), most=say.MAX_TEXT)
        try:
            return await threaded(
                lambda: read_flowing(self.media, read_json(answer.body)), name="resume text"
            )
        except NotAnAnswer as error:
            raise CannotShow(Reason.DAMAGED) from error

    async def _paged(self) -> ResumeText:
        made = Pages(self.media, self._more)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._reader.text_seconds
        losses = 0
        for number, size in enumerate(self.pages):
            answer = None
            if losses <= _LOSSES_IN_TEXT and loop.time() < deadline:
                answer = await self._page_text(number)
                losses += answer is None
            await threaded(lambda: _add(made, size, answer), name="resume text")  # noqa: B023
        return made.whole()

    async def _page_text(self, number: int) -> Answer | None:
        try:
            return await self._ask(say.TEXT, say.PAGE_NUMBER.pack(number), most=say.MAX_TEXT)
        except CannotShow as error:
            if error.reason in (Reason.CLOSED, Reason.NO_READER):
                raise
            return None

    # --- images ---

    def _image(self, number: int, scale: float, piece: Piece | None, answer: Answer) -> PageImage:
        width, height = say.PIXELS.unpack(answer.head)
        is_piece = piece is None or (width, height) == (piece.width, piece.height)
        if not width or len(answer.body) != 4 * width * height or not is_piece:
            self._drop()
            raise CannotShow(Reason.DAMAGED)
        if piece is None:
            scale = min(scale, width / self.pages[number].width * 1.001)
        return PageImage(number, scale, piece, width, height, answer.body)

    def _keep(self, key: tuple[int, float, Piece | None], image: PageImage) -> None:
        if len(image.pixels) > KEPT_BYTES // 2:
            return
        self._images[key] = image
        kept = sum(len(each.pixels) for each in self._images.values())
        while kept > KEPT_BYTES:
            _key, dropped = self._images.popitem(last=False)
            kept -= len(dropped.pixels)

    # --- the process ---

    async def _ask(self, kind: bytes, body: bytes, *, most: int, apart: int = 0) -> Answer:
        """The answer to a question; `CannotShow` where there is none."""
        async with self._turn:
            await self._settled()
            answer, is_odd = await self._asked(kind, body, most, apart)
            if answer is None and is_odd:
                answer, is_odd = await self._asked(kind, body, most, apart)
        if answer is None:
            raise CannotShow(Reason.TOO_MUCH)
        if answer.reason is not None:
            raise CannotShow(_reason(answer.reason))
        return answer

    async def _asked(
        self, kind: bytes, body: bytes, most: int, apart: int
    ) -> tuple[Answer | None, bool]:
        """The answer, if any, and whether its lack is odd: not likely this question's fault.

        A process that has done its share may have used up its time, or was ended from outside.
        """
        child = self._child
        if child is None:
            await self._opened()
            child = self._child
        if child is None:
            raise CannotShow(Reason.CLOSED)
        is_seasoned = child.answered > 1
        loop = asyncio.get_running_loop()
        start = loop.time()
        answer = await self._answer(child, lambda: child.ask(kind, [body], most=most, apart=apart))
        return answer, is_seasoned and loop.time() - start < 1.0

    async def _settled(self) -> None:
        """Waits for what a cancelled question left behind; it does not have long."""
        if self._busy is not None and not self._busy.done():
            await asyncio.wait({self._busy})
        if self._child is not None and not self._child.is_alive:
            self._drop()

    async def _opened(self) -> Answer:
        """Has a fresh process open the file, and returns what it says about it."""
        self._check_open()
        if self._losses >= _MOST_LOSSES:
            raise CannotShow(Reason.TOO_MUCH)
        child = await self._reader.child()
        if child is None:
            raise CannotShow(Reason.NO_READER)
        self._child = child
        if self._closed:
            self._drop()
        self._check_open()
        parts = [say.FORMATS[self.media], self._data]
        answer = await self._answer(child, lambda: child.ask(say.OPEN, parts, most=say.MAX_TEXT))
        if answer is None:
            raise CannotShow(Reason.TOO_MUCH)
        if answer.reason is not None:
            raise CannotShow(_reason(answer.reason))
        return answer

    async def _answer(self, child: Child, ask: Callable[[], Answer | None]) -> Answer | None:
        """Waits for an answer in a thread; None where the process was lost or took too long."""
        self._busy = busy = started(ask, name="ask reader")
        try:
            async with asyncio.timeout(self._reader.seconds):
                answer = await asyncio.shield(busy)
        except TimeoutError:
            answer = None
        except asyncio.CancelledError:
            asyncio.get_running_loop().call_later(GRACE_SECONDS, _end_if_busy, busy, child)
            raise
        self._check_open()
        if answer is None:
            self._losses += 1
            self._drop()
        return answer

    def _check_open(self) -> None:
        if self._closed:
            raise CannotShow(Reason.CLOSED)

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            in_background(child.bury, name="end reader")


def _end_if_busy(busy: asyncio.Future[Answer | None], child: Child) -> None:
    if not busy.done():
        child.kill()
        in_background(child.bury, name="end reader")


def _add(made: Pages, size: PageSize, answer: Answer | None) -> None:
    try:
        if answer is not None:
            made.add(size.width, size.height, read_json(answer.body))
            return
    except NotAnAnswer:
        answer = None
    made.add_unread(size.width, size.height)


def _reason(said: str) -> Reason:
    try:
        return Reason(said)
    except ValueError:
        return Reason.DAMAGED
