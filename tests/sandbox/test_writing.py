"""What a PATCH does (API §5.2 to §5.10): absent, null, empty, replaced, kept."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gui.sandbox.clock import Clock
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.sandbox_world import AMARA, BEA, ODDA

# Written out from API §5.9.
NETWORKS = """
academiaedu angellist behance bitbucket blogger crunchbase dandyid delicious deviantart digg
doyoubuzz dribble dribbble econsultancy facebook flavorsme flickr fullcontact getglue gist github
goodreads googleplus gravatar hackernews hiim klout lanyrd linkedin myspace ohloh orkut pinterest
quora reddit scribd skype slideshare stackexchange stackoverflow tumblr twitter typepad vk
wordpress xing
""".split()  # noqa: SIM905 - as in the reference

KEPT_SCHOOL = {"id": "2f0a11c4", "school": "Chalmers"}


def patched(api: httpx.Client, record_id: str, **candidate: Any) -> dict[str, Any]:
    answer = api.patch(f"/candidates/{record_id}", json={"candidate": candidate})
    assert answer.status_code == 200, answer.text
    record: dict[str, Any] = answer.json()["candidate"]
    return record


def without_links(record: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in record.items() if k not in ("resume_url", "image_url", "updated_at")}


def read(api: httpx.Client, record_id: str) -> dict[str, Any]:
    return without_links(api.get(f"/candidates/{record_id}").json()["candidate"])


class TestScalars:
    @pytest.mark.parametrize(
        "key", ["headline", "summary", "address", "phone", "cover_letter", "email"]
    )
    def test_one_is_replaced_and_nothing_else(self, api: httpx.Client, key: str) -> None:
        before = read(api, AMARA)
        answer = without_links(patched(api, AMARA, **{key: "new@example.com"}))
        assert answer == {**before, key: "new@example.com"}
        assert read(api, AMARA) == answer

    def test_an_empty_text_erases(self, api: httpx.Client) -> None:
        assert patched(api, AMARA, headline="", phone="")["headline"] is None
        assert read(api, AMARA)["phone"] is None

    def test_a_null_is_ignored(self, api: httpx.Client) -> None:
        assert patched(api, AMARA, headline=None)["headline"] == "Supply chain analyst"

    def test_a_null_erases_where_switched_so(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        sandbox.switch("null_scalar", "erases")
        assert patched(api, AMARA, headline=None)["headline"] is None

    def test_text_comes_back_as_it_was_sent(self, api: httpx.Client) -> None:
        text = "  <b>\u202e ‮עברית 🧑‍🏭\r\n\u2028\x00 "
        assert patched(api, AMARA, summary=text)["summary"] == text
        assert read(api, AMARA)["summary"] == text

    @pytest.mark.parametrize("value", [7, True, ["x"], {"a": 1}])
    def test_another_type_is_refused(self, api: httpx.Client, value: object) -> None:
        before = read(api, AMARA)
        answer = api.patch(f"/candidates/{AMARA}", json={"candidate": {"headline": value}})
        assert answer.status_code == 422
        assert list(answer.json()["validation_errors"]) == ["headline"]
        assert read(api, AMARA) == before


class TestName:
    def test_it_is_computed_from_its_parts(self, api: httpx.Client) -> None:
        assert patched(api, AMARA, lastname="Osei")["name"] == "Amara Osei"
        assert patched(api, AMARA, firstname="")["name"] == "Osei"

    def test_it_cannot_be_written(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        record = patched(api, AMARA, name="Somebody Else")
        assert record["name"] == "Amara Osei-Lindqvist"
        assert sandbox.patches()[0]["unknown_keys"] == ["name"]


class TestTime:
    def test_every_write_moves_it_in_whole_seconds(self) -> None:
        with running_sandbox(clock=Clock(1_782_900_000.75)) as sandbox, sandbox.client() as api:
            first = patched(api, AMARA, headline="One")
            sandbox.advance(61)
            second = patched(api, AMARA, headline="One")
        assert first["updated_at"] == "2026-07-01T10:00:00Z"
        assert second["updated_at"] == "2026-07-01T10:01:01Z"
        assert first["created_at"] == "2026-05-11T08:02:41Z"


class TestEntries:
    def test_what_is_left_out_is_deleted_and_ids_are_kept(self, api: httpx.Client) -> None:
        record = patched(api, AMARA, education_entries=[KEPT_SCHOOL])
        assert [entry["id"] for entry in record["education_entries"]] == ["2f0a11c4"]
        assert len(record["experience_entries"]) == 1

    def test_keys_that_were_not_sent_stay(self, api: httpx.Client) -> None:
        entry = patched(api, AMARA, education_entries=[KEPT_SCHOOL])["education_entries"][0]
        assert entry["degree"] == "MSc"
        assert entry["start_date"] == "2010-09-01"

    def test_keys_that_nobody_knows_stay(self, api: httpx.Client) -> None:
        sent = [{"id": "61c00002", "title": "Head of cranes", "summary": "", "current": None}]
        entry = patched(api, ODDA, experience_entries=sent)["experience_entries"][0]
        assert entry == {
            "id": "61c00002",
            "title": "Head of cranes",
            "summary": None,
            "start_date": "2011-01-01",
            "end_date": "2015-02-28",
            "company": "Bergen Dock",
            "industry": None,
            "current": None,
            "seniority": "lead",
        }

    def test_new_ones_get_new_ids(self, api: httpx.Client) -> None:
        sent = [KEPT_SCHOOL, {"school": "KTH"}, {"id": None, "school": "SLU", "degree": None}]
        entries = patched(api, AMARA, education_entries=sent)["education_entries"]
        assert [entry["school"] for entry in entries] == ["Chalmers", "KTH", "SLU"]
        ids = [entry["id"] for entry in entries]
        assert ids[0] == "2f0a11c4"
        assert len(set(ids)) == 3
        assert all(len(each) == 8 and int(each, 16) for each in ids)
        assert set(entries[1]) == {
            "id", "degree", "school", "field_of_study", "start_date", "end_date",
        }  # fmt: skip

    def test_the_same_without_ids_is_another_list(self, api: httpx.Client) -> None:
        entries = read(api, AMARA)["education_entries"]
        sent = [{k: v for k, v in entry.items() if k != "id"} for entry in entries]
        again = patched(api, AMARA, education_entries=sent)["education_entries"]
        assert {e["id"] for e in again}.isdisjoint({e["id"] for e in entries})

    def test_an_empty_list_deletes_all(self, api: httpx.Client) -> None:
        record = patched(api, AMARA, education_entries=[], experience_entries=[], tags=[])
        assert record["education_entries"] == record["experience_entries"] == []
        assert record["tags"] == []

    def test_a_null_list_is_ignored(self, api: httpx.Client) -> None:
        keys = ("education_entries", "tags", "skills", "social_profiles")
        before = read(api, AMARA)
        assert without_links(patched(api, AMARA, **dict.fromkeys(keys))) == before

    def test_the_order_sent_is_kept_or_turned(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        entries = read(api, AMARA)["education_entries"]
        turned = patched(api, AMARA, education_entries=entries[::-1])["education_entries"]
        assert turned == entries[::-1]
        sandbox.switch("reorder_entries", True)
        assert patched(api, AMARA, education_entries=turned)["education_entries"] == entries

    @pytest.mark.parametrize("value", ["x", {"id": "2f0a11c4"}, [["school"]], [7]])
    def test_what_is_no_list_of_entries_is_refused(self, api: httpx.Client, value: object) -> None:
        body = {"candidate": {"education_entries": value}}
        answer = api.patch(f"/candidates/{AMARA}", json=body)
        assert answer.status_code == 422
        assert list(answer.json()["validation_errors"]) == ["education_entries"]

    def test_an_unknown_id_is_refused(self, api: httpx.Client) -> None:
        body = {"candidate": {"education_entries": [{"id": "abcd", "school": "KTH"}]}}
        answer = api.patch(f"/candidates/{AMARA}", json=body)
        assert answer.json()["validation_errors"] == {"education_entries.id": ["is not known"]}

    def test_an_unknown_id_makes_an_entry_where_switched_so(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        sandbox.switch("unknown_entry_id", "created")
        sent = [{"id": "abcd", "school": "KTH"}]
        entry = patched(api, AMARA, education_entries=sent)["education_entries"][0]
        assert entry["school"] == "KTH"
        assert entry["id"] != "abcd"

    def test_one_id_twice_is_refused(self, api: httpx.Client) -> None:
        body = {"candidate": {"education_entries": [KEPT_SCHOOL, KEPT_SCHOOL]}}
        assert api.patch(f"/candidates/{AMARA}", json=body).status_code == 422


class TestSkillsAndTags:
    def test_skills_are_texts_in_and_objects_out(self, api: httpx.Client) -> None:
        record = patched(api, AMARA, skills=["Excel", "SQL"])
        assert record["skills"] == [{"name": "Excel"}, {"name": "SQL"}]

    @pytest.mark.parametrize("value", [[{"name": "SQL"}], "SQL, Excel", [None]])
    def test_skills_in_another_shape_are_refused(self, api: httpx.Client, value: object) -> None:
        answer = api.patch(f"/candidates/{AMARA}", json={"candidate": {"skills": value}})
        assert answer.json()["validation_errors"] == {"skills": ["is not a list of strings"]}

    def test_skills_may_add_instead(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.switch("skills_rule", "add")
        names = [skill["name"] for skill in patched(api, AMARA, skills=["Excel", "sql"])["skills"]]
        assert names == ["forecasting", "SQL", "Excel"]

    def test_skills_may_be_lowered(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.switch("lowercase_skills", True)
        assert patched(api, AMARA, skills=["SQL"])["skills"] == [{"name": "sql"}]

    def test_tags_are_stored_as_sent(self, api: httpx.Client) -> None:
        tags = ["Second Round", "x" * 40]
        assert patched(api, AMARA, tags=tags)["tags"] == tags

    def test_tags_may_be_folded(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.switch("fold_tags", True)
        sent = ["Second Round", " leading", "x" * 25, "y" * 24, "second", "Two\tparts"]
        assert patched(api, AMARA, tags=sent)["tags"] == ["second", "y" * 24, "two"]

    def test_put_tags_replaces_the_set(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        answer = api.put(f"/candidates/{AMARA}/tags", json={"tags": ["a", "b"]})
        assert (answer.status_code, answer.json()) == (200, {"tags": ["a", "b"]})
        assert sandbox.record(AMARA)["tags"] == ["a", "b"]
        assert api.put(f"/candidates/{AMARA}/tags", json={"tags": []}).json() == {"tags": []}
        assert api.put(f"/candidates/{AMARA}/tags", json={}).status_code == 400


class TestSocialProfiles:
    def test_they_replace_and_get_names(self, api: httpx.Client) -> None:
        sent = [
            {"type": "github", "url": "https://github.com/amara/", "username": "am"},
            {"type": "stackoverflow", "url": "https://stackoverflow.com/users/7/amara?tab=x"},
            {"type": "xing", "url": "https://www.xing.com"},
        ]
        assert patched(api, AMARA, social_profiles=sent)["social_profiles"] == [
            {
                "type": "github",
                "name": "GitHub",
                "username": "am",
                "url": "https://github.com/amara/",
            },
            {
                "type": "stackoverflow",
                "name": "Stack Overflow",
                "username": "amara",
                "url": "https://stackoverflow.com/users/7/amara?tab=x",
            },
            {"type": "xing", "name": "XING", "url": "https://www.xing.com"},
        ]

    def test_all_46_networks_are_known(self, api: httpx.Client) -> None:
        assert len(NETWORKS) == 46
        sent = [{"type": kind, "url": f"https://{kind}.example/a"} for kind in NETWORKS]
        stored = patched(api, AMARA, social_profiles=sent)["social_profiles"]
        assert [profile["type"] for profile in stored] == NETWORKS

    def test_they_may_be_refused_without_a_word(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        sandbox.switch("refuse_social_profiles", True)
        body = {"candidate": {"headline": "x", "social_profiles": []}}
        answer = api.patch(f"/candidates/{AMARA}", json=body)
        assert (answer.status_code, answer.json()) == (422, {"error": ""})
        assert sandbox.record(AMARA)["headline"] == "Supply chain analyst"
        assert patched(api, AMARA, headline="x")["headline"] == "x"


class TestBodies:
    @pytest.mark.parametrize(
        "body",
        [
            b"\xff",
            b"[" * 100_000,
            b'{"candidate":{"headline":NaN}}',
            b"",
            b"{",
            b"[]",
            b"{}",
            b'{"lastname":"x"}',
            b'{"candidate":{}}',
            b'{"candidate":[1]}',
        ],
    )
    def test_what_has_no_candidate_is_refused(self, api: httpx.Client, body: bytes) -> None:
        answer = api.patch(f"/candidates/{AMARA}", content=body)
        assert answer.status_code == 400
        assert answer.json()["error"]

    def test_unknown_keys_change_nothing_and_are_noted(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        before = read(api, AMARA)
        body = {
            "candidate": {
                "stage": "Offer",
                "experience_entries": [{"id": "61b20e7d", "title": "Analyst", "salary": 1}],
                "social_profiles": [
                    {
                        "type": "linkedin",
                        "url": "https://www.linkedin.com/in/amara-osei",
                        "name": "L",
                    }
                ],
            },
            "member_id": "28ef73",
        }
        answer = api.patch(f"/candidates/{AMARA}", json=body)
        assert answer.status_code == 200
        assert read(api, AMARA) == before
        assert sandbox.patches()[0]["unknown_keys"] == [
            "member_id", "stage", "experience_entries.salary", "social_profiles.name",
        ]  # fmt: skip

    def test_nothing_is_stored_when_anything_is_wrong(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        before = sandbox.record(AMARA)
        body = {"candidate": {"headline": "x", "education_entries": [{"school": ""}]}}
        assert api.patch(f"/candidates/{AMARA}", json=body).status_code == 422
        assert sandbox.record(AMARA) == before
        assert sandbox.history(AMARA) == []


class TestAside:
    def test_texting_consent_is_kept_and_never_read(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        assert "texting_consent" not in patched(api, AMARA, texting_consent="declined")
        assert sandbox.aside(AMARA)["texting_consent"] == "declined"

    def test_links_are_noted_and_not_fetched(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        before = read(api, BEA)
        resume, image = f"{sandbox.origin}/cv.pdf", f"{sandbox.origin}/me.png"
        record = patched(api, BEA, resume_url=resume, image_url=image, image_source="gravatar")
        assert record["resume_url"] is None
        assert without_links(record) == before
        aside = sandbox.aside(BEA)
        assert (aside["resume_url_sent"], aside["image_url_sent"]) == (resume, image)
        assert aside["image_source"] == "gravatar"
        assert [entry["path"] for entry in sandbox.log("GET")] == [f"/spi/v3/candidates/{BEA}"]


def test_the_history_tells_before_and_after(api: httpx.Client, sandbox: RunningSandbox) -> None:
    patched(api, AMARA, lastname="Osei")
    history = sandbox.history(AMARA)
    assert [entry["source"] for entry in history] == ["api"]
    assert history[0]["before"]["lastname"] == "Osei-Lindqvist"
    assert history[0]["after"]["lastname"] == "Osei"
