"""Tells that there is a newer version, where somebody turned that on; it is off by default.

One small file with a version in it is read from a configured https address, without a token and
without anything about the person. Nothing is downloaded and nothing is run: whoever looks after
the computer installs the new version.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Final

from gui import __version__
from gui.errors import RedlineError
from gui.i18n import _
from gui.services.notices import Notice, Notices, Offer, Tone
from gui.services.settings import UPDATE_URL, Settings
from gui.services.tasks import Tasks

STATE: Final = "update"
CAP: Final = 1024
"""Bytes of the file, at most."""
DELAY_S: Final = 30.0
"""After the start, when nothing else is waited for."""

_TASK: Final = "look for a newer version"
_VERSION: Final = re.compile(rb"\s*(\d{1,4})\.(\d{1,4})\.(\d{1,4})\s*")

_log = logging.getLogger(__name__)


class Updates:
    """Looks once in a run. `policy_url` is the organisation's address and goes before the
    person's; `read` reads the file of an address."""

    def __init__(
        self,
        settings: Settings,
        tasks: Tasks,
        notices: Notices,
        *,
        policy_url: str | None,
        read: Callable[[str, int], Awaitable[bytes]] | None = None,
        delay_s: float = DELAY_S,
    ) -> None:
        self._settings = settings
        self._tasks = tasks
        self._notices = notices
        self._policy_url = policy_url
        self._read = read or _read
        self._delay_s = delay_s

    @property
    def address(self) -> str:
        """Where the newest version is written; empty while this is off."""
        return self._policy_url or self._settings.get(UPDATE_URL)

    @property
    def is_fixed(self) -> bool:
        """Whether the organisation has set the address."""
        return self._policy_url is not None

    def use(self, address: str) -> None:
        """Turns it on with an address of the person's, or off with an empty one."""
        self._settings.set(UPDATE_URL, address)
        self._notices.clear_state(STATE)
        self.start(0.0)

    def start(self, delay_s: float | None = None) -> None:
        """Looks in a while, if it is on."""
        if self.address:
            wait = self._delay_s if delay_s is None else delay_s
            self._tasks.start(self._look(wait), name=_TASK, key=_TASK)

    async def _look(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        try:
            newest = newer_version(await self._read(self.address, CAP))
        except RedlineError as error:
            # Nothing a person has to know: they go on working with what they have.
            _log.info("The newest version could not be read: %s", type(error).__name__)
            return
        if newest is None:
            return
        text = _(
            "Redline {newest} is there, this is {version}. Nothing was downloaded: whoever looks "
            "after this computer installs it."
        ).format(newest=newest, version=__version__)
        close = Offer(_("Close"), lambda: self._notices.clear_state(STATE))
        self._notices.set_state(STATE, Notice(text, Tone.INFO, (close,)))


async def _read(address: str, cap: int) -> bytes:
    # Imported late: the network's libraries take as long as a window to appear.
    from gui.workable.transport import read_public

    return await read_public(address, cap)


def newer_version(data: bytes, version: str = __version__) -> str | None:
    """The version that a file names, where it is newer; None for an older one or no version."""
    match = _VERSION.fullmatch(data)
    if match is None:
        return None
    found = tuple(int(part) for part in match.groups())
    mine = tuple(int(part) for part in version.split("."))
    return ".".join(map(str, found)) if found > mine else None
