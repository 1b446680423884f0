"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.agreements import views

app_name = "agreements"
urlpatterns = [
    path("agreements/", views.overview, name="agreements"),
    path("agreements/ask/<slug:lock>/", views.ask, name="ask"),
    path("agreements/<int:agreement_id>/", views.one, name="agreement"),
    path("agreements/<int:agreement_id>/answer/", views.answer, name="answer"),
    path("agreements/<int:agreement_id>/vouch/", views.vouch, name="vouch"),
    path("agreements/<int:agreement_id>/close/", views.close, name="close"),
]
