"""Connecting to an account as a person does it, the checks going to a sandbox over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from gui.secret import Secret
from gui.services import connection
from gui.services.accounts import SavedAccount
from gui.services.connection import CheckResult
from gui.services.secrets import Kept, SystemSecrets
from gui.services.tasks import Tasks
from gui.views.ask import CANCELLED, ask
from gui.views.dialogs.check_card import CheckCard
from gui.views.dialogs.connect import CONNECT, ConnectDialog
from gui.views.theme import Theme
from gui.workable.endpoint import Endpoint, endpoint_from_url
from tests.helpers.dialogs import button, line, opened, press, texts
from tests.helpers.harness import Aio
from tests.helpers.memory_keyring import MemoryKeyring
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.wait import until
from tests.helpers.widgets import shown


@pytest.fixture
def owner(qapp: QApplication, theme: Theme) -> Iterator[QWidget]:
    owner = QWidget()
    owner.resize(1000, 700)
    yield owner
    owner.close()


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def tasks(aio: Aio) -> Iterator[Tasks]:
    failed: list[BaseException] = []
    tasks = Tasks(lambda _name, error: failed.append(error))
    yield tasks
    aio.run(tasks.aclose())
    assert failed == []


class Service:
    """Checks at the sandbox, whatever host was typed, and notes which that was."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self._base_url = sandbox.base_url
        self.asked: list[str] = []

    async def check(self, endpoint: Endpoint, token: Secret) -> CheckResult:
        self.asked.append(endpoint.base_url)
        return await connection.check(endpoint_from_url(self._base_url, endpoint.subdomain), token)


class Person:
    """A dialog over a window, and what the person does to it."""

    def __init__(self, dialog: ConnectDialog, answer: asyncio.Task[int]) -> None:
        self.dialog = dialog
        self.answer = answer
        self.address = line(dialog, "Subdomain")
        self.token = line(dialog, "Access token")

    def type(self, address: str, token: str) -> None:
        for target, text in ((self.address, address), (self.token, token)):
            target.setFocus()
            target.selectAll()
            QTest.keyClicks(target, text)

    async def reads(self, text: str) -> None:
        await until(lambda: text in texts(self.dialog), what=f"“{text}” is shown")


async def meet(
    owner: QWidget,
    tasks: Tasks,
    service: Service,
    *,
    account: SavedAccount | None = None,
    reason: str = "",
) -> Person:
    await shown(owner)
    dialog = ConnectDialog(
        owner,
        tasks=tasks,
        check=service.check,
        where=SystemSecrets().place,
        account=account,
        reason=reason,
    )
    answer = asyncio.ensure_future(ask(dialog))
    return Person(await opened(owner, ConnectDialog), answer)


# --- the happy way --------------------------------------------------------------------------------


