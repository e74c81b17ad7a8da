"""The program that is killed: a person at work on a shelf, with every promise written down.

`work` types, keeps, sends, stages files, lets old things expire and erases, all from a seed. It
appends to a log what was typed and what is certain by then to be on the disk; the log needs no
disk of its own, since a kill takes no page from the system's memory.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import hashlib
import json
import os
import random
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any, Final

from gui.errors import NotKept
from gui.model import edits
from gui.model.effects import SendEffect
from gui.model.journal import JournalEntry, KeptFile
from gui.model.merge import Collision
from gui.model.record import Record
from gui.model.values import FileUpload, Place, entries, words
from gui.paths import Profile
from gui.services.attachments import Attachments
from gui.services.desk import Desk
from gui.services.draft_writer import Rhythm
from gui.services.keeping import Keeper
from gui.services.notices import Notices
from gui.services.sending import Sending, Settled
from gui.services.session import Session
from gui.services.storage.journal import Journal
from gui.services.storage.journal_rows import Query
from gui.services.storage.store import Store
from gui.services.tasks import Tasks
from tests.soak.shelf import Shelf

JOBS: Final = "experience_entries"
PEOPLE: Final = ("a1", "b2", "c3")
ERASED: Final = "e5"
ACCOUNT: Final = "kills"


class Log:
    """What was typed and what was promised, in the order of time."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(self, what: str, **more: Any) -> None:
        os.write(self._file, (json.dumps({"what": what, **more}) + "\n").encode())

    @staticmethod
    def read(file: Path) -> list[dict[str, Any]]:
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


class Agrees:
    """A person who says yes; collisions cannot be, since nobody else writes."""

    async def settle(
        self, session: Session, theirs: Record, collisions: tuple[Collision, ...]
    ) -> Sequence[Settled] | None:
        raise AssertionError(f"a collision with nobody: {collisions}")

    async def confirm(
        self, session: Session, stored: Record, effects: tuple[SendEffect, ...]
    ) -> bool:
        return True


class Program:
    """One run: the services of the program over a folder."""

    def __init__(self, folder: Path) -> None:
        self.failures: list[BaseException] = []
        self.shelf = Shelf(folder / "shelf.json")
        self.notices = Notices()
        self.tasks = Tasks(lambda _name, error: self.failures.append(error))
        self.attachments = Attachments()
        self.profile = Profile.at(folder / "profile")
        self.store = Store(self.profile, self.notices, bytes_of=self.attachments.bytes_of)
        self.keeper = Keeper(
            self.store,
            self.attachments,
            self.tasks,
            self.notices,
            files=self.shelf,
            rhythm=Rhythm(pause=0.001, latest=0.002, gap=0.001, retry=0.005, patience=9.0),
        )
        self.desk = Desk(self.shelf, self.tasks, self.notices, drafts=self.keeper)
        self.keeper.watch(self.desk)
        self.desk.use_account(ACCOUNT)
        self.sending = Sending(
            self.shelf,
            Agrees(),
            self.tasks,
            self.notices,
            bytes_of=self.attachments.bytes_of,
            recorder=self.keeper.recorder,
        )

    async def opened(self, candidate_id: str) -> Session:
        self.desk.open(candidate_id)
        await self.tasks.settled("open")
        session = self.desk.session
        assert session is not None
        assert session.record_id == candidate_id
        return session

    async def sent(self, session: Session) -> None:
        self.sending.send(session)
        await self.sending.settled(session)

    async def kept(self) -> None:
        """Returns when everything typed is on the disk, however long that takes."""
        for _turn in range(2000):
            if await self.keeper.flush() and not self.store.journal.is_behind:
                return
            await asyncio.sleep(0.005)
        raise AssertionError("it never was on the disk")


@contextlib.asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Program]:
    """A start of the program and an orderly end."""
    program = Program(folder)
    await program.keeper.start()
    yield program
    await program.kept()
    await program.keeper.aclose()
    await program.tasks.aclose()
    program.store.close()
    if program.failures:
        raise program.failures[0]


class Typist:
    """Types things that nobody else types: every edit has a number of its own."""

    def __init__(self, log: Log, rng: random.Random) -> None:
        self._log = log
        self._rng = rng
        self._number = 0

    async def type(self, program: Program, session: Session, kind: str = "") -> None:
        self._number += 1
        mark = f"m{self._number}"
        kind = kind or self._rng.choice(("phone", "headline", "tag", "job", "company", "resume"))
        here = entries(session.value(JOBS))
        match kind:
            case "phone" | "headline":
                session.edit(lambda draft: edits.set_value(draft, kind, mark, typing=True))
            case "tag":
                session.edit(lambda draft: edits.add_words(draft, "tags", [mark]))
            case "job":
                session.edit(lambda draft: edits.add_entry(draft, JOBS, {"title": mark}))
            case "company" if here:
                place = Place(JOBS, self._rng.choice(here).ref, "company")
                session.edit(lambda draft: edits.set_entry_field(draft, place, mark))
            case _:
                data = f"%PDF-1.4 {mark}\n%%EOF\n".encode()
                upload = FileUpload(
                    f"{mark}.pdf", len(data), hashlib.sha256(data).hexdigest(), "application/pdf"
                )
                assert program.attachments.restore(upload, data)
                session.edit(lambda draft: edits.set_upload(draft, "resume", upload))
        say_state(self._log, session)

    def rename(self, session: Session) -> None:
        """Gives the first job another title, or adds one."""
        self._number += 1
        mark = f"m{self._number}"
        here = entries(session.value(JOBS))
        if here:
            place = Place(JOBS, here[0].ref, "title")
            session.edit(lambda draft: edits.set_entry_field(draft, place, mark))
        else:
            session.edit(lambda draft: edits.add_entry(draft, JOBS, {"title": mark}))
        say_state(self._log, session)


