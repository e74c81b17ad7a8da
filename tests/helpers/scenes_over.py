"""What stands over the main window: dialogs as their askers open them, and popovers.

One scene each for `tests/helpers/gallery.py`. Where a dialog is opened by a command it is the
command that is given; where it needs a rare event of the service, it is made with the data that
the event would bring.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from gui.model import edits
from gui.model.effects import effects_of
from gui.model.fields import Tab
from gui.model.fileformats import Role
from gui.model.resume.picked import SplitEntry
from gui.model.values import Place, entries
from gui.secret import Secret
from gui.services.accounts import SavedAccount
from gui.services.after_upload import Altered
from gui.services.connection import CheckResult
from gui.services.notices import Tone
from gui.services.resume_picking import Split
from gui.services.secrets import SystemSecrets
from gui.services.staging import Look
from gui.services.waiting import Waiting
from gui.views.actions import Act
from gui.views.dialogs.after_upload import AfterUploadDialog
from gui.views.dialogs.collisions import CollisionsDialog
from gui.views.dialogs.comments import CommentsDialog
from gui.views.dialogs.confirm_send import ConfirmSend
from gui.views.dialogs.connect import ConnectDialog
from gui.views.dialogs.crash import CrashDialog
from gui.views.dialogs.erase import EraseDialog
from gui.views.dialogs.gone import RecordGoneDialog
from gui.views.dialogs.guide import GuideWindow
from gui.views.dialogs.journal_values import KeyView
from gui.views.dialogs.leave import FinishingDialog, LeaveDialog
from gui.views.dialogs.link_file import LinkFile
from gui.views.dialogs.outbox import OutboxDialog
from gui.views.dialogs.palette import Palette
from gui.views.dialogs.split import SplitDialog
from gui.views.dialogs.which_file import WhichFile
from gui.views.fields.date import DateEditor
from gui.views.fields.row import row_of
from gui.views.fields.sheet import WideSheet
from gui.views.find_choices import ChooseRecord, ConfirmRecord
from gui.views.keymap import key_text
from gui.workable.endpoint import Endpoint
from gui.workable.wire import Member
from tests.helpers.dialogs import line, press, texts
from tests.helpers.scenes import AMARA, JOBS, SCHOOLS, Scene, Stage
from tests.helpers.wait import until

# --- how they come ------------------------------------------------------------------------------


async def _dialog(stage: Stage) -> QWidget:
    """The dialog that comes over the window."""

    def found() -> list[QDialog]:
        return [one for one in stage.window.findChildren(QDialog) if one.isVisible()]

    return (await until(found, what="a dialog"))[-1]


async def _commanded(act: Act, stage: Stage) -> QWidget:
    action = stage.hands.window.acts[act]
    assert action.isEnabled(), f"{act} is not possible now"
    action.trigger()
    return await _dialog(stage)


async def _asked(dialog: QDialog) -> QWidget:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


async def _popover(name: str) -> QWidget:
    def found() -> QWidget | None:
        one = QApplication.activePopupWidget()
        return one if one is not None and one.objectName() == name else None

    popover = await until(found, what=f"the popover {name}")
    assert popover is not None
    return popover


async def _lying_over(stage: Stage, kind: type[QWidget]) -> QWidget:
    """What covers the window, or a part of it, and takes the keys."""

    def found() -> list[QWidget]:
        return [one for one in stage.window.findChildren(kind) if one.isVisible()]

    return (await until(found, what=f"a {kind.__name__}"))[0]


# --- popovers and sheets ------------------------------------------------------------------------


async def calendar(stage: Stage) -> QWidget:
    stage.session.go_to(Place(JOBS, stage.ref(JOBS, 0), "end_date"))
    part: Any = stage.hands.named("End date", QLineEdit)
    while not isinstance(part, DateEditor):
        part = part.parent()
    part.open_calendar()
    return await _popover("calendar_popup")


async def original(stage: Stage) -> QWidget:
    """The whole value that was there before."""
    row = row_of(stage.hands.named("Title", QLineEdit))
    assert row is not None
    row.peek()
    return await _popover("peek")


async def wide_sheet(stage: Stage) -> QWidget:
    stage.hands.program.form.show_tab(Tab.PROFILE)
    line = stage.hands.named("Summary", QPlainTextEdit)
    line.setFocus()
    stage.hands.press("F4", line)
    return await _lying_over(stage, WideSheet)


async def palette(stage: Stage) -> QWidget:
    """Anything that is called like it."""
    stage.hands.window.acts[Act.PALETTE].trigger()
    sheet = await _lying_over(stage, Palette)
    QTest.keyClicks(stage.hands.focus, "e")
    return sheet


# --- before and after a send --------------------------------------------------------------------


async def request(stage: Stage) -> QWidget:
    return await _commanded(Act.SHOW_REQUEST, stage)


async def removal(stage: Stage) -> QWidget:
    wanted = {**{key: stage.session.value(key) for key in (SCHOOLS, "phone")}, "tags": ()}
    wanted["phone"] = ""
    effects = effects_of(stage.session.baseline, wanted)
    return await _asked(ConfirmSend("Amara Osei-Lindqvist", effects, stage.window))


async def collisions(stage: Stage) -> QWidget:
    """One of each kind: a line, a long text, an entry's field, an entry that is gone."""
    session = stage.session
    text = "<p>Twelve years in freight.</p>"
    session.edit(lambda draft: edits.set_value(draft, "summary", text))
    theirs = session.baseline
    for key, value in (
        ("lastname", "Osei"),
        ("headline", "Head of freight"),
        ("summary", "<p>Nine years in rail.</p>"),
    ):
        theirs = theirs.with_value(key, value)
    jobs = entries(theirs.get(JOBS))
    theirs = theirs.with_value(JOBS, (jobs[0].with_field("title", "Lead analyst"), *jobs[1:]))
    schools = entries(theirs.get(SCHOOLS))
    changed = schools[0].with_field("degree", "PhD")
    theirs = theirs.with_value(SCHOOLS, (changed, *schools[1:]))
    found = session.draft.collisions(theirs)
    return await _asked(CollisionsDialog(session, theirs, found, stage.window))


