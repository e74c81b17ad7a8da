"""The system's dialog for choosing a file, opened and awaited; nothing is read here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from gui.i18n import _
from gui.model.fileformats import FORMATS, Role
from gui.views.ask import ask


def name_filter(role: Role) -> str:
    """The filter for file names that can be a resume, or a photo."""
    endings = [ending for item in FORMATS if item.role is role for ending in item.extensions]
    title = _("Resumes") if role is Role.RESUME else _("Photos")
    return f"{title} ({' '.join(f'*.{ending}' for ending in endings)})"


async def choose_file(over: QWidget, role: Role, folder: str) -> Path | None:
    """The file that the person chooses, beginning in `folder`; None when they cancel.

    Names are only a help in choosing: what the file is, its content says.
    """
    title = _("Choose a resume") if role is Role.RESUME else _("Choose a photo")
    dialog = QFileDialog(over, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([name_filter(role), _("All files (*)")])
    return await _asked(dialog)


async def choose_where(
    over: QWidget, name: str, *, title: str = "", filters: Sequence[str] = ()
) -> Path | None:
    """Where the person wants a file saved, `name` being proposed; None when they cancel.

    The first of `filters` is chosen, and its ending added to a name without one.
    """
    dialog = QFileDialog(over, title or _("Save the resume"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if filters:
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix(_ending(filters[0]))
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_ending(chosen)))
    dialog.selectFile(name)
    return await _asked(dialog)


def _ending(name_filter: str) -> str:
    """The ending of a filter such as ``Table (*.csv)``."""
    return name_filter.rpartition("*.")[2].rstrip(")")


async def _asked(dialog: QFileDialog) -> Path | None:
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    # A link is refused by its name instead of being followed unseen.
    dialog.setOption(QFileDialog.Option.DontResolveSymlinks)
    if await ask(dialog) != QDialog.DialogCode.Accepted:
        return None
    chosen = dialog.selectedFiles()
    return Path(chosen[0]) if chosen else None