async def test_by_keys_alone_from_the_subdomain_to_the_connection(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    service = Service(sandbox)
    person = await meet(owner, tasks, service)
    assert QApplication.focusWidget() is person.address
    QTest.keyClicks(person.address, "HarbourWorks")
    assert "harbourworks.workable.com" in texts(person.dialog)
    assert service.asked == []
    QTest.keyClick(person.address, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is person.token
    QTest.keyClicks(person.token, sandbox.token)
    QTest.keyClick(person.token, Qt.Key.Key_Return)

    assert await person.answer == CONNECT
    entered = person.dialog.entered
    assert entered is not None
    assert entered.endpoint.base_url == "https://harbourworks.workable.com/spi/v3"
    assert entered.token == Secret(sandbox.token)
    assert entered.name == "Harbour Works"
    assert service.asked == ["https://harbourworks.workable.com/spi/v3"]


async def test_the_check_tells_what_the_token_can_read_and_connects_nothing(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    service = Service(sandbox)
    person = await meet(owner, tasks, service)
    person.type("harbourworks", sandbox.token)
    press(person.dialog, "Check")
    await person.reads("answered by 127.0.0.1")
    shown_texts = texts(person.dialog)
    for expected in (
        "Account: Harbour Works",
        "Open candidates: yes",
        "Read jobs: yes",
        "Change candidates: shows with the first send",
    ):
        assert expected in shown_texts
    assert not person.answer.done()

    requests = len(sandbox.log())
    press(person.dialog, "Connect")
    assert await person.answer == CONNECT
    assert len(sandbox.log()) == requests, "what is known is not asked again"


async def test_a_pasted_address_leaves_its_subdomain_in_the_line(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    person = await meet(owner, tasks, Service(sandbox))
    QGuiApplication.clipboard().setText(
        "https://harbourworks.workable.com/backend/jobs/6012345/candidates/501234567?x=1"
    )
    person.address.paste()
    assert "The token goes to harbourworks.workable.com" in texts(person.dialog)
    QTest.keyClick(person.address, Qt.Key.Key_Tab)
    assert person.address.text() == "harbourworks"
    press(person.dialog, "Cancel")
    assert await person.answer == CANCELLED


async def test_a_token_without_the_right_to_read_jobs_is_told_and_will_do(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    person = await meet(owner, tasks, Service(sandbox))
    person.type("harbourworks", sandbox.token_named("no-jobs"))
    press(person.dialog, "Check")
    await person.reads("r_jobs is missing")
    press(person.dialog, "Connect")
    assert await person.answer == CONNECT


# --- what goes wrong ------------------------------------------------------------------------------


async def test_wrong_inputs_are_told_at_their_fields_and_nothing_is_asked(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    service = Service(sandbox)
    person = await meet(owner, tasks, service)
    person.type("x@evil.com", "two words")
    press(person.dialog, "Connect")
    assert "“x@evil.com” is not a subdomain." in texts(person.dialog)
    assert "This is not a token" in texts(person.dialog)
    assert QApplication.focusWidget() is person.address
    assert person.address.property("fault")
    assert person.token.property("fault")

    QTest.keyClicks(person.token, "x")
    assert "This is not a token" not in texts(person.dialog)
    assert not person.token.property("fault")
    assert service.asked == []
    press(person.dialog, "Cancel")
    await person.answer


@pytest.mark.parametrize("name", ["expired", "revoked"])
async def test_a_token_that_is_not_accepted_is_told_at_the_token(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox, name: str
) -> None:
    person = await meet(owner, tasks, Service(sandbox))
    person.type("harbourworks", sandbox.token_named(name))
    press(person.dialog, "Connect")
    await person.reads("The token is not accepted")
    assert QApplication.focusWidget() is person.token
    assert person.token.selectedText() == person.token.text()
    assert not person.address.property("fault")

    QTest.keyClicks(person.token, sandbox.token)
    press(person.dialog, "Connect")
    assert await person.answer == CONNECT


async def test_a_token_of_another_account_is_told_at_the_subdomain(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    person = await meet(owner, tasks, Service(sandbox))
    person.type("harbourworks", sandbox.token_named("other-account"))
    press(person.dialog, "Check")
    await person.reads("The token belongs to another account.")
    assert QApplication.focusWidget() is person.address
    press(person.dialog, "Cancel")
    await person.answer


async def test_no_connection_is_told_and_what_was_typed_stays(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    person = await meet(owner, tasks, Service(sandbox))
    person.type("harbourworks", sandbox.token)
    sandbox.running.stop()
    press(person.dialog, "Connect")
    await person.reads("127.0.0.1 cannot be reached.")
    assert (person.address.text(), person.token.text()) == ("harbourworks", sandbox.token)
    assert not person.answer.done()
    press(person.dialog, "Cancel")
    await person.answer


class Blind(Service):
    """A token that is accepted and can read nothing that matters."""

    async def check(self, endpoint: Endpoint, token: Secret) -> CheckResult:
        return CheckResult(endpoint.host, "harbourworks", "", False, False, False)


async def test_a_token_that_opens_no_candidate_does_not_connect(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    person = await meet(owner, tasks, Blind(sandbox))
    person.type("harbourworks", sandbox.token)
    press(person.dialog, "Connect")
    await person.reads("r_candidates is missing")
    await person.reads("no candidate can be opened")
    press(person.dialog, "Connect")
    assert not person.answer.done()
    press(person.dialog, "Cancel")
    assert await person.answer == CANCELLED


# --- a check under way ----------------------------------------------------------------------------


class Slow(Service):
    """A service that answers when it is let."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        super().__init__(sandbox)
        self.let = asyncio.Event()
        self.begun = 0
        self.given_up = 0

    async def check(self, endpoint: Endpoint, token: Secret) -> CheckResult:
        self.begun += 1
        try:
            await self.let.wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        return await super().check(endpoint, token)


async def test_a_check_shows_who_is_asked_and_can_be_stopped(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    service = Slow(sandbox)
    person = await meet(owner, tasks, service)
    person.type("harbourworks", sandbox.token)
    press(person.dialog, "Check")
    await until(lambda: service.begun)
    assert "asking harbourworks.workable.com…" in texts(person.dialog)
    press(person.dialog, "Stop")
    await until(lambda: service.given_up == 1)
    await person.reads("not checked yet")
    assert button(person.dialog, "Check").isEnabled()
    press(person.dialog, "Cancel")
    await person.answer


async def test_typing_on_ends_a_check_of_what_was_typed_before(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    service = Slow(sandbox)
    person = await meet(owner, tasks, service)
    person.type("harbourworks", "wrong")
    press(person.dialog, "Connect")
    await until(lambda: service.begun)
    person.type("harbourworks", sandbox.token)
    await until(lambda: service.given_up == 1)
    service.let.set()
    press(person.dialog, "Connect")
    assert await person.answer == CONNECT
    assert person.dialog.entered is not None
    assert person.dialog.entered.token == Secret(sandbox.token)


async def test_esc_while_checking_ends_both(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    service = Slow(sandbox)
    person = await meet(owner, tasks, service)
    person.type("harbourworks", sandbox.token)
    press(person.dialog, "Connect")
    await until(lambda: service.begun)
    QTest.keyClick(person.dialog, Qt.Key.Key_Escape)
    assert await person.answer == CANCELLED
    await until(lambda: service.given_up == 1)
    assert person.dialog.entered is None


async def test_a_result_does_not_outlive_what_it_was_about(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    person = await meet(owner, tasks, Service(sandbox))
    person.type("harbourworks", sandbox.token)
    press(person.dialog, "Check")
    await person.reads("Open candidates: yes")
    QTest.keyClicks(person.token, "x")
    assert "Open candidates: yes" not in texts(person.dialog)
    assert "not checked yet" in texts(person.dialog)
    press(person.dialog, "Cancel")
    await person.answer


# --- the token ------------------------------------------------------------------------------------


async def test_the_token_is_hidden_until_it_is_to_be_seen(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    person = await meet(owner, tasks, Service(sandbox))
    person.type("harbourworks", sandbox.token)
    assert person.token.displayText() != sandbox.token
    QTest.keyClick(button(person.dialog, "Show token"), Qt.Key.Key_Space)
    assert person.token.displayText() == sandbox.token
    hidden = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    assert person.token.inputMethodHints() & hidden == hidden
    press(person.dialog, "Show token")
    assert person.token.echoMode() is QLineEdit.EchoMode.Password
    left: list[str] = []
    person.dialog.finished.connect(lambda _code: left.append(person.token.text()))
    press(person.dialog, "Cancel")
    await person.answer
    assert left == [""]


async def test_it_is_said_that_the_keyring_keeps_the_token(
    qapp: QApplication,
    owner: QWidget,
    tasks: Tasks,
    sandbox: RunningSandbox,
    memory_keyring: MemoryKeyring,
) -> None:
    person = await meet(owner, tasks, Service(sandbox))
    await person.reads("The token is kept in")
    assert person.dialog.promised is Kept.KEYRING
    press(person.dialog, "Cancel")
    await person.answer


async def test_it_is_said_that_without_a_keyring_the_token_lasts_this_run(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    person = await meet(owner, tasks, Service(sandbox))
    await person.reads("kept until you quit, never in a file")
    press(person.dialog, "Cancel")
    await person.answer


async def test_a_new_token_for_an_account_that_is_known(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    account = SavedAccount("harbourworks", "Our account")
    reason = "The token is not accepted any more."
    person = await meet(owner, tasks, Service(sandbox), account=account, reason=reason)
    assert reason in texts(person.dialog)
    assert person.address.isReadOnly()
    assert person.address.text() == "harbourworks"
    assert QApplication.focusWidget() is person.token
    QTest.keyClicks(person.token, sandbox.token)
    press(person.dialog, "Use this token")
    assert await person.answer == CONNECT


# --- help and calm --------------------------------------------------------------------------------


async def test_the_steps_can_be_sent_to_an_admin(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    person = await meet(owner, tasks, Service(sandbox))
    press(person.dialog, "Copy these steps")
    steps = QGuiApplication.clipboard().text()
    for needed in ("1. ", "5. ", "API Access Tokens", "r_candidates", "w_candidates", "r_jobs"):
        assert needed in steps
    button(person.dialog, "Copied")
    press(person.dialog, "Cancel")
    await person.answer


async def test_nothing_moves_whatever_is_said(
    qapp: QApplication, owner: QWidget, tasks: Tasks, sandbox: RunningSandbox
) -> None:
    person = await meet(owner, tasks, Service(sandbox))
    await person.reads("The token is kept")

    def places() -> list[QPoint]:
        QApplication.sendPostedEvents()  # layouts move things then
        card = person.dialog.findChildren(CheckCard)
        watched = [person.address, person.token, *card, button(person.dialog, "Connect")]
        return [each.mapTo(person.dialog, QPoint(0, 0)) for each in watched]

    before = places()
    person.type("https://example.com/" + "x" * 200, "two words")
    press(person.dialog, "Connect")
    assert places() == before
    person.type("harbourworks", sandbox.token_named("revoked"))
    press(person.dialog, "Connect")
    await person.reads("The token is not accepted")
    assert places() == before
    sandbox.running.stop()
    press(person.dialog, "Connect")
    await person.reads("cannot be reached")
    assert places() == before
    press(person.dialog, "Cancel")
    await person.answer


async def test_a_fault_of_the_check_itself_leaves_a_dialog_that_works(
    qapp: QApplication, owner: QWidget, sandbox: RunningSandbox
) -> None:
    """Whatever a programmer got wrong, the person is not stuck with a check that never ends."""

    class Broken(Service):
        async def check(self, endpoint: Endpoint, token: Secret) -> CheckResult:
            raise ZeroDivisionError

    failed: list[BaseException] = []
    tasks = Tasks(lambda _name, error: failed.append(error))
    person = await meet(owner, tasks, Broken(sandbox))
    person.type("harbourworks", sandbox.token)
    press(person.dialog, "Connect")
    await until(lambda: failed)
    press(person.dialog, "Check")
    await until(lambda: len(failed) == 2)
    press(person.dialog, "Cancel")
    await person.answer
    await tasks.aclose()
