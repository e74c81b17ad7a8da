"""The members of an account: all pages, each once, those who left apart."""

from __future__ import annotations

import pytest

from gui.errors import NotAllowed
from gui.workable.wire import Member, member_from_json
from tests.helpers.sandbox import running_sandbox
from tests.workable.test_against_sandbox import client_of
from tests.workable.wire_server import answer, connected, in_turn, serving


async def test_the_sandbox_s_members_are_read() -> None:
    with running_sandbox() as running:
        async with client_of(running) as client:
            members = await client.members()
    assert [(member.id, member.name) for member in members] == [
        ("28ef73", "Ines Kaltenberg"),
        ("28ef7c", "Rafe Oduya"),
    ]


async def test_a_token_without_the_right_to_jobs_reads_none() -> None:
    with running_sandbox() as running:
        async with client_of(running, running.token_named("no-jobs")) as client:
            with pytest.raises(NotAllowed):
                await client.members()


async def test_they_come_from_all_pages_and_once() -> None:
    async with serving() as server, connected(server) as client:
        first = {
            "members": [{"id": "1", "name": "Ines"}, {"name": "no id"}],
            "paging": {"next": f"{server.base_url}/members?since_id=1&limit=100"},
        }
        second = {"members": [{"id": "1", "name": "Ines"}, {"id": "2", "name": "Rafe"}]}
        server.on("/members", in_turn(answer(first), answer(second)))
        assert [member.name for member in await client.members()] == ["Ines", "Rafe"]


@pytest.mark.parametrize(
    ("item", "member"),
    [
        ({"id": "1", "name": "Ines", "email": "i@x.com"}, Member("1", "Ines", "i@x.com")),
        ({"id": "1", "email": "i@x.com"}, Member("1", "i@x.com", "i@x.com")),
        ({"id": "1"}, Member("1", "1")),
        ({"id": "1", "name": "Ines", "active": False}, None),
        ({"name": "Ines"}, None),
        ("Ines", None),
        (None, None),
    ],
)
def test_only_what_a_comment_can_be_left_in_the_name_of(item: object, member: Member) -> None:
    assert member_from_json(item) == member
