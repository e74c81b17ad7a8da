"""Whether what the service stored is what was meant, under the forms it is known to use.

The service folds tags, may lower-case skills, turns empty text into null, renames new entries
and may keep another order (API §5.3, §5.5, §13): none of that is a loss. Everything else that
differs from what was sent is told to the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gui.model.fields import Kind, field_of
from gui.model.merge import content, normal_text
from gui.model.record import Record
from gui.model.values import Value, entries, is_blank, text, words


@dataclass(frozen=True, slots=True)
class Alteration:
    """One key that reads back otherwise than it was sent."""

    key: str
    sent: Value
    stored: Value


def landed(key: str, sent: Value, stored: Value) -> bool:
    """Whether the stored value is the one that was sent, under normal forms.

    Not for write-only keys, which no read returns.
    """
    kind = field_of(key).kind
    if kind is Kind.WORDS:
        return Counter(map(normal_text, words(sent))) == Counter(map(normal_text, words(stored)))
    if kind in (Kind.ENTRIES, Kind.PROFILES):
        return Counter(content(key, entry) for entry in entries(sent)) == Counter(
            content(key, entry) for entry in entries(stored)
        )
    if is_blank(sent):
        return is_blank(stored)
    if kind is Kind.PHONE:
        return "".join(text(sent).split()) == "".join(text(stored).split())
    return normal_text(text(sent)) == normal_text(text(stored))


def stored_as_sent(key: str, sent: Value, stored: Value) -> bool:
    """Whether there is nothing to tell: the same value, order and identity of entries apart."""
    if not landed(key, sent, stored):
        return False
    kind = field_of(key).kind
    if kind is Kind.WORDS:
        return Counter(words(sent)) == Counter(words(stored))
    if kind in (Kind.ENTRIES, Kind.PROFILES):
        return Counter(_exact(key, sent)) == Counter(_exact(key, stored))
    return (is_blank(sent) and is_blank(stored)) or sent == stored


def alterations(sent: Mapping[str, Value], stored: Record) -> tuple[Alteration, ...]:
    """Every key sent that the service stored differently; write-only keys are left out."""
    return tuple(
        Alteration(key, value, stored.get(key))
        for key, value in sent.items()
        if not field_of(key).write_only and not stored_as_sent(key, value, stored.get(key))
    )


def _exact(key: str, value: Value) -> list[tuple[tuple[str, object], ...]]:
    names = [field.name for field in field_of(key).entry_fields]
    return [
        tuple((name, entry.get(name)) for name in names if not is_blank(entry.get(name)))
        for entry in entries(value)
    ]
