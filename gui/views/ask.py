"""Dialogs that are opened and awaited; nothing here starts a second event loop.

A dialog is a heading, a body and a row of buttons with verbs: Cancel first, then what can be
done. Esc cancels. Enter presses the button that has the focus, else the default one, if any.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _
from gui.views.buttons import Button
from gui.views.focus import bring_into_sight, next_in_chain
from gui.views.tabs.tab_order import take_in
from gui.views.text import Label, title
from gui.views.theme import Space, grown

VerbKind: TypeAlias = Literal["primary", "normal", "danger"]

CANCELLED = 0
"""What `ask` gives when the person cancels, presses Esc or closes the dialog."""


class Dialog(QDialog):
    """A dialog over its window. Subclasses fill `body` and add verbs.

    `heading` is shown large inside, the title in the window's frame; without a heading the
    title stands for both. `cancel` is the text of the first button, empty for none.
    """

    def __init__(
        self,
        dialog_title: str,
        parent: QWidget | None,
        *,
        heading: str | None = None,
        cancel: str | None = None,
        width: int = 480,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(type(self).__name__)
        self.setWindowTitle(title(dialog_title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._least_width = width
        self._least_height: int | None = None
        self._default: Button | None = None
        self._has_danger = False
        self.stands_free = False
        """Whether it had to be moved out of the middle of its window."""

        self.heading = Label(heading or dialog_title, role="title", wrap=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.M)
        self._verbs = QHBoxLayout()
        self._verbs.setSpacing(Space.S)
        self._verbs.addStretch(1)

        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.L)
        column.addWidget(self.heading)
        column.addLayout(self.body, 1)
        column.addLayout(self._verbs)

        self.cancel_button: Button | None = None
        text = _("Cancel") if cancel is None else cancel
        if text:
            self.cancel_button = Button(text)
            self.cancel_button.clicked.connect(self.reject)
            self._verbs.addWidget(self.cancel_button)

    def add_verb(
        self, text: str, code: int, *, kind: VerbKind = "normal", default: bool = False
    ) -> Button:
        """Adds a button that ends the dialog with `code` (1 or more).

        `default` is pressed by Enter from anywhere; what removes something is never it.
        """
        if code <= CANCELLED:
            raise ValueError("0 is what cancelling gives")
        if default and kind == "danger":
            raise ValueError("what removes something is no default")
        button = Button(text, kind=kind)
        button.clicked.connect(lambda: self.done(code))
        self._verbs.addWidget(button)
        self._has_danger = self._has_danger or kind == "danger"
        if default:
            button.setDefault(True)
            self._default = button
        return button

    def add_button(self, button: Button, *, default: bool = False) -> None:
        """Adds a button that does something while the dialog stays open."""
        self._verbs.addWidget(button)
        if default:
            button.setDefault(True)
            self._default = button

    def add_aside(self, widget: QWidget) -> None:
        """Puts a widget at the far end of the row of buttons, such as a quiet "Copy"."""
        self._verbs.insertWidget(0, widget)

    def _make_room(self) -> None:
        """As wide as was asked for, more for large letters and long words, and as high as the
        lines need at that width; as far as the screen goes."""
        layout = self.layout()
        if layout is None:
            return
        room = self.screen().availableSize() - QSize(2 * Space.XL, 2 * Space.XL)
        least = layout.totalMinimumSize()
        self.setMinimumWidth(min(max(grown(self._least_width), least.width()), room.width()))
        if self._least_height is None:
            self._least_height = self.minimumHeight()
        self.setMinimumHeight(min(max(self._least_height, least.height()), room.height()))
        needed = layout.totalMinimumHeightForWidth(self.width())
        if self.height() < needed:
            self.resize(self.width(), min(needed, room.height()))

    def _let_go_of_height(self) -> None:
        """No higher than its lines are at the width that it has now; `adjustSize` takes them to be
        as narrow as they may be."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.isVisible():
            self._make_room()

    def open(self) -> None:
        """Opens it over its window, where it covers what it has to and cuts nothing in two."""
        self.ensurePolished()
        is_sized = self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        if not is_sized:
            self.adjustSize()
        self._make_room()
        if not is_sized:
            self._let_go_of_height()
        self._stand_free()  # before it is shown: then Qt leaves it there
        super().open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()
        self._order_verbs()
        if self.focusWidget() is None or self._has_danger:
            first = self._default or self.cancel_button
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stand_free(self) -> None:
        """Below the window's upper line, which it would cut in two otherwise: that one says how
        things stand. Where there is no room for that it stays in the middle."""
        parent, layout = self.parentWidget(), self.layout()
        if parent is None or layout is None:
            return
        window = parent.window()
        line: QWidget | None = window.findChild(QWidget, "top_bar")
        if line is None or not line.isVisible():
            return
        frame = window.geometry().top() - window.frameGeometry().top()  # it will have one as well
        top = line.mapToGlobal(QPoint(0, line.height())).y() + frame + Space.S
        room = window.geometry().bottom() - Space.S - top
        spot = QRect(QPoint(), self.size())
        spot.moveCenter(window.geometry().center())
        if spot.top() < top and layout.totalMinimumHeightForWidth(spot.width()) <= room:
            spot.moveTop(top)
            spot.setHeight(min(spot.height(), room))
            self.setGeometry(spot)
            self.stands_free = True

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        here = self.focusWidget()
        if moved and here is not None:
            bring_into_sight(here)
        return moved

    def _order_verbs(self) -> None:
        """Tab comes to the buttons last, as they stand: Cancel was made before the body."""
        items = (self._verbs.itemAt(at) for at in range(self._verbs.count()))
        verbs = [item.widget() for item in items if item is not None]
        last, widget = None, next_in_chain(self)
        while widget is not None and widget is not self:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget not in verbs:
                last = widget
            widget = next_in_chain(widget)
        for verb in verbs:
            if verb is not None and last is not None:
                last = take_in(last, verb)


def take_room(dialog: QDialog, width: int, height: int) -> None:
    """Gives a dialog its first size: for the usual letters in logical pixels, more for larger ones
    as far as the screen goes."""
    room = dialog.screen().availableSize() - QSize(2 * Space.XL, 2 * Space.XL)
    dialog.resize(
        max(width, min(grown(width), room.width())), max(height, min(grown(height), room.height()))
    )


async def ask(dialog: QDialog) -> int:
    """Opens the dialog, waits for the person, and gives the code of the verb, 0 for Cancel.

    The dialog is deleted afterwards: read what it holds in its verbs' slots or before
    returning to the event loop. Cancelling the task closes the dialog.
    """
    import asyncio  # it takes as long to import as a bare window to appear: not before that

    done: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def finished(code: int) -> None:
        if not done.done():
            done.set_result(code)

    dialog.finished.connect(finished)
    try:
        dialog.open()
        return await done
    finally:
        dialog.finished.disconnect(finished)
        dialog.close()
        dialog.deleteLater()
