"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.reports.views import files, pages, shared

app_name = "reports"
urlpatterns = [
    path("reports/", pages.reports, name="reports"),
    path("reports/plans/new/", pages.new_plan, name="new_plan"),
    path("reports/plans/<int:plan_id>/preview/", pages.preview, name="preview"),
    path("reports/plans/<int:plan_id>/end/", pages.end_plan, name="end_plan"),
    path("reports/links/new/", pages.new_link, name="new_link"),
    path("reports/links/<int:shown_id>/end/", pages.end_link, name="end_link"),
    path("reports/<slug:stretch>.pdf", files.pdf, name="pdf"),
    path("reports/<slug:stretch>.xlsx", files.xlsx, name="xlsx"),
    path("reports/<slug:stretch>.csv", files.csv, name="csv"),
    path("reports/<slug:stretch>/", pages.report, name="report"),
    path("report/<str:token>/", shared.shared, name="shared"),
]
