"""The editor of a web address, with a button that opens it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gui.errors import BadInput
from gui.i18n import _
from gui.model.fields import Kind
from gui.views.fields.line import LineEditor
from gui.views.icons import IconButton
from gui.views.links import WebLink, open_web, web_link


class UrlEditor(LineEditor):
    """An address as it is typed, and a button that names the host before it opens it.

    The button is there for plain http and https addresses only (reliability H47).
    """

    def __init__(
        self, parent: QWidget | None = None, *, open_link: Callable[[WebLink], object] = open_web
    ) -> None:
        super().__init__(Kind.URL, parent)
        self._open_link = open_link
        self._link: WebLink | None = None
        self.button = IconButton("external", _("Open in the browser"), role="quiet")
        self.button.clicked.connect(self._open)
        self.line.put_inside(self.button)
        self._on_shown()

    def _on_shown(self) -> None:
        try:
            self._link = web_link(self._value.strip())
        except BadInput:
            self._link = None
            self.button.set_label(_("Open in the browser"))
        else:
            self.button.set_label(_("Open {host} in the browser").format(host=self._link.host))
        self.button.setEnabled(self._link is not None)

    def _open(self) -> None:
        if self._link is not None:
            self._open_link(self._link)
