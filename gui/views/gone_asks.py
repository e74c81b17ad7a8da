"""What is offered when the record of a draft is gone: find the person by e-mail, take the draft
along, take it out as a file, copy it (reliability H14). The draft stays until it is discarded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.errors import NotFound, RedlineError
from gui.i18n import _, ngettext
from gui.model.carrying import carried
from gui.model.record import Record
from gui.model.values import Place, text
from gui.services.desk import OPEN_TASK, Desk
from gui.services.exporting import changes_text
from gui.services.notices import Notices, Offer, Tone
from gui.services.session import Session
from gui.services.tasks import Tasks
from gui.views.ask import ask

_TASK: Final = "a record is gone"


class GoneAsks(QObject):
    """Asks over `window`; `export` takes the draft of a session out as a file."""

    def __init__(
        self,
        window: Callable[[], QWidget],
        desk: Desk,
        tasks: Tasks,
        notices: Notices,
        *,
        export: Callable[[Session], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._export = export

    def offers(self, session: Session, error: RedlineError) -> tuple[Offer, ...]:
        """What can be done about an error that a session met; nothing for other errors."""
        if not isinstance(error, NotFound):
            return ()
        return (Offer(_("What now…"), lambda: self.show(session)),)

    def show(self, session: Session) -> None:
        """Asks what to do with the draft of a record that is gone."""
        self._tasks.start(self._show(session), name=_TASK, key=_TASK, replace=False)

    # --- inside ----------------------------------------------------------------------------

    async def _show(self, session: Session) -> None:
        # As the service knows it: a new address of the draft leads nowhere yet.
        from gui.views.dialogs.gone import FIND, RecordGoneDialog

        email = text(session.baseline.get("email")) or text(session.current.get("email"))
        dialog = RecordGoneDialog(
            session.current.full_name,
            email.strip(),
            changes_text(session.draft),
            session.draft.count,
            self._window(),
        )
        dialog.export_asked.connect(lambda: self._export(session))
        if await ask(dialog) == FIND:
            await self._find(session, email.strip())

    async def _find(self, gone: Session, email: str) -> None:
        found: list[Record] = []

        def visited(record: Record) -> None:
            found.append(record)

        self._desk.visited.connect(visited)
        try:
            self._desk.find(email)
            await self._tasks.settled(OPEN_TASK)
        finally:
            self._desk.visited.disconnect(visited)
        session = self._desk.session
        if not found or session is None or session.record_id != found[-1].id:
            return  # why not, the desk has said
        count = gone.draft.count
        if session is gone or not count or session.is_read_only:
            return
        said = ngettext(
            "This is another record of {name}. Your {count} change waits in the draft of the "
            "first one.",
            "This is another record of {name}. Your {count} changes wait in the draft of the "
            "first one.",
            count,
        ).format(name=session.current.full_name, count=count)
        self._notices.tell(
            said, Tone.INFO, Offer(_("Take them over"), lambda: self._take_over(gone, session))
        )

    def _take_over(self, gone: Session, session: Session) -> None:
        """Makes the draft's changes changes of the other record, as one step; sends nothing."""
        values = carried(gone.draft, session.current, session.draft.new_ref)
        if not values:
            self._notices.tell(_("This record holds all of it already."))
            return
        place = Place(next(iter(values)))
        label = _("Take over the changes of another record")
        session.close_step()
        session.edit(lambda draft: draft.apply(values, place=place, label=label))
        session.go_to(place)
        said = _(
            "Taken over, not sent yet. The draft of the first record is kept until you discard it."
        )
        self._notices.tell(said, Tone.SUCCESS)
