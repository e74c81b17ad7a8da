"""Another start of Redline on the same profile: the window comes to the front and opens what that
start was asked for.

An account is not switched by that: who works with one would be torn out of it. They are told.
"""

from __future__ import annotations

import os
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.i18n import _
from gui.services.instance import Handover
from gui.services.line import Line, LineState
from gui.services.notices import Notices, Tone


class Finder(Protocol):
    """Opens what a start was given."""

    def find(self, text: str) -> object:
        """By id, profile URL or e-mail; by a link only after asking."""


class Summons:
    """`heed` is for `gui.services.instance.Instance.attend`."""

    def __init__(self, window: QWidget, line: Line, finder: Finder, notices: Notices) -> None:
        self._window = window
        self._line = line
        self._finder = finder
        self._notices = notices

    def heed(self, handover: Handover) -> None:
        """Raises the window and opens the candidate, if one was given."""
        self._raise(handover.activation)
        refusal = self._refusal(handover)
        if refusal:
            self._notices.tell(refusal, Tone.WARNING)
        elif handover.candidate:
            self._finder.find(handover.candidate)

    def _raise(self, activation: str) -> None:
        if activation:
            # Where Qt looks for the desktop's permission to take the focus.
            os.environ["XDG_ACTIVATION_TOKEN"] = activation
        window = self._window
        state = window.windowState() & ~Qt.WindowState.WindowMinimized
        window.setWindowState(state | Qt.WindowState.WindowActive)
        window.show()
        window.raise_()
        window.activateWindow()

    def _refusal(self, handover: Handover) -> str:
        """Why what was asked for is not opened; empty when it is."""
        account = self._line.account
        if account is not None:
            if handover.sandbox and not account.is_sandbox:
                return _(
                    "Redline is running already, with {account}. Choose the sandbox under File, "
                    "Accounts."
                ).format(account=account.title)
            if handover.account and handover.account != account.key:
                return _(
                    "Redline is running already, with {account}. Choose {other} under File, "
                    "Accounts."
                ).format(account=account.title, other=handover.account)
            return ""
        # What only names somebody waits for a connection that is being made.
        waits = self._line.state is LineState.CONNECTING
        if handover.account or handover.sandbox or (handover.candidate and not waits):
            return _("Redline is running already. Connect to an account, then open the candidate.")
        return ""
