"""One person for every role, some of them limited to a stream or a team: who is tried at every address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace

from django.contrib.sessions.models import Session
from django.utils import timezone

from stemme.agreements.models import Agreement
from stemme.atlas.models import CareOffer
from stemme.buddies.models import Pair
from stemme.chat.models import Room
from stemme.council.models import Edition, Paper
from stemme.growth.models import Note, TriedStep
from stemme.joining.models import JoinLink, JoinRequest
from stemme.library.models import Campaign, Source, SourceItem, Stream
from stemme.media.models import Asset
from stemme.oidc.models import Provider
from stemme.passkeys.models import Passkey
from stemme.people.models import Person, RoleGrant, Visit
from stemme.people.roles import rights_of
from stemme.policy.models import GuidelinesContact
from stemme.recognition import actions as recognition
from stemme.recognition.challenge_queries import Words
from stemme.reminders.models import Reminder
from stemme.rewards.models import Entry, Request, Reward
from tests.landing_rows import landing_rows
from tests.outcome_rows import outcome_rows
from tests.readiness_rows import readiness_rows
from tests.report_rows import report_rows
from tests.uplift_rows import lottery_rows
from tests.wave_rows import wave_rows


@dataclass(frozen=True, slots=True)
class Actor:
    """A column of the access matrix: who, and by which kind of visit ("" for nobody)."""

    heading: str
    person: Person | None
    scope: str

    @property
    def rights(self) -> frozenset[str]:
        """What the person's roles give, unless a mail's link let them in."""
        if self.person is None or self.scope != "employee":
            return frozenset()
        return rights_of([grant.role for grant in self.person.grants.all()])


#: The columns, in their order.
HEADINGS = (
    "nobody",
    "mail link",
    "mail link of an owner",
    "employee",
    "editor, this stream",
    "editor, another stream",
    "people admin, this team",
    "people admin, another team",
    "manager, this team",
    "manager, another team",
    "analyst",
    "representative",
    "operator",
    "lead",
    "owner",
    "owner elsewhere",
)


#: For parameters that no object of the stage belongs to.
FALLBACK_VALUES: dict[str, object] = {
    "int": 1,
    "str": "advd_wrong",
    "slug": "wrong",
    "path": "wrong",
    "re": "pictures/x.jpg",
}


#: What stands for words in addresses.
_WORDS = {"language": "en", "lock": "performance_export", "paper": "notice", "piece": "invitation", "step": "what",
          "lesson": "first-sentence", "thing": "topic", "channel": "linkedin", "kind": "svg",
          "organisation": "nordlys", "way": "slack", "stream_id": 8000, "thing_id": 8050}  # fmt: skip


def make_staff(cast: SimpleNamespace, history: SimpleNamespace) -> dict[str, Actor]:
    """The actors by heading. "This" stream and team are those of the stage's stories and of Cleo."""
    other = Stream.objects.create(id=8001, organisation=cast.nordlys, name="Another stream of Nordlys")
    # A reading that is tried for real is refused by the guard before it leaves the machine.
    Source.objects.filter(id=history.source_id).update(url="http://127.0.0.1:9/feed")

    def person(given: str, unit: object, role: str, **limit: object) -> Person:
        made = Person.objects.create(
            organisation=cast.nordlys,
            team=unit,
            email=f"{given.lower()}@nordlys.example",
            given_name=given,
            family_name="Prøve",
            invited_at=cast.now,
            joined_at=cast.now,
        )
        RoleGrant.objects.create(organisation=cast.nordlys, person=made, role=role, **limit)
        return made

    people = (
        (None, ""),
        (cast.cleo, "suggest"),
        (cast.ada, "suggest"),
        (cast.cleo, "employee"),
        (person("Nora", cast.grid, "editor", stream_id=8000), "employee"),
        (person("Odd", cast.grid, "editor", stream_id=other.id), "employee"),
        (person("Pia", cast.wind, "people_admin", team=cast.wind), "employee"),
        (person("Per", cast.grid, "people_admin", team=cast.grid), "employee"),
        (person("Mona", cast.wind, "manager", team=cast.wind), "employee"),
        (person("Max", cast.grid, "manager", team=cast.grid), "employee"),
        (cast.ana, "employee"),
        (person("Rut", cast.grid, "representative"), "employee"),
        (person("Ove", cast.grid, "operator"), "employee"),
        (cast.lea, "employee"),
        (cast.ada, "employee"),
        (cast.eve, "employee"),
    )
    return {heading: Actor(heading, *who) for heading, who in zip(HEADINGS, people, strict=True)}


