"""The colleague who changes records behind one's back."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gui.sandbox.touching import NothingToChange
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, BEA, TOMASZ


def differing(sandbox: RunningSandbox, record_id: str) -> list[str]:
    """The keys that the last write changed."""
    last = sandbox.history(record_id)[-1]
    before, after = last["before"], last["after"]
    return [key for key in {**before, **after} if before.get(key) != after.get(key)]


def test_another_field_is_one_that_was_not_changed(sandbox: RunningSandbox) -> None:
    done = sandbox.touch(AMARA, "another_field", changed=["headline", "phone"])
    assert done == {"kind": "another_field", "key": "address", "entry": None}
    assert differing(sandbox, AMARA) == ["address", "updated_at"]
    assert sandbox.history(AMARA)[-1]["source"] == "colleague"


def test_the_same_field_is_one_that_was(api: httpx.Client, sandbox: RunningSandbox) -> None:
    assert sandbox.touch(AMARA, "same_field", changed=["lastname"])["key"] == "lastname"
    record = api.get(f"/candidates/{AMARA}").json()["candidate"]
    assert record["lastname"] == "Osei-Lindqvist (colleague)"
    assert record["name"] == "Amara Osei-Lindqvist (colleague)"


@pytest.mark.parametrize(
    ("key", "added"), [("tags", "colleague"), ("skills", {"name": "colleague"})]
)
def test_the_same_field_may_be_a_set_of_words(
    sandbox: RunningSandbox, key: str, added: object
) -> None:
    before = sandbox.record(AMARA)[key]
    assert sandbox.touch(AMARA, "same_field", changed=[key])["key"] == key
    assert sandbox.record(AMARA)[key] == [*before, added]


def test_a_field_and_a_value_can_be_named(sandbox: RunningSandbox) -> None:
    sandbox.touch(AMARA, "another_field", key="email", value="amara@example.com")
    assert sandbox.record(AMARA)["email"] == "amara@example.com"
    sandbox.touch(AMARA, "another_field", key="email")
    assert sandbox.record(AMARA)["email"] == "amara.colleague@example.com"


def test_the_same_entry_and_another_one(sandbox: RunningSandbox) -> None:
    ours = {"changed": ["education_entries"], "changed_entries": ["2f0a11c4"]}
    same = sandbox.touch(AMARA, "same_entry", **ours)
    assert (same["key"], same["entry"]) == ("education_entries", "2f0a11c4")
    other = sandbox.touch(AMARA, "another_entry", **ours)
    assert (other["key"], other["entry"]) == ("education_entries", "2f0a11c5")
    schools = [entry["school"] for entry in sandbox.record(AMARA)["education_entries"]]
    assert schools == ["Chalmers (colleague)", "Lund University (colleague)"]


def test_a_part_of_a_named_entry(sandbox: RunningSandbox) -> None:
    sandbox.touch(
        AMARA,
        "same_entry",
        key="experience_entries",
        entry="61b20e7d",
        part="company",
        value="Other AB",
    )
    assert sandbox.record(AMARA)["experience_entries"][0]["company"] == "Other AB"


def test_profiles_are_known_by_their_network(sandbox: RunningSandbox) -> None:
    done = sandbox.touch(AMARA, "same_entry", key="social_profiles", entry="linkedin")
    assert done["entry"] == "linkedin"
    assert sandbox.record(AMARA)["social_profiles"][0]["username"] == "amara-osei (colleague)"


@pytest.mark.parametrize("key", ["experience_entries", "education_entries", "social_profiles"])
def test_an_entry_is_added_and_removed(sandbox: RunningSandbox, key: str) -> None:
    before = sandbox.record(AMARA)[key]
    added = sandbox.touch(AMARA, "add_entry", key=key)
    after = sandbox.record(AMARA)[key]
    assert after[:-1] == before
    assert added["entry"] in (after[-1].get("id"), after[-1].get("type"))
    sandbox.touch(AMARA, "remove_entry", key=key, entry=added["entry"])
    assert sandbox.record(AMARA)[key] == before


def test_the_record_is_deleted(api: httpx.Client, sandbox: RunningSandbox) -> None:
    sandbox.touch(AMARA, "delete")
    assert api.get(f"/candidates/{AMARA}").status_code == 404
    assert api.patch(f"/candidates/{AMARA}", json={"candidate": {"phone": "1"}}).status_code == 404
    assert sandbox.history(AMARA)[-1]["after"] is None


def test_anything_can_be_set_and_taken_away(api: httpx.Client, sandbox: RunningSandbox) -> None:
    sandbox.touch(AMARA, "set", values={"headline": 7, "new": []}, drop=["tags"])
    record = api.get(f"/candidates/{AMARA}").json()["candidate"]
    assert (record["headline"], record["new"]) == (7, [])
    assert "tags" not in record


def test_where_there_is_nothing_to_change_it_says_so(sandbox: RunningSandbox) -> None:
    calls: list[dict[str, Any]] = [
        {"kind": "same_entry"},
        {"kind": "remove_entry", "key": "education_entries"},
        {"kind": "same_entry", "key": "education_entries", "entry": "none"},
        {"kind": "same_field", "changed": ["texting_consent"]},
    ]
    for call in calls:
        with pytest.raises(NothingToChange, match="no such"):
            sandbox.touch(TOMASZ, **call)
    assert sandbox.history(TOMASZ) == []
    with pytest.raises(ValueError, match="haircut"):
        sandbox.touch(BEA, haircut=True)
