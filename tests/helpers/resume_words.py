"""Words for invented resumes: two vocabularies that share nothing, in five languages.

`DEVELOPMENT` is there to be looked at while the reading is improved; `HELD_OUT` is there to be
reported, and nobody tunes on it. All people, firms and schools are invented.
"""

# Tables are read by the line.
# ruff: noqa: E501
# fmt: off
from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language; headings are alternatives, of which one resume takes one."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    titles: tuple[str, ...]
    companies: tuple[str, ...]
    schools: tuple[str, ...]
    degrees: tuple[str, ...]
    studies: tuple[str, ...]
    skills: tuple[str, ...]
    deeds: tuple[str, ...]
    profiles: tuple[str, ...]
    addresses: tuple[str, ...]
    phones: tuple[str, ...]
    """With # for a digit."""
    h_profile: tuple[str, ...]
    h_contact: tuple[str, ...]
    h_experience: tuple[str, ...]
    h_education: tuple[str, ...]
    h_skills: tuple[str, ...]
    h_more: tuple[str, ...]
    """Further headings with their text behind a colon."""
    l_phone: tuple[str, ...]
    l_email: tuple[str, ...]
    l_address: tuple[str, ...]
    now: tuple[str, ...]
    to: tuple[str, ...]
    at: tuple[str, ...]
    """Between title and employer where a resume writes a sentence."""
    places: tuple[str, ...]
    """Where firms and schools are."""
    personal: tuple[str, ...]
    """Lines about the person that no field takes."""
    papers: tuple[str, ...]
    """A heading with a list of works, their years in them."""
    months: tuple[str, ...]


def _vocabulary(text: str) -> Vocabulary:
    found: dict[str, tuple[str, ...]] = {}
    for line in text.strip().splitlines():
        name, _, rest = line.strip().partition(" = ")
        found[name] = tuple(part.strip() for part in rest.split(" | "))
    assert set(found) == {field.name for field in fields(Vocabulary)}, set(found)
    return Vocabulary(**found)


_MONTHS: Final = {
    "en": "January | February | March | April | May | June | July | August | September | October | November | December",
    "de": "Januar | Februar | März | April | Mai | Juni | Juli | August | September | Oktober | November | Dezember",
    "fr": "janvier | février | mars | avril | mai | juin | juillet | août | septembre | octobre | novembre | décembre",
    "es": "enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre | octubre | noviembre | diciembre",
    "el": "Ιανουάριος | Φεβρουάριος | Μάρτιος | Απρίλιος | Μάιος | Ιούνιος | Ιούλιος | Αύγουστος | Σεπτέμβριος | Οκτώβριος | Νοέμβριος | Δεκέμβριος",
}

