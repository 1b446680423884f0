"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.maturity import views

app_name = "maturity"
urlpatterns = [
    path("growth/answers/", views.answer, name="answer"),
    path("growth/rather/", views.correct, name="correct"),
    path("growth/as-far-as/", views.target, name="target"),
    path("growth/on-the-map/", views.off_map, name="off_map"),
    path("growth/by-stemme/", views.by_stemme, name="by_stemme"),
    path("how/maturity/", views.how, name="how"),
]
