"""What a program tells assistive technology on Linux: AT-SPI, spoken straight over D-Bus.

No library of the desktop's stands between: what is read here is what the program answers now.
The interfaces are those of at-spi2-core's ``/usr/share/dbus-1/interfaces`` and its ``xml`` folder.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_I: Final = "org.a11y.atspi."
_ROOT: Final = (f"{_I}Registry", "/org/a11y/atspi/accessible/root")
_LABELLED_BY: Final = 2
_NULL: Final = "/org/a11y/atspi/null"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
# Numbers of atspi-constants.h.
STATES: Final = {
    "active": 1, "checked": 4, "editable": 7, "enabled": 8, "expanded": 10, "focusable": 11,
    "focused": 12, "modal": 16, "multi-line": 17, "selected": 23, "sensitive": 24, "showing": 25,
    "visible": 30, "required": 33, "invalid": 36, "read-only": 43,
}  # fmt: skip


class Refused(Exception):
    """The program does not do what was asked of a control."""


class Gone(Refused):
    """The control is not there any more."""


@dataclass(frozen=True)
class Seen:
    """A control as it was when it was looked at. `ref` names it on the bus."""

    ref: tuple[str, str]
    role: str
    name: str
    states: frozenset[str]
    depth: int


class Accessibility:
    """A connection to the accessibility bus of a desktop."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(session_bus) as session:
            asked = new_method_call(
                DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress"
            )
            address = session.send_and_get_reply(asked).body[0]
        self._bus: DBusConnection = open_dbus_connection(address)
        self._announced: deque[Message] = deque()
        rule = MatchRule(type="signal", interface=f"{_I}Event.Object", member="Announcement")
        self._listening = self._bus.filter(rule, queue=self._announced)
        self._bus.send_and_get_reply(message_bus.AddMatch(rule))
        # A program only says what somebody has asked to be told.
        registry = DBusAddress("/org/a11y/atspi/registry", f"{_I}Registry", f"{_I}Registry")
        event: tuple[object, ...] = ("object:announcement", [], "")
        self._bus.send_and_get_reply(
            new_method_call(registry, "RegisterEvent", "sass", event), timeout=10
        )

    def close(self) -> None:
        self._listening.close()
        self._bus.close()

    # --- asking ----------------------------------------------------------------------------

    def call(
        self, ref: tuple[str, str], interface: str, method: str, kinds: str = "", *body: object
    ) -> Any:
        """One question; its answer, None for none."""
        return self._answer(self._ask(ref, interface, method, kinds, body))

    def read(self, ref: tuple[str, str], interface: str, name: str) -> Any:
        """A property."""
        kinds, body = "ss", (f"{_I}{interface}", name)
        return self._answer(self._ask(ref, _PROPERTIES, "Get", kinds, body))[1]

    def announced(self) -> list[str]:
        """What was announced since it was asked last."""
        try:
            while True:
                self._bus.recv_messages(timeout=0.01)
        except TimeoutError:
            pass
        told = []
        while self._announced:
            told.append(str(self._announced.popleft().body[3][1]))
        return told

    # --- looking ---------------------------------------------------------------------------

    def programs(self) -> list[tuple[str, str]]:
        """The programs on the bus."""
        return [tuple(ref) for ref in self.call(_ROOT, "Accessible", "GetChildren")]

    def look_at(self, ref: tuple[str, str]) -> list[Seen]:
        """One control; nothing when it is gone."""
        return list(self._all([ref], 0))

    def states(self, ref: tuple[str, str]) -> frozenset[str]:
        """How a control is now; nothing when it is gone."""
        return next((each.states for each in self.look_at(ref)), frozenset())

    def labels(self, ref: tuple[str, str]) -> list[str]:
        """The names of what a control is labelled by."""
        related = self.call(ref, "Accessible", "GetRelationSet")
        by = [tuple(each) for kind, others in related if kind == _LABELLED_BY for each in others]
        return [str(self.read(each, "Accessible", "Name")) for each in by]

    def look(self, root: tuple[str, str]) -> Iterator[Seen]:
        """Everything that is on the screen below a control, in the order in which it is read.

        Asks for a whole level at once: one by one it would be a thousand round trips.
        """
        known: dict[tuple[str, str], Seen] = {}
        inside: dict[tuple[str, str], list[tuple[str, str]]] = {}
        level, depth = [root], 0
        while level:
            seen = [each for each in self._all(level, depth) if "showing" in each.states]
            if depth == 0 and not seen:
                return
            known |= {each.ref: each for each in seen}
            children = self._many(
                (each.ref, f"{_I}Accessible", "GetChildren", "", ()) for each in seen
            )
            level = []
            for each, answer in zip(seen, children, strict=True):
                refs = [tuple(ref) for ref in answer or () if ref[1] != _NULL]
                inside[each.ref] = refs
                level += refs
            depth += 1
        yield from _in_order(root, known, inside)

    def _all(self, refs: list[tuple[str, str]], depth: int) -> Iterator[Seen]:
        names = self._many(
            (ref, _PROPERTIES, "Get", "ss", (f"{_I}Accessible", "Name")) for ref in refs
        )
        roles = self._many((ref, f"{_I}Accessible", "GetRoleName", "", ()) for ref in refs)
        states = self._many((ref, f"{_I}Accessible", "GetState", "", ()) for ref in refs)
        for ref, name, role, state in zip(refs, names, roles, states, strict=True):
            if name is not None and role is not None and state is not None:
                bits = state[0] | state[1] << 32
                on = frozenset(word for word, bit in STATES.items() if bits >> bit & 1)
                yield Seen(ref, str(role), str(name[1]), on, depth)

    # --- inside ----------------------------------------------------------------------------

    def _ask(
        self,
        ref: tuple[str, str],
        interface: str,
        method: str,
        kinds: str,
        body: tuple[object, ...],
    ) -> Message:
        whole = interface if "." in interface else f"{_I}{interface}"
        address = DBusAddress(ref[1], ref[0], whole)
        asked = new_method_call(address, method, kinds or None, body)
        return self._bus.send_and_get_reply(asked, timeout=20)

    def _many(
        self, asked: Iterable[tuple[tuple[str, str], str, str, str, tuple[object, ...]]]
    ) -> list[Any]:
        """The answers to many questions, None where something is gone."""
        waited: list[int] = []
        for ref, interface, method, kinds, body in asked:
            message = new_method_call(
                DBusAddress(ref[1], ref[0], interface), method, kinds or None, body
            )
            serial = next(self._bus.outgoing_serial)
            self._bus.send(message, serial=serial)
            waited.append(serial)
        answers: dict[int, Message] = {}
        open_ones, end = set(waited), time.monotonic() + 20
        while open_ones:
            message = self._bus.receive(timeout=max(0.1, end - time.monotonic()))
            serial = message.header.fields.get(HeaderFields.reply_serial)
            if serial in open_ones:
                answers[serial] = message
                open_ones.discard(serial)
            elif message.header.fields.get(HeaderFields.member) == "Announcement":
                self._announced.append(message)
        return [self._value(answers[serial]) for serial in waited]

    @staticmethod
    def _value(message: Message) -> Any:
        if message.header.message_type is MessageType.error:
            return None
        return message.body[0] if len(message.body) == 1 else message.body

    def _answer(self, message: Message) -> Any:
        if message.header.message_type is MessageType.error:
            name = message.header.fields.get(HeaderFields.error_name, "")
            kind = Gone if "UnknownObject" in name else Refused
            raise kind(f"{name}: {message.body}")
        return self._value(message) if message.body else None


def _in_order(
    root: tuple[str, str],
    known: dict[tuple[str, str], Seen],
    inside: dict[tuple[str, str], list[tuple[str, str]]],
) -> Iterator[Seen]:
    waiting = [root]
    while waiting:
        ref = waiting.pop()
        if ref in known:
            yield known[ref]
            waiting += reversed(inside.get(ref, []))
