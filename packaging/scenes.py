"""The scenes of the pictures: what a person would have done a moment before.

Each scene is played once; its `shots` are parts of the window in one or several looks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView
from stage import NotStill, Stage, spot_of, until

from gui.i18n import _
from gui.model import edits
from gui.model.fields import Tab
from gui.model.values import Place, entries
from gui.sandbox.behaviour import Switch
from gui.views.actions import Act
from gui.views.buttons import Button
from gui.views.dialogs.palette import Palette
from gui.views.panels.resume_sheet import MarkKind
from gui.views.panels.side import Side
from gui.views.theme import Contrast, Look

PERSON: Final = "Kwabena Darkoh-Ellis"
STUDENT: Final = "Amara Osei-Lindqvist"
SIXTY: Final = "Torkel Havsäng"
MISREAD: Final = "Rhiannon Tolliver Pugh"
SUMMARY: Final = "Cold-chain team lead with twelve years on the floor, five of them on nights."
NOTHING: Final = "Femi Halloran"
JOBS: Final = "experience_entries"
SCHOOLS: Final = "education_entries"

BOTH: Final = (Look.LIGHT, Look.DARK)
LIGHT: Final = (Look.LIGHT,)
DARK: Final = (Look.DARK,)

NARROW: Final = (880, 620)
PAGE: Final = 700
"""How wide a picture of the guide is, in logical pixels."""

Part = Callable[[Stage], QRect]
Play = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True)
class Shot:
    """A picture NAME-LOOK.png for each look. `part` is what of the window, None for all of it.
    `guide`: for the guide, else for the README. `compared`: in these looks by a test."""

    name: str
    looks: tuple[Look, ...] = BOTH
    compared: tuple[Look, ...] = ()
    part: Part | None = None
    guide: bool = False


@dataclass(frozen=True)
class Scene:
    """What is played before the shots, in a window of some size and a language."""

    play: Play
    shots: tuple[Shot, ...]
    size: tuple[int, int] = (1280, 800)
    contrast: Contrast = Contrast.NORMAL
    sandbox: bool = True
    language: str = "en"
    name: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.shots[0].name)


# --- what is played -----------------------------------------------------------------------------


async def welcome(stage: Stage) -> None:
    stage.program.window.show_welcome()


async def profile(stage: Stage) -> None:
    """Digits of the number, the headline, a word of the summary, a job's title, a tag."""
    session = await stage.open(PERSON)
    session.edit(lambda draft: edits.set_value(draft, "phone", "+31 10 555 0161"))
    session.edit(
        lambda draft: edits.set_value(draft, "headline", "Warehouse shift lead, cold chain")
    )
    session.edit(lambda draft: edits.set_value(draft, "summary", SUMMARY))
    place = Place(JOBS, entries(session.value(JOBS))[0].ref, "title")
    session.edit(lambda draft: edits.set_entry_field(draft, place, "Shift Lead"))
    session.edit(lambda draft: edits.add_words(draft, "tags", ["forklift"]))
    line = stage.named(_("Headline"), QLineEdit)
    line.setFocus()
    line.end(False)


async def experience(stage: Stage) -> None:
    await profile(stage)
    fields = {"title": "Driver", "company": "Kade Transport", "start_date": "2011-01-01"}
    stage.session.edit(
        lambda draft: edits.add_entry(draft, JOBS, {**fields, "end_date": "2013-03-31"}, at=3)
    )
    stage.program.form.show_tab(Tab.EXPERIENCE)


async def education(stage: Stage) -> None:
    """One of two schools is to go."""
    session = await stage.open(STUDENT)
    session.edit(lambda draft: edits.set_value(draft, "headline", "Senior supply chain analyst"))
    place = Place(SCHOOLS, entries(session.value(SCHOOLS))[1].ref)
    session.edit(lambda draft: edits.remove_entry(draft, place))
    _show_list(stage, Tab.EDUCATION)


