"""Facts of administration in words: one sentence for each kind. Names come from outside, at the moment of reading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stemme.agreements.wording import LOCK_NAMES
from stemme.audit.outcome_sentences import OUTCOME_SENTENCES
from stemme.audit.subjects import ABOUT_PEOPLE, ABOUT_STORIES, ABOUT_STREAMS
from stemme.journal import chain, fact_groups, facts
from stemme.journal.queries import FactRow
from stemme.people import roles
from stemme.people.role_wording import role_name
from stemme.people.roles import ROLE_OF

_PLACE = re.compile(r"%\((\w+)\)s")

SENTENCES: dict[str, Any] = {
    facts.PEOPLE_IMPORTED: _("%(actor)s imported people: %(joined)s new, %(changed)s changed, %(left)s left"),
    facts.PEOPLE_EXPORTED: _("%(actor)s took along the list of people: %(people)s of them"),
    facts.PERSON_INVITED: _("%(actor)s invited %(person)s"),
    facts.PERSON_DEACTIVATED: _("%(actor)s took %(person)s off the list, as having left"),
    facts.PERSON_BROUGHT_BACK: _("%(actor)s put %(person)s back on the list"),
    facts.PERSON_REMINDED: _("%(actor)s had %(person)s reminded of the invitation"),
    facts.PERSON_MOVED: _("%(actor)s moved %(person)s to another team"),
    facts.PERSON_ENROLLED: _("%(person)s came in by a link for joining"),
    facts.JOIN_LINK_MADE: _("%(actor)s made a link for joining"),
    facts.JOIN_LINK_STOPPED: _("%(actor)s stopped a link for joining"),
    facts.JOIN_ACCEPTED: _("%(actor)s said yes to somebody who wants to join without a work address"),
    facts.JOIN_REFUSED: _("%(actor)s said no to somebody who wanted to join without a work address"),
    facts.PERSON_ERASED: _("Everything about somebody who had left was erased"),
    facts.PERSON_OPENED: _("%(actor)s opened the page of %(person)s"),
    facts.ROLE_GRANTED: _("%(actor)s granted %(person)s the role “%(role)s”"),
    facts.ROLE_TAKEN: _("%(actor)s took the role “%(role)s” from %(person)s"),
    facts.PASSKEYS_RESET: _("%(actor)s reset the passkeys of %(person)s: %(passkeys)s of them"),
    facts.PASSKEY_COPIED: _("A passkey of %(person)s is used by two devices; it was refused"),
    facts.GUIDELINES_CONTACT_NAMED: _("%(actor)s named %(person)s as somebody to ask about the guidelines"),
    facts.GUIDELINES_CONTACT_ENDED: _("%(actor)s took %(person)s off the list of whom to ask about the guidelines"),
    facts.GUIDELINES_PUBLISHED: _("%(actor)s published version %(version)s of the guidelines"),
    facts.WORD_RULES_CHANGED: _(
        "%(actor)s changed the rules about words in posts: %(phrases)s phrases, %(never)s of which stop a post"
    ),
    facts.FUNCTION_MADE: _("%(actor)s wrote down what is hoped for in a function"),
    facts.FUNCTION_CHANGED: _("%(actor)s changed what is hoped for in a function (version %(version)s)"),
    facts.FUNCTION_ARCHIVED: _("%(actor)s put away what is hoped for in a function"),
    facts.STREAM_CREATED: _("%(actor)s opened the stream “%(stream)s”"),
    facts.STREAM_CHANGED: _("%(actor)s changed the stream “%(stream)s”"),
    facts.STREAM_ARCHIVED: _("%(actor)s put the stream “%(stream)s” away"),
    facts.STREAM_BROUGHT_BACK: _("%(actor)s brought the stream “%(stream)s” back"),
    facts.STORY_CREATED: _("%(actor)s began the story “%(story)s”"),
    facts.STORY_CHANGED: _("%(actor)s changed the story “%(story)s”"),
    facts.STORY_PUBLISHED: _("%(actor)s published the story “%(story)s”"),
    facts.STORY_WITHDRAWN: _("%(actor)s withdrew the story “%(story)s”"),
    facts.STORY_CHANGED_UNSEEN: _("%(actor)s changed the story “%(story)s” after the look at it, without a new one"),
    facts.STORY_ARCHIVED: _("%(actor)s put the story “%(story)s” away"),
    facts.STORY_UNARCHIVED: _("%(actor)s put the story “%(story)s” back on the desk"),
    facts.STORY_LOOK_ASKED: _("%(actor)s asked for a look at the story “%(story)s”"),
    facts.STORY_LOOK_DROPPED: _("%(actor)s no longer asks for a look at the story “%(story)s”"),
    facts.STORY_LOOKED: _("%(actor)s looked at the story “%(story)s” and answered"),
    facts.CAMPAIGN_CHANGED: _("%(actor)s made or changed a campaign"),
    facts.STORY_STOPPED: _("%(actor)s stopped the story “%(story)s” at once"),
    facts.STORY_RESUMED: _("%(actor)s let the story “%(story)s” go on"),
    facts.STREAM_STOPPED: _("%(actor)s stopped the stream “%(stream)s” at once"),
    facts.STREAM_RESUMED: _("%(actor)s let the stream “%(stream)s” go on"),
    facts.EVERYTHING_STOPPED: _("%(actor)s stopped everything at once"),
    facts.EVERYTHING_RESUMED: _("%(actor)s let everything go on"),
    facts.SHARERS_TOLD: _("%(actor)s told those who had shared why: %(people)s of them"),
    facts.MAIL_SENT_AGAIN: _("%(actor)s had a mail to %(person)s sent again that may not have arrived"),
    facts.ADDRESS_TRIED_AGAIN: _("%(actor)s had mails go again to the address of %(person)s"),
    facts.BRAND_CHANGED: _("%(actor)s changed how the pages look"),
    facts.PAGE_DOMAIN_CHANGED: _("%(actor)s changed the domain of the pages"),
    facts.LINK_DOMAIN_CHANGED: _("%(actor)s changed the domain of the links"),
    facts.VALUES_CHANGED: _("%(actor)s changed what results are worth and what the programme costs"),
    facts.MEDIA_VALUE_OFF: _("%(actor)s switched media value off for good"),
    facts.MEASURED_SITES_CHANGED: _("%(actor)s changed the sites on which outcomes are counted"),
    facts.OFFICE_NETWORKS_CHANGED: _("%(actor)s changed the networks of the offices: %(networks)s now"),
    facts.SIGN_IN_CHANGED: _("%(actor)s set up the company’s own sign-in"),
    facts.SIGN_IN_REMOVED: _("%(actor)s took away the company’s own sign-in: %(accounts)s accounts had been connected"),
    facts.ROLES_PROTECTED: _("%(actor)s decided that roles need more than a mail"),
    facts.ROLES_UNPROTECTED: _("%(actor)s decided that a mail is enough for roles"),
    facts.ACCOUNT_REFUSED: _("A sign-in with a company account was refused (%(reason)s)"),
    facts.PAPERS_SETTINGS_CHANGED: _("%(actor)s changed what the papers say about contacts, country and basis"),
    facts.PAPERS_ISSUED: _("%(actor)s issued edition %(edition)s of the papers"),
    facts.PAPERS_SEEN: _("%(actor)s has seen edition %(edition)s of the papers"),
    facts.CHAT_CHANGED: _("%(actor)s set up posting to Slack or Teams"),
    facts.CHAT_REMOVED: _("%(actor)s took away a channel or an app of Slack or Teams"),
    facts.STORY_TO_CHAT: _("%(actor)s had the story “%(story)s” posted in channels of Slack or Teams: %(channels)s"),
    facts.MAILS_CHANGED: _("%(actor)s changed when mails go out: at most %(cap)s a week, quiet hours %(quiet)s"),
    facts.STORY_SENT: _("%(actor)s sent the story “%(story)s” out by mail"),
    facts.STORY_SEND_STOPPED: _("%(actor)s stopped the mails with the story “%(story)s”"),
    facts.PROPOSAL_ANSWERED: _("%(actor)s answered what a colleague had proposed"),
    facts.ASSET_UPLOADED: _("%(actor)s uploaded a picture, a video or a document"),
    facts.ASSET_CHANGED: _("%(actor)s changed the description of an uploaded file"),
    facts.ASSET_DELETED: _("%(actor)s deleted an uploaded file"),
    facts.SOURCE_ADDED: _("%(actor)s added a feed"),
    facts.SOURCE_CHANGED: _("%(actor)s changed how a feed is read"),
    facts.SOURCE_REMOVED: _("%(actor)s removed a feed"),
    facts.ROLE_SIGNED_IN: _("%(actor)s signed in, with %(way)s"),
    facts.CODE_REFUSED: _("Somebody typed a wrong code for the sign-in of %(person)s"),
    facts.RIGHT_REFUSED: _("%(actor)s asked for something their roles do not open, and was refused: %(right)s"),
    facts.CARE_READ: _("%(actor)s looked at the list of people who may be asked"),
    facts.SCORECARD_SEEN: _("%(actor)s looked at the scorecard of %(person)s, who had agreed to it"),
    facts.SCORECARDS_EXPORTED: _("%(actor)s took along the scorecards of those who had agreed to it as a file"),
    facts.CARE_CONTACTED: _("%(actor)s noted having been in touch with %(person)s"),
    facts.AUDIT_READ: _("%(actor)s looked into the audit"),
    facts.AUDIT_EXPORTED: _("%(actor)s took along the audit as a file: %(entries)s entries"),
    facts.AUDIT_CUT: _("The oldest entries were forgotten after twelve months: %(facts)s since the beginning"),
    facts.LOCK_ASKED: _("%(actor)s asked to open “%(lock)s”, with %(days)s days of notice"),
    facts.LOCK_AGREED: _("%(actor)s agreed, for the employees, that “%(lock)s” may open"),
    facts.LOCK_REFUSED: _("%(actor)s refused, for the employees, to open “%(lock)s”"),
    facts.LOCK_VOUCHED: _("%(actor)s vouched that everybody else was told of “%(lock)s” in another way"),
    facts.LOCK_ANNOUNCED: _("Everybody was told of “%(lock)s”: %(people)s people. It opens on %(day)s"),
    facts.LOCK_CLOSED: _("%(actor)s closed “%(lock)s”"),
    facts.FETCHING_ON: _("%(actor)s allowed public counts of colleagues’ posts to be fetched for them"),
    facts.FETCHING_OFF: _("%(actor)s switched off fetching public counts of posts"),
    facts.LOTTERY_DRAWN: _(
        "%(actor)s drew lots among %(people)s people: %(percent)s per cent are not invited for a while"
    ),
    facts.LOTTERY_ENDED: _("A lottery ended: everybody is invited"),
    facts.PULSE_THRESHOLD_CHANGED: _("%(actor)s set the threshold of the pulse to %(percent)s per cent"),
    facts.READINESS_OPENED: _("%(actor)s opened round %(number)s of readiness"),
    facts.READINESS_CLOSED: _("%(actor)s closed round %(number)s of readiness"),
    facts.READINESS_ASKED: _("%(actor)s asked somebody in round %(number)s of readiness"),
    facts.READINESS_TAKEN_BACK: _("%(actor)s took back an invitation to round %(number)s of readiness"),
    facts.READINESS_TASK_MADE: _("%(actor)s took on something to do from readiness"),
    facts.READINESS_TASK_SETTLED: _("%(actor)s settled something to do from readiness, or took it up again"),
    facts.REWARDS_CHANGED: _("%(actor)s changed the rules of the rewards: %(on)s of %(rules)s are on"),
    facts.REWARD_LISTED: _("%(actor)s changed what points can be redeemed for"),
    facts.REWARD_ANSWERED: _("%(actor)s answered a request about points"),
    facts.LEDGER_CORRECTED: _("%(actor)s corrected an entry in somebody’s ledger of points"),
    facts.CHALLENGE_PLANNED: _("%(actor)s planned a team challenge"),
    facts.CHALLENGE_CALLED_OFF: _("%(actor)s called off a team challenge"),
    facts.CHALLENGE_MET: _("Every house of a team challenge reached the goal"),
    facts.BOARD_OPENED: _("%(actor)s switched on the board “%(board)s”"),
    facts.BOARD_CLOSED: _("%(actor)s switched off the board “%(board)s”; everybody’s place on it was deleted"),
    facts.WAVES_PLANNED: _("%(actor)s planned the roll-out: %(people)s people in %(waves)s waves"),
    facts.WAVES_AGREED: _("%(actor)s agreed to the plan of the roll-out"),
    facts.WAVES_ENDED: _("%(actor)s ended the plan of the roll-out"),
    facts.WAVE_DUPLICATED: _("%(actor)s divided a wave of the roll-out in two"),
    facts.WAVE_PERSON_MOVED: _("%(actor)s put %(person)s into another wave of the roll-out"),
    facts.WAVE_LAUNCHED: _("%(actor)s launched a wave of the roll-out: %(people)s people were invited"),
    facts.WAVE_DATED: _("%(actor)s changed the days of a wave of the roll-out"),
    facts.WAVE_CHANGED: _("%(actor)s wrote down what a wave of the roll-out taught"),
    facts.WAVE_CHECKED: _("%(actor)s changed the check-list of a wave of the roll-out"),
    facts.WAVE_KIT_TEXT_CHANGED: _("%(actor)s changed a text of the launch kit (%(language)s)"),
    facts.WAVE_KIT_TEXT_RESET: _("%(actor)s took our text of the launch kit again (%(language)s)"),
    facts.WAVE_KIT_STORIES_CHOSEN: _("%(actor)s chose the stories that newcomers begin with: %(stories)s of them"),
    **OUTCOME_SENTENCES,
}
#: A kind may say more when a fact holds more: (kind, what is there) → sentence.
CLOSER: dict[tuple[str, str], Any] = {
    (facts.ROLE_GRANTED, "scope"): _("%(actor)s granted %(person)s the role “%(role)s” for %(scope)s"),
    (facts.ROLE_TAKEN, "scope"): _("%(actor)s took the role “%(role)s” for %(scope)s from %(person)s"),
    (facts.STORY_STOPPED, "host"): _("%(actor)s led the links of the stopped story “%(story)s” to %(host)s"),
    (facts.STREAM_STOPPED, "host"): _("%(actor)s led the links of the stopped stream “%(stream)s” to %(host)s"),
    (facts.EVERYTHING_STOPPED, "host"): _("%(actor)s led all links to %(host)s while everything is stopped"),
    (facts.PERSON_ERASED, "oneself"): _("Somebody erased everything about themselves"),
    (facts.PERSON_ERASED, "another"): _("%(actor)s erased everything about somebody"),
    (facts.AUDIT_READ, "person"): _("%(actor)s looked up in the audit what %(person)s had done"),
}
#: What somebody signed in with (people.models.way_choices), as it follows "with".
WAY_NAMES: dict[str, Any] = {
    "door": _("the link of a mail"),
    "link": _("the link of a mail"),
    "passkey": _("a passkey"),
    "oidc": _("the company’s own sign-in"),
}
RIGHT_NAMES: dict[str, Any] = {
    roles.READ_OVERVIEW: _("figures"),
    roles.WRITE_STORIES: _("stories and feeds"),
    roles.MANAGE_PEOPLE: _("people"),
    roles.MANAGE_ORGANISATION: _("settings"),
    roles.GRANT_ROLES: _("roles"),
    roles.READ_SETTINGS: _("what is measured"),
    roles.READ_AUDIT: _("the audit"),
    roles.RUN_INSTALLATION: _("the installation"),
}
TABLE_NAMES: dict[str, Any] = {
    "link_analysis": _("Link analysis"),
    "report_pdf": _("Report (PDF)"),
    "report_xlsx": _("Report (Excel)"),
    "report_csv": _("Report (CSV)"),
    "leads": _("Leads, with names"),
}
BOARD_NAMES: dict[str, Any] = {"quality": _("Influence"), "first_steps": _("First steps")}
GROUP_NAMES: dict[str, Any] = {
    fact_groups.ROLES: _("Roles"),
    fact_groups.SETTINGS: _("Settings"),
    fact_groups.MEASUREMENT: _("Measurement"),
    fact_groups.LOOKS: _("Looks and exports"),
    fact_groups.ACCESS: _("Signing in"),
    fact_groups.PEOPLE: _("People"),
    fact_groups.STORIES: _("Stories"),
}
BREAK_WORDS: dict[str, Any] = {
    chain.CHANGED: _("Entry %(number)s was changed after it had been written."),
    chain.REMOVED: _("Entry %(number)s was removed."),
    chain.INSERTED: _("Entry %(number)s was put in afterwards."),
    chain.SEAL_CHANGED: _("The seal on entry %(number)s was changed."),
    chain.SEAL_MISSING: _("Seal %(number)s was removed."),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; ``name`` is true for what has a name of its own and may be written in any direction."""

    text: str
    name: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called at this moment."""

    people: Mapping[int, str] = field(default_factory=dict)
    teams: Mapping[int, str] = field(default_factory=dict)
    stories: Mapping[int, str] = field(default_factory=dict)
    streams: Mapping[int, str] = field(default_factory=dict)

    def person(self, person_id: int | None) -> str:
        """A name, or words for the console and for whoever was erased."""
        if person_id is None:
            return gettext("The operator")
        return self.people.get(person_id) or gettext("Somebody who has left")


def parts(fact: FactRow, names: Names) -> list[Part]:
    """The sentence of a fact in the active language, cut at the names."""
    values = _values(fact, names)
    sentence = next(
        (closer for (kind, key), closer in CLOSER.items() if kind == fact.kind and key in values),
        SENTENCES.get(fact.kind) or _("%(actor)s: %(kind)s"),
    )
    pieces = _PLACE.split(str(sentence))
    found = [Part(_shown(values.get(text, "?")), name=True) if at % 2 else Part(text) for at, text in enumerate(pieces)]
    return [part for part in found if part.text]


def sentence(fact: FactRow, names: Names) -> str:
    """The same in one piece."""
    return "".join(part.text for part in parts(fact, names))


def _shown(value: object) -> str:
    """Numbers as the reader writes them."""
    return str(number_format(value, force_grouping=True)) if type(value) is int else str(value)


def _values(fact: FactRow, names: Names) -> dict[str, object]:
    values: dict[str, object] = {**fact.data, "actor": names.person(fact.actor_id), "kind": fact.kind}
    if fact.kind in ABOUT_PEOPLE and fact.subject_id is not None:
        values["person"] = names.person(fact.subject_id)
    if fact.kind == facts.PERSON_ERASED and fact.actor_id is not None:
        values["oneself" if fact.actor_id == fact.subject_id else "another"] = True
    if fact.kind in ABOUT_STORIES:
        values["story"] = names.stories.get(fact.subject_id or 0) or gettext("no longer there")
    if fact.kind in ABOUT_STREAMS:
        values["stream"] = names.streams.get(fact.subject_id or 0) or gettext("no longer there")
    if "role" in fact.data:
        values["role"] = role_name(fact.data["role"]) if fact.data["role"] in ROLE_OF else fact.data["role"]
        if scope := _scope(fact, names):
            values["scope"] = scope
    for key, names_of in (("way", WAY_NAMES), ("right", RIGHT_NAMES), ("board", BOARD_NAMES), ("lock", LOCK_NAMES)):
        if key in fact.data:
            values[key] = names_of.get(fact.data[key], fact.data[key])
    if fact.kind == facts.LOCK_ANNOUNCED:
        values["day"] = date_format(dt.date.fromisoformat(fact.data["day"]), "DATE_FORMAT")
    if "table" in fact.data:
        values["table"] = TABLE_NAMES.get(fact.data["table"], fact.data["table"])
    return values


def _scope(fact: FactRow, names: Names) -> str:
    """What a role was limited to; empty when it held everywhere."""
    if "team" in fact.data:
        return names.teams.get(fact.data["team"]) or gettext("a team that is no longer there")
    if "stream" in fact.data:
        return names.streams.get(fact.data["stream"]) or gettext("no longer there")
    return ""
