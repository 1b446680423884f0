"""From figures to the report: what it says, in its language. Groups only; those below the floor are merged."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import formats, translation
from django.utils.translation import gettext as _

from stemme.kit.periods import local_day, midnight
from stemme.library.started_queries import StartedStory, started_stories
from stemme.people import queries as people
from stemme.people.queries import OrganisationRow
from stemme.reports import money_contents as money
from stemme.reports.money_contents import Money
from stemme.reports.report import COUNT, PERCENT, POINTS, TEXT, Cell, Column, Note, Report, Section, Tile
from stemme.reports.stretches import Stretch
from stemme.sharing.channels import BY_KEY
from stemme.stats import queries as stats
from stemme.stats import size_queries as sizes
from stemme.stats import spread_queries as spreads
from stemme.stats import turnout_queries as turnout
from stemme.stats.involvement import OVERALL_BENCHMARK, STORY_BENCHMARK, Group, Involvement, mean_rate, shown
from stemme.stats.large_queries import large_channels
from stemme.stats.turnout_queries import Attendance
from stemme.ui.templatetags.ui import percent

STORIES = 12


@dataclass(frozen=True)
class Figures:
    """The figures of a stretch. What several parts need is read once."""

    organisation: OrganisationRow
    stretch: Stretch
    now: dt.datetime

    @cached_property
    def began(self) -> dt.date | None:
        """The first day with figures."""
        return stats.began(self.organisation.id)

    @cached_property
    def compared(self) -> bool:
        """Whether there is a whole stretch before to compare a whole one with."""
        if self.stretch.running or self.began is None or self.began > self.stretch.before.last:
            return False
        days = sizes.invited_each_day(self.organisation.id, self.stretch.before).values()
        return min(days, default=0) >= self.organisation.group_floor

    @cached_property
    def names(self) -> dict[int, str]:
        """The divisions."""
        return people.division_names(self.organisation.id)

    @cached_property
    def attended(self) -> Attendance:
        """Who took part."""
        return turnout.attendance(self.organisation.id, self.stretch.period, self.names)

    @cached_property
    def attended_before(self) -> Attendance:
        """Who took part in the stretch before."""
        return turnout.attendance(self.organisation.id, self.stretch.before, self.names)

    @cached_property
    def too_few(self) -> bool:
        """Fewer people are invited than may be shown, or were on a day: a year less its months would tell of them."""
        days = sizes.invited_each_day(self.organisation.id, self.stretch.period).values()
        return min([self.attended.overall.invited, *days]) < self.organisation.group_floor

    @cached_property
    def groups(self) -> list[Group]:
        """The divisions that may be shown."""
        found = turnout.divisions(
            self.organisation.id, self.stretch.period, self.attended, self.attended_before, self.names,
            without_team=_("Without a division"),
        )  # fmt: skip
        return shown(found, floor=self.organisation.group_floor, others=_("Others"))

    @cached_property
    def stories(self) -> list[tuple[StartedStory, Involvement]]:
        """The newest stories at the end of the stretch that enough people were offered, oldest first."""
        zone = ZoneInfo(self.organisation.time_zone)
        until = min(midnight(self.stretch.period.last + dt.timedelta(days=1), zone), self.now)
        found = started_stories(self.organisation.id, until=until, limit=STORIES)[::-1]
        rates = stats.story_involvement(self.organisation.id, [story.id for story in found])
        floor = self.organisation.group_floor
        return [(story, rates[story.id]) for story in found if story.id in rates and rates[story.id].offered >= floor]

    @cached_property
    def money(self) -> Money:
        """Goals, conversions and what it was worth."""
        today = local_day(self.now, self.organisation.time_zone)
        return money.money_of(self.organisation.id, self.stretch.kind, self.stretch.period, today=today)


def report_of(organisation_id: int, stretch: Stretch, *, language: str, now: dt.datetime) -> Report:
    """The report of a stretch in a language. A constant number of questions, whatever the size."""
    organisation = people.organisation(organisation_id)
    figures = Figures(organisation, stretch, now)
    with translation.override(language):
        tiles = () if figures.too_few else tuple(_tiles(figures))
        return Report(
            organisation=organisation.name,
            accent=organisation.brand.accent,
            language=language,
            currency=figures.money.currency,
            key=stretch.key,
            title=_title(stretch),
            period=period_name(stretch),
            day=local_day(now, organisation.time_zone),
            lead=_lead(figures),
            tiles=tiles,
            bars=() if figures.too_few else tuple((story.title, rate.rate or 0.0) for story, rate in figures.stories),
            sections=() if figures.too_few else tuple(section for section in _sections(figures) if section.rows),
            notes=tuple(_notes(figures)),
        )


def period_name(stretch: Stretch) -> str:
    """The stretch in the active language: October 2026, July to September 2026, 2026."""
    first, last = stretch.period.first, stretch.period.last
    if stretch.kind == "year":
        name = str(first.year)
    elif stretch.kind == "quarter":
        words = {"first": formats.date_format(first, "F"), "last": formats.date_format(last, "YEAR_MONTH_FORMAT")}
        name = _("%(first)s to %(last)s") % words
    else:
        name = str(formats.date_format(first, "YEAR_MONTH_FORMAT"))
    return f"{name}, {_('so far')}" if stretch.running else name


def _title(stretch: Stretch) -> str:
    return {"month": _("Monthly report"), "quarter": _("Quarterly report"), "year": _("Annual report")}[stretch.kind]


def _lead(figures: Figures) -> str:
    """What it comes to, in one sentence."""
    overall = figures.attended.overall
    if figures.too_few:
        return _("Fewer than %(floor)s people are invited: figures of so few are never shown.") % {
            "floor": figures.organisation.group_floor
        }
    words = _("%(took)s of %(invited)s invited colleagues took part, and %(visitors)s people came by what they shared.")
    return words % {
        "took": _count(overall.lit),
        "invited": _count(overall.invited),
        "visitors": _count(stats.totals(figures.organisation.id, figures.stretch.period).visitors),
    }


def _count(number: int) -> str:
    return str(formats.number_format(number))


def _tiles(figures: Figures) -> list[Tile]:
    """The key figures of the first page."""
    here, overall = figures.attended.all, figures.attended.overall
    hits = stats.totals(figures.organisation.id, figures.stretch.period)
    benchmark = _("Benchmark %(rate)s")
    story = mean_rate([rate for _story, rate in figures.stories])
    found = money.tiles(figures.money)
    if overall.rate is not None:
        against = benchmark % {"rate": percent(OVERALL_BENCHMARK / 100, 0)}
        found.append(Tile("overall_involvement", _("Overall involvement"), overall.rate, PERCENT, against))
    if story is not None:
        against = benchmark % {"rate": percent(STORY_BENCHMARK / 100)}
        found.append(Tile("story_involvement", _("Involvement per story"), story, PERCENT, against))
    found += [
        Tile("visitors", _("Visitors"), hits.visitors, COUNT, _before(figures, "visitors")),
        Tile("shares", _("Shares"), here.shares, COUNT, _before(figures, "shares")),
        Tile("first_sharers", _("First-time sharers"), here.first_sharers, COUNT, _before(figures, "first")),
    ]
    spread = spreads.other_97(figures.organisation.id, [figures.stretch.period], began=figures.began)[0]
    # With fewer than two most active people, one colleague's figures would be the rest of a subtraction.
    if spread.share_of_others is not None and spread.most_active >= 2 and spread.others >= _floor(figures):
        told = _("of the visitors did not come by the most active 3 %% of colleagues") % {}
        found.append(Tile("other_97", _("The other 97 %"), spread.share_of_others, PERCENT, told))
    return found


def _floor(figures: Figures) -> int:
    return figures.organisation.group_floor


def _before(figures: Figures, what: str) -> str:
    """The same figure of the stretch before, in words; nothing when there is none."""
    if not figures.compared:
        return ""
    past = figures.attended_before.all
    if what == "visitors":
        number = stats.totals(figures.organisation.id, figures.stretch.before).visitors
    else:
        number = past.shares if what == "shares" else past.first_sharers
    return _("%(number)s the time before") % {"number": _count(number)}


def _sections(figures: Figures) -> list[Section]:
    return [*money.sections(figures.money), _divisions(figures), _channels(figures), _stories(figures)]


def _divisions(figures: Figures) -> Section:
    floor, overall = _floor(figures), figures.attended.overall
    rows = [
        (g.name, g.people, g.overall.rate, _change(g, figures), g.first_timers, g.shares, g.visitors)
        for g in figures.groups
    ]
    whole, hits = figures.attended.all, stats.totals(figures.organisation.id, figures.stretch.period)
    note = _("Groups of fewer than %(floor)s are merged. A visitor who came through two divisions counts in both.")
    return Section(
        "division",
        _("By division"),
        note % {"floor": floor},
        (
            Column("division", _("Division"), TEXT),
            Column("invited", _("Invited people")),
            Column("involvement", _("Overall involvement"), PERCENT),
            Column("change", _("Change"), POINTS),
            Column("first_sharers", _("First-timers")),
            Column("shares", _("Shares")),
            Column("visitors", _("Visitors")),
        ),
        tuple(rows),
        (_("All"), overall.invited, overall.rate, None, whole.first_sharers, whole.shares, hits.visitors),
    )


def _change(group: Group, figures: Figures) -> float | None:
    return group.change(_floor(figures)) if figures.compared else None


def _channels(figures: Figures) -> Section:
    """Hits and conversions by channel; channels that few colleagues shared on are one, and stand last."""
    here = figures.organisation.id
    large, credited = large_channels(here), figures.money.channels
    own = {"mail": _("E-mail"), "system": _("Other apps"), "copy": _("Copy"), "qr": _("QR code"), "": _("Others")}
    sums: dict[str, tuple[int, int, float]] = {}
    hits = stats.by_channel(here, figures.stretch.period)
    for channel in {*hits, *credited}:
        key, found = channel if channel in large else "", hits.get(channel, stats.NOTHING)
        clicks, visitors, conversions = sums.get(key, (0, 0, 0.0))
        sums[key] = clicks + found.clicks, visitors + found.visitors, conversions + credited.get(channel, 0.0)
    columns = [Column("channel", _("Channel"), TEXT), Column("clicks", _("Clicks")), Column("visitors", _("Visitors"))]
    rows: list[tuple[Cell, ...]] = []
    for key in sorted(sums, key=lambda key: (not key, -sums[key][1], key)):
        clicks, visitors, conversions = sums[key]
        name = BY_KEY[key].name if key in BY_KEY else own.get(key, key)
        rows.append((name, clicks, visitors, conversions) if credited else (name, clicks, visitors))
    if credited:
        columns.append(Column("conversions", _("Conversions")))
    note = _("Channels that fewer than %(floor)s colleagues have ever shared on are put together.")
    return Section("channel", _("By channel"), note % {"floor": _floor(figures)}, tuple(columns), tuple(rows))


def _stories(figures: Figures) -> Section:
    sharers = stats.sharers_by_story(figures.organisation.id, [story.id for story, _rate in figures.stories])
    columns = (
        Column("story", _("Story"), TEXT),
        Column("offered", _("Offered to")),
        Column("involvement", _("Involvement"), PERCENT),
        Column("sharers", _("Shared by")),
    )
    rows = tuple((story.title, rate.offered, rate.rate, sharers.get(story.id, 0)) for story, rate in figures.stories)
    note = _("The newest at the end of the time, the oldest first. Figures of all days since each began.")
    return Section("story", _("Stories"), note, columns, rows)


def _notes(figures: Figures) -> list[Note]:
    """How everything is counted, and its limits."""
    overall = _(
        "Different people who opened, shared or answered something, of those invited at the end of the time. The "
        "benchmark is the average of another provider’s customers in 2018."
    )
    story = _("Of those a story was offered to, how many did something with it; the mean of the newest stories.")
    visitors = _(
        "Estimated different people who clicked on a shared link on one day. Robots, previews and repeated clicks are "
        "left out. The same person on two days counts twice."
    )
    small = _(
        "Groups of fewer than %(floor)s people are never shown on their own. No figure of a single person is in a "
        "report."
    )
    limits = _("A figure tells what happened after a share, not what would have happened without it.")
    return [
        Note(_("Overall involvement"), overall),
        Note(_("Involvement per story"), story),
        Note(_("Visitors"), visitors),
        Note(_("Small groups"), small % {"floor": _floor(figures)}),
        Note(_("What it does not say"), limits),
        *money.notes(figures.money),
    ]
