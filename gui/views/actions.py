"""Every command of the window: one table, and one place that says what is possible now.

Menus, buttons and the list of keys read the table. Whoever composes the program connects
``actions[Act.SEND].triggered``; nothing here does anything.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.i18n import N_, _
from gui.model.comparison import Change
from gui.model.fields import Tab, field_of
from gui.model.fileformats import Role
from gui.model.values import FileUpload, Place
from gui.services.session import Session
from gui.views.fields.proposal import FIX_KEYS
from gui.views.icons import icon
from gui.views.offers.line import ASIDE_KEYS
from gui.views.text import set_tip


class Act(enum.StrEnum):
    """The commands by name; the value is the action's object name."""

    FIND = "find"
    PREVIOUS_CANDIDATE = "previous_candidate"
    NEXT_CANDIDATE = "next_candidate"
    RELOAD = "reload"
    OPEN_IN_BROWSER = "open_in_browser"
    SEND = "send"
    REVIEW = "review"
    SHOW_REQUEST = "show_request"
    ACCOUNTS = "accounts"
    DRAFTS = "drafts"
    JOURNAL = "journal"
    EXPORT_DRAFT = "export_draft"
    DISCARD_DRAFT = "discard_draft"
    REVERT_SENT = "revert_sent"
    COMMENTS = "comments"
    QUIT = "quit"
    UNDO = "undo"
    REDO = "redo"
    SHOW_ORIGINAL = "show_original"
    REVERT_FIELD = "revert_field"
    REVERT_ENTRY = "revert_entry"
    REVERT_TAB = "revert_tab"
    REVERT_ALL = "revert_all"
    TAKE_PROPOSAL = "take_proposal"
    SET_ASIDE = "set_aside"
    NEXT_OFFER = "next_offer"
    PREVIOUS_OFFER = "previous_offer"
    NEXT_DOUBT = "next_doubt"
    PREVIOUS_DOUBT = "previous_doubt"
    USE_SELECTION = "use_selection"
    USE_AS = "use_as"
    CHOOSE_RESUME = "choose_resume"
    CHOOSE_PHOTO = "choose_photo"
    EDIT_PHOTO = "edit_photo"
    PASTE_FILE = "paste_file"
    PREVIOUS_TAB = "previous_tab"
    NEXT_TAB = "next_tab"
    NEXT_PART = "next_part"
    PREVIOUS_PART = "previous_part"
    CANDIDATES_PANEL = "candidates_panel"
    FILES_PANEL = "files_panel"
    RESUME_PANEL = "resume_panel"
    READ_AHEAD = "read_ahead"
    SIDE_PANEL = "side_panel"
    LOOK_SYSTEM = "look_system"
    LOOK_LIGHT = "look_light"
    LOOK_DARK = "look_dark"
    LANGUAGE = "language"
    MESSAGES = "messages"
    KEYS = "keys"
    ABOUT = "about"


