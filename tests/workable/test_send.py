"""The send against the sandbox: what went over the wire, what is stored, what is reported.

Each safeguard has a test that turns red without it: the re-read, the join, the questions, the
split for social profiles, the read-back, and above all what happens when an answer gets lost.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from gui.errors import NotAccepted, NotFound, NotSendable, OutcomeUnknown, Refused
from gui.model import edits
from gui.model.draft import Draft
from gui.model.effects import EffectKind, SendEffect
from gui.model.merge import Collision
from gui.model.record import Record
from gui.model.saved import draft_from_json, draft_to_json
from gui.model.values import FileUpload, Place, Value, entries, words
from gui.secret import Secret
from gui.workable.body import Body
from gui.workable.client import PatchAnswer, WorkableClient
from gui.workable.endpoint import endpoint_from_url
from gui.workable.pace import Pace
from gui.workable.report import SendEnd, SendReport
from gui.workable.rounds import Agreed
from gui.workable.send import Intent, Send, SendPhase, Service
from gui.workable.transport import Limits, Transport
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, BEA
from tests.helpers.wait import until

JOBS = "experience_entries"
LOST = ["drop_after_apply", "half_headers", "half_body", "garbage", "html_200"]


@dataclass
class Answers:
    """A person's decisions, given in advance; and what was asked."""

    confirms: bool = True
    settles: Value = None
    takes: str = "stop"
    effects: list[SendEffect] = field(default_factory=list)
    collisions: list[Collision] = field(default_factory=list)
    draft: Draft | None = None

    async def settle(self, theirs: Record, collisions: tuple[Collision, ...]) -> Agreed | None:
        self.collisions.extend(collisions)
        if self.takes == "stop" or self.draft is None:
            return None
        items = [(item, item.mine if self.takes == "mine" else item.theirs) for item in collisions]
        self.draft.settle(theirs, items, label="settle")
        return Agreed(self.draft.baseline, self.draft.current, collisions)

    async def confirm(self, stored: Record, effects: tuple[SendEffect, ...]) -> bool:
        self.effects.extend(effects)
        return self.confirms


@contextlib.asynccontextmanager
async def client_of(sandbox: RunningSandbox, token: str = "") -> AsyncIterator[WorkableClient]:
    endpoint = endpoint_from_url(sandbox.base_url, sandbox.subdomain)
    transport = await Transport.connect(
        endpoint, Secret(token or sandbox.token), limits=Limits(read_deadline=1.0)
    )
    client = WorkableClient(transport, Pace(limit=1000), rand=lambda: 0.0)
    try:
        yield client
    finally:
        await client.aclose()


async def sent(
    client: Service, draft: Draft, answers: Answers | None = None, data: bytes = b""
) -> SendReport:
    """Sends what the draft changed, as the sending service does."""
    answers = answers or Answers()
    answers.draft = draft
    ticks = iter(range(0, 100_000, 10))
    run = Send(client, answers, bytes_of=lambda _file: data, clock=lambda: float(next(ticks)))
    keys = tuple(change.key for change in draft.changes_to_send())
    return await run.run(draft.baseline, draft.current, keys, doubtful=draft.doubtful)


async def opened(client: WorkableClient, record_id: str = AMARA) -> Draft:
    return Draft(await client.candidate(record_id))


# --- what goes out -------------------------------------------------------------------------


async def test_one_patch_with_exactly_the_changed_keys(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "lastname", "Osei")
        edits.add_words(draft, "tags", ["senior"])
        report = await sent(client, draft)
    assert [part.end for part in report.parts] == [SendEnd.SENT]
    (patch,) = sandbox.patches()
    assert patch["body"] == {
        "candidate": {"lastname": "Osei", "tags": ["gothenburg", "second-round", "senior"]}
    }
    assert [entry["method"] for entry in sandbox.log()] == ["GET", "GET", "PATCH", "GET"]
    assert sandbox.record(AMARA)["name"] == "Amara Osei"


