"""The window that dialogs stand over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from gui.views.theme import Theme


@pytest.fixture
def window(qapp: QApplication, theme: Theme) -> Iterator[QWidget]:
    """One with nothing in it."""
    window = QWidget()
    window.resize(900, 700)
    yield window
    window.close()
    window.deleteLater()