class Menu(enum.Enum):
    """The menus of the window in their order, by their untranslated titles."""

    FILE = N_("&File")
    EDIT = N_("&Edit")
    CANDIDATE = N_("&Candidate")
    VIEW = N_("&View")
    SANDBOX = N_("&Sandbox")
    HELP = N_("&Help")

    @property
    def title(self) -> str:
        return _(self.value)


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command. `keys` are portable texts, the first being the one that is shown.

    `parted`: a line stands before it in the menu. `group`: of those that share one, one is on.
    """

    act: Act
    text: str
    menu: Menu
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    parted: bool = False
    group: str = ""

    @property
    def label(self) -> str:
        """The name without its mnemonic's mark, in the person's language."""
        return _(self.text).replace("&", "").removesuffix("…")


ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec(Act.ACCOUNTS, N_("&Accounts…"), Menu.FILE, icon="key"),
    ActionSpec(Act.DRAFTS, N_("&Drafts…"), Menu.FILE, ("Ctrl+Shift+D",), "clock"),
    ActionSpec(Act.JOURNAL, N_("&Journal…"), Menu.FILE, ("Ctrl+H",), "info"),
    ActionSpec(Act.COMMENTS, N_("Co&mments in Workable…"), Menu.FILE),
    ActionSpec(Act.EXPORT_DRAFT, N_("E&xport draft…"), Menu.FILE, icon="download"),
    ActionSpec(
        Act.CHOOSE_RESUME,
        N_("Choose &resume…"),
        Menu.FILE,
        ("Ctrl+O",),
        "resume",
        parted=True,
    ),
    ActionSpec(Act.CHOOSE_PHOTO, N_("Choose &photo…"), Menu.FILE, ("Ctrl+Shift+O",), "photo"),
    ActionSpec(Act.EDIT_PHOTO, N_("Edi&t photo…"), Menu.FILE, icon="crop"),
    ActionSpec(Act.PASTE_FILE, N_("Paste &file"), Menu.FILE, ("Ctrl+Shift+V",), "paste"),
    ActionSpec(Act.QUIT, N_("&Quit"), Menu.FILE, ("Ctrl+Q",), "quit", parted=True),
    ActionSpec(Act.UNDO, N_("&Undo"), Menu.EDIT, ("Ctrl+Z",), "undo"),
    ActionSpec(Act.REDO, N_("&Redo"), Menu.EDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    ActionSpec(Act.SHOW_ORIGINAL, N_("Show &original"), Menu.EDIT, ("F3",), "eye", parted=True),
    ActionSpec(Act.REVERT_FIELD, N_("Revert &field"), Menu.EDIT, ("Shift+F3",), "revert"),
    ActionSpec(Act.REVERT_ENTRY, N_("Revert &entry"), Menu.EDIT, ("Ctrl+F3",)),
    ActionSpec(Act.REVERT_TAB, N_("Revert &tab"), Menu.EDIT, ("Ctrl+Shift+F3",)),
    ActionSpec(Act.REVERT_ALL, N_("Revert &all"), Menu.EDIT),
    ActionSpec(
        Act.TAKE_PROPOSAL,
        N_("Take the pro&posal"),
        Menu.EDIT,
        (FIX_KEYS,),
        "wand",
        parted=True,
    ),
    ActionSpec(Act.SET_ASIDE, N_("&Do not offer it"), Menu.EDIT, (ASIDE_KEYS,)),
    ActionSpec(Act.NEXT_OFFER, N_("Next differen&ce from the resume"), Menu.EDIT, ("F12",)),
    ActionSpec(
        Act.PREVIOUS_OFFER, N_("Previous d&ifference from the resume"), Menu.EDIT, ("Shift+F12",)
    ),
    ActionSpec(Act.NEXT_DOUBT, N_("&Next doubtful field"), Menu.EDIT, ("F8",)),
    ActionSpec(Act.PREVIOUS_DOUBT, N_("Pre&vious doubtful field"), Menu.EDIT, ("Shift+F8",)),
    ActionSpec(
        Act.USE_SELECTION,
        N_("Put resume text &here"),
        Menu.EDIT,
        ("Ctrl+Return",),
        "resume",
        parted=True,
    ),
    ActionSpec(Act.USE_AS, N_("Use resume text a&s…"), Menu.EDIT, ("Ctrl+Shift+Return",)),
    ActionSpec(Act.FIND, N_("&Find candidate"), Menu.CANDIDATE, ("Ctrl+F", "Ctrl+L"), "search"),
    ActionSpec(
        Act.PREVIOUS_CANDIDATE, N_("&Previous candidate"), Menu.CANDIDATE, ("Ctrl+Up",), "up"
    ),
    ActionSpec(Act.NEXT_CANDIDATE, N_("&Next candidate"), Menu.CANDIDATE, ("Ctrl+Down",), "down"),
    ActionSpec(Act.SEND, N_("&Send"), Menu.CANDIDATE, ("Ctrl+S",), "send", parted=True),
    ActionSpec(
        Act.REVIEW,
        N_("Re&view changes"),
        Menu.CANDIDATE,
        ("Ctrl+Shift+R",),
        "changes",
        checkable=True,
    ),
    ActionSpec(Act.SHOW_REQUEST, N_("Show re&quest"), Menu.CANDIDATE, ("Ctrl+Shift+P",), "code"),
    ActionSpec(Act.REVERT_SENT, N_("Rever&t what was sent"), Menu.CANDIDATE, icon="revert"),
    ActionSpec(Act.DISCARD_DRAFT, N_("&Discard draft"), Menu.CANDIDATE, icon="trash"),
    ActionSpec(Act.RELOAD, N_("Re&load"), Menu.CANDIDATE, ("F5",), "refresh", parted=True),
    ActionSpec(
        Act.OPEN_IN_BROWSER,
        N_("Open in &browser"),
        Menu.CANDIDATE,
        ("Ctrl+B",),
        "external",
    ),
    ActionSpec(Act.PREVIOUS_TAB, N_("&Previous tab"), Menu.VIEW, ("Ctrl+PgUp",)),
    ActionSpec(Act.NEXT_TAB, N_("&Next tab"), Menu.VIEW, ("Ctrl+PgDown",)),
    ActionSpec(Act.NEXT_PART, N_("Ne&xt part of the window"), Menu.VIEW, ("F6",)),
    ActionSpec(Act.PREVIOUS_PART, N_("P&revious part of the window"), Menu.VIEW, ("Shift+F6",)),
    ActionSpec(
        Act.CANDIDATES_PANEL,
        N_("&Candidates panel"),
        Menu.VIEW,
        ("F7",),
        checkable=True,
        parted=True,
    ),
    ActionSpec(Act.SIDE_PANEL, N_("&Side panel"), Menu.VIEW, ("F9",), checkable=True),
    ActionSpec(Act.FILES_PANEL, N_("&Files"), Menu.VIEW, ("Ctrl+Shift+F",), "file", checkable=True),
    ActionSpec(Act.RESUME_PANEL, N_("Res&ume"), Menu.VIEW, ("Ctrl+R",), "resume", checkable=True),
    ActionSpec(
        Act.READ_AHEAD,
        N_("Read the resume &when a candidate opens"),
        Menu.VIEW,
        checkable=True,
    ),
    ActionSpec(
        Act.LOOK_SYSTEM,
        N_("Like the s&ystem"),
        Menu.VIEW,
        checkable=True,
        parted=True,
        group="look",
    ),
    ActionSpec(Act.LOOK_LIGHT, N_("&Light"), Menu.VIEW, checkable=True, group="look"),
    ActionSpec(Act.LOOK_DARK, N_("&Dark"), Menu.VIEW, checkable=True, group="look"),
    ActionSpec(Act.LANGUAGE, N_("Lan&guage…"), Menu.VIEW, parted=True),
    ActionSpec(Act.KEYS, N_("&Keys"), Menu.HELP, ("F1",), "keyboard"),
    ActionSpec(Act.MESSAGES, N_("Earlier &messages"), Menu.HELP, (), "info"),
    ActionSpec(Act.ABOUT, N_("&About Redline"), Menu.HELP, parted=True),
)


class Actions(QObject):
    """The table as QActions of a window; they work wherever the focus is inside it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[Act, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        for spec in ACTIONS:
            self._actions[spec.act] = action = QAction(_(spec.text), self)
            action.setObjectName(spec.act)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setCheckable(spec.checkable)
            action.setIconVisibleInMenu(not spec.checkable)  # the tick goes there
            action.setMenuRole(_role(spec.act))
            set_tip(action, spec.label, shortcut_text(action))
            if spec.group:
                group = self._groups.setdefault(spec.group, QActionGroup(self))
                group.addAction(action)
            window.addAction(action)
        self.draw_icons()

    def __getitem__(self, act: Act) -> QAction:
        return self._actions[act]

    def of(self, menu: Menu) -> Iterator[tuple[ActionSpec, QAction]]:
        """The actions of one menu in their order."""
        for spec in ACTIONS:
            if spec.menu is menu:
                yield spec, self._actions[spec.act]

    def draw_icons(self) -> None:
        """Draws the icons in the colours of the theme; to be called when it changes."""
        for spec in ACTIONS:
            if spec.icon:
                self._actions[spec.act].setIcon(icon(spec.icon))

    def enable(
        self, session: Session | None, *, place: Place | None = None, tab: Tab | None = None
    ) -> None:
        """Enables what is possible: `place` has the focus, `tab` is shown."""
        is_open = session is not None
        can_edit = session is not None and not session.is_read_only
        is_dirty = session is not None and session.draft.is_dirty
        has_work = session is not None and session.draft.has_work
        here = None if session is None or place is None else session.change(place.key)
        entry = None if place is None or place.entry is None else Place(place.key, place.entry)
        for act, possible in (
            (Act.SEND, session is not None and session.can_send),
            (Act.SHOW_REQUEST, is_dirty),
            # Behind the first step it says how what has gone out comes back.
            (Act.UNDO, session is not None and bool(session.draft.can_undo or session.gone_out)),
            (Act.REDO, session is not None and session.draft.can_redo),
            (Act.SHOW_ORIGINAL, is_open),
            (Act.REVERT_FIELD, place is not None and _changed_at(here, place)),
            (Act.REVERT_ENTRY, entry is not None and _changed_at(here, entry)),
            (Act.REVERT_TAB, session is not None and tab is not None and session.count(tab) > 0),
            (Act.REVERT_ALL, is_dirty),
            (Act.TAKE_PROPOSAL, can_edit and place is not None),
            (Act.SET_ASIDE, can_edit and place is not None),
            (Act.NEXT_OFFER, is_open),
            (Act.PREVIOUS_OFFER, is_open),
            (Act.USE_SELECTION, can_edit),
            (Act.USE_AS, can_edit),
            (Act.NEXT_DOUBT, is_open),
            (Act.PREVIOUS_DOUBT, is_open),
            (Act.EXPORT_DRAFT, has_work),
            (Act.DISCARD_DRAFT, has_work and session is not None and not session.is_sending),
            (Act.REVERT_SENT, can_edit),
            (Act.RELOAD, session is not None and not session.is_sending),
            (Act.OPEN_IN_BROWSER, session is not None and bool(session.baseline.facts.profile_url)),
            (Act.CHOOSE_RESUME, can_edit),
            (Act.CHOOSE_PHOTO, can_edit),
            (Act.EDIT_PHOTO, session is not None and can_edit and _has_photo(session)),
            (Act.PASTE_FILE, can_edit),
            (Act.PREVIOUS_TAB, is_open),
            (Act.NEXT_TAB, is_open),
        ):
            self._actions[act].setEnabled(possible)


def shortcut_text(action: QAction) -> str:
    """The action's first key as this platform writes it; empty for none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _role(act: Act) -> QAction.MenuRole:
    """Where macOS puts the action; by default it guesses from the text."""
    if act is Act.QUIT:
        return QAction.MenuRole.QuitRole
    if act is Act.ABOUT:
        return QAction.MenuRole.AboutRole
    return QAction.MenuRole.NoRole


def _has_photo(session: Session) -> bool:
    """Whether a photo is staged as a file: only that can be edited here."""
    return isinstance(session.value(Role.PHOTO.value), FileUpload)


def _changed_at(change: Change | None, place: Place) -> bool:
    """Whether a key's change is (also) one at that place; of a set of words it always is."""
    if change is None or place.entry is None or not field_of(change.key).entry_fields:
        return change is not None
    return any(
        item.ref == place.entry and (place.field is None or place.field in item.fields)
        for item in change.entries
    )
