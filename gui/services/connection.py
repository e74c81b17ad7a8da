"""The connection to one account: its client, and the check of a token before there is one.

Adapts the client to what the desk and the send ask for. Where a search leads to several people,
or to one who may be somebody else, the person decides (API §3.3, §3.4). Stays away from where
tokens are kept and from which account is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from gui.errors import BadReference, RedlineError
from gui.i18n import _
from gui.model.record import Record
from gui.secret import Secret
from gui.workable.body import Body
from gui.workable.client import PatchAnswer, WorkableClient
from gui.workable.endpoint import Endpoint
from gui.workable.find import Nobody, Several, find_candidates
from gui.workable.pace import Pace
from gui.workable.reference import parse_reference
from gui.workable.wire import RowSummary

if TYPE_CHECKING:
    from gui.workable.transport import Limits


class NobodyFound(BadReference):
    """There is no candidate by what was typed."""


class NothingChosen(RedlineError):
    """The person chose none of what was found; there is nothing to tell them."""


class Choices(Protocol):
    """What only the person can decide after a search; done by the views."""

    async def choose(self, rows: tuple[RowSummary, ...]) -> str | None:
        """The id of the record to open, of one person's several; None for none of them."""

    async def confirm(self, record: Record) -> bool:
        """Whether this is who was meant: the digits given could also mean somebody else."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a token proved able to do, and who was asked.

    `subdomain` and `name` are the account's as the service tells them; empty where it does not.
    Whether candidates can be changed is not to be known before a first send (API §2.3).
    """

    host: str
    subdomain: str
    name: str
    reads_account: bool
    reads_jobs: bool
    reads_candidates: bool

    @property
    def is_usable(self) -> bool:
        """Whether candidates can be opened at all."""
        return self.reads_candidates


class Connection:
    """An account that is connected to: a `desk.Reader` and a `send.Service`.

    Made by `open`; nothing is sent by that. `client` is there for who reads lists.
    """

    def __init__(self, client: WorkableClient, choices: Choices) -> None:
        self.client = client
        self._choices = choices

    @classmethod
    async def open(
        cls,
        endpoint: Endpoint,
        token: Secret,
        *,
        choices: Choices,
        requests: int | None = None,
        limits: Limits | None = None,
        read_only: bool = False,
    ) -> Connection:
        """Prepares the client of an account, certificates in a thread.

        With `read_only` nothing is ever written by it (`SetByOrganisation`).
        `requests` in 10 seconds are sent at most; without it or for 0, what the service allows.
        `ConnectionFailed` where the environment stands in the way (reliability H28).
        """
        client = await _client(endpoint, token, requests, limits, read_only=read_only)
        return cls(client, choices)

    @property
    def endpoint(self) -> Endpoint:
        """Where the requests go."""
        return self.client.endpoint

    @property
    def pace(self) -> Pace:
        """The budget of requests, for the status bar."""
        return self.client.pace

    async def candidate(self, candidate_id: str) -> Record:
        """The record of that id as it is stored now."""
        return await self.client.candidate(candidate_id)

    async def patch(self, candidate_id: str, body: Body) -> PatchAnswer:
        """One PATCH, once."""
        return await self.client.patch(candidate_id, body)

    async def find(self, text: str) -> Record:
        """The record that an id, a profile link or an e-mail leads to.

        `BadReference` for what is none of these, `NobodyFound` where it leads nowhere,
        `NothingChosen` when the person was asked and wanted none.
        """
        reference = parse_reference(text, self.endpoint.subdomain)
        finding = await find_candidates(self.client, reference)
        if isinstance(finding, Nobody):
            raise NobodyFound(finding.sentence)
        if isinstance(finding, Several):
            chosen = await self._choices.choose(finding.rows)
            if chosen is None:
                raise _nothing_chosen()
            return await self.client.candidate(chosen)
        if not finding.certain and not await self._choices.confirm(finding.record):
            raise _nothing_chosen()
        return finding.record

    async def check(self) -> CheckResult:
        """What the token can read; see `check`."""
        return await _checked(self.client)

    async def aclose(self) -> None:
        """Closes the connections; requests under way fail."""
        await self.client.aclose()


async def check(endpoint: Endpoint, token: Secret, *, limits: Limits | None = None) -> CheckResult:
    """What a token can read, by three small reads; nothing is kept and nothing stays open.

    Raises where the token as such does not work: 401, another account's subdomain, no
    connection. A missing right is no error.
    """
    client = await _client(endpoint, token, None, limits)
    try:
        return await _checked(client)
    finally:
        await client.aclose()


async def _client(
    endpoint: Endpoint,
    token: Secret,
    requests: int | None,
    limits: Limits | None,
    *,
    read_only: bool = False,
) -> WorkableClient:
    pace = Pace(most=requests or None)
    return await WorkableClient.connect(endpoint, token, pace, limits=limits, read_only=read_only)


async def _checked(client: WorkableClient) -> CheckResult:
    access = await client.check()
    account = access.account
    return CheckResult(
        host=client.endpoint.host,
        subdomain=account.subdomain if account else client.endpoint.subdomain or "",
        name=account.name if account else "",
        reads_account=access.reads_account,
        reads_jobs=access.reads_jobs,
        reads_candidates=access.reads_candidates,
    )


def _nothing_chosen() -> NothingChosen:
    return NothingChosen(_("Nobody was opened."))
