"""The sandbox in a process of its own, so that only the editor is measured.

    python -m tests.bench.server

tells its address and token in one line of JSON, then answers each line of JSON on its standard
input with one: ``{"ask": "log"}``, ``"clear"``, ``{"ask": "switch", "name": …, "value": …}``;
serves until the input ends. Its people are those of the program's sandbox, and some with many
entries.
"""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from gui.sandbox.world import World, load_world
from tests.helpers.sandbox import running_sandbox

ROOT: Final = Path(__file__).parents[2]
ORDINARY: Final = "1de04059"
"""Amara: a full record with photo and resume."""
MANY: Final = {60: "fe000060", 300: "fe000300", 1000: "fe001000"}
"""Records with that many jobs."""
WITHOUT_FILES: Final = "fe000001"
"""Amara without resume and photo, for what is not about files."""


def world() -> World:
    """The program's people and those above."""
    found = load_world(ROOT / "resources" / "sandbox")
    amara = next(person for person in found.candidates if person["id"] == ORDINARY)
    job = amara["experience_entries"][0]
    more = []
    for count, record_id in ((1, WITHOUT_FILES), *MANY.items()):
        person = copy.deepcopy(amara)
        for key in ("resume_file", "photo_file"):
            person.pop(key, None)
        number = 900_000_000 + count
        person |= {
            "id": record_id,
            "number": number,
            "name": f"Amara {count}",
            "lastname": f"{count}",
        }
        person["email"] = f"amara.{count}@example.com"
        person["experience_entries"] = [
            {
                **job,
                "id": format(0xE0000000 + 10_000 * count + at, "x"),
                "title": f"Job {at} of {count}",
            }
            for at in range(count)
        ]
        more.append(person)
    people = sorted([*found.candidates, *more], key=lambda person: int(person["id"], 16))
    return replace(found, candidates=people)


@dataclass(slots=True)
class Server:
    """A running one."""

    url: str
    token: str
    subdomain: str
    _process: subprocess.Popen[str]

    def ask(self, what: str, **more: Any) -> Any:
        """One question, one answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"ask": what, **more}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    @property
    def environment(self) -> dict[str, str]:
        """What leads the program there."""
        return {"REDLINE_API_URL": self.url, "REDLINE_TOKEN": self.token}


@contextmanager
def serving() -> Iterator[Server]:
    """A server for the time of the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.server"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        try:
            yield Server(told["url"], told["token"], told["subdomain"], process)
        finally:
            process.stdin.close()


def main() -> None:
    with running_sandbox(world()) as sandbox:
        about = {"url": sandbox.base_url, "token": sandbox.token, "subdomain": sandbox.subdomain}
        print(json.dumps(about), flush=True)
        for line in sys.stdin:
            asked = json.loads(line)
            answer: Any = None
            if asked["ask"] == "log":
                answer = sandbox.log()
            elif asked["ask"] == "clear":
                sandbox.clear_log()
            elif asked["ask"] == "switch":
                sandbox.switch(asked["name"], asked["value"])
            print(json.dumps(answer, default=str), flush=True)


if __name__ == "__main__":
    main()
