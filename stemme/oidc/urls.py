"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.oidc import account_views, flow_views, settings_views

app_name = "oidc"
urlpatterns = [
    path("company-sign-in/", flow_views.find, name="find"),
    path("company-sign-in/<slug:organisation>/", flow_views.begin, name="begin"),
    path("company-sign-in/<slug:organisation>/answer/", flow_views.answer, name="answer"),
    path("company-sign-in/<slug:organisation>/join/", flow_views.join, name="join"),
    path("me/company-account/connect/", account_views.connect, name="connect"),
    path("me/company-account/disconnect/", account_views.disconnect, name="disconnect"),
    path("settings/sign-in/", settings_views.sign_in_settings, name="settings"),
    path("settings/sign-in/save/", settings_views.save, name="save"),
    path("settings/sign-in/remove/", settings_views.remove, name="remove"),
]
