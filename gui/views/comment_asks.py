"""The conversation about comments in Workable: whether they are left, and in whose name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from gui.errors import NotAllowed, RedlineError
from gui.i18n import _
from gui.services.commenting import Commenting
from gui.services.notices import Notices, Tone
from gui.services.tasks import Tasks
from gui.views.ask import ask

if TYPE_CHECKING:
    from gui.workable.wire import Member

_TASK: Final = "ask about comments"


class CommentAsks:
    """Asks over `window`."""

    def __init__(
        self,
        window: Callable[[], QWidget],
        commenting: Commenting,
        tasks: Tasks,
        notices: Notices,
    ) -> None:
        self._window = window
        self._commenting = commenting
        self._tasks = tasks
        self._notices = notices

    def show(self) -> None:
        """Asks for the account in use."""
        self._tasks.start(self._show(), name=_TASK, key=_TASK, replace=False)

    async def _show(self) -> None:
        from gui.views.dialogs.comments import SAVE, CommentsDialog

        account = self._commenting.account
        if account is None:
            self._notices.tell(
                _("No account is connected. Connect one under File, Accounts."), Tone.WARNING
            )
            return
        members: tuple[Member, ...] = ()
        trouble = ""
        try:
            members = await self._commenting.members()
        except NotAllowed:
            trouble = _("The token may not read who the members are: it needs the right r_jobs.")
        except RedlineError as error:
            trouble = error.text
        chosen = self._commenting.member(account.key)
        dialog = CommentsDialog(account.title, members, chosen, self._window(), trouble=trouble)
        if await ask(dialog) == SAVE:
            self._commenting.choose(account.key, dialog.chosen)
