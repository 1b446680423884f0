"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.uplift import views

app_name = "uplift"
urlpatterns = [
    path("uplift/", views.lotteries, name="lotteries"),
    path("uplift/draw/", views.draw, name="draw"),
    path("uplift/<int:lottery_id>/", views.lottery, name="lottery"),
    path("uplift/<int:lottery_id>/end/", views.end, name="end"),
    path("how/uplift/", views.how, name="how"),
]
