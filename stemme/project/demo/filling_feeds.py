"""How the feeds of Nordlys Energi are: a careers feed that brings jobs, one that fails, one that rests.

Their hosts are invented, so the bytes come from here; everything after that is the product's own reading.
"""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from xml.sax.saxutils import escape

from stemme.kit.outbound import UNREACHABLE
from stemme.library.actions import reading, sources
from stemme.library.feeds import read_feed
from stemme.library.fetching import FAILING, FetchedFeed
from stemme.library.models import Source, Stream
from stemme.people.queries import viewer
from stemme.project.demo.stage import Stage

_EDITOR = "maja.lindqvist"
_CAREERS = "https://karriere.nordlys.example/jobs.rss"
#: (title, town, published so many days ago, may be applied for until so many days from now)
_JOBS = (
    ("Vindmølletekniker til Aarhus Havn", "Aarhus", 1, 18),
    ("Nettplanlegger", "Bergen", 2, 25),
    ("Lærling i automasjon", "Sunndal", 3, 40),
    ("Elnätsingenjör", "Göteborg", 3, 12),
    ("Vaktmester ved Vestelva", "Sunndal", 30, -4),
)
_HOUR = dt.timedelta(hours=1)


def make_feeds(stage: Stage) -> None:
    """Rows by the actions that an editor and the schedule take."""
    editor = viewer(stage.by_address[_EDITOR].id, scope="employee")
    if editor is None:
        raise LookupError(_EDITOR)
    hr = Stream.objects.get(organisation=stage.organisation, name="HR")
    careers = Source.objects.create(
        organisation=stage.organisation, stream=hr, url=_CAREERS, created_at=stage.now - 50 * _HOUR,
        most_a_day=3, kinds=["job"],
    )  # fmt: skip
    for hours, jobs in ((50, _JOBS[2:]), (26, _JOBS[1:]), (2, _JOBS)):
        body = _careers_feed(stage.now, jobs)
        found = FetchedFeed(_CAREERS, read_feed(body, {}, _CAREERS), etag="", last_modified="")
        reading.keep(careers, found, stage.now - hours * _HOUR)
    by_host = {source.url.split("/")[2]: source for source in Source.objects.filter(organisation=stage.organisation)}
    failing = by_host["stadtwerke-heute.example"]
    for hours in (9, 8, 6, 2):
        reading.note_failure(failing, FAILING if hours > 8 else UNREACHABLE, stage.now - hours * _HOUR)
    sources.pause_source(actor=editor, source_id=by_host["energinyheder.example"].id, now=stage.now - 70 * _HOUR)


def _careers_feed(now: dt.datetime, jobs: tuple[tuple[str, str, int, int], ...]) -> bytes:
    items = "".join(
        f"<item><title>{escape(title)}</title><guid>{escape(title)}</guid>"
        f"<link>https://karriere.nordlys.example/jobs/{number}</link>"
        f"<description>Vi søker deg som vil være med på å bygge. Søk på siden vår.</description>"
        f"<pubDate>{format_datetime(now - dt.timedelta(days=ago))}</pubDate>"
        f"<expirationDate>{(now + dt.timedelta(days=left)).date()}</expirationDate>"
        f"<tt:locations><tt:location><tt:city>{escape(town)}</tt:city></tt:location></tt:locations></item>"
        for number, (title, town, ago, left) in enumerate(jobs, 41)
    )
    head = '<rss version="2.0" xmlns:tt="https://teamtailor.com/locations"><channel>'
    return f"{head}<title>Jobb i Nordlys Energi</title><ttl>1440</ttl>{items}</channel></rss>".encode()
