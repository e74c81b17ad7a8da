"""The zone of the photo: the one that is stored and the one that is to replace it, side by side."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from gui.i18n import _
from gui.model.fileformats import Role
from gui.views.buttons import Button
from gui.views.icons import Glyph
from gui.views.panels.files_invitation import Size
from gui.views.panels.files_picture import LEAST_SIDE, CaptionedPicture
from gui.views.panels.files_source import SourceChoice
from gui.views.panels.files_zone import Zone
from gui.views.text import Label
from gui.views.theme import Space

_TOP = Qt.AlignmentFlag.AlignTop


class PhotoZone(Zone):
    """Signals: `source_chosen(slug | None)`; `retry_asked()` to fetch the stored one again;
    `edit_asked()` about the staged one."""

    source_chosen = Signal(object)
    retry_asked = Signal()
    edit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Role.PHOTO, parent)
        self._is_new_shown = False
        self._is_below: bool | None = None
        self.now = CaptionedPicture(_("now"))
        self.new = CaptionedPicture(_("new"))
        self._arrow = Glyph("arrow-right", "quiet")
        self._trouble = Label(role="small", wrap=True)
        self.retry_button = Button(_("Try again"), kind="quiet", icon_name="refresh")
        self.retry_button.clicked.connect(self.retry_asked)
        self.source = SourceChoice()
        self.source.chosen.connect(self.source_chosen)
        self.below.addWidget(self.source)
        self.staged.edit_button.clicked.connect(self.edit_asked)

        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.S)
        self._grid.setVerticalSpacing(0)
        self._grid.addWidget(self.now, 0, 0, 2, 1, _TOP)
        self._grid.addWidget(self._arrow, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self.new, 0, 2, 2, 1, _TOP)
        self._grid.setColumnStretch(3, 1)
        self._grid.setRowMinimumHeight(0, LEAST_SIDE)
        self.body.addLayout(self._grid)
        said = QHBoxLayout()
        said.addWidget(self._trouble, 1)
        said.addWidget(self.retry_button)
        self.body.addLayout(said)
        self.show_stored(None, "")
        self.show_new(None, shown=False)

    def show_stored(self, image: QImage | None, words: str, *, trouble: str = "") -> None:
        """Shows the stored photo over `words`, and why it cannot be shown."""
        self.now.show_picture(image, caption=words)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self.retry_button.setVisible(bool(trouble))

    def show_new(self, image: QImage | None, *, shown: bool, glyph: str = "photo") -> None:
        """Shows the staged photo beside the stored one; the glyph where it has no picture.

        Until one is staged, its place invites to drop or choose one.
        """
        self.new.show_picture(image, glyph=glyph, is_new=shown)
        for widget in (self.new, self._arrow, self.source):
            widget.setVisible(shown)
        self._is_new_shown = shown
        self._place_invitation()

    def minimumSizeHint(self) -> QSize:
        # The invitation may stand below the picture.
        least = max(LEAST_SIDE, self.invitation.minimumSizeHint().width()) + 2 * Space.M
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_invitation()

    def _place_invitation(self) -> None:
        """Beside the stored picture while nothing stands there and there is room, else below."""
        beside = LEAST_SIDE + self.invitation.minimumSizeHint().width() + 2 * Space.M + 3 * Space.S
        is_below = self._is_new_shown or self.width() < beside
        if is_below is self._is_below:
            return
        self._is_below = is_below
        # Within the same parent, so that the button keeps its focus.
        self._grid.removeWidget(self.invitation)
        self.below.removeWidget(self.invitation)
        if is_below:
            self.below.addWidget(self.invitation)
        else:
            self._grid.addWidget(self.invitation, 0, 1, 1, 3)
        self.invitation.show_size(Size.ROW if is_below else Size.SLOT)

    def show_source(self, source: str | None, *, offered: str | None = None) -> None:
        """Shows where the staged photo comes from, and the network that its address tells."""
        self.source.offer(offered)
        self.source.show_source(source)

    def set_editable(self, editable: bool) -> None:
        super().set_editable(editable)
        self.source.setEnabled(editable)
