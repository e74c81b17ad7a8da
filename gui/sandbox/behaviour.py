"""Everything the sandbox can be told to do differently, as one table.

The table is the honest part of the imitation: for each behaviour it says whether documentation or
recordings back it, or whether it is only modelled, because nobody knows what the service does
(API §13, §14). The Sandbox menu and the control surface are made from it. What a switch does lies
with the code that asks for it.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from gui.i18n import N_

Setting: TypeAlias = bool | float | str


class Backing(enum.Enum):
    """How much is known about the real service in this respect."""

    DOCUMENTED = "documented"  # the reference or recorded traffic
    REPORTED = "reported"  # by people who use the API
    MODELLED = "modelled"  # our own guess, or our own means to show a situation


class Group(enum.Enum):
    """Where a switch stands in the menu."""

    CONNECTION = "connection"
    RIGHTS = "rights"
    CHECKS = "checks"
    WRITING = "writing"
    READING = "reading"


GROUP_LABELS: Final = {
    Group.CONNECTION: N_("Connection"),
    Group.RIGHTS: N_("Rights"),
    Group.CHECKS: N_("Checks"),
    Group.WRITING: N_("What writes do"),
    Group.READING: N_("What reads show"),
}
"""For a menu, marked for translation."""


class Switch(enum.StrEnum):
    """The names, as the control surface takes them."""

    OFFLINE = "offline"
    SLOW = "slow"
    OVER_LIMIT = "over_limit"
    RATE_LIMIT = "rate_limit"
    SERVER_ERRORS = "server_errors"
    LOSE_ANSWERS = "lose_answers"

    TOKEN = "token"  # noqa: S105 - the name of a switch
    CHECK_SCOPES = "check_scopes"
    LOCK_ARCHIVED_JOBS = "lock_archived_jobs"
    LOCK_ANONYMIZED = "lock_anonymized"

    CHECK_EMAIL_UNIQUE = "check_email_unique"
    CHECK_EMAIL_FORM = "check_email_form"
    CHECK_REQUIRED_FIELDS = "check_required_fields"
    CHECK_DATES = "check_dates"
    CHECK_SOCIAL_TYPES = "check_social_types"
    CHECK_ONE_PROFILE_PER_TYPE = "check_one_profile_per_type"
    CHECK_FILE_TYPES = "check_file_types"
    CHECK_FILE_SIZES = "check_file_sizes"
    CHECK_TEXTING_CONSENT = "check_texting_consent"

    NULL_SCALAR = "null_scalar"
    SKILLS_RULE = "skills_rule"
    UNKNOWN_ENTRY_ID = "unknown_entry_id"
    FOLD_TAGS = "fold_tags"
    LOWERCASE_SKILLS = "lowercase_skills"
    REORDER_ENTRIES = "reorder_entries"
    REFUSE_SOCIAL_PROFILES = "refuse_social_profiles"
    BACKGROUND_CHANGES = "background_changes"
    BACKGROUND_DELAY = "background_delay"
    PARSER_REWRITES = "parser_rewrites"

    SOCIAL_PROFILES_KEY = "social_profiles_key"
    RESUME_METADATA_IN_READ = "resume_metadata_in_read"
    EMPTY_PAGING = "empty_paging"
    LINK_LIFE = "link_life"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One row: what it is called, how it stands at the start, what is known about it.

    `label` is marked for translation; show it through `gui.i18n._`. The kind follows from the
    default: a bool is on or off, a float is a number of seconds from `least` up, a str is one of
    the `choices` (value and label).
    """

    name: Switch
    label: str
    default: Setting
    group: Group
    backing: Backing
    choices: tuple[tuple[str, str], ...] = ()
    least: float = 0.0


_D, _R, _M = Backing.DOCUMENTED, Backing.REPORTED, Backing.MODELLED

