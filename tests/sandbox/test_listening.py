"""The listener alone: taking connections, and ending without losing sight of one."""

from __future__ import annotations

import asyncio
import contextlib
import socket

import pytest
from starlette.responses import PlainTextResponse

from gui.sandbox.listening import HOST, Listener


@pytest.mark.parametrize("turns", range(5))
async def test_a_connection_that_comes_while_it_closes_is_closed(turns: int) -> None:
    """At whatever turn: one that was left open would be found by the harness."""
    listener = Listener(PlainTextResponse("here"))
    await listener.open()
    with socket.socket() as caller:
        caller.connect((HOST, listener.port))
        for _turn in range(turns):
            await asyncio.sleep(0)
        await listener.close()
        assert not listener.is_open
        caller.settimeout(5)
        with contextlib.suppress(ConnectionResetError):
            assert caller.recv(1) == b""  # an end, or a reset


async def test_it_opens_again_at_the_same_port() -> None:
    listener = Listener(PlainTextResponse("here"))
    await listener.open()
    port = listener.port
    await listener.close()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(HOST, port)
    await listener.open()
    assert listener.port == port
    await listener.close()
