from __future__ import annotations

from django.urls import path

from stemme.policy import contact_views, reading_views, views, word_views
from stemme.policy.expectations import views as expectations

app_name = "policy"
urlpatterns = [
    path("guidelines/", views.guidelines, name="guidelines"),
    path("guidelines/read/", reading_views.read, name="read"),
    path("guidelines/mine/", reading_views.mine, name="mine"),
    path("guidelines/mine.csv", reading_views.mine_file, name="mine_file"),
    path("guidelines/versions/", reading_views.versions, name="versions"),
    path("guidelines/versions/<int:number>/", views.one_version, name="version"),
    path("guidelines/versions/<int:number>/<slug:language>.txt", reading_views.exact_words, name="exact_words"),
    path("guidelines/edit/", views.edit, name="edit"),
    path("guidelines/words/", word_views.words, name="words"),
    path("guidelines/contacts/", contact_views.contacts, name="contacts"),
    path("guidelines/contacts/<int:contact_id>/end/", contact_views.end, name="end_contact"),
    path("guidelines/ask/", contact_views.ask, name="ask"),
    path("expectations/", expectations.functions, name="functions"),
    path("expectations/new/", expectations.new_function, name="new_function"),
    path("expectations/<int:function_id>/", expectations.function, name="function"),
    path("expectations/<int:function_id>/archive/", expectations.archive_function, name="archive_function"),
    path("expectations/<int:function_id>/paragraphs/", expectations.paragraphs, name="paragraphs"),
]
