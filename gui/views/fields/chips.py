"""The editor of a set of words: tags, skills (ux rules 27 and 28)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QListView, QVBoxLayout, QWidget

from gui.i18n import _, listed
from gui.model.texts import for_label
from gui.model.values import MISSING, Words
from gui.model.words import has_separator, sign_of, split_words
from gui.views.announce import announce
from gui.views.fields.base import Editor, FieldTone
from gui.views.fields.chip_model import ChipModel, find_twin, join_words
from gui.views.fields.chip_view import ChipView
from gui.views.fields.inputs import LineInput
from gui.views.theme import Space

_SUGGESTED: Final = 8


class AddLine(LineInput):
    """The line in which a new word is typed.

    Signals: `finished(text)` when words are complete: Enter, a comma, a paste of several;
    `suggestion_taken(word)`; `back()` for keys that lead to the chips from an empty line.
    """

    finished = Signal(object)
    suggestion_taken = Signal(str)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = QStringListModel(self)
        self.suggestions = QCompleter(self._known, self)
        self.suggestions.setWidget(self)
        self.suggestions.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.suggestions.setFilterMode(Qt.MatchFlag.MatchContains)
        self.suggestions.setMaxVisibleItems(_SUGGESTED)
        self._popup = QListView()
        self._popup.setProperty("look", "popup")
        self.suggestions.setPopup(self._popup)
        self.suggestions.activated.connect(self._on_activated)
        self.changed.connect(self._on_changed)
        self.entered.connect(lambda: self.finished.emit(self.text()))

    def set_known(self, words: Iterable[str]) -> None:
        """Words to suggest, in the order in which they are."""
        self._known.setStringList(list(words))

    def paste_text(self, text: str) -> None:
        if self.isReadOnly() or not has_separator(text.strip()):
            super().paste_text(text)
            return
        start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        before, after = self.text()[:start], self.text()[start + len(self.selectedText()) :]
        self._popup.hide()
        self.finished.emit(before + text + after)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, popup = event.key(), self._popup
        if popup.isVisible() and popup.currentIndex().isValid():
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                event.ignore()  # the list takes it
                return
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            popup.hide()
        if key == Qt.Key.Key_Escape and popup.isVisible():
            popup.hide()
            return
        backward = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
        at_start = not self.text() and not self.is_composing
        if at_start and key in (Qt.Key.Key_Backspace, backward):
            self.back.emit()
        elif key == Qt.Key.Key_Down and not self.isReadOnly() and not popup.isVisible():
            self._suggest()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _on_changed(self, typing: bool) -> None:
        if has_separator(self.text()):
            self._popup.hide()
            self.finished.emit(self.text())
        elif self.text().strip():
            self._suggest()
        else:
            self._popup.hide()

    def _suggest(self) -> None:
        self.suggestions.setCompletionPrefix(self.text().strip())
        if self.suggestions.completionCount() and self.hasFocus():
            self.suggestions.complete()
            self._fit_popup()
        else:
            self._popup.hide()

    def _fit_popup(self) -> None:
        """Gives the list the height of its rows; Qt forgets what the style puts around them."""
        rows = min(self.suggestions.completionCount(), _SUGGESTED)
        around = self._popup.height() - self._popup.viewport().height()
        self._popup.resize(
            self._popup.width(), rows * self._popup.sizeHintForRow(0) + max(around, 2 * Space.XS)
        )

    def _on_activated(self, word: str) -> None:
        self.suggestion_taken.emit(word)


class ChipEditor(Editor):
    """A line to add words and the set of them below, each removed by its cross or by keys.

    The value is a tuple of texts in their order; twins that the record already holds are kept.
    `add_label` is the accessible name of the line, such as "Add tag".
    """

    def __init__(self, add_label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: object = ()
        self._known: tuple[str, ...] = ()
        self._rewriting = ""
        """What stands in the line of a chip that is being changed in its place."""
        self._model = ChipModel()
        self._model.setParent(self)
        self.line = AddLine()
        self.line.setPlaceholderText(add_label)
        self.line.setAccessibleName(add_label)
        self.line.setObjectName("add_word")
        self.chips = ChipView(self._model)
        self.chips.empty_text = self._said_of_nothing()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.line)
        column.addWidget(self.chips)

        self.line.finished.connect(self._on_finished)
        self.line.suggestion_taken.connect(self._on_finished)
        self.line.back.connect(self._on_back)
        self.line.changed.connect(self._on_line_changed)
        self.line.focus_left.connect(self._focus_moved)
        self.chips.focus_left.connect(self._focus_moved)
        self.chips.remove_asked.connect(self._remove)
        self.chips.renamed.connect(self._rename)
        self.chips.rewriting.connect(self._on_rewriting)
        self.chips.moved.connect(self._move)
        self.chips.left_behind.connect(self._to_line)
        self.chips.typed.connect(self._type_in_line)

    # --- what the form uses ----------------------------------------------------------------

    @property
    def words(self) -> Words:
        """The words shown."""
        return self._model.words

    @property
    def current_word(self) -> str | None:
        """The word of the chip that the arrow keys are at; None for none."""
        at = self.chips.currentIndex().row()
        return self.words[at] if 0 <= at < len(self.words) else None

    def main_widget(self) -> QWidget:
        return self.chips

    def set_label(self, label: str) -> None:
        super().set_label(label)
        self.line.setObjectName(f"add.{label}")

    def focus_editor(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.line.setFocus(reason)

    def show_value(self, value: object) -> None:
        words = _as_words(value)
        self._value = value
        self.chips.empty_text = self._said_of_nothing()
        if words != self.words:
            self._show(words)

    def set_original(self, value: object) -> None:
        self._model.set_original(_as_words(value))

    def set_suggestions(self, words: Iterable[str]) -> None:
        """Words that are likely; any other can be typed all the same."""
        self._known = tuple(words)
        self._refresh_suggestions()

    def commit(self) -> None:
        # Whoever sends or goes on to somebody else has said all that Enter would say.
        if self.has_unread_text and not self._read_only:
            self._on_finished(self.line.text())
        super().commit()

    @property
    def has_waiting_word(self) -> bool:
        return self.has_unread_text

    @property
    def has_unread_text(self) -> bool:
        """Whether the line holds words that are not in the set yet."""
        return bool(self.line.text().strip())

    def show_unfinished(self, text: str) -> None:
        if text == self._left_over():
            return
        with self._showing():
            self.line.put(text)
        self._say_unread()

    def start_over(self) -> None:
        with self._showing():
            self.line.clear()
        self._rewriting = ""
        self._say("")

    def set_fault(self, fault: bool) -> None:
        """The set is marked by its row alone; a red line would accuse the one for adding."""

    # --- what happens ----------------------------------------------------------------------

    def _show(self, words: Words) -> None:
        at = self.chips.currentIndex().row()
        self._model.show(words)
        if self.chips.hasFocus():
            if words:
                self.chips.setCurrentIndex(self._model.index(min(max(at, 0), len(words) - 1)))
            else:
                self._to_line()
        self._refresh_suggestions()

    def _want(self, words: Words) -> None:
        self._show(words)
        self._value = words
        self._tell(words, typing=False)

    def _on_finished(self, text: str) -> None:
        if self._read_only:
            return
        with self._showing():
            self.line.clear()
        self.unfinished.emit("")
        before = self.words
        words, twins = join_words(before, split_words(text))
        if words != before:
            self._want(words)
            # The focus stays in the line, which is empty now.
            added = listed(for_label(word, 40) for word in words[len(before) :])
            announce(self.line, _("Added: {name}").format(name=added))
        if twins:
            self.chips.blink(twins)
            there = listed(for_label(words[at], 40) for at in dict.fromkeys(twins))
            there = _("Already there: {words}").format(words=there)
            self._say(there)
            announce(self.line, there)
        else:
            self._say("")

    def _on_line_changed(self) -> None:
        if not self._is_showing:
            self._say("")
            self.unfinished.emit(self._left_over())

    def _on_back(self) -> None:
        self.chips.select(len(self.words) - 1)

    def _to_line(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type_in_line(self, text: str) -> None:
        self._to_line()
        self.line.insert(text)

    def _remove(self, row: int) -> None:
        words = self.words
        self._want((*words[:row], *words[row + 1 :]))
        if self.words:
            self.chips.select(min(row, len(self.words) - 1))
        else:
            self._to_line()

    def _rename(self, row: int, text: object) -> None:
        words = self.words
        self._on_rewriting("")
        if not isinstance(text, str) or not 0 <= row < len(words):
            return
        word = text.strip()
        if not word or text == words[row]:
            return
        twin = find_twin(words, word, besides=row)
        if twin >= 0:
            self.chips.blink((twin,))
            self._say(_("Already there: {words}").format(words=for_label(words[twin], 40)))
            return
        # The line of the chip goes with the old words; the focus must not go elsewhere with it.
        focused = QApplication.focusWidget()
        stays = focused is not None and self.chips.isAncestorOf(focused)
        self._want((*words[:row], word, *words[row + 1 :]))
        self.chips.setCurrentIndex(self._model.index(row))
        if stays:
            self.chips.select(row)

    def _move(self, row: int, by: int) -> None:
        words = list(self.words)
        to = row + by
        if 0 <= to < len(words):
            words.insert(to, words.pop(row))
            self._want(tuple(words))
            self.chips.select(to)

    def _focus_left(self, reason: Qt.FocusReason) -> None:
        if self.has_unread_text:
            self._say_unread()
        super()._focus_left(reason)

    def _on_rewriting(self, text: str) -> None:
        """Kept like a word that is not added yet: a chip has no place of its own in a draft."""
        if text.strip() != self._rewriting:
            self._rewriting = text.strip()
            self.unfinished.emit(self._left_over())

    def _left_over(self) -> str:
        line = self.line.text() if self.has_unread_text else ""
        return f"{line}, {self._rewriting}" if line and self._rewriting else line or self._rewriting

    def _say_unread(self) -> None:
        text = self.line.text().strip()
        said = _("Press Enter to add {word}").format(word=for_label(text, 40)) if text else ""
        self._say(said, warn=True)

    def _say(self, text: str, *, warn: bool = False) -> None:
        self._note(FieldTone.WARNING, text if warn else "")
        self._note(FieldTone.HINT, "" if warn else text)

    def _refresh_suggestions(self) -> None:
        there = {sign_of(word) for word in self.words}
        self.line.set_known(word for word in self._known if sign_of(word) not in there)

    def _said_of_nothing(self) -> str:
        """What stands where the chips would be: why there are none, and what can be done."""
        if self._value is MISSING:
            return _("Not known: the service left this list out")
        if self._read_only:
            return _("None")
        return _("None yet: type one and press Enter, or paste several with commas.")

    def _apply_read_only(self) -> None:
        self.chips.empty_text = self._said_of_nothing()
        self.line.setReadOnly(self._read_only)
        self.line.setVisible(not self._read_only)
        self.chips.set_can_edit(not self._read_only)


def _as_words(value: object) -> Words:
    if isinstance(value, tuple | list):
        return tuple(word for word in value if isinstance(word, str))
    return ()
