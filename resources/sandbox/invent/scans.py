"""Writes a resume as a scanned page: a PDF that holds one slightly crooked picture and no text."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from invent.person import Person
from invent.wording import Wording, full_name, plain

_FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf"
_DPI = 130


def scan(person: Person) -> bytes:
    """The PDF. The same specks of dust every time."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle("Scan 0007")
    canvas.setCreator("Sandbox of Redline")
    picture = io.BytesIO()
    _page(person).save(picture, "JPEG", quality=48, optimize=True)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _page(person: Person) -> Image.Image:
    assert person.resume is not None
    words = Wording(person.resume.language, person.resume.dates)
    width, height = round(A4[0] / 72 * _DPI), round(A4[1] / 72 * _DPI)
    page = Image.new("L", (width, height), 246)
    draw = ImageDraw.Draw(page)
    y = 110

    def line(text: str, size: int, *, bold: bool = False, indent: int = 0) -> None:
        nonlocal y
        font = ImageFont.truetype(_FONT.format("Bold" if bold else "Regular"), size)
        draw.text((115 + indent, y), text, fill=38, font=font)
        y += round(size * 1.5)

    line(full_name(person), 40, bold=True)
    for text in (person.headline, person.address, person.phone, person.email):
        line(text or "", 20)
    y += 26
    line(words.experience, 25, bold=True)
    for job in person.jobs:
        line(f"{words.span(job)}    {job.title}, {job.company}", 19, indent=12)
        if job.summary:
            line(plain(job.summary), 18, indent=40)
    y += 20
    line(words.education, 25, bold=True)
    for school in person.schools:
        line(f"{words.span(school)}    {school.degree} {school.field_of_study}", 19, indent=12)
        line(school.school or "", 18, indent=40)
    y += 20
    line(words.skills, 25, bold=True)
    line(", ".join(person.skills), 19, indent=12)

    dust = random.Random(7)  # noqa: S311  (specks, no secrets)
    for _ in range(90):
        x, top, size = dust.randrange(width), dust.randrange(height), dust.choice((1, 1, 2))
        draw.ellipse((x, top, x + size, top + size), fill=dust.randrange(120, 210))
    draw.rectangle((0, 0, 9, height), fill=198)
    page = page.rotate(-0.7, resample=Image.Resampling.BICUBIC, fillcolor=236)
    return page.filter(ImageFilter.GaussianBlur(0.6))
