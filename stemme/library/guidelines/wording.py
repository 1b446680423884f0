"""What the guideline check found, in sentences: what it is, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stemme.kit.languages import OWN_NAMES
from stemme.library.guidelines.checks import MOST_HASHTAGS, MUST, TITLE_ON_CARD, Finding
from stemme.library.guidelines.typed import field_of


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as the panel shows it. ``field`` is the id of the field the button leads to."""

    key: str
    title: str
    note: str
    field: str
    icon: str
    must: bool
    #: True where there is nothing yet to be mended: the button says so.
    write: bool
    #: What the page has to show in front: a language's code; "" for what is always there.
    place: str
    #: The language it stands in, in its own words; "" where the story is told in one.
    language: str = ""


#: What it is, and what would help. ``words`` are the editor's own.
_SENTENCES: dict[str, tuple[Any, Any]] = {
    "phrase": (gettext_lazy("We would rather not say “%(phrase)s”."), gettext_lazy("Say it in other words.")),
    "never": (
        gettext_lazy("“%(phrase)s” must not stand in what we share."),
        gettext_lazy("Colleagues cannot share it as it is."),
    ),
    "customer": (gettext_lazy("“%(phrase)s” is a customer"), gettext_lazy("Have they agreed to be named?")),
    "number": (
        gettext_lazy("“%(phrase)s” needs a source"),
        gettext_lazy("Add a link, or say whose number it is."),
    ),
    "disclosure": (
        gettext_lazy("“%(phrase)s”: nobody knows who that is"),
        gettext_lazy("Name the company, so that readers know who is speaking."),
    ),
    "tone": (
        gettext_lazy("“%(phrase)s” sounds like an advertisement"),
        gettext_lazy("Say what one can see or count instead."),
    ),
    "alike": (
        gettext_lazy("Two starting points say almost the same"),
        gettext_lazy("Colleagues' posts would look alike: “%(phrase)s”"),
    ),
    "language": (gettext_lazy("%(language)s: no text yet"), ""),
    "picture_theirs": (
        gettext_lazy("The picture is somebody else's"),
        gettext_lazy("Ask them, or choose one of ours."),
    ),
    "picture_undescribed": (
        gettext_lazy("The picture is not described"),
        gettext_lazy("Say in words what one sees on it."),
    ),
    "job_deadline": (gettext_lazy("The job has no last day"), gettext_lazy("Say until when one can apply.")),
    "job_place": (gettext_lazy("The job has no place"), gettext_lazy("Where it is, people ask first.")),
    "event_time": (gettext_lazy("The event has no day and time"), gettext_lazy("Say when it begins.")),
    "event_place": (gettext_lazy("The event has no place"), gettext_lazy("Say where one goes, or that it is online.")),
    "long_title": (
        gettext_lazy("The title has %(number)d characters"),
        gettext_lazy("Networks cut it after about %(most)d."),
    ),
    "hard": (
        gettext_lazy("Harder to read than a newspaper"),
        gettext_lazy("LIX %(number)d. Shorter sentences help most."),
    ),
    "sentence": (gettext_lazy("One sentence has %(number)d words"), gettext_lazy("“%(phrase)s”")),
    "capitals": (gettext_lazy("“%(phrase)s” shouts"), gettext_lazy("Small letters are read faster.")),
    "exclamations": (gettext_lazy("%(number)d exclamation marks"), gettext_lazy("One is enough.")),
    "hashtags": (gettext_lazy("%(number)d hashtags"), gettext_lazy("More than %(most)d look like a machine's.")),
}
_MOST = {"long_title": TITLE_ON_CARD, "hashtags": MOST_HASHTAGS}
_NOTHING_YET = frozenset({"language", "picture_undescribed", "job_deadline", "job_place", "event_time", "event_place"})


def told(finding: Finding, *, floor: int, languages: int) -> Told:
    """The finding in the reader's language. ``floor``: smaller groups are not counted; ``languages`` has the story."""
    must = finding.level == MUST
    title, note = _SENTENCES["never" if must else finding.key]
    values = {
        "phrase": finding.words,
        "number": finding.number,
        "language": OWN_NAMES.get(finding.language, finding.language),
        "most": _MOST.get(finding.key, 0),
    }
    named = str(title) % values
    helps = _readers(finding.number, floor) if finding.key == "language" else str(note) % values
    several = languages > 1 and finding.language and finding.key != "language"
    return Told(
        key=finding.key,
        title=named,
        note=finding.advice or helps,
        field=f"id_{field_of(finding.part, finding.language)}",
        icon="ban" if must else "languages" if finding.key == "language" else "triangle-alert",
        must=must,
        write=finding.key in _NOTHING_YET,
        place=finding.language,
        language=str(values["language"]) if several else "",
    )


def _readers(number: int, floor: int) -> str:
    if number < floor:
        return _("Fewer than %(floor)d people read none of its languages.") % {"floor": floor}
    words = ngettext(
        "%(number)d person reads none of its languages.", "%(number)d people read none of its languages.", number
    )
    return words % {"number": number}


def people_in_words(number: int, floor: int) -> str:
    """A number of people, unless it is so small that it would be about them."""
    return _("fewer than %(floor)d") % {"floor": floor} if 0 < number < floor else str(number)
