"""Addresses of the stop in a crisis."""

from __future__ import annotations

from django.urls import path

from stemme.crisis import views

app_name = "crisis"
urlpatterns = [
    path("studio/stops/", views.stops, name="stops"),
    path("studio/stops/new/", views.begin, name="begin"),
    path("studio/stops/<int:stop_id>/", views.one, name="stop"),
    path("studio/stops/<int:stop_id>/tell/", views.tell, name="tell"),
    path("studio/stops/<int:stop_id>/end/", views.end, name="end"),
]
