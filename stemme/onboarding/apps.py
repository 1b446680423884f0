from django.apps import AppConfig


class OnboardingConfig(AppConfig):
    name = "stemme.onboarding"
    label = "onboarding"
