"""Which column of an HR export is what: headings in five languages, and what must never be stored. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemme.kit.tables import Row

EXTERNAL_ID = "external_id"
EMAIL = "email"
GIVEN_NAME = "given_name"
FAMILY_NAME = "family_name"
FULL_NAME = "full_name"
DIVISION = "division"
TEAM = "team"
TITLE = "title"
PLACE = "place"
LANGUAGE = "language"
#: The column is left out.
IGNORED = "ignored"
#: The column is left out and cannot be chosen: nobody needs it here, and some of it is protected by law.
NEVER = "never"

#: Letters that have no accent to take off.
_SPELT_OUT = {ord("ø"): "o", ord("æ"): "ae", ord("ß"): "ss", ord("ð"): "d", ord("þ"): "th"}
#: What a column may become, in the order in which it is offered.
FIELDS: tuple[str, ...] = (
    EXTERNAL_ID, EMAIL, GIVEN_NAME, FAMILY_NAME, FULL_NAME, DIVISION, TEAM, TITLE, PLACE, LANGUAGE,
)  # fmt: skip

_HEADINGS: dict[str, str] = {
    EXTERNAL_ID: "lonnsnr lonnsnummer ansattnr ansattnummer ansattid ansatt "
    "medarbeidernr medarbeidernummer medarbeiderid medarbejdernr "
    "medarbejdernummer medarbejderid loennr lonnr lønnr anstnr anstallningsnr anstallningsnummer anstallningsid "
    "medarbetarid medarbetarnr medarbetarnummer personalnr personalnummer personalid mitarbeiternr mitarbeiternummer "
    "mitarbeiterid mitarbeiterkennung employeeid employeeno employeenr employeenumber empid empno staffid staffnumber "
    "workerid personid externalid id nr",
    EMAIL: "epost epostadresse epostadress epostarbeid epostjobb epostarbete jobbepost arbeidsepost email emailadresse "
    "emailaddress mail mailadresse mailadress mailaddress arbejdsmail arbejdsemail workemail businessemail "
    "emailwork geschaftlicheemail dienstlicheemail emaildienstlich firmenemail mailadr upn userprincipalname "
    "primaryemail",
    GIVEN_NAME: "fornavn forstenavn fornamn forename firstname givenname vorname rufname tilltalsnamn "
    "kallenavn prename",
    FAMILY_NAME: "etternavn efternavn efternamn nachname familienname familienavn lastname surname "
    "familyname slektsnavn",
    FULL_NAME: "navn namn name fulltnavn fuldenavn fulltnamn fullname fullstendignavn fornavnogetternavn displayname "
    "visningsnavn visningsnamn vollstandigername mitarbeitername medarbejdernavn ansattnavn navnansatt anzeigename",
    TITLE: "stilling stillingstittel stillingsbetegnelse stillingsbetegnelsen tittel titel titulatur jobtitel "
    "jobbtittel jobtitle title position stellenbezeichnung berufsbezeichnung funktion funksjon rolle roll befattning "
    "yrkestitel role jobbeskrivelse stelle",
    PLACE: "sted arbeidssted arbejdssted lokasjon lokation lokalitet kontor kontorsted kontorort by ort plats "
    "arbetsplats arbetsort arbeitsort standort stadt dienstort office officelocation location site city worklocation "
    "place tjenestested tjenestegjoringssted stationeringsort",
    LANGUAGE: "sprak spraak sprog sprache language lang preferredlanguage foretrukketsprak foretrukketsprog "
    "korrespondanssprak korrespondenzsprache malform muttersprache locale sprakkode sprogkode",
    IGNORED: "leder naermesteleder lederepost overordnet chef naermestechef narmastechef overordnad vorgesetzter "
    "vorgesetzte fuhrungskraft manager managername manageremail supervisor reportsto linemanager ansvarlig",
}
#: Words for departments, the widest first. The widest that a file has becomes the division, the next the team.
_UNITS: tuple[str, ...] = (
    "divisjon division forretningsomrade forretningsområde affarsomrade geschaftsbereich bereich businessunit "
    "businessarea omrade område direktion direktorat ressort sparte segment virksomhetsomrade bu",
    "avdeling avdelingsnavn avd afdeling afdelingsnavn avdelning abteilung department departmentname dept "
    "organisasjonsenhet orgenhet organisationsenhed organisationsenhet organisationseinheit orgunit enhet enhed "
    "einheit unit kostnadssted costcenter kostenstelle",
    "team teamnavn seksjon sektion section gruppe grupp group underavdeling underafdeling underavdelning "
    "unterabteilung sachgebiet subteam subdepartment fagomrade arbeidslag",
)
_NEVER = re.compile(
    "fodselsn|fodselsd|fodt|fodsels|fodelse|fodd|personnummer|personnr|samordningsnummer|dnummer|^cpr|cprn|ssn|"
    "socialsecurity|nationalid|sozialversicherung|steuerid|steuernummer|steueridentifikation|geburt|birth|^dob$|"
    "kjonn|^kon$|geschlecht|gender|^sex$|salary|(^|maned|manad|time|tim|ars|brutto|grunn|fast)s?lonn?$|gehalt|wage|kontonummer|kontonr|bankkonto|iban|religion|"
    "konfession|trossamfunn|nasjonalitet|nationalitet|nationality|staatsangeh|statsborger|medborgar|sykefrav|sygefrav|"
    "sjukfranvaro|krankheit|fagforening|fackforbund|gewerkschaft|tradeunion|lonns?(trinn|gruppe|klasse|niva|grad)|privat|hjemme|hemadress|mobil|telefon|phone|"
    "handy|gateadresse|adressehjem|homeaddress|sivilstand|civilstand|familienstand|parorende|anhorig|notfallkontakt|"
    "passport|reisepass|passnr|permission|tillatelse|password|passord|kennwort|adgangskode"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the file has it and what it becomes."""

    place: int
    heading: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the headings stand and what each column becomes."""

    header: int
    columns: tuple[Column, ...]

    def column(self, field: str) -> Column | None:
        """The column that becomes the field, if any does."""
        return next((column for column in self.columns if column.becomes == field), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields without which nobody can be imported: an address, and some name."""
        lacking = [] if self.column(EMAIL) else [EMAIL]
        named = any(self.column(field) for field in (GIVEN_NAME, FAMILY_NAME, FULL_NAME))
        return tuple(lacking if named else [*lacking, GIVEN_NAME])

    @property
    def doubled(self) -> tuple[str, ...]:
        """Fields that more than one column becomes."""
        chosen = [column.becomes for column in self.columns if column.becomes in FIELDS]
        return tuple(sorted({field for field in chosen if chosen.count(field) > 1}))


