from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "stemme.followups"
    label = "followups"
