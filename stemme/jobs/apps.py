from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "stemme.jobs"
    label = "jobs"
