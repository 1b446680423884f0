"""Addresses of the audit."""

from __future__ import annotations

from django.urls import path

from stemme.audit import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/entries.csv", views.entries, name="entries"),
    path("audit/check/", views.check, name="check"),
]
