"""The tab of a list of entries: cards to walk, one of them open for editing in place."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.i18n import _, ngettext
from gui.model.fields import Field, Kind
from gui.model.merge import is_unknown
from gui.model.resume.proposal import Proposal
from gui.model.values import Entry, Place, entries, find_entry
from gui.services.offers import Offers
from gui.services.session import Changed
from gui.views.actions import BY_ACT, Act
from gui.views.fields.date import today
from gui.views.keymap import keys_of
from gui.views.tabs.base import TabState
from gui.views.tabs.card_maker import CardMaker
from gui.views.tabs.entries_head import EntriesHead
from gui.views.tabs.entry_clipboard import clipped_for
from gui.views.tabs.entry_deeds import EntryDeeds
from gui.views.tabs.entry_editor import EntryEditor
from gui.views.tabs.entry_list import EntryList
from gui.views.tabs.flash import Flash
from gui.views.tabs.list_notes import ComplaintNote, EmptyNote, UnknownNote
from gui.views.tabs.new_entries import NewEntries
from gui.views.text import plain

T = TypeVar("T")


class EntriesTab(EntryDeeds):
    """A list of entries, whatever its fields are: the field table says."""

    begins_with_rows = False
    has_entries = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field.tab, parent)
        self.field = field
        self.editor: EntryEditor | None = None
        self._maker = CardMaker(field.key)

    # --- building --------------------------------------------------------------------------

    def build(self) -> None:
        self.list = EntryList(self.field.label)
        view = self.list.view
        view.open_asked.connect(lambda ref: self.open_entry(ref, focus=True))
        view.chosen.connect(self.open_entry)
        view.toggle_asked.connect(self._on_toggle)
        view.close_asked.connect(self.close_entry)
        view.remove_asked.connect(self._on_remove)
        view.copy_asked.connect(self._on_copy)
        view.moved.connect(self._move)
        view.walked.connect(self._enable)
        view.walked.connect(self.walked)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        self.list.wanted_back.connect(self._on_wanted_back)
        self.list.seen.connect(lambda area: self.bring_into_view(self.list, area))
        self.keyed: dict[Act, QAction] = {}
        self._duplicate = self._action(Act.DUPLICATE_ENTRY, self._on_duplicate, self)
        # Among the fields these keys belong to the editors: one of them opens a calendar.
        self._up = self._action(Act.ENTRY_UP, lambda: self._on_move(-1), view)
        self._down = self._action(Act.ENTRY_DOWN, lambda: self._on_move(1), view)
        self.show_shortcuts()
        self._build_head()
        self.complaint = ComplaintNote()
        self.note = UnknownNote(self.field)
        self.empty = EmptyNote(self.field)
        self.new = NewEntries(self.field, self.list)
        self.new.cards.emptied.connect(self._focus_list)
        for widget in (self.complaint, self.note, self.empty, self.list, self.new.cards):
            self.column.addWidget(widget)
        if self.offers is not None:
            self.new.use(self.offers)
        self.column.addStretch(1)

    def build_above(self) -> None:
        """Puts into the head what stands above the buttons."""

    def _build_head(self) -> None:
        self.build_above()
        self.buttons = EntriesHead(
            self.keyed,
            sortable=any(item.kind is Kind.DATE for item in self.field.entry_fields),
        )
        self.buttons.add_button.clicked.connect(self._on_add)
        remove = self.buttons.remove_button
        remove.clicked.connect(lambda: self._on_remove(self.list.current_ref))
        self.buttons.sort_button.clicked.connect(self._on_sort)
        self.head.addWidget(self.buttons)

    def _action(self, act: Act, deed: Callable[[], object], where: QWidget) -> QAction:
        action = QAction(plain(BY_ACT[act].label), self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: deed())
        where.addAction(action)
        self.keyed[act] = action
        return action

    def show_shortcuts(self) -> None:
        """Takes the keys that are in force."""
        if self.is_built:
            for act, action in self.keyed.items():
                action.setShortcuts([QKeySequence(keys) for keys in keys_of(act)])

    # --- showing ---------------------------------------------------------------------------

    def show_session(self) -> None:
        self._maker.forget()
        self.list.close_editor()
        self.list.choose(None)
        if self.editor is not None:
            self.editor.binder.follow(self.session)

    def show_keys(self, changed: Changed) -> None:
        key = self.field.key
        if key not in changed.keys:
            return
        session = self.session
        items = entries(session.value(key)) if session is not None else ()
        open_ref = self._still_open(items)
        self._show_cards()
        if open_ref is None:
            if self.list.open_ref is not None:
                self.close_entry()
        elif open_ref != self.list.open_ref:
            self.open_entry(open_ref)
        elif self.editor is not None:
            self.editor.show_values(changed, find_entry(items, open_ref))
        unknown = session is not None and is_unknown(session.baseline.get(key))
        self.note.show_state(unknown=unknown, entered=bool(items))
        is_empty = session is not None and not items and not unknown
        self.empty.show_state(empty=is_empty, editable=self.is_editable)
        self._show_count(len(items))
        self._enable()

    def begin(self) -> None:
        left = self.session.draft.unfinished if self.session is not None else {}
        ref = next((each.entry for each in left if each.key == self.field.key and each.entry), None)
        if ref is not None:
            self.open_entry(ref)
        # A single entry is opened: there is nothing to choose from.
        elif self.list.cards.rowCount() == 1:
            self.open_entry(self.list.cards.cards[0].ref)

    def show_unfinished(self) -> None:
        if self.editor is not None:
            self.editor.binder.show_unfinished()

    def show_complaints(self) -> None:
        session, key = self.session, self.field.key
        complaints = session.complaints if session is not None else {}
        of_list = [text for place, text in complaints.items() if place == Place(key)]
        self.complaint.show_text(" ".join(of_list))
        self._show_cards()
        if self.editor is not None:
            self.editor.binder.show_complaints()

    def _show_cards(self) -> None:
        differs = self.offers.corrections(self.field.key) if self.offers is not None else None
        self.list.set_cards(*self._maker.made(self.session, today(), differs))

    # --- what the resume offers ------------------------------------------------------------

    def use_offers(self, offers: Offers) -> None:
        super().use_offers(offers)
        if self.is_built:
            self.new.use(offers)
        if self.editor is not None:
            self.editor.binder.offers = offers

    def show_offers(self, keys: Collection[str]) -> None:
        if self.field.key in keys and self.offers is not None:
            self._show_cards()
            self.new.show()
            if self.editor is not None and self.list.open_ref is not None:
                self.editor.show_offers(keys)

    def show_offer(self, offer: Proposal) -> bool:
        if not offer.is_new_entry:
            return self.show_place(offer.place, flash=False)
        card = self.new.cards.focus_offer(offer)
        if card is not None:
            self.bring_into_view(card)
        return card is not None

    def offer_of(self, widget: QWidget) -> Proposal | None:
        if self.new.cards.isAncestorOf(widget):
            return self.new.cards.offer_of(widget)
        if widget is self.list.view and self.offers is not None:
            ref = self.list.current_ref
            return self.offers.at(self._place(ref)) if ref is not None else None
        return super().offer_of(widget)

    def take_offer(self, offer: Proposal) -> bool:
        return self.new.take((offer,))

    def _still_open(self, items: tuple[Entry, ...]) -> str | None:
        """The entry that is open now; after a send a new one is known by the service's id."""
        ref = self.list.open_ref
        refs = [item.ref for item in items]
        if ref is None or ref in refs:
            return ref
        old = [card.ref for card in self.list.cards.cards]
        at = old.index(ref) if ref in old else len(refs)
        renamed = len(old) == len(refs) and refs[at] not in old
        return refs[at] if renamed else None

    def _show_count(self, count: int) -> None:
        change = self.session.change(self.field.key) if self.session is not None else None
        nouns = ngettext(*self.field.noun, count)
        text = _("{count} {nouns}").format(count=count, nouns=nouns) if count else ""
        if change is not None and change.moved:
            text = _("{count}, in another order").format(count=text)
        self.buttons.show_count(text)

    def _enable(self) -> None:
        count, row = self.list.cards.rowCount(), self.list.view.current_row
        editable = self.is_editable
        chosen = editable and row >= 0 and self.list.view.selectionModel().hasSelection()
        self.buttons.add_button.setEnabled(editable)
        self.buttons.remove_button.setEnabled(chosen)
        self._duplicate.setEnabled(chosen)
        self._up.setEnabled(chosen and row > 0)
        self._down.setEnabled(chosen and row < count - 1)
        self.buttons.sort_button.setEnabled(editable and count > 1)
        self.list.view.can_move = editable and count > 1

    # --- opening ---------------------------------------------------------------------------

    def open_entry(self, ref: str, *, focus: bool = False) -> None:
        """Opens the card of an entry for editing; with `focus` typing goes there."""
        if self.list.cards.row_of(ref) < 0:
            return
        if self.editor is None:
            self.editor = self.make_editor()
            self.editor.closed.connect(self.close_entry)
            self.editor.present_typed.connect(self._on_present)
            self.editor.binder.offers = self.offers
            self.editor.binder.follow(self.session)
        if ref != self.list.open_ref:
            self.editor.binder.move_to(ref)
            items = entries(self.session.value(self.field.key)) if self.session is not None else ()
            self.editor.show_values(Changed(frozenset({self.field.key})), find_entry(items, ref))
            self.editor.binder.show_complaints()
            self.editor.strip.forget()
            self.editor.show_offers((self.field.key,))
        self.list.open(ref, self.editor)
        self._enable()
        self.bring_into_view(self.list, self.list.area_of(ref))
        if focus:
            self.editor.focus_first()

    def close_entry(self) -> None:
        """Closes the open card; its entry stays the current one."""
        self.list.close_editor()

    def make_editor(self) -> EntryEditor:
        """The editors of one entry, made when the first card is opened."""
        return EntryEditor(self.field)

    # --- Qt's side -------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # Wherever the focus is on the tab but in a text: else the key is the window's, for files.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
            and clipped_for(self.field.key) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._on_paste()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.session is not None:
            self._make_menu(None).popup(event.globalPos())

    # --- places ----------------------------------------------------------------------------

    def show_place(self, place: Place, *, flash: bool) -> bool:
        if place.key != self.field.key:
            return False
        ref = place.entry
        if ref is None or self.list.cards.row_of(ref) < 0:
            self._focus_list()
            if flash:
                Flash(self.list, self.list.rect())
            return ref is None
        if place.field is None or self._show_field(place, flash=flash):
            if place.field is None:
                self.list.choose(ref)
                self.list.view.setFocus()
                self.bring_into_view(self.list, self.list.area_of(ref))
                if flash:
                    self.list.flash(ref)
            return True
        return False

    def _show_field(self, place: Place, *, flash: bool) -> bool:
        self.open_entry(place.entry or "")
        row = self.editor.binder.row_at(place) if self.editor is not None else None
        if row is None:
            return False
        row.editor.focus_editor()
        self.bring_into_view(row)
        if flash:
            Flash(row, row.rect())
        return True

    def place_of(self, widget: QWidget) -> Place | None:
        if self.new.cards.isAncestorOf(widget):
            return Place(self.field.key)
        return super().place_of(widget) or Place(self.field.key, self.list.current_ref)

    def state(self) -> TabState:
        state = super().state()
        if self._state is not None or not self.is_built:
            return state
        return TabState(state.scroll, self.list.open_ref, self.list.current_ref)

    def restore_entries(self, state: TabState) -> None:
        if state.open_entry is not None:
            self.open_entry(state.open_entry)
        elif state.current_entry is not None:
            self.list.choose(state.current_entry)
