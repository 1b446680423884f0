"""The addresses of the launch kit; they belong to those of the app."""

from __future__ import annotations

from django.urls import path

from stemme.waves.kit import poster_views, views

urlpatterns = [
    path("rollout/kit/", views.kit, name="kit"),
    path("rollout/kit/stories/", views.stories, name="kit_stories"),
    path("rollout/kit/poster/<int:link_id>/", poster_views.poster, name="kit_poster"),
    path("rollout/kit/<slug:piece>/", views.piece, name="kit_piece"),
    path("rollout/kit/<slug:piece>/ours/", views.ours, name="kit_ours"),
]