async def test_lists_go_whole_with_their_ids(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        (job,) = entries(draft.value(JOBS))
        edits.set_entry_field(draft, Place(JOBS, job.ref, "title"), "Senior Analyst")
        edits.add_entry(draft, JOBS, {"title": "Planner", "company": "Kajen Lines"}, at=1)
        await sent(client, draft)
    (patch,) = sandbox.patches()
    first, second = patch["body"]["candidate"][JOBS]
    assert first["id"] == job.id
    assert (first["title"], second) == (
        "Senior Analyst",
        {"title": "Planner", "company": "Kajen Lines"},
    )
    stored = sandbox.record(AMARA)[JOBS]
    assert (stored[0]["id"], stored[0]["title"]) == (job.id, "Senior Analyst")
    assert len(stored) == 2


async def test_social_profiles_go_alone_and_last(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        fields = {"type": "github", "url": "https://github.com/amara-example", "username": "amara"}
        edits.add_entry(draft, "social_profiles", fields)
        edits.set_value(draft, "phone", "+46 31 555 01 99")
        report = await sent(client, draft)
    assert [patch["keys"] for patch in sandbox.patches()] == [["phone"], ["social_profiles"]]
    assert [part.end for part in report.parts] == [SendEnd.SENT, SendEnd.SENT]


async def test_refused_social_profiles_leave_the_rest_sent(sandbox: RunningSandbox) -> None:
    sandbox.switch("refuse_social_profiles", True)
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.add_entry(draft, "social_profiles", {"type": "github", "url": "https://github.com/a"})
        edits.set_value(draft, "phone", "1")
        report = await sent(client, draft)
    assert report.settled_keys == ("phone",)
    assert report.parts[1].end is SendEnd.REFUSED
    assert isinstance(report.error, Refused)
    assert sandbox.record(AMARA)["phone"] == "1"


async def test_a_cleared_text_is_sent_as_empty_and_read_back_as_null(
    sandbox: RunningSandbox,
) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "address", "")
        answers = Answers()
        report = await sent(client, draft, answers)
    (patch,) = sandbox.patches()
    assert patch["body"] == {"candidate": {"address": ""}}
    assert [effect.kind for effect in answers.effects] == [EffectKind.EMPTIES]
    assert report.alterations == ()
    assert sandbox.record(AMARA)["address"] is None


# --- two people ---------------------------------------------------------------------------


async def test_a_colleagues_change_to_another_field_survives(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "mine")
        sandbox.put(AMARA, headline="Theirs", tags=["gothenburg", "second-round", "theirs"])
        answers = Answers()
        report = await sent(client, draft, answers)
    assert (answers.collisions, answers.effects) == ([], [])
    assert [patch["keys"] for patch in sandbox.patches()] == [["phone"]]
    assert report.record is not None
    assert report.record.get("headline") == "Theirs"


async def test_lists_are_built_from_the_fresh_read(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.add_words(draft, "tags", ["mine"])
        edits.add_entry(draft, JOBS, {"title": "Mine"})
        sandbox.put(AMARA, tags=["gothenburg", "theirs"])
        sandbox.touch(AMARA, "add_entry", key=JOBS)
        theirs = [entry["title"] for entry in sandbox.record(AMARA)[JOBS]]
        await sent(client, draft)
    stored = sandbox.record(AMARA)
    assert stored["tags"] == ["gothenburg", "mine", "theirs"]
    assert sorted(entry["title"] for entry in stored[JOBS]) == sorted([*theirs, "Mine"])


async def test_the_same_field_changed_by_both_is_asked(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "mine")
        sandbox.put(AMARA, phone="theirs")
        answers = Answers(takes="stop")
        report = await sent(client, draft, answers)
        assert report.is_cancelled
        assert sandbox.patches() == []
        (collision,) = answers.collisions
        assert (collision.mine, collision.theirs) == ("mine", "theirs")
        await sent(client, draft, Answers(takes="mine"))
    assert sandbox.record(AMARA)["phone"] == "mine"


async def test_taking_theirs_sends_nothing(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "mine")
        sandbox.put(AMARA, phone="theirs")
        report = await sent(client, draft, Answers(takes="theirs"))
    assert [part.end for part in report.parts] == [SendEnd.ALREADY_SO]
    assert sandbox.patches() == []
    assert sandbox.record(AMARA)["phone"] == "theirs"


async def test_a_record_that_is_gone_keeps_everything(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "mine")
        sandbox.touch(AMARA, "delete")
        report = await sent(client, draft)
    assert isinstance(report.error, NotFound)
    assert report.parts[0].end is SendEnd.REFUSED
    assert draft.value("phone") == "mine"


@pytest.mark.parametrize(
    ("status", "step"),
    [
        (403, "An Admin of the account can make a token with that right."),
        (404, "Find the candidate by e-mail; moving to another job gives a new id."),
        (503, "Send again later."),
    ],
)
async def test_a_read_that_fails_before_the_write_says_what_is_kept_and_what_to_do(
    sandbox: RunningSandbox, status: int, step: str
) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "mine")
        sandbox.fault("status", status=status, method="GET", times=20)
        report = await sent(client, draft)
    assert report.parts[0].end is SendEnd.REFUSED
    assert report.error is not None
    assert report.error.kept == "Nothing was sent. Everything you entered is kept."
    assert report.error.next_step == step


async def test_a_read_that_fails_between_two_requests_does_not_say_that_nothing_was_sent(
    sandbox: RunningSandbox,
) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.add_entry(draft, "social_profiles", {"type": "github", "url": "https://github.com/a"})
        edits.set_value(draft, "phone", "1")
        sandbox.fault("status", status=503, method="GET", skip=2, times=20)
        report = await sent(client, draft)
    assert [part.end for part in report.parts] == [SendEnd.SENT, SendEnd.REFUSED]
    assert report.error is not None
    assert report.error.sentence == (
        "The service has a fault of its own (status 503). Everything you entered is kept. "
        "Send again later."
    )


# --- deletions ----------------------------------------------------------------------------


async def test_deletions_are_named_and_a_no_sends_nothing(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        school = entries(draft.value("education_entries"))[0]
        edits.remove_entry(draft, Place("education_entries", school.ref))
        edits.remove_word(draft, "tags", "second-round")
        answers = Answers(confirms=False)
        report = await sent(client, draft, answers)
    assert [(effect.key, effect.names) for effect in answers.effects] == [
        ("education_entries", ("MSc, Chalmers",)),
        ("tags", ("second-round",)),
    ]
    assert report.is_cancelled
    assert sandbox.patches() == []


async def test_an_emptied_list_is_asked_about_by_itself(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        (job,) = entries(draft.value(JOBS))
        edits.remove_entry(draft, Place(JOBS, job.ref))
        answers = Answers()
        await sent(client, draft, answers)
    assert [effect.kind for effect in answers.effects] == [EffectKind.EMPTIES_LIST]
    assert sandbox.patches()[0]["body"] == {"candidate": {JOBS: []}}


# --- lost answers -------------------------------------------------------------------------


@pytest.mark.parametrize("fault", LOST)
async def test_a_lost_answer_is_found_out_by_reading(sandbox: RunningSandbox, fault: str) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "1")
        edits.add_entry(draft, JOBS, {"title": "Planner", "company": "Kajen Lines"})
        sandbox.fault(fault, method="PATCH")
        report = await sent(client, draft)
    stored = sandbox.record(AMARA)
    assert report.settled_keys == ("phone", JOBS)
    assert stored["phone"] == "1"
    assert [entry["title"] for entry in stored[JOBS]].count("Planner") == 1
    applied = [patch for patch in sandbox.patches() if patch["status"] == 200]
    assert len(applied) == 1


@pytest.mark.parametrize("fault", ["drop_before", "drop_reading"])
async def test_a_write_that_did_not_arrive_is_tried_again(
    sandbox: RunningSandbox, fault: str
) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "1")
        sandbox.fault(fault, method="PATCH")
        report = await sent(client, draft)
    assert report.parts[0].end is SendEnd.SENT
    assert sandbox.record(AMARA)["phone"] == "1"


async def test_a_write_applied_late_doubles_nothing(sandbox: RunningSandbox) -> None:
    """H3: our read says "not there", and then it arrives."""
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.add_entry(draft, JOBS, {"title": "Planner", "company": "Kajen Lines"})
        sandbox.fault("late_apply", method="PATCH", after_requests=1)
        report = await sent(client, draft)
    titles = [entry["title"] for entry in sandbox.record(AMARA)[JOBS]]
    assert titles.count("Planner") == 1
    assert report.settled_keys == (JOBS,)


async def test_a_refusal_after_a_lost_answer_is_not_called_refused(
    sandbox: RunningSandbox,
) -> None:
    """The first attempt may still be under way: "not saved" would be a guess (P3)."""
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "1")
        sandbox.fault("late_apply", method="PATCH", after_requests=3)
        sandbox.fault("status", status=422, method="PATCH", body={"error": "no"})
        report = await sent(client, draft)
        assert report.parts[0].end is SendEnd.UNKNOWN
        for _ in range(3):
            await client.candidate(AMARA)
    assert sandbox.record(AMARA)["phone"] == "1"


