"""Where a record's values stand in the resume, and which field a word of it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.record import Record
from gui.model.resume.document import ResumeText
from gui.model.resume.evidence import ResumeIndex
from gui.model.resume.standing import Standing
from gui.model.values import Entry, Place
from tests.helpers.plain_resumes import AMARA, flowing


def record(**values: Any) -> Record:
    return Record("x", values)


def job(ref: str, **fields: Any) -> Entry:
    return Entry(ref, ref, fields)


def evidence(text: str, place: Place, **values: Any) -> tuple[Standing, list[str]]:
    resume = flowing(text)
    found = ResumeIndex(resume).of(place, record(**values))
    return found.standing, [resume.text[span.start : span.stop] for span in found.spans]


PHONE = Place("phone")


@pytest.mark.parametrize(
    ("text", "key", "value", "standing", "piece"),
    [
        ("AMARA OSEI", "firstname", "Amara", Standing.FOUND, "AMARA"),
        ("Lucía Fernández", "lastname", "Fernandez", Standing.SIMILAR, "Fernández"),
        ("Lucía Fernández", "lastname", "Fernández", Standing.FOUND, "Fernández"),
        ("Tel. +44 20 7946-0321", "phone", "020 7946 0321", Standing.FOUND, "+44 20 7946-0321"),
        ("Mail A.Osei@Example.com", "email", "a.osei@example.com", Standing.FOUND, None),
        ("a.osei@\nexample.com x", "email", "a.osei@example.com", Standing.FOUND, None),
        ("51 Ferry Road,\nLeith", "address", "51 Ferry Road, Leith", Standing.FOUND, None),
        ("Senior Analyst", "headline", "Senior Data Analyst Northgate", Standing.ABSENT, None),
        ("Data Analyst at sea", "headline", "Senior Data Analyst", Standing.PARTLY, "Data Analyst"),
        ("Curri-\nculum", "headline", "Curriculum", Standing.FOUND, "Curri-\nculum"),
        ("engineering", "headline", "Engineer", Standing.ABSENT, None),
        ("anything", "headline", "", Standing.UNTOLD, None),
        ("anything", "cover_letter", "Dear all", Standing.UNTOLD, None),
    ],
)
def test_a_value_is_found_however_it_is_written(
    text: str, key: str, value: str, standing: Standing, piece: str | None
) -> None:
    found, pieces = evidence(text, Place(key), **{key: value})
    assert found is standing
    if piece is not None:
        assert pieces[0] == piece


@pytest.mark.parametrize(
    "written",
    [
        "Feb 2019",
        "02/2019",
        "02.2019",
        "2019-02",
        "février 2019",
        "Februar 2019",
        "Φεβρουάριος 2019",
    ],
)
def test_a_stored_date_is_found_in_every_form(written: str) -> None:
    entry = job("a", title="Analyst", start_date="2019-02-01")
    place = Place("experience_entries", "a", "start_date")
    found, pieces = evidence(f"Analyst\n{written} – 2021", place, experience_entries=(entry,))
    assert found is Standing.FOUND
    assert pieces[0] == written


def test_a_year_alone_is_less_than_the_stored_month() -> None:
    entry = job("a", start_date="2019-02-01")
    place = Place("experience_entries", "a", "start_date")
    assert evidence("2019 – 2021", place, experience_entries=(entry,))[0] is Standing.SIMILAR


def test_of_two_alike_the_one_beside_the_entrys_other_values_comes_first() -> None:
    text = """
Operations Manager
Castleway Foods · Mar 2019 – present

