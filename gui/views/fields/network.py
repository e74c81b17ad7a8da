"""The editor of a social profile's network: one of those the service knows (API §5.9)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gui.i18n import _
from gui.model.networks import NETWORKS, network_name
from gui.views.fields.base import Editor
from gui.views.text import shown


class _Networks(QComboBox):
    """The list; the wheel scrolls the form and not the choice under the pointer."""

    focus_left = Signal(object)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_left.emit(event.reason())


class NetworkEditor(Editor):
    """The networks by name. A slug that is not among them is shown and kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: object = None
        self._odd = ""
        self.box = _Networks()
        self.box.setMaxVisibleItems(12)
        self.box.setPlaceholderText(_("Choose a network"))
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(12)
        with self._showing():
            for slug, name in sorted(NETWORKS.items(), key=lambda item: item[1].casefold()):
                self.box.addItem(name, slug)
            self.box.setCurrentIndex(-1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.box.currentIndexChanged.connect(self._on_index_changed)
        self.box.focus_left.connect(self._focus_moved)

    def main_widget(self) -> QWidget:
        return self.box

    def show_value(self, value: object) -> None:
        self._value = value
        with self._showing():
            while self.box.count() > len(NETWORKS):
                self.box.removeItem(self.box.count() - 1)
            slug = value if isinstance(value, str) else ""
            at = self.box.findData(slug)
            if at < 0 and slug:
                self._odd = slug
                self.box.addItem(shown(network_name(slug)), slug)
                at = self.box.count() - 1
            self.box.setCurrentIndex(at)

    def _on_index_changed(self, at: int) -> None:
        if self._is_showing:
            return
        # Item data may lose characters of a stranger's slug.
        slug = self._odd if at >= len(NETWORKS) else self.box.itemData(at)
        if isinstance(slug, str):
            self._value = slug
            self._tell(slug, typing=False)

    def _apply_read_only(self) -> None:
        self.box.setEnabled(not self._read_only)
