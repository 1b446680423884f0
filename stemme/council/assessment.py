"""The draft of a data protection impact assessment (Article 35, with the criteria of WP248). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from stemme.council import phrases
from stemme.council.blocks import Block, Content, blank, heading, note, points, table, text
from stemme.council.countries import country_of
from stemme.council.functions import ON
from stemme.council.situation import Situation


def assessment(held: Situation) -> Content:
    """The draft in the active language."""
    return Content(
        _("Data protection impact assessment: a draft"),
        _("What the program knows is filled in. What only people can judge is left open."),
        tuple(_blocks(held)),
    )


def _blocks(held: Situation) -> Iterator[Block]:
    yield note(
        _(
            "This is a draft and no assessment. People finish it: weigh the risks for your company, ask the employees "
            "and the data protection officer, decide, and sign."
        )
    )
    yield heading(_("Who is responsible"))
    yield phrases.who_answers(held)
    yield from _planned(held)
    yield heading(_("2. Is an assessment needed?"))
    yield text(
        _(
            "The European guidelines WP248 name nine criteria; where two of them hold, an assessment is usually "
            "needed. "
            "Here at least two do."
        )
    )
    yield table((_("Criterion"), _("Does it hold?"), _("Why")), _criteria(held))
    yield heading(_("3. Is it necessary and proportionate?"))
    yield text(phrases.basis_in_words(held))
    yield points(_measure(held))
    yield heading(_("4. Risks, and what is done about them"))
    yield table((_("Risk"), _("What the program does"), _("For you to do")), _risks(held))
    yield blank(_("How likely and how grave each of them is for us"))
    yield heading(_("5. Views and decision"))
    yield text(country_of(held.about.country).law())
    yield blank(_("What the employees or their representatives said"))
    yield blank(_("What the data protection officer advised"))
    yield blank(_("What we decided, who, and when"))
    yield blank(_("When we look at it again"))


def _planned(held: Situation) -> Iterator[Block]:
    yield heading(_("1. What is planned"))
    yield text(
        _(
            "%(organisation)s offers colleagues stories that they may share in their own accounts, and counts the "
            "visits through the links they share. %(n)s people are on the staff list at the moment."
        )
        % {"organisation": held.organisation, "n": phrases.number(held.people)}
    )
    yield table(
        (_("Function that is on"), _("What it does"), _("How long")),
        [(function.name(), function.what(), phrases.longest(function.kept)) for function in ON],
    )
    if opened := phrases.opened(held):
        yield text(_("Opened by an agreement, for those who say yes themselves:"))
        yield points(opened)
    yield text(_("Off for everybody:"))
    yield points(phrases.functions_off(held))


def _criteria(held: Situation) -> list[tuple[str, str, str]]:
    yes, no, judge = _("yes"), _("no"), _("for you to judge")
    people = _("%(n)s people are on the staff list.") % {"n": phrases.number(held.people)}
    return [
        (_("Evaluating or scoring people"), _("in part"),
         _("What a person’s links brought is counted and shown to that person. Nobody is scored.")),
        (_("Decisions by machine with effects in law or alike"), no, _("Nothing about people is decided by the "
                                                                       "program.")),
        (_("Watching systematically"), yes, _("Visits through employees’ links are counted day by day.")),
        (_("Sensitive data"), no,
         _("None are asked for. Which story somebody shares may tell an opinion; their own text is not kept.")),
        (_("Large scale"), judge, people),
        (_("Matching data from several sources"), no, _("The staff list serves for inviting and for groups only.")),
        (_("People who depend on others"), yes, _("Employees depend on their employer.")),
        (_("New technology"), judge, _("Counting links is not new; for your company it may be.")),
        (_("Keeping people from a right or a service"), no, _("Nothing depends on taking part.")),
    ]  # fmt: skip


def _measure(held: Situation) -> list[str]:
    return [
        _(
            "Whether the programme works can be seen from sums. So nobody gets figures of persons without an "
            "agreement, a notice to everybody and that person’s own yes."
        ),
        _(
            "Visits are counted for each link and day. Single clicks, with their time, are kept for %(n)s so that "
            "figures can be checked, and nobody sees them by person."
        )
        % {"n": phrases.longest(("clicks",))},
        _("Each person may switch the counting off and go on sharing."),
        _("Groups below %(floor)s people are not shown.") % {"floor": held.floor},
        _("A notice in five languages is open to everybody in the program, and a file to hand out beforehand."),
    ]


def _risks(held: Situation) -> list[tuple[str, str, str]]:
    floor = {"floor": held.floor}
    return [
        (_("Somebody feels that they have to take part."),
         _("A no takes one press and no reason. Nobody sees by name who said it."),
         _("Say it from the top, and let nobody ask who takes part.")),
        (_("Figures are used to judge people."),
         _("No page shows figures of persons to others, unless an owner and a representative opened a lock, everybody "
           "was told, and the person said yes. One person alone cannot open it."),
         _("Rule it out in an agreement.")),
        (_("A small group gives a person away."),
         _("No figures below %(floor)s people, nor in files; a remainder that would be too small is merged.") % floor,
         _("Keep this number, or raise it.")),
        (_("Somebody with a role looks around."),
         _("Roles are limited to teams and streams. Looking and taking along are entered in the journal, and "
           "people see "
           "who looked."),
         _("Give few roles, and take them back in time.")),
        (_("A mail with a personal link is passed on."),
         _("The link opens stories, no figures and no colleagues, and ends by itself."),
         _("Tell people that the link is theirs.")),
        (_("Data stay longer than needed."),
         _("The periods are part of the program; jobs delete every night."),
         _("Let whoever runs the server look at its health page.")),
        (_("Somebody gets into the server."),
         _("Addresses of visitors, texts of shares and keys of mails are not there to be taken."),
         _("Protect the server and its backups, and keep them up to date.")),
    ]  # fmt: skip
