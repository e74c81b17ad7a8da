"""Text with marked words: measured for any width, and painted.

Plain text always: what is marked is painted, never written as markup. Removed words are struck
through, added ones underlined, both on a ground of their own colour.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gui.model.texts import READING_LIMIT
from gui.views.panels.changes_excerpt import Look, Piece
from gui.views.text import Tone, shown
from gui.views.theme import Roles, Space, TextRole, current_roles, grown, type_font

LEAD: Final = Space.XL
"""Width of the column for ticks, icons and signs, in which all lines of the list begin; grows."""
_BREAK: Final = "\u2028"
"""What a text layout takes for the end of a line."""
_NARROWEST: Final = 24


class Sign(enum.Enum):
    """The sign before a text: which of the two it is, told by shape as well as by colour."""

    NONE = ""
    BEFORE = "−"
    AFTER = "+"


@dataclass(frozen=True, slots=True)
class _Type:
    """A step of the type scale, and how high a line of it is."""

    font: QFont
    metrics: QFontMetricsF
    line: int


_TYPES: Final[dict[tuple[TextRole, str], _Type]] = {}


def _type_of(role: TextRole) -> _Type:
    key = (role, QApplication.font().key())
    known = _TYPES.get(key)
    if known is None:
        font = type_font(role)
        layout = QTextLayout("x", font)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(100)
        layout.endLayout()
        known = _TYPES[key] = _Type(font, QFontMetricsF(font), round(line.height()))
    return known


class MarkedText:
    """A text in pieces, as high as it needs for a width.

    No widget: a long list has hundreds of them and shows a few. Most are one line of plain
    letters, whose height is known without laying them out.
    """

    def __init__(
        self, sign: Sign = Sign.NONE, *, role: TextRole = "body", tone: Tone = "text"
    ) -> None:
        self._sign = sign
        self._role: TextRole = role
        self._tone: Tone = tone
        self._pieces: tuple[Piece, ...] = ()
        self._later: tuple[str, Callable[[], Sequence[Piece]]] | None = None
        self._note = ""
        self._left_to_right = False
        self._is_faint = False
        self._layout: QTextLayout | None = None
        self._laid_for: tuple[float, bool, Roles] | None = None
        self._heights: dict[int, int] = {}

    @property
    def text(self) -> str:
        """What is shown, without its marks; the note where there is no text."""
        if self._later is not None:
            return self._later[0] or self._note
        return "".join(piece.text for piece in self._pieces) or self._note

    @property
    def pieces(self) -> tuple[Piece, ...]:
        if self._later is not None:
            self._pieces, self._later = tuple(self._later[1]()), None
        return self._pieces

    def show_text(self, text: str) -> bool:
        """Shows a text without marks; False when it is the one shown."""
        return self.show_pieces((Piece(Look.SAME, text),) if text else ())

    def show_pieces(
        self, pieces: Sequence[Piece], *, note: str = "", left_to_right: bool = False
    ) -> bool:
        """Shows these pieces, or the note where there are none; False when nothing differs."""
        state = (tuple(pieces), note, left_to_right)
        if self._later is None and state == (self._pieces, self._note, self._left_to_right):
            return False
        self._pieces, self._note, self._left_to_right = state
        self._later = None
        self.forget()
        return True

    def show_later(
        self,
        text: str,
        pieces: Callable[[], Sequence[Piece]],
        *,
        note: str = "",
        left_to_right: bool = False,
    ) -> None:
        """Shows a text whose pieces are asked for when it is painted, or is not a short line."""
        self._later = (text, pieces)
        self._note, self._left_to_right = note, left_to_right
        self.forget()

    def set_tone(self, tone: Tone) -> None:
        self._tone = tone

    def set_faint(self, faint: bool) -> bool:
        """Shows the text as one that does not count now; False when it is shown so."""
        if faint == self._is_faint:
            return False
        self._is_faint = faint
        self._laid_for = None
        return True

    def forget(self) -> None:
        """Measures anew, after the fonts changed."""
        self._layout = self._laid_for = None
        self._heights.clear()

    def height(self, width: int) -> int:
        """Logical pixels that the text needs, its sign included in the width."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._measured(width)
        return height

    @property
    def line_height(self) -> int:
        return _type_of(self._role).line

    def paint(self, painter: QPainter, spot: QPointF, width: int, *, mirrored: bool) -> None:
        """Paints the text with its sign, from a top left corner."""
        roles = current_roles()
        gutter = self._gutter()
        layout = self._laid_out(width, mirrored=mirrored, roles=roles)
        painter.setPen(QColor(self._color(roles)))
        layout.draw(painter, spot + QPointF(0 if mirrored else gutter, 0))
        if gutter:
            color = roles.removed if self._sign is Sign.BEFORE else roles.added
            painter.setFont(_type_of("strong").font)
            painter.setPen(QColor(roles.quiet if self._is_faint else color))
            left = width - Space.L if mirrored else 0
            box = QRectF(spot.x() + left, spot.y(), Space.L, layout.lineAt(0).height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._sign.value)

    # --- inside ----------------------------------------------------------------------------

    def _gutter(self) -> int:
        return 0 if self._sign is Sign.NONE else grown(LEAD)

    def _color(self, roles: Roles) -> str:
        if self._is_faint or not self.pieces:
            return roles.quiet
        return str(getattr(roles, self._tone))

    def _measured(self, width: int) -> int:
        text, room = self.text, max(width - self._gutter(), _NARROWEST)
        kind = _type_of(self._role)
        # A little more room than the text in one piece: its marks may make blanks visible.
        if (
            text.isascii()
            and text.isprintable()
            and kind.metrics.horizontalAdvance(text) * 1.05 + 2 < room
        ):
            return kind.line
        layout = self._laid_out(width, mirrored=False, roles=current_roles())
        return round(layout.boundingRect().height())

    def _laid_out(self, width: int, *, mirrored: bool, roles: Roles) -> QTextLayout:
        room = float(max(width - self._gutter(), _NARROWEST))
        wanted = (room, mirrored, roles)
        layout = self._layout
        if layout is None or self._laid_for != wanted:
            if layout is None or self._laid_for is None or self._laid_for[1:] != wanted[1:]:
                layout = self._layout = self._made(mirrored=mirrored, roles=roles)
            self._laid_for = wanted
            layout.beginLayout()
            top = 0.0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(room)
                line.setPosition(QPointF(0, top))
                top += line.height()
            layout.endLayout()
        return layout

    def _made(self, *, mirrored: bool, roles: Roles) -> QTextLayout:
        texts: list[str] = []
        formats: list[QTextLayout.FormatRange] = []
        at = 0
        for piece in self.pieces:
            text = _as_shown(piece)
            length = len(text.encode("utf-16-le", "surrogatepass")) // 2  # Qt counts so
            if piece.look is not Look.SAME:
                part = QTextLayout.FormatRange()
                part.start, part.length = at, length
                part.format = _format(piece.look, roles, is_faint=self._is_faint)
                formats.append(part)
            texts.append(text)
            at += length
        layout = QTextLayout("".join(texts) or self._note, _type_of(self._role).font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(
            Qt.LayoutDirection.LeftToRight
            if self._left_to_right
            else Qt.LayoutDirection.LayoutDirectionAuto
        )
        # Beside its sign, whichever way the text runs.
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
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


class DiffText(QWidget):
    """A marked text as a widget for layouts; as high as it needs for its width."""

    def __init__(self, sign: Sign = Sign.NONE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = MarkedText(sign)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def text(self) -> str:
        """What is shown, without its marks; the note where there is no text."""
        return self._body.text

    def show_pieces(
        self, pieces: Sequence[Piece], *, note: str = "", left_to_right: bool = False
    ) -> None:
        """Shows these pieces, or the note where there are none."""
        if self._body.show_pieces(pieces, note=note, left_to_right=left_to_right):
            self.updateGeometry()
            self.update()

    # --- Qt's side -------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._body.height(width)

    def sizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def minimumSizeHint(self) -> QSize:
        return QSize(grown(LEAD) + 48, self._body.line_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._body.paint(QPainter(self), QPointF(0, 0), self.width(), mirrored=self.isRightToLeft())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._body.forget()
            self.updateGeometry()
