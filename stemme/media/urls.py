"""Addresses of uploaded pictures, videos and documents."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "media"
urlpatterns: list[URLPattern] = []
