"""A window with the files panel and the drop overlay, real but for the service's answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from gui.model.draft import Draft
from gui.model.fileformats import Role
from gui.model.record import Facts, Record
from gui.model.values import FileUpload, LinkUpload
from gui.services.attachments import Attachments
from gui.services.notices import Notices
from gui.services.preview import Pictures
from gui.services.session import Session
from gui.services.staging import Staging
from gui.services.stored_files import StoredFiles
from gui.services.tasks import Tasks
from gui.views.drop import DropOverlay
from gui.views.fields.inputs import LineInput, TextInput
from gui.views.intake import Intake
from gui.views.main_window import MainWindow, Parts
from gui.views.panels.files import FilesPanel
from gui.views.panels.side import Side
from gui.views.theme import Theme
from tests.helpers.harness import Aio
from tests.helpers.wait import until


class NoMemory:
    """A window's memory that keeps nothing."""

    def recall(self, name: str) -> str:
        return ""

    def keep(self, name: str, value: str) -> None:
        pass


@dataclass
class Stored:
    """What the service has: photo and resume by record, or the error that it answers with."""

    photo: bytes | Exception | None = None
    resume_file: bytes | Exception = b""
    fetched: list[str] = field(default_factory=list)

    async def candidate(self, candidate_id: str) -> Record:
        return record(candidate_id)

    async def picture(self, record: Record) -> bytes | None:
        self.fetched.append("photo")
        if isinstance(self.photo, Exception):
            raise self.photo
        return self.photo if record.facts.image_url else None

    async def resume(self, record: Record) -> tuple[str, bytes]:
        self.fetched.append("resume")
        if isinstance(self.resume_file, Exception):
            raise self.resume_file
        return record.facts.resume_filename or "resume", self.resume_file


def record(
    candidate_id: str = "1a2b",
    *,
    name: str = "Amara",
    files: bool = True,
    anonymized: bool = False,
    updated_at: str = "2026-03-03T10:00:00Z",
) -> Record:
    """A record, with resume and photo or without."""
    facts = Facts(name=name, anonymized=anonymized, updated_at=updated_at)
    if files:
        facts = Facts(
            name=name,
            anonymized=anonymized,
            updated_at=updated_at,
            resume_filename="Osei CV.pdf",
            resume_updated_at="2026-03-03T10:00:00Z",
            resume_url="https://files.example.com/cv?signature=1",
            image_url="https://files.example.com/face?signature=1",
        )
    return Record(candidate_id, {"firstname": name}, facts)


class FilesStage:
    """The window, what is in it, and what a person does and sees there."""

    def __init__(self, theme: Theme, folder: Path) -> None:
        self.errors: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.notices = Notices()
        self.told: list[str] = []
        self.notices.told.connect(lambda notice: self.told.append(notice.text))
        self.attachments = Attachments()
        self.pictures = Pictures()
        self.staging = Staging(self.attachments, self.pictures)
        self.service = Stored()
        self.opened = folder / "opened"
        self.stored = StoredFiles(self.service, self.pictures, self.opened)
        self.intake = Intake(self.staging, self.tasks, self.notices)
        self.panel = FilesPanel(
            self.intake, self.staging, self.stored, self.attachments, self.tasks, self.notices
        )
        self.photos: list[tuple[QImage | None, bool]] = []
        self.panel.photo_changed.connect(lambda image, staged: self.photos.append((image, staged)))
        self.form = QWidget()
        self.line = LineInput()
        self.text = TextInput(limit=20_000)
        column = QVBoxLayout(self.form)
        column.addWidget(self.line)
        column.addWidget(self.text)
        self.window = MainWindow(
            Parts(QWidget(), self.form, QWidget(), self.panel),
            theme=theme,
            notices=self.notices,
            memory=NoMemory(),
        )
        self.overlay = DropOverlay(self.window, self.intake, self.staging, self.tasks)
        self.window.set_drop_overlay(self.overlay)
        self.intake.listen_for_paste(self.window, lambda: self.window.session)
        self.window.show_side(Side.FILES)

    def show(self, session: Session | None) -> Session | None:
        """Has the window and the panel show a session."""
        self.window.show_session(session)
        self.panel.show_session(session)
        return session

    def open(self, shown: Record | None = None) -> Session:
        """A session of a record, shown."""
        session = Session(Draft(shown or record()))
        self.show(session)
        return session

    async def quiet(self) -> None:
        """Waits until nothing runs any more; nothing may have failed."""
        await until(lambda: not self.tasks._live, what="all tasks are done")
        assert self.errors == []

    async def dialog(self) -> QDialog:
        """The dialog that is open and has the keys, which it gets a turn after it is shown."""

        def found() -> QDialog | None:
            modal = QApplication.activeModalWidget()
            return modal if isinstance(modal, QDialog) and modal.isActiveWindow() else None

        dialog = await until(found, what="a dialog is open")
        assert dialog is not None
        return dialog

    def staged(self, role: Role) -> FileUpload | LinkUpload | None:
        """What is staged in the session that is shown."""
        assert self.window.session is not None
        value = self.window.session.value(role.value)
        return value if isinstance(value, FileUpload | LinkUpload) else None

    # --- drags as they come from outside, at the window's edge -------------------------------

    def drag_in(self, mime: QMimeData, at: QWidget | None = None) -> bool:
        """Brings a drag over a widget of the window; whether it would be taken there."""
        where = self._point(at)
        enter = QDragEnterEvent(where, *dragged(mime))
        enter.setAccepted(False)
        QApplication.sendEvent(self.window.windowHandle(), enter)
        return self.drag_on(mime, at)

    def drag_on(self, mime: QMimeData, at: QWidget | None = None) -> bool:
        """Moves the drag over another widget."""
        move = QDragMoveEvent(self._point(at), *dragged(mime))
        move.setAccepted(False)
        QApplication.sendEvent(self.window.windowHandle(), move)
        return move.isAccepted()

    def drag_out(self) -> None:
        QApplication.sendEvent(self.window.windowHandle(), QDragLeaveEvent())

    def drop_in(self, mime: QMimeData, at: QWidget | None = None) -> bool:
        """Drags from outside and lets go over a widget; whether it was taken."""
        self.drag_in(mime, at)
        event = QDropEvent(QPointF(self._point(at)), *dragged(mime))
        event.setAccepted(False)
        QApplication.sendEvent(self.window.windowHandle(), event)
        return event.isAccepted()

    def _point(self, at: QWidget | None) -> QPoint:
        widget = at or self.form
        return widget.mapTo(self.window, widget.rect().center())


def dragged(
    mime: QMimeData,
) -> tuple[Qt.DropAction, QMimeData, Qt.MouseButton, Qt.KeyboardModifier]:
    """What an event of a drag is made with."""
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction | Qt.DropAction.LinkAction
    return actions, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def files(*paths: Path | str) -> QMimeData:
    """A drag of files as file managers make it, with their paths as text beside."""
    urls = [QUrl.fromLocalFile(str(p)) if isinstance(p, Path) else QUrl(p) for p in paths]
    mime = QMimeData()
    mime.setUrls(urls)
    mime.setData("text/plain", "\n".join(str(path) for path in paths).encode())
    return mime


@contextmanager
def files_stage(theme: Theme, folder: Path, aio: Aio) -> Iterator[FilesStage]:
    """The stage, taken down afterwards."""
    stage = FilesStage(theme, folder)
    stage.window.resize(1280, 800)
    yield stage
    aio.run(stage.tasks.aclose())
    stage.window.close_now()
    stage.window.deleteLater()
