"""The one table from the kind of a value to its editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from gui.i18n import _
from gui.model.fields import Kind
from gui.views.fields.base import Editor
from gui.views.fields.chips import ChipEditor
from gui.views.fields.consent import ConsentEditor
from gui.views.fields.date import DateEditor
from gui.views.fields.flag import FlagEditor
from gui.views.fields.line import LineEditor
from gui.views.fields.network import NetworkEditor
from gui.views.fields.text import TextEditor
from gui.views.fields.url import UrlEditor

_EDITORS: Final[Mapping[Kind, Callable[[str], Editor]]] = {
    Kind.LINE: lambda noun: LineEditor(Kind.LINE),
    Kind.EMAIL: lambda noun: LineEditor(Kind.EMAIL),
    Kind.PHONE: lambda noun: LineEditor(Kind.PHONE),
    Kind.TEXT: lambda noun: TextEditor(),
    Kind.DATE: lambda noun: DateEditor(),
    Kind.FLAG: lambda noun: FlagEditor(),
    Kind.CONSENT: lambda noun: ConsentEditor(),
    Kind.WORDS: lambda noun: ChipEditor(_("Add {noun}").format(noun=noun)),
    Kind.NETWORK: lambda noun: NetworkEditor(),
    Kind.URL: lambda noun: UrlEditor(),
}


def make_editor(kind: Kind, *, noun: str = "") -> Editor:
    """A new editor for values of that kind.

    `noun` is what a set of words holds, in the person's language ("tag"). KeyError for lists of
    entries and for files, which are no single editor's business.
    """
    return _EDITORS[kind](noun)
