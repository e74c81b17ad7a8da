"""What a file is, by its content, and whether it can be sent as resume or photo (H51–H53).

The name is only compared with the content, never believed. Everything here looks at bytes that
are in memory already; nothing is opened, unpacked or decoded.
"""

from __future__ import annotations

import enum
import struct
from dataclasses import dataclass, replace
from typing import Final

from gui.i18n import N_, _, grouped
from gui.model import pictures
from gui.model.containers import OLE_MAGIC, ZIP_MAGIC, ole_entries, zip_entries
from gui.model.pictures import MAX_PIXELS, MAX_SIDE, PictureFacts, read_picture
from gui.model.texts import human_size, shorten, visible

MAX_FILE_SIZE: Final = 5_242_880
"""Bytes of a resume or photo, as the service's application forms state it (API §11)."""
LARGEST_PHOTO: Final = 52_428_800
"""Bytes of a picture of which a smaller one is made: more than cameras write."""


class Role(enum.Enum):
    """What a file can be in a record; the value is its key there (API §5.6, §5.7)."""

    RESUME = "resume"
    PHOTO = "image"

    @property
    def label(self) -> str:
        return _("Resume") if self is Role.RESUME else _("Photo")


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that can be sent. The first extension is the usual one."""

    media: str
    role: Role
    source_label: str
    extensions: tuple[str, ...]

    @property
    def label(self) -> str:
        return _(self.source_label)


PDF: Final = Format("application/pdf", Role.RESUME, N_("PDF"), ("pdf",))
DOC: Final = Format("application/msword", Role.RESUME, N_("Word (doc)"), ("doc", "dot"))
DOCX: Final = Format(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Role.RESUME,
    N_("Word (docx)"),
    ("docx", "dotx"),
)
RTF: Final = Format("application/rtf", Role.RESUME, N_("RTF"), ("rtf",))
JPEG: Final = Format(pictures.JPEG, Role.PHOTO, N_("JPEG"), ("jpg", "jpeg", "jpe", "jfif"))
PNG: Final = Format(pictures.PNG, Role.PHOTO, N_("PNG"), ("png",))
GIF: Final = Format(pictures.GIF, Role.PHOTO, N_("GIF"), ("gif",))

FORMATS: Final = (PDF, DOC, DOCX, RTF, JPEG, PNG, GIF)
_PICTURES: Final = {item.media: item for item in (JPEG, PNG, GIF)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a file can be sent, as what, and one sentence that says so or why not.

    `sentence` is plain text without a stranger's control characters. `notes` are more to know
    before it is sent: another extension than the content, encryption, a position in a photo.
    `step` is what to do about one that is refused, empty where the sentence says it; `can_shrink`
    tells that it is refused for its bytes alone, and a smaller picture can be made of it.
    """

    accepted: bool
    role: Role | None
    media: str | None
    sentence: str
    notes: tuple[str, ...] = ()
    picture: PictureFacts | None = None
    step: str = ""
    can_shrink: bool = False


def format_of(media: str | None) -> Format | None:
    """The format of a media type; None for every other."""
    return next((item for item in FORMATS if item.media == media), None)


def role_of(media: str | None) -> Role | None:
    """What a file of that media type can be."""
    found = format_of(media)
    return found.role if found is not None else None


def judge(
    name: str, data: bytes, size: int | None = None, *, limit: int = MAX_FILE_SIZE
) -> Verdict:
    """The verdict on a file of that name.

    `data` is the whole of it; of a file over the limit the beginning is enough, with `size` the
    real number of bytes. `limit` is what may be sent; what is stored may be larger, since it came
    there by other ways.
    """
    size = len(data) if size is None else size
    if size == 0:
        return _refused(_("Not accepted: the file is empty."))
    promised = _by_first_bytes(data)
    if size > limit and promised is not None:
        sentence = _(
            "Not accepted: {size} bytes are more than the limit of {limit} bytes ({short})."
        ).format(size=grouped(size), limit=grouped(limit), short=human_size(limit))
        return _too_large(sentence, promised, size)
    found = _recognized(data)
    if isinstance(found, str):
        return _refused(found)
    if found is None:
        return _refused(_unknown(name, data))
    return _accepted(name, data, size, found)


def _accepted(name: str, data: bytes, size: int, found: Format) -> Verdict:
    notes: list[str] = []
    extension = extension_of(name)
    if extension and extension not in found.extensions:
        note = _("The name ends in .{extension}, but this is {format}.")
        notes.append(note.format(extension=_shown(extension), format=found.label))
    picture: PictureFacts | None = None
    kind = found.label
    if found.role is Role.PHOTO:
        picture = read_picture(data)
        if picture is None:
            step = _("Open it in another program and save it anew.")
            return _refused(_("Not accepted: the picture is damaged."), found, step)
        if picture.is_too_large:
            sentence = _(
                "Not accepted: {width} × {height} pixels are too many. "
                "The limit is {side} a side and {pixels} million in all."
            ).format(
                width=grouped(picture.width),
                height=grouped(picture.height),
                side=grouped(MAX_SIDE),
                pixels=MAX_PIXELS // 1_000_000,
            )
            return _refused(sentence, found, _("Save it with fewer pixels first."))
        kind = f"{kind}, {picture.width} × {picture.height}"
        if picture.has_location:
            notes.append(_("The photo tells where it was taken."))
    elif found is PDF and _is_encrypted_pdf(data):
        notes.append(_("The PDF is encrypted. If it asks for a password, nobody can read it."))
    sentence = _("{kind}, {size} — {role}").format(
        kind=kind, size=human_size(size), role=found.role.label
    )
    return Verdict(True, found.role, found.media, sentence, tuple(notes), picture)


