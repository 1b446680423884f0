"""Addresses of the links' settings. Tracked links themselves are answered by redirect/."""

from __future__ import annotations

from django.urls import path

from stemme.links import views

app_name = "links"
urlpatterns = [
    path("settings/links/", views.link_settings, name="settings"),
    path("settings/links/check/", views.check, name="check"),
]
