from django.apps import AppConfig


class StatsConfig(AppConfig):
    name = "stemme.stats"
    label = "stats"

    def ready(self) -> None:
        """Tell the studio how far the shares of its stories went."""
        from stemme.library.shared_how_far import tell_how_far
        from stemme.stats.ladder_queries import ladder_of_stories

        tell_how_far(ladder_of_stories)
