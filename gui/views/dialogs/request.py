"""The exact request that a send would make: address and JSON, to be read and copied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QGuiApplication,
    QSyntaxHighlighter,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QTabBar, QVBoxLayout, QWidget

from gui.i18n import _, listed
from gui.model.texts import for_label, shorten
from gui.services.planned import PlannedRequest
from gui.views.announce import announce
from gui.views.ask import Dialog, take_room
from gui.views.buttons import Button
from gui.views.icons import Glyph
from gui.views.text import Label, plain, shown
from gui.views.theme import Space, current_roles, type_font

_COPIED_MS: Final = 2000
_FIRST_SIZE: Final = (760, 680)
_SHOWN_LIMIT: Final = 200_000
"""Characters of JSON that are laid out; copying takes all of it."""


class RequestDialog(Dialog):
    """Shows requests, copies them, changes nothing. Social profiles go in one of their own."""

    def __init__(
        self, requests: Sequence[PlannedRequest], name: str, parent: QWidget | None
    ) -> None:
        super().__init__(
            _("Request"),
            parent,
            heading=_("What would be sent for {name}").format(name=for_label(name, 80)),
            cancel=_("Close"),
            width=640,
        )
        self._requests = tuple(requests)
        if not self._requests:
            text = _("Nothing would be sent. Every change is kept for later.")
            self.body.addWidget(Label(text, role="quiet", wrap=True))
            return
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Requests"))
        self.tabs.setExpanding(False)
        for number, request in enumerate(self._requests, start=1):
            title = _("{number}. {keys}").format(number=number, keys=_names(request))
            self.tabs.addTab(plain(shorten(title, 40)))
        self.tabs.setVisible(len(self._requests) > 1)
        self._method = Label(role="small", tone="accent")
        self._url = Label(selectable=True, elide=True)
        self.view = _JsonView()
        self._compose()
        self.tabs.currentChanged.connect(self._show)
        self._show()
        take_room(self, *_FIRST_SIZE)
        self.view.setFocus()

    @property
    def shown(self) -> PlannedRequest:
        """The request that is looked at."""
        return self._requests[max(0, self.tabs.currentIndex())]

    def _compose(self) -> None:
        badge = QFrame()
        badge.setProperty("look", "badge")
        inside = QHBoxLayout(badge)
        inside.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        inside.addWidget(self._method)
        address = QHBoxLayout()
        address.setSpacing(Space.S)
        address.addWidget(badge)
        address.addWidget(self._url, 1)
        self.body.addWidget(self.tabs)
        self.body.addLayout(address)
        self.body.addWidget(self.view, 1)
        notes = QVBoxLayout()
        notes.setSpacing(Space.XS)
        for text in _notes(self._requests):
            notes.addLayout(_note(text))
        self.body.addLayout(notes)
        for label, what in (
            (_("Copy JSON"), lambda: self.shown.json),
            (_("Copy as curl"), lambda: self.shown.curl),
        ):
            button = _CopyButton(label)
            button.clicked.connect(lambda _on=False, button=button, what=what: button.copy(what()))
            self.add_aside(button)

    def _show(self) -> None:
        request = self.shown
        self._method.setText(request.method)
        self._url.setText(request.url)
        # Marked where characters hide or reorder others: what is copied is exact, what is looked
        # at must not lie.
        self.view.setPlainText(shown(request.json, limit=_SHOWN_LIMIT, lines=True))


class _JsonView(QPlainTextEdit):
    """JSON in plain text of one width, its keys in another colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setAccessibleName(_("JSON"))
        self.setMinimumHeight(240)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(type_font("small").pointSizeF())
        self.setFont(font)
        self._keys = _Keys(self.document())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_keys"):
            self._keys.rehighlight()


class _Keys(QSyntaxHighlighter):
    """Colours the names before a colon."""

    _KEY = re.compile(r'^\s*("(?:[^"\\]|\\.)*"):')

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        found = self._KEY.match(text)
        if found is not None:
            start, end = found.span(1)
            self.setFormat(start, end - start, QColor(current_roles().accent))


class _CopyButton(Button):
    """Copies a text and says so for a moment."""

    def __init__(self, label: str) -> None:
        super().__init__(label, kind="quiet", icon_name="copy")
        self._label = label
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_COPIED_MS)
        self._timer.timeout.connect(lambda: self.set_text(self._label))

    def copy(self, text: str) -> None:
        """Puts the text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.setMinimumWidth(self.width())  # the shorter word must not move the others
        self.set_text(_("Copied"))
        announce(self, _("Copied"))
        self._timer.start()


def _names(request: PlannedRequest) -> str:
    """The keys of a request in one line."""
    candidate = request.body.get("candidate")
    return listed(candidate) if isinstance(candidate, dict) else ""


def _notes(requests: Sequence[PlannedRequest]) -> list[str]:
    notes = [
        _(
            "When it is sent, the record is read first and the lists are built anew from it: "
            "what others added meanwhile stays."
        ),
        _("Files are shown by size and hash. The token is neither shown nor copied."),
    ]
    if len(requests) > 1:
        notes.insert(0, _("Social profiles go last, in a request of their own."))
    return notes


def _note(text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    mark = QVBoxLayout()
    mark.addWidget(Glyph("info", "quiet", side=16))
    mark.addStretch(1)
    row.addLayout(mark)
    row.addWidget(Label(text, role="small", wrap=True), 1)
    return row
