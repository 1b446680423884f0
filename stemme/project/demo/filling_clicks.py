"""The hits on the demo's links, put into the inbox as if they had just been answered."""

from __future__ import annotations

import datetime as dt

from stemme.links.behaviour import TOO_SOON_MS
from stemme.links.models import ClickInbox, TrackedLink
from stemme.project.demo.history import DemoShare
from stemme.project.demo.stage import Stage, moment

#: When people click, hours of the day by weight.
HOURS = (7, 8, 8, 8, 9, 9, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 19, 20, 20, 21, 22)

#: Nobody opens a link in the very moment of its making.
_TOO_SOON = dt.timedelta(milliseconds=TOO_SOON_MS)


def make_clicks(stage: Stage) -> None:
    """All of them, oldest first."""
    rows = [row for share, link in stage.links for row in _hits(stage, share, link)]
    ClickInbox.objects.bulk_create(sorted(rows, key=lambda row: row.at), batch_size=5000)


def _hits(stage: Stage, share: DemoShare, link: TrackedLink) -> list[ClickInbox]:
    rows = []
    for day, visitors, repeats in share.hits:
        came = [stage.draw.getrandbits(63) for _ in range(visitors)]
        again = [stage.draw.choice(came) for _ in range(repeats)]
        rows += [_hit(stage, link, day, "human", visitor=visitor) for visitor in came + again]
    previews, bots = _robots(stage, share)
    rows += [_hit(stage, link, share.day, "preview", reason="agent") for _ in range(previews)]
    rows += [_hit(stage, link, share.day, "bot", reason="agent") for _ in range(bots)]
    return rows


def _robots(stage: Stage, share: DemoShare) -> tuple[int, int]:
    """Previews and other robots. Ingrid's last four shares had 19 in all (mockup 03)."""
    if share.person.email.startswith("ingrid.solheim@"):
        return (2, 2) if share.story.key == "salmon" else (3, 2)
    clicks = sum(visitors + repeats for _, visitors, repeats in share.hits)
    return stage.draw.randint(1, 4), round(clicks * stage.draw.uniform(0.02, 0.12))


def _hit(
    stage: Stage, link: TrackedLink, day: dt.date, hit: str, *, reason: str = "", visitor: int | None = None
) -> ClickInbox:
    at = min(moment(day, stage.draw.choice(HOURS), stage.draw.randint(0, 59)), stage.now)
    if abs(at - link.created_at) <= _TOO_SOON:
        at = link.created_at + dt.timedelta(minutes=3)
    return ClickInbox(
        organisation_id=stage.organisation.id,
        link_id=link.id,
        at=int(at.timestamp() * 1000),
        hit=hit,
        reason=reason,
        visitor=visitor,
    )
