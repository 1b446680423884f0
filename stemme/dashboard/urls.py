"""Addresses of the pages that show figures."""

from __future__ import annotations

from django.urls import path

from stemme.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("impact/", views.impact, name="impact"),
    path("overview/", views.overview, name="overview"),
    path("analysis/", views.analysis, name="analysis"),
    path("analysis/tables.csv", views.analysis_table, name="analysis_table"),
    path("how/links/", views.analysis_how, name="analysis_how"),
    path("how/involvement/", views.how_involvement, name="how_involvement"),
    path("how/counting/", views.how, name="how"),
]
