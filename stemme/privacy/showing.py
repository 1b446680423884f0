"""Groups, looks and the portfolio as templates need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from stemme.journal.facts import CARE_READ, LOOKED_AT_ONE, SCORECARD_SEEN, SCORECARDS_EXPORTED
from stemme.kit.retention import Kept, kept_for
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.privacy.queries import Everything, Group, Held, Look
from stemme.privacy.wording import COLUMNS, in_words
from stemme.sharing import queries as sharing
from stemme.stats import queries as stats


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Headings and rows in words; ``more`` rows are only in the files."""

    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]
    more: int

    @property
    def single(self) -> tuple[tuple[str, str], ...]:
        """The only row, to be shown line by line; empty when there are several."""
        return self.rows[0] if len(self.rows) == 1 and not self.more else ()


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """One kind of record in the reader's language."""

    key: str
    what: str
    why: str
    others: str
    kept: str
    number: int
    count: str
    tables: tuple[ShownTable, ...]


@dataclass(frozen=True, slots=True)
class ShownLook:
    """Somebody looked at one's data."""

    when: str
    name: str
    what: str


def period_in_words(row: Kept) -> str:
    """How long a kind of record is kept."""
    text, number = kept_for(row)
    return gettext(text) % {"n": number} if number else gettext(text)


def others_in_words(row: Kept, *, floor: int) -> str:
    """Who else sees it; empty for nobody."""
    text = gettext(row.others) if row.others else ""
    return text % {"floor": floor} if "%(floor)s" in text else text


def shown_groups(viewer: Viewer, everything: Everything) -> list[ShownGroup]:
    """Every kind of record, also those of which there is nothing."""
    floor = people.organisation(viewer.organisation_id).group_floor
    return [_group(viewer, group, everything, floor) for group in everything.groups]


def _group(viewer: Viewer, group: Group, everything: Everything, floor: int) -> ShownGroup:
    number = group.number
    return ShownGroup(
        key=group.kept.key,
        what=gettext(group.kept.what),
        why=gettext(group.kept.why),
        others=others_in_words(group.kept, floor=floor),
        kept=period_in_words(group.kept),
        number=number,
        count=ngettext("%(n)s entry", "%(n)s entries", number) % {"n": number} if number else _("nothing"),
        tables=tuple(_table(viewer, table, everything) for table in group.tables if table.rows),
    )


def _table(viewer: Viewer, table: Held, everything: Everything) -> ShownTable:
    def cell(column: str, value: Any) -> str:
        if column == "story_id" or (column == "id" and table.table == "library.Story"):
            return everything.titles.get(value, ("", str(value)))[1]
        return in_words(value, zone=viewer.time_zone)

    headings = tuple(str(COLUMNS.get(f"{table.table}.{column}", COLUMNS[column])) for column in table.columns)
    rows = tuple(
        tuple((heading, cell(name, value)) for heading, name, value in zip(headings, table.columns, row, strict=True))
        for row in table.rows
    )
    return ShownTable(headings, rows, table.number - len(rows))


def shown_looks(viewer: Viewer, looks: list[Look]) -> list[ShownLook]:
    """Who looked, in words."""
    return [
        ShownLook(
            in_words(look.at, zone=viewer.time_zone),
            look.name or _("somebody who is gone"),
            _what(look.kind),
        )
        for look in looks
    ]


def _what(kind: str) -> str:
    if kind == SCORECARD_SEEN:
        return _("looked at your scorecard, as you had agreed")
    if kind == SCORECARDS_EXPORTED:
        return _("took your scorecard along as a file, as you had agreed")
    if kind == CARE_READ:
        return _("looked at the list of people who may be asked")
    return _("opened what is kept about you") if kind in LOOKED_AT_ONE else _("took a list along that contained you")


def portfolio(viewer: Viewer, everything: Everything, looks: list[Look]) -> dict[str, Any]:
    """What the file to read says: shares with what came of them first, then all the rest."""
    shares = sharing.shares_of(viewer.organisation_id, viewer.person_id)
    came = stats.link_totals(viewer.organisation_id, [share.link_id for share in shares])
    lines = [
        {
            "day": in_words(share.shared_at.date(), zone=viewer.time_zone),
            "title": everything.titles.get(share.story_id, ("", ""))[1],
            "language": everything.titles.get(share.story_id, ("", ""))[0],
            "channel": share.channel_name,
            "url": share.link_url,
            "visitors": came[share.link_id].visitors if share.link_id in came else 0,
        }
        for share in shares
    ]
    return {"lines": lines, "groups": shown_groups(viewer, everything), "looks": shown_looks(viewer, looks)}
