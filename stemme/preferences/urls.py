"""Addresses of preferences."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "preferences"
urlpatterns: list[URLPattern] = []
