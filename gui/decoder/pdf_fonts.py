"""Fonts for PDFs that do not bring theirs.

PDFium has fonts of its own for Latin letters; for others it would look through the system's
folders at the first page that needs one. A process with closed doors cannot. So a font for each
of the other scripts is mapped into memory beforehand, where the system has one in a usual place;
what is mapped costs nothing until it is used.
"""

from __future__ import annotations

import ctypes
import mmap
import os
from typing import Any

_JAPANESE, _KOREAN, _CHINESE, _TAIWANESE = 128, 129, 134, 136
_OTHERS = (161, 162, 163, 177, 178, 186, 204, 222, 238)
"""Greek, Turkish, Vietnamese, Hebrew, Arabic, Baltic, Cyrillic, Thai, Eastern Europe."""

_LINUX = "/usr/share/fonts/"
_MAC = "/System/Library/Fonts/"
_WINDOWS = os.path.join(os.environ.get("WINDIR", "C:\\Windows"), "Fonts", "")  # noqa: PTH118
_ASIA = (
    _LINUX + "opentype/noto/NotoSansCJK-Regular.ttc",
    _LINUX + "truetype/droid/DroidSansFallbackFull.ttf",
    _LINUX + "google-noto-cjk/NotoSansCJK-Regular.ttc",
    _LINUX + "noto-cjk/NotoSansCJK-Regular.ttc",
    _LINUX + "truetype/wqy/wqy-microhei.ttc",
    _MAC + "Supplemental/Arial Unicode.ttf",
)
_PLACES: dict[tuple[int, ...], tuple[str, ...]] = {
    (_JAPANESE,): (_WINDOWS + "msgothic.ttc", *_ASIA),
    (_CHINESE, _TAIWANESE): (_WINDOWS + "msyh.ttc", *_ASIA),
    (_KOREAN,): (
        _WINDOWS + "malgun.ttf",
        _LINUX + "truetype/nanum/NanumGothic.ttf",
        *_ASIA,
    ),
    _OTHERS: (
        _LINUX + "truetype/dejavu/DejaVuSans.ttf",
        _LINUX + "dejavu-sans-fonts/DejaVuSans.ttf",
        _LINUX + "TTF/DejaVuSans.ttf",
        _LINUX + "truetype/liberation2/LiberationSans-Regular.ttf",
        _LINUX + "truetype/noto/NotoSans-Regular.ttf",
        _MAC + "Supplemental/Arial.ttf",
        _WINDOWS + "arial.ttf",
    ),
}
_COLLECTION = int.from_bytes(b"ttcf", "big")


class FallbackFonts:
    """Answers PDFium's questions for fonts. Has to live as long as the library."""

    def __init__(self, library: Any) -> None:
        self._fonts: list[mmap.mmap] = []
        self._of_charset: dict[int, int] = {}
        opened: dict[str, int] = {}
        for charsets, places in _PLACES.items():
            for place in places:
                number = opened.get(place)
                if number is None:
                    number = self._open(place)
                if number is not None:
                    opened[place] = number
                    self._of_charset.update(dict.fromkeys(charsets, number))
                    break
        self._table = self._callbacks(library)

    @classmethod
    def install(cls, library: Any) -> FallbackFonts:
        """Makes PDFium ask here, and nowhere else."""
        fonts = cls(library)
        library.FPDF_SetSystemFontInfo(ctypes.byref(fonts._table))
        return fonts

    def _open(self, place: str) -> int | None:
        try:
            with open(place, "rb") as file:  # noqa: PTH123  # of the system, not a person's
                self._fonts.append(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError):
            return None
        return len(self._fonts)  # 0 would be no font

    def _callbacks(self, library: Any) -> Any:
        table = library.FPDF_SYSFONTINFO()
        table.version = 1
        kinds = dict(library.FPDF_SYSFONTINFO._fields_)
        deeds = {
            "Release": lambda _self: None,
            "EnumFonts": lambda _self, _mapper: None,
            "MapFont": self._map,
            "GetFont": lambda _self, _face: None,
            "GetFontData": self._data,
            "GetFaceName": lambda _self, _font, _buffer, _size: 0,
            "GetFontCharset": lambda _self, _font: 1,
            "DeleteFont": lambda _self, _font: None,
        }
        for name, deed in deeds.items():
            setattr(table, name, kinds[name](deed))
        return table

    def _map(
        self,
        _self: Any,
        _weight: int,
        _is_italic: int,
        charset: int,
        _pitch: int,
        _face: Any,
        _exact: Any,
    ) -> int | None:
        return self._of_charset.get(charset)

    def _data(self, _self: Any, font: int, table: int, buffer: Any, size: int) -> int:
        """The whole file, which is what is asked for as table 0, or as that of a collection."""
        data = self._fonts[(font or 1) - 1]
        is_collection = data[:4] == b"ttcf"
        if table not in (0, _COLLECTION) or is_collection != (table == _COLLECTION):
            return 0
        if buffer and size >= len(data):
            ctypes.memmove(buffer, data[:], len(data))
        return len(data)
