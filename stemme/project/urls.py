"""Every address of the pages. Tracked links are answered by their own process (links/redirect)."""

from __future__ import annotations

from django.urls import include, path

from stemme.project import errors, health
from stemme.project.installation import installation

urlpatterns = [
    path("", health.front_door, name="front_door"),
    path("healthz", health.healthz, name="healthz"),
    path("installation/", installation, name="installation"),
    path("", include("stemme.people.urls")),
    path("", include("stemme.passkeys.urls")),
    path("", include("stemme.oidc.urls")),
    path("", include("stemme.policy.urls")),
    path("", include("stemme.agreements.urls")),
    path("", include("stemme.media.urls")),
    path("", include("stemme.library.urls")),
    path("", include("stemme.links.urls")),
    path("", include("stemme.sharing.urls")),
    path("", include("stemme.reactions.urls")),
    path("", include("stemme.feed.urls")),
    path("", include("stemme.dashboard.urls")),
    path("", include("stemme.preferences.urls")),
    path("", include("stemme.mailings.urls")),
    path("", include("stemme.chat.urls")),
    path("", include("stemme.reminders.urls")),
    path("", include("stemme.proposals.urls")),
    path("", include("stemme.crisis.urls")),
    path("", include("stemme.waves.urls")),
    path("", include("stemme.scorecards.urls")),
    path("", include("stemme.outcomes.urls")),
    path("", include("stemme.landing.urls")),
    path("", include("stemme.followups.urls")),
    path("", include("stemme.funnel.urls")),
    path("", include("stemme.uplift.urls")),
    path("", include("stemme.reports.urls")),
    path("", include("stemme.audit.urls")),
    path("", include("stemme.joining.urls")),
    path("", include("stemme.scores.urls")),
    path("", include("stemme.maturity.urls")),
    path("", include("stemme.pulse.urls")),
    path("", include("stemme.readiness.urls")),
    path("", include("stemme.growth.urls")),
    path("", include("stemme.archives.urls")),
    path("", include("stemme.atlas.urls")),
    path("", include("stemme.recognition.urls")),
    path("", include("stemme.buddies.urls")),
    path("", include("stemme.rewards.urls")),
    path("", include("stemme.privacy.urls")),
    path("", include("stemme.council.urls")),
    path("", include("stemme.programme.urls")),
    path("", include("stemme.onboarding.urls")),
    path("", include("stemme.setup.urls")),
    path("", include("stemme.ui.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