_DEVELOPMENT: Final = {
"en": """
first = Amara | Callum | Priya | Rosalind | Tobias | Mei | Oluwaseun | Hannah | Desmond | Yusra
last = Whitcombe | O'Donnell | McKay | Ravindran | Achebe | Fairweather-Lowe | Lindqvist | Tremayne | van der Berg | Osei
titles = Supply Chain Analyst | Backend Engineer | Operations Manager | HR Business Partner | Senior Data Scientist | Warehouse Shift Leader | Product Designer | Customs Clerk | Payroll Specialist | Graduate Trainee | Head of Procurement | QA Tester
companies = Northgate Insurance | Tidewatch Systems Ltd | Brae & Sons Freight | Castleway Foods | Harbour Lane Studio | Quillmark | Estuary Fulfilment | Pulteney Press | Velmora | Greyfriars Hospital Trust | Sallow & Finch LLP | Kestrel Robotics
schools = Leith School of Engineering | University of Easthaven | Thurrock Vale College | Wessex School of Management | Brookfield Polytechnic | St Aldhelm's Academy
degrees = BSc | MSc | BEng | MA | BA (Hons) | MBA
studies = Computer Science | Logistics Management | Human Resource Management | Mechanical Engineering | Applied Statistics | Marine Technology
skills = Python | SQL | forecasting | SAP MM | stakeholder management | Excel | Tableau | Kubernetes | incident response | lean warehousing | C++ | negotiation | payroll | first aid
deeds = Owns the booking service: 1,200 requests a second, 99.98 percent last year. | Cut stock-outs by a third across 14 depots within two years. | Leads 26 pickers on the late shift; zero lost-time accidents since 2022. | Moved a paper process to a web form that 300 people use daily. | Negotiated freight contracts worth £4.2m a year with nine carriers. | Built dashboards for the weekly planning round with sales and finance. | Trained eleven new colleagues and wrote the handbook they still use. | Introduced cycle counting, which brought accuracy from 91 to 99.4 percent.
profiles = Analyst with nine years in retail supply chains who likes plain numbers and short meetings. | Engineer who prefers boring technology, small changes and good sleep. | Manager of calm teams in busy places, at home in spreadsheets and on the floor.
addresses = 51 Ferry Road, Leith, Edinburgh EH6 4AE | 8 Weighbridge Court, Bristol BS1 6XN | 19 Coopers Yard, Tilbury | Flat 3, 2 Millrace, Bath BA1 1SU
phones = +44 20 7946 0### | 020 7946 0### | +44 7700 900### | 07700 900###
h_profile = Profile | Summary | About me
h_contact = Contact | Contact details
h_experience = Experience | Work Experience | Employment History
h_education = Education | Education and Training
h_skills = Skills | Key Skills | Technical Skills
h_more = Languages: English (native), German (B2) | Interests: Sea kayaking, sourdough, fixing radios | Certificates: Forklift licence, valid until 11/2027 | Volunteering: Treasurer of the allotment club since 2017
l_phone = Phone | Mobile | Tel.
l_email = E-mail | Email
l_address = Address
now = present | Present | now
to =  – | - | –  | to
at = at
places = Leeds | Bristol | Norwich | Glasgow | Reading
personal = Date of birth: 12 March 1985 | Nationality: Irish | Driving licence: B
papers = Publications: Queues are promises, Harbour Review 12 (2019), 34–51; Boring pipelines, in: Proceedings of the 4th Dock Conference, 2021
""",
"de": """
first = Jürgen | Anneliese | Matthias | Sabine | Björn | Friederike | Kai-Uwe | Leonie
last = Weißmüller | Brandstätter | von Hohenlau | Krüger | Ohlendorf | Schöne | Bartels-Voss | Lüdemann
titles = Disponent Seefracht | Teamleiterin Einkauf | Softwareentwickler | Projektmanager | Speditionskaufmann | Sachbearbeiterin Buchhaltung | Leiter Logistik | Werkstudentin Controlling | Personalreferentin
companies = Weserkontor Spedition GmbH | Nordlager KG | Klinikum Ostheide | Hansemann Kühllogistik AG | Morgenrot Verlag | Blauhaus | Stadtwerke Wiesental | Rautenberg & Söhne | Feinmechanik Döbler GmbH & Co. KG
schools = Berufskolleg an der Geeste | Universität Ostheim | Hochschule Wiesental | Technische Universität Nordstadt | Fachhochschule Elbtal
degrees = Ausbildung | B.Sc. | M.Sc. | Diplom | Bachelor of Arts | Master
studies = Kaufmann für Spedition | Wirtschaftsinformatik | Maschinenbau | Betriebswirtschaft | Internationale Logistik
skills = Kühlcontainer | Gefahrgut | Zollabwicklung | SAP S/4HANA | Verhandlungsführung | MS Excel | Java | Kostenrechnung | Englisch C1
deeds = Buchung und Überwachung von jährlich 2.300 Kühlcontainern. | Führung eines Teams von acht Mitarbeitenden in zwei Schichten. | Einführung eines Systems zur Lagerplatzverwaltung an drei Standorten. | Senkung der Frachtkosten um 12 Prozent durch neue Rahmenverträge. | Betreuung von 40 Lieferanten in Süddeutschland und Österreich. | Monatsabschlüsse nach HGB, Abstimmung der Konten.
profiles = Disponent mit Schwerpunkt Kühlcontainer; Zuverlässigkeit über alles. | Entwickler mit Freude an klaren Schnittstellen und kurzen Besprechungen.
addresses = Am Speicher 9, 27568 Bremerhaven | Lindenstraße 14, 04229 Leipzig | Kastanienallee 3a, 80331 München | Hafenweg 27, 48155 Münster
phones = +49 30 23125 ### | 030 23125 ### | +49 171 39200## | 0171 39200## | +49 (0)221 4710 ###
h_profile = Profil | Über mich | Kurzprofil
h_contact = Kontakt | Persönliche Daten
h_experience = Berufserfahrung | Beruflicher Werdegang
h_education = Ausbildung | Bildungsweg | Studium
h_skills = Kenntnisse | Fähigkeiten | IT-Kenntnisse
h_more = Sprachen: Deutsch (Muttersprache), Englisch (C1) | Interessen: Segeln, Chorgesang, Schach | Weiterbildung: Gefahrgutschein, gültig bis 06/2027
l_phone = Telefon | Mobil | Tel.
l_email = E-Mail | Mail
l_address = Anschrift | Adresse
now = heute | bis heute | aktuell
to =  – | - | bis
at = bei
places = Hamburg | Leipzig | Bremen | Köln
personal = Geburtsdatum: 12.03.1985 | Staatsangehörigkeit: deutsch | Familienstand: verheiratet
papers = Veröffentlichungen: Kühlketten im Wandel, Hafenrundschau 7 (2018), S. 12–19; Lager neu gedacht, 2020
""",
"fr": """
first = Chloé | Étienne | Maëlle | Jean-Baptiste | Anaïs | Théo | Solène
last = Beaumanoir | Lefèvre | de la Roche | Castagnier | Okoro-Hale | Vaillancourt | Dubreuil
titles = Responsable logistique | Chargée de recrutement | Ingénieur qualité | Comptable fournisseurs | Chef de projet | Assistante commerciale | Développeur web | Magasinier cariste
companies = Transports Beauvallon | Groupe Sarlande | Cabinet Orsenne | Les Ateliers du Port | Lumivert SAS | Banque du Ponant | Clinique Saint-Aubin | Marelle
schools = Université de Port-Valmer | École supérieure de commerce du Ponant | IUT de Clairval | Lycée Jacques-Monod de Brévent
degrees = Licence | Master | BTS | DUT | Diplôme d'ingénieur
studies = Gestion logistique | Ressources humaines | Génie industriel | Comptabilité | Informatique
skills = gestion des stocks | Excel | SAP | négociation | anglais courant | management d'équipe | paie | Python | tableaux de bord
deeds = Encadrement d'une équipe de douze caristes sur deux quais. | Réduction de 18 % des ruptures de stock en un an. | Recrutement d'une quarantaine de profils techniques par an. | Mise en place d'un suivi hebdomadaire avec les transporteurs. | Préparation des bilans trimestriels et suivi de la trésorerie.
profiles = Logisticienne rigoureuse, à l'aise avec les chiffres comme avec les équipes. | Développeur curieux qui aime les outils simples.
addresses = 14 rue des Tanneurs, 59000 Lille | 3 quai de la Fosse, 44000 Nantes | 27 avenue Jean-Jaurès, 69007 Lyon
phones = +33 1 99 00 ## ## | 01 99 00 ## ## | 06 39 98 ## ## | +33 6 39 98 ## ##
h_profile = Profil | À propos
h_contact = Contact | Coordonnées
h_experience = Expérience professionnelle | Expériences professionnelles | Parcours professionnel
h_education = Formation | Formations | Diplômes
h_skills = Compétences | Compétences techniques
h_more = Langues: français (langue maternelle), anglais (C1) | Centres d'intérêt: voile, photographie, jardinage
l_phone = Téléphone | Tél. | Portable
l_email = Courriel | E-mail
l_address = Adresse
now = aujourd’hui | à ce jour | présent
to =  – | - | à
at = chez
places = Lille | Nantes | Lyon | Toulouse
personal = Date de naissance : 12/03/1985 | Nationalité : française | Permis B
papers = Publications: La chaîne du froid, Revue du port, 2019, p. 12-19; Stocks et flux, 2021
""",
"es": """
first = Lucía | Álvaro | María José | Iker | Ximena | Joaquín
last = Fernández Rubio | Ibáñez Soler | Muñoz | Echeverría | García de la Torre | Quintana Vega
titles = Declarante de aduanas | Técnica de recursos humanos | Jefe de almacén | Ingeniera de procesos | Analista de datos | Administrativa de tráfico | Responsable de compras
companies = Transitarios Bahía S.L. | Norte Contenedores | Grupo Almendral | Talleres Urquiola S.A. | Banco del Cantábrico | Clínica Santa Olalla | Verdemar
schools = Escuela Marítima del Norte | Universidad de Valdeluna | Instituto Politécnico de Ribera | Universidad Autónoma del Levante
degrees = Grado | Licenciatura | Máster | Técnico superior
studies = Comercio Internacional | Administración de Empresas | Ingeniería Industrial | Relaciones Laborales
skills = TARIC | Incoterms | nóminas | SQL | Excel avanzado | inglés C1 | gestión de equipos | Power BI
deeds = Importación y exportación, 45 declaraciones diarias. | Selección de unos sesenta perfiles al año para cuatro centros. | Reducción del tiempo de descarga en un 20 por ciento. | Coordinación de quince personas en dos turnos. | Elaboración de informes mensuales para la dirección.
profiles = Declarante con diez años de experiencia en puertos del norte. | Analista que disfruta explicando los datos sin adornos.
addresses = Calle del Muelle 4, 39002 Santander | Avenida de la Estación 12, 3.º B, 46007 Valencia | Plaza Mayor 7, 28012 Madrid
phones = +34 91 555 ## ## | 91 555 ## ## | +34 612 34 ## ## | 612 34 ## ##
h_profile = Perfil | Sobre mí
h_contact = Contacto | Datos personales
h_experience = Experiencia profesional | Experiencia laboral | Experiencia
h_education = Formación | Formación académica | Educación
h_skills = Competencias | Habilidades
h_more = Idiomas: español (nativo), inglés (C1), italiano (B2) | Intereses: senderismo, ajedrez, cocina
l_phone = Teléfono | Móvil
l_email = Correo | Correo electrónico
l_address = Dirección
now = actualidad | presente | actualmente
to =  – | - | a
at = en
places = Santander | Valencia | Bilbao
personal = Fecha de nacimiento: 12/03/1985 | Nacionalidad: española | Carné de conducir B
papers = Publicaciones: El puerto lento, Revista de Aduanas 3 (2018), 22-30; Datos sin adornos, 2020
""",
"el": """
first = Ελπίδα | Νικόλαος | Κατερίνα | Γιώργος | Δέσποινα
last = Καραβάλη | Παπαδημητρίου | Σταυρίδης | Λιβανού | Αντωνάκης
titles = Υπεύθυνη αποθήκης | Μηχανικός παραγωγής | Λογίστρια | Αναλυτής δεδομένων | Βοηθός λογιστηρίου | Σύμβουλος πωλήσεων
companies = Ναυτιλιακή Αιγαίου Α.Ε. | Μεταφορές Θερμαϊκού | Όμιλος Δελφίνι | Φάρος Συστήματα ΕΠΕ | Κλινική Άγιος Λουκάς | Ηλιόραμα
schools = Πανεπιστήμιο Ανατολικής Αττικής | Σχολή Οικονομικών Σπουδών Βόλου | Πολυτεχνείο Μακεδονίας
degrees = Πτυχίο | Μεταπτυχιακό δίπλωμα | Δίπλωμα
studies = Λογιστική | Διοίκηση Επιχειρήσεων | Μηχανολογία | Στατιστική
skills = Excel | Python | διαχείριση αποθεμάτων | SAP | φορολογικές δηλώσεις | αγγλικά
deeds = Διαχείριση αποθήκης με 9.000 θέσεις παλετών. | Σύνταξη μηνιαίων αναφορών για τη διοίκηση. | Επίβλεψη ομάδας δώδεκα ατόμων σε δύο βάρδιες. | Μείωση των επιστροφών κατά 15 τοις εκατό.
profiles = Υπεύθυνη αποθήκης με δέκα χρόνια εμπειρίας και αγάπη για την τάξη.
addresses = Ερμού 15, 10563 Αθήνα | Τσιμισκή 48, 54623 Θεσσαλονίκη
phones = +30 21 0555 01## | 210 555 01## | +30 694 555 01##
h_profile = Προφίλ | Σχετικά με εμένα
h_contact = Επικοινωνία | Προσωπικά στοιχεία
h_experience = Εργασιακή εμπειρία | Επαγγελματική εμπειρία
h_education = Εκπαίδευση | Σπουδές
h_skills = Δεξιότητες | Γνώσεις
h_more = Ξένες γλώσσες: Αγγλικά (C2), Γαλλικά (B1) | Ενδιαφέροντα: ιστιοπλοΐα, θέατρο
l_phone = Τηλέφωνο | Κινητό
l_email = E-mail | Email
l_address = Διεύθυνση
now = σήμερα | Σήμερα
to =  – | - | έως
at = στην
places = Αθήνα | Θεσσαλονίκη | Βόλος
personal = Ημερομηνία γέννησης: 12/03/1985 | Οικογενειακή κατάσταση: έγγαμη
papers = Δημοσιεύσεις: Αποθήκες του μέλλοντος, 2018; Η τάξη των πραγμάτων, 2020
""",
}

