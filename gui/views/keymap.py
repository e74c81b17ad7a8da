"""Which keys each command has: its own, unless the person has chosen others.

They are the program's, like its language: chosen once at the start and whenever the person does
(`gui.app.key_choice`), and asked for here by whoever shows or hears a key.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from gui.i18n import pgettext
from gui.views.actions import ACTIONS, BY_ACT, DIALOGS, Act

_chosen: dict[Act, tuple[str, ...]] = {}
_in_force: dict[Act, tuple[str, ...]] = {}
_heard: dict[Act, frozenset[str]] = {}


def choose(chosen: Mapping[Act, Sequence[str]]) -> None:
    """Puts keys in force: for the commands named these portable texts, for all others their own.

    No key ever means two things at one place: what was chosen goes before what a command has of
    itself, and otherwise the command that comes first in the table.
    """
    _chosen.clear()
    _chosen.update((act, tuple(keys)) for act, keys in chosen.items())
    _in_force.clear()
    _heard.clear()
    if not chosen:
        return  # each has its own
    taken: dict[Act, list[str]] = {}
    for is_choice in (True, False):
        for spec in ACTIONS:
            if (spec.act in _chosen) is is_choice:
                wanted = _chosen[spec.act] if is_choice else own_keys(spec.act)
                taken[spec.act] = [key for key in wanted if not _holders(key, spec.act, taken)]
    _in_force.update((act, tuple(keys)) for act, keys in taken.items())


def chosen() -> dict[Act, tuple[str, ...]]:
    """What the person has chosen, by command."""
    return dict(_chosen)


def own_keys(act: Act) -> tuple[str, ...]:
    """The keys that a command has of itself, as portable texts."""
    letter = _letter(act)
    own = BY_ACT[act].keys
    return (letter, *own) if letter and letter not in own else own


def keys_of(act: Act) -> tuple[str, ...]:
    """The keys in force, as portable texts, the one that is shown first."""
    return _in_force[act] if _in_force else own_keys(act)


def key_text(act: Act) -> str:
    """The first of them as this platform writes it; empty for none."""
    return native(next(iter(keys_of(act)), ""))


def holders(keys: str, act: Act) -> list[Act]:
    """The other commands that have a key where it would be heard as this one's."""
    return _holders(keys, act, {spec.act: keys_of(spec.act) for spec in ACTIONS})


def means(event: QKeyEvent, act: Act) -> bool:
    """Whether a key that was pressed is one of a command's; for the widgets of its part.

    Shift does not count where it only helps to reach a sign: not every keyboard has its digits or
    its slash without it.
    """
    heard = _heard.get(act)
    if heard is None:
        heard = _heard[act] = frozenset(normal(keys) for keys in keys_of(act))
    return any(reading in heard for reading in _readings(event))


@functools.lru_cache(maxsize=512)
def normal(keys: str) -> str:
    """A portable text in the one way that Qt writes it; empty where it is no key."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def native(keys: str) -> str:
    """A portable text as this platform writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _readings(event: QKeyEvent) -> Iterable[str]:
    shift = Qt.KeyboardModifier.ShiftModifier
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    yield _written(modifiers, key)
    is_sign = 0x20 < key.value < 0x110000 and not chr(key.value).isalpha()
    if modifiers == shift or (modifiers & shift and is_sign):
        yield _written(modifiers & ~shift, key)


def _written(modifiers: Qt.KeyboardModifier, key: Qt.Key) -> str:
    sequence = QKeySequence(QKeyCombination(modifiers, key))
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def _holders(keys: str, act: Act, held: Mapping[Act, Sequence[str]]) -> list[Act]:
    sought = normal(keys)
    return [
        other
        for other, others in held.items()
        if other is not act and _meet(act, other) and sought in map(normal, others)
    ]


def _meet(act: Act, other: Act) -> bool:
    """Whether two commands can be heard at the same place."""
    one, two = BY_ACT[act], BY_ACT[other]
    if one.local and two.local:
        return one.home is two.home
    return one.home not in DIALOGS and two.home not in DIALOGS


def _letter(act: Act) -> str:
    """The letter of a verb in the person's language, where it is one of its own."""
    if act is Act.EDIT_KEPT:
        letter = pgettext("the key for: Edit what is kept", "E")
    elif act is Act.NEXT_COLLISION:
        letter = pgettext("the key for: Next one that is not decided", "N")
    else:
        return ""
    return letter if len(letter) == 1 and letter.isalpha() else ""
