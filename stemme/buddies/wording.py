"""Steps, hints and first messages in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stemme.buddies import course
from stemme.buddies.queries import Other
from stemme.kit.languages import OWN_NAMES


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three small steps."""

    text: str
    note: str
    done: bool
    next: bool


def steps(ticked: int) -> list[Step]:
    """The three small steps, the first ``ticked`` of them done."""
    texts = (
        (
            _("Look at your stories together"),
            _("A quarter of an hour, by phone or with a coffee. Pick one that is yours."),
        ),
        (
            _("Write one sentence of your own"),
            _("What you saw, learned or wonder about. Your helper reads it if you like."),
        ),
        (
            _("Share it where you feel at home"),
            _("One network, one post. Or keep it for another day: that is fine, too."),
        ),
    )
    return [Step(text, note, done=number < ticked, next=number == ticked) for number, (text, note) in enumerate(texts)]


def hint(other: Other) -> str:
    """What is said about somebody before both have said yes: nothing that names them."""
    parts = [
        _("speaks your language") if other.same_language
        else _("speaks %(language)s") % {"language": OWN_NAMES.get(other.language, other.language)},
        _("works in your field") if other.same_field else _("works in another field"),
    ]  # fmt: skip
    if other.same_place:
        parts.append(_("is at the same place"))
    return ", ".join(parts)


def first_message(name: str, own_name: str) -> str:
    """A text the helper may begin with; nothing while the name is not known."""
    if not name:
        return ""
    return _(
        "Hi %(name)s, I hear you would like company for a first share. Shall we look at the stories together for a "
        "quarter of an hour? No hurry, and no is fine as well. %(own)s"
    ) % {"name": name.split(" ")[0], "own": own_name}


def said(deed: str) -> str:
    """What a button has done."""
    return {
        course.YES: _("Yes said."),
        course.NO: _("No said. The other one is told nothing."),
        course.STEP: _("One step further."),
        course.FINISH: _("Done. Your helper is told that it is, and nothing else."),
        course.END: _("Ended. Nobody is asked why."),
    }[deed]
