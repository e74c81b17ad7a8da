"""M11: text has a contrast of 4.5:1 at least, marks of a state and the focus 3:1, in every look.

Judged by the tables of roles with what is laid on what, and by the pixels: of the window here, of
every dialog in `test_access`, which walks through all views.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from gui.model import edits
from gui.model.fields import Tab
from gui.model.values import Place, entries
from gui.views.panels.side import Side
from gui.views.roles import (
    LIGHT,
    MARK,
    PAIRS,
    TEXT,
    Roles,
    contrast,
    misses,
    of_palette,
    with_accent,
)
from gui.views.theme import Contrast, Look, Theme
from tests.helpers.contrast import ALL, contrasts
from tests.helpers.measures import Measure
from tests.helpers.program import Hands, running
from tests.views.test_theme import contrast_theme

LOOKS = {
    "light": (Look.LIGHT, Contrast.NORMAL),
    "dark": (Look.DARK, Contrast.NORMAL),
    "high light": (Look.LIGHT, Contrast.HIGH),
    "high dark": (Look.DARK, Contrast.HIGH),
}

# --- by the tables ------------------------------------------------------------------------------


def least(roles: Roles, needed: float) -> float:
    """The least contrast of the pairs that need so much."""
    return min(
        contrast(getattr(roles, mark), getattr(roles, paper))
        for mark, paper, floor in PAIRS
        if floor == needed
    )


@pytest.mark.parametrize("name", ALL)
def test_every_pair_of_every_table_has_its_contrast(name: str, measure: Measure) -> None:
    roles = ALL[name]
    assert misses(roles) == {}
    measure("M11", f"least contrast of text, {name}", f"{least(roles, TEXT):.2f}", "≥ 4.5")
    measure("M11", f"least contrast of marks, {name}", f"{least(roles, MARK):.2f}", "≥ 3")


def test_a_miss_is_found() -> None:
    assert ("quiet", "window") in misses(replace(LIGHT, quiet="#9aa0ac"))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_any_accent_of_a_system_keeps_every_pair(name: str, measure: Measure) -> None:
    accents = [
        QColor.fromHsv(hue, saturation, value).name()
        for hue in range(0, 360, 45)
        for saturation in (90, 255)
        for value in (60, 150, 255)
    ]
    tables = [with_accent(ALL[name], accent) for accent in accents]
    assert [misses(roles) for roles in tables] == [{}] * len(accents)
    assert all(roles != ALL[name] for roles in tables), "the accent is taken, not left"
    measure("M11", f"accents of the system, {name}", f"0 of {len(accents)} miss", "0 misses")


# As Windows ships them; people make others.
THEMES = {
    "Aquatic": ("#202020", "#ffffff", "#8ee3f0", "#263b50"),
    "Desert": ("#fffaef", "#3d3d3d", "#903909", "#fff5e3"),
    "Dusk": ("#2d3236", "#ffffff", "#a1bfde", "#212d3b"),
    "Night sky": ("#000000", "#ffffff", "#d6b4fd", "#2b2b2b"),
    "Black": ("#000000", "#ffffff", "#1aebff", "#000000"),
    "White": ("#ffffff", "#000000", "#37006e", "#ffffff"),
}


@pytest.mark.parametrize("name", THEMES)
def test_a_contrast_theme_of_the_system_keeps_every_pair(name: str) -> None:
    roles = of_palette(contrast_theme(*THEMES[name]))
    assert roles is not None
    assert misses(roles) == {}
    assert (roles.window, roles.text) == THEMES[name][:2]


# --- by the pixels ------------------------------------------------------------------------------


def change_much(program: Hands) -> None:
    session = program.session
    session.edit(lambda draft: edits.set_value(draft, "lastname", "Osei"))
    session.edit(lambda draft: edits.set_value(draft, "email", "no address"))
    job = entries(session.value("experience_entries"))[0]
    place = Place("experience_entries", job.ref, "title")
    session.edit(lambda draft: edits.set_entry_field(draft, place, "Senior Analyst"))
    school = entries(session.value("education_entries"))[1]
    session.edit(lambda draft: edits.remove_entry(draft, Place("education_entries", school.ref)))
    session.edit(lambda draft: edits.add_words(draft, "tags", ["senior"]))


async def test_every_text_in_the_window_can_be_read_in_every_look(
    qapp: QApplication, tmp_path: Path, measure: Measure
) -> None:
    async with running(tmp_path) as program:
        await program.open("1de04059")
        change_much(program)
        window, theme = program.window, program.window._theme
        faint: dict[str, float] = {}
        weakest, count = 21.0, 0
        for name, (look, strength) in LOOKS.items():
            theme.choose(look)
            theme.choose_contrast(strength)
            for tab, side in ((Tab.PROFILE, Side.CHANGES), (Tab.EXPERIENCE, Side.FILES)):
                program.program.form.show_tab(tab)
                window.show_side(side)
                await asyncio.sleep(0.05)
                for text, found in contrasts(window):
                    count += 1
                    weakest = min(weakest, found)
                    if found < TEXT:
                        faint[f"{name}: {text}"] = round(found, 2)
        theme.choose_contrast(Contrast.SYSTEM)
        theme.choose(Look.LIGHT)
    assert faint == {}
    assert count > 200
    measure("M11", f"least contrast of {count} texts, by pixels", f"{weakest:.2f}", "≥ 4.5")


@pytest.mark.parametrize("name", LOOKS)
def test_the_focus_is_seen_around_every_kind_of_control(
    qapp: QApplication, theme: Theme, name: str, measure: Measure
) -> None:
    """The pixels that the focus changes differ by 3:1 from those that were there before."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QVBoxLayout

    from gui.views.buttons import Button
    from gui.views.icons import IconButton
    from gui.views.ring import CheckBox, RadioButton
    from tests.helpers.widgets import show

    look, strength = LOOKS[name]
    theme.choose(look)
    theme.choose_contrast(strength)
    tabs = QTabBar()
    tabs.addTab("Profile")
    controls: dict[str, QWidget] = {
        "line": QLineEdit("text"),
        "box": QComboBox(),
        "text": QPlainTextEdit("text"),
        "button": Button("Cancel"),
        "primary": Button("Send", kind="primary"),
        "danger": Button("Remove", kind="danger"),
        "quiet": Button("Revert all", kind="quiet"),
        "icon": IconButton("undo", "Undo"),
        "check": CheckBox("Current"),
        "radio": RadioButton("Declined"),
        "tabs": tabs,
    }
    window = QWidget()
    column = QVBoxLayout(window)
    first = QLineEdit()
    for control in (first, *controls.values()):
        column.addWidget(control)
    show(window)
    weakest = 21.0
    for kind, control in controls.items():
        first.setFocus()
        qapp.processEvents()
        before = window.grab(control.geometry()).toImage()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        qapp.processEvents()
        after = window.grab(control.geometry()).toImage()
        spots = [
            contrast(before.pixelColor(x, y).name(), after.pixelColor(x, y).name())
            for x in range(before.width())
            for y in range(before.height())
            if before.pixelColor(x, y) != after.pixelColor(x, y)
        ]
        strong = sorted(spots, reverse=True)[:40]
        assert len(strong) == 40, kind
        assert strong[-1] >= MARK, (kind, strong[-1])
        weakest = min(weakest, strong[-1])
    window.close()
    QTest.qWait(0)
    measure("M11", f"focus against what was there, {name}", f"{weakest:.2f}", "≥ 3")
