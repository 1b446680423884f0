from django.apps import AppConfig


class OnboardingConfig(AppConfig):
    name = "stemme.onboarding"
    label = "onboarding"

    def ready(self) -> None:
        from stemme.feed.first_steps import tell_first_steps
        from stemme.onboarding.queries import steps_left

        tell_first_steps(steps_left)
