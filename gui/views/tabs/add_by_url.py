"""The line that makes a social profile of a pasted address (ux rule 30)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _, listed
from gui.model.networks import NETWORKS, link_host, read_profile_url, with_scheme
from gui.views.buttons import Button
from gui.views.fields.below import LINE_HEIGHT
from gui.views.fields.choice import Choice
from gui.views.fields.inputs import LineInput
from gui.views.text import Label, Tone, isolated
from gui.views.theme import Space

REPLACE: Final = "replace"
KEEP: Final = "keep"
_SHOW_ALL: Final = "show all"
_IN_A_LABEL: Final = 24


class AddByUrl(QWidget):
    """Signals: `given(ProfileLink)` for an address of a known network; `answered(str)` with
    `REPLACE` or `KEEP` when the person was asked about a second profile of one network;
    `typed(str)` when the line holds another text that is no profile yet."""

    given = Signal(object)
    answered = Signal(str)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = Label(_("Add by URL"), role="label")
        self.line = LineInput()
        self.line.setAccessibleName(_("Add by URL"))
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line.setPlaceholderText(_("Paste the address of a profile"))
        label.setBuddy(self.line)
        self.button = Button(_("Add"))
        self.button.setAccessibleDescription(_("Add by URL"))
        self.said = Label("", role="small", elide=True)
        self.choice = Choice()
        self.known = _Networks()

        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        # One line below is always there, so that nothing moves when something is said.
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        below.addWidget(self.said)
        below.addWidget(self.choice)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.M, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(label)
        column.addLayout(row)
        column.addLayout(below)
        column.addWidget(self.known)
        self.said.setMinimumHeight(max(LINE_HEIGHT, self.said.sizeHint().height()))

        self._is_putting = False
        self.line.changed.connect(self._on_changed)
        self.line.entered.connect(self.take)
        self.button.clicked.connect(self.take)
        self.choice.chosen.connect(self._on_chosen)

    def take(self) -> None:
        """Reads the line and tells what it holds, or says why it cannot be taken."""
        text = self.line.text().strip()
        if not text:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        link = read_profile_url(text)
        if link is not None:
            self.given.emit(link)
            return
        host = link_host(text) or link_host(with_scheme(text) or "")
        if host is None:
            self.say(_("This is no address: paste one such as linkedin.com/in/name."), "warning")
            return
        self._ask(
            _("Workable keeps no profiles of {host}.").format(host=isolated(host)),
            [(_("Show the networks it knows"), _SHOW_ALL)],
        )

    def say(self, text: str, tone: Tone = "quiet") -> None:
        """Says something in the line below, instead of what was said or asked before."""
        self._clear()
        self.said.set_tone(tone)
        self.said.setText(text)

    def ask_replace(self, question: str) -> None:
        """Asks whether a profile that is there already is to be replaced."""
        self._ask(question, [(_("Replace it"), REPLACE), (_("Keep it"), KEEP)])
        self.choice.focus_first()

    def put(self, text: str) -> None:
        """Shows what was left in the line earlier; empty for nothing."""
        self._is_putting = True
        try:
            self.line.put(text)
        finally:
            self._is_putting = False
        self.say(_("Not added yet: press Enter to add it.") if text else "", "warning")

    def clear(self) -> None:
        """Empties the line."""
        self.line.clear()
        self._clear()

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        self.button.setEnabled(not read_only)

    # --- inside ----------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._clear()
        if not self._is_putting:
            self.typed.emit(self.line.text())

    def _ask(self, question: str, answers: list[tuple[str, object]]) -> None:
        self._clear()
        self.said.hide()
        self.choice.ask(question, answers)

    def _clear(self) -> None:
        self.choice.hide()
        self.known.hide()
        self.said.setText("")
        self.said.show()

    def _on_chosen(self, answer: object) -> None:
        if answer == _SHOW_ALL:
            self.known.show()
        else:
            self._clear()
            self.answered.emit(str(answer))


class _Networks(QWidget):
    """The names of all networks; in several labels, because one shows no more than a sentence."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        names = sorted(NETWORKS.values(), key=str.casefold)
        for start in range(0, len(names), _IN_A_LABEL):
            some = names[start : start + _IN_A_LABEL]
            is_last = start + _IN_A_LABEL >= len(names)
            column.addWidget(
                Label(
                    f"{listed(some)}." if is_last else listed([*some, ""]).rstrip(),
                    role="small",
                    wrap=True,
                )
            )
        self.hide()
