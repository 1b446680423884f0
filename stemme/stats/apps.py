from django.apps import AppConfig


class StatsConfig(AppConfig):
    name = "stemme.stats"
    label = "stats"

    def ready(self) -> None:
        """Tell the studio how far the shares of its stories went, and how many took part in each."""
        from stemme.library.shared_how_far import tell_how_far
        from stemme.library.streams.shared_involvement import tell_involvement
        from stemme.stats.involvement import STORY_BENCHMARK
        from stemme.stats.ladder_queries import ladder_of_stories
        from stemme.stats.queries import shown_involvement

        tell_how_far(ladder_of_stories)
        tell_involvement(shown_involvement, benchmark=STORY_BENCHMARK)
