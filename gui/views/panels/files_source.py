"""Where a picture comes from: the candidate, or one of the networks of API §5.9."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.networks import NETWORKS, network_name
from gui.views.text import Label, shown
from gui.views.theme import Space


class _Box(QComboBox):
    """The list; the wheel scrolls the panel and not the choice under the pointer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SourceChoice(QWidget):
    """The label and the list. Signal: `chosen(slug | None)` when the person chose another."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = _("Where the picture comes from")
        self.box = _Box()
        self.box.setAccessibleName(name)
        self.box.setMaxVisibleItems(12)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(16)
        self.box.addItem(_("From the candidate"), None)
        for slug, network in sorted(NETWORKS.items(), key=lambda item: item[1].casefold()):
            self.box.addItem(network, slug)
        label = Label(name, role="label")
        label.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(label)
        column.addWidget(self.box)
        self.box.activated.connect(lambda _at: self.chosen.emit(self.source))

    @property
    def source(self) -> str | None:
        """The slug of the network; None for the candidate."""
        slug = self.box.currentData()
        return slug if isinstance(slug, str) else None

    def show_source(self, source: str | None) -> None:
        """Shows a source; one that is not among the known is added by its own name."""
        at = 0 if source is None else self.box.findData(source)
        if at < 0 and source is not None:
            self.box.addItem(shown(network_name(source)), source)
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)
