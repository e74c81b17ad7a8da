"""Every command by name: one table of what there is to do, by which keys, and when.

Menus, buttons, the palette and the list of keys read it; `gui.views.window_actions` makes the
QActions of a window from it, `gui.views.keymap` knows which keys are in force. Whoever composes
the program connects ``acts[Act.SEND].triggered``; nothing here does anything.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from gui.i18n import N_, _
from gui.views.possible import Needs


class Act(enum.StrEnum):
    """The commands by name. The value is the action's object name, and what the settings and the
    palette remember a command by: it stays as it is."""

    PALETTE = "palette"
    GO_TO_FIELD = "go_to_field"
    FIND = "find"
    PREVIOUS_CANDIDATE = "previous_candidate"
    NEXT_CANDIDATE = "next_candidate"
    RELOAD = "reload"
    OPEN_IN_BROWSER = "open_in_browser"
    SEND = "send"
    SEND_AND_NEXT = "send_and_next"
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
    HOLD_FIELD = "hold_field"
    TAKE_PROPOSAL = "take_proposal"
    SET_ASIDE = "set_aside"
    NEXT_OFFER = "next_offer"
    PREVIOUS_OFFER = "previous_offer"
    NEXT_CHANGE = "next_change"
    PREVIOUS_CHANGE = "previous_change"
    NEXT_DOUBT = "next_doubt"
    PREVIOUS_DOUBT = "previous_doubt"
    USE_SELECTION = "use_selection"
    USE_AS = "use_as"
    CHOOSE_RESUME = "choose_resume"
    CHOOSE_PHOTO = "choose_photo"
    EDIT_PHOTO = "edit_photo"
    PASTE_FILE = "paste_file"
    OPEN_RESUME = "open_resume"
    SAVE_RESUME = "save_resume"
    PREVIOUS_TAB = "previous_tab"
    NEXT_TAB = "next_tab"
    TAB_PROFILE = "tab_profile"
    TAB_EDUCATION = "tab_education"
    TAB_EXPERIENCE = "tab_experience"
    TAB_SOCIALS = "tab_socials"
    TAB_TAGS = "tab_tags"
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
    CONTRAST_SYSTEM = "contrast_system"
    CONTRAST_NORMAL = "contrast_normal"
    CONTRAST_HIGH = "contrast_high"
    LESS_MOTION = "less_motion"
    LANGUAGE = "language"
    GUIDE = "guide"
    MESSAGES = "messages"
    KEYS = "keys"
    ABOUT = "about"
    # Those from here on are in no menu of the bar.
    FILTER_LIST = "filter_list"
    RECENT_LIST = "recent_list"
    LIST_FILTERS = "list_filters"
    RELOAD_LIST = "reload_list"
    LOAD_MORE = "load_more"
    EDIT_WIDE = "edit_wide"
    ADD_ENTRY = "add_entry"
    REMOVE_ENTRY = "remove_entry"
    DUPLICATE_ENTRY = "duplicate_entry"
    ENTRY_UP = "entry_up"
    ENTRY_DOWN = "entry_down"
    SORT_ENTRIES = "sort_entries"
    COPY_ENTRY = "copy_entry"
    COPY_ENTRIES = "copy_entries"
    PASTE_ENTRIES = "paste_entries"
    EDIT_WORD = "edit_word"
    WORD_BACK = "word_back"
    WORD_ON = "word_on"
    RESUME_DOWN = "resume_down"
    RESUME_UP = "resume_up"
    RESUME_SEARCH = "resume_search"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    FIT_WIDTH = "fit_width"
    NEXT_RESUME = "next_resume"
    KEEP_THEIRS = "keep_theirs"
    KEEP_MINE = "keep_mine"
    KEEP_BOTH = "keep_both"
    EDIT_KEPT = "edit_kept"
    NEXT_COLLISION = "next_collision"
    ALL_MINE = "all_mine"
    TURN_LEFT = "turn_left"
    TURN_RIGHT = "turn_right"
    CROP_CLOSER = "crop_closer"
    CROP_WIDER = "crop_wider"
    TAKE_PARTS = "take_parts"


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

    @property
    def heading(self) -> str:
        """The title where it is no menu."""
        return self.title.replace("&", "")


class Part(enum.Enum):
    """Where commands are at home that are in no menu of the bar, by untranslated headings."""

    CANDIDATES = N_("In the list of candidates")
    FIELD = N_("In a field")
    ENTRIES = N_("In schools, jobs and profiles")
    WORDS = N_("In tags and skills")
    RESUME = N_("In the resume")
    COLLISIONS = N_("When somebody else changed the same")
    PHOTO = N_("When a photo is edited")
    SPLIT = N_("When resume text becomes an entry")

    @property
    def heading(self) -> str:
        return _(self.value)


DIALOGS: Final = (Part.COLLISIONS, Part.PHOTO, Part.SPLIT)
"""Parts that are dialogs: they hear no key of the window, and the window none of theirs."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command. `keys` are portable texts, the first being the one that is shown.

    `home` is its category: a menu of the bar, or a part of the window. `local`: its keys work
    inside that part alone, whose widgets ask `gui.views.keymap.means`. `needs`: what has to be so
    for it. `help` says what the name does not. `parted`: a line stands before it in the menu.
    `group`: of those that share one, one is on.
    """

    act: Act
    text: str
    home: Menu | Part
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: Needs = Needs.NOTHING
    help: str = ""
    checkable: bool = False
    parted: bool = False
    group: str = ""
    local: bool = False

    @property
    def label(self) -> str:
        """The name without its mnemonic's mark, in the person's language."""
        return plain_label(_(self.text))

    @property
    def help_text(self) -> str:
        """What the name does not say, in the person's language."""
        return _(self.help)

    @property
    def in_window(self) -> bool:
        """Whether the window has an action for it: not for what is done in a dialog, or to the
        one word that the arrows are at."""
        return self.home not in (*DIALOGS, Part.WORDS)


