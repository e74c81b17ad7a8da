"""Sends without network or token: they wait, are seen, and go on as they were asked for."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from gui.errors import NotFound, NotKept, OutcomeUnknown, RedlineError
from gui.model import edits
from gui.paths import Profile
from gui.services.line import LineState
from gui.services.waiting import MemoryForNow, Waiting, Why, age_text
from gui.workable.failures import BrokenEnvironment, UntrustedConnection
from tests.helpers.office import Person, held, send_held
from tests.helpers.outbox import BEGIN, Place, place
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, BEA, TOMASZ
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

# --- waiting ------------------------------------------------------------------------------------


async def test_a_send_without_network_waits_and_goes_out_when_it_is_back(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.waits(AMARA, phone="1", lastname="Osei")
        assert here.states == {
            "network": "2 changes to Amara Osei wait for the network.",
        }
        assert here.at.told == []
        assert session.draft.count == 2
        here.offline(False)
        await here.nights.end()
        await here.over()
        assert here.states == {}
        assert here.at.last_words == "2 changes to Amara Osei sent."
        assert session.draft.count == 0
    assert sandbox.patches()[0]["body"] == {"candidate": {"lastname": "Osei", "phone": "1"}}


async def test_looks_are_single_reads_ever_further_apart_up_to_half_a_minute(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        await here.waits(AMARA, phone="1")
        for _ in range(7):
            await here.nights.end()
        await until(lambda: len(here.nights.asked) == 8)
        assert here.nights.asked == [2, 4, 8, 16, 30, 30, 30, 30]
        here.offline(False)
        sandbox.clear_log()
        sandbox.fault("status", status=503)
        await here.nights.end()
        await until(lambda: len(here.nights.asked) == 9)
        assert len(sandbox.log()) == 1
        here.press("network", "Stop waiting")


async def test_nobody_looks_while_nothing_waits(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        await here.waits(AMARA, phone="1")
        here.press("network", "Stop waiting")
        await here.nights.end()
        await until(lambda: not here.at.tasks.running("outbox"))
        assert here.nights.asked == [2]
        assert here.at.line.state is LineState.OFFLINE


async def test_several_go_one_after_the_other(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        first = await here.edited(AMARA, phone="1")
        second = await here.edited(TOMASZ, phone="2")
        await here.lose_network()
        await here.at.sent(first)
        here.time += dt.timedelta(minutes=4)
        await here.at.sent(second)
        assert here.states["network"] == (
            "2 changes to 2 people wait for the network, the oldest for 4 minutes."
        )
        sandbox.fault("hold_before", method="PATCH")
        here.offline(False)
        await here.nights.end()
        await held(sandbox)
        assert first.is_sending
        assert not second.is_sending
        sandbox.release()
        await here.over()
    assert [patch["body"] for patch in sandbox.patches()] == [
        {"candidate": {"phone": "1"}},
        {"candidate": {"phone": "2"}},
    ]


async def test_a_request_of_somebody_else_that_comes_through_is_enough(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        await here.waits(AMARA, phone="1")
        here.offline(False)
        await here.at.opened(BEA)
        await here.over()
    assert len(sandbox.patches()) == 1


async def test_after_a_sleep_it_looks_at_once(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        await here.waits(AMARA, phone="1")
        here.offline(False)
        here.outbox.check_now()
        await here.over()
        assert here.nights.asked == [2]
    assert len(sandbox.patches()) == 1


async def test_after_a_sleep_the_window_is_not_offline_for_nothing(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        here.offline()
        here.at.desk.open(AMARA)
        await here.at.quiet()
        assert here.at.line.state is LineState.OFFLINE
        here.offline(False)
        here.outbox.check_now()
        await until(lambda: "offline" not in here.at.notices.states)


# --- the whole protocol again -------------------------------------------------------------------


async def test_what_a_colleague_changed_meanwhile_is_asked_about_when_it_goes(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox, person=Person(takes="theirs")) as here:
        session = await here.waits(AMARA, phone="mine")
        here.offline(False)
        sandbox.put(AMARA, phone="theirs", lastname="Osei")
        await here.nights.end()
        await here.over()
        assert [item.place.key for item in here.at.person.collisions] == ["phone"]
        assert session.value("phone") == "theirs"
    assert sandbox.patches() == []


async def test_a_no_to_the_question_ends_the_waiting_and_keeps_the_draft(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox, person=Person(confirms=False)) as here:
        session = await here.edited(AMARA)
        session.edit(lambda d: edits.remove_word(d, "tags", "gothenburg"))
        await here.lose_network()
        await here.at.sent(session)
        here.offline(False)
        await here.nights.end()
        await here.over()
        assert here.at.last_words == (
            "Amara Osei-Lindqvist: Nothing was sent. Your changes are kept."
        )
        assert session.draft.is_dirty
    assert sandbox.patches() == []


async def test_another_failure_ends_the_waiting_with_its_sentence_and_the_next_goes_on(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        first = await here.edited(AMARA, email=sandbox.record(BEA)["email"])
        second = await here.edited(TOMASZ, phone="2")
        await here.lose_network()
        await here.at.sent(first)
        await here.at.sent(second)
        here.offline(False)
        await here.nights.end()
        await here.over()
        assert first.draft.is_dirty
        assert first.complaints
        assert not second.draft.is_dirty
        assert [notice.tone.value for notice in here.at.told] == ["error", "success"]


async def test_a_network_that_goes_again_keeps_the_rest_waiting(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        sessions = [await here.edited(one, phone="1") for one in (AMARA, TOMASZ, BEA)]
        await here.lose_network()
        for session in sessions:
            await here.at.sent(session)
        here.offline(False)
        tried: list[str] = []
        here.at.sending.began.connect(lambda session: tried.append(session.record_id))
        here.at.sending.ended.connect(lambda *_: here.offline())
        await here.nights.end()
        await until(lambda: len(here.outbox.waiting) == 2 and not here.outbox.is_trying)
        assert [each.candidate_id for each in here.outbox.waiting] == [TOMASZ, BEA]
        # The second found out; the third is not even tried.
        assert tried == [AMARA, TOMASZ]
        here.press("network", "Stop waiting")


async def test_it_waits_for_a_read_of_the_candidate_that_is_under_way(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.waits(AMARA, phone="1")
        here.offline(False)
        sandbox.fault("hold", method="GET", path=f"/candidates/{AMARA}")
        here.at.desk.open(AMARA)
        await held(sandbox)
        await here.nights.end()
        await until(lambda: len(sandbox.log("GET")) == 3, what="the look at the service")
        sandbox.release()
        await here.over()
        assert not session.draft.is_dirty
    assert len(sandbox.patches()) == 1


async def test_typing_while_it_goes_out_is_the_next_draft(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.waits(AMARA, phone="1")
        here.offline(False)
        sandbox.fault("hold_before", method="PATCH")
        await here.nights.end()
        await held(sandbox)
        session.edit(lambda d: edits.set_value(d, "phone", "12"))
        sandbox.release()
        await here.over()
        assert [notice.text for notice in here.at.told] == [
            "1 change to Amara Osei-Lindqvist sent."
        ]
        assert session.draft.count == 1
    assert sandbox.record(AMARA)["phone"] == "1"


@pytest.mark.parametrize(
    "error",
    [
        UntrustedConnection("The certificate has expired."),
        BrokenEnvironment("No proxy.", variable="HTTPS_PROXY"),
        NotFound("Gone.", status=404),
        OutcomeUnknown("It broke off."),
    ],
)
async def test_what_waiting_would_not_mend_does_not_wait(
    qapp: QCoreApplication, sandbox: RunningSandbox, error: RedlineError
) -> None:
    async with place(sandbox) as here:
        session = await here.edited(AMARA, phone="1")
        assert not here.outbox.takes(session, {"phone": "1"}, error)
        assert here.outbox.waiting == ()


async def test_what_was_on_its_way_when_the_network_went_is_found_out_first(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    """It had arrived: it is neither sent twice nor called lost."""
    async with place(sandbox) as here:
        session = await here.edited(AMARA, phone="1")
        await send_held(here.at, sandbox, session, "hold")
        here.offline()
        sandbox.release()
        await here.at.sending.settled(session)
        (waiting,) = here.outbox.waiting
        assert waiting.is_unsure
        here.offline(False)
        await here.nights.end()
        await here.over()
        assert not session.draft.is_dirty
        assert here.at.last_words == (
            "Nothing had to be sent: Workable holds these values already."
        )
    assert len(sandbox.patches()) == 1


# --- only what was asked for --------------------------------------------------------------------


async def test_what_is_typed_after_send_does_not_go_out_by_itself(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.waits(AMARA, phone="1", lastname="Osei")
        session.edit(lambda d: edits.set_value(d, "phone", "12"))
        session.edit(lambda d: edits.set_value(d, "headline", "Half a sen"))
        assert here.states["network"].startswith("1 change to ")
        here.offline(False)
        await here.nights.end()
        await here.over()
        assert {change.key for change in session.draft.changes()} == {"phone", "headline"}
    assert [patch["keys"] for patch in sandbox.patches()] == [["lastname"]]


async def test_undoing_the_edit_has_it_wait_again(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.waits(AMARA, phone="1", lastname="Osei")
        session.edit(lambda d: edits.set_value(d, "phone", "12"))
        session.undo()
        assert here.outbox.waiting[0].keys == ("lastname", "phone")
        here.outbox.stop(here.outbox.waiting[0])


async def test_editing_all_of_it_ends_the_waiting_and_says_so(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.waits(AMARA, phone="1")
        session.edit(lambda d: edits.set_value(d, "phone", "12"))
        assert here.outbox.waiting == ()
        assert here.at.last_words == (
            "What waited for Amara Osei-Lindqvist was edited after Send and waits no longer. "
            "Send it when it is ready."
        )


async def test_reverting_all_of_it_ends_the_waiting_without_a_word(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.waits(AMARA, phone="1")
        session.undo()
        assert here.outbox.waiting == ()
        assert here.at.told == []


async def test_a_fresh_read_is_no_edit(qapp: QCoreApplication, sandbox: RunningSandbox) -> None:
    async with place(sandbox) as here:
        session = await here.edited(AMARA)
        session.edit(lambda d: edits.add_words(d, "tags", ["senior"]))
        await here.lose_network()
        await here.at.sent(session)
        here.offline(False)
        sandbox.touch(AMARA, "set", values={"tags": ["theirs", *sandbox.record(AMARA)["tags"]]})
        here.at.desk.open(AMARA)
        await here.over()
    tags = sandbox.record(AMARA)["tags"]
    assert {"theirs", "senior", "gothenburg"} <= set(tags)


async def test_a_discarded_draft_waits_for_nothing(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.waits(AMARA, phone="1")
        here.at.desk.close_session(session)
        assert here.outbox.waiting == ()
        assert here.states == {}


# --- by hand ------------------------------------------------------------------------------------


async def test_send_now_tries_at_once_and_says_when_it_is_in_vain(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        await here.waits(AMARA, phone="1")
        here.press("network", "Send now")
        await until(lambda: here.at.told)
        assert here.at.last_words == (
            "127.0.0.1 still cannot be reached. What waits goes out by itself when it can be."
        )
        here.offline(False)
        here.press("network", "Send now")
        await here.over()
    assert len(sandbox.patches()) == 1


async def test_a_send_by_hand_takes_its_place(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.waits(AMARA, phone="1")
        here.time += dt.timedelta(minutes=4)
        session.edit(lambda d: edits.set_value(d, "lastname", "Osei"))
        await here.at.sent(session)
        assert here.states["network"] == (
            "2 changes to Amara Osei wait for the network, for 4 minutes now."
        )
        here.offline(False)
        await here.at.sent(session)
        await here.over()
        assert here.at.last_words == "2 changes to Amara Osei sent."
    assert len(sandbox.patches()) == 1


async def test_stopping_keeps_the_changes(qapp: QCoreApplication, sandbox: RunningSandbox) -> None:
    async with place(sandbox) as here:
        session = await here.waits(AMARA, phone="1")
        here.press("network", "Stop waiting")
        assert here.at.last_words == "It waits no longer. The changes are kept as drafts."
        assert session.draft.is_dirty
        here.offline(False)
        await here.at.opened(BEA)
        await here.at.quiet()
    assert sandbox.patches() == []


async def test_show_is_asked_for(qapp: QCoreApplication, sandbox: RunningSandbox) -> None:
    async with place(sandbox) as here:
        await here.waits(AMARA, phone="1")
        times: list[None] = []
        here.bar.show_asked.connect(lambda: times.append(None))
        here.press("network", "Show")
        assert len(times) == 1
        here.press("network", "Stop waiting")


# --- a token that has expired -------------------------------------------------------------------


async def test_a_token_that_expires_is_asked_for_once_and_everything_goes_on(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        first = await here.edited(AMARA, phone="1")
        second = await here.edited(TOMASZ, phone="2")
        await here.with_token("expired")
        here.at.sending.send(first)
        here.at.sending.send(second)
        await here.at.sending.settled(first)
        await here.at.sending.settled(second)
        assert here.states == {
            "token": "The token of Test is not accepted. 2 changes to 2 people are kept."
        }
        assert here.at.told == []
        assert here.asked_for_tokens == 0  # the bar offers it, and no dialog opens by itself
        here.press("token", "Enter a new token")
        assert here.asked_for_tokens == 1
        await here.with_token()
        await here.over()
        assert not first.draft.is_dirty
        assert not second.draft.is_dirty
    assert len(sandbox.patches()) == 2


async def test_what_waits_for_the_network_waits_for_the_token_too(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        first = await here.edited(AMARA, phone="1")
        second = await here.edited(TOMASZ, phone="2")
        await here.with_token("expired")
        here.offline()
        await here.at.sent(first)
        await here.at.sent(second)
        here.offline(False)
        await here.nights.end()
        await until(lambda: "token" in here.states and not here.outbox.is_trying)
        assert [each.why for each in here.outbox.waiting] == [Why.TOKEN, Why.TOKEN]
        assert here.states == {
            "token": "The token of Test is not accepted. 2 changes to 2 people are kept."
        }
        await here.with_token()
        await here.over()
    assert len(sandbox.patches()) == 2


async def test_a_token_that_comes_while_it_is_being_tried_is_not_missed(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.edited(AMARA, phone="1")
        await here.with_token("expired")
        await here.at.sent(session)
        here.offline()
        here.at.desk.open(BEA)
        await until(lambda: here.at.line.state is LineState.OFFLINE)
        here.offline(False)
        sandbox.fault("hold_before", path="/jobs")
        here.outbox.check_now()
        await held(sandbox)
        await here.with_token()
        sandbox.release()
        await here.over()
    assert len(sandbox.patches()) == 1


async def test_a_second_bad_token_is_told_in_the_same_place(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.edited(AMARA, phone="1")
        await here.with_token("expired")
        await here.at.sent(session)
        await here.with_token("revoked")
        said = "The token of Test is not accepted. 1 change to Amara Osei-Lindqvist is kept."
        await until(lambda: here.states == {"token": said} and not here.outbox.is_trying)
        # Tried by hand it is still the token that is missing, and never said to be the network.
        texts: list[dict[str, str]] = []
        here.at.notices.states_changed.connect(lambda: texts.append(here.states))
        tried: list[bool] = []
        here.outbox.changed.connect(lambda: tried.append(here.outbox.is_trying))
        here.outbox.send_now()
        await until(lambda: True in tried and not here.outbox.is_trying)
        assert all(each == {"token": said} for each in texts)
        here.press("token", "Stop waiting")
        assert here.states == {
            "token": "The token of Test is not accepted. Everything you entered is kept."
        }


async def test_a_token_from_the_environment_says_where_it_comes_from_and_offers_no_dialog(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        session = await here.edited(AMARA, phone="1")
        await here.connect(sandbox.token_named("expired"), "test", variable="REDLINE_TOKEN")
        await here.at.sent(session)
        assert here.states["token"] == (
            "The token of Test is not accepted. 1 change to Amara Osei-Lindqvist is kept. The "
            "token came from the environment variable REDLINE_TOKEN: start Redline again with a "
            "new one."
        )
        offers = here.at.notices.states["token"].offers
        assert [offer.label for offer in offers] == ["Show", "Stop waiting"]
        here.outbox.stop(here.outbox.waiting[0])


# --- another account ----------------------------------------------------------------------------


async def test_what_waits_never_goes_to_another_account(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        await here.waits(AMARA, phone="1")
        here.offline(False)
        await here.connect(sandbox.token, "other")
        await here.at.opened(BEA)
        await here.at.quiet()
        assert here.states == {
            "elsewhere": "1 change to Amara Osei-Lindqvist waits until you use Test again."
        }
        assert sandbox.patches() == []
        await here.with_token()
        await here.over()
    assert len(sandbox.patches()) == 1


# --- the end of the program ---------------------------------------------------------------------


async def killed(here: Place, profile: Profile, copy: Path) -> Profile:
    """The profile as a kill would leave it now."""
    assert here.at.keeper is not None
    await here.at.keeper.flush()
    await until(lambda: not here.at.tasks.running("outbox memory"))
    shutil.copytree(profile.root, copy)
    return Profile.at(copy)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    made = Profile.at(tmp_path / "profile")
    made.create()
    return made


async def test_what_waits_survives_a_kill_and_goes_out_when_the_person_says_so(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile, tmp_path: Path
) -> None:
    async with place(sandbox, profile=profile) as here:
        session = await here.waits(AMARA, phone="1")
        session.edit(lambda d: edits.set_value(d, "lastname", "Osei"))
        left = await killed(here, profile, tmp_path / "killed")
    here.offline(False)
    async with place(sandbox, profile=left) as here:
        here.time += dt.timedelta(hours=3)
        await here.outbox.restore()
        assert here.states == {
            "person": (
                "1 change to Amara Osei was waiting when Redline ended; "
                "you pressed Send 3 hours ago."
            )
        }
        session = await here.at.opened(AMARA)
        await here.at.quiet()
        assert session.value("phone") == "1"
        assert sandbox.patches() == []
        here.press("person", "Send now")
        await here.over()
        assert [change.key for change in session.draft.changes()] == ["lastname"]
    assert [patch["keys"] for patch in sandbox.patches()] == [["phone"]]
    async with place(sandbox, profile=left) as here:
        await here.outbox.restore()
        assert here.outbox.waiting == ()


async def test_what_waited_is_joined_with_what_a_colleague_did_meanwhile(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with place(sandbox, profile=profile) as here:
        await here.waits(AMARA, phone="1", headline="Lead")
    here.offline(False)
    sandbox.put(AMARA, phone="theirs", address="Kajen 4")
    async with place(sandbox, profile=profile, person=Person(takes="theirs")) as here:
        await here.outbox.restore()
        here.press("person", "Send now")
        await here.over()
        assert [item.place.key for item in here.at.person.collisions] == ["phone"]
    stored = sandbox.record(AMARA)
    assert (stored["phone"], stored["headline"], stored["address"]) == ("theirs", "Lead", "Kajen 4")


@pytest.mark.parametrize("way", ["stop", "discard", "discard open", "erase", "erase all"])
async def test_what_is_stopped_discarded_or_erased_waits_at_no_later_start(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile, way: str
) -> None:
    async with place(sandbox, profile=profile) as here:
        await here.waits(AMARA, phone="1")
    here.offline(False)
    async with place(sandbox, profile=profile) as here:
        await here.outbox.restore()
        keeper = here.at.keeper
        assert keeper is not None
        if way == "discard open":
            await here.at.opened(AMARA)
        match way:
            case "stop":
                here.press("person", "Stop waiting")
            case "erase":
                await keeper.erase_person("test", AMARA)
            case "erase all":
                await keeper.start()
                await keeper.erase_all()
            case _:
                back = await keeper.discard("test", AMARA)
                assert back is not None
                await back()  # the draft comes back; what waited does not
        assert here.states == {}
        await until(lambda: not here.at.tasks.running("outbox memory"))
    async with place(sandbox, profile=profile) as here:
        await here.outbox.restore()
        assert here.outbox.waiting == ()
        session = await here.at.opened(AMARA)
        assert session.draft.is_dirty is (not way.startswith("erase"))
    assert sandbox.patches() == []


async def test_what_had_arrived_after_all_waits_no_more_once_it_is_read(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with place(sandbox, profile=profile) as here:
        await here.waits(AMARA, phone="1")
    here.offline(False)
    sandbox.put(AMARA, phone="1")
    async with place(sandbox, profile=profile) as here:
        await here.outbox.restore()
        await here.at.opened(AMARA)
        assert here.outbox.waiting == ()


async def test_a_disk_that_keeps_nothing_stops_nobody_and_is_tried_again(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    class Full(MemoryForNow):
        is_full = True

        async def remember(self, waiting: Waiting) -> None:
            if self.is_full:
                raise NotKept("full")
            await super().remember(waiting)

    memory = Full()
    async with place(sandbox, memory=memory) as here:
        session = await here.edited(TOMASZ, phone="2")
        await here.waits(AMARA, phone="1")
        await until(lambda: not here.at.tasks.running("outbox memory"))
        memory.is_full = False
        await here.at.sent(session)
        await until(lambda: not here.at.tasks.running("outbox memory"))
        kept = await memory.listing()
        assert {each.candidate_id for each in kept} == {AMARA, TOMASZ}


async def test_send_now_after_a_restart_opens_the_candidate_for_the_person_to_see(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with place(sandbox, profile=profile) as here:
        await here.waits(AMARA, phone="1")
    here.offline(False)
    async with place(sandbox, profile=profile) as here:
        await here.outbox.restore()
        here.press("person", "Send now")
        await here.over()
        session = here.at.desk.session
        assert session is not None
        assert session.record_id == AMARA
        assert here.at.last_words == "1 change sent."


async def test_a_candidate_that_cannot_be_opened_goes_on_waiting_for_the_person(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    memory = MemoryForNow()
    await memory.remember(Waiting("test", "Test", "dead00", "Gone", ("phone",), 1, BEGIN))
    async with place(sandbox, memory=memory) as here:
        await here.outbox.restore()
        here.press("person", "Send now")
        await until(lambda: here.at.desk.opening is not None and here.at.desk.opening.error)
        await until(lambda: not here.at.tasks.running("outbox"))
        assert [each.why for each in here.outbox.waiting] == [Why.PERSON]


async def test_memory_follows(qapp: QCoreApplication, sandbox: RunningSandbox) -> None:
    memory = MemoryForNow()
    async with place(sandbox, memory=memory) as here:
        session = await here.waits(AMARA, phone="1", lastname="Osei")
        session.edit(lambda d: edits.set_value(d, "phone", "12"))
        await until(lambda: not here.at.tasks.running("outbox memory"))
        (kept,) = await memory.listing()
        assert (kept.account, kept.candidate_id, kept.keys) == ("test", AMARA, ("lastname",))
        assert kept.since == BEGIN
        here.press("network", "Stop waiting")
        await until(lambda: not here.at.tasks.running("outbox memory"))
        assert await memory.listing() == []


async def test_closing_waits_until_it_is_kept(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    gate = asyncio.Event()

    class Slow(MemoryForNow):
        async def remember(self, waiting: Waiting) -> None:
            await gate.wait()
            await super().remember(waiting)

    memory = Slow()
    async with place(sandbox, memory=memory) as here:
        await here.waits(AMARA, phone="1")
        asyncio.get_running_loop().call_later(0.01, gate.set)
        await here.outbox.aclose()
        assert not here.at.tasks.running("outbox")
        assert len(await memory.listing()) == 1


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, ""),
        (59, ""),
        (60, "1 minute"),
        (299, "4 minutes"),
        (9 * 60, "5 minutes"),
        (59 * 60, "45 minutes"),
        (3600, "1 hour"),
        (47 * 3600, "47 hours"),
        (49 * 3600, "2 days"),
    ],
)
def test_ages(seconds: int, text: str) -> None:
    assert age_text(seconds) == text


def test_a_clock_that_was_put_back_makes_nothing_young() -> None:
    waiting = Waiting("a", "A", "1", "", (), 1, BEGIN)
    assert waiting.age_s(BEGIN - dt.timedelta(days=1)) == 0.0
