"""Which of several dropped files is to be the resume, or the photo."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gui.i18n import _, ngettext
from gui.model.fileformats import Role
from gui.services.staging import Look
from gui.views.ask import Dialog
from gui.views.text import Label, shown
from gui.views.theme import Space

STAGE = 1
_MOST_ROWS = 6


class WhichFile(Dialog):
    """Lists the files with their verdicts; Enter or a double click takes the marked one."""

    def __init__(self, role: Role, looks: tuple[Look, ...], over: QWidget | None) -> None:
        count = len(looks)
        if role is Role.RESUME:
            heading = ngettext(
                "{count} file could be the resume", "{count} files could be the resume", count
            )
            verb = _("Use as resume")
        else:
            heading = ngettext(
                "{count} file could be the photo", "{count} files could be the photo", count
            )
            verb = _("Use as photo")
        super().__init__(heading.format(count=count), over, width=460)
        self._looks = looks
        text = _("A record takes one. The others are left where they are.")
        self.body.addWidget(Label(text, role="quiet", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Files"))
        height = self.list.fontMetrics().height() + Space.L
        for look in looks:
            item = QListWidgetItem(shown(f"{look.name} — {_kind(look)}"))
            item.setSizeHint(QSize(0, height))
            self.list.addItem(item)
        self.list.setFixedHeight(min(len(looks), _MOST_ROWS) * height + Space.S)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.done(STAGE))
        self.body.addWidget(self.list)
        self.add_verb(verb, STAGE, kind="primary", default=True)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> Look | None:
        """The marked one."""
        at = self.list.currentRow()
        return self._looks[at] if at >= 0 else None


def _kind(look: Look) -> str:
    """The verdict without the role, which is the same for all of them."""
    return look.sentence.partition(" — ")[0]
