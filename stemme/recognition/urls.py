"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.recognition.views import boards, challenges, how, team

app_name = "recognition"
urlpatterns = [
    path("team/", team.team, name="team"),
    path("team/name/", team.name, name="name"),
    path("boards/", boards.mine, name="boards"),
    path("boards/place/", boards.place, name="place"),
    path("challenges/", challenges.challenges, name="challenges"),
    path("challenges/new/", challenges.new, name="new"),
    path("challenges/boards/", boards.switch, name="switch"),
    path("challenges/<int:challenge_id>/", challenges.challenge, name="challenge"),
    path("challenges/<int:challenge_id>/call-off/", challenges.call_off, name="call_off"),
    path("how/play/", how.how, name="how"),
]
