"""The real program on its own sandbox, worked by keys: opened, changed, sent, left.

It runs in a throw-away profile and talks to nothing but the sandbox in this process.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.app.selftest_parts import is_blank, sample
from gui.app.selftest_report import CheckFailed, Finding
from gui.model.fileformats import DOCX, PDF
from gui.model.pictures import JPEG
from gui.sandbox.control import Control
from gui.services.preview import Pictures
from gui.services.reading import CannotShow
from gui.views.actions import Act

if TYPE_CHECKING:
    from gui.app.program import Program

T = TypeVar("T")

NAME: Final = "Selftest"
_PATIENCE: Final = 30.0


class ProgramChecks:
    """The checks of a running program, in their order: `window` first, `send` last."""

    def __init__(self, program: Program) -> None:
        self._program = program

    async def window(self) -> Finding:
        """Waits for the list of candidates and looks at what is painted."""
        window, rows = self._program.window, self._program.list
        await until(lambda: rows.rows and not rows.is_loading, "the list of candidates")
        if is_blank(window.grab().toImage()):
            raise CheckFailed("the window is empty")
        return Finding(f"{window.width()} × {window.height()}, {len(rows.rows)} candidates")

    async def photo(self) -> Finding:
        """Has the child process decode a photo."""
        png = await Pictures().picture(sample("photos", ".jpg").read_bytes(), JPEG, 96)
        image = QImage.fromData(png)
        if is_blank(image):
            raise CheckFailed("the photo came back empty")
        return Finding(f"JPEG, {image.width()} × {image.height()}, by the decoder's process")

    async def pdf(self) -> Finding:
        """Has the child process read a PDF and draw its first page."""
        data = sample("resumes", ".pdf").read_bytes()
        try:
            async with await self._program.reader.open(data, PDF.media) as resume:
                text = (await resume.text()).text
                page = await resume.page_image(0, 0.5)
        except CannotShow as error:
            raise CheckFailed(f"the PDF is {error.reason.value}") from error
        if len(text.split()) < 20:
            raise CheckFailed("the PDF has no words")
        if len(set(page.pixels)) < 3:
            raise CheckFailed("the page is empty")
        return Finding(f"{len(text.split())} words, page of {page.width} × {page.height}")

    async def docx(self) -> Finding:
        """Has the child process read a Word file."""
        data = sample("resumes", ".docx").read_bytes()
        try:
            async with await self._program.reader.open(data, DOCX.media) as resume:
                text = (await resume.text()).text
        except CannotShow as error:
            raise CheckFailed(f"the Word file is {error.reason.value}") from error
        if len(text.split()) < 20:
            raise CheckFailed("the Word file has no words")
        return Finding(f"{len(text.split())} words")

    async def open(self) -> Finding:
        """Opens a candidate by the find line."""
        program = self._program
        row = program.list.rows[0]
        program.window.focus_find()
        line = program.window.top_bar.find_line
        type_text(line, row.id)
        press(line, Qt.Key.Key_Return)
        await until(
            lambda: program.desk.session is not None and program.desk.session.record_id == row.id,
            "the candidate",
        )
        return Finding(f"{row.name} by id")

    async def edit(self) -> Finding:
        """Types another first name."""
        program = self._program
        line = next(
            one
            for one in program.window.findChildren(QLineEdit)
            if one.accessibleName() == "First name" and one.isVisible()
        )
        line.setFocus()
        line.selectAll()
        type_text(line, NAME)
        session = program.desk.session
        if session is None or [change.key for change in session.draft.changes()] != ["firstname"]:
            raise CheckFailed("typing a first name is not exactly one change")
        if not await program.keeper.flush() or not program.keeper.has_draft(
            session.account, session.record_id
        ):
            raise CheckFailed("the change is not kept on the disk")
        return Finding("one change, kept on the disk")

    async def send(self) -> Finding:
        """Sends it, and reads at the sandbox what came."""
        program = self._program
        session, running = program.desk.session, program.connecting.sandbox
        if session is None or running is None:
            raise CheckFailed("there is no candidate to send")
        program.window.acts[Act.SEND].trigger()
        await until(lambda: not session.draft.is_dirty, "the send")
        await program.sending.settled(session)

        def look(control: Control) -> tuple[Any, Any]:
            return control.record(session.record_id), control.log()

        record, log = await asyncio.wrap_future(running.ask(look))
        if record["document"]["firstname"] != NAME:
            raise CheckFailed("the sandbox did not get the new name")
        patches = [entry for entry in log if entry["method"] == "PATCH"]
        if len(patches) != 1:
            raise CheckFailed(f"{len(patches)} requests were sent to change one name")
        sent = json.dumps(patches[0].get("body"), sort_keys=True, default=str)
        return Finding(f"one PATCH to {running.base_url.split('/spi')[0]}: {sent}")


async def until(state: Callable[[], T], what: str) -> T:
    """Lets the loop run until `state` is true; `CheckFailed` after half a minute."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _PATIENCE
    while not (value := state()):
        if loop.time() > end:
            raise CheckFailed(f"{what} did not come within {_PATIENCE:g} seconds")
        await asyncio.sleep(0.01)
    return value


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """A key pressed and let go, as Qt gets it from a keyboard."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.sendEvent(widget, event)


def type_text(widget: QWidget, text: str) -> None:
    """Types a text letter by letter."""
    for letter in text:
        press(widget, Qt.Key(ord(letter.upper())), letter)
