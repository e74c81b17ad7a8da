"""Shouted and exchanged names: what is offered, and above all what is left alone (ux rule 29)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.names import exchanged, has_capitals_only, proposed_case


@pytest.mark.parametrize(
    ("shouted", "proposed"),
    [
        ("JOHN", "John"),
        ("JOHN SMITH", "John Smith"),
        ("MARY-ANN", "Mary-Ann"),
        ("O'NEIL", "O'Neil"),
        ("D’ANGELO", "D’Angelo"),
        ("MCKAY", "McKay"),
        ("MACDONALD", "Macdonald"),
        ("VAN DER BERG", "van der Berg"),
        ("DE LA CRUZ", "de la Cruz"),
        ("LE GOFF", "Le Goff"),
        ("ORTEGA Y GASSET", "Ortega y Gasset"),
        ("MARIA DE LOURDES", "Maria de Lourdes"),
        ("J. EDGAR", "J. Edgar"),
        ("JP MORGAN", "JP Morgan"),
        ("SMITH III", "Smith III"),
        ("SMITH JR.", "Smith Jr."),
        ("SMITH, PHD", "Smith, PhD"),
        ("ØSTERGÅRD", "Østergård"),
        ("ИВАНОВА", "Иванова"),
        ("VAN", "Van"),
        ("王 WANG", "王 Wang"),
        ("JOHN  SMITH", "John  Smith"),
    ],
)
def test_a_shouted_name_gets_a_proposal(shouted: str, proposed: str) -> None:
    assert has_capitals_only(shouted)
    assert proposed_case(shouted) == proposed


@pytest.mark.parametrize(
    "name",
    [
        *("van der Berg", "McKay", "O'Neil", "DeAndre", "bell hooks", "Madonna", "danah", "Li"),
        *("JP", "DJ", "NG", "LI", "J.R.R.", "III", "王伟", "محمد", "", "  ", "123", "X Æ A-12"),
        "de la Cruz",
    ],
)
def test_other_names_are_left_alone(name: str) -> None:
    assert not has_capitals_only(name)
    assert proposed_case(name) is None


@pytest.mark.parametrize("name", ["ΠΑΠΑΔΟΠΟΥΛΟΣ", "İSMAİL", "YILDIZ ŞAHİN"])
def test_no_proposal_where_small_letters_would_be_a_guess(name: str) -> None:
    assert has_capitals_only(name)
    assert proposed_case(name) is None


@given(st.text(st.characters(categories=("Lu", "Zs", "Pd")), max_size=30))
def test_a_proposal_differs_in_case_only(name: str) -> None:
    proposed = proposed_case(name)
    if proposed is not None:
        assert proposed.casefold() == name.casefold()


@pytest.mark.parametrize(
    ("first", "last", "other_way"),
    [
        ("Osei,", "Amara", ("Amara", "Osei")),
        ("Osei, Amara", "", ("Amara", "Osei")),
        ("DUPONT", "Jean", ("Jean", "DUPONT")),
        ("DE LA TOUR", "Anne-Marie", ("Anne-Marie", "DE LA TOUR")),
    ],
)
def test_exchanged_names_are_recognized(first: str, last: str, other_way: tuple[str, str]) -> None:
    assert exchanged(first, last) == other_way


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Jean", "DUPONT"),
        ("JEAN", "DUPONT"),
        ("Jean", "Dupont"),
        ("JP", "Morgan"),
        ("MADONNA", ""),
        ("Smith, Jr.", ""),
        (",", "Amara"),
        ("WANG", "伟"),
        ("", ""),
    ],
)
def test_other_names_are_not_exchanged(first: str, last: str) -> None:
    assert exchanged(first, last) is None


def test_an_email_that_begins_with_the_first_name_speaks_for_its_order() -> None:
    assert exchanged("JEAN", "Dupont", "jean.dupont@example.com") is None
    assert exchanged("DUPONT", "Jean", "jean.dupont@example.com") == ("Jean", "DUPONT")
