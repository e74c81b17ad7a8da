"""The real program on its sandbox, without a display, as the scenes of the pictures play on it.

`packaging/still.py` has to hold the clocks before this is imported.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLocale, QPoint, QRect, QRectF, Qt, QTranslator
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui import i18n
from gui.__main__ import Options
from gui.app import language
from gui.app.program import Program
from gui.model.values import Value
from gui.paths import Profile
from gui.sandbox.behaviour import Switch
from gui.sandbox.touching import Touch, TouchKind
from gui.services.session import Session
from gui.views.ask import Dialog
from gui.views.theme import Theme

W = TypeVar("W", bound=QWidget)

_PATIENCE_S = 20.0
_STILL_S = 0.12
_SHADOW = 24
_CORNER = 8


class NotStill(Exception):
    """The program did not come to the state that a scene waits for."""


async def until(state: Callable[[], object], what: str) -> None:
    """Waits for a state by asking again."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _PATIENCE_S
    while not state():
        if loop.time() > end:
            raise NotStill(what)
        await asyncio.sleep(0.01)


@dataclass
class Stage:
    """A running program, and what a scene may do with it."""

    program: Program
    theme: Theme
    photos: list[object] = field(default_factory=list)

    @property
    def session(self) -> Session:
        session = self.program.desk.session
        assert session is not None
        return session

    async def open(self, who: str, *, photo: bool = True) -> Session:
        """Opens a candidate by id or name, and waits for the photo where there is one."""
        program = self.program
        await until(lambda: program.list.rows and program.list.is_complete, "the list")
        # Time stands still: a limit on requests per time would never be over.
        await self.switch(Switch.RATE_LIMIT, False)
        row = next(row for row in program.list.rows if who in (row.id, row.name))
        if program.desk.session is not None and program.desk.session.record_id == row.id:
            return self.session
        self.photos.clear()
        program.desk.open(row.id)
        await until(
            lambda: program.desk.session and program.desk.session.record_id == row.id, row.id
        )
        if photo:
            await until(lambda: any(self.photos), "the photo")
        return self.session

    def named(self, name: str, kind: type[W], inside: QWidget | None = None) -> W:
        """The visible widget of that accessible name."""
        return next(
            one
            for one in (inside or self.program.window).findChildren(kind)
            if one.accessibleName() == name and one.isVisible()
        )

    def type_into(self, name: str, text: str, kind: type[QWidget]) -> None:
        """Replaces what stands in an editor by typing."""
        editor = self.named(name, kind)
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(editor, text)

    async def colleague(self, **values: Value) -> None:
        """Somebody else writes these keys of the record in front."""
        running = self.program.connecting.sandbox
        assert running is not None
        record_id = self.session.record_id
        touch = Touch(kind=TouchKind.SET, values=values)
        await asyncio.wrap_future(running.ask(lambda control: control.touch(record_id, touch)))

    async def switch(self, name: str, value: bool | float | str) -> None:
        """Sets a switch of the sandbox."""
        running = self.program.connecting.sandbox
        assert running is not None
        await asyncio.wrap_future(running.switch(name, value))

    async def dialog(self) -> QDialog:
        """The dialog in front, once there is one."""
        await until(self.dialogs, "a dialog")
        return self.dialogs()[-1]

    async def shoot(self) -> QImage:
        """The window as it is once nothing moves any more, with the dialogs over it."""
        before = self._seen()
        for _turn in range(60):
            await asyncio.sleep(_STILL_S)
            now = self._seen()
            if now == before:
                return now
            before = now
        raise NotStill("the window never comes to rest")

    def region(self, *widgets: QWidget, margin: int = 0) -> QRect:
        """The smallest part of the window that holds these widgets."""
        window = self.program.window
        whole = QRect()
        for widget in widgets:
            whole |= QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        return whole.adjusted(-margin, -margin, margin, margin) & window.rect()

    def dialogs(self) -> list[QDialog]:
        """The dialogs that are open, the one in front last."""
        return [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible()
        ]

    def _seen(self) -> QImage:
        # How many requests are free depends on how long this machine took for them.
        if self.program.line.account is not None:
            self.program.window.status.show_budget(9, 9)
        image = self.program.window.grab().toImage()
        for dialog in self.dialogs():
            _put_over(image, dialog, self.program.window)
        return image.convertToFormat(QImage.Format.Format_RGB888)


def spot_of(dialog: QDialog, window: QWidget) -> QRect:
    """Where a desktop shows a dialog over its window: in the middle, unless it moves itself."""
    spot = dialog.rect()
    spot.moveCenter(window.rect().center())
    if isinstance(dialog, Dialog) and dialog.stands_free:
        spot.moveTop(window.mapFromGlobal(dialog.geometry().topLeft()).y())
    return spot


def _put_over(image: QImage, dialog: QDialog, window: QWidget) -> None:
    """Draws a dialog over its window with a shadow, as a desktop would."""
    picture = dialog.grab()
    spot = QRectF(spot_of(dialog, window))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(window.rect(), QColor(0, 0, 0, 60))
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(_SHADOW, 0, -2):
        painter.setBrush(QColor(0, 0, 0, 3))
        round_ = _CORNER + step
        painter.drawRoundedRect(spot.adjusted(-step, 6 - step, step, 6 + step), round_, round_)
    corners = QPainterPath()
    corners.addRoundedRect(spot, _CORNER, _CORNER)
    painter.setClipPath(corners)
    painter.drawPixmap(spot.topLeft(), picture)
    painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(128, 128, 128, 110), 1))
    painter.drawRoundedRect(spot.adjusted(-0.5, -0.5, 0.5, 0.5), _CORNER, _CORNER)
    painter.end()


@contextmanager
def speaking(app: QApplication, code: str) -> Iterator[None]:
    """The program in a language, and English again afterwards."""
    i18n.install(code)
    language.apply(app)
    try:
        yield
    finally:
        i18n.install("en")
        QLocale.setDefault(QLocale("en"))
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for translator in app.findChildren(QTranslator):
            app.removeTranslator(translator)
            translator.deleteLater()


@asynccontextmanager
async def running(theme: Theme, size: tuple[int, int], *, sandbox: bool) -> AsyncIterator[Stage]:
    """The program from its first paint to its end, in a profile and a sandbox of its own."""
    with tempfile.TemporaryDirectory(prefix="redline-pictures-") as folder:
        home = Profile.at(Path(folder))
        home.create()
        program = Program(Options(sandbox=sandbox), home, theme)
        stage = Stage(program, theme)
        program.files.photo_changed.connect(lambda photo, _staged: stage.photos.append(photo))
        program.window.resize(*size)
        program.window.show()
        program.window.activateWindow()
        leave = asyncio.Event()
        task = asyncio.get_running_loop().create_task(program.run(leave))
        try:
            yield stage
        finally:
            for dialog in stage.dialogs():
                dialog.reject()
            leave.set()
            await task
            program.close()
            program.window.deleteLater()
