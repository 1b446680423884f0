"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.archives import views

app_name = "archives"
urlpatterns = [
    path("growth/export/", views.start, name="start"),
    path("growth/export/forget/", views.forget, name="forget"),
]
