"""All open drafts: which there are, how old, and what can be done with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _, ngettext
from gui.services.notices import Notice
from gui.services.notices import Tone as NoticeTone
from gui.services.open_drafts import OpenDraft
from gui.views.ask import Dialog
from gui.views.buttons import Button
from gui.views.dialogs.drafts_list import DraftDelegate, DraftRows
from gui.views.dialogs.note import Note
from gui.views.icons import Glyph, make_clearable
from gui.views.panels.offers import TONE_ICONS
from gui.views.ring import CheckBox
from gui.views.text import Label, Tone
from gui.views.theme import Space

OPEN: Final = 1
"""What `ask` gives when the dialog's `chosen` is the draft to open."""

_FILTERED_FROM: Final = 8
"""With so many drafts there is a line to filter them."""


class DraftsDialog(Dialog):
    """Lists drafts. After `OPEN`, `chosen` is the one to open.

    Signals, to be answered while the dialog stays open: `discard_asked(tuple of OpenDraft)`,
    `export_asked(OpenDraft)`, `bring_back_asked()`, `quietly_chosen(bool)` for whether the window
    closes without asking while drafts can be kept.
    """

    discard_asked = Signal(object)
    export_asked = Signal(object)
    bring_back_asked = Signal()
    quietly_chosen = Signal(bool)

    def __init__(
        self,
        parent: QWidget | None,
        *,
        quietly: bool = False,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        super().__init__(_("Drafts"), parent, cancel=_("Close"), width=620)
        self.chosen: OpenDraft | None = None
        text = _("Kept on this computer until they are sent or discarded. Nothing goes by itself.")
        self.body.addWidget(Label(text, role="quiet", wrap=True))
        self._old = Note()
        self.body.addWidget(self._old)
        self.filter_line = QLineEdit()
        self.filter_line.setAccessibleName(_("Filter drafts"))
        self.filter_line.setPlaceholderText(_("Filter by name or account"))
        make_clearable(self.filter_line)
        self.body.addWidget(self.filter_line)

        self.rows = DraftRows(now, self)
        self.view = _List()
        self.view.setModel(self.rows)
        self.view.setItemDelegate(DraftDelegate(self.rows, self.view))
        self.view.setAccessibleName(_("Drafts"))
        self.view.opened.connect(self._open)
        self.view.discarded.connect(self._discard)
        self.view.doubleClicked.connect(lambda _index: self._open())
        selection = self.view.selectionModel()
        selection.selectionChanged.connect(lambda _new, _old: self._show_possible())
        self.filter_line.textChanged.connect(self._filter)

        self._none = Label("", role="quiet")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card = QFrame()
        card.setProperty("look", "card")
        around = QVBoxLayout(card)
        around.setContentsMargins(0, Space.XS, 0, Space.XS)
        self._pages = QStackedWidget()
        around.addWidget(self._pages)
        self._pages.addWidget(self.view)
        self._pages.addWidget(_empty_page(self._none))
        self.body.addWidget(card, 1)
        self._quietly = CheckBox(_("Close without asking when drafts are kept"))
        self._quietly.setChecked(quietly)
        self._quietly.toggled.connect(self.quietly_chosen)
        self.body.addWidget(self._quietly, 0, Qt.AlignmentFlag.AlignLeft)
        self._note = Note()
        self.body.addWidget(self._note)
        self.setMinimumHeight(480)

        self._back = Button("", kind="quiet", icon_name="undo")
        self._back.clicked.connect(self.bring_back_asked)
        self.add_aside(self._back)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self._back.click)
        self._export = Button(_("Export…"))
        self._export.clicked.connect(self._ask_export)
        self._discard_button = Button(_("Discard"))
        self._discard_button.clicked.connect(self._discard)
        self._open_button = Button(_("Open"), kind="primary")
        self._open_button.clicked.connect(self._open)
        self.add_button(self._export)
        self.add_button(self._discard_button)
        self.add_button(self._open_button, default=True)
        self.show_drafts((), "")

    def show_drafts(self, drafts: Iterable[OpenDraft], bring_back: str) -> None:
        """Shows these drafts; `bring_back` says what can be brought back, empty for nothing."""
        kept = {draft.key for draft in self._selected()}
        at = self.view.currentIndex().row()
        found = tuple(drafts)
        self.rows.show_drafts(found)
        self.filter_line.setVisible(len(found) >= _FILTERED_FROM or bool(self.filter_line.text()))
        self._back.set_text(_("Bring back {what}").format(what=bring_back))
        self._back.setVisible(bool(bring_back))
        self._say_old(sum(map(self.rows.is_old, found)))
        self._select(kept, at)
        self._show_possible()
        if found and not self.isVisible():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, notice: Notice) -> None:
        """Shows what was told meanwhile: the window's own toast lies behind the dialog."""
        icon, mark = TONE_ICONS[notice.tone]
        tone: Tone = "error" if notice.tone is NoticeTone.ERROR else "quiet"
        self._note.say(notice.text, icon=icon, tone=tone, mark=mark, whole=notice.text, loud=True)

    # --- inside ----------------------------------------------------------------------------

    def _say_old(self, count: int) -> None:
        text = ngettext(
            "{count} draft has waited for two weeks or longer.",
            "{count} drafts have waited for two weeks or longer.",
            count,
        )
        self._old.say(text.format(count=count), icon="warning", tone="warning")
        self._old.setVisible(count > 0)

    def _selected(self) -> tuple[OpenDraft, ...]:
        indexes = sorted(self.view.selectedIndexes(), key=lambda index: index.row())
        found = (self.rows.at(index) for index in indexes)
        return tuple(draft for draft in found if draft is not None)

    def _select(self, keys: set[tuple[str, str]], at: int) -> None:
        """Selects what was selected; where that is gone, the row that came in its place."""
        drafts = self.rows.shown_drafts
        rows = [row for row, draft in enumerate(drafts) if draft.key in keys]
        if not rows and drafts:
            rows = [min(max(at, 0), len(drafts) - 1)]
        selection = self.view.selectionModel()
        for number, row in enumerate(rows):
            index = self.rows.index(row)
            flag = QItemSelectionModel.SelectionFlag
            if number == 0:
                selection.setCurrentIndex(index, flag.ClearAndSelect)
            else:
                selection.select(index, flag.Select)

    def _filter(self, typed: str) -> None:
        kept = {draft.key for draft in self._selected()}
        self.rows.filter(typed)
        self._select(kept, 0)
        self._show_possible()

    def _show_possible(self) -> None:
        chosen = self._selected()
        free = [draft for draft in chosen if not draft.is_on_its_way]
        self._open_button.setEnabled(len(chosen) == 1)
        self._export.setEnabled(len(chosen) == 1)
        self._discard_button.setEnabled(bool(free))
        count = len(free)
        text = ngettext("Discard {count} draft", "Discard {count} drafts", count)
        self._discard_button.set_text(text.format(count=count) if count > 1 else _("Discard"))
        is_empty = not self.rows.shown_drafts
        if is_empty and self.filter_line.text():
            self._none.setText(_("No draft has these words."))
        elif is_empty:
            self._none.setText(_("No drafts: nothing that you changed waits to be sent."))
        self._pages.setCurrentIndex(1 if is_empty else 0)

    def _open(self) -> None:
        chosen = self._selected()
        if len(chosen) == 1:
            self.chosen = chosen[0]
            self.done(OPEN)

    def _discard(self) -> None:
        free = tuple(draft for draft in self._selected() if not draft.is_on_its_way)
        if free:
            self.discard_asked.emit(free)

    def _ask_export(self) -> None:
        chosen = self._selected()
        if len(chosen) == 1:
            self.export_asked.emit(chosen[0])


class _List(QListView):
    """`opened()` for Enter, `discarded()` for Delete."""

    opened = Signal()
    discarded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bare")
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.discarded.emit()
        else:
            super().keyPressEvent(event)


def _empty_page(words: Label) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(Space.M)
    column.addStretch(2)
    column.addWidget(Glyph("success", "added", side=32), 0, Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(words)
    column.addStretch(3)
    return page
