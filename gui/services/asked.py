"""What a person asked to send, and how much of it still stands as it was asked for.

A send that waits must not take along what is typed meanwhile: a half-written address would go
out by itself. Reads move values too, and are told apart by the baseline that they bring.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gui.model.values import Value
from gui.services.session import Session


class Asked:
    """Some keys of a session with the values that were asked to be sent.

    `look` has to be called after each change of the session.
    """

    def __init__(self, session: Session, values: Mapping[str, Value]) -> None:
        self.session = session
        self._values = dict(values)
        self._baseline = session.baseline
        self._keys = self._standing()

    @classmethod
    def as_it_stands(cls, session: Session, keys: Iterable[str]) -> Asked:
        """These keys as they stand in the session now."""
        return cls(session, {key: session.value(key) for key in keys})

    @property
    def keys(self) -> frozenset[str]:
        """The keys that are still as they were asked to be sent."""
        return self._keys

    @property
    def count(self) -> int:
        """How many changes of them a person would count; 0 when nothing is left to send."""
        changes = [self.session.change(key) for key in self._keys]
        return sum(change.count for change in changes if change is not None)

    @property
    def was_edited(self) -> bool:
        """Whether a value was changed since to something that is still to be sent."""
        edited = self._values.keys() - self._keys
        return any(self.session.change(key) is not None for key in edited)

    def look(self) -> None:
        """Takes notice of a change of the session."""
        if self.session.baseline is self._baseline:
            self._keys = self._standing()
            return
        # Moved by a read, not by the person: what stood as it was asked for still does.
        self._baseline = self.session.baseline
        self._values |= {key: self.session.value(key) for key in self._keys}

    def _standing(self) -> frozenset[str]:
        return frozenset(
            key for key, value in self._values.items() if self.session.value(key) == value
        )
