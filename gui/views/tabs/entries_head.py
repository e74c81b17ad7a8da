"""The buttons above a list of entries; they stay in place while the cards scroll."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.i18n import _
from gui.views.actions import BY_ACT, Act
from gui.views.buttons import Button
from gui.views.keyed import KeyedButton
from gui.views.text import Label
from gui.views.theme import Space


class EntriesHead(QWidget):
    """Add and remove, the actions on the current entry as icons, how many there are, sorting.

    Who owns it connects the buttons and enables them.
    """

    def __init__(
        self,
        actions: Mapping[Act, QAction],
        *,
        sortable: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.add_button = Button(_("Add entry"), icon_name="plus")
        self.remove_button = Button(_("Remove entry"), icon_name="trash")
        self.sort_button = Button(_("Sort newest first"), kind="quiet", icon_name="sort")
        self.count = Label("", role="small", elide=True)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(0, Space.M, 0, Space.M)
        line.setSpacing(Space.XS)
        line.addWidget(self.add_button)
        line.addSpacing(Space.XS)
        line.addWidget(self.remove_button)
        line.addSpacing(Space.S)
        for act, action in actions.items():
            button = KeyedButton(BY_ACT[act].icon, action.text(), act)
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.count)
        if sortable:
            line.addSpacing(Space.S)
        line.addWidget(self.sort_button)
        self.sort_button.setVisible(sortable)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def show_count(self, text: str) -> None:
        """Says how many entries there are."""
        if text != self.count.text():
            self.count.setText(text)
            self._fit()

    def _fit(self) -> None:
        """Leaves off what would not fit beside the rest, the least important first."""
        for left in range(4, -1, -1):
            self.sort_button.show_words(left > 3)
            self.remove_button.show_words(left > 2)
            self.count.setVisible(left > 1)
            self.add_button.show_words(left > 0)
            self._line.invalidate()
            if self._line.sizeHint().width() <= self.width():
                break
        # Nobody else would: this width was laid out before it was told.
        self._line.activate()
