"""The dozen whose records were read wrongly out of their own, correct resumes.

Each has what a correction begins with: a name, a phone, two jobs and three skills to be put
right, and a resume that says how. The main part of a `Person` is the truth, which is also written
beside the record, so that somebody can say whether it has been corrected; `stored` is the mistake.
"""

# Tables are read by the line; the formatter would set every value on a line of its own.
# fmt: off
from __future__ import annotations

from invent.person import BOARD, CAREERS, MISREAD, UPLOAD, Job, Person, Place, Resume, School

PEOPLE: tuple[Person, ...] = (
    Person(
        number=501_245_118, job="9F3A6C21D0", stage="applied", slug="rhiannon-tolliver-pugh",
        first="Rhiannon", last="Tolliver-Pugh", email="rhiannon.tp@example.com",
        phone="+44 7700 900362", headline="Freight planner",
        address="14 Slipway Terrace, Penarth",
        place=Place("Penarth", "United Kingdom", "GB", "Wales", "WLS"),
        jobs=(
            Job("Freight Planner", "Severnside Haulage", "2020-03-01", None,
                "Plans 45 trailers a day between the Bristol Channel ports and the Midlands."),
            Job("Transport Clerk", "Cardigan Bay Feeds", "2016-10-01", "2020-02-29",
                "Booked drivers, argued with weighbridges, kept the tachograph records."),
        ),
        schools=(School("Vale Coastal College", "HND", "Transport Management",
                        "2014-09-01", "2016-06-30"),),
        skills=("route planning", "tachograph rules", "Excel", "Welsh"),
        tags=(MISREAD,), source=BOARD,
        resume=Resume("pdf", "Rhiannon Tolliver-Pugh CV.pdf", "column", "en", "month", "#2c5f6f"),
        stored={"firstname": "Rhiannon Tolliver", "lastname": "Pugh", "phone": "+44 7700 90036",
                "skills": ["Excel"], "jobs": (
            Job("Severnside Haulage", "Freight Planner", "2020-03-01", None,
                "Plans 45 trailers a day between the Bristol Channel ports and the Midlands."),
            Job("Cardigan Bay Feeds", "Transport Clerk", "2016-10-01", "2020-02-29",
                "Booked drivers, argued with weighbridges, kept the tachograph records."),
        )},
        note="The double name cut in two, a digit of the phone lost, titles and companies swapped, "
             "three skills missing.",
    ),
    Person(
        number=501_245_389, job="4C7E19AB52", stage="applied", slug="henning-brackwede",
        first="Henning", last="Brackwede", email="h.brackwede@example.org",
        phone="+49 30 23125 027", headline="Lagerleiter",
        address="Speicherhof 3, Bremen", place=Place("Bremen", "Germany", "DE"),
        jobs=(
            Job("Lagerleiter", "Unterweser Logistik GmbH", "2019-05-01", None,
                "Führt zwei Schichten mit 31 Leuten und ein Hochregal mit 9.400 Plätzen."),
            Job("Fachkraft für Lagerlogistik", "Teutoburger Möbelwerke", "2014-08-01",
                "2019-04-30", "Wareneingang, Inventur, Einarbeitung von Auszubildenden."),
        ),
        schools=(School("Berufskolleg Heepen", "Ausbildung", "Fachkraft für Lagerlogistik",
                        "2011-08-01", "2014-07-31"),),
        skills=("Staplerschein", "SAP EWM", "Inventur", "Arbeitssicherheit"),
        tags=(MISREAD,), source=CAREERS,
        resume=Resume("pdf", "Lebenslauf Brackwede.pdf", "columns", "de", "dotted", "#4a5d23"),
        stored={"firstname": "HENNING", "lastname": "BRACKWEDE", "phone": "+49 3O 23I25 O27",
                "skills": ["Inventur"], "jobs": (
            Job("Lagerleiter Fachkraft für Lagerlogistik",
                "Unterweser Logistik GmbH Teutoburger Möbelwerke", "2014-08-01", None,
                "Führt zwei Schichten mit 31 Leuten und ein Hochregal mit 9.400 Plätzen. "
                "Wareneingang, Inventur, Einarbeitung von Auszubildenden."),
        )},
        note="The name in capitals, letters for digits in the phone, two jobs read as one, three "
             "skills missing.",
    ),
    Person(
        number=501_245_702, job="B05D83F6E1", stage="applied", slug="odette-marchvale",
        first="Odette", last="Marchvale", email="odette.marchvale@example.net",
        phone="+44 20 7946 0417", headline="Reporting analyst",
        address="Flat 9, 2 Tide Mill Lane, Woodbridge",
        place=Place("Woodbridge", "United Kingdom", "GB", "England", "ENG"),
        jobs=(
            Job("Reporting Analyst", "Orwell Ferries", "2021-09-01", None,
                "Weekly load factors for eleven routes, and the reasons behind them."),
            Job("Data Assistant", "Deben Marine Insurance", "2018-02-01", "2021-08-31",
                "Cleaned claims data for the actuaries."),
        ),
        schools=(School("Suffolk Estuary University", "BSc", "Mathematics",
                        "2014-09-01", "2017-06-30"),),
        skills=("SQL", "Power BI", "statistics", "data quality"),
        tags=(MISREAD,), source=UPLOAD, uploader=1,
        resume=Resume("pdf", "marchvale-cv.pdf", "table", "en", "slash", "#6a3d5b"),
        stored={"firstname": "Marchvale", "lastname": "Odette", "phone": "7946 041",
                "skills": ["SQL"], "jobs": (
            Job("Reporting Analyst", "Deben Marine Insurance", "2018-02-01", None,
                "Weekly load factors for eleven routes, and the reasons behind them."),
            Job("Data Assistant", "Orwell Ferries", "2021-08-01", "2021-09-30",
                "Cleaned claims data for the actuaries."),
        )},
        note="Names and companies swapped, the dates moved from one job to the other, half of the "
             "phone and three skills missing.",
    ),
    Person(
        number=501_246_031, job="E8A4407B39", stage="applied", slug="berenice-lacombrade",
        first="Bérénice", last="Lacombrade", email="berenice.lacombrade@example.com",
        phone="+33 1 99 00 45 68", headline="Agente de transit",
        address="27 quai du Sémaphore, Dieppe", place=Place("Dieppe", "France", "FR"),
        jobs=(
            Job("Agente de transit", "Comptoir des Falaises", "2019-02-01", None,
                "Dossiers d'exportation vers la Norvège, litiges, relations avec les douanes."),
            Job("Assistante logistique", "Biscuiterie du Talou", "2015-06-01", "2019-01-31",
                "Affrètement et suivi de 14 camions par jour."),
        ),
        schools=(School("Lycée de la Vallée d'Arques", "BTS", "Transport et logistique",
                        "2013-09-01", "2015-05-31"),),
        skills=("Delta G", "Incoterms 2020", "affrètement", "norvégien"),
        tags=(MISREAD,), source=CAREERS,
        resume=Resume("pdf", "CV Bérénice Lacombrade.pdf", "sidebar", "fr", "long", "#1d4e68"),
        stored={"firstname": "Berenice LACOMBRADE", "lastname": None, "phone": "+33 1 99 00 45",
                "skills": ["Delta G"], "jobs": (
            Job("Comptoir des Falaises", "Agente de transit", "2019-02-01", None,
                "Dossiers d'exportation vers la Norvège, litiges, relations avec les douanes."),
            Job("Assistante logistique", "Biscuiterie", "2015-01-06", "2019-01-31",
                "Affrètement et suivi de 14 camions par jour."),
        )},
        note="The whole name in the first name, accents lost, two digits of the phone missing, "
             "one job swapped, the other cut short and its month taken for a day, three skills "
             "missing.",
    ),
    Person(
        number=501_246_344, job="71D2C94A0F", stage="applied", slug="dashiell-corrigan",
        first="Dashiell", last="Corrigan", email="dashiell.corrigan@example.org",
        phone="+1 312 555 0148", headline="Software engineer",
        address="410 Millrace Avenue, Duluth",
        place=Place("Duluth", "United States", "US", "Minnesota", "MN"),
        jobs=(
            Job("Software Engineer", "Superior Dispatch", "2020-09-01", None,
                "Keeps the yard scheduling service fast and its on-call quiet."),
            Job("Junior Developer", "Mesabi Rail Tools", "2017-06-01", "2020-08-31",
                "Wrote the tests that the signal simulator had never had."),
        ),
        schools=(School("Iron Range College", "BSc", "Computer Science",
                        "2013-09-01", "2017-05-31"),),
        skills=("TypeScript", "PostgreSQL", "Kafka", "code review"),
        tags=(MISREAD,), source=BOARD,
        resume=Resume("pdf", "Corrigan_Resume.pdf", "listed", "en", "month", "#7a2e1d"),
        stored={"firstname": "DASHIELL", "lastname": "CORRIGAN", "phone": "+1 312 555 O1A8",
                "skills": ["TypeScript"], "jobs": (
            Job("Superior Dispatch", "Software Engineer", "2020-01-09", None,
                "Keeps the yard scheduling service fast and its on-call quiet."),
            Job("Mesabi Rail Tools", "Junior Developer", "2017-06-01", "2020-01-08",
                "Wrote the tests that the signal simulator had never had."),
        )},
        note="The name in capitals as the resume prints it, letters in the phone, titles and "
             "companies swapped, months taken for days, three skills missing.",
    ),
    Person(
        number=501_246_675, job="5AE07D9241", stage="applied", slug="wiebke-asmussen-thode",
        first="Wiebke", last="Asmussen-Thode", email="wiebke.at@example.com",
        phone="+49 40 66969 351", headline="Personalreferentin",
        address="Deichweg 18, Glückstadt",
        place=Place("Glückstadt", "Germany", "DE", "Schleswig-Holstein", "SH"),
        jobs=(
            Job("Personalreferentin", "Elbmarsch Papier AG", "2018-11-01", None,
                "Betreut 480 Beschäftigte in Produktion und Verwaltung."),
            Job("Personalsachbearbeiterin", "Stör Lebensmittel KG", "2013-04-01", "2018-10-31",
                "Verträge, Zeiterfassung und Zeugnisse."),
        ),
        schools=(School("Fachhochschule Westküste Nord", "Bachelor", "Betriebswirtschaft",
                        "2009-09-01", "2013-03-31"),),
        skills=("Arbeitsrecht", "Zeiterfassung", "Lohnabrechnung", "Coaching"),
        tags=(MISREAD,), source=CAREERS,
        resume=Resume("docx", "Bewerbung Asmussen-Thode.docx", "column", "de", "dotted"),
        stored={"firstname": "Wiebke Asmussen", "lastname": "Thode", "phone": "+49 40 6696 351",
                "skills": ["Coaching"], "jobs": (
            Job("Personalreferentin Personalsachbearbeiterin", "Elbmarsch Papier AG",
                "2013-04-01", None, "Betreut 480 Beschäftigte in Produktion und Verwaltung. "
                "Verträge, Zeiterfassung und Zeugnisse."),
        )},
        note="The double name cut in two, a digit of the phone lost, two jobs read as one, three "
             "skills missing.",
    ),
    Person(
        number=501_246_982, job="4C7E19AB52", stage="applied", slug="leocadia-fairbrother",
        first="Leocadia", last="Fairbrother", email="leocadia.fairbrother@example.net",
        phone="+44 161 496 0283", headline="Warehouse team lead",
        address="6 Towpath Row, Runcorn",
        place=Place("Runcorn", "United Kingdom", "GB", "England", "ENG"),
        jobs=(
            Job("Warehouse Team Lead", "Weaver Chilled Foods", "2021-01-01", None,
                "Runs the night shift of a cold store with 22 people."),
            Job("Stock Controller", "Sandstone Homeware", "2017-03-01", "2020-12-31",
                "Brought stock accuracy from 91 to 99 percent."),
        ),
        schools=(School("Mersey Bank College", "NVQ Level 3", "Warehousing and Storage",
                        "2015-09-01", "2016-07-31"),),
        skills=("shift planning", "cold chain", "stock control", "first aid"),
        tags=(MISREAD,), source=UPLOAD, uploader=2,
        resume=Resume("docx", "L Fairbrother.docx", "table", "en", "slash", "#355070"),
        stored={"firstname": "LEOCADIA", "lastname": "FAIRBROTHER", "phone": "+44 161 496 O283",
                "skills": ["first aid"], "jobs": (
            Job("Weaver Chilled Foods", "Warehouse Team Lead", "2021-01-01", None,
                "Runs the night shift of a cold store with 22 people."),
            Job("Sandstone Homeware", "Stock Controller", "2017-03-01", "2017-12-31",
                "Brought stock accuracy from 91 to 99 percent."),
        )},
        note="The name in capitals, a letter in the phone, titles and companies swapped, the end "
             "of a job in a wrong year, three skills missing.",
    ),
    Person(
        number=501_247_266, job="9F3A6C21D0", stage="applied", slug="gaspard-wintzenrieth",
        first="Gaspard", last="Wintzenrieth", email="gaspard.wintz@example.org",
        phone="+33 6 39 98 41 07", headline="Responsable d'exploitation",
        address="3 rue du Canal, Mulhouse", place=Place("Mulhouse", "France", "FR"),
        jobs=(
            Job("Responsable d'exploitation", "Transports Florival", "2018-01-01", None,
                "Organise 52 tournées régionales et encadre six exploitants."),
            Job("Exploitant transport", "Messagerie du Sundgau", "2012-09-01", "2017-12-31",
                "Tournées, planning des conducteurs, tableaux de bord."),
        ),
        schools=(School("Institut de Haute Alsace", "DUT", "Gestion logistique et transport",
                        "2010-09-01", "2012-06-30"),),
        skills=("planification", "réglementation sociale", "allemand", "Excel"),
        tags=(MISREAD,), source=CAREERS,
        resume=Resume("pdf", "GW_CV_2026.pdf", "column", "fr", "slash", "#5a4a1f"),
        stored={"firstname": "Wintzenrieth", "lastname": "Gaspard", "phone": "+33 6 39 98 41",
                "skills": ["Excel"], "jobs": (
            Job("Responsable d'exploitation Exploitant transport",
                "Transports Florival Messagerie du Sundgau", "2012-09-01", None,
                "Organise 52 tournées régionales et encadre six exploitants. Tournées, planning "
                "des conducteurs, tableaux de bord."),
        )},
        note="First and last name swapped, two digits of the phone missing, two jobs read as one, "
             "three skills missing.",
    ),
    Person(
        number=501_247_590, job="B05D83F6E1", stage="applied", slug="thaddeus-okonjo-reeve",
        first="Thaddeus", last="Okonjo-Reeve", email="t.okonjoreeve@example.com",
        phone="+44 7700 900518", headline="Operations analyst",
        address="77 Lighterman Street, Gravesend",
        place=Place("Gravesend", "United Kingdom", "GB", "England", "ENG"),
        jobs=(
            Job("Operations Analyst", "Thames Reach Towage", "2022-04-01", None,
                "Finds the hours that tugs spend waiting and tells the harbour master."),
            Job("Planning Assistant", "Medway Aggregates", "2019-07-01", "2022-03-31",
                "Barge rota for three quarries."),
        ),
        schools=(School("North Kent University", "BA", "Geography", "2015-09-01", "2018-06-30"),),
        skills=("Python", "GIS", "forecasting", "report writing"),
        tags=(MISREAD,), source=BOARD,
        resume=Resume("pdf", "Okonjo-Reeve CV.pdf", "columns", "en", "iso", "#264653"),
        stored={"firstname": "Thaddeus Okonjo-Reeve", "lastname": None, "phone": "+44 7700 9OO518",
                "skills": ["Python"], "jobs": (
            Job("Analyst", "Thames Reach Towage", "2019-07-01", None,
                "Finds the hours that tugs spend waiting and tells the harbour master."),
            Job("Planning Assistant", "Medway Aggregates", "2022-03-31", "2019-07-01",
                "Barge rota for three quarries."),
        )},
        note="The whole name in the first name, letters in the phone, half of a title, the start "
             "and end of a job swapped and its start at the other one, three skills missing.",
    ),
    Person(
        number=501_247_861, job="71D2C94A0F", stage="applied", slug="friederike-von-hallerstedt",
        first="Friederike", last="von Hallerstedt", email="f.hallerstedt@example.net",
        phone="+49 89 99998 174", headline="Softwareentwicklerin",
        address="Mühlbachgasse 5, Regensburg",
        place=Place("Regensburg", "Germany", "DE", "Bayern", "BY"),
        jobs=(
            Job("Softwareentwicklerin", "Donauhafen Systeme GmbH", "2020-10-01", None,
                "Krananzeigen und Schnittstellen zur Bahn, in Go und etwas C."),
            Job("Werkstudentin Entwicklung", "Naabtal Messtechnik", "2017-11-01", "2020-09-30",
                "Auswertung von Pegeldaten."),
        ),
        schools=(School("Technische Schule Oberpfalz", "Bachelor", "Informatik",
                        "2016-10-01", "2020-09-30"),),
        skills=("Go", "Docker", "OPC UA", "Git"),
        tags=(MISREAD,), source=CAREERS,
        resume=Resume("pdf", "Lebenslauf_von_Hallerstedt.pdf", "sidebar", "de", "dotted",
                      "#43405d"),
        stored={"firstname": "Friederike von", "lastname": "Hallerstedt",
                "phone": "+49 89 9999 174", "skills": ["Git"], "jobs": (
            Job("Donauhafen Systeme GmbH", "Softwareentwicklerin", "2020-01-10", None,
                "Krananzeigen und Schnittstellen zur Bahn, in Go und etwas C."),
            Job("Naabtal Messtechnik", "Werkstudentin Entwicklung", "2017-01-11", "2020-09-30",
                "Auswertung von Pegeldaten."),
        )},
        note="The particle cut into the first name, a digit of the phone lost, titles and "
             "companies swapped, months taken for days, three skills missing.",
    ),
    Person(
        number=501_248_155, job="5AE07D9241", stage="applied", slug="marisol-quintavalle",
        first="Marisol", last="Quintavalle", email="marisol.quintavalle@example.com",
        phone="+44 20 7946 0655", headline="Recruitment coordinator",
        address="31 Garnet Wharf, Rochester",
        place=Place("Rochester", "United Kingdom", "GB", "England", "ENG"),
        jobs=(
            Job("Recruitment Coordinator", "Bluebell Care Homes", "2021-11-01", None,
                "Fills 120 shifts a week and keeps the people who fill them."),
            Job("HR Assistant", "Upnor Boatworks", "2018-05-01", "2021-10-31",
                "References, right-to-work checks, inductions."),
        ),
        schools=(School("Medway Business School", "BA", "Business Administration",
                        "2015-09-01", "2018-04-30"),),
        skills=("interviewing", "onboarding", "Spanish", "rota planning"),
        tags=(MISREAD,), source=UPLOAD, uploader=1,
        resume=Resume("docx", "Quintavalle CV final.docx", "column", "en", "long"),
        stored={"firstname": "MARISOL QUINTAVALLE", "lastname": None, "phone": "+44 20 7946 O655",
                "skills": ["Spanish"], "jobs": (
            Job("Bluebell Care Homes", "Recruitment Coordinator", "2021-01-11", None,
                "Fills 120 shifts a week and keeps the people who fill them."),
            Job("HR Assistant", "Upnor", "2018-05-01", "2018-10-31",
                "References, right-to-work checks, inductions."),
        )},
        note="The whole name in capitals in the first name, a letter in the phone, one job "
             "swapped, the other cut short with a wrong year, three skills missing.",
    ),
    Person(
        number=501_248_477, job="E8A4407B39", stage="applied", slug="ignacio-valdeverde-soto",
        first="Ignacio", last="Valdeverde Soto", email="ignacio.vs@example.org",
        phone="+34 91 555 01 84", headline="Agente de aduanas",
        address="Calle de la Dársena 12, Gijón", place=Place("Gijón", "Spain", "ES"),
        jobs=(
            Job("Agente de aduanas", "Consignaciones Cantábrico S.L.", "2018-06-01", None,
                "Despachos de importación, 30 al día, y formación de dos auxiliares."),
            Job("Auxiliar de exportación", "Conservas Peña Mar", "2014-02-01", "2018-05-31",
                "Certificados sanitarios y facturas."),
        ),
        schools=(School("Instituto del Puerto", "Técnico superior", "Comercio Internacional",
                        "2011-09-01", "2013-06-30"),),
        skills=("TARIC", "Incoterms", "portugués", "Excel"),
        tags=(MISREAD,), source=BOARD,
        resume=Resume("pdf", "CV Ignacio Valdeverde.pdf", "table", "es", "slash", "#14532d"),
        stored={"firstname": "Ignacio Valdeverde", "lastname": "Soto", "phone": "+34 91 555 O1 8",
                "skills": ["Excel"], "jobs": (
            Job("Consignaciones Cantábrico S.L.", "Agente de aduanas", "2018-06-01", None,
                "Despachos de importación, 30 al día, y formación de dos auxiliares."),
            Job("Conservas Peña Mar", "Auxiliar de exportación", "2014-02-01", "2014-05-31",
                "Certificados sanitarios y facturas."),
        )},
        note="The first family name taken for a given one, a digit of the phone lost and another "
             "a letter, titles and companies swapped, a wrong year, three skills missing.",
    ),
)
