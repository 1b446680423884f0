"""The long text of a story between the editor's text field and the clean HTML that is stored. Pure."""

from __future__ import annotations

import html
import re

from stemme.kit.html import clean, paragraphs, seen

_MARKUP = re.compile(r"</?(?:p|br|a|b|i|strong|em|ul|ol|li|blockquote|h[1-6]|div)\b[^<>]*>", re.IGNORECASE)
_BEYOND_PARAGRAPHS = re.compile(r"<(?!/?p>|br>)")


def stored(written: str) -> str:
    """Clean HTML. Text without any markup becomes paragraphs at its blank lines, with its line breaks."""
    text = "\n".join(" ".join(line.split()) for line in seen(written).split("\n"))
    if _MARKUP.search(text):
        return clean(text)
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{html.escape(block, quote=False).replace(chr(10), '<br>')}</p>" for block in blocks if block)


def editable(body: str) -> str:
    """What the text field shows: plain paragraphs where that loses nothing, else the HTML itself."""
    if _BEYOND_PARAGRAPHS.search(body):
        return body
    blocks = (paragraphs(block) for block in body.split("</p>"))
    return "\n\n".join(block for block in blocks if block)