Operations Manager
Northgate Insurance · Jun 2014 – Mar 2019
"""
    resume = flowing(text)
    entries = (
        job("a", title="Operations Manager", company="Castleway Foods", start_date="2019-03-01"),
        job("b", title="Operations Manager", company="Northgate Insurance", end_date="2019-03-01"),
    )
    index = ResumeIndex(resume)
    here = record(experience_entries=entries)
    second = resume.text.rindex("Operations Manager")
    first = index.of(Place("experience_entries", "a", "title"), here)
    later = index.of(Place("experience_entries", "b", "title"), here)
    assert first.spans[0].start < second == later.spans[0].start
    ends = index.of(Place("experience_entries", "b", "end_date"), here)
    assert ends.spans[0].start > second


def test_a_current_job_stands_at_the_word_for_now() -> None:
    entry = job("a", title="Analyst", start_date="2019-03-01", current=True)
    place = Place("experience_entries", "a", "current")
    found, pieces = evidence("Analyst\nMar 2019 – present", place, experience_entries=(entry,))
    assert (found, pieces) == (Standing.FOUND, ["present"])


def test_a_long_text_is_found_sentence_by_sentence_and_without_its_html() -> None:
    entry = job("a", summary="<p>Cut stock-outs by a third.</p><p>Trained eleven colleagues.</p>")
    place = Place("experience_entries", "a", "summary")
    text = "• Trained eleven colleagues.\n• Cut stock-outs by a\nthird."
    assert evidence(text, place, experience_entries=(entry,))[0] is Standing.FOUND
    half = "• Trained eleven colleagues."
    assert evidence(half, place, experience_entries=(entry,))[0] is Standing.PARTLY


def test_a_profile_is_found_without_its_scheme() -> None:
    profile = Entry(
        "p",
        None,
        {
            "type": "linkedin",
            "username": "amara-osei",
            "url": "https://www.linkedin.com/in/amara-osei",
        },
    )
    text = "Amara Osei\nlinkedin.com/in/amara-osei"
    for field, piece in (("url", "linkedin.com/in/amara-osei"), ("username", "amara-osei")):
        found, pieces = evidence(
            text, Place("social_profiles", "p", field), social_profiles=(profile,)
        )
        assert (found, pieces[0]) == (Standing.FOUND, piece)


def test_what_the_resume_lacks_is_a_hint_but_never_without_text() -> None:
    here = record(firstname="Amara", skills=("SQL", "COBOL"), tags=("remote",))
    index = ResumeIndex(flowing("Amara knows SQL"))
    assert index.absent(here) == (Place("skills", "COBOL"),)
    scan = ResumeIndex(ResumeText("application/pdf", ""))
    assert scan.absent(here) == ()
    assert scan.of(Place("firstname"), here).standing is Standing.UNTOLD


def test_a_word_leads_to_the_field_it_stands_in() -> None:
    resume = flowing(AMARA)
    entry = job("a", title="Supply Chain Analyst", company="Northgate Insurance")
    here = record(firstname="Amara", lastname="Osei", experience_entries=(entry,))
    index = ResumeIndex(resume)
    hits = index.at(resume.text.index("Northgate") + 2, here)
    assert hits[0].place == Place("experience_entries", "a", "company")
    assert index.at(resume.text.index("Amara"), here)[0].place == Place("firstname")
    assert index.at(resume.text.index("barges"), here) == ()


def test_answers_follow_the_record() -> None:
    index = ResumeIndex(flowing("Amara Osei"))
    assert index.of(Place("firstname"), record(firstname="Amara")).standing is Standing.FOUND
    assert index.of(Place("firstname"), record(firstname="Amira")).standing is Standing.ABSENT


def test_an_entry_as_a_whole_has_the_spans_of_its_fields() -> None:
    entry = job("a", title="Analyst", company="Quillmark")
    found, pieces = evidence(
        "Analyst\nQuillmark", Place("experience_entries", "a"), experience_entries=(entry,)
    )
    assert (found, pieces) == (Standing.FOUND, ["Analyst", "Quillmark"])


texts = st.text(
    alphabet=st.sampled_from("abcde ÉßΣ ıİ\u0301\n-–.@/:+#()0129\u202e数é"), max_size=80
)


@given(texts, st.dictionaries(st.sampled_from(["firstname", "email", "phone", "summary"]), texts))
def test_nothing_raises_and_spans_lie_inside(text: str, values: Mapping[str, str]) -> None:
    resume = ResumeText("text/plain", text)
    entry = Entry(
        "e",
        None,
        {"title": values.get("firstname", ""), "start_date": values.get("phone"), "current": True},
    )
    profile = Entry("p", None, {"type": "xing", "url": values.get("email"), "username": "ab"})
    here = Record(
        "x",
        {
            **values,
            "skills": tuple(values.values()),
            "experience_entries": (entry,),
            "social_profiles": (profile,),
        },
    )
    index = ResumeIndex(resume)
    for found in index.all_of(here).values():
        for span in found.spans:
            assert 0 <= span.start < span.stop <= len(text)
        assert 0 <= found.confidence <= 1
    for offset in range(-1, len(text) + 1):
        for hit in index.at(offset, here):
            assert offset in hit.span