async def test_an_empty_answer_is_no_proof(sandbox: RunningSandbox) -> None:
    """A proxy's empty 200 applied nothing: it is found out by reading, and sent again."""
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "1")
        sandbox.fault("status", status=200, method="PATCH", body="")
        report = await sent(client, draft)
    assert report.parts[0].end is SendEnd.SENT
    assert report.alterations == ()
    assert sandbox.record(AMARA)["phone"] == "1"


async def test_correcting_capitals_is_sent_again_when_it_did_not_arrive(
    sandbox: RunningSandbox,
) -> None:
    sandbox.put(AMARA, lastname="OSEI")
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "lastname", "Osei")
        sandbox.fault("drop_before", method="PATCH")
        report = await sent(client, draft)
    assert report.parts[0].end is SendEnd.SENT
    assert sandbox.record(AMARA)["lastname"] == "Osei"


async def test_what_the_first_part_sent_is_not_asked_about_in_the_second(
    sandbox: RunningSandbox,
) -> None:
    """Its base is older than what this very send has stored."""
    async with client_of(sandbox) as client:
        draft = await opened(client)
        (job,) = entries(draft.value(JOBS))
        edits.set_entry_field(draft, Place(JOBS, job.ref, "title"), "Senior Analyst")
        edits.add_entry(draft, "social_profiles", {"type": "github", "url": "https://github.com/a"})
        renamed = [{**entry, "id": "abc123"} for entry in sandbox.record(AMARA)[JOBS]]
        sandbox.put(AMARA, **{JOBS: renamed})
        answers = Answers()
        report = await sent(client, draft, answers)
    assert answers.collisions == []
    assert [part.end for part in report.parts] == [SendEnd.SENT, SendEnd.SENT]


