"""What a new delivery of the roster changes: who joins, moves, is called otherwise, leaves. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from stemme.people.import_reach import EVERYBODY, Reach, finding, refusal
from stemme.people.roster import Entry, Finding, Roster, Unreadable, name_key

#: More leavers than this share of all active people are a sign of half a file; they need a confirmation (T-22).
MOST_LEAVERS = 0.10


@dataclass(frozen=True, slots=True)
class Known:
    """A person as we have them now. ``team``: names from the division down. ``owner``: holds the owner's role."""

    id: int
    external_id: str
    email: str
    given_name: str
    family_name: str
    team: tuple[str, ...]
    title: str
    place: str
    language: str
    language_chosen: bool = False
    active: bool = True
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a known person: field → (before, after), and whether they come back."""

    person_id: int
    row: int
    name: str
    fields: dict[str, tuple[object, object]]
    returns: bool = False


@dataclass(frozen=True)
class Plan:
    """Everything an import will do. ``basis`` is the state it was made for; another state needs another plan."""

    joiners: tuple[Entry, ...]
    changes: tuple[Change, ...]
    leavers: tuple[Known, ...]
    unchanged: int
    active_before: int
    #: People who are not in the file and stay: their row is unreadable; they are the last owners or hold a role that
    #: whoever imports could not take from them.
    kept_unreadable: tuple[Known, ...]
    kept_owners: tuple[Known, ...]
    #: People who are not in the file and stay because whoever imports wants it so.
    kept_by_choice: tuple[Known, ...]
    #: Rows that cannot be used: their address belongs to somebody who stays, or they are not for whoever imports.
    conflicts: tuple[Finding, ...]
    basis: str

    @property
    def too_many_leavers(self) -> bool:
        """True when more than a tenth of the active people would leave."""
        return len(self.leavers) > MOST_LEAVERS * self.active_before

    @property
    def empty(self) -> bool:
        """True when the import would change nothing."""
        return not (self.joiners or self.changes or self.leavers)

    @cached_property
    def movers(self) -> tuple[Change, ...]:
        """Changes of people who get another team."""
        return tuple(change for change in self.changes if "team" in change.fields)

    @cached_property
    def returning(self) -> tuple[Change, ...]:
        """Changes of people who had left and are in the file again."""
        return tuple(change for change in self.changes if change.returns)

    @cached_property
    def missing(self) -> tuple[Known, ...]:
        """People who are not in the file and could leave, whatever was chosen for them."""
        return self.leavers or self.kept_by_choice


def fingerprint(known: Iterable[Known]) -> str:
    """A text that is another one as soon as anything about the people is."""
    digest = hashlib.sha256()
    for person in known:
        digest.update(repr(person).encode())
    return digest.hexdigest()


def compare(
    roster: Roster,
    known: Sequence[Known],
    *,
    default_language: str,
    teams: Collection[tuple[str, ...]] = (),
    reach: Reach = EVERYBODY,
    keep_leavers: bool = False,
) -> Plan:
    """The plan that makes the known people agree with the roster.

    A row is a known person when the number is the same; else, when one side has no number, when the address is.
    So somebody keeps their history under a new name and a new address, and a newcomer who is given a leaver's
    address is a newcomer. ``default_language`` is spoken to newcomers whose language the file does not tell.
    Nobody outside ``reach`` is touched. With ``keep_leavers`` nobody leaves; their addresses stay theirs.
    """
    places = _Teams([*teams, *(person.team for person in known)])
    pairs, joining, missing = _match(roster.entries, known)
    outside = [person for person in missing if not reach.covers(person.team)]
    missing = [person for person in missing if reach.covers(person.team)]
    matched = pairs
    pairs, joining, refused = _allowed(pairs, joining, reach, places)
    leavers, kept_unreadable, kept_owners = _who_leaves(missing, matched, roster.unreadable, reach.guarded)
    kept_by_choice, leavers = (leavers, []) if keep_leavers else ([], leavers)
    refused_rows = {found.row for found in refused}
    refused_people = [person for entry, person in matched if entry.row in refused_rows and person.active]
    staying = [*kept_unreadable, *kept_owners, *kept_by_choice, *outside, *refused_people]
    clashing = _clashing(joining, pairs, staying)
    clashing_rows = {entry.row for entry in clashing}
    changes = [_change(entry, person, places) for entry, person in pairs if entry.row not in clashing_rows]
    real = [change for change in changes if change.fields or change.returns]
    return Plan(
        joiners=tuple(places.placed(entry, default_language) for entry in joining if entry.row not in clashing_rows),
        changes=tuple(real),
        leavers=tuple(leavers),
        unchanged=len(changes) - len(real),
        active_before=sum(person.active and reach.covers(person.team) for person in known),
        kept_unreadable=tuple(kept_unreadable),
        kept_owners=tuple(kept_owners),
        kept_by_choice=tuple(kept_by_choice),
        conflicts=(*refused, *(Finding(entry.row, "address_taken", shown=entry.email) for entry in clashing)),
        basis=fingerprint(known),
    )


class _Teams:
    """The teams there are, to recognise a lone name of a lower team."""

    def __init__(self, paths: Iterable[tuple[str, ...]]) -> None:
        self.exact: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.by_name: dict[str, set[tuple[str, ...]]] = {}
        for path in paths:
            for length in range(1, len(path) + 1):
                part = path[:length]
                self.exact.setdefault(tuple(name.casefold() for name in part), part)
                self.by_name.setdefault(part[-1].casefold(), set()).add(part)

    def path(self, written: tuple[str, ...]) -> tuple[str, ...]:
        """The known team of that name (case aside), a lower one if there is just one; else the team as written."""
        key = tuple(name.casefold() for name in written)
        if key in self.exact:
            return self.exact[key]
        alike = self.by_name.get(key[0], set()) if len(key) == 1 else set()
        return next(iter(alike)) if len(alike) == 1 else written

    def placed(self, entry: Entry, default_language: str) -> Entry:
        """The newcomer's entry with a team that exists where one does, and a language."""
        team = self.path(entry.team) if entry.team else entry.team
        return replace(entry, team=team, language=entry.language or default_language)


