"""The launch kit of the demo: a text in the house's own words, three stories to begin with, a way in by the canteen."""

from __future__ import annotations

import datetime as dt

from stemme.joining import actions as joining
from stemme.people.queries import viewer
from stemme.project.demo.stage import Stage
from stemme.waves.kit import actions, queries
from stemme.waves.kit.pieces import INTRANET
from stemme.waves.kit.words import Words

_LEAD = "maja.lindqvist"
_INTRANET = Words(
    "Historiene fra {organisation}, på ett sted",
    "Da isen la seg på linjene i Luleå i vinter, fikk tre kolleger en hel by gjennom natten. Sånt burde flere få vite. "
    "Nå ligger historiene våre på ett sted, og alle er velkomne til å lese med.\n\n"
    "Er en av dem verdt å fortelle, deler du den med egne ord fra din egen konto. Ingen ber om tilgang til den, og du "
    "trenger verken passord eller app. Om du vil dele, bestemmer du selv; ingen leder ser hvem som sier nei.\n\n"
    "Vi teller hvilke historier som deles, og hvor mange besøk det gir. Dine egne tall er for deg; andre ser grupper "
    "uten navn.\n\n{link}\n\nHilsen {sender}",
)


def make_kit(stage: Stage) -> None:
    """Comes after the figures are counted, because the stories are those we would suggest."""
    lead = viewer(stage.by_address[_LEAD].id, scope="employee")
    if lead is None:
        raise LookupError(_LEAD)
    day = stage.now - dt.timedelta(days=12)
    actions.change_text(actor=lead, piece=INTRANET, language="nb", words=_INTRANET, mark="", now=day)
    rows = queries.story_choices(stage.organisation.id, now=stage.now)
    actions.choose_stories(actor=lead, story_ids=queries.suggestion(lead, rows), now=day)
    joining.make_link(
        actor=lead,
        label="Kantinen, Strandgaten",
        team_id=None,
        language="nb",
        mail_domains=("nordlys.example",),
        private=True,
        most=200,
        last_day=stage.today + dt.timedelta(days=60),
        now=day,
    )
