"""The main window: what it says about a record, its commands by key and click, its panels."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTabBar,
    QToolButton,
    QWidget,
)

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.values import FileUpload
from gui.services.notices import Notice, Notices, Offer, Tone
from gui.services.session import Phase, Session
from gui.views.actions import Act
from gui.views.dialogs.earlier import EarlierMessages
from gui.views.main_window import FIRST_SIZE, MainWindow, Parts
from gui.views.menu_lines import Command, Switch
from gui.views.panels.side import Side
from gui.views.panels.status import Link, StatusLine
from gui.views.text import Label
from gui.views.theme import HIGH_DARK, Contrast, Look, Theme
from tests.helpers.widgets import drag_away, drag_over, drop, move_handle, show
from tests.views.conftest import Memory

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _button(window: QWidget, name: str) -> QAbstractButton:
    return next(
        b
        for b in window.findChildren(QAbstractButton)
        if b.accessibleName() == name and not b.isHidden()
    )


def _visible_texts(window: QWidget) -> list[str]:
    return [label.text() for label in window.findChildren(Label) if label.isVisible()]


def _line(window: QWidget, name: str) -> QLineEdit:
    return next(w for w in window.findChildren(QLineEdit) if w.accessibleName() == name)


def _page(window: MainWindow) -> Side:
    return window.side.page


def _count(acts: MainWindow, act: Act) -> list[Act]:
    """What was triggered, as it is triggered."""
    seen: list[Act] = []
    acts.acts[act].triggered.connect(lambda: seen.append(act))
    return seen


# --- what it says -------------------------------------------------------------------------------


def test_title_and_status_follow_the_draft(window: MainWindow, session: Session) -> None:
    assert window.windowTitle() == "Redline"
    window.show_session(session)
    show(window)
    assert window.windowTitle() == "AMARA Osei-Lindqvist — Redline[*]"
    assert not window.isWindowModified()
    assert "No changes" in _visible_texts(window)

    session.edit(lambda draft: edits.set_value(draft, "firstname", "Amara"))
    assert window.windowTitle() == "Amara Osei-Lindqvist — Redline[*]"
    assert window.isWindowModified()
    assert {"1 change", "Amara Osei-Lindqvist"} <= set(_visible_texts(window))

    session.edit(lambda draft: edits.set_value(draft, "firstname", "AMARA"))
    assert not window.isWindowModified()
    assert "No changes" in _visible_texts(window)


def test_a_name_with_the_modified_mark_in_it_is_shown_as_it_is(window: MainWindow) -> None:
    window.show_session(Session(Draft(Record("1", {"firstname": "Jon[*]"}))))
    assert window.windowTitle() == "Jon[*][*] — Redline[*]"


def test_the_side_tells_how_many_changes_are_files(window: MainWindow, session: Session) -> None:
    window.show_session(session)
    upload = FileUpload("new.pdf", 10, "ab" * 32, "application/pdf")
    session.edit(lambda draft: edits.set_value(draft, "resume", upload))
    session.edit(lambda draft: edits.set_value(draft, "phone", "1"))
    tabs = window.side.findChild(QTabBar)
    assert tabs is not None
    assert [tabs.tabText(at) for at in range(2)] == ["Changes (2)", "Files (1)"]


def test_another_session_is_not_followed_any_more(window: MainWindow, session: Session) -> None:
    window.show_session(session)
    window.show_session(Session(Draft(Record("2", {"firstname": "Li"}))))
    session.edit(lambda draft: edits.set_value(draft, "firstname", "Amara"))
    assert window.windowTitle() == "Li — Redline[*]"
    assert not window.isWindowModified()


def test_while_sending_the_window_says_so_and_send_is_off(
    window: MainWindow, session: Session
) -> None:
    window.show_session(session)
    session.edit(lambda draft: edits.set_value(draft, "phone", "1"))
    show(window)
    sent = _count(window, Act.SEND)
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    session.set_phase(Phase.WRITING)
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    QTest.mouseClick(_button(window, "Send"), Qt.MouseButton.LeftButton)
    assert sent == [Act.SEND]
    assert "1 change" in _visible_texts(window), "what is over at once would only flicker"
    timer = window.findChild(QTimer, "phase")
    assert timer is not None
    assert timer.isActive()
    assert timer.interval() <= 100
    timer.timeout.emit()
    assert "Sending…" in _visible_texts(window)
    session.set_phase(Phase.CHECKING)
    assert "Checking…" in _visible_texts(window)
    session.set_phase(Phase.IDLE)
    assert "1 change" in _visible_texts(window)
    assert _button(window, "Send").isEnabled()


def test_loading_trouble_and_nothing_open(window: MainWindow, session: Session) -> None:
    window.show_session(session)
    show(window)
    cancelled: list[bool] = []
    window.cancel_asked.connect(lambda: cancelled.append(True))
    window.show_loading("Tomasz B.")
    assert window.session is None
    assert {"Tomasz B.", "Loading…"} <= set(_visible_texts(window))
    assert not window.acts[Act.SEND].isEnabled()
    QTest.mouseClick(_button(window, "Cancel"), Qt.MouseButton.LeftButton)
    assert cancelled == [True]

    tried: list[str] = []
    window.show_trouble(
        "This candidate could not be opened",
        "The service does not know it.",
        [
            Offer("Retry", lambda: tried.append("retry")),
            Offer("Search by e-mail", lambda: tried.append("e-mail")),
        ],
        detail="HTTP 404",
    )
    assert {"The service does not know it.", "HTTP 404"} <= set(_visible_texts(window))
    QTest.mouseClick(_button(window, "Search by e-mail"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(_button(window, "Retry"), Qt.MouseButton.LeftButton)
    assert tried == ["e-mail", "retry"]

    window.show_session(None)
    QTest.mouseClick(_button(window, "Find candidate"), Qt.MouseButton.LeftButton)
    assert _line(window, "Find candidate").hasFocus()


def test_a_toast_stays_on_top_when_another_record_is_shown(
    window: MainWindow, session: Session, notices: Notices
) -> None:
    show(window)
    notices.tell("3 changes sent.")
    window.show_session(session)
    middle = window.toast.mapTo(window, window.toast.rect().center())
    under = window.childAt(middle)
    assert under is not None
    assert under is window.toast or window.toast.isAncestorOf(under)


def test_an_error_about_one_record_does_not_stand_over_another(
    window: MainWindow, session: Session, notices: Notices, record: Record
) -> None:
    show(window)
    window.show_session(session)
    notices.tell("This is not allowed.", Tone.ERROR)
    window.show_session(session)
    assert window.toast.text == "This is not allowed."
    window.show_session(Session(Draft(record)))
    assert window.toast.text == ""
    assert notices.history[-1].text == "This is not allowed."

    notices.tell("3 changes sent.", Tone.SUCCESS)
    window.show_session(session)
    assert window.toast.text == "3 changes sent."


def test_the_foot_tells_account_connection_budget_and_draft(window: MainWindow) -> None:
    show(window)
    foot = window.status
    foot.show_account("harbourworks", is_sandbox=True)
    foot.show_link(Link.CONNECTED)
    foot.show_budget(9, 10)
    foot.show_draft("draft kept")
    assert _visible_texts(foot)[:4] == [
        "harbourworks",
        "Sandbox: invented people",
        "connected",
        "9 of 10 requests free",
    ]
    assert _visible_texts(foot)[-1] == "draft kept"
    foot.show_account("acme")
    foot.show_link(Link.OFFLINE)
    foot.show_budget(0, 10, 2.9)
    assert _visible_texts(foot)[:3] == ["acme", "offline", "next request in 3 s"]


def test_the_seconds_to_the_next_request_are_counted_down(theme: Theme) -> None:
    now = 100.0
    foot = StatusLine(clock=lambda: now)
    show(foot)
    second = foot.findChild(QTimer, "countdown")
    assert second is not None
    foot.show_budget(0, 9, 2.5)
    assert "next request in 3 s" in _visible_texts(foot)
    now += 1.0
    second.timeout.emit()
    assert "next request in 2 s" in _visible_texts(foot)
    now += 1.6
    second.timeout.emit()
    assert "next request in" not in " ".join(_visible_texts(foot))
    assert not second.isActive()
    foot.close()


def test_a_label_that_reports_has_no_accessible_name(window: MainWindow) -> None:
    named = [label.text() for label in window.findChildren(Label) if label.accessibleName()]
    assert named == []


def test_every_control_has_a_name(window: MainWindow, session: Session) -> None:
    window.show_session(session)
    nameless = [
        button
        for button in window.findChildren(QAbstractButton)
        if not button.accessibleName()
        and isinstance(button.parent(), QWidget)
        # The line edit's own buttons and those of the stand-ins are Qt's.
        and not isinstance(button.parent(), QLineEdit)
        and not (isinstance(button, QToolButton) and button.objectName().startswith("qt_"))
        and type(button).__module__.startswith("gui.")
        and not button.isHidden()
    ]
    assert nameless == []


# --- commands -----------------------------------------------------------------------------------


def test_find_asks_with_enter_and_keeps_wrong_text(window: MainWindow) -> None:
    show(window)
    asked: list[str] = []
    window.find_asked.connect(asked.append)
    QTest.keyClick(window, Qt.Key.Key_L, CTRL)
    line = _line(window, "Find candidate")
    assert line.hasFocus()
    QTest.keyClicks(line, "  amara@example.com ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert asked == ["amara@example.com"]

    window.top_bar.find_line.complain("This is no id, link or e-mail.")
    assert "This is no id, link or e-mail." in _visible_texts(window)
    assert line.accessibleDescription() == "This is no id, link or e-mail."
    assert line.text() == "  amara@example.com "
    QTest.keyClicks(line, "x")
    assert "This is no id, link or e-mail." not in _visible_texts(window)
    assert line.accessibleDescription() == ""

    window.top_bar.find_line.complain("This is no id, link or e-mail.")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert "This is no id, link or e-mail." not in _visible_texts(window)
    line.setFocus()

    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert asked == ["amara@example.com"]
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not line.hasFocus()


@pytest.mark.parametrize(
    ("key", "modifiers", "act"),
    [
        (Qt.Key.Key_S, CTRL, Act.SEND),
        (Qt.Key.Key_P, CTRL | SHIFT, Act.SHOW_REQUEST),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, Act.RELOAD),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, Act.SHOW_ORIGINAL),
        (Qt.Key.Key_Down, CTRL, Act.NEXT_CANDIDATE),
        (Qt.Key.Key_Up, CTRL, Act.PREVIOUS_CANDIDATE),
        (Qt.Key.Key_PageDown, CTRL, Act.NEXT_TAB),
        (Qt.Key.Key_PageUp, CTRL, Act.PREVIOUS_TAB),
        (Qt.Key.Key_V, CTRL | SHIFT, Act.PASTE_FILE),
    ],
)
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_keys_work_while_typing_in_a_field(
    window: MainWindow,
    parts: Parts,
    session: Session,
    kind: type[QWidget],
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    act: Act,
) -> None:
    session.edit(lambda draft: edits.set_value(draft, "phone", "1"))
    window.show_session(session)
    show(window)
    field = parts.form.findChild(kind)
    assert isinstance(field, QWidget)
    field.setFocus()
    seen = _count(window, act)
    QTest.keyClick(field, key, modifiers)
    assert seen == [act]


def test_undo_and_redo_buttons_press_the_actions(window: MainWindow, session: Session) -> None:
    window.show_session(session)
    session.edit(lambda draft: edits.set_value(draft, "phone", "1"))
    show(window)
    window.acts[Act.UNDO].triggered.connect(lambda: session.undo())
    window.acts[Act.REDO].triggered.connect(lambda: session.redo())
    undo, redo = _button(window, "Undo"), _button(window, "Redo")
    assert not redo.isEnabled()
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert session.value("phone") == "+46 31 555 01 23"
    assert not undo.isEnabled()
    QTest.mouseClick(redo, Qt.MouseButton.LeftButton)
    assert session.value("phone") == "1"
    assert "Ctrl+Z" in undo.toolTip()


def test_earlier_messages_can_be_read_again(window: MainWindow, notices: Notices) -> None:
    show(window)
    notices.tell("3 changes sent.")
    notices.set_state("offline", Notice("Offline.", detail="no route"))
    window.acts[Act.MESSAGES].trigger()
    dialog = window.findChild(EarlierMessages)
    assert dialog is not None
    texts = [label.text() for label in dialog.findChildren(Label)]
    assert texts.index("Offline.") < texts.index("3 changes sent.")
    assert "no route" in texts
    dialog.reject()


def test_the_profile_page_is_opened_only_when_it_is_a_web_address(
    window: MainWindow, record: Record, notices: Notices
) -> None:
    facts = replace(record.facts, profile_url="file:///etc/passwd")
    window.show_session(Session(Draft(replace(record, facts=facts))))
    show(window)
    QTest.mouseClick(_button(window, "Open in browser"), Qt.MouseButton.LeftButton)
    assert "cannot be opened" in window.toast.text
    facts = replace(record.facts, profile_url=None)
    window.show_session(Session(Draft(replace(record, facts=facts))))
    assert not window.acts[Act.OPEN_IN_BROWSER].isEnabled()


# --- panels, sizes, look ------------------------------------------------------------------------


def test_review_shows_changes_and_hides_them_again(window: MainWindow, session: Session) -> None:
    window.show_session(session)
    show(window)
    review = _button(window, "Review changes")
    assert window.side.isVisible()
    assert review.isChecked()
    QTest.keyClick(window, Qt.Key.Key_R, CTRL | SHIFT)
    assert not window.side.isVisible()
    assert not review.isChecked()

    QTest.keyClick(window, Qt.Key.Key_F, CTRL | SHIFT)
    assert window.side.isVisible()
    assert _page(window) is Side.FILES
    QTest.mouseClick(review, Qt.MouseButton.LeftButton)
    assert _page(window) is Side.CHANGES
    assert review.isChecked()
    QTest.mouseClick(_button(window, "Hide side panel"), Qt.MouseButton.LeftButton)
    assert not window.side.isVisible()
    window.show_side(Side.FILES)
    assert window.side.isVisible()
    assert _page(window) is Side.FILES


def test_sizes_panels_and_look_are_remembered(
    window: MainWindow,
    memory: Memory,
    theme: Theme,
    notices: Notices,
    qapp: QApplication,
) -> None:
    window.resize(1100, 640)
    show(window)
    window.show_side(Side.FILES)
    window.acts[Act.CANDIDATES_PANEL].trigger()
    window.acts[Act.LOOK_DARK].trigger()
    window.acts[Act.CONTRAST_HIGH].trigger()
    window.acts[Act.LESS_MOTION].trigger()
    assert theme.roles == HIGH_DARK
    before = window.side.width()
    move_handle(window._splitter, 2, -100)
    side = window.side.width()
    assert side > before + 90
    window.close_now()

    theme.choose(Look.LIGHT)
    bare = Parts(QWidget(), QWidget(), QWidget(), QWidget())
    again = MainWindow(bare, theme=theme, notices=notices, memory=memory)
    show(again)
    assert again.height() == 640  # the offscreen screen is too narrow for the width
    assert again.side.page is Side.FILES
    assert again.side.width() == side
    assert not again.acts[Act.CANDIDATES_PANEL].isChecked()
    assert theme.is_dark
    for act in (Act.LOOK_DARK, Act.CONTRAST_HIGH, Act.LESS_MOTION):
        assert again.acts[act].isChecked(), act
    theme.choose_contrast(Contrast.SYSTEM)
    theme.choose_less_motion(False)
    again.close_now()
    again.deleteLater()


def test_the_first_window_fits_on_the_screen_with_its_frame(
    window: MainWindow, qapp: QApplication
) -> None:
    room = qapp.primaryScreen().availableSize()
    assert room.height() <= FIRST_SIZE[1]
    # A title bar of the usual height must fit, or the foot of the window is out of sight.
    assert window.height() <= room.height() - 40


def test_nothing_sticks_out_of_a_small_window(window: MainWindow, session: Session) -> None:
    window.show_session(session)
    window.resize(1024, 700)
    show(window)
    assert (window.width(), window.height()) == (1024, 700)
    for child in window.findChildren(QWidget):
        if child.isVisible() and isinstance(child, QAbstractButton):
            where = child.mapTo(window, child.rect().bottomRight())
            assert window.rect().contains(where), child.accessibleName()
    assert window.header.width() >= 400


def test_the_columns_are_read_aloud_from_left_to_right(
    window: MainWindow, parts: Parts, session: Session
) -> None:
    window.show_session(session)
    show(window)
    splitter = window.findChild(QSplitter)
    assert splitter is not None
    heard = QAccessible.queryAccessibleInterface(splitter)
    assert heard is not None
    columns = [heard.child(at).object() for at in range(3)]
    for column, part in zip(columns, (parts.candidates, parts.form, window.side), strict=True):
        assert isinstance(column, QWidget)
        assert column is part or column.isAncestorOf(part)


def test_f6_walks_the_parts_of_the_window(
    window: MainWindow, parts: Parts, session: Session, qapp: QApplication
) -> None:
    window.show_session(session)
    show(window)
    window.focus_find()
    seen = []
    for _press in range(4):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append(
            next(
                name
                for name, part in (
                    ("top", window.top_bar),
                    ("candidates", parts.candidates),
                    ("side", window.side),
                    ("middle", window),
                )
                if focus is not None and part.isAncestorOf(focus)
            )
        )
    assert seen == ["candidates", "middle", "side", "top"]
    QTest.keyClick(window, Qt.Key.Key_F6, SHIFT)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.side.isAncestorOf(focus)


def test_the_sandbox_menu_is_there_only_when_it_has_lines(window: MainWindow) -> None:
    turned: list[bool] = []
    done: list[str] = []

    def titles() -> list[str]:
        return [a.text() for a in window.menuBar().actions() if a.isVisible()]

    assert "&Sandbox" not in titles()
    window.fill_sandbox_menu(
        [
            Switch("Slow & steady", False, turned.append),
            None,
            Command("Change this record behind my back", lambda: done.append("changed")),
        ]
    )
    assert "&Sandbox" in titles()
    menu = next(a for a in window.menuBar().actions() if a.text() == "&Sandbox").menu()
    assert menu is not None
    slow, _gap, change = menu.actions()  # type: ignore[attr-defined]
    assert slow.text() == "Slow && steady"
    slow.trigger()
    slow.trigger()
    change.trigger()
    assert turned == [True, False]
    assert done == ["changed"]
    window.fill_sandbox_menu([])
    assert "&Sandbox" not in titles()


def test_of_the_lines_in_one_group_at_most_one_is_on(window: MainWindow) -> None:
    turned: list[tuple[str, bool]] = []
    window.fill_sandbox_menu(
        [
            Switch("Expired", False, lambda on: turned.append(("expired", on)), group="token"),
            Switch("Slow", False, lambda on: turned.append(("slow", on))),
            Switch("Read only", False, lambda on: turned.append(("read only", on)), group="token"),
        ]
    )
    gc.collect()
    menu = next(a for a in window.menuBar().actions() if a.text() == "&Sandbox").menu()
    assert menu is not None
    expired, slow, read_only = menu.actions()  # type: ignore[attr-defined]
    for action in (slow, expired, read_only):
        action.trigger()
    assert [a.isChecked() for a in (expired, slow, read_only)] == [False, True, True]
    # The last word is the one that is on, or the token would be a good one again.
    assert turned[-2:] == [("expired", False), ("read only", True)]
    read_only.trigger()
    assert not read_only.isChecked()


# --- closing and dropping -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "close",
    [lambda w: w.close(), lambda w: QTest.keyClick(w, Qt.Key.Key_Q, CTRL)],
    ids=["frame", "Ctrl+Q"],
)
def test_closing_asks_and_waits(
    window: MainWindow, memory: Memory, close: Callable[[MainWindow], object]
) -> None:
    show(window)
    asked: list[bool] = []
    window.close_asked.connect(lambda: asked.append(True))
    close(window)
    assert asked == [True]
    assert window.isVisible()
    assert memory.kept == {}
    window.close_now()
    assert not window.isVisible()
    assert asked == [True]
    assert memory.kept["side"] == "changes"


class Overlay(QWidget):
    """Takes what is dropped anywhere on its window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.events: list[str] = []
        self.hide()

    def drag_entered(self, event: QDragEnterEvent) -> None:
        self.events.append("entered")
        event.acceptProposedAction()

    def drag_moved(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def drag_left(self, event: QDragLeaveEvent) -> None:
        self.events.append("left")

    def dropped(self, event: QDropEvent) -> None:
        self.events.append(event.mimeData().text())
        event.acceptProposedAction()


def test_drops_on_the_window_go_to_the_overlay(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setText("a resume")
    show(window)
    overlay = Overlay(window)
    window.set_drop_overlay(overlay)
    assert drag_over(window, mime)
    drag_away(window)
    assert drop(window, mime)
    assert overlay.events == ["entered", "left", "entered", "a resume"]
    window.resize(1000, 650)
    assert overlay.size() == window.size()
