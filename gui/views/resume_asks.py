"""What has to be asked when text of the resume is put into a field."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from gui.i18n import _
from gui.model.dates import Ambiguous, Understood
from gui.services.resume_picking import Parted, Split
from gui.services.session import Session
from gui.views.ask import ask
from gui.views.text import plain


class ResumeAsks:
    """`gui.services.resume_picking.PickAsks` over a window. `beside` is the widget that a short
    question opens at."""

    def __init__(self, window: Callable[[], QWidget], beside: Callable[[], QWidget]) -> None:
        self._window = window
        self._beside = beside

    async def which_date(self, field: str, question: Ambiguous) -> Understood | None:
        """A menu of what the date can mean; Esc is no answer."""
        beside = self._beside()
        menu = QMenu(beside)
        menu.setObjectName("which_date")
        answered: asyncio.Future[Understood | None] = asyncio.get_running_loop().create_future()

        def answer(option: Understood | None) -> None:
            if not answered.done():
                answered.set_result(option)

        head = menu.addAction(plain(_("{field}: which date is it?").format(field=field)))
        head.setEnabled(False)
        actions = [menu.addAction(plain(option.shown)) for option in question.options]
        for action, option in zip(actions, question.options, strict=True):
            action.triggered.connect(lambda _on=False, option=option: answer(option))
        loop = asyncio.get_running_loop()
        # Qt hides the menu before it says which action it was.
        menu.aboutToHide.connect(lambda: loop.call_soon(answer, None))
        menu.popup(_above(beside, menu))
        menu.setActiveAction(actions[0])
        try:
            return await answered
        finally:
            menu.hide()
            menu.deleteLater()

    async def split(self, session: Session, split: Split) -> Parted | None:
        """The dialog with the entries; None for Cancel."""
        from gui.views.dialogs.split import TAKE, SplitDialog

        dialog = SplitDialog(session, split, self._window())
        answers: list[Parted] = []
        dialog.accepted_parts.connect(answers.append)
        code = await ask(dialog)
        return answers[-1] if code == TAKE and answers else None


def _above(beside: QWidget, menu: QMenu) -> QPoint:
    """Over the widget, where there is room: it stands at the window's lower end."""
    return beside.mapToGlobal(QPoint(0, -menu.sizeHint().height()))
