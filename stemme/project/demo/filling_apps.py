"""The apps that Ingrid says she uses: they stand first on her share sheet and in her mails."""

from __future__ import annotations

from stemme.people import queries as people
from stemme.people.viewer import EMPLOYEE
from stemme.project.demo.stage import Stage
from stemme.sharing.app_actions import choose_apps

_HERS = ("linkedin", "bluesky", "mail", "whatsapp", "teams", "slack", "qr")


def make_own_apps(stage: Stage) -> None:
    """As she would have chosen them herself."""
    ingrid = people.viewer(stage.by_address["ingrid.solheim"].id, scope=EMPLOYEE)
    assert ingrid is not None
    choose_apps(actor=ingrid, channels=_HERS, now=stage.now)
