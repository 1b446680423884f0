"""The addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, path

from stemme.landing.public.addresses import PUBLIC
from stemme.landing.public import confirm_views
from stemme.landing.public import views as public
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
    *PUBLIC,
    path("p/confirm/<str:token>/", confirm_views.confirm, name="confirm"),
    path("p/confirm/<str:token>/done/", confirm_views.done, name="done"),
    path("p/confirm/<str:token>/next/", confirm_views.sales, name="sales"),
    path("p/<slug:slug>/", public.page, name="public"),
    path("p/<slug:slug>/asked/", public.asked, name="asked"),
    path("p/<slug:slug>/privacy/", public.privacy, name="privacy"),
    path("p/<slug:slug>/step/", public.step, name="step"),
]
