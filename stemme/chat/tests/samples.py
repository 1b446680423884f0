"""Contents, plain and hostile."""

from __future__ import annotations

from stemme.chat.content import Content, Item, Link

HOSTILE = (
    "<!channel> <@U1> <https://evil.example|click> *b* _i_ ~s~ `c` @here :bomb: [x](https://evil.example) <at>Ada</at>"
)
PLAIN = Content(
    language="nb",
    heading="Nytt hos Nordlys",
    lead="God morgen",
    items=(
        Item(
            title="Blåbær & vinger",
            meta="Vind · 3 min",
            summary="Tolv blader på én natt.",
            reason_label="Hvorfor dele",
            reason="Fordi kranen sang.",
            links=(
                Link("Les", "https://stemme.example/stories/1/"),
                Link("Del", "https://stemme.example/share?a=1&b=2"),
            ),
        ),
    ),
    notes=("Bare hvis du vil.",),
    links=(Link("Pause", "https://stemme.example/mails/"),),
)


def everywhere(text: str, items: int = 1) -> Content:
    """The text wherever somebody's text may stand."""
    item = Item(text, text, text, text, text, text, (Link(text, "https://stemme.example/"),) * 9)
    return Content("en", text, text, (item,) * items, (text,) * 12, (Link(text, "https://stemme.example/"),) * 9)
