"""The look: it follows the system and the person at run time, sizes that a hand can hit, nothing
that jumps. Contrasts are in `test_measures_contrast.py`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from gui.views import scale
from gui.views.buttons import Button
from gui.views.icons import GRID, Glyph, IconButton
from gui.views.ring import CheckBox
from gui.views.roles import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Roles, contrast, of_palette
from gui.views.style_sheet import derived, style_sheet
from gui.views.system_look import SystemLook
from gui.views.text import Label
from gui.views.theme import Contrast, Look, Theme, current_roles
from tests.helpers.widgets import show

ALL = {"light": LIGHT, "dark": DARK, "high light": HIGH_LIGHT, "high dark": HIGH_DARK}


class FakeSystem(QObject):
    """A desktop whose settings a test changes."""

    changed = Signal()

    @dataclass
    class _Says:
        dark: bool = False
        contrast: bool = False
        calm: bool = False
        accent: str | None = None
        palette: QPalette | None = None

    def __init__(self) -> None:
        super().__init__()
        self._says = self._Says()
        self.framed: list[bool | None] = []

    def say(self, **settings: object) -> None:
        """Changes settings and tells of it."""
        for name, value in settings.items():
            setattr(self._says, name, value)
        self.changed.emit()

    @property
    def is_dark(self) -> bool:
        return self._says.dark

    @property
    def wants_contrast(self) -> bool:
        return self._says.contrast

    @property
    def wants_calm(self) -> bool:
        return self._says.calm

    @property
    def accent(self) -> str | None:
        return self._says.accent

    def palette(self) -> QPalette | None:
        return self._says.palette

    def frame_windows(self, *, dark: bool | None) -> None:
        self.framed.append(dark)


@pytest.fixture
def system() -> FakeSystem:
    return FakeSystem()


@pytest.fixture
def followed(qapp: QApplication, theme: Theme, system: FakeSystem) -> Iterator[Theme]:
    """A theme that follows the made-up system; the usual one is put on again afterwards."""
    following = Theme(system=system)
    following.apply(qapp)
    yield following
    following.deleteLater()
    theme.apply(qapp)


@pytest.fixture
def large(qapp: QApplication, theme: Theme) -> Iterator[QFont]:
    """A font of twice the size, to be set by the test; the usual one comes back."""
    usual = QFont(qapp.font())
    font = QFont(usual)
    font.setPointSizeF(2 * usual.pointSizeF())
    yield font
    qapp.setFont(usual)


@pytest.mark.parametrize("name", ALL)
def test_the_sheet_names_only_roles_that_exist(qapp: QApplication, name: str) -> None:
    roles = ALL[name]
    sheet = style_sheet(roles)
    assert "@" not in re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert roles.accent in sheet
    known = {str(getattr(roles, field.name)) for field in fields(roles)}
    assert set(re.findall(r"#[0-9a-f]{6}", sheet)) <= known | set(derived(roles).values())
    for path in re.findall(r"url\(([^)]*)\)", sheet):
        assert Path(path).is_file(), path


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


# --- following the system -----------------------------------------------------------------------


def test_the_look_follows_the_system_while_it_runs(followed: Theme, system: FakeSystem) -> None:
    for settings, wanted in (
        ({"dark": True}, DARK),
        ({"contrast": True}, HIGH_DARK),
        ({"dark": False}, HIGH_LIGHT),
        ({"contrast": False}, LIGHT),
    ):
        system.say(**settings)
        assert followed.roles == wanted, settings
        assert current_roles() == wanted


def test_what_the_person_chose_stands_above_the_system(followed: Theme, system: FakeSystem) -> None:
    followed.choose(Look.DARK)
    followed.choose_contrast(Contrast.HIGH)
    assert followed.roles == HIGH_DARK
    system.say(dark=False, contrast=False)
    assert followed.roles == HIGH_DARK
    followed.choose_contrast(Contrast.NORMAL)
    system.say(contrast=True)
    assert followed.roles == DARK
    followed.choose(Look.SYSTEM)
    followed.choose_contrast(Contrast.SYSTEM)
    assert followed.roles == HIGH_LIGHT
    # The frames of the windows are the system's to draw, and follow, too.
    assert system.framed == [None, True, None]


def test_nothing_is_dressed_again_when_nothing_is_different(
    followed: Theme, system: FakeSystem
) -> None:
    told: list[bool] = []
    followed.changed.connect(lambda: told.append(True))
    system.say(dark=False)
    assert told == []


def test_the_accent_is_the_systems_as_far_as_it_can_be_read(
    followed: Theme, system: FakeSystem
) -> None:
    system.say(accent="#e66100")
    assert followed.roles != LIGHT
    hue = QColor(followed.roles.accent).hue()
    assert abs(hue - QColor("#e66100").hue()) < 8
    assert followed.roles.text == LIGHT.text
    system.say(accent=None)
    assert followed.roles == LIGHT


def test_a_contrast_theme_of_the_system_brings_its_own_colours(
    followed: Theme, system: FakeSystem
) -> None:
    system.say(contrast=True, palette=contrast_theme("#202020", "#ffffff", "#8ee3f0", "#263b50"))
    assert followed.roles.window == followed.roles.surface == "#202020"
    assert followed.roles.accent == "#8ee3f0"
    # Who wants it light here all the same gets the program's own.
    followed.choose(Look.LIGHT)
    assert followed.roles == HIGH_LIGHT


def contrast_theme(window: str, text: str, chosen: str, on_chosen: str) -> QPalette:
    """A palette as Windows has it in one of its contrast themes."""
    palette = QPalette()
    part = QPalette.ColorRole
    for role, color in (
        (part.Window, window),
        (part.Base, window),
        (part.WindowText, text),
        (part.Text, text),
        (part.Highlight, chosen),
        (part.HighlightedText, on_chosen),
    ):
        palette.setColor(role, QColor(color))
    return palette


def test_a_palette_without_contrast_is_not_taken_for_a_contrast_theme() -> None:
    assert of_palette(contrast_theme("#777777", "#ffffff", "#0000ff", "#ffffff")) is None


def test_nothing_moves_when_the_system_or_the_person_says_so(
    followed: Theme, system: FakeSystem
) -> None:
    def duration() -> int:
        widget = QWidget()
        widget.ensurePolished()
        return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget)

    assert duration() > 0
    system.say(calm=True)
    assert duration() == 0
    system.say(calm=False)
    assert duration() > 0
    followed.choose_less_motion(True)
    assert duration() == 0


@pytest.mark.parametrize(
    ("file", "text", "calm", "high"),
    [
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", True, False),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations = false\n", True, False),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False, False),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-theme-name=HighContrast\n", False, True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-theme-name=Adwaita\n", False, False),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True, False),
        ("kdeglobals", "[Other]\nAnimationDurationFactor=0\n", False, False),
        ("kdeglobals", "\x00no settings at all", False, False),
    ],
)
def test_what_a_desktop_on_linux_keeps_about_motion_and_contrast_is_read(
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    file: str,
    text: str,
    calm: bool,
    high: bool,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    system = SystemLook(qapp)
    assert (system.wants_calm, system.wants_contrast) == (False, False)
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text)
    assert (system.wants_calm, system.wants_contrast) == (calm, high)


def test_the_real_system_is_asked_without_being_disturbed(qapp: QApplication, theme: Theme) -> None:
    system = SystemLook(qapp)
    told: list[bool] = []
    system.changed.connect(lambda: told.append(True))
    worn = qapp.palette().window().color().name()
    assert system.accent is None
    assert system.palette() is None
    assert qapp.palette().window().color().name() == worn
    assert told == []


# --- letters ------------------------------------------------------------------------------------


def test_the_type_scale_follows_the_systems_font(
    qapp: QApplication, theme: Theme, large: QFont
) -> None:
    large.setPointSizeF(20)
    qapp.setFont(large)
    assert scale.type_font("title").pointSizeF() == pytest.approx(25)
    assert scale.type_font("small").pointSizeF() == pytest.approx(18)


def test_what_is_shown_follows_the_systems_font_while_it_runs(
    qapp: QApplication, theme: Theme, large: QFont
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    shown: list[QWidget] = [Label("label", role="title"), QLineEdit("text"), QPushButton("Send")]
    for each in shown:
        column.addWidget(each)
    show(window)
    before = [each.fontMetrics().height() for each in shown]
    font = QFont(qapp.font())
    qapp.setFont(large)
    after = [each.fontMetrics().height() for each in shown]
    assert all(new > 1.7 * old for new, old in zip(after, before, strict=True)), after
    assert all(each.sizeHint().height() >= each.fontMetrics().height() for each in shown)
    qapp.setFont(font)
    assert [each.fontMetrics().height() for each in shown] == before
    window.hide()


def test_icons_grow_with_the_letters_and_shrink_again(
    qapp: QApplication, theme: Theme, large: QFont
) -> None:
    button, words, glyph = (
        IconButton("undo", "Undo"),
        Button("Send", icon_name="send"),
        Glyph("send"),
    )
    tick = CheckBox("Current")
    glyph.show_icon("info", "quiet")
    window = QWidget()
    column = QVBoxLayout(window)
    for each in (button, words, glyph, tick):
        column.addWidget(each)
    show(window)

    def sides() -> list[int]:
        box = tick.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, tick)
        return [button.iconSize().width(), words.iconSize().width(), glyph.width(), box]

    before, usual = sides(), QFont(qapp.font())
    assert before[0] == GRID
    qapp.setFont(large)
    assert all(new > 1.6 * old for new, old in zip(sides(), before, strict=True)), sides()
    # Drawn at that size, not blown up.
    assert button.icon().availableSizes()[0].width() == button.iconSize().width()
    assert button.height() >= button.iconSize().height()
    qapp.setFont(usual)
    assert sides() == before
    window.hide()


def test_icons_follow_the_palette(theme: Theme) -> None:
    def inked(button: IconButton) -> set[str]:
        image = button.icon().pixmap(GRID, GRID).toImage()
        colors = (image.pixelColor(x, y) for x in range(GRID) for y in range(GRID))
        return {color.name() for color in colors if color.alpha() == 255}

    button = IconButton("undo", "Undo")
    show(button)
    assert LIGHT.text in inked(button)
    theme.choose(Look.DARK)
    assert DARK.text in inked(button)
    button.close()


_CHILD = """
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
app = QApplication([])
from gui.views.icons import icon
from gui.views.theme import Theme
Theme().apply(app)
print(max(size.width() for size in icon("undo").availableSizes()))
"""


@pytest.mark.parametrize(("factor", "side"), [("1", 20), ("1.5", 30), ("2", 40)])
def test_icons_are_drawn_for_the_pixels_of_the_screen(factor: str, side: int) -> None:
    """The scale is known to a process from its start on, so each has one of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        env={**os.environ, "QT_SCALE_FACTOR": factor},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == str(side)


