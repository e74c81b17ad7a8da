"""What is shown while a record is on its way stands where the record will stand: nothing jumps."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.views.panels.pages import LoadingPage
from gui.views.text import Label
from tests.helpers.measures import Measure
from tests.helpers.program import Hands, running

pytestmark = pytest.mark.usefixtures("qapp")

NAMES = ("First name", "Last name", "Email", "Phone", "Headline", "Address")


def in_window(program: Hands, widget: QWidget, area: QRect | None = None) -> QRect:
    area = widget.rect() if area is None else area
    return QRect(widget.mapTo(program.window, area.topLeft()), area.size())


def apart(one: QRect, other: QRect) -> int:
    sides = (
        one.x() - other.x(),
        one.y() - other.y(),
        one.width() - other.width(),
        one.height() - other.height(),
    )
    return max(abs(side) for side in sides)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700), (2560, 1440)])
async def test_the_shape_stands_where_the_form_will_stand(
    tmp_path: Path, size: tuple[int, int], measure: Measure
) -> None:
    async with running(tmp_path) as program:
        program.window.resize(*size)
        program.window.show_loading("Amara Osei-Lindqvist")
        await asyncio.sleep(0.05)
        page = program.window.findChild(LoadingPage)
        assert page is not None
        shape = [in_window(program, page.shape, box.toRect()) for box in page.shape.boxes()]
        name = next(one for one in page.findChildren(Label) if one.text().startswith("Amara"))
        name_before = in_window(program, name).topLeft()
        await program.open("1de04059")
        await asyncio.sleep(0.05)
        fields = [in_window(program, program.named(each, QLineEdit)) for each in NAMES]
        name_after = in_window(program, program.window.header._name).topLeft()
    jump = max(apart(one, other) for one, other in zip(shape, fields, strict=True))
    assert jump <= 2, list(zip(shape, fields, strict=True))
    assert (name_before - name_after) == QPoint(0, 0)
    measure("M13", f"jump of the form when it comes, {size[0]}×{size[1]}, in pixels", jump, "≤ 2")


async def test_while_a_record_is_on_its_way_the_page_of_changes_says_so(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        heard: list[str] = []
        desk = program.program.desk

        def listen() -> None:
            if desk.opening is not None:
                labels = program.window.side.findChildren(Label)
                heard.append(" ".join(label.text() for label in labels))

        desk.opening_changed.connect(listen)
        await program.open("1de04059")
        assert heard
        assert all("The candidate is being loaded." in said for said in heard)
        assert all("No candidate is open." not in said for said in heard)
