"""The guide: a window of its own beside the program's, with contents, a search and pages.

It is open while one works: no part of it waits for an answer. The pages are in `guide_pages`.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _, ngettext
from gui.views.announce import announce
from gui.views.ask import take_room
from gui.views.buttons import Button
from gui.views.dialogs.guide_page import PageView
from gui.views.dialogs.guide_pages import PAGES, KeysOf, Page, matches
from gui.views.icons import app_icon, make_clearable
from gui.views.text import Label
from gui.views.theme import Space

_FIRST_SIZE: Final = (980, 720)
_CONTENTS: Final = 272
_LETTERS: Final = 36
"""How wide the contents are: in pixels, and in letters where these are large."""
_PADDING: Final = (3 * Space.S, 2 * Space.XS + 1)
"""Of a row in the contents: what the style sheet and Qt keep free beside and around its text."""
_PAGE: Final = Qt.ItemDataRole.UserRole


class GuideWindow(QDialog):
    """Opens on the first page; `show_page` leads to another by its name."""

    def __init__(self, keys_of: KeysOf, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self.setWindowTitle(_("Guide to Redline"))
        self.setWindowIcon(app_icon())
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take_room(self, *_FIRST_SIZE)
        self._keys_of = keys_of
        self._search = QLineEdit()
        self._search.setAccessibleName(_("Search the guide"))
        self._search.setPlaceholderText(_("Search the guide"))
        make_clearable(self._search)
        self._contents = QListWidget()
        self._contents.setAccessibleName(_("Contents"))
        self._contents.setWordWrap(True)
        self._contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._contents.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._found = Label(role="small", wrap=True)
        self._page = PageView(keys_of)
        self._back = Button(_("Previous page"), kind="quiet", icon_name="up")
        self._on = Button(_("Next page"), kind="quiet", icon_name="down")
        self._compose()
        self._search.textChanged.connect(self._sift)
        self._contents.currentItemChanged.connect(lambda item, _before: self._show(item))
        self._back.clicked.connect(lambda: self.step(-1))
        self._on.clicked.connect(lambda: self.step(1))
        for keys, act in (
            ("Ctrl+F", self._go_to_search),
            ("Ctrl+PgDown", lambda: self.step(1)),
            ("Ctrl+PgUp", lambda: self.step(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._sift("")
        self._contents.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_page(self, name: str) -> None:
        """Leads to a page; a search that hides it is ended."""
        self._search.clear()
        for row in range(self._contents.count()):
            if self._page_of(self._contents.item(row)).name == name:
                self._contents.setCurrentRow(row)

    def step(self, by: int) -> None:
        """To the next (1) or previous (-1) page of those in the contents."""
        row = self._contents.currentRow() + by
        if 0 <= row < self._contents.count():
            self._contents.setCurrentRow(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        searching = self._search.hasFocus()
        if event.key() == Qt.Key.Key_Escape and searching and self._search.text():
            self._search.clear()
        elif searching and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._contents.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # --- inside ----------------------------------------------------------------------------

    def _compose(self) -> None:
        side = QFrame()
        side.setProperty("look", "panel")
        wide = _LETTERS * self.fontMetrics().averageCharWidth()
        side.setFixedWidth(max(_CONTENTS, wide))
        self._room = side.width() - 2 * Space.M - _PADDING[0]
        contents = QVBoxLayout(side)
        contents.setContentsMargins(Space.M, Space.L, Space.M, Space.M)
        contents.setSpacing(Space.M)
        contents.addWidget(self._search)
        contents.addWidget(self._contents, 1)
        contents.addWidget(self._found)

        row = QHBoxLayout()
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        row.setSpacing(Space.S)
        row.addWidget(self._back)
        row.addWidget(self._on)
        row.addStretch(1)
        close = Button(_("Close"))
        close.clicked.connect(self.reject)
        row.addWidget(close)
        # Enter walks the contents or presses the button that has the focus.
        for button in (self._back, self._on, close):
            button.setAutoDefault(False)
        line = QFrame()
        line.setProperty("look", "hairline")
        line.setFixedHeight(1)
        paper = QFrame()
        paper.setProperty("look", "paper")
        reading = QVBoxLayout(paper)
        reading.setContentsMargins(0, 0, 0, 0)
        reading.setSpacing(0)
        reading.addWidget(self._page, 1)
        reading.addWidget(line)
        reading.addLayout(row)

        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(side)
        both.addWidget(paper, 1)

    def _sift(self, sought: str) -> None:
        """Leaves those pages in the contents that hold what is sought."""
        at = self._contents.currentRow()
        shown = self._page_of(self._contents.item(at)).name if at >= 0 else ""
        found = [page for page in PAGES if self._holds(page, sought)]
        self._contents.blockSignals(True)
        self._contents.clear()
        for page in found:
            item = QListWidgetItem(page.heading, self._contents)
            item.setData(_PAGE, page.name)
        names = [page.name for page in found]
        row = names.index(shown) if shown in names else 0
        self._contents.setCurrentRow(row if found else -1)
        self._contents.blockSignals(False)
        self._fit_rows()
        said = ""
        if sought.strip():
            text = ngettext("{count} page has it", "{count} pages have it", len(found))
            said = text.format(count=len(found))
            if not found:
                said = _("No page has it. Try another word.")
            announce(self._search, said)
        self._found.setText(said)
        self._show(self._contents.currentItem())

    def _fit_rows(self) -> None:
        """Gives each title the height of its lines; by itself a list cuts it after the first."""
        metrics = self._contents.fontMetrics()
        for row in range(self._contents.count()):
            item = self._contents.item(row)
            flags = Qt.TextFlag.TextWordWrap
            lines = metrics.boundingRect(0, 0, self._room, 1000, flags, item.text()).height()
            item.setSizeHint(QSize(self._room, lines + _PADDING[1]))

    def _holds(self, page: Page, sought: str) -> bool:
        texts = (page.heading, *page.sentences(self._keys_of))
        return not sought.strip() or any(matches(text, sought) for text in texts)

    def _show(self, item: QListWidgetItem | None) -> None:
        row = self._contents.currentRow()
        self._back.setEnabled(row > 0)
        self._on.setEnabled(0 <= row < self._contents.count() - 1)
        if item is not None:
            self._page.show_page(self._page_of(item), self._search.text().strip())

    def _page_of(self, item: QListWidgetItem) -> Page:
        return next(page for page in PAGES if page.name == item.data(_PAGE))

    def _go_to_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()
