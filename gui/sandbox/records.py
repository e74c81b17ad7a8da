"""What can be done to stored records, under the switches as they stand: find, change, create.

Between the endpoints and the store. It also lets happen what the service does by itself a while
after a write (API §12.1): whatever is due happens before the next request is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from gui.sandbox.answers import forbidden, not_found
from gui.sandbox.behaviour import Switch, Switches
from gui.sandbox.clock import Clock, stamp
from gui.sandbox.seeding import new_file_id
from gui.sandbox.store import Document, RowFilter, Store, StoredFile, StoredRecord
from gui.sandbox.uploads import Upload
from gui.sandbox.writing import WritingRules

_FIRST_ENTRY: Final = 0x3A000001
_NUMBER_STEP: Final = 17


@dataclass(frozen=True, slots=True)
class Records:
    """The candidates of the account."""

    store: Store
    clock: Clock
    switches: Switches

    def find(self, record_id: str) -> StoredRecord:
        """The candidate of that API id. Refusal 404 where there is none."""
        record = self.store.record(record_id)
        if record is None:
            raise not_found()
        return record

    def unlock(self, record: StoredRecord) -> None:
        """Passes for a record that may be changed. Refusal 403 for one that may not."""
        if self.switches.on(Switch.LOCK_ANONYMIZED) and record.document.get("anonymized"):
            raise forbidden("The candidate is anonymized")
        if record.job is None or not self.switches.on(Switch.LOCK_ARCHIVED_JOBS):
            return
        if self.job(record.job)["state"] == "archived":
            raise forbidden("The job is archived")

    def job(self, shortcode: str) -> Document:
        """The job of that shortcode. Refusal 404 where there is none."""
        for job in self.store.reference("jobs"):
            if job["shortcode"] == shortcode:
                return dict(job)
        raise not_found()

    def patch(
        self, record: StoredRecord, sent: Mapping[str, Any]
    ) -> tuple[StoredRecord, tuple[str, ...]]:
        """Applies the object under ``candidate``: the record as stored then, and unknown keys."""
        self.unlock(record)
        return self._write(record, sent, before=record)

    def add(self, blank: StoredRecord, sent: Mapping[str, Any]) -> StoredRecord:
        """Stores a new candidate: `blank` with `sent` applied to it."""
        return self._write(blank, sent, before=None)[0]

    def email_taken(self, email: str, job: str | None, record_id: str) -> bool:
        """Whether another candidate of the job has that address; the talent pool is no job."""
        if job is None:
            return False
        rows = self.store.rows(RowFilter(email=email, job=job), 2)
        return any(row.id != record_id for row in rows)

    def save(self, record: StoredRecord, *, source: str) -> StoredRecord:
        """Stores a changed record with a new `updated_at`."""
        now = self.clock.now()
        changed = replace(record, document={**record.document, "updated_at": stamp(now)})
        self.store.keep(changed, source=source, at=now)
        return changed

    def next_number(self) -> int:
        """A number for a new record, greater than all before."""
        return self.store.next_number(
            "record", self.store.last_number() + _NUMBER_STEP, _NUMBER_STEP
        )

    def new_entry_id(self) -> str:
        """An id for a new entry of a list."""
        return format(self.store.next_number("entry", _FIRST_ENTRY), "x")

    def settle(self) -> None:
        """Lets everything happen that is due: `headline`, `location` and `updated_at` move, and,
        where that is switched on, what a bad parser overwrites."""
        for record_id, due, plan in self.store.take_due(self.clock.now()):
            record = self.store.record(record_id)
            if record is not None:
                document = dict(record.document)
                if plan.get("headline") and not document.get("headline"):
                    document["headline"] = plan["headline"]
                if plan.get("rewrite"):
                    document |= misread(document)
                if "address" in plan and plan["address"] == document.get("address"):
                    document["location"] = located(plan["address"])
                document["updated_at"] = stamp(due)
                changed = replace(record, document=document)
                self.store.keep(changed, source="background", at=due)

    def _write(
        self, record: StoredRecord, sent: Mapping[str, Any], *, before: StoredRecord | None
    ) -> tuple[StoredRecord, tuple[str, ...]]:
        def taken(email: str) -> bool:
            return self.email_taken(email, record.job, record.id)

        with self.store.transaction():
            rules = WritingRules(self.switches, self.new_entry_id, taken)
            written = rules.written(record, sent)
            document, aside = written.document, written.aside
            for key, upload in written.files.items():
                self._keep_upload(record.id, key, upload, document, aside)
            changed = self.save(replace(record, document=document, aside=aside), source="api")
            self._plan(before, changed, parse="resume" in written.files)
        return changed, written.unknown

    def _keep_upload(
        self, record_id: str, key: str, upload: Upload, document: Document, aside: Document
    ) -> None:
        kind = "photo" if key == "image" else key
        file_id = new_file_id(self.store)
        self.store.keep_file(
            StoredFile(file_id, record_id, kind, upload.name, upload.media, upload.data)
        )
        aside[f"{kind}_file"] = file_id
        if kind == "resume":
            at = stamp(self.clock.now())
            document["resume_metadata"] = {
                "filename": upload.name,
                "filetype": upload.filetype,
                "created_at": at,
                "updated_at": at,
            }

    def _plan(self, before: StoredRecord | None, after: StoredRecord, *, parse: bool) -> None:
        if not self.switches.on(Switch.BACKGROUND_CHANGES):
            return
        plan: Document = {}
        if parse:
            plan["headline"] = parsed_headline(after.document)
            plan["rewrite"] = self.switches.on(Switch.PARSER_REWRITES)
        address = after.document.get("address")
        if address != (before.document.get("address") if before else None):
            plan["address"] = address
        if plan:
            due = self.clock.now() + self.switches.number(Switch.BACKGROUND_DELAY)
            self.store.plan(after.id, due, plan)


def parsed_headline(document: Document) -> str:
    """What a parser might make of a resume: the first job, or the file's name."""
    for entry in document.get("experience_entries") or []:
        if entry.get("title"):
            company = entry.get("company")
            return f"{entry['title']} at {company}" if company else str(entry["title"])
    return f"Parsed from {document['resume_metadata']['filename']}"