BEHAVIOURS: Final[tuple[Behaviour, ...]] = (
    Behaviour(Switch.OFFLINE, N_("Offline"), False, Group.CONNECTION, _M),
    Behaviour(Switch.SLOW, N_("Seconds before each answer"), 0.0, Group.CONNECTION, _M),
    Behaviour(Switch.OVER_LIMIT, N_("Over the rate limit"), False, Group.CONNECTION, _M),
    Behaviour(Switch.RATE_LIMIT, N_("Allow 10 requests in 10 seconds"), True, Group.CONNECTION, _D),
    Behaviour(Switch.SERVER_ERRORS, N_("Answer with server errors"), False, Group.CONNECTION, _R),
    Behaviour(Switch.LOSE_ANSWERS, N_("Lose the answers to writes"), False, Group.CONNECTION, _M),
    Behaviour(
        Switch.TOKEN,
        N_("Access token"),
        "as_issued",
        Group.RIGHTS,
        _D,
        choices=(
            ("as_issued", N_("As issued")),
            ("expired", N_("Expired")),
            ("read_only", N_("Read only")),
        ),
    ),
    Behaviour(Switch.CHECK_SCOPES, N_("Refuse what a token may not do"), True, Group.RIGHTS, _R),
    Behaviour(
        Switch.LOCK_ARCHIVED_JOBS, N_("Lock candidates of archived jobs"), True, Group.RIGHTS, _R
    ),
    Behaviour(Switch.LOCK_ANONYMIZED, N_("Lock anonymised candidates"), True, Group.RIGHTS, _M),
    Behaviour(Switch.CHECK_EMAIL_UNIQUE, N_("One email once in a job"), True, Group.CHECKS, _R),
    Behaviour(Switch.CHECK_EMAIL_FORM, N_("A well-formed email"), True, Group.CHECKS, _M),
    Behaviour(
        Switch.CHECK_REQUIRED_FIELDS, N_("School and title required"), True, Group.CHECKS, _M
    ),
    Behaviour(Switch.CHECK_DATES, N_("Dates as YYYY-MM-DD"), True, Group.CHECKS, _M),
    Behaviour(Switch.CHECK_SOCIAL_TYPES, N_("Only known networks"), True, Group.CHECKS, _M),
    Behaviour(
        Switch.CHECK_ONE_PROFILE_PER_TYPE, N_("One profile per network"), True, Group.CHECKS, _M
    ),
    Behaviour(Switch.CHECK_FILE_TYPES, N_("Types of resumes and photos"), True, Group.CHECKS, _M),
    Behaviour(Switch.CHECK_FILE_SIZES, N_("Files up to 5,242,880 bytes"), True, Group.CHECKS, _M),
    Behaviour(
        Switch.CHECK_TEXTING_CONSENT, N_("Texting consent one of two words"), True, Group.CHECKS, _M
    ),
    Behaviour(
        Switch.NULL_SCALAR,
        N_("A null in a text field"),
        "ignored",
        Group.WRITING,
        _M,
        choices=(("ignored", N_("Ignored")), ("erases", N_("Erases"))),
    ),
    Behaviour(
        Switch.SKILLS_RULE,
        N_("Skills that are sent"),
        "replace",
        Group.WRITING,
        _M,
        choices=(("replace", N_("Replace the stored ones")), ("add", N_("Are added"))),
    ),
    Behaviour(
        Switch.UNKNOWN_ENTRY_ID,
        N_("An entry with an unknown id"),
        "refused",
        Group.WRITING,
        _M,
        choices=(("refused", N_("Is refused")), ("created", N_("Becomes a new entry"))),
    ),
    Behaviour(Switch.FOLD_TAGS, N_("Fold tags"), False, Group.WRITING, _R),
    Behaviour(Switch.LOWERCASE_SKILLS, N_("Skills in lower case"), False, Group.WRITING, _R),
    Behaviour(Switch.REORDER_ENTRIES, N_("Entries in another order"), False, Group.WRITING, _M),
    Behaviour(
        Switch.REFUSE_SOCIAL_PROFILES, N_("Refuse social profiles"), False, Group.WRITING, _R
    ),
    Behaviour(
        Switch.BACKGROUND_CHANGES,
        N_("Headline and location filled in later"),
        True,
        Group.WRITING,
        _D,
    ),
    Behaviour(
        Switch.BACKGROUND_DELAY, N_("Seconds until they are filled in"), 21.0, Group.WRITING, _M
    ),
    Behaviour(
        Switch.PARSER_REWRITES,
        N_("A resume's reading overwrites other fields"),
        False,
        Group.WRITING,
        _M,
    ),
    Behaviour(
        Switch.SOCIAL_PROFILES_KEY,
        N_("Social profiles in reads"),
        "as_stored",
        Group.READING,
        _M,
        choices=(
            ("as_stored", N_("Missing on some records")),
            ("omitted_when_empty", N_("Missing when empty")),
            ("always", N_("Never missing")),
            ("never", N_("Always missing")),
        ),
    ),
    Behaviour(
        Switch.RESUME_METADATA_IN_READ, N_("Resume's name in single reads"), True, Group.READING, _R
    ),
    Behaviour(Switch.EMPTY_PAGING, N_("Empty paging on the last page"), False, Group.READING, _R),
    Behaviour(Switch.LINK_LIFE, N_("Life of signed links in seconds"), 60_000.0, Group.READING, _D),
)

_BY_NAME: Final = {row.name: row for row in BEHAVIOURS}


class Switches:
    """How the behaviours stand now. Nothing is kept over a restart: each start is the default."""

    def __init__(self, settings: Mapping[str, Setting] | None = None) -> None:
        self._defaults = {row.name: row.default for row in BEHAVIOURS}
        for name, value in (settings or {}).items():
            row = behaviour(name)
            self._defaults[row.name] = _fitting(row, value)
        self._settings = dict(self._defaults)

    def set(self, name: str, value: Setting) -> Setting:
        """Sets one; the value as taken. ValueError for an unknown name or a value that is none."""
        row = behaviour(name)
        self._settings[row.name] = taken = _fitting(row, value)
        return taken

    def reset(self) -> None:
        """Back to how they stood at the start."""
        self._settings = dict(self._defaults)

    def settings(self) -> dict[str, Setting]:
        """All of them by name."""
        return {name.value: value for name, value in self._settings.items()}

    def on(self, name: Switch) -> bool:
        """Whether a bool switch is on."""
        return self._settings[name] is True

    def number(self, name: Switch) -> float:
        """The value of a number switch."""
        value = self._settings[name]
        assert isinstance(value, float)
        return value

    def choice(self, name: Switch) -> str:
        """The value of a choice switch."""
        value = self._settings[name]
        assert isinstance(value, str)
        return value


def behaviour(name: str) -> Behaviour:
    """The row of that name. ValueError where there is none."""
    try:
        return _BY_NAME[Switch(name)]
    except ValueError:
        raise ValueError(f"There is no switch named {name!r}.") from None


def _fitting(row: Behaviour, value: Setting) -> Setting:
    if isinstance(row.default, bool):
        if isinstance(value, bool):
            return value
        raise ValueError(f"{row.name} is on or off.")
    if isinstance(row.default, float):
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= row.least:
            return float(value)
        raise ValueError(f"{row.name} is a number from {row.least:g} up.")
    if isinstance(value, str) and value in dict(row.choices):
        return value
    raise ValueError(f"{row.name} is one of {', '.join(dict(row.choices))}.")
