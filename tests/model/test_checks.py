"""Checks: what is said about a record, and that old faults never block an unrelated fix."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model import checks
from gui.model.checks import (
    RECORD,
    Checker,
    Finding,
    Level,
    at_place,
    check_key,
    check_record,
    check_value,
    errors,
    worst,
)
from gui.model.comparison import compare_key
from gui.model.fields import FIELDS, Kind, field_of
from gui.model.record import Facts, Record
from gui.model.values import (
    Atom,
    Entries,
    Entry,
    FileUpload,
    LinkUpload,
    Place,
    Value,
    entries,
)


def record(values: Mapping[str, Value], *, anonymized: bool = False) -> Record:
    return Record("c1", values, Facts(anonymized=anonymized))


def entry(ref: str, **fields: Atom) -> Entry:
    return Entry(ref, ref, fields)


def job(ref: str = "j1", **fields: Atom) -> Entry:
    return entry(ref, **{"title": "Planner", **fields})


def typed(key: str, value: Value) -> tuple[Finding, ...]:
    """What is said of a value that has just been typed over nothing."""
    return check_record(record({key: value}), record({}))


def as_read(key: str, value: Value) -> tuple[Finding, ...]:
    """What is said of a value that was read like this."""
    same = record({key: value})
    return check_record(same, same)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def only(findings: tuple[Finding, ...]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


def fixed(finding: Finding) -> Value | Atom:
    assert finding.fix is not None
    ((place, value),) = finding.fix.changes
    assert finding.place.top.covers(place)
    return value


# --- single values ----------------------------------------------------------------------------


def test_a_good_record_has_no_findings() -> None:
    assert as_read("email", "amara@example.com") == ()
    good: dict[str, Value] = {
        "firstname": "Amara",
        "lastname": "Osei-Lindqvist",
        "email": "amara.osei+jobs@mail.example.co.uk",
        "phone": "+46 31 555 01 23",
        "headline": "Supply chain analyst",
        "summary": "  Blanks and\u00a0<p>HTML</p> are fine here  ",
        "education_entries": (entry("e1", school="ETH", start_date="2011-09-01"),),
        "experience_entries": (job(start_date="2019-02-01", end_date=None, current=True),),
        "social_profiles": (entry("s1", type="linkedin", url="https://www.linkedin.com/in/amara"),),
        "tags": ("senior", "second-round"),
        "skills": ("Supply chain", "SQL"),
        "texting_consent": "declined",
    }
    assert check_record(record(good), record({})) == ()
    assert check_record(record(good), record(good)) == ()


@pytest.mark.parametrize(
    "email", ["amara", "amara@", "@example.com", "a b@example.com", "amara@example", "a@b@c.com"]
)
def test_a_wrong_email_is_a_warning_and_does_not_block(email: str) -> None:
    finding = only(typed("email", email))
    assert (finding.code, finding.level) == ("email-form", Level.WARNING)
    assert only(as_read("email", email)).level is Level.HINT


@pytest.mark.parametrize(
    "email",
    [
        "mailto:amara@example.com",
        "Amara Osei <amara@example.com>",
        "amara@example.com;",
        "(amara@example.com)",
    ],
)
def test_an_email_with_something_around_it_gets_a_proposal(email: str) -> None:
    assert fixed(only(typed("email", email))) == "amara@example.com"


def test_an_emptied_email_is_a_warning() -> None:
    findings = check_record(record({"email": ""}), record({"email": "amara@example.com"}))
    assert codes(findings) == ["email-emptied"]
    assert worst(findings) is Level.WARNING
    assert as_read("email", None) == ()


def test_the_limits_of_255_warn_about_new_values_only() -> None:
    for key in ("headline", "phone"):
        assert typed(key, "1" * 255) == ()
        finding = only(typed(key, "1" * 256))
        assert (finding.code, finding.level) == ("too-long", Level.WARNING)
        assert "256" in finding.text
        assert "255" in finding.text
        assert as_read(key, "1" * 256) == ()
    assert typed("address", "1" * 2000) == ()


@pytest.mark.parametrize(
    ("key", "value", "proposal"),
    [
        ("firstname", " Amara", "Amara"),
        ("lastname", "van  der Berg ", "van der Berg"),
        ("email", "amara@example.com ", "amara@example.com"),
        ("address", "Göteborg\u00a0", "Göteborg"),
    ],
)
def test_blanks_too_many_get_a_proposal(key: str, value: str, proposal: str) -> None:
    finding = only(as_read(key, value))
    assert (finding.code, finding.level) == ("blanks", Level.HINT)
    assert fixed(finding) == proposal


def test_hidden_characters_get_a_proposal() -> None:
    finding = only(typed("firstname", "Am\u200bara"))
    assert (finding.code, finding.level) == ("hidden", Level.HINT)
    assert fixed(finding) == "Amara"


@pytest.mark.parametrize("key", ["firstname", "summary", "cover_letter", "email"])
def test_a_lone_surrogate_blocks_its_own_key_only(key: str) -> None:
    before = record({key: "x\ud800y", "phone": "1"})
    findings = check_record(record({key: "x\udfffy", "phone": "2"}), before)
    assert codes(errors(findings)) == ["not-sendable"]
    assert errors(findings, "phone") == ()
    assert only(errors(findings, key)).place == Place(key)
    untouched = check_record(record({key: "x\ud800y", "phone": "2"}), before)
    assert errors(untouched) == ()


def test_a_phone_without_digits_is_a_hint() -> None:
    assert only(typed("phone", "n/a")).code == "phone-form"
    assert typed("phone", "(0)31-555 0123 ext. 4") == ()


def test_consent_is_one_of_two_words() -> None:
    assert only(typed("texting_consent", "yes")).level is Level.ERROR
    assert typed("texting_consent", "forced") == ()


# --- names ------------------------------------------------------------------------------------


def test_shouted_names_get_a_proposal_each() -> None:
    findings = as_read_names("AMARA", "VAN DER BERG")
    assert [(finding.code, fixed(finding)) for finding in findings] == [
        ("capitals", "Amara"),
        ("capitals", "van der Berg"),
    ]
    assert worst(findings) is Level.HINT


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("MADONNA", ""),
        ("bell", "hooks"),
        ("Shane", "McKay"),
        ("JP", "O'Neil"),
        ("Ludwig", "van Beethoven"),
    ],
)
def test_names_that_are_left_alone(first: str, last: str) -> None:
    assert as_read_names(first, last) == ()


def test_exchanged_names_get_one_proposal_for_both() -> None:
    finding = only(as_read_names("Osei,", "Amara"))
    assert (finding.code, finding.place) == ("name-order", Place("firstname"))
    assert finding.fix is not None
    assert dict(finding.fix.changes) == {Place("firstname"): "Amara", Place("lastname"): "Osei"}


def as_read_names(first: str, last: str) -> tuple[Finding, ...]:
    same = record({"firstname": first, "lastname": last})
    return check_record(same, same)


# --- entries ----------------------------------------------------------------------------------

SCHOOLLESS: Entries = (
    entry("e1", school=None, degree="BSc"),
    entry("e2", school="ETH", degree="MSc"),
)


def test_a_missing_school_blocks_its_list_only_once_the_list_changes() -> None:
    before = record({"education_entries": SCHOOLLESS, "firstname": "Amara"})
    elsewhere = check_record(before.with_value("firstname", "Amina"), before)
    assert errors(elsewhere) == ()
    hint = only(elsewhere)
    assert (hint.code, hint.level) == ("required", Level.HINT)
    other_entry = SCHOOLLESS[1].with_field("degree", "PhD")
    changed = before.with_value("education_entries", (SCHOOLLESS[0], other_entry))
    error = only(errors(check_record(changed, before)))
    assert error.place == Place("education_entries", "e1", "school")
    assert "School" in error.text


@pytest.mark.parametrize("title", [None, "", "  "])
def test_a_new_job_needs_a_title(title: str | None) -> None:
    findings = typed("experience_entries", (job(title=title),))
    assert only(errors(findings)).place == Place("experience_entries", "j1", "title")


def test_an_untouched_text_that_cannot_be_sent_blocks_its_list() -> None:
    jobs = (job("j1", company="Kajen"), job("j2", company="x\ud800"))
    before = record({"experience_entries": jobs})
    changed = (jobs[0].with_field("company", "Kajen Lines"), jobs[1])
    error = only(errors(check_record(record({"experience_entries": changed}), before)))
    assert error.place == Place("experience_entries", "j2", "company")


def test_removing_the_faulty_entry_unblocks_the_list() -> None:
    before = record({"education_entries": SCHOOLLESS})
    assert check_record(before.with_value("education_entries", SCHOOLLESS[1:]), before) == ()


def test_a_typed_date_must_be_a_full_one() -> None:
    finding = only(typed("experience_entries", (job(start_date="soon"),)))
    assert (finding.code, finding.level) == ("date-form", Level.ERROR)
    assert finding.place == Place("experience_entries", "j1", "start_date")


def test_an_odd_stored_date_does_not_block_another_fix_in_its_list() -> None:
    odd = (job(start_date="2010", company="Kajen"),)
    assert only(as_read("experience_entries", odd)).level is Level.HINT
    before = record({"experience_entries": odd})
    fixed_company = (odd[0].with_field("company", "Kajen Lines"),)
    finding = only(check_record(record({"experience_entries": fixed_company}), before))
    assert (finding.code, finding.level) == ("date-form", Level.WARNING)
    assert "2010" in finding.text


def test_an_end_before_the_start_and_a_current_job_with_an_end_warn() -> None:
    jobs = (job(start_date="2019-02-01", end_date="2018-01-31", current=True),)
    findings = typed("experience_entries", jobs)
    assert codes(findings) == ["end-before-start", "current-with-end"]
    assert worst(findings) is Level.WARNING
    assert "31 Jan 2018" in findings[0].text
    assert fixed(findings[1]) is None
    assert worst(as_read("experience_entries", jobs)) is Level.HINT
    assert typed("experience_entries", (job(start_date="2019-02-01", end_date="2019-02-01"),)) == ()


# --- social profiles --------------------------------------------------------------------------


def test_two_profiles_of_one_network_block_the_list_once_it_changes() -> None:
    twice = (
        entry("s1", type="github", url="https://github.com/amara"),
        entry("s2", type="github", url="https://github.com/amara2"),
    )
    finding = only(typed("social_profiles", twice))
    assert (finding.code, finding.level) == ("network-twice", Level.ERROR)
    assert finding.place == Place("social_profiles", "s2", "type")
    assert "GitHub" in finding.text
    assert only(as_read("social_profiles", twice)).level is Level.HINT


@pytest.mark.parametrize("missing", ["type", "url"])
def test_a_profile_needs_network_and_url(missing: str) -> None:
    whole: dict[str, Atom] = {"type": "github", "url": "https://github.com/amara"}
    whole[missing] = ""
    finding = only(errors(typed("social_profiles", (Entry("s1", None, whole),))))
    assert finding.place == Place("social_profiles", "s1", missing)


@pytest.mark.parametrize(
    ("network", "url", "code", "level", "proposal"),
    [
        ("github", "github.com/amara", "url-scheme", Level.HINT, "https://github.com/amara"),
        ("github", "amara", "url-form", Level.WARNING, None),
        ("github", "javascript:alert(1)", "url-form", Level.WARNING, None),
        ("instagram", "https://instagram.com/a", "network-unknown", Level.WARNING, None),
        ("gist", "https://github.com/amara", "network-mismatch", Level.HINT, "github"),
    ],
)
def test_doubtful_profiles(
    network: str, url: str, code: str, level: Level, proposal: str | None
) -> None:
    finding = only(typed("social_profiles", (entry("s1", type=network, url=url),)))
    assert (finding.code, finding.level) == (code, level)
    assert (finding.fix is not None) == (proposal is not None)
    if proposal is not None:
        assert fixed(finding) == proposal


def test_dribbble_may_be_spelled_in_both_ways_of_the_service() -> None:
    profile = entry("s1", type="dribble", url="https://dribbble.com/amara")
    assert typed("social_profiles", (profile,)) == ()


# --- tags and skills --------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["Senior", "second round", "a" * 25])
def test_a_new_tag_that_workable_may_alter_is_a_warning(tag: str) -> None:
    before = record({"tags": ("Old Tag",)})
    finding = only(check_record(record({"tags": ("Old Tag", tag)}), before))
    assert (finding.code, finding.level) == ("tag-folded", Level.WARNING)
    assert finding.place == Place("tags", tag)
    assert as_read("tags", (tag,)) == ()


def test_skills_keep_their_spelling() -> None:
    assert typed("skills", ("Supply Chain Management and more",)) == ()


def test_twins_get_a_proposal_that_keeps_the_first() -> None:
    finding = only(as_read("skills", ("SQL", "Python", "sql", "Sql", "R", "r")[:4]))
    assert (finding.code, finding.level) == ("twins", Level.HINT)
    assert finding.place == Place("skills", "sql")
    assert fixed(finding) == ("SQL", "Python")
    assert fixed(only(as_read("skills", ("SQL", "R", "SQL")))) == ("SQL", "R")


def test_a_broken_word_blocks_its_list() -> None:
    assert only(errors(typed("tags", ("a\ud800",)))).place == Place("tags", "a\ud800")
    assert errors(as_read("tags", ("a\ud800",))) == ()


# --- files, record ----------------------------------------------------------------------------


def test_files_and_links_that_would_be_refused() -> None:
    good = FileUpload("cv.pdf", 5_242_880, "0" * 64, "application/pdf")
    assert typed("resume", good) == ()
    assert typed("image", LinkUpload("https://example.com/a.png", source="linkedin")) == ()
    huge = FileUpload("cv.pdf", 5_242_881, "0" * 64, "application/pdf")
    assert codes(errors(typed("resume", huge))) == ["file-size"]
    assert codes(errors(typed("resume", LinkUpload("file:///etc/passwd")))) == ["link-form"]
    strange = LinkUpload("https://example.com/a.png", source="instagram")
    assert codes(errors(typed("image", strange))) == ["source-unknown"]


def test_a_change_to_an_anonymised_record_is_a_warning_about_the_record() -> None:
    before = record({"firstname": "Amara"}, anonymized=True)
    assert check_record(before, before) == ()
    finding = only(check_record(before.with_value("firstname", "Amina"), before))
    assert (finding.code, finding.level, finding.place) == ("anonymized", Level.WARNING, RECORD)
    assert finding.text.startswith("This record was anonymised.")  # as everywhere in the window


# --- laws -------------------------------------------------------------------------------------

nasty = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(["JOHN", "2010", "a@b", "x\ud800", " x ", "github", "x" * 300, "2011-03-05"]),
)


def _entries_of(key: str) -> st.SearchStrategy[Value]:
    names = [inner.name for inner in field_of(key).entry_fields]
    fields = st.fixed_dictionaries({}, optional=dict.fromkeys(names, nasty))
    return st.lists(fields, max_size=4).map(
        lambda rows: tuple(Entry(f"x{at}", None, row) for at, row in enumerate(rows))
    )


def _values(key: str) -> st.SearchStrategy[Value]:
    field = field_of(key)
    if field.entry_fields:
        return _entries_of(key)
    if field.kind is Kind.WORDS:
        return st.lists(st.text(max_size=30), max_size=5).map(tuple)
    return nasty


KEYS = [field.key for field in FIELDS if field.kind not in (Kind.RESUME, Kind.PHOTO)]
records = st.fixed_dictionaries({}, optional={key: _values(key) for key in KEYS}).map(record)


@given(records)
def test_what_was_read_never_blocks(same: Record) -> None:
    assert errors(check_record(same, same)) == ()


@given(records, records)
def test_errors_are_in_changed_keys_and_keys_are_checked_alike_alone(
    current: Record, baseline: Record
) -> None:
    findings = check_record(current, baseline)
    changed = {key for key in KEYS if current.get(key) != baseline.get(key)}
    assert {finding.place.key for finding in errors(findings)} <= changed
    one_by_one = [finding for key in KEYS for finding in check_key(key, current, baseline)]
    assert sorted(map(repr, findings)) == sorted(map(repr, one_by_one))


@given(records)
def test_a_fix_that_is_taken_does_not_come_back(current: Record) -> None:
    for finding in check_record(current, record({})):
        if finding.fix is None:
            continue
        after = current
        for place, value in finding.fix.changes:
            after = _with(after, place, value)
        again = check_record(after, record({}))
        assert (finding.place, finding.code) not in [(item.place, item.code) for item in again]


def _with(current: Record, place: Place, value: Value | Atom) -> Record:
    if place.field is None:
        assert not isinstance(value, bool)
        return current.with_value(place.key, value)
    assert value is None or isinstance(value, str | bool)
    changed = tuple(
        item.with_field(place.field, value) if item.ref == place.entry else item
        for item in entries(current.get(place.key))
    )
    return current.with_value(place.key, changed)


def test_single_values_are_checked_like_in_a_record() -> None:
    school = field_of("education_entries").entry_field("school")
    assert school is not None
    place = Place("education_entries", "e1", "school")
    assert codes(check_value(school, "", place)) == ["required"]
    assert check_value(school, "ETH", place) == ()
    assert only(check_value(field_of("email"), "x")).place == Place("email")


def test_findings_can_be_asked_for_by_place() -> None:
    findings = typed("experience_entries", (job("j1", title=""), job("j2", title="")))
    assert len(at_place(findings, Place("experience_entries"))) == 2
    assert len(at_place(findings, Place("experience_entries", "j2"))) == 1
    assert at_place(findings, Place("education_entries")) == ()
    assert worst(()) is None


def test_a_record_with_60_entries_is_checked_at_once() -> None:
    jobs = tuple(
        job(f"j{number}", company="Kajen Lines", summary="x" * 2000, start_date="2019-02-01")
        for number in range(60)
    )
    before = record({"experience_entries": jobs, "summary": "y" * 20_000})
    after = before.with_value("experience_entries", jobs[1:])
    best = min(_seconds(after, before) for _ in range(3))
    assert best < 0.03, f"took {best * 1000:.0f} ms"


def _seconds(current: Record, baseline: Record) -> float:
    start = time.process_time()
    check_record(current, baseline)
    return time.process_time() - start


# --- while it is edited -------------------------------------------------------------------------


def said_by(checker: Checker, current: Record, baseline: Record) -> list[Finding]:
    found: list[Finding] = []
    for key in KEYS:
        change = compare_key(key, baseline.get(key), current.get(key))
        found += checker.check_key(key, current, baseline, change)
    return found


@given(st.lists(st.tuples(records, records), min_size=1, max_size=4))
def test_what_is_remembered_says_the_same_as_looking_anew(
    seen: list[tuple[Record, Record]],
) -> None:
    checker = Checker()
    # Records that share some of their values, as those of an edited draft do.
    crossed = [(one[0], other[1]) for one, other in itertools.pairwise(seen)]
    turns = [*seen, *crossed, *seen]
    for current, baseline in turns:
        anew = [finding for key in KEYS for finding in check_key(key, current, baseline)]
        assert said_by(checker, current, baseline) == anew


def test_a_name_is_looked_at_again_when_the_other_one_changes() -> None:
    checker, before = Checker(), record({"firstname": "AMARA", "lastname": ""})
    assert said_by(checker, before, before) == []
    after = before.with_value("lastname", "Osei")
    assert "capitals" in codes(tuple(said_by(checker, after, before)))


def test_a_keystroke_in_one_of_300_jobs_looks_at_that_job_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = tuple(job(f"j{number}", company="Kajen Lines") for number in range(300))
    before = record({"experience_entries": jobs})
    checker = Checker()
    looked_at: list[Place | None] = []

    def counted(field: object, value: object, place: Place | None = None) -> tuple[Finding, ...]:
        looked_at.append(place)
        return ()

    def after_typing(title: str) -> set[str | None]:
        changed = (jobs[0].with_field("title", title), *jobs[1:])
        said_by(checker, before.with_value("experience_entries", changed), before)
        refs = {place.entry for place in looked_at if place and place.key == "experience_entries"}
        looked_at.clear()
        return refs

    monkeypatch.setattr(checks, "check_value", counted)
    assert len(after_typing("Plan")) == 300, "the list as a whole is to be sent now"
    assert after_typing("Plann") == {"j0"}
    assert after_typing("Planni") == {"j0"}
