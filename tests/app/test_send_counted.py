"""What a letter and a send make the window do, and in which order: counted, not timed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.model.fields import Tab
from gui.views.main_window import MainWindow
from gui.views.panels.changes_cards import KeyCard
from gui.workable.transport import Transport
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

AMARA = "1de04059"


class Painted(QObject):
    """Which rows of the form are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched.objectName().startswith("row."):
            self.rows[watched.objectName()] += 1
        return False


async def at_name(hands: Hands) -> QLineEdit:
    """The line of the first name, with all that comes with opening done and painted."""
    await hands.open(AMARA)
    hands.program.form.show_tab(Tab.PROFILE)
    line = hands.named("First name", QLineEdit)
    line.setFocus()
    await until(lambda: not hands.session.is_sending)
    await asyncio.sleep(0.3)
    return line


async def test_the_first_letter_of_a_change_does_not_paint_the_whole_form(
    qapp: QApplication, tmp_path: Path
) -> None:
    painted = Painted()
    async with running(tmp_path) as hands:
        line = await at_name(hands)
        qapp.installEventFilter(painted)
        QTest.keyClicks(line, "x")
        await until(lambda: painted.rows)
        await asyncio.sleep(0.05)
        qapp.removeEventFilter(painted)
        assert hands.program.form.tabs.tabText(0) == "Profile (1)"
    assert set(painted.rows) == {"row.firstname"}


async def test_a_letter_is_there_before_the_list_of_changes_has_its_card(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        line = await at_name(hands)
        panel = hands.program.changes
        assert panel.isVisible()
        QTest.keyClicks(line, "x")
        assert hands.session.change("firstname") is not None
        assert panel.findChildren(KeyCard) == []
        await until(lambda: panel.findChildren(KeyCard))
        (card,) = panel.findChildren(KeyCard)
        QTest.keyClicks(line, "y")
        assert "xy" in card.row.face.words[-1], "a card that is there shows it at once"


async def test_the_record_is_asked_for_before_the_window_shows_the_send(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    ask, show = Transport.send, MainWindow._show_phase

    async def asked(transport: Transport, method: str, *given: Any, **more: Any) -> Any:
        steps.append(method)
        return await ask(transport, method, *given, **more)

    def shown(window: MainWindow) -> None:
        steps.append("shown")
        show(window)

    async with running(tmp_path) as hands:
        await at_name(hands)
        hands.type_into("Headline", "Counted")
        monkeypatch.setattr(Transport, "send", asked)
        rewire(hands, shown)
        hands.press("Ctrl+S")
        await hands.sent()
    assert steps[:2] == ["GET", "shown"]
    assert steps.count("shown") == 4, "reading, writing, checking, over"


def rewire(hands: Hands, shown: Callable[[MainWindow], None]) -> None:
    """Has the window hear of phases by another function."""
    session, window = hands.session, hands.window
    session.phase_changed.disconnect(window._show_phase)
    session.phase_changed.connect(lambda: shown(window))
