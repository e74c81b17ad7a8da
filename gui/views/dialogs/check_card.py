"""What a token can do, as readable lines: the same four before, while and after it is checked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from gui.errors import RedlineError
from gui.i18n import _
from gui.services.connection import CheckResult
from gui.views.announce import announce
from gui.views.dialogs.note import Note
from gui.views.text import Label
from gui.views.theme import Space


class CheckCard(QFrame):
    """Shows the state of the check. Everything has its room from the start."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._state = Label(role="small", elide=True)
        self._state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("Checking"))
        policy = self._progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(policy)
        self._account, self._candidates, self._jobs, self._changes = (
            Note(role="body") for _line in range(4)
        )
        self._trouble = Note(lines=3)

        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(Label(_("What the token can do"), role="label"))
        head.addWidget(self._state, 1)
        column.addLayout(head)
        column.addWidget(self._progress)
        for line in self._lines:
            column.addWidget(line)
        column.addWidget(self._trouble)
        self.show_nothing()

    @property
    def _lines(self) -> tuple[Note, ...]:
        return self._account, self._candidates, self._jobs, self._changes

    @property
    def texts(self) -> list[str]:
        """The lines as they are read."""
        shown = [note.text for note in (*self._lines, self._trouble)]
        return [text for text in shown if text]

    def show_nothing(self) -> None:
        """Nothing was checked yet, or what was typed has changed since."""
        self._progress.hide()
        self._state.setText(_("not checked yet"))
        for line, text in zip(
            self._lines,
            (_("Account"), _("Open candidates"), _("Read jobs"), _("Change candidates")),
            strict=True,
        ):
            line.say(text, icon="circle")
        self._trouble.clear()

    def show_busy(self, host: str) -> None:
        """The check is under way; `host` is being asked."""
        self.show_nothing()
        self._state.setText(_("asking {host}…").format(host=host))
        self._progress.show()
        announce(self, _("Checking"))

    def show_error(self, error: RedlineError) -> None:
        """The check could not be made."""
        self.show_nothing()
        self._trouble.say(error.sentence, icon="error", tone="error", whole=error.detail)
        announce(self, error.sentence, urgent=True)

    def show_result(self, result: CheckResult) -> None:
        """What was found out."""
        self._progress.hide()
        self._state.setText(_("answered by {host}").format(host=result.host))
        _show_account(self._account, result)
        _show_candidates(self._candidates, result)
        _show_jobs(self._jobs, result)
        text = _("Change candidates: shows with the first send")
        self._changes.say(text)
        self._trouble.clear()
        if not result.is_usable:
            text = _("With this token no candidate can be opened. An Admin can make another one.")
            self._trouble.say(text, icon="error", tone="error")
        announce(self, ". ".join(self.texts))


def _show_account(note: Note, result: CheckResult) -> None:
    if result.name:
        _show_yes(note, _("Account: {name}").format(name=result.name))
    else:
        note.say(_("Account: it does not tell its name"))


def _show_candidates(note: Note, result: CheckResult) -> None:
    if result.reads_candidates:
        _show_yes(note, _("Open candidates: yes"))
    else:
        text = _("Open candidates: no, r_candidates is missing")
        note.say(text, icon="error", tone="error")


def _show_jobs(note: Note, result: CheckResult) -> None:
    if result.reads_jobs:
        _show_yes(note, _("Read jobs: yes"))
    else:
        text = _("Read jobs: no, r_jobs is missing; no filter by job")
        note.say(text, icon="warning", tone="warning")


def _show_yes(note: Note, text: str) -> None:
    note.say(text, icon="success", tone="text", mark="added")
