from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "stemme.sharing"
    label = "sharing"

    def ready(self) -> None:
        """Tell the studio which channels there are, and how they count."""
        from stemme.library.streams.channel_names import tell_channels
        from stemme.library.written_for import tell_rooms
        from stemme.sharing.rooms import room_of
        from stemme.sharing.wording import channel_names

        tell_channels(channel_names)
        tell_rooms(room_of)
