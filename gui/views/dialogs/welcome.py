"""The first start: look around with invented people, or connect to one's account."""

from __future__ import annotations

from typing import Final, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.i18n import N_, _
from gui.views.buttons import Button
from gui.views.icons import Glyph, IconRole, app_icon
from gui.views.text import Label
from gui.views.theme import Space, TextRole, grown

_CARD_WIDTH: Final = 328
_LOGO: Final = 72
_TILE: Final = 40

_Point: TypeAlias = tuple[str, IconRole, str]

_SANDBOX_POINTS: Final[tuple[_Point, ...]] = (
    ("check", "added", N_("A practice copy of Workable on this computer")),
    ("check", "added", N_("Invented people with every kind of mistake")),
    ("check", "added", N_("Nothing leaves the computer, everything can start over")),
)
_CONNECT_POINTS: Final[tuple[_Point, ...]] = (
    ("check", "added", N_("The candidates of your own account")),
    ("check", "added", N_("You see every change before it is sent")),
    ("info", "quiet", N_("You need an access token, which an Admin makes")),
)
_PROMISE: Final = N_(
    "Redline talks to the account you connect and to nobody else. Nothing is measured or reported, "
    "tokens never get into a file, and nothing is sent until you press Send."
)


class Welcome(QWidget):
    """The two ways in, to fill the window while there is no account.

    Signals: `sandbox_asked()`, `connect_asked()`, `guide_asked()`.
    """

    sandbox_asked = Signal()
    connect_asked = Signal()
    guide_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sandbox = Button(_("Try the sandbox"), kind="primary", icon_name="sandbox")
        self._connect = Button(_("Connect to Workable"), icon_name="key")
        self._sandbox.clicked.connect(self.sandbox_asked)
        self._guide = Button(_("Read the guide"), kind="quiet", icon_name="resume")
        self._connect.clicked.connect(self.connect_asked)
        self._guide.clicked.connect(self.guide_asked)
        self.setFocusProxy(self._sandbox)
        self._promise = Label(_(_PROMISE), role="small", wrap=True)

        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(_Logo(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.L)
        column.addWidget(_centred(_("Welcome to Redline"), "display"))
        column.addSpacing(Space.S)
        column.addWidget(
            _centred(_("Correct candidate records in Workable. Lose nothing."), "quiet")
        )
        column.addSpacing(Space.XXL)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(Space.L)
        for card in (
            _card(_("Look around first"), "sandbox", _SANDBOX_POINTS, self._sandbox),
            _card(_("Work in your account"), "people", _CONNECT_POINTS, self._connect),
        ):
            self._cards.addWidget(card)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(self._cards)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(Space.XL)
        promise = QHBoxLayout()
        promise.setSpacing(Space.S)
        promise.addStretch(1)
        promise.addWidget(Glyph("lock", "quiet", side=16), 0, Qt.AlignmentFlag.AlignTop)
        promise.addWidget(self._promise)
        promise.addStretch(1)
        column.addLayout(promise)
        column.addSpacing(Space.M)
        column.addWidget(self._guide, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        card = grown(_CARD_WIDTH)
        for at in range(self._cards.count()):
            item = self._cards.itemAt(at)
            if item is not None and (one := item.widget()) is not None:
                one.setFixedWidth(card)
        wide = self.width() >= 2 * card + Space.L + 2 * Space.XL
        self._cards.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._promise.setFixedWidth((2 * card if wide else card) - Space.XL)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._sandbox.setFocus(Qt.FocusReason.OtherFocusReason)


class _Logo(Label):
    """The program's own mark; it has colours of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setPixmap(app_icon().pixmap(_LOGO, _LOGO))


def _card(heading: str, icon_name: str, points: tuple[_Point, ...], button: Button) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    card.setFixedWidth(grown(_CARD_WIDTH))
    column = QVBoxLayout(card)
    column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
    column.setSpacing(Space.M)
    top = QHBoxLayout()
    top.setSpacing(Space.M)
    top.addWidget(_tile(icon_name))
    top.addWidget(Label(heading, role="title", wrap=True), 1)
    column.addLayout(top)
    for mark, role, text in points:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(Glyph(mark, role, side=16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(_(text), wrap=True), 1)
        column.addLayout(row)
    column.addStretch(1)
    column.addSpacing(Space.S)
    column.addWidget(button)
    return card


def _tile(icon_name: str) -> QFrame:
    """An icon on a soft square of the accent's colour."""
    tile = QFrame()
    tile.setProperty("look", "bar")
    tile.setFixedSize(grown(_TILE), grown(_TILE))
    inside = QHBoxLayout(tile)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(Glyph(icon_name, "accent", side=24), 0, Qt.AlignmentFlag.AlignCenter)
    return tile


def _centred(text: str, role: TextRole) -> Label:
    label = Label(text, role=role)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
