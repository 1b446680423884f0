"""What the demo's people read and shared, as rows and as facts."""

from __future__ import annotations

import datetime as dt

from stemme.feed.models import Offer, Reading
from stemme.journal import facts
from stemme.journal.actions import move_cursor, newest_readable_fact
from stemme.journal.models import Fact
from stemme.kit.periods import last_day_of_month, month_start
from stemme.kit.tokens import new_link_code
from stemme.links.models import LinkTarget, TrackedLink
from stemme.project.demo.history import DemoShare, make_history
from stemme.project.demo.stage import BATCH, Stage, moment
from stemme.sharing.latest_actions import settle_latest
from stemme.sharing.models import Share
from stemme.stats.models import Invited

#: Readers that would answer old facts with mails or changed links: they start after the history.
_READERS_THAT_START_NOW = ("mailings.invitations", "sharing.stories")


def make_deeds(stage: Stage) -> None:
    """Offers, readings, shares with their links, and the facts of all of them."""
    stage.history = make_history(stage.plan, stage.stories, today=stage.today)
    Offer.objects.bulk_create(
        (
            Offer(
                organisation=stage.organisation,
                person=stage.person_of[p.number],
                story_id=s.id,
                first_on=day,
                first_in="mail",
                mailed=1,
            )
            for p, s, day in stage.history.offers
        ),
        batch_size=BATCH,
    )
    Reading.objects.bulk_create(
        (
            Reading(organisation=stage.organisation, person=stage.person_of[number], story_id=story, read_on=day)
            for (number, story), day in stage.history.reads.items()
        ),
        batch_size=BATCH,
    )
    _make_shares(stage)
    _note_facts(stage)
    for reader in _READERS_THAT_START_NOW:
        move_cursor(reader, to=newest_readable_fact())


def _note_facts(stage: Stage) -> None:
    def fact(kind: str, number: int, story: int, at: dt.datetime) -> Fact:
        actor = stage.person_of[number].id
        return Fact(organisation=stage.organisation, kind=kind, actor_id=actor, subject_id=story, happened_at=at)

    past = stage.history
    noted = [fact(facts.STORY_OFFERED, p.number, s.id, moment(day, 7, 45)) for p, s, day in past.offers]
    noted += [fact(facts.STORY_READ, n, story, stage.time_on(day, 8, 9)) for (n, story), day in past.reads.items()]
    noted += [fact(facts.STORY_SHARED, s.person.number, s.story.id, _shared_at(stage, s)) for s in past.shares]
    Fact.objects.bulk_create(sorted(noted, key=lambda f: f.happened_at), batch_size=BATCH)


def _shared_at(stage: Stage, share: DemoShare) -> dt.datetime:
    latest = stage.now - dt.timedelta(minutes=10)  # Clicks of today come a while after.
    return min(moment(share.day, 9 + share.person.number % 8, share.story.id % 60), latest)


def _language(share: DemoShare) -> str:
    languages = [text["lang"] for text in share.story.texts]
    return share.person.language if share.person.language in languages else share.story.language


def _make_shares(stage: Stage) -> None:
    targets = _make_targets(stage)
    shares = stage.history.shares
    links = TrackedLink.objects.bulk_create((_link(stage, share, targets) for share in shares), batch_size=BATCH)
    stage.links = list(zip(shares, links, strict=True))
    Share.objects.bulk_create((_share(stage, share, link) for share, link in stage.links), batch_size=BATCH)
    settle_latest(organisation_id=stage.organisation.id)


def _make_targets(stage: Stage) -> dict[tuple[int, str], LinkTarget]:
    targets = {
        (plan.id, text["lang"]): LinkTarget(
            organisation=stage.organisation,
            story_id=plan.id,
            language=text["lang"],
            url=plan.target_url,
            title=text["title"],
            description=text["summary"],
            site_name="Nordlys Energi",
            changed_at=stage.now,
        )
        for plan in stage.stories
        for text in plan.texts
    }
    LinkTarget.objects.bulk_create(targets.values())
    return targets


def _link(stage: Stage, share: DemoShare, targets: dict[tuple[int, str], LinkTarget]) -> TrackedLink:
    return TrackedLink(
        organisation=stage.organisation,
        code=new_link_code(),
        target=targets[share.story.id, _language(share)],
        story_id=share.story.id,
        person=stage.person_of[share.person.number],
        channel=share.channel,
        created_at=_shared_at(stage, share),
    )


def _share(stage: Stage, share: DemoShare, link: TrackedLink) -> Share:
    return Share(
        organisation=stage.organisation,
        person=stage.person_of[share.person.number],
        story_id=share.story.id,
        link=link,
        channel=share.channel,
        language=_language(share),
        own_words=stage.draw.random() < 0.61,
        shared_at=_shared_at(stage, share),
    )


def make_invited_snapshots(stage: Stage) -> None:
    """How many were invited at the end of each month gone by, per team."""
    team_id = {"": 0} | {name or division: team.id for (division, name), team in stage.teams.items()}
    this_month = month_start(stage.today)
    Invited.objects.bulk_create(
        (
            Invited(
                organisation_id=stage.organisation.id,
                day=last_day_of_month(month),
                team_id=team_id[group],
                people=count,
            )
            for (month, group), count in stage.history.invited.items()
            if month < this_month
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["organisation_id", "day", "team_id"],
        update_fields=["people"],
    )
