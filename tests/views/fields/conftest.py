"""A window with one field between two neighbours, and undo of its own, as in the form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from gui.model.fields import Kind
from gui.model.values import Place
from gui.views.fields.base import Editor
from gui.views.fields.row import FieldRow
from gui.views.fields.table import make_editor
from gui.views.theme import Theme
from tests.helpers.widgets import show

NOUNS = {Kind.WORDS: "tag"}
KINDS = (
    Kind.LINE,
    Kind.EMAIL,
    Kind.PHONE,
    Kind.TEXT,
    Kind.DATE,
    Kind.FLAG,
    Kind.CONSENT,
    Kind.WORDS,
    Kind.NETWORK,
    Kind.URL,
)


class Stage(QWidget):
    """The window. What the field says is kept in `edits` (value, typing) and `lefts`."""

    def __init__(self) -> None:
        super().__init__()
        self.edits: list[tuple[object, bool]] = []
        self.events: list[str] = []
        self.reverts = 0
        self.undone = 0
        self.redone = 0
        self.before = QLineEdit()
        self.after = QLineEdit()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.before)
        self.undo_action = QAction("Undo", self)
        self.undo_action.setShortcut(QKeySequence("Ctrl+Z"))
        self.undo_action.triggered.connect(self._undo)
        self.redo_action = QAction("Redo", self)
        self.redo_action.setShortcut(QKeySequence("Ctrl+Shift+Z"))
        self.redo_action.triggered.connect(self._redo)
        self.addActions([self.undo_action, self.redo_action])
        self.resize(640, 480)

    def put(self, editor: Editor, label: str = "Field", *, key: str = "key") -> FieldRow:
        """Puts a field between the neighbours, shows the window, and listens."""
        row = FieldRow(label, editor, Place(key))
        self._column.addWidget(row)
        # Tab goes by the order in which widgets came into the window.
        self._column.addWidget(self.after)
        editor.edited.connect(self._edited)
        editor.left.connect(lambda: self.events.append("left"))
        row.revert_asked.connect(self._reverted)
        show(self)
        self.before.setFocus()
        return row

    def put_kind(self, kind: Kind, label: str = "Field") -> FieldRow:
        return self.put(make_editor(kind, noun=NOUNS.get(kind, "")), label)

    @property
    def values(self) -> list[object]:
        """The values that the field told, in order."""
        return [value for value, _typing in self.edits]

    def _edited(self, value: object, typing: bool) -> None:
        self.edits.append((value, typing))
        self.events.append("typed" if typing else "step")

    def _reverted(self) -> None:
        self.reverts += 1

    def _undo(self) -> None:
        self.undone += 1

    def _redo(self) -> None:
        self.redone += 1


@pytest.fixture
def stage(theme: Theme) -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.hide()
    stage.deleteLater()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses a key where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    QTest.keyClick(target, key, modifiers)


def type_text(text: str) -> None:
    """Types a text where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    QTest.keyClicks(target, text)


def settle() -> None:
    """Lets layouts and queued calls come to rest; each round may ask for another."""
    for _round in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def copy_to_clipboard(text: str) -> None:
    QApplication.clipboard().setText(text)