def plain_heading(heading: str) -> str:
    """A heading without case, accents, spaces and signs: ``E-post (jobb)`` is ``epostjobb``."""
    text = heading.strip().lower().translate(_SPELT_OUT)
    text = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in text if sign.isalnum() and not unicodedata.combining(sign))


_FIELD_OF = {plain_heading(word): field for field, words in _HEADINGS.items() for word in words.split()}
_UNIT_RANK = {plain_heading(word): rank for rank, words in enumerate(_UNITS) for word in words.split()}


def recognise(rows: Sequence[Row]) -> Layout:
    """The layout of a table: its header among the first 20 rows, and what each column most likely becomes.

    A column that nobody here needs (birth, salary, bank …), or whose cells look like national identity numbers,
    becomes ``NEVER``. When no row looks like a header, the first that is not blank counts as one.
    """
    filled = [row for row in rows[:20] if not row.blank]
    if not filled:
        return Layout(0, ())
    header = max(filled, key=lambda row: (sum(bool(_meaning(cell)) for cell in row.cells), -row.number))
    width = max((place + 1 for place, cell in enumerate(header.cells) if cell.strip()), default=0)
    headings = [cell.strip() for cell in header.cells[:width]]
    below = [row for row in rows if row.number > header.number and not row.blank][:200]
    becomes = _unique(_units_in_order([_meaning(heading) or IGNORED for heading in headings]))
    for place in range(width):
        if becomes[place] in {EXTERNAL_ID, IGNORED} and _holds_identity_numbers(below, place):
            becomes[place] = NEVER
    columns = (Column(place, heading, becomes[place]) for place, heading in enumerate(headings))
    return Layout(header.number, tuple(columns))


def override(layout: Layout, chosen: Mapping[int, str]) -> Layout:
    """The layout with other meanings for some columns (by place). What is never stored stays so."""
    columns = (
        Column(c.place, c.heading, c.becomes if c.becomes == NEVER else chosen.get(c.place, c.becomes))
        for c in layout.columns
    )
    return Layout(layout.header, tuple(columns))


def _meaning(heading: str) -> str | None:
    plain = plain_heading(heading)
    if not plain:
        return None
    if plain in _FIELD_OF:
        return _FIELD_OF[plain]
    if plain in _UNIT_RANK:
        return f"unit{_UNIT_RANK[plain]}"
    return NEVER if _NEVER.search(plain) else None


def _units_in_order(meanings: list[str]) -> list[str]:
    """The widest kind of department becomes the division, the next the team, narrower ones are left out."""
    ranks = sorted({meaning for meaning in meanings if meaning.startswith("unit")})
    fields = dict(zip(ranks, (DIVISION, TEAM), strict=False))
    return [fields.get(meaning, IGNORED) if meaning.startswith("unit") else meaning for meaning in meanings]


def _unique(meanings: list[str]) -> list[str]:
    """Of several columns with the same meaning the first counts."""
    seen: set[str] = set()
    result = []
    for meaning in meanings:
        result.append(IGNORED if meaning in seen and meaning in FIELDS else meaning)
        seen.add(meaning)
    return result


def _holds_identity_numbers(rows: Sequence[Row], place: int) -> bool:
    cells = [row.cells[place].strip() for row in rows if place < len(row.cells) and row.cells[place].strip()]
    return bool(cells) and sum(is_identity_number(cell) for cell in cells) > 0.9 * len(cells)


def is_identity_number(text: str) -> bool:
    """True for a text in the form of a Norwegian, Danish or Swedish national identity number, which begins with a
    date of birth (day and month shifted as those countries do for guests, organisations and tests)."""
    match = re.fullmatch(r"(\d{2})?(\d{2})(\d{2})(\d{2})[-+ ]?(\d{4,5})", text.strip())
    if not match:
        return False
    _, first, middle, last, serial = match.groups()
    norwegian_or_danish = _is_day(int(first) % 40, int(middle) % 40) and match.group(1) is None
    swedish = len(serial) == 4 and _is_day(int(last) % 60, int(middle))
    return norwegian_or_danish or swedish


def _is_day(day: int, month: int) -> bool:
    try:
        dt.date(2000, month, day)
    except ValueError:
        return False
    return True
