"""Resumes for reading: their text, and pictures of their pages, made in a process that may die.

A stranger's document is opened by a process of its own (`gui.decoder`), which limits itself, has
no secret to lose and no door to leave by (H53). One process holds one resume as long as it is
open, so that turning pages and zooming are quick (`open_resume`); one more is kept waiting, so
that the next resume opens at once (`reader_spares`).

    reader = Reader()
    async with await reader.open(data, media) as resume:
        text = await resume.text()
        image = await resume.page_image(0, 1.5)

Nothing here blocks the event loop, touches the disk or imports Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gui.decoder import protocol as say
from gui.services.open_resume import FirstLook as FirstLook
from gui.services.open_resume import OpenResume as OpenResume
from gui.services.preview import decoder_command
from gui.services.reader_spares import Spares
from gui.services.reader_words import CannotShow as CannotShow
from gui.services.reader_words import PageImage as PageImage
from gui.services.reader_words import PageSize as PageSize
from gui.services.reader_words import Piece as Piece
from gui.services.reader_words import Reason as Reason

WALL_SECONDS: Final = 10.0
"""For one question; the process itself is allowed 5 seconds of processor time for it."""
TEXT_SECONDS: Final = 30.0
"""For the text of all pages; those that are not reached stay without."""
SPARE_SECONDS: Final = 1.0
"""After the waiting process was taken, or has died, until the next one is started."""


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
        chosen = tuple(command) if command is not None else decoder_command()
        self._spares = Spares(chosen, keep=keep_spare, seconds=spare_seconds)
        self._seconds = seconds
        self._text_seconds = text_seconds

    @staticmethod
    def can_open(media: str | None) -> bool:
        """Whether a file of that media type is one of those that can be read."""
        return media in say.FORMATS

    @property
    def is_warm(self) -> bool:
        """Whether a loaded process waits for the next resume."""
        return self._spares.is_warm

    async def warm(self) -> None:
        """Starts the waiting process, where there is none: once the window stands."""
        await self._spares.warm()

    def start(self, data: bytes, media: str, first: FirstLook | None = None) -> OpenResume:
        """Begins to open a resume of that media type; its `ready` waits for it.

        Where a process waits, it has the file before this returns to the loop, and draws what
        `first` asks for as soon as it knows the pages. The bytes are held as long as it is open.
        Close it, also where it is not ready yet: its process is killed then. `CannotShow` where
        it can be told at once that it cannot be shown.
        """
        if media not in say.FORMATS or not data:
            raise CannotShow(Reason.DAMAGED if data else Reason.NOTHING)
        if len(data) > say.MAX_BYTES - say.FORM_BYTES:
            raise CannotShow(Reason.TOO_MUCH)
        resume = OpenResume(
            self._spares,
            data,
            media,
            first=first,
            seconds=self._seconds,
            text_seconds=self._text_seconds,
        )
        resume.start()
        return resume

    async def open(self, data: bytes, media: str) -> OpenResume:
        """The same, ready; `CannotShow` with the reason where it cannot be."""
        resume = self.start(data, media)
        try:
            await resume.ready()
        except BaseException:
            resume.close()
            raise
        return resume

    def close(self) -> None:
        """Ends the waiting process and starts no other; open resumes end with their own close."""
        self._spares.close()
