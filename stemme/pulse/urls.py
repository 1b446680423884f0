"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.pulse import views

app_name = "pulse"
urlpatterns = [
    path("pulse/", views.question, name="question"),
    path("pulse/answer/", views.answer, name="answer"),
    path("pulse/results/", views.results, name="results"),
    path("pulse/threshold/", views.threshold, name="threshold"),
]
