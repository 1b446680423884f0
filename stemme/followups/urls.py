"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.followups import public_views, views

app_name = "followups"
urlpatterns = [
    path("landing/<int:page_id>/mails/", views.sequence, name="sequence"),
    path("landing/<int:page_id>/mails/switch/", views.switch, name="switch"),
    path("landing/<int:page_id>/mails/<int:number>/", views.preview, name="preview"),
    path("landing/<int:page_id>/mails/<int:number>/body/", views.body, name="body"),
    path("landing/<int:page_id>/mails/<int:number>/test/", views.test, name="test"),
    # Of mails that are out in the world: these two stay as they are.
    path("p/mail/<str:token>/", public_views.stop, name="stop"),
    path("p/mail/<str:token>/go/", public_views.go, name="go"),
]
