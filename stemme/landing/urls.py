"""The addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "landing"
urlpatterns: list[URLPattern] = []
