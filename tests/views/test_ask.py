"""Dialogs that are awaited: by keys and by mouse, without a second event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gui.views.ask import Dialog, ask
from gui.views.buttons import Button
from gui.views.dialogs.message import Message, confirm, tell
from gui.views.theme import Theme
from tests.helpers.wait import until
from tests.helpers.widgets import hears_keys, shown


@pytest.fixture
def owner(qapp: QApplication, theme: Theme) -> Iterator[QWidget]:
    owner = QWidget()
    owner.resize(600, 400)
    yield owner
    owner.close()


async def _opened(owner: QWidget) -> Dialog:
    """The dialog that was opened over `owner`, once it can be typed into."""
    open_ones = await until(
        lambda: [d for d in owner.findChildren(Dialog) if d.isVisible() and d.isActiveWindow()],
        what="a dialog is open",
    )
    return open_ones[0]


def _verb(dialog: Dialog, text: str) -> Button:
    return next(b for b in dialog.findChildren(Button) if b.accessibleName() == text)


async def test_esc_cancels_and_the_dialog_is_gone(qapp: QApplication, owner: QWidget) -> None:
    await shown(owner)
    question = Message("Send 3 changes?", "", owner)
    question.add_verb("Send", 1, kind="primary", default=True)
    answer = asyncio.ensure_future(ask(question))
    dialog = await _opened(owner)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert await answer == 0
    await until(lambda: not owner.findChildren(Dialog), what="the dialog is deleted")


async def test_keys_of_tests_do_not_get_behind_a_dialog_either(
    qapp: QApplication, owner: QWidget
) -> None:
    """A dialog is seen before it has the keys; a test that loses that race is told so."""
    line = QLineEdit(owner)
    await shown(owner)
    hears_keys(line)
    answer = asyncio.ensure_future(ask(Message("Send 3 changes?", "", owner)))
    dialog = await _opened(owner)
    hears_keys(dialog)
    hears_keys(dialog.findChildren(QWidget)[0])
    with pytest.raises(AssertionError, match="Message is open and keeps the keys from QLineEdit"):
        hears_keys(line)
    dialog.reject()
    await answer
    hears_keys(line)


async def test_enter_does_the_default(qapp: QApplication, owner: QWidget) -> None:
    await shown(owner)
    dialog = Dialog("Name", owner)
    line = QLineEdit()
    dialog.body.addWidget(line)
    dialog.add_verb("Keep", 7, kind="primary", default=True)
    answer = asyncio.ensure_future(ask(dialog))
    await _opened(owner)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert await answer == 7


async def test_enter_alone_never_removes(qapp: QApplication, owner: QWidget) -> None:
    await shown(owner)
    answer = asyncio.ensure_future(
        confirm(owner, "Remove 2 jobs?", "They are deleted.", "Remove 2 jobs", kind="danger")
    )
    dialog = await _opened(owner)
    focus = QApplication.focusWidget()
    assert isinstance(focus, Button)
    assert focus.accessibleName() == "Cancel"
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert await answer is False
    with pytest.raises(ValueError, match="no default"):
        dialog.add_verb("Remove", 2, kind="danger", default=True)


async def test_a_removal_can_be_done_by_keys(qapp: QApplication, owner: QWidget) -> None:
    await shown(owner)
    answer = asyncio.ensure_future(
        confirm(owner, "Remove 2 jobs?", "", "Remove 2 jobs", kind="danger", items=["Planner"])
    )
    dialog = await _opened(owner)
    cancel = QApplication.focusWidget()
    assert cancel is not None
    QTest.keyClick(cancel, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is _verb(dialog, "Remove 2 jobs")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert await answer is True


async def test_cancelling_the_task_closes_the_dialog(qapp: QApplication, owner: QWidget) -> None:
    await shown(owner)
    asking = asyncio.ensure_future(ask(Message("Send?", "", owner)))
    await _opened(owner)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await until(lambda: not owner.findChildren(Dialog), what="the dialog is deleted")


async def test_details_are_folded_and_plain(qapp: QApplication, owner: QWidget) -> None:
    await shown(owner)
    telling = asyncio.ensure_future(
        tell(owner, "<b>Refused</b>", "The phone was refused.", detail="HTTP 422 <b>x</b>")
    )
    dialog = await _opened(owner)
    detail = dialog.findChild(QPlainTextEdit)
    assert detail is not None
    assert not detail.isVisible()
    QTest.mouseClick(_verb(dialog, "Details"), Qt.MouseButton.LeftButton)
    assert detail.isVisible()
    assert detail.toPlainText() == "HTTP 422 <b>x</b>"
    assert dialog.heading.text() == "<b>Refused</b>"
    QTest.mouseClick(_verb(dialog, "Close"), Qt.MouseButton.LeftButton)
    await telling


# --- where it stands ----------------------------------------------------------------------------


class _Window(QWidget):
    """With a line along its upper edge, as the main window has."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.resize(900, height)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.line = QWidget()
        self.line.setObjectName("top_bar")
        self.line.setFixedHeight(80)
        column.addWidget(self.line)
        column.addStretch(1)


@pytest.mark.parametrize(
    ("height", "stands"), [(300, "in the middle"), (680, "below"), (900, "below, less high")]
)
async def test_a_dialog_does_not_cut_the_line_that_says_how_things_stand(
    qapp: QApplication, theme: Theme, height: int, stands: str
) -> None:
    window = _Window(800)
    await shown(window)
    dialog = Dialog("Somebody else has changed it too", window)
    dialog.resize(700, height)
    answer = asyncio.ensure_future(ask(dialog))
    await _opened(window)
    below = window.line.mapToGlobal(QPoint(0, window.line.height())).y()
    spot, around = dialog.geometry(), window.geometry()
    if stands == "in the middle":
        assert not dialog.stands_free
        assert spot.height() == height
    else:
        assert spot.top() > below
        assert spot.bottom() < around.bottom()
        assert (spot.height() == height) is (stands == "below")
        assert abs(spot.center().x() - around.center().x()) <= 1
    dialog.reject()
    await answer
    window.close()


async def test_a_dialog_that_needs_all_the_room_there_is_stays_in_the_middle(
    qapp: QApplication, theme: Theme
) -> None:
    window = _Window(400)
    await shown(window)
    dialog = Dialog("High", window)
    dialog.body.addSpacing(390)
    answer = asyncio.ensure_future(ask(dialog))
    await _opened(window)
    assert not dialog.stands_free
    dialog.reject()
    await answer
    window.close()
