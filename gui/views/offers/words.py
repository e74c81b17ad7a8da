"""An offer of the resume in words: what would be put in, how sure that is, and why. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from gui.i18n import N_, _
from gui.model.dates import long_text, month_text, period_text
from gui.model.effects import entry_name
from gui.model.fields import EntryField, Field, Kind, field_of
from gui.model.networks import network_name
from gui.model.resume.proposal import Proposal
from gui.model.texts import for_label, strip_html_for_reading
from gui.model.values import Entry, Missing, Place, is_blank
from gui.services.offers import Sureness

_LIMIT: Final = 80
_LONG: Final = 240
_SURE: Final[Mapping[Sureness, str]] = {
    Sureness.SURE: N_("sure"),
    Sureness.LIKELY: N_("likely"),
    Sureness.UNSURE: N_("unsure"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values that an offer leaves open; `label` says it to the person."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class OfferWords:
    """What is shown of an offer at a field.

    `tip` tells before and after, how sure it is and why; `spoken` is the name of the button for
    assistive technology; `choices` are other forms, or with `must_choose` the only ones.
    """

    words: str
    tip: str
    spoken: str
    sureness: Sureness
    choices: tuple[Choice, ...] = ()
    must_choose: bool = False


def words_of(offer: Proposal) -> OfferWords:
    """The words of an offer for one field."""
    sureness = Sureness.of(offer)
    if offer.question is not None:
        choices = tuple(
            Choice(long_text(option.stored), option.stored) for option in offer.question.options
        )
        value = _(" or ").join(choice.label for choice in choices)
    else:
        value = value_text(offer.place, offer.after)
        choices = tuple(
            Choice(f"{other.value} · {other.label}", other.value) for other in offer.alternatives
        )
    words = _("Resume: {value}").format(value=value)
    if offer.question is not None or sureness is not Sureness.SURE:
        words = _("Resume, {sureness}: {value}").format(sureness=sure_text(sureness), value=value)
    if offer.question is not None:
        words = _("Resume: {value}?").format(value=value)
    return OfferWords(
        words=words,
        tip=_tip(offer, value),
        spoken=_("Resume, {sureness}: {value}").format(sureness=sure_text(sureness), value=value),
        sureness=sureness,
        choices=choices,
        must_choose=offer.question is not None,
    )


def chosen(offer: Proposal, choice: int) -> tuple[Proposal, dict[Place, str]]:
    """The offer, and the answers it needs, when one of its choices was made; -1 for none."""
    if choice < 0:
        return offer, {}
    value = words_of(offer).choices[choice].value
    if offer.question is not None:
        return offer, {offer.place: value}
    return replace(offer, after=value), {}


def sure_text(sureness: Sureness) -> str:
    """How sure an offer is, as one word."""
    return _(_SURE[sureness])


def value_text(place: Place, value: object, limit: int = _LIMIT) -> str:
    """A value as it would be read at its place; "empty" for none."""
    kind = _field(place).kind
    if kind is Kind.FLAG:
        return _("yes") if value is True else _("no")
    if isinstance(value, Missing) or is_blank(value) or not isinstance(value, str):
        return _("none") if kind is Kind.DATE else _("empty")
    if kind is Kind.DATE:
        return month_text(value) if value.endswith("-01") else long_text(value)
    if kind is Kind.NETWORK:
        return network_name(value)
    if kind is Kind.TEXT:
        value = strip_html_for_reading(value)
    return for_label(value, limit)


def entry_words(offer: Proposal) -> tuple[str, str]:
    """How an entry that is offered is named, and its period."""
    entry = Entry("", None, offer.fields())
    start, end = entry.get("start_date"), entry.get("end_date")
    period = period_text(start, end, current=entry.get("current") is True)
    return for_label(entry_name(offer.place.key, entry)), for_label(period)


def entry_tip(offer: Proposal) -> str:
    """Everything that an entry would put in, line by line, and why."""
    lines = []
    for part in offer.parts:
        if part.changes_something:
            shown = words_of(part)
            after = (
                _(" or ").join(choice.label for choice in shown.choices)
                if part.question is not None
                else value_text(part.place, part.after, _LONG)
            )
            line = _("{field}: {value}").format(field=_field(part.place).label, value=after)
            lines.append(line)
    return "\n".join((*lines, why(offer)))


def why(offer: Proposal) -> str:
    """How sure an offer is and for what reason, in one line."""
    sure = sure_text(Sureness.of(offer))
    sure = sure[:1].upper() + sure[1:]
    if not offer.reason:
        return sure
    return _("{sureness}: {reason}").format(sureness=sure, reason=for_label(offer.reason, _LIMIT))


def _tip(offer: Proposal, value: str) -> str:
    place = offer.place
    line = _("{field}: {before} → {after}").format(
        field=_field(place).label,
        before=value_text(place, offer.before),
        after=value if offer.question is not None else value_text(place, offer.after, _LONG),
    )
    return f"{line}\n{why(offer)}"


def _field(place: Place) -> Field | EntryField:
    field = field_of(place.key)
    return (field.entry_field(place.field) if place.field else None) or field
