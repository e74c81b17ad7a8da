"""Sending as a person meets it: what they are told, what stays, what may be sent twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from gui.model import edits
from gui.model.values import MISSING, FileUpload, Place, entries
from gui.services.notices import Tone
from gui.services.session import Phase
from tests.helpers.office import NO_ANSWER, Person, office, send_held
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, BEA, ODDA, TOMASZ

pytestmark = pytest.mark.usefixtures("qapp")

JOBS = "experience_entries"


async def test_changes_are_sent_and_the_draft_is_clean(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "lastname", "Osei"))
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        await at.sent(session)
        assert not session.draft.is_dirty
        assert at.last_words == "2 changes sent."
        assert at.told[-1].tone is Tone.SUCCESS
    assert sandbox.patches()[0]["body"] == {"candidate": {"lastname": "Osei", "phone": "1"}}


async def test_a_second_press_while_sending_sends_nothing(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        at.sending.send(session)
        assert session.phase is Phase.READING
        assert not session.can_send
        at.sending.send(session)
        await at.sending.settled(session)
    assert len(sandbox.patches()) == 1


async def test_what_is_typed_while_sending_is_the_next_draft(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        ref = session.edit(lambda d: edits.add_entry(d, JOBS, {"title": "Planner"}))
        await send_held(at, sandbox, session)
        session.edit(lambda d: edits.set_value(d, "phone", "12"))
        session.edit(lambda d: edits.set_entry_field(d, Place(JOBS, ref, "title"), "Lead"))
        sandbox.release()
        await at.sending.settled(session)
        assert {change.key for change in session.draft.changes()} == {"phone", JOBS}
        assert session.baseline.get("phone") == "1"
        (edited,) = session.draft.changes()[1].entries
        assert edited.before is not None
        assert edited.before.text("title") == "Planner"
        assert edited.after is not None
        assert (edited.after.text("title"), edited.after.id) == ("Lead", edited.before.id)
        await at.sent(session)
        assert not session.draft.is_dirty
    titles = [entry["title"] for entry in sandbox.record(AMARA)[JOBS]]
    assert sorted(titles) == ["Analyst", "Lead"]


async def test_taking_back_a_send_leaves_what_a_colleague_added_during_it(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    """The read-back holds their entry too; going back to before it would remove theirs."""
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.add_entry(d, JOBS, {"title": "Planner"}))
        await send_held(at, sandbox, session, "hold")
        sandbox.touch(AMARA, "add_entry", key=JOBS)
        sandbox.release()
        await at.sending.settled(session)
        stored = {entry["title"] for entry in sandbox.record(AMARA)[JOBS]}
        (undo,) = at.told[-1].offers
        undo.act()
        shown = {entry.text("title") for entry in entries(session.value(JOBS))}
        assert shown == stored - {"Planner"}


async def test_a_question_after_a_lost_answer_adds_nothing_twice(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    """The new entry had arrived and a colleague edited it before it was read back."""
    async with office(sandbox, person=Person(takes="mine"), read_deadline=NO_ANSWER) as at:
        session = await at.opened(AMARA)
        fields = {"title": "Planner", "company": "Kajen Lines", "industry": "Shipping"}
        session.edit(lambda d: edits.add_entry(d, JOBS, fields))
        await send_held(at, sandbox, session, "hold")
        jobs = [
            {**job, "industry": "Ports"} if job["title"] == "Planner" else job
            for job in sandbox.record(AMARA)[JOBS]
        ]
        sandbox.put(AMARA, **{JOBS: jobs})
        await at.sending.settled(session)  # the answer never comes
        titles = [job["title"] for job in sandbox.record(AMARA)[JOBS]]
        assert titles.count("Planner") == 1
        (collision,) = at.person.collisions
        assert (collision.mine, collision.theirs) == ("Shipping", "Ports")
        shown = [entry.text("title") for entry in entries(session.value(JOBS))]
        assert shown.count("Planner") == 1
        sandbox.release()


async def test_what_a_read_showed_before_the_person_stopped_is_known_ever_after(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    """Else a new entry that a colleague rewrites next could not be known again, and be doubled."""
    async with office(sandbox, person=Person(takes="stop"), read_deadline=NO_ANSWER) as at:
        session = await at.opened(AMARA)
        fields = {"title": "Planner", "industry": "Shipping"}
        session.edit(lambda d: edits.add_entry(d, JOBS, fields))
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        await send_held(at, sandbox, session, "hold")
        sandbox.put(AMARA, phone="2")
        await at.sending.settled(session)  # the answer never comes, and a question is declined
        assert at.person.collisions
        jobs = [
            {**job, "title": "Harbour pilot"} if job["title"] == "Planner" else job
            for job in sandbox.record(AMARA)[JOBS]
        ]
        sandbox.put(AMARA, **{JOBS: jobs})
        at.person.takes = "mine"
        await at.sent(session)
        titles = [job["title"] for job in sandbox.record(AMARA)[JOBS]]
        assert titles.count("Harbour pilot") == 1
        assert "Planner" not in titles
        sandbox.release()


async def test_what_is_typed_between_two_requests_of_a_send_is_the_next_draft(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    """Also when the second request has to ask something, which takes the draft as it is then."""
    async with office(sandbox, person=Person(takes="mine")) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        profile = entries(session.value("social_profiles"))[0]
        place = Place("social_profiles", profile.ref, "url")
        session.edit(lambda d: edits.set_entry_field(d, place, "https://www.linkedin.com/in/mine"))
        await send_held(at, sandbox, session, "hold")
        session.edit(lambda d: edits.set_value(d, "phone", "12"))
        theirs = {**profile.fields, "url": "https://www.linkedin.com/in/theirs"}
        sandbox.put(AMARA, social_profiles=[theirs])
        sandbox.release()
        await at.sending.settled(session)
        assert [collision.place.key for collision in at.person.collisions] == ["social_profiles"]
        assert session.value("phone") == "12"
        assert [change.key for change in session.draft.changes()] == ["phone"]
    assert sandbox.record(AMARA)["phone"] == "1"


async def test_after_an_unknown_end_the_draft_stays_on_what_it_was_sent_from(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    """A read from before the refused attempt would make a colleague's entry look like mine."""
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.add_entry(d, JOBS, {"title": "Planner"}))
        sandbox.fault("late_apply", method="PATCH", after_requests=50)
        sandbox.fault("status", status=404, method="PATCH")
        await send_held(at, sandbox, session, method="GET", skip=1)
        sandbox.touch(AMARA, "add_entry", key=JOBS)
        sandbox.release()
        await at.sending.settled(session)
        assert session.draft.unknown
        assert len(entries(session.baseline.get(JOBS))) == 1