class _Altered(QObject):
    """What a send is told to have changed by itself."""

    changed = Signal(object)

    def altered(self, _session: object) -> tuple[Altered, ...]:
        return (
            Altered("headline", "Supply chain analyst", "Analyst of supply chains"),
            Altered("tags", ("a", "b"), ("a",)),
        )

    def is_restored(self, _session: object, altered: Altered) -> bool:
        return altered.key == "tags"


async def after_upload(stage: Stage) -> QWidget:
    after: Any = _Altered()
    return await _asked(AfterUploadDialog(after, stage.session, stage.window))


async def gone(stage: Stage) -> QWidget:
    name, email = "Amara Osei-Lindqvist", "amara.osei@example.com"
    changes = "Phone: 1 (was 2)"
    return await _asked(RecordGoneDialog(name, email, changes, 1, stage.window))


# --- files --------------------------------------------------------------------------------------


async def photo(stage: Stage) -> QWidget:
    return await _commanded(Act.EDIT_PHOTO, stage)


async def which_file(stage: Stage) -> QWidget:
    looks = tuple(
        Look(Path(name), name, Role.RESUME, f"PDF, {size} KB — Resume")
        for name, size in (("old.pdf", 12), ("new.pdf", 20))
    )
    return await _asked(WhichFile(Role.RESUME, looks, stage.window))


async def link_file(stage: Stage) -> QWidget:
    url = "https://media.licdn.com/photo.jpg"
    return await _asked(LinkFile(url, stage.window, aimed=Role.PHOTO))


# --- finding ------------------------------------------------------------------------------------


async def which_record(stage: Stage) -> QWidget:
    rows = tuple(stage.hands.program.list.rows[:3])
    return await _asked(ChooseRecord(rows, stage.window))


async def is_it_the_one(stage: Stage) -> QWidget:
    return await _asked(ConfirmRecord(stage.session.baseline, stage.window))


# --- accounts and settings ----------------------------------------------------------------------


async def accounts(stage: Stage) -> QWidget:
    stage.hands.program.accounts.add(SavedAccount("acme", "Acme"))
    return await _commanded(Act.ACCOUNTS, stage)


