"""Addresses of sharing."""

from __future__ import annotations

from django.urls import path

from stemme.sharing import own_views, posted_views, views, words_views

app_name = "sharing"
urlpatterns = [
    path("stories/<int:story_id>/share/", views.share_sheet, name="share"),
    path("stories/<int:story_id>/words/", words_views.words, name="words"),
    path("stories/<int:story_id>/share/<slug:channel>/", own_views.own_link, name="link"),
    path("stories/<int:story_id>/share/<slug:channel>/result/", own_views.result, name="result"),
    path("stories/<int:story_id>/share/<slug:channel>/posted/", posted_views.posted, name="posted"),
    path("stories/<int:story_id>/share/<slug:channel>/qr.<str:kind>", views.qr_code, name="qr"),
]
