"""The bytes of staged files leave memory when no open candidate needs them any more.

A file that was sent, and one of a candidate that was let go, is not kept here for the rest of the
day: the service has it, or the draft on the disk. What a draft holds, what undo would bring back,
what may not have arrived, and what a staged photo was cut from stays. Touches no disk.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from gui.model.fields import FIELDS, FILE_KINDS
from gui.model.saved import Snapshot
from gui.model.values import FileUpload
from gui.services.attachments import Attachments
from gui.services.photo_editing import PhotoEditing
from gui.services.session import Changed, Session
from gui.services.storage.snapshots import uploads_in

_FILE_KEYS = tuple(field.key for field in FIELDS if field.kind in FILE_KINDS)


class OpenSessions(Protocol):
    """The desk, as far as it is needed here."""

    session_opened: SignalInstance
    session_closed: SignalInstance

    @property
    def sessions(self) -> Mapping[str, Session]: ...


class LettingGo(QObject):
    """Follows the desk; `look(session)` is to be called when a send has ended too."""

    def __init__(
        self,
        attachments: Attachments,
        editing: PhotoEditing,
        desk: OpenSessions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._attachments = attachments
        self._editing = editing
        self._desk = desk
        self._seen: weakref.WeakKeyDictionary[Session, set[FileUpload]] = (
            weakref.WeakKeyDictionary()
        )
        desk.session_opened.connect(self._opened)
        desk.session_closed.connect(self._closed)

    def look(self, session: Session, _report: object = None) -> None:
        """Drops what this candidate had staged and nobody needs now."""
        seen = self._seen.get(session, set())
        needed = {upload.digest for each in self._desk.sessions.values() for upload in _of(each)}
        needed |= {made.digest for made in self._editing.originals(needed)}
        for upload in tuple(seen):
            if upload.digest not in needed:
                seen.discard(upload)
                self._attachments.forget(upload)

    def _opened(self, session: Session) -> None:
        self._seen[session] = set(_of(session))
        session.changed.connect(lambda changed: self._note(session, changed))

    def _note(self, session: Session, changed: Changed) -> None:
        """Also what a later step takes out of the way of redo is known to have been there."""
        for key in changed.keys.intersection(_FILE_KEYS):
            upload = session.value(key)
            if isinstance(upload, FileUpload):
                self._seen.setdefault(session, set()).add(upload)

    def _closed(self, session: Session) -> None:
        if not session.draft.is_dirty:  # else its draft may still have to be written
            self.look(session)


def _of(session: Session) -> Iterator[FileUpload]:
    draft = session.draft
    yield from uploads_in(Snapshot.of(draft))
    yield from _files(draft.unknown.values())
    yield from _files(draft.went_out.values())


def _files(values: Iterable[object]) -> Iterator[FileUpload]:
    return (value for value in values if isinstance(value, FileUpload))
