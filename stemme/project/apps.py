from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "stemme.project"
    label = "project"

    def ready(self) -> None:
        """Every process that records facts knows what they wake."""
        from stemme.jobs.waking import listen
        from stemme.project.schedule import SCHEDULE

        listen(SCHEDULE)
