"""What a person does to a form, drawn at random: every kind of field, undo, files, holding back.

All of it goes through the program's own verbs (`gui.model.edits`), as the form's widgets do.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from typing import Final

from gui.model import edits
from gui.model.draft import Draft
from gui.model.values import MISSING, Entry, FileUpload, LinkUpload, Place, entries, text, words
from gui.services.session import Session
from tests.soak.atoms import LISTS, PROFILE_FIELDS, mark_of, sign
from tests.soak.invent import NETWORKS, PDF, PNG, Invention
from tests.soak.judge import Judge
from tests.soak.service import ENTRY_FIELDS, REQUIRED, TEXTS

_KINDS: Final = {
    "value": 20,
    "recase": 5,
    "back": 3,
    "clear": 4,
    "add": 12,
    "add_several": 2,
    "field": 18,
    "clear_field": 4,
    "current": 3,
    "twin": 2,
    "remove": 7,
    "move": 4,
    "sort": 1,
    "words": 10,
    "unword": 5,
    "respell": 4,
    "move_word": 2,
    "profile": 6,
    "edit_profile": 4,
    "drop_profile": 2,
    "file": 4,
    "consent": 1,
    "undo": 9,
    "redo": 4,
    "revert": 3,
    "revert_all": 1,
    "hold": 3,
}


class Person:
    """One person at the form of one session."""

    def __init__(
        self, rng: random.Random, said: Invention, judge: Judge, *, often: Sequence[str] = ()
    ) -> None:
        self._often = often
        self._rng = rng
        self._said = said
        self._judge = judge

    def edits(self, session: Session) -> str:
        """Does one thing; what it was."""
        if self._often and self._rng.random() < 0.5:
            kind = self._rng.choice(self._often)
        else:
            kind = self._rng.choices(tuple(_KINDS), tuple(_KINDS.values()))[0]
        self.does(session, kind)
        return kind

    def does(self, session: Session, kind: str) -> None:
        """Does one thing of that kind, or nothing where there is nothing to do it to."""
        if kind == "hold":
            changed = [change.key for change in session.draft.changes()]
            if changed:
                key = self._rng.choice(changed)
                session.hold(key, key not in session.draft.held)
            return
        if kind == "undo":
            self._judge.acts(session, session.undo, is_undo=True)
        elif kind == "redo":
            self._judge.acts(session, session.redo, is_undo=True)
        else:
            verb = getattr(self, f"_{kind}")(session)
            if verb is not None:
                self._judge.acts(session, lambda: session.edit(verb))
        if self._rng.random() < 0.5:
            session.close_step()

    # --- values ----------------------------------------------------------------------------

    def _value(self, _session: Session) -> Callable[[Draft], object]:
        key = self._rng.choice(TEXTS)
        value = self._said.scalar(key)
        typing = self._rng.random() < 0.5
        return lambda draft: edits.set_value(draft, key, value, typing=typing)

    def _recase(self, session: Session) -> Callable[[Draft], object] | None:
        """The same with other capitals, blanks or code points: small to see and not the same."""
        key = self._rng.choice(("firstname", "lastname", "headline", "address", "summary"))
        value = text(session.value(key))
        if not value:
            return None
        other = self._rng.choice(
            (value.swapcase(), value.title(), value.upper(), f"{value} ", value.replace(" ", "  "))
        )
        return lambda draft: edits.set_value(draft, key, other)

    def _back(self, session: Session) -> Callable[[Draft], object]:
        key = self._rng.choice(TEXTS)
        value = session.baseline.get(key)
        return lambda draft: edits.set_value(draft, key, value)

    def _clear(self, _session: Session) -> Callable[[Draft], object]:
        key = self._rng.choice([key for key in TEXTS if key != "email"])
        return lambda draft: edits.set_value(draft, key, "")

    def _file(self, session: Session) -> Callable[[Draft], object]:
        key = self._rng.choice(("resume", "image"))
        number = self._said.number()
        if session.value(key) is not MISSING and self._rng.random() < 0.4:
            return lambda draft: edits.set_upload(draft, key, None)
        if self._rng.random() < 0.25:
            link = LinkUpload(
                f"https://files.example/{number}.{'pdf' if key == 'resume' else 'png'}"
            )
            return lambda draft: edits.set_upload(draft, key, link)
        upload = staged(key, number)
        return lambda draft: edits.set_upload(draft, key, upload)

    def _consent(self, _session: Session) -> Callable[[Draft], object]:
        value = self._rng.choice(("forced", "declined"))
        return lambda draft: edits.set_value(draft, "texting_consent", value)

    # --- entries ---------------------------------------------------------------------------

    def _add(self, session: Session) -> Callable[[Draft], object]:
        key = self._rng.choice(LISTS)
        fields = self._said.entry(key)
        at = self._rng.randint(0, len(entries(session.value(key))))
        return lambda draft: edits.add_entry(draft, key, fields, at=at)

    def _add_several(self, _session: Session) -> Callable[[Draft], object]:
        key = self._rng.choice(LISTS)
        rows = [self._said.entry(key) for _ in range(2)]
        return lambda draft: edits.add_entries(draft, key, rows)

    def _field(self, session: Session) -> Callable[[Draft], object] | None:
        found = self._some_entry(session)
        if found is None:
            return None
        key, entry = found
        mark = mark_of(key, entry.fields)
        name = self._rng.choice(ENTRY_FIELDS[key])
        if mark.startswith("?"):
            return None
        value = self._said.field(name, mark)
        if self._rng.random() < 0.15 and entry.text(name) and not name.endswith("_date"):
            # Marks are in lower case and stay so.
            value = entry.text(name).replace(" ", "  ", 1)
        typing = self._rng.random() < 0.5
        place = Place(key, entry.ref, name)
        return lambda draft: edits.set_entry_field(draft, place, value, typing=typing)

    def _clear_field(self, session: Session) -> Callable[[Draft], object] | None:
        found = self._some_entry(session)
        if found is None:
            return None
        key, entry = found
        needed = REQUIRED[key]
        name = self._rng.choice([name for name in ENTRY_FIELDS[key] if name != needed])
        if not entry.text(needed):
            return None  # the mark stands nowhere else
        return lambda draft: edits.set_entry_field(draft, Place(key, entry.ref, name), "")

    def _current(self, session: Session) -> Callable[[Draft], object] | None:
        jobs = entries(session.value("experience_entries"))
        if not jobs:
            return None
        place = Place("experience_entries", self._rng.choice(jobs).ref)
        value = self._rng.random() < 0.5
        return lambda draft: edits.set_current_job(draft, place, value)

    def _twin(self, session: Session) -> Callable[[Draft], object] | None:
        found = self._some_entry(session)
        if found is None:
            return None
        key, entry = found
        self._judge.twinned(session, mark_of(key, entry.fields))
        return lambda draft: edits.duplicate_entry(draft, Place(key, entry.ref))

    def _remove(self, session: Session) -> Callable[[Draft], object] | None:
        found = self._some_entry(session)
        if found is None:
            return None
        key, entry = found
        return lambda draft: edits.remove_entry(draft, Place(key, entry.ref))

    def _move(self, session: Session) -> Callable[[Draft], object] | None:
        found = self._some_entry(session)
        if found is None:
            return None
        key, entry = found
        by = self._rng.choice((-2, -1, 1, 2))
        return lambda draft: edits.move_entry(draft, Place(key, entry.ref), by)

    def _sort(self, _session: Session) -> Callable[[Draft], object]:
        key = self._rng.choice(LISTS)
        return lambda draft: edits.sort_newest_first(draft, key)

    def _some_entry(self, session: Session) -> tuple[str, Entry] | None:
        key = self._rng.choice(LISTS)
        items = entries(session.value(key))
        return (key, self._rng.choice(items)) if items else None

    # --- words and profiles ----------------------------------------------------------------

    def _words(self, _session: Session) -> Callable[[Draft], object]:
        key = self._rng.choice(("tags", "skills"))
        new = [self._said.word() for _ in range(self._rng.choice((1, 1, 2)))]
        return lambda draft: edits.add_words(draft, key, new)

    def _unword(self, session: Session) -> Callable[[Draft], object] | None:
        found = self._some_word(session)
        return found and (lambda draft: edits.remove_word(draft, *found))

    def _respell(self, session: Session) -> Callable[[Draft], object] | None:
        found = self._some_word(session)
        if found is None:
            return None
        key, word = found
        new = word.swapcase() if self._rng.random() < 0.5 else self._said.word()
        if any(sign(other) == sign(new) for other in words(session.value(key)) if other != word):
            return None  # a twin is shown instead of being made
        return lambda draft: edits.rename_word(draft, key, word, new)

    def _move_word(self, session: Session) -> Callable[[Draft], object] | None:
        found = self._some_word(session)
        return found and (lambda draft: edits.move_word(draft, *found, 1))

    def _some_word(self, session: Session) -> tuple[str, str] | None:
        key = self._rng.choice(("tags", "skills"))
        here = words(session.value(key))
        return (key, self._rng.choice(here)) if here else None

    def _profile(self, session: Session) -> Callable[[Draft], object] | None:
        taken = {entry.text("type") for entry in entries(session.value("social_profiles"))}
        free = [network for network in NETWORKS if network not in taken]
        if not free:
            return None
        fields = self._said.profile(self._rng.choice(free))
        return lambda draft: edits.add_entry(draft, "social_profiles", fields)

    def _edit_profile(self, session: Session) -> Callable[[Draft], object] | None:
        items = entries(session.value("social_profiles"))
        if not items:
            return None
        entry = self._rng.choice(items)
        name = self._rng.choice(PROFILE_FIELDS)
        value = self._said.profile(entry.text("type")).get(name, "")
        place = Place("social_profiles", entry.ref, name)
        return lambda draft: edits.set_entry_field(draft, place, value)

    def _drop_profile(self, session: Session) -> Callable[[Draft], object] | None:
        items = entries(session.value("social_profiles"))
        if not items:
            return None
        place = Place("social_profiles", self._rng.choice(items).ref)
        return lambda draft: edits.remove_entry(draft, place)

    # --- ways back -------------------------------------------------------------------------

    def _revert(self, session: Session) -> Callable[[Draft], object] | None:
        changes = session.draft.changes()
        if not changes:
            return None
        change = self._rng.choice(changes)
        place = Place(change.key)
        if change.entries and self._rng.random() < 0.6:
            place = Place(change.key, self._rng.choice(change.entries).ref)
        elif change.words and self._rng.random() < 0.6:
            place = Place(change.key, self._rng.choice(change.words).word)
        return lambda draft: draft.revert(place, label="revert")

    def _revert_all(self, session: Session) -> Callable[[Draft], object]:
        keys = [change.key for change in session.draft.changes()]
        return lambda draft: draft.revert_keys(keys, label="revert all")


def staged(key: str, number: int) -> FileUpload:
    """A file as it is staged: a name of its own, and bytes that differ by the number."""
    data = file_bytes(key, number)
    ending, media = ("pdf", "application/pdf") if key == "resume" else ("png", "image/png")
    digest = hashlib.sha256(data).hexdigest()
    return FileUpload(f"{key}-{number}.{ending}", len(data), digest, media)


def file_bytes(key: str, number: int) -> bytes:
    return (PDF if key == "resume" else PNG) + str(number).encode()


def bytes_of(upload: FileUpload) -> bytes:
    """The bytes behind a staged file, known by its name."""
    key, _dash, rest = upload.name.partition("-")
    return file_bytes(key, int(rest.partition(".")[0]))