def _too_large(sentence: str, found: Format, size: int) -> Verdict:
    if found.role is Role.PHOTO and size <= LARGEST_PHOTO:
        refused = _refused(sentence, found, _("Redline can make it smaller."))
        return replace(refused, can_shrink=True)
    return _refused(sentence, found, _("Save a smaller one first."))


def _refused(sentence: str, found: Format | None = None, step: str = "") -> Verdict:
    if found is None:
        return Verdict(False, None, None, sentence, step=step)
    return Verdict(False, found.role, found.media, sentence, step=step)


def extension_of(name: str) -> str:
    """What follows the last dot of a file's name, in lower case; empty without one."""
    base, dot, extension = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return extension.lower() if dot and base else ""


# --- recognizing ----------------------------------------------------------------------------


def _recognized(data: bytes) -> Format | str | None:
    """The format of the content; a sentence where it is known and not accepted; else None."""
    found = _by_first_bytes(data)
    if found is DOCX:
        return _in_archive(data)
    return _in_compound(data) if found is DOC else found


def _by_first_bytes(data: bytes) -> Format | None:
    """What the first bytes promise; an archive or compound file may hold something else."""
    media = pictures.media_of_picture(data)
    if media is not None:
        return _PICTURES[media]
    if data.startswith(ZIP_MAGIC):
        return DOCX
    if data.startswith(OLE_MAGIC):
        return DOC
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{\\rtf"):
        return RTF
    # Readers allow a little before the header.
    return PDF if b"%PDF-" in head and not head.startswith(b"<") else None


def _in_archive(data: bytes) -> Format | str:
    found = zip_entries(data)
    if found is None:
        return _("Not accepted: the file is damaged or was not saved completely.")
    names = {entry.name.lower() for entry in found}
    if any(name.startswith("word/document") and name.endswith(".xml") for name in names):
        if any(entry.is_encrypted for entry in found):
            return _protected()
        if any(name.endswith("vbaproject.bin") for name in names):
            return _not_accepted(_("a Word document with macros"))
        return DOCX
    kinds = {
        "xl/workbook.xml": _("an Excel workbook"),
        "xl/workbook.bin": _("an Excel workbook"),
        "ppt/presentation.xml": _("a PowerPoint presentation"),
        "index/document.iwa": _("an Apple Pages document"),
        "index.xml": _("an Apple Pages document"),
        "content.xml": _("an OpenDocument file"),
    }
    what = next((text for name, text in kinds.items() if name in names), _("an archive"))
    return _not_accepted(what)


def _in_compound(data: bytes) -> Format | str:
    found = ole_entries(data)
    if found is None:
        return _("Not accepted: the file is damaged or was not saved completely.")
    streams = {entry.name: entry.start for entry in found}
    if "EncryptedPackage" in streams:
        return _protected()
    if "WordDocument" in streams:
        # Bit 8 of the flags in the document's first block says "encrypted" [MS-DOC 2.5.1].
        flags = data[streams["WordDocument"] + 10 :][:2]
        is_encrypted = len(flags) == 2 and struct.unpack("<H", flags)[0] & 0x0100
        return _protected() if is_encrypted else DOC
    kinds = {
        "Workbook": _("an Excel workbook"),
        "Book": _("an Excel workbook"),
        "PowerPoint Document": _("a PowerPoint presentation"),
        "__properties_version1.0": _("an Outlook message"),
    }
    what = next((text for name, text in kinds.items() if name in streams), None)
    return _not_accepted(what or _("an Office file of another kind"))


def _is_encrypted_pdf(data: bytes) -> bool:
    """Whether a trailer names an encryption: ``/Encrypt`` with a reference or a dictionary."""
    here = -1
    while (here := data.find(b"/Encrypt", here + 1)) >= 0:
        rest = data[here + 8 : here + 40].lstrip()
        number, _blank, more = rest.partition(b" ")
        if rest.startswith(b"<<") or (number.isdigit() and b"R" in more[:20]):
            return True
    return False


# --- naming what is not accepted ------------------------------------------------------------


def _unknown(name: str, data: bytes) -> str:
    what = _kind_by_content(data)
    if what is not None:
        return _not_accepted(what)
    extension = extension_of(name)
    for item in FORMATS:
        if extension in item.extensions:
            sentence = _(
                "Not accepted: the name ends in .{extension}, but the content is no {kind}."
            )
            return sentence.format(extension=extension, kind=item.label)
    return _not_accepted(f".{_shown(extension)}" if extension else _("a file of this kind"))


def _kind_by_content(data: bytes) -> str | None:
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return _("a web page")
    if b"<svg" in head:
        return _("an SVG drawing")
    if head.startswith(b"<?xml"):
        return _("an XML file")
    if head.startswith((b"mime-version:", b"from: ")):
        return _("a web archive or an e-mail")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _("a WebP picture")
    if data[4:8] == b"ftyp":
        brands = data[8:32]
        if any(brand in brands for brand in (b"heic", b"heix", b"mif1", b"avif")):
            return _("a HEIC or AVIF picture")
        return _("a film")
    if data.startswith((b"II*\0", b"MM\0*")):
        return _("a TIFF picture")
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return _("a BMP picture")
    if data.startswith((b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe")):
        return _("a program")
    return None


def _not_accepted(what: str) -> str:
    sentence = _(
        "Not accepted: {what}. A resume is a PDF, Word or RTF file, a photo a JPEG, PNG or GIF."
    )
    return sentence.format(what=what)


def _protected() -> str:
    return _("Not accepted: a password protects this document. Save it without one.")


def _shown(extension: str) -> str:
    return shorten(visible(extension), 20)
