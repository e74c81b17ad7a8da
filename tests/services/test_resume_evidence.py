"""The field in front is looked up in the resume, a word of the resume leads to its fields."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.resume.document import ResumeText
from gui.model.resume.evidence import ResumeIndex
from gui.model.resume.standing import Standing
from gui.model.values import Entry, Place
from gui.services.resume_evidence import NOTHING, ResumeEvidence
from gui.services.session import Session
from gui.services.tasks import Tasks
from tests.helpers.harness import Aio
from tests.helpers.wait import until

JOBS = "experience_entries"
TEXT = """Amara Osei
amara@example.com

Experience
Planner, Kajen Lines, Leeds
Python and SQL. Ran the quay for three years. Wrote Python again.
"""
VALUES = {
    "firstname": "Amara",
    "lastname": "Osei",
    "email": "amara@example.com",
    "address": "Leeds",
    "summary": "Ran the quay for three years. Python and SQL.",
    "skills": ("Python", "SQL"),
    "phone": "",
    JOBS: (Entry("j", "j", {"title": "Planner", "company": "Kajen Lines"}),),
}


class Known(QObject):
    """Stands for the knowledge of one resume."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.index: ResumeIndex | None = ResumeIndex(ResumeText("text/plain", TEXT))


class Stage:
    def __init__(self) -> None:
        self.session = Session(Draft(Record("1a", VALUES)))  # type: ignore[arg-type]
        self.errors: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.known = Known()
        self.evidence = ResumeEvidence(self.known, self.tasks)  # type: ignore[arg-type]
        self.led: list[Place] = []
        self.nowhere: list[str] = []
        self.evidence.led.connect(self.led.append)
        self.evidence.nowhere.connect(self.nowhere.append)

    async def look(self, *place: str) -> None:
        self.evidence.look_at(self.session, Place(*place))
        await self.quiet()

    async def quiet(self) -> None:
        await until(lambda: not self.tasks._live and not self.evidence._timer.isActive())
        assert self.errors == []

    async def click(self, word: str, nth: int = 0) -> None:
        at = -1
        for _turn in range(nth + 1):
            at = TEXT.index(word, at + 1)
        self.evidence.lead_from(at + 1)
        await self.quiet()

    def standing(self) -> Standing:
        return self.evidence.sighting.evidence.standing

    def main(self) -> list[str]:
        return [TEXT[span.start : span.stop] for span in self.evidence.sighting.main]

    def others(self) -> list[str]:
        return [TEXT[span.start : span.stop] for span in self.evidence.sighting.others]


@pytest.fixture
def stage(qapp: QApplication, aio: Aio) -> Iterator[Stage]:
    stage = Stage()
    stage.evidence.look_at(stage.session, None)
    yield stage
    stage.evidence.look_at(None, None)
    aio.run(stage.tasks.aclose())


async def test_where_a_value_stands_and_stands_too(stage: Stage) -> None:
    await stage.look("firstname")
    assert stage.main() == ["Amara"]
    assert stage.others() == ["amara"]  # in the address, less likely
    await stage.look("skills", "Python")
    assert (stage.main(), stage.others()) == (["Python"], ["Python"])


async def test_the_parts_of_one_thing_belong_together(stage: Stage) -> None:
    await stage.look("summary")
    assert stage.main() == ["Ran the quay for three years", "Python and SQL"]
    await stage.look(JOBS, "j")
    assert sorted(stage.main()) == ["Kajen Lines", "Planner"]
    await stage.look("skills")
    assert sorted(stage.main()) == ["Python", "SQL"]
    assert stage.others() == []


async def test_typing_is_followed_a_moment_later(stage: Stage) -> None:
    await stage.look("address")
    assert stage.main() == ["Leeds"]
    stage.session.edit(lambda draft: edits.set_value(draft, "address", "Leedz", typing=True))
    assert stage.evidence._timer.isActive()
    assert stage.main() == ["Leeds"]
    await stage.quiet()
    assert stage.standing() is Standing.ABSENT
    stage.session.edit(lambda draft: edits.set_value(draft, "address", "", typing=True))
    await stage.quiet()
    assert stage.standing() is Standing.UNTOLD


async def test_another_key_is_not_looked_up(stage: Stage) -> None:
    await stage.look("address")
    stage.session.edit(lambda draft: edits.set_value(draft, "phone", "1"))
    assert not stage.evidence._timer.isActive()
    await stage.look("firstname")
    stage.session.edit(lambda draft: edits.set_value(draft, "lastname", "Osei-Bonsu"))
    assert stage.evidence._timer.isActive()  # names are looked for side by side


async def test_without_a_resume_or_a_place_there_is_nothing(stage: Stage) -> None:
    await stage.look("address")
    seen: list[bool] = []
    stage.evidence.seen.connect(lambda: seen.append(True))
    stage.known.index = None
    stage.known.changed.emit()
    assert stage.evidence.sighting == NOTHING
    assert seen == [True]
    stage.evidence.lead_from(3)
    await stage.quiet()
    assert (stage.led, stage.nowhere) == ([], [])


async def test_a_word_leads_to_the_most_exact_field_and_on(stage: Stage) -> None:
    await stage.click("Leeds")
    assert stage.led == [Place("address")]
    await stage.click("Python")
    await stage.click("Python")
    assert stage.led[1:] == [Place("skills", "Python"), Place("summary")]
    await stage.click("Python")
    assert stage.led[-1] == Place("skills", "Python")
    await stage.click("Experience")
    assert stage.nowhere == ["Experience"]


async def test_being_there_already_the_next_one_is_meant(stage: Stage) -> None:
    await stage.look("skills", "Python")
    await stage.click("Python")
    assert stage.led == [Place("summary")]
