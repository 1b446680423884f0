from __future__ import annotations

from django.urls import path

from stemme.mailings import outbox_views, send_views, settings_views, views

app_name = "mailings"
urlpatterns = [
    path("settings/mails/", settings_views.mail_settings, name="settings"),
    path("studio/<int:story_id>/send/", send_views.send, name="send"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("outbox/", outbox_views.outbox, name="outbox"),
    path("outbox/<int:mailing_id>/", outbox_views.decide, name="decide"),
    path("outbox/addresses/<int:person_id>/", outbox_views.try_address, name="try_address"),
    path("webhooks/mail/<slug:provider>/", outbox_views.webhook, name="webhook"),
    path("mailbox/", views.mailbox_list, name="mailbox"),
    path("mailbox/<str:key>/", views.mailbox_mail, name="mail"),
    path("mailbox/<str:key>/body/", views.mailbox_body, name="mail_body"),
]
