"""The main window: candidates, the form under its header, changes or files beside it.

It is made in three steps, so that it can be on the screen before the rest of the program is
imported: the frame, with the line to find somebody and room for the parts (`MainWindow(…)`); the
commands and menus (`furnish`); the parts (`take_in`). With its parts given it is whole at once.

The window shows a session; what its commands do is connected by whoever composes the program
(`acts[Act.SEND].triggered` and so on). What only concerns the window it does itself: showing and
hiding panels, the look, the list of messages, the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QByteArray, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu, QSplitter, QWidget

from gui.errors import BadInput
from gui.i18n import _
from gui.views.actions import Act, Menu
from gui.views.look_choice import CHOICES as LOOK_CHOICES
from gui.views.look_choice import connect_look, recall_look
from gui.views.middle import Middle, add, column, hairline
from gui.views.panels.side import Side, SidePanel
from gui.views.panels.status import StatusLine
from gui.views.panels.topbar import TopBar
from gui.views.side_width import USUAL, SideWidth
from gui.views.text import isolated, title
from gui.views.theme import Theme

if TYPE_CHECKING:
    from gui.model.fields import Tab
    from gui.model.values import Place
    from gui.services.notices import Notice, Notices, Offer
    from gui.services.session import Session
    from gui.views.held import Held
    from gui.views.menu_lines import MenuLine
    from gui.views.panels.bars import StateBar
    from gui.views.panels.header import Header
    from gui.views.panels.toasts import Toast
    from gui.views.window_actions import Actions

PROGRAM: Final = "Redline"
FIRST_SIZE: Final = (1280, 800)
FRAME: Final = (16, 48)
"""What the system may draw around a window; known to Qt only once the window is there."""


@dataclass(frozen=True)
class Parts:
    """The widgets that the window arranges and otherwise leaves alone."""

    candidates: QWidget
    form: QWidget
    changes: QWidget
    files: QWidget
    resume: QWidget | None = None


class WindowMemory(Protocol):
    """Where the window keeps its sizes and what was hidden; never anything of a record."""

    def recall(self, name: str) -> str:
        """What was kept under a name, empty when nothing was."""

    def keep(self, name: str, value: str) -> None:
        """Keeps a short text under a name."""


class DropOverlay(Protocol):
    """Covers the window while something is dragged over it, and takes what is dropped."""

    def drag_entered(self, event: QDragEnterEvent) -> None: ...
    def drag_moved(self, event: QDragMoveEvent) -> None: ...
    def drag_left(self, event: QDragLeaveEvent) -> None: ...
    def dropped(self, event: QDropEvent) -> None: ...
    def setGeometry(self, rect: QRect) -> None: ...


class MainWindow(QMainWindow):
    """Signals: `find_asked(text)` from the find line; `cancel_asked()` while loading;
    `close_asked()` when the person closes the window, which stays until `close_now()`;
    `sandbox_asked()` and `connect_asked()` from the welcome."""

    find_asked = Signal(object)
    cancel_asked = Signal()
    close_asked = Signal()
    sandbox_asked = Signal()
    connect_asked = Signal()

    acts: Actions
    """From `furnish` on, as are `bar` and `toast`."""
    bar: StateBar
    toast: Toast
    header: Header
    """From `take_in` on."""

    def __init__(
        self,
        parts: Parts | None = None,
        *,
        theme: Theme,
        notices: Notices,
        memory: WindowMemory,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setMinimumSize(880, 560)
        self._theme = theme
        self._notices = notices
        self._memory = memory
        self._session: Session | None = None
        self._here: tuple[Place | None, Tab | None] = (None, None)
        self._is_sending = False
        self._held: Held | None = None
        self._awaited: str | None = None
        self._is_furnished = self._has_parts = False
        self._may_close = False
        self._was_shown: tuple[bool, bool] | None = None
        self._overlay: DropOverlay | None = None
        self._sandbox_menu: QMenu | None = None

        # From the outside in: under a style sheet Qt dresses a widget anew with all that is in
        # it whenever it gets another parent.
        self._menus = self._make_menus()
        body = column(parent=self)
        self.setCentralWidget(body)
        self._top = column()
        add(body, self._top)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        add(body, self._splitter, stretch=1)
        add(body, hairline())
        self.status = StatusLine()
        add(body, self.status)
        self.top_bar = TopBar()
        add(self._top, self.top_bar)
        add(self._top, hairline())
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._candidates = column("panel")
        self._candidates.setMinimumWidth(200)
        self._centre = column("paper")
        self._centre.setMinimumWidth(400)
        self.side = SidePanel(has_resume=parts is None or parts.resume is not None)
        for at, widget in enumerate((self._candidates, self._centre, self.side)):
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(at, 1 if widget is self._centre else 0)
        for widget in (self.side, self._centre, self._candidates):
            widget.lower()  # the splitter turns their order round, and so what is read aloud
        self._side_width = SideWidth(self._splitter, self.side)
        self._side_width.first_shown.connect(self._tick_panels)
        self._stage = column()  # a stack would raise its pages over the toast
        add(self._centre, self._stage, stretch=1)
        self._middle = Middle()
        add(self._stage, self._middle, stretch=1)
        self._restore()
        if parts is not None:
            self.furnish()
            self.make_header()
            self.take_in(parts.form)
            self.take_in_list(parts.candidates)
            self.make_room_beside()
            self.take_in_beside(parts.changes, parts.files, parts.resume)
            self.acts.draw_icons_once()
            self.show_session(None)

    # --- its making ------------------------------------------------------------------------

    def furnish(self) -> None:
        """Gives the window its commands, its menus, and what tells of events and states."""
        from gui.views.panels.bars import StateBar
        from gui.views.panels.toasts import Toast
        from gui.views.window_actions import Actions

        self.acts = Actions(self)
        self.top_bar.follow(self.acts)
        self.bar = StateBar(self._notices)
        add(self._centre, self.bar)
        self.toast = Toast(self._notices, self._stage, self._show_detail)
        self._sandbox_menu = self._fill_menus()
        self._connect()
        self._is_furnished = True
        self._tick_panels()

    def does_itself(self, action: QAction) -> bool:
        """Whether the window has done all there is to do for a command, with nobody else."""
        return action.objectName() in _OWN

    def make_header(self) -> None:
        """Makes what stands above the form."""
        from gui.views.panels.header import Header

        self.header = self._middle.take_in(Header())
        self.header.browser_asked.connect(self._open_profile)
        self._has_parts = True

    def take_in(self, form: QWidget) -> None:
        """Takes the form, below its header. What is in the middle stays."""
        self._middle.take_in(form, stretch=1)
        self.top_bar.find_line.left.connect(lambda: form.setFocus())

    def take_in_list(self, candidates: QWidget) -> None:
        """Takes the list of candidates."""
        add(self._candidates, candidates, stretch=1)

    def make_room_beside(self) -> None:
        """Puts the side panel where it is read, behind the middle; what is made in it from now on
        (`side.room`) is in its place then. To be called when the list was taken."""
        from gui.views.tabs.tab_order import last_in, put_last, take_in

        # In the order in which they are read, not in that in which they were made. Until now Tab
        # has gone by the parts alone.
        take_in(last_in(self.top_bar), self._candidates)
        put_last([self.bar, self.side], behind=self._middle)

    def take_in_beside(
        self, changes: QWidget, files: QWidget, resume: QWidget | None = None
    ) -> None:
        """Takes the pages of the side panel, when there is room."""
        from gui.views.tabs.tab_order import put_last

        self.side.take_in(changes, files, resume)
        put_last([self.toast], behind=changes)

    def expect_welcome(self) -> None:
        """Hides what the welcome will hide, where it is known that it will come."""
        self._was_shown = (self._side_width.wants_first, not self.side.isHidden())
        for part in (self._top, self._candidates, self.side):
            part.hide()
        self._tick_panels()

    # --- what it shows ---------------------------------------------------------------------

    @property
    def session(self) -> Session | None:
        """The session that is shown."""
        return self._session

    def show_session(self, session: Session | None) -> None:
        """Shows a record in the form, or the invitation to open one for None."""
        self._leave_welcome()
        self._take(session)
        if session is None:
            self._middle.show_empty()
        else:
            self._middle.show_record()

    def _take(self, session: Session | None) -> None:
        old, self._session = self._session, session
        self._free()
        if old is not None and session is not old:
            self.toast.dismiss_error()
        if old is not None:
            old.changed.disconnect(self._refresh)
            old.phase_changed.disconnect(self._show_phase)
        self._here = (None, None)
        self._is_sending = session is not None and session.is_sending
        if self._has_parts:
            self.header.avatar.show_photo(None)
        if session is not None:
            session.changed.connect(self._refresh)
            session.phase_changed.connect(self._show_phase)
        self._refresh()

    def hold(self, name: str) -> None:
        """Somebody else of that name is on their way: who is shown stays in sight for a moment,
        but takes neither keys nor clicks nor commands any more; until `let_go`, or something is
        shown. What was wanted meanwhile is told to have been wanted in vain."""
        if self._held is None:
            from gui.views.held import Held

            self._held = Held(self._middle, self.side.pages, parent=self)
        was_held, self._awaited = self.is_held, name
        if not was_held:
            self._held.begin()
            self._enable()

    def let_go(self) -> None:
        """Takes `hold` back; nothing happens without."""
        if self.is_held:
            self._free()
            self._enable()

    def _free(self) -> None:
        name, self._awaited = self._awaited, None
        if name is not None and self._held is not None and self._held.end():
            text = _("What you typed or clicked before {name} was there was not taken.")
            self._notices.tell(text.format(name=isolated(name)))

    @property
    def is_held(self) -> bool:
        """Whether who is shown was left already: nothing more is to be done with them."""
        return self._awaited is not None

    def expect_loading(self) -> None:
        """Makes ready what `show_loading` shows."""
        self._middle.expect_loading()

    def show_loading(self, name: str = "") -> None:
        """Shows that a record is on its way, by its name where that is known."""
        self._leave_welcome()
        self._take(None)
        self._middle.show_loading(name)

    def show_trouble(
        self, heading: str, sentence: str, offers: Sequence[Offer] = (), *, detail: str = ""
    ) -> None:
        """Shows why a record could not be opened, and what to do about it."""
        self._leave_welcome()
        self._take(None)
        self._middle.show_trouble(heading, sentence, offers, detail)

    def show_welcome(self) -> None:
        """Shows the two ways in, and nothing beside them, while no account is connected."""
        if self._was_shown is None:
            self.expect_welcome()
        self._take(None)
        self._middle.show_welcome()
        self.acts.set_account(False)

    @property
    def is_welcoming(self) -> bool:
        """Whether the welcome is shown, or expected."""
        return self._was_shown is not None

    def _leave_welcome(self) -> None:
        """Brings back what the welcome had hidden."""
        if self._was_shown is not None:
            candidates, side = self._was_shown
            self._was_shown = None
            self._top.show()
            self._side_width.want_first(candidates)
            self._set_side_visible(side)
            self.acts.set_account(True)

    def set_here(self, place: Place | None, tab: Tab | None) -> None:
        """Tells where the focus is and which tab is shown; some commands depend on it."""
        if self._here != (place, tab):
            self._here = (place, tab)
            self._enable()

    def show_side(self, page: Side) -> None:
        """Opens the side panel on a page."""
        self.side.show_page(page)
        self._set_side_visible(True)

    def show_candidates(self) -> None:
        """Opens the candidates panel."""
        self._set_candidates_visible(True)

    def focus_find(self) -> None:
        """Puts the cursor into `Find candidate` with what is there selected."""
        self.top_bar.find_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.find_line.selectAll()

    def is_in_middle(self, widget: QWidget) -> bool:
        """Whether a widget is part of what stands in the middle: form, loading, trouble."""
        return self._middle.isAncestorOf(widget)

    def fill_sandbox_menu(self, lines: Iterable[MenuLine]) -> None:
        """Shows the Sandbox menu with these lines; hides it for none."""
        from gui.views.menu_lines import fill_menu

        assert self._sandbox_menu is not None
        fill_menu(self._sandbox_menu, lines)
        self._sandbox_menu.menuAction().setVisible(not self._sandbox_menu.isEmpty())

    # --- closing and dropping --------------------------------------------------------------

    def close_now(self) -> None:
        """Closes the window without asking; sizes are kept."""
        self._may_close = True
        self.close()

    def keep_layout(self) -> None:
        """Keeps sizes and what is hidden for the next start."""
        self._leave_welcome()
        keep = self._memory.keep
        keep("geometry", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        keep("columns", " ".join(str(size) for size in self._side_width.columns()))
        keep("resume", str(self._side_width.for_resume))
        keep("side", self.side.page.name.lower() if not self.side.isHidden() else "hidden")
        keep("candidates", "shown" if self._side_width.wants_first else "hidden")

    def set_drop_overlay(self, overlay: DropOverlay) -> None:
        """Has the whole window take drops through an overlay, which must be its child."""
        self._overlay = overlay
        self.setAcceptDrops(True)
        overlay.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            self.keep_layout()
            event.accept()
        else:
            event.ignore()
            self.close_asked.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        from gui.views.focus import step_on

        if self._is_furnished and step_on(self, [*self._in_order, self.toast], forward=forward):
            return True
        return super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._overlay is not None:
            self._overlay.setGeometry(self.rect())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._overlay is not None:
            self._overlay.drag_entered(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._overlay is not None:
            self._overlay.drag_moved(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self._overlay is not None:
            self._overlay.drag_left(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if self._overlay is not None:
            self._overlay.dropped(event)

    # --- inside ----------------------------------------------------------------------------

    def _make_menus(self) -> dict[Menu, QMenu]:
        """The menus' titles, which are there from the beginning: nothing moves down later."""
        bar = self.menuBar()
        return {menu: bar.addMenu(menu.title) for menu in Menu if menu is not Menu.SANDBOX}

    def _fill_menus(self) -> QMenu:
        """Fills them; gives that of the sandbox, which is hidden."""
        for menu, shown in self._menus.items():
            shown.aboutToShow.connect(self.acts.draw_icons_once)
            for spec, action in self.acts.of(menu):
                if spec.parted:
                    shown.addSeparator()
                shown.addAction(action)
        sandbox = QMenu(Menu.SANDBOX.title, self)
        self.menuBar().insertMenu(self._menus[Menu.HELP].menuAction(), sandbox)
        sandbox.menuAction().setVisible(False)
        return sandbox

    def _connect(self) -> None:
        act = self.acts
        act[Act.FIND].triggered.connect(self.focus_find)
        act[Act.QUIT].triggered.connect(self.close)
        act[Act.OPEN_IN_BROWSER].triggered.connect(self._open_profile)
        act[Act.MESSAGES].triggered.connect(self._show_messages)
        act[Act.NEXT_PART].triggered.connect(lambda: self._go_to_part(1))
        act[Act.PREVIOUS_PART].triggered.connect(lambda: self._go_to_part(-1))
        act[Act.REVIEW].triggered.connect(lambda on: self._toggle_side(Side.CHANGES, on))
        act[Act.FILES_PANEL].triggered.connect(lambda on: self._toggle_side(Side.FILES, on))
        act[Act.SIDE_PANEL].triggered.connect(self._set_side_visible)
        act[Act.CANDIDATES_PANEL].triggered.connect(self._set_candidates_visible)
        connect_look(self._theme, self._memory, act)
        self.side.hide_asked.connect(lambda: self._set_side_visible(False))
        self.side.shown.connect(lambda _page: self._tick_panels())
        self.top_bar.find_line.asked.connect(self.find_asked)
        self._middle.find_wanted.connect(self.focus_find)
        self._middle.cancel_asked.connect(self.cancel_asked)
        self._middle.sandbox_asked.connect(self.sandbox_asked)
        self._middle.connect_asked.connect(self.connect_asked)
        self._middle.guide_asked.connect(act[Act.GUIDE].trigger)
        self._theme.changed.connect(act.draw_icons)

    def _restore(self) -> None:
        recall = self._memory.recall
        geometry = QByteArray.fromBase64(recall("geometry").encode())
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            room = self.screen().availableSize() - QSize(*FRAME)
            self.resize(QSize(*FIRST_SIZE).boundedTo(room))
        columns = [int(part) for part in recall("columns").split() if part.isdecimal()]
        columns = columns if len(columns) == 3 else list(USUAL)
        self._side_width.restore(columns, recall("resume"))
        side = recall("side")
        if side in ("changes", "files") or (side == "resume" and self.side.has_resume):
            self.side.show_page(Side[side.upper()])
        self._set_side_visible(side != "hidden")
        self._side_width.want_first(recall("candidates") != "hidden")
        recall_look(self._theme, self._memory)

    @property
    def _in_order(self) -> list[QWidget]:
        """The parts as they are read."""
        return [self.top_bar, self._candidates, self._middle, self.bar, self.side]

    def _go_to_part(self, step: int) -> None:
        from gui.views.focus import go_to_part

        parts = self._in_order
        # It lies over the middle, and goes: from there it is the next.
        parts.insert(parts.index(self._middle) + 1, self.toast)
        go_to_part(parts, step)

    def _toggle_side(self, page: Side, on: bool) -> None:
        self.side.show_page(page)
        self._set_side_visible(on)

    def _set_side_visible(self, visible: bool) -> None:
        self.side.setVisible(visible)
        self._tick_panels()

    def _set_candidates_visible(self, visible: bool) -> None:
        self._side_width.show_first(visible)
        self._tick_panels()

    def _tick_panels(self) -> None:
        if not self._is_furnished:
            return
        self.acts[Act.CANDIDATES_PANEL].setChecked(not self._candidates.isHidden())
        shown = None if self.side.isHidden() else self.side.page
        self.acts[Act.SIDE_PANEL].setChecked(shown is not None)
        self.acts[Act.REVIEW].setChecked(shown is Side.CHANGES)
        self.acts[Act.FILES_PANEL].setChecked(shown is Side.FILES)
        self.acts[Act.RESUME_PANEL].setChecked(shown is Side.RESUME)

    def _show_phase(self) -> None:
        """Where a send is says nothing new of the record."""
        session = self._session
        if session is not None:
            if session.is_sending is not self._is_sending:
                self._is_sending = session.is_sending
                self._enable()
            self.top_bar.show_count(session.draft.count, session.phase)

    def _refresh(self) -> None:
        session = self._session
        self._enable()
        if session is None:
            self.setWindowTitle(PROGRAM)
            self.setWindowModified(False)
            self.top_bar.show_count(None)
            self.side.show_count(0)
            return
        count = session.draft.count
        name = session.current.full_name or _("No name")
        self.setWindowTitle(f"{title(name)} — {PROGRAM}[*]")
        self.setWindowModified(count > 0)
        self.header.show_record(session.current, session.baseline.facts)
        self.top_bar.show_count(count, session.phase)
        self.side.show_count(count, session.file_count)

    def _enable(self) -> None:
        place, tab = self._here
        self.acts.enable(None if self.is_held else self._session, place=place, tab=tab)

    def _open_profile(self) -> None:
        url = self._session.baseline.facts.profile_url if self._session is not None else None
        if not url:
            return
        from gui.views.links import open_web

        try:
            if not open_web(url):
                self._notices.tell(
                    _("The system has no browser to open the page with. Ask your IT to set one.")
                )
        except BadInput as error:
            self._notices.tell_error(error)

    def _show_messages(self) -> None:
        from gui.views.dialogs.earlier import EarlierMessages

        _open(EarlierMessages(self._notices.history, self))

    def _show_detail(self, notice: Notice) -> None:
        from gui.views.dialogs.message import Message

        _open(Message(notice.text, notice.detail, self, cancel=_("Close")))


_OWN: Final = frozenset(
    (
        *(Act.FIND, Act.QUIT, Act.MESSAGES, Act.NEXT_PART, Act.PREVIOUS_PART),
        *(Act.REVIEW, Act.FILES_PANEL, Act.SIDE_PANEL, Act.CANDIDATES_PANEL),
        *LOOK_CHOICES,
    )
)
"""Commands that concern the window alone."""


def _open(dialog: QDialog) -> None:
    """Opens a dialog that only tells something; nobody waits for it."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
