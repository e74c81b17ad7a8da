"""The endpoints for candidates (API §4, §5, §8): reads, writes, and what members do with them.

Each works behind the gate (`gui.sandbox.gate`), which has checked token, account and rate limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from gui.sandbox.answers import malformed
from gui.sandbox.attributes import set_attribute
from gui.sandbox.listing import Listing
from gui.sandbox.pages import page, since
from gui.sandbox.pipeline import Pipeline
from gui.sandbox.records import Records
from gui.sandbox.serving import Entrance, answered, api_base, json_body, origin
from gui.sandbox.shapes import Shapes
from gui.sandbox.store import Document, StoredRecord
from gui.sandbox.writing import candidate_in

_READ, _WRITE = ("r_candidates",), ("w_candidates",)


@dataclass(frozen=True, slots=True)
class CandidateEndpoints:
    """Reads and corrections."""

    records: Records
    shapes: Shapes
    listing: Listing

    def entrances(self) -> list[Entrance]:
        """What is served here."""
        one = "/candidates/{id}"
        return [
            Entrance("GET", "/candidates", _READ, self.list_all),
            Entrance("GET", "/jobs/{shortcode}/candidates", _READ, self.list_all),
            Entrance("GET", one, _READ, self.read),
            Entrance("PATCH", one, _WRITE, self.patch),
            Entrance("PUT", f"{one}/tags", _WRITE, self.put_tags),
            Entrance("GET", f"{one}/activities", _READ, self.activities),
            Entrance("GET", f"{one}/files", _READ, self.files),
            # Documented with this scope, odd as it is for a write.
            Entrance(
                "PATCH", f"{one}/update_custom_attribute_value", ("r_jobs",), self.set_attribute
            ),
        ]

    async def list_all(self, request: Request) -> Response:
        """One page of candidates."""
        shortcode = request.path_params.get("shortcode")
        return answered(self.listing.page(request.query_params, api_base(request), shortcode))

    async def read(self, request: Request) -> Response:
        """The whole record."""
        return self._shown(_record(self.records, request), request)

    async def patch(self, request: Request) -> Response:
        """The partial update; answers with the whole record."""
        record = _record(self.records, request)
        body = await json_body(request)
        changed, unknown = self.records.patch(record, candidate_in(body))
        request.state.unknown_keys = [*(key for key in body if key != "candidate"), *unknown]
        return self._shown(changed, request)

    async def put_tags(self, request: Request) -> Response:
        """The whole set of tags, without an envelope; answers with what was stored."""
        record = _record(self.records, request)
        body = await json_body(request)
        if "tags" not in body:
            raise malformed("param is missing or the value is empty: tags")
        changed, _unknown = self.records.patch(record, {"tags": body["tags"]})
        request.state.unknown_keys = [key for key in body if key != "tags"]
        return answered({"tags": changed.document["tags"]})

    async def activities(self, request: Request) -> Response:
        """One page of the timeline."""
        record, query = _record(self.records, request), request.query_params
        rows = since(self.records.store.activities(record.id), query)
        if "actions" in query:
            rows = [row for row in rows if row["action"] in query["actions"].split(",")]
        url = f"{api_base(request)}/candidates/{record.id}/activities"
        return answered(page("activities", rows, query, url))

    async def files(self, request: Request) -> Response:
        """What was attached besides resume and photo."""
        record = _record(self.records, request)
        files: list[Document] = [
            {
                "name": file.name,
                "preview_url": self.shapes.link(record, file.id, file.name, origin(request)),
                "source": "upload",
            }
            for file in self.records.store.files(record.id)
            if file.kind == "attachment"
        ]
        return answered({"files": files})

    async def set_attribute(self, request: Request) -> Response:
        """One custom attribute's value; no read returns it (API §4.1)."""
        record = _record(self.records, request)
        set_attribute(self.records, record, await json_body(request))
        return answered({})

    def _shown(self, record: StoredRecord, request: Request) -> Response:
        return answered({"candidate": self.shapes.read(record, origin(request))})


@dataclass(frozen=True, slots=True)
class PipelineEndpoints:
    """Creating, moving, judging and commenting."""

    records: Records
    shapes: Shapes
    pipeline: Pipeline

    def entrances(self) -> list[Entrance]:
        """What is served here."""
        one = "/candidates/{id}"
        return [
            Entrance("POST", "/jobs/{shortcode}/candidates", _WRITE, self.create),
            Entrance("POST", "/talent_pool/candidates", _WRITE, self.create),
            Entrance("POST", f"{one}/comments", (*_WRITE, "w_comments"), self.comment),
            Entrance("POST", f"{one}/move", _WRITE, self.move),
            Entrance("POST", f"{one}/copy", _WRITE, self.copy),
            Entrance("POST", f"{one}/relocate", _WRITE, self.relocate),
            Entrance("POST", f"{one}/disqualify", _WRITE, self.disqualify),
            Entrance("POST", f"{one}/revert", _WRITE, self.revert),
            Entrance("POST", f"{one}/ratings", _WRITE, self.rate),
        ]

    async def create(self, request: Request) -> Response:
        """A new candidate. A body without the envelope is taken too, as recorded."""
        body = await json_body(request)
        sent = candidate_in(body) if "candidate" in body else body
        record, unknown = self.pipeline.created(
            request.path_params.get("shortcode"),
            sent,
            stage=request.query_params.get("stage"),
            sourced=body.get("sourced") is not False,
        )
        request.state.unknown_keys = list(unknown)
        shown = self.shapes.read(record, origin(request))
        return answered({"status": "created", "candidate": shown}, 201)

    async def comment(self, request: Request) -> Response:
        """A comment; it appears in the timeline."""
        record = _record(self.records, request)
        return answered({"id": self.pipeline.comment(record, await json_body(request))}, 201)

    async def move(self, request: Request) -> Response:
        """Into another stage."""
        return await self._done(request, self.pipeline.move)

    async def disqualify(self, request: Request) -> Response:
        """Out of the running."""
        return await self._done(request, self.pipeline.disqualify)

    async def revert(self, request: Request) -> Response:
        """Back into it."""
        return await self._done(request, self.pipeline.revert)

    async def rate(self, request: Request) -> Response:
        """A rating."""
        return await self._done(request, self.pipeline.rate)

    async def copy(self, request: Request) -> Response:
        """Into another job, under a new id."""
        return await self._elsewhere(request, self.pipeline.copied)

    async def relocate(self, request: Request) -> Response:
        """The same, and the old id is gone."""
        return await self._elsewhere(request, self.pipeline.relocated)

    async def _done(
        self, request: Request, act: Callable[[StoredRecord, Mapping[str, Any]], None]
    ) -> Response:
        act(_record(self.records, request), await json_body(request))
        return Response(status_code=200)

    async def _elsewhere(
        self, request: Request, act: Callable[[StoredRecord, Mapping[str, Any]], StoredRecord]
    ) -> Response:
        made = act(_record(self.records, request), await json_body(request))
        return answered({"candidate": {"id": made.id, "url": self.shapes.profile_url(made)}}, 201)


def _record(records: Records, request: Request) -> StoredRecord:
    return records.find(request.path_params["id"])
