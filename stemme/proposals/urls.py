"""Addresses of proposals."""

from __future__ import annotations

from django.urls import path

from stemme.proposals import views

app_name = "proposals"
urlpatterns = [
    path("propose/", views.propose, name="propose"),
    path("propose/picture/", views.picture, name="picture"),
    path("proposals/", views.own, name="own"),
    path("proposals/<int:proposal_id>/take-back/", views.take_back, name="take_back"),
]
