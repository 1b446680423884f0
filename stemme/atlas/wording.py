"""The map in words: names of parts, what would help whom, what one may ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.atlas.drawing import READING
from stemme.maturity.types import KEYS
from stemme.maturity.wording import type_name

#: By type: what is often missing, and what helps. The lessons of that name are open to everybody.
_HELP: dict[str, tuple[Any, Any]] = {
    "inactive": (gettext_lazy("A profile they would show a stranger"), gettext_lazy("Five minutes for the profile")),
    "networker": (gettext_lazy("Something of their own to say"), gettext_lazy("A first sentence that is theirs")),
    "connector": (gettext_lazy("A reason to write something down"), gettext_lazy("A comment that adds something")),
    "participant": (gettext_lazy("People who know their work"), gettext_lazy("Three colleagues outside their team")),
    "broadcaster": (gettext_lazy("A reason to answer back"), gettext_lazy("From passing on to taking part")),
    "collaborator": (gettext_lazy("The step from answering to writing"), gettext_lazy("An opinion in four sentences")),
    "enthusiast": (gettext_lazy("Readers beyond their friends"), gettext_lazy("A network that fits their field")),
    "expert": (gettext_lazy("Time"), gettext_lazy("An hour with an editor, who writes it up with them")),
    "influencer": (gettext_lazy("Being asked"), gettext_lazy("No lesson: ask them, listen, and quote them")),
}


def part_name(part: Iterable[int]) -> str:
    """The names of the panes of a part, as they are read: "Subject expert, Influencer"."""
    return ", ".join(type_name(KEYS[pane]) for pane in sorted(part, key=READING.index))


def missing(key: str) -> str:
    """What people of this type often miss."""
    return str(_HELP[key][0])


def helps(key: str) -> str:
    """What we offer them."""
    return str(_HELP[key][1])


def asked_for(*, feedback: bool, promote: bool, mentor: bool) -> list[str]:
    """For what somebody may be asked, with an idea how to begin."""
    told = (
        (feedback, _("Ask what they think: send a story before it goes out, and say what became of the answer.")),
        (promote, _("Help their posts find readers: quote one in a story, with the name, after asking.")),
        (mentor, _("Introduce a newcomer: one name, one question, and then leave the two alone.")),
    )
    return [words for offered, words in told if offered]