async def connect(stage: Stage) -> QWidget:
    """With the answer of a check, and a new token wanted."""

    async def check(endpoint: Endpoint, _token: Secret) -> CheckResult:
        return CheckResult(endpoint.host, "acme", "Acme", True, True, False)

    dialog = ConnectDialog(
        stage.window,
        tasks=stage.hands.program.tasks,
        check=check,
        where=SystemSecrets().place,
        reason="The token was not accepted.",
    )
    await _asked(dialog)
    line(dialog, "Subdomain").setText("acme")
    line(dialog, "Access token").setText("no-token")
    press(dialog, "Check")
    await until(lambda: "answered by" in texts(dialog), what="the check is answered")
    return dialog


async def account_renamed(stage: Stage) -> QWidget:
    dialog = await _commanded(Act.ACCOUNTS, stage)
    press(dialog, "Rename Acme")
    return dialog


async def comments(stage: Stage) -> QWidget:
    members = (Member("1", "Petra Novak", "petra@example.com"), Member("2", "Ines Ruiz"))
    return await _asked(CommentsDialog("Sandbox", members, "1", stage.window, trouble="No list."))


async def language(stage: Stage) -> QWidget:
    return await _commanded(Act.LANGUAGE, stage)


async def keys(stage: Stage) -> QWidget:
    return await _commanded(Act.KEYS, stage)


async def key_changed(stage: Stage) -> QWidget:
    """The line that takes the new key."""
    dialog = await _commanded(Act.KEYS, stage)
    press(dialog, "Change key…")
    return dialog


async def guide(stage: Stage) -> QWidget:
    window = GuideWindow(key_text, stage.window)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    return window


async def messages(stage: Stage) -> QWidget:
    return await _commanded(Act.MESSAGES, stage)


async def message(stage: Stage) -> QWidget:
    """All of one that is too long for a toast."""
    stage.hands.program.notices.tell("The send failed.", Tone.ERROR, detail="Why, in full.")
    press(stage.hands.window.toast, "Details")
    return await _dialog(stage)


async def about(stage: Stage) -> QWidget:
    return await _commanded(Act.ABOUT, stage)


# --- what is kept -------------------------------------------------------------------------------


async def drafts(stage: Stage) -> QWidget:
    await stage.hands.program.keeper.flush()
    return await _commanded(Act.DRAFTS, stage)


async def journal(stage: Stage) -> QWidget:
    dialog = await _commanded(Act.JOURNAL, stage)
    await until(lambda: dialog.findChildren(KeyView), what="the journal is read")
    return dialog


async def outbox(stage: Stage) -> QWidget:
    outbox, keeper = stage.hands.program.outbox, stage.hands.program.keeper
    await keeper.flush()
    since = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=4)
    waiting = Waiting(stage.session.account, "Sandbox", AMARA, "Amara", ("phone",), 1, since)
    await stage.hands.program.store.outbox.remember(waiting)
    await outbox.restore()
    return await _asked(OutboxDialog(outbox, stage.window))


async def leaving(stage: Stage) -> QWidget:
    sessions = [stage.session]
    return await _asked(LeaveDialog(sessions, stage.window, are_kept=False, why="Disk full."))


async def finishing(stage: Stage) -> QWidget:
    return await _asked(FinishingDialog("Amara Osei-Lindqvist", stage.window))


async def erase(stage: Stage) -> QWidget:
    return await _asked(EraseDialog((), stage.window, person="Amara", about=("1 draft",)))


async def crash(stage: Stage) -> QWidget:
    report = "ValueError in a task\n  gui/services/desk.py:12 Desk.open\n"
    return await _asked(CrashDialog(report, Path("/p/report.txt"), stage.window))


async def split(stage: Stage) -> QWidget:
    parts = tuple(
        SplitEntry({"title": title, "company": "Kajen"}, {}, {}) for title in ("Clerk", "Planner")
    )
    return await _asked(SplitDialog(stage.session, Split(JOBS, parts, "Clerk"), stage.window))


OVER: Final[dict[str, Scene]] = {
    scene.__name__.replace("_", " "): scene
    for scene in (
        *(calendar, original, wide_sheet, palette),
        *(request, removal, collisions, after_upload, gone),
        *(photo, which_file, link_file, which_record, is_it_the_one),
        *(accounts, connect, account_renamed, comments, language, keys, key_changed),
        *(guide, messages, message, about, drafts, journal, outbox),
        *(leaving, finishing, erase, crash, split),
    )
}
