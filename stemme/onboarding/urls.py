"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.onboarding import views

app_name = "onboarding"
urlpatterns = [
    path("start/", views.start, name="start"),
    path("start/later/", views.later, name="later"),
    path("start/<slug:step>/", views.step, name="step"),
]
