from django.apps import AppConfig


class RewardsConfig(AppConfig):
    name = "stemme.rewards"
    label = "rewards"
