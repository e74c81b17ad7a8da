"""The two people of the API reference (§4.7, §4.8), as they stand there, and ids that set traps."""

# Tables are read by the line; the formatter would set every value on a line of its own.
# fmt: off
from __future__ import annotations

from invent.person import (
    NETWORK,
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

PEOPLE: tuple[Person, ...] = (
    Person(
        number=501_234_567, job="9F3A6C21D0", stage="phone-screen", slug="amara-osei-lindqvist",
        first="Amara", last="Osei-Lindqvist", email="amara.osei@example.com",
        phone="+46 31 555 01 23", headline="Supply chain analyst",
        address="14 Quay Lane, Gothenburg", place=Place("Gothenburg", "Sweden", "SE"),
        summary="<p>Ten years in freight planning.</p>",
        jobs=(
            Job("Analyst", "Norrfrakt AB", "2019-02-01", None, None, "Logistics", True,
                extra={"id": "61b20e7d"}),
        ),
        schools=(
            School("Chalmers", "MSc", "Industrial Engineering", "2010-09-01", "2012-06-15",
                   extra={"id": "2f0a11c4"}),
            School("Lund University", None, None, None, "2010-06-10", extra={"id": "2f0a11c5"}),
        ),
        skills=("forecasting", "SQL"), tags=("gothenburg", "second-round"),
        socials=(("linkedin", "amara-osei"),),
        answers=(
            ("Do you hold a forklift licence?", {"checked": True}),
            ("Earliest start?", {"date": "2026-08-01"}),
        ),
        source=NETWORK, comments=(Comment(1, "Asked for a call after 16:00."),),
        resume=Resume("pdf", "amara-cv.pdf", "column", "en", "month", "#1f5f8b",
                      more=(("Languages", "English, Swedish, Twi"),
                            ("Interests", "Open water swimming, old sea charts"))),
        portrait=Portrait("deep", "black", "afro", "teal", "sand", extras=("earrings",)),
        stored={"outbound_mailbox": "4aa0c1zz9@outbound.example.com"},
        created="2026-05-11T08:02:41+00:00", updated="2026-05-12T13:40:07Z",
    ),
    Person(
        number=501_240_011, job=None, stage="sourced", slug="tomasz-bielak",
        first="Tomasz", last="Bielak", email="t.bielak@example.com", socials=None, source=SPI,
        stored={"outbound_mailbox": "4aa0c2kk1@outbound.example.com"},
        created="2026-06-02T10:00:00+00:00", updated="2026-06-02T10:00:00Z",
    ),
    # Its API id is 27501234: digits only, and the browser number of the next one.
    Person(
        number=659_557_730, job="71D2C94A0F", stage="applied", slug="rowan-tse-hartigan",
        first="Rowan", last="Tse-Hartigan", email="rowan.th@example.net",
        phone="+1 415-555-0126", headline="Site reliability engineer",
        address="77 Pier Street, Oakland, CA",
        place=Place("Oakland", "United States", "US", "California", "CA"),
        jobs=(Job("Site Reliability Engineer", "Longshore Cloud", "2022-04-01", None,
                  "Keeps 400 hosts boring.", "Software"),),
        schools=(School("East Bay Polytechnic", "BSc", "Computer Science", None, "2018"),),
        skills=("Terraform", "Linux", "Go"), socials=(("github", "rowan-th-example"),),
        portrait=Portrait("tan", "black", "undercut", "charcoal", "lilac", extras=("glasses",)),
        created="2026-06-20T09:12:00+00:00",
    ),
    Person(
        number=27_501_234, job=None, stage="sourced", slug="odile-marchetti-vaux",
        first="Odile", last="Marchetti-Vaux", email="odile.mv@example.org",
        headline="Archivist", source=UPLOAD, uploader=5, socials=None,
        jobs=(Job("Archivist", "Port Museum of Sète", "2009", "2014"),),
        created="2019-03-14T15:09:26+00:00", updated="2021-11-02T08:00:00Z",
    ),
)
