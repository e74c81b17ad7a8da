"""The invented records: shapes, ids, variety, and nothing that could belong to anybody real."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gui.sandbox.world import PRIVATE_KEYS, World, WorldError, load_world, public_record

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sandbox"
Record = dict[str, Any]

# API §5.9
NETWORK_NAMES = """
academiaedu angellist behance bitbucket blogger crunchbase dandyid delicious deviantart digg
doyoubuzz dribbble dribble econsultancy facebook flavorsme flickr fullcontact getglue gist
github goodreads googleplus gravatar hackernews hiim klout lanyrd linkedin myspace ohloh orkut
pinterest quora reddit scribd skype slideshare stackexchange stackoverflow tumblr twitter
typepad vk wordpress xing
"""
NETWORKS = frozenset(NETWORK_NAMES.split())

# API §4.7, less what a server computes, plus what a record of this world may add.
KEY_NAMES = """
id name firstname lastname headline job stage stage_kind disqualified disqualified_at withdrew
anonymized disqualification_reason hired_at moved_to_offer_at sourced address phone email
outbound_mailbox domain outlet common_source common_source_category uploader_id created_at
updated_at cover_letter summary education_entries experience_entries skills answers tags
location originating_candidate_id
"""
KEYS = frozenset(KEY_NAMES.split())
MAY_MISS = {"job", "talent_pool", "resume_metadata", "social_profiles"}


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(FOLDER)


def strings(value: object) -> Iterator[str]:
    """Every text inside a record, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def dates(record: Record) -> list[str]:
    entries = record["education_entries"] + record["experience_entries"]
    return [entry[key] for entry in entries for key in ("start_date", "end_date") if entry[key]]


def in_script(record: Record, script: str) -> bool:
    name = record["name"] or ""
    return any(unicodedata.name(char, "").startswith(script) for char in name)


def name_has(pattern: str) -> Callable[[Record], bool]:
    return lambda record: bool(re.search(pattern, record["name"] or ""))


def text_has(pattern: str) -> Callable[[Record], bool]:
    return lambda record: any(re.search(pattern, text) for text in strings(public_record(record)))


# --- shape -----------------------------------------------------------------------------------


def test_ids_follow_the_arithmetic_of_the_service(world: World) -> None:
    for row in world.candidates + world.jobs:
        assert row["id"] == format(row["number"] + 1234, "x")


def test_ids_are_unique_and_ascending(world: World) -> None:
    numbers = [int(row["id"], 16) for row in world.candidates]
    assert numbers == sorted(set(numbers))
    entries = [
        entry["id"]
        for row in world.candidates
        for entry in row["education_entries"] + row["experience_entries"]
    ]
    assert len(entries) == len(set(entries))
    assert all(re.fullmatch("[0-9a-f]{8}", entry) for entry in entries)


def test_every_job_exists(world: World) -> None:
    titles = {job["shortcode"]: job["title"] for job in world.jobs}
    for row in world.candidates:
        assert ("job" in row) != ("talent_pool" in row)
        if "job" in row:
            assert titles[row["job"]["shortcode"]] == row["job"]["title"]
        else:
            assert row["talent_pool"] == {"talent_pool_id": 88110, "identifier": "15d00"}


def test_jobs_come_in_several_states(world: World) -> None:
    states = Counter(job["state"] for job in world.jobs)
    assert states["archived"] == 1
    assert states["published"] >= 4
    assert states["closed"] >= 1


def test_every_stage_and_member_exists(world: World) -> None:
    kinds = {stage["name"]: stage["kind"] for stage in world.stages}
    members = {member["id"] for member in world.members}
    for row in world.candidates:
        assert kinds[row["stage"]] == row["stage_kind"]
        assert row["uploader_id"] is None or row["uploader_id"] in members


def test_records_have_the_keys_of_the_service(world: World) -> None:
    unknown: Counter[str] = Counter()
    for row in world.candidates:
        public = set(public_record(row))
        assert not KEYS - public - MAY_MISS, row["id"]
        unknown.update(public - KEYS - MAY_MISS)
        assert not PRIVATE_KEYS & public
    assert set(unknown) == {"candidate_score", "pronouns", "preferred_languages"}


