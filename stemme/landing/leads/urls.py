"""The addresses of leads and of where they are sent. They stand before the public ones: /p/lead/ is no page's."""

from __future__ import annotations

from django.urls import URLPattern, path

from stemme.landing.leads import own_views, views, webhook_views

LEADS: list[URLPattern] = [
    path("landing/leads/", views.leads, name="leads"),
    path("landing/leads.csv", views.table, name="leads_csv"),
    path("landing/leads/<int:lead_id>/", views.lead, name="lead"),
    path("landing/leads/<int:lead_id>/customer/", views.customer, name="lead_customer"),
    path("landing/leads/<int:lead_id>/delete/", views.delete, name="delete_lead"),
    path("landing/webhooks/", webhook_views.webhooks, name="webhooks"),
    path("landing/webhooks/new/", webhook_views.make, name="make_webhook"),
    path("landing/webhooks/<int:webhook_id>/end/", webhook_views.end, name="end_webhook"),
    path("landing/webhooks/<int:webhook_id>/test/", webhook_views.test, name="test_webhook"),
    path("p/lead/<str:token>/", own_views.own_lead, name="own_lead"),
]
