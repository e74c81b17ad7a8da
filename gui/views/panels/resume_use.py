"""The list of all fields that a selection of the resume can go to, with what it would become in
each; typing filters it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _
from gui.services.resume_targets import Fit
from gui.views.fields.popup import show_below
from gui.views.icons import make_clearable
from gui.views.text import Label, isolated, shown
from gui.views.theme import Space, current_roles, mix

_FIT: Final = Qt.ItemDataRole.UserRole
_WIDTH: Final = 380
_MOST_ROWS: Final = 9
_MARGIN: Final = 8


class UseAs(QFrame):
    """Signal: `chosen(Fit)`. Closes by itself on a click elsewhere, on Esc, and when chosen."""

    chosen = Signal(object)

    def __init__(self, fits: Sequence[Fit], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "raised")
        self.setObjectName("use_as")
        self.setAccessibleName(_("Use the selected text as"))
        self._fits = tuple(fits)
        self.line = _FilterLine()
        self.line.setPlaceholderText(_("Use as…"))
        self.line.setAccessibleName(_("Use the selected text as"))
        make_clearable(self.line)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(_("Fields"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_FitDelegate(self.list))
        self.hint = Label(role="small", elide=True)
        self.hint.setMinimumHeight(self.hint.fontMetrics().height())
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self.line)
        column.addWidget(self.list)
        column.addWidget(self.hint)
        self.line.textChanged.connect(self._filter)
        self.line.stepped.connect(self._step)
        self.line.entered.connect(self._choose)
        self.line.escaped.connect(self.close)
        self.list.itemClicked.connect(self._on_clicked)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.currentItemChanged.connect(lambda *_items: self._show_hint())
        self._filter("")

    def show_at(self, widget: QWidget) -> None:
        """Opens beside a widget, with the keys going to its line."""
        self.setFixedWidth(_WIDTH)
        height = self.list.sizeHintForRow(0) * min(len(self._fits), _MOST_ROWS)
        self.list.setFixedHeight(height + 2)
        show_below(self, widget)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def current(self) -> Fit | None:
        """What Enter would choose."""
        found = self.list.currentIndex().data(_FIT)
        return found if isinstance(found, Fit) else None

    # --- inside ----------------------------------------------------------------------------

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        self.list.clear()
        for fit in self._fits:
            name = fit.name.casefold()
            if all(any(part.startswith(word) for part in name.split()) for word in wanted):
                said = " — ".join(part for part in (fit.name, fit.value or fit.hint) if part)
                item = QListWidgetItem(shown(said))
                item.setData(_FIT, fit)
                if not fit.value:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
                self.list.addItem(item)
        self._go_to_first()
        self._show_hint()

    def _go_to_first(self) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentRow(row)
                return
        self.list.setCurrentRow(0 if self.list.count() else -1)

    def _step(self, by: int) -> None:
        count = self.list.count()
        if count:
            self.list.setCurrentRow((self.list.currentRow() + by) % count)

    def _show_hint(self) -> None:
        fit = self.current
        if fit is None:
            text = _("No field is called so.") if self.line.text().strip() else ""
        else:
            text = fit.hint or _("Enter puts it there, Esc closes.")
        self.hint.setText(text)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.list.setCurrentItem(item)
        self._choose()

    def _choose(self) -> None:
        fit = self.current
        if fit is not None and fit.value:
            self.close()
            self.chosen.emit(fit)


class _FilterLine(QLineEdit):
    """Signals: `stepped(by)` for the arrow keys, `entered()`, `escaped()`."""

    stepped = Signal(int)
    entered = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class _FitDelegate(QStyledItemDelegate):
    """The field's name at the leading side, what the selection becomes at the far one."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, max(option.fontMetrics.height() + 2 * _MARGIN, 32))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        fit = index.data(_FIT)
        if not isinstance(fit, Fit):
            return
        roles = current_roles()
        faint = mix(roles.text, roles.raised, 0.55)
        inside = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        metrics = option.fontMetrics
        fits = bool(fit.value)
        name_width = min(metrics.horizontalAdvance(fit.name) + Space.M, inside.width() // 2)
        left, right = QRect(inside), QRect(inside)
        left.setWidth(name_width)
        right.setLeft(inside.left() + name_width + Space.S)
        if option.direction is Qt.LayoutDirection.RightToLeft:
            left.moveRight(inside.right())
            right.moveLeft(inside.left())
        name = metrics.elidedText(fit.name, Qt.TextElideMode.ElideRight, left.width())
        value = metrics.elidedText(fit.value or "—", Qt.TextElideMode.ElideRight, right.width())
        painter.save()
        for rect, text, color, side in (
            (left, name, roles.text if fits else faint, Qt.AlignmentFlag.AlignLeading),
            (right, value, roles.quiet if fits else faint, Qt.AlignmentFlag.AlignTrailing),
        ):
            painter.setPen(QColor(color))
            flags = QStyle.visualAlignment(option.direction, side | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, isolated(text))
        painter.restore()
