"""Text with marked words, and two of them side by side.

Plain text always: what is marked is painted, never written as markup. Removed words are struck
through, added ones underlined, both on a ground of their own colour.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.texts import READING_LIMIT
from gui.views.buttons import Button
from gui.views.panels.changes_excerpt import SHOWN_LIMIT, Look, Piece, side_by_side
from gui.views.panels.changes_items import Pair
from gui.views.text import shown
from gui.views.theme import Roles, Space, current_roles, type_font

LEAD: Final = Space.XL
"""Width of the column for ticks, icons and signs, in which all lines of the list begin."""
_BREAK: Final = "\u2028"
"""What a text layout takes for the end of a line."""


class Sign(enum.Enum):
    """The sign before a text: which of the two it is, told by shape as well as by colour."""

    NONE = ""
    BEFORE = "−"
    AFTER = "+"


class DiffText(QWidget):
    """A text in pieces; as high as it needs for its width. Only looked at."""

    def __init__(self, sign: Sign = Sign.NONE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self._pieces: tuple[Piece, ...] = ()
        self._note = ""
        self._left_to_right = False
        self._is_faint = False
        self._layout: QTextLayout | None = None
        self._layout_width = -1.0
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def text(self) -> str:
        """What is shown, without its marks; the note where there is no text."""
        return "".join(piece.text for piece in self._pieces) or self._note

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return self._pieces

    def show_pieces(
        self, pieces: Sequence[Piece], *, note: str = "", left_to_right: bool = False
    ) -> None:
        """Shows these pieces, or the note where there are none."""
        state = (tuple(pieces), note, left_to_right)
        if state != (self._pieces, self._note, self._left_to_right):
            self._pieces, self._note, self._left_to_right = state
            self._forget_layout()

    def set_faint(self, faint: bool) -> None:
        """Shows the text as one that does not count now."""
        if faint != self._is_faint:
            self._is_faint = faint
            self._forget_layout()

    # --- Qt's side -------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            # Layouts ask dozens of times, for the same few widths.
            height = self._heights[width] = round(self._laid_out(width).boundingRect().height())
        return height

    def sizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAD + 48, QFontMetrics(type_font("body")).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        layout = self._laid_out(self.width())
        painter = QPainter(self)
        painter.setPen(QColor(self._color(current_roles())))
        mirrored = self.isRightToLeft()
        gutter = self._gutter()
        layout.draw(painter, QPointF(0 if mirrored else gutter, 0))
        if gutter:
            roles = current_roles()
            color = roles.removed if self._sign is Sign.BEFORE else roles.added
            painter.setFont(type_font("strong"))
            painter.setPen(QColor(roles.quiet if self._is_faint else color))
            left = self.width() - Space.L if mirrored else 0
            box = QRectF(left, 0, Space.L, layout.lineAt(0).height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._sign.value)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (
            QEvent.Type.PaletteChange,
            QEvent.Type.ApplicationFontChange,
            QEvent.Type.LayoutDirectionChange,
        ):
            self._forget_layout()

    # --- inside ----------------------------------------------------------------------------

    def _forget_layout(self) -> None:
        self._layout = None
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def _gutter(self) -> int:
        return 0 if self._sign is Sign.NONE else LEAD

    def _color(self, roles: Roles) -> str:
        return roles.quiet if self._is_faint or not self._pieces else roles.text

    def _laid_out(self, width: int) -> QTextLayout:
        room = float(max(width - self._gutter(), 24))
        if self._layout is None:
            self._layout = self._made()
            self._layout_width = -1.0
        if self._layout_width != room:
            self._layout_width = room
            self._layout.beginLayout()
            top = 0.0
            while (line := self._layout.createLine()).isValid():
                line.setLineWidth(room)
                line.setPosition(QPointF(0, top))
                top += line.height()
            self._layout.endLayout()
        return self._layout

    def _made(self) -> QTextLayout:
        roles = current_roles()
        texts: list[str] = []
        formats: list[QTextLayout.FormatRange] = []
        at = 0
        for piece in self._pieces:
            text = _as_shown(piece)
            length = len(text.encode("utf-16-le")) // 2  # Qt counts so
            if piece.look is not Look.SAME:
                part = QTextLayout.FormatRange()
                part.start, part.length = at, length
                part.format = _format(piece.look, roles, is_faint=self._is_faint)
                formats.append(part)
            texts.append(text)
            at += length
        layout = QTextLayout("".join(texts) or self._note, type_font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(
            Qt.LayoutDirection.LeftToRight
            if self._left_to_right
            else Qt.LayoutDirection.LayoutDirectionAuto
        )
        # Beside its sign, whichever way the text runs.
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setFormats(formats)
        layout.setCacheEnabled(True)
        return layout


def _as_shown(piece: Piece) -> str:
    """The text of a piece, with blanks made visible where nothing else is marked."""
    text = shown(piece.text, limit=READING_LIMIT, lines=True)
    if piece.look in (Look.REMOVED, Look.ADDED) and not text.strip():
        text = text.replace(" ", "·").replace("\u00a0", "°").replace("\n", "↵\n")
    return text.replace("\n", _BREAK)


def _format(look: Look, roles: Roles, *, is_faint: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontStrikeOut(look is Look.REMOVED)
    made.setFontUnderline(look is Look.ADDED)
    if is_faint or look is Look.GAP:
        made.setForeground(QColor(roles.quiet))
    elif look is Look.REMOVED:
        made.setForeground(QColor(roles.removed))
        made.setBackground(QColor(roles.removed_soft))
    else:
        made.setForeground(QColor(roles.added))
        made.setBackground(QColor(roles.added_soft))
    return made


class PairView(QWidget):
    """A value before and after: side by side where there is room, else one below the other.

    Long texts show what is near their changes; `grew` tells that the person asked for all of it.
    """

    grew = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair: Pair | None = None
        self._shows_all = False
        self.before = DiffText(Sign.BEFORE)
        self.after = DiffText(Sign.AFTER)
        self._texts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._texts.setSpacing(Space.XS)
        for side in (self.before, self.after):
            self._texts.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        self.more: Button | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addLayout(self._texts)

    @property
    def can_grow(self) -> bool:
        """Whether there is more to show, or less again."""
        return self.more is not None and not self.more.isHidden()

    @property
    def shows_all(self) -> bool:
        return self._shows_all

    def show_pair(self, pair: Pair) -> None:
        """Shows both sides with their differences marked."""
        if pair != self._pair:
            self._pair = pair
            self._show()

    def set_wide(self, wide: bool) -> None:
        """Puts both side by side, or one below the other."""
        direction = QBoxLayout.Direction
        self._texts.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._texts.setSpacing(Space.M if wide else Space.XS)

    def set_faint(self, faint: bool) -> None:
        """Shows both as not counting now."""
        self.before.set_faint(faint)
        self.after.set_faint(faint)

    def toggle_all(self) -> None:
        """Shows all of a long text, or only what is near its changes again."""
        if self.can_grow:
            self._shows_all = not self._shows_all
            self._show()
            self.grew.emit()

    def _show(self) -> None:
        pair = self._pair
        if pair is None:
            return
        is_long = max(len(pair.before), len(pair.after)) > SHOWN_LIMIT
        self._shows_all = self._shows_all and is_long
        sides = side_by_side(
            pair.before, pair.after, words=pair.by_words, everything=self._shows_all
        )
        ltr = pair.left_to_right
        self.before.show_pieces(sides.before, note=pair.before_note, left_to_right=ltr)
        self.after.show_pieces(sides.after, note=pair.after_note, left_to_right=ltr)
        if is_long and self.more is None:
            self.more = self._made_more()
        if self.more is not None:
            self.more.set_text(_("Show less") if self._shows_all else _("Show all"))
            self.more.setVisible(is_long)

    def _made_more(self) -> Button:
        more = Button(_("Show all"), kind="quiet")
        more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        more.clicked.connect(self.toggle_all)
        row = QHBoxLayout()
        row.setContentsMargins(LEAD - Space.S, 0, 0, 0)  # its text under the texts above
        row.addWidget(more)
        row.addStretch(1)
        self._column.addLayout(row)
        return more
