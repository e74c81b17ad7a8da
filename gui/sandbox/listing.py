"""The list of candidates (API §8.1): filters, pages, cursors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from gui.sandbox.answers import not_found
from gui.sandbox.behaviour import Switch, Switches
from gui.sandbox.clock import stamp
from gui.sandbox.pages import id_in, limit_in, moment_in
from gui.sandbox.shapes import Shapes
from gui.sandbox.store import Document, RowFilter, Store


@dataclass(frozen=True, slots=True)
class Listing:
    """Lists candidates."""

    store: Store
    shapes: Shapes
    switches: Switches

    def page(self, query: Mapping[str, str], base: str, shortcode: str | None = None) -> Document:
        """One page. `base` is the absolute URL of the API, `shortcode` a job in the older path."""
        wanted, limit = self._wanted(query, shortcode), limit_in(query)
        rows = self.store.rows(wanted, limit + 1)
        page: Document = {"candidates": [self.shapes.row(row) for row in rows[:limit]]}
        if len(rows) > limit:
            page["paging"] = {"next": self._next(query, base, wanted.job, limit, rows[limit].id)}
        elif self.switches.on(Switch.EMPTY_PAGING):
            page["paging"] = {}
        return page

    def _wanted(self, query: Mapping[str, str], shortcode: str | None) -> RowFilter:
        job = shortcode or query.get("shortcode")
        if job is not None and job not in {j["shortcode"] for j in self.store.reference("jobs")}:
            raise not_found()
        wanted = RowFilter(
            email=query.get("email"),
            job=job,
            first=_number(query, "since_id"),
            last=_number(query, "max_id"),
            created_after=_after(query, "created_after"),
            updated_after=_after(query, "updated_after"),
        )
        slug = query.get("stage")
        if slug is None:
            return wanted
        names = [s["name"] for s in self.store.reference("stages") if s["slug"] == slug]
        # An unknown stage holds nobody; no stored stage is called "".
        return replace(wanted, stage=names[0] if names else "")

    def _next(
        self, query: Mapping[str, str], base: str, job: str | None, limit: int, cursor: str
    ) -> str:
        kept = {k: v for k, v in query.items() if k not in ("limit", "since_id", "shortcode")}
        # Recorded: for one job the service goes on along the older path.
        path = "/candidates" if job is None else f"/jobs/{job}/candidates"
        return f"{base}{path}?{urlencode({'limit': limit, 'since_id': cursor, **kept})}"


def _number(query: Mapping[str, str], key: str) -> int | None:
    value = id_in(query, key)
    return None if value is None else value - 1234


def _after(query: Mapping[str, str], key: str) -> str | None:
    at = moment_in(query, key)
    return None if at is None else stamp(at)
