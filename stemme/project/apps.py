from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "stemme.project"
    label = "project"
