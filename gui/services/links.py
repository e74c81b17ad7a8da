"""Links of the form ``redline://candidate/ID``, as other programs and web pages may hold them.

A link comes from a stranger: it names one candidate to be shown, after asking, and can do nothing
else. Everything but that one form is refused.
"""

from __future__ import annotations

import re
from typing import Final

from gui.errors import BadReference
from gui.i18n import _

SCHEME: Final = "redline"
_LINK: Final = re.compile(r"redline://candidate/([A-Za-z0-9]{1,40})/?", re.IGNORECASE)


def is_link(text: str) -> bool:
    """Whether a text is meant as a link to Redline, well formed or not."""
    return text.strip().lower().startswith(f"{SCHEME}:")


def candidate_of_link(text: str) -> str:
    """The id of the candidate that a link names; `BadReference` for anything else."""
    match = _LINK.fullmatch(text.strip())
    if match is None:
        raise BadReference(
            _("This link cannot be followed: “{link}”.").format(link=text.strip()[:80]),
            next_step=_("A link to a candidate has the form redline://candidate/ID."),
        )
    return match[1]
