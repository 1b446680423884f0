from django.apps import AppConfig


class FeedConfig(AppConfig):
    name = "stemme.feed"
    label = "feed"

    def ready(self) -> None:
        from stemme.feed.decline_queries import declines_of
        from stemme.library.streams.declines import tell_declines

        tell_declines(declines_of)
