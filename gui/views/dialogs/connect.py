"""Connecting to an account: subdomain and token, a check of them, and where the token is kept.

Also how a token that is not accepted any more is replaced. The dialog checks and gives what was
entered; saving and connecting is done by whoever opened it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.errors import BadAccount, NotAccepted, RedlineError, Refused
from gui.i18n import _
from gui.secret import Secret
from gui.services.accounts import SavedAccount, read_address, read_secret
from gui.services.connection import CheckResult
from gui.services.secrets import Kept, where_kept
from gui.services.tasks import Tasks
from gui.views.ask import Dialog
from gui.views.dialogs.check_card import CheckCard
from gui.views.dialogs.note import Note
from gui.views.dialogs.token_help import TokenHelp
from gui.views.icons import IconButton
from gui.views.text import Label, set_property
from gui.views.theme import Space

if TYPE_CHECKING:
    from gui.workable.endpoint import Endpoint

Check: TypeAlias = "Callable[[Endpoint, Secret], Awaitable[CheckResult]]"
Where: TypeAlias = Callable[[], Awaitable[Kept]]

CONNECT: Final = 1
"""What `ask` gives when the dialog's `entered` is there."""

_CHECK: Final = 2
_CHECK_TASK: Final = "check a token"
_WHERE_TASK: Final = "where tokens are kept"
_WIDTH: Final = 840
_WIDEST: Final = 1000
_LETTERS: Final = 120
_FITS: Final = 110
"""Characters that two small lines hold; longer sentences lose their second half to the tip."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An account whose token proved able to open candidates; `name` as the service tells it."""

    endpoint: Endpoint
    token: Secret
    name: str


