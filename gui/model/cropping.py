"""A square cut out of a picture: where it lies, how it is moved, and what it means to the file.

All numbers are pixels of the picture as it stands upright and turned. Every square that is made
here lies inside of the picture; nothing is decoded.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import Final

LEAST_SIDE: Final = 32
"""Pixels of the smallest square, where the picture has as many."""


class Corner(enum.Enum):
    """A corner of the square, by which way it lies from the middle: across and down."""

    TOP_LEFT = (-1, -1)
    TOP_RIGHT = (1, -1)
    BOTTOM_LEFT = (-1, 1)
    BOTTOM_RIGHT = (1, 1)


@dataclass(frozen=True, slots=True)
class Crop:
    """A square of a picture of `width` × `height` upright pixels that is turned by `turns`
    quarters clockwise first; `left` and `top` are its corner after turning."""

    width: int
    height: int
    turns: int
    left: int
    top: int
    side: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture after turning."""
        return (self.height, self.width) if self.turns % 2 else (self.width, self.height)

    @property
    def least(self) -> int:
        """The smallest side that a square may have here."""
        return min(LEAST_SIDE, self.largest)

    @property
    def largest(self) -> int:
        """The largest side that fits."""
        return min(self.width, self.height)

    def moved(self, across: int, down: int) -> Crop:
        """The square elsewhere, as far as the picture reaches."""
        return self._at(self.left + across, self.top + down, self.side)

    def zoomed(self, side: int) -> Crop:
        """The square larger or smaller around its middle."""
        side = min(max(side, self.least), self.largest)
        left = self.left + (self.side - side) // 2
        return self._at(left, self.top + (self.side - side) // 2, side)

    def dragged(self, corner: Corner, side: int) -> Crop:
        """The square with another side, the corner across from `corner` staying where it is."""
        across, down = corner.value
        width, height = self.size
        right, bottom = self.left + self.side, self.top + self.side
        room = min(
            width - self.left if across > 0 else right,
            height - self.top if down > 0 else bottom,
        )
        side = max(min(side, room), min(self.least, room))
        left = self.left if across > 0 else right - side
        top = self.top if down > 0 else bottom - side
        return self._at(left, top, side)

    def turned(self, quarters: int) -> Crop:
        """The same part of the picture, turned with it by quarters clockwise."""
        crop = self
        for _quarter in range(quarters % 4):
            _width, height = crop.size
            crop = replace(
                crop,
                turns=(crop.turns + 1) % 4,
                left=height - crop.top - crop.side,
                top=crop.left,
            )
        return crop

    def _at(self, left: int, top: int, side: int) -> Crop:
        width, height = self.size
        left = min(max(left, 0), width - side)
        return replace(self, left=left, top=min(max(top, 0), height - side), side=side)


def centred(width: int, height: int) -> Crop:
    """The largest square in the middle of an upright picture: what the header shows of it."""
    side = min(width, height)
    return Crop(width, height, 0, (width - side) // 2, (height - side) // 2, side)
