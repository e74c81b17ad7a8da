"""What one send did to one key: the value before and after with the differing words marked.

Only looked at. Long lists show their first entries, long texts what is near their changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _, ngettext
from gui.model.comparison import Effect, compare_key
from gui.model.fields import Kind, field_of
from gui.model.intended import stored_as_sent
from gui.model.journal import JournalEntry, Outcome
from gui.model.record import Facts
from gui.model.texts import human_size
from gui.model.values import MISSING
from gui.views.buttons import Button
from gui.views.dialogs.note import Note
from gui.views.icons import Glyph, IconRole
from gui.views.panels.changes_excerpt import SHOWN_LIMIT, Look, Piece, side_by_side
from gui.views.panels.changes_items import Item, Items, Pair, What
from gui.views.panels.changes_text import LEAD, DiffText, Sign
from gui.views.text import Label
from gui.views.theme import Space

ENTRIES_SHOWN: Final = 30
"""How many entries of one list are shown."""
WORDS_SHOWN: Final = 80

_MARKS: Final[dict[Effect, tuple[str, IconRole]]] = {
    Effect.ADDED: ("plus", "added"),
    Effect.REMOVED: ("trash", "removed"),
    Effect.EDITED: ("edit", "changed"),
}


def sent_item(entry: JournalEntry, key: str) -> Item | None:
    """What the send changed in a key, as the list of changes would say it; None for nothing."""
    change = compare_key(key, entry.before.get(key, MISSING), entry.after(key))
    if change is None:
        return None
    item = Items().item_of(change, Facts(), {})
    if field_of(key).kind in (Kind.RESUME, Kind.PHOTO) and item.pair is not None:
        kept = entry.files.get(key)
        before = f"{kept.name} · {human_size(kept.size)}" if kept is not None else ""
        note = _("no older one was kept")
        item = replace(item, pair=replace(item.pair, before=before, before_note=note))
    return item


class KeyView(QFrame):
    """One key of an entry of the journal."""

    def __init__(self, entry: JournalEntry, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setObjectName(f"sent.{key}")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        top = QHBoxLayout()
        top.addWidget(Label(field_of(key).label, role="strong"), 1)
        top.addWidget(Label(key, role="small", selectable=True))
        column.addLayout(top)
        item = sent_item(entry, key)
        if item is None:
            column.addWidget(Label(_("Nothing was changed by it."), role="quiet"))
        else:
            for widget in shown_item(item):
                column.addWidget(widget)
        kept = key in entry.stored and not stored_as_sent(key, entry.sent[key], entry.stored[key])
        if kept and entry.outcome is Outcome.SENT:
            note = Note()
            text = _("Workable stored it otherwise than it was sent; what it stored is shown.")
            note.say(text, icon="warning", tone="warning", whole=text)
            column.addWidget(note)


class PairText(QWidget):
    """A value before and after, one below the other; a long one can be shown whole."""

    def __init__(self, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair = pair
        self._shows_all = False
        self.before = DiffText(Sign.BEFORE)
        self.after = DiffText(Sign.AFTER)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.before)
        column.addWidget(self.after)
        self.more: Button | None = None
        if max(len(pair.before), len(pair.after)) > SHOWN_LIMIT:
            self.more = Button("", kind="quiet")
            self.more.clicked.connect(self._toggle)
            row = QHBoxLayout()
            row.setContentsMargins(LEAD - Space.S, 0, 0, 0)  # its text under the texts above
            row.addWidget(self.more)
            row.addStretch(1)
            column.addLayout(row)
        self._show()

    def _toggle(self) -> None:
        self._shows_all = not self._shows_all
        self._show()

    def _show(self) -> None:
        pair = self._pair
        sides = side_by_side(
            pair.before, pair.after, words=pair.by_words, everything=self._shows_all
        )
        for view, pieces, note, text in (
            (self.before, sides.before, pair.before_note, pair.before),
            (self.after, sides.after, pair.after_note, pair.after),
        ):
            view.show_pieces(pieces, note=note, left_to_right=pair.left_to_right)
            view.setAccessibleName(text or note)
        if self.more is not None:
            self.more.set_text(_("Show less") if self._shows_all else _("Show all"))


def shown_item(item: Item) -> Iterator[QWidget]:
    """The widgets that say what happened to a key."""
    if item.pair is not None:
        yield PairText(item.pair)
        return
    words = [child for child in item.children if child.what is What.WORD]
    if words:
        yield _words(words)
    entries = [child for child in item.children if child.what is not What.WORD]
    for child in entries[:ENTRIES_SHOWN]:
        yield _entry(child)
    if len(entries) > ENTRIES_SHOWN:
        rest = len(entries) - ENTRIES_SHOWN
        text = ngettext("and {count} more entry", "and {count} more entries", rest)
        yield Label(text.format(count=rest), role="quiet")


def _words(items: Sequence[Item]) -> QWidget:
    """Tags or skills in one text, those that went struck through."""
    pieces: list[Piece] = []
    for item in items[:WORDS_SHOWN]:
        came = item.effect is Effect.ADDED
        if pieces:
            pieces.append(Piece(Look.SAME, "   "))
        sign = Sign.AFTER if came else Sign.BEFORE
        pieces.append(Piece(Look.SAME, f"{sign.value} "))
        pieces.append(Piece(Look.ADDED if came else Look.REMOVED, item.title))
    if len(items) > WORDS_SHOWN:
        pieces.append(Piece(Look.GAP, " … "))
    view = DiffText()
    view.show_pieces(pieces)
    view.setAccessibleName("".join(piece.text for piece in pieces))
    return view


def _entry(item: Item) -> QWidget:
    """One entry: its name with a mark, and the fields that differ."""
    view = QWidget()
    column = QVBoxLayout(view)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    top = QHBoxLayout()
    top.setSpacing(Space.S)
    name, role = _MARKS[item.effect] if item.effect is not None else ("sort", "changed")
    top.addWidget(Glyph(name, role, side=16), 0, Qt.AlignmentFlag.AlignTop)
    top.addWidget(Label(item.title, wrap=True), 1)
    column.addLayout(top)
    inner = QVBoxLayout()
    inner.setContentsMargins(Space.XL, 0, 0, 0)
    inner.setSpacing(Space.XS)
    if item.detail:
        inner.addWidget(Label(item.detail, role="small", wrap=True))
    for child in item.children:
        inner.addWidget(Label(child.title, role="label"))
        if child.pair is not None:
            inner.addWidget(PairText(child.pair))
    column.addLayout(inner)
    return view