async def test_a_list_decided_unread_is_joined_when_it_shows_again(
    sandbox: RunningSandbox,
) -> None:
    """Two reads of one send, the first without the tags: what I removed stays removed."""
    whole = sandbox.record(AMARA)
    without = {key: value for key, value in whole.items() if key != "tags"}
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.remove_word(draft, "tags", "gothenburg")
        headers = {"Content-Type": "application/json"}
        body = {"candidate": without}
        sandbox.fault("status", status=200, method="GET", body=body, headers=headers)
        report = await sent(client, draft, Answers(takes="mine"))
    assert report.parts[0].end is SendEnd.SENT
    assert sandbox.record(AMARA)["tags"] == ["second-round"]


async def test_an_emptied_list_is_sent_although_the_read_does_not_show_it(
    sandbox: RunningSandbox,
) -> None:
    """Not shown is not empty: "already so" would be a guess."""
    whole = sandbox.record(AMARA)
    without = {key: value for key, value in whole.items() if key != "tags"}
    async with client_of(sandbox) as client:
        draft = await opened(client)
        for word in ("gothenburg", "second-round"):
            edits.remove_word(draft, "tags", word)
        headers = {"Content-Type": "application/json"}
        body = {"candidate": without}
        sandbox.fault("status", status=200, method="GET", body=body, headers=headers)
        answers = Answers(takes="mine", draft=draft)
        # Answered at once, so that no other read shows the list after all.
        run = Send(client, answers, bytes_of=lambda _file: b"", clock=lambda: 0.0)
        await run.run(draft.baseline, draft.current, ("tags",))
    assert sandbox.record(AMARA)["tags"] == []


