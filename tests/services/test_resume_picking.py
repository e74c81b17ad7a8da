"""A selection becomes what its target stores; what is doubtful is asked, what does not fit is
said, and another form of a number is offered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from gui.model.dates import Ambiguous, Understood
from gui.model.draft import Draft
from gui.model.record import Facts, Record
from gui.model.resume.document import ResumeText
from gui.model.resume.facts import ResumeFacts, facts_of
from gui.model.values import Entry, Place, entries
from gui.services.resume_picking import Parted, ResumePicking, Split, Took
from gui.services.resume_targets import Target
from gui.services.session import Session
from gui.services.tasks import Tasks
from tests.helpers.harness import Aio
from tests.helpers.wait import until

JOBS, PROFILES = "experience_entries", "social_profiles"
RESUME = """Amara Osei
amara@example.com
Phone: 020 7946 0321
London, United Kingdom

Experience
Planner, Kajen Lines
03/2019 - 04/2021
Ran the quay.
"""


class Known:
    """Stands for the knowledge of one resume."""

    def __init__(self, session: Session | None, facts: ResumeFacts | None = None) -> None:
        self.session = session
        self.facts = facts


class Asks:
    """Answers what is asked, and remembers the questions."""

    def __init__(self) -> None:
        self.dates: list[tuple[str, Ambiguous]] = []
        self.splits: list[Split] = []
        self.date = 0
        self.parted: Parted | None = None

    async def which_date(self, field: str, question: Ambiguous) -> Understood | None:
        self.dates.append((field, question))
        return question.options[self.date] if self.date >= 0 else None

    async def split(self, session: Session, split: Split) -> Parted | None:
        self.splits.append(split)
        return self.parted


class Stage:
    def __init__(self, facts: ResumeFacts | None = None, *, anonymized: bool = False) -> None:
        values = {
            "firstname": "Jon",
            "skills": ("Python",),
            JOBS: (Entry("j1", "j1", {"title": "Planer", "start_date": "2019-03-15"}),),
            PROFILES: (),
        }
        record = Record("1a", values, Facts(anonymized=anonymized))  # type: ignore[arg-type]
        self.session = Session(Draft(record))
        self.errors: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.asks = Asks()
        known = Known(self.session, facts)
        self.picking = ResumePicking(known, self.asks, self.tasks)  # type: ignore[arg-type]
        self.took: list[Took] = []
        self.refused: list[str] = []
        self.picking.took.connect(self.took.append)
        self.picking.refused.connect(self.refused.append)

    async def put(self, text: str, *place: str, whole: bool = False) -> None:
        self.picking.put(text, Target(Place(*place), is_whole_name=whole))
        await until(lambda: not self.tasks._live, what="it is done")
        assert self.errors == []

    def steps(self) -> list[str]:
        return [step.label for step in self.session.draft.steps[0]]

    def job(self) -> Entry:
        return entries(self.session.value(JOBS))[0]


@pytest.fixture
def stage(qapp: QApplication, aio: Aio) -> Iterator[Stage]:
    stage = Stage()
    yield stage
    aio.run(stage.tasks.aclose())


@pytest.fixture
def informed(qapp: QApplication, aio: Aio) -> Iterator[Stage]:
    stage = Stage(facts_of(ResumeText("text/plain", RESUME)))
    yield stage
    aio.run(stage.tasks.aclose())


async def test_a_line_is_put_in_and_said(stage: Stage) -> None:
    await stage.put("  SIOBHÁN, ", "firstname")
    assert stage.session.value("firstname") == "SIOBHÁN"
    assert stage.took[-1].sentence == "First name: SIOBHÁN, tidied up."
    assert stage.steps() == ["Take First name from the resume"]
    await stage.put("SIOBHÁN", "firstname")
    assert stage.took[-1].sentence == "First name says this already."
    assert len(stage.steps()) == 1


async def test_a_whole_name_fills_both(stage: Stage) -> None:
    await stage.put("Amara Osei", "firstname", whole=True)
    assert stage.session.current.full_name == "Amara Osei"
    assert stage.took[-1].sentence == "First name: Amara. Last name: Osei."
    await stage.put("Amara", "firstname", whole=True)
    assert stage.refused == ["There is no whole name in the selection."]


async def test_what_does_not_fit_is_said(stage: Stage) -> None:
    await stage.put("no address here", "email")
    assert stage.refused == ["There is no e-mail address in the selection."]
    await stage.put("yes", "texting_consent")
    assert stage.refused[-1] == "This field takes no text from the resume."
    assert not stage.session.draft.is_dirty


async def test_nothing_goes_into_a_record_of_nobody(qapp: QApplication, aio: Aio) -> None:
    stage = Stage(anonymized=True)
    assert not stage.picking.takes(Place("firstname"))
    await stage.put("Amara", "firstname")
    assert not stage.session.draft.is_dirty


async def test_a_number_goes_in_as_written_and_its_other_form_is_offered(informed: Stage) -> None:
    await informed.put("Phone: 020 7946 0321", "phone")
    assert informed.session.value("phone") == "020 7946 0321"
    assert informed.took[-1].other_label == "Use +44 20 7946 0321 (United Kingdom)"
    informed.picking.take_other()
    assert informed.session.value("phone") == "+44 20 7946 0321"
    assert informed.steps() == ["Take Phone from the resume"] * 2
    informed.picking.take_other()  # it is taken once
    assert len(informed.steps()) == 2


@pytest.mark.parametrize(
    ("selected", "field", "stored"),
    [
        ("Apr 2021", "end_date", "2021-04-01"),
        ("Mar 2019 - Apr 2021", "end_date", "2021-04-01"),
        ("June 2018", "start_date", "2018-06-01"),
    ],
)
async def test_a_date_comes_in_its_stored_form(
    stage: Stage, selected: str, field: str, stored: str
) -> None:
    await stage.put(selected, JOBS, "j1", field)
    assert stage.job().text(field) == stored
    assert stored in stage.took[-1].sentence
    assert stage.asks.dates == []


async def test_a_known_day_stays_where_the_resume_tells_only_the_month(stage: Stage) -> None:
    await stage.put("03/2019", JOBS, "j1", "start_date")
    assert stage.job().text("start_date") == "2019-03-15"
    assert stage.took[-1].sentence == "Start date says this already."


async def test_a_date_with_two_meanings_is_asked_about(stage: Stage) -> None:
    stage.asks.date = 1
    await stage.put("03/04/2011", JOBS, "j1", "start_date")
    ((field, question),) = stage.asks.dates
    assert field == "Start date"
    assert stage.job().text("start_date") == question.options[1].stored
    stage.session.undo()
    stage.asks.date = -1
    await stage.put("03/04/2011", JOBS, "j1", "start_date")
    assert stage.job().text("start_date") == "2019-03-15"


async def test_until_now_is_no_end(stage: Stage) -> None:
    await stage.put("Mar 2019 - present", JOBS, "j1", "end_date")
    assert stage.job().get("current") is True
    assert stage.took[-1].sentence == "No end date: until now."
    await stage.put("present", JOBS, "j1", "start_date")
    assert stage.refused == ["There is no date in the selection."]


async def test_skills_become_several_words(stage: Stage) -> None:
    await stage.put("Skills: SQL, python\n• Go", "skills")
    assert stage.session.value("skills") == ("Python", "SQL", "Go")
    assert stage.took[-1].sentence == "Took 2 skills: SQL, Go. Already there: Python."


async def test_links_become_profiles(stage: Stage) -> None:
    await stage.put("linkedin.com/in/amara | github.com/aosei", PROFILES)
    found = {
        (one.text("type"), one.text("username")) for one in entries(stage.session.value(PROFILES))
    }
    assert found == {("linkedin", "amara"), ("github", "aosei")}
    assert len(stage.steps()) == 1


BLOCK = "Planner, Kajen Lines\n03/2019 - 04/2021\nRan the quay."


async def test_a_block_for_the_list_is_looked_at_first(stage: Stage) -> None:
    await stage.put(BLOCK, JOBS)
    (split,) = stage.asks.splits
    assert split.into is None
    assert split.entries[0].fields["company"] == "Kajen Lines"
    assert not stage.session.draft.is_dirty  # the answer was Cancel
    stage.asks.parted = Parted(({"title": "Planner"}, {"title": "Mate"}))
    await stage.put(BLOCK, JOBS)
    assert stage.steps() == ["Take 2 jobs from the resume"]
    assert len(entries(stage.session.value(JOBS))) == 3
    assert len(stage.took[-1].places) == 2


async def test_several_lines_in_a_name_of_an_entry_are_for_all_of_it(stage: Stage) -> None:
    stage.asks.parted = Parted(({"title": "Planner", "company": "Kajen Lines"},), "j1")
    await stage.put(BLOCK, JOBS, "j1", "title")
    assert stage.asks.splits[0].into == "j1"
    assert stage.job().text("company") == "Kajen Lines"
    assert stage.job().text("start_date") == "2019-03-15"
    assert stage.steps() == ["Take job from the resume"]


@pytest.mark.parametrize(
    ("selected", "field", "value"),
    [
        ("Planner", "title", "Planner"),
        ("Ran the quay.\n\nBuilt it.", "summary", "Ran the quay.\nBuilt it."),
    ],
)
async def test_what_is_for_one_field_goes_there_without_a_question(
    stage: Stage, selected: str, field: str, value: str
) -> None:
    await stage.put(selected, JOBS, "j1", field)
    assert stage.job().text(field) == value
    assert stage.asks.splits == []


def test_the_list_of_targets_begins_with_what_the_selection_is_made_for(informed: Stage) -> None:
    fits = informed.picking.fits("Phone: 020 7946 0321")
    assert (fits[0].name, fits[0].value) == ("Phone", "020 7946 0321")
    email = next(fit for fit in fits if fit.name == "Email")
    assert (email.value, email.hint) == ("", "There is no e-mail address in the selection.")
    assert fits.index(email) > next(at for at, fit in enumerate(fits) if fit.name == "Headline")
    names = [fit.name for fit in fits]
    assert {"New job", "New school", "Skills", "First and last name"} <= set(names)
    assert "Texting consent" not in names


def test_the_fields_of_the_open_entry_can_be_meant_too(informed: Stage) -> None:
    fits = informed.picking.fits("Mar 2019", Place(JOBS, "j1"))
    start = next(fit for fit in fits if fit.target.place == Place(JOBS, "j1", "start_date"))
    assert start.value == "Mar 2019 (day unknown)"
    assert fits[0].name in ("Start date", "End date")
    assert all(fit.name != "Current" for fit in fits)


def test_a_whole_page_is_not_tried_on_every_field(informed: Stage) -> None:
    fits = informed.picking.fits("word " * 3000)
    can = {fit.name for fit in fits if fit.value}
    assert can == {"Summary", "Cover letter", "New job", "New school"}