class ConnectDialog(Dialog):
    """Asks for an account and its token, or with `account` for a new token of that one.

    `check` asks the service, `where` tells where the token would be kept, `reason` is why a new
    token is wanted. Await it with `ask`; after `CONNECT`, `entered` is what it gave.
    """

    def __init__(
        self,
        parent: QWidget | None,
        *,
        tasks: Tasks,
        check: Check,
        where: Where,
        account: SavedAccount | None = None,
        reason: str = "",
    ) -> None:
        title = _("Connect to Workable") if account is None else _("Enter a new token")
        super().__init__(title, parent, width=_WIDTH)
        # Two columns want more room where the system's font is large.
        wanted = _LETTERS * self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(min(max(_WIDTH, wanted), _WIDEST))
        self.entered: Entered | None = None
        self.promised: Kept | None = None
        """Where the person was told that the token would be kept."""
        self._tasks = tasks
        self._check = check
        self._where = where
        self._checked: tuple[Endpoint, Secret, CheckResult] | None = None
        self._run: object = None
        """What the check under way is known by; None when there is none."""
        self._is_over = False

        self._address = QLineEdit()
        self._address.setObjectName("subdomain")
        self._address_note = Note(lines=2)
        self._token = QLineEdit()
        self._token.setObjectName("token")
        self._token_note = Note(lines=2)
        self._card = CheckCard()
        self._keeping = Note(lines=2)
        left = QVBoxLayout()
        left.setSpacing(Space.XS)
        if reason:
            left.addWidget(_banner(reason))
            left.addSpacing(Space.M)
        self._add_address(left)
        self._add_token(left)
        left.addWidget(self._card)
        left.addSpacing(Space.S)
        left.addWidget(self._keeping)
        left.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(Space.XL)
        columns.addLayout(left, 5)
        columns.addWidget(TokenHelp(), 4)
        self.body.addLayout(columns)

        self._check_button = self.add_verb(_("Check"), _CHECK)
        verb = _("Connect") if account is None else _("Use this token")
        self.add_verb(verb, CONNECT, kind="primary", default=True)
        first = self._address if account is None else self._token
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if account is not None:
            self._address.setText(account.subdomain)
            self._address.setReadOnly(True)
        self._show_address_note()
        self._show_token_note()
        self._address.textChanged.connect(self._on_address_changed)
        self._address.editingFinished.connect(self._on_address_left)
        self._token.textChanged.connect(self._on_token_changed)

    def done(self, code: int) -> None:
        """Ends the dialog, except that both verbs need a check first."""
        if code == _CHECK:
            if self._run is not None:
                self._stop()
            else:
                self._start(connect=False)
        elif code == CONNECT and self.entered is None:
            self._start(connect=True)
        else:
            self._stop()
            self._is_over = True
            self._tasks.cancel(_WHERE_TASK)
            self._token.clear()
            super().done(code)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tasks.start(self._tell_where(), name=_WHERE_TASK, key=_WHERE_TASK)

    # --- the inputs ------------------------------------------------------------------------

    def _add_address(self, column: QVBoxLayout) -> None:
        label = Label(_("Subdomain"), role="label")
        label.setBuddy(self._address)
        self._address.setAccessibleName(_("Subdomain"))
        self._address.setPlaceholderText(_("your-company"))
        self._address.setInputMethodHints(
            Qt.InputMethodHint.ImhUrlCharactersOnly | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        # An address reads from left to right in every language.
        whole = QWidget()
        whole.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._address, 1)
        row.addWidget(Label(".workable.com", role="quiet"))
        column.addWidget(label)
        column.addWidget(whole)
        column.addWidget(self._address_note)
        column.addSpacing(Space.S)

    def _add_token(self, column: QVBoxLayout) -> None:
        label = Label(_("Access token"), role="label")
        label.setBuddy(self._token)
        self._token.setAccessibleName(_("Access token"))
        self._token.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._show_token(False)
        eye = IconButton("eye", _("Show token"))
        eye.setCheckable(True)
        eye.toggled.connect(self._show_token)
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        row.addWidget(self._token, 1)
        row.addWidget(eye)
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self._token_note)
        column.addSpacing(Space.S)

    def _show_token(self, visible: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if visible else QLineEdit.EchoMode.Password
        self._token.setEchoMode(mode)
        # Shown or not, no keyboard is to learn it.
        self._token.setInputMethodHints(
            self._token.inputMethodHints()
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def _on_address_changed(self) -> None:
        self._forget_check()
        self._show_address_note()

    def _on_address_left(self) -> None:
        """Leaves the subdomain alone in the line when a whole address was pasted."""
        text = self._address.text()
        if not text.strip():
            return
        try:
            subdomain = read_address(text).subdomain
        except BadAccount as error:
            self._complain(self._address, self._address_note, error)
            return
        if subdomain and subdomain != text:
            self._address.setText(subdomain)

    def _on_token_changed(self) -> None:
        self._forget_check()
        self._show_token_note()

    def _show_address_note(self) -> None:
        """The host that the token will go to, as soon as it is known (reliability H20)."""
        set_property(self._address, "fault", False)
        try:
            host = read_address(self._address.text()).host
        except BadAccount:
            text = _("The first word of your Workable address. You can paste the whole address.")
            self._address_note.say(text)
            return
        text = _("The token goes to {host} and nowhere else.").format(host=host)
        self._address_note.say(text, icon="lock", tone="text")

    def _show_token_note(self) -> None:
        set_property(self._token, "fault", False)
        self._token_note.say(_("Made by an Admin, with the rights named beside."))

    def _complain(self, line: QLineEdit, note: Note, error: RedlineError) -> None:
        set_property(line, "fault", True)
        text = error.sentence if len(error.sentence) <= _FITS else error.text
        note.say(text, icon="error", tone="error", whole=error.sentence, loud=True)

    # --- the check -------------------------------------------------------------------------

    def _start(self, *, connect: bool) -> None:
        typed = self._read()
        if typed is None:
            return
        endpoint, token = typed
        if self._checked is not None and self._checked[:2] == typed:
            self._take(self._checked[2], endpoint, token, connect=connect)
            return
        run = self._run = object()
        self._check_button.set_text(_("Stop"))
        self._card.show_busy(endpoint.host)
        self._tasks.start(
            self._ask(endpoint, token, run, connect=connect), name=_CHECK_TASK, key=_CHECK_TASK
        )

    def _read(self) -> tuple[Endpoint, Secret] | None:
        """What was typed; None after telling what is wrong with it, the focus at the first."""
        wrong: list[QLineEdit] = []
        endpoint = token = None
        try:
            endpoint = read_address(self._address.text())
        except BadAccount as error:
            self._complain(self._address, self._address_note, error)
            wrong.append(self._address)
        try:
            token = read_secret(self._token.text())
        except BadAccount as error:
            self._complain(self._token, self._token_note, error)
            wrong.append(self._token)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return None if endpoint is None or token is None else (endpoint, token)

    async def _ask(self, endpoint: Endpoint, token: Secret, run: object, *, connect: bool) -> None:
        try:
            result = await self._check(endpoint, token)
        except RedlineError as error:
            if self._run is run:
                self._stop()
                self._tell_error(error)
        else:
            if self._run is run:
                self._stop()
                self._checked = (endpoint, token, result)
                self._take(result, endpoint, token, connect=connect)
        finally:
            # Whatever else ended it, the person can try again.
            if self._run is run:
                self._stop()

    def _take(
        self, result: CheckResult, endpoint: Endpoint, token: Secret, *, connect: bool
    ) -> None:
        self._card.show_result(result)
        if connect and result.is_usable:
            self.entered = Entered(endpoint, token, result.name)
            self.done(CONNECT)

    def _tell_error(self, error: RedlineError) -> None:
        """At the field that it is about, else under the lines of the check."""
        self._card.show_nothing()
        if isinstance(error, NotAccepted):
            self._complain(self._token, self._token_note, error)
            self._token.setFocus(Qt.FocusReason.OtherFocusReason)
            self._token.selectAll()
        elif isinstance(error, Refused):
            foreign = BadAccount(
                _("The token belongs to another account."),
                next_step=_("Check the subdomain, or take a token of this account."),
            )
            self._complain(self._address, self._address_note, foreign)
            self._address.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._card.show_error(error)

    def _stop(self) -> None:
        """Ends the check under way, if there is one; what it finds out is not wanted."""
        if self._run is not None:
            self._run = None
            self._tasks.cancel(_CHECK_TASK)
            self._card.show_nothing()
            self._check_button.set_text(_("Check"))

    def _forget_check(self) -> None:
        """What was found out is not about what stands in the lines now."""
        self._stop()
        self._checked = None
        self._card.show_nothing()

    async def _tell_where(self) -> None:
        place = await self._where()
        if not self._is_over:
            self.promised = place
            if place is Kept.KEYRING:
                self._keeping.say(where_kept(place), icon="key")
            else:
                self._keeping.say(where_kept(place), icon="warning", tone="warning")


def _banner(text: str) -> QWidget:
    frame = QFrame()
    frame.setProperty("look", "bar")
    frame.setProperty("tone", "warning")
    row = QHBoxLayout(frame)
    row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
    note = Note(lines=2)
    note.say(text, icon="warning", tone="warning")
    row.addWidget(note)
    return frame