async def socials(stage: Stage) -> None:
    await profile(stage)
    stage.program.form.show_tab(Tab.SOCIALS)


async def tags(stage: Stage) -> None:
    await profile(stage)
    stage.program.form.show_tab(Tab.TAGS)


async def files(stage: Stage) -> None:
    await profile(stage)
    stage.program.window.show_side(Side.FILES)


async def resume(stage: Stage) -> None:
    """A record that was read wrongly out of a resume that is right."""
    program = stage.program
    await stage.open(MISREAD, photo=False)
    program.window.show_side(Side.RESUME)
    await until(lambda: program.offering.offers.count, "offers")
    program.window.acts[Act.NEXT_OFFER].trigger()
    await until(lambda: program.resume.canvas.marked(MarkKind.EVIDENCE), "evidence")


async def resume_jobs(stage: Stage) -> None:
    """The first difference in the jobs: their titles and companies have changed places."""
    await resume(stage)
    for _turn in range(12):
        stage.program.window.acts[Act.NEXT_OFFER].trigger()
        await asyncio.sleep(0.1)
        if stage.program.form.current_tab is Tab.EXPERIENCE:
            return
    raise NotStill("an offer for the jobs")


async def sixty(stage: Stage) -> None:
    await stage.open(SIXTY)
    _show_list(stage, Tab.EXPERIENCE)


async def nothing(stage: Stage) -> None:
    """A record with hardly anything in it."""
    await stage.open(NOTHING)
    _show_list(stage, Tab.EXPERIENCE)


def _show_list(stage: Stage, tab: Tab) -> None:
    stage.program.form.show_tab(tab)
    stage.named(_("Add entry"), Button, stage.program.form).setFocus()


async def collision(stage: Stage) -> None:
    """A colleague has corrected the same headline in the meantime, and the summary."""
    session = await stage.open(PERSON)
    session.edit(lambda draft: edits.set_value(draft, "summary", SUMMARY))
    await stage.colleague(summary="Cold-chain team lead with eleven years on the floor, and Twi.")
    await one_collision(stage)


async def one_collision(stage: Stage) -> None:
    """A colleague has corrected the same headline in the meantime."""
    session = await stage.open(PERSON)
    headline = "Warehouse shift lead, cold chain"
    session.edit(lambda draft: edits.set_value(draft, "headline", headline))
    await stage.colleague(headline="Warehouse team lead, cold chain and customs")
    stage.program.window.acts[Act.SEND].trigger()
    dialog = await stage.dialog()
    QTest.keyClick(dialog, Qt.Key.Key_2)


async def offline(stage: Stage) -> None:
    """Sent without network: it waits."""
    session = await stage.open(PERSON)
    session.edit(lambda draft: edits.set_value(draft, "phone", "+31 10 555 0161"))
    await stage.switch(Switch.OFFLINE, True)
    stage.program.window.acts[Act.SEND].trigger()
    await until(lambda: "outbox" in " ".join(stage.program.notices.states), "the outbox")


async def filtered(stage: Stage) -> None:
    """The list as somebody has filtered it."""
    await stage.open(PERSON)
    stage.type_into(_("Filter candidates"), "team lead", QLineEdit)
    stage.program.candidates.view.scrollToTop()


async def journal(stage: Stage) -> None:
    """Two sends, looked at afterwards."""
    session = await stage.open(PERSON)
    for key, value in (("phone", "+31 10 555 0161"), ("summary", SUMMARY)):
        session.edit(lambda draft, key=key, value=value: edits.set_value(draft, key, value))
        stage.program.window.acts[Act.SEND].trigger()
        await until(lambda: session.draft.count == 0 and not session.is_sending, "the send")
    stage.program.window.acts[Act.JOURNAL].trigger()
    dialog = await stage.dialog()
    rows = next(iter(dialog.findChildren(QListView)))
    await until(lambda: rows.model().rowCount(), "the journal")
    dialog.resize(860, 440)


