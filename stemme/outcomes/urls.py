"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.outcomes.doors import api_views, file_views, settings_views, site_views
from stemme.outcomes.views import goals

app_name = "outcomes"
urlpatterns = [
    path("goals/new/", goals.new_goal, name="new_goal"),
    path("goals/<int:goal_id>/", goals.goal, name="goal"),
    path("goals/<int:goal_id>/edit/", goals.edit_goal, name="edit_goal"),
    path("goals/<int:goal_id>/archive/", goals.put_away, name="put_away"),
    path("goals/<int:goal_id>/goal.csv", goals.goal_csv, name="goal_csv"),
    path("how/attribution/", goals.how, name="how"),
    path("settings/outcomes/", settings_views.doors, name="doors"),
    path("settings/outcomes/sites/", settings_views.sites, name="sites"),
    path("settings/outcomes/doors/", settings_views.make, name="make_door"),
    path("settings/outcomes/doors/<int:door_id>/end/", settings_views.end, name="end_door"),
    path("settings/outcomes/site-doors/", settings_views.make_for_site, name="make_site_door"),
    path("settings/outcomes/api/", settings_views.sending, name="sending"),
    path("settings/outcomes/import/", file_views.choose, name="import"),
    path("settings/outcomes/import/check/", file_views.check, name="import_check"),
    path("settings/outcomes/import/cancel/", file_views.cancel, name="import_cancel"),
    path("settings/outcomes/import/left-out.csv", file_views.left_out, name="import_errors"),
    path("settings/outcomes/import/outcomes.csv", file_views.template, name="import_template"),
    path("api/conversions", api_views.conversions, name="conversions"),
    path("api/conversions/cancel", api_views.cancel, name="cancel_conversion"),
    path("m/<slug:site_code>.js", site_views.script, name="script"),
    path("m/<slug:site_code>.gif", site_views.pixel, name="pixel"),
    path("m/<slug:site_code>/", site_views.from_script, name="from_script"),
]
