"""The one table of fields: what can be edited, how, and what is known of its limits.

The form, the list of changes, the request and the checks all read it, so a new field is a line
here. Labels are the accessible names that scripts rely on (product.md §5).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from gui.i18n import N_, NN_, _


class Kind(enum.Enum):
    """How a value is edited, compared and joined."""

    LINE = "line"
    EMAIL = "email"
    PHONE = "phone"
    TEXT = "text"
    DATE = "date"
    FLAG = "flag"
    CONSENT = "consent"
    WORDS = "words"
    ENTRIES = "entries"
    PROFILES = "profiles"
    NETWORK = "network"
    URL = "url"
    RESUME = "resume"
    PHOTO = "photo"


class Tab(enum.Enum):
    """The tabs of the form in their order, by their untranslated titles."""

    PROFILE = N_("Profile")
    EDUCATION = N_("Education")
    EXPERIENCE = N_("Experience")
    SOCIALS = N_("Socials")
    TAGS = N_("Tags")

    @property
    def title(self) -> str:
        return _(self.value)


@dataclass(frozen=True, slots=True)
class EntryField:
    """One field inside a list entry.

    `limit` is a number of characters seen on application forms (API §11): a warning, never a
    stop. `required`: the service refuses the list without it (API §5.3, §5.4, §5.8).
    """

    name: str
    source_label: str
    kind: Kind
    required: bool = False
    limit: int | None = None

    @property
    def label(self) -> str:
        return _(self.source_label)


@dataclass(frozen=True, slots=True)
class Field:
    """One editable key of a record (API §5.1)."""

    key: str
    source_label: str
    kind: Kind
    tab: Tab
    limit: int | None = None
    entry_fields: tuple[EntryField, ...] = ()
    noun: tuple[str, str] = ("", "")
    """Singular and plural of what the list holds, for sentences such as "Remove 2 schools"."""
    replaces_list: bool = False
    """Sent whole: what is not in the list sent is deleted (API §5.2; skills treated alike)."""
    write_only: bool = False
    """Never returned by a read in the shape it is written."""

    @property
    def label(self) -> str:
        return _(self.source_label)

    def entry_field(self, name: str) -> EntryField | None:
        """The entry's field of that name; None for unknown ones."""
        return next((item for item in self.entry_fields if item.name == name), None)


FIELDS: Final[tuple[Field, ...]] = (
    Field("firstname", N_("First name"), Kind.LINE, Tab.PROFILE),
    Field("lastname", N_("Last name"), Kind.LINE, Tab.PROFILE),
    Field("email", N_("Email"), Kind.EMAIL, Tab.PROFILE),
    Field("phone", N_("Phone"), Kind.PHONE, Tab.PROFILE, limit=255),
    Field("headline", N_("Headline"), Kind.LINE, Tab.PROFILE, limit=255),
    Field("address", N_("Address"), Kind.LINE, Tab.PROFILE),
    Field("summary", N_("Summary"), Kind.TEXT, Tab.PROFILE),
    Field("cover_letter", N_("Cover letter"), Kind.TEXT, Tab.PROFILE),
    Field("texting_consent", N_("Texting consent"), Kind.CONSENT, Tab.PROFILE, write_only=True),
    Field("image", N_("Photo"), Kind.PHOTO, Tab.PROFILE, write_only=True),
    Field("resume", N_("Resume"), Kind.RESUME, Tab.PROFILE, write_only=True),
    Field(
        "education_entries",
        N_("Education entries"),
        Kind.ENTRIES,
        Tab.EDUCATION,
        entry_fields=(
            EntryField("school", N_("School"), Kind.LINE, required=True, limit=255),
            EntryField("degree", N_("Degree"), Kind.LINE, limit=255),
            EntryField("field_of_study", N_("Field of study"), Kind.LINE, limit=255),
            EntryField("start_date", N_("Start date"), Kind.DATE),
            EntryField("end_date", N_("End date"), Kind.DATE),
        ),
        noun=NN_("school", "schools"),
        replaces_list=True,
    ),
    Field(
        "experience_entries",
        N_("Experience entries"),
        Kind.ENTRIES,
        Tab.EXPERIENCE,
        entry_fields=(
            EntryField("title", N_("Title"), Kind.LINE, required=True, limit=255),
            EntryField("company", N_("Company"), Kind.LINE),
            EntryField("industry", N_("Industry"), Kind.LINE),
            EntryField("start_date", N_("Start date"), Kind.DATE),
            EntryField("end_date", N_("End date"), Kind.DATE),
            EntryField("current", N_("Current"), Kind.FLAG),
            EntryField("summary", N_("Summary"), Kind.TEXT),
        ),
        noun=NN_("job", "jobs"),
        replaces_list=True,
    ),
    Field(
        "social_profiles",
        N_("Social profiles"),
        Kind.PROFILES,
        Tab.SOCIALS,
        entry_fields=(
            EntryField("type", N_("Network"), Kind.NETWORK, required=True),
            EntryField("username", N_("Username"), Kind.LINE),
            EntryField("url", N_("URL"), Kind.URL, required=True),
        ),
        noun=NN_("social profile", "social profiles"),
        replaces_list=True,
    ),
    Field(
        "tags",
        N_("Tags"),
        Kind.WORDS,
        Tab.TAGS,
        noun=NN_("tag", "tags"),
        replaces_list=True,
    ),
    Field(
        "skills",
        N_("Skills"),
        Kind.WORDS,
        Tab.TAGS,
        noun=NN_("skill", "skills"),
        replaces_list=True,
    ),
)

BY_KEY: Final[dict[str, Field]] = {field.key: field for field in FIELDS}
FILE_KINDS: Final = (Kind.RESUME, Kind.PHOTO)
"""Kinds that have their place beside the form."""
LIST_KEYS: Final[tuple[str, ...]] = tuple(field.key for field in FIELDS if field.replaces_list)


def field_of(key: str) -> Field:
    """The field of an editable key; KeyError for any other key."""
    return BY_KEY[key]


def fields_of(tab: Tab) -> tuple[Field, ...]:
    """The fields shown on a tab, in their order."""
    return tuple(field for field in FIELDS if field.tab is tab)
