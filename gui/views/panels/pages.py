"""What stands in the middle while no record is open: nothing yet, loading, or trouble."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _
from gui.services.notices import Offer
from gui.views.announce import announce
from gui.views.buttons import Button
from gui.views.icons import Glyph, IconRole
from gui.views.panels.header import avatar_side, height_of_facts
from gui.views.skeleton import FormSkeleton
from gui.views.text import Label
from gui.views.theme import Space, grown

TEXT_WIDTH = 440
"""Sentences in the middle are at most this wide, in logical pixels."""


class MiddlePage(QWidget):
    """A mark, a title, a sentence and what can be done, in the middle of the room."""

    def __init__(self, icon_name: str, role: IconRole) -> None:
        super().__init__()
        self._mark = Glyph(icon_name, role, side=48)
        self._title = Label(role="title", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = Label(role="quiet", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._detail = Label(role="small", wrap=True, selectable=True)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(Space.S)

        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        column.addStretch(2)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        words = QWidget()
        words.setMaximumWidth(grown(TEXT_WIDTH))
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(Space.S)
        for label in (self._title, self._text, self._detail):
            lines.addWidget(label)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(words, 1000)
        middle.addStretch(1)
        column.addLayout(middle)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(self._buttons)
        row.addStretch(1)
        column.addSpacing(Space.S)
        column.addLayout(row)
        column.addStretch(3)

    def show_text(self, title: str, text: str, detail: str = "") -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Shows what can be done as buttons, the first as the obvious one."""
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, offer in enumerate(offers):
            button = Button(offer.label, kind="normal" if at else "primary")
            button.clicked.connect(lambda _checked=False, act=offer.act: act())
            self._buttons.addWidget(button)


class EmptyPage(MiddlePage):
    """No candidate is open; `find_wanted()` when the person wants to name one."""

    find_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("person", "quiet")
        self.setObjectName("empty_page")
        self.show_text(
            _("Open a candidate"),
            _("Pick somebody from the list, or paste an id, a profile link or an e-mail."),
        )
        self.show_offers([Offer(_("Find candidate"), self.find_wanted.emit)])


class TroublePage(MiddlePage):
    """A record could not be opened: why, and what to do."""

    def __init__(self) -> None:
        super().__init__("error", "error")
        self.setObjectName("trouble_page")

    def show_trouble(
        self, title: str, sentence: str, offers: Sequence[Offer], detail: str = ""
    ) -> None:
        self.show_text(title, sentence, detail)
        self.show_offers(offers)
        announce(self, f"{title}. {sentence}", urgent=True)


class LoadingPage(QWidget):
    """The shape of what is coming, with the name as soon as it is known, and a way out."""

    cancel_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("loading_page")
        self._name = Label(role="display", elide=True)
        self._text = Label(_("Loading…"), role="quiet")
        self._cancel = Button(_("Cancel"), kind="quiet")
        self._cancel.clicked.connect(self.cancel_asked)

        # As the header has it, so that the name stays where it is.
        avatar = QFrame()
        avatar.setProperty("look", "skeleton")
        avatar.setProperty("round", True)
        avatar.setFixedSize(avatar_side(), avatar_side())
        self._avatar = avatar
        second = QHBoxLayout()
        second.addWidget(self._text, 1)
        second.addWidget(self._cancel)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addLayout(second)
        self._facts = Label(" ", role="small")
        words.addWidget(self._facts)
        top = QHBoxLayout()
        top.setContentsMargins(Space.XL, Space.L, Space.XL, Space.S)
        top.setSpacing(Space.L)
        top.addWidget(avatar, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self.shape = FormSkeleton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.shape, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() - self._avatar.width() - 2 * Space.XL - Space.L
        self._facts.setMinimumHeight(height_of_facts(beside, self._facts.fontMetrics()))

    def show_name(self, name: str) -> None:
        """Names who is being loaded; empty while that is not known."""
        self._name.setText(name or " ")
        self._name.setVisible(True)
        announce(self, _("Loading {name}").format(name=name) if name else _("Loading"))
