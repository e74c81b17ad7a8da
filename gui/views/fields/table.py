"""The one table from the kind of a value to its editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from gui.i18n import _
from gui.model.fields import Kind
from gui.views.fields.base import Editor
from gui.views.fields.consent import ConsentEditor
from gui.views.fields.flag import FlagEditor
from gui.views.fields.line import LineEditor
from gui.views.fields.text import TextEditor


def _date(_noun: str) -> Editor:
    from gui.views.fields.date import DateEditor

    return DateEditor()


def _words(noun: str) -> Editor:
    from gui.views.fields.chips import ChipEditor

    return ChipEditor(_("Add {noun}").format(noun=noun))


def _network(_noun: str) -> Editor:
    from gui.views.fields.network import NetworkEditor

    return NetworkEditor()


def _url(_noun: str) -> Editor:
    from gui.views.fields.url import UrlEditor

    return UrlEditor()


# Those that the tab in front at the start has no use for are imported when they are made.
_EDITORS: Final[Mapping[Kind, Callable[[str], Editor]]] = {
    Kind.LINE: lambda noun: LineEditor(Kind.LINE),
    Kind.EMAIL: lambda noun: LineEditor(Kind.EMAIL),
    Kind.PHONE: lambda noun: LineEditor(Kind.PHONE),
    Kind.TEXT: lambda noun: TextEditor(),
    Kind.DATE: _date,
    Kind.FLAG: lambda noun: FlagEditor(),
    Kind.CONSENT: lambda noun: ConsentEditor(),
    Kind.WORDS: _words,
    Kind.NETWORK: _network,
    Kind.URL: _url,
}


def make_editor(kind: Kind, *, noun: str = "") -> Editor:
    """A new editor for values of that kind.

    `noun` is what a set of words holds, in the person's language ("tag"). KeyError for lists of
    entries and for files, which are no single editor's business.
    """
    return _EDITORS[kind](noun)