def test_the_service_never_holds_empty_text(world: World) -> None:
    for row in world.candidates:
        assert "" not in list(strings(public_record(row))), row["id"]


def test_timelines_never_tell_of_edits(world: World) -> None:
    known = {"applied", "uploaded", "comment", "disqualified"}
    known |= {stage["slug"] for stage in world.stages}
    for row in world.candidates:
        assert {activity["action"] for activity in row["activities"]} <= known
        assert row["activities"][0]["action"] in ("applied", "uploaded")
        times = [activity["created_at"] for activity in row["activities"]]
        assert times == sorted(times)


def test_the_people_of_the_reference_stand_as_it_shows_them(world: World) -> None:
    amara, tomasz = (
        next(row for row in world.candidates if row["id"] == wanted)
        for wanted in ("1de04059", "1de0559d")
    )
    assert (amara["number"], amara["name"]) == (501234567, "Amara Osei-Lindqvist")
    assert [entry["id"] for entry in amara["education_entries"]] == ["2f0a11c4", "2f0a11c5"]
    assert amara["experience_entries"][0]["id"] == "61b20e7d"
    assert amara["updated_at"] == "2026-05-12T13:40:07Z"
    assert (tomasz["number"], tomasz["name"]) == (501240011, "Tomasz Bielak")
    assert "social_profiles" not in tomasz
    assert tomasz["education_entries"] == tomasz["skills"] == tomasz["tags"] == []


# --- nobody real -----------------------------------------------------------------------------


def test_addresses_are_of_example_domains_only(world: World) -> None:
    everything = json.dumps([world.candidates, world.members, world.account], ensure_ascii=False)
    found = re.findall(r"[\w.+-]+@([\w.-]+\w)", everything)
    assert len(found) > 100
    assert {
        name for name in found if not re.search(r"(^|\.)example\.(com|org|net)$", name)
    } == set()


def test_profiles_are_of_known_networks_one_each(world: World) -> None:
    for row in world.candidates:
        kinds = [profile["type"] for profile in row.get("social_profiles", [])]
        assert set(kinds) <= NETWORKS
        assert len(kinds) == len(set(kinds))
        for profile in row.get("social_profiles", []):
            assert profile["url"]
            # Amara's is the reference's own; all others say that they are examples.
            assert "example" in profile["url"].lower() or row["id"] == "1de04059"


# --- variety ---------------------------------------------------------------------------------


VARIETY: dict[str, tuple[int, Callable[[Record], bool]]] = {
    "talent pool": (5, lambda row: "talent_pool" in row),
    "profiles missing": (10, lambda row: "social_profiles" not in row),
    "profiles empty": (10, lambda row: row.get("social_profiles") == []),
    "sparse": (4, lambda row: not row["phone"] and not row["experience_entries"]),
    "null school": (3, lambda row: any(not e["school"] for e in row["education_entries"])),
    "null title": (4, lambda row: any(not e["title"] for e in row["experience_entries"])),
    "HTML in the summary": (6, lambda row: "<" in (row["summary"] or "")),
    "HTML in the cover letter": (3, lambda row: "<p>" in (row["cover_letter"] or "")),
    "HTML in a job": (
        2,
        lambda row: any("<li>" in (e["summary"] or "") for e in row["experience_entries"]),
    ),
    "sixty jobs and twenty schools": (
        1,
        lambda row: (len(row["experience_entries"]), len(row["education_entries"])) == (60, 20),
    ),
    "capitals": (2, lambda row: bool(row["lastname"]) and row["lastname"].isupper()),
    "Arabic script": (2, lambda row: in_script(row, "ARABIC")),
    "Hebrew": (1, lambda row: in_script(row, "HEBREW")),
    "Chinese or Japanese": (3, lambda row: in_script(row, "CJK")),
    "Korean": (1, lambda row: in_script(row, "HANGUL")),
    "Greek": (1, lambda row: in_script(row, "GREEK")),
    "Cyrillic": (2, lambda row: in_script(row, "CYRILLIC")),
    "capitals inside": (2, name_has(r"\b(Mc|O')[A-Z][a-z]")),
    "particles": (3, name_has(r"\b(van|von|de|der|und)\b")),
    "apostrophes": (3, name_has("['’]")),
    "letters apart from their accents": (1, name_has("\u0301")),
    "zero-width characters in a name": (1, name_has("\u200c")),
    "a name in one word": (2, lambda row: bool(row["firstname"]) and not row["lastname"]),
    "a very long name": (1, lambda row: len(row["name"] or "") > 100),
    "odd stored dates": (
        4,
        lambda row: any(not re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates(row)),
    ),
    "no-break spaces": (1, text_has("\u00a0")),
    "CRLF": (2, text_has("\r\n")),
    "line separators": (1, text_has("\u2028")),
    "mixed case in tags": (6, lambda row: any(tag != tag.lower() for tag in row["tags"])),
    "anonymized": (1, lambda row: row["anonymized"]),
    "disqualified": (2, lambda row: row["disqualified"]),
    "withdrawn": (1, lambda row: row["withdrew"]),
    "an archived job": (2, lambda row: row.get("job", {}).get("shortcode") == "C13F5E8A66"),
    "unknown keys in an entry": (
        1,
        lambda row: any("location" in e for e in row["experience_entries"]),
    ),
    "answers": (3, lambda row: bool(row["answers"])),
    "wrongly parsed": (12, lambda row: "_note" in row),
    "a photo": (30, lambda row: "photo_file" in row),
    "a resume": (36, lambda row: "resume_file" in row),
    "a resume, and a name that it does not have": (1, lambda row: row["firstname"] == "Curriculum"),
    "an id of digits only": (1, lambda row: row["id"].isdigit()),
}


