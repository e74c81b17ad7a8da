"""The list of changes: original and new beside each other, grouped by the keys that will be sent.

It follows one session and renews only the keys that the session names. What is done here goes
through the session like any other edit and can be undone.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _, ngettext
from gui.model.fields import BY_KEY
from gui.model.findings import Level
from gui.model.values import Place
from gui.services.session import Changed, Session
from gui.views.accessible import told_as
from gui.views.buttons import Button, ButtonRow
from gui.views.icons import Glyph
from gui.views.panels.changes_items import Item, Items, LineId
from gui.views.panels.changes_rows import Row, Stop
from gui.views.panels.changes_sheet import ChangesSheet
from gui.views.text import Label
from gui.views.theme import Space

WIDE: Final = 400
WIDE_LETTERS: Final = 48
"""From this width on, in logical pixels and in letters, original and new stand side by side."""
_FAULT_MS: Final = 1000
"""A fault is said after this long without a key, never while typing (ux rule 24)."""


class ChangesPanel(QWidget):
    """Signal: `request_asked()` when the person wants to see the exact request."""

    request_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changes_panel")
        self._session: Session | None = None
        self._is_due = False
        self._stale: set[str] = set()
        self._said: dict[str, dict[Place, str]] = {}
        self._current: LineId | None = None
        self._items = Items()
        self._fault_timer = QTimer(self)
        self._fault_timer.setSingleShot(True)
        self._fault_timer.setInterval(_FAULT_MS)
        self._fault_timer.timeout.connect(self._say_faults)
        # The first letter of a change makes a card, which takes as long as all else that the
        # letter does: what was typed is painted first.
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.setInterval(0)
        self._card_timer.timeout.connect(self._show_typed)
        self._typed: Changed | None = None
        self._compose()
        self._show_count()

    # --- what the window uses --------------------------------------------------------------

    def expect(self, due: bool) -> None:
        """Says of an empty page that a candidate is on the way, or that none is open."""
        if due is not self._is_due:
            self._is_due = due
            self._show_count()

    def follow(self, session: Session | None) -> None:
        """Shows the changes of another session from now on, or of none."""
        if self._session is not None:
            self._session.changed.disconnect(self._on_changed)
            self._session.complaints_changed.disconnect(self._on_complaints)
        self._session = session
        self._said.clear()
        self._typed = None
        self._current = None
        for key in self._sheet.keys:
            self._sheet.drop(key)
        if session is not None:
            session.changed.connect(self._on_changed)
            session.complaints_changed.connect(self._on_complaints)
        self._stale.update(BY_KEY)
        self._show_stale(quiet=False)
        self._sheet.verticalScrollBar().setValue(0)

    # --- what the lines ask for (`Owner`) --------------------------------------------------

    @property
    def is_wide(self) -> bool:
        letter = self.fontMetrics().averageCharWidth()
        return self.width() >= max(WIDE, WIDE_LETTERS * letter)

    def go(self, place: Place) -> None:
        if self._session is not None:
            self._session.go_to(place)

    def revert(self, item: Item) -> None:
        session = self._session
        if session is None:
            return
        focused = QApplication.focusWidget()
        at = -1
        if isinstance(focused, Stop) and self._sheet.isAncestorOf(focused):
            at = list(self._sheet.signs()).index(focused.item.sign)
        label = _("Revert {what}").format(what=item.title)
        session.edit(lambda draft: draft.revert(item.place, label=label))
        if at >= 0:
            self._focus_at(at)

    def hold(self, key: str, held: bool) -> None:
        if self._session is not None:
            self._session.hold(key, held)

    def is_held(self, key: str) -> bool:
        return self._session is not None and key in self._session.draft.held

    def entered(self, stop: Stop) -> None:
        if stop.item.sign != self._current:
            self._make_current(stop.item.sign)

    def keeps(self, stop: Stop) -> bool:
        # The one stop of Tab, and whatever has a menu open.
        return stop.item.sign == self._current or stop.findChild(QMenu) is not None

    def toggle_all(self, stop: Stop) -> None:
        if isinstance(stop, Row) and stop.face.is_long:
            stop.face.toggle_all()
            stop.show_face()
            card = self._sheet.card(stop.item.place.key)
            if card is not None:
                card.grew()
            self._sheet.place()

    def grew(self, sign: LineId) -> None:
        self._sheet.place()
        self._focus_at(list(self._sheet.signs()).index(sign))

    def pressed(self, stop: Stop, key: int) -> bool:
        match key:
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._walk(stop, 1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                forward = (key == Qt.Key.Key_Right) != self.isRightToLeft()
                self._unfold_or_walk(stop, forward=forward)
            case Qt.Key.Key_Home:
                self._focus_at(0)
            case Qt.Key.Key_End:
                self._focus_at(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.go(stop.item.place)
            case Qt.Key.Key_Space:
                place = stop.item.place
                self.hold(place.key, not self.is_held(place.key))
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                if stop.can_revert:
                    self.revert(stop.item)
            case _:
                return False
        return True

    # --- Qt's side -------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_stale(quiet=False)

    # --- showing ---------------------------------------------------------------------------

    def _on_changed(self, changed: Changed) -> None:
        self._stale |= changed.keys & BY_KEY.keys()
        if not self.isVisible():
            self._show_count()
        elif changed.origin is None:
            self._show_stale(quiet=False)
        else:
            self._fault_timer.start()
            self._typed = changed
            if self._needs_card(changed):
                self._card_timer.start()
            else:
                self._show_typed()

    def _needs_card(self, changed: Changed) -> bool:
        session, shown = self._session, self._sheet.keys
        return session is not None and any(
            key not in shown and session.change(key) is not None for key in changed.keys
        )

    def _show_typed(self) -> None:
        typed, self._typed = self._typed, None
        if typed is not None:
            self._show_stale(quiet=True)
            self._follow_typing(typed)

    def _on_complaints(self) -> None:
        self._stale.update(self._sheet.keys)
        if self.isVisible():
            self._show_stale(quiet=True)

    def _show_stale(self, *, quiet: bool) -> None:
        """Shows the keys that may differ from what is shown; `quiet` says no new faults."""
        if not self.isVisible():
            self._show_count()
            return
        keys, self._stale = self._stale, set()
        differs = [self._show_key(key, quiet=quiet) for key in BY_KEY if key in keys]
        self._show_count()
        if any(differs):
            self._sheet.place()
        if self._current is None or self._current not in self._sheet:
            self._make_current(next(self._sheet.signs(), None))
        elif any(differs):
            self._order_tabs()

    def _show_key(self, key: str, *, quiet: bool) -> bool:
        """Shows one key; False when nothing of it differs from what is shown."""
        session = self._session
        change = session.change(key) if session is not None else None
        if session is None or change is None:
            self._said.pop(key, None)
            return self._sheet.drop(key)
        faults = self._faults(session, key, quiet=quiet)
        return self._sheet.show_item(self._items.item_of(change, session.baseline.facts, faults))

    def _show_count(self) -> None:
        session = self._session
        changes = session.draft.changes() if session is not None else ()
        count = sum(change.count for change in changes)
        held = sum(change.count for change in changes if self.is_held(change.key))
        # How many there are stands in the tab and beside Send already; who hears hears it here.
        words = ngettext("{count} change", "{count} changes", count).format(count=count)
        later = ngettext("{count} kept for later", "{count} kept for later", held)
        later = later.format(count=held) if held else ""
        self.held.setText(later)
        self.held.setVisible(bool(held))
        self._sheet.setAccessibleDescription(f"{words} · {later}" if later else words)
        self._pages.setCurrentWidget(self._list_page if count else self._empty_page)
        nobody = _("The candidate is being loaded.") if self._is_due else _("No candidate is open.")
        self._empty_title.setText(_("No changes.") if session is not None else nobody)

    def _follow_typing(self, changed: Changed) -> None:
        """Brings the line of what is typed into view, unless the person is busy here."""
        focused = QApplication.focusWidget()
        busy = focused is not None and self.isAncestorOf(focused)
        sign = self._typed_line(changed)
        if sign is not None and not busy:
            stop = self._sheet.stop(sign)
            if stop.visibleRegion().isEmpty():
                self._sheet.ensureWidgetVisible(stop, 0, Space.M)

    def _typed_line(self, changed: Changed) -> LineId | None:
        """The line about what was typed last."""
        session = self._session
        if session is None or len(changed.keys) != 1:
            return None
        card = self._sheet.card(next(iter(changed.keys)))
        done = session.draft.steps[0]
        return card.line_of(done[-1].place) if card is not None and done else None

    # --- faults ----------------------------------------------------------------------------

    def _faults(self, session: Session, key: str, *, quiet: bool) -> dict[Place, str]:
        """What keeps a key from being sent: the service's complaints, and errors of the checks.

        An error is first said when typing is over, and goes with the keystroke that mends it.
        """
        said = self._said.get(key, {})
        errors: dict[Place, str] = {}
        if said or not quiet:
            errors = {
                finding.place: finding.text
                for finding in session.findings(key)
                if finding.level is Level.ERROR and (not quiet or finding.place in said)
            }
        self._said[key] = errors
        complaints = {place: text for place, text in session.complaints.items() if place.key == key}
        return errors | complaints

    def _say_faults(self) -> None:
        self._stale.update(self._sheet.keys)
        self._show_stale(quiet=False)

    # --- walking ---------------------------------------------------------------------------

    def _make_current(self, sign: LineId | None) -> None:
        """Makes one line the stop of Tab."""
        if self._current is not None and self._current in self._sheet:
            self._sheet.stop(self._current).setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._current = sign
        if sign is not None:
            self._sheet.stop(sign).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """The line, then the buttons that show more of a list, then those below.

        They are made when they are needed, which would put them behind everything else.
        """
        last: QWidget = self._empty_page
        if self._current is not None:
            stop = self._sheet.stop(self._current)
            QWidget.setTabOrder(last, stop)
            last = stop
        for more in self._sheet.more_buttons():
            QWidget.setTabOrder(last, more)
            last = more

    def _walk(self, stop: Stop, by: int) -> None:
        signs = list(self._sheet.signs())
        at = signs.index(stop.item.sign) + by
        if 0 <= at < len(signs):
            self._focus_at(at)

    def _unfold_or_walk(self, stop: Stop, *, forward: bool) -> None:
        if not isinstance(stop, Row) or stop.item.pair is None:
            self._walk(stop, 1 if forward else -1)
        elif stop.face.shows_all != forward:
            self.toggle_all(stop)

    def _focus_at(self, at: int) -> None:
        """Puts the focus on a line, the last one when there are fewer or for -1; on the words
        that there are no changes when there is none."""
        signs = list(self._sheet.signs())
        if not signs:
            self._empty_page.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        sign = signs[min(at, len(signs) - 1)]
        self._make_current(sign)
        stop = self._sheet.stop(sign)
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        self._sheet.ensureWidgetVisible(stop, 0, Space.M)

    def _revert_all(self) -> None:
        if self._session is not None:
            self._session.revert_all()

    # --- making ----------------------------------------------------------------------------

    def _compose(self) -> None:
        self.held = Label(role="quiet")
        self.held.setObjectName("held_count")
        self.held.hide()
        self._sheet = ChangesSheet(self)
        self._sheet.setAccessibleName(_("Changes"))

        self.revert_all = Button(_("Revert all"), kind="quiet", icon_name="revert")
        self.revert_all.setObjectName("changes_revert_all")
        self.revert_all.clicked.connect(self._revert_all)
        self.show_request = Button(_("Show request…"), icon_name="code")
        self.show_request.setObjectName("changes_show_request")
        self.show_request.clicked.connect(self.request_asked)
        foot = ButtonRow((self.revert_all, self.show_request))
        line = QFrame()
        line.setProperty("look", "hairline")
        line.setFixedHeight(1)

        self._list_page = QWidget()
        self.held.setContentsMargins(Space.L, 0, Space.L, Space.S)
        column = QVBoxLayout(self._list_page)
        column.setContentsMargins(0, Space.L, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.held)
        column.addWidget(self._sheet, 1)
        column.addWidget(line)
        column.addWidget(foot)

        self._empty_page = _EmptyPage()
        self._empty_title = self._empty_page.title
        self._pages = QStackedWidget()
        # The empty page first: the lines come behind it in the order of Tab.
        self._pages.addWidget(self._empty_page)
        self._pages.addWidget(self._list_page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)


class _EmptyPage(QWidget):
    """Says that nothing differs."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("no_changes")
        self.title = Label(role="strong")
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text = _("What you edit appears here beside the original.")
        hint = Label(text, role="quiet", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        column.addStretch(2)
        column.addWidget(Glyph("changes", "quiet", side=40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.XS)
        column.addWidget(self.title)
        column.addWidget(hint)
        column.addStretch(3)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{_('No changes.')} {text}")


told_as(QAccessible.Role.StaticText, _EmptyPage)
