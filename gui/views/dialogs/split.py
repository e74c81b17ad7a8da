"""A block of the resume parted into entries, to be looked at and corrected before it is taken.

Each entry is edited with the form's own fields, in a draft that belongs to the dialog and goes
with it; nothing reaches the record before the person says so.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _, ngettext
from gui.model import edits
from gui.model.draft import Draft
from gui.model.fields import Field, field_of
from gui.model.record import Record
from gui.model.resume.picked import SplitEntry
from gui.model.texts import for_label
from gui.model.values import Entry, Place, entries, find_entry, is_blank
from gui.services.resume_picking import Parted, Split
from gui.services.session import Changed, Session
from gui.views.actions import Act
from gui.views.ask import Dialog
from gui.views.buttons import Button
from gui.views.fields.date import DateEditor
from gui.views.fields.inputs import LineInput
from gui.views.keymap import keys_of
from gui.views.ring import RadioButton
from gui.views.tabs.entry_editor import EntryEditor
from gui.views.text import Label, plain
from gui.views.theme import Space

TAKE: Final = 1
_WIDTH: Final = 620
_LEAST: Final = 460
_MOST_HIGH: Final = 800
_MOST: Final = 40
"""Entries that are shown at once: more than a person has."""


class SplitDialog(Dialog):
    """Shows the entries of a `Split`; `answer()` is what the person wants.

    `session` is the record's: for the entry that the block was picked for, and no more. Signal:
    `accepted_parts(Parted)` right before it ends with `TAKE`.
    """

    accepted_parts = Signal(object)

    def __init__(self, session: Session, split: Split, parent: QWidget | None) -> None:
        field = field_of(split.key)
        count = min(len(split.entries), _MOST)
        nouns = ngettext(*field.noun, count)
        heading = _("{count} {nouns} from the resume").format(count=count, nouns=nouns)
        super().__init__(heading, parent, width=_WIDTH)
        self._field = field
        self._into = split.into
        self._scratch = Session(Draft(Record("", {split.key: ()})), self)
        rows = [dict(each.fields) for each in split.entries[:_MOST]]
        refs = self._scratch.edit(lambda draft: edits.add_entries(draft, split.key, rows))
        self._scratch.close_step()
        self._parts: dict[str, _Part] = {}
        self.new_button: RadioButton | None = None
        self.old_button: RadioButton | None = None
        self._add_choice(session, split)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.S)
        for number, (ref, entry) in enumerate(zip(refs, split.entries, strict=False), start=1):
            part = _Part(field, self._scratch, ref, number if count > 1 else 0)
            part.left_out.connect(lambda ref=ref: self._leave_out(ref))
            part.entered.connect(self._take)
            part.ask_dates(entry, split.text)
            self._parts[ref] = part
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self.take_button = Button("", kind="primary")
        self.take_button.clicked.connect(self._take)
        self.add_button(self.take_button, default=True)
        for keys in keys_of(Act.TAKE_PARTS):
            QShortcut(QKeySequence(keys), self).activated.connect(self._take)
        self._scratch.changed.connect(lambda _changed: self._show_verb())
        self._show_verb()
        self._fit(inner, area)
        next(iter(self._parts.values())).editor.focus_first()

    def answer(self) -> Parted:
        """The fields of each entry that is left, blank ones left out, and where they go."""
        rows = tuple(
            {name: value for name, value in entry.fields.items() if not _empty(value)}
            for entry in self._entries()
        )
        is_old = self.old_button is not None and self.old_button.isChecked()
        return Parted(rows, self._into if is_old else None)

    # --- inside ----------------------------------------------------------------------------

    def _fit(self, inner: QWidget, area: QScrollArea) -> None:
        """As high as the entries, as far as the window over which it stands allows."""
        self.resize(_WIDTH, _LEAST)
        self.ensurePolished()
        inner.resize(_WIDTH - 3 * Space.XL, _LEAST)
        around = self.sizeHint().height() - area.sizeHint().height()
        over = self.parentWidget()
        room = over.height() - 2 * Space.XL if over is not None else _MOST_HIGH
        wanted = inner.sizeHint().height() + around
        self.resize(_WIDTH, max(_LEAST, min(wanted, room, _MOST_HIGH)))

    def _entries(self) -> tuple[Entry, ...]:
        return entries(self._scratch.value(self._field.key))

    def _add_choice(self, session: Session, split: Split) -> None:
        """Whether the block is for the entry it was picked for, or a new one."""
        old = find_entry(session.value(split.key), split.into or "")
        if old is None:
            return
        noun = _(self._field.noun[0])
        first = self._field.entry_fields[0].name
        name = for_label(old.text(first), 40) or noun
        self.old_button = RadioButton(plain(_("Correct “{name}”").format(name=name)))
        self.new_button = RadioButton(plain(_("Add as a new {noun}").format(noun=noun)))
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        for button in (self.old_button, self.new_button):
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.old_button.setChecked(True)
        group.buttonToggled.connect(lambda *_toggled: self._show_verb())
        self.body.addLayout(row)

    def _take(self) -> None:
        """Ends the dialog, unless a date is still to be decided: that comes first."""
        for part in self._parts.values():
            if not part.settle():
                return
        if self._parts:
            self.accepted_parts.emit(self.answer())
            self.done(TAKE)

    def _leave_out(self, ref: str) -> None:
        place = Place(self._field.key, ref)
        self._scratch.edit(lambda draft: edits.remove_entry(draft, place))
        part = self._parts.pop(ref)
        part.hide()
        part.deleteLater()
        if self._parts:
            next(iter(self._parts.values())).editor.focus_first()

    def _show_verb(self) -> None:
        count = len(self._entries())
        nouns = ngettext(*self._field.noun, count)
        is_old = self.old_button is not None and self.old_button.isChecked()
        text = _("Correct {nouns}") if is_old else _("Add {count} {nouns}")
        if count == 1 and not is_old:
            text = _("Add {nouns}")
        self.take_button.set_text(text.format(count=count, nouns=nouns))
        self.take_button.setEnabled(count > 0)


class _Part(QFrame):
    """One entry: its number where there are several, the way to leave it out, its fields.

    Signals: `left_out()`; `entered()` for Enter in one of its lines.
    """

    left_out = Signal()
    entered = Signal()

    def __init__(self, field: Field, scratch: Session, ref: str, number: int) -> None:
        super().__init__()
        self.editor = EntryEditor(field)
        self.editor.binder.move_to(ref)
        self.editor.binder.follow(scratch)
        self.editor.binder.show(Changed(frozenset({field.key})))
        self._binder = self.editor.binder
        self.leave_button = Button(_("Leave out"), kind="quiet", dense=True)
        scratch.changed.connect(self._binder.show)
        for row in self._binder.rows:
            line = row.editor.main_widget()
            if isinstance(line, LineInput) and not isinstance(row.editor, DateEditor):
                line.entered.connect(self.entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        if number:
            noun = _(field.noun[0])
            head = QHBoxLayout()
            head.setContentsMargins(Space.L, 0, Space.L, 0)
            title = _("{noun} {number}").format(noun=noun[:1].upper() + noun[1:], number=number)
            head.addWidget(Label(title, role="strong"))
            self.setAccessibleName(title)
            head.addStretch(1)
            head.addWidget(self.leave_button)
            column.addLayout(head)
        self.leave_button.clicked.connect(self.left_out)
        column.addWidget(self.editor)

    def ask_dates(self, entry: SplitEntry, text: str) -> None:
        """Shows dates that can be read in two ways as they are written, with the question."""
        for row in self._binder.rows:
            name = row.place.field or ""
            if name in entry.questions and isinstance(row.editor, DateEditor):
                span = entry.spans[name][0]
                row.editor.line.paste_text(text[span.start : span.stop])
                row.editor.commit()

    def settle(self) -> bool:
        """Takes what is typed so far; False where a date is not understood, which is shown."""
        for row in self._binder.rows:
            row.editor.commit()
            if isinstance(row.editor, DateEditor) and row.editor.has_unread_text:
                row.editor.focus_editor()
                return False
        return True


def _empty(value: object) -> bool:
    return is_blank(value) or value is False
