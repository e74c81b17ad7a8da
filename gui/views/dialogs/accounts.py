"""The accounts: which there are, which is in use, switching, naming, a new token, removing."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _
from gui.services.accounts import SANDBOX, Accounts, SavedAccount
from gui.services.line import AccountInUse
from gui.views.ask import Dialog
from gui.views.buttons import Button
from gui.views.icons import Glyph, IconButton
from gui.views.text import Label
from gui.views.theme import Space

SWITCH: Final = 1
"""What `ask` gives when the dialog's `chosen` is the account to use."""

_LEAST_HEIGHT: Final = 280


class AccountsDialog(Dialog):
    """Lists the accounts as cards. After `SWITCH`, `chosen` is a subdomain or `SANDBOX`.

    Signals, to be answered while the dialog stays open: `add_asked()`, `token_asked(SavedAccount)`,
    `remove_asked(SavedAccount)`. Renaming it does itself.
    """

    add_asked = Signal()
    token_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(
        self, parent: QWidget | None, accounts: Accounts, in_use: AccountInUse | None
    ) -> None:
        super().__init__(_("Accounts"), parent, cancel=_("Close"), width=600)
        self.chosen: str | None = None
        self._accounts = accounts
        self._in_use = in_use
        self._cards: dict[str, AccountCard] | None = None
        self._sheet = QWidget()
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._sheet)
        area.setMinimumHeight(_LEAST_HEIGHT)
        self.body.addWidget(area, 1)
        add = Button(_("Add account"), icon_name="plus")
        add.clicked.connect(self.add_asked)
        self.add_aside(add)
        accounts.changed.connect(self._show_accounts)
        self._show_accounts()

    def switch(self, key: str) -> None:
        """Ends the dialog with the account to use."""
        self.chosen = key
        self.done(SWITCH)

    # --- inside ----------------------------------------------------------------------------

    def _show_accounts(self) -> None:
        """Shows the accounts as they are now; cards that stay keep the focus that they have."""
        saved = self._accounts.saved
        known = self._cards
        if known is not None and [account.subdomain for account in saved] == list(known):
            for account in saved:
                known[account.subdomain].show_account(account)
            return
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        cards = {account.subdomain: self._card(account) for account in saved}
        self._cards = cards
        for card in (*cards.values(), *self._others(cards)):
            self._column.addWidget(card)
        self._column.addStretch(1)
        if self.isVisible() and self.cancel_button is not None:
            # The button that was pressed is gone with its card.
            self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, account: SavedAccount) -> AccountCard:
        card = AccountCard(account.host, "people", self._is_used(account.subdomain))
        key = account.subdomain
        card.switch_asked.connect(lambda: self.switch(key))
        card.rename_asked.connect(lambda name: self._accounts.rename(key, name))
        card.token_asked.connect(lambda: self.token_asked.emit(self._accounts.find(key)))
        card.remove_asked.connect(lambda: self.remove_asked.emit(self._accounts.find(key)))
        card.add_tools()
        card.show_account(account)
        return card

    def _others(self, saved: Container[str]) -> Iterable[AccountCard]:
        """What is no saved account: the environment's, and the sandbox."""
        in_use = self._in_use
        if in_use is not None and not in_use.is_sandbox and in_use.key not in saved:
            where = _("{host} · from the environment, for this run").format(host=in_use.host)
            given = AccountCard(where, "globe", True)
            given.show_title(in_use.title)
            yield given
        sandbox = AccountCard(
            _("Invented people on this computer"), "sandbox", self._is_used(SANDBOX)
        )
        sandbox.show_title(_("Sandbox"))
        sandbox.switch_asked.connect(lambda: self.switch(SANDBOX))
        yield sandbox

    def _is_used(self, key: str) -> bool:
        return self._in_use is not None and self._in_use.key == key


class AccountCard(QFrame):
    """One account. Signals: `switch_asked()`, `rename_asked(name)`, `token_asked()`,
    `remove_asked()`."""

    switch_asked = Signal()
    rename_asked = Signal(object)
    token_asked = Signal()
    remove_asked = Signal()

    def __init__(self, where: str, icon_name: str, is_used: bool) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._title = Label(role="strong", elide=True)
        self._name = _NameLine()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._title)
        self._stack.addWidget(self._name)
        self._stack.setFixedHeight(self._name.sizeHint().height())
        self._switch = Button(_("Switch"))
        self._switch.clicked.connect(self.switch_asked)
        self._tools: list[tuple[IconButton, str]] = []
        self._is_renaming = False
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._stack)
        words.addWidget(Label(where, role="small", elide=True))

        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.L, Space.S, Space.M, Space.M)
        self._row.setSpacing(Space.XS)
        self._row.addWidget(Glyph(icon_name, "accent" if is_used else "quiet", side=24))
        self._row.addSpacing(Space.S)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._switch)
        if is_used:
            self._switch.hide()
            self._row.addWidget(Glyph("success", "added", side=16))
            self._row.addWidget(Label(_("In use"), role="small", tone="added"))
            self._row.addSpacing(Space.S)
        self._name.ended.connect(self._end_renaming)

    def add_tools(self) -> None:
        """Adds the buttons that only a saved account has."""
        for icon_name, label, act in (
            ("edit", _("Rename {name}"), self._start_renaming),
            ("key", _("Enter a new token for {name}"), self.token_asked.emit),
            ("trash", _("Remove {name}"), self.remove_asked.emit),
        ):
            tool = IconButton(icon_name, label)
            tool.clicked.connect(lambda _checked=False, act=act: act())
            self._row.addWidget(tool)
            self._tools.append((tool, label))

    def show_title(self, title: str) -> None:
        """Calls the account that, in its buttons too."""
        self._title.setText(title)
        self._switch.setAccessibleName(_("Switch to {name}").format(name=title))
        for tool, label in self._tools:
            tool.set_label(label.format(name=title))

    def show_account(self, account: SavedAccount) -> None:
        """Shows a saved account."""
        self.show_title(account.title)
        self._name.setAccessibleName(_("Name of {subdomain}").format(subdomain=account.subdomain))
        self._name.setPlaceholderText(account.subdomain)
        self._name.show_name(account.name)

    def _start_renaming(self) -> None:
        self._is_renaming = True
        self._stack.setCurrentWidget(self._name)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    def _end_renaming(self, keep: bool) -> None:
        # Leaving the line because it is hidden comes as a second end.
        if not self._is_renaming:
            return
        self._is_renaming = False
        had_focus = self._name.hasFocus()
        self._stack.setCurrentWidget(self._title)
        if keep:
            self.rename_asked.emit(self._name.text())
        else:
            self._name.undo_all()
        if had_focus:
            self._tools[0][0].setFocus(Qt.FocusReason.OtherFocusReason)


class _NameLine(QLineEdit):
    """`ended(keep)`: Enter or leaving keeps the name, Esc does not, and closes nothing else."""

    ended = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(120)
        self._before = ""
        self.editingFinished.connect(lambda: self.ended.emit(True))

    def show_name(self, name: str) -> None:
        """Shows the name that Esc goes back to."""
        self._before = name
        self.setText(name)

    def undo_all(self) -> None:
        """The name as it was."""
        self.setText(self._before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit(False)
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ended.emit(True)
            event.accept()
        else:
            super().keyPressEvent(event)
