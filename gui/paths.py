"""Where things are: the profile on this computer, and the program's own resources.

Nothing here reads or writes files, except that `Profile.create` makes the folders.
"""

from __future__ import annotations

import functools
import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Profile:
    """One person's settings, drafts, journal and logs: everything that Redline keeps on disk.

    It is one folder, so that it can be listed, moved and erased as a whole. The token is not in
    it; that is the system keyring's.
    """

    root: Path

    @classmethod
    def at(cls, folder: Path | str | None = None) -> Profile:
        """The profile in `folder` (as given with --profile), else the platform's place for it."""
        if folder is not None:
            return cls(Path(os.path.abspath(Path(folder).expanduser())))  # noqa: PTH100  keeps links
        import platformdirs  # most starts of the tests and the sandbox do without

        return cls(Path(platformdirs.user_data_dir("Redline", appauthor=False)))

    @property
    def settings_file(self) -> Path:
        """Window, accounts (without tokens), preferences; never a record's data."""
        return self.root / "settings.json"

    @property
    def drafts_file(self) -> Path:
        """SQLite: what was typed and not yet sent."""
        return self.root / "drafts.sqlite"

    @property
    def journal_file(self) -> Path:
        """SQLite: before and after of everything that was sent."""
        return self.root / "journal.sqlite"

    @property
    def spots_file(self) -> Path:
        """SQLite: where somebody was in a candidate's resume."""
        return self.root / "spots.sqlite"

    @property
    def sandbox_dir(self) -> Path:
        """The local stand-in's database and files; invented people only."""
        return self.root / "sandbox"

    @property
    def staged_dir(self) -> Path:
        """Files that were dropped and not yet sent."""
        return self.root / "staged"

    @property
    def kept_dir(self) -> Path:
        """Resumes and photos that were replaced, so that they can come back."""
        return self.root / "kept"

    @property
    def damaged_dir(self) -> Path:
        """What could not be read and was moved aside instead of deleted."""
        return self.root / "damaged"

    @property
    def logs_dir(self) -> Path:
        """Log and crash reports, without personal data."""
        return self.root / "logs"

    @property
    def lock_file(self) -> Path:
        """Locked by the one running Redline that uses this profile."""
        return self.root / "lock"

    def create(self) -> None:
        """Make the folders that are missing, for this user alone (0700).

        Raises `ProfileUnusable` where that cannot be. The mode of a folder that was there is left
        alone: it may be somebody's own choice, and each file is made 0600.
        """
        from gui.errors import ProfileUnusable
        from gui.i18n import _

        try:
            # mkdir's mode holds for the last folder only, so that parents get the usual one.
            for folder in (self.root, self.logs_dir):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            writable = os.access(self.root, os.W_OK | os.X_OK)
        except OSError as error:
            reason = error.strerror or type(error).__name__
        else:
            if writable:
                return
            reason = _("it is read-only")
        raise ProfileUnusable(
            _("The profile folder {folder} cannot be used: {reason}.").format(
                folder=self.root, reason=reason
            ),
            next_step=_("Name another one with --profile, or make this one writable."),
        )


@functools.cache
def resources() -> Path:
    """The folder with icons, styles, translations and sample data.

    In an installed or frozen program it lies inside the package, in a source tree beside it.
    """
    package = Path(__file__).parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def is_frozen() -> bool:
    """Whether this is a packaged program rather than one run by a Python of its own."""
    return bool(getattr(sys, "frozen", False))
