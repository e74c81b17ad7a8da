"""What a reader of resumes gives, and why it may not."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from gui.decoder import protocol as say
from gui.errors import BadFile
from gui.i18n import _


class Reason(enum.Enum):
    """Why a resume, or a page of it, cannot be shown."""

    LOCKED = say.LOCKED
    DAMAGED = say.DAMAGED
    TOO_MUCH = say.TOO_MUCH
    NOTHING = say.NOTHING
    OLD = say.OLD
    NO_READER = "no reader"
    """The process could not be started at all."""
    CLOSED = "closed"
    """It was closed while it was being read; nobody needs to be told."""

    @property
    def words(self) -> str:
        """The reason as a part of a sentence."""
        return {
            Reason.LOCKED: _("a password protects it"),
            Reason.DAMAGED: _("it is damaged, or not what its name says"),
            Reason.TOO_MUCH: _("it asks for too much memory or time"),
            Reason.NOTHING: _("there is nothing in it that can be shown here"),
            Reason.OLD: _("it was made by a Word of before 1997"),
            Reason.NO_READER: _("the part of Redline that reads files does not start"),
            Reason.CLOSED: _("it was closed"),
        }[self]


class CannotShow(BadFile):
    """A resume, or a page of it, cannot be shown here; the system's viewer may be able to."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(
            _("This resume cannot be shown here: {reason}.").format(reason=reason.words),
            kept=_("The file itself is unchanged."),
            next_step=_("Open it in the system’s viewer."),
        )
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PageSize:
    """Of a page as shown, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a drawn page, in pixels of the whole page at its scale."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PageImage:
    """A drawn page or a piece of it.

    `pixels` are rows of blue, green, red and an unused byte each, without gaps: what Qt calls
    RGB32 on the machines it runs on. A page that would be larger than 16 megapixels is drawn
    smaller than asked for; `scale` tells how, in pixels a point.
    """

    number: int
    scale: float
    piece: Piece | None
    width: int
    height: int
    pixels: bytes
