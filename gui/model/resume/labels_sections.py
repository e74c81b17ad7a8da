"""The headings under which resumes put things, in the languages that are read.

All are written as `gui.model.resume.folding.plain` leaves them: lower case, no accents. One line
of a table is one language: English, German, French, Spanish, Greek, then Dutch, Italian,
Portuguese, Polish, Hungarian, Swedish, Turkish, Russian and Ukrainian, Chinese, Japanese, Korean,
Arabic, Hebrew, Persian.
"""

from __future__ import annotations

import enum
from typing import Final

from gui.model.resume.folding import plain


class Section(enum.Enum):
    """What a part of a resume is about."""

    TOP = "top"
    """Before the first heading: name, contact, perhaps a summary."""
    PROFILE = "profile"
    CONTACT = "contact"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGES = "languages"
    CERTIFICATES = "certificates"
    REFERENCES = "references"
    OTHER = "other"


_PROFILE: Final = """
profile|summary|about|about me|professional summary|professional profile|personal statement
executive summary|career summary|objective|career objective|personal profile|introduction
key facts|overview
profil|uber mich|kurzprofil|zusammenfassung|kurzvorstellung|personliches profil|zur person
berufliches profil|ziel
profil|a propos|a propos de moi|resume|presentation|objectif|profil professionnel|accroche
qui suis-je
perfil|sobre mi|resumen|extracto|perfil profesional|objetivo|resumen profesional|presentacion
quien soy
προφιλ|σχετικα με εμενα|συνοψη|περιληψη|επαγγελματικο προφιλ|στοχοσ|λιγα λογια για μενα
επαγγελματικοσ στοχοσ
profiel|over mij|samenvatting|profilo|chi sono|perfil|resumo|sobre mim|o mnie|podsumowanie
bemutatkozas|profil|om mig|sammanfattning|profil|hakkimda|ozet|о себе|про себе
个人简介|自我评价|自己紹介|自己pr|자기소개|소개|نبذة|نبذة شخصية|תמצית|אודות|معرفی
"""
_CONTACT: Final = """
contact|contact details|contact information|personal details|personal information|personal data
details|get in touch|contact me|how to reach me|reach me
kontakt|kontaktdaten|personliche daten|personliche angaben|angaben zur person|zur person
personalien|anschrift und kontakt|erreichbarkeit
coordonnees|contact|informations personnelles|etat civil|contacts|me contacter
renseignements personnels|me joindre
contacto|datos personales|datos de contacto|informacion personal|informacion de contacto
como contactarme
επικοινωνια|στοιχεια επικοινωνιασ|προσωπικα στοιχεια|προσωπικεσ πληροφοριεσ|ατομικα στοιχεια
contact|contactgegevens|persoonlijke gegevens|contatti|dati personali|contatos|dados pessoais
dane kontaktowe|dane osobowe
elerhetoseg|szemelyes adatok|kontakt|kontaktuppgifter|iletisim|kisisel bilgiler|контакты|контакти
联系方式|个人信息|連絡先|연락처|인적사항|معلومات الاتصال|פרטי קשר|فرטים אישיים|اطلاعات تماس
"""
_EXPERIENCE: Final = """
experience|work experience|professional experience|employment|employment history|work history
career history|career|professional background|relevant experience|positions held
professional history|industry experience|experience and positions|appointments
academic appointments|positions|professional appointments|employment record|selected experience
what i have done|where i have worked|jobs|work|internships|professional career
previous positions|career path
berufserfahrung|beruflicher werdegang|berufspraxis|arbeitserfahrung|werdegang
berufliche erfahrung|praktische erfahrung|beruflicher lebenslauf|berufliche stationen|stationen
tatigkeiten|berufstatigkeit|berufliche laufbahn|praktika|anstellungen|beruf|berufsweg
bisherige stationen|berufliche tatigkeiten
experience professionnelle|experiences professionnelles|experience|experiences
parcours professionnel|parcours|emplois|carriere|emplois occupes|postes occupes
vie professionnelle|stages|activite professionnelle|historique professionnel|experiences cles
experiencia|experiencia profesional|experiencia laboral|trayectoria profesional
historial laboral|trayectoria|empleo|trayectoria laboral|carrera profesional
puestos desempenados|vida laboral|practicas|cargos
εμπειρια|εργασιακη εμπειρια|επαγγελματικη εμπειρια|προυπηρεσια|επαγγελματικη πορεια
επαγγελματικη διαδρομη|εργασια|απασχοληση|επαγγελματικη σταδιοδρομια|θεσεισ εργασιασ
werkervaring|ervaring|loopbaan|esperienza|esperienza professionale|esperienze professionali
esperienze lavorative|esperienza lavorativa|experiencia profissional|experiencia|doswiadczenie
doswiadczenie zawodowe|przebieg kariery
szakmai tapasztalat|munkatapasztalat|tapasztalat|arbetslivserfarenhet|erfarenhet|anstallningar
is deneyimi|deneyim|is tecrubesi|опыт работы|опыт|досвід роботи|досвід
工作经历|工作经验|職務経歴|職歴|경력|경력사항|الخبرة المهنية|الخبرات
ניסיון תעסוקתי|ניסיון|سوابق شغلی|سوابق کاری
"""
_EDUCATION: Final = """
education|academic background|education and training|academic education|qualifications|studies
educational background|academic qualifications|schooling|training and education|degrees
academic history|education history|academic record|university education|where i studied
ausbildung|bildung|bildungsweg|studium|schulbildung|akademische ausbildung|bildungsgang
ausbildung und studium|schul- und berufsausbildung|aus- und weiterbildung|akademischer werdegang
ausbildungsweg|studium und ausbildung|schule und studium|hochschulbildung|schulischer werdegang
formation|formations|diplomes|etudes|formation academique|parcours academique|cursus
formation et diplomes|scolarite|diplomes et formations|parcours scolaire|cursus universitaire
formation initiale
formacion|educacion|formacion academica|estudios|titulos|formacion academica y titulos
estudios realizados|titulaciones|historial academico|preparacion academica|formacion reglada
εκπαιδευση|σπουδεσ|εκπαιδευση και καταρτιση|ακαδημαικη εκπαιδευση|μορφωση|τιτλοι σπουδων
ακαδημαικεσ σπουδεσ|ακαδημαικο υποβαθρο
opleiding|opleidingen|istruzione|istruzione e formazione|formazione|formacao|educacao
formacao academica|wyksztalcenie|edukacja
tanulmanyok|vegzettseg|kepzettseg|utbildning|egitim|egitim bilgileri|образование|освіта
教育背景|教育经历|学歴|学历|학력|학력사항|التعليم|المؤهلات العلمية|השכלה|تحصیلات|سوابق تحصیلی
"""
_SKILLS: Final = """
skills|key skills|technical skills|core skills|competencies|expertise|areas of expertise
core competencies|technologies|tools|skills and tools|professional skills|strengths|abilities
technical expertise|skill set|know-how|toolbox|what i bring|methods and tools|proficiencies
capabilities
kenntnisse|fahigkeiten|kompetenzen|fachkenntnisse|edv-kenntnisse|besondere kenntnisse
it-kenntnisse|kernkompetenzen|fahigkeiten und kenntnisse|kenntnisse und fahigkeiten|starken
schwerpunkte|qualifikationen|fachkompetenzen|werkzeuge|know-how|technische kenntnisse
weitere kenntnisse
competences|competences cles|competences techniques|savoir-faire|atouts|outils
domaines de competence|aptitudes|competences professionnelles|technologies|outils et methodes
domaines d'expertise
competencias|habilidades|aptitudes|conocimientos|capacidades|destrezas|habilidades tecnicas
competencias clave|conocimientos tecnicos|herramientas|puntos fuertes|otros conocimientos
tecnologias
δεξιοτητεσ|ικανοτητεσ|γνωσεισ|προσοντα|τεχνικεσ γνωσεισ|δεξιοτητεσ και γνωσεισ
βασικεσ δεξιοτητεσ|τεχνικεσ δεξιοτητεσ|εργαλεια|επαγγελματικεσ δεξιοτητεσ|γνωσεισ υπολογιστων
vaardigheden|competenties|competenze|capacita|competencias|habilidades|umiejetnosci|kompetencje
keszsegek|kompetenciak|kompetenser|fardigheter|kunskaper|beceriler|yetenekler|навыки|навички
技能|专业技能|スキル|資格・スキル|기술|보유기술|المهارات|כישורים|مهارت ها|مهارتها
"""
_LANGUAGES: Final = """
languages|language skills|spoken languages|sprachen|sprachkenntnisse|langues|langues vivantes
idiomas|lenguas|γλωσσεσ|ξενεσ γλωσσεσ|talen|lingue|linguas|jezyki|nyelvek|nyelvtudas|sprak
diller|yabanci dil|языки|мови|语言|語学|언어|외국어|اللغات|שפות|زبان ها
"""
_CERTIFICATES: Final = """
certificates|certifications|licences|licenses|training|courses|certificates and licences
further training|professional development|certifications and training
zertifikate|weiterbildung|fortbildungen|weiterbildungen|lehrgange|fuhrerschein|zertifizierungen
scheine
certifications|certificats|formations complementaires|permis|formation continue|habilitations
certificaciones|certificados|cursos|formacion complementaria|carnets|carne de conducir
πιστοποιησεισ|σεμιναρια|πιστοποιητικα|επιμορφωση|διπλωμα οδηγησησ|σεμιναρια και πιστοποιησεισ
certificaten|rijbewijs|certificazioni|certificacoes|certyfikaty|kursy|prawo jazdy|сертификаты
"""
_REFERENCES: Final = """
references|referees|reference|referenzen|references professionnelles|referencias|συστασεισ
συστατικεσ επιστολεσ|referenties|referenze|referencje|referenser|referanslar|рекомендации|推荐人
추천인|المراجع|ממליצים|معرف ها
"""
_OTHER: Final = """
interests|hobbies|hobbies and interests|volunteering|publications|projects|selected publications
awards|honours|honors|honours and awards|memberships|additional information|miscellaneous|other
patents|conferences|talks|speaking|teaching|personal projects|achievements|voluntary work
extracurricular activities|leisure|research interests|grants|activities|selected projects
selected talks|military service|declaration|key projects|open source|community
interessen|hobbys|ehrenamt|veroffentlichungen|publikationen|projekte|auszeichnungen
mitgliedschaften|sonstiges|engagement|freizeit|vortrage|ehrungen|ausgewahlte projekte|wehrdienst
lehre|preise|interessen und hobbys|hobbies|ehrenamtliches engagement|weitere angaben
nebentatigkeiten
centres d'interet|loisirs|benevolat|publications|projets|distinctions|prix|divers|interets
engagements|informations complementaires|vie associative|conferences|centres d interet|autres
realisations
intereses|aficiones|voluntariado|publicaciones|proyectos|premios|otros datos|otros
informacion adicional|pasatiempos|otros datos de interes|conferencias|premios y becas|logros
ενδιαφεροντα|χομπι|εθελοντισμοσ|δημοσιευσεισ|εργα|βραβεια|διακρισεισ|αλλα στοιχεια
προσθετεσ πληροφοριεσ|ενδιαφεροντα και χομπι|στρατιωτικεσ υποχρεωσεισ|εθελοντικη εργασια
συνεδρια
interesses|hobby's|pubblicazioni|interessi|hobby|interesses|publicacoes|zainteresowania
publikacje|projekty|erdeklodes|intressen|ilgi alanlari|интересы|інтереси|兴趣爱好|趣味|취미
"""


