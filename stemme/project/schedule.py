"""Everything that runs by itself, in one list. Workers enqueue a slot when its time comes (jobs/schedule.py).

A slot with ``wakes_on`` also runs as soon as such a fact is recorded.
"""

from __future__ import annotations

import datetime as dt

from stemme.jobs.schedule import Slot
from stemme.journal import facts

_MINUTE = 60
_HOUR = 60 * _MINUTE
#: The quiet hour for tidying up, as the servers of most users of the product see it.
_NIGHT = "Europe/Oslo"
#: What people expect their links to follow within a second.
_STORIES = frozenset({facts.STORY_CHANGED, facts.STORY_PUBLISHED, facts.STORY_WITHDRAWN})
_TO_CHAT = frozenset({facts.STORY_TO_CHAT})
_SENT = frozenset({facts.STORY_SENT})
_ANSWERED = frozenset({facts.PROPOSAL_ANSWERED})
_AGREED = frozenset({facts.LOCK_AGREED})
_INVITED = frozenset({facts.PERSON_INVITED, facts.PERSON_REMINDED})

SCHEDULE: tuple[Slot, ...] = (
    # What people wait for comes first.
    Slot("roll_up", "stemme.stats.jobs.roll_up", every=5, priority=20),
    Slot("follow_stories", "stemme.sharing.jobs.follow_stories", every=10, priority=30, wakes_on=_STORIES),
    Slot("read_facts", "stemme.stats.jobs.read_facts", every=15, priority=15),
    Slot("send_invitations", "stemme.mailings.jobs.send_invitations", every=30, priority=10, wakes_on=_INVITED),
    Slot("send_digests", "stemme.mailings.jobs.send_digests", every=5 * _MINUTE, priority=5, wakes_on=_SENT),
    Slot("send_reminders", "stemme.reminders.jobs.send_due", every=_MINUTE, priority=5),
    Slot("send_answers", "stemme.proposals.jobs.send_answers", every=5 * _MINUTE, priority=5, wakes_on=_ANSWERED),
    Slot("tell_owners", "stemme.proposals.jobs.tell_owners", daily_at=dt.time(8, 20), zone=_NIGHT),
    Slot("post_to_chat", "stemme.chat.jobs.post_stories", every=_MINUTE, priority=10, wakes_on=_TO_CHAT),
    Slot("find_chat_accounts", "stemme.chat.jobs.find_accounts", every=10 * _MINUTE),
    Slot("count_shares", "stemme.stats.share_jobs.count_shares", every=10 * _MINUTE),
    Slot("count_conversions", "stemme.outcomes.jobs.count_conversions", every=20),
    Slot("count_spreads", "stemme.stats.jobs.count_spreads", every=_MINUTE),
    Slot("fetch_sources", "stemme.library.jobs.fetch_due_sources", every=5 * _MINUTE),
    Slot("fetch_mails", "stemme.library.jobs.fetch_mails", every=5 * _MINUTE),
    Slot("look_at_posts", "stemme.reactions.jobs.look", every=_HOUR),
    Slot("rotate_salts", "stemme.project.jobs.rotate_salts", every=_HOUR, priority=10),
    Slot("keep_click_keys", "stemme.project.jobs.keep_click_keys", every=_HOUR, priority=10),
    Slot("forget_visits", "stemme.project.jobs.forget_visits", every=_HOUR),
    Slot("tidy_stats", "stemme.stats.jobs.tidy", every=_HOUR),
    Slot("place_people", "stemme.maturity.jobs.place_people", daily_at=dt.time(2, 10), zone=_NIGHT),
    Slot("count_challenges", "stemme.recognition.jobs.count_challenges", every=_HOUR),
    Slot("refresh_boards", "stemme.recognition.jobs.refresh_boards", every=_HOUR),
    Slot("send_followups", "stemme.followups.jobs.send_letters", every=5 * _MINUTE, priority=5),
    Slot("tell_of_leads", "stemme.landing.jobs.tell_of_leads", every=_MINUTE, priority=5),
    Slot("deliver_leads", "stemme.landing.jobs.deliver_leads", every=_MINUTE, priority=5),
    Slot("send_reports", "stemme.reports.jobs.send_reports", every=15 * _MINUTE),
    Slot("announce_agreements", "stemme.scorecards.jobs.announce", every=5 * _MINUTE, wakes_on=_AGREED),
    Slot("drop_void_consents", "stemme.scorecards.jobs.drop_void", every=_HOUR),
    Slot("compare_papers", "stemme.council.jobs.notice_changes", every=_HOUR),
    Slot("follow_buddies", "stemme.buddies.jobs.follow", every=5 * _MINUTE),
    Slot("read_points", "stemme.rewards.jobs.read_facts", every=5 * _MINUTE),
    Slot("seal_facts", "stemme.journal.jobs.seal", every=5),
    Slot("count_maps", "stemme.atlas.jobs.count_maps", daily_at=dt.time(2, 30), zone=_NIGHT),
    Slot("check_chains", "stemme.audit.jobs.check_chains", daily_at=dt.time(2, 50), zone=_NIGHT),
    Slot("forget_deeds", "stemme.project.jobs.forget_deeds", daily_at=dt.time(3, 0), zone=_NIGHT),
    Slot("end_lotteries", "stemme.uplift.jobs.end_lotteries", every=_HOUR),
    Slot("keep_waves", "stemme.waves.jobs.keep_waves", daily_at=dt.time(3, 50), zone=_NIGHT),
    Slot("count_scores", "stemme.scores.jobs.count_scores", daily_at=dt.time(2, 20), zone=_NIGHT),
    Slot("clean_up_jobs", "stemme.jobs.jobs.clean_up", daily_at=dt.time(3, 10), zone=_NIGHT),
    Slot("forget_old", "stemme.privacy.jobs.forget_old", daily_at=dt.time(4, 0), zone=_NIGHT),
    Slot("erase_leavers", "stemme.privacy.jobs.erase_leavers", daily_at=dt.time(4, 20), zone=_NIGHT),
    Slot("clear_sessions", "stemme.project.jobs.clear_sessions", daily_at=dt.time(3, 20), zone=_NIGHT),
    Slot("sweep_challenges", "stemme.passkeys.jobs.sweep_challenges", daily_at=dt.time(3, 42), zone=_NIGHT),
    Slot("sweep_files", "stemme.media.jobs.sweep_files", daily_at=dt.time(3, 44), zone=_NIGHT),
    Slot("sweep_doors", "stemme.people.jobs.sweep_doors", daily_at=dt.time(3, 40), zone=_NIGHT),
    Slot("tidy_mailings", "stemme.mailings.jobs.tidy", daily_at=dt.time(3, 30), zone=_NIGHT),
)