def _edition(cast: SimpleNamespace) -> Edition:
    """An edition of the papers, with the notice that everybody asks for."""
    edition = Edition.objects.create(organisation=cast.nordlys, number=1, created_by=cast.ada, configuration={})
    content = {"title": "Notice of Nordlys", "lead": "", "blocks": []}
    for language in ("en", "nb"):
        Paper.objects.create(
            organisation=cast.nordlys, edition=edition, paper="notice", language=language, content=content
        )
    return edition


def _challenge(cast: SimpleNamespace) -> int:
    """A running challenge of the whole organisation."""
    return recognition.plan(
        actor=None, organisation_id=cast.nordlys.id, team_id=None, measure="windows", goal=0.6,
        first_day=timezone.now().date(), months=1, texts=[Words("en", "Light up the quay", "", "")], now=timezone.now(),
    )  # fmt: skip


def _agreement(cast: SimpleNamespace) -> int:
    """One that was agreed to, so that everybody may read it."""
    return Agreement.objects.create(
        organisation=cast.nordlys, lock="scorecards", purpose="So that managers can help", reference="2026/7",
        notice_days=14, asker=cast.ada.id, asked_by=cast.ada, answerer=cast.dan.id, answered_by=cast.dan, agreed=True,
        answered_at=cast.now, answer="It may help.",
    ).pk  # fmt: skip


def _join_link(cast: SimpleNamespace) -> JoinLink:
    """A link for joining Cleo's team."""
    wanted = {"label": "Canteen", "most": 10, "last_day": timezone.now().date(), "private": True, "code": "7k3m9q2x"}
    return JoinLink.objects.get_or_create(
        organisation=cast.nordlys, team=cast.turbine, token="7k3m9q2x7k3m9q2x", defaults=wanted
    )[0]


def _join_request(cast: SimpleNamespace) -> JoinRequest:
    """Somebody without a work address, who waits."""
    return JoinRequest.objects.create(
        organisation=cast.nordlys, link=_join_link(cast), email="jo@home.example", given_name="Jo", waits=True
    )


def _note(cast: SimpleNamespace) -> Note:
    """A sentence that Cleo keeps for herself."""
    return Note.objects.create(
        organisation=cast.nordlys,
        person=cast.cleo,
        lesson="first-sentence",
        kind="sentence",
        language="en",
        text="Crane",
    )


def _try(cast: SimpleNamespace) -> TriedStep:
    """A step that Cleo tries."""
    day = timezone.now().date()
    return TriedStep.objects.create(organisation=cast.nordlys, person=cast.cleo, step="question", ask_from=day)


def _companions(cast: SimpleNamespace) -> dict[str, object]:
    """Dan helps Cleo, who has an entry in her ledger and asks about it."""
    org, day = cast.nordlys, timezone.now().date()
    pair = Pair.objects.create(organisation=org, helper=cast.dan, newcomer=cast.cleo, state="running")
    entry = Entry.objects.create(
        organisation=org, person=cast.cleo, kind="earned", rule="helped", points=40, made_on=day
    )  # fmt: skip
    ask = Request.objects.create(organisation=org, person=cast.cleo, entry=entry, asked_on=day)
    reward = Reward.objects.create(organisation=org, title="A book", cost=10)
    return {"pair_id": pair.pk, "entry_id": entry.pk, "ask_id": ask.pk, "reward_id": reward.pk}


