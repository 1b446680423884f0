"""The kinds of facts there are. A new kind is added here first. Pure.

Facts of administration hang in the chain and stand on the audit page, each with a sentence in audit/sentences.py. What
a person does for themselves is their own deed: in no chain, on no administrator's page, and forgotten after 90 days.
"""

from __future__ import annotations

from stemme.journal.outcome_facts import *  # noqa: F403 - one list in two files

PEOPLE_IMPORTED = "people.imported"
PEOPLE_EXPORTED = "people.exported"
PERSON_INVITED = "person.invited"
PERSON_JOINED = "person.joined"
PERSON_DECLINED = "person.declined"
PERSON_PAUSED = "person.paused"
PERSON_DEACTIVATED = "person.deactivated"
#: Taken off the list by mistake, and put back.
PERSON_BROUGHT_BACK = "person.brought_back"
#: The one reminder, asked for by an administrator.
PERSON_REMINDED = "person.reminded"
#: An administrator put somebody into another team: ``before`` and ``after`` are teams.
PERSON_MOVED = "person.moved"
#: Somebody came in by a link for joining and confirmed. The subject is the person; ``link`` says by which.
PERSON_ENROLLED = "person.enrolled"
#: Links for joining; the subject is the link. The answers to those without a work address hold no name: there is none
#: of a person yet.
JOIN_LINK_MADE = "join.link_made"
JOIN_LINK_STOPPED = "join.link_stopped"
JOIN_ACCEPTED = "join.accepted"
JOIN_REFUSED = "join.refused"
#: Everything about a person was erased: by themselves, by an administrator, or because they left (no actor).
PERSON_ERASED = "person.erased"
#: An administrator opened the page of a person. The subject is the person.
PERSON_OPENED = "person.opened"
ROLE_GRANTED = "role.granted"
ROLE_TAKEN = "role.taken"
SIGNED_IN = "person.signed_in"
#: A person's own passkeys; the subject is the passkey. And what comes with them for the day the device is lost.
PASSKEY_ADDED = "passkey.added"
PASSKEY_REMOVED = "passkey.removed"
RECOVERY_CODES_MADE = "passkey.codes_made"
RECOVERY_CODE_USED = "passkey.code_used"
#: From the server's console; the subject is the person, ``passkeys`` how many there were.
PASSKEYS_RESET = "passkey.reset"
#: A passkey's counter did not go up: two devices use the same one, and it was refused. The subject is the person.
PASSKEY_COPIED = "passkey.copied"
#: Whoever holds a role came in (``way`` of models.way_choices): besides the own deed, for such visits open what is
#: others'. A wrong code was typed for the sign-in of such a person (the subject; nobody knows who typed). Somebody
#: asked for what their roles do not open (``right`` of people/roles.py); of those without a role only what would change
#: something is noted.
ROLE_SIGNED_IN = "access.signed_in"
CODE_REFUSED = "access.code_refused"
RIGHT_REFUSED = "access.right_refused"
GUIDELINES_PUBLISHED = "guidelines.published"
#: A person says that they have read one ``version`` of the guidelines; and somebody was named as a contact for
#: questions, or no longer (the subject is the person).
GUIDELINES_READ = "guidelines.read"
GUIDELINES_CONTACT_NAMED = "guidelines.contact_named"
GUIDELINES_CONTACT_ENDED = "guidelines.contact_ended"
#: The rules about words in posts: how many ``phrases`` there are, and how many of them stop a share (``never``).
WORD_RULES_CHANGED = "guidelines.words_changed"
#: What is hoped for in a function was written, changed, put away; the subject is the function, ``version`` which it is.
FUNCTION_MADE = "function.made"
FUNCTION_CHANGED = "function.changed"
FUNCTION_ARCHIVED = "function.archived"
STREAM_CREATED = "stream.created"
#: What a stream begins with, who owns it, its address for mails (``fields`` says which); put away, and brought back.
STREAM_CHANGED = "stream.changed"
STREAM_ARCHIVED = "stream.archived"
STREAM_BROUGHT_BACK = "stream.brought_back"
STORY_CREATED = "story.created"
STORY_CHANGED = "story.changed"
STORY_PUBLISHED = "story.published"
STORY_WITHDRAWN = "story.withdrawn"
#: In a stream whose stories are looked at first, one that colleagues see was changed after the look.
STORY_CHANGED_UNSEEN = "story.changed_unseen"
#: A story was put away, and put back on the desk.
STORY_ARCHIVED = "story.archived"
STORY_UNARCHIVED = "story.unarchived"
#: Somebody was asked to look at a story, or no longer; and what they answered (``verdict``).
STORY_LOOK_ASKED = "story.look_asked"
STORY_LOOK_DROPPED = "story.look_dropped"
STORY_LOOKED = "story.looked"
#: A campaign was made, changed, put away or put back. The subject is the campaign.
CAMPAIGN_CHANGED = "campaign.changed"
#: How the organisation looks: ``fields`` says what changed. And the host of its pages.
BRAND_CHANGED = "organisation.brand_changed"
PAGE_DOMAIN_CHANGED = "organisation.page_domain_changed"
LINK_DOMAIN_CHANGED = "organisation.link_domain_changed"
#: The sites on which conversions are counted, so that links hand a click id on to them.
MEASURED_SITES_CHANGED = "organisation.measured_sites_changed"
#: Prices, costs and rules for sums of money; and that clicks are never turned into money again.
VALUES_CHANGED = "organisation.values_changed"
MEDIA_VALUE_OFF = "organisation.media_value_off"
OFFICE_NETWORKS_CHANGED = "organisation.office_networks_changed"
#: The papers for the works council: what the owner wrote down for them (``fields``), an edition with the hashes of its
#: configuration and its papers, and that a representative has seen one. The subject is the edition.
PAPERS_SETTINGS_CHANGED = "organisation.papers_changed"
PAPERS_ISSUED = "papers.issued"
PAPERS_SEEN = "papers.seen"
#: The organisation's own sign-in (OpenID Connect): ``accounts`` were connected when it was taken away.
SIGN_IN_CHANGED = "organisation.sign_in_changed"
SIGN_IN_REMOVED = "organisation.sign_in_removed"
#: Whether a mail alone opens what roles allow.
ROLES_PROTECTED = "organisation.roles_protected"
ROLES_UNPROTECTED = "organisation.roles_unprotected"
#: A person connected their account of that sign-in with themselves, or ended that.
ACCOUNT_CONNECTED = "account.connected"
ACCOUNT_DISCONNECTED = "account.disconnected"
#: An answer of that sign-in was refused: ``reason`` says why. Nobody knows whose it was.
ACCOUNT_REFUSED = "account.refused"
#: A person stopped their own tracked link, or let it work again. The subject is the link.
LINK_STOPPED = "link.stopped"
LINK_RESUMED = "link.resumed"
#: Slack and Teams were set up or changed (``part``: which), or taken away. A story was asked to be posted in
#: ``channels`` of them; the subject is the story.
CHAT_CHANGED = "organisation.chat_changed"
CHAT_REMOVED = "organisation.chat_removed"
STORY_TO_CHAT = "story.to_chat"
#: A stop in a crisis began and ended: of one story or one stream (the subject), or of everything. Its links lead to
#: another address meanwhile (``host``; "": they say that the story is gone). And that those who shared were told
#: (``people``); the subject is the pause.
STORY_STOPPED = "story.stopped"
STORY_RESUMED = "story.resumed"
STREAM_STOPPED = "stream.stopped"
STREAM_RESUMED = "stream.resumed"
EVERYTHING_STOPPED = "organisation.stopped"
EVERYTHING_RESUMED = "organisation.resumed"
SHARERS_TOLD = "organisation.sharers_told"
#: A picture, video or document was uploaded, described anew or deleted (``what``). The subject is the file.
ASSET_UPLOADED = "asset.uploaded"
ASSET_CHANGED = "asset.changed"
ASSET_DELETED = "asset.deleted"
#: A feed is read from now on, got other rules or a pause, is not read any more. The subject is the feed.
SOURCE_ADDED = "source.added"
SOURCE_CHANGED = "source.changed"
SOURCE_REMOVED = "source.removed"
#: The four that count as taking part. The subject is the story.
STORY_OFFERED = "story.offered"
STORY_READ = "story.read"
STORY_SAVED = "story.saved"
STORY_DECLINED = "story.declined"
STORY_SHARED = "story.shared"
#: What somebody says of their own post: that it stands there or not (``posted``), and that they typed in what they saw
#: under it. The subject is the story.
SHARE_POSTED = "share.posted"
REACTIONS_REPORTED = "share.reported"
#: A person wants to be reminded of a story, or no longer. The subject is the story.
REMINDER_SET = "reminder.set"
REMINDER_DROPPED = "reminder.dropped"
#: A person proposed a link or a text, or took that back before there was an answer; an editor answered a proposal or a
#: mail (``accepted``). The subject is the entry of the inbox.
STORY_PROPOSED = "story.proposed"
PROPOSAL_TAKEN_BACK = "story.proposal_taken_back"
PROPOSAL_ANSWERED = "story.proposal_answered"
#: A person wants the public counts of their posts looked at, or not (``wanted``); and whether anybody's are in the
#: organisation.
FETCHING_CHOSEN = "share.fetching_chosen"
FETCHING_ON = "measurement.fetching_on"
FETCHING_OFF = "measurement.fetching_off"
#: An agreement that opens a lock (``lock``): asked for with so many ``days`` of notice, answered by a representative,
#: vouched for by one where neither mail nor page reached somebody, told to everybody (``people``) so that it takes
#: effect on a ``day``, and closed. The subject is the agreement.
LOCK_ASKED = "measurement.lock_asked"
LOCK_AGREED = "measurement.lock_agreed"
LOCK_REFUSED = "measurement.lock_refused"
LOCK_VOUCHED = "measurement.lock_vouched"
LOCK_ANNOUNCED = "measurement.lock_announced"
LOCK_CLOSED = "measurement.lock_closed"
MAIL_RHYTHM_CHANGED = "mail.rhythm_changed"
#: When digests come, when nothing leaves (``quiet``) and how many mails a person gets in a week (``cap``) was changed.
MAILS_CHANGED = "organisation.mails_changed"
#: A story was sent out by itself, and stopped. The subject is the story.
STORY_SENT = "story.sent"
STORY_SEND_STOPPED = "story.send_stopped"
#: Somebody had an unclear mail sent again, or mails go to an address again that had failed. The subject is the person.
MAIL_SENT_AGAIN = "mail.sent_again"
ADDRESS_TRIED_AGAIN = "mail.address_tried_again"
#: A person said something about their place among the nine types, handed in or deleted own counts, or decided about it:
#: that they did, never what.
PLACE_ANSWERED = "place.answered"
PLACE_CORRECTED = "place.corrected"
PLACE_COUNTED = "place.counted"
PLACE_DECIDED = "place.decided"
#: A person offered that they may be asked, or took that back. Somebody looked at the list of those (``who`` says whom
#: it showed), or noted that they were in touch; the subject is the person.
CARE_OFFERED = "care.offered"
CARE_ENDED = "care.ended"
CARE_READ = "care.read"
CARE_CONTACTED = "care.contacted"
#: Somebody looked at this journal (the subject is the person it was narrowed down to) or took it along as a file.
AUDIT_READ = "audit.read"
AUDIT_EXPORTED = "audit.exported"
#: The oldest part of the chain was cut off: ``up_to`` fact, ``facts`` since the beginning.
AUDIT_CUT = "audit.cut"
#: From how many per cent who felt free to decline on boards are shown.
PULSE_THRESHOLD_CHANGED = "organisation.pulse_changed"
#: A lottery was drawn over a story or campaign (``people`` in it, ``percent`` of them not invited for a while; never
#: who), and ended: everybody is invited. The subject is the lottery.
LOTTERY_DRAWN = "lottery.drawn"
LOTTERY_ENDED = "lottery.ended"
#: A round of readiness was opened or closed, somebody was asked or an invitation taken back (the subject is the round,
#: ``number`` its number; never who or what); something to do was taken on or settled (the subject is the task).
READINESS_OPENED = "organisation.readiness_opened"
READINESS_CLOSED = "organisation.readiness_closed"
READINESS_ASKED = "organisation.readiness_asked"
READINESS_TAKEN_BACK = "organisation.readiness_taken_back"
READINESS_TASK_MADE = "organisation.readiness_task_made"
READINESS_TASK_SETTLED = "organisation.readiness_task_settled"
#: A newcomer whom this person helped has shared, or says that the help is done. The subject is the pair.
BUDDY_HELPED = "buddy.helped"
#: Rewards were switched on or off or their rules changed (``on``); what points can be redeemed for (the subject is the
#: reward); an answer to somebody's request (the subject is the request), and a ledger put right by it.
REWARDS_CHANGED = "measurement.rewards_changed"
REWARD_LISTED = "organisation.reward_changed"
REWARD_ANSWERED = "rewards.answered"
LEDGER_CORRECTED = "rewards.corrected"
#: Team challenges; the subject is the challenge. Met: every house is at the goal (``teams``: of all houses), once.
CHALLENGE_PLANNED = "challenge.planned"
CHALLENGE_CALLED_OFF = "challenge.called_off"
CHALLENGE_MET = "challenge.met"
#: Boards were switched on or off for the organisation, and what each person does there: ``board`` says which one.
BOARD_OPENED = "measurement.board_opened"
BOARD_CLOSED = "measurement.board_closed"
BOARD_JOINED = "board.joined"
BOARD_LEFT = "board.left"
#: A person lets their team see their name, or no longer.
NAME_SHOWN = "name.shown"
NAME_HIDDEN = "name.hidden"
#: A person lets others see their scorecard under one agreement (``agreement``, ``lock``), or no longer. Somebody of
#: those looked at it; the subject is the person. And the scorecards of those who agreed to that were taken along as a
#: file (``who`` says whose).
SCORECARD_SHOWN = "scorecard.shown"
SCORECARD_HIDDEN = "scorecard.hidden"
SCORECARD_SEEN = "scorecard.seen"
SCORECARDS_EXPORTED = "scorecard.exported"
#: The plan of the roll-out was made or made anew (``waves``, ``people``), agreed and ended; a wave was divided in two.
#: Somebody was put into another wave; the subject is the person.
WAVES_PLANNED = "waves.planned"
WAVES_AGREED = "waves.agreed"
WAVES_ENDED = "waves.ended"
WAVE_DUPLICATED = "waves.duplicated"
WAVE_PERSON_MOVED = "waves.person_moved"
#: A wave of the roll-out was launched (``people`` got an invitation; ``early``: although something was open, with a
#: reason); it got other days; what was learned from it was written down; its check-list was changed. The subject is the
#: wave.
WAVE_LAUNCHED = "wave.launched"
WAVE_DATED = "wave.dated"
WAVE_CHANGED = "wave.changed"
WAVE_CHECKED = "wave.checked"
#: A text of the launch kit was changed in a ``language``, or is ours again; the ``stories`` that newcomers begin with
#: were chosen.
WAVE_KIT_TEXT_CHANGED = "wave.kit_text_changed"
WAVE_KIT_TEXT_RESET = "wave.kit_text_reset"
WAVE_KIT_STORIES_CHOSEN = "wave.kit_stories_chosen"

