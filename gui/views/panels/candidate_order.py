"""The button that chooses in which order the list of candidates stands; it is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from gui.i18n import N_, _
from gui.services.candidate_list import CandidateList, Order
from gui.views.icons import IconButton

_KEPT_AS: Final = "candidate_order"
_WORDS: Final[Mapping[Order, str]] = {
    Order.SERVICE: N_("As Workable lists them"),
    Order.NAME: N_("By name"),
    Order.CHANGED: N_("Last changed first"),
    Order.JOB: N_("By job"),
    Order.STAGE: N_("By stage"),
}


class Memory(Protocol):
    """Where the choice is kept; nothing of a record."""

    def recall(self, name: str) -> str: ...

    def keep(self, name: str, value: str) -> None: ...


class Forgetful:
    """Keeps nothing."""

    def recall(self, _name: str) -> str:
        return ""

    def keep(self, _name: str, _value: str) -> None:
        pass


class OrderButton(IconButton):
    """Opens a menu with the orders, the one in force ticked."""

    def __init__(self, source: CandidateList, memory: Memory) -> None:
        super().__init__("sort", _("Sort candidates"))
        self._source = source
        self._memory = memory
        self.menu_of_orders = QMenu(self)
        group = QActionGroup(self)
        self._actions: dict[Order, QAction] = {}
        for order, words in _WORDS.items():
            action = self._actions[order] = self.menu_of_orders.addAction(_(words))
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _on=True, order=order: self._choose(order))
        self.clicked.connect(self._open)
        kept = memory.recall(_KEPT_AS)
        known = {order.value: order for order in Order}
        self._show(known.get(kept, Order.SERVICE))

    def _open(self) -> None:
        corner = self.rect().bottomRight() if self.isRightToLeft() else self.rect().bottomLeft()
        at = self.mapToGlobal(corner + QPoint(0, 1))
        if self.isRightToLeft():
            at -= QPoint(self.menu_of_orders.sizeHint().width(), 0)
        self.menu_of_orders.popup(at)

    def _choose(self, order: Order) -> None:
        self._memory.keep(_KEPT_AS, order.value)
        self._show(order)

    def _show(self, order: Order) -> None:
        self._actions[order].setChecked(True)
        self.setAccessibleDescription(self._actions[order].text())
        self._source.put_in_order(order)
