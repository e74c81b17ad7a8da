"""Help > About says what this is, under which licences, and what the organisation has set."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

import gui
from gui.app.about import set_lines
from gui.services import licences
from gui.services.policy import Policy
from gui.services.settings import UPDATE_URL
from gui.views.actions import Act
from gui.views.text import Label
from tests.helpers.program import running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")


async def test_version_licences_and_the_address_of_newer_versions(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        hands.program.window.acts[Act.ABOUT].trigger()
        dialog = await hands.dialog()
        words = " | ".join(one.text() for one in dialog.findChildren(Label))
        assert f"Version {gui.__version__}" in words
        assert "GNU Lesser General Public License 3" in words
        assert "organisation" not in words
        view = dialog.findChild(QPlainTextEdit)
        assert view is not None
        await until(view.toPlainText)
        assert "PySide6_Essentials" in view.toPlainText()

        line = hands.named("Tell me about newer versions", QLineEdit, dialog)
        save = [one for one in dialog.findChildren(QPushButton) if one.text() == "Save"]
        line.setFocus()
        line.clear()
        line.insert("http://it.example/v")
        line.textEdited.emit(line.text())
        save[0].click()
        said = " | ".join(one.text() for one in dialog.findChildren(Label))
        assert "no https address; nothing was saved" in said
        assert hands.program.settings.get(UPDATE_URL) == ""
        dialog.reject()


async def test_what_is_set_is_shown_and_cannot_be_changed(tmp_path: Path) -> None:
    policy = Policy(journal_days=30, update_url="https://it.example/v")
    async with running(tmp_path / "profile", policy=policy) as hands:
        hands.program.window.acts[Act.ABOUT].trigger()
        dialog = await hands.dialog()
        words = " | ".join(one.text() for one in dialog.findChildren(Label))
        assert "Set by your organisation: the journal is kept for 30 days." in words
        line = hands.named("Tell me about newer versions", QLineEdit, dialog)
        assert line.text() == "https://it.example/v"
        assert line.isReadOnly()
        dialog.reject()


def test_one_sentence_says_all_that_is_set() -> None:
    assert set_lines(Policy()) == []
    policy = Policy(
        read_only=True,
        review_always=True,
        journal_days=1,
        proxy="http://proxy.example:8080",
        allowed_subdomains=("a", "b"),
        file=Path("policy.json"),
    )
    (line,) = set_lines(policy)
    assert line == (
        "Set by your organisation (policy.json): read only; each send is looked through first; the "
        "journal is kept for 1 day; connections go by http://proxy.example:8080; allowed accounts: "
        "a, b."
    )


def test_a_package_shows_the_notices_that_it_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert "cannot be read" in licences.notices()
    (tmp_path / licences.NOTICES).write_text("All parts\n", encoding="utf-8")
    assert licences.notices() == "All parts\n"


def test_from_source_every_part_says_its_licence() -> None:
    lines = licences.notices().splitlines()
    names = {line.split(" ")[0] for line in lines}
    assert {"redline", "PySide6_Essentials", "httpx", "pypdfium2", "keyring"} <= names
    assert [line for line in lines if line.endswith(": ?")] == []
