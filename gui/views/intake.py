"""Every way by which a file gets in: chosen, dropped, pasted, or named by a web address.

Nothing is sent by any of them. What has to be asked is asked here: which file, which of several,
and as what a link is meant. Reading and judging is the business of `gui.services.staging`.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gui.i18n import _
from gui.model.fileformats import Role
from gui.services.notices import Notices
from gui.services.session import Session
from gui.services.staging import Choose, Look, Staging
from gui.services.tasks import Tasks
from gui.services.workers import in_worker
from gui.views.ask import CANCELLED, ask
from gui.views.dragged import PICTURE_FORMATS, what_is_in

CHOOSE_TASK: Final = "choose a file"
LINK_TASK: Final = "a link to a file"
_ENCODE_SECONDS: Final = 10.0


class Intake(QObject):
    """Takes files in for a session; dialogs open over the widget that is given."""

    def __init__(
        self, staging: Staging, tasks: Tasks, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._staging = staging
        self._tasks = tasks
        self._notices = notices
        self._folder = ""

    def choose(self, session: Session | None, role: Role, over: QWidget) -> None:
        """Lets the person choose a resume or photo from the disk."""
        if self._may(session) and session is not None:
            self._tasks.start(
                self._choose(session, role, over),
                name="choose a file",
                key=CHOOSE_TASK,
                replace=False,
            )

    def take(
        self, session: Session | None, mime: QMimeData, over: QWidget, *, aimed: Role | None = None
    ) -> bool:
        """Takes what was dropped or pasted; False where there is nothing to take.

        `aimed` is the place it was dropped on: it only proposes what a link is meant for.
        """
        offered = what_is_in(mime)
        if offered is None or not self._may(session) or session is None:
            return False
        if offered.files:
            work = self._staging.stage_dropped(session, offered.files, choose=_which(over))
            self._tasks.start(work, name="stage files")
        elif offered.has_picture:
            self._tasks.start(
                self._take_picture(session, mime, offered.link), name="stage a picture"
            )
        else:
            self._tasks.start(
                self._ask_link(session, offered.link, aimed, over),
                name="ask about a link",
                key=LINK_TASK,
                replace=False,
            )
        return True

    def paste(self, session: Session | None, over: QWidget) -> None:
        """Takes what the clipboard holds, and says so where that is no file."""
        mime = QGuiApplication.clipboard().mimeData()
        if what_is_in(mime) is None:
            self._notices.tell(
                _("There is no file, picture or link in the clipboard. Copy one first.")
            )
        else:
            self.take(session, mime, over)

    def listen_for_paste(self, window: QWidget, session: Callable[[], Session | None]) -> None:
        """Has Ctrl+V in the window take files in while no text is being edited.

        Whoever edits text claims the key before shortcuts are looked for.
        """

        def pasted() -> None:
            if session() is not None:
                self.take(session(), QGuiApplication.clipboard().mimeData(), window)

        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), window)
        key.setContext(Qt.ShortcutContext.WindowShortcut)
        key.activated.connect(pasted)

    # --- inside ------------------------------------------------------------------------------

    def _may(self, session: Session | None) -> bool:
        if session is None:
            self._notices.tell(_("Open a candidate first; then files can be added."))
            return False
        if session.is_read_only:
            self._notices.tell(_("This record is anonymised and takes no files."))
            return False
        return True

    async def _choose(self, session: Session, role: Role, over: QWidget) -> None:
        from gui.views.dialogs.choose_file import choose_file

        path = await choose_file(over, role, self._folder)
        if path is not None:
            self._folder = str(path.parent)
            await self._staging.stage_files(session, [path], role=role, choose=_which(over))

    def _take_picture(
        self, session: Session, mime: QMimeData, link: str
    ) -> Coroutine[Any, Any, None]:
        """Reads the picture at once: a drag's data is gone when its event is over."""
        for name in PICTURE_FORMATS:
            data = bytes(mime.data(name).data()) if mime.hasFormat(name) else b""
            if data:
                return self._staging.stage_bytes(session, _("pasted picture"), data, link=link)
        return self._encode(session, QImage(mime.imageData()), link)

    async def _encode(self, session: Session, image: QImage, link: str) -> None:
        data = await in_worker(lambda: _png(image), seconds=_ENCODE_SECONDS, name="encode picture")
        await self._staging.stage_bytes(session, _("pasted picture"), data, link=link)

    async def _ask_link(
        self, session: Session, url: str, aimed: Role | None, over: QWidget
    ) -> None:
        from gui.views.dialogs.link_file import LinkFile

        dialog = LinkFile(url, over, aimed=aimed)
        if await ask(dialog) != CANCELLED:
            self._staging.stage_link(session, dialog.role, url, source=dialog.source)


def _which(over: QWidget) -> Choose:
    from gui.views.dialogs.which_file import WhichFile

    async def choose(role: Role, looks: tuple[Look, ...]) -> Look | None:
        dialog = WhichFile(role, looks, over)
        return dialog.chosen if await ask(dialog) != CANCELLED else None

    return choose


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
