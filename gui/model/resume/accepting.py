"""Taking proposals over: the person's decision, as one undo step for each.

The only place where something out of a resume reaches a draft, and only for the proposals it is
given. A date that has to be asked about is left out until the answer is passed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gui.i18n import _, ngettext
from gui.model.draft import Draft
from gui.model.fields import field_of
from gui.model.resume.proposal import Effect, Proposal
from gui.model.values import (
    Atom,
    Entry,
    Missing,
    Place,
    Value,
    entries,
    find_entry,
    replace_entry,
    words,
)
from gui.model.words import sift_words


def accept(
    draft: Draft, proposals: Iterable[Proposal], answers: Mapping[Place, str] | None = None
) -> bool:
    """Takes proposals over in one undo step; False where nothing changed.

    `answers` are stored dates for the places that had a question. Of an entry its parts are
    taken; a part alone can be given too. What is no longer true, because an entry is gone, is
    left out.
    """
    chosen = [each for each in proposals if each.changes_something]
    after: dict[str, Value] = {}
    added: list[tuple[str, int]] = []
    for proposal in chosen:
        key = proposal.place.key
        here = after.get(key, draft.value(key))
        # New entries before this one have moved the place where it belongs.
        shift = sum(other == key and at <= proposal.at for other, at in added)
        after[key] = _with(draft, here, proposal, answers or {}, shift)
        if proposal.is_new_entry:
            added.append((key, proposal.at))
    changed = {key: value for key, value in after.items() if value != draft.value(key)}
    if not changed:
        return False
    return draft.apply(changed, place=_place(chosen, changed), label=_label(chosen))


def _with(
    draft: Draft, here: Value, proposal: Proposal, answers: Mapping[Place, str], shift: int
) -> Value:
    """A key's value with one proposal taken over."""
    place = proposal.place
    if proposal.parts:
        return _with_entry(draft, here, proposal, answers, shift)
    if place.field is not None:
        return _with_fields(here, place.entry, {place.field: _answered(proposal, answers)})
    if place.key in ("tags", "skills"):
        sifted = sift_words(words(here), [str(proposal.after)])
        return (*words(here), *sifted.fresh)
    after = _answered(proposal, answers)
    return here if isinstance(after, Missing | bool) else after


def _with_entry(
    draft: Draft, here: Value, proposal: Proposal, answers: Mapping[Place, str], shift: int
) -> Value:
    fields: dict[str, Atom | Missing] = {
        part.place.field: _answered(part, answers)
        for part in proposal.parts
        if part.place.field and part.changes_something
    }
    if proposal.place.entry is not None:
        return _with_fields(here, proposal.place.entry, fields)
    known = {name: value for name, value in fields.items() if not isinstance(value, Missing)}
    items = entries(here)
    at = min(max(proposal.at + shift, 0), len(items))
    return (*items[:at], Entry(draft.new_ref(), None, known), *items[at:])


def _with_fields(here: Value, ref: str | None, fields: Mapping[str, Atom | Missing]) -> Value:
    entry = find_entry(here, ref or "")
    if entry is None:
        return here
    changed = entry
    for name, value in fields.items():
        if not isinstance(value, Missing):
            changed = changed.with_field(name, value)
    return replace_entry(entries(here), entry.ref, changed)


def _answered(proposal: Proposal, answers: Mapping[Place, str]) -> Atom | Missing:
    """What a proposal puts in; the person's answer where it had to ask."""
    if proposal.question is not None:
        return answers.get(proposal.place, proposal.after)
    return proposal.after


def _place(chosen: Iterable[Proposal], changed: Mapping[str, Value]) -> Place:
    """Where undo goes: the one place, or the first key of several."""
    places = [each.place for each in chosen if each.place.key in changed]
    if len(places) == 1 and places[0].entry is not None and places[0].key in changed:
        return places[0]
    return Place(next(iter(changed)))


def _label(chosen: list[Proposal]) -> str:
    if len(chosen) > 1:
        return ngettext(
            "Take over {count} value from the resume",
            "Take over {count} values from the resume",
            len(chosen),
        ).format(count=len(chosen))
    field = field_of(chosen[0].place.key)
    inner = field.entry_field(chosen[0].place.field or "")
    if chosen[0].parts:
        noun = _(field.noun[0])
        if chosen[0].effect is Effect.ADD:
            return _("Add {noun} from the resume").format(noun=noun)
        return _("Correct {noun} from the resume").format(noun=noun)
    return _("Take over {field} from the resume").format(
        field=inner.label if inner is not None else field.label
    )
