"""Who works at Nordlys Energi: 1,240 invented people, the same at each making. Pure."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass

from stemme.project.demo.company import DIVISIONS, FAMILY, GIVEN, KNOWN, OTHER_ROLES, TITLES, Division, Known

#: Of the invited: opened their link and are in, take a break, said no; the rest has not opened it yet.
JOINED_SHARE = 0.8225
DECLINED = 32
PAUSED = 17
BOUNCED = 4


@dataclass(slots=True)
class DemoPerson:
    """A person to be made. ``wave`` is in which of the 24 months before they were invited (None: not yet)."""

    number: int
    given: str
    family: str
    email: str
    division: str
    team: str
    place: str
    language: str
    title: str
    roles: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    months_ago: int | None = None
    joined: bool = False
    declined: bool = False
    paused: bool = False
    bounced: bool = False
    known: bool = False


def everybody(seed: int = 7) -> list[DemoPerson]:
    """All people of the demo, in a fixed order."""
    draw = random.Random(seed)  # noqa: S311 - invented people, not secrets
    taken: set[str] = set()
    people: list[DemoPerson] = []
    for division in DIVISIONS:
        people += _division(division, draw, taken, first_number=len(people))
    _choose_states(people, draw)
    for person in people:
        person.roles += OTHER_ROLES.get(person.email.partition("@")[0], ())
    return people


def _division(division: Division, draw: random.Random, taken: set[str], *, first_number: int) -> list[DemoPerson]:
    made: list[DemoPerson] = []
    for known in KNOWN:
        if any(known.team == team for team, *_ in division.teams):
            made.append(_known(known, division.name, taken, number=first_number + len(made)))
    seats = _seats(division, draw, without=[p.team for p in made])
    for team, places, languages in seats:
        language = draw.choice(languages)
        person = _stranger(
            team, draw.choice(places), language, division.name, draw, taken, number=first_number + len(made)
        )
        made.append(person)
    _invite_in_waves(made, division.invited, draw)
    return made


def _seats(
    division: Division, draw: random.Random, *, without: list[str]
) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """One entry per person to invent. Turbine engineering has exactly its 22 invited people, as the mockup says."""
    seats = []
    for team, places, languages, count in division.teams:
        seats += [(team, places, languages)] * (count - without.count(team))
    open_teams = [t for t in division.teams if t[0] != "Turbine engineering"]
    while len(seats) + len(without) < division.invited + division.waiting:
        team, places, languages, _ = draw.choices(open_teams, weights=[t[3] for t in open_teams])[0]
        seats.append((team, places, languages))
    return seats


def _known(known: Known, division: str, taken: set[str], *, number: int) -> DemoPerson:
    email = _address(known.given, known.family, taken)
    return DemoPerson(
        number, known.given, known.family, email, division, known.team, known.place, known.language, known.title,
        known.roles, known.interests, known=True,
    )  # fmt: skip


def _stranger(
    team: str, place: str, language: str, division: str, draw: random.Random, taken: set[str], *, number: int
) -> DemoPerson:
    given, family = draw.choice(GIVEN[language]), draw.choice(FAMILY[language])
    title = draw.choice(TITLES[language])
    return DemoPerson(number, given, family, _address(given, family, taken), division, team, place, language, title)


def _address(given: str, family: str, taken: set[str]) -> str:
    plain = f"{given}.{family}".lower().translate(str.maketrans("øæåöäüß", "oaaoaus"))
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    name, n = plain, 1
    while name in taken:
        n += 1
        name = f"{plain}{n}"
    taken.add(name)
    return f"{name}@nordlys.example"


def _invite_in_waves(people: list[DemoPerson], invited: int, draw: random.Random) -> None:
    """The first colleagues were invited 24 months ago, the last two months ago; the rest waits."""
    turbine = [p for p in people if p.team == "Turbine engineering"]
    first = [p for p in people if p.known and p.given != "Aurora"]
    rest = [p for p in people if p not in turbine and not p.known]
    draw.shuffle(rest)
    for rank, person in enumerate((first + [p for p in turbine if p not in first] + rest)[:invited]):
        progress = rank / invited
        person.months_ago = max(2, round(24 - 22 * progress**0.6))


#: As the mockup of the people page has it: no answer yet, taking a break, said no.
KNOWN_STATES = {"Mikael": "silent", "Anne": "paused", "Katrin": "declined"}


def _choose_states(people: list[DemoPerson], draw: random.Random) -> None:
    invited = [p for p in people if p.months_ago is not None]
    special = {p.number: KNOWN_STATES[p.given] for p in invited if p.known and p.given in KNOWN_STATES}
    for division in DIVISIONS:
        candidates = [p for p in invited if p.division == division.name and special.get(p.number, "paused") == "paused"]
        joined = round(len(candidates) * JOINED_SHARE)
        certain = [p for p in candidates if p.known or p.team == "Turbine engineering"]
        others = [p for p in candidates if p not in certain]
        draw.shuffle(others)
        for person in (certain + others)[:joined]:
            person.joined = True
    silent = [p for p in invited if not p.joined and special.get(p.number) != "silent"]
    for person in {p.number: p for p in [*(p for p in silent if p.known), *draw.sample(silent, DECLINED)]}.values():
        person.declined = sum(p.declined for p in silent) < DECLINED
    waiting = [p for p in silent if not p.declined]
    for person in draw.sample(waiting, BOUNCED):
        person.bounced = True
    active = [p for p in invited if p.joined and not p.known and p.team != "Turbine engineering"]
    breaks = [p for p in invited if special.get(p.number) == "paused"]
    for person in breaks + draw.sample(active, PAUSED - len(breaks)):
        person.paused = True
