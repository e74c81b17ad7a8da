"""Photos over the service's limit: what is told of one, and how it is read to be made smaller.

They are refused like every other file that is too large. But a smaller one can be made of them,
and the error holds what is needed for that, so that whoever tells it can offer it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gui.errors import BadFile
from gui.i18n import _
from gui.model.fileformats import LARGEST_PHOTO
from gui.model.filenames import shown_name
from gui.services.localfiles import LocalFile, name_of, read_local, too_slow
from gui.services.workers import in_worker

READ_SECONDS: Final = 30.0


class PhotoTooLarge(BadFile):
    """A JPEG, PNG or GIF of more bytes than the service takes, of which a smaller one can be
    made. `link` is its web address, where it came with one; `others` is told before it: of files
    that came with it, empty where these were taken."""

    def __init__(
        self,
        name: str,
        verdict: str,
        *,
        path: Path | None = None,
        data: bytes = b"",
        link: str = "",
        others: str | None = None,
    ) -> None:
        told = _("“{name}”: {verdict}").format(name=shown_name(name, 60), verdict=verdict)
        super().__init__(
            f"{others} {told}" if others else told,
            kept=_("Nothing was changed.") if others is None else "",
            next_step=_("Have Redline make it smaller, or choose another one."),
        )
        self.name = name
        self.link = link
        self._path = path
        self._data = data

    async def read(self) -> LocalFile:
        """All of it; read anew where it is a file. `BadFile` where it is not to be had any more."""
        path = self._path
        if path is None:
            return LocalFile(self.name, self._data, len(self._data))
        try:
            return await in_worker(
                lambda: read_local(path, limit=LARGEST_PHOTO, seconds=READ_SECONDS),
                seconds=READ_SECONDS,
                name="read photo",
            )
        except TimeoutError as error:
            raise too_slow(name_of(path)) from error
