"""The tab of social profiles: cards as for schools and jobs, and a line that adds one by its
address. Of one network there is one profile (API §5.8), so a second is asked about at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer

from gui.i18n import _
from gui.model import edits
from gui.model.clippings import Row
from gui.model.draft import Draft
from gui.model.fields import Kind
from gui.model.networks import ProfileLink, network_name, read_profile_url, same_network
from gui.model.texts import for_label
from gui.model.values import Entry, Place, entries, find_entry, is_blank
from gui.views.tabs.add_by_url import REPLACE, AddByUrl
from gui.views.tabs.binding import write_value
from gui.views.tabs.entries import EntriesTab
from gui.views.tabs.entry_editor import EntryEditor
from gui.views.text import isolated


def write_url(draft: Draft, place: Place, value: object, typing: bool) -> object:
    """A pasted address fills network and username where they are still empty, in one step; not
    the network of another profile."""
    entry = find_entry(draft.value(place.key), place.entry or "")
    link = read_profile_url(value) if isinstance(value, str) and not typing else None
    if entry is None or link is None:
        return write_value(draft, place, value, typing)
    fields: dict[str, str] = {"url": link.url}
    others = (each for each in entries(draft.value(place.key)) if each.ref != entry.ref)
    is_second = any(same_network(each.text("type"), link.type) for each in others)
    if is_blank(entry.get("type")) and not is_second:
        fields["type"] = link.type
    if is_blank(entry.get("username")) and link.username is not None:
        fields["username"] = link.username
    return edits.set_entry_fields(draft, place, fields)


@dataclass(frozen=True, slots=True)
class _Question:
    """Whether `link` takes the place of the profile `there`; `gone` is the entry that it was
    pasted into, which is not needed then."""

    there: str
    link: ProfileLink
    gone: str | None = None


class SocialsTab(EntriesTab):
    """The list of profiles; what is pasted into the line on top becomes one.

    Wherever a second profile of a network is pasted, the line asks which of them it shall be.
    """

    def build_above(self) -> None:
        self.by_url = AddByUrl()
        self.by_url.given.connect(self._on_given)
        self.by_url.answered.connect(self._on_answered)
        self.by_url.typed.connect(self._on_typed)
        self._asked: _Question | None = None
        self._waiting: list[ProfileLink] = []
        self.head.addWidget(self.by_url)

    def make_editor(self) -> EntryEditor:
        return EntryEditor(self.field, writes={Kind.URL: self._write_url})

    def show_session(self) -> None:
        super().show_session()
        self._asked, self._waiting = None, []
        self.by_url.put(self._typed())
        self.by_url.set_read_only(not self.is_editable)

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Adds those of other networks, then asks about each of a network that is there."""
        fresh: list[Row] = []
        for row in rows:
            link = ProfileLink(_text(row, "type"), _text(row, "username"), _text(row, "url"))
            among = [_text(each, "type") for each in fresh]
            is_second = any(same_network(each, link.type) for each in among)
            if link.type and (is_second or self._profile_of(link.type) is not None):
                self._waiting.append(link)
            else:
                fresh.append(row)
        if fresh:
            super().add_rows(fresh)
        self._ask_next()

    def show_unfinished(self) -> None:
        super().show_unfinished()
        if self.by_url.line.text() != self._typed():
            self.by_url.put(self._typed())

    def _typed(self) -> str:
        """What stands in the line and is no profile yet."""
        left = self.session.draft.unfinished if self.session is not None else {}
        return left.get(Place(self.field.key), "")

    def _on_typed(self, text: str) -> None:
        if self.session is not None and self.is_editable:
            self.session.leave_unfinished(Place(self.field.key), text if text.strip() else "")

    # --- a profile by its address ----------------------------------------------------------

    def _write_url(self, draft: Draft, place: Place, value: object, typing: bool) -> object:
        written = write_url(draft, place, value, typing)
        link = read_profile_url(value) if isinstance(value, str) and not typing else None
        there = self._profile_of(link.type, besides=place.entry) if link is not None else None
        entry = find_entry(draft.value(place.key), place.entry or "")
        if link is not None and there is not None and entry and is_blank(entry.get("type")):
            question = _Question(there.ref, link, place.entry)
            # When the editor is done with the paste: asking takes the focus out of it.
            QTimer.singleShot(0, self, lambda: self._ask(question))
        return written

    def _on_given(self, link: ProfileLink) -> None:
        there = self._profile_of(link.type)
        if there is None:
            fields = {"type": link.type, "username": link.username, "url": link.url}
            ref = self._edit(lambda draft: edits.add_entry(draft, self.field.key, fields))
            if ref is not None:
                self._settle_on(ref, _("Added."))
        elif there.text("url") == link.url:
            self._settle_on(there.ref, _("This profile is here already."))
        else:
            self._ask(_Question(there.ref, link))

    def _ask(self, question: _Question) -> None:
        value = self.session.value(self.field.key) if self.session is not None else ()
        there = find_entry(value, question.there)
        if there is None:
            return
        self._asked = question
        name = for_label(there.text("username") or there.text("url"), 40)
        text = _("There is a {network} profile already: {name}.")
        network = network_name(question.link.type)
        self.by_url.ask_replace(text.format(network=network, name=isolated(name)))

    def _on_answered(self, answer: str) -> None:
        question, self._asked = self._asked, None
        if question is None:
            return
        link, gone = question.link, question.gone
        place = Place(self.field.key, question.there, "url")
        if answer == REPLACE:
            fields = {"type": link.type, "username": link.username, "url": link.url}
            self._edit(lambda draft: edits.set_entry_fields(draft, place, fields, gone=gone))
            said = _("Replaced.")
        else:
            if gone is not None:
                self._edit(lambda draft: edits.remove_entry(draft, Place(place.key, gone)))
            said = _("Kept as it was.")
        self._settle_on(question.there, said)
        self._ask_next()

    def _ask_next(self) -> None:
        if self._waiting:
            self._on_given(self._waiting.pop(0))

    def _settle_on(self, ref: str, said: str) -> None:
        """Shows which card is meant; the line is ready for the next address."""
        self.list.choose(ref)
        self.bring_into_view(self.list, self.list.area_of(ref))
        self.list.flash(ref)
        self.by_url.clear()
        self.by_url.say(said)
        self.by_url.line.setFocus()

    def _profile_of(self, network: str, besides: str | None = None) -> Entry | None:
        value = self.session.value(self.field.key) if self.session is not None else ()
        found = (entry for entry in entries(value) if same_network(entry.text("type"), network))
        return next((entry for entry in found if entry.ref != besides), None)


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""
