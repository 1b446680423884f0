"""Nordlys Energi on paper: divisions, teams, names, and how many of each. Pure data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Division:
    """A top-level team with what the figures of the mockups say about it."""

    name: str
    #: People who have been invited, and those who have not yet.
    invited: int
    waiting: int
    #: (team, places, languages, weight)
    teams: tuple[tuple[str, tuple[str, ...], tuple[str, ...], int], ...]
    #: In the last whole month and the month before: people who took part; in the last: first-time sharers, visitors.
    took_part: int
    took_part_before: int
    first_timers: int
    visitors: int


NB, DA, SV, DE, EN = "nb", "da", "sv", "de", "en"
DIVISIONS: tuple[Division, ...] = (
    Division(
        "Offshore wind",
        148,
        60,
        (
            ("Turbine engineering", ("Bergen",), (NB,), 22),
            ("Marine operations", ("Bergen", "Tromsø"), (NB, NB, NB, EN), 48),
            ("Wind projects", ("Bergen", "Aarhus"), (NB, DA, EN), 44),
            ("Wind service", ("Aarhus",), (DA,), 34),
        ),
        91,
        85,
        9,
        1904,
    ),
    Division(
        "Hydropower",
        164,
        72,
        (
            ("Plant operation", ("Sauda",), (NB,), 66),
            ("Maintenance", ("Sauda", "Bergen"), (NB,), 52),
            ("Rivers and nature", ("Bergen", "Sauda"), (NB, NB, SV), 46),
        ),
        85,
        82,
        6,
        1012,
    ),
    Division(
        "District heating",
        118,
        52,
        (
            ("Hamburg network", ("Hamburg",), (DE,), 62),
            ("Bergen network", ("Bergen",), (NB,), 34),
            ("Heat planning", ("Hamburg", "Bergen"), (DE, NB, EN), 22),
        ),
        66,
        63,
        5,
        871,
    ),
    Division(
        "Grid",
        172,
        76,
        (
            ("Operations north", ("Tromsø",), (NB,), 58),
            ("Grid Sweden", ("Luleå",), (SV,), 54),
            ("Substations", ("Bergen", "Tromsø"), (NB,), 38),
            ("Grid planning", ("Bergen", "Luleå"), (NB, SV, EN), 22),
        ),
        79,
        72,
        8,
        904,
    ),
    Division(
        "Customer service",
        96,
        42,
        (
            ("Service Bergen", ("Bergen",), (NB,), 42),
            ("Service Aarhus", ("Aarhus",), (DA,), 32),
            ("Service Hamburg", ("Hamburg",), (DE,), 22),
        ),
        61,
        60,
        4,
        702,
    ),
    Division(
        "Technology",
        102,
        46,
        (
            ("Data platform", ("Bergen",), (NB, EN, EN), 36),
            ("Digital products", ("Bergen", "Aarhus"), (NB, DA, EN), 36),
            ("IT operations", ("Bergen", "Luleå"), (NB, SV), 30),
        ),
        49,
        50,
        4,
        748,
    ),
    Division(
        "People and finance",
        60,
        32,
        (
            ("Communications", ("Bergen",), (NB, SV), 12),
            ("HR", ("Bergen", "Aarhus"), (NB, DA), 16),
            ("Marketing", ("Hamburg", "Bergen"), (DE, NB), 10),
            ("CSR", ("Aarhus",), (DA,), 8),
            ("Finance", ("Hamburg", "Bergen"), (DE, NB), 14),
        ),
        26,
        26,
        2,
        271,
    ),
)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom the pages mention by name."""

    given: str
    family: str
    team: str
    place: str
    language: str
    title: str
    #: Keys of roles.py, with a colon before the stream or division that limits them.
    roles: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()


