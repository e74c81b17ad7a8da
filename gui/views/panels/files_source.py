"""Where a picture comes from: the candidate, or one of the networks of API §5.9."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.networks import NETWORKS, network_name, same_network
from gui.views.buttons import Button
from gui.views.text import Label, shown
from gui.views.theme import Space


class _Box(QComboBox):
    """The list; the wheel scrolls the panel and not the choice under the pointer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SourceChoice(QWidget):
    """The label and the list; below, the network that the picture's address tells, as an offer.

    Signal: `chosen(slug | None)` when the person chose another.
    """

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
        self.box.activated.connect(lambda _at: self._choose())
        self._offered: str | None = None
        self.offer_button = Button("", kind="quiet", icon_name="globe", dense=True)
        self.offer_button.clicked.connect(self._take_offer)
        column.addWidget(self.offer_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.offer_button.hide()

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
        self._show_offer()

    def offer(self, source: str | None) -> None:
        """Offers a network, or none; what is set already is not offered."""
        self._offered = source
        self._show_offer()

    def _choose(self) -> None:
        self._show_offer()
        self.chosen.emit(self.source)

    def _take_offer(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_source(self._offered)
        self.chosen.emit(self.source)

    def _show_offer(self) -> None:
        offered, here = self._offered, self.source
        is_new = offered is not None and (here is None or not same_network(offered, here))
        if is_new and offered is not None:
            text = _("Its address says {network}: use that")
            self.offer_button.set_text(text.format(network=network_name(offered)))
        self.offer_button.setVisible(is_new)
