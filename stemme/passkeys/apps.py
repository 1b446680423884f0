from django.apps import AppConfig


class PasskeysConfig(AppConfig):
    name = "stemme.passkeys"
    label = "passkeys"