async def test_leaving_an_unread_list_alone_leaves_it_alone(sandbox: RunningSandbox) -> None:
    whole = sandbox.record(AMARA)
    without = {key: value for key, value in whole.items() if key != JOBS}
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "1")
        edits.add_entry(draft, JOBS, {"title": "Mine"})
        headers = {"Content-Type": "application/json"}
        body = {"candidate": without}
        sandbox.fault("status", status=200, method="GET", body=body, headers=headers)
        await sent(client, draft, Answers(takes="theirs"))
    assert sandbox.record(AMARA)[JOBS] == whole[JOBS]
    assert [patch["keys"] for patch in sandbox.patches()] == [["phone"]]


async def test_the_way_back_is_from_the_last_attempt(sandbox: RunningSandbox) -> None:
    """What a colleague changed between two attempts went out too, and is no change of mine."""
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.add_words(draft, "tags", ["mine"])
        sandbox.fault("hold", method="PATCH", applied=False)
        task = asyncio.ensure_future(sent(client, draft))
        await until(lambda: sandbox.held() == 1)
        sandbox.put(AMARA, tags=["gothenburg", "second-round", "theirs"])
        report = await task  # the first answer never comes
        sandbox.release()
    assert report.before is not None
    assert set(words(report.sent["tags"])) - set(words(report.before.get("tags"))) == {"mine"}


async def test_when_nothing_can_be_found_out_it_says_unknown(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "1")
        sandbox.fault("drop_after_apply", method="PATCH")
        sandbox.fault("drop_before", method="GET", skip=1, times=20)
        report = await sent(client, draft)
    assert report.parts[0].end is SendEnd.UNKNOWN
    assert report.settled_keys == ()
    assert report.error is not None


async def test_a_failed_read_back_is_not_called_saved(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "1")
        sandbox.fault("status", status=500, method="GET", skip=1, times=20)
        report = await sent(client, draft)
    assert report.parts[0].end is SendEnd.UNKNOWN


class _Rewritten:
    """A service whose first answer to a write is lost, and a colleague who rewrites the new job
    before it can be read."""

    def __init__(self, client: WorkableClient, sandbox: RunningSandbox) -> None:
        self._sandbox = sandbox
        self._patch = client.patch
        self.candidate = client.candidate
        sandbox.fault("drop_after_apply", method="PATCH")

    async def patch(self, candidate_id: str, body: Body) -> PatchAnswer:
        try:
            return await self._patch(candidate_id, body)
        except OutcomeUnknown:
            jobs = self._sandbox.record(AMARA)[JOBS]
            (new,) = [job for job in jobs if job["title"] == "Planner"]
            rewritten = {**new, "title": "Head of planning", "company": "Hamnen"}
            self._sandbox.put(AMARA, **{JOBS: [rewritten if j is new else j for j in jobs]})
            raise


