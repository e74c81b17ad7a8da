"""PDFs through PDFium, by its bare C interface.

The library's own Python layer is left aside: it reads the system's fonts and keeps objects alive
in ways that a process with closed doors has no use for. Everything is measured in points from
the upper left corner of a page as it is shown, turned and cropped.
"""

from __future__ import annotations

import ctypes
import math
from collections import OrderedDict
from typing import Any

from gui.decoder import pdf_text
from gui.decoder import protocol as say
from gui.decoder.pdf_fonts import FallbackFonts
from gui.decoder.pdf_text import Turn
from gui.decoder.protocol import CannotRead

MOST_PAGES = 500
_KEPT_PAGES = 2
_WIDEST_PAGE = 20_000.0
_LIMITED_IMAGE_CACHE = 0x200
_ANNOTATIONS = 0x01
_BGRX = 3
_PASSWORD = 4
_WIDGET, _FREE_TEXT = 20, 3
_MOST_ANNOTATIONS = 2_000
_MOST_LINKS = 500

_library: Any = None
_fonts: FallbackFonts | None = None


def prepare() -> None:
    """Loads PDFium and the fonts it may need; afterwards nothing has to be opened."""
    global _library, _fonts
    if _library is not None:
        return
    import pypdfium2_raw.bindings as library

    library.FPDF_InitLibrary()
    _fonts = FallbackFonts.install(library)
    _library = library
    pdf_text.prepare(library)


