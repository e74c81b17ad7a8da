"""The sandbox's people whose record was read wrongly: their resumes put it right.

Every proposal is taken over, as nobody would; what comes out has to be what the resume says.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.resume.accepting import accept
from gui.model.resume.facts import facts_of
from gui.model.resume.proposals import propose
from gui.model.values import entries, text, words
from gui.sandbox.world import load_world, public_record
from gui.workable.wire import record_from_json
from tests.helpers.resume_reading import read_here

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "sandbox"


def people() -> Iterator[tuple[str, dict[str, Any]]]:
    for candidate in load_world(FOLDER).candidates:
        if candidate.get("_note") and candidate.get("resume_file"):
            yield Path(candidate["resume_file"]).stem, candidate


PEOPLE = dict(people())


def corrected(slug: str) -> Record:
    candidate = PEOPLE[slug]
    record = record_from_json(public_record(candidate))
    file = Path(candidate["resume_file"])
    resume = read_here((FOLDER / file).read_bytes(), file.suffix[1:])
    names = {"first": text(record.get("firstname")), "last": text(record.get("lastname"))}
    draft = Draft(record)
    offered = propose(facts_of(resume, **names), draft.current, draft.baseline)
    assert not draft.is_dirty
    accept(draft, offered)
    return draft.current


def jobs(record: Record) -> set[tuple[str, str, str, str]]:
    return {
        (
            job.text("title"),
            job.text("company"),
            job.text("start_date")[:7],
            "now" if job.get("current") is True else job.text("end_date")[:7],
        )
        for job in entries(record.get("experience_entries"))
    }


def test_there_are_a_dozen_of_them() -> None:
    assert len(PEOPLE) >= 12


@pytest.mark.parametrize(
    ("slug", "first", "last"),
    [
        ("siobhan-oneill", "Siobhán", "O'Neill"),
        ("jasper-van-der-meulen", "Jasper", "van der Meulen"),
        ("eszter-nagypal", "Eszter", "Nagypál"),
        ("callum-mckay", "Callum", "McKay"),
        ("lucia-fernandez-rubio", "Lucía", "Fernández Rubio"),
        ("juergen-weissmueller", "Jürgen", "Weißmüller"),
        ("oluwaseun-adebayo", "Oluwaseun", "Adébáyọ̀-Finch"),
        ("hannah-fairweather-lowe", "Hannah", "Fairweather-Lowe"),
        ("giuseppe-dangeluccio", "Giuseppe", "D'Angeluccio"),
        ("astrid-lindholm-quist", "Astrid", "Lindholm Quist"),
    ],
)
def test_names(slug: str, first: str, last: str) -> None:
    record = corrected(slug)
    assert (record.get("firstname"), record.get("lastname")) == (first, last)


@pytest.mark.parametrize(
    ("slug", "phone"),
    [
        ("siobhan-oneill", "+353 20 910 0142"),
        ("lucia-fernandez-rubio", "+34 91 555 01 37"),
        ("oluwaseun-adebayo", "+44 20 7946 0321"),
        ("chloe-beaumanoir", "+33 1 99 00 12 34"),
        ("hannah-fairweather-lowe", "+44 7700 900426"),
    ],
)
def test_phones(slug: str, phone: str) -> None:
    assert corrected(slug).get("phone") == phone


@pytest.mark.parametrize(
    ("slug", "skills"),
    [
        ("siobhan-oneill", {"collective agreements", "Workforce planning", "coaching"}),
        ("lucia-fernandez-rubio", {"TARIC", "Incoterms", "inglés C1", "italiano B2"}),
        ("marek-wojcikowski", {"Rust", "CAN bus", "PLC", "Linux"}),
        ("anil-raghavendran", {"Python", "Looker", "linear programming"}),
    ],
)
def test_skills(slug: str, skills: set[str]) -> None:
    assert skills <= set(words(corrected(slug).get("skills")))


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        (
            "callum-mckay",
            {
                ("Backend Engineer", "Tidewatch Systems", "2021-05", "now"),
                ("Software Developer", "Brae & Sons Freight", "2017-08", "2021-04"),
                ("Graduate Developer", "Northgate Insurance", "2015-09", "2017-07"),
            },
        ),
        (
            "jasper-van-der-meulen",
            {
                ("Planner inland shipping", "Rijnlinie Barging BV", "2018-04", "now"),
                ("Assistant planner", "Delta Overslag", "2015-01", "2018-03"),
            },
        ),
        (
            "ingrid-sorensen-dahl",
            {
                ("Fleet Data Analyst", "Fjordlast Rederi", "2021-06", "now"),
                ("Performance Engineer", "Havblikk Marine", "2018-01", "2021-05"),
                ("Research Assistant", "Vestkyst Institute", "2016-08", "2017-12"),
            },
        ),
        (
            "marek-wojcikowski",
            {
                ("Starszy programista C++", "Bałtyk Automatyka Sp. z o.o.", "2019-09", "now"),
                ("Programista", "Zatoka Soft", "2015-04", "2019-08"),
            },
        ),
        (
            "chloe-beaumanoir",
            {
                ("Déclarante en douane", "Transit de l'Estuaire", "2018-05", "now"),
                ("Assistante import", "Maison Corvaisier", "2014-09", "2018-04"),
            },
        ),
        (
            "anil-raghavendran",
            {
                ("Senior Analyst, Network Planning", "Great Lakes Carriage Co.", "2020-01", "now"),
                ("Analyst", "Prairie Parcel", "2016-06", "2019-12"),
                ("Business Intern", "Coromandel Traders", "2015-05", "2015-08"),
            },
        ),
    ],
)
def test_jobs(slug: str, expected: set[tuple[str, str, str, str]]) -> None:
    assert jobs(corrected(slug)) == expected


def test_a_school_inside_of_its_degree_is_taken_apart() -> None:
    (school,) = entries(corrected("chloe-beaumanoir").get("education_entries"))
    assert school.text("school") == "Lycée maritime de la Baie"
    assert (school.text("degree"), school.text("field_of_study")) == (
        "BTS",
        "Commerce international",
    )


def test_a_scan_offers_nothing() -> None:
    slug = "beatriz-albuquerque-serpa"
    assert corrected(slug).values == record_from_json(public_record(PEOPLE[slug])).values
