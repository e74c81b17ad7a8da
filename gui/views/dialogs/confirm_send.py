"""The question before a send that removes, empties or replaces something (ux rules 10 and 11), or
that would add what may be there already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.i18n import _, ngettext
from gui.model.effects import EffectKind, SendEffect, verb_of
from gui.model.fields import field_of
from gui.model.texts import for_label
from gui.views.ask import Dialog, VerbKind
from gui.views.icons import Glyph, IconRole
from gui.views.text import Label
from gui.views.theme import Space

GO_AHEAD: Final = 1

_LIST_GOES: Final = EffectKind.EMPTIES_LIST
_MARKS: Final[dict[EffectKind, tuple[str, IconRole]]] = {
    _LIST_GOES: ("warning", "warning"),
    EffectKind.REMOVES: ("trash", "removed"),
    EffectKind.EMPTIES: ("trash", "removed"),
    EffectKind.REPLACES_FILE: ("file", "changed"),
    EffectKind.ADDS_AGAIN: ("warning", "warning"),
    EffectKind.CHANGES_EMAIL: ("mail", "changed"),
}
"""A mark for each kind, the gravest first."""
_NAMED_IN_WHOLE: Final = frozenset({EffectKind.CHANGES_EMAIL, EffectKind.ADDS_AGAIN})
"""Whose sentence says all the names."""
_MOST_HEIGHT: Final = 360
"""Of the list of effects; longer ones scroll."""
_NAME_LIMIT: Final = 160


class ConfirmSend(Dialog):
    """Names everything that would be gone. Cancel has the focus, and Enter alone sends nothing.

    Ends with `GO_AHEAD` when the person wants it so.
    """

    def __init__(self, person: str, effects: Sequence[SendEffect], parent: QWidget | None) -> None:
        heading = title_of(for_label(person, 80), effects)
        super().__init__(_("Send"), parent, heading=heading, width=520)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        gravity = list(_MARKS)
        for effect in sorted(effects, key=lambda effect: gravity.index(effect.kind)):
            column.addWidget(_EffectView(effect))
        column.addStretch(1)
        self._list = _FittingArea(sheet)
        self.body.addWidget(self._list)
        text = _("Nothing is sent before you choose. Cancel keeps every change.")
        self.body.addWidget(Label(text, role="small", wrap=True))
        kind: VerbKind = "danger" if any(each.is_destructive for each in effects) else "primary"
        self.verb = self.add_verb(verb_of(tuple(effects)), GO_AHEAD, kind=kind)
        if self.cancel_button is not None:
            self.setTabOrder(self._list, self.cancel_button)
            self.setTabOrder(self.cancel_button, self.verb)


def title_of(person: str, effects: Sequence[SendEffect]) -> str:
    """A question that names the person and the gravest effect."""
    kinds = {effect.kind for effect in effects}
    gone = [effect for effect in effects if effect.kind in (EffectKind.REMOVES, _LIST_GOES)]
    if gone:
        count = sum(len(effect.names) for effect in gone)
        keys = {effect.key for effect in gone}
        if len(keys) == 1:
            noun = ngettext(*field_of(keys.pop()).noun, count)
        else:
            noun = ngettext("entry", "entries", count)
        if all(effect.kind is _LIST_GOES for effect in gone) and count > 1:
            text = _("Remove all {count} {noun} of {person}?")
        else:
            text = _("Remove {count} {noun} of {person}?")
        return text.format(count=count, noun=noun, person=person)
    if EffectKind.EMPTIES in kinds:
        fields = [field_of(effect.key) for effect in effects if effect.kind is EffectKind.EMPTIES]
        if len(fields) == 1:
            return _("Empty “{field}” of {person}?").format(field=fields[0].label, person=person)
        return _("Empty {count} fields of {person}?").format(count=len(fields), person=person)
    if EffectKind.REPLACES_FILE in kinds:
        keys = {effect.key for effect in effects if effect.kind is EffectKind.REPLACES_FILE}
        if len(keys) > 1:
            return _("Replace resume and photo of {person}?").format(person=person)
        if "resume" in keys:
            return _("Replace the resume of {person}?").format(person=person)
        return _("Replace the photo of {person}?").format(person=person)
    again = [effect for effect in effects if effect.kind is EffectKind.ADDS_AGAIN]
    if len(again) == 1:
        name = for_label(again[0].names[0], 80)
        return _("Add “{entry}” to {person} once more?").format(entry=name, person=person)
    if again:
        text = _("Add {count} entries to {person} once more?")
        return text.format(count=len(again), person=person)
    return _("Change the e-mail of {person}?").format(person=person)


class _EffectView(QFrame):
    """One effect: what happens, and the names of what it happens to."""

    def __init__(self, effect: SendEffect) -> None:
        super().__init__()
        is_warning = effect.kind is _LIST_GOES
        self.setProperty("look", "bar" if is_warning else "card")
        if is_warning:
            self.setProperty("tone", "warning")
        mark = QVBoxLayout()
        mark.addWidget(Glyph(*_MARKS[effect.kind]))
        mark.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        is_long = effect.kind is EffectKind.ADDS_AGAIN
        said = _sentence(effect)
        words.addWidget(
            Label(said, wrap=True) if is_long else Label(said, role="strong", wrap=True)
        )
        if effect.kind not in _NAMED_IN_WHOLE:
            for name in effect.names:
                words.addWidget(Label(for_label(name, _NAME_LIMIT), wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        row.setSpacing(Space.M)
        row.addLayout(mark)
        row.addLayout(words, 1)


def _sentence(effect: SendEffect) -> str:
    if effect.kind is EffectKind.REMOVES:
        return _("{list}: {sentence}").format(
            list=field_of(effect.key).label, sentence=effect.sentence
        )
    return effect.sentence


class _FittingArea(QScrollArea):
    """As high as what is in it, up to where scrolling is better."""

    def __init__(self, sheet: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("What happens"))
        self._sheet = sheet
        self.setWidget(sheet)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        layout = self._sheet.layout()
        assert layout is not None
        return min(layout.totalHeightForWidth(width), _MOST_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self._sheet.layout()
        assert layout is not None
        needed = layout.totalHeightForWidth(self.viewport().width())
        # Only what scrolls is worth a stop, and has a bar to keep away from.
        scrolls = needed > _MOST_HEIGHT
        far = Space.S if scrolls else 0
        layout.setContentsMargins(*((far, 0, 0, 0) if self.isRightToLeft() else (0, 0, far, 0)))
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.TabFocus if scrolls else policy.NoFocus)
