"""Consent, flag, network and web address."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton

from gui.model.fields import Kind
from gui.model.networks import NETWORKS
from gui.model.values import MISSING
from gui.views.fields.consent import ConsentEditor
from gui.views.fields.flag import FlagEditor
from gui.views.fields.network import NetworkEditor
from gui.views.fields.table import make_editor
from gui.views.fields.url import UrlEditor
from gui.views.links import WebLink
from tests.views.fields.conftest import Stage, press, type_text

# --- consent ------------------------------------------------------------------------------------


@pytest.fixture
def consent(stage: Stage) -> ConsentEditor:
    row = stage.put_kind(Kind.CONSENT, "Texting consent")
    assert isinstance(row.editor, ConsentEditor)
    return row.editor


def checked(consent: ConsentEditor) -> list[str]:
    return [each.text() for each in consent.findChildren(QRadioButton) if each.isChecked()]


def test_consent_is_left_as_it_is_at_first(consent: ConsentEditor) -> None:
    assert [each.text() for each in consent.buttons] == [
        "Leave as it is",
        "Consented (forced)",
        "Declined",
    ]
    assert checked(consent) == ["Leave as it is"]


def test_consent_is_chosen_explicitly_and_can_be_left_again(
    stage: Stage, consent: ConsentEditor
) -> None:
    for button in (consent.buttons[1], consent.buttons[2], consent.buttons[0]):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert stage.edits == [("forced", False), ("declined", False), (MISSING, False)]


def test_consent_by_keys(stage: Stage, consent: ConsentEditor) -> None:
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)
    assert stage.values == ["forced"]
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is stage.after, "three choices are one stop"


def test_consent_shows_what_the_draft_holds(consent: ConsentEditor) -> None:
    for value, text in (("declined", "Declined"), (None, "Leave as it is"), ("forced", "Cons")):
        consent.show_value(value)
        assert checked(consent)[0].startswith(text)


# --- flag ---------------------------------------------------------------------------------------


@pytest.fixture
def flag(stage: Stage) -> FlagEditor:
    row = stage.put_kind(Kind.FLAG, "Current")
    assert isinstance(row.editor, FlagEditor)
    assert row.editor.box.text() == "Current"
    row.editor.focus_editor()
    return row.editor


@pytest.mark.parametrize("unset", [None, MISSING, False])
def test_a_flag_that_was_never_set_can_be_unset_again(
    stage: Stage, flag: FlagEditor, unset: object
) -> None:
    flag.set_original(unset)
    flag.show_value(unset)
    assert not flag.box.isChecked()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)
    assert stage.edits == [(True, False), (unset, False)]


def test_a_flag_that_was_set_becomes_no(stage: Stage, flag: FlagEditor) -> None:
    flag.show_value(None)
    flag.set_original(True)
    flag.show_value(True)
    press(Qt.Key.Key_Space)
    assert stage.edits == [(False, False)]


# --- network ------------------------------------------------------------------------------------


@pytest.fixture
def network(stage: Stage) -> NetworkEditor:
    row = stage.put_kind(Kind.NETWORK, "Network")
    assert isinstance(row.editor, NetworkEditor)
    row.editor.focus_editor()
    return row.editor


def test_all_networks_are_there_by_name(network: NetworkEditor) -> None:
    names = [network.box.itemText(at) for at in range(network.box.count())]
    assert len(names) == len(NETWORKS) == 46
    assert names == sorted(names, key=str.casefold)
    assert network.box.currentIndex() == -1


def test_a_network_is_chosen_by_typing_its_name(stage: Stage, network: NetworkEditor) -> None:
    type_text("githu")
    assert stage.values[-1] == "github"


def test_an_unknown_network_is_shown_and_kept(stage: Stage, network: NetworkEditor) -> None:
    network.show_value("mastodon\ufeff")
    assert network.box.currentText().startswith("mastodon")
    network.box.setCurrentIndex(0)
    network.box.setCurrentIndex(network.box.count() - 1)
    assert stage.values == ["academiaedu", "mastodon\ufeff"]
    network.show_value("github")
    assert network.box.count() == 46


def test_the_wheel_scrolls_the_form_and_not_the_choice(
    stage: Stage, network: NetworkEditor
) -> None:
    network.show_value("github")
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(network.box.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(network.box, event)
    assert stage.edits == []
    assert isinstance(network.box, QComboBox)
    assert network.box.currentText() == "GitHub"


# --- web address --------------------------------------------------------------------------------


def test_the_button_names_the_host_and_opens_plain_web_addresses_only(stage: Stage) -> None:
    opened: list[WebLink] = []
    editor = UrlEditor(open_link=opened.append)
    stage.put(editor, "URL")
    for refused in ("", "javascript:alert(1)", "file:///etc/passwd", "https://me@evil.example/"):
        editor.show_value(refused)
        assert not editor.button.isEnabled(), refused
        editor.button.click()
    assert opened == []
    editor.line.setFocus()
    editor.line.selectAll()
    type_text("https://github.com/amara")
    assert editor.button.isEnabled()
    assert editor.button.accessibleName() == "Open github.com in the browser"
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert [link.url for link in opened] == ["https://github.com/amara"]


# --- the table ----------------------------------------------------------------------------------


def test_a_kind_without_a_single_editor_is_refused() -> None:
    for kind in (Kind.ENTRIES, Kind.PROFILES, Kind.RESUME, Kind.PHOTO):
        with pytest.raises(KeyError):
            make_editor(kind)
