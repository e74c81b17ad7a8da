"""Countries: their names in the languages that are read, and the name shown to the person.

For two uses: to see that a line is an address, and to say for which country a phone number was
read. A country that is not here is simply not recognised.
"""

from __future__ import annotations

from typing import Final

from gui.i18n import N_, _
from gui.model.resume.folding import plain

# Region (ISO 3166), English name, other names as resumes write them.
_COUNTRIES: Final[tuple[tuple[str, str, str], ...]] = (
    ("AT", N_("Austria"), "osterreich|autriche|αυστρια"),
    ("AU", N_("Australia"), "australien|australie|αυστραλια"),
    ("BE", N_("Belgium"), "belgien|belgique|belgica|belgie|βελγιο"),
    ("BR", N_("Brazil"), "brasilien|bresil|brasil|βραζιλια"),
    ("CA", N_("Canada"), "kanada|καναδασ"),
    ("CH", N_("Switzerland"), "schweiz|suisse|suiza|svizzera|ελβετια"),
    ("CL", N_("Chile"), ""),
    ("CN", N_("China"), "中国|κινα"),
    ("CO", N_("Colombia"), ""),
    ("CY", N_("Cyprus"), "zypern|chypre|chipre|κυπροσ"),
    ("CZ", N_("Czechia"), "czech republic|tschechien|tchequie|chequia|ceska republika|τσεχια"),
    ("DE", N_("Germany"), "deutschland|allemagne|alemania|duitsland|γερμανια"),
    ("DK", N_("Denmark"), "danemark|dinamarca|danmark|δανια"),
    ("EE", N_("Estonia"), "estland|eesti"),
    ("ES", N_("Spain"), "spanien|espagne|espana|ισπανια"),
    ("FI", N_("Finland"), "finnland|finlande|finlandia|suomi|φινλανδια"),
    ("FR", N_("France"), "frankreich|francia|frankrijk|γαλλια"),
    (
        "GB",
        N_("United Kingdom"),
        (
            "uk|u.k.|great britain|england|scotland|wales|royaume-uni|"
            "vereinigtes konigreich|grossbritannien|reino unido|ηνωμενο βασιλειο|αγγλια"
        ),
    ),
    ("GH", N_("Ghana"), ""),
    ("GR", N_("Greece"), "griechenland|grece|grecia|ελλαδα|hellas"),
    ("HR", N_("Croatia"), "kroatien|croatie|croacia|hrvatska"),
    ("HU", N_("Hungary"), "ungarn|hongrie|hungria|magyarorszag|ουγγαρια"),
    ("IE", N_("Ireland"), "irland|irlande|irlanda|eire|ιρλανδια"),
    ("IL", N_("Israel"), "ישראל"),
    ("IN", N_("India"), "indien|inde|ινδια"),
    ("IR", N_("Iran"), "ایران"),
    ("IS", N_("Iceland"), "island|islande|islandia"),
    ("IT", N_("Italy"), "italien|italie|italia|ιταλια"),
    ("JP", N_("Japan"), "日本|japon"),
    ("KR", N_("South Korea"), "대한민국|한국|korea"),
    ("LK", N_("Sri Lanka"), ""),
    ("LT", N_("Lithuania"), "litauen|lietuva"),
    ("LU", N_("Luxembourg"), "luxemburg|luxemburgo"),
    ("LV", N_("Latvia"), "lettland|latvija"),
    ("MX", N_("Mexico"), "mexiko|mexique"),
    ("NG", N_("Nigeria"), ""),
    (
        "NL",
        N_("Netherlands"),
        "the netherlands|niederlande|pays-bas|paises bajos|nederland|holland|ολλανδια",
    ),
    ("NO", N_("Norway"), "norwegen|norvege|noruega|norge|νορβηγια"),
    ("NZ", N_("New Zealand"), "neuseeland"),
    ("PH", N_("Philippines"), ""),
    ("PL", N_("Poland"), "polen|pologne|polonia|polska|πολωνια"),
    ("PT", N_("Portugal"), "πορτογαλια"),
    ("RO", N_("Romania"), "rumanien|roumanie|rumania"),
    ("RS", N_("Serbia"), "serbien|serbie|srbija"),
    ("RU", N_("Russia"), "россия|russland"),
    ("SE", N_("Sweden"), "schweden|suede|suecia|sverige|σουηδια"),
    ("SG", N_("Singapore"), "singapur"),
    ("SI", N_("Slovenia"), "slowenien|slovenija"),
    ("SK", N_("Slovakia"), "slowakei|slovensko"),
    ("TN", N_("Tunisia"), "tunisie|تونس"),
    ("TR", N_("Turkey"), "turkei|turquie|turkiye|τουρκια"),
    ("UA", N_("Ukraine"), "україна"),
    (
        "US",
        N_("United States"),
        "usa|u.s.a.|united states of america|etats-unis|estados unidos|ηπα",
    ),
    ("VN", N_("Vietnam"), "viet nam"),
    ("ZA", N_("South Africa"), "sudafrika|afrique du sud"),
)
_NAMES: Final[dict[str, str]] = {region: name for region, name, _others in _COUNTRIES}

REGIONS: Final[dict[str, str]] = {
    plain(word): region
    for region, name, others in _COUNTRIES
    for word in (name, *others.split("|"))
    if word
}
"""Every name of a country, as `plain` leaves it, and its region."""

LANGUAGE_REGIONS: Final[dict[str, tuple[str, ...]]] = {
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CH"),
    "es": ("ES", "MX", "CO"),
    "el": ("GR", "CY"),
    "en": ("GB", "US", "IE"),
    "nl": ("NL", "BE"),
    "it": ("IT",),
    "pt": ("PT", "BR"),
    "pl": ("PL",),
    "hu": ("HU",),
    "sv": ("SE",),
    "tr": ("TR",),
    "ru": ("RU",),
    "uk": ("UA",),
    "zh": ("CN",),
    "ja": ("JP",),
    "ko": ("KR",),
    "he": ("IL",),
    "fa": ("IR",),
}
"""Where people write a language, the likeliest country first: a guess for numbers without one."""


def country_name(region: str) -> str:
    """The country's name as it is shown; the region's two letters where it has no line here."""
    name = _NAMES.get(region)
    return _(name) if name else region