@pytest.mark.parametrize("kind", VARIETY)
def test_variety(world: World, kind: str) -> None:
    least, fits = VARIETY[kind]
    assert sum(map(fits, world.candidates)) >= least


def test_there_are_many(world: World) -> None:
    assert len(world.candidates) >= 64


def test_one_person_stands_in_three_jobs(world: World) -> None:
    rows = [row for row in world.candidates if row["email"] == "ottilie.brandvold@example.com"]
    assert len({row["job"]["shortcode"] for row in rows}) == len(rows) == 3
    assert len({row["phone"] for row in rows}) > 1


def test_one_address_stands_twice_in_one_job(world: World) -> None:
    pairs = Counter(
        (row["email"].lower(), row["job"]["shortcode"])
        for row in world.candidates
        if row["email"] and "job" in row
    )
    assert [pair for pair, count in pairs.items() if count > 1] == [
        ("kees.osterhoudt@example.net", "E8A4407B39")
    ]


def test_an_id_of_digits_is_also_somebodys_browser_number(world: World) -> None:
    numbers = {str(row["number"]) for row in world.candidates}
    assert [row["id"] for row in world.candidates if row["id"] in numbers] == ["27501234"]


# --- the file itself -------------------------------------------------------------------------


def test_the_file_is_what_the_tables_say(tmp_path: Path) -> None:
    script = str(FOLDER / "generate.py")
    command = [sys.executable, script, "--only", "world", "--to", str(tmp_path)]
    subprocess.run(command, check=True, timeout=50)
    assert (tmp_path / "world.json").read_bytes() == (FOLDER / "world.json").read_bytes()


def test_no_character_of_the_file_is_invisible() -> None:
    text = (FOLDER / "world.json").read_text(encoding="utf-8")
    assert {char for char in text if unicodedata.category(char) in ("Cf", "Zl", "Zp", "Cc")} == {
        "\n"
    }
    assert "\u00a0" not in text


# --- the loader ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["../../README.md", "/etc/hostname", "photos\\x.jpg", "no.pdf"])
def test_only_files_of_the_folder_are_read(world: World, path: str) -> None:
    with pytest.raises(WorldError):
        world.file_bytes(path)


@pytest.mark.parametrize(
    "content", [None, "", "[]", '{"account": []}', '{"account": {}, "stages": [1]}']
)
def test_a_damaged_world_says_so(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "world.json").write_text(content, encoding="utf-8")
    with pytest.raises(WorldError, match=r"world\.json"):
        load_world(tmp_path)
