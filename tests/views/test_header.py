"""Who is open: name, facts, initials and photo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gui.model.record import Facts, Record
from gui.views.buttons import Button
from gui.views.panels.header import (
    AVATAR,
    MOST_AVATAR,
    Header,
    day_text,
    fact_line,
    initials,
)
from gui.views.text import Label
from gui.views.theme import LIGHT, Theme
from tests.helpers.widgets import show


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amara Osei-Lindqvist", "AO"),
        ("Ana María de la Cruz", "AC"),
        ("Pelé", "P"),
        ("李娜", "李"),
        ("山田 太郎", "山"),
        ("e\u0301lodie b", "E\u0301B"),
        ("👩\u200d🚀 Smith", "👩\u200d🚀S"),
        ("  ", ""),
    ],
)
def test_initials_are_letters_as_readers_see_them(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_facts_are_one_line_and_leave_out_what_is_unknown(record: Record) -> None:
    assert fact_line(record.facts) == (
        "Logistics Planner · Phone Screen · created 3 Mar 2026 · changed 12 Nov 2026"
        " · source LinkedIn"
    )
    assert fact_line(Facts()) == ""
    assert fact_line(Facts(in_talent_pool=True, sourced=False)) == "Talent pool · applied"


def test_a_time_that_is_none_is_shown_as_it_is() -> None:
    assert day_text("2026-03-03T23:30:00.000Z") == "3 Mar 2026"
    assert day_text("soon") == "soon"


def _texts(header: Header) -> list[str]:
    return [label.text() for label in header.findChildren(Label) if not label.isHidden()]


@pytest.mark.parametrize("name", ["Amara Osei", "ليلى بن يوسف"])
def test_every_name_begins_beside_the_photo(
    qapp: QApplication, theme: Theme, record: Record, name: str
) -> None:
    header = Header()
    header.show_record(record.with_value("firstname", name), record.facts)
    header.resize(900, 120)
    show(header)
    label = next(one for one in header.findChildren(Label) if name in one.text())
    picture = label.grab().toImage()
    paper = picture.pixelColor(picture.width() - 1, 0)
    inked = [
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y) != paper for y in range(0, picture.height(), 2))
    ]
    assert inked[0] < 20
    assert inked[-1] < picture.width() / 2


def test_a_record_is_shown_with_what_must_be_seen(
    qapp: QApplication, theme: Theme, record: Record
) -> None:
    header = Header()
    header.show_record(record, record.facts)
    assert "AMARA Osei-Lindqvist" in _texts(header)
    assert "Supply chain analyst" in _texts(header)
    assert "Disqualified" not in " ".join(_texts(header))

    facts = replace(record.facts, disqualified=True, anonymized=True)
    header.show_record(record.with_value("firstname", "<b>Jon</b>"), facts)
    texts = [label.text() for label in header.findChildren(Label)]
    assert "<b>Jon</b> Osei-Lindqvist" in texts
    assert "Disqualified" in texts
    assert "Anonymised, read only" in texts


def test_who_has_no_headline_leaves_no_hole(
    qapp: QApplication, theme: Theme, record: Record
) -> None:
    header = Header()
    header.show_record(record.with_value("headline", None), record.facts)
    said = next(one for one in header.findChildren(Label) if one.text() == "No headline")
    assert said.property("tone") == "quiet"
    header.show_record(record, record.facts)
    assert said.text() == "Supply chain analyst"
    assert said.property("tone") == "text"
    header.show_record(record.with_value("headline", ""), replace(record.facts, anonymized=True))
    assert said.text().strip() == ""


def test_the_photo_stands_on_the_edge_of_the_fields_and_grows_with_the_letters(
    qapp: QApplication, theme: Theme
) -> None:
    header = Header()
    photo = QImage(100, 100, QImage.Format.Format_RGB32)
    photo.fill(QColor("#00ff00"))
    header.avatar.show_photo(photo)
    seen = header.avatar.grab().toImage()
    assert seen.pixelColor(1, seen.height() // 2).name() == "#00ff00"
    assert header.avatar.width() == AVATAR
    usual = QFont(qapp.font())
    large = QFont(usual)
    large.setPointSizeF(1.5 * usual.pointSizeF())
    qapp.setFont(large)
    try:
        assert AVATAR < header.avatar.width() <= MOST_AVATAR
    finally:
        qapp.setFont(usual)
    assert header.avatar.width() == AVATAR


def test_the_headline_gets_the_room_of_the_buttons_words(
    qapp: QApplication, theme: Theme, record: Record
) -> None:
    header = Header()
    header.show_record(record, record.facts)
    button = header.findChild(Button)
    assert button is not None
    header.resize(800, 120)
    header.show()
    assert button.text() == "Open in browser"
    header.resize(320, 120)
    assert button.text() == ""
    assert button.accessibleName() == "Open in browser"
    assert "Open in browser" in button.toolTip()
    header.close()


def test_a_photo_is_round_and_takes_the_place_of_the_initials(
    qapp: QApplication, theme: Theme
) -> None:
    header = Header()
    header.avatar.show_name("Amara Osei")
    photo = QImage(200, 100, QImage.Format.Format_RGB32)
    photo.fill(QColor("#00ff00"))
    header.avatar.show_photo(photo)
    seen = header.avatar.grab().toImage()
    middle = seen.pixelColor(32, 32)
    assert (middle.red(), middle.green(), middle.blue()) == (0, 255, 0)
    assert seen.pixelColor(3, 3).green() != 255 or seen.pixelColor(3, 3).red() == 255

    header.avatar.show_photo(QImage())
    again = header.avatar.grab().toImage()
    assert again.pixelColor(32, 6).name() == LIGHT.accent_soft


@pytest.mark.parametrize("width", [694, 420])
def test_what_is_below_the_header_stays_where_it_is_from_one_to_the_next(
    qapp: QApplication, theme: Theme, record: Record, width: int
) -> None:
    window = QWidget()
    header = Header()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(header)
    column.addStretch(1)
    window.resize(width, 400)
    header.show_record(record, record.facts)
    show(window)
    heights = set()
    for facts in (
        Facts(),
        replace(record.facts, job_title="Planner", source=None),
        replace(record.facts, job_title="Software Engineer, Port Systems", source="Careers page"),
    ):
        header.show_record(record, facts)
        qapp.processEvents()
        heights.add(header.height())
    assert len(heights) == 1
    window.close()
