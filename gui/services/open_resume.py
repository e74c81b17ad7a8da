"""A resume that is open: its pages, their pictures and its text, held by a process that may die.

Everything is asked of that process one question after the other; when it misbehaves it is killed
and another one takes its place, a few times.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self, TypeAlias

from gui.decoder import protocol as say
from gui.model.resume.document import MOST_PAGES, ResumeText
from gui.services.reader_answers import NotAnAnswer, Pages, read_flowing, read_json, read_pages
from gui.services.reader_child import Answer, Child
from gui.services.reader_spares import Spares
from gui.services.reader_words import CannotShow, PageImage, PageSize, Piece, Reason
from gui.services.workers import Handover, in_background, started, threaded

GRACE_SECONDS: Final = 0.5
"""How long a question that nobody waits for any more may still run."""
KEPT_BYTES: Final = 12 * 1024 * 1024
"""Of page images of one resume."""
_MOST_LOSSES: Final = 6
_LOSSES_IN_TEXT: Final = 2

FirstLook: TypeAlias = Callable[[tuple[PageSize, ...]], tuple[int, float] | None]
"""Which page is looked at first and at how many pixels a point, once the sizes of all are known.

It is called in a thread: it must not touch a widget.
"""


@dataclass(frozen=True, slots=True)
class _First:
    """What was drawn before anybody asked; the answer is None where the process was lost."""

    number: int
    scale: float
    size: PageSize
    answer: Answer | None


class OpenResume:
    """A resume that is open. Made by `Reader`; to be closed."""

    def __init__(
        self,
        spares: Spares,
        data: bytes,
        media: str,
        *,
        first: FirstLook | None,
        seconds: float,
        text_seconds: float,
    ) -> None:
        self.media = media
        self.pages: tuple[PageSize, ...] = ()
        """Empty for a document that flows: it has text, and no pages to draw."""
        self._spares = spares
        self._data = data
        self._first_look = first
        self._seconds = seconds
        self._text_seconds = text_seconds
        self._opening: asyncio.Future[Answer | None] | None = None
        self._drawing: asyncio.Future[_First | None] | None = None
        self._more = 0
        self._child: Child | None = None
        self._losses = 0
        self._busy: asyncio.Future[Any] | None = None
        self._turn = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._text: ResumeText | None = None
        self._images: OrderedDict[tuple[int, float, Piece | None], PageImage] = OrderedDict()
        self._closed = False

    @property
    def is_flowing(self) -> bool:
        """Whether it is shown as text rather than as pages."""
        return not self.pages

    def start(self) -> None:
        """Hands the file to the waiting process now, where there is one; `ready` does the rest."""
        child = self._spares.take()
        if child is not None:
            self._child = child
            self._opening = self._handed_over(child)

    async def ready(self) -> None:
        """Waits until the pages are known; `CannotShow` where it cannot be opened."""
        async with self._turn:
            about = await self._opened()
        try:
            self.pages, self._more = _pages_of(about)
        except NotAnAnswer as error:
            raise CannotShow(Reason.DAMAGED) from error

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
        if self._drawing is not None and key not in self._images:
            # The process draws already, and most likely this.
            await asyncio.wait({self._drawing})
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        answer = await self._ask(lambda child: _drawn(child, number, scale, piece))
        image = self._image(number, scale, piece, answer, self.pages[number])
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
        answer = await self._ask(lambda child: _text_of(child, 0))
        try:
            return await threaded(
                lambda: read_flowing(self.media, read_json(answer.body)), name="resume text"
            )
        except NotAnAnswer as error:
            raise CannotShow(Reason.DAMAGED) from error

    async def _paged(self) -> ResumeText:
        made = Pages(self.media, self._more)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._text_seconds
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
            return await self._ask(lambda child: _text_of(child, number))
        except CannotShow as error:
            if error.reason in (Reason.CLOSED, Reason.NO_READER):
                raise
            return None

    # --- images ---

    def _image(
        self, number: int, scale: float, piece: Piece | None, answer: Answer, size: PageSize
    ) -> PageImage:
        width, height = say.PIXELS.unpack(answer.head)
        is_piece = piece is None or (width, height) == (piece.width, piece.height)
        if not width or len(answer.body) != 4 * width * height or not is_piece:
            self._drop()
            raise CannotShow(Reason.DAMAGED)
        if piece is None:
            scale = min(scale, width / size.width * 1.001)
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

    async def _ask(self, question: Callable[[Child], Answer | None]) -> Answer:
        """The answer to a question, asked in a thread; `CannotShow` where there is none."""
        async with self._turn:
            await self._settled()
            answer, is_odd = await self._asked(question)
            if answer is None and is_odd:
                answer, is_odd = await self._asked(question)
        if answer is None:
            raise CannotShow(Reason.TOO_MUCH)
        if answer.reason is not None:
            raise CannotShow(_reason(answer.reason))
        return answer

    async def _asked(
        self, question: Callable[[Child], Answer | None]
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
        self._busy = busy = started(lambda: question(child), name="ask reader")
        answer = await self._waited(busy)
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
        opening, self._opening = self._opening, None
        if opening is None:
            child = await self._spares.child()
            if child is None:
                raise CannotShow(Reason.NO_READER)
            self._child = child
            if self._closed:
                self._drop()
            self._check_open()
            opening = self._handed_over(child)
        answer = await self._waited(opening)
        if answer is None:
            raise CannotShow(Reason.TOO_MUCH)
        if answer.reason is not None:
            raise CannotShow(_reason(answer.reason))
        return answer

    def _handed_over(self, child: Child) -> asyncio.Future[Answer | None]:
        """Has a process open the file, and draw at once what is to be seen first."""
        parts = [say.FORMATS[self.media], self._data]
        first, self._first_look = self._first_look, None
        if first is None:
            busy = started(lambda: child.ask(say.OPEN, parts, most=say.MAX_TEXT), name="ask reader")
            self._busy = busy
            return busy
        opened: Handover[Answer | None] = Handover()
        drawn: Handover[_First | None] = Handover()

        def work() -> None:
            answer = opened.by(lambda: child.ask(say.OPEN, parts, most=say.MAX_TEXT))
            # From here the window lays the pages out while the first of them is drawn.
            drawn.by(lambda: _drawn_first(child, answer, first))

        self._busy = self._drawing = drawn.done
        drawn.done.add_done_callback(lambda drawing: self._take_first(child, drawing))
        loop = asyncio.get_running_loop()
        clock = loop.call_later(2 * self._seconds, _end_if_busy, drawn.done, child)
        drawn.done.add_done_callback(lambda _drawn: clock.cancel())
        in_background(work, name="ask reader")
        return opened.done

    def _take_first(self, child: Child, drawing: asyncio.Future[_First | None]) -> None:
        """Keeps what was drawn first for whoever is going to ask."""
        self._drawing = None
        first = drawing.result()
        if first is None or self._closed:
            return
        if first.answer is None:
            self._losses += 1
            if self._child is child:
                self._drop()
        elif first.answer.reason is None:
            try:
                image = self._image(first.number, first.scale, None, first.answer, first.size)
            except CannotShow:
                return  # whoever asks for it is told
            self._keep((first.number, round(first.scale, 4), None), image)

    async def _waited(self, asked: asyncio.Future[Answer | None]) -> Answer | None:
        """Waits for an answer; None where the process was lost or took too long."""
        child, busy = self._child, self._busy
        try:
            async with asyncio.timeout(self._seconds):
                answer = await asyncio.shield(asked)
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


def _end_if_busy(busy: asyncio.Future[Any] | None, child: Child | None) -> None:
    if child is not None and busy is not None and not busy.done():
        child.kill()
        in_background(child.bury, name="end reader")


def _pages_of(about: Answer) -> tuple[tuple[PageSize, ...], int]:
    """The sizes of the pages, and how many more there are; `NotAnAnswer` where it is none."""
    sizes, more = read_pages(read_json(about.body), MOST_PAGES)
    return tuple(PageSize(width, height) for width, height in sizes), more


def _drawn_first(child: Child, about: Answer | None, first: FirstLook) -> _First | None:
    """What is looked at first, drawn right behind the opening; None where there is no such page."""
    if about is None or about.reason is not None:
        return None
    try:
        pages, _more = _pages_of(about)
    except NotAnAnswer:
        return None
    wanted = first(pages) if pages else None
    if wanted is None:
        return None
    number, scale = wanted
    return _First(number, scale, pages[number], _drawn(child, number, scale, None))


def _text_of(child: Child, page: int) -> Answer | None:
    """The text of a page, or of all where there are none."""
    return child.ask(say.TEXT, [say.PAGE_NUMBER.pack(page)], most=say.MAX_TEXT)


def _drawn(child: Child, number: int, scale: float, piece: Piece | None) -> Answer | None:
    """A page or a piece of it, as the process draws it."""
    edges = (piece.left, piece.top, piece.width, piece.height) if piece else (0, 0, 0, 0)
    request = say.DRAWING.pack(number, scale, *edges)
    return child.ask(say.DRAW, [request], most=4 * say.MAX_PIXELS + 8, apart=say.PIXELS.size)


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
