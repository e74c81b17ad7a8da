"""Text picked from a resume becomes what the field stores, or a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.dates import Ambiguous, Present, Understood, is_stored_form
from gui.model.fields import FIELDS
from gui.model.resume.kinds import DayOrder
from gui.model.resume.picked import (
    NothingPicked,
    PickedDate,
    PickedEntries,
    PickedPhone,
    PickedText,
    PickedWords,
)
from gui.model.resume.picking import long_text, pick, pick_name

JOBS = "experience_entries"


@pytest.mark.parametrize(
    ("key", "selected", "value"),
    [
        ("firstname", "  SIOBHÁN, ", "SIOBHÁN"),
        ("firstname", "Amara", "Amara"),
        ("lastname", "van der\nMeulen", "van der Meulen"),
        ("headline", "• Backend engineer:\nPython", "Backend engineer: Python"),
        ("address", "Address: 51 Ferry Road,\nLeith", "51 Ferry Road, Leith"),
        ("address", "Flat 3: 51 Ferry Road", "Flat 3: 51 Ferry Road"),
        ("email", "E-mail: a.b@exa\nmple.com | Leeds", "a.b@example.com"),
    ],
)
def test_a_line_is_trimmed_and_never_reformatted(key: str, selected: str, value: str) -> None:
    picked = pick(key, selected)
    assert isinstance(picked, PickedText)
    assert picked.value == value


def test_a_name_picked_whole_is_parted() -> None:
    assert pick_name("Name: Amara Osei") == ("Amara", "Osei")
    assert pick_name("JASPER VAN DER MEULEN") == ("JASPER", "VAN DER MEULEN")
    assert pick_name("  ") == ("", "")


def test_a_number_stays_as_it_is_written() -> None:
    picked = pick("phone", "Mobile: 020 7946 0321\n", region="GB")
    assert picked == PickedPhone("020 7946 0321", "+44 20 7946 0321", "United Kingdom")
    assert pick("phone", "020 7946 0321") == PickedPhone("020 7946 0321")


@pytest.mark.parametrize(
    ("field", "selected", "stored"),
    [
        ("start_date", "Mar 2019 – present", "2019-03-01"),
        ("start_date", "since 03/2019", "2019-03-01"),
        ("end_date", "Mar 2019 – Apr 2021", "2021-04-01"),
        ("end_date", "(Mar 2019)", "2019-03-01"),
        ("start_date", "15. März 2019", "2019-03-15"),
        ("end_date", "Leeds, Apr 2021", "2021-04-01"),
    ],
)
def test_a_date_comes_in_its_stored_form(field: str, selected: str, stored: str) -> None:
    picked = pick(JOBS, selected, field=field)
    assert isinstance(picked, PickedDate)
    assert isinstance(picked.reading, Understood)
    assert picked.reading.stored == stored


def test_the_end_of_what_goes_on_is_no_date() -> None:
    assert pick(JOBS, "Mar 2019 – present", field="end_date") == PickedDate(Present())


def test_a_two_way_date_passes_through_unless_the_resume_tells() -> None:
    picked = pick(JOBS, "03/04/2011", field="start_date")
    assert isinstance(picked, PickedDate)
    assert isinstance(picked.reading, Ambiguous)
    told = pick(JOBS, "03/04/2011", field="start_date", order=DayOrder.MONTH_FIRST)
    assert isinstance(told, PickedDate)
    assert isinstance(told.reading, Understood)
    assert told.reading.stored == "2011-03-04"


def test_lines_of_skills_become_several_words() -> None:
    picked = pick("skills", "Tools: Python, SQL\n• Excel (advanced)\n• C++ | Go\nEnglish – fluent")
    assert picked == PickedWords(("Python", "SQL", "Excel", "C++", "Go", "English"))


def test_an_address_of_a_network_becomes_an_entry() -> None:
    picked = pick("social_profiles", "linkedin.com/in/amara-osei | github.com/amara")
    assert isinstance(picked, PickedEntries)
    assert [dict(entry.fields) for entry in picked.entries] == [
        {
            "type": "linkedin",
            "username": "amara-osei",
            "url": "https://www.linkedin.com/in/amara-osei",
        },
        {"type": "github", "username": "amara", "url": "https://github.com/amara"},
    ]
    url = pick("social_profiles", "linkedin.com/in/amara-osei", field="url")
    assert url == PickedText("https://www.linkedin.com/in/amara-osei", was_cleaned=True)
    assert pick("social_profiles", "my page", field="url") == NothingPicked(
        "There is no web address of a known network in the selection."
    )


def test_a_block_becomes_a_split_to_confirm() -> None:
    block = (
        "HR Generalist\nShannon Packaging Group · Jun 2014 – Feb 2019\n"
        "• Recruiting and griev-\nances."
    )
    picked = pick(JOBS, block)
    assert isinstance(picked, PickedEntries)
    (entry,) = picked.entries
    assert dict(entry.fields) == {
        "title": "HR Generalist",
        "company": "Shannon Packaging Group",
        "start_date": "2014-06-01",
        "end_date": "2019-02-01",
        "summary": "Recruiting and grievances.",
    }


def test_several_lines_become_several_entries() -> None:
    picked = pick(
        "education_entries",
        "BSc, Law, University of X, 2010 – 2014\nMSc, Statistics, University of Y, 2014 – 2016",
    )
    assert isinstance(picked, PickedEntries)
    assert [entry.fields["school"] for entry in picked.entries] == [
        "University of X",
        "University of Y",
    ]


def test_a_block_without_dates_is_taken_line_by_line() -> None:
    picked = pick(JOBS, "Analyst\nQuillmark\nCounts things.")
    assert isinstance(picked, PickedEntries)
    assert dict(picked.entries[0].fields) == {
        "title": "Analyst",
        "company": "Quillmark",
        "summary": "Counts things.",
    }


def test_a_long_text_flows_and_keeps_its_paragraphs_and_items() -> None:
    text = (
        "Analyst with nine years in re-\ntail who likes\nplain numbers.\n\n• One\n• Two\nand a half"
    )
    assert long_text(text) == (
        "Analyst with nine years in retail who likes plain numbers.\nOne\nTwo and a half"
    )


def test_what_hides_in_a_text_is_left_behind() -> None:
    picked = pick("firstname", "Ama\u202era\u200b\x00")
    assert picked == PickedText("Amara", was_cleaned=True)


@pytest.mark.parametrize("key", ["image", "resume", "texting_consent"])
def test_fields_that_take_no_text_say_so(key: str) -> None:
    assert pick(key, "Amara") == NothingPicked("This field takes no text from the resume.")


texts = st.text(
    alphabet=st.sampled_from("abE É\n\t\r•-–.@/:,;()0129\u202e\x00数MarX2019"), max_size=120
)


@given(texts)
def test_nothing_raises_and_dates_can_be_stored(selected: str) -> None:
    for known in FIELDS:
        for field in (None, *(inner.name for inner in known.entry_fields)):
            picked = pick(known.key, selected, field=field, region="GB")
            readings = [picked.reading] if isinstance(picked, PickedDate) else []
            for reading in readings:
                options = reading.options if isinstance(reading, Ambiguous) else (reading,)
                for option in options:
                    assert isinstance(option, Present) or is_stored_form(option.stored)
            if not isinstance(picked, PickedEntries):
                continue
            for entry in picked.entries:
                for name in ("start_date", "end_date"):
                    assert name not in entry.fields or is_stored_form(entry.fields[name])
                for spans in entry.spans.values():
                    assert all(0 <= span.start <= span.stop <= len(selected) for span in spans)
