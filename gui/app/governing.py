"""What the organisation has set, put into force: told in the window, asked before each send.

The file is read by `gui.services.policy`; what must not be done is refused where it would be done
(the transport, the connection, the settings). Here is what a person sees of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from gui.i18n import _, ngettext
from gui.model.comparison import Change
from gui.model.fields import field_of
from gui.model.texts import for_label, one_line, shorten
from gui.model.values import is_blank
from gui.services.notices import Notice, Notices, Offer, Tone
from gui.services.policy import Policy, set_by
from gui.services.sending import Review
from gui.services.session import Session
from gui.views.dialogs.message import confirm

STATE: Final = "policy"
PROBLEM: Final = "policy-problem"
_MOST_LINES: Final = 12
_MOST_LETTERS: Final = 60


class Governing:
    """Tells what is set when it is made; `review` is for `gui.services.sending.Sending`."""

    def __init__(self, policy: Policy, window: Callable[[], QWidget], notices: Notices) -> None:
        self._policy = policy
        self._window = window
        self._notices = notices
        self._turn = asyncio.Lock()
        if policy.read_only:
            text = _("{set}: read only. Changes are kept as drafts, and nothing is sent.")
            notices.set_state(STATE, Notice(text.format(set=set_by()), Tone.INFO))
        for number, problem in enumerate(policy.problems):
            name = f"{PROBLEM}-{number}"
            close = Offer(_("Close"), lambda name=name: notices.clear_state(name))  # type: ignore[misc]
            notices.set_state(name, Notice(problem, Tone.WARNING, (close,)))

    @property
    def review(self) -> Review | None:
        """What looks at each send before it begins; None where nothing has to."""
        return self._look if self._policy.read_only or self._policy.review_always else None

    async def _look(self, session: Session, keys: tuple[str, ...]) -> bool:
        """Whether a send of these keys may begin. Several are asked about in turn."""
        if self._policy.read_only:
            text = _("{set}: read only. Nothing was sent; your changes are kept as a draft.")
            self._notices.tell(text.format(set=set_by()), Tone.WARNING)
            return False
        changes = [change for key in keys if (change := session.change(key)) is not None]
        count = sum(change.count for change in changes)
        heading = ngettext(
            "Send {count} change of {name}?", "Send {count} changes of {name}?", count
        ).format(count=count, name=for_label(session.current.full_name or _("this person"), 80))
        lines = [line_of(change) for change in changes[:_MOST_LINES]]
        if len(changes) > _MOST_LINES:
            lines.append(_("and {count} more").format(count=len(changes) - _MOST_LINES))
        text = _("{set}: each send is looked through first.").format(set=set_by())
        async with self._turn:
            return await confirm(self._window(), heading, text, _("Send"), items=lines)


def line_of(change: Change) -> str:
    """A change in one line: before and after, or what happened in a list."""
    label = field_of(change.key).label
    if change.entries or change.words:
        count = len(change.entries) + len(change.words)
        said = ngettext("{count} entry differs", "{count} entries differ", count)
        return _("{field}: {what}").format(field=label, what=said.format(count=count))
    before, after = (_short(value) for value in (change.before, change.after))
    text = _("{field}: {before} → {after}")
    return text.format(field=label, before=before, after=after)


def _short(value: object) -> str:
    if value is None or not isinstance(value, (str, bool, int)) or is_blank(value):
        return _("empty") if value is None or value == "" else _("another value")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return for_label(shorten(one_line(str(value)), _MOST_LETTERS))
