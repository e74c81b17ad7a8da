"""What the service changes by itself after a send is told with a way back, and nothing is sent."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import AsyncIterator, Iterator

import pytest

from gui.model import edits
from gui.model.values import FileUpload, entries, text, words
from gui.sandbox.clock import Clock
from gui.services.after_upload import STATE, AfterUpload
from gui.services.desk import OPEN_TASK
from gui.services.session import Session
from tests.helpers.office import Office, office
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.sandbox_world import AMARA, BEA, PDF
from tests.helpers.wait import until


class Time:
    """Seconds as the watch counts them."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox(clock=Clock(1_782_900_000), switches={"parser_rewrites": True}) as running:
        yield running


@contextlib.asynccontextmanager
async def watching(sandbox: RunningSandbox) -> AsyncIterator[tuple[Office, AfterUpload, Time]]:
    """An office in which somebody looks again after a send."""
    async with office(sandbox) as desk:
        clock = Time()
        after = AfterUpload(
            desk.desk, desk.sending, desk.tasks, desk.notices, look_again_s=0.05, clock=clock
        )
        yield desk, after, clock


def stage_resume(desk: Office, session: Session) -> None:
    digest = hashlib.sha256(PDF).hexdigest()
    upload = FileUpload("cv.pdf", len(PDF), digest, "application/pdf")
    desk.files[digest] = PDF
    session.edit(lambda draft: edits.set_upload(draft, "resume", upload))


def said(desk: Office) -> str:
    state = desk.notices.states.get(STATE)
    return state.text if state is not None else ""


async def uploaded(desk: Office, sandbox: RunningSandbox, record_id: str = AMARA) -> Session:
    """A resume is sent, the parser has done its work, and the record was looked at again."""
    session = await desk.opened(record_id)
    stage_resume(desk, session)
    await desk.sent(session)
    sandbox.advance(30)
    return session


async def test_what_the_parser_overwrote_is_told_and_restored_in_one_step(
    sandbox: RunningSandbox, qapp: object
) -> None:
    async with watching(sandbox) as (desk, after, _clock):
        session = await uploaded(desk, sandbox)
        before = session.baseline
        await until(lambda: after.altered(session), what="the record is read again")
        keys = [each.key for each in after.altered(session)]
        assert keys == ["firstname", "lastname", "phone", "experience_entries", "skills"]
        assert said(desk).startswith("Since you sent, this has changed in Workable: First name, ")
        assert session.current.get("firstname") == "AMARA"
        assert not session.draft.is_dirty
        sandbox.clear_log()

        assert after.restore(session)
        for key in keys:
            assert session.value(key) == before.get(key), key
        assert [change.key for change in session.draft.changes()] == keys
        assert [step.label for step in session.draft.steps[0]][-1] == "Restore 5 fields"
        assert all(after.is_restored(session, each) for each in after.altered(session))
        assert sandbox.patches() == [], "nothing is sent by it"
        session.undo()
        assert not session.draft.is_dirty
        session.redo()

        await desk.sent(session)
        assert after.altered(session) == ()
        assert said(desk) == ""
        stored = sandbox.record(AMARA)
        assert stored["firstname"] == text(before.get("firstname"))
        assert [skill["name"] for skill in stored["skills"]] == list(words(before.get("skills")))
        titles = [entry.text("title") for entry in entries(before.get("experience_entries"))]
        assert [entry["title"] for entry in stored["experience_entries"]] == titles


async def test_one_field_alone_is_restored(sandbox: RunningSandbox, qapp: object) -> None:
    async with watching(sandbox) as (desk, after, _clock):
        session = await uploaded(desk, sandbox)
        await until(lambda: after.altered(session))
        assert after.restore(session, ("phone",))
        assert [change.key for change in session.draft.changes()] == ["phone"]
        assert session.draft.steps[0][-1].label == "Restore Phone"
        assert not after.restore(session, ("phone",)), "it is restored already"


async def test_what_was_typed_meanwhile_stays(sandbox: RunningSandbox, qapp: object) -> None:
    async with watching(sandbox) as (desk, after, _clock):
        session = await desk.opened(AMARA)
        stage_resume(desk, session)
        await desk.sent(session)
        session.edit(lambda draft: edits.set_value(draft, "headline", "Typed"))
        skills = words(session.value("skills"))
        session.edit(lambda draft: edits.set_value(draft, "skills", (*skills, "typed")))
        sandbox.advance(30)
        await until(lambda: after.altered(session))
        assert after.restore(session)
        assert session.value("headline") == "Typed"
        assert words(session.value("skills")) == (*skills, "typed")


