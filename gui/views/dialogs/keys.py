"""The list of keys (F1): those of every command, to be changed, and those that never change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.i18n import _
from gui.views.actions import BY_ACT, Act
from gui.views.announce import announce
from gui.views.ask import Dialog
from gui.views.buttons import Button
from gui.views.dialogs.key_capture import KeyCapture
from gui.views.dialogs.keys_list import KeysList, Row
from gui.views.icons import make_clearable
from gui.views.key_rules import refusal
from gui.views.keymap import holders, key_text, keys_of, native
from gui.views.text import Label
from gui.views.theme import Space

_WIDTH: Final = 600
_HEIGHT: Final = 760


class KeyChoice(Protocol):
    """Who keeps the keys and puts them in force."""

    @property
    def chosen(self) -> Mapping[Act, Sequence[str]]:
        """All that was chosen, to come back to."""

    def is_changed(self, act: Act) -> bool:
        """Whether a command has other keys than of itself."""

    def give(self, act: Act, keys: str) -> None:
        """Gives a command this key alone, and takes it from whoever has it."""

    def take_away(self, act: Act) -> None:
        """Leaves a command without a key."""

    def reset(self, act: Act) -> None:
        """Gives a command its own keys again."""

    def reset_all(self) -> None:
        """Gives every command its own keys again."""

    def put(self, chosen: Mapping[Act, Sequence[str]]) -> None:
        """Puts keys in force."""


class KeysDialog(Dialog):
    """Everything holds at once: the list behind it is the proof, Close the only end."""

    def __init__(self, keys: KeyChoice, parent: QWidget | None) -> None:
        super().__init__(_("Keys"), parent, cancel=_("Close"), width=_WIDTH)
        self._keys = keys
        self._before: Mapping[Act, Sequence[str]] | None = None
        self._wanted = ""
        self.search = _SearchLine()
        self.search.setPlaceholderText(_("Find a command or a key"))
        self.search.setAccessibleName(_("Find a command or a key"))
        make_clearable(self.search)
        self.list = KeysList(keys.is_changed)
        self.name = Label(role="strong", elide=True)
        self.about = Label(role="quiet", wrap=True)
        self.capture = KeyCapture()
        self.change_button = Button(_("Change key…"))
        self.remove_button = Button(_("Remove key"), kind="quiet")
        self.reset_button = Button(_("Reset"), kind="quiet")
        self.said = Label(wrap=True)
        self.said.setObjectName("said")
        self.answer_button = Button("", kind="primary", dense=False)
        self.reset_all_button = Button(_("Reset all"), kind="quiet")
        self._compose()
        self._connect()
        self.list.go_to_first()
        self._show_row()
        room = parent.window().height() - Space.XXL if parent is not None else _HEIGHT
        self.resize(_WIDTH, max(min(_HEIGHT, room), self.minimumSizeHint().height()))
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what the person does --------------------------------------------------------------

    def _ask_key(self) -> None:
        """The next key that is pressed is meant for the command that is chosen."""
        row = self.list.current
        if row is not None and row.act is not None:
            self._say(
                _("Press the new key for “{command}”. Esc leaves it as it is.").format(
                    command=row.label
                )
            )
            self._listen(True)

    def _on_pressed(self, keys: str) -> None:
        row = self.list.current
        if row is None or row.act is None:
            return
        why = refusal(keys, row.act)
        if why:
            self._say(why, fault=True)
            return
        if others := holders(keys, row.act):
            self._wanted = keys
            text = _("{keys} is the key of “{command}”. Take it from there?")
            said = text.format(keys=native(keys), command=BY_ACT[others[0]].label)
            self._listen(False)
            self._say(said, fault=True, answer=_("Take it"))
            self.answer_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._give(row.act, keys)

    def _on_answer(self) -> None:
        row, keys, before = self.list.current, self._wanted, self._before
        if keys and row is not None and row.act is not None:
            self._give(row.act, keys)
        elif before is not None:
            self._keys.put(before)
            self._tell(_("The keys are as they were."))

    def _give(self, act: Act, keys: str) -> None:
        self._change(lambda: self._keys.give(act, keys))
        text = _("“{command}” has the key {keys} now.")
        self._tell(text.format(command=BY_ACT[act].label, keys=native(keys)), undo=True)

    def _on_remove(self) -> None:
        if (act := self._act) is not None:
            self._change(lambda: self._keys.take_away(act))
            self._tell(
                _("“{command}” has no key now.").format(command=BY_ACT[act].label), undo=True
            )

    def _on_reset(self) -> None:
        if (act := self._act) is not None:
            self._change(lambda: self._keys.reset(act))
            text = _("“{command}” has its own key again: {keys}.")
            if not keys_of(act):
                text = _("“{command}” has no key of its own.")
            self._tell(text.format(command=BY_ACT[act].label, keys=key_text(act)), undo=True)

    def _on_reset_all(self) -> None:
        self._change(self._keys.reset_all)
        self._tell(_("Every command has its own keys again."), undo=True)

    # --- Qt's side -------------------------------------------------------------------------

    def reject(self) -> None:
        if self.capture.isVisible() or self._wanted:
            self._leave()
        else:
            super().reject()

    # --- inside ----------------------------------------------------------------------------

    @property
    def _act(self) -> Act | None:
        row = self.list.current
        return row.act if row is not None else None

    def _change(self, deed: Callable[[], object]) -> None:
        self._before = dict(self._keys.chosen)
        deed()

    def _tell(self, text: str, *, undo: bool = False) -> None:
        """What has become of it; the list shows it already."""
        if not undo:
            self._before = None
        self._wanted = ""
        self._listen(False)
        self.list.renew()
        self._show_row(say=False)
        self._say(text, answer=_("Undo") if undo else "")
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """Nothing is changed by what was asked."""
        self._wanted = ""
        self._listen(False)
        self._say("")
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _listen(self, on: bool) -> None:
        self.capture.setVisible(on)
        self.change_button.setVisible(not on)
        if on:
            self.capture.clear()
            self.capture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str, *, fault: bool = False, answer: str = "") -> None:
        self.said.set_tone("error" if fault and not answer else "text")
        self.said.setText(text)
        self.answer_button.set_text(answer)
        self.answer_button.set_kind("primary" if fault else "quiet")
        self.answer_button.setVisible(bool(answer))
        if text:
            announce(self, text)

    def _show_row(self, *, say: bool = True) -> None:
        """Shows the chosen line below the list."""
        row: Row | None = self.list.current
        act = row.act if row is not None else None
        self.name.setText(row.label if row is not None else "")
        if row is None:
            about = _("No command or key is called so.")
        elif act is None:
            about = _("This key is always the same: lists and fields need it.")
        else:
            about = BY_ACT[act].help_text or BY_ACT[act].home.heading
        self.about.setText(about)
        self.change_button.setEnabled(act is not None)
        self.remove_button.setEnabled(act is not None and bool(keys_of(act)))
        self.reset_button.setEnabled(act is not None and self._keys.is_changed(act))
        self.reset_all_button.setEnabled(bool(self._keys.chosen))
        if say:
            self._wanted, self._before = "", None
            self._listen(False)
            self._say("")

    def _on_searched(self, text: str) -> None:
        self.list.show_only(text)
        self.list.go_to_first()
        self._show_row()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_searched)
        self.search.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.chosen.connect(self._show_row)
        self.list.taken.connect(self._ask_key)
        self.capture.pressed.connect(self._on_pressed)
        self.capture.left.connect(self._leave)
        self.change_button.clicked.connect(self._ask_key)
        self.remove_button.clicked.connect(self._on_remove)
        self.reset_button.clicked.connect(self._on_reset)
        self.answer_button.clicked.connect(self._on_answer)
        self.reset_all_button.clicked.connect(self._on_reset_all)

    def _compose(self) -> None:
        self.body.setSpacing(Space.S)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        sheet = QFrame()
        sheet.setProperty("look", "card")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.XS)
        column.addWidget(self.name)
        column.addWidget(self.about)
        verbs = QHBoxLayout()
        verbs.setSpacing(Space.S)
        for widget in (self.change_button, self.capture, self.remove_button, self.reset_button):
            verbs.addWidget(widget)
        verbs.addStretch(1)
        column.addSpacing(Space.XS)
        column.addLayout(verbs)
        answer = QHBoxLayout()
        answer.addWidget(self.said, 1)
        answer.addWidget(self.answer_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(answer)
        # What is said takes no room of the list: nothing moves when it comes or goes.
        line = self.fontMetrics().lineSpacing()
        self.about.setMinimumHeight(line)
        self.said.setMinimumHeight(max(2 * line, self.answer_button.sizeHint().height()))
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(sheet)
        self.add_aside(self.reset_all_button)
        self.capture.hide()
        self.answer_button.hide()


class _SearchLine(QLineEdit):
    """Signal: `left()` for Down and Enter, which lead to the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)
