"""What the guide says: pages of a few sentences each, with one picture.

The keys in it are those in force: `{send}` stands for the keys of that command, or for its name in
the menu where it has none. The pictures are scenes of the program itself (`packaging/scenes.py`),
light and dark: `resources/guide/NAME-LOOK.png`, in other languages in a folder of each.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gui.i18n import N_, _
from gui.views.actions import Act

KeysOf = Callable[[Act], str]
"""What is pressed for a command: its keys, else its name in quotes."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page, untranslated. `shows` says what is to be seen in the picture."""

    name: str
    title: str
    shows: str
    intro: str
    lines: tuple[str, ...]

    @property
    def heading(self) -> str:
        return _(self.title)

    def sentences(self, keys_of: KeysOf) -> tuple[str, ...]:
        """The intro and the lines in the person's language, with the keys in force."""
        return tuple(_filled(_(text), keys_of) for text in (self.intro, *self.lines))


PAGES: Final = (
    Page(
        "open",
        N_("Open a candidate"),
        N_("The list of candidates with its filter, and the line Find candidate above it."),
        N_("The list at the side holds the candidates of the account. One click opens a record."),
        (
            N_(
                "Type a few letters above the list: those who are loaded are filtered by name, "
                "headline, job and stage."
            ),
            N_(
                "{find} leads to Find candidate. Paste an id, a profile link or an e-mail there "
                "and press Enter."
            ),
            N_(
                "The arrow beside the lines puts the list in another order, the clock shows whom "
                "you opened last, the funnel asks Workable by job and stage."
            ),
            N_(
                "{next_candidate} opens the next person, {previous_candidate} the previous one. "
                "What you have typed is kept."
            ),
            N_("A dot beside a name means that there is a draft: changes that are not sent."),
        ),
    ),
    Page(
        "correct",
        N_("Correct what is wrong"),
        N_("The form with two changed fields; below each stands what it was before."),
        N_("Click into a field, or go there with Tab, and type. Nothing goes out until you send."),
        (
            N_(
                "A changed field has a bar beside it and says what it was. When you type the old "
                "value again, the change is gone."
            ),
            N_(
                "Dates are typed as you write them: 2011-03, Mar 2011, 03/2011, or present. A "
                "date that can be read in two ways is asked about."
            ),
            N_(
                "Schools, jobs and profiles are cards: Enter opens one, Esc closes it, "
                "{remove_entry} removes it, {entry_up} and {entry_down} move it."
            ),
            N_("Tags and skills: type one and press Enter, or paste several with commas."),
            N_(
                "What looks doubtful is named below its field. {next_doubt} leads to the next one "
                "and {take_proposal} takes what is proposed."
            ),
            N_(
                "{undo} takes back the last step, wherever in the form it was; {redo} does it "
                "again."
            ),
        ),
    ),
    Page(
        "changes",
        N_("See what you have changed"),
        N_("The panel Changes: each change with its original, word by word."),
        N_("The panel Changes lists every change beside its original. {review} opens it."),
        (
            N_("A click on a change leads to its field."),
            N_("Take the tick off what is to wait: it stays here as a draft and is not sent."),
            N_(
                "The round arrow takes one change back. {revert_field} does it in the field you "
                "are in, and {show_original} shows there what it was."
            ),
            N_("{show_request} shows the request exactly as it would go to Workable."),
        ),
    ),
    Page(
        "send",
        N_("Send, and what colleagues changed"),
        N_("A question: the same headline was changed by you and by somebody else."),
        N_(
            "{send} reads the record once more, joins your changes with what is stored by now, "
            "and sends only what you changed."
        ),
        (
            N_("What would be deleted is named first. Enter alone never deletes."),
            N_(
                "Where a colleague has changed the same thing, you choose: {keep_theirs} keeps "
                "theirs, {keep_mine} yours, {keep_both} both, {edit_kept} edits, {next_collision} "
                "leads to the next."
            ),
            N_("Everything else that colleagues changed stays as they made it."),
            N_(
                "Then the record is read back, and you are told what Workable stored otherwise "
                "than you sent it."
            ),
            N_(
                "Sent by mistake? {revert_sent} puts the old values back into the form. Look at "
                "them, and send again."
            ),
        ),
    ),
    Page(
        "resume",
        N_("The resume beside the form"),
        N_("The form beside the resume; what the resume has otherwise is offered below the field."),
        N_("{resume_panel} shows the resume beside the form. It is read on this computer only."),
        (
            N_("The value of the field you are in is outlined where it stands in the resume."),
            N_(
                "What the resume has otherwise is offered below the field. {next_offer} leads to "
                "the next difference, {take_proposal} takes it and {set_aside} puts it away."
            ),
            N_(
                "Or select text in the resume: {use_selection} puts it into the field you are in, "
                "{use_as} asks which one."
            ),
            N_("Nothing is ever put in unasked, and each is one step of undo."),
            N_(
                "For a new resume or photo drop the file anywhere on the window, or press "
                "{choose_resume} or {choose_photo}. It goes out when you send."
            ),
        ),
    ),
    Page(
        "keep",
        N_("Drafts, undo and the journal"),
        N_("The journal: what was sent, with before and after."),
        N_(
            "Each edit is on this computer within a second. After a crash or a power cut it is "
            "there again, with its undo."
        ),
        (
            N_(
                "Go to another person or close the window whenever you like: the draft waits. "
                "{drafts} lists all of them."
            ),
            N_(
                "A draft that comes back says how many fields were changed in Workable meanwhile; "
                "your changes are joined with them."
            ),
            N_("Discarding a draft can be taken back until Redline is closed."),
            N_(
                "{journal} opens the journal: before and after of everything that you sent, to "
                "search, to export and to take back."
            ),
            N_("All of it stays on this computer. The token is in the system's keyring only."),
        ),
    ),
    Page(
        "keys",
        N_("Without the mouse"),
        N_("The list in which a few letters find every command, field and person."),
        N_("Everything can be reached by keys. {keys} lists them all."),
        (
            N_("{palette} finds commands, fields, tabs and people by a few letters."),
            N_(
                "{next_part} goes from one part of the window to the next: line, list, form, "
                "panel. Tab goes from field to field, always in reading order."
            ),
            N_("{next_tab} shows the next tab. Alt with an underlined letter opens a menu."),
            N_("In lists the arrow keys walk, Enter opens, Delete removes, Esc goes back."),
            N_(
                "{edit_wide} opens a long text wide, Alt with Down opens the calendar of a date, "
                "Up and Down step its parts."
            ),
            N_("{send_and_next} sends and opens the next person at once."),
        ),
    ),
    Page(
        "trouble",
        N_("When something goes wrong"),
        N_("The bar for what waits to be sent, with what can be done about it."),
        N_(
            "Whatever happens, what you typed is kept. The bar below the form says what is the "
            "matter and has the buttons that help."
        ),
        (
            N_(
                "No network: what you send waits, and goes out when the network is back, joined "
                "with what others changed meanwhile."
            ),
            N_(
                "Token not accepted: press the button in the bar and paste a new one. An Admin of "
                "the account makes it."
            ),
            N_("Too many requests: Redline waits by itself, and the line below counts down."),
            N_(
                "No answer to a send: Redline reads the record before anything is repeated, so "
                "that nothing is stored twice."
            ),
            N_(
                "Record deleted by somebody: the draft stays, and {export_draft} writes it into a "
                "file."
            ),
            N_(
                "A message has gone too fast? {messages} shows the earlier ones. Your IT can have "
                "this installation checked with redline --self-test."
            ),
        ),
    ),
)


def _filled(text: str, keys_of: KeysOf) -> str:
    names = {name for _text, name, _spec, _form in string.Formatter().parse(text) if name}
    return text.format(**{name: keys_of(Act(name)) for name in names})


def matches(sentence: str, sought: str) -> bool:
    """Whether a sentence holds all words that are sought, accents and capitals aside."""
    body = _plain(sentence)
    return all(word in body for word in _plain(sought).split())


def _plain(text: str) -> str:
    return "".join(
        char
        for char in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(char)
    )