async def test_a_field_that_was_empty_is_said_to_be_filled_in(
    sandbox: RunningSandbox, qapp: object
) -> None:
    async with watching(sandbox) as (desk, after, _clock):
        sandbox.switch("parser_rewrites", False)
        session = await uploaded(desk, sandbox, BEA)
        await until(lambda: after.altered(session))
        assert said(desk) == "Since you sent, Workable has filled in: Headline."
        assert after.restore(session)
        assert session.value("headline") in (None, "")


async def test_keeping_ends_it(sandbox: RunningSandbox, qapp: object) -> None:
    async with watching(sandbox) as (desk, after, _clock):
        session = await uploaded(desk, sandbox)
        await until(lambda: after.altered(session))
        keep = desk.notices.states[STATE].offers[1]
        assert keep.label == "Keep as it is"
        keep.act()
        assert after.altered(session) == ()
        assert said(desk) == ""
        assert session.current.get("firstname") == "AMARA"


async def test_it_is_told_where_the_candidate_is_in_front(
    sandbox: RunningSandbox, qapp: object
) -> None:
    async with watching(sandbox) as (desk, after, _clock):
        session = await uploaded(desk, sandbox)
        await until(lambda: after.altered(session))
        session.edit(lambda draft: edits.set_value(draft, "summary", "so that it stays held"))
        await desk.opened(BEA)
        assert said(desk) == ""
        await desk.opened(AMARA)
        assert said(desk) != ""
        await desk.tasks.settled(OPEN_TASK)


async def test_a_later_opening_tells_what_nobody_looked_at(
    sandbox: RunningSandbox, qapp: object
) -> None:
    """The candidate was left before the service had read the resume."""
    async with watching(sandbox) as (desk, after, clock):
        session = await desk.opened(AMARA)
        stage_resume(desk, session)
        await desk.sent(session)
        await desk.opened(BEA)
        sandbox.advance(60)
        clock.now += 60
        session = await desk.opened(AMARA)
        await until(lambda: after.altered(session))
        assert "First name" in said(desk)


async def test_a_colleague_an_hour_later_is_not_the_parser(
    sandbox: RunningSandbox, qapp: object
) -> None:
    async with watching(sandbox) as (desk, after, clock):
        session = await uploaded(desk, sandbox)
        clock.now += 60
        await until(lambda: after.altered(session))
        desk.desk.reload()
        await until(lambda: not session.is_sending)
        after.dismiss(session)
        sandbox.touch(AMARA, "another_field")
        desk.desk.reload()
        await until(lambda: "(colleague)" in text(session.value("headline")))
        assert after.altered(session) == ()


async def test_a_send_of_other_fields_is_followed_by_nothing(
    sandbox: RunningSandbox, qapp: object
) -> None:
    async with watching(sandbox) as (desk, after, _clock):
        session = await desk.opened(AMARA)
        session.edit(lambda draft: edits.set_value(draft, "headline", "Other"))
        sandbox.clear_log()
        await desk.sent(session)
        assert after.altered(session) == ()
        assert [entry["method"] for entry in sandbox.log()] == ["GET", "PATCH", "GET"]


async def test_what_is_not_stored_as_sent_can_be_restored(
    sandbox: RunningSandbox, qapp: object
) -> None:
    async with watching(sandbox) as (desk, after, _clock):
        sandbox.switch("fold_tags", True)
        session = await desk.opened(AMARA)
        session.edit(lambda draft: edits.set_value(draft, "tags", ("first round",)))
        await desk.sent(session)
        (altered,) = after.altered(session)
        assert (altered.key, altered.before, altered.now) == ("tags", ("first round",), ("first",))
        assert after.restore(session)
        assert words(session.value("tags")) == ("first round",)


async def test_a_failure_to_look_again_is_not_told(sandbox: RunningSandbox, qapp: object) -> None:
    async with watching(sandbox) as (desk, after, _clock):
        session = await desk.opened(AMARA)
        stage_resume(desk, session)
        await desk.sent(session)
        told = len(desk.told)
        sandbox.fault("status", status=404, body={"error": "Not found"})
        sandbox.clear_log()
        await until(lambda: sandbox.log("GET"), what="it is read again")
        await desk.tasks.settled(f"look again {AMARA}")
        assert len(desk.told) == told
        assert after.altered(session) == ()


async def test_a_list_that_is_not_shown_any_more_is_no_change(
    sandbox: RunningSandbox, qapp: object
) -> None:
    async with watching(sandbox) as (desk, after, _clock):
        sandbox.switch("parser_rewrites", False)
        session = await desk.opened(AMARA)
        assert entries(session.value("social_profiles"))
        stage_resume(desk, session)
        await desk.sent(session)
        sandbox.switch("social_profiles_key", "never")
        sandbox.clear_log()
        await until(lambda: sandbox.log("GET"), what="it is read again")
        await desk.tasks.settled(f"look again {AMARA}")
        assert after.altered(session) == ()
