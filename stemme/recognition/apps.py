from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "stemme.recognition"
    label = "recognition"
