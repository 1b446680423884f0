from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "stemme.dashboard"
    label = "dashboard"