async def test_held_changes_stay(qapp: QCoreApplication, sandbox: RunningSandbox) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        session.edit(lambda d: edits.set_value(d, "headline", "Later"))
        session.hold("headline", True)
        await at.sent(session)
        assert [change.key for change in session.draft.changes()] == ["headline"]
    assert sandbox.patches()[0]["keys"] == ["phone"]


async def test_an_old_fault_blocks_no_other_fix(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    """Odda's jobs have no titles; her phone can be corrected all the same (rule 24)."""
    async with office(sandbox) as at:
        session = await at.opened(ODDA)
        jobs = entries(session.value(JOBS))
        nameless = next(entry for entry in jobs if not entry.text("title"))
        place = Place(JOBS, nameless.ref, "company")
        session.edit(lambda d: edits.set_entry_field(d, place, "Now named"))
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        await at.sent(session)
        assert [change.key for change in session.draft.changes()] == [JOBS]
        assert Place(JOBS, nameless.ref, "title") in session.complaints
    assert [patch["keys"] for patch in sandbox.patches()] == [["phone"]]


async def test_a_refusal_is_told_at_its_field_and_goes_when_it_is_edited(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        went: list[Place] = []
        session.went.connect(went.append)
        email = sandbox.record(BEA)["email"]
        session.edit(lambda d: edits.set_value(d, "email", email))
        await at.sent(session)
        assert session.complaints.keys() == {Place("email")}
        assert went == [Place("email")]
        assert session.value("email") == email
        session.edit(lambda d: edits.set_value(d, "email", "new@example.com"))
        assert session.complaints == {}


PROFILE = {"type": "github", "username": "amara", "url": "https://github.com/amara"}


async def test_profiles_that_are_refused_after_the_rest_was_sent_say_so_and_lead_to_socials(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    sandbox.switch("refuse_social_profiles", True)
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        went: list[Place] = []
        session.went.connect(went.append)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        session.edit(lambda d: edits.add_entry(d, "social_profiles", PROFILE))
        await at.sent(session)
        assert at.last_words == (
            "1 change sent. Social profiles: not sent, and kept as changes. The service does not "
            "take this and does not say why. Correct them and send again."
        )
        assert at.told[-1].tone is Tone.WARNING
        assert [change.key for change in session.draft.changes()] == ["social_profiles"]
        assert session.complaints == {
            Place("social_profiles"): "Workable does not take it and does not say why."
        }
        await at.opened(BEA)
        went.clear()
        show, undo = at.told[-1].offers
        assert (show.label, undo.label) == ("Show Socials", "Undo")
        show.act()
        assert at.desk.session is session
        assert went == [Place("social_profiles")]
    assert sandbox.record(AMARA)["phone"] == "1"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "This is not there any more: it may have been deleted, merged or moved. Find the"),
        (503, "The service has a fault of its own (status 503). Send again later."),
    ],
)
async def test_a_read_that_fails_before_the_profiles_says_that_the_rest_was_sent(
    qapp: QCoreApplication, sandbox: RunningSandbox, status: int, said: str
) -> None:
    async with office(sandbox, person=Person(takes="mine")) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        session.edit(lambda d: edits.add_entry(d, "social_profiles", PROFILE))
        # The read for the second request is skipped while the read-back is fresh.
        ticks = iter(range(0, 1000, 10))
        at.sending._clock = lambda: float(next(ticks))
        sandbox.fault("status", status=status, method="GET", skip=2, times=20)
        await at.sent(session)
        start = "1 change sent. Social profiles: not sent, and kept as changes. "
        assert at.last_words.startswith(start + said)
        assert [change.key for change in session.draft.changes()] == ["social_profiles"]


