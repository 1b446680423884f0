"""The addresses of the own data."""

from __future__ import annotations

from django.urls import path

from stemme.privacy import leaver_views, views

app_name = "privacy"
urlpatterns = [
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/counting/", views.counting, name="counting"),
    path("privacy/leave/", views.leave, name="leave"),
    path("privacy/return/", views.come_back, name="come_back"),
    path("privacy/erase/", views.erase, name="erase"),
    path("privacy/erased/", views.erased, name="erased"),
    path("privacy/data.json", views.as_json, name="as_json"),
    path("privacy/data.zip", views.as_csv, name="as_csv"),
    path("people/left/", leaver_views.leavers, name="leavers"),
    path("people/left/<int:leaver_id>/erase/", leaver_views.erase_leaver, name="erase_leaver"),
    path("privacy/portfolio.html", views.as_portfolio, name="as_portfolio"),
]
