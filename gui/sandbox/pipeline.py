"""What members do with candidates apart from correcting them (API §8.11, §8.12): create, move,
copy, relocate, disqualify, revert, rate, comment."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from gui.model.networks import NETWORKS
from gui.sandbox.answers import not_found, validation_failed
from gui.sandbox.clock import fine_stamp, stamp
from gui.sandbox.records import Records
from gui.sandbox.seeding import new_file_id
from gui.sandbox.shapes import api_id
from gui.sandbox.store import Document, StoredFile, StoredRecord
from gui.sandbox.timeline import Timeline
from gui.sandbox.uploads import attachment
from gui.sandbox.writing import WRITABLE

_POOL: Final = {"talent_pool_id": 88110, "identifier": "15d00"}
_POLICIES: Final = frozenset(
    {"admin", "recruiting_admin", "hiring_manager", "simple", "reviewer", "recruiter"}
)
_LONGEST_NOTE: Final = 256
_EMPTY: Final[Document] = {
    "name": None, "firstname": None, "lastname": None, "headline": None, "stage": None,
    "stage_kind": None, "disqualified": False, "disqualified_at": None, "withdrew": False,
    "anonymized": False, "disqualification_reason": None, "hired_at": None,
    "moved_to_offer_at": None, "sourced": True, "address": None, "phone": None, "email": None,
    "outbound_mailbox": None, "domain": None, "outlet": "SPI", "common_source": "Unknown",
    "common_source_category": "Other", "uploader_id": None, "created_at": None, "updated_at": None,
    "cover_letter": None, "summary": None, "education_entries": [], "experience_entries": [],
    "skills": [], "answers": [], "tags": [],
    "location": dict.fromkeys(
        ("location_str", "country", "country_code", "region", "region_code", "city", "zip_code")
    ),
    "originating_candidate_id": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Does it."""

    records: Records
    timeline: Timeline

    def stage(self, slug: str) -> Document:
        """The stage of that slug. Refusal 404 where there is none."""
        for stage in self.records.store.reference("stages"):
            if stage["slug"] == slug:
                return dict(stage)
        raise not_found()

    def stage_of(self, record: StoredRecord) -> Document | None:
        """The stage in which a candidate stands."""
        for stage in self.records.store.reference("stages"):
            if stage["name"] == record.document.get("stage"):
                return dict(stage)
        return None

    def created(
        self, shortcode: str | None, sent: Mapping[str, Any], *, stage: str | None, sourced: bool
    ) -> tuple[StoredRecord, tuple[str, ...]]:
        """A new candidate in a job, or in the talent pool for None; and the unknown keys."""
        at = self.records.clock.now()
        slug = stage or ("sourced" if sourced else "applied")
        begins = self.stage(slug)
        document = copy.deepcopy(_EMPTY) | {
            "stage": begins["name"],
            "stage_kind": begins["kind"],
            "sourced": sourced,
            "domain": sent.get("domain"),
            "created_at": stamp(at),
        }
        if shortcode is None:
            document["talent_pool"] = dict(_POOL)
        else:
            document["job"] = self._job(shortcode)
        number = self.records.next_number()
        document = {"id": api_id(number), **document}
        blank = StoredRecord(number, api_id(number), document, {})
        self.records.unlock(blank)
        fields = _with_names(sent)
        unknown = [key for key in sent if key not in WRITABLE and key not in ("name", "domain")]
        with self.records.store.transaction():
            record = self.records.add(blank, fields)
            action = "uploaded" if sourced else "applied"
            self.timeline.add(record.id, action, stage=begins)
        return record, tuple(unknown)

    def move(self, record: StoredRecord, body: Mapping[str, Any]) -> None:
        """Into another stage of the same pipeline."""
        member = self.timeline.member(body.get("member_id"))
        target = self.stage(str(body.get("target_stage")))
        self.records.unlock(record)
        before = self.stage_of(record)
        with self.records.store.transaction():
            self._save(record, **self._standing(target))
            self.timeline.add(record.id, target["slug"], stage=before, target=target, member=member)

    def copied(self, record: StoredRecord, body: Mapping[str, Any]) -> StoredRecord:
        """A second record in another job, with the first as its origin."""
        return self._elsewhere(record, body, "copied")

    def relocated(self, record: StoredRecord, body: Mapping[str, Any]) -> StoredRecord:
        """The same in another job under a new id; the old one is gone (API §3.4)."""
        with self.records.store.transaction():
            new = self._elsewhere(record, body, "moved")
            self.records.store.drop(record, source="api", at=self.records.clock.now())
        return new

    def disqualify(self, record: StoredRecord, body: Mapping[str, Any]) -> None:
        """With a reason, a note of at most 256 characters, or neither."""
        member = self.timeline.member(body.get("member_id"))
        self.records.unlock(record)
        note = body.get("disqualify_note")
        if note is not None and (not isinstance(note, str) or len(note) > _LONGEST_NOTE):
            raise validation_failed({"disqualify_note": [f"is longer than {_LONGEST_NOTE}"]})
        reason = note
        if body.get("disqualify_reason_id") is not None:
            reasons = self.records.store.reference("disqualification_reasons")
            known = {row["id"]: row["name"] for row in reasons}
            reason = known.get(body["disqualify_reason_id"])
            if reason is None:
                raise not_found()
        with self.records.store.transaction():
            self._save(
                record,
                disqualified=True,
                disqualified_at=fine_stamp(self.records.clock.now()),
                disqualification_reason=reason,
                withdrew=body.get("withdrew") is True,
            )
            stage = self.stage_of(record)
            self.timeline.add(record.id, "disqualified", stage=stage, member=member, body=note)

    def revert(self, record: StoredRecord, body: Mapping[str, Any]) -> None:
        """Takes a disqualification back."""
        member = self.timeline.member(body.get("member_id"))
        self.records.unlock(record)
        with self.records.store.transaction():
            self._save(
                record,
                disqualified=False,
                disqualified_at=None,
                disqualification_reason=None,
                withdrew=False,
            )
            self.timeline.add(record.id, "reverted", stage=self.stage_of(record), member=member)

    def rate(self, record: StoredRecord, body: Mapping[str, Any]) -> None:
        """A rating. The body of this call is not in the reference: `score`, `comment` modelled."""
        member = self.timeline.member(body.get("member_id"))
        score = body.get("score")
        if not isinstance(score, int) or isinstance(score, bool):
            raise validation_failed({"score": ["is not a number"]})
        self.timeline.add(
            record.id,
            "rating",
            stage=self.stage_of(record),
            member=member,
            body=body.get("comment"),
            rating={"score": score, "scale": body.get("scale", "thumbs"), "grade": score},
        )

    def comment(self, record: StoredRecord, body: Mapping[str, Any]) -> str:
        """A comment, with at most one attachment; its id."""
        member = self.timeline.member(body.get("member_id"))
        comment = body.get("comment")
        text = comment.get("body") if isinstance(comment, dict) else None
        if not isinstance(comment, dict) or not isinstance(text, str) or not text.strip():
            raise validation_failed({"comment.body": ["can't be blank"]})
        policy = comment.get("policy", [])
        if not isinstance(policy, list) or not set(map(str, policy)) <= _POLICIES:
            raise validation_failed({"comment.policy": ["is not included in the list"]})
        with self.records.store.transaction():
            if comment.get("attachment") is not None:
                self._attach(record, comment["attachment"])
            return self.timeline.add(
                record.id,
                "comment",
                stage=self.stage_of(record),
                member=member,
                body=text,
                visibility_roles=policy,
            )

    def _attach(self, record: StoredRecord, value: Any) -> None:
        file = attachment(value, self.records.switches)
        if isinstance(file, list):
            raise validation_failed({"comment.attachment": file})
        store = self.records.store
        store.keep_file(
            StoredFile(
                new_file_id(store), record.id, "attachment", file.name, file.media, file.data
            )
        )

    def _elsewhere(
        self, record: StoredRecord, body: Mapping[str, Any], action: str
    ) -> StoredRecord:
        member = self.timeline.member(body.get("member_id"))
        self.records.unlock(record)
        job = self._job(str(body.get("target_job_shortcode")))
        slug = body.get("target_stage")
        target = self.stage_of(record) if slug is None else self.stage(str(slug))
        email = record.document.get("email")
        if email and self.records.email_taken(email, job["shortcode"], record.id):
            raise validation_failed({"email": ["candidate already exists"]})
        number = self.records.next_number()
        document = {**copy.deepcopy(record.document), "id": api_id(number), "job": job}
        document.pop("talent_pool", None)
        document |= self._standing(target) if target else {}
        document["originating_candidate_id"] = record.id
        store, aside = self.records.store, dict(record.aside)
        with store.transaction():
            for file in store.files(record.id):
                new = replace(file, id=new_file_id(store), record=api_id(number))
                store.keep_file(new)
                for key in [key for key, value in aside.items() if value == file.id]:
                    aside[key] = new.id
            made = StoredRecord(number, api_id(number), document, aside)
            made = self.records.save(made, source="api")
            if action == "moved":
                store.add_activities(made.id, store.activities(record.id))
            self.timeline.add(
                made.id, action, stage=self.stage_of(record), target=target, member=member
            )
        return made

    def _standing(self, stage: Document) -> Document:
        at = stamp(self.records.clock.now())
        standing: Document = {"stage": stage["name"], "stage_kind": stage["kind"]}
        if stage["kind"] == "hired":
            standing["hired_at"] = at
        if stage["kind"] == "offer":
            standing["moved_to_offer_at"] = at
        return standing

    def _job(self, shortcode: str) -> Document:
        job = self.records.job(shortcode)
        return {"shortcode": job["shortcode"], "title": job["title"]}

    def _save(self, record: StoredRecord, **values: Any) -> None:
        changed = replace(record, document={**record.document, **values})
        self.records.save(changed, source="api")


def _with_names(sent: Mapping[str, Any]) -> Document:
    """The fields of a new candidate: names apart, profiles on unknown networks left out."""
    fields = {key: value for key, value in sent.items() if key in WRITABLE}
    name = sent.get("name")
    if (
        isinstance(name, str)
        and name.strip()
        and not (sent.get("firstname") or sent.get("lastname"))
    ):
        first, _, last = name.strip().partition(" ")
        fields |= {"firstname": first, "lastname": last}
    for key in ("firstname", "lastname"):
        if not fields.get(key) and not name:
            raise validation_failed({key: ["can't be blank"]})
    if not fields.get("email"):
        raise validation_failed({"email": ["can't be blank"]})
    profiles = fields.get("social_profiles")
    if isinstance(profiles, list):
        # Recorded: a profile of an unknown type is dropped, the rest is stored.
        fields["social_profiles"] = [
            profile
            for profile in profiles
            if not isinstance(profile, dict) or profile.get("type") in NETWORKS
        ]
    return fields
