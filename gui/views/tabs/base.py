"""What every tab of the form has in common: it scrolls, follows one session, and is built when
it is first looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, cast

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.model.fields import FIELDS, Tab
from gui.model.resume.proposal import Proposal
from gui.model.values import Place
from gui.services.offers import Offers
from gui.services.session import Changed, Session
from gui.views.fields.row import row_of
from gui.views.tabs.rows import GUTTER
from gui.views.theme import Space, grown

if TYPE_CHECKING:
    from gui.views.tabs.entries import EntriesTab

CONTENT_WIDTH: Final = 920
"""Logical pixels beyond which a form gets no easier to read; more for large letters."""

_NARROWEST: Final = 240

_ALL: Final = Changed(frozenset(field.key for field in FIELDS))


@dataclass(frozen=True)
class TabState:
    """How a tab was left, to be found again: scroll position, open and current entry."""

    scroll: int = 0
    open_entry: str | None = None
    current_entry: str | None = None


class FormTab(QWidget):
    """One tab. Subclasses build into `head` (stays in place) and `column` (scrolls), and show.

    A tab that nobody looks at is asleep: it does nothing when the draft changes and shows
    everything when it is woken. `follow(None)` shows an empty form. Signals: `walked()` when
    the place is another one although the focus is where it was, as among cards; `said(text)`
    when something is to be told that has no place on the tab.
    """

    walked = Signal()
    said = Signal(str)

    begins_with_rows: ClassVar[bool] = True
    """Whether rows stand at the edge, so that their bars belong into the margin."""

    has_entries: ClassVar[bool] = False
    """Whether it is one of entries, see `as_entries`."""

    most_width: ClassVar[int] = CONTENT_WIDTH
    """How wide it gets, at most."""

    def __init__(self, tab: Tab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tab = tab
        self.session: Session | None = None
        self.offers: Offers | None = None
        self._is_built = False
        self._building: Iterator[None] | None = None
        self._bounds: tuple[QWidget, ...] = ()
        self._is_awake = False
        self._is_stale = True
        self._has_other_offers = False
        self._state: TabState | None = None
        self.setObjectName(f"tab_{tab.name.lower()}")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)

    # --- what the form uses ----------------------------------------------------------------

    @property
    def is_built(self) -> bool:
        """Whether the tab has been looked at and has widgets."""
        return self._is_built

    def follow(self, session: Session | None) -> None:
        """Shows another session from now on; its signals are left when the tab is destroyed."""
        if self.session is not None:
            self.session.changed.disconnect(self._on_changed)
            self.session.complaints_changed.disconnect(self._on_complaints)
            self.session.unfinished_changed.disconnect(self._on_unfinished)
        self.session = session
        self._is_stale = True
        self._state = None
        if session is not None:
            session.changed.connect(self._on_changed)
            session.complaints_changed.connect(self._on_complaints)
            session.unfinished_changed.connect(self._on_unfinished)
        if self._is_awake:
            self.wake()

    def use_offers(self, offers: Offers) -> None:
        """Shows from now on what the resume offers, too."""
        self.offers = offers
        offers.changed.connect(self._on_offers)

    def wake(self) -> None:
        """The tab is looked at: builds what is not built, shows what has changed."""
        self._is_awake = True
        for _step in self.building():
            pass
        if self._is_stale:
            self._is_stale = False
            self.show_session()
            self.show_keys(_ALL)
            self.show_complaints()
            self.show_offers(_ALL.keys)
            if self._state is None:
                self.begin()
            self._restore()
        elif self._has_other_offers:
            # Not as stale: that would close the open entry.
            self.show_offers(_ALL.keys)
        self._has_other_offers = False

    def building(self) -> Iterator[None]:
        """Builds what is not built, a part at a time; who goes on with it goes on where it was."""
        if self._building is None:
            self._building = self._build()
        return self._building

    def sleep(self) -> None:
        """The tab is no longer looked at."""
        self._is_awake = False

    def state(self) -> TabState:
        """How the tab is left, for `restore`."""
        if self._state is not None or not self._is_built:
            return self._state or TabState()
        return TabState(scroll=self.area.verticalScrollBar().value())

    def restore(self, state: TabState) -> None:
        """Finds the tab as it was left, now or when it is next looked at."""
        self._state = state
        if self._is_awake and not self._is_stale:
            self._restore()

    # --- what subclasses fill --------------------------------------------------------------

    def build(self) -> None:
        """Makes the widgets, once."""
        raise NotImplementedError

    def build_parts(self) -> Iterator[None]:
        """The same, a part at a time where that takes long."""
        self.build()
        yield

    def show_session(self) -> None:
        """Another session, or none: read-only or not, nothing left over from the last one."""

    def show_keys(self, changed: Changed) -> None:
        """Shows the values of these keys as they are now."""
        raise NotImplementedError

    def show_complaints(self) -> None:
        """Shows at the fields what the service said about them."""

    def show_unfinished(self) -> None:
        """Shows what was typed and is no value, where it does not stand already."""

    def show_offers(self, keys: Collection[str]) -> None:
        """Shows what the resume offers at these keys, or no longer offers."""

    def show_offer(self, offer: Proposal) -> bool:
        """Leads to where an offer can be taken, with the focus; False when it is not here."""
        return self.show_place(offer.place, flash=False)

    def take_offer(self, offer: Proposal) -> bool:
        """Takes an offer of this tab; False where it no longer is one."""
        return self.offers is not None and self.offers.take([offer])

    def offer_of(self, widget: QWidget) -> Proposal | None:
        """What the resume offers at the place that a widget on this tab is about."""
        row = row_of(widget)
        return self.offers.at(row.place) if row is not None and self.offers is not None else None

    def show_place(self, place: Place, *, flash: bool) -> bool:
        """Leads to a place on this tab, with the focus; False when nothing of it is here."""
        raise NotImplementedError

    def place_of(self, widget: QWidget) -> Place | None:
        """The place that a widget on this tab is about."""
        row = row_of(widget)
        return row.place if row is not None else None

    def begin(self) -> None:
        """A record is shown for the first time."""

    def restore_entries(self, state: TabState) -> None:
        """Opens and chooses what was open and chosen."""

    # --- for subclasses --------------------------------------------------------------------

    @property
    def is_editable(self) -> bool:
        """Whether there is a record that can be corrected."""
        return self.session is not None and not self.session.is_read_only

    def bring_into_view(self, widget: QWidget, area: QRect | None = None) -> None:
        """Scrolls so that an area of a widget, or all of it, is seen: its top at least."""
        area = widget.rect() if area is None else area
        self._settle()
        top = widget.mapTo(self.body, QPoint(0, area.top())).y()
        bar = self.area.verticalScrollBar()
        height = self.area.viewport().height()
        low, high = top - Space.L, top + area.height() + Space.L - height
        if bar.value() > low or high > low:
            bar.setValue(low)
        elif bar.value() < high:
            bar.setValue(high)

    # --- inside ----------------------------------------------------------------------------

    def _build(self) -> Iterator[None]:
        self._is_built = True
        # Its place first: what gets a parent later is dressed again with all that is in it.
        root = self._frame()
        yield from self.build_parts()
        # Shown in one go when all is in place: what is added to a visible widget would wait
        # for the event loop, and could not have the focus until then.
        self._outer.addWidget(root)
        root.show()

    def _frame(self) -> QWidget:
        root = QWidget(self)
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget(root)
        # Or the words on its buttons would keep the window from being made narrower.
        head.setMinimumWidth(_NARROWEST)
        self.head = QVBoxLayout(head)
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(Space.S)
        self.area = QScrollArea(root)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body = QWidget()
        self.area.setWidget(self.body)
        self.content = content = QWidget(self.body)
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.M)
        gutter = GUTTER if self.begins_with_rows else 0
        edge = Space.XL - gutter
        self._around = _bounded(content, behind=gutter)
        self._bounds = (content, head)
        self._bound()
        top = Space.L if self.begins_with_rows else Space.XS
        self._around.setContentsMargins(edge, top, edge, Space.XL)
        self.body.setLayout(self._around)
        self.area.verticalScrollBar().rangeChanged.connect(self._leave_room)
        around_head = _bounded(head)
        around_head.setContentsMargins(Space.XL, 0, Space.XL, 0)
        column.addLayout(around_head)
        column.addWidget(self._edge())
        column.addWidget(self.area, 1)
        return root

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._bound()

    def _bound(self) -> None:
        for part in self._bounds:
            part.setMaximumWidth(grown(self.most_width))

    def _edge(self) -> QWidget:
        """A hairline under the head while something is scrolled away below it."""
        edge = QFrame()
        edge.setProperty("look", "hairline")
        edge.setFixedHeight(1)
        kept = edge.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        edge.setSizePolicy(kept)
        edge.hide()
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(lambda: edge.setVisible(bar.value() > 0 and self.head.count() > 0))
        return edge

    def _leave_room(self) -> None:
        """Keeps the width when the bar comes or goes: nothing jumps."""
        bar = self.area.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > bar.minimum() else 0
        edges = self._around.contentsMargins()
        far = Space.XL - (GUTTER if self.begins_with_rows else 0)
        left, right = (far - taken, far) if self.isRightToLeft() else (far, far - taken)
        if (edges.left(), edges.right()) != (left, right):
            self._around.setContentsMargins(left, edges.top(), right, edges.bottom())

    def _settle(self) -> None:
        """Lays out now what would otherwise wait for the event loop."""
        self.column.activate()
        self._around.activate()
        width = self.area.viewport().width()
        height = max(self._around.totalHeightForWidth(width), self.body.minimumSizeHint().height())
        self.body.resize(width, max(height, self.area.viewport().height()))

    def _restore(self) -> None:
        state, self._state = self._state, None
        if state is not None:
            self.restore_entries(state)
            self._settle()
            self.area.verticalScrollBar().setValue(state.scroll)

    def _on_changed(self, changed: Changed) -> None:
        if not self._is_awake:
            self._is_stale = True
            return
        self.show_keys(changed)

    def _on_offers(self, keys: Collection[str]) -> None:
        if self._is_awake:
            self.show_offers(keys)
        else:
            self._has_other_offers = True

    def _on_unfinished(self) -> None:
        if self._is_awake:
            self.show_unfinished()
        else:
            self._is_stale = True

    def _on_complaints(self) -> None:
        if self._is_awake:
            self.show_complaints()
        else:
            self._is_stale = True


def _bounded(content: QWidget, *, behind: int = 0) -> QHBoxLayout:
    """A layout that gives a widget its width up to what it takes."""
    around = QHBoxLayout()
    around.setSpacing(0)
    around.addWidget(content, 1)
    around.addSpacing(behind)
    around.addStretch(0)
    return around


def as_entries(page: FormTab) -> EntriesTab | None:
    """The tab as one of entries, None for another: asked so, nobody needs to import those who
    wants to know only whether it is one."""
    return cast("EntriesTab", page) if page.has_entries else None
