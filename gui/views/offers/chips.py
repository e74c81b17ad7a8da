"""Words of the resume that a set lacks: chips with a dashed edge that are added one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _
from gui.model.resume.proposal import Proposal
from gui.model.texts import for_label
from gui.services.offers import Sureness
from gui.views.actions import Act
from gui.views.buttons import Button
from gui.views.fields.flow import FlowLayout
from gui.views.icons import paint_icon
from gui.views.keyed import KeyedButton
from gui.views.offers.words import sure_text, why
from gui.views.text import Label, set_tip, shown
from gui.views.theme import Space, current_roles, mix, type_font

_HEIGHT: Final = 26
_PLUS: Final = 14


class OfferedChip(QAbstractButton):
    """One word: a click, Enter or Space adds it, Delete sets it aside. Of a group of them one at
    a time is a stop of Tab; the arrows walk.

    Signals: `clicked()` to have it, `set_aside()`, `walk_asked(by)`, `looked(bool)` while the
    pointer is over it.
    """

    set_aside = Signal()
    walk_asked = Signal(int)
    looked = Signal(bool)

    def __init__(self, offer: Proposal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer = offer
        self.word = str(offer.after)
        self._text = shown(for_label(self.word, 60))
        sureness = sure_text(Sureness.of(offer))
        self.setAccessibleName(
            _("Add {name} from the resume, {sureness}").format(name=self.word, sureness=sureness)
        )
        set_tip(self, f"{self.word}\n{why(offer)}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFont(type_font("body"))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self._text) + 1 + _PLUS + Space.XS + 2 * Space.S
        return QSize(width, max(_HEIGHT, metrics.height() + Space.S))

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * _PLUS, self.sizeHint().height())

    def focus_it(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Puts the focus on it."""
        self.setFocus(reason)

    # --- Qt's side -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        elif key == Qt.Key.Key_Delete:
            self.set_aside.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down):
            by = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
            sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            self.walk_asked.emit(-by if sideways and self.isRightToLeft() else by)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.looked.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.looked.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.hasFocus() else 1.0
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        edge = roles.focus if self.hasFocus() else roles.outline
        style = Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(edge), width, style))
        if self.underMouse():
            painter.setBrush(QColor(mix(roles.surface, roles.accent_soft, 0.6)))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        middle = self.height() / 2
        mirrored = self.isRightToLeft()
        left = self.width() - Space.S - _PLUS if mirrored else Space.S
        paint_icon(painter, "plus", "accent", QRectF(left, middle - _PLUS / 2, _PLUS, _PLUS))
        start = Space.S + _PLUS + Space.XS
        room = QRectF(self.rect()).adjusted(
            Space.S if mirrored else start, 0, -start if mirrored else -Space.S, 0
        )
        painter.setPen(QColor(roles.text))
        painter.setFont(self.font())
        cut = self.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, cut)


class OfferedWords(QWidget):
    """All words that a set lacks. Signals: `taken(offers)`, `set_aside(offers)`,
    `looked(offer or None)`; `emptied()` when the focus was on the last of them."""

    taken = Signal(object)
    set_aside = Signal(object)
    looked = Signal(object)
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offered_words")
        self.setAccessibleName(_("From the resume"))
        self.chips: list[OfferedChip] = []
        self.all_button = Button("", kind="quiet", icon_name="plus", dense=True)
        self.all_button.clicked.connect(lambda: self.taken.emit(self.offers))
        self.close_button = KeyedButton(
            "close", _("Do not offer these"), Act.SET_ASIDE, role="quiet", dense=True
        )
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button.clicked.connect(lambda: self.set_aside.emit(self.offers))
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(Label(_("From the resume"), role="label"))
        head.addStretch(1)
        head.addWidget(self.all_button)
        head.addWidget(self.close_button)
        self._flow = FlowLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addLayout(self._flow)
        self.hide()

    @property
    def offers(self) -> tuple[Proposal, ...]:
        """What is offered, in the resume's order."""
        return tuple(chip.offer for chip in self.chips)

    def show_offers(self, offers: Sequence[Proposal]) -> None:
        """Shows these words."""
        if self.offers == tuple(offers):
            return
        at = self._focused()
        known = {chip.word: chip for chip in self.chips}
        while self._flow.takeAt(0) is not None:
            pass
        kept: list[OfferedChip] = []
        for offer in offers:
            chip = known.pop(str(offer.after), None) or self._made(offer)
            chip.offer = offer
            self._flow.addWidget(chip)
            chip.show()
            kept.append(chip)
        for chip in known.values():
            chip.hide()
            chip.deleteLater()
        self.chips = kept
        self._make_stop(min(max(at, 0), len(kept) - 1))
        self.all_button.set_text(_("Add all {count}").format(count=len(kept)))
        self.all_button.setVisible(len(kept) > 1)
        self.setVisible(bool(kept))
        self._keep_focus(at)

    def focus_offer(self, offer: Proposal) -> QWidget | None:
        """Puts the focus on the chip of an offer and gives it; None where it is not here."""
        rows = (row for row, chip in enumerate(self.chips) if chip.word == str(offer.after))
        row = next(rows, -1)
        if row < 0:
            return None
        self._make_stop(row)
        self.chips[row].focus_it()
        return self.chips[row]

    # --- inside ----------------------------------------------------------------------------

    def _made(self, offer: Proposal) -> OfferedChip:
        chip = OfferedChip(offer, self)
        chip.clicked.connect(lambda: self.taken.emit((chip.offer,)))
        chip.set_aside.connect(lambda: self.set_aside.emit((chip.offer,)))
        chip.looked.connect(lambda looks: self.looked.emit(chip.offer if looks else None))
        chip.walk_asked.connect(lambda by: self._walk(chip, by))
        return chip

    def _walk(self, chip: OfferedChip, by: int) -> None:
        row = min(max(self.chips.index(chip) + by, 0), len(self.chips) - 1)
        self._make_stop(row)
        self.chips[row].focus_it(Qt.FocusReason.TabFocusReason)

    def _make_stop(self, row: int) -> None:
        """Tab comes to this chip alone (ux rule 27)."""
        for number, chip in enumerate(self.chips):
            stops = Qt.FocusPolicy.StrongFocus if number == row else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(stops)

    def _focused(self) -> int:
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return -1
        return next((row for row, chip in enumerate(self.chips) if chip is focus), 0)

    def _keep_focus(self, at: int) -> None:
        focus = QApplication.focusWidget()
        if at < 0 or (focus is not None and focus.isVisible() and self.isAncestorOf(focus)):
            return
        if self.chips:
            row = min(at, len(self.chips) - 1)
            self._make_stop(row)
            self.chips[row].focus_it()
        else:
            self.emptied.emit()
