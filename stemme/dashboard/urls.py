"""Addresses of the pages that show figures."""

from __future__ import annotations

from django.urls import path

from stemme.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("impact/", views.impact, name="impact"),
    path("overview/", views.overview, name="overview"),
    path("how/counting/", views.how, name="how"),
]