_HR = ("editor:HR", "people_admin:People and finance")
KNOWN: tuple[Known, ...] = (
    Known("Ingrid", "Solheim", "Turbine engineering", "Bergen", EN, "Project engineer", (), ("wind", "jobs")),
    Known("Lukas", "Brandt", "Hamburg network", "Hamburg", DE, "Network planner", (), ("heat",)),
    Known("Aurora", "Nilsen", "Operations north", "Tromsø", NB, "Operator", (), ("grid",)),
    Known("Freja", "Holm", "CSR", "Aarhus", DA, "Sustainability lead", ("editor:CSR",), ("river", "jobs")),
    Known("Mikael", "Sandström", "Grid Sweden", "Luleå", SV, "Shift manager", (), ("grid", "tech")),
    Known("Anne", "Birk", "Service Aarhus", "Aarhus", DA, "Employee representative", ("representative",), ("light",)),
    Known("Yusuf", "Demir", "Data platform", "Bergen", EN, "Data engineer", ("operator",), ("tech",)),
    Known("Katrin", "Vogel", "Finance", "Hamburg", DE, "Controller", (), ()),
    Known("Ola", "Nygård", "Plant operation", "Sauda", NB, "Plant operator", (), ("river", "jobs")),
    Known("Maja", "Lindqvist", "Communications", "Bergen", EN, "Head of communications", ("lead",), ("wind", "light")),
    Known("Sunniva", "Aas", "HR", "Bergen", NB, "HR adviser", _HR, ("jobs",)),
    Known("Jonas", "Brandt", "Marketing", "Hamburg", DE, "Marketing manager", ("editor:Marketing",), ("heat",)),
    Known("Elin", "Östberg", "Marketing", "Bergen", EN, "Brand manager", ("editor",), ("light",)),
    Known("Tiril", "Moe", "Finance", "Bergen", EN, "Business analyst", ("analyst",), ("light",)),
    Known("Henrik", "Fjeld", "HR", "Bergen", EN, "Director of people", ("owner",), ("jobs",)),
)

#: Roles of people whom no page mentions by name.
OTHER_ROLES: dict[str, tuple[str, ...]] = {"mark.kovacs": ("manager:Offshore wind",)}

#: Who holds the links that ``stemme demo`` prints.
ROLE_HOLDERS: tuple[tuple[str, str], ...] = (
    ("employee", "ingrid.solheim"),
    ("editor", "elin.ostberg"),
    ("lead", "maja.lindqvist"),
    ("people-admin", "sunniva.aas"),
    ("manager", "mark.kovacs"),
    ("analyst", "tiril.moe"),
    ("representative", "anne.birk"),
    ("operator", "yusuf.demir"),
    ("owner", "henrik.fjeld"),
)

_NAMES = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
#: language → names and titles that are common there
GIVEN: dict[str, list[str]] = _NAMES["given"]
FAMILY: dict[str, list[str]] = _NAMES["family"]
TITLES: dict[str, list[str]] = _NAMES["titles"]
#: Topic slug → names in five languages, and the illustration that goes with it.
TOPICS: dict[str, dict[str, str]] = {
    "wind": {"en": "Offshore wind", "nb": "Havvind", "da": "Havvind", "sv": "Havsvind", "de": "Offshore-Wind"},
    "river": {
        "en": "Rivers and nature",
        "nb": "Elver og natur",
        "da": "Åer og natur",
        "sv": "Älvar och natur",
        "de": "Flüsse und Natur",
    },
    "heat": {"en": "Heat", "nb": "Varme", "da": "Varme", "sv": "Värme", "de": "Wärme"},
    "grid": {"en": "Grid", "nb": "Strømnett", "da": "Elnet", "sv": "Elnät", "de": "Stromnetz"},
    "jobs": {
        "en": "Open jobs",
        "nb": "Ledige stillinger",
        "da": "Ledige job",
        "sv": "Lediga jobb",
        "de": "Offene Stellen",
    },
    "tech": {"en": "Technology", "nb": "Teknologi", "da": "Teknologi", "sv": "Teknik", "de": "Technik"},
    "light": {
        "en": "Everyday energy",
        "nb": "Energi i hverdagen",
        "da": "Energi i hverdagen",
        "sv": "Energi i vardagen",
        "de": "Energie im Alltag",
    },
}
#: Stream → (owner's address before the @, whether its stories come from elsewhere)
STREAMS: dict[str, tuple[str, bool]] = {
    "Communications": ("maja.lindqvist", False),
    "Marketing": ("jonas.brandt", False),
    "HR": ("sunniva.aas", False),
    "CSR": ("freja.holm", False),
    "Branding": ("elin.ostberg", False),
    "From outside": ("maja.lindqvist", True),
}
#: What a division's people care about by default.
FIELD_OF: dict[str, str] = {
    "Offshore wind": "wind",
    "Hydropower": "river",
    "District heating": "heat",
    "Grid": "grid",
    "Customer service": "light",
    "Technology": "tech",
    "People and finance": "jobs",
}
