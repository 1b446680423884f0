"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.buddies import views

app_name = "buddies"
urlpatterns = [
    path("buddies/", views.buddies, name="buddies"),
    path("buddies/helping/", views.helping, name="helping"),
    path("buddies/asking/", views.asking, name="asking"),
    path("buddies/<int:pair_id>/", views.pair, name="pair"),
]
