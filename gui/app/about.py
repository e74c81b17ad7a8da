"""Help > About: puts together what is said of the program and what the organisation has set."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui import __version__
from gui.i18n import _, listed, ngettext
from gui.services import licences
from gui.services.policy import Policy, set_by
from gui.services.tasks import Tasks
from gui.services.updates import Updates
from gui.views.ask import ask

if TYPE_CHECKING:
    from gui.views.dialogs.about import AboutDialog


class About:
    """Opens the dialog."""

    def __init__(
        self, window: Callable[[], QWidget], policy: Policy, updates: Updates, tasks: Tasks
    ) -> None:
        self._window = window
        self._policy = policy
        self._updates = updates
        self._tasks = tasks

    def show(self) -> None:
        """Opens it over the window."""
        self._tasks.start(self._show(), name="about", key="about", replace=False)

    async def _show(self) -> None:
        from gui.views.dialogs.about import AboutDialog

        dialog = AboutDialog(
            self._window(),
            version=__version__,
            licence=licences.summary(),
            set_lines=set_lines(self._policy),
            address=self._updates.address,
            is_fixed=self._updates.is_fixed,
        )
        dialog.address_given.connect(lambda text: self._use(dialog, text))
        self._tasks.start(self._read_notices(dialog), name="read the licences", key="licences")
        try:
            await ask(dialog)
        finally:
            self._tasks.cancel("licences")

    async def _read_notices(self, dialog: AboutDialog) -> None:
        dialog.show_notices(await asyncio.to_thread(licences.notices))

    def _use(self, dialog: AboutDialog, address: str) -> None:
        try:
            self._updates.use(address)
        except ValueError:
            dialog.say(_("This is no https address; nothing was saved."))
            return
        dialog.say(_("Saved.") if address else _("Saved: newer versions are not looked for."))


def set_lines(policy: Policy) -> list[str]:
    """What the organisation has set, one sentence in all; empty without a policy."""
    parts: list[str] = []
    if policy.read_only:
        parts.append(_("read only"))
    if policy.review_always:
        parts.append(_("each send is looked through first"))
    if policy.journal_days is not None:
        text = ngettext(
            "the journal is kept for {count} day",
            "the journal is kept for {count} days",
            policy.journal_days,
        )
        parts.append(text.format(count=policy.journal_days))
    if policy.proxy is not None:
        parts.append(_("connections go by {proxy}").format(proxy=policy.proxy))
    if policy.allowed_subdomains is not None:
        names = listed(policy.allowed_subdomains) or _("none")
        parts.append(_("allowed accounts: {names}").format(names=names))
    if not parts:
        return []
    said = "; ".join(parts)
    if policy.file is None:
        return [_("{set}: {what}.").format(set=set_by(), what=said)]
    text = _("{set} ({file}): {what}.")
    return [text.format(set=set_by(), file=policy.file, what=said)]
