"""What a person does with a list of entries, by buttons, keys, menu and clipboard.

Each deed is one step of the draft. How the list looks and which card is open is `EntriesTab`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.i18n import _, ngettext
from gui.model import edits
from gui.model.clippings import Row
from gui.model.draft import Draft
from gui.model.fields import Field
from gui.model.values import Place, entries
from gui.views.actions import Act
from gui.views.announce import announce
from gui.views.tabs.base import FormTab
from gui.views.tabs.entries_head import EntriesHead
from gui.views.tabs.entry_clipboard import clipped_for, copy_entries
from gui.views.tabs.entry_list import EntryList
from gui.views.text import plain

T = TypeVar("T")

_IN_MENU: Final = (Act.DUPLICATE_ENTRY, Act.ENTRY_UP, Act.ENTRY_DOWN)


class EntryDeeds(FormTab):
    """A tab with a list of entries. Subclasses make `list`, `buttons` and the `keyed` actions, and
    open and close the card of one."""

    field: Field
    list: EntryList
    buttons: EntriesHead
    keyed: Mapping[Act, QAction]

    def open_entry(self, ref: str, *, focus: bool = False) -> None:
        """Opens the card of an entry for editing; with `focus` typing goes there."""
        raise NotImplementedError

    def close_entry(self) -> None:
        """Closes the open card; its entry stays the current one."""
        raise NotImplementedError

    def do(self, act: Act) -> None:
        """A command of the entries, from wherever it is asked for; see `gui.views.actions`."""
        ref = self.list.current_ref
        match act:
            case Act.ADD_ENTRY:
                self._on_add()
            case Act.REMOVE_ENTRY:
                self._on_remove(ref)
            case Act.SORT_ENTRIES:
                self._on_sort()
            case Act.COPY_ENTRY | Act.COPY_ENTRIES:
                self._on_copy(ref if act is Act.COPY_ENTRY else None)
            case Act.PASTE_ENTRIES:
                self._on_paste()
            case _:
                self.keyed[act].trigger()

    def _on_toggle(self, ref: str) -> None:
        if ref == self.list.open_ref:
            self.close_entry()
            self.list.view.setFocus()
        else:
            self.open_entry(ref, focus=True)

    def _on_add(self) -> None:
        ref = self._edit(lambda draft: edits.add_entry(draft, self.field.key, {}))
        if ref is not None:
            self.open_entry(ref, focus=True)

    def _on_remove(self, ref: str | None) -> None:
        if ref is not None:
            card = self.list.cards.card(self.list.cards.row_of(ref))
            self._edit(lambda draft: edits.remove_entry(draft, self._place(ref)))
            self._focus_list()
            if card is not None and self.is_editable:
                announce(self, _("Removed {name}").format(name=card.title))

    def _on_wanted_back(self, ref: str) -> None:
        label = _("Undo remove")
        self._edit(lambda draft: draft.revert(self._place(ref), label=label))
        self.list.choose(ref)
        self._focus_list()

    def _on_duplicate(self) -> None:
        if (ref := self.list.current_ref) is None:
            return
        copy = self._edit(lambda draft: edits.duplicate_entry(draft, self._place(ref)))
        if copy is not None:
            self.open_entry(copy, focus=True)

    def _on_copy(self, ref: str | None) -> None:
        """Puts an entry on the clipboard, or all of them for None."""
        items = entries(self.session.value(self.field.key)) if self.session is not None else ()
        chosen = [entry for entry in items if ref is None or entry.ref == ref]
        if chosen:
            copy_entries(self.field.key, chosen)
            nouns = ngettext(*self.field.noun, len(chosen))
            text = _("Copied {count} {nouns}.")
            self._tell(text.format(count=len(chosen), nouns=nouns))

    def _on_paste(self) -> None:
        """Adds what the clipboard holds, on top and as one step."""
        clipped = clipped_for(self.field.key)
        if clipped is None or not self.is_editable:
            return
        if clipped.refusal:
            self._tell(clipped.refusal)
            return
        self.add_rows(clipped.rows)

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Adds entries that were pasted, on top and as one step, and says so."""
        refs = self._edit(lambda draft: edits.add_entries(draft, self.field.key, rows))
        if refs:
            self.list.choose(refs[0])
            self.bring_into_view(self.list, self.list.area_of(refs[0]))
            for ref in refs:
                self.list.flash(ref)
            nouns = ngettext(*self.field.noun, len(refs))
            self._tell(_("Pasted {count} {nouns}.").format(count=len(refs), nouns=nouns))

    def _tell(self, text: str) -> None:
        self.said.emit(text)
        announce(self, text)

    def _on_present(self, name: str) -> None:
        """Somebody typed "present" for the end: the job is the current one (ux rule 26)."""
        ref, flag = self.list.open_ref, self.field.entry_field("current")
        if ref is not None and flag is not None and name == "end_date":
            place = Place(self.field.key, ref, name)
            values = {"current": True, "end_date": None}
            self._edit(lambda draft: edits.set_entry_fields(draft, place, values))

    def _on_move(self, by: int) -> None:
        if (ref := self.list.current_ref) is not None:
            self._move(ref, by)

    def _move(self, ref: str, by: int) -> None:
        self._edit(lambda draft: edits.move_entry(draft, self._place(ref), by))
        self.bring_into_view(self.list, self.list.area_of(ref))
        text = _("Now {row} of {count}")
        row, count = self.list.cards.row_of(ref) + 1, self.list.cards.rowCount()
        announce(self, text.format(row=row, count=count))

    def _on_revert(self) -> None:
        if (ref := self.list.current_ref) is not None:
            label = _("Revert {noun}").format(noun=_(self.field.noun[0]))
            self._edit(lambda draft: draft.revert(self._place(ref), label=label))

    def _on_sort(self) -> None:
        self._edit(lambda draft: edits.sort_newest_first(draft, self.field.key))

    def _show_menu(self, at: QPoint) -> None:
        view = self.list.view
        self._make_menu(self.list.current_ref).popup(view.viewport().mapToGlobal(at))

    def _make_menu(self, ref: str | None) -> QMenu:
        """What can be done with an entry, and with the list."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if ref is not None:
            menu.addAction(plain(_("Open")), lambda: self.open_entry(ref, focus=True))
            menu.addActions([self.keyed[each] for each in _IN_MENU])
            menu.addSeparator()
            menu.addAction(plain(_("Copy")), lambda: self._on_copy(ref))
        count = self.list.cards.rowCount()
        if count > 1:
            text = _("Copy all {count}").format(count=count)
            menu.addAction(plain(text), lambda: self._on_copy(None))
        paste = menu.addAction(plain(_("Paste")), self._on_paste)
        paste.setEnabled(self.is_editable and clipped_for(self.field.key) is not None)
        if ref is not None:
            menu.addSeparator()
            card = self.list.cards.card(self.list.view.current_row)
            revert = menu.addAction(plain(_("Revert entry")), self._on_revert)
            revert.setEnabled(card is not None and card.effect is not None and self.is_editable)
            remove = menu.addAction(plain(_("Remove entry")), lambda: self._on_remove(ref))
            remove.setEnabled(self.is_editable)
        return menu

    # --- inside ----------------------------------------------------------------------------

    def _place(self, ref: str) -> Place:
        return Place(self.field.key, ref)

    def _edit(self, verb: Callable[[Draft], T]) -> T | None:
        return self.session.edit(verb) if self.session is not None and self.is_editable else None

    def _focus_list(self) -> None:
        if self.list.cards.rowCount():
            self.list.view.setFocus()
        else:
            self.buttons.add_button.setFocus()
