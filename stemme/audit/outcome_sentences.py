"""Facts about goals, doors, landing pages, leads and reports in words. Part of sentences.py."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from stemme.journal import facts

OUTCOME_SENTENCES: dict[str, Any] = {
    facts.GOAL_MADE: _("%(actor)s made a goal"),
    facts.GOAL_CHANGED: _("%(actor)s changed a goal"),
    facts.GOAL_ARCHIVED: _("%(actor)s put away a goal"),
    facts.GOAL_BROUGHT_BACK: _("%(actor)s brought back a goal"),
    facts.LANDING_PUBLISHED: _("%(actor)s opened a landing page to visitors"),
    facts.LANDING_WITHDRAWN: _("%(actor)s took a landing page away from visitors"),
    facts.WEBHOOK_MADE: _("%(actor)s has leads sent to a webhook"),
    facts.WEBHOOK_ENDED: _("%(actor)s ended a webhook for leads"),
    facts.LEAD_DELETED: _("%(actor)s deleted a lead of a landing page"),
    facts.FOLLOWUPS_CHANGED: _("%(actor)s changed the follow-up mails of a landing page"),
    facts.FOLLOWUPS_STARTED: _("%(actor)s switched on the follow-up mails of a landing page"),
    facts.FOLLOWUPS_STOPPED: _("%(actor)s stopped the follow-up mails of a landing page"),
    facts.DOOR_MADE: _("%(actor)s made a door for outcomes"),
    facts.DOOR_ENDED: _("%(actor)s closed a door for outcomes"),
    facts.OUTCOMES_IMPORTED: _("%(actor)s read outcomes from a file: %(rows)s that count"),
    facts.REPORT_PLANNED: _("%(actor)s planned a report by mail for %(people)s people"),
    facts.REPORT_PLAN_ENDED: _("%(actor)s ended a report by mail"),
    facts.REPORT_LINK_MADE: _("%(actor)s made a link that shows a report for %(days)s days"),
    facts.REPORT_LINK_ENDED: _("%(actor)s ended a link that showed a report"),
    facts.FIGURES_EXPORTED: _("%(actor)s took along figures as a file: %(table)s"),
}
