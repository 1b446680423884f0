from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "stemme.chat"
    label = "chat"
