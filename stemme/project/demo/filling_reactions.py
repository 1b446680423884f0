"""What networks said about posts in the demo: on Bluesky for whoever posted there, and out of Ingrid's own file."""

from __future__ import annotations

import datetime as dt
import json
import random
from urllib.parse import parse_qs, urlsplit

from stemme.people.queries import viewer
from stemme.project.demo.stage import Stage
from stemme.reactions import choosing_actions, looking_actions, own_queries
from stemme.reactions.models import Watched
from stemme.sharing.models import Share

_DID = "did:plc:nordlysnordlysnordlysnor"
#: The demo asks nobody outside: its posts are looked at once, here.
_NEVER = dt.timedelta(days=60)
_LATELY = dt.timedelta(days=25)


def make_reactions(stage: Stage) -> None:
    """As if some had given the addresses of their posts, and Ingrid had read her file yesterday."""
    at = stage.now - dt.timedelta(hours=2)
    posted = Share.objects.filter(
        organisation=stage.organisation, channel="bluesky", posted=True, shared_at__gt=stage.now - _LATELY
    )
    for share in posted.exclude(person=None).order_by("id"):
        share.post_url = f"https://bsky.app/profile/{_DID}/post/3lbq{share.id}"
        share.answered_at = share.shared_at
        share.save(update_fields=["post_url", "answered_at"])
    looking_actions.look(now=at, ask=_bluesky)
    Watched.objects.filter(organisation=stage.organisation).update(next_at=stage.now + _NEVER)
    ingrid = viewer(stage.by_address["ingrid.solheim"].id, scope="employee")
    if ingrid is None:
        raise LookupError("Ingrid is not there")
    own = own_queries.linkedin_posts(ingrid, now=stage.now)
    numbers = {share_id: (19 + 4 * place, 640 + 210 * place) for place, share_id in enumerate(list(own)[:2])}
    choosing_actions.keep_from_file(actor=ingrid, numbers=numbers, own=own, now=stage.now - dt.timedelta(days=1))


def _bluesky(url: str) -> bytes:
    """Bluesky's answer to a question about posts; the same post always has the same numbers."""
    found = []
    for uri in parse_qs(urlsplit(url).query).get("uris", []):
        draw = random.Random(uri)  # noqa: S311 - invented numbers
        counts = {"likeCount": draw.randrange(40), "replyCount": draw.randrange(6), "repostCount": draw.randrange(5)}
        found.append({"uri": uri, **counts})
    return json.dumps({"posts": found}).encode()
