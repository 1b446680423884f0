"""Zaphodine, who has a row in every table that knows people."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from stemme.agreements.models import Agreement, Told
from stemme.atlas.models import CareContact, CareOffer
from stemme.buddies.models import Helper, Pair, Wish
from stemme.chat.models import Account
from stemme.council.models import Edition, Seen
from stemme.feed.models import Declined, Interest, Leaning, Offer, Reading, Saved
from stemme.followups.models import Sequence
from stemme.growth.models import LessonDone, Note, Suggestion, TriedStep
from stemme.joining.models import JoinLink, JoinRequest
from stemme.journal import facts
from stemme.journal.actions import record
from stemme.landing.models import Page, Webhook
from stemme.library.models import (
    Lot,
    Lottery,
    Pause,
    Review,
    SourceItem,
    Story,
    StoryText,
    Stream,
    Topic,
    Unsaved,
    Version,
)
from stemme.links.models import Click, OwnBrowser, TrackedLink
from stemme.mailings.models import Mailing, QuietWeek, Rhythm, SoftBounce, StorySend, Unsubscribe
from stemme.maturity import actions as maturity
from stemme.maturity.counts import OwnCounts
from stemme.media.models import Asset
from stemme.oidc.models import Identity
from stemme.onboarding import actions as onboarding
from stemme.outcomes.actions.conversions import ensure_landing_door
from stemme.outcomes.actions.tallies import count_dirty, mark_dirty
from stemme.outcomes.models import Conversion, Door, Goal, Touch
from stemme.passkeys.models import Passkey, RecoveryCode
from stemme.people import actions as people
from stemme.people.models import Person, RoleGrant, SignInLink, Visit
from stemme.people.queries import viewer as viewer_of
from stemme.policy.models import Acknowledgement, Guidelines, GuidelinesContact, JobFunction
from stemme.pulse import actions as pulse
from stemme.reactions.models import FromFile, NotFetched, Watched
from stemme.readiness.models import Answer, Rater, Round, Task
from stemme.recognition import board_actions as recognition
from stemme.reminders.models import Reminder
from stemme.reports.models import ReportLink, ReportPlan
from stemme.rewards.models import Collector, Entry, Request
from stemme.scorecards.models import Consent
from stemme.scores.models import Card, WeekScore
from stemme.sharing import actions as sharing
from stemme.sharing import result_actions
from stemme.sharing.models import Draft, OwnApps
from stemme.stats.actions import read_facts
from stemme.stats.models import Tally
from stemme.waves.models import Check, KitText, Place, Plan, Wave
from tests.cast import open_session

#: A number that nothing else in the database is.
ID = 987_654_321_987


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def story(cast):
    stream = Stream.objects.create(organisation=cast.nordlys, name="Wind", owner=cast.bo)
    found = Story.objects.create(
        organisation=cast.nordlys, stream=stream, language="en", target_url="https://nordlys.example/1",
        published_at=cast.now, starts_at=cast.now - dt.timedelta(days=1),
    )  # fmt: skip
    StoryText.objects.create(story=found, language="en", title="Turbines")
    return found


@pytest.fixture
def zaphodine(cast, story):
    """A row in every table that knows people."""
    now = timezone.now()
    made = Person.objects.create(
        id=ID, organisation=cast.nordlys, team=cast.wind, email="zaphodine@nordlys.example", given_name="Zaphodine",
        family_name="Quibblemark", external_id="ZQ-4711-ZQ", title="Quibblemark's own", invited_at=now, joined_at=now,
    )  # fmt: skip
    org = {"organisation": cast.nordlys, "person": made}
    on_story = {**org, "story": story}
    viewer = viewer_of(ID, scope="employee")
    shared = sharing.share(
        viewer=viewer, story_id=story.id, channel="linkedin", language="en", own_words=True, now=timezone.now()
    )
    result_actions.report(actor=viewer, share=shared, reactions=4, comments=1, reshares=0, now=timezone.now())
    of_share = {**org, "share_id": shared.id}
    Watched.objects.create(**of_share, source="bluesky", address="a", posted_at=now, next_at=now, fetched_at=now)
    FromFile.objects.create(**of_share, engagements=5, impressions=70)
    NotFetched.objects.create(**org)
    sharing.share(
        viewer=viewer_of(cast.cleo.id, scope="employee"), story_id=story.id, channel="linkedin", language="en",
        own_words=True, now=timezone.now(),
    )  # fmt: skip
    maturity.answer(actor=viewer, answers={"contacts": 2}, now=now)
    maturity.correct(actor=viewer, type_key="connector", now=now)
    maturity.set_target(actor=viewer, type_key="collaborator", now=now)
    maturity.keep_counts(actor=viewer, source="linkedin", counts=OwnCounts(connections=300), until=now.date(), now=now)
    recognition.open_board(actor=viewer_of(cast.ada.id, scope="employee"), kind="first_steps", now=now)
    recognition.join_board(actor=viewer, kind="first_steps", now=now)
    recognition.allow_name(actor=viewer, allowed=True, now=now)
    onboarding.step_done(actor=viewer, step="what", now=now)
    Suggestion.objects.create(**org, step="question")
    TriedStep.objects.create(**org, step="react", ask_from=now.date())
    LessonDone.objects.create(**org, lesson="first-sentence")
    Note.objects.create(
        **org, lesson="first-sentence", kind="sentence", language="en", text="Quibblemark saw a turbine"
    )
    Consent.objects.create(**org, agreement_id=1, lock="scorecards", given_at=now)
    CareOffer.objects.create(**org, mentor=True, field="Quibblemark asks turbines")
    CareContact.objects.create(**org, contacted_by=cast.lea, contacted_on=now.date())
    CareContact.objects.create(organisation=cast.nordlys, person=cast.dan, contacted_by=made, contacted_on=now.date())
    link = TrackedLink.objects.get(person=made)
    Interest.objects.create(**org, topic=Topic.objects.create(organisation=cast.nordlys, slug="wind"))
    Leaning.objects.create(**on_story, more=True)
    Offer.objects.create(**on_story, first_on=now.date(), first_in="feed")
    Reading.objects.create(**on_story, read_on=now.date())
    Saved.objects.create(**on_story)
    Declined.objects.create(**on_story, reason="x")
    Mailing.objects.create(**org, kind="digest", slot=now.date())
    SoftBounce.objects.create(**org, mailing_id=1, day=now.date(), status="4.2.2")
    Rhythm.objects.create(**org, every="never")
    QuietWeek.objects.create(**org, first=now.date(), last=now.date())
    StorySend.objects.create(
        organisation=cast.nordlys, story=story, ordered_by=made, ordered_at=now, ends_at=now + dt.timedelta(days=7)
    )
    Pause.objects.create(
        organisation=cast.nordlys, stream=story.stream, began_at=now, began_by=made, ended_at=now, ended_by=made
    )
    lottery = Lottery.objects.create(
        organisation=cast.nordlys, story=story, created_by=made, drawn_at=now, ends_at=now, ended_at=now
    )
    Lot.objects.create(lottery=lottery, person=made, held=True)
    page = Page.objects.create(
        organisation=cast.nordlys, slug="harbour", name="Harbour", owner=made, created_by=made
    )  # fmt: skip
    Webhook.objects.create(organisation=cast.nordlys, page=page, url="https://crm.example/", created_by=made)
    Sequence.objects.create(organisation=cast.nordlys, page=page, started_at=now, changed_by=made)
    goal = Goal.objects.create(
        organisation=cast.nordlys, name="Leads", key="leads", kind="lead", first_day=now.date(), owner=made,
        created_by=made,
    )  # fmt: skip
    Door.objects.create(organisation=cast.nordlys, kind="api", name="CRM", code="crm", created_by=made)
    conversion = Conversion.objects.create(
        organisation=cast.nordlys, goal=goal, door_id=ensure_landing_door(cast.nordlys.id, now), event_id="1",
        occurred_at=now, day=now.date(), touches=1,
    )  # fmt: skip
    Touch.objects.create(**org, conversion=conversion, number=0, clicked_at=now, link_id=link.id, story_id=story.id)
    mark_dirty(cast.nordlys.id, [(goal.id, now.date())])
    count_dirty(now=now)
    Version.objects.create(story=story, number=1, content={}, saved_by=made)
    Review.objects.create(
        story=story, revision=1, asked_by=made, note="Quibblemark asks", wanted=made, verdict="changes",
        answer="Quibblemark answers", answered_by=made, answered_at=now,
    )  # fmt: skip
    Unsaved.objects.create(story=story, person=made, revision=1, fields={"title_en": ["Quibblemark types"]})
    SourceItem.objects.create(
        organisation=cast.nordlys, origin="proposal", stream=story.stream, guid="1", title="Quibblemark",
        proposed_by=made, text="Quibblemark saw it", sentence="Quibblemark says why", answer="Yes",
        answered_by=made, answered_at=now,
    )  # fmt: skip
    Draft.objects.create(**on_story, language="en", text="Quibblemark saw a turbine turn")
    Reminder.objects.create(**on_story, at=now)
    OwnApps.objects.create(**org, channels=["linkedin", "bluesky"])
    Unsubscribe.objects.create(**org, token_hash=b"1" * 32)
    Click.objects.create(
        organisation_id=cast.nordlys.id, inbox_id=1, link_id=link.id, story_id=story.id, person_id=ID,
        team_id=cast.wind.id, channel="linkedin", day=now.date(), at=int(now.timestamp() * 1000), hit="human",
    )  # fmt: skip
    OwnBrowser.objects.create(**org, day=now.date(), visitor=1)
    Card.objects.create(
        **org, counted_at=now, version=1, quarter=now.date(), value=9.5, quality=0.4, evidence=0.2,
        lines=[[story.id, "linkedin", 0, 3, 0, 0, 0]],
    )  # fmt: skip
    WeekScore.objects.create(**org, week=now.date(), value=9.5)
    for dimension, key in (("all", 0), ("person", ID), ("story", story.id), ("channel", 1), ("hour", 5)):
        for grain, start in (("day", now.date()), ("month", now.date().replace(day=1)), ("total", dt.date(1, 1, 1))):
            Tally.objects.create(
                organisation_id=cast.nordlys.id, dimension=dimension, grain=grain, start=start, key=key, clicks=1
            )
    for grain, start in (("day", now.date()), ("total", dt.date(1, 1, 1))):
        Tally.objects.create(
            organisation_id=cast.nordlys.id, dimension="link", grain=grain, start=start, key=link.id, clicks=1
        )
    pulse.answer(actor=viewer, step=4, now=now)
    for table in (Helper, Wish, Collector):
        table.objects.create(**org)
    Pair.objects.create(organisation=cast.nordlys, helper=made, newcomer=cast.dan)
    Pair.objects.create(organisation=cast.nordlys, helper=cast.cleo, newcomer=made)
    entry = Entry.objects.create(**org, kind="earned", rule="helped", points=40, made_on=now.date())
    Request.objects.create(**org, entry=entry, asked_on=now.date())
    asked = Round.objects.create(organisation=cast.nordlys, number=1, closes_on=now.date(), opened_by=made)
    rater = Rater.objects.create(
        round=asked, role="hr", person=made, token_hash=b"5" * 32, answered_at=now, named=True
    )  # fmt: skip
    Answer.objects.create(rater=rater, statement="goal", value=3)
    Task.objects.create(organisation=cast.nordlys, round=asked, text="Agree on goals", owner=made)
    plan = ReportPlan.objects.create(organisation=cast.nordlys, rhythm="month", language="en", created_by=made)
    plan.recipients.set([made])
    ReportLink.objects.create(
        organisation=cast.nordlys, token_hash="6" * 64, label="Board", period="month", first=now.date().replace(day=1),
        language="en", created_by=made, expires_at=now,
    )  # fmt: skip
    people.make_door_link(person_id=ID, now=now)
    SignInLink.objects.create(**org, token_hash=b"2" * 32, code_hash=b"", browser_hash=b"", expires_at=now)
    Passkey.objects.create(**org, credential_id=b"3", public_key=b"3", handle=b"3", name="Quibblemark’s key")
    RecoveryCode.objects.create(**org, salt=b"4", code_hash=b"4")
    Identity.objects.create(
        **org, issuer="https://login.nordlys.example", subject="zaphodine-1", linked_at=now, used_at=now
    )
    Account.objects.create(**org, way="slack", account="UQUIBBLEMARK", found_at=now)
    RoleGrant.objects.create(**org, role="editor")
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="analyst", granted_by=made)
    Story.objects.update(created_by=made)
    Stream.objects.update(owner=made)
    Asset.objects.create(
        organisation=cast.nordlys, kind="picture", file="pictures/1.jpg", picture="pictures/1.jpg", name="Quay",
        content_type="image/jpeg", size=1, fingerprint="1", created_by=made,
    )  # fmt: skip
    guidelines = Guidelines.objects.create(organisation=cast.nordlys, version=1, published_by=made)
    Acknowledgement.objects.create(
        organisation=cast.nordlys, person=made, guidelines=guidelines, language="en", fingerprint="0" * 64, at=now
    )
    GuidelinesContact.objects.create(organisation=cast.nordlys, person=made, about="HR", phone="+47 1")
    JobFunction.objects.create(organisation=cast.nordlys, name="Fitters", changed_by=made)
    KitText.objects.create(organisation=cast.nordlys, piece="intranet", language="en", body="Read.", changed_by=made)
    over = Plan.objects.create(organisation=cast.nordlys, first_day=now.date(), ended_at=now, made_by=made)
    wave = Wave.objects.create(plan=over, number=0, first_day=now.date(), last_day=now.date(), launched_by=made)
    Place.objects.create(plan=over, wave=wave, person=made, moved_at=now, moved_by=made)
    Check.objects.create(wave=wave, key="managers", note="13 came", owner=made, done_at=now, done_by=made)
    way_in = JoinLink.objects.create(
        organisation=cast.nordlys, label="Canteen", token="7k3m9q2x7k3m9q2x", code="7k3m9q2x", most=9,
        last_day=now.date(), made_by=made,
    )  # fmt: skip
    # They typed their name at a poster as well.
    JoinRequest.objects.create(
        organisation=cast.nordlys, link=way_in, email=made.email, given_name=made.given_name, waits=True
    )
    agreement = Agreement.objects.create(
        organisation=cast.nordlys, lock="scorecards", purpose="Help", reference="2026/7", notice_days=14, asked_by=made,
        asker=ID, answered_by=cast.lea, answerer=cast.lea.id, answered_at=now, agreed=True, closed_by=made,
        closed_at=now,
    )  # fmt: skip
    Agreement.objects.create(
        organisation=cast.nordlys, lock="scorecards", purpose="Help", reference="2026/7", notice_days=14,
        asker=cast.ada.id, answered_by=made, answerer=ID, answered_at=now, agreed=True,
    )  # fmt: skip
    Told.objects.create(agreement=agreement, person=made, told_at=now, way="mail")
    edition = Edition.objects.create(organisation=cast.nordlys, number=1, created_by=made, configuration={})
    Seen.objects.create(**org, edition=edition)
    with transaction.atomic():
        record(facts.STORY_CHANGED, organisation_id=cast.nordlys.id, actor_id=ID, subject_id=story.id, at=now)
    Visit.objects.create(session_id=open_session(ID), **org, scope="employee", way="link", started_at=now, seen_at=now)
    while read_facts(now=now):
        pass
    folder = settings.DATA / "mailbox"
    folder.mkdir()
    (folder / "01790000000000000000-0123abcd.eml").write_text("To: Zaphodine <zaphodine@nordlys.example>\n\nHello")
    return made
