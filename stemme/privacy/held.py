"""Where what is held about a person lies: for each table the column that says who, and the columns to show. Pure.

Complete by a test that compares it with the database and with kit/retention.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """A table, which of its rows are a person's, and what of them is told.

    ``also``: further conditions. ``untold``: columns that are not told, with the reason.
    """

    table: str
    who: str
    columns: tuple[str, ...]
    also: Mapping[str, Any] = field(default_factory=dict)
    untold: Mapping[str, str] = field(default_factory=dict)


_OF_PAGE = {"*": "belongs to the landing page, not to the person"}
_OF_LIST = {"*": "belongs to the check-list, not to the person"}
_HASH = "a fingerprint from which nothing can be read"
_KEY = "a number that your device made and that says nothing about you"
_STATES = ("invited_at", "joined_at", "paused_until")
_CHOICES = ("language", "language_chosen_at", "story_languages", "time_zone", "country", "theme")
_NAME = ("given_name", "family_name", "email", "external_id", "team__name", "title", "place", "language")
_PLACE = (
    "network",
    "network_sd",
    "network_low",
    "network_high",
    "activity",
    "activity_sd",
    "activity_low",
    "activity_high",
)
_STORY_TEXT = "belongs to the story, not to the person"

#: By the key of kit/retention.py.
SOURCES: Mapping[str, tuple[Source, ...]] = {
    "person": (Source("people.Person", "id", (*_NAME, "created_at", "deactivated_at", "bounced_at", "signed_out_at",
                                             "strong_sign_in_since")),),
    "state": (Source("people.Person", "id", _STATES),),
    "guidelines_read": (Source("policy.Acknowledgement", "person_id",
                               ("guidelines__version", "at", "language", "fingerprint")),),
    "guidelines_contact": (Source("policy.GuidelinesContact", "person_id", ("about", "phone"),
                                  untold={"position": "a technical mark"}),),
    "no": (Source("people.Person", "id", ("declined_at",), also={"declined_at__isnull": False}),),
    "choices": (
        Source("people.Person", "id", _CHOICES),
        Source("feed.Interest", "person_id", ("topic__slug", "since")),
        Source("mailings.Rhythm", "person_id", ("every", "weekday", "hour", "minute", "way", "changed_at")),
        Source("mailings.QuietWeek", "person_id", ("first", "last", "created_at")),
    ),
    "leanings": (
        Source("feed.Leaning", "person_id", ("story_id", "topic__slug", "stream__name", "more", "said_at")),
    ),
    "lots": (Source("library.Lot", "person_id", ("lottery__drawn_at", "lottery__ends_at"),
                    untold={"held": "who knew their lot would do otherwise; it says nothing about you"}),),
    "apps": (Source("sharing.OwnApps", "person_id", ("channels", "changed_at")),),
    "roles": (
        Source("people.RoleGrant", "person_id", ("role", "team__name", "stream_id", "granted_at"),
               untold={"granted_by": "is told with who looked and in the audit"}),
    ),
    "offers": (Source("feed.Offer", "person_id", ("story_id", "first_on", "first_in", "mailed")),),
    "readings": (
        Source("feed.Reading", "person_id", ("story_id", "read_on")),
        Source("feed.Saved", "person_id", ("story_id", "saved_at")),
        Source("feed.Declined", "person_id", ("story_id", "reason", "declined_at")),
        Source("stats.Acted", "person_id", ("story_id", "shared", "day")),
    ),
    "shares": (
        Source("sharing.Share", "person_id",
               ("story_id", "channel", "language", "own_words", "posted", "answered_at", "post_url",
                "put_off", "ask_after", "shared_at", "link__code"),
               untold={"nobody": "is empty while the name is there", "aged": "is false while the name is there",
                       "latest": "follows from the moments"}),
    ),
    "typing": (Source("library.Unsaved", "person_id", ("story_id", "fields", "kept_at"),
                      untold={"revision": "a technical mark"}),),
    "looks": (
        Source("library.Review", "asked_by_id", ("story_id", "asked_at", "note"),
               untold={"*": "is about who was asked, and told to them"}),
        Source("library.Review", "wanted_id", ("story_id", "asked_at"),
               untold={"*": "is about who asked, or told below when you answered"}),
        Source("library.Review", "answered_by_id", ("story_id", "verdict", "answer", "answered_at"),
               untold={"*": "is about who asked, and told to them"}),
    ),
    "drafts": (Source("sharing.Draft", "person_id", ("story_id", "language", "text", "kept_at")),),
    "reactions": (Source("sharing.Reported", "person_id",
                         ("share__story_id", "share__channel", "reactions", "comments", "reshares", "changed_at")),),
    "network_numbers": (
        Source("reactions.Watched", "person_id",
               ("share__story_id", "share__channel", "reactions", "comments", "reshares", "posted_at", "fetched_at",
                "next_at"),
               untold={"source": "is told by the channel", "address": _HASH, "pause": "a technical mark",
                       "failures": "a technical mark", "misses": "a technical mark",
                       "ended": "is told where you see the numbers"}),
        Source("reactions.FromFile", "person_id",
               ("share__story_id", "share__channel", "engagements", "impressions", "kept_at")),
    ),
    "not_fetched": (Source("reactions.NotFetched", "person_id", ("since",)),),
    "taking_part": (
        Source("stats.TakingPart", "person_id",
               ("grain", "start", "team_id", "reads", "saves", "shares", "first_shares")),
    ),
    "reminders": (Source("reminders.Reminder", "person_id", ("story_id", "channel", "at", "made_at", "done_at")),),
    "proposals": (
        Source("library.SourceItem", "proposed_by_id",
               ("url", "text", "sentence", "may_name", "found_at", "answer", "answered_at", "story_id"),
               untold={"*": "is what the page said of itself, or a technical mark"}),
    ),
    "steps": (Source("growth.TriedStep", "person_id", ("step", "tried_at", "ask_from", "outcome", "ended_at")),),
    "lessons": (
        Source("growth.LessonDone", "person_id", ("lesson", "done_at")),
        Source("growth.Note", "person_id", ("lesson", "kind", "language", "text", "kept_at")),
        Source("growth.Suggestion", "person_id", ("step", "quiet_until")),
    ),
    "first_steps": (Source("onboarding.Progress", "person_id", ("done", "started_at", "finished_at")),),
    "scorecard": (Source("scorecards.Consent", "person_id", ("lock", "agreement_id", "given_at")),),
    "care": (Source("atlas.CareOffer", "person_id",
                    ("feedback", "promote", "mentor", "field", "show_type", "offered_at", "changed_at")),),
    "care_contacts": (Source("atlas.CareContact", "person_id", ("contacted_on",),
                             untold={"contacted_by": "is told where you offer it"}),),
    "place": (
        Source("maturity.Answer", "person_id", ("question", "option", "answered_at")),
        Source("maturity.Correction", "person_id", ("type", "corrected_at")),
        Source("maturity.Preference", "person_id", ("on_map", "target", "by_stemme", "changed_at")),
        Source("maturity.StoredPlace", "person_id",
               (*_PLACE, "type", "on_map", "earlier_network", "earlier_activity", "placed_at")),
    ),
    "own_numbers": (
        Source("maturity.OwnNumbers", "person_id",
               ("source", "connections", "new_connections", "invitations_sent", "reactions", "comments", "reshares",
                "originals", "until", "kept_at")),
    ),
    "place_months": (Source("maturity.PlaceOfMonth", "person_id", ("month", *_PLACE)),),
    "buddies": (
        Source("buddies.Helper", "person_id", ("room", "since")),
        Source("buddies.Wish", "person_id", ("since",)),
    ),
    "buddy_pairs": (
        Source("buddies.Pair", "helper_id", ("state", "steps", "changed_at"),
               untold={"newcomer": "is about the other one"}),
        Source("buddies.Pair", "newcomer_id", ("state", "steps", "changed_at"),
               untold={"helper": "is about the other one"}),
    ),
    "points": (
        Source("rewards.Collector", "person_id", ("since", "had_shared", "stopped_at")),
        Source("rewards.Entry", "person_id", ("kind", "rule", "points", "made_on", "words"),
               untold={"fact_id": "a number in the journal of your deeds", "corrects": "is told by its words"}),
    ),
    "point_requests": (
        Source("rewards.Request", "person_id",
               ("reward__title", "points", "state", "asked_on", "answered_on", "words"),
               untold={"entry": "is told with the ledger"}),
    ),
    "deeds": (Source("journal.Fact", "actor_id", ("kind", "subject_id", "data", "happened_at"),
                     also={"chained": False}),),
    "audit": (Source("journal.Fact", "actor_id", ("kind", "subject_id", "data", "happened_at"),
                     also={"chained": True}),),
    "works": (
        Source("library.Story", "created_by_id", ("id", "created_at"), untold={"*": _STORY_TEXT}),
        Source("library.Stream", "owner_id", ("name",), untold={"*": _STORY_TEXT}),
        Source("policy.Guidelines", "published_by_id", ("version", "published_at"), untold={"*": _STORY_TEXT}),
        Source("policy.JobFunction", "changed_by_id", ("name", "version", "changed_at"), untold={"*": _STORY_TEXT}),
        Source("mailings.StorySend", "ordered_by_id", ("story_id", "ordered_at"), untold={"*": _STORY_TEXT}),
        Source("library.Version", "saved_by_id", ("story_id", "saved_at"), untold={"*": _STORY_TEXT}),
        Source("library.SourceItem", "answered_by_id", ("answered_at",), untold={"*": _STORY_TEXT}),
        Source("library.Pause", "began_by_id", ("began_at",), untold={"*": _STORY_TEXT}),
        Source("library.Pause", "ended_by_id", ("ended_at",), untold={"*": _STORY_TEXT}),
        Source("landing.Page", "created_by_id", ("name", "created_at"), untold=_OF_PAGE),
        Source("landing.Page", "owner_id", ("name",), untold=_OF_PAGE),
        Source("landing.Webhook", "created_by_id", ("created_at",), untold=_OF_PAGE),
        Source("followups.Sequence", "changed_by_id", ("page__name", "started_at", "stopped_at"), untold=_OF_PAGE),
        Source("library.Lottery", "created_by_id", ("share", "drawn_at", "ends_at"), untold={"*": _STORY_TEXT}),
        Source("outcomes.Goal", "created_by_id", ("name", "created_at"), untold={"*": _STORY_TEXT}),
        Source("outcomes.Goal", "owner_id", ("name",), untold={"*": _STORY_TEXT}),
        Source("outcomes.Door", "created_by_id", ("name", "created_at"),
               untold={"*": "belongs to the company, not to the person"}),
        Source("waves.KitText", "changed_by_id", ("piece", "language", "changed_at"),
               untold={"*": "belongs to the text, not to the person"}),
        Source("joining.JoinLink", "made_by_id", ("created_at",),
               untold={"*": "belongs to the link, not to the person"}),
    ),
    "uploads": (
        Source("media.Asset", "created_by_id", ("name", "created_at"),
               untold={"*": "belongs to the file, not to the person"}),
    ),
    "papers": (
        Source("council.Edition", "created_by_id", ("number", "issued_at"),
               untold={"*": "belongs to the organisation, not to the person"}),
        Source("council.Seen", "person_id", ("edition__number", "noted_at")),
    ),
    "agreements": (
        Source("agreements.Agreement", "asked_by_id", ("lock", "purpose", "reference", "notice_days", "asked_at"),
               untold={"*": "is about others, or belongs to the organisation"}),
        Source("agreements.Agreement", "answered_by_id", ("lock", "agreed", "answer", "answered_at"),
               untold={"*": "is about others, or belongs to the organisation"}),
        Source("agreements.Agreement", "closed_by_id", ("lock", "closed_at"),
               untold={"*": "is about others, or belongs to the organisation"}),
    ),
    "told": (Source("agreements.Told", "person_id", ("agreement_id", "told_at", "way")),),
    "links": (Source("links.TrackedLink", "person_id",
                     ("code", "story_id", "channel", "counted", "created_at", "retired_at"),
                     untold={"target": "belongs to the story, not to the person"}),),
    "figures": (
        Source("stats.Tally", "key", ("grain", "start", "clicks", "visitors", "previews", "bots", "suspects", "own"),
               also={"dimension": "person"}, untold={"dimension": "is always the person"}),
    ),
    "outcomes": (
        Source("outcomes.Touch", "person_id", ("clicked_at", "story_id", "channel", "team_id", "linear"),
               untold={"number": "a technical mark", "last": "is another way of counting the same",
                       "first": "is another way of counting the same",
                       "position": "is another way of counting the same",
                       "decay": "is another way of counting the same", "link_id": "is told with your links",
                       "conversion": "is somebody else's deed"}),
        Source("outcomes.OutcomeTally", "key", ("goal_id", "grain", "start", "model", "conversions", "value"),
               also={"dimension": "person"}, untold={"dimension": "is always the person"}),
    ),
    "score": (
        Source("scores.Card", "person_id", ("counted_at", "value", "quality", "evidence", "lines"),
               untold={"version": "which edition of the formula", "quarter": "which yardsticks; the same for all"}),
        Source("scores.WeekScore", "person_id", ("week", "value")),
    ),
    "clicks": (
        Source("links.Click", "person_id", ("day", "story_id", "channel", "hit", "reason", "referrer"),
               untold={"visitor": "is about the visitor", "place": "is about the visitor",
                       "at": "is about the visitor", "new_for": "a technical mark", "inbox_id": "a technical mark",
                       "link_id": "told by story and channel", "team_id": "told with the name"}),
    ),
    "own_browser": (Source("links.OwnBrowser", "person_id", ("day",), untold={"visitor": "a number for a day"}),),
    "mails": (Source("mailings.Mailing", "person_id",
                     ("kind", "slot", "day", "state", "attempts", "stories", "way", "not_before", "planned_at",
                      "changed_at"), untold={
                         "subject_id": "told by kind and stories", "held_by": "a technical mark",
                         "held_until": "a technical mark", "offers_noted": "a technical mark",
                         "left_at": "is about whoever looked after the outbox"}),),
    "bounces": (Source("mailings.SoftBounce", "person_id", ("day", "status"),
                       untold={"mailing_id": "told by the day"}),),
    "doors": (Source("people.DoorLink", "person_id", ("scope", "created_at", "expires_at", "ended_at"),
                     untold={"token_hash": _HASH}),),
    "sign_ins": (Source("people.SignInLink", "person_id", ("created_at", "expires_at", "used_at", "wrong_codes"),
                        untold={"token_hash": _HASH, "code_hash": _HASH, "browser_hash": _HASH}),),
    "accounts": (Source("oidc.Identity", "person_id", ("issuer", "subject", "linked_at", "used_at")),),
    "chat_accounts": (
        Source("chat.Account", "person_id", ("way", "account", "conversation", "service_url", "found_at")),
    ),
    "readiness": (
        Source("readiness.Rater", "person_id",
               ("round__number", "role", "language", "invited_at", "answered_at", "named"),
               untold={"token_hash": _HASH}),
        Source("readiness.Answer", "rater__person_id", ("statement", "value"),
               untold={"rater_id": "is a technical mark; the answer is yours by it"}),
    ),
    "readiness_work": (
        Source("readiness.Round", "opened_by_id", ("number", "opened_at", "closes_on", "closed_at"),
               untold={"edition": "which statements were asked of everybody"}),
        Source("readiness.Task", "owner_id",
               ("round__number", "statement", "text", "due_on", "made_at", "done_at", "dropped_at")),
    ),
    "reports": (
        *(Source("reports.ReportPlan", who, ("rhythm", "created_at", "ended_at"),
                 untold={"*": "the rules of the plan are the organisation's"})
          for who in ("created_by_id", "recipients")),
        Source("reports.ReportLink", "created_by_id", ("label", "period", "first", "created_at", "expires_at"),
               untold={"*": "how often it was opened is the organisation's"}),
    ),
    "wave_place": (
        Source("waves.Place", "person_id", ("wave__number", "wave__first_day", "moved_at"),
               untold={"*": "who moved you may not concern you; the plan is the organisation's"}),
    ),
    "wave_plans": (
        Source("waves.Plan", "made_by_id", ("made_at", "first_day", "agreed_at", "ended_at"),
               untold={"*": "the rules of the plan are the organisation's"}),
        Source("waves.Wave", "launched_by_id", ("number", "first_day", "launched_at", "reason"),
               untold={"*": "the wave is the organisation's"}),
    ),
    "wave_work": (Source("waves.Check", "owner_id", ("wave__number", "key", "text", "due_on", "note"), untold=_OF_LIST),
                  Source("waves.Check", "done_by_id", ("wave__number", "key", "text", "done_at"), untold=_OF_LIST)),
    "boards": (Source("recognition.BoardPlace", "person_id", ("board__kind", "joined_at", "figure")),
               Source("recognition.NameConsent", "person_id", ("since",))),
    "stops": (Source("mailings.Unsubscribe", "person_id", ("created_at",), untold={"token_hash": _HASH}),),
    "passkeys": (Source("passkeys.Passkey", "person_id", ("name", "synced", "backed_up", "created_at", "used_at"),
                        untold={"credential_id": _KEY, "public_key": _KEY, "handle": _KEY, "sign_count": _KEY}),),
    "recovery": (Source("passkeys.RecoveryCode", "person_id", ("created_at", "used_at"),
                        untold={"salt": _HASH, "code_hash": _HASH}),),
    "sessions": (Source("people.Visit", "person_id", ("scope", "way", "browser", "system", "started_at", "seen_at"),
                        untold={"session": "the key that keeps you signed in"}),),
}  # fmt: skip
#: Tables whose rows are told by another one.
BY_ANOTHER = {"sessions.Session": "people.Visit says whose it is; it holds nothing else"}
