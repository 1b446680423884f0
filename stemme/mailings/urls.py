from __future__ import annotations

from django.urls import path

from stemme.mailings import views

app_name = "mailings"
urlpatterns = [
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("mailbox/", views.mailbox_list, name="mailbox"),
    path("mailbox/<str:key>/", views.mailbox_mail, name="mail"),
    path("mailbox/<str:key>/body/", views.mailbox_body, name="mail_body"),
]
