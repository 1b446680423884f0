"""The addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, path

from stemme.landing.leads.urls import LEADS
from stemme.landing.public.urls import PUBLIC
from stemme.landing.studio import preview_views, publishing_views, views

app_name = "landing"
urlpatterns: list[URLPattern] = [
    path("landing/", views.pages, name="pages"),
    path("landing/new/", views.new, name="new"),
    path("landing/<int:page_id>/", views.page, name="page"),
    path("landing/<int:page_id>/preview/", preview_views.preview, name="preview"),
    path("landing/<int:page_id>/withdraw/", publishing_views.withdraw, name="withdraw"),
    path("landing/<int:page_id>/drop-language/", publishing_views.drop_language, name="drop_language"),
    path("landing/<int:page_id>/story/", publishing_views.make_story, name="make_story"),
    *LEADS,
    *PUBLIC,
]
