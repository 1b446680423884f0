"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.atlas import views

app_name = "atlas"
urlpatterns = [
    path("map/", views.organisation_map, name="map"),
    path("map/table.csv", views.table, name="table"),
    path("map/care/", views.care_list, name="care_list"),
    path("map/care/<int:person_id>/contacted/", views.contacted, name="contacted"),
    path("me/care/", views.care, name="care"),
    path("me/care/end/", views.care_end, name="care_end"),
]
