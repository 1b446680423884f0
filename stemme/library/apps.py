from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "stemme.library"
    label = "library"

    def ready(self) -> None:
        """Tell those below which streams there are."""
        from stemme.library.studio_queries import stream_names
        from stemme.people.stream_names import tell_streams

        tell_streams(stream_names)
