"""How a token is made and which rights it needs (API §2.2, §2.3), for who connects an account."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.i18n import N_, _
from gui.views.announce import announce
from gui.views.buttons import Button
from gui.views.text import Label
from gui.views.theme import Space, grown

STEPS: Final = (
    N_("In Workable, open the menu at the profile picture and choose Settings."),
    N_("Go to Integrations, then Apps, to the section API Access Tokens."),
    N_("Generate a token. Name it, for example Redline, and choose how long it is valid."),
    N_("Tick these rights and no others:"),
    N_("Copy the token at once: Workable shows it only this one time."),
)

RIGHTS: Final = (
    ("r_candidates", N_("open and search candidates")),
    ("w_candidates", N_("send your corrections")),
    ("r_jobs", N_("names of jobs and stages")),
)

_RIGHTS_STEP: Final = 3
_CIRCLE: Final = 24


class TokenHelp(QFrame):
    """The steps as a card, and a button that copies them for whoever is an Admin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        sheet = QWidget()
        steps = QVBoxLayout(sheet)
        steps.setContentsMargins(0, 0, Space.S, 0)
        steps.setSpacing(Space.M)
        for at, step in enumerate(STEPS):
            steps.addLayout(_step(at + 1, _(step)))
            if at == _RIGHTS_STEP:
                steps.addLayout(_rights())
        steps.addStretch(1)
        # Large letters need more height than the dialog has.
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(sheet)

        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.S, Space.M)
        column.setSpacing(Space.M)
        column.addWidget(Label(_("How an Admin makes a token"), role="strong"))
        column.addWidget(area, 1)
        column.addWidget(
            Label(
                _("Only Admins can do this. If you are none, send the steps to one."),
                role="small",
                wrap=True,
            )
        )
        self._copy = Button(_("Copy these steps"), kind="quiet", icon_name="copy")
        self._copy.clicked.connect(self._copy_steps)
        row = QHBoxLayout()
        row.addWidget(self._copy)
        row.addStretch(1)
        column.addLayout(row)

    def _copy_steps(self) -> None:
        QGuiApplication.clipboard().setText(steps_as_text())
        # The focus stays where it is, so the word has to be said.
        self._copy.set_text(_("Copied"))
        announce(self._copy, _("Copied"))


def steps_as_text() -> str:
    """The steps to be pasted into a message."""
    lines = [_("An access token for Redline, made by an Admin of the Workable account:"), ""]
    for at, step in enumerate(STEPS):
        lines.append(f"{at + 1}. {_(step)}")
        if at == _RIGHTS_STEP:
            lines.extend(f"   - {right}: {_(why)}" for right, why in RIGHTS)
    return "\n".join(lines) + "\n"


def _step(number: int, text: str) -> QHBoxLayout:
    circle = QFrame()
    circle.setProperty("look", "chip")
    circle.setFixedSize(grown(_CIRCLE), grown(_CIRCLE))
    inside = QHBoxLayout(circle)
    inside.setContentsMargins(0, 0, 0, 0)
    figure = Label(str(number), role="label")
    figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
    inside.addWidget(figure)
    row = QHBoxLayout()
    row.setSpacing(Space.M)
    row.addWidget(circle, 0, Qt.AlignmentFlag.AlignTop)
    words = Label(text, wrap=True)
    row.addWidget(words, 1)
    return row


def _rights() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(grown(_CIRCLE) + Space.M, 0, 0, 0)
    grid.setHorizontalSpacing(Space.M)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    for at, (right, why) in enumerate(RIGHTS):
        grid.addWidget(Label(right, role="strong", selectable=True), at, 0)
        grid.addWidget(Label(_(why), role="quiet", wrap=True), at, 1)
    return grid
