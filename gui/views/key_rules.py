"""Which keys a person may give to a command: not those that fields and the system need.

It says so in a sentence each, and judges nothing else: who has a key already is
`gui.views.keymap.holders`.
"""

from __future__ import annotations

import functools
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from gui.i18n import N_, _
from gui.views.actions import ACTIONS, BY_ACT, Act, Part
from gui.views.keymap import normal

_Standard = QKeySequence.StandardKey
_Key = Qt.Key
_Modifier = Qt.KeyboardModifier

_MOVING: Final = frozenset(
    {
        *(_Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab, _Key.Key_Backtab, _Key.Key_Escape),
        *(_Key.Key_Space, _Key.Key_Backspace, _Key.Key_Delete, _Key.Key_Insert),
        *(_Key.Key_Up, _Key.Key_Down, _Key.Key_Left, _Key.Key_Right),
        *(_Key.Key_Home, _Key.Key_End, _Key.Key_PageUp, _Key.Key_PageDown),
    }
)
_EDITING: Final = (
    *(_Standard.Copy, _Standard.Cut, _Standard.Paste, _Standard.SelectAll),
    *(_Standard.Delete, _Standard.DeleteStartOfWord, _Standard.DeleteEndOfWord),
    *(_Standard.MoveToNextWord, _Standard.MoveToPreviousWord),
    *(_Standard.SelectNextWord, _Standard.SelectPreviousWord),
    *(_Standard.MoveToStartOfDocument, _Standard.MoveToEndOfDocument),
    *(_Standard.SelectStartOfDocument, _Standard.SelectEndOfDocument),
)

TYPES: Final = N_("{keys} types text. Take it together with Ctrl.")
MOVES: Final = N_("{keys} moves and chooses in fields and lists, so it stays as it is.")
EDITS: Final = N_("{keys} edits text in every field, so it stays as it is.")
MENUS: Final = N_("{keys} opens a menu or leads to a field by its letter, so it stays as it is.")
TYPES_TOO: Final = N_("{keys} types a character on many keyboards, so it stays as it is.")
SYSTEM: Final = N_("{keys} is needed by the system, so it stays as it is.")
NO_KEY: Final = N_("This is no key that can be kept.")


def refusal(keys: str, act: Act) -> str:
    """Why a command cannot have a key, a portable text; empty where it can."""
    sequence = QKeySequence(keys)
    if sequence.count() != 1 or not normal(keys):
        return _(NO_KEY)
    if normal(keys) in map(normal, BY_ACT[act].keys):
        return ""  # its own at the first start
    why = _why(normal(keys), act)
    native = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    return _(why).format(keys=native) if why else ""


def _why(keys: str, act: Act) -> str:
    combined = _combined(keys)
    key, modifiers = combined
    plain = modifiers & ~_Modifier.ShiftModifier == _Modifier.NoModifier
    is_sign = 0x20 < key < 0x110000
    if key in _MOVING and plain:
        return MOVES
    if is_sign and plain:
        # Where nothing is typed a key alone is quicker.
        return "" if BY_ACT[act].home in (Part.COLLISIONS, Part.PHOTO, Part.RESUME) else TYPES
    if modifiers & _Modifier.MetaModifier or keys in ("Alt+F4", "Alt+Space", "Alt+Tab", "F10"):
        return SYSTEM
    if is_sign and modifiers == _Modifier.AltModifier and chr(key).isalpha():
        return MENUS
    both = _Modifier.ControlModifier | _Modifier.AltModifier
    if is_sign and modifiers & both == both:
        return TYPES_TOO
    if keys in _edits():
        return EDITS
    return ""


@functools.cache
def _edits() -> frozenset[str]:
    """The keys with which this platform edits text, but for those of commands of the window."""
    own = {normal(key) for spec in ACTIONS if not spec.local for key in spec.keys}
    found = {
        binding.toString(QKeySequence.SequenceFormat.PortableText)
        for standard in _EDITING
        for binding in QKeySequence.keyBindings(standard)
    }
    return frozenset(found - own)


def _combined(keys: str) -> tuple[int, Qt.KeyboardModifier]:
    """The key of a sequence of one, and what is held with it."""
    combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs do not know it
    return combination.key().value, combination.keyboardModifiers()
