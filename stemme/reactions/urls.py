"""Addresses of reactions."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "reactions"
urlpatterns: list[URLPattern] = []