# --- controls -----------------------------------------------------------------------------------


def test_controls_are_large_enough_and_focus_moves_nothing(
    qapp: QApplication, theme: Theme
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    controls = {
        QLineEdit("text"): 32,
        QComboBox(): 32,
        Button("Send"): 32,
        Button("Revert all", kind="quiet"): 28,
        Button("Use", kind="quiet", dense=True): 24,
        QPlainTextEdit("text"): 32,
        IconButton("undo", "Undo"): 28,
        IconButton("undo", "Undo", dense=True): 24,
        CheckBox("Current"): 24,
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


def ring_pixels(widget: QWidget, roles: Roles) -> int:
    """How many pixels have the colour of the ring."""
    image = widget.grab().toImage()
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(x, y).name() == roles.focus for x, y in spots)


@pytest.mark.parametrize("kind", ["button", "icon", "tick"])
def test_the_ring_is_there_for_the_keys_and_not_after_a_click(
    qapp: QApplication, theme: Theme, kind: str
) -> None:
    made: dict[str, QWidget] = {
        "button": Button("Revert all"),
        "icon": IconButton("undo", "Undo"),
        "tick": CheckBox("Current"),
    }
    button = made[kind]
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other = QLineEdit()
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(button)
    show(window)
    other.setFocus()
    without = ring_pixels(button, LIGHT)
    QTest.keyClick(other, Qt.Key.Key_Tab)
    assert button.hasFocus()
    assert ring_pixels(button, LIGHT) > without + 20
    other.setFocus()
    assert ring_pixels(button, LIGHT) == without
    # What a click does; the pointer itself would stay over whatever the next tests show there.
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert button.hasFocus()
    qapp.processEvents()
    assert ring_pixels(button, LIGHT) == without
    # As soon as the keys are used it is seen where they go.
    QTest.keyClick(button, Qt.Key.Key_Shift)
    assert ring_pixels(button, LIGHT) > without + 20
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


@pytest.mark.parametrize("name", ALL)
def test_what_cannot_be_used_is_fainter_and_still_legible(name: str) -> None:
    roles = ALL[name]
    assert (
        2.0 < contrast(derived(roles)["faint"], roles.surface) < contrast(roles.text, roles.surface)
    )
