from __future__ import annotations

from django.urls import path

from stemme.policy import views, word_views

app_name = "policy"
urlpatterns = [
    path("guidelines/", views.guidelines, name="guidelines"),
    path("guidelines/edit/", views.edit, name="edit"),
    path("guidelines/words/", word_views.words, name="words"),
]
