"""The main window as it can look: one scene each for `tests/helpers/gallery.py`.

A scene leaves the window as its name says and gives it back.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from gui.model import edits
from gui.model.draft import Draft
from gui.model.fields import Tab
from gui.model.record import Facts
from gui.model.values import Place, entries
from gui.services.notices import Notice, Offer, Tone
from gui.services.session import Session
from gui.views.panels.side import Side
from tests.helpers import sample_files as sample
from tests.helpers.form import amara, tomasz
from tests.helpers.program import Hands
from tests.helpers.wait import until
from tests.helpers.widgets import drag_away, drag_over

AMARA: Final = "1de04059"
ANONYMIZED: Final = "1de00fa6"
JOBS, SCHOOLS, SOCIALS = "experience_entries", "education_entries", "social_profiles"


@dataclass(frozen=True)
class Stage:
    """The program and a folder of its own for files that are brought in."""

    hands: Hands
    folder: Path

    @property
    def session(self) -> Session:
        return self.hands.session

    @property
    def window(self) -> QWidget:
        return self.hands.window

    def ref(self, key: str, at: int) -> str:
        """The name of an entry by its place in the list."""
        return entries(self.session.value(key))[at].ref

    def set(self, key: str, value: str) -> None:
        """An edit of one field."""
        self.session.edit(lambda draft: edits.set_value(draft, key, value))

    def file(self, name: str, data: bytes) -> QMimeData:
        """A file as it is dragged or pasted."""
        path = self.folder / name
        path.write_bytes(data)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        return mime


Scene = Callable[[Stage], Awaitable[QWidget]]


async def nobody_open(stage: Stage) -> QWidget:
    stage.hands.window.show_session(None)
    return stage.window


async def welcome(stage: Stage) -> QWidget:
    stage.hands.window.show_welcome()
    return stage.window


async def loading(stage: Stage) -> QWidget:
    stage.hands.window.show_loading("Amara Osei-Lindqvist")
    return stage.window


async def trouble(stage: Stage) -> QWidget:
    offers = [Offer("Try again", lambda: None), Offer("Accounts…", lambda: None)]
    stage.hands.window.show_trouble("Not found", "No such record.", offers, detail="404")
    return stage.window


async def all_sent(stage: Stage) -> QWidget:
    """Nothing is changed any more; the journal has something to tell."""
    stage.hands.window.show_session(stage.session)
    stage.hands.window.show_side(Side.CHANGES)
    stage.hands.program.form.show_tab(Tab.PROFILE)
    stage.set("address", "15 Quay Lane, Gothenburg")
    stage.hands.press("Ctrl+S", stage.window)
    await stage.hands.sent()
    return stage.window


async def profile(stage: Stage) -> QWidget:
    """Changes, hints, proposals and a fault, with the changes beside them."""
    stage.set("lastname", "OSEI-LINDQVIST")
    stage.set("phone", "+46 31 555 01 99")
    stage.set("email", "amara.osei")
    stage.set("headline", " Analyst")
    stage.set("cover_letter", "<p>Dear all</p>")
    return stage.window


async def education(stage: Stage) -> QWidget:
    """One removed, one new without its school and open."""
    removed = Place(SCHOOLS, stage.ref(SCHOOLS, 0))
    stage.session.edit(lambda draft: edits.remove_entry(draft, removed))
    new = {"degree": "Diploma"}
    stage.session.edit(lambda draft: edits.add_entry(draft, SCHOOLS, new, at=0))
    stage.session.go_to(Place(SCHOOLS, stage.ref(SCHOOLS, 0), "degree"))
    return stage.window


async def experience(stage: Stage) -> QWidget:
    title = Place(JOBS, stage.ref(JOBS, 0), "title")
    stage.session.edit(lambda draft: edits.set_entry_field(draft, title, "SENIOR ANALYST"))
    stage.session.go_to(title)
    return stage.window


async def date_asked_about(stage: Stage) -> QWidget:
    """A date that could be one of two."""
    line = stage.hands.named("Start date", QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "03/04/2011")
    QTest.keyClick(line, Qt.Key.Key_Return)
    return stage.window


async def socials(stage: Stage) -> QWidget:
    fields = {"type": "github", "username": "amara", "url": "https://github.com/amara"}
    stage.session.edit(lambda draft: edits.add_entry(draft, SOCIALS, fields))
    stage.session.go_to(Place(SOCIALS, stage.ref(SOCIALS, 0), "username"))
    return stage.window


async def network_asked_for(stage: Stage) -> QWidget:
    """An address of no network that is known."""
    line = stage.hands.named("Add by URL", QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "https://example.org/amara")
    QTest.keyClick(line, Qt.Key.Key_Return)
    stage.hands.click("Show the networks it knows")
    return stage.window


async def tags(stage: Stage) -> QWidget:
    """One added, one removed, one that still stands in its line."""
    stage.session.edit(lambda draft: edits.add_words(draft, "tags", ["senior"]))
    stage.session.edit(lambda draft: edits.remove_word(draft, "tags", "gothenburg"))
    stage.hands.program.form.show_tab(Tab.TAGS)
    line = stage.hands.named("Add skill", QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "not added yet")
    stage.hands.named("Add tag", QLineEdit).setFocus()
    return stage.window


async def list_filtered(stage: Stage) -> QWidget:
    stage.hands.click("Filters", QToolButton)
    return stage.window


async def list_without_anybody(stage: Stage) -> QWidget:
    """Nobody is called like that."""
    line = stage.hands.named("Filter candidates", QLineEdit)
    QTest.keyClicks(line, "nobody at all")
    await until(lambda: not stage.hands.program.candidates.rows.rowCount(), what="nobody is left")
    return stage.window


async def bar_and_toast(stage: Stage) -> QWidget:
    stage.hands.named("Filter candidates", QLineEdit).clear()
    stage.hands.click("Filters", QToolButton)
    notices, offer = stage.hands.program.notices, Offer("Try now", lambda: None)
    notices.set_state("one", Notice("Offline. What you edit is kept.", Tone.WARNING, (offer,)))
    notices.set_state("two", Notice("There is a newer version.", Tone.INFO, (offer,)))
    again = Offer("Send again", lambda: None)
    notices.tell("The send failed.", Tone.ERROR, again, detail="Why, in many words.")
    return stage.window


async def all_changes(stage: Stage) -> QWidget:
    notices = stage.hands.program.notices
    notices.clear_state("one")
    notices.clear_state("two")
    stage.hands.window.toast.dismiss_error()
    stage.session.hold("phone", True)
    stage.hands.window.show_side(Side.CHANGES)
    return stage.window


async def files(stage: Stage) -> QWidget:
    stage.hands.window.show_side(Side.FILES)
    return stage.window


async def files_refused(stage: Stage) -> QWidget:
    mime = stage.file("song.mp3", b"ID3 a song")
    stage.hands.program.intake.take(stage.session, mime, stage.window)
    panel = stage.hands.program.files
    await until(lambda: panel.refusal.isVisible(), what="it is refused")
    return stage.window


async def files_staged(stage: Stage) -> QWidget:
    resume = stage.file("new.pdf", sample.pdf())
    photo = stage.file("face.jpg", sample.picture("JPEG", (800, 400), located=True))
    for role, mime in (("resume", resume), ("image", photo)):
        stage.hands.program.intake.take(stage.session, mime, stage.window)
        await until(partial(stage.session.change, role), what=f"a {role}")
    return stage.window


async def sparse(stage: Stage) -> QWidget:
    """A record with hardly anything in it, of which the service left out a list, refused."""
    drag_away(stage.window)
    session = Session(Draft(tomasz()))
    session.complain({Place(JOBS): "Experience entries are locked."})
    stage.hands.window.show_session(session)
    stage.hands.program.form.show_session(session)
    stage.hands.program.form.show_tab(Tab.EXPERIENCE)
    return stage.window


async def list_unknown(stage: Stage) -> QWidget:
    stage.hands.program.form.show_tab(Tab.SOCIALS)
    return stage.window


async def too_long_for_a_field(stage: Stage) -> QWidget:
    """A text of which the beginning is shown."""
    stage.hands.window.show_side(Side.CHANGES)
    session = Session(Draft(amara(cover_letter="A long letter. " * 20_000)))
    stage.hands.window.show_session(session)
    stage.hands.program.form.show_session(session)
    stage.hands.program.form.show_tab(Tab.PROFILE)
    stage.hands.program.form.show_place(Place("cover_letter"))
    return stage.window


async def read_only(stage: Stage) -> QWidget:
    """An anonymised record."""
    await stage.hands.open(ANONYMIZED)
    return stage.window


async def read_only_entries(stage: Stage) -> QWidget:
    session = Session(Draft(replace(amara(), facts=Facts(anonymized=True))))
    stage.hands.window.show_session(session)
    stage.hands.program.form.show_session(session)
    stage.hands.program.form.show_tab(Tab.EXPERIENCE)
    session.go_to(Place(JOBS, entries(session.value(JOBS))[0].ref, "title"))
    return stage.window


async def resumes_compared(stage: Stage) -> QWidget:
    """The stored one beside the staged one."""
    stage.hands.window.show_side(Side.RESUME)
    both = stage.hands.program.resume.bar.both_button
    await until(both.isVisible, what="there are two")
    both.click()
    await until(lambda: stage.hands.program.resume.pair.is_both, what="both are shown")
    return stage.window


async def dragged_over(stage: Stage) -> QWidget:
    """Two targets over the whole window."""
    drag_over(stage.window, stage.file("more.pdf", sample.pdf()))
    return stage.window


WINDOW: Final[dict[str, Scene]] = {
    scene.__name__.replace("_", " "): scene
    for scene in (
        *(nobody_open, welcome, loading, trouble, all_sent, profile, education),
        *(experience, date_asked_about, socials, network_asked_for, tags, list_filtered),
        list_without_anybody,
        *(
            bar_and_toast,
            all_changes,
            files,
            files_refused,
            files_staged,
            resumes_compared,
            dragged_over,
        ),
    )
}
OTHERS: Final[dict[str, Scene]] = {
    scene.__name__.replace("_", " "): scene
    for scene in (*(sparse, list_unknown, too_long_for_a_field, read_only, read_only_entries),)
}
