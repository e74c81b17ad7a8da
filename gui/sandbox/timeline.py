"""A candidate's timeline (API §8.6): what members did. Edits of the profile leave none there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from gui.sandbox.answers import validation_failed
from gui.sandbox.clock import Clock, fine_stamp
from gui.sandbox.store import Document, Store

_FIRST_ACTIVITY: Final = 0x60000001


@dataclass(frozen=True, slots=True)
class Timeline:
    """Writes to timelines."""

    store: Store
    clock: Clock

    def member(self, member_id: Any) -> Document:
        """The member who acts. Refusal 422 where he is missing or unknown."""
        if not isinstance(member_id, str) or not member_id:
            raise validation_failed({"member_id": ["can't be blank"]})
        for member in self.store.reference("members"):
            if member["id"] == member_id:
                return dict(member)
        raise validation_failed({"member_id": ["is not known"]})

    def add(
        self,
        record_id: str,
        action: str,
        *,
        stage: Document | None,
        member: Document | None = None,
        target: Document | None = None,
        **more: Any,
    ) -> str:
        """Adds a row; its id. `stage` is where the candidate stood, `more` such as ``body``."""
        at = fine_stamp(self.clock.now())
        row: Document = {
            "id": format(self.store.next_number("activity", _FIRST_ACTIVITY), "x"),
            "action": action,
            "stage_name": stage["name"] if stage else None,
            "action_stage": _short(stage),
            "target_stage": _short(target),
            "created_at": at,
            "updated_at": at,
        }
        if member is not None:
            row["member"] = {"id": member["id"], "name": member["name"], "type": "recruiter"}
        row |= {"body": None, "visibility_roles": [], **more}
        self.store.add_activities(record_id, [row])
        return str(row["id"])


def _short(stage: Document | None) -> Document | None:
    if stage is None:
        return None
    return {key: stage.get(key) for key in ("id", "identifier", "name", "slug")}
