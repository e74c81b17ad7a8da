"""Searching in the resume: what is found is marked, counted and stepped through."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from gui.views.announce import announce
from gui.views.panels.resume_bars import SearchLine
from gui.views.panels.resume_sheet import MarkKind
from gui.views.panels.resume_viewer import ResumeViewer


class ResumeSearch(QObject):
    """Looks for what is typed in `line` in the resume of a viewer."""

    def __init__(self, line: SearchLine, viewer: ResumeViewer) -> None:
        super().__init__(line)
        self.line = line
        self._viewer = viewer
        self._hits: tuple[range, ...] = ()
        self._hit = -1
        line.hide()
        line.wanted.connect(lambda: self._search())
        line.step_asked.connect(self._step)
        line.closed.connect(self._close)

    @property
    def is_open(self) -> bool:
        return not self.line.isHidden()

    def open(self, viewer: ResumeViewer) -> None:
        """Shows the line, with what is selected there, and puts the caret there."""
        if not viewer.is_ready:
            return
        if viewer is not self._viewer:
            self.hide()
            self._viewer = viewer
        if not self.is_open:
            self._show(True)
            picked = viewer.selected
            if picked is not None and "\n" not in picked.text and len(picked.text) < 60:
                self.line.input.setText(picked.text)
            self._search()
        self.line.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.input.selectAll()

    def again(self, viewer: ResumeViewer) -> None:
        """Searches once more, where a text has come in the meantime."""
        if self.is_open and viewer is self._viewer:
            self._search()

    def forget(self, viewer: ResumeViewer) -> None:
        """Another document is shown there: nothing is found in it yet."""
        if viewer is self._viewer:
            self._hits, self._hit = (), -1
            if viewer.canvas.sheet is None:
                self.hide()

    def hide(self) -> None:
        """Takes the line and its marks away."""
        self._show(False)

    # --- inside ------------------------------------------------------------------------------

    def _show(self, shown: bool) -> None:
        """Shows the line or hides it; what is read stays where it is on the screen."""
        if shown is self.is_open:
            return
        height = self.line.sizeHint().height()
        bar = self._viewer.canvas.verticalScrollBar()
        at = bar.value()
        self.line.setVisible(shown)
        if at:
            bar.setValue(at + (height if shown else -height))
        if not shown:
            self._hits, self._hit = (), -1
            self._viewer.canvas.mark(MarkKind.FOUND, ())
            self._viewer.canvas.mark(MarkKind.HERE, ())

    def _close(self) -> None:
        here = self._hits[self._hit] if self._hits else None
        self._show(False)
        canvas = self._viewer.canvas
        if here is not None:
            canvas.select(here.start, here.stop)
        canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self) -> None:
        canvas, text = self._viewer.canvas, self._viewer.view.text
        self._hits = text.find(self.line.input.text()) if text is not None else ()
        start = canvas.selection.start
        after = (at for at, hit in enumerate(self._hits) if hit.start >= start)
        self._hit = next(after, 0 if self._hits else -1)
        canvas.mark(MarkKind.FOUND, self._hits)
        self._show_hit()

    def _step(self, by: int) -> None:
        if self._hits:
            self._hit = (self._hit + by) % len(self._hits)
            self._show_hit()

    def _show_hit(self) -> None:
        canvas, line = self._viewer.canvas, self.line
        here = (self._hits[self._hit],) if self._hits else ()
        canvas.mark(MarkKind.HERE, here)
        line.show_count(self._hit + 1, len(self._hits))
        if here:
            canvas.reveal(here[0])
        announce(line, line.count.text())
