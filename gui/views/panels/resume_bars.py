"""What stands above a resume: its name and switch, page, zoom and search."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.filenames import shown_name
from gui.services.resume_files import Source
from gui.views.actions import Act
from gui.views.buttons import Button
from gui.views.icons import IconButton
from gui.views.keyed import KeyedButton
from gui.views.keymap import key_text, native
from gui.views.text import Label, set_tip
from gui.views.theme import Space


class ResumeBar(QWidget):
    """The file's name, which of the two, page, zoom and the ways on.

    Signals: `source_chosen(Source)`, `both_chosen()`, `zoom_asked(int)` for one step,
    `fit_asked()`, `search_asked()`, `open_asked()`.
    """

    source_chosen = Signal(object)
    both_chosen = Signal()
    zoom_asked = Signal(int)
    fit_asked = Signal()
    search_asked = Signal()
    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Label(role="label", elide=True)
        self.page = Label(role="small")
        self.stored_button = Button(_("Stored"), kind="quiet", dense=True)
        self.staged_button = Button(_("Staged"), kind="quiet", dense=True)
        self.both_button = Button(_("Both"), kind="quiet", dense=True)
        self._tell_switch()
        self._switch = QButtonGroup(self)
        for source, button in self._sources():
            button.setCheckable(True)
            self._switch.addButton(button)
            button.clicked.connect(lambda _checked=False, it=source: self.source_chosen.emit(it))
        self.both_button.setCheckable(True)
        self._switch.addButton(self.both_button)
        self.both_button.clicked.connect(lambda _checked=False: self.both_chosen.emit())
        self.out_button = KeyedButton("minus", _("Zoom out"), Act.ZOOM_OUT, role="quiet")
        self.zoom = Label(role="small")
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom.setMinimumWidth(self.zoom.fontMetrics().horizontalAdvance("000 %"))
        self.in_button = KeyedButton("plus", _("Zoom in"), Act.ZOOM_IN, role="quiet")
        self.fit_button = KeyedButton("fit-width", _("Fit width"), Act.FIT_WIDTH, role="quiet")
        self.fit_button.setCheckable(True)
        self.search_button = KeyedButton(
            "search", _("Search in the resume"), Act.RESUME_SEARCH, role="quiet"
        )
        self.open_button = IconButton("external", _("Open in viewer…"), role="quiet")
        self.out_button.clicked.connect(lambda: self.zoom_asked.emit(-1))
        self.in_button.clicked.connect(lambda: self.zoom_asked.emit(1))
        self.fit_button.clicked.connect(self._on_fit)
        self.search_button.clicked.connect(self.search_asked)
        self.open_button.clicked.connect(self.open_asked)
        self._compose()

    def _compose(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(Space.XS)
        first.addWidget(self.name, 1)
        first.addWidget(self.stored_button)
        first.addWidget(self.staged_button)
        first.addWidget(self.both_button)
        second = QHBoxLayout()
        second.setSpacing(2)
        second.addWidget(self.page)
        second.addStretch(1)
        for widget in (self.out_button, self.zoom, self.in_button, self.fit_button):
            second.addWidget(widget)
        second.addSpacing(Space.S)
        second.addWidget(self.search_button)
        second.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.S, Space.S, Space.XS)
        column.setSpacing(Space.XS)
        column.addLayout(first)
        column.addLayout(second)

    def _sources(self) -> tuple[tuple[Source, Button], ...]:
        return (Source.STORED, self.stored_button), (Source.STAGED, self.staged_button)

    def show_file(
        self, name: str, source: Source, sources: tuple[Source, ...], *, both: bool = False
    ) -> None:
        """Names the file, and offers the switch where there are two. With `both` each has its own
        name above it."""
        self.name.setText(shown_name(name, 60) if name and not both else _("Resume"))
        set_tip(self.name, shown_name(name) if name and not both else "")
        for each, button in self._sources():
            button.setVisible(len(sources) > 1)
            button.setChecked(each is source and not both)
        self.both_button.setVisible(len(sources) > 1)
        self.both_button.setChecked(both)

    def told_source(self) -> str:
        """Which of them is shown, in words."""
        checked = self._switch.checkedButton()
        return next((words for button, words in self._switched() if button is checked), "")

    def show_shortcuts(self) -> None:
        """The key that leads from one to the next may be another."""
        self._tell_switch()

    def _switched(self) -> tuple[tuple[Button, str], ...]:
        return (
            (self.stored_button, _("The resume that the service has")),
            (self.staged_button, _("The resume that goes with the next send")),
            (self.both_button, _("The stored resume beside the staged one")),
        )

    def _tell_switch(self) -> None:
        for button, words in self._switched():
            set_tip(button, words, key_text(Act.NEXT_RESUME))

    def show_page(self, number: int, count: int) -> None:
        """Which page is seen, from 1; nothing where there are none."""
        text = _("{number} of {count}").format(number=number, count=count) if count else ""
        self.page.setText(text)
        self.page.setAccessibleDescription(_("Page") if count else "")

    def show_zoom(self, zoom: float, *, fitted: bool) -> None:
        self.zoom.setText(_("{percent} %").format(percent=round(zoom * 100)))
        self.fit_button.setChecked(fitted)

    def set_ready(self, ready: bool, *, can_open: bool) -> None:
        """What can be pressed now."""
        for button in (self.out_button, self.in_button, self.fit_button, self.search_button):
            button.setEnabled(ready)
        self.open_button.setEnabled(can_open)
        if not ready:
            self.zoom.setText("")
            self.show_page(0, 0)

    def _on_fit(self) -> None:
        self.fit_button.setChecked(True)
        self.fit_asked.emit()


class SearchLine(QWidget):
    """Signals: `wanted(str)` while typing, `step_asked(int)` for the next or previous place,
    `closed()`."""

    wanted = Signal(str)
    step_asked = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.input = _SearchInput()
        self.input.setPlaceholderText(_("Search in the resume"))
        self.input.setAccessibleName(_("Search in the resume"))
        self.count = Label(role="small")
        self.previous_button = IconButton(
            "up", _("Previous place"), role="quiet", shortcut=native("Shift+Enter")
        )
        self.next_button = IconButton(
            "down", _("Next place"), role="quiet", shortcut=native("Enter")
        )
        self.close_button = IconButton(
            "close", _("Close search"), role="quiet", shortcut=native("Esc")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, 0, Space.S, Space.S)
        row.setSpacing(2)
        row.addWidget(self.input, 1)
        row.addSpacing(Space.XS)
        row.addWidget(self.count)
        row.addSpacing(Space.XS)
        for button in (self.previous_button, self.next_button, self.close_button):
            row.addWidget(button)
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("00 of 00"))
        self.input.textChanged.connect(self.wanted)
        self.input.stepped.connect(self.step_asked)
        self.input.left.connect(self.closed)
        self.previous_button.clicked.connect(lambda: self.step_asked.emit(-1))
        self.next_button.clicked.connect(lambda: self.step_asked.emit(1))
        self.close_button.clicked.connect(self.closed)

    def show_count(self, number: int, count: int) -> None:
        """Which of how many places is looked at, from 1."""
        if not self.input.text().strip():
            text = ""
        elif not count:
            text = _("not found")
        else:
            text = _("{number} of {count}").format(number=number, count=count)
        self.count.setText(text)
        for button in (self.previous_button, self.next_button):
            button.setEnabled(count > 1)


class _SearchInput(QLineEdit):
    """Signals: `stepped(int)` for Enter and Shift+Enter, `left()` for Esc."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
