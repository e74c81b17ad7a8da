"""The words suggested for tags and skills: from the records of this run, commonest first."""

from __future__ import annotations

import pytest

from gui.model.record import Record
from gui.model.values import MISSING, Value
from gui.services import vocabulary
from gui.services.vocabulary import Vocabulary


def record(record_id: str, tags: Value, skills: Value = ()) -> Record:
    return Record(record_id, {"tags": tags, "skills": skills})


def test_words_of_most_records_come_first_then_by_the_alphabet() -> None:
    known = Vocabulary()
    known.note("a", record("1", ("remote", "senior", "Zürich")))
    known.note("a", record("2", ("senior", "night shift")))
    assert known.words("a", "tags") == ("senior", "night shift", "remote", "Zürich")
    assert known.words("a", "skills") == ()


def test_of_twins_the_commonest_spelling_stands_for_all() -> None:
    known = Vocabulary()
    for number, word in enumerate(("sql", "SQL", "SQL", "Python", "Sql ")):
        known.note("a", record(str(number), (), (word,)))
    assert known.words("a", "skills") == ("SQL", "Python")


def test_a_record_that_is_seen_again_counts_once_and_as_it_is_now() -> None:
    known = Vocabulary()
    for _time in range(3):
        known.note("a", record("1", ("old",)))
    known.note("a", record("2", ("new",)))
    assert known.words("a", "tags") == ("new", "old")
    known.note("a", record("1", ("new",)))
    assert known.words("a", "tags") == ("new",)


def test_one_account_suggests_nothing_to_another() -> None:
    known = Vocabulary()
    known.note("a", record("1", ("secret project",)))
    assert known.words("b", "tags") == ()


def test_lists_that_were_not_read_are_no_words() -> None:
    known = Vocabulary()
    known.note("a", record("1", MISSING, None))
    assert known.words("a", "tags") == ()
    assert known.words("a", "skills") == ()


def test_the_longest_unseen_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MOST_RECORDS", 2)
    known = Vocabulary()
    known.note("a", record("1", ("one",)))
    known.note("a", record("2", ("two",)))
    known.note("a", record("1", ("one",)))
    known.note("a", record("3", ("three",)))
    assert known.words("a", "tags") == ("one", "three")
