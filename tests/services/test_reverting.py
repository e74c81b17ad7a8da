"""Reverting what was sent, against the sandbox with the real journal: what comes back, what
stays and with which words, and that nothing is sent by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from gui.model import edits
from gui.model.fileformats import Role
from gui.model.journal import JournalEntry, JournalSend, Outcome, sends_of
from gui.model.values import FileUpload, Place, entries
from gui.paths import Profile
from gui.services.notices import Tone
from gui.services.reverting import Reverting
from gui.services.session import Session
from gui.services.storage.journal_rows import Query
from gui.services.way_back import Reverted
from tests.helpers.office import Office, office, send_held
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, PDF, TOMASZ

pytestmark = pytest.mark.usefixtures("qapp")

JOBS = "experience_entries"
ACCOUNT = "test"
OTHER_PDF = PDF.replace(b"endobj", b" endobj")


@dataclass
class Bench:
    """An office with a journal, and what reverting said."""

    office: Office
    reverting: Reverting
    reports: list[Reverted] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def opened(self, record_id: str = AMARA) -> Session:
        return await self.office.opened(record_id)

    async def sent(self, session: Session) -> JournalEntry:
        """Sends, and gives what the journal has of it."""
        await self.office.sent(session)
        return (await self.journal())[0]

    async def journal(self) -> tuple[JournalEntry, ...]:
        assert self.office.store is not None
        return await self.office.store.journal.search(Query())

    async def reverted(self, *found: JournalEntry) -> Session:
        self.reverting.revert(JournalSend(found))
        await self.reverting.settled()
        session = self.office.desk.session
        assert session is not None
        return session


@asynccontextmanager
async def bench(
    sandbox: RunningSandbox, folder: Path, account: str = ACCOUNT
) -> AsyncIterator[Bench]:
    profile = Profile.at(folder)
    profile.create()
    async with office(sandbox, profile=profile) as at:
        assert at.store is not None
        at.desk.use_account(account)
        reverting = Reverting(
            at.desk,
            at.store.journal,
            at.attachments,
            at.tasks,
            at.notices,
            title_of=lambda key: f"the account {key}",
        )
        made = Bench(at, reverting)
        reverting.reverted.connect(lambda _session, report: made.reports.append(report))
        reverting.accounts_asked.connect(lambda: made.asked.append("accounts"))
        reverting.send_asked.connect(lambda session: made.asked.append(session.record_id))
        yield made


def change(session: Session, key: str, value: str) -> None:
    session.edit(lambda draft: edits.set_value(draft, key, value))


# --- coming back --------------------------------------------------------------------------------


async def test_a_value_comes_back_as_one_step_and_nothing_is_sent(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        change(session, "phone", "1")
        entry = await at.sent(session)
        sandbox.clear_log()
        assert await at.reverted(entry) is session
        assert session.value("headline") == "Supply chain analyst"
        assert session.value("phone") == "+46 31 555 01 23"
        assert session.draft.count == 2
        assert sandbox.patches() == []
        assert at.office.last_words == "Put back as changes, not sent yet: Phone, Headline."
        assert at.office.told[-1].tone is Tone.SUCCESS
        assert at.reports[-1].back == ("phone", "headline")
        # One step: undone at once, done again at once.
        session.undo()
        assert not session.draft.is_dirty
        session.redo()
        assert session.draft.count == 2


async def test_sent_again_the_record_is_as_it_was_before(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    before = sandbox.record(AMARA)
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        first, *_rest = entries(session.value(JOBS))
        change(session, "headline", "")
        session.edit(lambda draft: edits.remove_entry(draft, Place(JOBS, first.ref)))
        session.edit(lambda draft: edits.add_words(draft, "tags", ["lead"]))
        schools = entries(session.value("education_entries"))
        place = Place("education_entries", schools[0].ref, "degree")
        session.edit(lambda draft: edits.set_entry_field(draft, place, "PhD"))
        entry = await at.sent(session)
        assert sandbox.record(AMARA)[JOBS] == []
        session = await at.reverted(entry)
        await at.sent(session)
        assert not session.draft.is_dirty
    after = sandbox.record(AMARA)
    for key in ("headline", "education_entries", "tags"):
        assert after[key] == before[key]
    (job,) = after[JOBS]
    assert {**job, "id": None} == {**before[JOBS][0], "id": None}


@pytest.mark.parametrize("by_command", [True, False])
async def test_both_requests_of_a_send_come_back_together(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path, by_command: bool
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        fields = {"type": "github", "username": "amara", "url": "https://github.com/amara"}
        session.edit(lambda draft: edits.add_entry(draft, "social_profiles", fields))
        await at.sent(session)
        both = await at.journal()
        assert len(both) == 2
        if by_command:
            at.reverting.revert_last(session)
        else:
            at.reverting.revert(sends_of(both)[0])
        await at.reverting.settled()
        assert set(at.reports[-1].back) == {"headline", "social_profiles"}
        assert len(session.draft.steps[0]) == 3  # two edits and one way back
        assert [entry.text("type") for entry in entries(session.value("social_profiles"))] == [
            "linkedin"
        ]


async def test_what_was_sent_last_is_found_by_the_candidate(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        for phone in ("1", "2"):
            change(session, "phone", phone)
            await at.sent(session)
        at.reverting.revert_last(session)
        await at.reverting.settled()
        assert session.value("phone") == "1"
        other = await at.opened(TOMASZ)
        at.reverting.revert_last(other)
        await at.reverting.settled()
        assert at.office.last_words == "Nothing that was sent for Tomasz Bielak is in the journal."


async def test_after_a_restart_the_candidate_is_opened_for_it(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        await at.sent(session)
    async with bench(sandbox, tmp_path) as at:
        (entry,) = await at.journal()
        session = await at.reverted(entry)
        assert session.record_id == AMARA
        assert session.value("headline") == "Supply chain analyst"


async def test_it_joins_the_draft_that_waits_on_the_disk(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        await at.sent(session)
        change(session, "phone", "7")
    async with bench(sandbox, tmp_path) as at:
        (entry,) = await at.journal()
        session = await at.reverted(entry)
        assert session.value("headline") == "Supply chain analyst"
        assert session.value("phone") == "7"


async def test_the_offer_asks_for_the_send(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        await at.reverted(await at.sent(session))
        (offer,) = at.office.told[-1].offers
        assert offer.label == "Send"
        offer.act()
        assert at.asked == [AMARA]


# --- moved since --------------------------------------------------------------------------------


async def test_a_value_that_a_colleague_changed_again_stays_and_is_told(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        change(session, "phone", "1")
        entry = await at.sent(session)
        sandbox.put(AMARA, headline="Head of planning")
        session = await at.reverted(entry)
        assert session.value("headline") == "Head of planning"
        assert session.value("phone") == "+46 31 555 01 23"
        assert at.office.told[-1].tone is Tone.WARNING
        assert at.office.last_words.startswith("Put back as changes, not sent yet: Phone. Headline")
        assert "was changed again" in at.office.last_words
        assert at.office.last_words.endswith("to “Head of planning”.")


async def test_nothing_that_came_back_leaves_the_draft_clean(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        entry = await at.sent(session)
        sandbox.put(AMARA, headline=None)
        session = await at.reverted(entry)
        assert not session.draft.is_dirty
        assert at.reports == []
        assert at.office.last_words.startswith("Nothing was put back. Headline was changed again")
        assert at.office.last_words.endswith("to nothing.")


async def test_a_later_send_of_one_s_own_is_told_with_its_day(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        entry = await at.sent(session)
        change(session, "headline", "Head")
        await at.sent(session)
        session = await at.reverted(entry)
        assert "Headline was changed again (today, " in at.office.last_words
        assert not session.draft.is_dirty


async def test_a_change_of_mine_that_is_not_sent_is_not_taken_for_a_colleague_s(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        entry = await at.sent(session)
        change(session, "headline", "Half typed")
        session = await at.reverted(entry)
        assert session.value("headline") == "Half typed"
        assert at.office.last_words.endswith("Headline has a change of yours that is not sent yet.")


async def test_an_entry_that_was_edited_elsewhere_is_merged_field_by_field(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        (job,) = entries(session.value(JOBS))
        changed = {"title": "Lead", "company": "Norrfrakt"}
        place = Place(JOBS, job.ref, "title")
        session.edit(lambda draft: edits.set_entry_fields(draft, place, changed))
        entry = await at.sent(session)
        (stored,) = sandbox.record(AMARA)[JOBS]
        sandbox.put(AMARA, experience_entries=[{**stored, "title": "Head", "industry": "Rail"}])
        session = await at.reverted(entry)
        (now,) = entries(session.value(JOBS))
        assert (now.text("title"), now.text("company"), now.text("industry")) == (
            "Head",
            "Norrfrakt AB",
            "Rail",
        )
        assert "Title of Head at Norrfrakt AB was changed again" in at.office.last_words
        assert at.reports[-1].back == (JOBS,)


async def test_an_added_entry_that_somebody_edited_stays(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        session.edit(lambda draft: edits.add_entry(draft, JOBS, {"title": "Planner"}))
        entry = await at.sent(session)
        new, old = sandbox.record(AMARA)[JOBS]
        sandbox.put(AMARA, experience_entries=[{**new, "company": "Bergen Dock"}, old])
        session = await at.reverted(entry)
        assert len(entries(session.value(JOBS))) == 2
        assert "Planner at Bergen Dock was edited since" in at.office.last_words


async def test_what_is_as_it_was_before_needs_nothing(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        entry = await at.sent(session)
        sandbox.put(AMARA, headline="Supply chain analyst")
        await at.reverted(entry)
        assert at.office.last_words == (
            "Nothing had to be put back: Amara Osei-Lindqvist is as before this send already."
        )


# --- files --------------------------------------------------------------------------------------


async def replaced_resume(at: Bench, session: Session, data: bytes, name: str) -> JournalEntry:
    upload = await at.office.attachments.stage_bytes(name, data, role=Role.RESUME)
    session.edit(lambda draft: edits.set_upload(draft, "resume", upload))
    return await at.sent(session)


async def test_the_old_resume_comes_back(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        entry = await replaced_resume(at, session, OTHER_PDF, "new.pdf")
        session = await at.reverted(entry)
        staged = session.value("resume")
        assert isinstance(staged, FileUpload)
        assert staged.name == "amara-cv.pdf"
        assert at.office.attachments.bytes_of(staged) == PDF
        await at.sent(session)
        _name, data = await at.office.line.resume(session.baseline)
        assert data == PDF


async def test_a_resume_that_was_replaced_again_is_not_put_back_over_it(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        entry = await replaced_resume(at, session, OTHER_PDF, "new.pdf")
        await replaced_resume(at, session, OTHER_PDF + b"\n", "newer.pdf")
        session = await at.reverted(entry)
        assert session.change("resume") is None
        assert "Resume: it was replaced again (today" in at.office.last_words


async def test_a_first_resume_has_nothing_before_it(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened(TOMASZ)
        entry = await replaced_resume(at, session, PDF, "first.pdf")
        session = await at.reverted(entry)
        assert session.change("resume") is None
        assert at.office.last_words.endswith("Resume: no older one was kept with this send.")


async def test_a_kept_resume_that_is_gone_from_the_disk_is_told(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        entry = await replaced_resume(at, session, OTHER_PDF, "new.pdf")
        (tmp_path / "kept" / entry.files["resume"].digest).unlink()
        session = await at.reverted(entry)
        assert session.change("resume") is None
        assert "“amara-cv.pdf” is not kept any more." in at.office.last_words


async def test_a_texting_consent_cannot_be_known(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "texting_consent", "declined")
        entry = await at.sent(session)
        await at.reverted(entry)
        assert "Texting consent: Workable does not show it" in at.office.last_words


# --- not possible -------------------------------------------------------------------------------


async def test_what_was_refused_has_nothing_to_revert(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        sandbox.fault("status", method="PATCH", status=422, times=5)
        entry = await at.sent(session)
        assert entry.outcome is Outcome.REFUSED
        await at.reverted(entry)
        assert session.value("headline") == "Lead"
        assert at.office.last_words.startswith("This did not reach Workable")


async def test_another_account_has_to_be_switched_to(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        entry = await at.sent(session)
        at.office.desk.use_account("another")
        at.reverting.revert(JournalSend((entry,)))
        await at.reverting.settled()
        assert at.office.desk.session is None
        assert "the account test" in at.office.last_words
        at.office.told[-1].offers[0].act()
        assert at.asked == ["accounts"]


async def test_a_candidate_that_is_gone_is_left_alone(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        entry = await at.sent(session)
        sandbox.touch(AMARA, "delete")
        await at.reverted(entry)
        assert not session.draft.is_dirty
        assert at.reports == []
        assert at.office.told[-1].tone is Tone.ERROR


async def test_what_is_on_its_way_is_waited_for(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with bench(sandbox, tmp_path) as at:
        session = await at.opened()
        change(session, "headline", "Lead")
        entry = await at.sent(session)
        change(session, "phone", "1")
        await send_held(at.office, sandbox, session)
        await at.reverted(entry)
        assert "is being sent just now" in at.office.last_words
        sandbox.release()
        await at.office.sending.settled(session)
        assert session.value("headline") == "Lead"
