"""What nobody touched is never told: the promise that lets a form show anything (P6)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.model.fields import Kind
from gui.model.values import MISSING
from gui.views.fields.inputs import LineInput, TextInput
from tests.views.fields.conftest import KINDS, Stage, press

HOSTILE = (
    "",
    " ",
    "  two blanks at both ends  ",
    "line\nfeed",
    "windows\r\nline\r\nends",
    "mixed\r\nline\nends\r",
    "\r",
    "\n\n\n",
    "\r\n",
    "no\u00a0break",
    "\u00a0",
    "line\u2028separator",
    "paragraph\u2029separator",
    "\ufeffbyte order mark",
    "inner\ufeffmark",
    "nul\0inside",
    "\0",
    "\x01\x02\x1f controls",
    "\x7f",
    "next\x85line",
    "vertical\x0btab\x0cfeed",
    "tab\tinside",
    "\ud800 lone high",
    "lone low \udc00",
    "\udfff\ud800",
    "\ufdd0\ufdd1",
    "\ufffc object",
    "\ufffe\uffff",
    "\u202eright to left override",
    "\u2066isolate\u2069",
    "zero\u200bwidth",
    "\u200e\u200f marks",
    "soft\u00adhyphen",
    "שלום עולם",
    "سلام دنیا، متن فارسی",
    "abc שלום 123",
    "日本語のテキスト",
    "👩‍👩‍👧‍👦 family",
    "🇸🇪🇬🇷 flags",
    "👍🏽",
    "e\u0301 combining",
    "a" + "\u0301" * 60,
    "<b>bold</b>",
    "<img src='file:///etc/passwd'>",
    "&lt;p&gt; &amp; &",
    "<table>" * 16,
    "{field} %s %n {0}",
    "&File",
    "[*]",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "http://user@host/",
    "2011-03-05",
    "2010",
    "0000-00-00",
    "2011-02-30",
    "March 2010",
    "2011-03-05T00:00:00Z",
    "present",
    "03/04/2011",
    "=1+1",
    "a, b; c",
    "x" * 40_000,
    "x" * 100_000,
    "word " * 20_000,
    "line\n" * 3_000,
)
ODD = (None, MISSING, True, False, 0, (), ("a", "a", "A", ""), ("\ufeffx", "a,b", "line\nend"))


@pytest.mark.parametrize("kind", KINDS, ids=[kind.value for kind in KINDS])
def test_showing_and_looking_tells_nothing(stage: Stage, kind: Kind) -> None:
    """Whatever is shown, walked through, locked and shown again: no edit is told."""
    row = stage.put_kind(kind)
    words = [(text,) for text in HOSTILE] if kind is Kind.WORDS else []
    for value in (*HOSTILE, *ODD, *words):
        row.editor.set_original(value)
        row.editor.show_value(value)
        row.editor.show_value(value)
        row.editor.focus_editor()
        row.editor.commit()
        row.editor.set_read_only(True)
        row.editor.set_read_only(False)
        stage.before.setFocus()
        row.editor.show_value("another" if kind is not Kind.WORDS else ("another",))
        row.editor.show_value(value)
        row.editor.start_over()
    assert stage.edits == []


@pytest.mark.parametrize("kind", KINDS, ids=[kind.value for kind in KINDS])
def test_walking_through_with_keys_that_do_not_write_tells_nothing(
    stage: Stage, kind: Kind
) -> None:
    row = stage.put_kind(kind)
    for value in ("2010", "x\r\ny\n", "\ufeffx", None):
        row.editor.show_value((value,) if kind is Kind.WORDS and value else value)
        stage.before.setFocus()
        press(Qt.Key.Key_Tab)
        ends = () if kind is Kind.NETWORK else (Qt.Key.Key_Home, Qt.Key.Key_End)
        for key in (*ends, Qt.Key.Key_Escape, Qt.Key.Key_F3):
            press(key)
        if kind is not Kind.NETWORK:  # a list takes letters as a search
            press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert stage.edits == []


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:24] for text in HOSTILE])
@pytest.mark.parametrize("kind", [Kind.LINE, Kind.TEXT], ids=["line", "text"])
def test_an_edit_changes_only_what_was_typed(stage: Stage, kind: Kind, text: str) -> None:
    """Where a text can be edited at once, a letter typed at its end adds that letter to it."""
    row = stage.put_kind(kind)
    row.editor.show_value(text)
    entry = row.editor.main_widget()
    assert isinstance(entry, LineInput | TextInput)
    if entry.isReadOnly():
        assert row.editor.is_asking, "read-only without a way out"
        return
    row.editor.focus_editor()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(entry, Qt.Key.Key_End, control if kind is Kind.TEXT else Qt.KeyboardModifier(0))
    QTest.keyClick(entry, Qt.Key.Key_Q)
    assert stage.values == [text + "q"]


def test_what_must_be_editable_without_asking(stage: Stage) -> None:
    """The escape of the test above must not become the rule."""
    row = stage.put_kind(Kind.TEXT)
    for text in ("windows\r\nline\r\nends", "no\u00a0break", "\u2028", "nul\0", "שלום", "<b>"):
        row.editor.show_value(text)
        entry = row.editor.main_widget()
        assert isinstance(entry, TextInput)
        assert not entry.isReadOnly(), ascii(text)
