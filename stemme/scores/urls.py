"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.scores import views

app_name = "scores"
urlpatterns = [
    path("impact/score/", views.own_score, name="score"),
    path("how/score/", views.how, name="how"),
]
