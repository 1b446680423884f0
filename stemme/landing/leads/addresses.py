"""The addresses of leads and of where they are sent. They stand before the public ones: /p/lead/ is no page's."""

from __future__ import annotations

from django.urls import URLPattern, path

from stemme.landing.leads import own_views

LEADS: list[URLPattern] = [
    path("p/lead/<str:token>/", own_views.own_lead, name="own_lead"),
]
