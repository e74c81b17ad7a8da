"""Every text that a view shows or tells, and the program in a language that nobody speaks.

In the pseudo-language each text that went through a catalogue stands in brackets. Helpers and
scenes know the program's English names, though; so while it is on, tests that ask a widget for its
texts are answered in English (`speaking_pseudo`), the program itself is not, and `texts_of` reads
what is really there.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtCore import QLocale, QModelIndex, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from gui import i18n
from gui.app import language
from gui.pseudo import CLOSE, OPEN

_BACK: Final = str.maketrans("ÅåÇçËëĞğÎîŁłÑñÖöŘřŠšŢţÛûÝýŽž", "AaCcEeGgIiLlNnOoRrSsTtUuYyZz")
_INNERMOST: Final = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*?) ?~+{CLOSE}")
_MOST_ROWS: Final = 40
_TESTS: Final = Path(__file__).resolve().parents[1]

_NAME = QWidget.accessibleName
_DESCRIPTION = QWidget.accessibleDescription
_TITLE = QWidget.windowTitle
_LABEL = QLabel.text
_BUTTON = QAbstractButton.text
_ACTION = QAction.text
_TAB = QTabBar.tabText


def english(text: str) -> str:
    """What a text of the pseudo-language was made of."""
    while (found := _INNERMOST.search(text)) is not None:
        text = text[: found.start()] + found[1].translate(_BACK) + text[found.end() :]
    return text


@contextmanager
def speaking_pseudo(app: QApplication, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program in the pseudo-language, and its widgets answering in English."""

    def answering(read: Callable[..., str]) -> Callable[..., str]:
        def answer(widget: Any, *given: int) -> str:
            text = read(widget, *given)
            asker = Path(sys._getframe(1).f_code.co_filename)
            return english(text) if asker.is_relative_to(_TESTS) else text

        return answer

    before = QLocale()
    i18n.install("en_XA")
    language.apply(app)
    for kind, name, read in (
        (QWidget, "accessibleName", _NAME),
        (QWidget, "accessibleDescription", _DESCRIPTION),
        (QWidget, "windowTitle", _TITLE),
        (QLabel, "text", _LABEL),
        (QAbstractButton, "text", _BUTTON),
        (QAction, "text", _ACTION),
        (QTabBar, "tabText", _TAB),
    ):
        patch.setattr(kind, name, answering(read))
    try:
        yield
    finally:
        patch.undo()
        i18n.install("en")
        QLocale.setDefault(before)
        for translator in app.findChildren(QTranslator):
            app.removeTranslator(translator)
            translator.deleteLater()


def texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """What it shows and tells: how, and the text. What is typed into it is not among them."""
    yield "name", _NAME(widget)
    yield "description", _DESCRIPTION(widget)
    yield "tip", _plain(widget.toolTip())
    if widget.isWindow():
        yield "title", _TITLE(widget)
    match widget:
        case QLabel():
            yield "label", _LABEL(widget)
        case QAbstractButton():
            yield "button", _BUTTON(widget)
        case QLineEdit() | QPlainTextEdit():
            yield "placeholder", widget.placeholderText()
        case QTabBar():
            for at in range(widget.count()):
                yield "tab", _TAB(widget, at)
        case QComboBox():
            for at in range(widget.count()):
                yield "choice", widget.itemText(at)
        case QMenu():
            for action in widget.actions():
                yield "command", _ACTION(action)
                yield "tip", _plain(action.toolTip())
        case QAbstractItemView():
            yield from _rows(widget)
        case _:
            pass


def _rows(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model: Any = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(QModelIndex()), _MOST_ROWS)):
        index = model.index(row, 0, QModelIndex())
        for role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.AccessibleDescriptionRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            text = model.data(index, role)
            if isinstance(text, str):
                yield "row", _plain(text)


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<br\s*/?>", "\n", text).replace("<qt>", "").replace("</qt>", ""))


def left_over(text: str) -> str:
    """What of a text stands outside of all brackets: what no translator has seen."""
    kept, depth = [], 0
    for char in text:
        if char == OPEN:
            depth += 1
        elif char == CLOSE:
            depth -= 1
        elif depth == 0:
            kept.append(char)
    return "".join(kept)
