"""What the resume offers, connected: the form that shows it, the resume with its evidence, the
commands that walk through it. Nothing of it is put in unless somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui.i18n import _
from gui.model.resume.proposal import Proposal
from gui.services.offers import Knowledge, Offers
from gui.services.session import Session
from gui.services.tasks import Tasks
from gui.services.vocabulary import Vocabulary
from gui.views.actions import Act
from gui.views.announce import announce
from gui.views.form import Form
from gui.views.main_window import MainWindow
from gui.views.offers.bar import OfferBar, differences_text
from gui.views.panels.resume import ResumePanel
from gui.views.panels.resume_foot import Say
from gui.views.panels.side import Side


class Offering(QObject):
    """Made once, after the window. `show_again` has the evidence shown that belongs to where the
    focus is."""

    def __init__(
        self,
        knowledge: Knowledge,
        tasks: Tasks,
        vocabulary: Vocabulary,
        *,
        form: Form,
        panel: ResumePanel,
        window: MainWindow,
        show_again: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._knowledge = knowledge
        self._form = form
        self._panel = panel
        self._window = window
        self._show_again = show_again
        self._said: Session | None = None
        self._walked: Session | None = None
        self._here: Proposal | None = None
        self.offers = Offers(
            knowledge, tasks, vocabulary=lambda account: vocabulary.words(account, "skills")
        )
        acts = window.acts
        self.bar = OfferBar()
        panel.add_below(self.bar)
        form.use_offers(self.offers)
        self.bar.step_asked.connect(self.step)
        self.bar.back_asked.connect(self.offers.bring_back)
        self.offers.changed.connect(self._show)
        self.offers.taken.connect(lambda _taken: self._tell_taken())
        self.offers.evidence_wanted.connect(self._show_evidence)
        self.offers.compared.connect(self._show)
        knowledge.changed.connect(self._show)
        form.here_changed.connect(self._look)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._on_focus)
        acts[Act.NEXT_OFFER].triggered.connect(lambda: self.step(1))
        acts[Act.PREVIOUS_OFFER].triggered.connect(lambda: self.step(-1))
        acts[Act.SET_ASIDE].triggered.connect(self._set_aside)

    def show_session(self, session: Session | None) -> None:
        """Another candidate is in front, or nobody."""
        self.offers.follow(session)
        self._show()

    def step(self, by: int) -> None:
        """Leads to the next place where the resume has something else, or the one before, with
        its evidence beside it."""
        form, window = self._form, self._window
        form.commit()
        here = form.offer_here()
        if here is not None and form.session is not self._walked:
            offer: Proposal | None = here  # the first step leads to nothing that it passes by
        else:
            offer = self.offers.beside(here or form.current_place(), by)
        if offer is None:
            window.status.say(self._why_nothing())
            return
        self._walked = form.session
        window.show_side(Side.RESUME)
        form.show_offer(offer)
        self._look()

    # --- inside ----------------------------------------------------------------------------

    def _why_nothing(self) -> str:
        session = self._form.session
        if self.offers.is_known or session is None:
            return differences_text(0)
        known = self._knowledge.facts
        if known is not None and not known.text.strip():
            return _("The resume is a picture: it has no text to compare.")
        facts = session.baseline.facts
        if not (facts.resume_filename or facts.resume_url or session.value("resume")):
            return _("There is no resume to compare with.")
        self._window.show_side(Side.RESUME)
        return _("The resume is not read yet.")

    def _on_focus(self) -> None:
        # From one card to the next the form knows of no other place.
        if self._form.offer_here() != self._here:
            self._look()

    def _look(self) -> None:
        """The focus is elsewhere: its evidence is shown."""
        self._show()
        if self.offers.is_known:
            self._show_again()

    def _show(self) -> None:
        stops = self.offers.stops
        before, self._here = self._here, self._form.offer_here()
        at = next((n for n, stop in enumerate(stops, start=1) if stop == self._here), 0)
        known = self.offers.is_known
        self.bar.show_state(count=len(stops), aside=self.offers.aside_count, at=at, known=known)
        if before not in (None, self._here):
            # Not when the first come: the resume stays where it was read.
            self._show_again()
        session = self.offers.session
        if stops and session is not None and session is not self._said:
            self._said = session
            announce(self.bar, differences_text(len(stops)))

    def _show_evidence(self, spans: tuple[range, ...]) -> None:
        """Of the offer that is looked at, else of where the focus is."""
        if spans:
            self._panel.show_evidence(spans, say=Say(_("Offered from here"), "resume"))
        else:
            self._show_again()

    def _set_aside(self) -> None:
        if self._form.set_offer_aside():
            announce(self._form, _("No longer offered"))
        else:
            self._window.status.say(_("The resume offers nothing here."))

    def _tell_taken(self) -> None:
        left = differences_text(self.offers.count)
        announce(self._form, _("Taken over. {left}").format(left=left))
