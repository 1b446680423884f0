"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.readiness.views import answering, how, rounds, tasks, voices

app_name = "readiness"
urlpatterns = [
    path("readiness/", rounds.readiness, name="readiness"),
    path("readiness/open/", rounds.open_round, name="open"),
    path("readiness/close/", rounds.close, name="close"),
    path("readiness/voices/", voices.voices, name="voices"),
    path("readiness/voices/mail/", voices.by_mail, name="by_mail"),
    path("readiness/voices/link/", voices.by_link, name="by_link"),
    path("readiness/voices/<int:rater_id>/again/", voices.again, name="again"),
    path("readiness/voices/<int:rater_id>/take-back/", voices.take_back, name="take_back"),
    path("readiness/tasks/new/", tasks.new, name="new_task"),
    path("readiness/tasks/<int:task_id>/", tasks.settle, name="task"),
    path("readiness/answer/<str:token>/", answering.answer, name="answer"),
    path("how/readiness/", how.how, name="how"),
]
