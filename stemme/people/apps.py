from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "stemme.people"
    label = "people"
