"""One collision: what was, what is in Workable now, what is yours, and what comes of it."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _
from gui.model.fields import Kind
from gui.model.findings import Level
from gui.model.merge import Collision, CollisionKind, Side
from gui.model.record import Record
from gui.model.texts import for_label
from gui.model.valuechecks import check_value
from gui.views.buttons import Button
from gui.views.dialogs.collision_texts import (
    Choice,
    Option,
    described,
    explanation_of,
    joined,
    kind_of,
    note_of,
    options_of,
    text_of,
    title_of,
)
from gui.views.fields.base import FieldTone
from gui.views.fields.row import FieldRow
from gui.views.fields.table import make_editor
from gui.views.icons import Glyph
from gui.views.panels.changes_excerpt import SHOWN_LIMIT, Look, Piece, side_by_side
from gui.views.panels.changes_text import DiffText
from gui.views.text import Label, set_tip
from gui.views.theme import Space, current_roles

_BY_WORDS: Final = frozenset((Kind.LINE, Kind.TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL))
_LEFT_TO_RIGHT: Final = frozenset((Kind.EMAIL, Kind.PHONE, Kind.URL))
_BAR: Final = 3
_KEYS: Final = {Choice.THEIRS: "1", Choice.MINE: "2", Choice.BOTH: "3", Choice.EDIT: "E"}


class CollisionCard(QFrame):
    """Signals: `decided()` when what comes of it is another; `walked(by)` for the arrow keys.

    Until something is chosen there is no result.
    """

    decided = Signal()
    walked = Signal(int)

    def __init__(
        self, collision: Collision, mine: Record, theirs: Record, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.collision = collision
        self.title = title_of(collision, mine, theirs)
        self._choice: Choice | None = None
        self._result: Side = collision.mine
        self._is_current = False
        self._shows_all = False
        self._row: FieldRow | None = None
        self.setProperty("look", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._status = Label(role="small")
        self._status_mark = Glyph("check", "accent", side=16)
        self.buttons: dict[Choice, Button] = {}
        self._sides = [
            _SideView(_("Was")),
            _SideView(_("In Workable now")),
            _SideView(_("Yours")),
        ]
        self._more = Button(_("Show all"), kind="quiet")
        self._more.clicked.connect(self._toggle_all)
        self._outcome = Label(role="quiet", wrap=True)
        self._compose()
        self._show_sides()
        self._show()

    # --- what the dialog uses --------------------------------------------------------------

    @property
    def options(self) -> tuple[Option, ...]:
        return options_of(self.collision)

    @property
    def choice(self) -> Choice | None:
        """What was chosen, None while nothing is."""
        return self._choice

    @property
    def result(self) -> Side:
        """What comes of it; to be read when `is_settled`."""
        return self._result

    @property
    def is_settled(self) -> bool:
        """Whether something was chosen that can be sent."""
        return self._choice is not None and not self._problem

    def choose(self, choice: Choice) -> bool:
        """Settles it this way; False where this choice is not offered."""
        if choice not in self.buttons:
            return False
        if choice is Choice.EDIT:
            # What is there stays there to be edited, to begin with mine.
            self._choice = choice
            self._show()
            if self._row is not None:
                # Not as by Tab, which selects all: the first letter would replace what was joined.
                self._row.editor.focus_editor(Qt.FocusReason.OtherFocusReason)
                _go_to_end(self._row.editor.main_widget())
        else:
            self._choice = choice
            self._result = self._result_of(choice)
            self._show()
        self.decided.emit()
        return True

    def owns_editor(self, widget: QWidget) -> bool:
        """Whether a widget belongs to the editor of the result."""
        return self._row is not None and self._row.isAncestorOf(widget)

    def set_current(self, current: bool) -> None:
        """Marks the card that the keys are for."""
        if current != self._is_current:
            self._is_current = current
            self.update()

    def set_number(self, number: int, total: int) -> None:
        """Tells its place among the others, for assistive technology."""
        told = []
        sides = (self.collision.base, self.collision.theirs, self.collision.mine)
        for view, side in zip(self._sides, sides, strict=True):
            text = for_label(text_of(self.collision, side)) or note_of(self.collision, side)
            told.append(_("{field}: {what}").format(field=view.name, what=text))
        self.setAccessibleName(
            _("{number} of {total}: {title}").format(number=number, total=total, title=self.title)
        )
        self.setAccessibleDescription(". ".join([*told, explanation_of(self.collision)]))

    # --- Qt's side -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Taken here, since the area around would scroll.
        if self.hasFocus() and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_current:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_roles().focus), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)

    # --- showing ---------------------------------------------------------------------------

    def _result_of(self, choice: Choice) -> Side:
        if choice is Choice.BOTH:
            return joined(self.collision)
        return self.collision.theirs if choice is Choice.THEIRS else self.collision.mine

    @property
    def _problem(self) -> str:
        return self._row.problem if self._row is not None else ""

    def _show(self) -> None:
        chosen = self._choice
        for choice, button in self.buttons.items():
            button.setChecked(choice is chosen)
        self._sides[1].set_chosen(chosen in (Choice.THEIRS, Choice.BOTH))
        self._sides[2].set_chosen(chosen in (Choice.MINE, Choice.BOTH))
        if self.collision.kind is not CollisionKind.VALUE:
            outcome = next((each.outcome for each in self.options if each.choice is chosen), "")
            self._outcome.setText(outcome or _("Choose what to keep."))
        elif chosen is None:
            self._outcome.setText(_("Choose what to keep, or edit it."))
        elif self._row is not None:
            self._outcome.hide()
            self._row.show()
            if chosen is not Choice.EDIT:
                self._row.editor.show_value(self._result)
            self._check()
        self._show_status()

    def _show_status(self) -> None:
        self._status.setText(_("Decided") if self.is_settled else _("Not decided"))
        self._status.set_tone("accent" if self.is_settled else "quiet")
        self._status_mark.setVisible(self.is_settled)

    def _made_row(self) -> FieldRow:
        kind = kind_of(self.collision)
        editor = make_editor(kind)
        is_flag = editor.carries_label
        label = described(self.collision).label if is_flag else _("Result")
        row = FieldRow(label, editor, self.collision.place)
        layout = row.layout()
        assert layout is not None
        layout.setSpacing(0)
        # Not the names that the form's own fields have.
        row.setObjectName("result_row")
        editor.main_widget().setObjectName("result")
        editor.main_widget().setAccessibleName(_("Result: {title}").format(title=self.title))
        editor.set_original(self.collision.base)
        editor.show_value(self._result)
        editor.edited.connect(self._on_edited)
        editor.noted.connect(lambda _tone, _text: self._on_noted())
        return row

    def _on_edited(self, value: object, _typing: bool) -> None:
        self._choice = Choice.EDIT
        self._result = cast(Side, value)
        self._show()
        self.decided.emit()

    def _on_noted(self) -> None:
        self._show_status()
        self.decided.emit()

    def _check(self) -> None:
        """Says what would keep the result from being sent."""
        if self._row is None:
            return
        findings = check_value(described(self.collision), self._result, self.collision.place)
        errors = [finding.text for finding in findings if finding.level is Level.ERROR]
        self._row.say(errors[0] if errors else "", FieldTone.ERROR)

    def _show_sides(self) -> None:
        collision = self.collision
        kind = kind_of(collision)
        by_words = collision.kind is not CollisionKind.VALUE or kind in _BY_WORDS
        base = text_of(collision, collision.base)
        theirs = text_of(collision, collision.theirs)
        texts = (base, theirs, text_of(collision, collision.mine))
        ltr = kind in _LEFT_TO_RIGHT
        compared = [
            side_by_side(base, text, words=by_words or text == base, everything=self._shows_all)
            for text in texts
        ]
        shown = [sides.after for sides in compared]
        if compared[1].is_cut and theirs:
            # Of a long text the part that was changed there, without marks: it is the original.
            shown[0] = tuple(_unmarked(piece) for piece in compared[1].before)
        for view, pieces, side in zip(
            self._sides, shown, (collision.base, collision.theirs, collision.mine), strict=True
        ):
            view.text.show_pieces(pieces, note=note_of(collision, side), left_to_right=ltr)
        cut = any(len(text) > SHOWN_LIMIT for text in texts)
        self._more.setVisible(cut)
        self._more.set_text(_("Show less") if self._shows_all else _("Show all"))

    def _toggle_all(self) -> None:
        self._shows_all = not self._shows_all
        self._show_sides()

    # --- making ----------------------------------------------------------------------------

    def _compose(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.XS)
        top.addWidget(Label(self.title, role="strong", wrap=True), 1)
        top.addWidget(self._status_mark)
        top.addWidget(self._status)
        sides = QHBoxLayout()
        sides.setSpacing(Space.XS)
        for view in self._sides:
            sides.addWidget(view, 1)
        choices = QHBoxLayout()
        choices.setSpacing(Space.S)
        for option in self.options:
            button = Button(option.label)
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, choice=option.choice: self.choose(choice))
            set_tip(button, option.outcome or option.label, _KEYS[option.choice])
            choices.addWidget(button)
            self.buttons[option.choice] = button
        choices.addStretch(1)
        choices.addWidget(self._more)
        self._outcome.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        upper = QVBoxLayout()
        upper.setSpacing(Space.M)
        upper.addLayout(top)
        if text := explanation_of(self.collision):
            upper.addWidget(Label(text, role="quiet", wrap=True))
        upper.addLayout(sides)
        upper.addLayout(choices)
        upper.addWidget(self._outcome)
        # A field has a bar for changes at its edge; its text is to stand under the buttons.
        upper.setContentsMargins(_BAR, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addLayout(upper)
        bottom = Space.M
        if self.collision.kind is CollisionKind.VALUE:
            # Made at once, so that the card has its height from the beginning.
            self._row = self._made_row()
            self._row.hide()
            column.addWidget(self._row)
            self._outcome.setMinimumHeight(self._row.sizeHint().height())
            bottom = Space.XS  # the field has a line below it
        column.setContentsMargins(Space.L - _BAR, Space.M, Space.L, bottom)


class _SideView(QWidget):
    """One of the three sides under its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self._is_chosen = False
        self.text = DiffText()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(Label(name, role="label"))
        column.addWidget(self.text)
        column.addStretch(1)

    def set_chosen(self, chosen: bool) -> None:
        if chosen != self._is_chosen:
            self._is_chosen = chosen
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_chosen:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current_roles().accent_soft))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)


def _unmarked(piece: Piece) -> Piece:
    return piece if piece.look is Look.GAP else Piece(Look.SAME, piece.text)


def _go_to_end(place: QWidget) -> None:
    """Puts the cursor behind what stands there."""
    if isinstance(place, QLineEdit):
        place.end(False)
    elif isinstance(place, QPlainTextEdit):
        place.moveCursor(QTextCursor.MoveOperation.End)
