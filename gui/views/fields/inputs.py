"""The two widgets that people type into: one line, and many.

They differ from Qt's in what a form needs: undo and redo are left to the form, a paste is told
apart from typing, an input method's composition is known, and the context menu offers no undo
of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QClipboard,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from gui.i18n import _
from gui.views.dragged import carries_files
from gui.views.fields.base import leave_to_form
from gui.views.theme import Space

_TEXT_MARGIN: Final = 6
_BUTTON_SIDE: Final = 28
LONGEST_LINE: Final = 32_767
"""Characters that Qt's line holds; longer texts would be cut without a word."""


def _ask_where(event: QContextMenuEvent, menu: QMenu) -> None:
    """Opens a menu where it was asked for and throws it away when it closes."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())


def _add(menu: QMenu, text: str, act: Callable[[], object], *, enabled: bool, name: str) -> None:
    action = QAction(text, menu)
    action.setObjectName(name)
    action.setEnabled(enabled)
    action.triggered.connect(lambda: act())
    menu.addAction(action)


def in_one_line(text: str) -> str:
    """A pasted text without its line breaks; the blanks of a single line stay."""
    lines = text.splitlines()
    if len(lines) < 2:
        return "".join(lines)
    return " ".join(line.strip() for line in lines if line.strip())


class LineInput(QLineEdit):
    """One line of text.

    Signals: `changed(typing)` whenever the text is another one, by whatever way, accessibility
    included; `entered()` for Enter outside a composition; `focus_left(reason)`; `too_long()`
    when a paste was refused because it would have been cut.
    """

    changed = Signal(bool)
    entered = Signal()
    focus_left = Signal(object)
    too_long = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self._whole_step = False
        self._button: QWidget | None = None
        self.setMaxLength(LONGEST_LINE)
        self.textChanged.connect(lambda: self.changed.emit(not self._whole_step))

    @property
    def is_composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return self._composing

    def put(self, text: str) -> None:
        """Shows a text from its beginning; nothing happens when it is the one shown."""
        if text != self.text():
            at, end = self.cursorPosition(), self.cursorPosition() == len(self.text())
            self.setText(text)
            if self.hasFocus():
                self.setCursorPosition(len(text) if end else min(at, len(text)))
            else:
                self.setCursorPosition(0)

    def as_one_step(self, act: Callable[[], object]) -> None:
        """Does something to the text that is a step of its own, not typing."""
        self._whole_step = True
        try:
            act()
        finally:
            self._whole_step = False

    def put_inside(self, button: QWidget) -> None:
        """Places a button at the far end of the line, inside its frame."""
        self._button = button
        button.setParent(self)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        self._place_button()

    def _place_button(self) -> None:
        button = self._button
        if button is None:
            return
        room = 0 if button.isHidden() else _BUTTON_SIDE - Space.XS
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(room if mirrored else 0, 0, 0 if mirrored else room, 0)
        top = (self.height() - _BUTTON_SIDE) // 2
        left = top if mirrored else self.width() - _BUTTON_SIDE - top
        button.setGeometry(left, top, _BUTTON_SIDE, _BUTTON_SIDE)

    # --- events ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_button()

    def event(self, event: QEvent) -> bool:
        if leave_to_form(event):
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._composing:
                self.entered.emit()
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_text(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.as_one_step(lambda: QLineEdit.keyPressEvent(self, event))
        else:
            super().keyPressEvent(event)

    def paste_text(self, text: str) -> None:
        """Puts text where the cursor is, as one step and in one line; refuses what would not
        fit instead of cutting it."""
        if self.isReadOnly() or not text:
            return
        line = in_one_line(text)
        kept = len(self.text()) - len(self.selectedText())
        if kept + len(line) > LONGEST_LINE:
            self.too_long.emit()
        else:
            self.as_one_step(lambda: self.insert(line))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clipboard = QGuiApplication.clipboard()
        if event.button() is Qt.MouseButton.MiddleButton and clipboard.supportsSelection():
            self.deselect()
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            self.paste_text(clipboard.text(QClipboard.Mode.Selection))
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries_files(event.mimeData()):
            event.ignore()  # they belong to the window
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self or not event.mimeData().hasText():
            self.as_one_step(lambda: QLineEdit.dropEvent(self, event))
            return
        self.deselect()
        self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
        self.paste_text(event.mimeData().text())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._composing = False
        self.focus_left.emit(event.reason())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _ask_where(event, self.make_menu())

    def make_menu(self) -> QMenu:
        """The context menu, without an undo of its own."""
        marked, writable = self.hasSelectedText(), not self.isReadOnly()
        clipboard = bool(QGuiApplication.clipboard().text())
        menu = QMenu(self)
        _add(
            menu,
            _("Cut"),
            lambda: self.as_one_step(self.cut),
            enabled=marked and writable,
            name="cut",
        )
        _add(menu, _("Copy"), self.copy, enabled=marked, name="copy")
        _add(
            menu,
            _("Paste"),
            lambda: self.paste_text(QGuiApplication.clipboard().text()),
            enabled=clipboard and writable,
            name="paste",
        )
        menu.addSeparator()
        _add(menu, _("Select all"), self.selectAll, enabled=bool(self.text()), name="select_all")
        return menu


class TextInput(QPlainTextEdit):
    """Many lines of plain text, never markup.

    What is read back is what the document holds, without Qt's usual replacements, so that no
    blank or break changes by being shown. Signals: `changed(typing)`, `focus_left(reason)` as
    with `LineInput`; `too_long(text)` instead of a change when a paste is more than the widget
    should hold, with what the whole text would be.
    """

    changed = Signal(bool)
    focus_left = Signal(object)
    too_long = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, limit: int) -> None:
        super().__init__(parent)
        self._limit = limit
        self._whole_step = False
        self._seen = ""
        self.setUndoRedoEnabled(False)
        # Text begins where it begins in a line.
        self.document().setDocumentMargin(_TEXT_MARGIN)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        """The text with line feeds between paragraphs and every other character as it is."""
        return self.document().toRawText().replace("\u2029", "\n")

    def put(self, text: str) -> None:
        """Shows a text; nothing happens when it is the one shown."""
        if text == self.text():
            return
        at = self.textCursor().position()
        self.setPlainText(text)
        if self.hasFocus():
            cursor = self.textCursor()
            cursor.setPosition(min(at, max(self.document().characterCount() - 1, 0)))
            self.setTextCursor(cursor)

    def as_one_step(self, act: Callable[[], object]) -> None:
        """Does something to the text that is a step of its own, not typing."""
        self._whole_step = True
        try:
            act()
        finally:
            self._whole_step = False

    def _on_text_changed(self) -> None:
        # Qt emits the signal for formats and layouts too.
        text = self.text()
        if text != self._seen:
            self._seen = text
            self.changed.emit(not self._whole_step)

    # --- events ----------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if leave_to_form(event):
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cut):
            self.as_one_step(lambda: QPlainTextEdit.keyPressEvent(self, event))
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files belong to the window, not into the text as their paths."""
        return super().canInsertFromMimeData(source) and not carries_files(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pastes and drops, by key, menu, middle button or mouse."""
        cursor = self.textCursor()
        kept = self.document().characterCount() - 1 - len(cursor.selectedText())
        pasted = source.text()
        if kept + len(pasted) > self._limit:
            # Laying out a megabyte in one line freezes the window for a minute.
            text = self.document().toRawText().encode("utf-16-le", "surrogatepass")
            start, end = 2 * cursor.selectionStart(), 2 * cursor.selectionEnd()
            before = text[:start].decode("utf-16-le", "surrogatepass")
            after = text[end:].decode("utf-16-le", "surrogatepass")
            whole = before.replace("\u2029", "\n") + pasted + after.replace("\u2029", "\n")
            self.too_long.emit(whole)
        else:
            self.as_one_step(lambda: self.insertPlainText(pasted))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_left.emit(event.reason())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _ask_where(event, self.make_menu())

    def make_menu(self) -> QMenu:
        """The context menu, without an undo of its own."""
        marked, writable = self.textCursor().hasSelection(), not self.isReadOnly()
        menu = QMenu(self)
        _add(
            menu,
            _("Cut"),
            lambda: self.as_one_step(self.cut),
            enabled=marked and writable,
            name="cut",
        )
        _add(menu, _("Copy"), self.copy, enabled=marked, name="copy")
        _add(menu, _("Paste"), self.paste, enabled=writable and self.canPaste(), name="paste")
        menu.addSeparator()
        empty = self.document().isEmpty()
        _add(menu, _("Select all"), self.selectAll, enabled=not empty, name="select_all")
        return menu

    def sizeHint(self) -> QSize:
        return QSize(240, super().sizeHint().height())
