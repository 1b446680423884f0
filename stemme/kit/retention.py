"""What is kept about people: what, why, who sees it, how long, and how it ends. Pure.

The one place with the periods (research/security.md 2.3, whose row numbers stand behind ``number``). The jobs delete by
it, the pages "Everything we measure about you" and "Your data" print it, and so does docs/security/retention.md.
Texts are English here; pages translate them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


def _(text: str) -> str:
    """Marks a text for the translators."""
    return text


#: How a row ends. With the person: thirty days after they left the company, or when they are erased.
WITH_PERSON, UNTIL_CHANGED, WHILE_HELD, DELETED, UNNAMED = "person", "changed", "held", "deleted", "unnamed"
#: Who sees it besides the person.
NOBODY = ""
LISTS = _("People administrators")
NUMBERS = _("Numbers without names: people administrators")
SUMS = _("Sums for all and for groups of %(floor)s or more: administrators")
EDITORS = _("Editors")
AUDITORS = _("Owners, and the employee representative as far as it is about roles, settings, measuring and looking")
DECIDERS = _("Owners, programme leads and the employee representative")

_MONTHS = {12: 365, 36: 1096}
#: So many rows are deleted or changed in one transaction: on SQLite nobody else writes meanwhile.
AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of record about people."""

    key: str
    #: Row of the table in research/security.md 2.3; 0 for what came later.
    number: int
    what: str
    why: str
    others: str
    ends: str
    #: Whole days until it ends; 0 when that depends on the person alone.
    days: int
    tables: tuple[str, ...]

    @property
    def months(self) -> int:
        """The same in months, or 0 when it is no such number."""
        return next((months for months, days in _MONTHS.items() if days == self.days), 0)

    @property
    def period(self) -> dt.timedelta:
        """How long."""
        return dt.timedelta(days=self.days)


#: Somebody who has left the company is erased after so many days (security.md P-17).
LEAVERS = 30
_TO_INVITE = _("To invite you and to write to you")
_YOUR_VOICE = _("To show what your voice does")

