"""Tables, columns and values in the reader's words. Pure, but for Django's translations and formats."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

COLUMNS: dict[str, Any] = {
    "given_name": gettext_lazy("Given name"),
    "family_name": gettext_lazy("Family name"),
    "email": gettext_lazy("Work address"),
    "external_id": gettext_lazy("Staff number"),
    "team__name": gettext_lazy("Team"),
    "team_id": gettext_lazy("Team"),
    "title": pgettext_lazy("of a person", "Title"),
    "place": gettext_lazy("Place"),
    "language": gettext_lazy("Language"),
    "created_at": gettext_lazy("Made"),
    "deactivated_at": gettext_lazy("Left"),
    "bounced_at": gettext_lazy("Address failed"),
    "signed_out_at": gettext_lazy("Signed out everywhere"),
    "strong_sign_in_since": gettext_lazy("Stronger sign-in since"),
    "invited_at": gettext_lazy("Invited"),
    "joined_at": gettext_lazy("Joined"),
    "paused_until": gettext_lazy("On a break until"),
    "declined_at": gettext_lazy("Said no"),
    "language_chosen_at": gettext_lazy("Language chosen"),
    "theme": gettext_lazy("Look"),
    "topic__slug": gettext_lazy("Topic"),
    "since": gettext_lazy("Since"),
    "every": gettext_lazy("How often"),
    "changed_at": gettext_lazy("Changed"),
    "role": gettext_lazy("Role"),
    "stream_id": gettext_lazy("Stream"),
    "granted_at": gettext_lazy("Since"),
    "story_id": gettext_lazy("Story"),
    "id": gettext_lazy("Story"),
    "first_on": gettext_lazy("First on"),
    "first_in": gettext_lazy("First in"),
    "mailed": gettext_lazy("In mails"),
    "read_on": gettext_lazy("Opened"),
    "saved_at": gettext_lazy("Saved"),
    "reason": gettext_lazy("Reason"),
    "shared": gettext_lazy("Shared"),
    "day": gettext_lazy("Day"),
    "channel": gettext_lazy("Channel"),
    "own_words": gettext_lazy("In own words"),
    "posted": gettext_lazy("Posted, as you say"),
    "share__story_id": gettext_lazy("Story"),
    "share__channel": gettext_lazy("Channel"),
    "reactions": gettext_lazy("Reactions"),
    "comments": gettext_lazy("Comments"),
    "reshares": gettext_lazy("Reshares"),
    "shared_at": gettext_lazy("Shared"),
    "link__code": gettext_lazy("Link"),
    "code": gettext_lazy("Link"),
    "grain": gettext_lazy("Stretch"),
    "start": gettext_lazy("From"),
    "reads": gettext_lazy("Opened"),
    "saves": gettext_lazy("Saved"),
    "shares": gettext_lazy("Shared"),
    "first_shares": gettext_lazy("First share"),
    "kind": gettext_lazy("Kind"),
    "subject_id": gettext_lazy("About number"),
    "data": gettext_lazy("Details"),
    "happened_at": gettext_lazy("When"),
    "name": gettext_lazy("Name"),
    "version": gettext_lazy("Version"),
    "published_at": gettext_lazy("Published"),
    "number": gettext_lazy("Edition"),
    "edition__number": gettext_lazy("Edition"),
    "issued_at": gettext_lazy("Issued"),
    "noted_at": gettext_lazy("Noted as seen"),
    "counted": gettext_lazy("Counted"),
    "retired_at": gettext_lazy("Stopped"),
    "feedback": gettext_lazy("For what you think"),
    "promote": gettext_lazy("To help your posts find readers"),
    "mentor": gettext_lazy("For a newcomer"),
    "field": gettext_lazy("Field"),
    "show_type": gettext_lazy("Place on the map shown"),
    "offered_at": gettext_lazy("Offered"),
    "contacted_on": gettext_lazy("In touch"),
    "clicks": gettext_lazy("Clicks by people"),
    "visitors": gettext_lazy("Visitors"),
    "previews": gettext_lazy("Previews"),
    "bots": gettext_lazy("Robots"),
    "suspects": gettext_lazy("Suspects"),
    "own": gettext_lazy("Own visits"),
    "counted_at": gettext_lazy("Counted on"),
    "value": gettext_lazy("Influence score"),
    "quality": gettext_lazy("What your shares brought"),
    "evidence": gettext_lazy("How much there is to go by"),
    "lines": gettext_lazy("Counted from: story, channel, second, visitors, reactions, comments, reshares"),
    "week": gettext_lazy("Week"),
    "hit": gettext_lazy("Class"),
    "referrer": gettext_lazy("Came from"),
    "slot": gettext_lazy("Day"),
    "state": gettext_lazy("State"),
    "attempts": gettext_lazy("Tries"),
    "stories": gettext_lazy("Stories"),
    "planned_at": gettext_lazy("Planned"),
    "scope": gettext_lazy("Scope"),
    "expires_at": gettext_lazy("Ends"),
    "ended_at": gettext_lazy("Ended"),
    "used_at": gettext_lazy("Used"),
    "issuer": gettext_lazy("Issuer"),
    "subject": gettext_lazy("Account number"),
    "linked_at": gettext_lazy("Connected"),
    "wrong_codes": gettext_lazy("Wrong codes"),
    "synced": gettext_lazy("On several devices"),
    "backed_up": gettext_lazy("Kept by the device’s maker"),
    "browser": gettext_lazy("Browser"),
    "system": gettext_lazy("System"),
    "way": gettext_lazy("Opened by"),
    "started_at": gettext_lazy("Since"),
    "seen_at": gettext_lazy("Last seen"),
    "question": gettext_lazy("Question"),
    "option": gettext_lazy("Answer, from 0 to 4"),
    "answered_at": gettext_lazy("Answered"),
    "type": gettext_lazy("Type"),
    "corrected_at": gettext_lazy("Said"),
    "on_map": gettext_lazy("On the map"),
    "target": gettext_lazy("As far as"),
    "by_stemme": gettext_lazy("Placed by Stemme"),
    "network": gettext_lazy("Network, from 0 to 2"),
    "network_sd": gettext_lazy("Network: how far it may be off"),
    "network_low": gettext_lazy("Network: share in the lowest row"),
    "network_high": gettext_lazy("Network: share in the highest row"),
    "activity": gettext_lazy("Activity, from 0 to 2"),
    "activity_sd": gettext_lazy("Activity: how far it may be off"),
    "activity_low": gettext_lazy("Activity: share in the left column"),
    "activity_high": gettext_lazy("Activity: share in the right column"),
    "earlier_network": gettext_lazy("Network half a year before"),
    "earlier_activity": gettext_lazy("Activity half a year before"),
    "placed_at": gettext_lazy("Worked out"),
    "source": gettext_lazy("Service"),
    "connections": gettext_lazy("Contacts"),
    "new_connections": gettext_lazy("New contacts"),
    "invitations_sent": gettext_lazy("Invitations sent"),
    "originals": gettext_lazy("Own posts"),
    "until": gettext_lazy("Until"),
    "month": gettext_lazy("Month"),
    "step": gettext_lazy("Step"),
    "tried_at": gettext_lazy("Since"),
    "ask_from": gettext_lazy("Asked about from"),
    "outcome": gettext_lazy("How it went"),
    "lesson": gettext_lazy("Lesson"),
    "done_at": gettext_lazy("Done"),
    "text": gettext_lazy("Text"),
    "kept_at": gettext_lazy("Kept since"),
    "board__kind": gettext_lazy("Board"),
    "figure": gettext_lazy("Figure on the board"),
    "quiet_until": gettext_lazy("Nothing suggested until"),
}


def in_words(value: Any, *, zone: str) -> str:
    """A value as the page shows it; a dash for nothing."""
    if value is None or value == "" or value == [] or value == {}:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return date_format(value.astimezone(ZoneInfo(zone)), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT") if value.year > 1 else _("since ever")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def for_programs(value: Any) -> Any:
    """A value as JSON has it; moments in UTC, ISO 8601."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value
