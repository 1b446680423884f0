"""Addresses of uploaded pictures, videos and documents."""

from __future__ import annotations

from django.urls import path

from stemme.media import file_views, views

app_name = "media"
urlpatterns = [
    path("studio/media/", views.assets, name="assets"),
    path("studio/media/choose/", views.choose, name="choose"),
    path("studio/media/<int:asset_id>/", views.asset, name="asset"),
    path("studio/media/<int:asset_id>/captions/", views.captions, name="captions"),
    path("studio/media/<int:asset_id>/delete/", views.delete, name="delete"),
    path("media/assets/<slug:name>.<str:kind>", file_views.file, name="file"),
    path("media/captions/<slug:name>.vtt", file_views.captions, name="captions_file"),
]
