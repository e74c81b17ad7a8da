"""Records at the edges: very long, very short, very many, oddly stored, closed to changes."""

# Tables are read by the line; the formatter would set every value on a line of its own.
# fmt: off
from __future__ import annotations

from dataclasses import replace

from invent.company import ARCHIVED_JOB
from invent.person import (
    AGENCY,
    BOARD,
    CAREERS,
    NETWORK,
    REFERRAL,
    SPI,
    UPLOAD,
    Comment,
    Job,
    Person,
    Place,
    Portrait,
    Resume,
    School,
)

_SHIPS = (
    "Havsörn", "Nordlyset", "Silver Heron", "Kittiwake", "Tumlaren", "Marianne B", "Blue Turnstone",
    "Isfjord", "Stella Portus", "Grey Petrel", "Lommen", "Saltholm",
)
_WORK = (
    ("Ship Mechanic", "Main engine overhaul, cylinder {n}."),
    ("Marine Fitter", "Pump and valve renewal on {ship}."),
    ("Engine Room Assistant", None),
    ("Dock Mechanic", "Dry dock, {n} days; thrusters out and in again."),
    ("Technical Superintendent (acting)", "Stood in while {ship} was in the yard."),
)


def _sixty() -> tuple[Job, ...]:
    """Sixty assignments, newest first, two months each, some with the gaps of a real life."""
    jobs = []
    for index in range(60):
        months = 12 * 2026 + 4 - 2 * index
        year, month = divmod(months, 12)
        title, text = _WORK[index % len(_WORK)]
        ship = _SHIPS[index * 5 % len(_SHIPS)]
        jobs.append(Job(
            title, f"M/S {ship}", f"{year}-{month + 1:02d}-01",
            None if index == 0 else f"{year}-{month + 2:02d}-28",
            text.format(n=index + 1, ship=ship) if text else None,
            "Shipping" if index % 3 else None, current=index == 0,
        ))
    return tuple(jobs)


def _twenty() -> tuple[School, ...]:
    subjects = ("Basic safety", "Engine control", "High voltage", "Welding, MAG", "Fire fighting",
                "Refrigerants", "Hydraulics", "Survival craft", "Medical first aid", "Tankers")
    return tuple(
        School("Sjöfartsskolan Vinga" if index % 4 else "Kustens Yrkesutbildning", "Certificate",
               f"{subjects[index % 10]}{' (renewal)' if index >= 10 else ''}",
               f"{2004 + index}-0{1 + index % 9}-10", f"{2004 + index}-0{1 + index % 9}-28")
        for index in range(20)
    )


THREE = Person(
    number=501_208_803, job="9F3A6C21D0", stage="phone-screen", slug="ottilie-brandvold",
    first="Ottilie", last="Brandvold", email="ottilie.brandvold@example.com",
    phone="+46 8 465 004 17", headline="Operations generalist",
    address="Strandgatan 30, Stockholm", place=Place("Stockholm", "Sweden", "SE"),
    summary="Planner by trade, analyst by habit.",
    jobs=(
        Job("Operations Coordinator", "Mälarbåt AB", "2018-01-15", None, "Timetable and crews.",
            "Ferries"),
        Job("Trainee", "Skeppsmäklaren Ek", "2016-08-01", "2018-01-10"),
    ),
    schools=(School("Roslagens Högskola", "BSc", "Logistics", "2013-08-26", "2016-06-08"),),
    skills=("Excel", "planning", "Swedish"), tags=("stockholm", "three-jobs"),
    socials=(("linkedin", "ottilie-brandvold-example"),), source=NETWORK,
    resume=Resume("pdf", "ottilie-brandvold.pdf", "listed", "en", "month", "#9a031e"),
    portrait=Portrait("fair", "blond", "long", "emerald", "lilac"),
)

