"""One page of the guide: heading, picture, sentences; scrolled by keys and read out as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui import i18n, paths
from gui.i18n import _
from gui.views.dialogs.guide_pages import KeysOf, Page, matches
from gui.views.text import Label
from gui.views.theme import Space, current_roles, grown

DENSITY: Final = 2
"""Pixels of a stored picture for one of the page."""
_CORNER: Final = 8.0
_LINE: Final = 40
"""By how much the arrow keys scroll."""
_WIDEST: Final = 680
_DOT: Final = 6


def picture_file(name: str, *, dark: bool, language: str = "en") -> Path:
    """Where the picture of a page is, in the look that fits; the English one where there is none
    in that language."""
    folder = paths.resources() / "guide"
    file = f"{name}-{'dark' if dark else 'light'}.png"
    own = folder / language / file
    return own if language != "en" and own.is_file() else folder / file


class Picture(QWidget):
    """A picture as wide as there is room, in the look of the window, with round corners."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__()
        self._name = name
        self._pixmap = QPixmap()
        self.setAccessibleName(said)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._load()

    def sizeHint(self) -> QSize:
        return self._pixmap.deviceIndependentSize().toSize()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self.sizeHint()
        shown = min(width, size.width())
        return round(shown * size.height() / size.width()) if size.width() else 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._load()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pixmap.isNull():
            return
        width = min(self.width(), self.sizeHint().width())
        left = self.width() - width if self.isRightToLeft() else 0
        spot = QRectF(left, 0, width, self.heightForWidth(width)).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(spot, _CORNER, _CORNER)
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.save()
        painter.setClipPath(path)
        painter.drawPixmap(spot, self._pixmap, QRectF(self._pixmap.rect()))
        painter.restore()
        painter.setPen(QPen(QColor(current_roles().outline), 1))
        painter.drawPath(path)

    def _load(self) -> None:
        dark = QColor(current_roles().window).lightness() < 128
        self._pixmap = QPixmap(str(picture_file(self._name, dark=dark, language=i18n.language())))
        self._pixmap.setDevicePixelRatio(DENSITY)
        self.updateGeometry()


class PageView(QScrollArea):
    """Shows a page. It has the focus for the keys that scroll; a screen reader hears it whole."""

    def __init__(self, keys_of: KeysOf) -> None:
        super().__init__()
        self._keys_of = keys_of
        self.setObjectName("guide_page")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_page(self, page: Page, sought: str = "") -> None:
        """Shows a page from its top, or from the first sentence that has what is sought."""
        intro, *lines = page.sentences(self._keys_of)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(Label(page.heading, role="display", wrap=True))
        column.addWidget(_Sentence(intro, sought, leads=True))
        column.addWidget(Picture(page.name, _(page.shows)))
        found: QWidget | None = None
        for line in lines:
            sentence = _Sentence(line, sought)
            column.addWidget(sentence)
            if sought and found is None and matches(line, sought):
                found = sentence
        column.addStretch(1)
        self.setWidget(sheet)
        self.setAccessibleName(page.heading)
        self.setAccessibleDescription(" ".join((intro, *lines)))
        if found is not None and not matches(intro, sought):
            sheet.adjustSize()
            self.ensureWidgetVisible(found, 0, Space.XXL)
        else:
            self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        page = self.viewport().height() - _LINE
        step = {
            Qt.Key.Key_Down: _LINE,
            Qt.Key.Key_Up: -_LINE,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Space: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)


class _Sentence(QFrame):
    """A sentence behind its dot; one that has what is sought stands on a bar."""

    def __init__(self, text: str, sought: str, *, leads: bool = False) -> None:
        super().__init__()
        is_found = bool(sought) and matches(text, sought)
        if is_found:
            self.setProperty("look", "bar")
        self.setMaximumWidth(grown(_WIDEST))
        row = QHBoxLayout(self)
        inside = Space.S if is_found else 0
        row.setContentsMargins(inside, inside, inside, inside)
        row.setSpacing(Space.M)
        if not leads:
            row.addWidget(_Dot(), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(text, role="body" if not leads else "quiet", wrap=True), 1)


class _Dot(QWidget):
    """The mark before a sentence, at the height of its first line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_DOT, self.fontMetrics().lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_roles().accent))
        painter.drawEllipse(QRectF(self.rect()).center(), _DOT / 2, _DOT / 2)
