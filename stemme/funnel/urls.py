"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.funnel.views import money, page

app_name = "funnel"
urlpatterns = [
    path("goals/", page.goals, name="goals"),
    path("goals/value/", money.value, name="value"),
    path("goals/value/prices/", money.set_price, name="set_price"),
    path("goals/value/costs/", money.add_cost, name="add_cost"),
    path("goals/value/costs/<int:cost_id>/end/", money.end_cost, name="end_cost"),
    path("goals/value/no-media-value/", money.no_media_value, name="no_media_value"),
    path("how/value/", money.how, name="how"),
]