def misread(document: Document) -> Document:
    """What a bad parser might make of a resume: keys that are overwritten, with their values.

    The name in capitals, the phone without its last digit, title and company of the first job
    the wrong way round, one skill more.
    """
    wrong: Document = {}
    for key in ("firstname", "lastname"):
        if document.get(key):
            wrong[key] = document[key].upper()
    names = [wrong.get(key) for key in ("firstname", "lastname")]
    if any(names):
        wrong["name"] = " ".join(name for name in names if name)
    if document.get("phone"):
        wrong["phone"] = document["phone"][:-1] or None
    entries = document.get("experience_entries") or []
    if entries and entries[0].get("title") and entries[0].get("company"):
        swapped = {"title": entries[0]["company"], "company": entries[0]["title"]}
        wrong["experience_entries"] = [{**entries[0], **swapped}, *entries[1:]]
    wrong["skills"] = [*(document.get("skills") or []), {"name": "curriculum vitae"}]
    return wrong


def located(address: str | None) -> Document:
    """What a map service might make of an address line: city and country from its last parts."""
    parts = [part.strip() for part in (address or "").split(",") if part.strip()]
    city = parts[-2] if len(parts) > 1 else parts[0] if parts else None
    country = parts[-1] if len(parts) > 2 else None
    if country is None and len(parts) == 2:
        city = parts[-1]
    return {
        "location_str": ", ".join(part for part in (city, country) if part) or None,
        "country": country,
        "country_code": None,
        "region": None,
        "region_code": None,
        "city": city,
        "zip_code": None,
    }