async def palette(stage: Stage) -> None:
    """A few letters of what is wanted: a command, a field, somebody in the list."""
    await profile(stage)
    stage.program.window.acts[Act.PALETTE].trigger()
    found = next(iter(stage.program.window.findChildren(Palette)))
    QTest.keyClicks(found.line, "lead")


def alone(play: Play) -> Play:
    """The same without the list of candidates."""

    async def played(stage: Stage) -> None:
        stage.program.window.acts[Act.CANDIDATES_PANEL].trigger()
        await play(stage)

    return played


# --- what of it is shown ------------------------------------------------------------------------


def _form(stage: Stage) -> QRect:
    """The header and the first fields."""
    window = stage.program.window
    return stage.region(window.header, stage.program.form).adjusted(0, 0, 0, -280)


def _work(stage: Stage) -> QRect:
    """The form with the panel beside it, from its header on."""
    window = stage.program.window
    return stage.region(window.header, window.side).adjusted(0, 0, 0, -60)


def _list(stage: Stage) -> QRect:
    return QRect(0, stage.region(stage.program.window.top_bar).top(), PAGE, 380)


def _bar(stage: Stage) -> QRect:
    """The bar of what is the matter, with the end of the form above it and the line below."""
    bar = stage.region(stage.program.window.bar)
    whole = stage.program.window.rect()
    return QRect(bar.left(), bar.top() - 250, bar.width(), whole.bottom() - bar.top() + 251)


def _palette(stage: Stage) -> QRect:
    """The middle of the window, where the palette is."""
    found = next(iter(stage.program.window.findChildren(Palette)))
    box = stage.region(found.line, found.list)
    return QRect(box.center().x() - PAGE // 2, box.top() - 40, PAGE, 460)


def _question(stage: Stage) -> QRect:
    """The dialog in front, and a little of what is around it."""
    box = spot_of(stage.dialogs()[-1], stage.program.window)
    return box.adjusted(-16, -16, 16, 16) & stage.program.window.rect()


SCENES: Final = (
    Scene(welcome, (Shot("welcome", compared=DARK),), sandbox=False),
    Scene(
        profile,
        (
            Shot("profile", compared=BOTH),
            Shot("correct", part=_form, guide=True),
        ),
    ),
    Scene(education, (Shot("education", LIGHT, compared=LIGHT),)),
    Scene(experience, (Shot("experience", DARK, compared=DARK),)),
    Scene(socials, (Shot("socials", LIGHT),)),
    Scene(tags, (Shot("tags", LIGHT, compared=LIGHT),)),
    Scene(files, (Shot("files", DARK),)),
    Scene(resume, (Shot("resume", LIGHT, compared=LIGHT),)),
    Scene(resume_jobs, (Shot("resume-jobs", DARK),)),
    Scene(collision, (Shot("collision", LIGHT, compared=LIGHT),)),
    Scene(one_collision, (Shot("send", part=_question, guide=True),)),
    Scene(sixty, (Shot("sixty-entries", DARK),)),
    Scene(nothing, (Shot("empty-record", LIGHT, compared=LIGHT),)),
    Scene(profile, (Shot("mirrored", LIGHT, compared=LIGHT),), language="ar_XB"),
    Scene(alone(profile), (Shot("changes", part=_work, guide=True),), size=NARROW),
    Scene(alone(resume), (Shot("resume", part=_work, guide=True),), size=NARROW),
    Scene(filtered, (Shot("open", part=_list, guide=True),)),
    Scene(journal, (Shot("keep", part=_question, guide=True),)),
    Scene(
        palette,
        (
            Shot("palette", LIGHT, compared=LIGHT),
            Shot("keys", part=_palette, guide=True),
        ),
    ),
    Scene(profile, (Shot("contrast", DARK, compared=DARK),), contrast=Contrast.HIGH),
    Scene(offline, (Shot("trouble", part=_bar, guide=True),)),
)
