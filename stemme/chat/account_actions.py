"""Writing: who somebody is in Slack and Teams, and messages to them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.chat import answers, calling, chat_secrets, delivering
from stemme.chat.answers import Outcome
from stemme.chat.clouds import SLACK, TEAMS
from stemme.chat.content import Content
from stemme.chat.models import Account, SlackApp, TeamsApp
from stemme.kit.secret_texts import SecretLostError
from stemme.kit.tenancy import across_organisations
from stemme.mailings import way_queries
from stemme.people import name_queries
from stemme.people import queries as people
from stemme.people.mail_address import AddressError, normal_address

#: Whom Slack did not know is asked for again after so long.
ASK_AGAIN = dt.timedelta(days=1)
#: Slack answers some fifty such questions a minute; a run asks no more than it would.
_AT_ONCE = 40


def tell(*, organisation_id: int, person_id: int, way: str, content: Content) -> Outcome:
    """Send somebody a direct message. Who is not there any more is forgotten there; a refused key shuts the way."""
    account = Account.objects.filter(organisation_id=organisation_id, person_id=person_id, way=way).first()
    if account is None or not account.account:
        return Outcome(answers.REFUSED, answers.NOBODY)
    outcome = _tell(account, content)
    if outcome.why == answers.NOBODY:
        Account.objects.filter(organisation_id=organisation_id, id=account.pk).delete()
    if outcome.why == answers.KEY:
        _app(way).objects.filter(organisation_id=organisation_id).update(trouble=answers.KEY)
    return outcome


def _tell(account: Account, content: Content) -> Outcome:
    if account.way == SLACK:
        slack = SlackApp.objects.filter(organisation_id=account.organisation_id).first()
        return delivering.to_slack(slack, account, content) if slack else Outcome(answers.REFUSED, answers.NOBODY)
    teams = TeamsApp.objects.filter(organisation_id=account.organisation_id).first()
    return delivering.to_teams(teams, account, content) if teams else Outcome(answers.REFUSED, answers.NOBODY)


def _app(way: str) -> type[SlackApp | TeamsApp]:
    return SlackApp if way == SLACK else TeamsApp


@across_organisations("each organisation's Slack is asked for its own people")
def find_accounts(*, now: dt.datetime) -> int:
    """Ask Slack for those who chose it and are not known there yet, and forget who chose something else; how many.

    Nobody else's address is ever told to Slack. Teams is not asked: there the bot is told who installed it.
    """
    found = 0
    for app in SlackApp.objects.filter(trouble="").order_by("organisation_id"):
        org = app.organisation_id
        wanting = set(way_queries.who_chose(org, SLACK))
        Account.objects.filter(organisation_id=org, way=SLACK).exclude(person_id__in=wanting).delete()
        known = Account.objects.filter(organisation_id=org, way=SLACK)
        settled = set(known.exclude(account="", found_at__lt=now - ASK_AGAIN).values_list("person_id", flat=True))
        for person_id in sorted(wanting - settled)[:_AT_ONCE]:
            outcome = find_in_slack(app=app, person_id=person_id, now=now)
            found += outcome.state == answers.SENT
            if outcome.state == answers.AGAIN or outcome.why in {answers.KEY, "secret"}:
                break
    return found


def find_in_slack(*, app: SlackApp, person_id: int, now: dt.datetime) -> Outcome:
    """Ask Slack who has this person's work address, and keep the answer, also that nobody has."""
    org = app.organisation_id
    try:
        token = chat_secrets.opened(app.token, chat_secrets.SLACK, organisation_id=org)
    except SecretLostError:
        return Outcome(answers.REFUSED, "secret")
    address = name_queries.address_of(org, person_id)
    outcome, said, _headers = calling.call_slack(token, "users.lookupByEmail", {"email": address})
    user = said.get("user") if outcome.state == answers.SENT else None
    account = ""
    if isinstance(user, dict) and not user.get("deleted") and not user.get("is_bot"):
        account = str(user.get("id", ""))[:255]
    if outcome.why == answers.KEY:
        SlackApp.objects.filter(organisation_id=org).update(trouble=answers.KEY)
    if outcome.state == answers.SENT or outcome.why == answers.NOBODY:
        _keep(org, person_id, SLACK, account, now=now)
        return Outcome(answers.SENT) if account else Outcome(answers.REFUSED, answers.NOBODY)
    return outcome


def learn_teams_account(
    *, organisation_id: int, service_url: str, conversation: str, user: str, now: dt.datetime
) -> bool:
    """Find out whose conversation with the bot it is, by the work address, and keep it. False for nobody of ours.

    Raises LookupError when the service does not say; the job that calls it tries again.
    """
    app = TeamsApp.objects.filter(organisation_id=organisation_id).first()
    if app is None:
        return False
    outcome, token = delivering.token_of(app)
    if not token:
        raise LookupError(outcome.why)
    member = calling.member_of(token, service_url, conversation, user)
    if not member:
        raise LookupError(answers.STRANGE)
    if member.get("tenantId", app.tenant_id) != app.tenant_id:
        return False
    slug = people.organisation(organisation_id).slug
    for written in (member.get("email"), member.get("userPrincipalName")):
        try:
            address = normal_address(written) if isinstance(written, str) else ""
        except AddressError:
            continue
        person_id = people.person_by_address(slug, address) if address else None
        if person_id is not None:
            _keep(organisation_id, person_id, TEAMS, user, conversation, service_url, now=now)
            return True
    return False


def forget_teams_account(*, organisation_id: int, user: str) -> int:
    """Somebody took the bot away; how many conversations are forgotten."""
    return Account.objects.filter(organisation_id=organisation_id, way=TEAMS, account=user).delete()[0]


def _keep(
    organisation_id: int,
    person_id: int,
    way: str,
    account: str,
    conversation: str = "",
    service_url: str = "",
    *,
    now: dt.datetime,
) -> None:
    with transaction.atomic():
        if account:
            others = Account.objects.filter(organisation_id=organisation_id, way=way, account=account)
            others.exclude(person_id=person_id).delete()
        Account.objects.update_or_create(
            organisation_id=organisation_id,
            person_id=person_id,
            way=way,
            defaults={
                "account": account,
                "conversation": conversation,
                "service_url": service_url,
                "found_at": now,
            },
        )