async def test_a_no_to_the_question_about_the_profiles_says_that_they_stay(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox, person=Person(confirms=False)) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        profile = entries(session.value("social_profiles"))[0]
        place = Place("social_profiles", profile.ref)
        session.edit(lambda d: edits.remove_entry(d, place))
        await at.sent(session)
        assert at.last_words == "1 change sent. Social profiles: not sent, and kept as changes."


@pytest.mark.parametrize("status", [403, 404, 503])
async def test_a_read_that_fails_inside_a_send_says_what_was_kept_and_what_to_do(
    qapp: QCoreApplication, sandbox: RunningSandbox, status: int
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        sandbox.fault("status", status=status, method="GET", times=20)
        await at.sent(session)
        assert "Nothing was sent. Everything you entered is kept. " in at.last_words
        step = at.last_words.rpartition("is kept. ")[2]
        assert step.startswith(("An Admin", "Find the candidate", "Send again later."))


async def test_a_send_that_ends_behind_another_candidate_names_its_own(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        at.sending.send(session)
        await at.opened(BEA)
        await at.sending.settled(session)
        assert at.last_words == "1 change to Amara Osei-Lindqvist sent."
        session.edit(lambda d: edits.set_value(d, "phone", "2"))
        sandbox.fault("status", status=422, method="PATCH", body={"error": "Phone is odd"})
        await at.sent(session)
        assert at.last_words.startswith("Amara Osei-Lindqvist: The service does not take this: ")
        assert at.desk.session is not session


async def test_a_no_to_the_question_keeps_everything(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox, person=Person(confirms=False)) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.remove_word(d, "tags", "gothenburg"))
        await at.sent(session)
        assert session.draft.is_dirty
        assert at.last_words == "Nothing was sent. Your changes are kept."
    assert sandbox.patches() == []


async def test_what_is_typed_over_is_not_asked_about(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    """Meanwhile the person has typed the very same as the colleague: nothing collides."""
    async with office(sandbox, person=Person(takes="mine")) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "mine"))
        await send_held(at, sandbox, session, method="GET")
        sandbox.put(AMARA, phone="theirs")
        session.edit(lambda d: edits.set_value(d, "phone", "theirs"))
        sandbox.release()
        await at.sending.settled(session)
        assert not at.person.collisions
        assert session.value("phone") == "theirs"
        assert not session.draft.is_dirty
    assert not sandbox.patches()


async def test_a_collision_is_asked_about_as_the_form_shows_it(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox, person=Person(takes="mine")) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "mine"))
        await send_held(at, sandbox, session, method="GET")
        sandbox.put(AMARA, phone="theirs")
        session.edit(lambda d: edits.set_value(d, "phone", "typed on"))
        sandbox.release()
        await at.sending.settled(session)
        (collision,) = at.person.collisions
        assert (collision.mine, collision.theirs) == ("typed on", "theirs")
    assert sandbox.record(AMARA)["phone"] == "typed on"


