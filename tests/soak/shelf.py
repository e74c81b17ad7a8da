"""A service in one file, for programs that are killed: it outlives them and forgets nothing.

Only as much of the API as the kills need: one reads a candidate whole, a PATCH replaces keys, and
new entries get ids. Every PATCH that was applied is in its history.
"""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gui.model.record import Record
from gui.services.storage.points import reach
from gui.workable.body import Body
from gui.workable.wire import record_from_json


@dataclass(frozen=True)
class Answer:
    """An accepted PATCH."""

    request_id: str | None
    record: Record | None


class Shelf:
    """A desk's reader and a send's service."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        """Awaited once, between applying a PATCH and answering it."""
        if not file.exists():
            self._put({"people": {}, "history": []})

    def document(self, candidate_id: str) -> dict[str, Any]:
        """A candidate as stored; an empty one comes to be when it is first asked for."""
        blank: dict[str, Any] = {
            "id": candidate_id,
            "name": f"Person {candidate_id}",
            "firstname": "Person",
            "lastname": candidate_id,
            "phone": None,
            "headline": None,
            "tags": [],
            "skills": [],
            "education_entries": [],
            "experience_entries": [],
            "social_profiles": [],
            "resume_url": None,
        }
        found: dict[str, Any] = self._all()["people"].get(candidate_id, blank)
        return found

    @property
    def history(self) -> list[dict[str, Any]]:
        """Every PATCH that was applied, oldest first: `id`, `request` and `keys`."""
        found: list[dict[str, Any]] = self._all()["history"]
        return found

    async def candidate(self, candidate_id: str) -> Record:
        return record_from_json(self.document(candidate_id))

    async def find(self, text: str) -> Record:
        return await self.candidate(text)

    async def patch(self, candidate_id: str, body: Body) -> Answer:
        reach("service.asked")
        everything, document = self._all(), self.document(candidate_id)
        number = len(everything["history"])
        sent = json.loads(bytes(body))["candidate"]
        for key, value in sent.items():
            if key == "resume":
                document["resume_url"] = f"https://files.example/{number}"
            elif key.endswith("_entries"):
                document[key] = [
                    {**entry, "id": entry.get("id") or f"{number}x{at}"}
                    for at, entry in enumerate(value)
                ]
            else:
                document[key] = value
        request = f"r-{number}"
        everything["people"][candidate_id] = document
        everything["history"].append({"id": candidate_id, "request": request, "keys": sent})
        self._put(everything)
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()
        reach("service.applied")
        return Answer(request, record_from_json(document))

    async def picture(self, _record: Record) -> bytes | None:
        return None

    async def resume(self, record: Record) -> tuple[str, bytes]:
        return "old.pdf", f"%PDF {record.facts.resume_url}".encode()

    def _all(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._file.read_bytes())
        return found

    def _put(self, everything: dict[str, Any]) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(everything))
        os.replace(new, self._file)  # noqa: PTH105
