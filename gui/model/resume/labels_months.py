"""Names of months, and the words that stand around dates, as resumes write them.

Everything is written without accents and in lower case, as `gui.model.resume.folding.plain`
leaves it. More languages than the date fields understand, because a resume is read, not typed.
"""

from __future__ import annotations

from typing import Final

# One line a language: English, German, French, Spanish, Greek (nominative and genitive), then
# Dutch, Italian, Portuguese, Polish, Swedish, Danish, Czech, Hungarian, Turkish, Russian and
# Ukrainian. Alternatives are joined by "|".
_LINES: Final = (
    "january february march april may june july august september october november december",
    (
        "januar|janner februar|feber marz|maerz|mrz april mai juni juli august september oktober "
        "november dezember"
    ),
    (
        "janvier fevrier|fevr mars avril|avr mai juin juillet|juil aout septembre octobre novembre "
        "decembre"
    ),
    (
        "enero|ene febrero marzo abril|abr mayo junio julio agosto|ago "
        "septiembre|setiembre octubre noviembre diciembre|dic"
    ),
    (
        "ιανουαριος|ιανουαριου|ιαν φεβρουαριος|φεβρουαριου|φεβ μαρτιος|μαρτιου|μαρ "
        "απριλιος|απριλιου|απρ μαιος|μαιου|μαι ιουνιος|ιουνιου|ιουν ιουλιος|ιουλιου|ιουλ "
        "αυγουστος|αυγουστου|αυγ σεπτεμβριος|σεπτεμβριου|σεπτ|σεπ οκτωβριος|οκτωβριου|οκτ "
        "νοεμβριος|νοεμβριου|νοε δεκεμβριος|δεκεμβριου|δεκ"
    ),
    ("januari februari maart|mrt april mei juni juli augustus september oktober november december"),
    (
        "gennaio|gen febbraio marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre|set "
        "ottobre|ott novembre dicembre"
    ),
    (
        "janeiro fevereiro|fev marco abril maio junho julho agosto setembro|set "
        "outubro|out novembro dezembro|dez"
    ),
    (
        "stycznia|styczen|sty lutego|luty|lut marca|marzec kwietnia|kwiecien|kwi maja|maj "
        "czerwca|czerwiec|cze lipca|lipiec|lip sierpnia|sierpien|sie wrzesnia|wrzesien|wrz "
        "pazdziernika|pazdziernik|paz listopada|listopad|lis grudnia|grudzien|gru"
    ),
    ("januari februari mars april maj juni juli augusti september oktober november december"),
    ("januar februar marts april maj juni juli august september oktober|okt november december|des"),
    (
        "ledna|leden unora|unor brezna|brezen dubna|duben kvetna|kveten cervna|cerven "
        "cervence|cervenec srpna|srpen zari rijna|rijen listopadu prosince|prosinec"
    ),
    (
        "januar februar marcius aprilis majus|maj junius julius augusztus szeptember|szept oktober "
        "november december"
    ),
    (
        "ocak subat|sub mart nisan|nis mayis haziran|haz temmuz|tem agustos|agu eylul|eyl ekim|eki "
        "kasim aralik|ara"
    ),
    (
        "январь|января|янв февраль|февраля|фев март|марта|мар апрель|апреля|апр маи|мая "
        "июнь|июня|июн июль|июля|июл август|августа|авг сентябрь|сентября|сент|сен "
        "октябрь|октября|окт ноябрь|ноября|ноя декабрь|декабря|дек"
    ),
    (
        "січень|січня лютии|лютого березень|березня квітень|квітня травень|травня червень|червня "
        "липень|липня серпень|серпня вересень|вересня жовтень|жовтня листопад|листопада "
        "грудень|грудня"
    ),
)

_SHORT_LATIN: Final = 3


def _table() -> dict[str, int]:
    """Every written form and its month; forms that mean two months are left out."""
    forms: dict[str, set[int]] = {}
    for line in _LINES:
        for month, names in enumerate(line.split(), start=1):
            for name in names.split("|"):
                folded = name.casefold()
                forms.setdefault(folded, set()).add(month)
                if folded.isascii() and len(folded) > _SHORT_LATIN:
                    for length in (3, 4):
                        forms.setdefault(folded[:length], set()).add(month)
    return {form: months.pop() for form, months in forms.items() if len(months) == 1}


MONTHS: Final[dict[str, int]] = {
    **_table(),
    # Beginnings that another language uses for another month, where one meaning is by far the
    # commoner: Polish and Czech November against French "lis", Dutch "mei".
    "jun": 6,
    "jul": 7,
    "mar": 3,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "mai": 5,
    "june": 6,
    "juni": 6,
    "july": 7,
    "juli": 7,
    "listopad": 11,
}

PRESENT: Final = (
    *("present", "the present", "now", "today", "current", "currently", "ongoing", "to date"),
    *("date", "present day", "heute", "jetzt", "aktuell", "gegenwart", "dato", "laufend"),
    *("aujourd'hui", "aujourdhui", "ce jour", "a ce jour", "actuel", "actuellement", "en cours"),
    *("actualidad", "la actualidad", "actual", "actualmente", "la fecha", "presente", "hoy"),
    *("σημερα", "τωρα", "το παρον", "παρον", "heden", "oggi", "attuale", "atual", "o momento"),
    *("obecnie", "teraz", "nu", "nuvarande", "pagaende", "na", "jelenleg", "halen", "gunumuz"),
    *("dosud", "soucasnost", "настоящее время", "н.в.", "сеичас", "тепер", "теперішніи час"),
    *("至今", "现在", "現在", "현재", "재직중", "اکنون", "حتى الان", "היום"),
)
"""Words for "until now", longest meanings included; "na" is Danish and needs a date before it."""

TO_WORDS: Final = (
    *("to", "until", "till", "through", "thru", "bis", "bis zum", "a", "au", "jusqu'a", "jusqu'en"),
    *("jusqu'au", "hasta", "al", "εωσ", "μεχρι", "ως", "tot", "tot en met", "t/m", "fino a"),
    *("ate", "do", "til", "till och med", "по", "до", "an den", "en", "et"),
)
"""Words between the two dates of a period."""

FROM_WORDS: Final = (
    *("from", "von", "vom", "de", "du", "desde", "απο", "van", "dal", "da", "od", "fran", "fra"),
    *("с", "з", "entre", "between"),
)
"""Words before the first date of a period that has an end."""

SINCE_WORDS: Final = (
    *("since", "seit", "ab", "depuis", "depuis le", "desde", "apo", "απο", "sinds", "dal"),
    *("starting", "as of", "sedan", "siden", "od", "с", "з", "bis heute seit"),
)
"""Words that make a single date the beginning of something that goes on."""

UNTIL_WORDS: Final = ("until", "bis", "jusqu'en", "jusqu'au", "hasta", "εωσ", "μεχρι")
"""Words that make a single date an end."""

EXPECTED_WORDS: Final = (
    *("expected", "anticipated", "voraussichtlich", "prevu", "previsto", "prevista"),
    *("αναμενομενη", "verwacht"),
)
"""Words around an end that has not come yet."""
