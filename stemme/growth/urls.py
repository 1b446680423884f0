"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from stemme.growth.views import growth, lessons, notes

app_name = "growth"
urlpatterns = [
    path("growth/", growth.growth, name="growth"),
    path("growth/step/", growth.answer_step, name="step"),
    path("growth/tries/<int:try_id>/", growth.answer_try, name="tried"),
    path("growth/lessons/", lessons.lessons, name="lessons"),
    path("growth/lessons/<slug:lesson>/", lessons.lesson, name="lesson"),
    path("growth/lessons/<slug:lesson>/done/", lessons.done, name="done"),
    path("growth/notes/", notes.notes, name="notes"),
    path("growth/notes/for-a-share/", notes.starts, name="starts"),
    path("growth/notes/<int:note_id>/", notes.note, name="note"),
]
