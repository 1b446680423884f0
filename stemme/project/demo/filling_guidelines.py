"""A draft with which Elin began this morning: the house's rules have something to say about it."""

from __future__ import annotations

import datetime as dt

from stemme.library import actions
from stemme.library.audience import Audience
from stemme.library.content import Content, ShareWords, Words
from stemme.library.models import Stream
from stemme.people import queries as people
from stemme.people.viewer import EMPLOYEE
from stemme.project.demo.stage import Stage

#: A customer of the house (filling_words.py), a number nobody has shown, and "we" that nobody can place.
_PERSONAL = (
    "Jag satt ensam i kontrollrummet när isen kom. Vi höll 214 000 kunder varma den natten, och Norrlandssjukhuset."
)
_POINT = "Is på ledningen, 214 000 kunder, tre personer på jobbet. Så gick natten i Luleå."
_QUESTION = "Vad gör man egentligen en hel natt när ingenting får hända?"


def make_hints(stage: Stage) -> None:
    """The draft, for those in the grid except one place."""
    elin = people.viewer(stage.by_address["elin.ostberg"].id, scope=EMPLOYEE)
    if elin is None:
        raise LookupError("elin.ostberg")
    stream = Stream.objects.get(organisation=stage.organisation, name="Marketing")
    share = (("personal", _PERSONAL), ("point", _POINT), ("question", _QUESTION))
    content = Content(
        stream_id=stream.id,
        language="sv",
        target_url="https://nordlys.example/sv/isnatt",
        reading_minutes=4,
        audience=Audience(team_ids=frozenset({stage.teams["Grid", ""].id}), without_places=frozenset({"Bergen"})),
        texts={"sv": Words("Så vaktar vi elnätet en vinternatt med is", "Tre driftoperatörer i Luleå om isen.")},
        share_texts=tuple(ShareWords("sv", tone, text) for tone, text in share),
    )
    actions.create_story(actor=elin, content=content, now=stage.now - dt.timedelta(minutes=40))
