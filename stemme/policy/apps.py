from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "stemme.policy"
    label = "policy"