_HELD_OUT: Final = {
"en": """
first = Imogen | Kwame | Bronwen | Faisal | Gwendolyn | Rory | Anneka | Solomon | Tamsin | Li Wei
last = Hartigan | Oyelaran | MacAuley | Beauchamp-Reed | Khatun | Ellsworth | D'Souza | Prendergast | Abernathy | ter Haar
titles = Transport Planner | Site Reliability Engineer | Talent Acquisition Partner | Clinical Nurse Specialist | Bid Writer | Assistant Store Manager | Machine Operator | Financial Controller | UX Researcher | Apprentice Electrician | Chief of Staff | Research Fellow
companies = Marlowe & Pryce | Dunmore Dairy | Saltmarsh Energy plc | Orchard People | Brightwell | Caldera Biosciences Inc. | Fennimore Council | The Copper Kettle | Wrenfield Housing Association | Lodestar Analytics | Hobday Retail Group | Ashcombe NHS Trust
schools = Royal Borough College | University of Penhallow | Cardrona Institute of Technology | Greenwich Bay High School | Ormsby Business School | Trelawney University
degrees = BA | Bachelor of Science | PhD | Diploma | BTEC Level 3 | LLB
studies = Transport Planning | Nursing | English Literature | Electrical Installation | Psychology | Accounting and Finance
skills = route optimisation | Terraform | Go | triage | bid management | Figma | user interviews | PostgreSQL | merchandising | budgeting | R | Power BI | risk assessment | IFRS
deeds = Plans 85 vehicle movements a day from three sites, with 97 percent on time. | Ran the on-call rota and halved the number of night pages. | Hired 60 engineers in eighteen months without an agency. | Wrote winning bids worth £11m for schools and councils. | Opened two branches on schedule and within budget. | Reconciled forty ledgers each month and led the move to a new system. | Interviewed over 200 patients and turned the findings into a new booking form. | Mentored three apprentices to their final assessment.
profiles = Planner who keeps lorries full and drivers happy. | Reliability engineer with a fondness for checklists. | Recruiter who answers every applicant, and means it.
addresses = 7 Larkspur Close, Norwich NR2 3TT | 112 High Street, Dundalk | Apt 4B, 30 Sandpiper Quay, Cardiff CF10 4BZ | 66 Thistle Avenue, Leeds LS6 2AB
phones = +44 28 9649 0### | 0161 496 0### | +1 (212) 555-01## | 07700 900 ###
h_profile = Professional Summary | Personal Statement | Objective
h_contact = Contact Information | Personal details
h_experience = Professional Experience | Career History | Employment
h_education = Academic Background | Qualifications | Education
h_skills = Core Competencies | Expertise | Skills
h_more = Languages: English, Welsh, basic Urdu | Hobbies: bell ringing, trail running | Training: Mental health first aider, 03/2024 | Awards: Apprentice of the Year 2016
l_phone = Telephone | Cell | Phone
l_email = Email address | E-mail
l_address = Home address | Address
now = Present | current | today
to =  — | – | - | until
at = at
places = Swansea | Dundalk | Cardiff | Belfast | Truro
personal = DOB: 04/11/1990 | Visa status: settled | Availability: one month's notice
papers = Selected Publications: Hartigan's law of lorries. Journal of Slow Transport 8(2), 2017, 101–117; On waiting. In: Handbook of Queues, 2022
""",
"de": """
first = Henrike | Torsten | Gesine | Ulf | Marlene | Hans-Peter | Ayşe | Lorenz
last = Grünewald | Zimmermann-Roth | Ackerknecht | vom Stein | Petersen | Yıldırım | Haßlinger | Niemöller
titles = Vertriebsleiter Nord | Elektronikerin für Betriebstechnik | IT-Administrator | Kaufmännische Angestellte | Gesundheits- und Krankenpflegerin | Bauleiter | Produktmanagerin | Praktikant Marketing | Steuerfachangestellte
companies = Hellweg Maschinenbau GmbH | Sonnfeld Energie AG | Elbufer Agentur für Gestaltung | Krankenhaus St. Anna | Bauunternehmung Tietjen | Kranich & Partner | Lindwurm | Sparkasse Oderbruch | Arnholt Medizintechnik GmbH
schools = Hochschule für Technik Altmark | Georg-Herwegh-Gymnasium | Universität Passendorf | Berufsschule Mitte | Duale Hochschule Hohenfels
degrees = Bachelor of Engineering | Abitur | Staatsexamen | Master of Science | Berufsausbildung
studies = Elektrotechnik | Pflegewissenschaft | Bauingenieurwesen | Marketing | Steuerrecht
skills = SPS-Programmierung | Active Directory | DATEV | Wundversorgung | VOB | Kundenbetreuung | Adobe InDesign | Linux | Türkisch
deeds = Verantwortung für 14 Mitarbeitende und 23 Mio. Euro Umsatz. | Wartung und Instandsetzung von Förderanlagen im Dreischichtbetrieb. | Umstellung von 120 Arbeitsplätzen auf eine neue Umgebung. | Koordination der Gewerke auf Baustellen bis 8 Mio. Euro. | Pflege und Überwachung von bis zu zwölf Patienten. | Erstellung von Lohnabrechnungen für 60 Mandanten.
profiles = Vertriebsleiter, der zuhört, bevor er anbietet. | Administratorin mit Sinn für Ordnung und guter Laune am Montag.
addresses = Mühlenweg 5, 29410 Salzwedel | Rosa-Luxemburg-Platz 2, 10178 Berlin | Goethestr. 88, 60313 Frankfurt am Main | Deichstraße 41, 20459 Hamburg
phones = +49 40 66969 ### | 0221 4710 ### | +49 (0)152 28817 ### | 0152 28817 ###
h_profile = Zusammenfassung | Kurzvorstellung | Zur Person
h_contact = Kontaktdaten | Persönliche Angaben
h_experience = Beruflicher Werdegang | Berufspraxis | Werdegang
h_education = Schulbildung | Akademische Ausbildung | Ausbildung
h_skills = Kompetenzen | Fachkenntnisse | Besondere Kenntnisse
h_more = Sprachkenntnisse: Deutsch, Türkisch, Englisch (B2) | Hobbys: Rudern, Imkerei | Fortbildungen: Projektmanagement (IPMA), 2021
l_phone = Mobiltelefon | Tel | Telefonnummer
l_email = E-Mail-Adresse | E-Mail
l_address = Wohnort | Anschrift
now = heute | jetzt | dato
to =  – | — | bis
at = bei der
places = Salzwedel | Kiel | Frankfurt (Oder) | Mainz
personal = geboren am 4. November 1990 in Kiel | Nationalität: türkisch | ledig, ortsungebunden
papers = Publikationen: Wunden richtig versorgen, Pflege heute 2017; SPS für alle, 2. Auflage, 2021
""",
"fr": """
first = Gaëlle | Lucien | Inès | Pierre-Yves | Fatoumata | Bastien | Océane
last = Marchandeau | Le Goff | N'Diaye | Roussillon | du Plessis | Girardot | Teyssèdre
titles = Directrice des achats | Technicien de maintenance | Infirmière coordinatrice | Chargé de clientèle | Conducteur de travaux | Formatrice | Analyste financier | Vendeuse
companies = Imprimerie Valcourt | Société Fontbelle | Mairie de Saint-Léon | Brasserie des Trois Ponts | Novelis Conseil SARL | Hôpital du Val-Doré | Kerdanet & Fils | Assurances Montclar
schools = Université Paris-Belleval | École d'ingénieurs de Haute-Loue | Institut de formation en soins infirmiers | Lycée professionnel Rosa-Parks
degrees = Maîtrise | Baccalauréat | Licence professionnelle | Doctorat | CAP
studies = Finance d'entreprise | Soins infirmiers | Génie civil | Vente | Lettres modernes
skills = achats responsables | GMAO | AutoCAD | accueil des patients | Sage | pédagogie | espagnol | relation client | VBA
deeds = Pilotage d'un budget d'achats de 9 millions d'euros. | Maintenance préventive de quarante machines d'impression. | Coordination des soins pour trois services et 54 lits. | Suivi de chantiers de rénovation énergétique. | Animation de formations pour des groupes de quinze adultes.
profiles = Acheteuse attentive aux fournisseurs de proximité. | Technicien polyvalent, calme en cas de panne.
addresses = 8 impasse du Moulin, 35000 Rennes | 52 boulevard Gambetta, 38000 Grenoble | 6 chemin des Vignes, 33000 Bordeaux
phones = +33 5 36 49 ## ## | 02 61 91 ## ## | 06 39 98 ## ## | +33 (0)6 39 98 ## ##
h_profile = Présentation | Objectif
h_contact = Informations personnelles | Contact
h_experience = Expériences | Emplois occupés | Expérience
h_education = Études | Parcours académique | Formation
h_skills = Savoir-faire | Compétences clés
h_more = Langues: français, anglais (B2), wolof | Loisirs: randonnée, théâtre amateur
l_phone = Tél | Mobile
l_email = Adresse e-mail | Mail
l_address = Domicile | Adresse
now = aujourd'hui | ce jour | actuellement
to =  – | — | au
at = chez
places = Rennes | Grenoble | Saint-Malo
personal = Né le 4 novembre 1990 à Rennes | 34 ans, mariée, deux enfants | Permis de conduire
papers = Publications: Acheter autrement, 2017; Le soin et la nuit, Revue des cadres 14, 2022
""",
"es": """
first = Begoña | Santiago | Nuria | José Luis | Aitana | Ramón
last = Ortega Lázaro | Peñalver | Domínguez Cano | Arrieta | de Miguel Santos | Zubizarreta
titles = Enfermera de urgencias | Programador de sistemas | Coordinadora de eventos | Contable | Director comercial | Operario de producción | Profesora de inglés
companies = Bodegas Valdelirio | Hospital Virgen del Camino | Solaria Norte S.A.U. | Ayuntamiento de Rocamar | Hermanos Pedrosa S.L. | Imprenta Lucero | Textil Moncayo
schools = Universidad de Sierramar | Escuela Superior de Enfermería de Rocamar | Colegio San Bartolomé | Instituto Tecnológico de Aragona
degrees = Diplomatura | Doctorado | Bachillerato | Grado | Ciclo formativo
studies = Enfermería | Ingeniería Informática | Economía | Filología Inglesa
skills = triaje | Linux | contabilidad analítica | SAP FI | euskera | gestión de proveedores | Java | didáctica
deeds = Atención a más de ochenta pacientes por turno. | Mantenimiento de veinte servidores y sus copias de seguridad. | Apertura de tres mercados en Europa central. | Organización de congresos de hasta 1.200 asistentes. | Cierre mensual y liquidación de impuestos.
profiles = Enfermera tranquila cuando todo corre. | Contable con gusto por los detalles y los plazos.
addresses = Paseo de la Ribera 23, 31001 Pamplona | C/ Olmo 9, 2.º dcha., 50003 Zaragoza | Avda. del Puerto 101, 41011 Sevilla
phones = +34 95 555 ## ## | 948 55 ## ## | +34 655 12 ## ## | 655 12 ## ##
h_profile = Resumen | Perfil profesional
h_contact = Datos de contacto | Información personal
h_experience = Trayectoria profesional | Experiencia profesional
h_education = Estudios | Formación académica
h_skills = Conocimientos | Aptitudes
h_more = Idiomas: español, euskera, inglés (B2) | Aficiones: coro, ciclismo
l_phone = Tel. | Teléfono móvil
l_email = E-mail | Correo-e
l_address = Domicilio | Dirección
now = actualidad | hoy | la actualidad
to =  – | — | hasta
at = en
places = Pamplona | Zaragoza | San Sebastián
personal = Nacida el 4 de noviembre de 1990 | DNI: 00000000T | Disponibilidad inmediata
papers = Publicaciones: Urgencias tranquilas, 2017; Cierre a tiempo, Cuadernos 22, 2021
""",
"el": """
first = Αντιγόνη | Στέλιος | Μαρίνα | Θεόδωρος | Ευαγγελία
last = Χατζηγεωργίου | Μαυρίδης | Κοντού | Ξενάκης | Τσιρώνη
titles = Διευθυντής πωλήσεων | Νοσηλεύτρια | Προγραμματιστής | Γραμματέας διεύθυνσης | Πολιτικός μηχανικός | Υπάλληλος υποδοχής
companies = Εκδόσεις Πυξίδα | Τράπεζα Ιονίου | Ξενοδοχείο Αμφιτρίτη | Κατασκευαστική Ρόδου ΑΕ | Βιομηχανία Ζυμαρικών Κίρκη | Αλκυόνη
schools = Πανεπιστήμιο Νοτίου Αιγαίου | Σχολή Νοσηλευτικής Ιωαννίνων | ΤΕΙ Ηπείρου
degrees = Πτυχίο | Διδακτορικό | Απολυτήριο
studies = Νοσηλευτική | Πληροφορική | Πολιτικών Μηχανικών | Τουριστικά Επαγγέλματα
skills = AutoCAD | Java | πρώτες βοήθειες | γερμανικά | εξυπηρέτηση πελατών | κρατήσεις
deeds = Άνοιγμα τριών νέων αγορών στα Βαλκάνια. | Φροντίδα ασθενών σε μονάδα είκοσι κλινών. | Ανάπτυξη εφαρμογών για κρατήσεις και πληρωμές. | Οργάνωση του αρχείου και της αλληλογραφίας.
profiles = Νοσηλεύτρια με υπομονή και χαμόγελο.
addresses = Κορίνθου 210, 26221 Πάτρα | Λεωφόρος Κνωσού 77, 71409 Ηράκλειο
phones = +30 231 555 01## | 2310 555 1## | +30 697 555 01##
h_profile = Σύνοψη | Επαγγελματικό προφίλ
h_contact = Στοιχεία επικοινωνίας | Επικοινωνία
h_experience = Προϋπηρεσία | Επαγγελματική πορεία
h_education = Τίτλοι σπουδών | Εκπαίδευση
h_skills = Ικανότητες | Προσόντα
h_more = Γλώσσες: Αγγλικά, Γερμανικά (B2) | Χόμπι: σκάκι, ορειβασία
l_phone = Τηλ. | Κινητό τηλέφωνο
l_email = Email | Ηλεκτρονικό ταχυδρομείο
l_address = Διεύθυνση κατοικίας | Διεύθυνση
now = σήμερα | τώρα
to =  – | — | μέχρι
at = στην
places = Πάτρα | Ηράκλειο | Ιωάννινα
personal = Έτος γέννησης: 1990 | Στρατιωτικές υποχρεώσεις: εκπληρωμένες
papers = Δημοσιεύσεις: Φροντίδα και χρόνος, 2017; Κρατήσεις χωρίς χάος, 2021
""",
}


def _all(tables: dict[str, str]) -> dict[str, Vocabulary]:
    return {
        language: _vocabulary(f"{text.strip()}\nmonths = {_MONTHS[language]}")
        for language, text in tables.items()
    }


DEVELOPMENT: Final = _all(_DEVELOPMENT)
HELD_OUT: Final = _all(_HELD_OUT)
