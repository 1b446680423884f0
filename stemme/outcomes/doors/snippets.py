"""What a developer copies onto a company's own pages. Pure."""

from __future__ import annotations

from html import escape


def script_snippet(address: str) -> str:
    """Loads the script; put on each page, once."""
    return f'<script async src="{escape(address)}"></script>'


def goal_snippet(address: str, goal_key: str) -> str:
    """The same on the page that thanks: it counts when that page is opened."""
    src, goal = escape(address), escape(goal_key)
    return f'<script async src="{src}" data-goal="{goal}" data-id="order-17"></script>'


def form_snippet(goal_key: str) -> str:
    """Counts when the form is sent."""
    return f'<form action="/contact/" method="post" data-stemme-goal="{escape(goal_key)}">…</form>'


def pixel_snippet(address: str, goal_key: str) -> str:
    """The picture; the page's own server writes the click id into it, and only after consent."""
    asked = f"goal={escape(goal_key)}&amp;stemme_click=CLICK_ID&amp;id=order-17"
    return f'<img src="{escape(address)}?{asked}" alt="" width="1" height="1">'
