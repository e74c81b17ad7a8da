"""Before the window closes: the question about drafts (rule 21), and the wait for a send."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _, listed, ngettext
from gui.model.texts import for_label
from gui.model.unfinished import labels_of
from gui.services.session import Session
from gui.views.ask import Dialog
from gui.views.icons import Glyph
from gui.views.ring import CheckBox
from gui.views.text import Label
from gui.views.theme import Space

SEND: Final = 1
DISCARD: Final = 2
KEEP: Final = 3

_NAMED: Final = 8
_NAME_LIMIT: Final = 80


class LeaveDialog(Dialog):
    """Names the candidates with changes not sent, or texts not finished; ends with `SEND`,
    `DISCARD` or `KEEP`.

    `are_kept` tells whether all of it is on the disk, `why` what stands in the way. Keeping is
    the default where it is possible, and not offered where it is not. `unsendable` are those
    that cannot be sent from here, `why_unsendable` says so.
    """

    def __init__(
        self,
        dirty: Sequence[Session],
        parent: QWidget | None,
        *,
        are_kept: bool,
        why: str = "",
        unsendable: Collection[Session] = (),
        why_unsendable: str = "",
    ) -> None:
        count = sum(session.draft.count for session in dirty)
        texts = sum(len(session.draft.unfinished) for session in dirty)
        heading = ngettext(
            "{count} change was not sent", "{count} changes were not sent", count
        ).format(count=count)
        if not count:
            heading = ngettext(
                "{count} text is not finished", "{count} texts are not finished", texts
            ).format(count=texts)
        super().__init__(heading, parent, width=540)
        self.body.addWidget(_people(dirty))
        self._quietly = CheckBox(_("Close without asking when drafts are kept"))
        self._quietly.setVisible(are_kept)
        if are_kept:
            text = _("Kept as drafts they are here again when Redline starts the next time.")
            self.body.addWidget(Label(text, role="quiet", wrap=True))
        else:
            self.body.addWidget(_warning(why))
        if why_unsendable:
            self.body.addWidget(Label(why_unsendable, role="quiet", wrap=True))
        self.body.addWidget(self._quietly)
        self.body.addStretch(1)
        self.add_verb(_("Discard"), DISCARD, kind="danger")
        if any(each not in unsendable and each.draft.is_dirty for each in dirty):
            self.add_verb(_("Send"), SEND, kind="normal" if are_kept else "primary")
        if are_kept:
            self.add_verb(_("Keep as draft"), KEEP, kind="primary", default=True)

    @property
    def asks_no_more(self) -> bool:
        """Whether the person does not want to be asked again while drafts can be kept."""
        return self._quietly.isChecked()


class FinishingDialog(Dialog):
    """Says that closing waits for a send; cancelled when the person would rather stay.

    Whoever waits ends it with `accept`.
    """

    def __init__(self, names: str, parent: QWidget | None) -> None:
        super().__init__(
            _("Finishing the send of {names} before closing…").format(names=names),
            parent,
            cancel=_("Stay open"),
            width=440,
        )
        text = _("Redline closes as soon as it is known what became of it. Nothing is lost.")
        self.body.addWidget(Label(text, role="quiet", wrap=True))


def _people(dirty: Sequence[Session]) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
    column.setSpacing(Space.S)
    for session in dirty[:_NAMED]:
        name = session.current.full_name or _("No name")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(Glyph("edit", "changed", side=16))
        row.addWidget(Label(for_label(name, _NAME_LIMIT), elide=True), 1)
        row.addWidget(Label(_what(session), role="small"))
        column.addLayout(row)
        if left := session.draft.unfinished:
            text = _("Typed but not finished: {fields}. Never sent like this.")
            said = text.format(fields=labels_of(left))
            column.addWidget(Label(said, role="small", wrap=True))
    if len(dirty) > _NAMED:
        rest = len(dirty) - _NAMED
        more = ngettext("and {count} more candidate", "and {count} more candidates", rest)
        column.addWidget(Label(more.format(count=rest), role="quiet"))
    return card


def _what(session: Session) -> str:
    count, texts = session.draft.count, len(session.draft.unfinished)
    parts: list[str] = []
    if count:
        parts.append(ngettext("{count} change", "{count} changes", count).format(count=count))
    if texts:
        said = ngettext("{count} unfinished text", "{count} unfinished texts", texts)
        parts.append(said.format(count=texts))
    return listed(parts)


def _warning(why: str) -> QFrame:
    frame = QFrame()
    frame.setProperty("look", "bar")
    frame.setProperty("tone", "warning")
    row = QHBoxLayout(frame)
    row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
    row.setSpacing(Space.S)
    row.addWidget(Glyph("warning", "warning"))
    text = _("They cannot be kept on this computer now: closing without sending loses them.")
    row.addWidget(Label(f"{why} {text}" if why else text, wrap=True), 1)
    return frame