def plain_label(text: str) -> str:
    """A menu's text without the mark of its mnemonic and the dots of a dialog to come."""
    return text.replace("&", "").removesuffix("…")


_S = ActionSpec
_FILE, _EDIT, _CANDIDATE, _VIEW, _HELP = Menu.FILE, Menu.EDIT, Menu.CANDIDATE, Menu.VIEW, Menu.HELP

# fmt: off
_FILE_MENU: Final = (
    _S(Act.ACCOUNTS, N_("&Accounts…"), _FILE, icon="key"),
    _S(Act.DRAFTS, N_("&Drafts…"), _FILE, ("Ctrl+Shift+D",), "clock",
       help=N_("Everything that is changed and not sent yet.")),
    _S(Act.JOURNAL, N_("&Journal…"), _FILE, ("Ctrl+H",), "info",
       help=N_("Everything that was sent, with the values before.")),
    _S(Act.COMMENTS, N_("Co&mments in Workable…"), _FILE),
    _S(Act.EXPORT_DRAFT, N_("E&xport draft…"), _FILE, icon="download", needs=Needs.WORK),
    _S(Act.CHOOSE_RESUME, N_("Choose &resume…"), _FILE, ("Ctrl+O",), "resume", Needs.EDITABLE,
       parted=True),
    _S(Act.CHOOSE_PHOTO, N_("Choose &photo…"), _FILE, ("Ctrl+Shift+O",), "photo", Needs.EDITABLE),
    _S(Act.EDIT_PHOTO, N_("Edi&t photo…"), _FILE, icon="crop", needs=Needs.PHOTO,
       help=N_("Crop and turn the photo that is to be sent.")),
    _S(Act.PASTE_FILE, N_("Paste &file"), _FILE, ("Ctrl+Shift+V",), "paste", Needs.EDITABLE),
    _S(Act.OPEN_RESUME, N_("&Open the stored resume"), _FILE, icon="external", needs=Needs.RESUME),
    _S(Act.SAVE_RESUME, N_("&Save the stored resume…"), _FILE, icon="download",
       needs=Needs.RESUME),
    _S(Act.QUIT, N_("&Quit"), _FILE, ("Ctrl+Q",), "quit", parted=True),
)
_EDIT_MENU: Final = (
    _S(Act.UNDO, N_("&Undo"), _EDIT, ("Ctrl+Z",), "undo", Needs.UNDO),
    _S(Act.REDO, N_("&Redo"), _EDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", Needs.REDO),
    _S(Act.SHOW_ORIGINAL, N_("Show &original"), _EDIT, ("F3",), "eye", Needs.RECORD, parted=True),
    _S(Act.REVERT_FIELD, N_("Revert &field"), _EDIT, ("Shift+F3",), "revert", Needs.FIELD_CHANGED),
    _S(Act.REVERT_ENTRY, N_("Revert &entry"), _EDIT, ("Ctrl+F3",), needs=Needs.ENTRY_CHANGED),
    _S(Act.REVERT_TAB, N_("Revert &tab"), _EDIT, ("Ctrl+Shift+F3",), needs=Needs.TAB_CHANGED),
    _S(Act.REVERT_ALL, N_("Revert &all"), _EDIT, needs=Needs.DIRTY,
       help=N_("Puts every change of this candidate back, as one step of undo.")),
    _S(Act.HOLD_FIELD, N_("&Keep for later, or send"), _EDIT, needs=Needs.FIELD_CHANGED,
       help=N_("Leaves the change in front out of the next send, or takes it in again.")),
    _S(Act.TAKE_PROPOSAL, N_("Take the pro&posal"), _EDIT, ("Ctrl+.",), "wand", Needs.FIELD,
       parted=True),
    _S(Act.SET_ASIDE, N_("&Do not offer it"), _EDIT, ("Ctrl+,",), needs=Needs.FIELD,
       help=N_("What the resume offers here is not offered again.")),
    _S(Act.NEXT_OFFER, N_("Next differen&ce from the resume"), _EDIT, ("F12",),
       needs=Needs.RECORD),
    _S(Act.PREVIOUS_OFFER, N_("Previous d&ifference from the resume"), _EDIT, ("Shift+F12",),
       needs=Needs.RECORD),
    _S(Act.NEXT_CHANGE, N_("Ne&xt changed field"), _EDIT, ("Ctrl+J",), needs=Needs.DIRTY,
       parted=True),
    _S(Act.PREVIOUS_CHANGE, N_("Previous changed fie&ld"), _EDIT, ("Ctrl+Shift+J",),
       needs=Needs.DIRTY),
    _S(Act.NEXT_DOUBT, N_("&Next doubtful field"), _EDIT, ("F8",), needs=Needs.RECORD),
    _S(Act.PREVIOUS_DOUBT, N_("Pre&vious doubtful field"), _EDIT, ("Shift+F8",),
       needs=Needs.RECORD),
    _S(Act.USE_SELECTION, N_("Put resume text &here"), _EDIT, ("Ctrl+I",), "resume",
       Needs.EDITABLE, parted=True),
    _S(Act.USE_AS, N_("Use resume text a&s…"), _EDIT, ("Ctrl+Shift+I",), needs=Needs.EDITABLE),
)
_CANDIDATE_MENU: Final = (
    _S(Act.FIND, N_("&Find candidate"), _CANDIDATE, ("Ctrl+F", "Ctrl+L"), "search", Needs.ACCOUNT,
       help=N_("By an id, a link or an e-mail.")),
    _S(Act.PREVIOUS_CANDIDATE, N_("&Previous candidate"), _CANDIDATE, ("Ctrl+Up",), "up",
       Needs.ACCOUNT),
    _S(Act.NEXT_CANDIDATE, N_("&Next candidate"), _CANDIDATE, ("Ctrl+Down",), "down",
       Needs.ACCOUNT),
    _S(Act.SEND, N_("&Send"), _CANDIDATE, ("Ctrl+S",), "send", Needs.SENDABLE, parted=True),
    _S(Act.SEND_AND_NEXT, N_("Send and &go to the next"), _CANDIDATE, ("Ctrl+Return",), "send",
       Needs.IDLE, help=N_("Opens the next candidate of the list once everything is sent.")),
    _S(Act.REVIEW, N_("Re&view changes"), _CANDIDATE, ("Ctrl+Shift+R",), "changes", Needs.ACCOUNT,
       checkable=True),
    _S(Act.SHOW_REQUEST, N_("Show re&quest"), _CANDIDATE, ("Ctrl+Shift+P",), "code", Needs.DIRTY,
       help=N_("Exactly what would be sent.")),
    _S(Act.REVERT_SENT, N_("Rever&t what was sent"), _CANDIDATE, icon="revert",
       needs=Needs.EDITABLE),
    _S(Act.DISCARD_DRAFT, N_("&Discard draft"), _CANDIDATE, icon="trash", needs=Needs.IDLE_WORK),
    _S(Act.RELOAD, N_("Re&load"), _CANDIDATE, ("F5",), "refresh", Needs.IDLE, parted=True),
    _S(Act.OPEN_IN_BROWSER, N_("Open in &browser"), _CANDIDATE, ("Ctrl+B",), "external",
       Needs.PAGE),
)
_VIEW_MENU: Final = (
    _S(Act.PALETTE, N_("Go to &anything…"), _VIEW, ("Ctrl+K",), "search",
       help=N_("Finds commands, fields, tabs and candidates by a few letters.")),
    _S(Act.GO_TO_FIELD, N_("Go to a fi&eld…"), _VIEW, ("Ctrl+G",), "edit", Needs.RECORD,
       help=N_("By the first letters of its name.")),
    _S(Act.PREVIOUS_TAB, N_("&Previous tab"), _VIEW, ("Ctrl+PgUp", "Ctrl+Shift+Tab"),
       needs=Needs.RECORD, parted=True),
    _S(Act.NEXT_TAB, N_("&Next tab"), _VIEW, ("Ctrl+PgDown", "Ctrl+Tab"), needs=Needs.RECORD),
    _S(Act.NEXT_PART, N_("Ne&xt part of the window"), _VIEW, ("F6",)),
    _S(Act.PREVIOUS_PART, N_("P&revious part of the window"), _VIEW, ("Shift+F6",)),
    _S(Act.CANDIDATES_PANEL, N_("&Candidates panel"), _VIEW, ("F7",), needs=Needs.ACCOUNT,
       checkable=True, parted=True),
    _S(Act.SIDE_PANEL, N_("&Side panel"), _VIEW, ("F9",), needs=Needs.ACCOUNT, checkable=True),
    _S(Act.FILES_PANEL, N_("&Files"), _VIEW, ("Ctrl+Shift+F",), "file", Needs.ACCOUNT,
       checkable=True),
    _S(Act.RESUME_PANEL, N_("Res&ume"), _VIEW, ("Ctrl+R",), "resume", Needs.ACCOUNT,
       checkable=True),
    _S(Act.READ_AHEAD, N_("Read the resume &when a candidate opens"), _VIEW, checkable=True),
    _S(Act.LOOK_SYSTEM, N_("Like the s&ystem"), _VIEW, checkable=True, parted=True, group="look"),
    _S(Act.LOOK_LIGHT, N_("&Light"), _VIEW, icon="sun", checkable=True, group="look"),
    _S(Act.LOOK_DARK, N_("&Dark"), _VIEW, icon="moon", checkable=True, group="look"),
    _S(Act.CONTRAST_SYSTEM, N_("Contrast like the syste&m"), _VIEW, checkable=True, parted=True,
       group="contrast"),
    _S(Act.CONTRAST_NORMAL, N_("N&ormal contrast"), _VIEW, checkable=True, group="contrast"),
    _S(Act.CONTRAST_HIGH, N_("&High contrast"), _VIEW, checkable=True, group="contrast"),
    _S(Act.LESS_MOTION, N_("No mo&tion"), _VIEW, checkable=True, parted=True,
       help=N_("Nothing fades or moves by itself.")),
    _S(Act.LANGUAGE, N_("Lan&guage…"), _VIEW, icon="globe", parted=True),
)
_HELP_MENU: Final = (
    _S(Act.GUIDE, N_("&Guide"), _HELP, (), "resume",
       help=N_("What to do, with pictures, page by page.")),
    _S(Act.KEYS, N_("&Keys"), _HELP, ("F1",), "keyboard",
       help=N_("All keys, and how to change them.")),
    _S(Act.MESSAGES, N_("Earlier &messages"), _HELP, (), "info"),
    _S(Act.ABOUT, N_("&About Redline"), _HELP, parted=True),
)
_TABS: Final = tuple(
    _S(act, text, _VIEW, (f"Ctrl+{number}",), icon, Needs.RECORD)
    for number, (act, text, icon) in enumerate((
        (Act.TAB_PROFILE, N_("Profile"), "person"),
        (Act.TAB_EDUCATION, N_("Education"), "school"),
        (Act.TAB_EXPERIENCE, N_("Experience"), "job"),
        (Act.TAB_SOCIALS, N_("Socials"), "link"),
        (Act.TAB_TAGS, N_("Tags"), "tag"),
    ), start=1)
)
_OF_THE_LIST: Final = (
    _S(Act.FILTER_LIST, N_("Filter the list"), Part.CANDIDATES, ("Ctrl+Shift+L",), "search",
       Needs.ACCOUNT, help=N_("Leaves those that hold the words typed, of what is loaded.")),
    _S(Act.RECENT_LIST, N_("Recent candidates"), Part.CANDIDATES, icon="clock",
       needs=Needs.ACCOUNT),
    _S(Act.LIST_FILTERS, N_("Filter by job, stage, e-mail or date"), Part.CANDIDATES,
       icon="filter", needs=Needs.ACCOUNT),
    _S(Act.RELOAD_LIST, N_("Read the list again"), Part.CANDIDATES, ("Shift+F5",), "refresh",
       Needs.ACCOUNT),
    _S(Act.LOAD_MORE, N_("Load more candidates"), Part.CANDIDATES, icon="down",
       needs=Needs.ACCOUNT),
)
_OF_FIELDS: Final = (
    _S(Act.EDIT_WIDE, N_("Edit a long text wide"), Part.FIELD, ("F4",), "expand", Needs.FIELD,
       local=True),
)
_OF_ENTRIES: Final = (
    _S(Act.ADD_ENTRY, N_("Add entry"), Part.ENTRIES, ("Ctrl+N",), "plus", Needs.ENTRIES),
    _S(Act.REMOVE_ENTRY, N_("Remove entry"), Part.ENTRIES, ("Del",), "trash", Needs.ENTRY,
       local=True),
    _S(Act.DUPLICATE_ENTRY, N_("Duplicate"), Part.ENTRIES, ("Ctrl+D",), "duplicate", Needs.ENTRY,
       local=True),
    _S(Act.ENTRY_UP, N_("Move up"), Part.ENTRIES, ("Alt+Up",), "up", Needs.ENTRY, local=True),
    _S(Act.ENTRY_DOWN, N_("Move down"), Part.ENTRIES, ("Alt+Down",), "down", Needs.ENTRY,
       local=True),
    _S(Act.SORT_ENTRIES, N_("Sort newest first"), Part.ENTRIES, icon="sort", needs=Needs.DATED),
    _S(Act.COPY_ENTRY, N_("Copy the entry"), Part.ENTRIES, icon="copy", needs=Needs.ENTRY),
    _S(Act.COPY_ENTRIES, N_("Copy all entries"), Part.ENTRIES, icon="copy", needs=Needs.ENTRIES),
    _S(Act.PASTE_ENTRIES, N_("Paste entries"), Part.ENTRIES, icon="paste", needs=Needs.ENTRIES,
       help=N_("As new ones, from another candidate or a spreadsheet.")),
)
_OF_WORDS: Final = (
    _S(Act.EDIT_WORD, N_("Edit the word"), Part.WORDS, ("F2",), local=True),
    _S(Act.WORD_BACK, N_("Move the word back"), Part.WORDS, ("Alt+Left",), local=True),
    _S(Act.WORD_ON, N_("Move the word on"), Part.WORDS, ("Alt+Right",), local=True),
)
_OF_THE_RESUME: Final = (
    _S(Act.RESUME_DOWN, N_("Scroll the resume down"), Part.RESUME, ("Alt+PgDown",), "down",
       Needs.RECORD, help=N_("While the focus stays where it is.")),
    _S(Act.RESUME_UP, N_("Scroll the resume up"), Part.RESUME, ("Alt+PgUp",), "up", Needs.RECORD,
       help=N_("While the focus stays where it is.")),
    _S(Act.RESUME_SEARCH, N_("Search in the resume"), Part.RESUME, ("/",), "search", Needs.RECORD,
       local=True),
    _S(Act.ZOOM_IN, N_("Zoom in"), Part.RESUME, ("Ctrl++", "Ctrl+="), "plus", Needs.RECORD,
       local=True),
    _S(Act.ZOOM_OUT, N_("Zoom out"), Part.RESUME, ("Ctrl+-",), "minus", Needs.RECORD, local=True),
    _S(Act.FIT_WIDTH, N_("Fit the width"), Part.RESUME, ("Ctrl+0",), "fit-width", Needs.RECORD,
       local=True),
    _S(Act.NEXT_RESUME, N_("Stored, staged or both resumes"), Part.RESUME, ("Ctrl+Shift+B",),
       "resume", Needs.TWO_RESUMES, help=N_("Shows the next of these.")),
)
_OF_COLLISIONS: Final = (
    _S(Act.KEEP_THEIRS, N_("Keep theirs"), Part.COLLISIONS, ("1",), local=True),
    _S(Act.KEEP_MINE, N_("Keep yours"), Part.COLLISIONS, ("2",), local=True),
    _S(Act.KEEP_BOTH, N_("Keep both"), Part.COLLISIONS, ("3",), local=True),
    _S(Act.EDIT_KEPT, N_("Edit what is kept"), Part.COLLISIONS, ("E",), local=True),
    _S(Act.NEXT_COLLISION, N_("Next one that is not decided"), Part.COLLISIONS, ("N",),
       local=True),
    _S(Act.ALL_MINE, N_("Keep all of yours"), Part.COLLISIONS, ("Ctrl+2",), local=True),
)
_OF_DIALOGS: Final = (
    _S(Act.TURN_LEFT, N_("Rotate left"), Part.PHOTO, ("Ctrl+Left",), local=True),
    _S(Act.TURN_RIGHT, N_("Rotate right"), Part.PHOTO, ("Ctrl+Right",), local=True),
    _S(Act.CROP_CLOSER, N_("Closer"), Part.PHOTO, ("+", "="), local=True),
    _S(Act.CROP_WIDER, N_("Wider"), Part.PHOTO, ("-",), local=True),
    _S(Act.TAKE_PARTS, N_("Put them into the entry"), Part.SPLIT, ("Ctrl+Return",), local=True),
)
# fmt: on

IN_MENUS: Final[tuple[ActionSpec, ...]] = (
    *(*_FILE_MENU, *_EDIT_MENU, *_CANDIDATE_MENU, *_VIEW_MENU, *_HELP_MENU),
)
"""Those of the menu bar, in its order."""
ACTIONS: Final[tuple[ActionSpec, ...]] = (
    *(*IN_MENUS, *_TABS, *_OF_THE_LIST, *_OF_FIELDS, *_OF_ENTRIES, *_OF_WORDS),
    *(*_OF_THE_RESUME, *_OF_COLLISIONS, *_OF_DIALOGS),
)
BY_ACT: Final[dict[Act, ActionSpec]] = {spec.act: spec for spec in ACTIONS}