def say_state(log: Log, session: Session) -> None:
    """In the same breath as the edit: nothing of it can be on the disk before this is said."""
    log.say("state", id=session.record_id, marks=marks_of(session.current))


def marks_of(record: Record) -> dict[str, Any]:
    """What a record says, in the form in which promises are written down and compared."""
    resume = record.get("resume")
    return {
        "phone": record.get("phone") or None,  # null and empty are one
        "headline": record.get("headline") or None,
        "tags": list(words(record.get("tags"))),
        "jobs": [[job.text("title"), job.text("company")] for job in entries(record.get(JOBS))],
        "resume": resume.name if isinstance(resume, FileUpload) else None,
    }


def say_what_is_journaled(log: Log, journal: Journal) -> None:
    """From now on it is said of each entry and each replaced file when it is on the disk."""
    record, keep_file = journal.record, journal.keep_file

    async def recorded(entry: JournalEntry) -> None:
        await record(entry)
        if entry.candidate_id != ERASED:
            log.say("journaled", number=entry.number, outcome=entry.outcome.value)

    async def kept(name: str, data: bytes) -> KeptFile:
        file = await keep_file(name, data)
        log.say("file kept", digest=file.digest)
        return file

    journal.record = recorded  # type: ignore[method-assign]
    journal.keep_file = kept  # type: ignore[method-assign]


async def work(folder: Path, seed: int, rounds: int = 12) -> None:
    """A while of work, in two starts of the program."""
    rng = random.Random(seed)
    log = Log(folder / "log.jsonl")
    typist = Typist(log, rng)
    for _start in range(2):
        async with running(folder) as program:
            say_what_is_journaled(log, program.store.journal)
            for _round in range(rounds):
                await _one_thing(program, typist, rng, log)


async def first_day(folder: Path) -> None:
    """From the first start to the journal, with everything in between that is written: drafts,
    staged files, a send that is typed over, a replaced file, an erased person."""
    rng = random.Random(0)
    log = Log(folder / "log.jsonl")
    typist = Typist(log, rng)
    async with running(folder) as program:
        say_what_is_journaled(log, program.store.journal)
        session = await program.opened(PEOPLE[0])
        for kind in ("phone", "job", "resume"):
            await typist.type(program, session, kind)
            await promise(program, log)
        await _send(program, session, log)
        await typist.type(program, session, "resume")
        typist.rename(session)
        program.shelf.meanwhile = functools.partial(_goes_on, program, typist, session, log)
        await _send(program, session, log)
        program.shelf.meanwhile = None
        with contextlib.suppress(NotKept):
            await _erase(program, log)
        await typist.type(program, await program.opened(PEOPLE[1]), "tag")
        await promise(program, log)


async def _send(program: Program, session: Session, log: Log) -> None:
    log.say("sends", id=session.record_id)
    await program.sent(session)
    await promise(program, log)


async def _one_thing(program: Program, typist: Typist, rng: random.Random, log: Log) -> None:
    session = program.desk.session or await program.opened(PEOPLE[0])
    match rng.choice(
        ("type", "type", "type", "keep", "keep", "send", "busy send", "switch", "undo", "rest")
    ):
        case "type":
            await typist.type(program, session)
        case "keep":
            await promise(program, log)
        case "send":
            await _send(program, session, log)
        case "busy send":
            program.shelf.meanwhile = functools.partial(_goes_on, program, typist, session, log)
            await _send(program, session, log)
            program.shelf.meanwhile = None
        case "switch":
            await program.opened(rng.choice(PEOPLE))
        case "undo":
            session.undo()
            say_state(log, session)
        case "rest":
            with contextlib.suppress(NotKept):  # told, and nothing more is promised then
                await _housekeeping(program, rng, log)


async def _goes_on(program: Program, typist: Typist, session: Session, log: Log) -> None:
    """While it is being sent, what went out is typed over and kept: the next draft."""
    typist.rename(session)
    await promise(program, log)


async def promise(program: Program, log: Log) -> None:
    """Everything typed is on the disk; from here on it may not get lost any more."""
    states = {session.record_id: marks_of(session.current) for session in _open(program)}
    sending = program.sending.is_busy
    await program.kept()
    log.say("promises", states=states, sending=sending)


def _open(program: Program) -> tuple[Session, ...]:
    return tuple(program.desk.sessions.values())


async def _housekeeping(program: Program, rng: random.Random, log: Log) -> None:
    match rng.randrange(3):
        case 0:
            await program.store.journal.expire()
        case 1:
            await program.store.journal.search(Query(words="m1"))
        case _:
            await _erase(program, log)


async def _erase(program: Program, log: Log) -> None:
    """Writes about a person and erases them; `NotKept` where that was told."""
    entry = program.store.journal.new_entry(
        ACCOUNT, ERASED, "Erased Person", before={}, sent={"phone": "erased-mark"}
    )
    log.say("erases")
    with contextlib.suppress(NotKept):
        await program.store.journal.record(entry)
    await program.store.journal.catch_up()
    await program.keeper.erase_person(ACCOUNT, ERASED)
    log.say("erased")
