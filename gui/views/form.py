"""The form: the tabs of a record with their counts, and the way to any place in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QTabWidget, QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.fields import FILE_KINDS, Kind, Tab, field_of, fields_of
from gui.model.resume.proposal import Proposal
from gui.model.values import Place
from gui.services.offers import Offers
from gui.services.session import Session, tab_of
from gui.views.fields.base import Editor
from gui.views.fields.row import row_of
from gui.views.focus import first_field
from gui.views.middle import add, column
from gui.views.tabs.base import FormTab, TabState
from gui.views.tabs.profile import ProfileTab
from gui.views.tabs.tab_order import take_in
from gui.views.text import plain

if TYPE_CHECKING:
    from gui.views.tabs.words_tab import Suggest


@dataclass
class _Left:
    """How a record's form was left: which tab was in front, and each tab's state."""

    tab: Tab = Tab.PROFILE
    tabs: dict[Tab, TabState] = field(default_factory=dict)


class _Tabs(QTabWidget):
    """Paints the page again only where the bar above it has become higher or lower.

    By itself it does whenever anything asks for room, the title of a tab or a line of words: the
    whole form was painted for the first letter of a change. Its bar has the whole width anyway,
    and the page lays out itself.
    """

    def event(self, event: QEvent) -> bool:
        bar = self.tabBar()
        if event.type() == QEvent.Type.LayoutRequest and bar.sizeHint().height() == bar.height():
            self.updateGeometry()
            return True
        return super().event(event)


class Form(QWidget):
    """Shows one session at a time; None shows an empty form.

    `suggest` gives known words by key ("tags", "skills"). It is ready at once unless `is_built`
    is false: then when it was taken through `building`. Signals: `here_changed()` when the
    focus or the tab is another one: see `current_place` and `current_tab`; `said(text)` when
    something is to be told that has no place in the form.
    """

    here_changed = Signal()
    said = Signal(str)

    def __init__(
        self,
        session: Session | None = None,
        *,
        suggest: Mapping[str, Suggest] | None = None,
        is_built: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self._session: Session | None = None
        self._left: dict[tuple[str, str], _Left] = {}
        self._place: Place | None = None
        self._led_to: Place | None = None
        self._led_here: Place | None = None
        self.tabs = _Tabs()
        self.tabs.setDocumentMode(True)
        # Its bar takes the focus; nobody is to be told that there is something around it.
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.setProperty("look", "form")
        self.tabs.tabBar().setExpanding(False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.tabs)
        self._suggest = suggest or {}
        self._offers: Offers | None = None
        self._rooms = {tab: column() for tab in Tab}
        for tab, room in self._rooms.items():
            self.tabs.addTab(room, plain(tab.title))
        self._pages: dict[Tab, FormTab] = {}
        """Made when they are first asked for; what comes before that they find when they are."""
        self.setFocusProxy(self.tabs)
        if is_built:
            for _part in self.building():
                pass
            self.show_session(session)

    def building(self) -> Iterator[None]:
        """Builds the tab in front, a part at a time, and is ready then; once, and for a form that
        was made with `is_built` false."""
        yield from self.page.building()
        yield
        self._wake()
        self.tabs.currentChanged.connect(self._on_tab)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._on_focus)

    # --- what it shows ---------------------------------------------------------------------

    @property
    def session(self) -> Session | None:
        """The session that is shown."""
        return self._session

    @property
    def current_tab(self) -> Tab:
        """The tab in front."""
        return tuple(Tab)[self.tabs.currentIndex()]

    @property
    def page(self) -> FormTab:
        """The tab in front, as a widget."""
        return self.page_of(self.current_tab)

    def page_of(self, tab: Tab) -> FormTab:
        """The widget of a tab, built or not."""
        return self._pages.get(tab) or self._make(tab)

    def show_session(self, session: Session | None) -> None:
        """Shows another record; each finds its tab, its open entry and its scroll position as
        they were left. One not seen before keeps the tab that is in front, so that a person can
        walk a list of people and correct the same thing in each."""
        if session is self._session and session is not None:
            return
        self.commit()
        self._remember()
        if self._session is not None:
            self._session.changed.disconnect(self._show_counts)
            self._session.went.disconnect(self._on_went)
        self._session = session
        self._place = self._led_to = self._led_here = None
        left = self._left.get(_key(session)) if session is not None else None
        for page in self._pages.values():
            page.sleep()
            page.follow(session)
        if left is not None:
            for tab, state in left.tabs.items():
                if tab in self._pages:
                    self._pages[tab].restore(state)
            self.tabs.setCurrentIndex(tuple(Tab).index(left.tab))
        self._wake()
        if session is not None:
            session.changed.connect(self._show_counts)
            session.went.connect(self._on_went)
        self._show_counts()
        # The focus may be in the form already, and does not move then.
        self._look()
        self.here_changed.emit()

    # --- where one is ----------------------------------------------------------------------

    def current_place(self) -> Place | None:
        """The place that has the focus, or had it last before it left the form."""
        return self._place

    def show_place(self, place: Place, *, flash: bool = False) -> bool:
        """Leads to a place: its tab comes to the front, its entry opens, its field gets the
        focus. False where the form has nothing of it: files, and keys nobody knows."""
        if place.key not in _KEYS:
            return False
        self.show_tab(tab_of(place))
        return self.page.show_place(place, flash=flash)

    def show_tab(self, tab: Tab) -> None:
        """Brings a tab to the front."""
        self.tabs.setCurrentIndex(tuple(Tab).index(tab))

    def step_tab(self, by: int) -> None:
        """Goes to the next tab or the one before, round and round."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.tabs.setFocus()

    def enter(self) -> None:
        """Gives the focus to what had it last on the tab in front, else to its first field.

        Nothing is marked there: a key pressed too soon must not replace a whole value.
        """
        last = cast("QWidget | None", self.page.focusWidget())
        # The sheet itself takes the focus where Qt has to put it somewhere.
        is_there = last is not None and last is not self.page and last.isVisible()
        stop = last if is_there else first_field(self.page)
        (stop or self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_original(self) -> None:
        """Shows the whole original of the field that has the focus, if it is changed (F3)."""
        row = row_of(QApplication.focusWidget())
        if row is not None and self.isAncestorOf(row):
            row.peek()

    def take_proposal(self) -> bool:
        """Takes what is proposed where the focus is, in a field, for an entry, or to be added;
        False where nothing is."""
        row = row_of(QApplication.focusWidget())
        if row is not None and self.isAncestorOf(row):
            return row.take_proposal()
        offer, offers = self.offer_here(), self.page.offers
        return offer is not None and offers is not None and self.page.take_offer(offer)

    # --- what the resume offers ------------------------------------------------------------

    def use_offers(self, offers: Offers) -> None:
        """Shows from now on what the resume offers, too."""
        self._offers = offers
        for page in self._pages.values():
            page.use_offers(offers)

    def offer_here(self) -> Proposal | None:
        """What the resume offers where the focus is, if it is in the form."""
        now = QApplication.focusWidget()
        if now is None or not self.page.is_built or not self.page.isAncestorOf(now):
            return None
        return self.page.offer_of(now)

    def set_offer_aside(self) -> bool:
        """Has the resume no longer offer what it does where the focus is; False for nothing."""
        row = row_of(QApplication.focusWidget())
        if row is not None and self.isAncestorOf(row):
            return row.set_offer_aside()
        offer, offers = self.offer_here(), self.page.offers
        if offer is None or offers is None:
            return False
        offers.set_aside([offer])
        return True

    def show_offer(self, offer: Proposal) -> bool:
        """Leads to where an offer can be taken; False where the form has nothing of it."""
        self.commit()
        self.show_tab(tab_of(offer.place))
        return self.page.show_offer(offer)

    def go_doubtful(self, by: int) -> bool:
        """Leads to the next doubtful field or the one before, on whatever tab, round and round;
        False where there is none."""
        return self._go_along(Session.doubtful, by)

    def go_changed(self, by: int) -> bool:
        """The same with what is changed."""
        return self._go_along(Session.changed_places, by)

    def _go_along(self, stops: Callable[[Session], Sequence[Place]], by: int) -> bool:
        session = self._session
        if session is None:
            return False
        self.commit()
        places, here = stops(session), self._place
        focused = QApplication.focusWidget()
        is_here = focused is not None and self.isAncestorOf(focused)
        # A file is looked at beside the form, and what was removed is nowhere: it goes on there.
        if self._led_to is not None and (not is_here or here == self._led_here):
            here = self._led_to
        place = session.beside(places, here, by) if here is not None else self._first(places, by)
        if place is not None:
            self._led_to = place
            session.go_to(place)
            self._led_here = self._place
        return place is not None

    def revert_here(self, *, whole_entry: bool = False) -> None:
        """Puts the field that has the focus, or the whole entry, back to what was read.

        Among tags it is the word that the arrows are at, where that was added; else all of them.
        """
        place, session = self._place, self._session
        if place is None or session is None or session.is_read_only:
            return
        change = session.change(place.key)
        if not field_of(place.key).entry_fields and (
            change is None or all(item.word != place.entry for item in change.words)
        ):
            place = place.top
        label = _("Revert field")
        if whole_entry or place.field is None:
            place = Place(place.key, place.entry)
            if place.entry is not None:
                label = _("Revert {noun}").format(noun=_(field_of(place.key).noun[0]))
        session.edit(lambda draft: draft.revert(place, label=label))

    def revert_tab(self) -> None:
        """Puts everything on the tab in front back to what was read, as one step."""
        session, tab = self._session, self.current_tab
        if session is not None and not session.is_read_only:
            keys = [item.key for item in fields_of(tab) if item.kind not in FILE_KINDS]
            label = _("Revert {tab}").format(tab=tab.title)
            session.edit(lambda draft: draft.revert_keys(keys, label=label))

    def commit(self) -> None:
        """Takes what is typed so far in the field that has the focus, and words that still
        stand in the line of their set; before a send, and before somebody else is shown."""
        row = row_of(QApplication.focusWidget())
        if row is not None and self.isAncestorOf(row):
            row.editor.commit()
        for editor in self.findChildren(Editor):
            if editor.has_waiting_word:
                editor.commit()
        # Such as a date that came back unread with its draft.
        for editor in self.page.findChildren(Editor):
            if editor.has_left_over:
                editor.commit()

    # --- inside ----------------------------------------------------------------------------

    def _first(self, places: Sequence[Place], by: int) -> Place | None:
        """The first place of this tab and those behind it, or the last up to it."""
        if not places:
            return None
        tabs, at = tuple(Tab), self.tabs.currentIndex()
        if by > 0:
            return next((each for each in places if tabs.index(tab_of(each)) >= at), places[0])
        back = reversed(places)
        return next((each for each in back if tabs.index(tab_of(each)) <= at), places[-1])

    def _make(self, tab: Tab) -> FormTab:
        self._pages[tab] = page = _make_tab(tab, self._suggest)
        page.walked.connect(self._on_walked)
        page.said.connect(self.said)
        add(self._rooms[tab], page, stretch=1)
        page.show()  # else the layout would do so later, and it could not have the focus till then
        if self._offers is not None:
            page.use_offers(self._offers)
        page.follow(self._session)
        left = self._left.get(_key(self._session)) if self._session is not None else None
        if left is not None and tab in left.tabs:
            page.restore(left.tabs[tab])
        return page

    def _remember(self) -> None:
        if self._session is not None:
            tabs = {tab: page.state() for tab, page in self._pages.items()}
            self._left[_key(self._session)] = _Left(self.current_tab, tabs)

    def _show_counts(self) -> None:
        for at, tab in enumerate(Tab):
            count = self._session.count(tab) if self._session is not None else 0
            title = _("{tab} ({count})").format(tab=tab.title, count=count) if count else tab.title
            if self.tabs.tabText(at) != plain(title):
                self.tabs.tabBar().setTabText(at, plain(title))

    def _on_tab(self) -> None:
        for tab, page in self._pages.items():
            if tab is not self.current_tab:
                page.sleep()
        self._wake()
        self._place = None
        self._look()
        self.here_changed.emit()

    def _wake(self) -> None:
        is_new = not self.page.is_built
        self.page.wake()
        if is_new and len(self._pages) > 1:  # the first stands right there
            take_in(self.tabs.tabBar(), self.page)

    def _on_went(self, place: Place) -> None:
        self.show_place(place, flash=True)

    def _on_focus(self, _old: QWidget | None, _now: QWidget | None) -> None:
        if self._look():
            self.here_changed.emit()

    def _on_walked(self) -> None:
        if self._look():
            self.here_changed.emit()

    def _look(self) -> bool:
        """Takes note of where the focus is; not when it is in a menu or panel, since commands
        from there still mean the place that was left."""
        now = QApplication.focusWidget()
        if now is None or not self.page.is_built or not self.page.isAncestorOf(now):
            return False
        before, self._place = self._place, self.page.place_of(now)
        return self._place != before


_KEYS = frozenset(item.key for tab in Tab for item in fields_of(tab) if item.kind not in FILE_KINDS)


def _key(session: Session) -> tuple[str, str]:
    """By what a record is known from one account to the next."""
    return session.account, session.record_id


def _make_tab(tab: Tab, suggest: Mapping[str, Suggest]) -> FormTab:
    """The tab that fits the kinds of its fields."""
    fields = fields_of(tab)
    kinds = {item.kind for item in fields}
    if kinds == {Kind.ENTRIES}:
        from gui.views.tabs.entries import EntriesTab

        return EntriesTab(fields[0])
    if kinds == {Kind.PROFILES}:
        from gui.views.tabs.socials import SocialsTab

        return SocialsTab(fields[0])
    if kinds == {Kind.WORDS}:
        from gui.views.tabs.words_tab import WordsTab

        return WordsTab(fields, suggest)
    return ProfileTab(fields)
