"""The lines of the list of changes: keys, entries, fields and words, each of which leads to its
place and can be reverted.

A line is a button as a whole; what is inside it is for the pointer. By keys the list is one stop
of Tab, walked with the arrows: Enter goes to the place, Delete reverts, Space ticks the key.
"""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _
from gui.model.comparison import Effect
from gui.model.values import Place
from gui.views.icons import Glyph, IconButton, IconRole
from gui.views.panels.changes_items import Item, What
from gui.views.panels.changes_text import LEAD, PairView
from gui.views.text import Label, set_tip, shown
from gui.views.theme import Roles, Space, TextRole, current_roles, mix, type_font

_MARKS: Final[dict[Effect, tuple[str, IconRole]]] = {
    Effect.ADDED: ("plus", "added"),
    Effect.REMOVED: ("trash", "removed"),
    Effect.EDITED: ("edit", "changed"),
}
_ROLES: Final[dict[What, TextRole]] = {What.KEY: "strong", What.FIELD: "label"}
_GLYPH: Final = 16
_REVERT: Final = 28
_CHIP: Final = 28


class Owner(Protocol):
    """Who does what the lines ask for."""

    @property
    def is_wide(self) -> bool:
        """Whether two texts stand side by side."""

    def go(self, place: Place) -> None:
        """Leads to a place in the form."""

    def revert(self, item: Item) -> None:
        """Puts back what an item is about."""

    def hold(self, key: str, held: bool) -> None:
        """Keeps a key for later, or lets it be sent."""

    def is_held(self, key: str) -> bool:
        """Whether a key is kept for later."""

    def entered(self, stop: Stop) -> None:
        """A line has got the focus."""

    def pressed(self, stop: Stop, key: int) -> bool:
        """A key was pressed on a line; whether it meant something."""


