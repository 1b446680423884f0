"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.scorecards.views import own, team

app_name = "scorecards"
urlpatterns = [
    path("scorecard/", own.own, name="own"),
    path("scorecard/consent/", own.consent, name="consent"),
    path("scorecard/scorecard.csv", own.as_csv, name="as_csv"),
    path("scorecard/scorecard.json", own.as_json, name="as_json"),
    path("my-team/", team.support, name="support"),
    path("my-team/export/", team.export, name="export"),
    path("my-team/<int:person_id>/", team.card, name="card"),
]
