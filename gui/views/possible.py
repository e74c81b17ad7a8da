"""What a command needs, and why it cannot be done just now."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gui.i18n import N_, _

if TYPE_CHECKING:
    from gui.model.fields import Tab
    from gui.model.values import Place
    from gui.services.session import Session


class Needs(enum.Enum):
    """What has to be so for a command, by what is said where it is not.

    Where no candidate is open that is said instead, and first of all that there is no account.
    """

    NOTHING = ""
    ACCOUNT = N_("Connect to an account first.")
    RECORD = N_("Open a candidate first.")
    EDITABLE = N_("This record cannot be changed.")
    DIRTY = N_("Nothing is changed.")
    SENDABLE = N_("There is nothing to send just now.")
    UNDO = N_("There is nothing to undo.")
    REDO = N_("There is nothing to do again.")
    WORK = N_("This candidate has no draft.")
    IDLE = N_("Wait until it is sent.")
    IDLE_WORK = N_("There is no draft to discard just now.")
    FIELD = N_("Go to a field first.")
    FIELD_CHANGED = N_("The field in front is not changed.")
    ENTRY_CHANGED = N_("The entry in front is not changed.")
    TAB_CHANGED = N_("Nothing is changed on this tab.")
    ENTRIES = N_("Go to a tab with entries first.")
    DATED = N_("Only schools and jobs have dates to sort by.")
    ENTRY = N_("Go to an entry first.")
    RESUME = N_("No resume is stored.")
    TWO_RESUMES = N_("This needs a stored and a staged resume.")
    PHOTO = N_("Only a photo that was chosen as a file can be edited.")
    PAGE = N_("This record has no page in Workable.")


@dataclass(frozen=True)
class Situation:
    """Where the window is: `place` has the focus or had it last, `tab` is shown."""

    session: Session | None = None
    place: Place | None = None
    tab: Tab | None = None
    has_account: bool = True


def all_lacking(now: Situation) -> dict[Needs, str]:
    """For each need why it is not met, empty where it is."""
    if not now.has_account:
        return {need: "" if need is Needs.NOTHING else _(Needs.ACCOUNT.value) for need in Needs}
    session = now.session
    if session is None:
        said = _(Needs.RECORD.value)
        return {need: "" if need in _WITHOUT_RECORD else said for need in Needs}
    # With the model behind it, which the window does not need before there is a record.
    from gui.views.met import met_by

    met = met_by(session, now.place, now.tab)
    return {need: "" if need in met else _(need.value) for need in Needs}


_WITHOUT_RECORD: Final = (Needs.NOTHING, Needs.ACCOUNT)
