"""What networks said about Ingrid's posts: one on a public network, one out of her LinkedIn file."""

from __future__ import annotations

import datetime as dt
import json
from urllib.parse import parse_qs, urlsplit

from stemme.people.queries import viewer
from stemme.project.demo.stage import Stage
from stemme.reactions import choosing_actions, looking_actions, own_queries
from stemme.reactions.models import Watched
from stemme.sharing import posted_actions
from stemme.sharing.queries import ShareRow, shares_of

_DID = "did:plc:ingridingridingridingrid"
#: The demo asks nobody outside: its posts are looked at once, here.
_NEVER = dt.timedelta(days=60)


def make_reactions(stage: Stage) -> None:
    """As if Ingrid had given the address of her newest post, and read her file, in the last days."""
    ingrid = viewer(stage.by_address["ingrid.solheim"].id, scope="employee")
    if ingrid is None:
        raise LookupError("Ingrid is not there")
    shares = shares_of(ingrid.organisation_id, ingrid.person_id)
    public: ShareRow | None = next((share for share in shares if share.channel == "bluesky"), None)
    if public is not None:
        url = f"https://bsky.app/profile/{_DID}/post/3lbq7yq2nms2x"
        at = stage.now - dt.timedelta(hours=2)
        posted_actions.say_posted(actor=ingrid, share=public, posted=True, url=url, now=at)
        looking_actions.look(now=at, ask=_bluesky)
        Watched.objects.filter(organisation_id=ingrid.organisation_id).update(next_at=stage.now + _NEVER)
    own = own_queries.linkedin_posts(ingrid, now=stage.now)
    numbers = {share_id: (19 + 4 * place, 640 + 210 * place) for place, share_id in enumerate(list(own)[:2])}
    choosing_actions.keep_from_file(actor=ingrid, numbers=numbers, own=own, now=stage.now - dt.timedelta(days=1))


def _bluesky(url: str) -> bytes:
    """Bluesky's answer to a question about posts."""
    uris = parse_qs(urlsplit(url).query)["uris"]
    counts = {"likeCount": 23, "replyCount": 3, "repostCount": 4, "quoteCount": 1}
    return json.dumps({"posts": [{"uri": uri, **counts} for uri in uris]}).encode()
