"""Addresses of reminders."""

from __future__ import annotations

from django.urls import path

from stemme.reminders import views

app_name = "reminders"
urlpatterns = [
    path("stories/<int:story_id>/remind/", views.new, name="new"),
    path("stories/<int:story_id>/remind/reminder.ics", views.calendar, name="calendar"),
    path("reminders/", views.own, name="list"),
    path("reminders/<int:reminder_id>/drop/", views.drop, name="drop"),
]
