"""The event loop: what is cancelled is gone, and what is to come comes in its order."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import weakref

import pytest
from PySide6.QtCore import QCoreApplication

from gui.services.loop import AppLoop


class Something:
    """What a callback leads to."""

    def act(self) -> None:
        raise AssertionError("it was cancelled")


async def test_a_cancelled_callback_holds_nothing_any_more(qapp: QCoreApplication) -> None:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, AppLoop)
    something = Something()
    seen = weakref.ref(something)
    handle = loop.call_later(60, something.act)
    later = weakref.ref(handle)
    handle.cancel()
    handle.cancel()
    del something, handle
    gc.collect()
    assert seen() is None
    assert later() is None


async def test_the_limits_of_what_is_over_are_gone(qapp: QCoreApplication) -> None:
    something = Something()
    seen = weakref.ref(something)

    async def limited(_held: Something) -> None:
        async with asyncio.timeout(60):
            await asyncio.sleep(0)

    await asyncio.get_running_loop().create_task(limited(something))
    del something
    await asyncio.sleep(0)
    gc.collect()
    assert seen() is None


async def test_callbacks_come_in_their_order_and_cancelled_ones_do_not(
    qapp: QCoreApplication,
) -> None:
    loop = asyncio.get_running_loop()
    called: list[str] = []
    loop.call_later(0.02, called.append, "late")
    for name in "abc":
        loop.call_soon(called.append, name)
    loop.call_soon(called.append, "never").cancel()
    never = loop.call_later(0.001, called.append, "never")
    loop.call_soon(never.cancel)
    await asyncio.sleep(0.04)
    assert called == ["a", "b", "c", "late"]


def test_what_is_left_at_the_end_is_not_called(qapp: QCoreApplication) -> None:
    called: list[str] = []
    with asyncio.Runner(loop_factory=lambda: AppLoop(qapp)) as runner:

        async def main() -> asyncio.Handle:
            return asyncio.get_running_loop().call_later(0.001, called.append, "too late")

        handle = runner.run(main())
        loop = runner.get_loop()
    handle.cancel()
    loop.call_later(0, called.append, "much too late")
    qapp.processEvents()
    assert called == []


@pytest.mark.skipif(os.name != "posix", reason="there are no such signals")
async def test_a_signal_of_the_system_is_heard(qapp: QCoreApplication) -> None:
    """With it the system asks a program to end."""
    loop = asyncio.get_running_loop()
    heard = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, heard.set)
    try:
        os.kill(os.getpid(), signal.SIGUSR1)
        async with asyncio.timeout(5):
            await heard.wait()
    finally:
        loop.remove_signal_handler(signal.SIGUSR1)