@pytest.mark.parametrize("confirms", [True, False])
async def test_an_addition_that_may_be_there_already_is_asked_about(
    sandbox: RunningSandbox, confirms: bool
) -> None:
    """A colleague rewrote it before it could be read: added again it would be there twice."""
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.add_entry(draft, JOBS, {"title": "Planner", "company": "Kajen"})
        answers = Answers(confirms=confirms)
        report = await sent(_Rewritten(client, sandbox), draft, answers)
    (effect,) = answers.effects
    assert (effect.key, effect.kind) == (JOBS, EffectKind.ADDS_AGAIN)
    assert effect.names == ("Planner at Kajen",)
    assert "may be the same, changed by somebody else: Head of planning at Hamnen" in (
        effect.sentence
    )
    titles = [job["title"] for job in sandbox.record(AMARA)[JOBS]]
    assert titles.count("Head of planning") == 1
    assert titles.count("Planner") == confirms
    assert report.parts[0].end is (SendEnd.SENT if confirms else SendEnd.UNKNOWN)


async def test_an_addition_in_doubt_is_asked_about_by_the_next_send_too(
    sandbox: RunningSandbox,
) -> None:
    """The person said no, or the program ended: the draft remembers, and says so once more."""
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.add_entry(draft, JOBS, {"title": "Planner", "company": "Kajen"})
        report = await sent(_Rewritten(client, sandbox), draft, Answers(confirms=False))
        draft.sent_unknown(report.sent)
        draft.accept({}, await client.candidate(AMARA))
        draft = draft_from_json(draft_to_json(draft))
        answers = Answers()
        report = await sent(client, draft, answers)
        assert [effect.kind for effect in answers.effects] == [EffectKind.ADDS_AGAIN]
        assert report.record is not None
        draft.accept(report.sent, report.record)
    assert not draft.doubtful


async def test_an_addition_that_never_arrived_goes_unasked(sandbox: RunningSandbox) -> None:
    """What a colleague has added was there before it was sent: it cannot be mine."""
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.add_entry(draft, JOBS, {"title": "Planner", "company": "Kajen"})
        sandbox.touch(AMARA, "add_entry", key=JOBS)
        sandbox.fault("drop_before", method="PATCH")
        answers = Answers()
        await sent(client, draft, answers)
    assert answers.effects == []
    assert [job["title"] for job in sandbox.record(AMARA)[JOBS]].count("Planner") == 1


# --- refusals and what the service changes --------------------------------------------------


