"""Addresses of uploaded pictures, videos and documents."""

from __future__ import annotations

from django.urls import path, re_path

from stemme.media import file_views, views

app_name = "media"
urlpatterns = [
    path("studio/media/", views.assets, name="assets"),
    path("studio/media/choose/", views.choose, name="choose"),
    path("studio/media/<int:asset_id>/", views.asset, name="asset"),
    path("studio/media/<int:asset_id>/captions/", views.captions, name="captions"),
    path("studio/media/<int:asset_id>/delete/", views.delete, name="delete"),
    re_path(r"^media/assets/(?P<name>[A-Za-z0-9_-]{1,100}\.(?:mp4|pdf))$", file_views.file, name="file"),
    re_path(r"^media/captions/(?P<name>[A-Za-z0-9_-]{1,100}\.vtt)$", file_views.captions, name="captions_file"),
]
