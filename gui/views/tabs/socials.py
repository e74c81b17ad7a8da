"""The tab of social profiles: cards as for schools and jobs, and a line that adds one by its
address. Of one network there is one profile (API §5.8), so a second is asked about at once."""

from __future__ import annotations

from gui.i18n import _
from gui.model import edits
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
    """A pasted address fills network and username where they are still empty, in one step."""
    entry = find_entry(draft.value(place.key), place.entry or "")
    link = read_profile_url(value) if isinstance(value, str) and not typing else None
    if entry is None or link is None:
        return write_value(draft, place, value, typing)
    fields: dict[str, str] = {"url": link.url}
    if is_blank(entry.get("type")):
        fields["type"] = link.type
    if is_blank(entry.get("username")) and link.username is not None:
        fields["username"] = link.username
    return edits.set_entry_fields(draft, place, fields)


class SocialsTab(EntriesTab):
    """The list of profiles; what is pasted into the line on top becomes one."""

    def build_above(self) -> None:
        self.by_url = AddByUrl()
        self.by_url.given.connect(self._on_given)
        self.by_url.answered.connect(self._on_answered)
        self._asked: tuple[str, ProfileLink] | None = None
        self.head.addWidget(self.by_url)

    def make_editor(self) -> EntryEditor:
        return EntryEditor(self.field, writes={Kind.URL: write_url})

    def show_session(self) -> None:
        super().show_session()
        self.by_url.clear()
        self.by_url.set_read_only(not self.is_editable)

    # --- a profile by its address ----------------------------------------------------------

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
            self._asked = (there.ref, link)
            name = for_label(there.text("username") or there.text("url"), 40)
            question = _("There is a {network} profile already: {name}.")
            network = network_name(link.type)
            self.by_url.ask_replace(question.format(network=network, name=isolated(name)))

    def _on_answered(self, answer: str) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        ref, link = asked
        if answer != REPLACE:
            self._settle_on(ref, _("Kept as it was."))
            return
        place = Place(self.field.key, ref, "url")
        fields = {"type": link.type, "username": link.username, "url": link.url}
        self._edit(lambda draft: edits.set_entry_fields(draft, place, fields))
        self._settle_on(ref, _("Replaced."))

    def _settle_on(self, ref: str, said: str) -> None:
        """Shows which card is meant; the line is ready for the next address."""
        self.list.choose(ref)
        self.bring_into_view(self.list, self.list.area_of(ref))
        self.list.flash(ref)
        self.by_url.clear()
        self.by_url.say(said)
        self.by_url.line.setFocus()

    def _profile_of(self, network: str) -> Entry | None:
        value = self.session.value(self.field.key) if self.session is not None else ()
        found = (entry for entry in entries(value) if same_network(entry.text("type"), network))
        return next(found, None)
