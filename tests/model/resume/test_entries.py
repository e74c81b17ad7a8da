"""Jobs and schools out of lines, in the arrangements that resumes have."""

from __future__ import annotations

import pytest

from gui.model.resume.entries import split_entries
from gui.model.resume.facts import facts_of
from gui.model.values import Atom
from tests.helpers.plain_resumes import AMARA, flowing

JOBS, SCHOOLS = "experience_entries", "education_entries"
ANALYST = {"title": "Data Analyst", "company": "Northgate Insurance", "start_date": "2019-03-01"}
CLERK = {
    "title": "Customs Clerk",
    "company": "Brae & Sons Freight",
    "start_date": "2014-06-01",
    "end_date": "2019-02-01",
}


def values(key: str, text: str) -> list[dict[str, Atom]]:
    return [entry.values() for entry in split_entries(key, text.strip("\n"))]


@pytest.mark.parametrize(
    "text",
    [
        # dates behind the employer
        (
            "Data Analyst\nNorthgate Insurance · Mar 2019 – present\n"
            "Customs Clerk\nBrae & Sons Freight · Jun 2014 – Feb 2019"
        ),
        # dates at the right edge, the employer first
        (
            "Northgate Insurance\t03/2019 – present\nData Analyst\n"
            "Brae & Sons Freight\t06/2014 – 02/2019\nCustoms Clerk"
        ),
        # dates above
        (
            "2019-03 – present\nData Analyst\nNorthgate Insurance\n"
            "2014-06 – 2019-02\nCustoms Clerk\nBrae & Sons Freight"
        ),
        # all in one line
        (
            "Data Analyst, Northgate Insurance (March 2019 – present)\n"
            "Customs Clerk, Brae & Sons Freight (June 2014 – February 2019)"
        ),
        (
            "03.2019 – present\tData Analyst | Northgate Insurance\n"
            "06.2014 – 02.2019\tCustoms Clerk | Brae & Sons Freight"
        ),
        (
            "Data Analyst at Northgate Insurance, Mar 2019 – present\n"
            "Customs Clerk at Brae & Sons Freight, Jun 2014 – Feb 2019"
        ),
        # with towns, in three pieces or behind a comma
        (
            "Data Analyst | Northgate Insurance | Leeds | Mar 2019 – present\n"
            "Customs Clerk | Brae & Sons Freight | Reading | Jun 2014 – Feb 2019"
        ),
        (
            "Data Analyst\nNorthgate Insurance, Leeds · Mar 2019 – present\n"
            "Customs Clerk\nBrae & Sons Freight, Reading · Jun 2014 – Feb 2019"
        ),
        # with how long it took
        (
            "Data Analyst\nNorthgate Insurance · Mar 2019 – present (6 yrs 2 mos)\n"
            "Customs Clerk\nBrae & Sons Freight · Jun 2014 – Feb 2019 (4 yrs 9 mos)"
        ),
    ],
)
def test_two_jobs_in_every_arrangement(text: str) -> None:
    assert values(JOBS, text) == [{**ANALYST, "current": True}, CLERK]


def test_what_was_done_belongs_to_its_job() -> None:
    facts = facts_of(flowing(AMARA))
    first, second = (job.values() for job in facts.jobs)
    assert first["summary"] == (
        "Cut stock-outs by a third across 14 depots.\nTrained eleven new colleagues."
    )
    assert second["summary"] == "Plans barges the way other people play chess."
    assert (second["title"], second["company"]) == ("Operations Assistant", "Brae & Sons Freight")


def test_titles_are_told_from_employers_by_the_whole_section() -> None:
    # "Velmora" and "Quillmark" say nothing; the other entries do.
    text = (
        "Velmora\nHead of Wonder · 2021 – present\n"
        "Quillmark\nJuggler · 2018 – 2021\n"
        "Northgate Insurance\nData Analyst · 2015 – 2018\n"
    )
    assert [(each["title"], each["company"]) for each in values(JOBS, text)] == [
        ("Head of Wonder", "Velmora"),
        ("Juggler", "Quillmark"),
        ("Data Analyst", "Northgate Insurance"),
    ]


@pytest.mark.parametrize(
    ("text", "school", "degree", "field"),
    [
        ("BSc in Logistics, University of X, 2010 – 2014", "University of X", "BSc", "Logistics"),
        ("University of X\nBSc, Logistics · 2010–2014", "University of X", "BSc", "Logistics"),
        ("Logistics (BSc)\nUniversity of X, 2014", "University of X", "BSc", "Logistics"),
        ("BA (Hons) Law at Wessex School · 2014", "Wessex School", "BA (Hons)", "Law"),
        (
            "Bachelor of Arts in Music\nX College · 2014",
            "X College",
            "Bachelor of Arts",
            "Music",
        ),
        ("Abitur\nGoethe-Gymnasium · 2009", "Goethe-Gymnasium", "Abitur", None),
        (
            "Diplôme d'ingénieur, Génie civil\nÉcole du Port · 2012 – 2015",
            "École du Port",
            "Diplôme d'ingénieur",
            "Génie civil",
        ),
    ],
)
def test_school_degree_and_field(text: str, school: str, degree: str, field: str | None) -> None:
    (entry,) = values(SCHOOLS, text)
    assert entry["school"] == school
    assert entry["degree"] == degree
    assert entry.get("field_of_study") == field


def test_one_date_of_a_school_is_its_end() -> None:
    (entry,) = values(SCHOOLS, "BSc, University of X, Jun 2014")
    assert entry["end_date"] == "2014-06-01"
    assert "start_date" not in entry


def test_spans_hold_the_values() -> None:
    text = "Data Analyst, Northgate Insurance, Mar 2019 – present"
    (entry,) = split_entries(JOBS, text)
    for name, find in entry.fields.items():
        (span,) = find.spans
        assert text[span.start : span.stop] == find.value, name


def test_a_year_in_a_sentence_begins_no_job() -> None:
    text = (
        "Data Analyst\nNorthgate Insurance · 2019 – 2023\n"
        "• Zero lost-time accidents since 2022.\n• Awarded employee of the year, 2021"
    )
    assert len(values(JOBS, text)) == 1
