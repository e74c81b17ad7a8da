"""Resumes, photos and their signed links (API §4.5, §5.6, §5.7)."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from gui.sandbox.clock import Clock
from tests.helpers.sandbox import RunningSandbox, fetch, running_sandbox
from tests.helpers.sandbox_world import AMARA, BEA, PDF, PNG

RTF = rb"{\rtf1 Bea}"
DOC = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
JPG = bytes.fromhex("ffd8ffe000104a464946") + bytes(20)
GIF = b"GIF89a" + bytes(20)


def docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


def upload(api: httpx.Client, record_id: str, key: str, name: str, data: bytes) -> dict[str, Any]:
    sent = {key: {"name": name, "data": base64.b64encode(data).decode()}}
    answer = api.patch(f"/candidates/{record_id}", json={"candidate": sent})
    assert answer.status_code == 200, answer.text
    record: dict[str, Any] = answer.json()["candidate"]
    return record


def read(api: httpx.Client, record_id: str) -> dict[str, Any]:
    record: dict[str, Any] = api.get(f"/candidates/{record_id}").json()["candidate"]
    return record


class TestLinks:
    def test_they_are_signed_anew_on_every_read(self, api: httpx.Client) -> None:
        first, second = read(api, AMARA), read(api, AMARA)
        for key in ("resume_url", "image_url"):
            assert first[key] != second[key]
            assert urlsplit(first[key]).path == urlsplit(second[key]).path
            assert parse_qs(urlsplit(first[key]).query)["X-Amz-Expires"] == ["60000"]

    def test_the_path_ends_in_the_files_name(self, api: httpx.Client) -> None:
        assert urlsplit(read(api, AMARA)["resume_url"]).path.endswith("/download/amara-cv.pdf")

    def test_they_need_no_token(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        record = read(api, AMARA)
        resume, photo = fetch(record["resume_url"]), fetch(record["image_url"])
        assert (resume.content, resume.headers["content-type"]) == (PDF, "application/pdf")
        assert (photo.content, photo.headers["content-type"]) == (PNG, "image/png")
        assert "amara-cv.pdf" in resume.headers["content-disposition"]
        assert [entry["token"] for entry in sandbox.log(storage=True)] == ["none", "none"]

    def test_they_refuse_a_token(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        answer = fetch(read(api, AMARA)["resume_url"], Authorization=f"Bearer {sandbox.token}")
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/xml"
        assert "Only one auth mechanism allowed" in answer.text
        assert sandbox.log(storage=True)[0]["token"] == "unknown"

    def test_they_cost_nothing(self) -> None:
        with (
            running_sandbox(switches={"rate_limit": True}, clock=Clock(1e9)) as sandbox,
            sandbox.client() as api,
        ):
            url = read(api, AMARA)["resume_url"]
            assert {fetch(url).status_code for _ in range(12)} == {200}
            assert api.get("/stages").headers["x-rate-limit-remaining"] == "8"

    def test_they_expire(self) -> None:
        with running_sandbox(clock=Clock(1_782_900_000)) as sandbox, sandbox.client() as api:
            url = read(api, AMARA)["resume_url"]
            sandbox.advance(59_999)
            assert fetch(url).status_code == 200
            sandbox.advance(1)
            answer = fetch(url)
            assert answer.status_code == 403
            assert "<Message>Request has expired</Message>" in answer.text
            assert fetch(read(api, AMARA)["resume_url"]).status_code == 200

    def test_their_life_can_be_shortened(self) -> None:
        with running_sandbox(clock=Clock(1_782_900_000)) as sandbox, sandbox.client() as api:
            sandbox.switch("link_life", 3)
            url = read(api, AMARA)["resume_url"]
            sandbox.advance(3)
            assert fetch(url).status_code == 403

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("X-Amz-Expires=60000", "X-Amz-Expires=90000"),
            ("amara-cv.pdf", "other.pdf"),
            ("X-Amz-Signature=", "X-Amz-Signature=0"),
            ("X-Amz-Signature=", "X-Amz-Signature=%C3%A4"),
        ],
    )
    def test_a_changed_one_is_refused(self, api: httpx.Client, old: str, new: str) -> None:
        answer = fetch(read(api, AMARA)["resume_url"].replace(old, new))
        assert answer.status_code == 403
        assert "SignatureDoesNotMatch" in answer.text

    def test_an_unsigned_one_is_refused(self, api: httpx.Client) -> None:
        assert fetch(read(api, AMARA)["resume_url"].partition("?")[0]).status_code == 403

    def test_they_are_for_reading(self, api: httpx.Client) -> None:
        url = read(api, AMARA)["resume_url"]
        assert fetch(url, "PUT").status_code == 405
        head = fetch(url, "HEAD")
        assert (head.status_code, head.content) == (200, b"")

    def test_signatures_are_not_logged(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        fetch(read(api, AMARA)["resume_url"])
        assert "X-Amz" not in str(sandbox.log(storage=True))


class TestUploads:
    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("new.pdf", PDF + b"new"),
            ("new.RTF", RTF),
            ("new.doc", DOC),
            ("Bea Nyqvist – résumé.docx", docx()),
        ],
    )
    def test_a_resume_is_there_afterwards(self, api: httpx.Client, name: str, data: bytes) -> None:
        record = upload(api, BEA, "resume", name, data)
        metadata = record["resume_metadata"]
        assert metadata["filename"] == name
        assert metadata["filetype"] == name.rsplit(".", 1)[1].lower()
        assert metadata["updated_at"] == record["updated_at"]
        assert fetch(record["resume_url"]).content == data
        row = api.get("/candidates", params={"since_id": BEA, "limit": 1}).json()["candidates"][0]
        assert row["resume_metadata"] == metadata

    def test_a_resume_replaces_the_one_before(self, api: httpx.Client) -> None:
        before = read(api, AMARA)["resume_url"]
        record = upload(api, AMARA, "resume", "new.pdf", PDF + b"new")
        assert fetch(record["resume_url"]).content == PDF + b"new"
        assert fetch(before).content == PDF

    @pytest.mark.parametrize(("name", "data"), [("a.jpg", JPG), ("a.jpeg", JPG), ("a.gif", GIF)])
    def test_a_photo_is_there_afterwards(self, api: httpx.Client, name: str, data: bytes) -> None:
        record = upload(api, BEA, "image", name, data)
        assert fetch(record["image_url"]).content == data

    def test_the_source_of_a_photo_is_noted(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        image = {"name": "a.png", "data": base64.b64encode(PNG).decode(), "source": "linkedin"}
        api.patch(f"/candidates/{BEA}", json={"candidate": {"image": image}})
        assert sandbox.aside(BEA)["image_source"] == "linkedin"
        assert sandbox.patches()[0]["unknown_keys"] == []

    def test_exactly_the_largest_size_passes(self, api: httpx.Client) -> None:
        data = PDF + b" " * (5_242_880 - len(PDF))
        assert len(fetch(upload(api, BEA, "resume", "a.pdf", data)["resume_url"]).content) == len(
            data
        )
