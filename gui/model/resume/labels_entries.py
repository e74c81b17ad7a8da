"""Words that tell a job's title from an employer, a degree from a school.

None of them decides alone: they are votes that `gui.model.resume.entries` counts over a whole
section. All are as `gui.model.resume.folding.plain` leaves them; a star stands for any letters, a #
for a digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from gui.model.resume.folding import plain


def _pattern(text: str) -> re.Pattern[str]:
    """One expression for many words; longest first, so that a whole match is the longest."""
    parts = {plain(part) for line in text.splitlines() for part in line.split("|") if part.strip()}
    ordered = sorted(parts, key=len, reverse=True)
    words = (
        re.escape(part).replace(r"\*", r"[^\W_]*").replace(r"\#", "[0-9]").replace(r"\ ", r"\s+")
        for part in ordered
    )
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])")


TITLE_WORDS: Final = _pattern(
    """
    engineer|manager|analyst|developer|director|assistant|consultant|officer|specialist|lead
    head|leader|coordinator|administrator|designer|architect|scientist|researcher|professor
    lecturer|teacher|tutor|nurse|physician|doctor|surgeon|pharmacist|accountant|auditor
    controller|bookkeeper|clerk|secretary|receptionist|cashier|driver|operator|technician
    mechanic|electrician|welder|carpenter|plumber|chef|cook|waiter|waitress|barista|bartender
    buyer|planner|scheduler|dispatcher|supervisor|foreman|inspector|advisor|adviser|broker|agent
    representative|recruiter|partner|associate|intern|internship|trainee|apprentice|graduate
    programmer|tester|writer|editor|journalist|translator|interpreter|librarian|curator
    photographer|producer|strategist|economist|statistician|biologist|chemist|physicist
    geologist|lawyer|solicitor|attorney|paralegal|barrister|counsel|judge|guard|caretaker
    cleaner|picker|packer|loader|porter|steward|captain|pilot|mate|rigger|surveyor|estimator
    founder|co-founder|owner|president|vice president|ceo|cto|cfo|coo|vp|freelancer|contractor
    postdoc*|fellow|research assistant|teaching assistant|volunteer|junior *|senior *|chief *
    principal *|storekeeper|merchandiser|copywriter|marketer|instructor|trainer|coach|therapist
    psychologist|counsellor|counselor|dentist|optician|midwife|paramedic|carer|housekeeper
    salesperson|salesman|shop assistant|server|worker|hand|owner|artist|animator|illustrator

    *leiter|*leiterin|*leitung|*entwickler|*entwicklerin|*ingenieur|*ingenieurin|*berater
    *beraterin|*referent|*referentin|*sachbearbeiter|*sachbearbeiterin|*kaufmann|*kauffrau
    *assistent|*assistentin|*assistenz|*mitarbeiter|*mitarbeiterin|*techniker|*technikerin
    *mechaniker|*mechanikerin|*mechatroniker|*meister|*meisterin|*planer|*planerin
    *disponent|*disponentin|*controllerin|*buchhalter|*buchhalterin|*fachkraft|*verkaufer
    *verkauferin|*vertreter|*vertreterin|*pfleger|*pflegerin|*schwester|*arzt|*arztin
    *lehrer|*lehrerin|*dozent|*dozentin|*wissenschaftler|*wissenschaftlerin|*forscher
    *manager|*managerin|*einkaufer|*einkauferin|*architekt|*architektin|*designer|*designerin
    *praktikant|*praktikantin|praktikum|werkstudent|werkstudentin|*auszubildende|*auszubildender
    *volontar|*volontarin|*trainee|*fuhrer|*fuhrerin|*direktor|*direktorin|*vorstand|*chef
    *koch|*kochin|*backer|*fahrer|*fahrerin|*lagerist|*lageristin|*prufer|*pruferin|*jurist
    *juristin|*anwalt|*anwaltin|*redakteur|*redakteurin|*sekretar|*sekretarin|*beauftragte
    *beauftragter|*angestellte|*angestellter|*analyst|*analystin|*spezialist|*spezialistin
    *koordinator|*koordinatorin|*erzieher|*erzieherin|*therapeut|*therapeutin|*betreuer
    *betreuerin|*gestalter|*gestalterin|*schlosser|*elektriker|*elektroniker|*laborant*

    ingenieur*|responsable*|charge|chargee|charge de *|chargee de *|directeur|directrice|chef de *
    cheffe de *|gestionnaire*|assistant*|technicien*|developpeur*|developpeuse*|consultant*
    conseiller*|conseillere*|comptable*|vendeur*|vendeuse*|commercial*|acheteur*|acheteuse*
    analyste*|coordinateur*|coordinatrice*|secretaire*|infirmier*|infirmiere*|enseignant*
    professeur*|formateur*|formatrice*|redacteur*|redactrice*|juriste|avocat*|stagiaire|stage
    apprenti*|alternant*|alternance|adjoint*|agent*|operateur*|operatrice*|conducteur*
    conductrice*|cuisinier*|serveur*|serveuse*|magasinier*|logisticien*|chercheur*|chercheuse*
    architecte*|graphiste|concepteur*|conceptrice*|controleur*|controleuse*|auditeur*|auditrice*
    administrateur*|administratrice*|animateur*|animatrice*|educateur*|educatrice*|pharmacien*
    medecin|mecanicien*|electricien*|soudeur*|menuisier*|planificateur*|planificatrice*|attache*
    delegue*|preparateur*|preparatrice*|affreteur*|declarant*

    ingenier*|gerente|director*|jefe|jefa|jefe de *|jefa de *|responsable*|tecnico*|tecnica*
    desarrollador*|programador*|consultor*|asesor*|analista*|administrativ*|auxiliar*|ayudante*
    asistente*|coordinador*|encargad*|vendedor*|comercial*|comprador*|contable*|contador*
    secretari*|enfermer*|profesor*|docente*|maestr*|investigador*|becari*|practicas|aprendiz
    operari*|conductor*|cociner*|camarer*|mozo|moza|almacen*ro|periodista*|redactor*|abogad*
    economista*|arquitect*|disenador*|controlador*|auditor*|supervisor*|planificador*|agente*
    dependient*|recepcionista*|farmaceutic*|medic*|mecanic*|electricista*|soldador*|declarante*
    especialista*|gestor*|monitor*|traductor*

    μηχανικ*|διευθυντ*|διευθυντρια|υπευθυν*|αναλυτ*|αναλυτρια|προγραμματιστ*|προγραμματιστρια
    βοηθ*|συμβουλ*|τεχνικ*|λογιστ*|λογιστρια|πωλητ*|πωλητρια|γραμματεα*|υπαλληλ*|προισταμεν*
    συντονιστ*|συντονιστρια|καθηγητ*|καθηγητρια|δασκαλ*|νοσηλευτ*|νοσηλευτρια|γιατρ*|ιατρ*
    φαρμακοποι*|ερευνητ*|ερευνητρια|σχεδιαστ*|σχεδιαστρια|αρχιτεκτον*|δικηγορ*|δημοσιογραφ*
    συντακτ*|συντακτρια|μεταφραστ*|μεταφραστρια|οδηγ*|χειριστ*|χειριστρια|μαγειρ*|σερβιτορ*
    αποθηκαρι*|ασκουμεν*|πρακτικη ασκηση|ειδικ*|στελεχοσ|επικεφαλησ|οικονομολογ*|ελεγκτ*
    ελεγκτρια|εκπαιδευτ*|εκπαιδευτρια|ταμι*|ρεσεψιονιστ|εκπαιδευτικ*|φυλακα*|συνεργατ*
    συνεργατιδα|αγοραστ*|διαχειριστ*|διαχειριστρια

    planner|medewerker|adviseur|beheerder|verpleegkundige|docent|monteur|chauffeur|stagiair*
    ontwikkelaar|analista|impiegat*|responsabile|stagista|tirocinante|ingegnere|analityk
    specjalista|kierownik|inzynier|dyrektor|elemzo|adatelemzo|*elemzo|menedzser|ingenjor
    utvecklare|chef|rederi*|analytiker|uzman*|muhendis*|mudur*|инженер*|менеджер*|аналитик*
    специалист*|директор*|інженер*|аналітик*|фахівець*
    """
)

COMPANY_WORDS: Final = _pattern(
    """
    ltd|limited|llc|llp|inc|inc.|incorporated|corp|corporation|plc|co|co.|company|group|holdings
    holding|partners|associates|enterprises|industries|international|technologies|technology
    systems|solutions|services|software|labs|laboratories|studios|media|consulting|consultants
    advisors|advisory|ventures|capital|bank|banking|insurance|assurance|logistics|freight
    shipping|lines|airlines|airways|railways|transport|motors|foods|beverages|brewery|bakery
    pharma|pharmaceuticals|hospital|clinic|trust|council|ministry|agency|authority|foundation
    institute|university|college|school|museum|theatre|hotel|hotels|resort|restaurant|cafe
    retail|stores|store|market|supermarkets|energy|power|gas|water|oil|mining|steel|metals
    chemicals|plastics|textiles|construction|builders|engineering|architects|properties|estates
    realty|press|publishing|publishers|news|magazine|radio|television|networks|telecom
    communications|digital|data|analytics|robotics|instruments|devices|electronics|semiconductors
    & sons|& co|and sons|brothers|bros|farms|farm|dairy|nursery|packaging|warehousing|storage
    recruitment|recruiting|staffing|fulfilment|fulfillment|works|mills|yard|docks|port|harbour

    gmbh|ag|kg|ohg|gbr|ug|e.v.|ev|mbh|gmbh & co. kg|se|kgaa|e.k.|eg|verlag|klinik*|klinikum
    krankenhaus|*werk|*werke|spedition|versicherung*|sparkasse|volksbank|stadt|stadtwerke
    landkreis|bundesamt|ministerium|amt|institut|gruppe|*bau|*technik|*logistik|*handel
    *systeme|handelsgesellschaft|*gesellschaft|kanzlei|praxis|apotheke|brauerei|backerei
    druckerei|reederei|gemeinde|universitat|hochschule|schule|*kontor|*haus|verein|stiftung

    sa|sas|sasu|sarl|eurl|snc|sci|s.a.|s.a.s.|groupe|societe|cabinet|entreprise|etablissements
    ets|banque|assurances|hopital|clinique|mairie|conseil|ministere|agence|maison|laboratoires
    ateliers|atelier|transports|editions|imprimerie|boulangerie|librairie|lycee|universite
    ecole|centre hospitalier|chu|fils|freres|cie|compagnie|brasserie|caves|cooperative

    s.l.|sl|s.l.u.|slu|s.a.u.|sau|s. coop.|grupo|compania|empresa|banco|seguros|clinica
    ayuntamiento|ministerio|agencia|laboratorios|talleres|transportes|editorial|imprenta
    panaderia|hermanos|hijos|bodegas|consultores|asociados|constructora|industrias|tecnologias
    soluciones|servicios|sistemas|logistica|instituto|universidad|fundacion|naviera|astilleros

    α.ε.|αε|ε.π.ε.|επε|ο.ε.|οε|ε.ε.|εε|ικε|ι.κ.ε.|ομιλοσ|εταιρεια|τραπεζα|ασφαλειεσ|νοσοκομειο
    κλινικη|δημοσ|υπουργειο|οργανισμοσ|ινστιτουτο|πανεπιστημιο|σχολη|εκδοσεισ|ναυτιλιακη
    μεταφορεσ|αφοι|υιοι|τεχνικη|κατασκευαστικη|φαρμακειο|ξενοδοχειο|βιομηχανια|συστηματα

    bv|b.v.|nv|n.v.|vof|srl|s.r.l.|spa|s.p.a.|lda|ltda|zrt|zrt.|kft|kft.|nyrt|ab|as|a/s|aps|oy|oyj
    sp. z o.o.|s.a|d.o.o.|a.s.|s.r.o.|as.|ооо|зао|оао|тов|st. co
    """
)

LEGAL_FORMS: Final = _pattern(
    """
    ltd|limited|llc|llp|inc|inc.|corp|plc|gmbh|ag|kg|ohg|gbr|ug|e.v.|mbh|se|kgaa|e.k.|sas|sasu
    sarl|eurl|s.a.|s.a.s.|s.l.|sl|s.l.u.|slu|s.a.u.|s. coop.|α.ε.|αε|ε.π.ε.|επε|ο.ε.|ικε|bv|b.v.
    nv
    srl|s.r.l.|s.p.a.|lda|ltda|zrt|zrt.|kft|kft.|ab|a/s|aps|oy|oyj|sp. z o.o.|d.o.o.|s.r.o.|ооо
    """
)
"""Endings that only companies have: they count more, and a comma before them parts nothing."""

SCHOOL_WORDS: Final = _pattern(
    """
    university|college|school|institute|academy|polytechnic|conservatory|seminary|faculty
    business school|law school|high school|grammar school|*universitat|*hochschule
    fachhochschule|*akademie|*schule|*kolleg|*gymnasium|gymnasium|*institut|berufsschule|uni
    duale hochschule|universite|ecole|institut|lycee|iut|faculte|grande ecole|academie|college
    conservatoire|cfa|universidad|escuela|instituto|facultad|colegio|ies|academia
    conservatorio|centro de formacion|politecnica|πανεπιστημιο|πολυτεχνειο|σχολη|λυκειο|τει
    ινστιτουτο|ακαδημια|κολλεγιο|ιεκ|γυμνασιο|επαλ|universiteit|hogeschool|mbo|roc|politecnico
    universita|istituto|liceo|universidade|escola|uniwersytet|politechnika|liceum|szkola
    egyetem|foiskola|gimnazium|universitet|hogskola|gymnasieskola|universitesi|lisesi|enstitusu
    университет|институт|академия|університет|інститут|академія|大学|大学院|대학교|고등학교|جامعة
    المعهد|معهد|אוניברסיטת|אוניברסיטה|מכללה|המכללה|דانشگاه|دانشگاه|sixth form|*skole|*skola
    technikon|campus
    """
)

DEGREE_WORDS: Final = _pattern(
    """
    btech|b.tech.|b.tech|mtech|m.tech|yh-examen|gymnasieexamen|lic.|lic. *.|bsc|b.sc.|b.sc|bs
    b.s.|ba|b.a.|beng|b.eng.|b.eng|bba|bcom|llb|bachelor*|msc|m.sc.|m.sc|ms|m.s.
    ma|m.a.|meng|m.eng.|m.eng|mba|mphil|llm|ll.m.|ll.m|ll.b.|master*|phd|ph.d.|ph.d|dphil|md|edd
    jd
    doctorate|doctoral degree|diploma*|certificate|hnd|hnc|associate degree|a-levels
    a levels|gcse*|nvq*|btec|foundation degree|postgraduate*|undergraduate*|pgce|ged
    high school diploma|honours|hons|diplom*|dipl.*|dipl.-ing.|magister*|staatsexamen
    promotion|dr.|dr. rer. nat.|dr.-ing.|abitur|fachabitur|fachhochschulreife|mittlere reife
    realschulabschluss|hauptschulabschluss|ausbildung|lehre|berufsausbildung|meisterbrief
    hochschulreife|fachwirt*|betriebswirt*|licence|licence pro*|master 1|master 2|m1|m2|dut|bts
    but
    deug|dess|dea|doctorat|baccalaureat|bac|bac pro|cap|bep|brevet|maitrise|diplome d'ingenieur
    diplome*|titre professionnel|mastere|classe preparatoire|cpge|grado|licenciatura
    licenciad*|diplomatura|master universitario|doctorado|bachillerato
    ciclo formativo*
    fp|tecnico superior|tecnica superior|tecnico medio|ingenieria|ingenieria superior|postgrado
    curso de experto|tecnico|πτυχιο|μεταπτυχιακο*|μεταπτυχιακο διπλωμα|διδακτορικο*|διπλωμα
    απολυτηριο*|μαστερ|προπτυχιακο*|laurea*|laurea magistrale|dottorato|licencjat|magister
    inzynier|doktorat|alapkepzes|mesterkepzes|kandidat*|kandidatexamen|lisans|yuksek lisans
    мастер|бакалавр*|магистр*|магістр*|специалист|学士|硕士|修士|博士|학사|석사|박사|ماجستير
    بكالوريوس|תואר ראשון|תואר שני|کارشناسی|کارشناسی ارشد|propedeuse|hbo|vwo|havo|mbo #
    cum laude
    technicien superieur|eso|graduado|graduada
    """
)

AT_WORDS: Final = (
    "at",
    "@",
    "bei",
    "chez",
    "en",
    "στην",
    "στη",
    "στο",
    "στον",
    "bij",
    "presso",
    "hos",
)
"""Between a title and an employer: "Analyst at Northgate"; "en" and "in" mean more than that."""

IN_WORDS: Final = (
    "in",
    "of",
    "en",
    "im",
    "der",
    "fur",
    "de",
    "στην",
    "στη",
    "στο",
    "στα",
    "στισ",
    "di",
)
"""Between a degree and its field."""

LEVELS: Final = re.compile(
    r"(?<![^\W_])(?:native|fluent|basic|intermediate|advanced|beginner|proficient|mother tongue|"
    r"muttersprache|fliessend|verhandlungssicher|grundkenntnisse|gut|sehr gut|gute kenntnisse|"
    r"langue maternelle|courant|intermediaire|notions|bilingue|nativo|fluido|medio|basico|alto|"
    r"μητρικη|αριστα|πολυ καλα|καλα|expert|experienced|erfahren|avance|debutant|[abc][12])"
    r"(?![^\W_])"
)
"""Words for how well somebody masters something; they are no part of the skill."""


def is_any(pattern: re.Pattern[str], text: str) -> bool:
    """Whether one of the words stands in the text."""
    return pattern.search(plain(text)) is not None


def count(pattern: re.Pattern[str], text: str) -> int:
    """How many of the words stand in the text."""
    return sum(1 for _match in pattern.finditer(plain(text)))


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Several texts as one set of plain words."""
    return frozenset(word for text in texts for word in plain(text).split())
