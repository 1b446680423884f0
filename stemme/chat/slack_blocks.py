"""A message as Slack's Block Kit. Pure.

What somebody typed stands in ``rich_text`` and ``plain_text`` only. There Slack reads no markup, so a title cannot call
``<!channel>``, name a colleague or turn half the message bold. The one text that Slack does read, ``text`` (shown where
blocks are not), is escaped and has ``mrkdwn`` off. No buttons: Slack puts a warning sign next to one that only leads
somewhere unless a server of ours answers each press (docs/decisions/0021-chat.md).
Limits (docs.slack.dev, Block Kit): 50 blocks, 3,000 characters in a text, 150 in a header, 3,000 in an address.
"""

from __future__ import annotations

from typing import Any

from stemme.chat.content import Content, Item, Link, within_limits

MOST_BLOCKS = 50
LONGEST = 3_000
Block = dict[str, Any]


def escaped(text: str) -> str:
    """For a text that Slack reads: the three signs with which everything it understands begins.

    >>> escaped("<!channel> R&D")
    '&lt;!channel&gt; R&amp;D'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def message(content: Content, *, channel: str = "") -> dict[str, Any]:
    """What is sent to an incoming webhook, or with ``channel`` (a person's id) to chat.postMessage."""
    content = within_limits(content)
    sent: dict[str, Any] = {
        "text": escaped(content.plain)[:LONGEST],
        "mrkdwn": False,
        "blocks": _blocks(content),
        "unfurl_links": False,
        "unfurl_media": False,
    }
    return sent | {"channel": channel} if channel else sent


def _blocks(content: Content) -> list[Block]:
    blocks: list[Block] = [{"type": "header", "text": _plain(content.heading)}]
    if content.lead:
        blocks.append(_rich([_text(content.lead)]))
    for item in content.items:
        blocks += [{"type": "divider"}, _item(item)]
    if content.notes:
        blocks.append({"type": "context", "elements": [_plain(note) for note in content.notes]})
    if content.links:
        blocks.append(_rich(_links(content.links)))
    return blocks[:MOST_BLOCKS]


def _item(item: Item) -> Block:
    lines: list[list[Block]] = [[_text(item.title, bold=True)]]
    if item.meta:
        lines.append([_text(item.meta, italic=True)])
    if item.summary:
        lines.append([_text(item.summary)])
    if item.reason:
        label = [_text(f"{item.reason_label}: ", bold=True)] if item.reason_label else []
        lines.append([*label, _text(item.reason)])
    if item.hint:
        lines.append([_text(item.hint)])
    if item.links:
        lines.append(_links(item.links))
    elements = lines[0]
    for line in lines[1:]:
        elements += [_text("\n"), *line]
    return _rich(elements)


def _links(links: tuple[Link, ...]) -> list[Block]:
    elements: list[Block] = []
    for link in links:
        if len(link.href) > LONGEST:
            continue
        elements += [_text("  ·  ")] if elements else []
        elements.append({"type": "link", "url": link.href, "text": link.text})
    return elements


def _rich(elements: list[Block]) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _text(text: str, **style: bool) -> Block:
    return {"type": "text", "text": text, "style": style} if style else {"type": "text", "text": text}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
