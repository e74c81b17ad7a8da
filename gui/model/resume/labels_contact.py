"""The words before an e-mail address, a number or an address, and the parts of addresses.

Written as `gui.model.resume.folding.plain` leaves them.
"""

from __future__ import annotations

from typing import Final

from gui.model.resume.folding import plain


def _words(text: str) -> tuple[str, ...]:
    parts = (part.strip() for line in text.splitlines() for part in line.split("|"))
    return tuple(dict.fromkeys(plain(part) for part in parts if part))


EMAIL: Final = _words(
    """
    e-mail|email|mail|e mail|e-mail address|email address|e-mail-adresse|mailadresse|courriel
    adresse e-mail|adresse mail|correo|correo electronico|mel|ηλεκτρονικη διευθυνση
    ηλ. ταχυδρομειο
    ηλεκτρονικο ταχυδρομειο|e-mailadres|correio|correio eletronico|posta elettronica|e-post
    e-posta|эл. почта|электронная почта|ел. пошта|邮箱|电子邮箱|メール|이메일|البريد الإلكتروني
    דוא״ל|דוא"ל|אימייל|رایانامه|ایمیل
    """
)
PHONE: Final = _words(
    """
    phone|telephone|tel|mobile|mobile phone|cell|cell phone|phone number|mob|telefon|handy|mobil
    mobiltelefon|telefonnummer|rufnummer|fon|telephone portable|portable|gsm|tel. mobile|telefono
    movil|celular|telefono movil|tlf|telf|tfno|τηλεφωνο|τηλ|κινητο|κιν|κινητο τηλεφωνο|telefoon
    mobiel|telefone|cellulare|telemovel|komorka|telefonszam|cep telefonu|cep|телефон|тел|моб|电话
    手机|電話|携帯|전화|휴대폰|연락처|الهاتف|الجوال|טלפון|נייד|تلفن|تلفن همراه|whatsapp|private
    t|m|p
    """
)
FAX: Final = _words("fax|telefax|telecopie|φαξ|факс|传真|faks|f")
ADDRESS: Final = _words(
    """
    address|home address|postal address|adresse|anschrift|wohnort|postanschrift|wohnhaft in
    domicile|adresse postale|direccion|domicilio|direccion postal|διευθυνση|διευθυνση κατοικιασ
    ταχ. διευθυνση|adres|woonplaats|indirizzo|residenza|morada|endereco|adres zamieszkania|cim
    lakcim|adress|bostad|адрес|адреса|地址|住所|주소|العنوان|כתובת|نشانی|آدرس|location|lives in
    residence|based in|city|ort|ville|ciudad|πολη|town
    """
)
NAME: Final = _words(
    """
    name|full name|vor- und nachname|name, vorname|nom et prenom|nom complet|nombre completo
    nombre y apellidos|nombre|ονοματεπωνυμο|naam|nome|nome completo|imie i nazwisko|nev|namn
    ad soyad|adi soyadi|имя|фио|姓名|氏名|이름|성명|الاسم|שם|نام
    """
)
FIRST_NAME: Final = _words("first name|given name|forename|vorname|prenom|ονομα|voornaam|imie")
LAST_NAME: Final = _words(
    "last name|surname|family name|nachname|familienname|nom|nom de famille|apellidos|επωνυμο"
    "|achternaam|cognome|nazwisko"
)
LINK: Final = _words(
    """
    linkedin|github|xing|website|web|homepage|portfolio|site|site web|sitio web|twitter|url|blog
    ιστοσελιδα|profile|profil|links|webseite|internet|skype|gitlab|stack overflow|behance
    """
)
OTHER: Final = _words(
    """
    date of birth|born|dob|nationality|marital status|age|place of birth|gender|driving licence
    geburtsdatum|geboren|geboren am|geburtsort|staatsangehorigkeit|familienstand|nationalitat
    date de naissance|ne le|nee le|nationalite|situation familiale|lieu de naissance|permis
    fecha de nacimiento|nacionalidad|estado civil|lugar de nacimiento|nacido|dni|nif
    ημερομηνια γεννησησ|ημ. γεννησησ|υπηκοοτητα|εθνικοτητα|οικογενειακη κατασταση|τοποσ γεννησησ
    geboortedatum|data di nascita|data de nascimento|data urodzenia|availability|notice period
    salary|visa|eintritt|kundigungsfrist|verfugbar ab|disponibilite|disponibilidad
    """
)
"""Labels of things that are none of the fields, so that they are not taken for an address."""

NUMBERS_NOT_PHONES: Final = _words(
    """
    fax|telefax|telecopie|φαξ|iban|vat|ust-id|steuernummer|tax|id|isbn|issn|doi|ssn|passport
    registration|reg. no|matrikel|matrikelnummer|siret|nif|dni|cif|αφμ|postcode|zip|plz|hrb
    orcid|no|nr
    """
)

STREET: Final = _words(
    """
    street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|square|sq|place|pl|close|way|terrace
    row|crescent|gardens|quay|wharf|hill|park|walk|mews|yard|boulevard|blvd|apt|flat|unit|suite
    parade|grove|green|gate|view|rise
    strasse|str|weg|platz|allee|gasse|ufer|ring|damm|chaussee|steig|hof|am|an der|zum
    rue|avenue|chemin|impasse|place|allee|quai|cours|route|bd|residence|passage
    calle|c/|avenida|avda|av|plaza|paseo|camino|travesia|ronda|pasaje|carrera|carretera|piso
    οδοσ|λεωφοροσ|λεωφ|πλατεια|παροδοσ|ακτη
    straat|laan|plein|gracht|kade|via|viale|piazza|corso|rua|avenida|travessa|largo|ulica|ul|al
    utca|ut|ter|gatan|vagen|gate|vei|veien|sokak|cadde|caddesi|mahallesi|ул|улица|вул|вулиця
    """
)
"""Words and word endings of streets."""

STREET_ENDINGS: Final = (
    *("strasse", "str.", "weg", "platz", "allee", "gasse", "ufer", "ring", "damm", "steig"),
    *("straat", "laan", "plein", "gracht", "kade", "haven", "gatan", "vagen", "gata", "vei"),
    *("veien", "gate", "dijk", "singel", "hof"),
)

ANY: Final = frozenset(
    (*EMAIL, *PHONE, *FAX, *ADDRESS, *NAME, *FIRST_NAME, *LAST_NAME, *LINK, *OTHER)
)
"""Every label, to know one that stands alone in its line or cell."""