PEOPLE: tuple[Person, ...] = (
    THREE,
    replace(THREE, number=501_216_640, job="B05D83F6E1", stage="applied", phone="08-465 004 17",
            headline="Junior data analyst", summary=None, tags=("Stockholm",), socials=None,
            skills=("Excel", "SQL", "Power BI"), portrait=None, source=CAREERS),
    replace(THREE, number=501_228_127, job="5AE07D9241", stage="applied", last="Brandvold Ek",
            phone=None, address=None, place=None, schools=(), tags=(), resume=None,
            jobs=(THREE.jobs[0],), source=BOARD),
    Person(
        number=501_206_013, job="4C7E19AB52", stage="hired", slug="torkel-havsang",
        first="Torkel", last="Havsäng", email="torkel.havsang@example.net",
        phone="+46 31 390 06 33", headline="Ship mechanic, sixty assignments",
        address="Båtsmansgränd 2, Göteborg", place=Place("Gothenburg", "Sweden", "SE"),
        summary="Contract mechanic since 2016: every line of the list below was a different berth.",
        jobs=_sixty(), schools=_twenty(),
        skills=tuple(f"certificate {number:02d}" for number in range(1, 41)),
        tags=("hired", "long-cv"), socials=(("facebook", "torkel.havsang.example"),),
        resume=Resume("pdf", "Havsäng, Torkel - full list.pdf", "table", "en", "iso", "#1b4965"),
        portrait=Portrait("tan", "grey", "bald", "navy", "stone", extras=("beard",)),
    ),
    Person(
        number=501_209_950, job=None, stage="sourced", slug="prasetyadi",
        first="Prasetyadi", last=None, email="prasetyadi@example.org", phone="+62 21 5550 0128",
        headline="Marine surveyor", place=Place("Surabaya", "Indonesia", "ID"), source=UPLOAD,
        uploader=1, jobs=(Job("Marine Surveyor", "Nusa Bahari Survey", "2012-05-01", None),),
        skills=("draft survey",), portrait=Portrait("brown", "black", "crop", "sage", "cream"),
    ),
    Person(
        number=501_211_888, job="2B96F0D7C8", stage="applied", slug="hohenlauenstein",
        first="Maximiliana Theodora Wilhelmine Kunigunde",
        last="Freifrau von und zu Hohenlauenstein-Wettringen auf Altenbruch und Oberschwarzenfels",
        email="mtwk.von.und.zu.hohenlauenstein-wettringen@example.com",
        phone="+49 171 39200 15", headline="Assistentin der Geschäftsführung",
        address="Schloss Altenbruch, Westflügel, 2. Obergeschoss links, Eingang über den Hof, "
                "97999 Oberschwarzenfels an der Kleinen Wettring",
        place=Place("Oberschwarzenfels", "Germany", "DE"),
        jobs=(Job("Assistentin der Geschäftsführung mit Prokura für Beschaffung, Veranstaltungen, "
                  "Fuhrpark und Sonderaufgaben der Stiftungsverwaltung",
                  "Hohenlauensteinische Forst-, Teich- und Domänenverwaltungsgesellschaft mbH & "
                  "Co. KG", "2010-01-01", None),),
        skills=("Protokoll", "Französisch"), tags=("a-tag-of-exactly-25-chars", "noble"),
        resume=Resume("docx", "Lebenslauf M. T. W. K. Freifrau von und zu Hohenlauenstein-"
                      "Wettringen (Stand Januar 2026, gekürzte Fassung).docx", "column", "de"),
    ),
    Person(
        number=501_214_205, job="71D2C94A0F", stage="applied", slug="wilhelmina-ashgrove",
        first="WILHELMINA", last="ASHGROVE-PIKE", email="w.ashgrove@example.com",
        phone="(859) 555-0119 ext. 4", headline="SENIOR DEVELOPER",
        address="100 FOUNDRY ST, LEXINGTON KY", place=Place("Lexington", "United States", "US"),
        summary="PLEASE SEE ATTACHED.", source=BOARD,
        jobs=(
            Job("DEVELOPER", "BLUEGRASS FREIGHT INC", "2015-01-01", None, "JAVA. ORACLE. TAPE."),
        ),
        schools=(School("FAYETTE STATE COLLEGE", "BS", "CS", "2008", "2012"),),
        skills=("JAVA", "ORACLE", "COBOL"), tags=("CAPS", "Kentucky"),
        portrait=Portrait("light", "silver", "curls", "plum", "amber", extras=("glasses",)),
    ),
    Person(
        number=501_217_010, job="B05D83F6E1", stage="applied", slug="desmond-quarrie",
        first="Desmond", last="Quarrie", email="desmond.quarrie@example.org",
        phone="1-876-555-0151", headline="Analyst (dates as the old system kept them)",
        place=Place("Kingston", "Jamaica", "JM"),
        jobs=(
            Job("Analyst", "Blue Basin Shipping", "March 2010", "0000-00-00", current=False),
            Job("Clerk", "Wharf & Weigh", "2008-02", "2010-2", "Typed what others weighed."),
            Job("Trainee", "Quay Stores", "2007", "06/2008"),
            Job(None, "Family shop", "1999-13-01", "2007-00-00", current=None),
        ),
        schools=(
            School("Palisadoes College", "Diploma", "Statistics", "2003-09", "2006-03"),
            School("Evening school", None, None, "2011", "0000-00-00"),
            School(None, "Certificate", "Book-keeping", None, "1998-02-30"),
        ),
        skills=("Statistics", "statistics "), tags=("jamaica",),
        portrait=Portrait("deep", "grey", "receding", "mustard", "sky", extras=("glasses",)),
    ),
    Person(
        number=501_218_333, job="E8A4407B39", stage="assessment", slug="nives-dubrawska",
        first="Nives", last="Dubrawska ", email="nives.dubrawska@example.net",
        phone="+385\u00a021\u00a0555\u00a00117", headline="Customs\u00a0declarant",
        address="Obala 3\r\n21000 Split", place=Place("Split", "Croatia", "HR"),
        summary="First line\r\nSecond line\r\n\r\n\tindented line\u2028after a line separator\u2029"
                "after a paragraph separator. Trailing blanks   ",
        cover="Zero\u200bwidth, soft\u00adhyphen, and a non\u2011breaking hyphen.",
        jobs=(Job("Customs\u00a0Declarant", "Jadran  Spedition", "2016-01-01", None,
                  "Import\r\nExport\r\nTransit"),),
        schools=(School("Pomorska\u00a0škola", None, None, None, None),),
        skills=("T1\u00a0transit", "EORI"), tags=("split",), source=AGENCY, uploader=1,
    ),
    Person(
        number=501_219_712, job="71D2C94A0F", stage="phone-screen", slug="fenna-oudekirk",
        first="Fenna", last="Oudekirk", email="fenna.oudekirk@example.com",
        phone="+31 20 555 0183", headline="Full-stack developer",
        summary="<h2>Profile</h2><p>Developer &amp; <a href=\"https://fenna.example.org/\">writer"
                "</a>.</p><ul><li>TypeScript</li><li>Python</li></ul><script>alert('x')</script>"
                "<img src=\"https://tracker.example.org/p.gif\"><p>5 &lt; 7 &nbsp; ok</p>",
        cover="<p>Dear team,</p><p><b>Short</b> version: <i>hire me</i>.</p><p></p>",
        jobs=(
            Job("Developer <front>", "Bits & Berths BV", "2019-01-01", None,
                "<ul><li>Gate app, <b>40,000</b> visits a day</li><li>Accessibility: WCAG 2.2 AA"
                "</li></ul>", "Software"),
            Job("Intern", "\"Quotes\" Inc.", "2018-02-01", "2018-07-31", "&amp;amp; <br/>"),
        ),
        skills=("TypeScript", "Python", "a11y"), tags=("frontend",),
        socials=(("github", "fenna-oudekirk-example"), ("wordpress", "fenna"),
                 ("twitter", "", "https://twitter.com/fenna_oudekirk_example"),
                 ("stackoverflow", "9900002/fenna-example"), ("behance", "fenna-oudekirk-example")),
        answers=(
            ("Why Harbour Works?", {"body": "<p>Boats.</p><p>And <em>decent</em> hours.</p>"}),
            ("Which shifts?", {"choices": [{"body": "Day"}, {"body": "Rotating"}]}),
            ("Years of experience?", {"number": 7}),
            ("Portfolio", {"file_url": "https://storage.example.com/uploads/portfolio.pdf"}),
            ("Anything else?", None),
        ),
        resume=Resume("pdf", "oudekirk.pdf", "sidebar", "en", "month", "#3a506b",
                      more=(("Open source", "Maintainer of a tide-table widget"),)),
        portrait=Portrait("light", "pink", "undercut", "white", "mint", kind="gif",
                          size=(320, 320)),
    ),
    Person(
        number=501_221_006, job="9F3A6C21D0", stage="applied", slug="ruben-castelao",
        first="Rubén", last="Castelao Vigo", email="ruben.castelao@example.org",
        phone="+34 986 555 012", headline="Jefe de tráfico", place=Place("Vigo", "Spain", "ES"),
        jobs=(
            Job("Jefe de tráfico", "Rías Transportes", "2014-09-01", None, None, "Road freight",
                extra={"location": "Vigo", "verified": False}),
            Job("Conductor", "Rías Transportes", "2009-01-01", "2014-08-31", current=True),
        ),
        schools=(School("IES Marina Alta", "FP II", "Transporte", "2000-09-01", "2002-06-30",
                        extra={"grade": "8,4"}),),
        skills=("tacógrafo", "ADR"), tags=("vigo",),
        stored={"candidate_score": {"value": 71, "model": "v2"}, "pronouns": None,
                "preferred_languages": ["gl", "es"]},
        comments=(Comment(1, "The record holds keys that the reference does not know."),),
    ),
    Person(
        number=501_222_100, job="4C7E19AB52", stage="applied", slug="anonymized",
        first=None, last=None, email=None, source=BOARD, socials=None,
        stored={"name": "Anonymized candidate", "anonymized": True, "outbound_mailbox": None},
    ),
    Person(
        number=501_223_177, job="4C7E19AB52", stage="interview", slug="gideon-marlowe-price",
        first="Gideon", last="Marlowe-Price", email="gideon.mp@example.com",
        phone="+44 7700 900611", headline="Night shift supervisor",
        place=Place("Felixstowe", "United Kingdom", "GB"),
        jobs=(Job("Night Shift Supervisor", "Suffolk Box Terminal", "2018-06-01", None,
                  "Twelve reach stackers, one kettle.", "Terminals"),),
        skills=("reach stacker", "rostering"), tags=("night-shift", "2024-pool"),
        resume=Resume("doc", "gideon cv.doc", "column", "en", "slash"),
        portrait=Portrait("deep", "black", "bald", "orange", "ice", extras=("beard",)),
        stored={"disqualified": True, "disqualified_at": "2026-05-02T14:22:31.476Z",
                "disqualification_reason": "Salary expectations"},
    ),
    Person(
        number=501_224_092, job="9F3A6C21D0", stage="phone-screen", slug="perrine-vasseuil",
        first="Perrine", last="Vasseuil", email="perrine.vasseuil@example.org",
        headline="Planificatrice transport", place=Place("Nantes", "France", "FR"),
        jobs=(Job("Planificatrice", "Loire Fret", "2017-01-01", "2025-12-31"),),
        skills=("planification",), source=REFERRAL,
        stored={"disqualified": True, "disqualified_at": "2026-04-18T09:05:00.120Z",
                "withdrew": True, "disqualification_reason": "Withdrew"},
    ),
    Person(
        number=501_204_031, job=ARCHIVED_JOB, stage="interview", slug="hector-quaycombe",
        first="Hector", last="Quaycombe", email="hector.quaycombe@example.net",
        phone="+44 20 7946 0118", headline="Pilotage coordinator",
        place=Place("Southampton", "United Kingdom", "GB"),
        jobs=(Job("Pilot Roster Clerk", "Solent Pilots Co-operative", "2011-03-01", None),),
        skills=("VHF", "rostering"), tags=("pilotage",),
        resume=Resume("rtf", "HQ.rtf", "column", "en", "year"),
        portrait=Portrait("light", "brown", "receding", "blue", "sand", extras=("beard",)),
    ),
    Person(
        number=501_204_062, job=ARCHIVED_JOB, stage="applied", slug="signe-aalborg-riis",
        first="Signe", last="Aalborg Riis", email="signe.riis@example.com",
        headline="Trafikkoordinator", place=Place("Esbjerg", "Denmark", "DK"), skills=("VTS",),
    ),
    Person(
        number=501_230_288, job="E8A4407B39", stage="applied", slug="kees-osterhoudt",
        first="Kees", last="Osterhoudt", email="kees.osterhoudt@example.net",
        phone="+31 70 555 0120", headline="Declarant", place=Place("Delft", "Netherlands", "NL"),
        jobs=(Job("Declarant", "Scheveningse Expeditie", "2020-10-01", None),), skills=("AGS",),
    ),
    Person(
        number=501_236_914, job="E8A4407B39", stage="sourced", slug="kees-osterhoudt-again",
        first="C.", last="Osterhoudt", email="Kees.Osterhoudt@example.net",
        headline="Douanedeclarant", source=UPLOAD, uploader=2,
        jobs=(Job("Douanedeclarant", "Scheveningse Expeditie", "2020-10-01", None),),
        comments=(Comment(2, "Looks like the same person as the other Osterhoudt."),),
    ),
    Person(
        number=501_237_455, job="71D2C94A0F", stage="applied", slug="bo-u",
        first="Bo", last="U", email="u@example.org", phone="+95 1 555 0109", headline="🚢 dev 👩‍💻",
        skills=("C",), tags=("c",), source=SPI, socials=(("github", "u-example"),),
        portrait=Portrait("golden", "black", "undercut", "lilac", "charcoal", kind="png",
                          size=(360, 360)),
    ),
    Person(
        number=501_238_020, job="4C7E19AB52", stage="applied", slug="lowell-pennywhistle",
        first="Lowell", last="Pennywhistle", email="lowell.pw@example.com",
        phone="0", headline=".", address="-", summary="<p></p>", cover="<p><br></p>",
        jobs=(Job("-", "-", None, None, "."), Job(None, None)), schools=(School(None),),
        skills=("n/a",), tags=("todo",), socials=(),
    ),
)
