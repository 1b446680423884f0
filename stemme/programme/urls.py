"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.programme import views

app_name = "programme"
urlpatterns = [path("programme/", views.programme, name="programme")]
