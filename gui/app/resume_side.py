"""The resume and the form, side by side: who hears whom.

The form says which field is in front, the resume which text is picked; evidence, picking and the
reading ahead are services that know no widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from gui.i18n import _, ngettext
from gui.model.resume.standing import Standing
from gui.model.resume.taking import place_label
from gui.model.texts import for_label
from gui.model.values import Place
from gui.services.desk import Desk
from gui.services.line import Line, LineState
from gui.services.reading import Reader
from gui.services.resume_evidence import ResumeEvidence, Sighting
from gui.services.resume_knowledge import ResumeKnowledge
from gui.services.resume_picking import ResumePicking, Took
from gui.services.resume_targets import Fit, Target, deed_of, name_of
from gui.services.resume_view import ResumeView
from gui.services.session import Session, tab_of
from gui.services.settings import READ_AHEAD, Setting, Settings
from gui.services.tasks import Tasks
from gui.views.actions import Act
from gui.views.announce import announce
from gui.views.fields.row import FieldRow
from gui.views.form import Form
from gui.views.main_window import MainWindow
from gui.views.panels.resume import Picked, ResumePanel
from gui.views.panels.resume_drop import ResumeDrop
from gui.views.panels.resume_foot import Say
from gui.views.panels.resume_use import UseAs
from gui.views.panels.side import Side
from gui.views.resume_asks import ResumeAsks
from gui.views.tabs.base import as_entries
from gui.views.tabs.flash import Flash

_WORDS: Final = ("tags", "skills")
_BESIDE: Final = ", beside"
WARM_MS: Final = 1500
"""After the start, when nobody waits for anything: then a reader is made ready."""


class ResumeSide(QObject):
    """Made once by the program; holds `knowledge`, which proposals are made from as well."""

    def __init__(
        self,
        window: MainWindow,
        *,
        form: Form,
        panel: ResumePanel,
        view: ResumeView,
        beside: ResumeView,
        reader: Reader,
        desk: Desk,
        line: Line,
        settings: Settings,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._form = form
        self._panel = panel
        self._view = view
        self._desk = desk
        self._line = line
        self._settings = settings
        self._took: Took | None = None
        self.knowledge = ResumeKnowledge(
            view,
            tasks,
            reads_ahead=lambda: settings.get(READ_AHEAD),
            is_quiet=self._is_quiet,
            parent=self,
        )
        self.evidence = ResumeEvidence(self.knowledge, tasks, self)
        # Of the stored resume, while it is seen beside the staged one.
        known_beside = ResumeKnowledge(
            beside, tasks, reads_ahead=lambda: False, name=_BESIDE, parent=self
        )
        self._evidence_beside = ResumeEvidence(known_beside, tasks, self, name=_BESIDE)
        asks = ResumeAsks(lambda: window, lambda: panel.foot if panel.isVisible() else form)
        self.picking = ResumePicking(self.knowledge, asks, tasks, self)
        self.drop = ResumeDrop(form, takes=self.picking.takes)
        self._connect()
        self._warm = QTimer(self)
        self._warm.setSingleShot(True)
        self._warm.timeout.connect(lambda: tasks.start(reader.warm(), name="warm the reader"))
        self._warm.start(WARM_MS)

    def show_session(self, session: Session | None) -> None:
        """Follows another candidate; the form shows it already."""
        self._view.show_session(session)
        self._look()

    # --- who hears whom --------------------------------------------------------------------

    def _connect(self) -> None:
        panel, acts = self._panel, self._window.acts
        self._form.here_changed.connect(self._look)
        self.evidence.seen.connect(self._show_evidence)
        self._evidence_beside.seen.connect(self._show_evidence_beside)
        for evidence in (self.evidence, self._evidence_beside):
            evidence.led.connect(lambda place: self._form.show_place(place, flash=True))
            evidence.nowhere.connect(self._say_nowhere)
        panel.word_clicked.connect(self.evidence.lead_from)
        panel.word_clicked_beside.connect(self._evidence_beside.lead_from)
        panel.picked.connect(self._use)
        panel.other_asked.connect(self._ask_target)
        panel.offer_taken.connect(self.picking.take_other)
        panel.dragged.connect(self._on_dragged)
        panel.dropped.connect(self._on_dropped)
        panel.drag_ended.connect(self.drop.end)
        self.picking.took.connect(self._on_took)
        self.picking.refused.connect(self._on_refused)
        acts[Act.RESUME_PANEL].triggered.connect(lambda _on: self._go_over())
        acts[Act.USE_SELECTION].triggered.connect(lambda: self._with_selection(self._use))
        acts[Act.USE_AS].triggered.connect(lambda: self._with_selection(self._ask_target))
        ahead = acts[Act.READ_AHEAD]
        ahead.setChecked(self._settings.get(READ_AHEAD))
        ahead.triggered.connect(self._choose_ahead)
        self._settings.changed.connect(self._on_setting)

    def _is_quiet(self) -> bool:
        """Whether a file may be fetched that nobody has asked for."""
        is_connected = self._line.state is LineState.CONNECTED and not self._line.is_held
        return is_connected and self._desk.opening is None

    def _choose_ahead(self, on: bool) -> None:
        self._settings.set(READ_AHEAD, on)
        # The organisation may have set it: then the tick stays as it was.
        self._window.acts[Act.READ_AHEAD].setChecked(self._settings.get(READ_AHEAD))

    def _on_setting(self, setting: Setting[object]) -> None:
        if setting.name == READ_AHEAD.name:
            self._window.acts[Act.READ_AHEAD].setChecked(self._settings.get(READ_AHEAD))
            self.knowledge.look_again()

    # --- where one is ----------------------------------------------------------------------

    def _look(self) -> None:
        for evidence in (self.evidence, self._evidence_beside):
            evidence.look_at(self._form.session, self._form.current_place())
        place = self._target_place()
        self._panel.show_target(deed_of(place) if place is not None else "")

    def _target_place(self) -> Place | None:
        """Where a selection goes: the field in front, or the list that is shown; None where that
        takes no text, or neither is there."""
        place, page = self._form.current_place(), as_entries(self._form.page)
        if place is None and page is not None:
            place = Place(page.field.key)
        if place is None or not self.picking.takes(place):
            return None
        # A word is added beside the others.
        return Place(place.key) if place.key in _WORDS else place

    def _go_over(self) -> None:
        """From the form into the resume, and from there back to the field one came from."""
        focused = QApplication.focusWidget()
        is_there = focused is not None and self._panel.isAncestorOf(focused)
        self._window.show_side(Side.RESUME)
        if is_there:
            self._form.enter()
        else:
            self._panel.canvas.setFocus()

    # --- evidence --------------------------------------------------------------------------

    def _show_evidence(self) -> None:
        sighting, offer = self.evidence.sighting, self._form.offer_here()
        if offer is not None:
            # What the resume offers here instead is of more interest than what stands there.
            self._panel.show_evidence(offer.spans, say=Say(_("Offered from here"), "resume"))
        else:
            say = _said_of(sighting, of_two=self._panel.pair.is_both)
            self._panel.show_evidence(sighting.main, sighting.others, say)

    def _show_evidence_beside(self) -> None:
        sighting = self._evidence_beside.sighting
        self._panel.show_evidence_beside(sighting.main, sighting.others)

    def _say_nowhere(self, word: str) -> None:
        text = _("“{word}” stands in no field.").format(word=for_label(word, 40))
        self._panel.say(Say(text, "info"))
        announce(self._panel, text)

    # --- picking ---------------------------------------------------------------------------

    def _with_selection(self, deed: Callable[[Picked], None]) -> None:
        picked = self._panel.selected
        if picked is None:
            self._window.status.say(_("Select some text in the resume first."))
        else:
            deed(picked)

    def _use(self, picked: Picked) -> None:
        """Puts a selection into the field in front; without one the field is asked for."""
        place = self._target_place()
        if place is None:
            self._ask_target(picked)
        else:
            self._put(picked, Target(place))

    def _ask_target(self, picked: Picked) -> None:
        session = self._form.session
        if session is None or session.is_read_only:
            self._on_refused(_("This record cannot be changed."))
            return
        if not self._panel.isVisible():
            self._window.show_side(Side.RESUME)
        front = self._form.current_tab
        popup = UseAs(self.picking.fits(picked.text, self._open_entry(), front=front), self._panel)

        def choose(fit: Fit) -> None:
            self._put(picked, fit.target)

        popup.chosen.connect(choose)
        popup.show_at(self._panel.foot)

    def _open_entry(self) -> Place | None:
        page = as_entries(self._form.page)
        if page is not None and page.is_built and page.list.open_ref is not None:
            return Place(page.field.key, page.list.open_ref)
        return None

    def _put(self, picked: Picked, target: Target) -> None:
        self._form.commit()
        self.picking.put(picked.text, target)

    def _on_dragged(self, _picked: Picked, where: QPoint) -> None:
        self._panel.canvas.show_fate(self.drop.over(where))

    def _on_dropped(self, picked: Picked, where: QPoint) -> None:
        place = self.drop.place_at(where)
        if place is not None:
            self._put(picked, Target(place))

    def _on_took(self, took: Took) -> None:
        self._took = took
        for place in took.places or (took.place,):
            self._flash(place)
        self._panel.say(Say(took.sentence, "check", "added", "text"), took.other_label)
        self._window.status.say(took.sentence)
        announce(self._panel, took.sentence)

    def _on_refused(self, hint: str) -> None:
        self._panel.say(Say(hint, "info"))
        self._window.status.say(hint)
        announce(self._panel, hint)

    def _flash(self, place: Place) -> None:
        """Shows where something was put, without taking the focus there."""
        form = self._form
        if tab_of(place) is not form.current_tab:
            return
        page = form.page
        listed = as_entries(page)
        if listed is not None and place.field is None and place.entry is not None:
            listed.bring_into_view(listed.list, listed.list.area_of(place.entry))
            listed.list.flash(place.entry)
            return
        for row in page.findChildren(FieldRow):
            if place.covers(row.place) and row.isVisible():
                page.bring_into_view(row)
                Flash(row, row.rect())


def _said_of(sighting: Sighting, *, of_two: bool) -> Say:
    """What is said of a sighting: in words, so that the colour of a frame is not all. `of_two`
    where the stored resume is seen beside the one that is spoken of."""
    place, evidence = sighting.place, sighting.evidence
    if place is None:
        return Say()
    is_entry = place.entry is not None and place.field is None
    name = (
        name_of(place) if is_entry and place.key not in ("tags", "skills") else place_label(place)
    )
    if evidence.standing is Standing.ABSENT:
        absent = (
            _("Not in the staged resume: {field}") if of_two else _("Not in the resume: {field}")
        )
        return Say(absent.format(field=name), "info")
    if evidence.standing is Standing.PARTLY:
        return Say(_("Partly in the resume: {field}").format(field=name), "check")
    if evidence.standing is Standing.SIMILAR:
        return Say(_("Written otherwise in the resume: {field}").format(field=name), "check")
    if evidence.standing is Standing.FOUND:
        count = len(sighting.others) + 1
        text = ngettext(
            "In the resume: {field}", "In {count} places of the resume: {field}", count
        ).format(field=name, count=count)
        return Say(text, "check")
    return Say()
