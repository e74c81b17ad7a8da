"""The questions of a send, put to the person in dialogs over the window."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gui.i18n import _
from gui.model.effects import SendEffect
from gui.model.merge import Collision
from gui.model.record import Record
from gui.services.sending import Settled
from gui.services.session import Session
from gui.views.ask import ask


class SendAsks:
    """Implements `gui.services.sending.Asks`.

    Several records may be on their way at once; their questions are asked one after the other.
    """

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._turn = asyncio.Lock()

    async def settle(
        self, session: Session, theirs: Record, collisions: tuple[Collision, ...]
    ) -> Sequence[Settled] | None:
        """Shows every collision at once; None when the person cancels."""
        from gui.views.dialogs.collisions import SEND, CollisionsDialog

        async with self._turn:
            dialog = CollisionsDialog(session, theirs, collisions, self._parent)
            code = await ask(dialog)
            return dialog.settled() if code == SEND else None

    async def confirm(
        self, session: Session, stored: Record, effects: tuple[SendEffect, ...]
    ) -> bool:
        """Names what the send would remove, empty or replace; False when the person cancels."""
        from gui.views.dialogs.confirm_send import GO_AHEAD, ConfirmSend

        async with self._turn:
            name = session.current.full_name or stored.full_name or _("this person")
            return await ask(ConfirmSend(name, effects, self._parent)) == GO_AHEAD
