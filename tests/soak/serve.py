"""The model server as a process of its own, for programs that are measured or searched.

    echo '{"token": "…", "rate": 0.3}' | python -m tests.soak.serve

reads one line of options, tells its addresses in one line, serves until its standard input ends,
and tells in one last line what it saw. The token comes by the pipe, never by a command line.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.soak.faults import READ_FAULTS, WRITE_FAULTS, Fault
from tests.soak.front import Calm, Front
from tests.soak.invent import Invention
from tests.soak.model_server import ModelServer, Trap
from tests.soak.service import REQUIRED, Manner, Request, Service

ROOT: Final = Path(__file__).parents[2]


class _Rough(Calm):
    """Faults at a rate, those that wait for ever left out where time is short."""

    def __init__(self, rate: float, names: list[str], seed: str) -> None:
        self._rate = rate
        self._names = names
        self._rng = random.Random(seed)

    def fault(self, request: Request) -> Fault | None:
        if self._rng.random() >= self._rate:
            return None
        kinds = READ_FAULTS if request.method == "GET" else WRITE_FAULTS
        fitting = [fault for fault in kinds if not self._names or fault.name in self._names]
        return self._rng.choice(fitting) if fitting else None


def _whole(doc: dict[str, Any]) -> dict[str, Any]:
    """A record of which every list can be sent as it is."""
    for key, needed in REQUIRED.items():
        doc[key] = [{**entry, needed: entry[needed] or "Filled in"} for entry in doc[key]]
    return doc


async def _serve(options: dict[str, Any]) -> None:
    seed = str(options.get("seed", "serve"))
    said = Invention(random.Random(seed), "s")
    ids = [f"1de0{number:04x}" for number in range(int(options.get("people", 1)))]
    docs = [_whole(said.record(each)) for each in ids]
    service = Service(docs, Manner(), seed=seed)
    script = _Rough(float(options.get("rate", 0.0)), list(options.get("faults", [])), seed)
    token: str = options["token"]
    loop = asyncio.get_running_loop()
    front = Front(service, script, token=token, seed=seed, clock=loop.time)
    front.forgets = bool(options.get("forgets"))
    async with Trap().listening() as trap:
        server = ModelServer(front, trap)
        await server.up()
        print(json.dumps({"url": server.base_url, "trap": trap.origin}), flush=True)
        await loop.run_in_executor(None, sys.stdin.read)
        await server.aclose()
        elsewhere = sum(token.encode() in head for head in trap.seen)
    seen = {"requests": front.requests, "faults": dict(front.met)}
    print(json.dumps({**seen, "trap": len(trap.seen), "token_in_trap": elsewhere}), flush=True)


@dataclass
class Served:
    """A running server: its address, that of the trap, and afterwards what it saw."""

    url: str
    trap: str
    token: str
    saw: dict[str, Any] = field(default_factory=dict)


@contextlib.contextmanager
def served(**options: Any) -> Iterator[Served]:
    """A server in another process; `saw` is filled when the block ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.soak.serve"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(options) + "\n")
        process.stdin.flush()
        told = json.loads(process.stdout.readline())
        running = Served(told["url"], told["trap"], options["token"])
        try:
            yield running
        finally:
            process.stdin.close()
            running.saw.update(json.loads(process.stdout.readline() or "{}"))


if __name__ == "__main__":
    asyncio.run(_serve(json.loads(sys.stdin.readline())))
