"""The look: enough contrast in every scheme, sizes that a hand can hit, nothing that jumps."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.views import theme as looks
from gui.views.icons import IconButton
from gui.views.text import Label
from gui.views.theme import DARK, LIGHT, Look, Roles, Theme, current_roles, mix, style_sheet
from tests.helpers.widgets import show

ALL = {"light": LIGHT, "dark": DARK, "sharp light": looks._ALL[2], "sharp dark": looks._ALL[3]}

TEXTS = ["text", "quiet", "accent", "changed", "added", "removed", "warning", "error"]
PAPERS = ["window", "surface", "raised", "field"]
SOFT = {
    "accent_soft": ["text", "accent"],
    "changed_soft": ["text", "changed"],
    "added_soft": ["text", "added"],
    "removed_soft": ["text", "removed"],
    "warning_soft": ["text", "warning", "accent"],
    "error_soft": ["text", "error", "accent"],
    "hover": ["text", "quiet", "accent"],
}


def _luminance(color: str) -> float:
    shade = QColor(color)
    parts = (shade.redF(), shade.greenF(), shade.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 counts it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ALL)
def test_text_can_be_read_on_every_paper(name: str) -> None:
    roles = ALL[name]
    pairs = [(text, paper) for text in TEXTS for paper in PAPERS]
    pairs += [(text, paper) for paper, texts in SOFT.items() for text in texts]
    pairs += [("on_accent", "accent"), ("on_accent", "error")]
    faint = {
        (text, paper): round(contrast(getattr(roles, text), getattr(roles, paper)), 2)
        for text, paper in pairs
        if contrast(getattr(roles, text), getattr(roles, paper)) < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize("name", ALL)
def test_the_focus_ring_and_marks_can_be_seen(name: str) -> None:
    roles = ALL[name]
    for paper in PAPERS:
        assert contrast(roles.focus, getattr(roles, paper)) >= 3
        assert contrast(roles.changed, getattr(roles, paper)) >= 3


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sheet_names_only_roles_that_exist(roles: Roles) -> None:
    sheet = style_sheet(roles)
    assert "@" not in sheet
    assert roles.accent in sheet
    assert set(re.findall(r"#[0-9a-f]{6}", sheet)) <= {
        *(getattr(roles, field.name) for field in fields(roles)),
        mix(roles.text, roles.surface, 0.55),
        mix(roles.accent, roles.text, 0.15),
        mix(roles.error, roles.text, 0.15),
    }


def test_choosing_dark_dresses_the_application_at_once(qapp: QApplication, theme: Theme) -> None:
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.roles.window))
    assert theme.roles == LIGHT
    theme.choose(Look.DARK)
    assert theme.is_dark
    assert told == [DARK.window]
    assert qapp.palette().window().color().name() == DARK.window
    assert current_roles() == DARK
    theme.choose(Look.LIGHT)
    assert current_roles() == LIGHT


def test_the_type_scale_follows_the_systems_font(qapp: QApplication, theme: Theme) -> None:
    before = QFont(qapp.font())
    try:
        large = QFont(before)
        large.setPointSizeF(20)
        qapp.setFont(large)
        assert looks.type_font("title").pointSizeF() == pytest.approx(25)
        assert looks.type_font("small").pointSizeF() == pytest.approx(18)
    finally:
        qapp.setFont(before)


def test_what_is_shown_follows_the_systems_font_while_it_runs(
    qapp: QApplication, theme: Theme
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    shown: list[QWidget] = [Label("label", role="title"), QLineEdit("text"), QPushButton("Send")]
    for each in shown:
        column.addWidget(each)
    show(window)
    before = [each.fontMetrics().height() for each in shown]
    font = QFont(qapp.font())
    larger = QFont(font)
    larger.setPointSizeF(2 * font.pointSizeF())
    try:
        qapp.setFont(larger)
        after = [each.fontMetrics().height() for each in shown]
        assert all(new > 1.7 * old for new, old in zip(after, before, strict=True)), after
        assert all(each.sizeHint().height() >= each.fontMetrics().height() for each in shown)
    finally:
        qapp.setFont(font)
    assert [each.fontMetrics().height() for each in shown] == before
    window.hide()


def test_controls_are_large_enough_and_focus_moves_nothing(
    qapp: QApplication, theme: Theme
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    controls = {
        QLineEdit("text"): 32,
        QComboBox(): 32,
        QPushButton("Send"): 28,
        QPlainTextEdit("text"): 32,
        IconButton("undo", "Undo"): 24,
    }
    for control in controls:
        column.addWidget(control)
    show(window)
    places = {control: control.geometry() for control in controls}
    for control, least in controls.items():
        assert control.height() >= least
        hint = control.sizeHint()
        control.setFocus()
        qapp.processEvents()
        assert control.hasFocus()
        assert control.sizeHint() == hint
        assert {other: other.geometry() for other in controls} == places
    window.close()


def test_another_look_dresses_what_is_deep_inside_a_few_times_only(theme: Theme) -> None:
    """Else it takes seconds in a window of many widgets inside each other."""

    class Counting(QWidget):
        seen = 0

        def changeEvent(self, event: QEvent) -> None:
            Counting.seen += event.type() == QEvent.Type.StyleChange
            super().changeEvent(event)

    top = QWidget()
    inside = top
    for _level in range(12):
        inside = QWidget(inside)
    Counting(inside)
    show(top)
    Counting.seen = 0
    theme.choose(Look.DARK)
    assert 1 <= Counting.seen <= 4
    top.close()
