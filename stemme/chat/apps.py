from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "stemme.chat"
    label = "chat"

    def ready(self) -> None:
        """Enter Slack and Teams as ways by which a digest can come."""
        from stemme.chat.clouds import KINDS
        from stemme.chat.ways import ChatWay
        from stemme.mailings.ways import register_way

        for key in KINDS:
            register_way(ChatWay(key))
