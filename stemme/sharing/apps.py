from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "stemme.sharing"
    label = "sharing"

    def ready(self) -> None:
        """Tell the studio which channels there are and how they count, and how many people have never shared."""
        from stemme.library.counted_by_others import tell_never_shared
        from stemme.library.streams.channel_names import tell_channels
        from stemme.library.written_for import tell_rooms
        from stemme.sharing.never_shared_queries import never_shared
        from stemme.sharing.rooms import room_of
        from stemme.sharing.wording import channel_names

        tell_channels(channel_names)
        tell_rooms(room_of)
        tell_never_shared(never_shared)
