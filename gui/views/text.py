"""Strangers' text on the screen: plain always, short enough, and without hidden characters.

Qt guesses whether a text is rich; a name such as ``<img src=…>`` would then open files. So all
labels are `Label`, all tips are set by `set_tip`, and texts of buttons, tabs, menus and titles
pass `plain` or `title`. The full value always stays in the model: only what is shown is cut.
"""

from __future__ import annotations

import unicodedata
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from gui.views.theme import TextRole, type_font

SHOWN_LIMIT: Final = 300
"""How many characters of a text a label shows (reliability H43)."""

Tone: TypeAlias = Literal[
    "text", "quiet", "accent", "on_accent", "changed", "added", "removed", "warning", "error"
]
"""The colour of a label's text, by the theme's role."""

_JOINERS = "\u200c\u200d"
_ISOLATES = "\u2068\u2069"
_SAID: Final = "said_with_tip"
_QUIET_ROLES: Final = frozenset({"small", "quiet", "label"})


def isolated(text: str) -> str:
    """The text wrapped so that its writing direction leaves the sentence around it alone."""
    return f"\u2068{text}\u2069"


def shown(text: str, *, limit: int = SHOWN_LIMIT, lines: bool = False) -> str:
    """The text as it may be shown: at most `limit` characters, hidden ones made visible.

    Line breaks become blanks, or stay with `lines`. Controls, direction overrides, zero-width
    characters and lone surrogates are shown as a picture or ⟨U+202E⟩; joiners stay where they
    join letters or emoji, isolates where they come in pairs (see `isolated`).
    """
    if len(text) > limit:
        text = text[: max(limit - 1, 0)].rstrip() + "…"
    if text.isascii() and text.isprintable():
        return text
    paired = text.count(_ISOLATES[0]) == text.count(_ISOLATES[1])
    out = []
    for at, char in enumerate(text):
        if char in "\r\n\u2028\u2029\t":
            if not (char == "\r" and text[at + 1 : at + 2] == "\n"):
                out.append("\n" if lines and char != "\t" else " ")
        elif (
            unicodedata.category(char) not in ("Cc", "Cf", "Cs")
            or (char in _JOINERS and _joins(text, at))
            or (char in _ISOLATES and paired)
            or "\U000e0020" <= char <= "\U000e007f"  # the letters inside flag emoji
        ):
            out.append(char)
        elif char < " ":
            out.append(chr(0x2400 + ord(char)))
        else:
            out.append(f"⟨U+{ord(char):04X}⟩")
    return "".join(out)


def _joins(text: str, at: int) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(around) == 2 and all(ord(char) > 0xFF and not char.isspace() for char in around)


def plain(text: str) -> str:
    """The text for a button, tab or menu, where a single & would make a mnemonic (H48)."""
    return shown(text).replace("&", "&&")


def title(text: str) -> str:
    """The text for a window's title, where [*] would be taken for the modified mark (H48)."""
    return shown(text).replace("[*]", "[*][*]")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def tip_text(text: str) -> str:
    """The text as a tip that cannot be taken for markup."""
    body = _escaped(shown(text, lines=True)).replace("\n", "<br/>")
    return f"<qt>{body}</qt>" if text else ""


def set_tip(target: QWidget | QAction, text: str, shortcut: str = "") -> None:
    """Gives a widget or action a plain-text tip; `shortcut` is added in brackets.

    Assistive technology hears the same as the widget's description, unless it has one.
    """
    whole = f"{text} ({shortcut})" if shortcut and text else text
    target.setToolTip(tip_text(whole))
    if not isinstance(target, QWidget):
        return
    if target.accessibleDescription() in ("", target.property(_SAID)):
        # Qt would read out the tip itself there, markup and all.
        said = shortcut if shortcut and text == target.accessibleName() else shown(whole)
        target.setAccessibleDescription(said)
        target.setProperty(_SAID, said)


class Label(QLabel):
    """The one label: plain text, never markup, at most `SHOWN_LIMIT` characters.

    `role` is its place in the type scale, `tone` the colour of its text by the theme's role.
    `selectable` lets a person mark and copy it, by keys too. `elide` cuts it to the width that
    there is, with the whole text as the tip; `wrap` breaks it into lines. An accessible name is
    not set on purpose: it would hide a changed text from a screen reader.
    """

    def __init__(
        self,
        text: str = "",
        *,
        role: TextRole = "body",
        tone: Tone | None = None,
        selectable: bool = False,
        elide: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role: TextRole = role
        self._elide = elide
        self._wrap = wrap
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.set_tone(tone or ("quiet" if role in _QUIET_ROLES else "text"))
        self._set_role_font()
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self.setCursor(Qt.CursorShape.IBeamCursor)
        if elide:
            self.installEventFilter(self)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._side = self.alignment()
        self._align()
        self.setText(text)

    def setText(self, text: str) -> None:
        """Shows the text (see `shown`); nothing happens when it is the one shown."""
        text = shown(text, lines=self._wrap)
        if text != self.text():
            super().setText(text)

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Aligns the text as the layout runs, whichever way the text itself does."""
        self._side = alignment
        self._align()

    def set_tone(self, tone: Tone) -> None:
        """Colours the text by a role of the theme."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)

    def is_cut(self) -> bool:
        """Whether the text does not fit and is shown cut."""
        return self._elide and self._text_width() > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._elide:
            hint.setWidth(min(hint.width(), self.fontMetrics().averageCharWidth() * 4))
        return hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_cut():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        rect = self.contentsRect()
        cut = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, rect.width(), 0
        )
        self.style().drawItemText(
            painter,
            rect,
            self.alignment() | Qt.TextFlag.TextSingleLine,
            self.palette(),
            self.isEnabled(),
            isolated(cut),  # or "…" would stand before the text in a mirrored layout
            self.foregroundRole(),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of itself where it may be cut: an `event` of its own would be called in Python for
        whatever happens to any label."""
        if (
            watched is self
            and event.type() == QEvent.Type.ToolTip
            and isinstance(event, QHelpEvent)
            and not self.toolTip()
            and self.is_cut()
        ):
            QToolTip.showText(event.globalPos(), tip_text(self.text()), self)
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self._set_role_font()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()
        super().changeEvent(event)

    def _align(self) -> None:
        # By itself Qt would put a Latin name on the far side of a mirrored layout.
        super().setAlignment(_visual(self._side, self.layoutDirection()))

    def _set_role_font(self) -> None:
        self.setFont(type_font(self._role))

    def _text_width(self) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(self.text())


def _visual(side: Qt.AlignmentFlag, direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """As `QStyle.visualAlignment`: loading that class takes longer than making all labels."""
    flag = Qt.AlignmentFlag
    if not side & flag.AlignHorizontal_Mask:
        side |= flag.AlignLeft
    if side & flag.AlignAbsolute or not side & (flag.AlignLeft | flag.AlignRight):
        return side
    if direction is Qt.LayoutDirection.RightToLeft:
        side ^= flag.AlignLeft | flag.AlignRight
    return side | flag.AlignAbsolute


def restyle(widget: QWidget) -> None:
    """Has the style sheet look again at a widget whose dynamic property has changed."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Sets a property that the style sheet reads; nothing happens when it has that value."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)
