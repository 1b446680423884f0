"""Sentences and tables that several papers share, in the active language. Pure."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from stemme.agreements.wording import STATE_NAMES
from stemme.audit.sentences import Names, sentence
from stemme.council.blocks import Block, pairs, table
from stemme.council.countries import country_of
from stemme.council.functions import LOCKED, OFF, ON
from stemme.council.legal_bases import AGREEMENT, INTEREST
from stemme.council.situation import Decision, KeptData, Situation, stated
from stemme.journal.queries import FactRow
from stemme.kit.retention import OF, kept_for
from stemme.people.role_wording import role_name, role_purpose
from stemme.people.roles import ROLE_OF
from stemme.privacy.wording import COLUMNS


def number(value: int) -> str:
    """A whole number as the reader writes it."""
    return str(number_format(value, force_grouping=True))


def who_answers(held: Situation) -> Block:
    """Who is responsible and whom to ask."""
    about = held.about
    rows = [
        (_("Responsible"), stated(about.controller)),
        (_("Address"), ", ".join(stated(about.address).splitlines())),
        (_("Questions about privacy"), stated(about.contact)),
    ]
    if about.officer:
        rows.append((_("Data protection officer"), about.officer))
    return pairs(rows)


def basis_in_words(held: Situation) -> str:
    """The legal basis as a sentence."""
    about = held.about
    if about.basis == INTEREST:
        return _(
            "The basis is a legitimate interest in a voluntary programme of this kind (Article 6(1)(f) of the General "
            "Data Protection Regulation)."
        )
    if about.basis == AGREEMENT:
        day = held.day(about.agreed_on) if about.agreed_on else stated("")
        return _(
            "The basis is the agreement with the employee representatives “%(agreement)s” of %(day)s, together with a "
            "legitimate interest in a voluntary programme of this kind (Articles 88 and 6(1)(f) of the General Data "
            "Protection Regulation)."
        ) % {"agreement": about.agreement, "day": day}
    return _("The legal basis has not been chosen yet.")


def outside(held: Situation) -> list[str]:
    """Who outside gets to see anything: whoever carries the mails, the company's own sign-in, and nobody else."""
    found = [mail_in_words(held)]
    if held.sign_in_host:
        found.append(
            _("Signing in with a company account goes through %(host)s, which learns who signs in here, and when.")
            % {"host": held.sign_in_host}
        )
    return found


def mail_in_words(held: Situation) -> str:
    """Whoever carries the mails."""
    if not held.mail_host:
        return _("Mails stay in a folder on the server; no other server carries them.")
    return _(
        "Mails leave through the server %(host)s. It sees addresses and what the mails say; who runs it, and in which "
        "country, stands in the contract with them."
    ) % {"host": held.mail_host}


def nobody_else() -> str:
    """No other recipients."""
    return _(
        "Nobody else receives anything: no network, no advertiser, no statistics service. No page loads scripts, fonts "
        "or pictures from elsewhere, and the program itself sends nothing to another country."
    )


def who_may(held: Situation) -> Block:
    """The roles: what each is for, and how many people have it."""
    rows = [(role_name(h.role), role_purpose(h.role), number(h.number)) for h in held.holders if h.role in ROLE_OF]
    return table((_("Role"), _("What it is for"), _("People who have it")), rows)


def who_may_in_short(held: Situation) -> str:
    """The same in one line, those that nobody has left out."""
    return ", ".join(f"{role_name(h.role)}: {number(h.number)}" for h in held.holders if h.number)


def unnamed_in_words(row: KeptData) -> str:
    """How long what holds no name is kept as it is."""
    if row.kept.months:
        return _("%(n)s months") % {"n": row.kept.months}
    return ngettext("%(n)s day", "%(n)s days", row.kept.days) % {"n": number(row.kept.days)}


def kept_in_words(row: KeptData) -> str:
    """How long."""
    words, days = kept_for(row.kept)
    return gettext(words) % {"n": number(days)} if days else gettext(words)


def others_in_words(row: KeptData, held: Situation) -> str:
    """Who else sees it."""
    return gettext(row.kept.others) % {"floor": held.floor} if row.kept.others else _("Nobody")


def fields_in_words(row: KeptData) -> str:
    """The fields by their names on the page "Your data"."""
    names = dict.fromkeys(str(COLUMNS[column]) for column in row.columns if column in COLUMNS)
    return ", ".join(names) or "–"


def functions_on(held: Situation) -> list[str]:
    """Every function that is on, with what it does; and by which agreement, where it took one."""
    return [f"{function.name()}. {function.what()}" for function in ON] + opened(held)


def functions_off(held: Situation) -> list[str]:
    """Every function that is not in the program, and those whose lock is closed."""
    closed = [function for function in LOCKED if not held.opened(function.lock)]
    return [f"{function.name()}. {function.what()}" for function in (*OFF, *closed)]


def opened(held: Situation) -> list[str]:
    """What agreements have opened: what it is, since when and by which agreement."""
    found = []
    for function in LOCKED:
        if lock := held.opened(function.lock):
            since = held.day(lock.since) if lock.since else ""
            by = _("Open since %(day)s, by the agreement “%(agreement)s”.") % {
                "day": since,
                "agreement": lock.reference,
            }
            found.append(f"{function.name()}. {function.what()} {by}")
    return found


def locks(held: Situation) -> Block:
    """Every lock with the way it has come. Who it was stands in the journal, and on the page."""
    rows = []
    for function in LOCKED:
        lock = next((one for one in held.locks if one.key == function.lock), None)
        if lock:
            days = (lock.asked_at, lock.answered_at, lock.announced_at, lock.takes_effect_on)
            cells = [held.day(day) if day else "–" for day in days]
            rows.append((function.name(), str(STATE_NAMES[lock.state]), lock.reference or "–", *cells))
    heads = (_("What it opens"), _("State"), _("Agreement"), _("Asked for by an owner"))
    return table((*heads, _("Answered by a representative"), _("Everybody told"), _("Takes effect on")), rows)


def longest(keys: tuple[str, ...]) -> str:
    """The longest of the periods of these kinds of records."""
    row = max((OF[key] for key in keys if key in OF), key=lambda kept: kept.days)
    return unnamed_in_words(KeptData(row))


def decided(entry: Decision) -> str:
    """What happened, without names: who it was stands in the journal under the number."""
    someone = -1
    fact = FactRow(entry.entry, 0, entry.kind, someone, None, dict(entry.data), entry.at)
    return sentence(fact, Names(people={someone: _("An administrator")}))


def beginning(held: Situation) -> str:
    """When measuring may begin where the country's profile gives a number of days; empty elsewhere."""
    country = country_of(held.about.country)
    first = country.earliest(held.local(held.at).date())
    if first is None:
        return ""
    return _(
        "This edition is of %(day)s. What it adds to the edition before may begin on %(first)s at the earliest, "
        "%(days)s days later."
    ) % {"day": held.day(held.at), "first": held.day(first), "days": country.notice_days}
