"""The zone of the resume: which one is stored, which one is to replace it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.i18n import _
from gui.model.fileformats import Role
from gui.model.filenames import shown_name
from gui.views.buttons import Button
from gui.views.fields.flow import FlowLayout
from gui.views.panels.files_invitation import Size
from gui.views.panels.files_zone import StagedFile, Zone
from gui.views.tabs.tab_order import take_in
from gui.views.text import Label, set_tip
from gui.views.theme import Space


class ResumeZone(Zone):
    """Signals: `open_asked()`, `save_asked()` about the stored resume."""

    open_asked = Signal()
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Role.RESUME, parent)
        self._name = Label(elide=True)
        self._day = Label(role="small", elide=True)
        self.open_button = Button(_("Open"), kind="quiet", icon_name="external")
        self.open_button.clicked.connect(self.open_asked)
        self.save_button = Button(_("Save as…"), kind="quiet", icon_name="download")
        self.save_button.clicked.connect(self.save_asked)
        self.body.setSpacing(Space.XS)
        self.body.addWidget(self._name)
        self.body.addWidget(self._day)
        row = FlowLayout(gap=Space.XS, hang=Space.S)
        row.addWidget(self.open_button)
        row.addWidget(self.save_button)
        self.body.addLayout(row)
        self.below.addWidget(self.invitation)
        # What is stored stands above what is staged, which was made first.
        take_in(take_in(self.save_button, self.staged), self.invitation)
        self._has_stored = False

    def show_stored(self, name: str | None, day: str) -> None:
        """Shows the stored resume; None for none."""
        self._name.setText(_("No resume stored") if name is None else shown_name(name, 60))
        self._name.set_tone("quiet" if name is None else "text")
        set_tip(self._name, "" if name is None else shown_name(name))
        self._day.setText(day)
        self._day.setVisible(bool(day))
        for button in (self.open_button, self.save_button):
            button.setVisible(name is not None)
        self._has_stored = name is not None

    def show_staged(self, file: StagedFile | None, *, was: str, trouble: str = "") -> None:
        super().show_staged(file, was=was, trouble=trouble)
        is_empty = file is None and not self._has_stored
        self.invitation.show_size(Size.LARGE if is_empty else Size.ROW)

    def set_busy(self, busy: bool) -> None:
        """While the resume is on its way it cannot be asked for again."""
        for button in (self.open_button, self.save_button):
            button.setEnabled(not busy)
