"""The shapes in which records leave the sandbox: the single read (API §4), the list row (§8.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from gui.sandbox.behaviour import Switch, Switches
from gui.sandbox.signed import Signer, storage_path
from gui.sandbox.store import Document, Store, StoredRecord

_ORDER: Final = (
    "id", "name", "firstname", "lastname", "headline", "image_url", "account", "job",
    "talent_pool", "stage", "stage_kind", "disqualified", "disqualified_at", "withdrew",
    "anonymized", "disqualification_reason", "hired_at", "moved_to_offer_at", "sourced",
    "profile_url", "address", "phone", "email", "outbound_mailbox", "domain", "outlet",
    "common_source", "common_source_category", "uploader_id", "created_at", "updated_at",
    "cover_letter", "summary", "education_entries", "experience_entries", "skills", "answers",
    "resume_url", "resume_metadata", "social_profiles", "tags", "location",
    "originating_candidate_id",
)  # fmt: skip

ROW_KEYS: Final = (
    "id", "name", "firstname", "lastname", "headline", "account", "job", "talent_pool", "stage",
    "stage_kind", "disqualified", "anonymized", "disqualification_reason", "hired_at",
    "moved_to_offer_at", "sourced", "profile_url", "address", "phone", "email", "domain", "outlet",
    "common_source", "common_source_category", "created_at", "updated_at", "resume_metadata",
)  # fmt: skip
"""The keys of a list row. `job` or `talent_pool`; `resume_metadata` where there is a resume."""


def api_id(number: int) -> str:
    """The API id that belongs to a number in the application (API §3.3)."""
    return format(number + 1234, "x")


@dataclass(frozen=True, slots=True)
class Shapes:
    """Makes answers out of stored records."""

    store: Store
    signer: Signer
    switches: Switches

    def read(self, record: StoredRecord, origin: str) -> Document:
        """The single read. Signed links are new each time; unknown stored keys come last."""
        whole = self._whole(record)
        whole["image_url"] = self._current(record, "photo", origin)
        whole["resume_url"] = self._current(record, "resume", origin)
        if not self.switches.on(Switch.RESUME_METADATA_IN_READ):
            whole.pop("resume_metadata", None)
        self._social_profiles(whole)
        ordered = {key: whole.pop(key) for key in _ORDER if key in whole}
        return ordered | whole

    def row(self, record: StoredRecord) -> Document:
        """The list row."""
        whole = self._whole(record)
        return {key: whole[key] for key in ROW_KEYS if key in whole}

    def profile_url(self, record: StoredRecord) -> str:
        """The page of the candidate in the web application (API §3.2)."""
        site = f"https://{self.store.reference('account')['subdomain']}.workable.com/backend"
        if record.job is None:
            slug = self.stage_slug(record)
            return f"{site}/talent_pool/browser/{slug}/candidate/{record.number}"
        for job in self.store.reference("jobs"):
            if job["shortcode"] == record.job:
                return f"{site}/jobs/{job['number']}/candidates/{record.number}"
        raise KeyError(record.job)

    def stage_slug(self, record: StoredRecord) -> str:
        """The slug of the stage whose display name the record holds."""
        name = record.document.get("stage")
        for stage in self.store.reference("stages"):
            if stage["name"] == name:
                return str(stage["slug"])
        return str(record.document.get("stage_kind"))

    def link(self, record: StoredRecord, file_id: str, name: str, origin: str) -> str:
        """A signed link to a file of the record, new each time."""
        account = int(self.store.reference("account")["id"], 16) - 1234
        return self.signer.link(origin, storage_path(account, record.number, file_id, name))

    def _whole(self, record: StoredRecord) -> Document:
        account = self.store.reference("account")
        whole = dict(record.document)
        whole["account"] = {"subdomain": account["subdomain"], "name": account["name"]}
        whole["profile_url"] = self.profile_url(record)
        return whole

    def _social_profiles(self, whole: Document) -> None:
        key = self.switches.choice(Switch.SOCIAL_PROFILES_KEY)
        if key == "always":
            whole.setdefault("social_profiles", [])
        elif key == "never" or (key == "omitted_when_empty" and not whole.get("social_profiles")):
            whole.pop("social_profiles", None)

    def _current(self, record: StoredRecord, kind: str, origin: str) -> Any:
        file_id = str(record.aside.get(f"{kind}_file"))
        name = self.store.file_name(file_id)
        return None if name is None else self.link(record, file_id, name, origin)
