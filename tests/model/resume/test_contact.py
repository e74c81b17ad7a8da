"""Whose resume it is: name, address, numbers, links, and whose they are not."""

from __future__ import annotations

import pytest

from gui.model.resume.contact import Contact, international
from gui.model.resume.document import Link
from gui.model.resume.facts import facts_of
from gui.model.resume.naming import split_name
from tests.helpers.plain_resumes import AMARA, flowing


def contact(text: str, **names: str) -> Contact:
    return facts_of(flowing(text), **names).contact


def test_the_head_of_a_resume() -> None:
    found = contact(AMARA)
    assert found.name is not None
    assert found.address is not None
    assert found.headline is not None
    assert (found.name.first, found.name.last) == ("Amara", "Osei")
    assert found.emails[0].value == "amara.osei@example.com"
    assert found.phones[0].find.value == "020 7946 0321"
    assert found.address.value == "51 Ferry Road, Leith, Edinburgh EH6 4AE"
    assert found.headline.value == "Supply Chain Analyst"
    assert [each.link.type for each in found.links] == ["linkedin", "github"]


def test_a_referee_is_somebody_else() -> None:
    found = contact(AMARA)
    assert found.emails[0].sureness > 0.9
    others = {each.value: each.sureness for each in found.emails[1:]}
    assert others == {"mulcreevy@example.edu": pytest.approx(0.1)}
    assert found.phones[1].find.sureness < 0.2


def test_a_number_is_offered_abroad_with_its_country_only() -> None:
    phone = contact(AMARA).phones[0]
    assert (phone.international, phone.country) == ("+44 20 7946 0321", "United Kingdom")
    assert international("020 7946 0321", "ZZ") is None
    assert international("+44 20 7946 0321", "GB") is None


def test_no_fax_and_no_tax_number_is_a_phone() -> None:
    text = "# Ann Lee\nPhone: 020 7946 0321\nFax: 020 7946 0322\nIBAN: 1234 5678 9012"
    assert [each.find.value for each in contact(text).phones] == ["020 7946 0321"]


def test_the_title_of_the_document_is_nobodys_name() -> None:
    found = contact(
        "# Curriculum Vitae\nOluwaseun Adebayo\nWarehouse Shift Leader\n\n# Skills\nWMS"
    )
    assert found.name is not None
    assert (found.name.first, found.name.last) == ("Oluwaseun", "Adebayo")


def test_a_name_in_capitals_is_offered_in_small_letters() -> None:
    found = contact("# JOSÉ VAN DER BERG\njose@example.com")
    assert found.name is not None
    assert (found.name.first, found.name.last) == ("José", "van der Berg")
    assert "capitals" in found.name.reason


def test_links_behind_words_are_found() -> None:
    text = "Ann Lee\nMy profile"
    link = Link("https://www.linkedin.com/in/ann-lee", 8, 18)
    found = facts_of(flowing(text, links=(link,))).contact
    assert found.links[0].link.username == "ann-lee"
    assert found.links[0].find.spans == (range(8, 18),)


@pytest.mark.parametrize(
    ("name", "language", "first", "last"),
    [
        ("Amara Osei", "en", "Amara", "Osei"),
        ("John Michael Smith", "en", "John Michael", "Smith"),
        ("Jasper van der Meulen", "nl", "Jasper", "van der Meulen"),
        ("Lucía Fernández Rubio", "es", "Lucía", "Fernández Rubio"),
        ("María José Quintana", "es", "María José", "Quintana"),
        ("Ximena García de la Torre", "es", "Ximena", "García de la Torre"),
        ("Nagypál Eszter", "hu", "Eszter", "Nagypál"),
        ("Osei, Amara", "en", "Amara", "Osei"),
        ("DUPONT Jean-Luc", "fr", "Jean-Luc", "DUPONT"),
        ("Jean DUPONT MARTIN", "fr", "Jean", "DUPONT MARTIN"),
        ("林若舟", "zh", "若舟", "林"),
        ("Prasetyadi", "en", "Prasetyadi", ""),
    ],
)
def test_a_name_is_parted_as_its_language_does(
    name: str, language: str, first: str, last: str
) -> None:
    assert split_name(name, language)[:2] == (first, last)


def test_the_record_tells_where_a_name_of_three_words_parts() -> None:
    assert split_name("Astrid Lindholm Quist", "sv", "Astrid")[:2] == ("Astrid", "Lindholm Quist")
    # A particle left on the first name is the record's mistake.
    assert split_name("Jasper van der Meulen", "nl", "Jasper van") == (
        "Jasper",
        "van der Meulen",
        True,
    )


def test_a_record_that_parts_two_spanish_family_names_is_doubted() -> None:
    soto = ("Ignacio Valdeverde Soto", "es", "Ignacio Valdeverde", "Soto")
    assert split_name(*soto) == ("Ignacio", "Valdeverde Soto", False)
    # Two first names that go together are no mistake, nor is the same in another language.
    first, last, _certain = split_name("María José Quintana", "es", "María José", "Quintana")
    assert (first, last) == ("María José", "Quintana")
    assert split_name("Mary Ann Evans", "en", "Mary Ann", "Evans") == ("Mary Ann", "Evans", True)
