"""The best channel and time for one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from stemme.people import queries as people
from stemme.sharing import app_queries
from stemme.sharing.channels import BY_KEY, NETWORK
from stemme.sharing.scored_queries import counted_shares
from stemme.stats.best_time import BestTime as BestTime
from stemme.stats.best_time import OwnShare, Stretch, Sums, best
from stemme.stats.buckets import EVER
from stemme.stats.models import ShareTally
from stemme.stats.queries import NOTHING, link_totals
from stemme.stats.share_sums import ALWAYS, CHANNEL, OTHERS, TIME

#: A share goes on being visited for some days: until then it says nothing about its hour.
_SETTLED = dt.timedelta(days=3)
_YEAR = dt.timedelta(days=365)


def best_of(organisation_id: int, person_id: int, *, now: dt.datetime) -> BestTime:
    """Where and when this person's shares reach most people. For that person alone. Six short queries.

    Colleagues' shares come from the roll-up of shares, in which no group is below the organisation's floor.
    """
    stretches, channels = _colleagues(organisation_id)
    own = _own(organisation_id, person_id, now=now)
    said = app_queries.own_apps(organisation_id, person_id)
    used = sorted({share.channel for share in own})
    public = {key: channels[key] for key in _networks(channels)}
    return best(own, stretches, public, uses=_networks(said) or _networks(used))


def _own(organisation_id: int, person_id: int, *, now: dt.datetime) -> list[OwnShare]:
    """The person's shares of a year whose visits are counted, at the hour of the person's own clock."""
    since, until = now - _YEAR, now - _SETTLED
    shares = list(counted_shares(organisation_id, since=since, until=until, people=(person_id, person_id)))
    card = people.person_card(organisation_id, person_id) if shares else None
    if card is None:
        return []
    zone = ZoneInfo(card.time_zone)
    figures = link_totals(organisation_id, [share.link_id for share in shares])
    found = []
    for share in shares:
        local = dt.datetime.fromtimestamp(share.at, tz=zone)
        visitors = figures.get(share.link_id, NOTHING).visitors
        found.append(OwnShare(share.channel, local.weekday(), local.hour, visitors))
    return found


def _colleagues(organisation_id: int) -> tuple[dict[Stretch, Sums], dict[str, Sums]]:
    """Sums by stretch of the week and by channel, since ever; what was merged says nothing. One query."""
    rows = ShareTally.objects.filter(
        organisation_id=organisation_id, grain=ALWAYS, start=EVER, dimension__in=(TIME, CHANNEL)
    ).exclude(key=OTHERS)
    stretches: dict[Stretch, Sums] = {}
    channels: dict[str, Sums] = {}
    for dimension, key, shares, visitors in rows.values_list("dimension", "key", "shares", "visitors"):
        if dimension == CHANNEL:
            channels[key] = Sums(shares, visitors)
        else:
            day, _dash, part = key.partition("-")
            stretches[int(day), int(part)] = Sums(shares, visitors)
    return stretches, channels


def _networks(keys: Iterable[str]) -> list[str]:
    """Those of the channels that are networks: a message to a few people is no question of the best channel."""
    return [key for key in keys if key in BY_KEY and BY_KEY[key].family == NETWORK]