class PdfDocument:
    """One PDF. Its bytes have to stay where they are as long as it lives."""

    def __init__(self, data: bytes) -> None:
        prepare()
        self._data = data
        self._pages: OrderedDict[int, Any] = OrderedDict()
        self._handle = _library.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._handle:
            locked = _library.FPDF_GetLastError() == _PASSWORD
            raise CannotRead(say.LOCKED if locked else say.DAMAGED)
        self._count = _library.FPDF_GetPageCount(self._handle)
        if self._count <= 0:
            raise CannotRead(say.NOTHING)

    def about(self) -> dict[str, object]:
        """The sizes of the pages in points, and how many more there are than are shown."""
        shown = min(self._count, MOST_PAGES)
        size = _library.FS_SIZEF()
        sizes: list[list[float]] = []
        for number in range(shown):
            found = _library.FPDF_GetPageSizeByIndexF(self._handle, number, ctypes.byref(size))
            sizes.append(_sane(size.width, size.height) if found else _sane(0, 0))
        return {"pages": sizes, "more": self._count - shown}

    def text(self, page: int) -> dict[str, object]:
        """Lines, words and links of a page; see `pdf_text`."""
        handle = self._page(page)
        width, height = self._size(handle)
        turn = self._turn(handle, width, height)
        made = pdf_text.read(handle, turn, width, height)
        made["links"] = self._links(handle, turn)
        # Forms of this kind are programs; what is on the page only says so.
        made["form"] = _library.FPDF_GetFormType(self._handle) == 2
        return made

    def draw(self, page: int, scale: float, piece: tuple[int, int, int, int]) -> bytearray:
        """Width, height and pixels of a page or a piece of it.

        A page that would be too large at that scale is drawn smaller: the answer tells its size.
        """
        handle = self._page(page)
        width, height = self._size(handle)
        if not (math.isfinite(scale) and scale > 0):
            raise CannotRead(say.DAMAGED)
        left, top, wide, high = piece
        if not any(piece):
            scale = min(
                scale,
                say.MAX_SIDE / max(width, height),
                math.sqrt(say.MAX_PIXELS / (width * height)),
            )
        full_wide, full_high = max(round(width * scale), 1), max(round(height * scale), 1)
        if not any(piece):
            # Rounding may have brought a row too many.
            wide, high = full_wide, min(full_high, max(say.MAX_PIXELS // full_wide, 1))
        if max(full_wide, full_high) > 1 << 20 or not 0 < wide * high <= say.MAX_PIXELS:
            raise CannotRead(say.TOO_MUCH)
        made = bytearray(say.PIXELS.size + 4 * wide * high)
        say.PIXELS.pack_into(made, 0, wide, high)
        pixels = (ctypes.c_char * (4 * wide * high)).from_buffer(made, say.PIXELS.size)
        bitmap = _library.FPDFBitmap_CreateEx(wide, high, _BGRX, pixels, 4 * wide)
        if not bitmap:
            raise CannotRead(say.TOO_MUCH)
        try:
            _library.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
            _library.FPDF_RenderPageBitmap(
                *(bitmap, handle, -left, -top, full_wide, full_high, 0),
                _ANNOTATIONS | _LIMITED_IMAGE_CACHE,
            )
        finally:
            _library.FPDFBitmap_Destroy(bitmap)
        del pixels
        return made

    def _page(self, number: int) -> Any:
        if not 0 <= number < min(self._count, MOST_PAGES):
            raise CannotRead(say.NOTHING)
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        while len(self._pages) >= _KEPT_PAGES:
            _number, old = self._pages.popitem(last=False)
            _library.FPDF_ClosePage(old)
        handle = _library.FPDF_LoadPage(self._handle, number)
        if not handle:
            raise CannotRead(say.DAMAGED)
        if self._has_fields(handle) and _library.FPDFPage_Flatten(handle, 0) == 1:
            # What was filled in becomes part of the page: it can be read like the rest.
            _library.FPDF_ClosePage(handle)
            handle = _library.FPDF_LoadPage(self._handle, number)
            if not handle:
                raise CannotRead(say.DAMAGED)
        self._pages[number] = handle
        return handle

    def _has_fields(self, handle: Any) -> bool:
        for at in range(min(_library.FPDFPage_GetAnnotCount(handle), _MOST_ANNOTATIONS)):
            annotation = _library.FPDFPage_GetAnnot(handle, at)
            if not annotation:
                continue
            kind = _library.FPDFAnnot_GetSubtype(annotation)
            _library.FPDFPage_CloseAnnot(annotation)
            if kind in (_WIDGET, _FREE_TEXT):
                return True
        return False

    def _size(self, handle: Any) -> tuple[float, float]:
        width, height = _sane(
            _library.FPDF_GetPageWidthF(handle), _library.FPDF_GetPageHeightF(handle)
        )
        return width, height

    def _turn(self, handle: Any, width: float, height: float) -> Turn:
        """From the page's own coordinates to points from the upper left corner."""
        fine = 1000.0
        wide, high = round(width * fine), round(height * fine)
        x, y = ctypes.c_int(), ctypes.c_int()

        def moved(left: float, top: float) -> tuple[float, float]:
            arguments = (0, 0, wide, high, 0, left, top, ctypes.byref(x), ctypes.byref(y))
            if not _library.FPDF_PageToDevice(handle, *arguments):
                raise CannotRead(say.DAMAGED)
            return x.value / fine, y.value / fine

        (e, f), (ae, bf), (ce, df) = moved(0, 0), moved(100, 0), moved(0, 100)
        return Turn((ae - e) / 100, (bf - f) / 100, (ce - e) / 100, (df - f) / 100, e, f)

    def _links(self, handle: Any, turn: Turn) -> list[list[object]]:
        found: list[list[object]] = []
        place, link = ctypes.c_int(0), _library.FPDF_LINK()
        while len(found) < _MOST_LINKS and place.value < _MOST_ANNOTATIONS:
            if not _library.FPDFLink_Enumerate(handle, ctypes.byref(place), ctypes.byref(link)):
                break
            action = _library.FPDFLink_GetAction(link)
            rect = _library.FS_RECTF()
            if not action or not _library.FPDFLink_GetAnnotRect(link, ctypes.byref(rect)):
                continue
            size = _library.FPDFAction_GetURIPath(self._handle, action, None, 0)
            if not 1 < size <= 2_000:
                continue
            held = ctypes.create_string_buffer(size)
            _library.FPDFAction_GetURIPath(self._handle, action, held, size)
            url = held.value.decode("utf-8", "replace")
            edges = turn.box(rect.left, rect.bottom, rect.right, rect.top)
            if all(map(math.isfinite, edges)):
                found.append([url, *pdf_text.within_reason(edges)])
        return found


def _sane(width: float, height: float) -> list[float]:
    """A page's size; what cannot be one becomes that of an ordinary page."""
    if not (0 < width <= _WIDEST_PAGE and 0 < height <= _WIDEST_PAGE):
        return [595.0, 842.0]
    return [max(width, 1.0), max(height, 1.0)]
