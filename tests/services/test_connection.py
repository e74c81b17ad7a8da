"""A connection over real HTTP: what a token can read, who was asked, and finding a candidate."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from gui.errors import BadReference, ConnectionFailed, NotAccepted, Refused
from gui.model.record import Record
from gui.secret import Secret
from gui.services.accounts import account_from_environment
from gui.services.connection import (
    CheckResult,
    Connection,
    NobodyFound,
    NothingChosen,
    check,
)
from gui.workable.endpoint import Endpoint, endpoint_from_url
from gui.workable.wire import RowSummary
from tests.helpers import sandbox_world as people
from tests.helpers.sandbox import RunningSandbox, running_sandbox


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox() as running:
        yield running


def endpoint_of(sandbox: RunningSandbox) -> Endpoint:
    return endpoint_from_url(sandbox.base_url, sandbox.subdomain)


@dataclass
class Person:
    """Answers what a search asks, and remembers what it was shown."""

    chooses: str | None = None
    agrees: bool = False
    shown: list[tuple[str, ...]] = field(default_factory=list)

    async def choose(self, rows: tuple[RowSummary, ...]) -> str | None:
        self.shown.append(tuple(row.id for row in rows))
        return self.chooses

    async def confirm(self, record: Record) -> bool:
        self.shown.append((record.id,))
        return self.agrees


@asynccontextmanager
async def connected(sandbox: RunningSandbox, person: Person) -> AsyncIterator[Connection]:
    connection = await Connection.open(
        endpoint_of(sandbox), Secret(sandbox.token), choices=person, requests=5
    )
    try:
        yield connection
    finally:
        await connection.aclose()


# --- the check ------------------------------------------------------------------------------------


async def test_the_check_tells_what_the_token_can_read_and_who_was_asked(
    sandbox: RunningSandbox,
) -> None:
    result = await check(endpoint_of(sandbox), Secret(sandbox.token))
    assert result == CheckResult(
        host="127.0.0.1",
        subdomain="harbourworks",
        name="Harbour Works",
        reads_account=True,
        reads_jobs=True,
        reads_candidates=True,
    )
    assert result.is_usable
    assert [(entry["method"], entry["path"]) for entry in sandbox.log()] == [
        ("GET", "/spi/v3/accounts"),
        ("GET", "/spi/v3/jobs"),
        ("GET", "/spi/v3/candidates"),
    ]


async def test_a_missing_right_is_no_error(sandbox: RunningSandbox) -> None:
    result = await check(endpoint_of(sandbox), Secret(sandbox.token_named("no-jobs")))
    assert not result.reads_jobs
    assert result.is_usable


@pytest.mark.parametrize("name", ["expired", "revoked"])
async def test_a_token_that_is_not_accepted_ends_the_check(
    sandbox: RunningSandbox, name: str
) -> None:
    with pytest.raises(NotAccepted):
        await check(endpoint_of(sandbox), Secret(sandbox.token_named(name)))
    assert len(sandbox.log()) == 1


async def test_a_token_of_another_account_ends_the_check(sandbox: RunningSandbox) -> None:
    with pytest.raises(Refused, match="subdomain"):
        await check(endpoint_of(sandbox), Secret(sandbox.token_named("other-account")))


async def test_a_check_without_a_connection_is_a_sentence(sandbox: RunningSandbox) -> None:
    endpoint = endpoint_of(sandbox)
    sandbox.running.stop()
    with pytest.raises(ConnectionFailed, match="cannot be reached"):
        await check(endpoint, Secret(sandbox.token))


async def test_the_environment_s_account_connects(sandbox: RunningSandbox) -> None:
    found = account_from_environment(
        {"REDLINE_API_URL": sandbox.base_url, "REDLINE_TOKEN": sandbox.token}
    )
    assert found is not None
    result = await check(found.endpoint, found.token)
    assert (result.subdomain, result.name) == ("harbourworks", "Harbour Works")


# --- reading and changing -------------------------------------------------------------------------


async def test_a_connection_reads_and_changes(sandbox: RunningSandbox) -> None:
    async with connected(sandbox, Person()) as connection:
        record = await connection.candidate(people.AMARA)
        await connection.patch(people.AMARA, b'{"candidate": {"lastname": "Osei"}}')
        assert connection.pace.snapshot().free == 3
    assert record.get("lastname") == "Osei-Lindqvist"
    assert sandbox.record(people.AMARA)["lastname"] == "Osei"


async def test_a_closed_connection_says_so(sandbox: RunningSandbox) -> None:
    async with connected(sandbox, Person()) as connection:
        pass
    with pytest.raises(ConnectionFailed):
        await connection.candidate(people.AMARA)


# --- finding --------------------------------------------------------------------------------------

LINK = "https://harbourworks.workable.com/backend/jobs/6012345/candidates/501234567"


@pytest.mark.parametrize(
    "text", [people.AMARA, LINK, "amara.osei@example.com", " AMARA.OSEI@example.com "]
)
async def test_an_id_a_link_or_an_e_mail_finds_somebody_without_a_question(
    sandbox: RunningSandbox, text: str
) -> None:
    person = Person()
    async with connected(sandbox, person) as connection:
        record = await connection.find(text)
    assert record.id == people.AMARA
    assert person.shown == []


async def test_one_person_s_several_records_are_the_person_s_choice(
    sandbox: RunningSandbox,
) -> None:
    sandbox.put(people.BEA, email="amara.osei@example.com")
    person = Person(chooses=people.BEA)
    async with connected(sandbox, person) as connection:
        record = await connection.find("amara.osei@example.com")
        assert record.id == people.BEA
        person.chooses = None
        with pytest.raises(NothingChosen):
            await connection.find("amara.osei@example.com")
    assert [sorted(ids) for ids in person.shown] == [[people.AMARA, people.BEA]] * 2


async def test_the_number_of_a_link_is_enough_where_it_can_mean_nobody_else(
    sandbox: RunningSandbox,
) -> None:
    async with connected(sandbox, Person()) as connection:
        assert (await connection.find("501234567")).id == people.AMARA


async def test_digits_that_could_mean_somebody_else_are_asked_about() -> None:
    """Some ids are made of digits only; the same digits may be the number of another's link."""
    digits = people.candidate(1, "Juno", "Ferreira-Holt", id="501234567")
    person = Person()
    with running_sandbox(people.small_world(digits)) as sandbox:
        async with connected(sandbox, person) as connection:
            with pytest.raises(NothingChosen):
                await connection.find("501234567")
            person.agrees = True
            assert (await connection.find("501234567")).get("firstname") == "Juno"
    assert person.shown == [("501234567",)] * 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1de0aaaa", NobodyFound),
        ("nobody@example.com", NobodyFound),
        ("Amara", BadReference),
        (LINK.replace("harbourworks", "acme"), BadReference),
    ],
)
async def test_what_leads_nowhere_is_told(
    sandbox: RunningSandbox, text: str, kind: type[BadReference]
) -> None:
    async with connected(sandbox, Person()) as connection:
        with pytest.raises(kind):
            await connection.find(text)