KINDS: frozenset[str] = frozenset(
    value for name, value in globals().items() if name.isupper() and isinstance(value, str)
)

#: What people do for themselves. Everything else is a fact of administration.
OWN_DEEDS: frozenset[str] = frozenset(
    {
        PERSON_JOINED, PERSON_DECLINED, PERSON_PAUSED, GUIDELINES_READ, SIGNED_IN, PASSKEY_ADDED,
        PASSKEY_REMOVED, RECOVERY_CODES_MADE, RECOVERY_CODE_USED, ACCOUNT_CONNECTED, ACCOUNT_DISCONNECTED,
        LINK_STOPPED, LINK_RESUMED, STORY_OFFERED, STORY_READ, STORY_SAVED, STORY_DECLINED, STORY_SHARED,
        SHARE_POSTED, REACTIONS_REPORTED, REMINDER_SET, REMINDER_DROPPED, STORY_PROPOSED, PROPOSAL_TAKEN_BACK,
        FETCHING_CHOSEN, MAIL_RHYTHM_CHANGED, CARE_OFFERED, CARE_ENDED, PLACE_ANSWERED, PLACE_CORRECTED,
        PLACE_COUNTED, PLACE_DECIDED, BUDDY_HELPED, BOARD_JOINED, BOARD_LEFT, NAME_SHOWN, NAME_HIDDEN,
        SCORECARD_SHOWN, SCORECARD_HIDDEN,
    }
)  # fmt: skip
CHAINED = KINDS - OWN_DEEDS

#: Facts that tell of somebody having looked at personal data: of one person (the subject), or of many at once (``who``
#: in the data says whom, see spans.py).
LOOKED_AT_ONE: frozenset[str] = frozenset({PERSON_OPENED, AUDIT_READ, SCORECARD_SEEN})
LOOKED_AT_MANY: frozenset[str] = frozenset({PEOPLE_EXPORTED, AUDIT_EXPORTED, CARE_READ, SCORECARDS_EXPORTED})
