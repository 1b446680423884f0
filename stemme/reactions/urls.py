"""Addresses of reactions."""

from __future__ import annotations

from django.urls import path

from stemme.reactions import linkedin_views, views

app_name = "reactions"
urlpatterns = [
    path("impact/reactions/", views.own, name="own"),
    path("impact/reactions/choice/", views.choose, name="choose"),
    path("impact/linkedin/", linkedin_views.linkedin, name="linkedin"),
    path("impact/linkedin/keep/", linkedin_views.keep, name="keep"),
    path("impact/linkedin/forget/", linkedin_views.forget, name="forget"),
    path("stories/<int:story_id>/share/<slug:channel>/fetched/", views.fetched, name="fetched"),
    path("settings/reactions/", views.settings, name="settings"),
]
