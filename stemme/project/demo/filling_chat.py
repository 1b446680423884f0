"""Two channels of Nordlys Energi, in Slack and in Teams. Their addresses lead to nobody's channel."""

from __future__ import annotations

from stemme.chat import settings_actions
from stemme.chat.settings_actions import WantedRoom
from stemme.people.queries import viewer
from stemme.project.demo.stage import Stage

_OWNER = "henrik.fjeld"
_ROOMS = (
    WantedRoom("slack", "#fra-huset", "Alle i Nordlys Energi", "nb", "https://hooks.slack.com/services/T0/B0/demo"),
    WantedRoom(
        "teams", "Offshore Wind", "The wind teams in Bergen, Esbjerg and Hamburg", "en",
        "https://nordlys.webhook.office.com/webhookb2/demo",
    ),
)  # fmt: skip


def make_channels(stage: Stage) -> None:
    """What an editor can choose from; posting there says honestly that nobody is at home."""
    owner = viewer(stage.by_address[_OWNER].id, scope="employee")
    if owner is None:
        raise LookupError(_OWNER)
    for wanted in _ROOMS:
        settings_actions.add_room(actor=owner, wanted=wanted, now=stage.now)
