"""Makes the pictures of the README: the real program on its sandbox, without a display.

    .venv/bin/python packaging/screenshots.py [FOLDER]

Each scene is the window as a person would have it after a few keystrokes, in light and dark.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from gui.__main__ import Options
from gui.app.program import Program
from gui.model import edits
from gui.model.fields import Tab
from gui.model.values import Place, entries
from gui.paths import Profile
from gui.services.loop import AppLoop
from gui.views.actions import Act
from gui.views.panels.resume_sheet import MarkKind
from gui.views.panels.side import Side
from gui.views.theme import Look, Theme

FOLDER = Path(__file__).parent.parent / "resources" / "screenshots"
SIZE = (1280, 800)
AMARA, SIXTY, MISREAD = "1de04059", "Torkel Havsäng", "Rhiannon Tolliver Pugh"
JOBS = "experience_entries"

Scene = Callable[[Program], Awaitable[None]]


async def _until(state: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not state():  # noqa: ASYNC110  # a picture, not a test
            await asyncio.sleep(0.02)


async def _open(program: Program, name: str) -> None:
    await _until(lambda: program.list.rows and program.list.is_complete)
    row = next(row for row in program.list.rows if name in (row.id, row.name))
    program.desk.open(row.id)
    await _until(lambda: program.desk.session and program.desk.session.record_id == row.id)
    await asyncio.sleep(0.4)  # the photo is decoded by a child process


async def welcome(program: Program) -> None:
    program.window.show_welcome()


async def profile(program: Program) -> None:
    await _open(program, AMARA)
    session = program.desk.session
    assert session is not None
    session.edit(lambda draft: edits.set_value(draft, "lastname", "Osei"))
    session.edit(lambda draft: edits.set_value(draft, "phone", "+46 31 555 01 99"))
    text = "<p>Twelve years in freight and rail planning.</p>"
    session.edit(lambda draft: edits.set_value(draft, "summary", text))
    job = entries(session.value(JOBS))[0]
    place = Place(JOBS, job.ref, "title")
    session.edit(lambda draft: edits.set_entry_field(draft, place, "Senior Analyst"))
    session.edit(lambda draft: edits.add_words(draft, "tags", ["senior"]))


async def experience(program: Program) -> None:
    await profile(program)
    session = program.desk.session
    assert session is not None
    fields = {"title": "Planner", "company": "Kajen Lines", "start_date": "2016-01-01"}
    session.edit(
        lambda draft: edits.add_entry(draft, JOBS, {**fields, "end_date": "2019-01-31"}, at=1)
    )
    program.form.show_tab(Tab.EXPERIENCE)


async def education(program: Program) -> None:
    await profile(program)
    session = program.desk.session
    assert session is not None
    school = entries(session.value("education_entries"))[1]
    place = Place("education_entries", school.ref)
    session.edit(lambda draft: edits.remove_entry(draft, place))
    program.form.show_tab(Tab.EDUCATION)


async def socials(program: Program) -> None:
    await profile(program)
    program.form.show_tab(Tab.SOCIALS)


async def tags(program: Program) -> None:
    await profile(program)
    program.form.show_tab(Tab.TAGS)


async def files(program: Program) -> None:
    await profile(program)
    program.window.show_side(Side.FILES)
    await asyncio.sleep(0.3)


async def offers(program: Program) -> None:
    """A record that was read wrongly out of a resume that is right."""
    await _open(program, MISREAD)
    program.window.show_side(Side.RESUME)
    await _until(lambda: program.offering.offers.count)
    program.window.acts[Act.NEXT_OFFER].trigger()
    await _until(lambda: program.resume.canvas.marked(MarkKind.EVIDENCE))
    await asyncio.sleep(0.5)  # the page is drawn by a child process


async def offered_jobs(program: Program) -> None:
    await offers(program)
    program.form.show_tab(Tab.EXPERIENCE)


async def sixty(program: Program) -> None:
    await _open(program, SIXTY)
    program.form.show_tab(Tab.EXPERIENCE)


SCENES: dict[str, Scene] = {
    "welcome": welcome,
    "profile": profile,
    "education": education,
    "experience": experience,
    "socials": socials,
    "tags": tags,
    "files": files,
    "resume": offers,
    "resume-jobs": offered_jobs,
    "sixty-entries": sixty,
}


def take(name: str, scene: Scene, look: Look, target: Path, size: tuple[int, int] = SIZE) -> None:
    """One scene in one look, from a profile and a sandbox of its own."""
    app = QApplication.instance() or QApplication(["redline"])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(look)
    theme.apply(app)
    with tempfile.TemporaryDirectory() as folder:
        home = Profile.at(folder)
        home.create()
        program = Program(Options(sandbox=name != "welcome"), home, theme)
        program.window.resize(*size)
        program.window.show()

        async def shoot() -> None:
            leave = asyncio.Event()
            running = asyncio.get_running_loop().create_task(program.run(leave))
            await scene(program)
            await asyncio.sleep(0.3)
            program.window.grab().save(str(target))
            leave.set()
            await running

        with asyncio.Runner(loop_factory=lambda: AppLoop(app)) as runner:
            runner.run(shoot())
        program.close()
        program.window.deleteLater()


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[2:] or list(SCENES)
    for name in wanted:
        for look in (Look.LIGHT, Look.DARK):
            target = folder / f"{name}-{look.value}.png"
            take(name, SCENES[name], look, target)
            print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
