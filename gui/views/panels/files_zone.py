"""What the zones for resume and photo have in common: a card with its heading and mark, the file
that is staged, and the ways to choose another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _, listed
from gui.model.fileformats import Role, format_of
from gui.model.filenames import shown_name
from gui.model.networks import link_host
from gui.model.texts import human_size
from gui.model.values import FileUpload, LinkUpload, Upload
from gui.services.attachments import Attachments
from gui.views.buttons import Button
from gui.views.icons import Glyph, IconButton
from gui.views.panels.files_invitation import Invitation
from gui.views.text import Label, set_tip
from gui.views.theme import Space, current_roles

_BAR: Final = 3
_NAME_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class StagedFile:
    """What is said about a staged file or link. `notes` are worth a second look."""

    name: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    has_position: bool = False
    is_turned: bool = False
    """Whether it lies on its side and only says so."""
    can_edit: bool = False


def staged_file(upload: Upload, attachments: Attachments, *, said: str = "") -> StagedFile:
    """What to say about an upload; `BadFile` where its contents are not at hand.

    `said` is what editing did to it.
    """
    if isinstance(upload, LinkUpload):
        host = link_host(upload.url) or upload.url
        return StagedFile(host, (upload.url, _("Workable fetches it from there.")))
    verdict = attachments.verdict_of(upload)
    name = shown_name(attachments.original_name(upload), _NAME_LENGTH)
    lines = [_kind_and_size(upload, verdict.picture), _as_sent(upload)]
    picture = verdict.picture
    if said:
        lines.append(said)
    return StagedFile(
        name,
        tuple(lines),
        verdict.notes,
        has_position=picture is not None and picture.has_location,
        is_turned=picture is not None and picture.orientation != 1,
        can_edit=picture is not None,
    )


def _kind_and_size(upload: FileUpload, picture: object) -> str:
    found = format_of(upload.media)
    parts = [found.label if found is not None else upload.media]
    width, height = getattr(picture, "width", 0), getattr(picture, "height", 0)
    if width:
        parts.append(f"{width} × {height}")
    parts.append(human_size(upload.size))
    return listed(parts)


def _as_sent(upload: FileUpload) -> str:
    size = human_size(4 * -(-upload.size // 3))
    return _("{size} on its way, as base64").format(size=size)


class StagedCard(QFrame):
    """The staged file on the colour of changes, with the bar of a changed field.

    Signals: `remove_asked()` to take it off again, `clean_asked()` to remove the position.
    """

    remove_asked = Signal()
    clean_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = Label(_("New, not sent yet"), role="label", tone="changed")
        self._name = Label(role="strong", elide=True)
        self._lines = [
            Label(role="small", elide=True),
            Label(role="small", elide=True),
            Label(role="small", wrap=True),
        ]
        self.remove_button = IconButton("close", _("Remove"), role="changed")
        self.remove_button.clicked.connect(self.remove_asked)
        self._notes = Label(role="small", tone="warning", wrap=True)
        self._mark = Glyph("warning", "warning", side=Space.L)
        self.clean_button = Button(_("Remove position"), kind="quiet", dense=True)
        self.clean_button.clicked.connect(self.clean_asked)
        self.edit_button = Button(_("Edit photo…"), kind="quiet", icon_name="crop", dense=True)
        self._trouble = Label(role="small", tone="error", wrap=True)

        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.remove_button)
        note = QHBoxLayout()
        note.setContentsMargins(0, Space.XS, Space.S, 0)
        note.setSpacing(Space.XS)
        note.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._notes, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.XS, Space.XS, Space.S)
        column.setSpacing(1)
        column.addLayout(top)
        column.addWidget(self._name)
        for line in self._lines:
            column.addWidget(line)
        column.addLayout(note)
        deeds = QHBoxLayout()
        deeds.setSpacing(Space.XS)
        deeds.addWidget(self.edit_button)
        deeds.addWidget(self.clean_button)
        deeds.addStretch(1)
        column.addLayout(deeds)
        column.addWidget(self._trouble)

    def show_file(self, file: StagedFile) -> None:
        """Shows what is staged."""
        self._name.setText(file.name)
        set_tip(self._name, file.name)
        for label, text in zip(self._lines, (*file.lines, "", "", ""), strict=False):
            label.setText(text)
            label.setVisible(bool(text))
        self._notes.setText("\n".join(file.notes))
        for widget in (self._notes, self._mark):
            widget.setVisible(bool(file.notes))
        self.clean_button.setVisible(file.has_position or file.is_turned)
        self.clean_button.set_text(
            _("Remove position") if file.has_position else _("Turn upright for good")
        )
        self.edit_button.setVisible(file.can_edit)

    def say(self, trouble: str) -> None:
        """Says what is wrong with it, such as what the service said; nothing for no text."""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))

    def set_editable(self, editable: bool) -> None:
        self.remove_button.setEnabled(editable)
        self.clean_button.setEnabled(editable)
        self.edit_button.setEnabled(editable)

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.changed_soft))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setBrush(QColor(roles.changed))
        left = 0 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else self.width()
        bar = QRectF(min(left, self.width() - _BAR), 0, _BAR, self.height())
        painter.drawRoundedRect(bar, 1.5, 1.5)


class Zone(QFrame):
    """A card for one file. Subclasses put what is stored into `body`, above what is staged, and
    place the `invitation`, there or in `below`.

    Signals: `choose_asked()`, `remove_asked()` and `clean_asked()` about the staged file.
    """

    choose_asked = Signal()
    remove_asked = Signal()
    clean_asked = Signal()

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self.setObjectName(f"{role.value}_zone")
        self.setProperty("look", "card")
        self.setAccessibleName(role.label)
        self._badge = _Badge()
        self.staged = StagedCard()
        self.staged.remove_asked.connect(self.remove_asked)
        self.staged.clean_asked.connect(self.clean_asked)
        self.staged.hide()
        self.invitation = Invitation(role)
        self.invitation.choose_asked.connect(self.choose_asked)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.S)
        self.below = QVBoxLayout()
        self.below.setSpacing(Space.S)

        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(Glyph("resume" if role is Role.RESUME else "photo", "quiet"))
        top.addWidget(Label(role.label, role="strong"), 1)
        top.addWidget(self._badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.M)
        column.addLayout(top)
        column.addLayout(self.body)
        column.addWidget(self.staged)
        column.addLayout(self.below)

    def show_staged(self, file: StagedFile | None, *, was: str, trouble: str = "") -> None:
        """Shows what is staged, or nothing; `was` names what it replaces, empty for nothing."""
        if file is not None:
            self.staged.show_file(file)
        self.staged.say(trouble)
        self.staged.setVisible(file is not None)
        self._badge.setVisible(file is not None)
        original = _("was {value}").format(value=was) if was else _("was empty")
        parts = [_("changed, {was}").format(was=original), trouble] if file is not None else []
        self.setAccessibleDescription(". ".join(part for part in parts if part))

    def set_editable(self, editable: bool) -> None:
        """Lets files be chosen and taken off, or not."""
        self.invitation.button.setEnabled(editable)
        self.staged.set_editable(editable)

    def first_control(self) -> QWidget:
        """Where the focus goes when something leads to this zone."""
        return self.staged.remove_button if self.staged.isVisible() else self.invitation.button


class _Badge(QFrame):
    """The word "changed" beside a heading."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "badge")
        self.setProperty("tone", "changed")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, 1, Space.S, 1)
        row.addWidget(Label(_("changed"), role="small", tone="changed"))
        self.hide()
