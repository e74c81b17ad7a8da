"""Somebody who neither sees the screen nor touches a mouse: finds controls by what they are
called, uses them as assistive technology can, presses keys, and hears what is said."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

from tests.outside.atspi import Accessibility, Refused, Seen
from tests.outside.desktop import Desktop

T = TypeVar("T")

_SPOKEN_STATES: Final = ("checked", "selected", "read-only", "invalid")
_SILENT: Final = ("filler", "panel", "layered pane", "splitter", "grip", "scroll bar")


class Lost(AssertionError):
    """What a person looks for is not there, or does nothing."""


class Person:
    """`say` is given each line that a screen reader would speak."""

    def __init__(
        self, desktop: Desktop, ears: Accessibility, say: Callable[[str], None], patience: float
    ) -> None:
        self._desktop = desktop
        self._ears = ears
        self.say = say
        self._patience = patience

    # --- finding ---------------------------------------------------------------------------

    def windows(self) -> list[Seen]:
        """All windows on the screen, dialogs and popups too."""
        return [
            one
            for program in self._ears.programs()
            for ref in self._ears.call(program, "Accessible", "GetChildren")
            for one in self._ears.look_at(tuple(ref))
            if "showing" in one.states
        ]

    def window(self, title: str = "") -> Seen:
        """The window whose title has these words in it; the last that came."""

        def found() -> Seen | None:
            titled = [one for one in self.windows() if title in one.name and one.name]
            return titled[-1] if titled else None

        return self.wait(found, f"a window called {title!r}")

    def look(self, inside: Seen) -> list[Seen]:
        """All that is on the screen below a control, as it is read."""
        return list(self._ears.look(inside.ref))

    def find(self, name: str, role: str = "", inside: Seen | None = None) -> Seen:
        """The control of that name and role that is on the screen; the first as it is read."""
        return self.wait(
            lambda: next(iter(self.all(name, role, inside)), None),
            f"{role or 'something'} {name!r}",
        )

    def all(self, name: str, role: str = "", inside: Seen | None = None) -> list[Seen]:
        """All controls of that name and role that are on the screen now."""
        root = inside or self.window()
        return [
            one
            for one in self._ears.look(root.ref)
            if (not role or one.role == role) and self._is_called(one, name)
        ]

    def _is_called(self, one: Seen, name: str) -> bool:
        """By its own name, or for a box of choices, which goes by what is chosen, by its label."""
        return one.name == name or (one.role == "combo box" and name in self._ears.labels(one.ref))

    def names(self, inside: Seen, role: str = "") -> list[str]:
        """What can be read below a control, in order."""
        return [
            one.name
            for one in self._ears.look(inside.ref)
            if one.name and (one.role == role if role else one.role not in _SILENT)
        ]

    def children(self, of: Seen) -> list[str]:
        """The items of a list."""
        refs = self._ears.call(of.ref, "Accessible", "GetChildren")
        return [self._ears.read(tuple(ref), "Accessible", "Name") for ref in refs]

    def wait(self, state: Callable[[], T | None], what: str) -> T:
        """Asks until it is so; `Lost` when patience is over."""
        end = time.monotonic() + self._patience
        while True:
            try:
                if found := state():
                    return found
            except Refused:
                pass  # it was about to go
            if time.monotonic() > end:
                raise Lost(f"not there after {self._patience:g} s: {what}")
            time.sleep(0.05)

    # --- reading ---------------------------------------------------------------------------

    def states(self, of: Seen) -> frozenset[str]:
        """How a control is now."""
        return self._ears.states(of.ref)

    def text(self, of: Seen) -> str:
        """What stands in a field."""
        return str(self._ears.call(of.ref, "Text", "GetText", "ii", 0, -1))

    def description(self, of: Seen) -> str:
        """What is said besides name and value."""
        return str(self._ears.read(of.ref, "Accessible", "Description"))

    def hear(self, of: Seen) -> str:
        """Has a control read out: role, name, value, state, description."""
        now = self.states(of)
        states = [state for state in _SPOKEN_STATES if state in now]
        labels = self._ears.labels(of.ref) if of.role == "combo box" else []
        parts = [*labels, of.name, of.role, *states]
        if of.role == "text":
            parts.append(f"“{self.text(of)[:60]}”")
        described = self.description(of)
        line = ", ".join(parts) + (f". {described}" if described != of.name and described else "")
        self.say(line)
        return line

    def hear_announced(self) -> list[str]:
        """What was announced meanwhile, spoken."""
        told = self._ears.announced()
        for each in told:
            self.say(f"! {each}")
        return told

    # --- doing -----------------------------------------------------------------------------

    def focus(self, on: Seen) -> None:
        """Brings the focus to a control, and waits for it to be there.

        Asked again and again: a program that is just starting may not be in front yet.
        """

        def is_there() -> bool:
            self._ears.call(on.ref, "Component", "GrabFocus")
            return "focused" in self.states(on)

        self.wait(is_there, f"{on.name!r} has the focus")

    def press(self, name: str, inside: Seen | None = None) -> None:
        """Presses the button of that name, once it is there."""

        def is_pressed() -> bool:
            found = self.all(name, "push button", inside)
            if found:
                self.press_button(found[0])
            return bool(found)

        self.wait(is_pressed, f"a button {name!r}")

    def press_button(self, button: Seen) -> None:
        """Does what a control is for."""
        if not self._ears.call(button.ref, "Action", "DoAction", "i", 0):
            raise Lost(f"{button.role} {button.name!r} cannot be pressed")

    def write(self, field: Seen, text: str) -> None:
        """Puts a text into a field instead of what is there."""
        if not self._ears.call(field.ref, "EditableText", "SetTextContents", "s", text):
            raise Lost(f"{field.name!r} takes no text")

    def choose(self, list_: Seen, at: int) -> None:
        """Chooses an item of a list."""
        if not self._ears.call(list_.ref, "Selection", "SelectChild", "i", at):
            raise Lost(f"{list_.name!r} lets nothing be chosen")

    def keys(self, *keys: str) -> None:
        """Presses keys where the focus is."""
        self._desktop.press(*keys)

    def type(self, text: str) -> None:
        """Types where the focus is."""
        self._desktop.type(text)