ROWS: tuple[Kept, ...] = (
    Kept("person", 1,
         _("Name, work address, staff number, team, title, place and language, as your company handed them over"),
         _TO_INVITE, LISTS, WITH_PERSON, LEAVERS, ("people.Person",)),
    Kept("state", 3, _("That you were invited, joined or take a break"), _("To respect it"), LISTS,
         WITH_PERSON, LEAVERS, ("people.Person",)),
    Kept("guidelines_read", 3,
         _("Which version of the guidelines you say you have read, when, in which language, and a fingerprint of it"),
         _("So that you can show it, and are not asked twice"), SUMS, WITH_PERSON, LEAVERS,
         ("policy.Acknowledgement",)),
    Kept("guidelines_contact", 0, _("That colleagues may ask you about the guidelines: what for, and your telephone"),
         _("So that others can ask you, because you agreed to it"), _("Colleagues who open that page"), UNTIL_CHANGED,
         0,
         ("policy.GuidelinesContact",)),
    Kept("no", 3, _("That you said no"), _("To leave you alone"), NUMBERS, WITH_PERSON, LEAVERS, ("people.Person",)),
    Kept("choices", 4, _("Your choice of language, of day or night, of topics, and how often you want mail"),
         _("To do as you wish"), NOBODY, UNTIL_CHANGED, 0, ("people.Person", "feed.Interest", "mailings.Rhythm",
                                                    "mailings.QuietWeek")),
    Kept("leanings", 0, _("What you asked for more or less of: stories, topics, streams"),
         _("To choose stories for you"), NOBODY, UNTIL_CHANGED, 0, ("feed.Leaning",)),
    Kept("lots", 0,
         _("Which lotteries over stories or campaigns you were in, and whether yours was to be invited later"),
         _("To see by comparing what inviting causes; only sums are read"), NOBODY, DELETED, 30, ("library.Lot",)),
    Kept("apps", 0, _("The apps that you say you use"), _("To offer you these first"), NOBODY,
         UNTIL_CHANGED, 0, ("sharing.OwnApps",)),
    Kept("roles", 0, _("Rights you hold in the programme, and who granted them"),
         _("To let you in, and nobody else"), LISTS, WHILE_HELD, 0, ("people.RoleGrant",)),
    Kept("offers", 6, _("Which stories you were shown, on which day"), _("To repeat nothing"), SUMS,
         DELETED, 90, ("feed.Offer",)),
    Kept("readings", 9, _("Which stories you opened, saved or turned down, and why if you said so"),
         _("To choose stories for you"), SUMS, DELETED, 365,
         ("feed.Reading", "feed.Saved", "feed.Declined", "stats.Acted")),
    Kept("shares", 9,
         _("What you shared, where and when, whether you changed the text, whether you say that you posted it, and the "
           "address of the post if you gave it. Never the text itself"),
         _YOUR_VOICE, SUMS, UNNAMED, 365, ("sharing.Share",)),
    Kept("drafts", 0, _("Drafts of posts that you asked us to keep"), _("So that you can go on writing"), NOBODY,
         DELETED, 30, ("sharing.Draft",)),
    Kept("typing", 0, _("What you typed into the form of a story and did not save"), _("So that nothing is lost"),
         NOBODY, DELETED, 30, ("library.Unsaved",)),
    Kept("looks", 0, _("Looks at stories that you asked colleagues for or gave them, with what you wrote about it"),
         _("So that a second person has looked before a story goes out"), EDITORS, DELETED, 365, ("library.Review",)),
    Kept("reactions", 0, _("Reactions, comments and reshares that you typed in about your posts, as numbers"),
         _("For your own figures and your score"), NOBODY, DELETED, 365, ("sharing.Reported",)),
    Kept("network_numbers", 0,
         _("What networks show in public under your posts or say in your own file: how often people reacted, and when "
           "we looked. Never their names, never the words"),
         _("For your own figures and your score"), NOBODY, DELETED, 365, ("reactions.Watched", "reactions.FromFile")),
    Kept("not_fetched", 0, _("That you do not want numbers fetched from your posts"), _("To respect it"), NOBODY,
         UNTIL_CHANGED, 0, ("reactions.NotFetched",)),
    Kept("taking_part", 9,
         _("That you took part in a week or month, and how often you read, saved and shared in it"),
         _("The lit window on the quay, the other 97 per cent"), SUMS, DELETED, 365, ("stats.TakingPart",)),
    Kept("reminders", 0, _("Which stories you asked to be reminded of, and when"), _("To remind you"), NOBODY,
         DELETED, 30, ("reminders.Reminder",)),
    Kept("proposals", 0,
         _("What you proposed as a story, why, whether you may be named, and the editors’ answer"),
         _("So that the editors can answer you"), _("The editors of the stream"), DELETED, 365,
         ("library.SourceItem",)),
    Kept("steps", 0, _("Steps you said you would try, and how it went if you said so"),
         _("So that nothing is suggested twice"), NOBODY, DELETED, 365, ("growth.TriedStep",)),
    Kept("lessons", 0,
         _("Lessons you marked as done, what you wrote in them and kept, and which step you are shown"),
         _("So that you find it again"), NOBODY, UNTIL_CHANGED, 0,
         ("growth.LessonDone", "growth.Note", "growth.Suggestion")),
    Kept("first_steps", 0, _("How far you are in the first five steps"), _("So that you go on where you stopped"),
         NOBODY, UNTIL_CHANGED, 0, ("onboarding.Progress",)),
    Kept("scorecard", 0, _("That you let others see your scorecard, by which agreement and since when"),
         _("So that nobody sees it but those you agreed to"), _("Your direct manager"), UNTIL_CHANGED, 0,
         ("scorecards.Consent",)),
    Kept("care", 0,
         _("That you may be asked: for what, your field, and whether the list may say where you are on the map"),
         _("So that others can ask you, because you offered it"), LISTS, UNTIL_CHANGED, 0, ("atlas.CareOffer",)),
    Kept("care_contacts", 0, _("On which day somebody was in touch with you because you offered it"),
         _("So that you are not asked too often"), LISTS, DELETED, 365, ("atlas.CareContact",)),
    Kept("place", 0,
         _("Your answers to the eight questions, what you say you are and how far you want to go, and your place"),
         _("To show you your place among the nine types"), _("Groups of %(floor)s or more on a map, without names"),
         UNTIL_CHANGED, 0,
         ("maturity.Answer", "maturity.Correction", "maturity.Preference", "maturity.StoredPlace")),
    Kept("own_numbers", 0, _("Numbers from your own files of other services that you approved. Never the files"),
         _("To show you your place among the nine types"), NOBODY, UNTIL_CHANGED, 0, ("maturity.OwnNumbers",)),
    Kept("place_months", 0, _("Where you were among the nine types, by month"), _("To show you how you moved"),
         _("Groups of %(floor)s or more on a map, without names"), DELETED, 365, ("maturity.PlaceOfMonth",)),
    Kept("readiness", 0,
         _("That you were asked how ready your company is, in which role, and what you answered. Once the round is "
           "closed only if you agreed to be named"),
         _("To see where to begin, and where people see it differently"),
         _("Programme leads: whether you answered. Answers by name only where you agreed"), UNNAMED, 365,
         ("readiness.Rater", "readiness.Answer")),
    Kept("readiness_work", 0, _("Rounds about readiness that you opened, and tasks from them that are yours"),
         _("To know whom to ask"), _("Owners, programme leads and analysts"), WITH_PERSON, LEAVERS,
         ("readiness.Round", "readiness.Task")),
    Kept("wave_place", 0, _("With which wave of the roll-out you are invited"),
         _("So that somebody has time for you then"), _("Programme leads"), WITH_PERSON, LEAVERS, ("waves.Place",)),
    Kept("wave_plans", 0, _("Plans of the roll-out that you made, and waves that you launched"),
         _("To know whom to ask"), _("Programme leads"), WITH_PERSON, LEAVERS, ("waves.Plan", "waves.Wave")),
    Kept("wave_work", 0, _("Lines of check-lists of the roll-out that you look after or ticked off"),
         _("To know whom to ask"), _("Owners, programme leads and analysts"), WITH_PERSON, LEAVERS,
         ("waves.Check",)),
    Kept("buddies", 0, _("That you like to help newcomers, for how many at a time, or would like company yourself"),
         _("To find somebody for both of you"), SUMS, UNTIL_CHANGED, 0, ("buddies.Helper", "buddies.Wish")),
    Kept("buddy_pairs", 0, _("Whom you were proposed to as a buddy or who to you, and how far you got together"),
         _("To introduce you once both have said yes"), NOBODY, DELETED, 90, ("buddies.Pair",)),
    Kept("points", 19, _("Your ledger of points: what for, when and how many, and since when you collect"),
         _("So that you can follow every point"), SUMS, WITH_PERSON, LEAVERS,
         ("rewards.Collector", "rewards.Entry")),
    Kept("point_requests", 20, _("What you asked to redeem points for, or to have corrected, and the answer"),
         _("To hand over what you asked for"), LISTS, WITH_PERSON, LEAVERS, ("rewards.Request",)),
    Kept("deeds", 24, _("A journal of these deeds and of your sign-ins, with the time"),
         _("So that figures can be checked and misuse found"), NOBODY, DELETED, 90, ("journal.Fact",)),
    Kept("audit", 24,
         _("When you came in as an administrator, what you did as one or were refused, and who looked at your data"),
         _("So that whoever has power answers for it"), AUDITORS, DELETED, 365, ("journal.Fact",)),
    Kept("works", 0, _("Stories, streams, feeds, guidelines and links for joining that you made, changed or sent"),
         _("To know whom to ask"), EDITORS, WITH_PERSON, LEAVERS,
         ("library.Story", "library.Stream", "policy.Guidelines", "policy.JobFunction", "joining.JoinLink",
          "mailings.StorySend", "library.Pause", "library.Version", "library.SourceItem", "waves.KitText",
          "library.Lottery", "landing.Page", "landing.Webhook", "followups.Sequence", "outcomes.Goal",
          "outcomes.Door")),
    Kept("reports", 0, _("Reports you planned, made links to, or get by mail"), _("To know whom to ask and to send to"),
         _("Programme leads"), WITH_PERSON, LEAVERS, ("reports.ReportPlan", "reports.ReportLink")),
    Kept("uploads", 0, _("Pictures, videos and documents that you uploaded for stories"), _("To know whom to ask"),
         EDITORS, WITH_PERSON, LEAVERS, ("media.Asset",)),
    Kept("papers", 0, _("Editions of the papers that you issued, or noted as seen"), _("To know who answers for them"),
         DECIDERS, WITH_PERSON, LEAVERS, ("council.Edition", "council.Seen")),
    Kept("agreements", 0, _("Agreements on measuring that you asked for, answered or closed, with your reasons"),
         _("To know who answers for them"), _("Everybody, once it was agreed to"), WITH_PERSON, LEAVERS,
         ("agreements.Agreement",)),
    Kept("told", 0, _("When and how you were told of an agreement on measuring"),
         _("So that nothing begins before everybody knows"), NOBODY, WITH_PERSON, LEAVERS, ("agreements.Told",)),
    Kept("links", 11, _("Your tracked links"), _("To count visits, if you allow it"), NOBODY,
         UNNAMED, 365, ("links.TrackedLink",)),
    Kept("figures", 13, _("Clicks and visitors from your links, as numbers by day"), _YOUR_VOICE, SUMS,
         UNNAMED, 365, ("stats.Tally",)),
    Kept("outcomes", 0,
         _("Clicks on your links that led to an outcome, such as an application: when, on which story and channel"),
         _YOUR_VOICE, SUMS, UNNAMED, 365, ("outcomes.Touch", "outcomes.OutcomeTally")),
    Kept("score", 0, _("Your influence score: what it is made of, and what it was in each week"), _YOUR_VOICE, NOBODY,
         DELETED, 365, ("scores.Card", "scores.WeekScore")),
    Kept("clicks", 12, _("Single clicks on your links, without address or name of the visitor"),
         _("To check the figures"), NOBODY, DELETED, 30, ("links.Click",)),
    Kept("own_browser", 14, _("Which visitor your browser would be on this day, as a number without address"),
         _("So that your own visits do not count"), NOBODY, DELETED, 2, ("links.OwnBrowser",)),
    Kept("mails", 7,
         _("Which mails we sent you, with which stories, and whether they arrived. Not whether you opened them"),
         _("To write at most once a day"), NOBODY, DELETED, 30, ("mailings.Mailing",)),
    Kept("bounces", 0, _("That a mail to you came back for now, for example because the mailbox was full"),
         _("To notice when an address does not work any more"), NOBODY, DELETED, 90, ("mailings.SoftBounce",)),
    Kept("doors", 23, _("Fingerprints of the links in your mails"), _("To let you in without a password"), NOBODY,
         DELETED, 44, ("people.DoorLink",)),
    Kept("sign_ins", 22, _("Fingerprints of your sign-in links"), _("To let you in without a password"), NOBODY,
         DELETED, 2, ("people.SignInLink",)),
    Kept("accounts", 0, _("Which account of your company’s sign-in is yours, as a number that the sign-in gave it"),
         _("To let you in without a mail"), NOBODY, WITH_PERSON, LEAVERS, ("oidc.Identity",)),
    Kept("chat_accounts", 0,
         _("Who you are in Slack or Teams, as the number and the conversation they gave, and whether you are there"),
         _("To write to you where you want to read"), NOBODY, UNTIL_CHANGED, 0, ("chat.Account",)),
    Kept("boards", 19, _("That you joined a board, with your figure on it, and that your team may see your name"),
         _("To name you where you wish to be named, and nowhere else"), _("Colleagues who open that page"),
         UNTIL_CHANGED, 0, ("recognition.BoardPlace", "recognition.NameConsent")),
    Kept("stops", 4, _("Fingerprints of the links that stop mails"), _("To let you stop mails with one press"), NOBODY,
         DELETED, 400, ("mailings.Unsubscribe",)),
    Kept("passkeys", 23, _("Your passkeys: the public half, the name you gave it, when it was added and last used"),
         _("To let you in without a password"), NOBODY, WITH_PERSON, LEAVERS, ("passkeys.Passkey",)),
    Kept("recovery", 23, _("Fingerprints of your recovery codes, and which of them you used"),
         _("To let you in without a password"), NOBODY, WITH_PERSON, LEAVERS, ("passkeys.RecoveryCode",)),
    Kept("sessions", 23, _("Open sessions: who, since when, last seen when, with which browser"),
         _("To keep you signed in"), NOBODY, DELETED, 30, ("sessions.Session", "people.Visit")),
)  # fmt: skip

