"""The record of processing activities (Article 30 of the General Data Protection Regulation). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from stemme.council import phrases
from stemme.council.blocks import Block, Content, heading, pairs, points, table, text
from stemme.council.situation import KeptData, Situation


def processing_record(held: Situation) -> Content:
    """The record in the active language."""
    return Content(
        _("Record of processing activities"),
        _("As Article 30 of the General Data Protection Regulation asks for it, out of the settings that hold."),
        tuple(_blocks(held)),
    )


def _blocks(held: Situation) -> Iterator[Block]:
    yield heading(_("Who is responsible"))
    yield phrases.who_answers(held)
    yield text(phrases.basis_in_words(held))
    yield from _activities(held)
    yield heading(_("What is kept of whom, and for how long"))
    yield _kept(held, held.about_people)
    yield heading(_("What is kept without a name"))
    yield _kept(held, held.others)
    yield heading(_("Who receives them"))
    yield phrases.who_may(held)
    for sentence in phrases.outside(held):
        yield text(sentence)
    yield text(phrases.nobody_else())
    yield heading(_("How they are protected"))
    yield points(_measures())
    yield heading(_("For people to add"))
    yield points(
        [
            _("Where the server stands, and who runs it; the contract with them if that is not the company itself."),
            _("How backups are made, and when they are deleted."),
            _("Who else has keys to the server."),
        ]
    )
    yield heading(_("Annex: tables and columns"))
    yield text(
        _(
            "Every table of the database with a key to a person, as the database itself lists them. Names are those of "
            "the program."
        )
    )
    yield table((_("Table"), _("Columns")), [(name, ", ".join(columns)) for name, columns in held.tables])


def _activities(held: Situation) -> Iterator[Block]:
    people = _("Employees on the staff list: %(n)s at the moment.") % {"n": phrases.number(held.people)}
    yield heading(_("1. Offering stories"))
    yield pairs(
        [
            (
                _("Purpose"),
                _("To invite colleagues, to offer them stories and to write to them as often as they wish."),
            ),
            (_("Whose data"), people),
        ]
    )
    yield heading(_("2. Counting visits"))
    yield pairs(
        [
            (
                _("Purpose"),
                _("To see how many people come through shared links: for whoever shared, and in sums for all and for "
                  "groups of %(floor)s or more.") % {"floor": held.floor},
            ),
            (
                _("Whose data"),
                _("Employees who share. Of people outside who open a link nothing is kept that leads to them."),
            ),
        ]
    )  # fmt: skip
    yield heading(_("3. Keeping it safe"))
    yield pairs(
        [
            (
                _("Purpose"),
                _("To let the right people in, to find misuse, and so that whoever has power answers for it."),
            ),
            (_("Whose data"), _("Everybody who signs in, and everybody with a role.")),
        ]
    )


def _kept(held: Situation, rows: tuple[KeptData, ...]) -> Block:
    return table(
        (_("What"), _("Fields"), _("Who else sees it"), _("How long"), _("Table")),
        [
            (
                gettext(row.kept.what),
                phrases.fields_in_words(row),
                phrases.others_in_words(row, held),
                phrases.kept_in_words(row) if row in held.about_people else phrases.unnamed_in_words(row),
                ", ".join(row.kept.tables) or "–",
            )
            for row in rows
        ],
    )


def _measures() -> list[str]:
    return [
        _("No passwords are kept. Links in mails end by themselves and are stored as fingerprints only."),
        _("Whoever gives roles or takes files with people along shows anew who they are."),
        _("Organisations in one installation are kept apart; every address is tested with strangers."),
        _("What people with a role do stands in a journal whose entries hang together in a chain: a change shows."),
        _("Addresses and full browser names of visitors are never written down."),
        _("Periods are kept by the program itself, every night."),
        _("Whoever was erased is erased again when an old backup is restored."),
        _("Pages run no scripts of others and load nothing from elsewhere."),
    ]
