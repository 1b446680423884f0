"""Addresses of preferences."""

from __future__ import annotations

from django.urls import path

from stemme.preferences import views

app_name = "preferences"
urlpatterns = [
    path("mails/", views.preferences, name="preferences"),
    path("mails/break/", views.take_break, name="break"),
    path("mails/quiet/", views.add_quiet, name="add_quiet"),
    path("mails/quiet/<int:quiet_id>/", views.drop_quiet, name="drop_quiet"),
    path("mails/no/", views.no, name="no"),
]
