"""Leaving, coming back, counting or not, and erasing: what people decide about what is kept of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

from stemme.agreements import forgetting_actions as agreements
from stemme.atlas import forgetting_actions as atlas
from stemme.buddies import forgetting_actions as buddies
from stemme.chat import forgetting_actions as chat
from stemme.feed import forgetting_actions as feed
from stemme.growth import forgetting_actions as growth
from stemme.joining import forgetting_actions as joining
from stemme.journal import chain_actions as journal
from stemme.kit.retention import before
from stemme.landing.leads import forgetting_actions as leads
from stemme.library import proposal_forgetting_actions as proposals
from stemme.library.actions import lotteries
from stemme.library.workflow import forgetting_actions as desk
from stemme.links import forgetting_actions as links
from stemme.mailings.actions import forgetting as mailings
from stemme.maturity import forgetting_actions as maturity
from stemme.oidc import account_actions as oidc
from stemme.outcomes import forgetting_actions as outcomes
from stemme.passkeys import actions as passkeys
from stemme.people import actions as people
from stemme.people import erasure_queries
from stemme.people.actions.erasing import LEFT, RESTORED
from stemme.people.viewer import Viewer
from stemme.policy import forgetting_actions as policy
from stemme.pulse import forgetting_actions as pulse
from stemme.reactions import forgetting_actions as reactions
from stemme.readiness import forgetting_actions as readiness
from stemme.recognition import forgetting_actions as recognition
from stemme.reminders import forgetting_actions as reminders
from stemme.rewards import forgetting_actions as rewards
from stemme.scorecards import forgetting_actions as scorecards
from stemme.scores import forgetting_actions as scores
from stemme.sharing import forgetting_actions as sharing
from stemme.stats import actions as stats
from stemme.stats import forgetting_actions as figures
from stemme.uplift import forgetting_actions as uplift

#: So many leavers are erased in one run of the job.
_LEAVERS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Part:
    """How one app forgets a person, and the tables it answers for. Every table that knows people is in one of them."""

    app: str
    tables: tuple[str, ...]
    forget: Callable[[int, int, int], object]


def _with_the_row(_organisation_id: int, _person_id: int, _lot: int) -> None:
    """Nothing to do: the name goes with the row of the person."""


PARTS: tuple[Part, ...] = (
    Part("feed", ("feed.Interest", "feed.Offer", "feed.Reading", "feed.Saved", "feed.Declined", "feed.Leaning"),
         lambda org, person, lot: feed.forget_person(organisation_id=org, person_id=person)),
    Part("mailings", ("mailings.Mailing", "mailings.Rhythm", "mailings.QuietWeek", "mailings.StorySend",
                      "mailings.Unsubscribe", "mailings.SoftBounce"),
         lambda org, person, lot: mailings.forget_person(organisation_id=org, person_id=person)),
    Part("chat", ("chat.Account",),
         lambda org, person, lot: chat.forget_person(organisation_id=org, person_id=person)),
    Part("atlas", ("atlas.CareOffer", "atlas.CareContact"),
         lambda org, person, lot: atlas.forget_person(organisation_id=org, person_id=person)),
    Part("sharing", ("sharing.Share", "sharing.Reported", "sharing.OwnApps", "sharing.Draft"),
         lambda org, person, lot: sharing.forget_person(organisation_id=org, person_id=person, lot=lot)),
    Part("reactions", ("reactions.Watched", "reactions.FromFile", "reactions.NotFetched"),
         lambda org, person, lot: reactions.forget_person(organisation_id=org, person_id=person)),
    Part("reminders", ("reminders.Reminder",),
         lambda org, person, lot: reminders.forget_person(organisation_id=org, person_id=person)),
    Part("links", ("links.TrackedLink", "links.Click", "links.OwnBrowser"),
         lambda org, person, lot: links.forget_person(organisation_id=org, person_id=person, lot=lot)),
    Part("stats", ("stats.Tally", "stats.TakingPart", "stats.Acted"),
         lambda org, person, lot: figures.forget_person(organisation_id=org, person_id=person, lot=lot)),
    Part("outcomes", ("outcomes.Goal", "outcomes.Door", "outcomes.Touch", "outcomes.OutcomeTally"),
         lambda org, person, lot: outcomes.forget_person(organisation_id=org, person_id=person)),
    Part("scores", ("scores.Card", "scores.WeekScore"),
         lambda org, person, lot: scores.forget_person(organisation_id=org, person_id=person)),
    Part("maturity", ("maturity.Answer", "maturity.OwnNumbers", "maturity.Correction", "maturity.Preference",
                      "maturity.StoredPlace", "maturity.PlaceOfMonth"),
         lambda org, person, lot: maturity.forget_person(organisation_id=org, person_id=person)),
    Part("pulse", ("pulse.Answered",),
         lambda org, person, lot: pulse.forget_person(organisation_id=org, person_id=person)),
    Part("readiness", ("readiness.Rater", "readiness.Answer", "readiness.Round", "readiness.Task"),
         lambda org, person, lot: readiness.forget_person(organisation_id=org, person_id=person)),
    Part("buddies", ("buddies.Helper", "buddies.Wish", "buddies.Pair"),
         lambda org, person, lot: buddies.forget_person(organisation_id=org, person_id=person)),
    Part("rewards", ("rewards.Collector", "rewards.Entry", "rewards.Request"),
         lambda org, person, lot: rewards.forget_person(organisation_id=org, person_id=person)),
    Part("scorecards", ("scorecards.Consent",),
         lambda org, person, lot: scorecards.forget_person(organisation_id=org, person_id=person)),
    Part("journal", ("journal.Fact",),
         lambda org, person, lot: journal.forget_deeds_of(organisation_id=org, person_id=person)),
    Part("council", ("council.Edition", "council.Seen"), _with_the_row),
    Part("agreements", ("agreements.Agreement", "agreements.Told"),
         lambda org, person, lot: agreements.forget_person(organisation_id=org, person_id=person)),
    Part("passkeys", ("passkeys.Passkey", "passkeys.RecoveryCode"),
         lambda org, person, lot: passkeys.forget_person(organisation_id=org, person_id=person)),
    Part("desk", ("library.Version", "library.Review", "library.Unsaved"),
         lambda org, person, lot: desk.forget_person(organisation_id=org, person_id=person)),
    Part("library", ("library.Story", "library.Stream", "library.Pause", "library.Lottery"), _with_the_row),
    Part("landing", ("landing.Page", "landing.Webhook"), _with_the_row),
    Part("followups", ("followups.Sequence",), _with_the_row),
    Part("lotteries", ("library.Lot",),
         lambda org, person, lot: lotteries.forget_person(organisation_id=org, person_id=person)),
    Part("proposals", ("library.SourceItem",),
         lambda org, person, lot: proposals.forget_person(organisation_id=org, person_id=person)),
    Part("media", ("media.Asset",), _with_the_row),
    Part("policy", ("policy.Guidelines", "policy.JobFunction", "policy.Acknowledgement", "policy.GuidelinesContact"),
         lambda org, person, lot: policy.forget_person(organisation_id=org, person_id=person)),
    Part("reports", ("reports.ReportPlan", "reports.ReportLink"), _with_the_row),
    Part("launch_kit", ("waves.KitText",), _with_the_row),
    Part("waves", ("waves.Place", "waves.Plan", "waves.Wave", "waves.Check"), _with_the_row),
    Part("joining", ("joining.JoinLink", "joining.JoinRequest"),
         lambda org, person, lot: joining.forget_person(organisation_id=org, person_id=person)),
    Part("oidc", ("oidc.Identity",),
         lambda org, person, lot: oidc.forget_person(organisation_id=org, person_id=person)),
    Part("growth", ("growth.Suggestion", "growth.TriedStep", "growth.LessonDone", "growth.Note"),
         lambda org, person, lot: growth.forget_person(organisation_id=org, person_id=person)),
    Part("onboarding", ("onboarding.Progress",), _with_the_row),
    Part("recognition", ("recognition.BoardPlace", "recognition.NameConsent"),
         lambda org, person, lot: recognition.forget_person(organisation_id=org, person_id=person)),
    # Last, by people.actions.forget_person.
    Part("people", ("people.Person", "people.RoleGrant", "people.DoorLink", "people.SignInLink", "people.Visit",
                   "sessions.Session"),
         _with_the_row),
)  # fmt: skip


def erase(*, organisation_id: int, person_id: int, now: dt.datetime, reason: str, actor_id: int | None = None) -> None:
    """Erase everything that is kept about a person. Their links go on working; no figure of anybody else changes.

    What they did last is counted first. Raises people.actions.LastOwnerError, and Person.DoesNotExist.
    """
    while stats.read_facts(now=now):
        pass
    if connection.vendor == "sqlite":  # What is deleted is overwritten in the file.
        connection.cursor().execute("PRAGMA secure_delete = ON")
    with transaction.atomic():
        who = people.hold_person(organisation_id=organisation_id, person_id=person_id, now=now, actor_id=actor_id)
        lot = sharing.number_by_lot()
        for part in PARTS:
            part.forget(organisation_id, person_id, lot)
        people.forget_person(
            who=who, organisation_id=organisation_id, now=now, actor_id=actor_id, reason=reason
        )  # fmt: skip
    mailings.forget_letters(who.email)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def erase_leavers(*, now: dt.datetime) -> int:
    """Erase people who left the company thirty days ago (security.md P-17); how many. A last owner stays."""
    done = 0
    for organisation_id, person_id in erasure_queries.left_long_ago(now=now, limit=_LEAVERS_AT_ONCE):
        erase(organisation_id=organisation_id, person_id=person_id, now=now, reason=LEFT)
        done += 1
    return done


def reapply(*, now: dt.datetime) -> int:
    """Erase again whom a restored backup brought back; how many."""
    found = erasure_queries.brought_back()
    for organisation_id, person_id in found:
        erase(organisation_id=organisation_id, person_id=person_id, now=now, reason=RESTORED)
    return len(found)


def forget_old(*, now: dt.datetime) -> dict[str, int]:
    """Everything that has served its time, by app; how many rows. Doors, mails and clicks have jobs of their own."""
    return {
        "atlas": atlas.forget_old(now=now),
        "buddies": buddies.forget_old(now=now),
        "desk": desk.forget_old(now=now),
        "feed": feed.forget_old(now=now),
        "growth": growth.forget_old(now=now),
        "joining": joining.forget_old(now=now),
        "sharing": sharing.forget_old(now=now),
        "leads": leads.forget_old(now=now),
        "links": links.forget_old(now=now),
        "lotteries": lotteries.forget_old(now=now),
        "maturity": maturity.forget_old(now=now),
        "outcomes": outcomes.forget_old(now=now),
        "pulse": pulse.forget_old(now=now),
        "proposals": proposals.forget_old(now=now),
        "reactions": reactions.forget_old(now=now),
        "readiness": readiness.forget_old(now=now),
        "reminders": reminders.forget_old(now=now),
        "scores": scores.forget_old(now=now),
        "stats": figures.forget_old(now=now),
        "uplift": uplift.forget_old(now=now),
        "erasures": erasure_queries.ledger().forget(before=before("erasures", now=now).date()),
    }


def count_visits(*, viewer: Viewer, counted: bool) -> None:
    """Whether visits through the viewer's links are counted."""
    links.count_visits(organisation_id=viewer.organisation_id, person_id=viewer.person_id, counted=counted)


def leave(*, viewer: Viewer, now: dt.datetime) -> None:
    """No more mails, no more counting; nobody is told. Coming back takes one press."""
    with transaction.atomic():
        people.decline(person_id=viewer.person_id, now=now)
        count_visits(viewer=viewer, counted=False)
        scores.forget_person(organisation_id=viewer.organisation_id, person_id=viewer.person_id)
        recognition.forget_person(organisation_id=viewer.organisation_id, person_id=viewer.person_id)


def come_back(*, viewer: Viewer, now: dt.datetime) -> None:
    """Take part again. Counting stays off until the person switches it on."""
    people.join(person_id=viewer.person_id, now=now)