def _match(
    entries: Sequence[Entry], known: Sequence[Known]
) -> tuple[list[tuple[Entry, Known]], list[Entry], list[Known]]:
    """Pairs that are the same person, rows of nobody we know, and active people without a row."""
    by_number = {person.external_id: person for person in known if person.external_id}
    pairs = [(entry, by_number[entry.external_id]) for entry in entries if entry.external_id in by_number]
    matched = {person.id for _, person in pairs}
    by_email: dict[str, Known] = {}
    # Active people last, so that they win over somebody who left with the same address.
    for person in sorted(known, key=lambda person: person.active):
        if person.id not in matched:
            by_email[person.email] = person
    joining: list[Entry] = []
    for entry in entries:
        if entry.external_id in by_number:
            continue
        same = by_email.get(entry.email)
        if same and not (entry.external_id and same.external_id) and same.id not in matched:
            pairs.append((entry, same))
            matched.add(same.id)
        else:
            joining.append(entry)
    return pairs, joining, [person for person in known if person.active and person.id not in matched]


def _allowed(
    pairs: Sequence[tuple[Entry, Known]], joining: Sequence[Entry], reach: Reach, places: _Teams
) -> tuple[list[tuple[Entry, Known]], list[Entry], list[Finding]]:
    """The pairs and newcomers that lie within the reach, and what is said about the other rows."""
    refused: dict[int, Finding] = {}
    for entry, person in [*pairs, *((entry, None) for entry in joining)]:
        about = (person.id, person.email, person.team) if person else None
        if kind := refusal(entry, about, reach, places.path):
            refused[entry.row] = finding(entry, kind)
    return (
        [pair for pair in pairs if pair[0].row not in refused],
        [entry for entry in joining if entry.row not in refused],
        [refused[row] for row in sorted(refused)],
    )


def _who_leaves(
    missing: Sequence[Known],
    pairs: Sequence[tuple[Entry, Known]],
    unreadable: Unreadable,
    guarded: Collection[int],
) -> tuple[list[Known], list[Known], list[Known]]:
    staying_owner = any(person.owner for _, person in pairs)
    kept_unreadable = [person for person in missing if _is_meant(person, unreadable)]
    staying_owner = staying_owner or any(person.owner for person in kept_unreadable)
    kept = {person.id for person in kept_unreadable}
    rest = [person for person in missing if person.id not in kept]
    kept_owners = [person for person in rest if person.id in guarded or (person.owner and not staying_owner)]
    staying = {person.id for person in kept_owners}
    leaving = [person for person in rest if person.id not in staying]
    return leaving, kept_unreadable, kept_owners


def _clashing(joining: Sequence[Entry], pairs: Sequence[tuple[Entry, Known]], staying: Sequence[Known]) -> list[Entry]:
    """Rows that would give somebody the address of a person who stays. A person refused keeps the old one."""
    taken = {person.email for person in staying}
    owners = [*((entry, None) for entry in joining), *pairs]
    clashing: list[Entry] = []
    while found := [(entry, person) for entry, person in owners if entry.email in taken]:
        clashing += [entry for entry, _ in found]
        owners = [pair for pair in owners if pair not in found]
        taken = {person.email for _, person in found if person and person.active}
    return sorted(clashing, key=lambda entry: entry.row)


def _is_meant(person: Known, unreadable: Unreadable) -> bool:
    return (
        (person.external_id != "" and person.external_id in unreadable.external_ids)
        or person.email in unreadable.addresses
        or name_key(f"{person.given_name} {person.family_name}") in unreadable.names
    )


def _change(entry: Entry, person: Known, teams: _Teams) -> Change:
    wanted: dict[str, object] = {
        "email": entry.email,
        "given_name": _unless_shouted(person.given_name, entry.given_name),
        "family_name": _unless_shouted(person.family_name, entry.family_name),
        "external_id": entry.external_id or person.external_id,
    }
    for field in ("title", "place"):
        if getattr(entry, field) is not None:
            wanted[field] = getattr(entry, field)
    # What somebody chose for themselves is not overruled by a file.
    if entry.language and not person.language_chosen:
        wanted["language"] = entry.language
    if entry.team is not None:
        wanted["team"] = teams.path(entry.team) if entry.team else ()
    fields = {field: (before, after) for field, after in wanted.items() if (before := getattr(person, field)) != after}
    name = f"{entry.given_name} {entry.family_name}".strip()
    return Change(person.id, entry.row, name, fields, returns=not person.active)


def _unless_shouted(before: str, after: str) -> str:
    """The new name, unless it is the old one in capitals: HR systems write those for some rows and not for others."""
    return before if after.isupper() and before.casefold() == after.casefold() else after
