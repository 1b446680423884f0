"""Addresses of chat."""

from __future__ import annotations

from django.urls import path

from stemme.chat import incoming_views, post_views, settings_views

app_name = "chat"
urlpatterns = [
    path("settings/chat/", settings_views.chat_settings, name="settings"),
    path("settings/chat/channels/", settings_views.add_room, name="add_room"),
    path("settings/chat/channels/<int:room_id>/test/", settings_views.test_room, name="test_room"),
    path("settings/chat/channels/<int:room_id>/remove/", settings_views.remove_room, name="remove_room"),
    path("settings/chat/slack/", settings_views.save_slack, name="save_slack"),
    path("settings/chat/teams/", settings_views.save_teams, name="save_teams"),
    path("settings/chat/<slug:way>/test/", settings_views.test_app, name="test_app"),
    path("settings/chat/<slug:way>/remove/", settings_views.remove_app, name="remove_app"),
    path("studio/<int:story_id>/chat/", post_views.post, name="post"),
    path("chat/teams/<slug:organisation>/", incoming_views.teams_bot, name="teams_bot"),
]