class Stop(QAbstractButton):
    """One line, or chip, that the arrow keys stop at."""

    def __init__(self, owner: Owner, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.owner = owner
        self.item = item
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: self.owner.go(self.item.place))
        self.revert_button = IconButton("revert", _("Revert"), role="quiet", parent=self)
        self.revert_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.revert_button.setIconSize(QSize(_GLYPH, _GLYPH))
        self.revert_button.clicked.connect(lambda: self.owner.revert(self.item))

    @property
    def can_revert(self) -> bool:
        """Whether there is a way back from this alone: an order goes back with its list."""
        return self.item.what is not What.ORDER

    def show_item(self, item: Item) -> None:
        """Shows an item of the same sign."""
        self.item = item
        state = _("kept for later") if self.owner.is_held(item.place.key) else ""
        self.setAccessibleName(", ".join(part for part in (item.spoken, state) if part))
        self.setAccessibleDescription(_("Enter goes there, Delete reverts, Space ticks"))
        self.revert_button.set_label(_("Revert {what}").format(what=item.title), _("Delete"))
        self.revert_button.setVisible(self.can_revert)

    # --- Qt's side -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain_key = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (plain_key and self.owner.pressed(self, event.key())):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # a button would take the space bar for a click

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.owner.entered(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Go there"), lambda: self.owner.go(self.item.place))
        if self.can_revert:
            menu.addAction(_("Revert"), lambda: self.owner.revert(self.item))
        menu.addSeparator()
        key = self.item.place.key
        held = self.owner.is_held(key)
        text = _("Send with the rest") if held else _("Keep for later")
        menu.addAction(text, lambda: self.owner.hold(key, not held))
        menu.popup(event.globalPos())

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, roles)
        if self.hasFocus():
            painter.setPen(QPen(QColor(roles.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = self._radius()
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _radius(self) -> float:
        return 6.0

    def _paint_ground(self, painter: QPainter, roles: Roles) -> None:
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mix(roles.surface, roles.hover, 0.6)))
            painter.drawRoundedRect(QRectF(self.rect()), self._radius(), self._radius())


class Row(Stop):
    """A line over the whole width: a key, an entry, a field of one, or that the order changed.

    Only what a line needs is made, as a long list has hundreds of them.
    """

    def __init__(self, owner: Owner, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(owner, item, parent)
        self.tick: QCheckBox | None = None
        self.pair: PairView | None = None
        self._mark: Glyph | None = None
        self._aside: Label | None = None
        self._detail: Label | None = None
        self._fault: _Fault | None = None
        self._showing = False
        self._shown: tuple[Item, bool] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        role: TextRole = _ROLES.get(item.what, "body")
        self.title = Label(role=role, wrap=True)
        self.title.setMinimumHeight(max(_REVERT, self.title.fontMetrics().height()))

        top = QHBoxLayout()
        top.setSpacing(0)
        self._add_lead(top)
        top.addWidget(self.title, 1)
        if item.what is What.KEY and item.pair is not None:
            self._aside = Label(role="small", elide=True)
            top.addSpacing(Space.S)
            top.addWidget(self._aside)
        top.addWidget(self.revert_button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        left = 2 * Space.S if item.what is What.ORDER else Space.S  # in line with the entries
        self._column.setContentsMargins(left, 0, Space.XS, 0)
        self._column.setSpacing(0)
        self._column.addLayout(top)
        if item.pair is not None:
            self.pair = PairView()
            self.pair.setContentsMargins(0, 0, Space.S, Space.XS)
            self.pair.set_wide(owner.is_wide)
            self._column.addWidget(self.pair)
        self.show_item(item)

    def show_item(self, item: Item) -> None:
        held = self.owner.is_held(item.place.key)
        if (item, held) == self._shown:
            return
        self._shown = (item, held)
        super().show_item(item)
        self.title.setText(item.title)
        self.title.set_tone("quiet" if held or item.what is What.FIELD else "text")
        key = _("kept for later") if held else item.place.key
        if self._aside is not None:
            self._aside.setText(key)
        # The long names of lists leave no room for their keys beside them.
        is_list = item.what is What.KEY and item.pair is None
        self._show_detail(key if is_list else item.detail)
        self._show_fault(item.fault)
        if self._mark is not None:
            name, mark_role = self._mark_look()
            self._mark.show_icon(name, "quiet" if held else mark_role)
        if self.tick is not None:
            self._showing = True
            self.tick.setChecked(not held)
            self._showing = False
            self.tick.setAccessibleName(_("Send {field}").format(field=item.title))
            tip = _("Keep for later") if not held else _("Send with the rest")
            set_tip(self.tick, tip, _("Space"))
        if self.pair is not None and item.pair is not None:
            self.pair.show_pair(item.pair)
            self.pair.set_faint(held)

    def _show_detail(self, text: str) -> None:
        if self._detail is None and text:
            self._detail = Label(role="small", wrap=True)
            self._detail.setContentsMargins(LEAD, 0, 0, Space.XS)
            self._column.insertWidget(1, self._detail)
        if self._detail is not None:
            self._detail.setText(text)
            self._detail.setVisible(bool(text))

    def _show_fault(self, text: str) -> None:
        if self._fault is None and text:
            self._fault = _Fault()
            self._column.addWidget(self._fault)
        if self._fault is not None:
            self._fault.label.setText(text)
            self._fault.setVisible(bool(text))

    def _add_lead(self, top: QHBoxLayout) -> None:
        """Adds what stands before the title: the tick of a key, else a mark or nothing."""
        if self.item.what is What.KEY:
            self.tick = QCheckBox()
            self.tick.setFixedSize(LEAD, LEAD)
            self.tick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.tick.toggled.connect(self._on_ticked)
            top.addWidget(self.tick)
        elif self.item.what is What.FIELD:
            top.addSpacing(LEAD)
        else:
            self._mark = Glyph(*self._mark_look(), side=_GLYPH)
            lead = QVBoxLayout()
            lead.setContentsMargins(0, (_REVERT - _GLYPH) // 2, LEAD - _GLYPH, 0)
            lead.addWidget(self._mark)
            lead.addStretch(1)
            top.addLayout(lead)

    def _mark_look(self) -> tuple[str, IconRole]:
        if self.item.effect is None:
            return ("sort", "changed")
        return _MARKS[self.item.effect]

    def _on_ticked(self, on: bool) -> None:
        if not self._showing:
            self.owner.hold(self.item.place.key, not on)


class _Fault(QWidget):
    """Why an item cannot be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.label = Label(role="small", tone="error", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, Space.S, Space.XS)
        row.setSpacing(LEAD - _GLYPH)
        row.addWidget(Glyph("error", "error", side=_GLYPH), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)


class Chip(Stop):
    """A word that was added or removed; the sign before it says which."""

    def __init__(self, owner: Owner, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(owner, item, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        set_tip(self, item.title)
        self.show_item(item)

    def show_item(self, item: Item) -> None:
        super().show_item(item)
        effect = _("added") if item.effect is Effect.ADDED else _("removed")
        held = _("kept for later") if self.owner.is_held(item.place.key) else ""
        parts = (_("{effect} {word}").format(effect=effect, word=item.title), held)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        text = metrics.horizontalAdvance(self._text())
        return QSize(Space.M + text + Space.XS + _CHIP, max(_CHIP, metrics.height() + Space.S))

    def minimumSizeHint(self) -> QSize:
        return QSize(_CHIP * 3, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        size = self.height()
        left = 0 if self.isRightToLeft() else self.width() - size
        self.revert_button.setGeometry(QRect(left, 0, size, size))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        roles = current_roles()
        metrics = QFontMetrics(self._font())
        room = self.rect().adjusted(Space.M, 0, -_CHIP, 0)
        if self.isRightToLeft():
            room = self.rect().adjusted(_CHIP, 0, -Space.M, 0)
        sign = self._sign()
        sign_width = metrics.horizontalAdvance(sign + " ")
        painter = QPainter(self)
        painter.setPen(QColor(self._color(roles)))
        painter.setFont(type_font("strong"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(room, flags, sign)
        painter.setFont(self._font())
        if self.isRightToLeft():
            room.setRight(room.right() - sign_width)
        else:
            room.setLeft(room.left() + sign_width)
        word = metrics.elidedText(shown(self.item.title), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags | Qt.TextFlag.TextSingleLine, word)

    def _radius(self) -> float:
        return self.height() / 2

    def _paint_ground(self, painter: QPainter, roles: Roles) -> None:
        added = self.item.effect is Effect.ADDED
        soft = roles.added_soft if added else roles.removed_soft
        edge = roles.added if added else roles.removed
        if self.owner.is_held(self.item.place.key):
            soft, edge = roles.hover, roles.quiet
        if self.underMouse():
            soft = mix(soft, edge, 0.12)
        painter.setPen(QPen(QColor(mix(soft, edge, 0.35)), 1))
        painter.setBrush(QColor(soft))
        radius = self._radius()
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _sign(self) -> str:
        return "+" if self.item.effect is Effect.ADDED else "−"

    def _text(self) -> str:
        return f"{self._sign()} {shown(self.item.title)}"

    def _color(self, roles: Roles) -> str:
        if self.owner.is_held(self.item.place.key):
            return roles.quiet
        return roles.added if self.item.effect is Effect.ADDED else roles.removed

    def _font(self) -> QFont:
        font = type_font("body")
        font.setUnderline(self.item.effect is Effect.ADDED)
        font.setStrikeOut(self.item.effect is Effect.REMOVED)
        return font
