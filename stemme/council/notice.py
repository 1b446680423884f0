"""The notice to employees (Articles 13 and 14 of the General Data Protection Regulation). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from stemme.council import phrases
from stemme.council.blocks import Block, Content, heading, points, table, text
from stemme.council.countries import country_of
from stemme.council.situation import Situation, stated


def notice(held: Situation) -> Content:
    """The notice in the active language."""
    return Content(
        _("How Stemme uses your data"),
        _(
            "Stemme offers you stories from work that you may share if you like. Here stands which data that takes, "
            "why, who sees them, and when they go."
        ),
        tuple(_blocks(held)),
    )


def _blocks(held: Situation) -> Iterator[Block]:
    yield heading(_("In short"))
    yield points(_in_short(held))
    yield heading(_("Who is responsible"))
    yield phrases.who_answers(held)
    yield from _purposes(held)
    yield heading(_("What is kept, and for how long"))
    yield _kept(held)
    yield heading(_("Where the data come from"))
    yield text(
        _(
            "Name, work address, staff number, team, title, place and language come from the company’s staff list. "
            "Everything else begins when you use Stemme, or when somebody opens a link that you shared."
        )
    )
    yield from _receivers(held)
    yield heading(_("What is not measured"))
    yield points(phrases.functions_off(held))
    if opened := phrases.opened(held):
        yield heading(_("What others may see if you say yes"))
        yield text(
            _(
                "Only of those who say yes themselves, only for the direct manager. Saying nothing is a no, a yes can "
                "be taken back at any time, and each look stands under “Your data”."
            )
        )
        yield points(opened)
    yield heading(_("No machine decides about you"))
    yield text(
        _(
            "Stories are chosen by published rules: the topics you follow, your language, your team, and what you have "
            "seen already. Nothing else follows from them. You find the rules in Stemme under “How stories are chosen”."
        )
    )
    yield from _rights(held)
    yield heading(_("Before it begins"))
    yield text(country_of(held.about.country).law())
    if first := phrases.beginning(held):
        yield text(first)


def _purposes(held: Situation) -> Iterator[Block]:
    yield heading(_("What for, and on which basis"))
    yield text(
        _(
            "Your data are used to offer you stories that suit you, to write to you as often as you wish, and to see "
            "whether the programme does anything for the company. They are not used to judge you or your work."
        )
    )
    yield text(phrases.basis_in_words(held))
    yield text(
        _(
            "You may object at any time, without a reason: leave, or switch the counting off. It stops at once. "
            "Consent is not the basis, because at work it is rarely free; pressing a button is your choice and no "
            "signature."
        )
    )


def _in_short(held: Situation) -> list[str]:
    return [
        _("Taking part is voluntary. You may say no or stop at any time; nothing at work depends on it."),
        _("You are counted, not named. Figures about you are for you alone, unless you say yes to showing them.")
        if phrases.opened(held)
        else _("You are counted, not named. Figures about you are for you alone."),
        _("Groups are shown from %(floor)s people on. Smaller ones are merged or left out.") % {"floor": held.floor},
        _("Everything that is kept about you stands under “Your data”: to see, take along, correct and erase."),
    ]


def _kept(held: Situation) -> Block:
    return table(
        (_("What"), _("Why"), _("Who else sees it"), _("How long")),
        [
            (
                gettext(row.kept.what),
                gettext(row.kept.why),
                phrases.others_in_words(row, held),
                phrases.kept_in_words(row),
            )
            for row in held.about_people
        ],
    )


def _receivers(held: Situation) -> Iterator[Block]:
    yield heading(_("Who receives them"))
    yield text(
        _(
            "Inside the company, only people with a role, and only what the table says. Whoever opens your data, or "
            "takes a list along with you on it, is entered in a journal, and you see that they did."
        )
    )
    yield phrases.who_may(held)
    for sentence in phrases.outside(held):
        yield text(sentence)
    yield text(phrases.nobody_else())
    yield text(
        _(
            "When you share a story you do it yourself, in your own account. What happens there is between you and "
            "that network; Stemme has no access to it."
        )
    )
    yield text(
        _(
            "Whoever opens your link leaves no address and gets no cookie. A number of the day counts each visitor "
            "once; it is kept for %(n)s."
        )
        % {"n": phrases.longest(("visitors", "seen"))}
    )


def _rights(held: Situation) -> Iterator[Block]:
    yield heading(_("Your rights"))
    yield points(
        [
            _("See and take along: everything, at once, under “Your data”."),
            _("Correct: with the colleagues who look after the staff list; their names stand there as well."),
            _("Object or limit: leave, take a break, or switch the counting off. Nobody is told."),
            _("Erase: under “Your data”. Links that you shared go on working, without your name."),
            _("Ask: %(contact)s.") % {"contact": stated(held.about.contact)},
            _("Complain: to %(authority)s.") % {"authority": country_of(held.about.country).authority()},
        ]
    )
