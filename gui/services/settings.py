"""The settings: every one declared once, kept as one small JSON file that a person can read.

Nothing of a record and no token is ever among them (reliability H26, H39). The file is the
business of `gui.services.settings_file`; where it cannot be read or written the program works on
with what it has in memory.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from gui.i18n import N_
from gui.paths import Profile
from gui.services.notices import Notices
from gui.services.settings_file import SIZE_LIMIT, SettingsFile
from gui.workable.strict import NotStrictJson, read_json

if TYPE_CHECKING:
    import logging

T = TypeVar("T")

_TEXT_LIMIT: Final = 4096


# --- declarations -------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Setting(Generic[T]):
    """One setting. `check` turns what the file holds into the value, ValueError where it cannot.

    The value itself is plain JSON: texts, numbers, lists and objects of them.
    """

    name: str
    default: T
    check: Callable[[object], T]
    label: str
    help: str


def _one_line(value: object) -> str:
    if not isinstance(value, str) or len(value) > _TEXT_LIMIT or not value.isprintable():
        raise ValueError("not a text of one line")
    return value


def _whole(low: int, high: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"not a number from {low} to {high}")
        return value

    return check


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")  # noqa: TRY004
    return value


def _texts(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004  one error type for all that is wrong
    return {_one_line(name): _one_line(text) for name, text in value.items()}


def _by_names(value: object) -> Mapping[str, object]:
    """Whoever reads it looks at each: one that is damaged costs none of the others."""
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004
    return {_one_line(name): held for name, held in value.items()}


def _https_or_nothing(value: object) -> str:
    text = _one_line(value)
    if text and (not text.startswith("https://") or " " in text):
        raise ValueError("not an https address")
    return text


def _accounts(value: object) -> tuple[Mapping[str, str], ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError("not a list")  # noqa: TRY004
    return tuple(_texts(item) for item in value)


ACCOUNTS: Final = Setting[tuple[Mapping[str, str], ...]](
    "accounts",
    (),
    _accounts,
    N_("Accounts"),
    N_("The subdomains that were connected to, and what each is called. Tokens are not here."),
)
LAST_ACCOUNT: Final = Setting(
    "last_account",
    "",
    _one_line,
    N_("Last account"),
    N_("The account that the next start connects to; “:sandbox” is the sandbox."),
)
REQUESTS: Final = Setting(
    "requests_in_10_seconds",
    0,
    _whole(0, 50),
    N_("Requests in 10 seconds"),
    N_(
        "How many requests Redline sends at most; 0 is as many as Workable allows. All programs "
        "with a token of the account share 10, so fewer leave room for the others."
    ),
)
JOURNAL_DAYS: Final = Setting(
    "journal_days",
    90,
    _whole(1, 3650),
    N_("Days of the journal"),
    N_("How long what was sent is kept on this computer, with the files that it replaced."),
)
LEAVE_QUIETLY: Final = Setting(
    "leave_quietly",
    False,
    _flag,
    N_("Leave without asking"),
    N_("Close the window at once when all drafts are kept on this computer."),
)
COMMENTS: Final = Setting[Mapping[str, str]](
    "comments",
    {},
    _texts,
    N_("Comments in Workable"),
    N_(
        "In whose name a comment is left after a send, by account: the id of a member. Without "
        "one, and at first, none is left."
    ),
)
READ_AHEAD: Final = Setting(
    "read_resume_ahead",
    True,
    _flag,
    N_("Read the resume when a candidate opens"),
    N_(
        "The resume is fetched and read on this computer before anybody looks at it, so that "
        "proposals and evidence are there at once."
    ),
)
NEXT_AHEAD: Final = Setting(
    "read_next_ahead",
    True,
    _flag,
    N_("Read the next candidate ahead"),
    N_(
        "While one candidate is open, the next of the list is read too if the limit leaves room, "
        "so that they are there at once. They are read again when they are opened."
    ),
)
LANGUAGE: Final = Setting(
    "language",
    "",
    _one_line,
    N_("Language"),
    N_("The language of Redline's own texts; empty follows the system. From the next start on."),
)
KEYS: Final = Setting[Mapping[str, object]](
    "keys",
    {},
    _by_names,
    N_("Keys"),
    N_("The keys of commands that have other ones than of themselves, by the commands' names."),
)
UPDATE_URL: Final = Setting(
    "update_url",
    "",
    _https_or_nothing,
    N_("Where the newest version is written"),
    N_("An https address of a small file with a version in it; empty looks for nothing."),
)
WINDOW: Final = Setting[Mapping[str, str]](
    "window",
    {},
    _texts,
    N_("Window"),
    N_("Sizes of the window and its panels, which of them are shown, and light or dark."),
)

ALL: Final[tuple[Setting[Any], ...]] = (
    ACCOUNTS,
    LAST_ACCOUNT,
    REQUESTS,
    JOURNAL_DAYS,
    LEAVE_QUIETLY,
    COMMENTS,
    UPDATE_URL,
    READ_AHEAD,
    NEXT_AHEAD,
    LANGUAGE,
    KEYS,
    WINDOW,
)


def peek(profile: Profile, setting: Setting[T]) -> T:
    """One setting, before there is anybody who could be told of what is wrong with the file.

    Its default where the file cannot be read; nothing is moved aside and nothing logged, since
    `Settings` will do that.
    """
    try:
        with profile.settings_file.open("rb") as file:
            found = read_json(file.read(SIZE_LIMIT))
        return setting.check(found[setting.name]) if isinstance(found, dict) else setting.default
    except (OSError, NotStrictJson, KeyError, ValueError):
        return setting.default


# --- the settings of a profile ------------------------------------------------------------------


class Settings(QObject):
    """The values, in memory and in the file. Signal: `changed(Setting)` after a value changed.

    Reading happens when it is made; writing in a thread of its own, after each change. Call
    `close` at the end: it waits until all is written. Names in the file that this version does
    not know stay in it. `fixed` are values that the organisation has set, by the settings' names:
    they are in force, are not the person's to change, and never get into the file.
    """

    changed = Signal(object)

    def __init__(
        self,
        profile: Profile,
        notices: Notices,
        parent: QObject | None = None,
        *,
        fixed: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._fixed = dict(fixed or {})
        self._values: dict[str, Any] = {}
        self._damaged: set[str] = set()
        self._file = SettingsFile(profile, notices, self)
        self._raw = self._file.read()
        for setting in ALL:
            with contextlib.suppress(KeyError):
                self._values[setting.name] = self._checked(setting, self._raw[setting.name])

    def get(self, setting: Setting[T]) -> T:
        """The value in force."""
        if setting.name in self._fixed:
            return setting.check(self._fixed[setting.name])
        value: T = self._values.get(setting.name, setting.default)
        return value

    def is_fixed(self, setting: Setting[T]) -> bool:
        """Whether the organisation has set it."""
        return setting.name in self._fixed

    def fix(self, values: Mapping[str, object]) -> None:
        """Puts in force what the organisation has set, which is read after the window is there."""
        self._fixed.update(values)

    def is_damaged(self, setting: Setting[T]) -> bool:
        """Whether the file held something under its name that could not be read."""
        return setting.name in self._damaged

    def set(self, setting: Setting[T], value: T) -> None:
        """Changes a value; nothing happens when it is the one in force, or is fixed.

        ValueError for one that the setting's check would refuse: a programmer's slip.
        """
        value = setting.check(value)
        self._damaged.discard(setting.name)
        if value == self.get(setting) or self.is_fixed(setting):
            return
        self._values[setting.name] = value
        self._raw[setting.name] = value
        self._file.write_soon(self._raw)
        self.changed.emit(setting)

    def memory(self, setting: Setting[Mapping[str, str]]) -> Memory:
        """A setting that holds short texts by names, for a window's sizes."""
        return Memory(self, setting)

    def close(self) -> None:
        """Waits until everything is written; nothing is written afterwards."""
        self._file.close()

    def _checked(self, setting: Setting[T], value: object) -> T:
        try:
            return setting.check(value)
        except ValueError as error:
            _log().warning("Setting %s: %s; its default is used", setting.name, error)
            self._damaged.add(setting.name)
            return setting.default


class Memory:
    """Short texts by names inside one setting."""

    def __init__(self, settings: Settings, setting: Setting[Mapping[str, str]]) -> None:
        self._settings = settings
        self._setting = setting

    def recall(self, name: str) -> str:
        """What was kept under a name, empty when nothing was."""
        return self._settings.get(self._setting).get(name, "")

    def keep(self, name: str, value: str) -> None:
        """Keeps a text of one line under a name."""
        held = self._settings.get(self._setting)
        if held.get(name) != value:
            self._settings.set(self._setting, {**held, name: value})


def _log() -> logging.Logger:
    """Imported when there is something to tell: it takes longer than reading the file."""
    import logging

    return logging.getLogger(__name__)
