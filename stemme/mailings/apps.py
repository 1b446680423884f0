from django.apps import AppConfig


class MailingsConfig(AppConfig):
    name = "stemme.mailings"
    label = "mailings"
