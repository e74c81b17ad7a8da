"""Whether a comment is left in Workable after each send, and in whose name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from gui.i18n import _
from gui.services.commenting import comment_text
from gui.views.ask import Dialog
from gui.views.text import Label, plain, shown
from gui.views.theme import Space

if TYPE_CHECKING:
    from gui.workable.wire import Member

SAVE: Final = 1
_EXAMPLE: Final = ("phone", "experience_entries")


class CommentsDialog(Dialog):
    """After `SAVE`, `chosen` is the id of a member, or empty for no comments.

    `trouble` says why the members could not be read; who was chosen before stays chosen then.
    """

    def __init__(
        self,
        account: str,
        members: Sequence[Member],
        chosen: str,
        parent: QWidget | None,
        *,
        trouble: str = "",
    ) -> None:
        super().__init__(
            _("Comments in Workable"),
            parent,
            heading=_("Leave a comment after each send?"),
            width=520,
        )
        text = _(
            "Workable keeps no trace of a correction. A comment on the candidate can name the "
            "fields that were corrected, never their values. Your colleagues see it."
        )
        self.body.addWidget(Label(text, wrap=True))
        caption = Label(_("In whose name, in {account}").format(account=account), role="label")
        self.who = QComboBox()
        self.who.setAccessibleName(_("In whose name"))
        caption.setBuddy(self.who)
        self.who.addItem(_("Nobody: leave no comments"), "")
        for member in members:
            parts = (member.name, member.email if member.email != member.name else "")
            self.who.addItem(plain(" · ".join(part for part in parts if part)), member.id)
        if chosen and self.who.findData(chosen) < 0:
            self.who.addItem(plain(shown(chosen)), chosen)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        self.who.currentIndexChanged.connect(lambda _at: self._show_example())
        group = QVBoxLayout()
        group.setSpacing(Space.XS)
        group.addWidget(caption)
        group.addWidget(self.who)
        self.body.addLayout(group)
        if trouble:
            self.body.addWidget(Label(trouble, role="small", tone="error", wrap=True))
        card = QFrame()
        card.setProperty("look", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._example = Label(wrap=True)
        inside.addWidget(Label(_("For example"), role="small"))
        inside.addWidget(self._example)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self.add_verb(_("Save"), SAVE, kind="primary", default=True)
        self._show_example()

    @property
    def chosen(self) -> str:
        """The id of the member; empty for no comments."""
        return str(self.who.currentData() or "")

    def _show_example(self) -> None:
        text = comment_text(_EXAMPLE) if self.chosen else _("No comment is left.")
        self._example.setText(text)
        self._example.set_tone("text" if self.chosen else "quiet")
