"""Everybody, in the order in which the service lists candidates: ascending ids (API §8.1)."""

from __future__ import annotations

from invent import (
    people_corrections,
    people_misread,
    people_odd,
    people_ordinary,
    people_reference,
    people_scripts,
)
from invent.person import Person

PEOPLE: tuple[Person, ...] = tuple(
    sorted(
        people_reference.PEOPLE
        + people_corrections.PEOPLE
        + people_misread.PEOPLE
        + people_scripts.PEOPLE
        + people_odd.PEOPLE
        + people_ordinary.PEOPLE,
        key=lambda person: person.number,
    )
)
