from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "stemme.library"
    label = "library"
