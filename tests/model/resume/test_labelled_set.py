"""A slice of the labelled set: what the whole of it is measured for in `make bench`."""

from __future__ import annotations

from typing import Final

import pytest

from tests.helpers import resume_words
from tests.helpers.resume_measure import TARGETS, Score, score
from tests.helpers.resume_reading import read_here
from tests.helpers.resumes import (
    DEVELOPMENT_SEED,
    HELD_OUT_SEED,
    LAYOUTS,
    Labelled,
    labelled,
)

# Two of each layout, and between them every language and every kind of file.
SLICE: Final = (0, 6, 7, 13, 20, 32, 9, 27, 10, 52, 17, 47)


@pytest.fixture(scope="module")
def resumes() -> list[Labelled]:
    return [labelled(HELD_OUT_SEED, number) for number in SLICE]


def test_the_slice_has_everything(resumes: list[Labelled]) -> None:
    assert {each.layout for each in resumes} == set(LAYOUTS)
    assert {each.language for each in resumes} == {"en", "de", "fr", "es", "el"}
    assert {each.kind for each in resumes} >= {"pdf", "docx", "rtf", "scan"}


def test_the_slice_is_read_as_well_as_was_promised(resumes: list[Labelled]) -> None:
    total = Score()
    for resume in resumes:
        total.add(score(resume, read_here(resume.data, resume.kind)))
    assert total.below_target() == {}, "\n".join((*total.wrong, *total.missed))
    assert set(TARGETS) <= set(total.trials)
    assert total.applied == 0


def test_a_scan_is_known_as_one_and_offers_nothing(resumes: list[Labelled]) -> None:
    for resume in (each for each in resumes if each.kind == "scan"):
        text = read_here(resume.data, resume.kind)
        assert not text.has_text
        assert score(resume, text).trials.total() == 0


def test_the_same_seed_makes_the_same_resume() -> None:
    for number in (0, 18, 36):
        assert labelled(DEVELOPMENT_SEED, number) == labelled(DEVELOPMENT_SEED, number)


def test_the_two_vocabularies_share_nobody() -> None:
    for language, mine in resume_words.DEVELOPMENT.items():
        other = resume_words.HELD_OUT[language]
        for kind in ("first", "last", "companies", "schools", "titles", "deeds", "addresses"):
            assert not set(getattr(mine, kind)) & set(getattr(other, kind)), (language, kind)
