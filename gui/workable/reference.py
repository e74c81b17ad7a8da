"""What a person may type or paste to name a candidate, and what to try for it.

Ids, links of the application, e-mail addresses and our own ``redline:`` links (API §3). Pure
text work: nothing is asked of the service here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit

from gui.errors import BadReference
from gui.i18n import _
from gui.workable.endpoint import SERVICE_DOMAINS
from gui.workable.wire import is_candidate_id

NUMBER_OFFSET: Final = 1234
"""API id = hexadecimal form of (number in the link + this): observed, undocumented (API §3.3)."""

OWN_SCHEME: Final = "redline"

_ID_SEGMENT: Final = re.compile(r"[0-9A-Fa-f]{4,32}")
_NUMBER: Final = re.compile(r"[0-9]{4,20}")
_EMAIL: Final = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+")


@dataclass(frozen=True, slots=True)
class ById:
    """An id of the API, to be taken as it is."""

    id: str


@dataclass(frozen=True, slots=True)
class ByNumber:
    """Digits that may be the number of a link or an id of digits only.

    `from_link`: they stood in a link of the application, where the number is more likely.
    """

    number: str
    from_link: bool


@dataclass(frozen=True, slots=True)
class ByEmail:
    """An e-mail address; several records may have it (API §3.4)."""

    email: str


Reference: TypeAlias = ById | ByNumber | ByEmail


@dataclass(frozen=True, slots=True)
class Attempt:
    """One id to read, and what the answer's link has to end with to be the right person.

    `number` None: nothing to compare, the id itself was given. `certain` is False where the
    same digits could mean somebody else, so that the name must be shown before opening.
    """

    id: str
    number: str | None = None
    certain: bool = True


def parse_reference(text: str, subdomain: str | None) -> Reference:
    """What the text names; `BadReference` with a sentence where that cannot be said.

    A link of another account is refused, because its numbers mean other people here. Without
    a subdomain to compare with, any account's link is taken.
    """
    given = text.strip().strip("\u200b\ufeff\"'")
    angled = re.fullmatch(r"[^<>]*<([^<>]+)>", given)
    if angled:
        given = angled.group(1).strip()
    if not given:
        raise BadReference(_("Type an id, a profile link or an e-mail address."))
    lower = given.lower()
    if lower.startswith(f"{OWN_SCHEME}:"):
        return _own_link(given)
    if "/" in given or "://" in given:
        return _link(given, subdomain)
    email = given[len("mailto:") :].partition("?")[0] if lower.startswith("mailto:") else given
    if _EMAIL.fullmatch(email):
        return ByEmail(email)
    if _NUMBER.fullmatch(given):
        return ByNumber(given, from_link=False)
    if is_candidate_id(given) and (any(c.isdigit() for c in given) or _ID_SEGMENT.fullmatch(given)):
        return ById(given)
    raise BadReference(
        _("“{text}” is not an id, a profile link or an e-mail address.").format(text=given[:80]),
        next_step=_(
            "Workable cannot search by name; type part of it above the list to search there."
        ),
    )


def api_id_of(number: str | int) -> str:
    """The id that belongs to the number of a link, as observed (API §3.3): always verify it."""
    return format(int(number) + NUMBER_OFFSET, "x")


def number_in_link(profile_url: str | None) -> str | None:
    """The last segment of a record's own link; None without one."""
    if not profile_url:
        return None
    try:
        path = urlsplit(profile_url).path
    except ValueError:
        return None
    return path.rstrip("/").rpartition("/")[2] or None


def candidates_to_try(reference: ById | ByNumber) -> tuple[Attempt, ...]:
    """The reads that may find the candidate, in their order (API §3.3).

    Digits from a link: the computed id first, accepted only with the number in its link, then
    the digits as an id. Bare digits: the other way round.
    """
    if isinstance(reference, ById):
        return (Attempt(reference.id),)
    number = reference.number
    computed = Attempt(api_id_of(number), number=number, certain=True)
    itself = Attempt(number, certain=False)
    return (computed, itself) if reference.from_link else (itself, computed)


def _own_link(given: str) -> ById:
    match = re.fullmatch(rf"{OWN_SCHEME}://candidate/([^/?#]+)/?", given, re.IGNORECASE)
    if match and is_candidate_id(match.group(1)):
        return ById(match.group(1))
    raise BadReference(
        _("“{text}” is not a link to a candidate.").format(text=given[:80]),
        next_step=_("It has the form {form}.").format(form=f"{OWN_SCHEME}://candidate/ID"),
    )


def _link(given: str, subdomain: str | None) -> Reference:
    parts = _split(given if "://" in given else "https://" + given)
    host = (parts.hostname or "").lower()
    account = next(
        (
            host.removesuffix("." + domain)
            for domain in SERVICE_DOMAINS
            if host.endswith("." + domain)
        ),
        None,
    )
    if (
        account is None
        or parts.scheme.lower() not in ("http", "https")
        or parts.username is not None
    ):
        raise BadReference(
            _("“{text}” is not a link of Workable.").format(text=given[:80]),
            next_step=_("Copy the address of a candidate's page."),
        )
    if subdomain is not None and account != subdomain:
        raise BadReference(
            _("This link belongs to the account {other}, and you are connected to {own}.").format(
                other=account[:80], own=subdomain
            ),
            next_step=_("Switch to that account to open it."),
        )
    segment = _id_segment(parts.path)
    if segment is None:
        raise BadReference(
            _("This link names no candidate."),
            next_step=_("Copy the address of a candidate's page."),
        )
    if _NUMBER.fullmatch(segment):
        return ByNumber(segment, from_link=True)
    return ById(segment)


def _split(url: str) -> SplitResult:
    """The parts of a URL; those of an empty one where it cannot be taken apart."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return urlsplit("")
    return parts


def _id_segment(path: str) -> str | None:
    """The first id-like segment after the last ``candidates`` or ``candidate`` (API §3.2)."""
    segments = [unquote(segment) for segment in path.split("/")]
    after: list[str] = []
    for position, segment in enumerate(segments):
        if segment in ("candidates", "candidate"):
            after = segments[position + 1 :]
    return next((segment for segment in after if _ID_SEGMENT.fullmatch(segment)), None)
