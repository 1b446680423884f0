"""The public addresses of landing pages. What is out in the world: they stay as they are."""

from __future__ import annotations

from django.urls import URLPattern, path

from stemme.landing.public import confirm_views, views

#: Those of mails come first: "confirm" is no page (kit/hosted.NO_SLUGS).
PUBLIC: list[URLPattern] = [
    path("p/confirm/<str:token>/", confirm_views.confirm, name="confirm"),
    path("p/confirm/<str:token>/done/", confirm_views.done, name="done"),
    path("p/confirm/<str:token>/next/", confirm_views.sales, name="sales"),
    path("p/<slug:slug>/", views.page, name="public"),
    path("p/<slug:slug>/asked/", views.asked, name="asked"),
    path("p/<slug:slug>/privacy/", views.privacy, name="privacy"),
    path("p/<slug:slug>/step/", views.step, name="step"),
]
