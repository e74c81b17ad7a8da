"""The resume beside a record that was read wrongly out of it: scenes for `gallery.py`."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from gui.model.fields import Tab
from gui.model.values import Place
from gui.views.actions import Act
from gui.views.panels.resume_use import UseAs
from gui.views.panels.side import Side
from tests.helpers.scenes import JOBS, Scene, Stage
from tests.helpers.truth import misread
from tests.helpers.wait import until


async def resume_read(stage: Stage) -> QWidget:
    """What it offers, and the first of it shown."""
    stage.hands.window.show_side(Side.RESUME)
    await stage.hands.open(misread("henning-brackwede").id)
    offers = stage.hands.program.offering.offers
    await until(lambda: offers.count, what="the resume offers something")
    stage.hands.program.form.show_tab(Tab.PROFILE)
    stage.hands.window.acts[Act.NEXT_OFFER].trigger()
    return stage.window


async def resume_searched(stage: Stage) -> QWidget:
    stage.hands.program.resume.open_search()
    return stage.window


async def use_as(stage: Stage) -> QWidget:
    """Where a selection can go."""
    canvas = stage.hands.program.resume.canvas
    canvas.select(0, 7)
    stage.hands.window.acts[Act.USE_AS].trigger()
    window = stage.window
    popup = await until(lambda: window.findChild(UseAs), what="the list of targets")
    assert popup is not None
    return popup


async def jobs_offered(stage: Stage) -> QWidget:
    stage.hands.program.form.show_tab(Tab.EXPERIENCE)
    stage.session.go_to(Place(JOBS, stage.ref(JOBS, 0), "title"))
    return stage.window


async def words_offered(stage: Stage) -> QWidget:
    stage.hands.program.form.show_tab(Tab.TAGS)
    return stage.window


RESUME: Final[dict[str, Scene]] = {
    scene.__name__.replace("_", " "): scene
    for scene in (resume_read, resume_searched, use_as, jobs_offered, words_offered)
}
