"""What the resume offers: made beside the typing, given up to what was typed, taken as a step."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Facts, Record
from gui.model.resume import proposals
from gui.model.values import Entry, Place, entries, words
from gui.services.offers import Offers, Sureness
from gui.services.session import Session
from gui.services.tasks import Tasks
from tests.helpers.knowledge import Known
from tests.helpers.plain_resumes import AMARA
from tests.helpers.resume_reading import read_here
from tests.helpers.truth import Misread, all_misread, still_wrong

JOBS, SKILLS = "experience_entries", "skills"
PHONE, EMAIL = Place("phone"), Place("email")


def record(ident: str = "x", **values: Any) -> Record:
    lists = dict.fromkeys((JOBS, "education_entries", "social_profiles", SKILLS), ())
    return Record(ident, {**lists, **values}, Facts(name="Amara"))


class Stage:
    """Offers for one candidate after another, out of resumes that a test tells."""

    def __init__(self) -> None:
        self.errors: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.known = Known()
        self.offers = Offers(self.known, self.tasks, wait_ms=10_000)
        self.told: list[frozenset[str]] = []
        self.offers.changed.connect(self.told.append)

    async def open(self, shown: Record | None = None, text: str = AMARA) -> Session:
        session = Session(Draft(shown or record()), account="harbour")
        self.known.tell(session, None)
        self.offers.follow(session)
        self.known.tell(session, text)
        await self.offers.settled()
        return session

    def type_in(self, session: Session, key: str, text: str) -> None:
        session.edit(
            lambda draft: edits.set_value(draft, key, text, typing=True), origin="an editor"
        )


@asynccontextmanager
async def staged() -> AsyncIterator[Stage]:
    stage = Stage()
    try:
        yield stage
    finally:
        stage.offers.follow(None)
        await stage.tasks.aclose()
    assert stage.errors == []


async def test_what_the_resume_tells_is_offered_place_by_place(qapp: QApplication) -> None:
    async with staged() as stage:
        await stage.open(record(phone="1", skills=("SQL",)))
        offers = stage.offers
        phone = offers.at(PHONE)
        assert phone is not None
        assert (phone.before, phone.after) == ("1", "020 7946 0321")
        assert Sureness.of(phone) is Sureness.SURE
        assert len(offers.new_entries(JOBS)) == 2
        assert offers.at(Place("tags")) is None
        assert "SQL" not in [offer.after for offer in offers.new_words(SKILLS)]
        assert offers.count == len(offers.stops) > 5
        assert PHONE.key in stage.told[-1]


async def test_nothing_is_put_in_unasked(qapp: QApplication) -> None:
    async with staged() as stage:
        session = await stage.open()
        assert not session.draft.is_dirty
        assert stage.offers.count


async def test_typing_makes_offers_anew_only_after_a_pause_and_in_a_thread(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: list[str] = []

    make = proposals.propose

    def propose(*args: Any, **kwargs: Any) -> object:
        where.append(threading.current_thread().name)
        return make(*args, **kwargs)

    async with staged() as stage:
        session = await stage.open()
        monkeypatch.setattr(proposals, "propose", propose)
        for length in range(1, 12):
            stage.type_in(session, "headline", "Planner one"[:length])
            await asyncio.sleep(0)
        assert where == []
        await stage.offers.settled()
        assert where == ["resume offers"]


async def test_what_is_typed_wins_at_once_and_after_a_send(qapp: QApplication) -> None:
    async with staged() as stage:
        session = await stage.open(record(phone="1"))
        stage.type_in(session, "phone", "12")
        assert stage.offers.at(PHONE) is None, "before anything was made anew"
        await stage.offers.settled()
        assert stage.offers.at(PHONE) is None
        session.accept({"phone": "12"}, record(phone="12"))
        await stage.offers.settled()
        assert not session.draft.is_dirty
        assert stage.offers.at(PHONE) is None
        assert stage.offers.at(EMAIL) is not None


async def test_an_entry_that_was_removed_and_sent_is_not_offered_again(qapp: QApplication) -> None:
    job = Entry("j", "j", {"title": "Supply Chain Analyst", "company": "Northgate Insurance"})
    async with staged() as stage:
        session = await stage.open(record(experience_entries=(job,), skills=("Forecasting",)))
        count = len(stage.offers.new_entries(JOBS))
        session.edit(lambda draft: edits.remove_entry(draft, Place(JOBS, "j")))
        await stage.offers.settled()
        assert len(stage.offers.new_entries(JOBS)) == count
        session.accept({JOBS: ()}, record(skills=("Forecasting",)))
        await stage.offers.settled()
        assert len(stage.offers.new_entries(JOBS)) == count


async def test_taking_one_is_one_named_step_and_undo_brings_the_offer_back(
    qapp: QApplication,
) -> None:
    async with staged() as stage:
        session = await stage.open()
        phone = stage.offers.at(PHONE)
        assert phone is not None
        assert stage.offers.take([phone])
        assert session.value("phone") == "020 7946 0321"
        assert stage.offers.at(PHONE) is None, "at once"
        assert [step.label for step in session.draft.steps[0]] == [
            "Take over Phone from the resume"
        ]
        await stage.offers.settled()
        session.undo()
        await stage.offers.settled()
        assert not session.draft.is_dirty
        assert stage.offers.at(PHONE) is not None


@pytest.mark.parametrize("person", all_misread().values(), ids=lambda person: person.slug)
async def test_one_after_the_other_they_put_a_wrongly_parsed_record_right(
    qapp: QApplication, person: Misread
) -> None:
    async with staged() as stage:
        session = Session(Draft(person.record), account="harbour")
        stage.offers.follow(session)
        stage.known.tell_of(session, read_here(person.resume, person.kind))
        await stage.offers.settled()
        here: Place | None = None
        for _turn in range(40):
            offer = stage.offers.beside(here, 1)
            if offer is None:
                break
            assert stage.offers.take([offer])
            here = offer.place
            await stage.offers.settled()
        assert stage.offers.count == 0
        assert still_wrong(session.current, person.truth) == ()
        while session.undo() is not None:
            pass
        assert not session.draft.is_dirty


async def test_an_offer_that_no_longer_fits_is_not_taken(qapp: QApplication) -> None:
    async with staged() as stage:
        session = await stage.open()
        phone = stage.offers.at(PHONE)
        assert phone is not None
        stage.type_in(session, "phone", "12")
        assert not stage.offers.take([phone])
        assert session.value("phone") == "12"


async def test_a_new_entry_is_gone_when_it_is_added_and_back_when_that_is_undone(
    qapp: QApplication,
) -> None:
    async with staged() as stage:
        session = await stage.open()
        first, second = stage.offers.new_entries(JOBS)
        assert stage.offers.take([first])
        assert [item.text("title") for item in entries(session.value(JOBS))] == [
            first.fields()["title"]
        ]
        (left,) = stage.offers.new_entries(JOBS)
        assert left.fields() == second.fields()
        session.undo()
        await stage.offers.settled()
        assert len(stage.offers.new_entries(JOBS)) == 2


async def test_all_new_words_are_one_step(qapp: QApplication) -> None:
    async with staged() as stage:
        session = await stage.open()
        found = stage.offers.new_words(SKILLS)
        assert len(found) > 1
        assert stage.offers.take(found)
        assert words(session.value(SKILLS)) == tuple(str(offer.after) for offer in found)
        assert stage.offers.new_words(SKILLS) == ()
        session.undo()
        assert session.value(SKILLS) == ()


async def test_an_entry_that_is_corrected_says_of_how_many_fields(qapp: QApplication) -> None:
    job = Entry(
        "j", "j", {"title": "Supply Chain Analyst", "company": "Northgate", "current": False}
    )
    async with staged() as stage:
        session = await stage.open(record(experience_entries=(job,)))
        count = stage.offers.corrections(JOBS)["j"]
        whole = stage.offers.at(Place(JOBS, "j"))
        assert whole is not None
        assert len(whole.parts) == count > 1
        assert stage.offers.take([whole])
        assert len(session.draft.steps[0]) == 1
        assert "j" not in stage.offers.corrections(JOBS)


async def test_what_is_set_aside_stays_so_for_this_candidate_only(qapp: QApplication) -> None:
    async with staged() as stage:
        await stage.open()
        phone, jobs = stage.offers.at(PHONE), stage.offers.new_entries(JOBS)
        assert phone is not None
        stage.offers.set_aside([phone, jobs[0]])
        assert stage.offers.at(PHONE) is None
        assert stage.offers.new_entries(JOBS) == jobs[1:]
        await stage.open(record("other"))
        assert stage.offers.at(PHONE) is not None
        await stage.open()
        assert stage.offers.at(PHONE) is None
        assert stage.offers.aside_count == 2
        stage.offers.bring_back()
        assert stage.offers.at(PHONE) is not None
        assert stage.offers.new_entries(JOBS) == jobs


async def test_offers_of_one_candidate_are_never_those_of_the_next(qapp: QApplication) -> None:
    async with staged() as stage:
        await stage.open()
        other = Session(Draft(record("other")), account="harbour")
        stage.offers.follow(other)  # whose resume is not read yet
        await stage.offers.settled()
        assert stage.offers.count == 0


async def test_a_record_without_a_person_is_offered_nothing(qapp: QApplication) -> None:
    async with staged() as stage:
        await stage.open(Record("x", {}, Facts(anonymized=True)))
        assert stage.offers.count == 0


async def test_walking_goes_through_everything_in_the_order_of_the_form(
    qapp: QApplication,
) -> None:
    async with staged() as stage:
        await stage.open()
        offers = stage.offers
        stops = offers.stops
        assert offers.beside(None, 1) == stops[0]
        walked = [stops[0]]
        for _turn in stops[1:]:
            found = offers.beside(walked[-1], 1)
            assert found is not None
            walked.append(found)
        assert tuple(walked) == stops
        assert offers.beside(walked[-1], 1) == stops[0]
        assert offers.beside(stops[0], -1) == stops[-1]
        first_job = next(stop for stop in stops if stop.place.key == JOBS)
        assert offers.beside(Place(JOBS), 1) == first_job