async def test_an_expired_token_keeps_everything(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
    edits.set_value(draft, "phone", "1")
    async with client_of(sandbox, sandbox.token_named("expired")) as client:
        report = await sent(client, draft)
    assert isinstance(report.error, NotAccepted)
    assert report.parts[0].end is SendEnd.REFUSED


async def test_a_refusal_names_its_field(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        other = sandbox.record(BEA)["email"]
        edits.set_value(draft, "email", other)
        report = await sent(client, draft)
    assert isinstance(report.error, Refused)
    assert "email" in report.error.fields


async def test_what_the_service_stored_differently_is_told(sandbox: RunningSandbox) -> None:
    sandbox.switch("fold_tags", True)
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.add_words(draft, "tags", ["Senior Planner"])
        report = await sent(client, draft)
    (alteration,) = report.alterations
    assert (alteration.key, report.parts[0].end) == ("tags", SendEnd.SENT)


async def test_over_the_limit_waits_and_goes_on(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "phone", "1")
        sandbox.fault("status", status=429, method="PATCH", headers={"Retry-After": "0"})
        phases: list[SendPhase] = []
        answers = Answers(draft=draft)
        run = Send(
            client,
            answers,
            bytes_of=lambda _file: b"",
            clock=iter(range(0, 1000, 10)).__next__,
            on_phase=phases.append,
        )
        report = await run.run(draft.baseline, draft.current, ("phone",))
    assert report.parts[0].end is SendEnd.SENT
    assert phases.count(SendPhase.WRITING) == 2


# --- files --------------------------------------------------------------------------------


PDF = b"%PDF-1.4\n%new\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def resume(name: str = "new.pdf") -> FileUpload:
    return FileUpload(name, len(PDF), "d" * 64, "application/pdf")


async def test_a_resume_goes_base64_and_its_replacement_is_named(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_upload(draft, "resume", resume())
        answers = Answers()
        report = await sent(client, draft, answers, PDF)
        assert report.record is not None
        fetched = await client.resume(report.record)
    assert [effect.kind for effect in answers.effects] == [EffectKind.REPLACES_FILE]
    assert [patch["keys"] for patch in sandbox.patches()] == [["resume"]]
    assert fetched.data == PDF


async def test_a_resume_whose_answer_got_lost_is_known_by_its_name(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_upload(draft, "resume", resume())
        sandbox.fault("drop_after_apply", method="PATCH")
        report = await sent(client, draft, None, PDF)
    assert report.settled_keys == ("resume",)
    assert len(sandbox.patches()) == 1


async def test_a_consent_whose_answer_got_lost_stays_unknown(sandbox: RunningSandbox) -> None:
    """No read returns it (API §5.10), so nothing may claim that it arrived."""
    async with client_of(sandbox) as client:
        draft = await opened(client)
        edits.set_value(draft, "texting_consent", "forced")
        sandbox.fault("drop_after_apply", method="PATCH")
        report = await sent(client, draft)
    assert report.parts[0].end is SendEnd.UNKNOWN
    assert len(sandbox.patches()) == 1


# --- what is kept before it goes -----------------------------------------------------------


async def intended(
    sandbox: RunningSandbox, draft: Draft, intend: Callable[[Intent], Awaitable[bool]]
) -> SendReport:
    async with client_of(sandbox) as client:
        ticks = iter(range(0, 100_000, 10))
        run = Send(
            client,
            Answers(),
            bytes_of=lambda _file: b"",
            clock=lambda: float(next(ticks)),
            intend=intend,
        )
        keys = tuple(change.key for change in draft.changes_to_send())
        return await run.run(draft.baseline, draft.current, keys)


async def test_every_write_is_intended_before_it_goes(sandbox: RunningSandbox) -> None:
    intents: list[tuple[int, Intent]] = []

    async def intend(intent: Intent) -> bool:
        intents.append((len(sandbox.patches()), intent))
        return False

    async with client_of(sandbox) as client:
        draft = await opened(client)
    edits.set_value(draft, "phone", "1")
    edits.add_entry(draft, "social_profiles", {"type": "github", "url": "https://github.com/x"})
    sandbox.fault("drop_before", method="PATCH")
    await intended(sandbox, draft, intend)
    # The first write was lost on its way, so it is intended a second time.
    assert [(before, intent.keys) for before, intent in intents] == [
        (0, ("phone",)),
        (1, ("phone",)),
        (2, ("social_profiles",)),
    ]
    assert intents[0][1].out == {"phone": "1"}
    assert intents[0][1].before.get("phone") == draft.baseline.get("phone")


async def test_a_write_whose_intent_took_long_is_joined_with_a_fresh_read(
    sandbox: RunningSandbox,
) -> None:
    """Fetching an old resume takes seconds, in which a colleague may add a job (P4)."""

    async def intend(intent: Intent) -> bool:
        if len(sandbox.log("GET")) > 2:
            return False
        sandbox.touch(AMARA, "add_entry", key=JOBS)
        return True

    async with client_of(sandbox) as client:
        draft = await opened(client)
    edits.add_entry(draft, JOBS, {"title": "Planner"})
    count = len(sandbox.record(AMARA)[JOBS])
    await intended(sandbox, draft, intend)
    assert len(sandbox.record(AMARA)[JOBS]) == count + 2


async def test_an_intent_can_stop_the_send(sandbox: RunningSandbox) -> None:
    async def intend(_intent: Intent) -> bool:
        raise NotSendable("no")

    async with client_of(sandbox) as client:
        draft = await opened(client)
    edits.set_value(draft, "phone", "1")
    report = await intended(sandbox, draft, intend)
    assert [part.end for part in report.parts] == [SendEnd.REFUSED]
    assert sandbox.patches() == []
