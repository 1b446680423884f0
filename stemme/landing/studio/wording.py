"""What the studio of landing pages calls things, and a sentence for everything that may be missing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.languages import OWN_NAMES
from stemme.landing.studio.checks import Problem

KIND_NAMES: dict[str, Any] = {
    "opening": gettext_lazy("Opening"),
    "text": gettext_lazy("Text"),
    "picture": gettext_lazy("Picture"),
    "voice": gettext_lazy("Voice of a person"),
    "figures": gettext_lazy("Figures"),
    "list": gettext_lazy("List"),
    "button": gettext_lazy("Button"),
    "question": gettext_lazy("Question"),
}
#: By name of the field, whatever the kind.
FIELD_NAMES: dict[str, Any] = {
    "kicker": gettext_lazy("Whom it is for"),
    "heading": gettext_lazy("Heading"),
    "lead": gettext_lazy("What it is about, in two sentences"),
    "body": gettext_lazy("Text"),
    "asset": gettext_lazy("Picture"),
    "alt": gettext_lazy("What is to be seen on it"),
    "quote": gettext_lazy("What they say"),
    "name": gettext_lazy("Name"),
    "role": gettext_lazy("Who they are"),
    "figure1": gettext_lazy("First figure"),
    "meaning1": gettext_lazy("What it means, and where it is from"),
    "figure2": gettext_lazy("Second figure"),
    "meaning2": gettext_lazy("What it means, and where it is from"),
    "figure3": gettext_lazy("Third figure"),
    "meaning3": gettext_lazy("What it means, and where it is from"),
    "points": gettext_lazy("Points, one a line"),
    "label": gettext_lazy("Words on the button"),
    "url": gettext_lazy("Where it leads"),
    "note": gettext_lazy("Small print below"),
}
FIELD_HELP: dict[str, Any] = {
    "alt": gettext_lazy("For those who do not see it."),
    "quote": gettext_lazy("Only words of somebody who agreed to stand here."),
    "url": gettext_lazy("An address that begins with https://."),
}
#: Parts of the page, for choosing when two saved at once.
PART_NAMES: dict[str, Any] = {
    "name": gettext_lazy("Name in the studio"),
    "goal_id": gettext_lazy("Goal of the form"),
    "sales_goal_id": gettext_lazy("Goal of the sales page"),
    "owner_id": gettext_lazy("Who gets the leads"),
    "keep_months": gettext_lazy("Months until a lead is deleted"),
    "with_form": gettext_lazy("With a form"),
    "with_sales_page": gettext_lazy("With a sales page"),
    "title": gettext_lazy("Title"),
    "description": gettext_lazy("Description"),
    "imprint": gettext_lazy("Imprint"),
    "blocks": gettext_lazy("The page"),
    "thanks": gettext_lazy("Thank-you"),
    "sales": gettext_lazy("Sales page"),
    "form": gettext_lazy("Words of the form"),
    "questions": gettext_lazy("Questions"),
    "consent": gettext_lazy("Words to agree to"),
    "colleague": gettext_lazy("Words about telling the colleague"),
}
STATE_NAMES: dict[str, Any] = {
    "draft": gettext_lazy("Draft"),
    "published": gettext_lazy("Public"),
    "withdrawn": gettext_lazy("Withdrawn"),
}
PROBLEMS: dict[str, Any] = {
    "words": gettext_lazy("The page has no words yet."),
    "owner": gettext_lazy("Say who gets the leads."),
    "title": gettext_lazy("A title is missing."),
    "opening": gettext_lazy("An opening with a heading is missing."),
    "consent": gettext_lazy("The words to agree to are missing."),
    "sales": gettext_lazy("The sales page is empty."),
    "picture": gettext_lazy("A picture is not chosen or not described."),
    "button": gettext_lazy("A button lacks its words, or an address that begins with https://."),
    "voice": gettext_lazy("A voice lacks what they say or who they are."),
    "figures": gettext_lazy("A figure lacks what it means."),
}


def sentence(problem: Problem) -> str:
    """What is missing, with the language where it is one's matter."""
    said = str(PROBLEMS[problem.key])
    if not problem.language:
        return said
    return _("%(language)s: %(problem)s") % {"language": OWN_NAMES[problem.language], "problem": said}
