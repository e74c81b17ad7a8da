"""The whole program in a test: its real window, its real sandbox, a throw-away profile.

    async with running(tmp_path) as program:
        await program.pick("Amara")
        program.type_into("First name", "Abena")
        program.press("Ctrl+S")

Widgets are found as assistive technology finds them: by their accessible names.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from gui.__main__ import Options
from gui.app.program import Program
from gui.paths import Profile
from gui.sandbox import gate
from gui.sandbox.control import Control
from gui.sandbox.store import Document
from gui.sandbox.tokens import Token, token_from
from gui.services.policy import NO_POLICY, Policy
from gui.services.session import Session
from gui.services.settings import NEXT_AHEAD
from gui.views.text import Label
from gui.views.theme import Look, Theme
from tests.helpers.wait import until
from tests.helpers.widgets import hears_keys

W = TypeVar("W", bound=QWidget)


class Hands:
    """A person at the program: looks for what is on the screen and uses keys and clicks."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.window = program.window

    # --- looking ---------------------------------------------------------------------------

    def all_named(self, name: str, kind: type[W], inside: QWidget | None = None) -> list[W]:
        """The visible widgets of that kind and accessible name."""
        return [
            one
            for one in (inside or self.window).findChildren(kind)
            if one.accessibleName() == name and one.isVisible()
        ]

    def named(self, name: str, kind: type[W], inside: QWidget | None = None) -> W:
        """The one visible widget of that kind and name."""
        found = self.all_named(name, kind, inside)
        assert len(found) == 1, f"{len(found)} widgets are called {name!r}"
        return found[0]

    @property
    def words(self) -> str:
        """Everything that labels say in the window."""
        return " | ".join(one.text() for one in self.window.findChildren(Label) if one.isVisible())

    async def dialog(self) -> QDialog:
        """The dialog that is open, once there is one and it has the keys.

        It is shown a turn before it gets them: a key pressed in between goes to the window.
        """
        found = await until(
            lambda: [
                one
                for one in QApplication.topLevelWidgets()
                if isinstance(one, QDialog) and one.isVisible() and one.isActiveWindow()
            ],
            what="a dialog",
        )
        return found[0]

    @property
    def session(self) -> Session:
        """The candidate in front."""
        session = self.program.desk.session
        assert session is not None
        return session

    # --- doing -----------------------------------------------------------------------------

    def press(self, keys: str, widget: QWidget | None = None) -> None:
        """Presses a key combination where the focus is, or in a widget; not behind a dialog."""
        target = widget or QApplication.focusWidget() or self.window
        hears_keys(target)
        QTest.keySequence(target, QKeySequence(keys))

    @property
    def focus(self) -> QWidget:
        """The widget that the keys go to."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def click(
        self, name: str, kind: type[QWidget] = QPushButton, inside: QWidget | None = None
    ) -> None:
        QTest.mouseClick(self.named(name, kind, inside), Qt.MouseButton.LeftButton)

    def type_into(self, name: str, text: str, kind: type[QWidget] | None = None) -> None:
        """Replaces what stands in a line or editor by typing."""
        from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

        found: list[QWidget] = [
            *self.all_named(name, QLineEdit),
            *self.all_named(name, QPlainTextEdit),
        ]
        assert len(found) == 1, f"{len(found)} editors are called {name!r}"
        found[0].setFocus()
        QTest.keySequence(found[0], QKeySequence("Ctrl+A"))
        QTest.keyClicks(found[0], text)

    async def open(self, reference: str) -> Session:
        """Opens a candidate by the find line."""
        self.window.focus_find()
        line = self.window.top_bar.find_line
        QTest.keyClicks(line, reference)
        QTest.keyClick(line, Qt.Key.Key_Return)
        await until(
            lambda: self.program.desk.session is not None and self.program.desk.opening is None
        )
        return self.session

    async def sent(self) -> None:
        """Waits until the send is over."""
        await self.program.sending.settled(self.session)

    def sandbox(self, look: object) -> object:
        """Asks the sandbox's control."""
        running = self.program.connecting.sandbox
        assert running is not None
        return running.ask(look).result()  # type: ignore[arg-type]

    def record(self, record_id: str) -> dict[str, object]:
        """A record as the sandbox stores it."""
        found = self.sandbox(lambda control: control.record(record_id))
        assert isinstance(found, dict)
        document: dict[str, object] = found["document"]
        return document

    def patches(self) -> list[dict[str, object]]:
        """The PATCH requests in the sandbox's log."""
        log = self.sandbox(Control.log)
        assert isinstance(log, list)
        return [entry for entry in log if entry["method"] == "PATCH"]


@contextlib.asynccontextmanager
async def running(
    folder: Path,
    options: Options | None = None,
    policy: Policy = NO_POLICY,
    *,
    reads_next: bool = False,
) -> AsyncIterator[Hands]:
    """The program from its first paint to its end; faults that it reported fail the test.

    With `reads_next` it reads the next candidate ahead, as it does by itself: a request that
    comes when nobody asked for it would take the faults that others are meant to meet.

    Its sandbox allows more requests than anybody makes here, and says so: with ten in ten seconds
    most of a test's time would be waiting. What that limit does is tested with the client.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    profile = Profile.at(folder)
    profile.create()
    theme = Theme(Look.LIGHT)
    theme.apply(app)
    program = Program(options or Options(sandbox=True), profile, theme, policy=policy)
    program.settings.set(NEXT_AHEAD, reads_next)
    faults: list[BaseException] = []
    report = program.reporter.report

    def noted(name: str, error: BaseException) -> None:
        faults.append(error)
        report(name, error)

    program.reporter.report = noted  # type: ignore[method-assign]
    program.window.resize(1280, 800)
    program.window.show()
    program.window.activateWindow()
    leave = asyncio.Event()
    hands = Hands(program)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "token_from", _generous)
        task = asyncio.get_running_loop().create_task(program.run(leave))
        try:
            if options is None or options.sandbox:
                await until(lambda: program.list.rows and not program.list.is_loading)
            yield hands
        finally:
            leave.set()
            await task
            program.close()
            program.window.deleteLater()
    assert faults == []


def _generous(document: Document) -> Token:
    return replace(token_from(document), limit=1000)
