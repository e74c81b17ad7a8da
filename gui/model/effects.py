"""What a send would do that deserves a question first (rule 10 of the interaction rules).

Removing, emptying and replacing are named one by one; everything else goes without a dialog,
since asking every time trains people to press Enter.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from gui.i18n import _, listed, ngettext
from gui.model.arrival import Doubtful
from gui.model.comparison import compare_key
from gui.model.fields import Kind, field_of
from gui.model.networks import network_name
from gui.model.record import Record
from gui.model.values import Entry, FileUpload, Value, entries, is_blank, text


class EffectKind(enum.Enum):
    """Why an effect is asked about."""

    REMOVES = "removes"
    EMPTIES_LIST = "empties list"
    EMPTIES = "empties"
    REPLACES_FILE = "replaces file"
    ADDS_AGAIN = "adds again"
    CHANGES_EMAIL = "changes email"


@dataclass(frozen=True, slots=True)
class SendEffect:
    """One effect on one key, with the names of what it concerns.

    `names` are what would be lost ("Analyst at Norrfrakt AB") or twice there, `sentence` says it
    whole.
    """

    key: str
    kind: EffectKind
    sentence: str
    names: tuple[str, ...] = ()

    @property
    def is_destructive(self) -> bool:
        """Whether something that stands in the record now would be gone."""
        return self.kind not in (EffectKind.CHANGES_EMAIL, EffectKind.ADDS_AGAIN)


def entry_name(key: str, entry: Entry) -> str:
    """How an entry is named in sentences; never empty."""
    if key == "experience_entries":
        title, company = entry.text("title").strip(), entry.text("company").strip()
        if title and company:
            return _("{title} at {company}").format(title=title, company=company)
        return title or company or _("an untitled job")
    if key == "education_entries":
        school, degree = entry.text("school").strip(), entry.text("degree").strip()
        if school and degree:
            return _("{degree}, {school}").format(degree=degree, school=school)
        return school or degree or _("an unnamed school")
    network = network_name(entry.text("type"))
    username = entry.text("username").strip() or entry.text("url").strip()
    if network and username:
        return _("{network} ({username})").format(network=network, username=username)
    return network or username or _("an empty profile")


def effects_of(stored: Record, wanted: Mapping[str, Value]) -> tuple[SendEffect, ...]:
    """The effects on the stored record of sending `wanted`, key by key."""
    found: list[SendEffect] = []
    for key, value in wanted.items():
        found.extend(_effects(key, stored, value))
    return tuple(found)


def added_again(
    stored: Record, wanted: Mapping[str, Value], doubtful: Doubtful
) -> tuple[SendEffect, ...]:
    """The new entries that may be there already: they were sent and not found, and what others
    have put in since may be one of them that somebody rewrote. Only the person can tell."""
    found: list[SendEffect] = []
    for key, refs in doubtful.items():
        for entry in entries(wanted.get(key)):
            ids = refs.get(entry.ref, frozenset()) if entry.id is None else frozenset()
            names = [entry_name(key, each) for each in entries(stored.get(key)) if each.ref in ids]
            if names:
                name = entry_name(key, entry)
                sentence = _(
                    "“{entry}” was sent before and no answer came. Since then this has appeared "
                    "and may be the same, changed by somebody else: {others}. Yours is added "
                    "beside it."
                ).format(entry=name, others=listed(names))
                found.append(SendEffect(key, EffectKind.ADDS_AGAIN, sentence, (name,)))
    return tuple(found)


def _effects(key: str, stored: Record, value: Value) -> list[SendEffect]:
    field = field_of(key)
    before = stored.get(key)
    if field.kind is Kind.RESUME:
        return _replaced_resume(stored, value)
    if field.kind is Kind.PHOTO:
        if is_blank(value) or not stored.facts.image_url:
            return []
        sentence = _("The photo is replaced.")
        return [SendEffect(key, EffectKind.REPLACES_FILE, sentence)]
    change = compare_key(key, before, value)
    if change is None:
        return []
    if field.replaces_list:
        names = (
            *(entry_name(key, entry) for entry in change.removed_entries),
            *change.removed_words,
        )
        if not names:
            return []
        if is_blank(value):
            sentence = ngettext(
                "The list “{list}” is emptied: its only entry goes.",
                "The list “{list}” is emptied: all {count} entries go.",
                len(names),
            ).format(list=field.label, count=len(names))
            return [SendEffect(key, EffectKind.EMPTIES_LIST, sentence, names)]
        count = len(names)
        noun = ngettext(*field.noun, count)
        sentence = _("{count} {noun} removed").format(count=count, noun=noun)
        return [SendEffect(key, EffectKind.REMOVES, sentence, names)]
    if not is_blank(before) and is_blank(value):
        sentence = _("“{field}” is emptied.").format(field=field.label)
        return [SendEffect(key, EffectKind.EMPTIES, sentence, (text(before),))]
    if field.kind is Kind.EMAIL and not is_blank(before):
        sentence = _("The e-mail changes from {old} to {new}. Workable matches people by it.")
        sentence = sentence.format(old=text(before), new=text(value))
        return [SendEffect(key, EffectKind.CHANGES_EMAIL, sentence, (text(before),))]
    return []


def _replaced_resume(stored: Record, value: Value) -> list[SendEffect]:
    old = stored.facts.resume_filename
    if is_blank(value) or not (old or stored.facts.resume_url):
        return []
    if isinstance(value, FileUpload):
        sentence = _("The resume is replaced by {new}.").format(new=value.name)
    else:
        sentence = _("The resume is replaced by the file behind the link.")
    return [SendEffect("resume", EffectKind.REPLACES_FILE, sentence, (old,) if old else ())]


def verb_of(effects: tuple[SendEffect, ...]) -> str:
    """The words on the button that goes ahead: what it does, with the number it removes."""
    removed = sum(
        len(effect.names)
        for effect in effects
        if effect.kind in (EffectKind.REMOVES, EffectKind.EMPTIES_LIST)
    )
    if removed:
        return ngettext(
            "Remove {count} entry and send", "Remove {count} entries and send", removed
        ).format(count=removed)
    kinds = {effect.kind for effect in effects}
    if EffectKind.EMPTIES in kinds:
        count = sum(effect.kind is EffectKind.EMPTIES for effect in effects)
        return ngettext(
            "Empty {count} field and send", "Empty {count} fields and send", count
        ).format(count=count)
    if EffectKind.REPLACES_FILE in kinds:
        return _("Replace and send")
    if EffectKind.ADDS_AGAIN in kinds:
        return _("Add and send")
    return _("Change e-mail and send")
