"""What resumes say in their languages: headings, months, and how dates are printed."""

# Tables are read by the line; the formatter would set every value on a line of its own.
# fmt: off
from __future__ import annotations

import html
import re

from invent.person import Job, Person, School

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa"})
FAMILY_NAME_FIRST = frozenset({"hu", "zh", "ja", "ko", "vi"})

# profile, contact, experience, education, skills, phone, e-mail, address, now
_HEADINGS: dict[str, tuple[str, ...]] = {
    "en": ("Profile", "Contact", "Experience", "Education", "Skills",
           "Phone", "E-mail", "Address", "present"),
    "de": ("Profil", "Kontakt", "Berufserfahrung", "Ausbildung", "Kenntnisse",
           "Telefon", "E-Mail", "Anschrift", "heute"),
    "nl": ("Profiel", "Contact", "Werkervaring", "Opleiding", "Vaardigheden",
           "Telefoon", "E-mail", "Adres", "heden"),
    "fr": ("Profil", "Coordonnées", "Expérience professionnelle", "Formation", "Compétences",
           "Téléphone", "Courriel", "Adresse", "aujourd’hui"),
    "es": ("Perfil", "Contacto", "Experiencia profesional", "Formación", "Competencias",
           "Teléfono", "Correo", "Dirección", "actualidad"),
    "pt": ("Perfil", "Contacto", "Experiência profissional", "Formação", "Competências",
           "Telefone", "Correio", "Morada", "presente"),
    "it": ("Profilo", "Contatti", "Esperienza professionale", "Istruzione", "Competenze",
           "Telefono", "E-mail", "Indirizzo", "oggi"),
    "pl": ("Profil", "Kontakt", "Doświadczenie", "Wykształcenie", "Umiejętności",
           "Telefon", "E-mail", "Adres", "obecnie"),
    "hu": ("Bemutatkozás", "Elérhetőség", "Szakmai tapasztalat", "Tanulmányok", "Készségek",
           "Telefon", "E-mail", "Cím", "jelenleg"),
    "sv": ("Profil", "Kontakt", "Arbetslivserfarenhet", "Utbildning", "Kompetenser",
           "Telefon", "E-post", "Adress", "nu"),
    "tr": ("Profil", "İletişim", "İş deneyimi", "Eğitim", "Beceriler",
           "Telefon", "E-posta", "Adres", "halen"),
    "el": ("Προφίλ", "Επικοινωνία", "Εργασιακή εμπειρία", "Εκπαίδευση", "Δεξιότητες",
           "Τηλέφωνο", "E-mail", "Διεύθυνση", "σήμερα"),
    "ru": ("О себе", "Контакты", "Опыт работы", "Образование", "Навыки",
           "Телефон", "Эл. почта", "Адрес", "настоящее время"),
    "uk": ("Про себе", "Контакти", "Досвід роботи", "Освіта", "Навички",
           "Телефон", "Ел. пошта", "Адреса", "тепер"),
    "zh": ("个人简介", "联系方式", "工作经历", "教育背景", "技能", "电话", "邮箱", "地址", "至今"),
    "ja": ("自己紹介", "連絡先", "職務経歴", "学歴", "スキル", "電話", "メール", "住所", "現在"),
    "ko": ("자기소개", "연락처", "경력", "학력", "기술", "전화", "이메일", "주소", "현재"),
    "ar": ("نبذة", "معلومات الاتصال", "الخبرة المهنية", "التعليم", "المهارات",
           "الهاتف", "البريد الإلكتروني", "العنوان", "حتى الآن"),
    "he": ("תמצית", "פרטי קשר", "ניסיון תעסוקתי", "השכלה", "כישורים",
           "טלפון", "דוא״ל", "כתובת", "היום"),
    "fa": ("معرفی", "اطلاعات تماس", "سوابق شغلی", "تحصیلات", "مهارت‌ها",
           "تلفن", "رایانامه", "نشانی", "اکنون"),
}

_MONTHS: dict[str, str] = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
}


class Wording:
    """The words of one resume."""

    def __init__(self, language: str, dates: str) -> None:
        (self.profile, self.contact, self.experience, self.education, self.skills,
         self.phone, self.email, self.address, self.now) = _HEADINGS[language]
        self.language = language
        self._dates = dates
        self._months = _MONTHS.get(language, _MONTHS["en"]).split()

    def date(self, stored: str) -> str:
        """A stored date as this resume prints it; anything odd as it is."""
        found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-\d\d)?", stored)
        if not found:
            return stored
        year, month = found[1], found[2]
        name = self._months[int(month) - 1]
        return {
            "month": f"{name[:3]} {year}",
            "long": f"{name} {year}",
            "slash": f"{month}/{year}",
            "dotted": f"{month}.{year}",
            "iso": f"{year}-{month}",
            "year": year,
        }[self._dates]

    def span(self, entry: Job | School) -> str:
        """From when to when, with the word for now when a job goes on."""
        end = entry.end
        if end is None and isinstance(entry, Job) and entry.start and entry.current is not False:
            last: str | None = self.now
        else:
            last = self.date(end) if end else None
        first = self.date(entry.start) if entry.start else None
        return " – ".join(part for part in (first, last) if part)


def full_name(person: Person) -> str:
    """The name as its resume heads it, family name first where that is the custom."""
    assert person.resume is not None
    parts = [person.first, person.last]
    if person.resume.language in FAMILY_NAME_FIRST:
        parts.reverse()
    gap = "" if person.resume.language in ("zh", "ja", "ko") else " "
    return gap.join(part for part in parts if part)


def heading(person: Person) -> str:
    """The full name, with its Latin form when it is written otherwise."""
    assert person.resume is not None
    name = full_name(person)
    return f"{name} ({person.resume.native})" if person.resume.native else name


def plain(text: str | None) -> str:
    """Text that the record holds as HTML, as somebody would have typed it."""
    if not text:
        return ""
    text = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    text = re.sub(r"(?i)<li[^>]*>", "\n• ", text)
    text = re.sub(r"(?i)<(br|/p|/li|/h2|/div)[^>]*>", "\n", text)
    text = html.unescape(re.sub(r"</?[a-z][^>]*>", "", text)).replace("\xa0", " ")
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def links(person: Person) -> list[str]:
    """The addresses of profiles, as printed: without the scheme."""
    pages = {"linkedin": "linkedin.com/in/{}", "github": "github.com/{}",
             "xing": "xing.com/profile/{}", "slideshare": "slideshare.net/{}"}
    return [pages[entry[0]].format(entry[1]) for entry in person.socials or ()
            if entry[0] in pages and entry[1]]
