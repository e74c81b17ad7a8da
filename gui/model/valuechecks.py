"""What can be said of one value by itself, as if it had just been typed.

Whether a finding may keep the key from being sent depends on what was read before, which is
decided in `gui.model.checks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gui.i18n import _
from gui.model.dates import is_stored_form
from gui.model.fields import EntryField, Field, Kind
from gui.model.findings import Finding, Fix, Level
from gui.model.networks import NETWORKS, is_web_url, with_scheme
from gui.model.texts import for_label, has_hidden, has_lone_surrogate, without_hidden
from gui.model.values import Place

CONSENTS: Final = ("forced", "declined")
"""What `texting_consent` may be (API §5.1)."""

_ONE_LINE: Final = frozenset((Kind.LINE, Kind.EMAIL, Kind.PHONE, Kind.URL))
# Light on purpose: the service decides (API §13).
_EMAIL: Final = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\s@<>(),;:\".]{2,}")


def check_value(
    field: Field | EntryField, value: object, place: Place | None = None
) -> tuple[Finding, ...]:
    """Findings for one value of a key or of a field inside an entry.

    `place` is where they belong; without one, the key of the field's name. Lists and uploads
    have nothing to say here.
    """
    if place is None:
        place = Place(field.key if isinstance(field, Field) else field.name)
    return tuple(_findings(field, value, place))


def change_to(place: Place, value: str) -> Fix:
    """The proposal to write something else there, showing what."""
    return Fix(_("Use “{value}”").format(value=for_label(value, 40)), ((place, value),))


def not_sendable(place: Place, value: str) -> Finding:
    """Text with half a surrogate pair: no request can carry it (H46)."""
    clean = without_hidden(value)
    return Finding(
        place,
        Level.ERROR,
        "not-sendable",
        _("This text holds a broken character that cannot be sent. Remove it or type anew."),
        Fix(_("Remove it"), ((place, clean),)),
    )


def _findings(field: Field | EntryField, value: object, place: Place) -> Iterator[Finding]:
    if isinstance(field, EntryField) and field.required and not _has_text(value):
        yield Finding(
            place,
            Level.ERROR,
            "required",
            _("{field} is missing. Workable takes no list with an entry that lacks it.").format(
                field=field.label
            ),
        )
    if not isinstance(value, str) or not value:
        return
    if has_lone_surrogate(value):
        yield not_sendable(place, value)
        return
    if field.kind in _ONE_LINE:
        yield from _spelling(field.kind, value, place)
    yield from _form(field, value, place)
    if field.limit is not None and len(value) > field.limit:
        yield Finding(
            place,
            Level.WARNING,
            "too-long",
            _("{count} characters. Workable may take no more than {limit}.").format(
                count=len(value), limit=field.limit
            ),
        )


def _has_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _spelling(kind: Kind, value: str, place: Place) -> Iterator[Finding]:
    """Hidden characters and blanks that nobody sees, in fields of one line."""
    if has_hidden(value):
        clean = without_hidden(value)
        yield Finding(
            place,
            Level.HINT,
            "hidden",
            _("Holds characters that cannot be seen."),
            Fix(_("Remove them"), ((place, clean),)),
        )
    trimmed = " ".join(value.split(" ")) if kind is Kind.URL else re.sub(r" {2,}", " ", value)
    trimmed = trimmed.strip()
    if trimmed != value and trimmed:
        yield Finding(
            place,
            Level.HINT,
            "blanks",
            _("Needless blanks."),
            Fix(_("Trim"), ((place, trimmed),)),
        )


def _form(field: Field | EntryField, value: str, place: Place) -> Iterator[Finding]:
    match field.kind:
        case Kind.EMAIL:
            yield from _email(value, place)
        case Kind.PHONE if not any(char.isdigit() for char in value):
            text = _("A phone number has digits; this has none.")
            yield Finding(place, Level.HINT, "phone-form", text)
        case Kind.DATE if not is_stored_form(value):
            text = _("Not a full date. Enter one such as Mar 2011.")
            yield Finding(place, Level.ERROR, "date-form", text)
        case Kind.URL:
            yield from _url(value, place)
        case Kind.NETWORK if value not in NETWORKS:
            text = _("“{value}” is not a network that Workable names; it may drop the profile.")
            text = text.format(value=for_label(value, 40))
            yield Finding(place, Level.WARNING, "network-unknown", text)
        case Kind.CONSENT if value not in CONSENTS:
            text = _("Choose one of the two consents that Workable knows.")
            yield Finding(place, Level.ERROR, "consent", text)
        case _:
            pass


def _email(value: str, place: Place) -> Iterator[Finding]:
    if _EMAIL.fullmatch(value.strip()):
        return
    clean = value.strip().removeprefix("mailto:").strip("<>()[]\"'.,;: ")
    if "<" in clean:
        clean = clean.rpartition("<")[2]
    fix = change_to(place, clean) if clean != value and _EMAIL.fullmatch(clean) else None
    text = _("This does not look like an e-mail address. Enter one such as name@example.com.")
    yield Finding(place, Level.WARNING, "email-form", text, fix)


def _url(value: str, place: Place) -> Iterator[Finding]:
    trimmed = value.strip()
    if is_web_url(trimmed):
        return
    proposal = with_scheme(trimmed)
    if proposal is not None:
        text = _("The address lacks its beginning, https://.")
        fix = Fix(_("Add https://"), ((place, proposal),))
        yield Finding(place, Level.HINT, "url-scheme", text, fix)
    else:
        text = _("This is not a web address. Enter one that begins with https://.")
        yield Finding(place, Level.WARNING, "url-form", text)
