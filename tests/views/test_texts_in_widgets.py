"""What the model believes of editors, asked of the editors themselves (H44)."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gui.model.texts import widget_safe

# Every character that is not plainly visible, the noncharacters, and some that are.
ODD = [
    chr(number)
    for number in range(sys.maxunicode + 1)
    if unicodedata.category(chr(number)) in ("Cc", "Cf", "Zl", "Zp", "Zs")
    or 0xFDD0 <= number <= 0xFDEF
    or number & 0xFFFE == 0xFFFE
]
PLACES = ["a{}b", "{}b", "a{}"]
SURROGATES = ["\ud800", "\udfff", "\ud83d\ude00"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("multiline", [True, False])
def test_a_text_that_is_called_safe_comes_back_as_it_was(
    qtbot: QtBot, place: str, multiline: bool
) -> None:
    editor = QPlainTextEdit() if multiline else QLineEdit()
    qtbot.addWidget(editor)
    altered = []
    for char in [*ODD, *SURROGATES, "x", "é", "語", "😀", "שׁ", "\r\n"]:
        text = place.format(char)
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            back = editor.toPlainText()
        else:
            editor.setText(text)
            back = editor.text()
        if back != text and widget_safe(text, multiline=multiline):
            altered.append(ascii(text))
    assert altered == []


@pytest.mark.parametrize(
    "text", ["a\r\nb", "a\u00a0b", "a\u2028b", "a\u2029b", "\ufeffa", "\ud800", "\ufdd0", "\ufdd1"]
)
def test_a_text_that_is_called_unsafe_really_is(qtbot: QtBot, text: str) -> None:
    editor = QPlainTextEdit()
    qtbot.addWidget(editor)
    editor.setPlainText(text)
    assert editor.toPlainText() != text
    assert not widget_safe(text)


def test_a_line_is_cut_where_the_model_says(qtbot: QtBot) -> None:
    editor = QLineEdit()
    qtbot.addWidget(editor)
    for text in ("x" * 32_767, "x" * 32_768, "😀" * 16_383, "😀" * 16_384):
        editor.setText(text)
        assert (editor.text() == text) == widget_safe(text, multiline=False)
