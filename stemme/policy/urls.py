from __future__ import annotations

from django.urls import path

from stemme.policy import views

app_name = "policy"
urlpatterns = [
    path("guidelines/", views.guidelines, name="guidelines"),
    path("guidelines/edit/", views.edit, name="edit"),
]