#: What holds no key to a person, but is about groups or for the operator; not on anybody's own page.
OTHERS: tuple[Kept, ...] = (
    Kept("groups", 21, _("How many of a team took part, were invited, and came through its links"),
         _("To steer the programme"), _("Administrators, from the group floor on"), UNNAMED, 1096,
         ("stats.Turnout", "stats.Invited", "stats.Tally")),
    Kept("visitors", 14, _("Which click was whose visit of a day (a number), for the networks of clicks as well"),
         _("To count each visitor once"), _("Nobody"), UNNAMED, 2, ("links.Click", "links.ClickInbox")),
    Kept("seen", 14, _("Which visitor came through which link"), _("To count each visitor once"), _("Nobody"),
         DELETED, 3, ("stats.Seen",)),
    Kept("joining", 1, _("Who asked to take part and has not confirmed yet: name, address, language"),
         _("To send them the one mail they asked for"), _("People administrators, when there is no work address"),
         DELETED, 7, ("joining.JoinRequest",)),
    Kept("leads", 0, _("Who left a name on a landing page and has not confirmed it yet: name, address, answers"),
         _("To send them the one mail they asked for"), _("Nobody"), DELETED, 7, ("landing.Lead",)),
    Kept("leads_confirmed", 0,
         _("Who confirmed it: name, address, answers, the words agreed to. A landing page may say another period"),
         _("To answer what they asked for"), _("Nobody"), DELETED, 365, ("landing.Lead",)),
    Kept("landing_steps", 0,
         _("Fingerprints of clicks that took a step on a landing page (came, stayed, sent the form), never whose"),
         _("To count each step of a click once"), _("Nobody"), DELETED, 2, ("landing.StepSeen",)),
    Kept("challenges", 22, _("Fingerprints of open questions to browsers about a passkey; not whose they are"),
         _("To accept each answer once"), _("Nobody"), DELETED, 1, ("passkeys.Challenge",)),
    Kept("pulse", 21, _("Answers to the question of each quarter, added up: never one answer, never a person"),
         _("To see whether people felt free to decline"),
         _("Everybody, after the quarter and from the group floor on"), DELETED, 1096, ("pulse.Pulse",)),
    Kept("uplift", 0, _("What came of a lottery, as sums over those invited and those not; never a person"),
         _("To tell what inviting caused"), _("Those who may see the overview, from the group floor on"), DELETED, 1096,
         ("uplift.Outcome",)),
    Kept("pulse_marks", 0, _("Fingerprints of who has answered the question of this quarter; never what"),
         _("To ask everybody once"), _("Nobody"), DELETED, 92, ("pulse.Answered",)),
    Kept("limits", 22, _("How often something was tried lately, under a hash"), _("To stop guessing"), _("Nobody"),
         DELETED, 1, ("people.RateBucket",)),
    Kept("erasures", 28, _("That somebody was erased: keyed hashes in files apart from the database"),
         _("To erase them again after a backup was restored"), _("Nobody"), DELETED, 1096, ()),
)  # fmt: skip

OF: dict[str, Kept] = {row.key: row for row in ROWS + OTHERS}


def before(key: str, *, now: dt.datetime) -> dt.datetime:
    """The moment before which records of this kind have served their time.

    >>> before("offers", now=dt.datetime(2026, 4, 1, tzinfo=dt.UTC)).date()
    datetime.date(2026, 1, 1)
    """
    return now - OF[key].period


def kept_for(row: Kept) -> tuple[str, int]:
    """How long, as an English text with one place for a number, and the number.

    >>> kept_for(OF["offers"])
    ('%(n)s days', 90)
    """
    if row.ends == UNTIL_CHANGED:
        return _("until you change it, or are erased"), 0
    if row.ends == WHILE_HELD:
        return _("until they are taken away, at the latest when you leave the company"), 0
    if row.ends == WITH_PERSON:
        return _("while you work here and %(n)s days after, or until you are erased"), row.days
    if row.ends == UNNAMED and row.months:
        return _("%(n)s months with your name, then without"), row.months
    return (_("%(n)s months"), row.months) if row.months else (_("%(n)s days"), row.days)