def _read(lines: str) -> tuple[str, ...]:
    words = (word.strip() for line in lines.strip().splitlines() for word in line.split("|"))
    return tuple(plain(word) for word in words if word)


def _table() -> dict[str, Section]:
    # The first that claims a word has it: "profil" is a profile in four languages.
    tables = (
        (Section.EXPERIENCE, _EXPERIENCE),
        (Section.EDUCATION, _EDUCATION),
        (Section.SKILLS, _SKILLS),
        (Section.LANGUAGES, _LANGUAGES),
        (Section.CONTACT, _CONTACT),
        (Section.PROFILE, _PROFILE),
        (Section.CERTIFICATES, _CERTIFICATES),
        (Section.REFERENCES, _REFERENCES),
        (Section.OTHER, _OTHER),
    )
    found: dict[str, Section] = {}
    for section, lines in tables:
        for word in _read(lines):
            found.setdefault(word, section)
    return found


HEADINGS: Final[dict[str, Section]] = _table()
"""Every heading and what stands below it."""

TITLES: Final = frozenset(
    _read(
        """
        curriculum vitae|cv|c.v.|resume|lebenslauf|curriculum|vitae|curriculum vitae et studiorum
        tabellarischer lebenslauf|hoja de vida|βιογραφικο σημειωμα|βιογραφικο|oneletrajz
        szakmai oneletrajz|zyciorys|meritforteckning|ozgecmis|резюме|简历|个人简历|履歴書|職務経歴書
        이력서|السيرة الذاتية|سيرة ذاتية|קורות חיים|رزومه|candidate profile|application|bewerbung
        europass|europass curriculum vitae|candidature|academic cv|academic curriculum vitae
        """.replace("\n", "|")
    )
)
"""What heads a resume without being anybody's name."""
