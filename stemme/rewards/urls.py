"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.rewards.views import deciding, own

app_name = "rewards"
urlpatterns = [
    path("rewards/", own.ledger, name="ledger"),
    path("rewards/collect/", own.collect, name="collect"),
    path("rewards/give/", own.give, name="give"),
    path("rewards/<int:reward_id>/redeem/", own.redeem, name="redeem"),
    path("rewards/entries/<int:entry_id>/question/", own.question, name="question"),
    path("rewards/requests/<int:ask_id>/withdraw/", own.withdraw, name="withdraw"),
    path("rewards/requests/", deciding.requests, name="requests"),
    path("rewards/requests/<int:ask_id>/", deciding.answer, name="answer"),
    path("settings/rewards/", deciding.settings, name="settings"),
    path("settings/rewards/new/", deciding.new, name="new"),
    path("settings/rewards/<int:reward_id>/", deciding.show, name="show"),
]