async def test_a_photo_taken_away_while_it_is_being_sent_has_not_gone_out(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    """Undo still reaches it: nothing of it is beyond the form."""
    async with office(sandbox, person=Person(takes="mine")) as at:
        session = await at.opened(AMARA)
        photo = FileUpload("face.png", 3, "d" * 64, "image/png")
        session.edit(lambda d: edits.set_upload(d, "image", photo))
        session.edit(lambda d: edits.set_value(d, "phone", "mine"))
        await send_held(at, sandbox, session, method="GET")
        sandbox.put(AMARA, phone="theirs")  # what is asked about takes the form as it stands
        session.edit(lambda d: edits.set_upload(d, "image", None))
        sandbox.release()
        await at.sending.settled(session)
        assert [patch["keys"] for patch in sandbox.patches()] == [["phone"]]
        assert session.gone_out == ()
        session.undo()
        assert session.value("image") == photo


async def test_settling_a_collision_can_be_undone(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox, person=Person(takes="theirs")) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "mine"))
        sandbox.put(AMARA, phone="theirs")
        await at.sent(session)
        assert not session.draft.is_dirty
        session.undo()
        assert session.value("phone") == "mine"


async def test_an_unknown_end_says_so_and_the_next_send_finds_out(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        ref = session.edit(lambda d: edits.add_entry(d, JOBS, {"title": "Planner"}))
        sandbox.fault("drop_after_apply", method="PATCH")
        sandbox.fault("drop_before", method="GET", skip=1, times=50)
        await at.sent(session)
        assert "not known" in at.last_words
        assert session.draft.is_dirty
        sandbox.clear_faults()
        # What was written then is edited since: it must not become a second entry.
        session.edit(lambda d: edits.set_entry_field(d, Place(JOBS, ref, "title"), "Lead planner"))
        await at.sent(session)
        assert session.draft.count == 0
    titles = [entry["title"] for entry in sandbox.record(AMARA)[JOBS]]
    assert sorted(titles) == ["Analyst", "Lead planner"]


async def test_what_was_sent_can_be_taken_back_into_the_form(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        before = session.value("phone")
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        await at.sent(session)
        (offer,) = at.told[-1].offers
        offer.act()
        assert session.value("phone") == before
        assert [change.key for change in session.draft.changes()] == ["phone"]
    assert len(sandbox.patches()) == 1


async def test_profiles_that_were_not_shown_are_never_sent_by_themselves(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(TOMASZ)
        assert session.value("social_profiles") is MISSING
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        await at.sent(session)
    assert [patch["keys"] for patch in sandbox.patches()] == [["phone"]]


async def test_what_the_service_altered_is_said(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    sandbox.switch("fold_tags", True)
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.add_words(d, "tags", ["Senior Planner"]))
        await at.sent(session)
        assert at.last_words.startswith("1 change sent. Workable stored Tags as:")
        assert not session.draft.is_dirty


async def test_what_others_changed_meanwhile_is_named_with_a_way_to_look(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        sandbox.put(AMARA, address="7 Elsewhere Road")
        await at.sent(session)
        assert at.last_words == "1 change sent. Address was changed by somebody else meanwhile."
        show, undo = at.told[-1].offers
        went: list[Place] = []
        session.went.connect(went.append)
        show.act()
        assert (show.label, undo.label, went) == ("Show", "Undo", [Place("address")])

        session.edit(lambda d: edits.set_value(d, "phone", "2"))
        await at.sent(session)
        assert at.last_words == "1 change sent.", "it is said once"

        session.edit(lambda d: edits.set_value(d, "phone", "3"))
        many = {"firstname": "A", "lastname": "B", "headline": "C", "summary": "D", "address": "E"}
        sandbox.put(AMARA, **many)
        await at.sent(session)
        assert at.last_words.endswith(
            "First name, Last name, Headline and 2 more were changed by somebody else meanwhile."
        )


async def test_a_lost_answer_is_not_taken_for_somebody_elses_change(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        session.edit(lambda d: edits.add_entry(d, JOBS, {"title": "Planner"}))
        sandbox.fault("drop_after_apply", method="PATCH")
        await at.sent(session)
        assert not session.draft.is_dirty
        assert "somebody else" not in at.last_words
