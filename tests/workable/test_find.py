"""Finding a candidate by what was pasted: only a verified number opens anybody (API §3.3)."""

from __future__ import annotations

import pytest

from gui.errors import ServiceTrouble
from gui.workable.find import Found, How, Nobody, Several, find_candidates
from gui.workable.reference import ByEmail, ById, ByNumber
from tests.workable.samples import FULL_ID, full, row
from tests.workable.wire_server import WireServer, answer, connected, serving

NUMBER = "501234567"
MISSING = answer({"error": "Not found"}, 404)


def holding(server: WireServer, **records: dict[str, object]) -> None:
    """Makes the server know these records and nobody else."""
    server.fallback = MISSING
    for candidate_id, record in records.items():
        server.on(f"/candidates/{candidate_id.removeprefix('n')}", answer({"candidate": record}))


async def test_an_id() -> None:
    async with serving() as server, connected(server) as client:
        holding(server, **{FULL_ID: full()})
        found = await find_candidates(client, ById(FULL_ID))
        nobody = await find_candidates(client, ById("1de04060"))
    assert isinstance(found, Found)
    assert (found.record.id, found.how, found.certain) == (FULL_ID, How.ID, True)
    assert isinstance(nobody, Nobody)
    assert "e-mail" in nobody.sentence


async def test_a_link_s_number_leads_to_the_record_whose_own_link_ends_with_it() -> None:
    async with serving() as server, connected(server) as client:
        holding(server, **{FULL_ID: full()})
        found = await find_candidates(client, ByNumber(NUMBER, from_link=True))
    assert isinstance(found, Found)
    assert (found.record.id, found.how, found.certain) == (FULL_ID, How.LINK, True)
    assert [seen.path for seen in server.seen] == [f"/spi/v3/candidates/{FULL_ID}"]


@pytest.mark.parametrize("link", [None, "https://harbourworks.workable.com/backend/x/501234568"])
async def test_the_arithmetic_alone_opens_nobody(link: str | None) -> None:
    async with serving() as server, connected(server) as client:
        holding(server, **{FULL_ID: full() | {"profile_url": link}})
        nobody = await find_candidates(client, ByNumber(NUMBER, from_link=True))
    assert isinstance(nobody, Nobody)
    assert [seen.path.rpartition("/")[2] for seen in server.seen] == [FULL_ID, NUMBER]


async def test_the_digits_themselves_may_be_an_id_and_are_never_certain() -> None:
    async with serving() as server, connected(server) as client:
        holding(server, **{f"n{NUMBER}": full() | {"id": NUMBER}})
        for from_link in (True, False):
            found = await find_candidates(client, ByNumber(NUMBER, from_link=from_link))
            assert isinstance(found, Found)
            assert (found.record.id, found.certain) == (NUMBER, False)


async def test_bare_digits_fall_back_to_the_number() -> None:
    async with serving() as server, connected(server) as client:
        holding(server, **{FULL_ID: full()})
        found = await find_candidates(client, ByNumber(NUMBER, from_link=False))
    assert isinstance(found, Found)
    assert (found.record.id, found.how) == (FULL_ID, How.LINK)
    assert [seen.path.rpartition("/")[2] for seen in server.seen] == [NUMBER, FULL_ID]


async def test_an_email_of_one_record_opens_it() -> None:
    async with serving() as server, connected(server) as client:
        holding(server, **{FULL_ID: full()})
        rows = [row(FULL_ID, email="Amara.Osei@example.com"), row("ab", email="other@example.com")]
        server.on("/candidates", answer({"candidates": rows}))
        found = await find_candidates(client, ByEmail("amara.osei@EXAMPLE.com"))
    assert isinstance(found, Found)
    assert (found.record.id, found.how) == (FULL_ID, How.EMAIL)
    assert server.seen[0].query == {"email": "amara.osei@EXAMPLE.com", "limit": "100"}


async def test_an_email_of_several_records_leaves_the_choice() -> None:
    rows = [row("a1", email="x@example.com"), row("a2", email="x@example.com")]
    async with serving(answer({"candidates": rows})) as server, connected(server) as client:
        found = await find_candidates(client, ByEmail("x@example.com"))
    assert isinstance(found, Several)
    assert [item.id for item in found.rows] == ["a1", "a2"]


async def test_an_email_of_nobody() -> None:
    async with serving(answer({"candidates": []})) as server, connected(server) as client:
        nobody = await find_candidates(client, ByEmail("x@example.com"))
    assert isinstance(nobody, Nobody)
    assert "x@example.com" in nobody.sentence


async def test_one_that_vanishes_between_list_and_read() -> None:
    async with serving(MISSING) as server, connected(server) as client:
        server.on("/candidates", answer({"candidates": [row("a1", email="x@example.com")]}))
        nobody = await find_candidates(client, ByEmail("x@example.com"))
    assert isinstance(nobody, Nobody)


async def test_trouble_is_not_absence() -> None:
    async with serving(answer(b"", 500)) as server, connected(server) as client:
        with pytest.raises(ServiceTrouble):
            await find_candidates(client, ById(FULL_ID))
