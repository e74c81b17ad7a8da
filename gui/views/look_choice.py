"""What the person chose of the look: light or dark, contrast, motion; kept for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from gui.views.actions import Act
from gui.views.theme import Contrast, Look, Theme

if TYPE_CHECKING:
    from gui.views.window_actions import Actions

_LOOKS: Final = {
    Act.LOOK_SYSTEM: Look.SYSTEM,
    Act.LOOK_LIGHT: Look.LIGHT,
    Act.LOOK_DARK: Look.DARK,
}
_CONTRASTS: Final = {
    Act.CONTRAST_SYSTEM: Contrast.SYSTEM,
    Act.CONTRAST_NORMAL: Contrast.NORMAL,
    Act.CONTRAST_HIGH: Contrast.HIGH,
}
CHOICES: Final = (*_LOOKS, *_CONTRASTS, Act.LESS_MOTION)
"""The commands that choose it."""
_LESS: Final = "less"


class Memory(Protocol):
    """Where the choice is kept."""

    def recall(self, name: str) -> str: ...
    def keep(self, name: str, value: str) -> None: ...


def recall_look(theme: Theme, memory: Memory) -> None:
    """Chooses what was kept; nothing happens to a theme that has chosen it already."""
    look, contrast = memory.recall("look"), memory.recall("contrast")
    if look in (choice.value for choice in Look):
        theme.choose(Look(look))
    if contrast in (choice.value for choice in Contrast):
        theme.choose_contrast(Contrast(contrast))
    theme.choose_less_motion(memory.recall("motion") == _LESS)


def connect_look(theme: Theme, memory: Memory, acts: Actions) -> None:
    """Has the commands choose the look and keep it, and shows which is chosen."""

    def choose(look: Look) -> None:
        theme.choose(look)
        memory.keep("look", look.value)

    def choose_contrast(contrast: Contrast) -> None:
        theme.choose_contrast(contrast)
        memory.keep("contrast", contrast.value)

    def choose_motion(less: bool) -> None:
        theme.choose_less_motion(less)
        memory.keep("motion", _LESS if less else "")

    for act, look in _LOOKS.items():
        acts[act].setChecked(look is theme.look)
        acts[act].triggered.connect(lambda _on=True, look=look: choose(look))
    for act, contrast in _CONTRASTS.items():
        acts[act].setChecked(contrast is theme.contrast)
        acts[act].triggered.connect(lambda _on=True, contrast=contrast: choose_contrast(contrast))
    acts[Act.LESS_MOTION].setChecked(theme.less_motion)
    acts[Act.LESS_MOTION].triggered.connect(choose_motion)
