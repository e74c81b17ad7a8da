"""The palette's contents: what there is to do and to go to with the candidate in front.

Imported when the palette is opened for the first time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.app.commands import TABS
from gui.i18n import _, listed
from gui.model.fields import FIELDS, FILE_KINDS, Field, Kind
from gui.model.texts import for_label
from gui.model.values import Entry, Place, entries, is_blank, words
from gui.services.candidate_list import CandidateList
from gui.services.desk import Desk
from gui.services.palette import Group, Item, search
from gui.services.palette import Kind as Sort
from gui.services.session import Session
from gui.services.settings import Memory
from gui.views.actions import ACTIONS, Act, ActionSpec, Menu, Part, plain_label
from gui.views.dialogs.palette import Palette
from gui.views.fields.date import today
from gui.views.form import Form
from gui.views.keymap import keys_of, native
from gui.views.main_window import MainWindow
from gui.views.panels.candidate_rows import row_line
from gui.views.panels.candidates import CandidatesPanel
from gui.views.panels.offers import TONE_ICONS, Offered
from gui.views.tabs.card import card_of
from gui.views.text import shown

if TYPE_CHECKING:
    from gui.workable.wire import RowSummary

Go = Callable[[Session, Place], object]

_LATELY: Final = "palette"
_REMEMBERED: Final = 12
_VALUE: Final = 60
_FEW: Final = 8
_MOST: Final = 60
"""Candidates that are looked at more closely, of those of the list that hold all words."""
_ORDER: Final = (
    *(Menu.CANDIDATE, Menu.EDIT, Menu.VIEW, Part.ENTRIES, Part.FIELD, Part.RESUME, Part.CANDIDATES),
    *(Menu.FILE, Menu.HELP, Menu.SANDBOX),
)
"""The commands before anything is typed: what is done to a candidate first."""
_TABLE: Final = frozenset(spec.act.value for spec in ACTIONS)
_ICONS: Final = {
    "email": "mail",
    "phone": "phone",
    "resume": "resume",
    "image": "photo",
    "education_entries": "school",
    "experience_entries": "job",
    "social_profiles": "link",
    "tags": "tag",
    "skills": "star",
}


@dataclass
class PaletteOpener:
    """Opens it, and remembers what was used lately: commands and fields, nothing of a record."""

    window: MainWindow
    form: Form
    desk: Desk
    candidates: CandidatesPanel
    source: CandidateList
    memory: Memory
    _open: Palette | None = field(default=None, init=False)
    _of: Session | None = field(default=None, init=False)
    _all: tuple[Item, ...] = field(default=(), init=False)

    def open(self, *, fields_only: bool = False) -> None:
        """Opens the palette, once; with `fields_only` a few letters find nothing else."""
        if self._open is not None:
            return
        find = self._found_fields if fields_only else self._found
        palette = Palette(find, self.window, fields_only=fields_only)
        palette.chosen.connect(self._do)
        palette.closed.connect(self._forget)
        self._open = palette
        self.window.toast.hold(True)
        palette.open_palette()

    # --- what there is ---------------------------------------------------------------------

    def _items(self) -> Iterator[Item]:
        for offered in (*self.window.toast.offered, *self.window.bar.offered):
            yield self._offer(offered)
        in_window = (spec for spec in ACTIONS if spec.in_window)
        for spec in sorted(in_window, key=lambda spec: _ORDER.index(spec.home)):
            if spec.act is not Act.PALETTE:
                yield self._command(spec)
        yield from self._others()
        session = self.desk.session
        if session is not None:
            for each in FIELDS:
                yield _field_item(session, each, self._go)
                yield from _entry_items(session, each, self._go)
        for row in self.candidates.recents:
            yield self._candidate(row)

    def _offer(self, offered: Offered) -> Item:
        """A button of a toast or bar. It is gone with them, so nothing is remembered of it."""

        def take() -> None:
            if not offered.take():
                self.window.status.say(_("This is not offered any more."))

        notice = offered.notice
        return Item(
            Sort.OFFER,
            plain_label(offered.label),
            take,
            about=notice.text,
            icon=TONE_ICONS[notice.tone][0],
            also=notice.text,
        )

    def _command(self, spec: ActionSpec) -> Item:
        acts = self.window.acts
        action, is_tab = acts[spec.act], spec.act in TABS
        about, why_not = _standing(action, spec.home.heading, acts.lacking(spec.act))
        return Item(
            Sort.TAB if is_tab else Sort.COMMAND,
            plain_label(action.text()),
            action.trigger,
            name=f"act:{spec.act}",
            about="" if is_tab else about,
            keys=tuple(native(keys) for keys in keys_of(spec.act)[:1]),
            icon=spec.icon or "arrow-right",
            # English words too: who reads a guide in it finds them by these.
            also=f"{plain_label(spec.text)} {spec.help_text}",
            why_not=why_not,
        )

    def _others(self) -> Iterator[Item]:
        """What stands in the menus besides the table: what a sandbox can be told to do."""
        for entry in self.window.menuBar().actions():
            menu = entry.menu()
            if isinstance(menu, QMenu) and entry.isVisible():
                yield from _menu_items(menu, plain_label(entry.text()))

    def _candidate(self, row: RowSummary) -> Item:
        name = shown(row.name or _("No name"))
        parts = (row.name, row.email, row.job, row.stage, row.headline)
        session = self.desk.session
        is_here = session is not None and session.record_id == row.id
        return Item(
            Sort.CANDIDATE,
            name,
            partial(self.candidates.open, row.id, row.name or ""),
            about=_("open now") if is_here else shown(row_line(row)),
            when_typed=is_here,
            icon="person",
            also=" ".join(part for part in parts if part),
        )

    def _found(self, query: str) -> tuple[Group, ...]:
        # Somebody else may have come to the front while it is open.
        if self._of is not self.desk.session or not self._all:
            self._of, self._all = self.desk.session, tuple(self._items())
        return search(query, self._all, lately=self._lately(), more=self._more)

    def _found_fields(self, query: str) -> tuple[Group, ...]:
        if self._of is not self.desk.session or not self._all:
            self._of, self._all = self.desk.session, tuple(self._field_items())
        return search(query, self._all)

    def _field_items(self) -> Iterator[Item]:
        """Those of the form in their order, of a list those of the entry in front or its first."""
        session, here = self.desk.session, self.form.current_place()
        for each in FIELDS if session is not None else ():
            assert session is not None
            yield _field_item(session, each, self._go)
            stored = entries(session.value(each.key)) if each.entry_fields else ()
            at_hand = (entry for entry in stored if here is not None and entry.ref == here.entry)
            if (entry := next(at_hand, next(iter(stored), None))) is not None:
                yield from _inner_items(session, each, entry, self._go)

    def _more(self, query: str) -> Iterable[Item]:
        """Candidates of the list that hold all words, and the way to those of no list."""
        known = {row.id for row in self.candidates.recents}
        rows = self.source.rows
        found = (rows[at] for at in self.source.matching(query))
        for row in islice((row for row in found if row.id not in known), _MOST):
            yield self._candidate(row)
        if not self.window.acts.lacking(Act.FIND) and _is_reference(query):
            yield Item(
                Sort.CANDIDATE,
                _("Find “{text}” in Workable").format(text=shown(query.strip(), limit=_VALUE)),
                partial(self.window.find_asked.emit, query.strip()),
                icon="search",
            )

    # --- what is done ----------------------------------------------------------------------

    def _do(self, item: Item) -> None:
        if item.name:
            names = [item.name, *(name for name in self._lately() if name != item.name)]
            self.memory.keep(_LATELY, " ".join(names[:_REMEMBERED]))
        item.deed()

    def _lately(self) -> list[str]:
        return self.memory.recall(_LATELY).split()

    def _forget(self) -> None:
        self._open, self._of, self._all = None, None, ()
        self.window.toast.hold(False)

    def _go(self, session: Session, place: Place) -> None:
        """Leads to a place of whoever was in front when it was found, if they still are."""
        if session is self.desk.session:
            session.go_to(place)


def _menu_items(menu: QMenu, about: str) -> Iterator[Item]:
    for action in menu.actions():
        inner, title = action.menu(), _unescaped(action.text())
        if isinstance(inner, QMenu):
            yield from _menu_items(inner, f"{about} · {title}")
        elif not action.isSeparator() and action.objectName() not in _TABLE:
            said, why_not = _standing(action, about)
            yield Item(
                *(Sort.COMMAND, title, action.trigger),
                about=said,
                icon="sandbox",
                why_not=why_not,
            )


def _standing(action: QAction, about: str, lacking: str = "") -> tuple[str, str]:
    """What is said beside a command, with its tick, and why it cannot be done."""
    if action.isCheckable() and action.isChecked():
        about = _("{about} · on").format(about=about)
    return about, lacking or ("" if action.isEnabled() else _("Not possible just now."))


def _unescaped(text: str) -> str:
    """The text of a menu's line whose ampersands are doubled."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def _field_item(session: Session, each: Field, go: Go) -> Item:
    return Item(
        Sort.FIELD,
        each.label,
        partial(go, session, Place(each.key)),
        name=f"field:{each.key}",
        about=_value_text(session, each),
        icon=_ICONS.get(each.key, "edit"),
        also=f"{each.key} {each.key.replace('_', ' ')} {each.source_label}",
    )


