"""The list of accounts and the conversations around it, with real dialogs, files and requests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from gui.paths import Profile
from gui.secret import Secret
from gui.services import connection
from gui.services.accounts import SANDBOX, Accounts, SavedAccount
from gui.services.connection import CheckResult
from gui.services.line import AccountInUse
from gui.services.notices import Notices
from gui.services.secrets import SystemSecrets
from gui.services.settings import Settings
from gui.services.tasks import Tasks
from gui.views.account_asks import NO_ACCOUNT, AccountAsks
from gui.views.ask import Dialog
from gui.views.dialogs.accounts import AccountsDialog
from gui.views.dialogs.connect import ConnectDialog
from gui.views.dialogs.message import Message
from gui.views.theme import Theme
from gui.workable.endpoint import Endpoint, endpoint_from_url
from tests.helpers.dialogs import button, line, opened, press, texts
from tests.helpers.failing_keyring import FailingKeyring
from tests.helpers.harness import Aio
from tests.helpers.memory_keyring import MemoryKeyring
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.wait import until
from tests.helpers.widgets import shown

HARBOUR = SavedAccount("harbourworks", "Harbour Works")
ACME = SavedAccount("acme")
USED = AccountInUse("harbourworks", "Harbour Works", "harbourworks.workable.com")
ENTRY = ("Redline", "harbourworks.workable.com")


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox() as running:
        yield running


class Desk:
    """A window with two saved accounts, and all that the conversations need."""

    def __init__(self, window: QWidget, settings: Settings, notices: Notices, tasks: Tasks) -> None:
        self.window = window
        self.accounts = Accounts(settings)
        self.secrets = SystemSecrets()
        self.notices = notices
        self.base_url = ""
        self.asks = AccountAsks(
            lambda: window,
            accounts=self.accounts,
            secrets=self.secrets,
            tasks=tasks,
            notices=notices,
            check=self._check,
        )
        self.accounts.add(HARBOUR)
        self.accounts.add(ACME)

    async def _check(self, endpoint: Endpoint, token: Secret) -> CheckResult:
        return await connection.check(endpoint_from_url(self.base_url, endpoint.subdomain), token)

    async def manage(
        self, in_use: AccountInUse | None
    ) -> tuple[AccountsDialog, asyncio.Task[str | None]]:
        await shown(self.window)
        answer = asyncio.ensure_future(self.asks.manage(in_use))
        return await opened(self.window, AccountsDialog), answer


@pytest.fixture
def desk(qapp: QApplication, theme: Theme, tmp_path: Path, aio: Aio) -> Iterator[Desk]:
    profile = Profile.at(tmp_path)
    profile.create()
    notices = Notices()
    settings = Settings(profile, notices)
    failed: list[BaseException] = []
    tasks = Tasks(lambda _name, error: failed.append(error))
    window = QWidget()
    window.resize(1000, 700)
    yield Desk(window, settings, notices, tasks)
    aio.run(tasks.aclose())
    settings.close()
    window.close()
    assert failed == []


# --- the list -------------------------------------------------------------------------------------


async def test_the_one_in_use_is_marked_in_words_and_can_only_be_left(
    qapp: QApplication, desk: Desk
) -> None:
    dialog, answer = await desk.manage(USED)
    said = texts(dialog)
    assert said.count("In use") == 1
    for name in ("Harbour Works", "harbourworks.workable.com", "acme.workable.com", "Sandbox"):
        assert name in said
    names = {
        each.accessibleName() for each in dialog.findChildren(QAbstractButton) if each.isVisible()
    }
    assert {"Switch to acme", "Switch to Sandbox"} <= names
    assert "Switch to Harbour Works" not in names
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert await answer is None


@pytest.mark.parametrize(
    ("name", "key"), [("Switch to acme", "acme"), ("Switch to Sandbox", SANDBOX)]
)
async def test_switching(qapp: QApplication, desk: Desk, name: str, key: str) -> None:
    dialog, answer = await desk.manage(USED)
    target = button(dialog, name)
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_Return)
    assert await answer == key


async def test_the_sandbox_in_use_offers_the_saved_accounts(qapp: QApplication, desk: Desk) -> None:
    dialog, answer = await desk.manage(
        AccountInUse(SANDBOX, "Sandbox", "127.0.0.1", is_sandbox=True)
    )
    press(dialog, "Switch to Harbour Works")
    assert await answer == "harbourworks"


async def test_without_a_saved_account_the_sandbox_stands_alone(
    qapp: QApplication, desk: Desk
) -> None:
    for account in (HARBOUR, ACME):
        desk.accounts.remove(account.subdomain)
    dialog, answer = await desk.manage(
        AccountInUse(SANDBOX, "Sandbox", "127.0.0.1", is_sandbox=True)
    )
    assert "Sandbox" in texts(dialog)
    assert "In use" in texts(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert await answer is None


async def test_the_environment_s_account_is_shown_as_what_it_is(
    qapp: QApplication, desk: Desk
) -> None:
    given = AccountInUse("http://127.0.0.1:9/spi/v3", "Elsewhere", "127.0.0.1")
    dialog, answer = await desk.manage(given)
    assert "127.0.0.1 · from the environment, for this run" in texts(dialog)
    press(dialog, "Close")
    assert await answer is None


async def test_renaming_in_place(qapp: QApplication, desk: Desk) -> None:
    dialog, answer = await desk.manage(USED)
    press(dialog, "Rename acme")
    name = line(dialog, "Name of acme")
    assert QApplication.focusWidget() is name
    QTest.keyClicks(name, "Acme <b>Ltd</b>")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert desk.accounts.saved == (HARBOUR, SavedAccount("acme", "Acme <b>Ltd</b>"))
    assert "Acme <b>Ltd</b>" in texts(dialog)
    assert QApplication.focusWidget() is button(dialog, "Rename Acme <b>Ltd</b>")

    press(dialog, "Rename Harbour Works")
    name = line(dialog, "Name of harbourworks")
    QTest.keyClicks(name, "x")
    QTest.keyClick(name, Qt.Key.Key_Escape)
    assert desk.accounts.saved[0] == HARBOUR
    assert dialog.isVisible()
    assert "Harbour Works" in texts(dialog)
    press(dialog, "Rename Harbour Works")
    assert name.text() == "Harbour Works"
    QTest.keyClicks(name, "Harbour")
    QTest.keyClick(name, Qt.Key.Key_Tab)
    assert desk.accounts.saved[0] == SavedAccount("harbourworks", "Harbour")
    press(dialog, "Close")
    assert await answer is None


# --- adding ---------------------------------------------------------------------------------------


async def test_adding_an_account_ends_with_it_in_use_and_its_token_kept(
    qapp: QApplication, desk: Desk, sandbox: RunningSandbox, memory_keyring: MemoryKeyring
) -> None:
    desk.base_url = sandbox.base_url
    desk.accounts.remove("harbourworks")
    dialog, answer = await desk.manage(None)
    press(dialog, "Add account")
    connect = await opened(dialog, ConnectDialog)
    QTest.keyClicks(line(connect, "Subdomain"), "harbourworks")
    QTest.keyClicks(line(connect, "Access token"), sandbox.token)
    press(connect, "Connect")
    assert await answer == "harbourworks"
    assert desk.accounts.saved == (ACME, HARBOUR)
    assert memory_keyring.entries == {ENTRY: sandbox.token}
    assert not desk.notices.history


async def test_giving_up_adding_leads_back_to_the_list(qapp: QApplication, desk: Desk) -> None:
    dialog, answer = await desk.manage(USED)
    for _time in range(2):
        press(dialog, "Add account")
        connect = await opened(dialog, ConnectDialog)
        QTest.keyClick(connect, Qt.Key.Key_Escape)
        await until(lambda: not dialog.findChildren(ConnectDialog))
    press(dialog, "Close")
    assert await answer is None
    assert desk.accounts.saved == (HARBOUR, ACME)


async def test_a_keyring_that_fails_at_the_last_moment_is_told(
    qapp: QApplication, desk: Desk, sandbox: RunningSandbox, memory_keyring: MemoryKeyring
) -> None:
    desk.base_url = sandbox.base_url
    await shown(desk.window)
    answer = asyncio.ensure_future(desk.asks.connect())
    connect = await opened(desk.window, ConnectDialog)
    await until(lambda: connect.promised is not None)
    keyring.set_keyring(FailingKeyring(RuntimeError("locked")))
    QTest.keyClicks(line(connect, "Subdomain"), "harbourworks")
    QTest.keyClicks(line(connect, "Access token"), sandbox.token)
    press(connect, "Connect")
    assert await answer == HARBOUR
    assert "kept until you quit" in desk.notices.history[-1].text
    assert await desk.secrets.token(HARBOUR.host) == Secret(sandbox.token)


# --- a new token ----------------------------------------------------------------------------------


@pytest.mark.parametrize("in_use", [USED, None], ids=["in use", "not in use"])
async def test_a_new_token_takes_the_old_one_s_place_and_own_names_stay(
    qapp: QApplication,
    desk: Desk,
    sandbox: RunningSandbox,
    memory_keyring: MemoryKeyring,
    in_use: AccountInUse | None,
) -> None:
    desk.base_url = sandbox.base_url
    memory_keyring.entries[ENTRY] = "old"
    desk.accounts.rename("harbourworks", "Ours")
    dialog, answer = await desk.manage(in_use)
    press(dialog, "Enter a new token for Ours")
    connect = await opened(dialog, ConnectDialog)
    QTest.keyClicks(line(connect, "Access token"), sandbox.token)
    press(connect, "Use this token")
    await until(lambda: memory_keyring.entries == {ENTRY: sandbox.token})
    if in_use is None:
        await until(lambda: not dialog.findChildren(ConnectDialog))
        press(dialog, "Close")
        assert await answer is None
    else:
        assert await answer == "harbourworks", "it is connected to again"
    assert desk.accounts.saved[0] == SavedAccount("harbourworks", "Ours")


# --- removing -------------------------------------------------------------------------------------


async def removing(desk: Desk, dialog: Dialog, name: str) -> Message:
    press(dialog, f"Remove {name}")
    return await opened(dialog, Message)


async def test_removing_names_what_goes_and_takes_it(
    qapp: QApplication, desk: Desk, memory_keyring: MemoryKeyring
) -> None:
    memory_keyring.entries[ENTRY] = "some-token"
    dialog, answer = await desk.manage(None)
    question = await removing(desk, dialog, "Harbour Works")
    said = texts(question)
    assert "Remove Harbour Works?" in said
    assert "harbourworks.workable.com in this list" in said
    assert "its token in" in said
    assert "until an Admin revokes it" in said
    press(question, "Remove account")
    await until(lambda: "Harbour Works" not in texts(dialog))
    assert desk.accounts.saved == (ACME,)
    assert memory_keyring.entries == {}
    press(dialog, "Close")
    assert await answer is None


async def test_enter_alone_does_not_remove(qapp: QApplication, desk: Desk) -> None:
    dialog, answer = await desk.manage(None)
    await removing(desk, dialog, "acme")
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)
    await until(lambda: not dialog.findChildren(Message))
    assert desk.accounts.saved == (HARBOUR, ACME)
    press(dialog, "Close")
    await answer


async def test_removing_the_account_in_use_ends_its_use(qapp: QApplication, desk: Desk) -> None:
    dialog, answer = await desk.manage(USED)
    question = await removing(desk, dialog, "Harbour Works")
    assert "which was kept for this run" in texts(question)
    press(question, "Remove account")
    assert await answer == NO_ACCOUNT


async def test_a_token_that_stays_behind_is_told_with_where_to_find_it(
    qapp: QApplication, desk: Desk, memory_keyring: MemoryKeyring
) -> None:
    keyring.set_keyring(FailingKeyring(RuntimeError("locked")))
    dialog, answer = await desk.manage(None)
    question = await removing(desk, dialog, "Harbour Works")
    press(question, "Remove account")
    await until(lambda: desk.notices.history)
    assert "Delete the entry Redline for harbourworks.workable.com" in desk.notices.history[-1].text
    press(dialog, "Close")
    await answer
