from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "stemme.library"
    label = "library"

    def ready(self) -> None:
        """Tell those below which streams there are, and where uploaded files are used."""
        from stemme.library.media_queries import StoriesOfFiles
        from stemme.library.streams.stream_queries import every_stream
        from stemme.media.uses import tell_stories
        from stemme.people.stream_names import tell_streams

        tell_streams(every_stream)
        tell_stories(StoriesOfFiles())
