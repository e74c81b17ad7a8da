"""M11, M12: targets that a hand can hit, nothing cut off and nothing on top of something else, in
letters of twice the size, in longer words, mirrored, in the smallest window that is promised."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui import i18n
from gui.app import language
from gui.model.fields import Tab
from gui.views.actions import Act
from gui.views.panels.side import Side
from tests.helpers.geometry import (
    LEAST_TARGET,
    cut_off,
    outside,
    overlapping,
    small_targets,
    targets,
)
from tests.helpers.measures import Measure
from tests.helpers.program import Hands, running
from tests.helpers.wait import until
from tests.views.test_measures_contrast import change_much

pytestmark = pytest.mark.usefixtures("qapp")

SMALL, MIDDLING = (1024, 700), (1440, 900)
DIALOGS = (
    *(Act.ACCOUNTS, Act.DRAFTS, Act.JOURNAL, Act.SHOW_REQUEST),
    *(Act.KEYS, Act.LANGUAGE, Act.ABOUT, Act.MESSAGES),
)


@pytest.fixture
def letters(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    """Sets the size of the system's letters as a multiple of the usual one."""
    usual = QFont(qapp.font())

    def enlarge(factor: float) -> None:
        font = QFont(usual)
        font.setPointSizeF(factor * usual.pointSizeF())
        qapp.setFont(font)

    yield enlarge
    qapp.setFont(usual)


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """Puts a language in force; afterwards it is English again."""
    before = QLocale()

    def apply(code: str) -> None:
        language.install_texts(code)
        language.apply(qapp)

    yield apply
    i18n.install("en")
    QLocale.setDefault(before)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


async def views(program: Hands) -> AsyncIterator[tuple[str, QWidget]]:
    """Each tab with each side page, once."""
    window = program.window
    sides = [Side.CHANGES, Side.FILES, Side.RESUME, Side.CHANGES, Side.CHANGES]
    for tab, side in zip(Tab, sides, strict=True):
        program.program.form.show_tab(tab)
        window.show_side(side)
        await asyncio.sleep(0.1)
        yield f"{tab.name}, {side.name}", window


async def dialogs(program: Hands) -> AsyncIterator[tuple[str, QWidget]]:
    for act in DIALOGS:
        program.window.acts[act].trigger()
        dialog = await program.dialog()
        await asyncio.sleep(0.05)
        yield act, dialog
        dialog.close()
        await until(lambda: not _open_dialogs(), what="the dialog is gone")


def _open_dialogs() -> list[QDialog]:
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, QDialog) and one.isVisible()]


def faults(root: QWidget) -> list[str]:
    return [*cut_off(root), *outside(root), *overlapping(root)]


@pytest.mark.parametrize(
    ("factor", "code", "size"),
    [
        (2.0, "en", SMALL),
        (1.0, "en_XA", SMALL),
        (1.0, "ar_XB", SMALL),
        (2.0, "ar_XB", MIDDLING),
        (2.0, "ar_XB", SMALL),
    ],
    ids=["200 %", "longer words", "right to left", "all three, 1440×900", "all three"],
)
async def test_nothing_is_cut_off_or_lies_on_something_else(
    tmp_path: Path,
    letters: Callable[[float], None],
    speak: Callable[[str], None],
    factor: float,
    code: str,
    size: tuple[int, int],
    measure: Measure,
) -> None:
    letters(factor)
    speak(code)
    found: dict[str, object] = {}
    count = 0
    async with running(tmp_path) as program:
        program.window.resize(*size)
        await program.open("1de04059")
        change_much(program)
        async for name, view in views(program):
            count += 1
            if wrong := faults(view):
                found[name] = wrong
            if small := small_targets(view):
                found[f"targets, {name}"] = small
        async for name, view in dialogs(program):
            count += 1
            if wrong := faults(view):
                found[name] = wrong
        mirrored = is_mirrored(program)
    assert found == {}
    assert mirrored is (code == "ar_XB")
    what = f"cut off or overlapping, {count} views, {size[0]}×{size[1]}, {factor:.0%}, {code}"
    measure("M12", what, len(found), "0")


def is_mirrored(program: Hands) -> bool:
    """Whether the parts of the window, and of a row of fields, run from right to left."""

    def left(widget: QWidget) -> int:
        return widget.mapTo(program.window, QPoint(0, 0)).x()

    window = program.window
    parts = [window.top_bar.find_line, window.top_bar._count]
    fields = [window.header.avatar, window.header._name]
    orders = {left(one) > left(other) for one, other in (parts, fields)}
    orders.add(left(window.side) < left(window.header))
    assert len(orders) == 1, "some parts are mirrored and some are not"
    return orders.pop()


async def test_every_target_can_be_hit(tmp_path: Path, measure: Measure) -> None:
    small: dict[str, object] = {}
    least, count = 1000, 0
    async with running(tmp_path) as program:
        program.window.resize(*SMALL)
        await program.open("1de04059")
        change_much(program)
        bar = program.window.menuBar()
        for action in bar.actions():
            least = min(least, bar.actionGeometry(action).height())
        for opened in (views, dialogs):
            async for name, view in opened(program):
                if wrong := small_targets(view):
                    small[name] = wrong
                sizes = [min(size.width(), size.height()) for _widget, size in targets(view)]
                count += len(sizes)
                least = min([least, *sizes])
        for name in ("Send", "Review changes"):
            button = program.named(name, QWidget)
            assert min(button.width(), button.height()) >= 32
    assert small == {}
    assert least >= LEAST_TARGET
    assert count > 150
    measure("M11", f"least side of {count} targets, in pixels", least, "≥ 24")
