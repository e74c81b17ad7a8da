"""What is said in the place of a list: that it is empty, or, which is another thing, not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import N_, _, ngettext
from gui.model.fields import Field, Tab
from gui.views.icons import Glyph
from gui.views.text import Label
from gui.views.theme import Space


class _Note(QFrame):
    """A bar with a mark and a few sentences."""

    def __init__(self, tone: Literal["warning", "error"], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setProperty("tone", tone)
        self.label = Label("", wrap=True, selectable=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        line.setSpacing(Space.M)
        line.addWidget(Glyph(tone, tone), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.label, 1)
        self.hide()


class UnknownNote(_Note):
    """Explains a list whose key was missing in the read (API §4.6)."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent)
        self._field = field

    def show_state(self, *, unknown: bool, entered: bool) -> None:
        """Shows or hides the note; `entered` when the person has begun a new list."""
        if unknown:
            first = _("Workable did not show “{list}” of this record.")
            first = first.format(list=self._field.label)
            second = (
                _("Sending these replaces whatever is stored, unseen.")
                if entered
                else _("There may be some. What you enter here will replace whatever is stored.")
            )
            self.label.setText(f"{first} {second}")
        self.setVisible(unknown)


class ComplaintNote(_Note):
    """What the service said about a list as a whole when it refused it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("error", parent)

    def show_text(self, text: str) -> None:
        """Shows the text; nothing when it is empty."""
        self.label.setText(text)
        self.setVisible(bool(text))


_PICTURES: Final[Mapping[Tab, str]] = {Tab.EDUCATION: "school", Tab.EXPERIENCE: "job"}
_NEXT: Final[Mapping[Tab, str]] = {
    Tab.SOCIALS: N_("Paste the address of a profile above: the network and the name are read off."),
}
_USUAL_NEXT: Final = N_("Add the first one above, or paste one that you copied from somebody else.")


class EmptyNote(QWidget):
    """Says that a record has no entries of this kind, and how the first one comes."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        nouns = ngettext(*field.noun, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * Space.XXL, 0, 0)
        column.setSpacing(Space.S)
        picture = Glyph(_PICTURES.get(field.tab, "link"), "quiet", side=Space.XXL)
        said = _("There are no {nouns} on this record.").format(nouns=nouns)
        self.title = Label(said, role="strong", wrap=True)
        self.hint = Label(_(_NEXT.get(field.tab, _USUAL_NEXT)), role="quiet", wrap=True)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.XS)
        for label in (self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        self.hide()

    def show_state(self, *, empty: bool, editable: bool) -> None:
        """Shows or hides it; nothing can be added to what is only to be read."""
        self.hint.setVisible(editable)
        self.setVisible(empty)
