"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.joining.views import asking, links

app_name = "joining"
urlpatterns = [
    path("join/", asking.by_code, name="code"),
    # Posters say it in capitals as well.
    path("JOIN/", asking.by_code),
    path("join/sent/", asking.sent, name="sent"),
    path("join/confirm/<str:token>/", asking.confirm, name="confirm"),
    path("join/<str:token>/", asking.join, name="join"),
    path("people/joining/", links.links, name="links"),
    path("people/joining/new/", links.new, name="new"),
    path("people/joining/<int:link_id>/poster/", links.poster, name="poster"),
    path("people/joining/<int:link_id>/stop/", links.stop, name="stop"),
    path("people/joining/requests/<int:request_id>/", links.answer, name="answer"),
]
