"""The keys that the person has chosen: kept in the settings, in force at once, shown everywhere.

In the settings they stand as ``"keys": {"send": ["Ctrl+Shift+X"], "reload": []}``: by the names
of commands, portable texts. What another version wrote and this one does not know stays there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from gui.i18n import _, listed
from gui.services.notices import Notices, Tone
from gui.services.settings import KEYS, Settings
from gui.views import keymap
from gui.views.actions import ACTIONS, Act
from gui.views.key_rules import refusal
from gui.views.keyed import renew_keys
from gui.views.main_window import MainWindow

_log = logging.getLogger(__name__)


class KeyChoice:
    """What the list of keys changes: `gui.views.dialogs.keys` asks for it.

    When it is made, the keys are in force: before the first widget shows one.
    """

    def __init__(self, window: Callable[[], MainWindow], settings: Settings) -> None:
        self._window = window
        self._settings = settings
        self._unread: list[str] = []
        kept = settings.get(KEYS)
        chosen: dict[Act, tuple[str, ...]] = {}
        for spec in ACTIONS:
            if spec.act in kept:
                keys = _readable(kept[spec.act], spec.act)
                if keys is None:
                    self._unread.append(spec.label)
                else:
                    chosen[spec.act] = keys
        keymap.choose(chosen)

    def tell_unread(self, notices: Notices) -> None:
        """Says what of the settings could not be read, once there is somebody to say it to."""
        if self._settings.is_damaged(KEYS):
            text = _("The keys in the settings could not be read, so each command has its own.")
            notices.tell(text, Tone.WARNING)
        elif self._unread:
            text = _("The settings hold no usable keys for: {commands}. These have their own.")
            _log.warning(
                "The keys of %d commands in the settings cannot be read", len(self._unread)
            )
            notices.tell(text.format(commands=listed(self._unread)), Tone.WARNING)

    def is_changed(self, act: Act) -> bool:
        """Whether a command has other keys than of itself."""
        return keymap.keys_of(act) != keymap.own_keys(act)

    @property
    def chosen(self) -> Mapping[Act, Sequence[str]]:
        """All that was chosen, to come back to."""
        return keymap.chosen()

    def give(self, act: Act, keys: str) -> None:
        """Gives a command this key alone, and takes it from whoever has it."""
        chosen: dict[Act, tuple[str, ...]] = keymap.chosen()
        sought = keymap.normal(keys)
        for other in keymap.holders(keys, act):
            left = [key for key in keymap.keys_of(other) if keymap.normal(key) != sought]
            chosen[other] = tuple(left)
        self.put({**chosen, act: (sought,)})

    def take_away(self, act: Act) -> None:
        """Leaves a command without a key."""
        self.put({**keymap.chosen(), act: ()})

    def reset(self, act: Act) -> None:
        """Gives a command its own keys again, and takes them from whoever has them."""
        chosen: dict[Act, tuple[str, ...]] = keymap.chosen()
        chosen.pop(act, None)
        for keys in keymap.own_keys(act):
            sought = keymap.normal(keys)
            for other in keymap.holders(keys, act):
                left = [key for key in keymap.keys_of(other) if keymap.normal(key) != sought]
                chosen[other] = tuple(left)
        self.put(chosen)

    def reset_all(self) -> None:
        """Gives every command its own keys again."""
        self.put({})

    def put(self, chosen: Mapping[Act, Sequence[str]]) -> None:
        """Puts keys in force, shows and keeps them."""
        keymap.choose({act: keys for act, keys in chosen.items() if keys != keymap.own_keys(act)})
        window = self._window()
        window.acts.show_shortcuts()
        renew_keys(window)
        held = self._settings.get(KEYS)
        kept = {name: keys for name, keys in held.items() if name not in _NAMES}
        kept |= {act.value: list(keys) for act, keys in keymap.chosen().items()}
        self._settings.set(KEYS, kept)


_NAMES: Final = frozenset(spec.act.value for spec in ACTIONS)


def _readable(kept: object, act: Act) -> tuple[str, ...] | None:
    """The keys that were kept for a command; None where it is not to be read as such."""
    if not isinstance(kept, list) or not all(isinstance(keys, str) for keys in kept):
        return None
    return None if any(refusal(keys, act) for keys in kept) else tuple(kept)