def values_for(cast: SimpleNamespace, history: SimpleNamespace) -> dict[str, object]:
    """What stands in the place of an address's parameters, by name; all of it is Nordlys', in Cleo's team."""
    inga = Person.objects.create(
        organisation=cast.nordlys, team=cast.turbine, email="inga@nordlys.example", given_name="Inga"
    )
    grant = RoleGrant.objects.create(organisation=cast.nordlys, person=inga, role="people_admin", team=cast.turbine)
    gone = Person.objects.create(
        organisation=cast.nordlys, team=cast.turbine, email="gone@nordlys.example", given_name="Gudmund",
        deactivated_at=cast.now,
    )  # fmt: skip
    open_visit = Session.objects.create(session_key="cleo", session_data="", expire_date=timezone.now())
    visit = Visit.objects.create(
        session=open_visit, organisation=cast.nordlys, person=cast.cleo, scope="employee", way="sign_in",
        started_at=cast.now, seen_at=cast.now,
    )  # fmt: skip
    passkey = Passkey.objects.create(
        organisation=cast.nordlys, person=cast.cleo, credential_id=b"1", public_key=b"1", handle=b"1", name="Laptop"
    )
    sign_in_of(cast)
    CareOffer.objects.create(organisation=cast.nordlys, person=cast.cleo, feedback=True)
    return {
        "story_id": history.stories[0].id,
        "source_id": history.source_id,
        "item_id": history.item_id,
        "stop_id": history.stop_id,
        "function_id": history.function_id,
        "grant_id": grant.id,
        "link_id": _join_link(cast).pk,
        "request_id": _join_request(cast).pk,
        "visit_id": visit.id,
        "passkey_id": passkey.id,
        "person_id": cast.cleo.id,
        "leaver_id": gone.id,
        "edition_id": _edition(cast).pk,
        "challenge_id": _challenge(cast),
        "agreement_id": _agreement(cast),
        **_WORDS,
        "contact_id": GuidelinesContact.objects.create(organisation=cast.nordlys, person=cast.dan, about="HR").pk,
        "note_id": _note(cast).pk,
        "try_id": _try(cast).pk,
        "reminder_id": _reminder(cast, history.stories[1].id),
        "proposal_id": _proposal(cast),
        "room_id": _room(cast),
        "asset_id": _asset(cast).pk,
        "campaign_id": Campaign.objects.create(organisation=cast.nordlys, name="Harbour").pk,
        "team_id": cast.turbine.id,
        **readiness_rows(cast),
        **report_rows(cast),
        **wave_rows(cast, history.stories[1].id),
        **outcome_rows(cast, history.stories[0].id),
        **lottery_rows(cast, history.stories[1].id),
        **landing_rows(cast),
        **_companions(cast),
    }


def _reminder(cast: SimpleNamespace, story_id: int) -> int:
    row = Reminder.objects.create(
        organisation=cast.nordlys, person=cast.cleo, story_id=story_id, at=timezone.now() + dt.timedelta(days=1)
    )
    return row.pk


def _proposal(cast: SimpleNamespace) -> int:
    """What Cleo proposed to the stream with the number 8000; nobody has answered."""
    row = SourceItem.objects.create(
        organisation=cast.nordlys, origin="proposal", stream_id=8000, guid="proposed", title="A crane",
        text="It is yellow.", sentence="It is big.", proposed_by=cast.cleo,
    )  # fmt: skip
    return row.pk


def _room(cast: SimpleNamespace) -> int:
    """A channel in Slack; its address cannot be opened, so nothing is ever posted."""
    said = {"kind": "slack", "name": "#news", "language": "en", "address": "x", "made_at": timezone.now()}
    made = Room.objects.create(organisation=cast.nordlys, **said)
    return made.pk


def sign_in_of(cast: SimpleNamespace) -> None:
    """Nordlys has a sign-in of its own; nobody is asked there."""
    issuer, now = "https://login.nordlys.example", timezone.now()
    places = dict.fromkeys(("authorization_endpoint", "token_endpoint", "jwks_uri"), f"{issuer}/x")
    said = {"issuer": issuer, **places, "algorithms": ["RS256"], "basic": True, "names_itself": True, "says_s256": True}
    Provider.objects.create(
        organisation=cast.nordlys, name="Nordlys", issuer=issuer, client_id="x", client_secret="x", metadata=said,
        keys={}, read_at=now, keys_read_at=now, changed_at=now,
    )  # fmt: skip


def _asset(cast: SimpleNamespace) -> Asset:
    return Asset.objects.create(
        organisation=cast.nordlys, kind="picture", file="pictures/8500.jpg", picture="pictures/8500.jpg", name="Quay",
        alt="The quay", content_type="image/jpeg", size=1, width=1600, height=900, fingerprint="8500",
    )  # fmt: skip
