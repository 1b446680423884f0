"""Writes the demo into an empty database, all or nothing.

The one place that writes other apps' tables by itself: two years would take hours through the actions, one deed at a
time. The clicks do go the ordinary way, through the inbox and the roll-up, so that the figures are really counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from stemme.journal import chain_actions
from stemme.kit.tenancy import across_organisations
from stemme.links.behaviour import SETTLING_MS
from stemme.links.models import ClickInbox
from stemme.people.models import Organisation
from stemme.project.demo.filling_agreements import make_refusal
from stemme.project.demo.filling_answers import make_answers, make_reminder
from stemme.project.demo.filling_apps import make_own_apps
from stemme.project.demo.filling_atlas import make_map
from stemme.project.demo.filling_audit import make_audit
from stemme.project.demo.filling_chat import make_channels
from stemme.project.demo.filling_clicks import make_clicks
from stemme.project.demo.filling_companions import make_companions
from stemme.project.demo.filling_crisis import make_past_stop
from stemme.project.demo.filling_desk import make_desk
from stemme.project.demo.filling_expectations import make_expectations
from stemme.project.demo.filling_feeds import make_feeds
from stemme.project.demo.filling_followups import make_followups
from stemme.project.demo.filling_growth import make_growth
from stemme.project.demo.filling_guidelines import make_hints
from stemme.project.demo.filling_history import make_deeds, make_invited_snapshots
from stemme.project.demo.filling_kinds import make_kinds
from stemme.project.demo.filling_kit import make_kit
from stemme.project.demo.filling_landing import make_landing
from stemme.project.demo.filling_leanings import make_leanings
from stemme.project.demo.filling_mails import send_first_mails
from stemme.project.demo.filling_maturity import make_places
from stemme.project.demo.filling_media import make_shelf
from stemme.project.demo.filling_outcomes import make_outcomes
from stemme.project.demo.filling_people import make_grants, make_people
from stemme.project.demo.filling_proposals import make_proposals
from stemme.project.demo.filling_reactions import make_reactions
from stemme.project.demo.filling_readiness import make_readiness
from stemme.project.demo.filling_recognition import make_play
from stemme.project.demo.filling_reports import make_reports
from stemme.project.demo.filling_scores import count_scores
from stemme.project.demo.filling_stories import make_stories
from stemme.project.demo.filling_streams import agree, say_no
from stemme.project.demo.filling_uplift import make_lotteries
from stemme.project.demo.filling_value import make_values
from stemme.project.demo.filling_waves import make_rollout
from stemme.project.demo.filling_words import make_words
from stemme.project.demo.stage import SLUG, Stage
from stemme.stats import actions as stats
from stemme.stats import keeping_actions, share_actions, spread_actions

#: The newest clicks would wait for the rest of a burst.
_SETTLED = dt.timedelta(milliseconds=SETTLING_MS)


def fill(*, now: dt.datetime, say: Callable[[str], None]) -> None:
    """Make Nordlys Energi as of ``now``. Leaves nothing behind when it fails."""
    with across_organisations("the demo has the installation to itself"):
        ClickInbox.objects.all().delete()
    stage = Stage(now)
    with transaction.atomic():
        say("People and teams …")
        make_people(stage)
        say("Stories in five languages …")
        make_stories(stage)
        make_grants(stage)
        make_audit(stage)
        make_refusal(stage)
        say("Two years of reading and sharing …")
        make_deeds(stage)
        say("Counting the clicks …")
        make_clicks(stage)
        while stats.roll_up(now=now + _SETTLED, limit=1_000_000):
            pass
        while stats.read_facts(now=now, limit=100_000):
            pass
        make_answers(stage)
        share_actions.count_shares(now=now)
        spread_actions.count_spreads()
        make_invited_snapshots(stage)
        _fill_outcomes(stage)
        make_places(stage)
        _fill_growth(stage)
        make_reactions(stage)
        keeping_actions.tidy(now=now)
        make_map(stage)
        count_scores(stage)
        _fill_company(stage)
        make_channels(stage)
        _fill_programme(stage)
        _fill_studio(stage)
    chain_actions.check_all([stage.organisation.id], now=now)
    say("A mail in the mailbox …")
    send_first_mails(stage)


def _fill_growth(stage: Stage) -> None:
    """What people keep for themselves, and where they lean."""
    make_growth(stage)
    make_words(stage)
    make_own_apps(stage)
    make_leanings(stage)


def _fill_outcomes(stage: Stage) -> None:
    """What came of the visits, and what it was worth."""
    make_outcomes(stage)
    make_landing(stage)
    make_followups(stage)
    make_values(stage)


def _fill_company(stage: Stage) -> None:
    """What colleagues do with each other and for themselves."""
    make_play(stage)
    make_companions(stage)
    make_reminder(stage)


def _fill_programme(stage: Stage) -> None:
    """Where the programme is and goes."""
    make_expectations(stage)
    make_rollout(stage)
    make_kit(stage)
    make_readiness(stage)
    make_reports(stage)


def _fill_studio(stage: Stage) -> None:
    """What editors did besides publishing."""
    agree(stage)
    make_feeds(stage)
    say_no(stage)
    make_proposals(stage)
    make_shelf(stage)
    make_kinds(stage)
    make_desk(stage)
    make_hints(stage)
    make_past_stop(stage)
    make_lotteries(stage)


def is_filled() -> bool:
    """True when the demo's organisation is there."""
    return Organisation.objects.filter(slug=SLUG).exists()
