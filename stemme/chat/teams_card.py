"""A message as an Adaptive Card for Teams. Pure.

What somebody typed stands in the runs of ``RichTextBlock`` only, where no Markdown is read, and the card names no
entities, so nothing typed can mention anybody. Version 1.2 is drawn by every Teams of today.
Limit (learn.microsoft.com, "Limits and specifications for Microsoft Teams"): 28 KB for the whole message.
"""

from __future__ import annotations

import json
from typing import Any

from stemme.chat.content import LONGEST_TEXT, MOST_ITEMS, Content, Item, Link, within_limits

LARGEST = 28_000
_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
Element = dict[str, Any]


def envelope(content: Content) -> dict[str, Any]:
    """What is sent to an incoming webhook or a workflow, and to a conversation of the bot; never above the limit.

    Texts are cut first, then the last stories are left out.
    """
    smaller = [(limit, MOST_ITEMS) for limit in (LONGEST_TEXT, 600, 300, 100)]
    smaller += [(100, items) for items in range(MOST_ITEMS - 1, 0, -1)]
    made: dict[str, Any] = {}
    for limit, items in smaller:
        made = _envelope(within_limits(content, text=limit, items=items))
        if len(json.dumps(made, ensure_ascii=False).encode()) <= LARGEST:
            break
    return made


def _envelope(content: Content) -> dict[str, Any]:
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card(content),
    }
    return {"type": "message", "summary": content.plain[:300], "attachments": [attachment]}


def card(content: Content) -> dict[str, Any]:
    """The card alone."""
    body: list[Element] = [_rich(_run(content.heading, size="Large", weight="Bolder"))]
    if content.lead:
        body.append(_rich(_run(content.lead)))
    body += [_item(item) for item in content.items]
    body += [_rich(_run(note, isSubtle=True, size="Small"), spacing="Small") for note in content.notes]
    made: dict[str, Any] = {
        "$schema": _SCHEMA,
        "type": "AdaptiveCard",
        "version": "1.2",
        "lang": content.language,
        "fallbackText": content.plain,
        "body": body,
    }
    return made | {"actions": _actions(content.links)} if content.links else made


def _item(item: Item) -> Element:
    inside = [_rich(_run(item.title, weight="Bolder", size="Medium"))]
    if item.meta:
        inside.append(_rich(_run(item.meta, isSubtle=True, size="Small"), spacing="None"))
    if item.summary:
        inside.append(_rich(_run(item.summary)))
    if item.reason:
        label = [_run(f"{item.reason_label}: ", weight="Bolder")] if item.reason_label else []
        inside.append(_rich(*label, _run(item.reason)))
    if item.hint:
        inside.append(_rich(_run(item.hint)))
    if item.links:
        inside.append({"type": "ActionSet", "actions": _actions(item.links)})
    return {"type": "Container", "separator": True, "spacing": "Large", "items": inside}


def _actions(links: tuple[Link, ...]) -> list[Element]:
    return [{"type": "Action.OpenUrl", "title": link.text, "url": link.href} for link in links]


def _rich(*runs: Element, **more: str) -> Element:
    return {"type": "RichTextBlock", "inlines": list(runs), **more}


def _run(text: str, **style: Any) -> Element:
    return {"type": "TextRun", "text": text, **style}
