"""What is left in the clipboard when the program ends."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gui.model.clippings import MIME


def leave() -> None:
    """Leaves copied entries in the clipboard as their text, in an object that Qt owns.

    Qt destroys the clipboard after Python has ended; an object made in Python would crash it
    there. Whose the clipboard is cannot be asked: not every platform knows.
    """
    board = QGuiApplication.clipboard()
    # Whatever Qt's stubs say, an empty clipboard gives None.
    held = cast("QMimeData | None", board.mimeData())
    if held is not None and held.hasFormat(MIME):
        text = board.text()
        board.clear()
        board.setText(text)
