"""The kinds of facts about what comes of sharing: goals, doors, landing pages, leads, reports. In facts.py. Pure."""

from __future__ import annotations

#: A goal was made, changed (``fields``), put away, brought back. The subject is the goal.
GOAL_MADE = "goal.made"
GOAL_CHANGED = "goal.changed"
GOAL_ARCHIVED = "goal.archived"
GOAL_BROUGHT_BACK = "goal.brought_back"
#: A door through which servers send outcomes was made, or closed.
DOOR_MADE = "door.made"
DOOR_ENDED = "door.ended"
#: A file of outcomes was read: how many of them count.
OUTCOMES_IMPORTED = "outcomes.imported"
#: A landing page was opened to visitors, or taken away from them. The subject is the page.
LANDING_PUBLISHED = "landing.published"
LANDING_WITHDRAWN = "landing.withdrawn"
#: Leads go to a webhook (the subject), or no more; a lead was deleted. The subject is the webhook, or the page.
WEBHOOK_MADE = "webhook.made"
WEBHOOK_ENDED = "webhook.ended"
LEAD_DELETED = "landing.lead_deleted"
#: The mails that follow a landing page were changed, switched on, stopped. The subject is the page.
FOLLOWUPS_CHANGED = "followups.changed"
FOLLOWUPS_STARTED = "followups.started"
FOLLOWUPS_STOPPED = "followups.stopped"
#: Figures were taken along as a file; ``table`` says which.
FIGURES_EXPORTED = "figures.exported"
#: A report is mailed after each ``rhythm`` to so many ``people``, or no more; a link that shows one without signing in
#: for so many ``days`` was made, or ended at once. The subject is the plan or the link.
REPORT_PLANNED = "report.planned"
REPORT_PLAN_ENDED = "report.plan_ended"
REPORT_LINK_MADE = "report.link_made"
REPORT_LINK_ENDED = "report.link_ended"
