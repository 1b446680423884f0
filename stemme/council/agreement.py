"""Text blocks for a works agreement. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from stemme.council import phrases
from stemme.council.blocks import Block, Content, blank, heading, note, points, text
from stemme.council.countries import country_of
from stemme.council.situation import Situation
from stemme.people.role_wording import role_name


def agreement(held: Situation) -> Content:
    """The blocks in the active language."""
    return Content(
        _("Text blocks for a works agreement"),
        _("On the use of Stemme at %(organisation)s.") % {"organisation": held.organisation},
        tuple(_blocks(held)),
    )


def _blocks(held: Situation) -> Iterator[Block]:
    yield note(
        _(
            "Building blocks, not a contract. Take what suits you, change it, and have it looked at by somebody who "
            "knows the law."
        )
    )
    yield from _subject(held)
    yield from _measuring(held)
    yield from _access(held)
    yield from _changes(held)
    yield from _people(held)
    yield heading(_("10. Beginning, review, end"))
    yield text(country_of(held.about.country).law())
    yield text(
        _(
            "The parties look at this agreement together after twelve months, and then once a year. Each may "
            "end it with "
            "three months’ notice. When it ends without a new one, the counting of visits is switched off."
        )
    )
    yield blank(_("Place and day"))
    yield blank(_("For the employer"))
    yield blank(_("For the employees"))


def _subject(held: Situation) -> Iterator[Block]:
    yield heading(_("1. What this is about"))
    yield text(
        _(
            "This agreement governs the use of Stemme at %(organisation)s. Stemme offers employees stories about work "
            "that they may share in their own accounts, and counts the visits through the links they share."
        )
        % {"organisation": held.organisation}
    )
    yield heading(_("2. What for"))
    yield text(
        _(
            "The data serve to offer suitable stories, to write to people as often as they wish, and to see "
            "whether the "
            "programme works. They do not serve to monitor or judge conduct or performance. What was learned about a "
            "person against this agreement must not be used against them, neither at work nor in court."
        )
    )
    yield heading(_("3. Voluntary"))
    yield text(
        _(
            "Taking part is voluntary. Nobody is better or worse off for taking part, for saying no or for "
            "stopping, and "
            "nobody is asked for a reason. Goals, reviews, bonuses and promotions do not refer to it. Taking part "
            "during working hours is working time."
        )
    )


def _measuring(held: Situation) -> Iterator[Block]:
    yield heading(_("4. What is measured, and what is not"))
    yield text(_("Only these functions are used:"))
    yield points(phrases.functions_on(held))
    yield text(_("These are not used:"))
    yield points(phrases.functions_off(held))
    yield heading(_("5. Groups"))
    yield text(
        _(
            "Figures are shown for groups of %(floor)s people or more. The number may be raised at any time, "
            "and lowered "
            "only with the consent of the employee representatives. It is never below five."
        )
        % {"floor": held.floor}
    )


def _access(held: Situation) -> Iterator[Block]:
    yield heading(_("6. Who sees what"))
    yield text(
        _(
            "Figures about a person are for that person alone. Rights are given as roles, as few as possible, and "
            "everybody can see in the notice how many people have which."
        )
    )
    if opened := phrases.opened(held):
        yield text(
            _(
                "Managers get figures of persons only as follows, and only of those in their own team who have said "
                "yes themselves and may take it back at any time. Each look is entered in a journal that the person "
                "sees."
            )
        )
        yield points(opened)
    else:
        yield text(_("Managers get no figures of persons."))
    yield heading(_("7. How long"))
    yield text(
        _(
            "The periods of the record of processing activities are part of this agreement. They may be shortened, and "
            "made longer only with the consent of the employee representatives."
        )
    )


def _changes(held: Situation) -> Iterator[Block]:
    yield heading(_("8. Changes"))
    yield text(
        _(
            "A function that measures more, a new recipient or a longer period begins only after the employee "
            "representatives have agreed and the employees have been told. Stemme compares its settings with the last "
            "edition of its papers and says what is different; a new edition is then talked about first."
        )
    )
    if held.edition:
        yield text(
            _("This text belongs to edition %(n)s with the fingerprint %(hash)s.")
            % {"n": held.edition, "hash": held.fingerprint[:16]}
        )
    yield text(
        _(
            "The representatives have the role “%(role)s”: they see the settings, the papers and the journal of what "
            "concerns measuring, and no figures of persons. They may ask for the sheet with the hash of the journal at "
            "any time, and may call in an expert."
        )
        % {"role": role_name("representative")}
    )


def _people(held: Situation) -> Iterator[Block]:
    yield heading(_("9. Rights of the employees"))
    yield text(
        _(
            "Every employee gets the notice in their language before they take part. Everybody can see, take along, "
            "correct and erase what is kept about them, and switch off the counting of their links. A link that was "
            "shared goes on working after that, without its person."
        )
    )
    if first := phrases.beginning(held):
        yield text(first)
