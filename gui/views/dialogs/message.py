"""A message that has to be answered: plain text, verb buttons, detail for who wants it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from gui.i18n import _
from gui.views.ask import Dialog, VerbKind, ask
from gui.views.buttons import Button
from gui.views.text import Label
from gui.views.theme import Space


class Message(Dialog):
    """A heading, one or two sentences, and a detail that is folded away.

    `items` are shown as lines of their own, such as the names of what would be removed.
    Add verbs, then `await ask(message)`.
    """

    def __init__(
        self,
        heading: str,
        text: str = "",
        parent: QWidget | None = None,
        *,
        items: Sequence[str] = (),
        detail: str = "",
        cancel: str | None = None,
    ) -> None:
        super().__init__(heading, parent, cancel=cancel)
        if text:
            self.body.addWidget(Label(text, wrap=True, selectable=True))
        lines = QVBoxLayout()
        lines.setSpacing(Space.XS)
        for item in items:
            lines.addWidget(Label(f"•  {item}", wrap=True))
        if items:
            self.body.addLayout(lines)
        self._detail: QPlainTextEdit | None = None
        self._more: Button | None = None
        if detail:
            self._add_detail(detail)

    def _add_detail(self, detail: str) -> None:
        self._detail = QPlainTextEdit(detail)
        self._detail.setReadOnly(True)
        self._detail.setAccessibleName(_("Details"))
        self._detail.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._detail.setMinimumHeight(120)
        self._detail.hide()
        self.body.addWidget(self._detail, 1)
        self._more = Button(_("Details"), kind="quiet")
        self._more.clicked.connect(self._fold)
        self.add_aside(self._more)

    def _fold(self) -> None:
        assert self._detail is not None
        assert self._more is not None
        self._detail.setVisible(self._detail.isHidden())
        self._more.set_text(_("Details") if self._detail.isHidden() else _("Hide details"))
        self.adjustSize()


async def tell(
    parent: QWidget | None, heading: str, text: str, *, detail: str = "", close: str = ""
) -> None:
    """Tells something that has to be seen before going on, and waits until it was."""
    await ask(Message(heading, text, parent, detail=detail, cancel=close or _("Close")))


async def confirm(
    parent: QWidget | None,
    heading: str,
    text: str,
    verb: str,
    *,
    kind: VerbKind = "primary",
    items: Sequence[str] = (),
) -> bool:
    """Asks whether to do `verb`; Enter agrees only where nothing is removed."""
    message = Message(heading, text, parent, items=items)
    message.add_verb(verb, 1, kind=kind, default=kind != "danger")
    return await ask(message) == 1
