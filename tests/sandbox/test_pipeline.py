"""What members do with candidates (API §8.6 to §8.8, §8.11, §8.12), and what the timeline tells."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import pytest

from gui.sandbox.clock import Clock
from tests.helpers.sandbox import RunningSandbox, fetch, running_sandbox
from tests.helpers.sandbox_world import AMARA, ARCHIVED_JOB, BEA, JOB, OTHER_JOB, PDF, PETRA, TOMASZ

INES = "28ef73"
PATH = f"/candidates/{AMARA}"


def read(api: httpx.Client, record_id: str) -> dict[str, Any]:
    record: dict[str, Any] = api.get(f"/candidates/{record_id}").json()["candidate"]
    return record


def timeline(api: httpx.Client, record_id: str = AMARA, **query: str) -> list[dict[str, Any]]:
    answer = api.get(f"/candidates/{record_id}/activities", params=query)
    rows: list[dict[str, Any]] = answer.json()["activities"]
    return rows


class TestTimeline:
    def test_edits_leave_no_trace(self, api: httpx.Client) -> None:
        before = timeline(api)
        assert [row["action"] for row in before] == ["uploaded"]
        api.patch(PATH, json={"candidate": {"lastname": "Osei", "tags": ["x"]}})
        api.put(f"{PATH}/tags", json={"tags": []})
        assert timeline(api) == before

    def test_it_is_narrowed_and_paged(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        for number in range(3):
            body = {"member_id": INES, "comment": {"body": f"No. {number}"}}
            api.post(f"{PATH}/comments", json=body)
        assert len(timeline(api, actions="comment,moved")) == 3
        assert timeline(api, updated_after="2030-01-01") == []
        page = api.get(f"{PATH}/activities", params={"limit": 2}).json()
        rest = api.get(page["paging"]["next"]).json()
        assert len(page["activities"]) == len(rest["activities"]) == 2
        assert "paging" not in rest

    def test_of_nobody(self, api: httpx.Client) -> None:
        assert api.get("/candidates/ffff/activities").status_code == 404


class TestComments:
    def test_one_appears_with_its_author(self) -> None:
        with running_sandbox(clock=Clock(1_782_900_000.476)) as sandbox, sandbox.client() as api:
            body = {
                "member_id": INES,
                "comment": {"body": "<b>Called</b> her.", "policy": ["simple", "recruiter"]},
            }
            answer = api.post(f"{PATH}/comments", json=body)
            row = timeline(api)[-1]
        assert answer.status_code == 201
        assert row == {
            "id": answer.json()["id"],
            "action": "comment",
            "stage_name": "Phone Screen",
            "action_stage": {
                "id": 5272,
                "identifier": "196a",
                "name": "Phone Screen",
                "slug": "phone-screen",
            },
            "target_stage": None,
            "created_at": "2026-07-01T10:00:00.476Z",
            "updated_at": "2026-07-01T10:00:00.476Z",
            "member": {"id": INES, "name": "Ines Kaltenberg", "type": "recruiter"},
            "body": "<b>Called</b> her.",
            "visibility_roles": ["simple", "recruiter"],
        }

    def test_its_attachment_is_among_the_files(self, api: httpx.Client) -> None:
        assert api.get(f"{PATH}/files").json() == {"files": []}
        attachment = {"name": "offer.pdf", "data": base64.b64encode(PDF).decode()}
        body = {"member_id": INES, "comment": {"body": "See there.", "attachment": attachment}}
        assert api.post(f"{PATH}/comments", json=body).status_code == 201
        (file,) = api.get(f"{PATH}/files").json()["files"]
        assert (file["name"], file["source"]) == ("offer.pdf", "upload")
        assert fetch(file["preview_url"]).content == PDF

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"comment": {"body": "x"}}, "member_id"),
            ({"member_id": "none", "comment": {"body": "x"}}, "member_id"),
            ({"member_id": INES}, "comment.body"),
            ({"member_id": INES, "comment": {"body": " "}}, "comment.body"),
            ({"member_id": INES, "comment": {"body": "x", "policy": ["x"]}}, "comment.policy"),
            ({"member_id": INES, "comment": {"body": "x", "attachment": {}}}, "comment.attachment"),
        ],
    )
    def test_what_is_missing_is_said(
        self, api: httpx.Client, body: dict[str, Any], field: str
    ) -> None:
        answer = api.post(f"{PATH}/comments", json=body)
        assert answer.status_code == 422
        assert list(answer.json()["validation_errors"]) == [field]
        assert [row["action"] for row in timeline(api)] == ["uploaded"]


class TestMoving:
    def test_into_another_stage(self, api: httpx.Client) -> None:
        answer = api.post(f"{PATH}/move", json={"member_id": INES, "target_stage": "offer"})
        assert (answer.status_code, answer.content) == (200, b"")
        record, row = read(api, AMARA), timeline(api)[-1]
        assert (record["stage"], record["stage_kind"]) == ("Offer", "offer")
        assert record["moved_to_offer_at"] == record["updated_at"]
        assert row["action"] == "offer"
        assert (row["action_stage"]["slug"], row["target_stage"]["slug"]) == (
            "phone-screen",
            "offer",
        )

    def test_into_a_stage_that_is_not_there(self, api: httpx.Client) -> None:
        body = {"member_id": INES, "target_stage": "limbo"}
        assert api.post(f"{PATH}/move", json=body).status_code == 404

    def test_not_in_an_archived_job(self, api: httpx.Client) -> None:
        body = {"member_id": INES, "target_stage": "offer"}
        assert api.post(f"/candidates/{PETRA}/move", json=body).status_code == 403

    def test_a_copy_is_another_record(self, api: httpx.Client) -> None:
        body = {"member_id": INES, "target_job_shortcode": OTHER_JOB, "target_stage": "applied"}
        made = api.post(f"{PATH}/copy", json=body).json()["candidate"]
        record, original = read(api, made["id"]), read(api, AMARA)
        assert made["id"] != AMARA
        assert made["url"] == record["profile_url"]
        assert record["originating_candidate_id"] == AMARA
        assert (record["job"]["shortcode"], record["stage"]) == (OTHER_JOB, "Applied")
        assert original["job"]["shortcode"] == JOB
        assert record["education_entries"] == original["education_entries"]
        resume = fetch(record["resume_url"])
        assert resume.content == PDF
        api.patch(f"/candidates/{made['id']}", json={"candidate": {"lastname": "Osei"}})
        assert read(api, AMARA)["lastname"] == "Osei-Lindqvist"

    def test_relocating_gives_a_new_id_and_the_old_is_gone(self, api: httpx.Client) -> None:
        body = {"member_id": INES, "target_job_shortcode": OTHER_JOB}
        made = api.post(f"{PATH}/relocate", json=body).json()["candidate"]
        assert api.get(PATH).json() == {"error": "Not found"}
        assert AMARA not in {r["id"] for r in api.get("/candidates").json()["candidates"]}
        assert read(api, made["id"])["name"] == "Amara Osei-Lindqvist"
        assert [row["action"] for row in timeline(api, made["id"])] == ["uploaded", "moved"]

    def test_out_of_the_talent_pool(self, api: httpx.Client) -> None:
        body = {"member_id": INES, "target_job_shortcode": JOB}
        made = api.post(f"/candidates/{TOMASZ}/copy", json=body).json()["candidate"]
        record = read(api, made["id"])
        assert record["job"]["shortcode"] == JOB
        assert "talent_pool" not in record

    def test_into_a_job_where_the_email_is(self, api: httpx.Client) -> None:
        body = {"member_id": INES, "target_job_shortcode": JOB}
        answer = api.post(f"{PATH}/copy", json=body)
        assert answer.status_code == 201  # her own record does not stand in her way
        again = api.post(f"{PATH}/copy", json=body)
        assert again.json()["validation_errors"] == {"email": ["candidate already exists"]}

    def test_into_a_job_that_is_not_there(self, api: httpx.Client) -> None:
        body = {"member_id": INES, "target_job_shortcode": "NOPE"}
        assert api.post(f"{PATH}/relocate", json=body).status_code == 404
        assert read(api, AMARA)["id"] == AMARA


class TestJudging:
    def test_disqualified_with_a_reason_and_reverted(self) -> None:
        with running_sandbox(clock=Clock(1_782_900_000.5)) as sandbox, sandbox.client() as api:
            body = {
                "member_id": INES,
                "disqualify_reason_id": "4c0aa",
                "disqualify_note": "Too new.",
            }
            assert api.post(f"{PATH}/disqualify", json=body).status_code == 200
            record = read(api, AMARA)
            assert record["disqualified"] is True
            assert record["disqualified_at"] == "2026-07-01T10:00:00.500Z"
            assert record["disqualification_reason"] == "Not enough experience"
            # Changing a disqualified candidate is possible, as recorded (API §9).
            assert api.patch(PATH, json={"candidate": {"phone": "1"}}).status_code == 200
            assert api.post(f"{PATH}/revert", json={"member_id": INES}).status_code == 200
            record = read(api, AMARA)
            assert (record["disqualified"], record["disqualified_at"]) == (False, None)
            assert [row["action"] for row in timeline(api)] == [
                "uploaded",
                "disqualified",
                "reverted",
            ]

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"disqualify_note": "x" * 257}, 422),
            ({"disqualify_note": 7}, 422),
            ({"disqualify_reason_id": "none"}, 404),
        ],
    )
    def test_what_does_not_fit_is_refused(
        self, api: httpx.Client, body: dict[str, Any], status: int
    ) -> None:
        answer = api.post(f"{PATH}/disqualify", json={"member_id": INES, **body})
        assert answer.status_code == status
        assert read(api, AMARA)["disqualified"] is False

    def test_a_rating(self, api: httpx.Client) -> None:
        body = {"member_id": INES, "score": 1, "comment": "Good"}
        assert api.post(f"{PATH}/ratings", json=body).status_code == 200
        row = timeline(api)[-1]
        assert (row["action"], row["body"]) == ("rating", "Good")
        assert row["rating"] == {"score": 1, "scale": "thumbs", "grade": 1}
        assert api.post(f"{PATH}/ratings", json={"member_id": INES}).status_code == 422


class TestCreating:
    NEW = {"firstname": "Noor", "lastname": "Haddad", "email": "noor@example.com"}

    def test_in_a_job(self, api: httpx.Client) -> None:
        fields = {**self.NEW, "skills": ["SQL"], "education_entries": [{"school": "AUB"}]}
        answer = api.post(f"/jobs/{OTHER_JOB}/candidates", json={"candidate": fields})
        assert answer.status_code == 201
        assert answer.json()["status"] == "created"
        record = answer.json()["candidate"]
        assert set(record) == set(read(api, AMARA)) - {"resume_metadata", "social_profiles"}
        assert record["name"] == "Noor Haddad"
        assert (record["stage"], record["sourced"]) == ("Sourced", True)
        assert record["skills"] == [{"name": "SQL"}]
        assert record["created_at"] == record["updated_at"]
        assert int(record["profile_url"].rsplit("/", 1)[1]) + 1234 == int(record["id"], 16)
        assert int(record["id"], 16) > int(AMARA, 16)
        assert [row["action"] for row in timeline(api, record["id"])] == ["uploaded"]
        assert without_times(read(api, record["id"])) == without_times(record)

    def test_in_a_stage_as_an_applicant(self, api: httpx.Client) -> None:
        body = {"sourced": False, "candidate": self.NEW}
        made = api.post(f"/jobs/{OTHER_JOB}/candidates", json=body).json()["candidate"]
        assert (made["stage"], made["sourced"]) == ("Applied", False)
        other = {"candidate": {**self.NEW, "email": "n2@example.com"}}
        answer = api.post(f"/jobs/{OTHER_JOB}/candidates?stage=interview", json=other)
        assert answer.json()["candidate"]["stage"] == "Interview"

    def test_in_the_talent_pool(self, api: httpx.Client) -> None:
        answer = api.post("/talent_pool/candidates", json={"candidate": self.NEW})
        record = answer.json()["candidate"]
        assert "job" not in record
        assert record["talent_pool"] == {"talent_pool_id": 88110, "identifier": "15d00"}

    def test_with_a_whole_name_and_without_the_envelope(self, api: httpx.Client) -> None:
        body = {"name": "Noor van Haddad", "email": "noor@example.com"}
        record = api.post(f"/jobs/{JOB}/candidates", json=body).json()["candidate"]
        assert (record["firstname"], record["lastname"]) == ("Noor", "van Haddad")

    def test_a_profile_on_an_unknown_network_is_dropped(self, api: httpx.Client) -> None:
        profiles = [
            {"type": "instagram", "url": "https://instagram.com/noor"},
            {"type": "github", "url": "https://github.com/noor"},
        ]
        body = {"candidate": {**self.NEW, "social_profiles": profiles}}
        record = api.post(f"/jobs/{JOB}/candidates", json=body).json()["candidate"]
        assert [profile["type"] for profile in record["social_profiles"]] == ["github"]

    def test_headline_and_location_come_later(self) -> None:
        with running_sandbox(clock=Clock(1_782_900_000)) as sandbox, sandbox.client() as api:
            resume = {"name": "noor.pdf", "data": base64.b64encode(PDF).decode()}
            body = {"candidate": {**self.NEW, "resume": resume, "address": "Hamra, Beirut"}}
            record = api.post(f"/jobs/{JOB}/candidates", json=body).json()["candidate"]
            assert (record["headline"], record["location"]["city"]) == (None, None)
            sandbox.advance(21)
            record = read(api, record["id"])
        assert (record["headline"], record["location"]["city"]) == (
            "Parsed from noor.pdf",
            "Beirut",
        )

    @pytest.mark.parametrize(
        ("more", "status", "field"),
        [
            ({"email": ""}, 422, "email"),
            ({"email": "bea.nyqvist@example.com"}, 422, "email"),
            ({"firstname": ""}, 422, "firstname"),
            ({"education_entries": [{}]}, 422, "education_entries.school"),
        ],
    )
    def test_what_is_missing_is_said(
        self, api: httpx.Client, more: dict[str, Any], status: int, field: str
    ) -> None:
        before = len(api.get("/candidates").json()["candidates"])
        body = {"candidate": {**self.NEW, **more}}
        answer = api.post(f"/jobs/{JOB}/candidates", json=body)
        assert answer.status_code == status
        assert list(answer.json()["validation_errors"]) == [field]
        assert len(api.get("/candidates").json()["candidates"]) == before

    def test_not_in_a_job_that_is_not_there(self, api: httpx.Client) -> None:
        assert api.post("/jobs/NOPE/candidates", json={"candidate": self.NEW}).status_code == 404

    def test_not_in_an_archived_job(self, api: httpx.Client) -> None:
        answer = api.post(f"/jobs/{ARCHIVED_JOB}/candidates", json={"candidate": self.NEW})
        assert answer.status_code == 403


def without_times(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if not key.endswith(("_at", "_url"))}


def test_bea_is_untouched_by_all_of_this(api: httpx.Client, sandbox: RunningSandbox) -> None:
    """Guards the others: had a write hit the wrong record, it would have been hers."""
    api.post(f"{PATH}/copy", json={"member_id": INES, "target_job_shortcode": OTHER_JOB})
    api.post(f"{PATH}/disqualify", json={"member_id": INES})
    assert sandbox.history(BEA) == []
