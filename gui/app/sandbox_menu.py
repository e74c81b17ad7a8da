"""The Sandbox menu: every modelled behaviour as a switch, and a colleague's hand on request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from typing import Any, Final

from gui.errors import RedlineError
from gui.i18n import N_, _
from gui.sandbox.behaviour import BEHAVIOURS, GROUP_LABELS, Behaviour, Group, Setting, Switch
from gui.sandbox.control import Control
from gui.sandbox.host import NOTICE, Running
from gui.sandbox.touching import LABELS, Touch, TouchKind
from gui.services.desk import Desk
from gui.services.notices import Notices
from gui.services.tasks import Tasks
from gui.views.menu_lines import Command, MenuLine, Submenu
from gui.views.menu_lines import Switch as MenuSwitch

SLOW_S = 3.0


_TOLD: Final = {
    TouchKind.ANOTHER_FIELD: N_("A colleague has changed another field."),
    TouchKind.SAME_FIELD: N_("A colleague has changed the same field."),
    TouchKind.ANOTHER_ENTRY: N_("A colleague has changed another entry of a list."),
    TouchKind.SAME_ENTRY: N_("A colleague has changed the same entry."),
    TouchKind.ADD_ENTRY: N_("A colleague has added an entry."),
    TouchKind.REMOVE_ENTRY: N_("A colleague has removed an entry."),
    TouchKind.DELETE: N_("A colleague has deleted the record."),
}


class SandboxMenu:
    """Fills the menu for a running sandbox. `started_over` is awaited after a start anew, with
    which every switch stands as at first, and tells about it."""

    def __init__(
        self,
        running: Running,
        desk: Desk,
        tasks: Tasks,
        notices: Notices,
        *,
        started_over: Callable[[], Awaitable[None]],
    ) -> None:
        self._running = running
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._started_over = started_over
        self._values: dict[Switch, Setting] = {row.name: row.default for row in BEHAVIOURS}

    async def learn(self) -> None:
        """Asks the sandbox how its switches stand; `items` shows that."""
        settings = await asyncio.wrap_future(self._running.ask(Control.switches))
        self._values = {Switch(name): value for name, value in settings.items()}

    def items(self) -> Iterator[MenuLine]:
        """The lines of the menu: what is shown often first, the rest by group."""
        yield Command(_("About the sandbox"), lambda: self._notices.tell(_(NOTICE)))
        yield None
        touches = [self._touch(kind) for kind in TouchKind if kind is not TouchKind.SET]
        yield Submenu(_("Change this record behind my back"), tuple(touches))
        yield None
        for name in (Switch.OFFLINE, Switch.SLOW, Switch.OVER_LIMIT, Switch.LOSE_ANSWERS):
            yield self._switch(_row(name))
        yield self._choice(Switch.TOKEN, "expired", _("Expired token"))
        yield self._choice(Switch.TOKEN, "read_only", _("Read-only token"))
        yield self._switch(_row(Switch.REFUSE_SOCIAL_PROFILES))
        yield self._switch(_row(Switch.FOLD_TAGS))
        yield self._switch(_row(Switch.PARSER_REWRITES))
        yield None
        shown = {
            Switch.OFFLINE,
            Switch.SLOW,
            Switch.OVER_LIMIT,
            Switch.LOSE_ANSWERS,
            Switch.TOKEN,
            Switch.REFUSE_SOCIAL_PROFILES,
            Switch.FOLD_TAGS,
            Switch.PARSER_REWRITES,
        }
        for group in Group:
            rows = [row for row in BEHAVIOURS if row.group is group and row.name not in shown]
            lines = tuple(line for row in rows for line in self._lines(row))
            if lines:
                yield Submenu(_(GROUP_LABELS[group]), lines)
        yield None
        yield Command(_("Start over with the people as invented"), self._start_over)

    # --- lines -----------------------------------------------------------------------------

    def _lines(self, row: Behaviour) -> Iterator[MenuSwitch]:
        if isinstance(row.default, str):
            for value, label in row.choices:
                if value != row.default:
                    text = _("{label}: {value}").format(label=_(row.label), value=_(label))
                    yield self._choice(row.name, value, text)
        else:
            yield self._switch(row)

    def _switch(self, row: Behaviour) -> MenuSwitch:
        value = self._values[row.name]
        if isinstance(row.default, bool):
            return MenuSwitch(_(row.label), value is True, self._setter(row.name, True, False))
        low, high = row.default, SLOW_S if row.name is Switch.SLOW else 5.0
        label = _("{label}: {seconds}").format(label=_(row.label), seconds=f"{high:g}")
        if row.name is Switch.SLOW:
            label = _("Slow: {seconds} seconds before each answer").format(seconds=f"{high:g}")
        return MenuSwitch(label, value != row.default, self._setter(row.name, high, low))

    def _choice(self, name: Switch, value: str, label: str) -> MenuSwitch:
        setter = self._setter(name, value, _row(name).default)
        return MenuSwitch(label, self._values[name] == value, setter, group=name)

    def _setter(self, name: Switch, on: Setting, off: Setting) -> Callable[[bool], object]:
        return lambda is_on: self._set(name, on if is_on else off)

    def _touch(self, kind: TouchKind) -> Command:
        return Command(_(LABELS[kind]), lambda: self._touch_now(kind))

    # --- deeds -----------------------------------------------------------------------------

    def _set(self, name: Switch, value: Setting) -> None:
        self._values[name] = value
        self._start(lambda: self._running.switch(name, value))

    def _touch_now(self, kind: TouchKind) -> None:
        session = self._desk.session
        if session is None:
            self._notices.tell(_("Open a candidate first; then a colleague can change it."))
            return
        changes = session.draft.changes()
        touch = Touch(
            kind=kind,
            changed=tuple(change.key for change in changes),
            changed_entries=tuple(item.ref for change in changes for item in change.entries),
        )
        record_id = session.record_id
        self._start(
            lambda: self._running.ask(lambda control: control.touch(record_id, touch)),
            _(_TOLD[kind]),
        )

    def _start_over(self) -> None:
        async def do() -> None:
            await asyncio.wrap_future(self._running.reset())
            await self.learn()
            await self._started_over()

        self._tasks.start(do(), name="sandbox menu")

    def _start(self, act: Callable[[], Future[Any]], told: str = "") -> None:
        async def do() -> None:
            try:
                await asyncio.wrap_future(act())
            except RedlineError as error:
                self._notices.tell_error(error)
                return
            if told:
                self._notices.tell(told)

        self._tasks.start(do(), name="sandbox menu")


def _row(name: Switch) -> Behaviour:
    return next(row for row in BEHAVIOURS if row.name is name)
