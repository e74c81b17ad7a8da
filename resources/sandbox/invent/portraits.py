"""Draws the photos: flat, friendly portraits out of a few shapes and colours. Nobody real.

The picture is 100 units wide; the head sits around (50, 44). Everything is drawn four times as
large and scaled down, which makes the edges smooth. Needs Pillow.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

from invent.person import Portrait

Point = tuple[float, float]

_SKIN = {
    "fair": ("#f7d5c0", "#e8b89e", "#ee9f92"),
    "light": ("#f0c4a4", "#dda886", "#e58f7c"),
    "golden": ("#edc193", "#d6a474", "#e2906c"),
    "olive": ("#dcac7e", "#c28f62", "#cf7d5c"),
    "tan": ("#c99266", "#ae7850", "#bd6d4e"),
    "brown": ("#a06a47", "#845436", "#98523a"),
    "deep": ("#74492f", "#5b3723", "#7a3f2e"),
}
_HAIR = {
    "black": "#26221f", "brown": "#5d3d2b", "auburn": "#7d3f26", "copper": "#b85c2e",
    "red": "#a8442c", "blond": "#dfb765", "grey": "#8b8e94", "silver": "#b7bbc2",
    "white": "#e9e6e0", "pink": "#d9789c",
}  # fmt: skip
_COLOUR = {
    "navy": "#233f66", "teal": "#1f7a7a", "plum": "#6d3b67", "emerald": "#1f7d5c",
    "mustard": "#d49b2c", "orange": "#e07a3f", "coral": "#ef7f6d", "aqua": "#6cc5c1",
    "red": "#c64a3f", "blue": "#3d6fb3", "indigo": "#454c98", "forest": "#2f5d46",
    "slate": "#4f5d6d", "grey": "#7c838c", "charcoal": "#3a414b", "white": "#f6f4ee",
    "mint": "#bfe3d0", "sand": "#ead9bd", "blush": "#f4c9c4", "sky": "#b9daf2",
    "ice": "#d6ebf3", "sage": "#b7cbae", "peach": "#f8cfb0", "amber": "#f2bc68",
    "stone": "#d3ccc1", "cream": "#f5e9cf", "lavender": "#d3cbea", "lilac": "#cdb7dd",
    "rose": "#f1c5d0",
}  # fmt: skip

_SCALE = 4


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, other: str, part: float) -> str:
    pairs = zip(_rgb(colour), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


class _Sheet:
    """A picture that is drawn on in units of a hundredth of its width."""

    def __init__(self, size: tuple[int, int], ground: str) -> None:
        self._unit = size[0] * _SCALE / 100
        self._drop = (size[1] / size[0] * 100 - 100) * 0.55
        self._size = size
        self._image = Image.new("RGB", (size[0] * _SCALE, size[1] * _SCALE), ground)
        self._draw = ImageDraw.Draw(self._image)

    def _at(self, point: Point) -> Point:
        return point[0] * self._unit, (point[1] + self._drop) * self._unit

    def oval(self, middle: Point, half_width: float, half_height: float, colour: str) -> None:
        x, y = middle
        low, high = (x - half_width, y - half_height), (x + half_width, y + half_height)
        self._draw.ellipse((self._at(low), self._at(high)), fill=colour)

    def ring(self, middle: Point, half: Point, colour: str, width: float) -> None:
        x, y = middle
        low, high = (x - half[0], y - half[1]), (x + half[0], y + half[1])
        self._draw.rounded_rectangle(
            (self._at(low), self._at(high)),
            radius=min(half) * 0.85 * self._unit,
            outline=colour,
            width=round(width * self._unit),
        )

    def shape(self, points: Sequence[Point], colour: str, *, mirrored: bool = False) -> None:
        """A closed smooth line through the points; `mirrored` adds the right half of the face."""
        if mirrored:
            points = [*points, *((100 - x, y) for x, y in reversed(points) if x != 50)]
        self._draw.polygon([self._at(point) for point in _smooth(points, closed=True)], fill=colour)

    def stroke(self, points: Sequence[Point], colour: str, width: float) -> None:
        """An open smooth line with round ends."""
        half = width * self._unit / 2
        line = [self._at(point) for point in _smooth(points, closed=False)]
        for (x, y), (to_x, to_y) in pairwise(line):
            length = math.hypot(to_x - x, to_y - y) or 1
            aside, up = (y - to_y) / length * half, (to_x - x) / length * half
            corners = ((x + aside, y + up), (to_x + aside, to_y + up),
                       (to_x - aside, to_y - up), (x - aside, y - up))  # fmt: skip
            self._draw.polygon(corners, fill=colour)
        for x, y in line:
            self._draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def finished(self) -> Image.Image:
        return self._image.resize(self._size, Image.Resampling.LANCZOS)


def _smooth(points: Sequence[Point], *, closed: bool, steps: int = 18) -> list[Point]:
    """Catmull-Rom: a curve that passes through all points."""
    count = len(points)
    path: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(index + k) % count] for k in (-1, 0, 1, 2))
        else:
            b, c = points[index], points[index + 1]
            a, d = points[max(index - 1, 0)], points[min(index + 2, count - 1)]
        for step in range(steps):
            t = step / steps
            x, y = (
                0.5
                * (
                    2 * b[axis]
                    + (c[axis] - a[axis]) * t
                    + (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t**2
                    + (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t**3
                )
                for axis in (0, 1)
            )
            path.append((x, y))
    if not closed:
        path.append(points[-1])
    return path


_FACE = ((50, 23.5), (41, 25.5), (35.4, 33), (34.6, 43), (36.4, 52.5), (41.5, 60), (50, 63.4))

# What falls behind head and shoulders, by style: the left half, from the top down.
_BEHIND: dict[str, tuple[Point, ...]] = {
    "long": ((50, 16.5), (36, 20), (29.5, 33), (28.6, 50), (26.5, 66), (29.5, 77), (37, 80),
             (50, 80)),
    "bob": ((50, 16.5), (36, 19.5), (29, 33), (28, 48), (29.5, 60), (36, 64.5), (50, 63)),
    "wave": ((50, 17), (37, 19), (30.5, 30), (32, 38), (28.5, 46), (31.5, 54), (28, 63), (33, 70.5),
             (41, 69), (50, 68)),
    "braids": ((50, 18), (38, 20), (31.5, 31), (31.5, 50), (50, 54)),
}  # fmt: skip

# What lies on the forehead: the left half of a cap whose lower edge is the hairline.
_CAPS: dict[str, tuple[Point, ...]] = {
    "bald": (),
    "receding": ((50, 20), (42, 20.8), (36.4, 25.4), (33.7, 34), (34.4, 43.4), (36.4, 43),
                 (37.2, 35), (38.2, 29.4), (41.8, 27), (45.5, 27.2), (50, 27)),
    "crop": ((50, 19.2), (41, 20.4), (35, 26.5), (33.6, 35), (34.3, 41), (36.2, 40), (37, 33.8),
             (40.5, 30), (50, 29.2)),
    "fade": ((50, 16.8), (41.5, 18), (36.6, 23.5), (36.2, 30), (37.2, 33.2), (40, 30.4),
             (50, 29.6)),
}  # fmt: skip


def _hair_behind(sheet: _Sheet, style: str, hair: str) -> None:
    if style in _BEHIND:
        sheet.shape(_BEHIND[style], hair, mirrored=True)
    if style == "afro":
        for x, y, half in _AFRO:
            sheet.oval((x, y), half, half * 0.94, hair)
    if style == "curls":
        for x, y, half in _CURLS:
            sheet.oval((x, y), half, half, hair)
            sheet.oval((100 - x, y), half, half, hair)
    if style == "bun":
        sheet.oval((50, 14.5), 8.6, 7.8, hair)
        sheet.shape(((50, 18), (38, 20.5), (33, 31), (33.2, 44), (50, 50)), hair, mirrored=True)
    if style == "ponytail":
        sheet.shape(((60, 20), (68.5, 20.5), (75.5, 28), (76.2, 42), (79.5, 55), (74, 63),
                     (69.5, 54), (68, 42), (65, 30)), hair)  # fmt: skip
        sheet.shape(((50, 18.5), (38, 21), (33.2, 31), (33.6, 44), (50, 50)), hair, mirrored=True)
    if style == "braids":
        for row in range(8):
            down = 46 + row * 4.6
            thick = 4.1 - row * 0.22
            for side in (-1, 1):
                sheet.oval((50 + side * (18.6 + row * 0.15), down), thick, 3.1, hair)


_AFRO: tuple[tuple[float, float, float], ...] = (
    (50, 29, 22.5), (36, 33, 13), (64, 33, 13), (37, 44, 10.5), (63, 44, 10.5),
)  # fmt: skip
_CURLS: tuple[tuple[float, float, float], ...] = (
    (50, 19.5, 7.5), (41, 21, 7.4), (34.8, 27.5, 7), (31.5, 35.5, 6.6), (30.5, 43.5, 6.4),
    (31.2, 51.5, 6), (33.5, 58, 5),
)  # fmt: skip


def _hair_front(sheet: _Sheet, style: str, hair: str, light: str) -> None:
    cap = _CAPS.get(style)
    if cap:
        sheet.shape(cap, hair, mirrored=True)
    if style in ("short", "undercut"):
        side = ((35.5, 29), (33.7, 36), (34.4, 42), (36.3, 41.5), (37.2, 34), (38.5, 29))
        low = _mixed(hair, "#ffffff", 0.14) if style == "undercut" else hair
        sheet.shape(side, low)
        sheet.shape([(100 - x, y) for x, y in side], low)
        top = 14.5 if style == "undercut" else 17
        sheet.shape(((36, 33.5), (34.5, 26), (39, 19.5), (47, top + 1), (57, top), (64, 19),
                     (66.3, 26.5), (64.4, 34), (61.5, 29.3), (54, 28.6), (45, 30), (39.5, 29)),
                    hair)  # fmt: skip
        sheet.stroke(((44, 22.5), (50, 20), (57, 20)), light, 0.9)
    if style in ("long", "wave", "ponytail"):
        sheet.shape(((57, 18.5), (46, 17.8), (37, 22), (33, 31), (33.4, 43), (35.6, 41), (38.6, 34),
                     (46.5, 29.8), (55, 24.5)), hair)  # fmt: skip
        sheet.shape(((54, 19), (61, 20), (66, 27), (67, 36), (66, 44), (64.4, 40), (62.4, 33),
                     (57.5, 27.5), (53, 24)), hair)  # fmt: skip
        sheet.stroke(((40, 26.5), (45, 22.8), (51, 21.4)), light, 0.9)
    if style == "bob":
        sheet.shape(((50, 17.6), (39, 19.5), (33.6, 28), (33.2, 42), (35.4, 42), (36.8, 35.6),
                     (42, 34.2), (50, 34)), hair, mirrored=True)  # fmt: skip
        sheet.stroke(((40.5, 24), (46, 21.4), (53, 21.2)), light, 0.9)
    if style in ("bun", "braids"):
        sheet.shape(((50, 18.8), (39.5, 21), (34, 30), (33.8, 41), (36, 39), (39.5, 31.8),
                     (50, 25.4)), hair, mirrored=True)  # fmt: skip
        if style == "braids":
            sheet.stroke(((50, 19.2), (50, 25)), light, 0.7)
    if style == "curls":
        for x, y, half in ((50, 25, 6), (42, 26.2, 5.6), (36.4, 31.6, 4.8)):
            sheet.oval((x, y), half, half * 0.92, hair)
            sheet.oval((100 - x, y), half, half * 0.92, hair)
        for x, y in ((45, 20.5), (37, 27), (57, 21.5)):
            sheet.stroke(((x - 2, y + 1.4), (x, y - 0.8), (x + 2.2, y + 0.4)), light, 0.8)
    if style == "afro":
        sheet.shape(((50, 19), (40, 21), (34.2, 29), (33.6, 40), (36, 39), (38.4, 32.6),
                     (50, 28.6)), hair, mirrored=True)  # fmt: skip


def _scarf(sheet: _Sheet, colour: str) -> None:
    """A headscarf: a hood around the face, folds, and an end over the shoulder."""
    fold = _mixed(colour, "#000000", 0.16)
    sheet.shape(((50, 15.8), (37, 18.5), (29.8, 30), (29, 46), (31.5, 60), (28, 74), (36, 82),
                 (50, 84)), colour, mirrored=True)  # fmt: skip
    sheet.stroke(((36.5, 62), (43, 70.5), (54, 73.5), (66, 70)), fold, 0.9)
    sheet.stroke(((36, 70), (46, 78), (60, 79)), fold, 0.9)


def _body(sheet: _Sheet, coat: str, skin: str, shade: str, kind: int) -> None:
    dark = _mixed(coat, "#000000", 0.18)
    sheet.shape(((50, 69), (41, 70.5), (28, 75), (17.5, 82), (13, 96), (12, 130), (12, 190),
                 (50, 200)), coat, mirrored=True)  # fmt: skip
    sheet.stroke(((25.5, 91), (27, 101), (27, 125)), dark, 0.8)
    sheet.stroke(((74.5, 91), (73, 101), (73, 125)), dark, 0.8)
    if kind == 0:  # a jacket over a shirt
        shirt = "#f4f1ea" if coat != _COLOUR["white"] else "#c9d8e6"
        sheet.shape(((50, 70), (41.5, 70.5), (43.5, 83), (50, 99)), shirt, mirrored=True)
        lapel = _mixed(coat, "#000000", 0.1)
        sheet.shape(((40.5, 69.5), (35, 73.5), (39.5, 84), (46.5, 98), (50, 102), (48.5, 95),
                     (43, 82)), lapel)  # fmt: skip
        sheet.shape(((59.5, 69.5), (65, 73.5), (60.5, 84), (53.5, 98), (50, 102), (51.5, 95),
                     (57, 82)), lapel)  # fmt: skip
    sheet.shape(((50, 54), (42.8, 54), (42.6, 66), (40.2, 71), (45, 75.5), (50, 76.6)), skin,
                mirrored=True)  # fmt: skip
    sheet.shape(((50, 60), (43, 56), (42.7, 62.5), (45.5, 66.4), (50, 67.6)), shade, mirrored=True)
    if kind == 1:  # a round collar
        sheet.stroke(
            ((39.6, 70.6), (43.5, 75.6), (50, 77.4), (56.5, 75.6), (60.4, 70.6)), dark, 2.2
        )
    elif kind == 2:  # a roll-neck
        sheet.shape(
            ((50, 65.2), (41.9, 65.4), (39.6, 71.6), (43.5, 76.4), (50, 77.4)), coat, mirrored=True
        )
        sheet.stroke(((41.8, 71.4), (46, 74), (54, 74), (58.2, 71.4)), dark, 0.9)


def _features(sheet: _Sheet, portrait: Portrait, skin: tuple[str, str, str], hair: str) -> None:
    base, shade, blush = skin
    ink = "#2b2320" if portrait.skin not in ("deep", "brown") else "#1d1512"
    brow = _mixed(hair, ink, 0.45)
    for side in (-1, 1):
        sheet.oval((50 + side * 9.4, 51), 2.9, 1.9, _mixed(base, blush, 0.42))
        sheet.oval((50 + side * 6.6, 44), 1.25, 1.6, ink)
        sheet.oval((50 + side * 6.6 + 0.42, 43.4), 0.4, 0.45, "#ffffff")
        sheet.stroke(((50 + side * 9.6, 39.7), (50 + side * 6.8, 38.3), (50 + side * 4.1, 39.1)),
                     brow, 0.95)  # fmt: skip
    sheet.stroke(((50.3, 44.5), (51.7, 49.2), (49.6, 50)), shade, 0.9)
    if "beard" in portrait.extras:
        sheet.shape(((50, 51.6), (43.5, 52.2), (38.6, 48.5), (35.1, 43), (35, 51), (38.2, 59.6),
                     (43.6, 65), (50, 66.8)), hair, mirrored=True)  # fmt: skip
        sheet.shape(((50, 54), (45.8, 54.3), (45.2, 55.6), (47, 57.5), (50, 58.2)),
                    _mixed(blush, base, 0.15), mirrored=True)  # fmt: skip
        sheet.shape(((50, 53.9), (46.2, 54.3), (47, 55.4), (50, 55.7)), "#fbf7f2", mirrored=True)
        return
    if "stubble" in portrait.extras:
        sheet.shape(((50, 52), (43.5, 52.6), (38.6, 49.5), (35.6, 46), (36.2, 53), (41.2, 60),
                     (50, 63.4)), _mixed(base, hair, 0.2), mirrored=True)  # fmt: skip
    if "moustache" in portrait.extras:
        sheet.shape(
            ((50, 51.4), (45.5, 52), (42.8, 54.8), (46, 55), (50, 53.8)), hair, mirrored=True
        )
    sheet.stroke(((45.2, 54.6), (47.4, 56.3), (50, 56.8), (52.6, 56.3), (54.8, 54.6)),
                 _mixed(blush, ink, 0.42), 1.05)  # fmt: skip


def _extras(sheet: _Sheet, portrait: Portrait) -> None:
    if "glasses" in portrait.extras:
        frame = "#33302e" if portrait.hair != "black" else "#7a4a2b"
        for side in (-1, 1):
            sheet.ring((50 + side * 6.8, 44.3), (5.1, 4.4), frame, 0.85)
            sheet.stroke(((50 + side * 11.9, 43), (50 + side * 15.2, 42.2)), frame, 0.8)
        sheet.stroke(((48.2, 43.6), (50, 42.9), (51.8, 43.6)), frame, 0.8)
    if "earrings" in portrait.extras:
        for side in (-1, 1):
            sheet.oval((50 + side * 16.4, 51.4), 1.25, 1.25, "#e6b84c")


def drawn(portrait: Portrait) -> Image.Image:
    """The upright picture."""
    skin = _SKIN[portrait.skin]
    hair = _HAIR[portrait.hair]
    light = _mixed(hair, "#ffffff", 0.22)
    ground, coat = _COLOUR[portrait.ground], _COLOUR[portrait.coat]
    scarf = portrait.style == "hijab"
    kind = sum(map(ord, portrait.style + portrait.coat + portrait.ground)) % 3
    sheet = _Sheet(portrait.size, ground)
    sheet.oval((50, 47), 39, 39, _mixed(ground, "#ffffff", 0.32))
    if not scarf:
        _hair_behind(sheet, portrait.style, hair)
    _body(sheet, coat, skin[0], skin[1], kind)
    if portrait.style == "braids":
        _hair_behind(sheet, portrait.style, hair)
        _neck_again(sheet, skin)
    if scarf:
        _scarf(sheet, _mixed(coat, "#ffffff", 0.18))
        face: tuple[Point, ...] = ((50, 24.6), (42, 26.4), (36.4, 33), (35.4, 43), (37, 52),
                                   (42, 59.6), (50, 62.8))  # fmt: skip
        sheet.shape(face, skin[0], mirrored=True)
    else:
        for side in (-1, 1):
            sheet.oval((50 + side * 15.6, 45.4), 2.5, 3.7, skin[0])
            sheet.oval((50 + side * 15.9, 45.6), 1.2, 2.1, skin[1])
        sheet.shape(_FACE, skin[0], mirrored=True)
    _features(sheet, portrait, skin, hair)
    if not scarf:
        _hair_front(sheet, portrait.style, hair, light)
    _extras(sheet, portrait)
    return sheet.finished()


def _neck_again(sheet: _Sheet, skin: tuple[str, str, str]) -> None:
    """Braids hang before the shoulders and behind the neck."""
    sheet.shape(((50, 54), (42.8, 54), (42.6, 65), (43, 68), (50, 69)), skin[0], mirrored=True)
    sheet.shape(
        ((50, 60), (43, 56), (42.7, 62.5), (45.5, 66.4), (50, 67.6)), skin[1], mirrored=True
    )


# Open water: the position that a phone would have written into the picture.
_GPS = {1: "N", 2: (57.0, 12.0, 30.0), 3: "E", 4: (11.0, 6.0, 0.0)}


def photo(portrait: Portrait) -> bytes:
    """The file. A turned one is stored on its side, with the note how to turn it, as phones do."""
    image = drawn(portrait)
    out = io.BytesIO()
    if portrait.kind == "jpg":
        if portrait.turned:
            exif = Image.Exif()
            exif[0x010F] = "Example Phones"
            exif[0x0110] = "Model E"
            exif[0x0112] = 6
            exif[0x0132] = "2026:05:03 10:41:00"
            exif.get_ifd(0x8825).update(_GPS)
            image = image.transpose(Image.Transpose.ROTATE_90)
            image.save(out, "JPEG", quality=90, subsampling=0, optimize=True, exif=exif.tobytes())
        else:
            image.save(out, "JPEG", quality=90, subsampling=0, optimize=True)
    else:
        few = image.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(out, {"png": "PNG", "gif": "GIF"}[portrait.kind], optimize=True)
    return out.getvalue()
