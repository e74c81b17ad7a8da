"""A web address as resume or photo: where it leads, who fetches it, and what it is meant to be.

Nothing is fetched here, not even to look whether there is something.
"""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _
from gui.model.fileformats import Role, extension_of
from gui.model.networks import link_host
from gui.model.picture_sources import source_of_link
from gui.views.ask import Dialog
from gui.views.icons import Glyph
from gui.views.panels.files_source import SourceChoice
from gui.views.ring import RadioButton
from gui.views.text import Label, set_tip
from gui.views.theme import Space

STAGE = 1
_PICTURES: Final = frozenset(("jpg", "jpeg", "png", "gif", "webp"))


class LinkFile(Dialog):
    """Asks whether a link is to be the resume or the photo. `role` and `source` are the answer."""

    def __init__(self, url: str, over: QWidget | None, *, aimed: Role | None = None) -> None:
        super().__init__(_("Use a file from the web"), over, width=480)
        self._compose_link(url)
        self.resume_button = RadioButton(_("Resume"))
        self.photo_button = RadioButton(_("Photo"))
        self.source_choice = SourceChoice()
        self.source_choice.offer(source_of_link(url))
        self._group = QButtonGroup(self)
        for button in (self.resume_button, self.photo_button):
            self._group.addButton(button)
        roles = QHBoxLayout()
        roles.setSpacing(Space.XL)
        roles.addWidget(self.resume_button)
        roles.addWidget(self.photo_button)
        roles.addStretch(1)
        self.body.addWidget(Label(_("What it is"), role="label"))
        self.body.addLayout(roles)
        self.body.addWidget(self.source_choice)
        self.body.addStretch(1)
        self.stage_button = self.add_verb("", STAGE, kind="primary", default=True)
        self.photo_button.toggled.connect(self._follow)
        is_photo = (aimed or guessed_role(url) or Role.RESUME) is Role.PHOTO
        (self.photo_button if is_photo else self.resume_button).setChecked(True)
        self._follow()

    @property
    def role(self) -> Role:
        """What the file is to be."""
        return Role.PHOTO if self.photo_button.isChecked() else Role.RESUME

    @property
    def source(self) -> str | None:
        """The network that a photo comes from; None for the candidate, and for a resume."""
        return self.source_choice.source if self.role is Role.PHOTO else None

    def _compose_link(self, url: str) -> None:
        host = link_host(url) or ""
        card = QFrame()
        card.setProperty("look", "card")
        name = Label(host, role="title", selectable=True, elide=True)
        whole = Label(url, role="small", selectable=True, elide=True)
        set_tip(whole, url)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(name)
        text.addWidget(whole)
        row = QHBoxLayout(card)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(Glyph("globe", "quiet", side=Space.XL), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(text, 1)
        self.body.addWidget(card)
        said = _(
            "Workable fetches the file from there when you send. This computer does not open the "
            "address, so nobody has looked at what is behind it."
        )
        self.body.addWidget(Label(said, role="quiet", wrap=True))
        for warning in link_warnings(url):
            line = QHBoxLayout()
            line.setSpacing(Space.S)
            top = Qt.AlignmentFlag.AlignTop
            line.addWidget(Glyph("warning", "warning"), 0, top)
            line.addWidget(Label(warning, tone="warning", wrap=True), 1, top)
            self.body.addLayout(line)

    def _follow(self) -> None:
        is_photo = self.role is Role.PHOTO
        self.source_choice.setEnabled(is_photo)
        self.stage_button.set_text(_("Use as photo") if is_photo else _("Use as resume"))


def guessed_role(url: str) -> Role | None:
    """What the end of an address makes likely; None where it says nothing."""
    extension = extension_of(urlsplit(url).path)
    if extension in _PICTURES:
        return Role.PHOTO
    return Role.RESUME if extension in ("pdf", "doc", "docx", "rtf") else None


def link_warnings(url: str) -> tuple[str, ...]:
    """What makes it doubtful that the service gets the file from there."""
    found = []
    host = link_host(url) or ""
    if _is_near(host):
        found.append(_("This address is only reached from here. Workable cannot fetch from it."))
    elif urlsplit(url).scheme == "http":
        found.append(_("The address begins with http: others on the way can read the file."))
    if "xn--" in host:
        found.append(_("The address has letters beyond ASCII. It is shown as networks use it."))
    return tuple(found)


def _is_near(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".internal", ".lan"))
