"""The endpoints for what does not change here (API §8.2 to §8.5, §8.10): account, jobs, members,
stages, disqualification reasons, custom attributes, application forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from gui.sandbox.answers import not_found
from gui.sandbox.pages import page, since
from gui.sandbox.serving import Entrance, answered, api_base
from gui.sandbox.store import Document, Store
from gui.sandbox.uploads import LARGEST

_INCLUDABLE: Final = ("description", "full_description", "requirements", "benefits")


@dataclass(frozen=True, slots=True)
class CompanyEndpoints:
    """Reads of reference data."""

    store: Store

    def entrances(self) -> list[Entrance]:
        """What is served here."""
        jobs, candidates = ("r_jobs",), ("r_candidates",)
        job = "/jobs/{shortcode}"
        return [
            Entrance("GET", "/accounts", jobs, self.accounts),
            Entrance("GET", "/accounts/{account}", jobs, self.account),
            Entrance("GET", "/members", jobs, self.members),
            Entrance("GET", "/stages", jobs, self.stages),
            Entrance("GET", "/jobs", jobs, self.jobs),
            Entrance("GET", job, jobs, self.job),
            Entrance("GET", f"{job}/stages", jobs, self.stages),
            Entrance("GET", f"{job}/members", jobs, self.members),
            Entrance("GET", f"{job}/recruiters", jobs, self.recruiters),
            Entrance("GET", f"{job}/questions", jobs, self.questions),
            Entrance("GET", f"{job}/application_form", jobs, self.application_form),
            Entrance("GET", f"{job}/custom_attributes", jobs, self.custom_attributes),
            Entrance("GET", "/custom_attributes", jobs, self.custom_attributes),
            Entrance("GET", "/disqualification_reasons", candidates, self.reasons),
        ]

    async def accounts(self, _request: Request) -> Response:
        """The one account."""
        return answered({"accounts": [self.store.reference("account")]})

    async def account(self, _request: Request) -> Response:
        """The same without an envelope; the gate has refused foreign subdomains."""
        return answered(self.store.reference("account"))

    async def members(self, request: Request) -> Response:
        """The members, active ones unless told otherwise."""
        self._check_job(request)
        query = request.query_params
        status = query.get("status", "active")
        wanted = [
            member
            for member in self.store.reference("members")
            if (status == "all" or member["active"] is (status == "active"))
            and all(query.get(key) in (None, member[key]) for key in ("role", "email", "name"))
        ]
        return answered(page("members", wanted, query, f"{api_base(request)}/members"))

    async def recruiters(self, request: Request) -> Response:
        """The members who recruit."""
        self._check_job(request)
        members = self.store.reference("members")
        return answered({"recruiters": [m for m in members if m["role"] in ("admin", "simple")]})

    async def stages(self, request: Request) -> Response:
        """The pipeline; every job has the account's."""
        self._check_job(request)
        return answered({"stages": self.store.reference("stages")})

    async def jobs(self, request: Request) -> Response:
        """One page of jobs."""
        query = request.query_params
        state = query.get("state")
        rows = [self._row(job, query.get("include_fields")) for job in self._jobs()]
        rows = since([row for row in rows if state in (None, row["state"])], query)
        return answered(page("jobs", rows, query, f"{api_base(request)}/jobs"))

    async def job(self, request: Request) -> Response:
        """One job, no envelope."""
        return answered(self._row(self._check_job(request), ",".join(_INCLUDABLE)))

    async def questions(self, request: Request) -> Response:
        """The questions of a job's form; these jobs ask none."""
        self._check_job(request)
        return answered({"questions": []})

    async def application_form(self, request: Request) -> Response:
        """The description of a job's form, limits included (API §11)."""
        self._check_job(request)
        return answered({"form_fields": _FORM, "questions": []})

    async def custom_attributes(self, request: Request) -> Response:
        """The definitions."""
        self._check_job(request)
        return answered({"custom_attributes": self.store.reference("custom_attributes")})

    async def reasons(self, _request: Request) -> Response:
        """A bare array."""
        return answered(self.store.reference("disqualification_reasons"))

    def _jobs(self) -> list[Document]:
        jobs: list[Document] = self.store.reference("jobs")
        return jobs

    def _check_job(self, request: Request) -> Document:
        """The job of the path, where there is one in it; an empty object otherwise."""
        shortcode = request.path_params.get("shortcode")
        if shortcode is None:
            return {}
        for job in self._jobs():
            if job["shortcode"] == shortcode:
                return job
        raise not_found()

    def _row(self, job: Document, included: str | None) -> Document:
        asked = (included or "").split(",")
        row = {k: v for k, v in job.items() if k != "number" and k not in _INCLUDABLE}
        return row | {key: job.get(key) for key in _INCLUDABLE if key in asked}


def _field(key: str, label: str, kind: str, **more: Any) -> Document:
    return {"key": key, "label": label, "type": kind, "required": False, "max_length": None, **more}


_FORM: Final = [
    _field("firstname", "First name", "string", required=True, max_length=127),
    _field("lastname", "Last name", "string", required=True, max_length=127),
    _field("email", "Email", "email", required=True, max_length=255),
    _field("headline", "Headline", "string", max_length=255),
    _field("phone", "Phone", "string", max_length=255),
    _field("address", "Address", "string"),
    _field(
        "avatar",
        "Photo",
        "file",
        supported_file_types=["jpg", "jpeg", "gif", "png"],
        max_file_size=LARGEST,
    ),
    _field(
        "education",
        "Education",
        "complex",
        multiple=True,
        fields=[
            _field("school", "School", "string", required=True, max_length=255),
            _field("field_of_study", "Field of study", "string", max_length=255),
            _field("degree", "Degree", "string", max_length=255),
            _field("start_date", "Start date", "date"),
            _field("end_date", "End date", "date"),
        ],
    ),
    _field(
        "experience",
        "Experience",
        "complex",
        multiple=True,
        fields=[
            _field("title", "Title", "string", required=True, max_length=255),
            _field("company", "Company", "string"),
            _field("industry", "Industry", "string"),
            _field("summary", "Summary", "free_text"),
            _field("start_date", "Start date", "date"),
            _field("end_date", "End date", "date"),
            _field("current", "I currently work here", "boolean"),
        ],
    ),
    _field("summary", "Summary", "free_text"),
    _field(
        "resume",
        "Resume",
        "file",
        supported_file_types=["pdf", "doc", "docx", "odt", "rtf"],
        max_file_size=LARGEST,
    ),
    _field("cover_letter", "Cover letter", "free_text"),
]
