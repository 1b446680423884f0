from django.apps import AppConfig


class MailingsConfig(AppConfig):
    name = "stemme.mailings"
    label = "mailings"

    def ready(self) -> None:
        """Enter the kinds of mail that are written here; tell the studio when mails leave."""
        from stemme.library.counted_by_others import tell_held_back
        from stemme.library.streams.mail_rhythm import tell_rhythm
        from stemme.mailings import built_in
        from stemme.mailings.calendar_queries import calendar_of
        from stemme.mailings.held_back_queries import held_back

        built_in.enter()
        tell_held_back(held_back)
        tell_rhythm(calendar_of)
