"""The lines of the list of changes: keys, entries, fields and words, each of which leads to its
place and can be reverted.

A line is a button as a whole; what is inside it is for the pointer. By keys the list is one stop
of Tab, walked with the arrows: Enter goes to the place, Delete reverts, Space ticks the key.
"""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
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
    QMenu,
    QSizePolicy,
    QStyle,
    QWidget,
)

from gui.i18n import _, listed, pgettext
from gui.model.comparison import Effect
from gui.model.values import Place
from gui.views.buttons import Button
from gui.views.icons import IconButton
from gui.views.panels.changes_face import GLYPH, Face
from gui.views.panels.changes_items import Item, LineId, What
from gui.views.ring import CheckBox
from gui.views.text import set_tip, shown
from gui.views.theme import Roles, Space, current_roles, grown, mix, type_font

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

    def toggle_all(self, stop: Stop) -> None:
        """Shows all of a long text, or less of it again."""

    def grew(self, sign: LineId) -> None:
        """A card has more lines than before, of which this is the first."""

    def keeps(self, stop: Stop) -> bool:
        """Whether a line has to stay although it is out of sight."""

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
        self.revert_button = IconButton(
            "revert", _("Revert"), role="quiet", side=GLYPH, parent=self
        )
        self.revert_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.revert_button.clicked.connect(lambda: self.owner.revert(self.item))

    @property
    def can_revert(self) -> bool:
        """Whether there is a way back from this alone: an order goes back with its list."""
        return self.item.what is not What.ORDER

    def show_item(self, item: Item) -> None:
        """Shows an item of the same sign."""
        self.item = item
        state = _("kept for later") if self.owner.is_held(item.place.key) else ""
        self.setAccessibleName(listed(part for part in (item.spoken, state) if part))
        self.setAccessibleDescription(_("Enter goes there, Delete reverts, Space ticks"))
        self.revert_button.set_label(
            _("Revert {what}").format(what=item.title), pgettext("key", "Delete")
        )
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

    It shows a face, which knows how high it is and paints it; the row has its button and tick.
    """

    def __init__(self, owner: Owner, face: Face, parent: QWidget) -> None:
        super().__init__(owner, face.item, parent)
        self.face = face
        self.tick: CheckBox | None = None
        self.more: Button | None = None
        self._showing = False
        if face.has_tick:
            self.tick = CheckBox(self)
            self.tick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.tick.toggled.connect(self._on_ticked)
        self.show_face()

    def show_face(self) -> None:
        """Shows the face as it is now."""
        face = self.face
        self.show_item(face.item)
        if self.tick is not None:
            self._showing = True
            self.tick.setChecked(not face.held)
            self._showing = False
            self.tick.setAccessibleName(_("Send {field}").format(field=face.item.title))
            tip = _("Keep for later") if not face.held else _("Send with the rest")
            set_tip(self.tick, tip, _("Space"))
        if face.is_long and self.more is None:
            self.more = Button(_("Show all"), kind="quiet", parent=self)
            self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.more.clicked.connect(lambda: self.owner.toggle_all(self))
        if self.more is not None:
            self.more.set_text(_("Show less") if face.shows_all else _("Show all"))
            self.more.setVisible(face.is_long)
        self._place()
        self.update()

    # --- Qt's side -------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        width = max(self.width(), 160)
        return QSize(width, self.face.height(width, wide=self.owner.is_wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.face.paint(
            painter, self.width(), wide=self.owner.is_wide, mirrored=self.isRightToLeft()
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    # --- inside ----------------------------------------------------------------------------

    def _place(self) -> None:
        width = self.width()
        self.revert_button.setGeometry(self._mirrored(self.face.revert_rect(width)))
        if self.tick is not None:
            self.tick.setGeometry(self._mirrored(self.face.tick_rect(width)))
        if self.more is not None:
            spot = self.face.more_spot(width, wide=self.owner.is_wide)
            self.more.setGeometry(self._mirrored(QRect(spot, self.more.sizeHint())))

    def _mirrored(self, area: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), area)

    def _on_ticked(self, on: bool) -> None:
        if not self._showing:
            self.owner.hold(self.item.place.key, not on)


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
        self.setAccessibleName(listed(part for part in parts if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        text = metrics.horizontalAdvance(self._text())
        side = grown(_CHIP)
        return QSize(Space.M + text + Space.XS + side, max(side, metrics.height() + Space.S))

    def minimumSizeHint(self) -> QSize:
        return QSize(grown(_CHIP) * 3, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        size = self.height()
        left = 0 if self.isRightToLeft() else self.width() - size
        self.revert_button.setGeometry(QRect(left, 0, size, size))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        roles = current_roles()
        metrics = QFontMetrics(self._font())
        room = self.rect().adjusted(Space.M, 0, -grown(_CHIP), 0)
        if self.isRightToLeft():
            room = self.rect().adjusted(grown(_CHIP), 0, -Space.M, 0)
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
