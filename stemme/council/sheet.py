"""The sheet for the works council: one page on what is measured, signed with the end of the journal's chain. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from stemme.council import phrases
from stemme.council.blocks import Block, Content, heading, pairs, points, table, text
from stemme.council.countries import country_of
from stemme.council.functions import LOCKED, OFF, ON
from stemme.council.legal_bases import AGREEMENT
from stemme.council.situation import Situation, stated


def sheet(held: Situation) -> Content:
    """The sheet in the active language."""
    return Content(
        _("What is measured: sheet for the works council"),
        _("%(organisation)s, %(time)s") % {"organisation": held.organisation, "time": held.time(held.at)},
        tuple(_blocks(held)),
    )


def _blocks(held: Situation) -> Iterator[Block]:
    about = held.about
    agreement = about.agreement if about.basis == AGREEMENT and about.agreement else stated("")
    yield pairs(
        [
            (_("Country"), country_of(about.country).name()),
            (_("Agreement"), agreement),
            (_("Smallest group"), _("%(floor)s people") % {"floor": held.floor}),
            (_("Who has a role"), phrases.who_may_in_short(held) or "–"),
        ]
    )
    yield heading(_("On"))
    yield table(
        (_("Function"), _("Since"), _("By whom"), _("How long")),
        [(f.name(), held.day(held.set_up_at), _starter(f.choice), phrases.longest(f.kept)) for f in ON] + _opened(held),
    )
    yield heading(_("Locks: open only by an owner, a representative and a notice to everybody"))
    yield phrases.locks(held)
    yield heading(_("Off: not in the program, so nobody can switch it on"))
    yield text(", ".join(function.name() for function in OFF))
    yield heading(_("Latest decisions about settings and measuring"))
    yield from _decisions(held)
    yield heading(_("Signed by the journal"))
    yield from _signature(held)


def _opened(held: Situation) -> list[tuple[str, str, str, str]]:
    """What agreements have opened, as rows of what is on."""
    rows = []
    for function in LOCKED:
        if (lock := held.opened(function.lock)) and lock.since:
            by = _("an owner and a representative; each person says yes themselves")
            rows.append((function.name(), held.day(lock.since), by, _("until it is closed")))
    return rows


def _starter(choice: bool) -> str:
    """No function has a switch of the organisation; some have one of each person."""
    if choice:
        return _("from the start; each person may stop it")
    return _("from the start; there is no switch")


def _decisions(held: Situation) -> Iterator[Block]:
    if not held.decisions:
        yield text(_("None so far."))
        return
    yield table(
        (_("Entry"), _("When"), _("What happened")),
        [(phrases.number(one.entry), held.time(one.at), phrases.decided(one)) for one in held.decisions],
    )


def _signature(held: Situation) -> Iterator[Block]:
    end = held.end
    yield pairs(
        [
            (_("Hash of the last entry"), end.hash or "–"),
            (_("Entries so far"), phrases.number(end.entries)),
            (_("The last one is of"), held.time(end.at) if end.at else "–"),
            (_("Fingerprint of the configuration"), held.fingerprint or "–"),
        ]
    )
    yield points(
        [
            _("Keep this sheet outside the system. The hash covers every entry of the journal before it."),
            _("Whoever runs the server can show later that none of them was changed: %(command)s")
            % {"command": f"stemme audit verify --org {held.slug} --expect {end.hash}"},
        ]
    )