def _entry_items(session: Session, each: Field, go: Go) -> Iterator[Item]:
    """The entries of a list by what stands on their cards."""
    if not each.entry_fields:
        return
    for entry in entries(session.value(each.key)):
        card = card_of(each.key, entry, None, today=today())
        detail = " · ".join(part for part in (card.detail, card.period) if part)
        yield Item(
            Sort.FIELD,
            card.title,
            partial(go, session, Place(each.key, entry.ref)),
            about=detail or _(each.noun[0]),
            icon=_ICONS.get(each.key, "edit"),
            also=f"{_(each.noun[0])} {card.detail}",
        )


def _inner_items(session: Session, each: Field, entry: Entry, go: Go) -> Iterator[Item]:
    title = card_of(each.key, entry, None, today=today()).title
    for inner in each.entry_fields:
        yield Item(
            Sort.FIELD,
            inner.label,
            partial(go, session, Place(each.key, entry.ref, inner.name)),
            about=title,
            icon=_ICONS.get(each.key, "edit"),
            also=f"{_(each.noun[0])} {title}",
        )


def _value_text(session: Session, each: Field) -> str:
    """What stands in a field, for one line."""
    value = session.value(each.key)
    if each.kind in FILE_KINDS or each.kind is Kind.CONSENT or each.entry_fields:
        return ""
    if each.kind is Kind.WORDS:
        return for_label(listed(words(value)[:_FEW]), _VALUE)
    return for_label(value, _VALUE) if isinstance(value, str) and not is_blank(value) else ""


def _is_reference(query: str) -> bool:
    """Whether it may be an id, a link or an e-mail: no word of a name."""
    text = query.strip()
    return " " not in text and ("@" in text or "/" in text or any(map(str.isdigit, text)))
