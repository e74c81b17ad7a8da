"""A question with a few answers on the line below a field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.views.buttons import Button
from gui.views.text import Label
from gui.views.theme import Space


class Choice(QWidget):
    """Asks with one button for each answer. Signal: `chosen(object)` with the answer's data."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = Label("", role="small", tone="error", elide=True)
        self._buttons: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.XS)
        self._row.addWidget(self._question)
        self.hide()

    def ask(
        self,
        question: str,
        answers: Sequence[tuple[str, object]],
        *,
        after: QWidget | None = None,
    ) -> None:
        """Shows the question with its answers instead of the ones before.

        Tab leads from `after` to the answers; without it they are the last stop of the window.
        """
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._question.setText(question)
        self._buttons = [self._button(text, data) for text, data in answers]
        self.show()
        for button in self._buttons:
            if after is not None:
                QWidget.setTabOrder(after, button)
            after = button

    def focus_first(self) -> None:
        """Puts the focus on the first answer; arrows and Tab walk on."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, text: str, data: object) -> Button:
        button = Button(text, kind="quiet", dense=True)
        button.clicked.connect(lambda: self.chosen.emit(data))
        self._row.addWidget(button)
        # At once, so that Tab finds it: the layout would show it only later.
        button.show()
        return button
