"""Staging: from files as they lie on a disk to one step of a draft, or a sentence why not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from shiboken6 import Shiboken

from gui.errors import BadFile
from gui.model.draft import Draft
from gui.model.fileformats import MAX_FILE_SIZE, Role
from gui.model.record import Facts, Record
from gui.model.values import MISSING, FileUpload, LinkUpload, Place
from gui.services.attachments import Attachments
from gui.services.session import Session
from gui.services.staging import LOOK_SECONDS, MOST_FILES, Look, Staging
from tests.helpers import sample_files as sample

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


@dataclass
class Person:
    """Is asked which file, and remembers the questions."""

    answer: Callable[[tuple[Look, ...]], Look | None] = lambda looks: looks[0]
    asked: list[tuple[Role, tuple[str, ...]]] = field(default_factory=list)

    async def __call__(self, role: Role, looks: tuple[Look, ...]) -> Look | None:
        self.asked.append((role, tuple(look.name for look in looks)))
        return self.answer(looks)


class Told:
    """What a staging says."""

    def __init__(self, staging: Staging) -> None:
        self.staged: list[Role] = []
        self.refusals: list[tuple[Role | None, str]] = []
        staging.staged.connect(lambda _session, role: self.staged.append(role))
        staging.refused.connect(self._refused)

    def _refused(self, _session: Session, role: Role | None, error: BadFile) -> None:
        self.refusals.append((role, error.sentence))

    @property
    def refusal(self) -> str:
        ((_role, sentence),) = self.refusals
        return sentence


@pytest.fixture
def attachments() -> Attachments:
    return Attachments()


@pytest.fixture
def staging(attachments: Attachments) -> Staging:
    return Staging(attachments)


@pytest.fixture
def told(staging: Staging) -> Told:
    return Told(staging)


@pytest.fixture
def person() -> Person:
    return Person()


def session_of(*, anonymized: bool = False) -> Session:
    return Session(Draft(Record("1a2b", {"firstname": "Amara"}, Facts(anonymized=anonymized))))


@pytest.fixture
def session() -> Session:
    return session_of()


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


# --- one file -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "role"),
    [
        ("cv.pdf", sample.pdf(), Role.RESUME),
        ("cv.docx", sample.docx(), Role.RESUME),
        ("cv.doc", sample.doc(), Role.RESUME),
        ("cv.rtf", sample.rtf(), Role.RESUME),
        ("face.jpg", sample.picture("JPEG"), Role.PHOTO),
        ("face.png", sample.picture("PNG"), Role.PHOTO),
        ("face.gif", sample.picture("GIF"), Role.PHOTO),
    ],
)
async def test_a_file_goes_where_its_content_fits_as_one_step_of_undo(
    name: str,
    data: bytes,
    role: Role,
    tmp_path: Path,
    session: Session,
    staging: Staging,
    told: Told,
    person: Person,
    attachments: Attachments,
) -> None:
    await staging.stage_files(session, [put(tmp_path, name, data)], choose=person)
    upload = session.value(role.value)
    assert isinstance(upload, FileUpload)
    assert (upload.name, attachments.bytes_of(upload)) == (name, data)
    assert told.staged == [role]
    assert (told.refusals, person.asked) == ([], [])
    done, _undone = session.draft.steps
    assert [(step.place, step.typing) for step in done] == [(Place(role.value), False)]

    session.undo()
    assert not session.draft.is_dirty
    session.redo()
    assert session.value(role.value) == upload


async def test_what_is_staged_can_be_taken_off_again(
    tmp_path: Path, session: Session, staging: Staging, person: Person
) -> None:
    await staging.stage_files(session, [put(tmp_path, "cv.pdf", sample.pdf())], choose=person)
    staging.take_off(session, Role.RESUME)
    assert session.value("resume") is MISSING
    assert not session.draft.is_dirty
    session.undo()
    assert isinstance(session.value("resume"), FileUpload)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("cv.pdf", b"", "the file is empty"),
        ("cv.pdf", sample.pdf().ljust(MAX_FILE_SIZE + 1, b"%"), "5,242,881 bytes are more than"),
        ("face.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        ("cv.pages", sample.archive("Index/Document.iwa"), "an Apple Pages document"),
        ("cv.pdf", b"MZ\x90\0" + bytes(600), "a program"),
    ],
)
async def test_what_is_not_accepted_is_told_and_changes_nothing(
    name: str,
    data: bytes,
    sentence: str,
    tmp_path: Path,
    session: Session,
    staging: Staging,
    told: Told,
    person: Person,
) -> None:
    await staging.stage_files(session, [put(tmp_path, name, data)], choose=person)
    assert sentence in told.refusal
    assert name in told.refusal
    assert not session.draft.is_dirty
    assert not session.draft.can_undo


@posix_only
async def test_what_is_no_ordinary_file_is_told_and_does_not_block(
    tmp_path: Path, session: Session, staging: Staging, told: Told, person: Person
) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "link.pdf").symlink_to(put(tmp_path, "cv.pdf", sample.pdf()))
    for name, reason in (
        ("pipe.pdf", "not an ordinary file"),
        ("folder.pdf", "is a folder"),
        ("link.pdf", "is a link"),
        ("gone.pdf", "is not there"),
    ):
        told.refusals.clear()
        await staging.stage_files(session, [tmp_path / name], choose=person)
        assert reason in told.refusal
    assert not session.draft.is_dirty


async def test_a_picture_named_pdf_is_a_photo_and_says_so(
    tmp_path: Path,
    session: Session,
    staging: Staging,
    person: Person,
    attachments: Attachments,
) -> None:
    path = put(tmp_path, "cv.pdf", sample.picture("PNG"))
    await staging.stage_files(session, [path], choose=person)
    upload = session.value("image")
    assert isinstance(upload, FileUpload)
    assert upload.name == "cv.png"
    assert attachments.verdict_of(upload).notes == ("The name ends in .pdf, but this is PNG.",)


async def test_a_photo_chosen_as_resume_is_refused(
    tmp_path: Path, session: Session, staging: Staging, told: Told, person: Person
) -> None:
    path = put(tmp_path, "face.png", sample.picture("PNG"))
    await staging.stage_files(session, [path], role=Role.RESUME, choose=person)
    assert told.refusals[0][0] is Role.RESUME
    assert "cannot be a resume" in told.refusal
    assert not session.draft.is_dirty


# --- several files ------------------------------------------------------------------------------


async def test_a_resume_and_a_photo_dropped_together_are_both_staged(
    tmp_path: Path, session: Session, staging: Staging, told: Told, person: Person
) -> None:
    paths = [
        put(tmp_path, "face.jpg", sample.picture("JPEG")),
        put(tmp_path, "cv.pdf", sample.pdf()),
    ]
    await staging.stage_files(session, paths, choose=person)
    assert sorted(told.staged, key=str) == sorted(Role, key=str)
    assert person.asked == []
    session.undo()
    assert session.draft.count == 1


async def test_of_two_resumes_the_person_chooses_one(
    tmp_path: Path, session: Session, staging: Staging, person: Person
) -> None:
    paths = [put(tmp_path, "old.pdf", sample.pdf()), put(tmp_path, "new.docx", sample.docx())]
    person.answer = lambda looks: looks[1]
    await staging.stage_files(session, paths, choose=person)
    assert person.asked == [(Role.RESUME, ("old.pdf", "new.docx"))]
    upload = session.value("resume")
    assert isinstance(upload, FileUpload)
    assert upload.name == "new.docx"


async def test_choosing_none_of_them_changes_nothing(
    tmp_path: Path, session: Session, staging: Staging, person: Person
) -> None:
    paths = [put(tmp_path, f"{n}.pdf", sample.pdf()) for n in range(2)]
    person.answer = lambda looks: None
    await staging.stage_files(session, paths, choose=person)
    assert not session.draft.is_dirty


async def test_one_bad_file_does_not_stop_the_good_one(
    tmp_path: Path, session: Session, staging: Staging, told: Told, person: Person
) -> None:
    paths = [put(tmp_path, "notes.txt", b"hello"), put(tmp_path, "cv.pdf", sample.pdf())]
    await staging.stage_files(session, paths, choose=person)
    assert told.staged == [Role.RESUME]
    assert "notes.txt" in told.refusal


async def test_a_heap_of_files_is_refused_unread(
    tmp_path: Path, session: Session, staging: Staging, told: Told, person: Person
) -> None:
    paths = [tmp_path / f"{n}.pdf" for n in range(MOST_FILES + 1)]
    await staging.stage_files(session, paths, choose=person)
    assert told.refusal.startswith("9 files are too many at once.")


# --- by address ---------------------------------------------------------------------------------


async def test_dropped_files_on_other_computers_are_refused_and_ours_is_taken(
    tmp_path: Path, session: Session, staging: Staging, told: Told, person: Person
) -> None:
    here = put(tmp_path, "Amara's CV 50%.pdf", sample.pdf()).as_uri()
    urls = ["file://fileserver/share/cv.pdf", here, "ftp://example.com/cv.pdf"]
    await staging.stage_dropped(session, urls, choose=person)
    assert told.staged == [Role.RESUME]
    assert len(told.refusals) == 1, "all of them at once: the last would hide the others"
    _role, sentence = told.refusals[0]
    assert "another computer, “fileserver”" in sentence
    assert "not “ftp”" in sentence


@pytest.mark.parametrize("tail", ["a%2Fb.pdf", "a%00.pdf", "a.pdf#page", "a.pdf?x", "a%zz.pdf"])
async def test_addresses_that_can_be_read_in_two_ways_are_refused(
    tail: str, tmp_path: Path, session: Session, staging: Staging, told: Told, person: Person
) -> None:
    await staging.stage_dropped(session, [f"{tmp_path.as_uri()}/{tail}"], choose=person)
    assert "more than one way" in told.refusal


# --- bytes and links ----------------------------------------------------------------------------


async def test_a_pasted_picture_becomes_the_photo(session: Session, staging: Staging) -> None:
    await staging.stage_bytes(session, "pasted picture", sample.picture("PNG"))
    upload = session.value("image")
    assert isinstance(upload, FileUpload)
    assert (upload.name, upload.media) == ("pasted picture.png", "image/png")


async def test_pasted_bytes_that_are_no_picture_are_refused(
    session: Session, staging: Staging, told: Told
) -> None:
    await staging.stage_bytes(session, "pasted picture", b"nothing of the kind")
    assert "Not accepted" in told.refusal


def test_a_link_is_staged_with_its_source_where_it_is_a_photo(
    session: Session, staging: Staging, told: Told
) -> None:
    url = "https://cdn.example.com/amara.jpg"
    staging.stage_link(session, Role.PHOTO, url, source="linkedin")
    assert session.value("image") == LinkUpload(url, "linkedin")
    staging.stage_link(session, Role.RESUME, url, source="linkedin")
    assert session.value("resume") == LinkUpload(url)
    assert told.staged == [Role.PHOTO, Role.RESUME]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://a@b.com/x"])
def test_other_links_are_refused(url: str, session: Session, staging: Staging, told: Told) -> None:
    staging.stage_link(session, Role.RESUME, url)
    assert "not a web address" in told.refusal
    assert not session.draft.is_dirty


async def test_the_source_of_a_staged_photo_is_a_step_of_its_own(
    session: Session, staging: Staging
) -> None:
    await staging.stage_bytes(session, "face", sample.picture("PNG"))
    staging.set_source(session, "xing")
    upload = session.value("image")
    assert isinstance(upload, FileUpload)
    assert upload.source == "xing"
    session.undo()
    upload = session.value("image")
    assert isinstance(upload, FileUpload)
    assert upload.source is None


async def test_the_position_is_removed_as_a_step_that_can_be_undone(
    session: Session, staging: Staging, attachments: Attachments
) -> None:
    await staging.stage_bytes(session, "face.jpg", sample.picture("JPEG", located=True))
    located = session.value("image")
    assert isinstance(located, FileUpload)
    assert attachments.verdict_of(located).notes == ("The photo tells where it was taken.",)
    staging.set_source(session, "xing")

    await staging.remove_position(session)
    clean = session.value("image")
    assert isinstance(clean, FileUpload)
    assert attachments.verdict_of(clean).notes == ()
    assert b"Camera" not in attachments.bytes_of(clean)
    assert (clean.name, clean.source) == ("face.jpg", "xing")
    session.undo()
    upload = session.value("image")
    assert isinstance(upload, FileUpload)
    assert upload.digest == located.digest


# --- whose file ---------------------------------------------------------------------------------


async def test_an_anonymised_record_takes_nothing(
    tmp_path: Path, staging: Staging, told: Told, person: Person
) -> None:
    session = session_of(anonymized=True)
    await staging.stage_files(session, [put(tmp_path, "cv.pdf", sample.pdf())], choose=person)
    assert "anonymised" in told.refusal
    assert not session.draft.is_dirty


async def test_a_candidate_that_was_closed_meanwhile_is_told(
    tmp_path: Path, session: Session, staging: Staging, told: Told, person: Person
) -> None:
    path = put(tmp_path, "cv.pdf", sample.pdf())

    async def choose_and_close(_role: Role, looks: tuple[Look, ...]) -> Look | None:
        Shiboken.delete(session)
        return looks[0]

    await staging.stage_files(
        session, [path, put(tmp_path, "b.pdf", sample.pdf())], choose=choose_and_close
    )
    assert "closed before the file was read" in told.refusal


# --- before the drop ----------------------------------------------------------------------------


async def test_the_verdict_before_the_drop(tmp_path: Path, staging: Staging) -> None:
    look = await staging.look_at(put(tmp_path, "cv.pdf", sample.rtf()))
    assert (look.name, look.role) == ("cv.pdf", Role.RESUME)
    assert look.sentence == f"RTF, {len(sample.rtf())} bytes — Resume"
    look = await staging.look_at(put(tmp_path, "x.pages", sample.archive("index.xml")))
    assert look.role is None
    assert "Apple Pages" in look.sentence
    look = await staging.look_at_dropped("file://host/cv.pdf")
    assert look.role is None
    assert "another computer" in look.sentence


async def test_a_drag_that_comes_back_is_not_read_again_at_once(
    tmp_path: Path, attachments: Attachments
) -> None:
    now = [0.0]
    staging = Staging(attachments, clock=lambda: now[0])
    path = put(tmp_path, "cv.pdf", sample.pdf())
    assert (await staging.look_at(path)).role is Role.RESUME
    path.write_bytes(b"something else")
    assert (await staging.look_at(path)).role is Role.RESUME
    now[0] = LOOK_SECONDS
    assert (await staging.look_at(path)).role is None
    path.write_bytes(sample.picture("PNG"))
    staging.forget_looks()
    assert (await staging.look_at(path)).role is Role.PHOTO


async def test_what_is_staged_is_what_lay_there_at_the_drop_not_at_the_look(
    tmp_path: Path, session: Session, staging: Staging, told: Told, person: Person
) -> None:
    path = put(tmp_path, "cv.pdf", sample.pdf())
    await staging.look_at(path)
    path.write_bytes(b"")
    await staging.stage_files(session, [path], choose=person)
    assert "empty" in told.refusal
