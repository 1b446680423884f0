"""From words to a message, by the same building blocks as the digest (mailings: shapes, frames, headers)."""

from __future__ import annotations

from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives

from stemme.followups.composing import LetterContent
from stemme.kit.mailer import header_text
from stemme.mailings.letters import message
from stemme.mailings.shapes import fill, harmless

#: Part of our Message-ID, by which a letter that comes back is known (mailings/letters_outside.py).
KIND = "followup"
_RULE = "-" * 40


def as_html(content: LetterContent) -> str:
    """The HTML part."""
    return fill("followups/letter.mjml", content)


def as_text(content: LetterContent) -> str:
    """The plain-text part: the same words, each paragraph on one line."""
    lines = [content.greeting, ""]
    for paragraph in content.paragraphs:
        lines += [paragraph, ""]
    if content.button.href:
        lines += [f"{content.button.text}: {content.button.href}", ""]
    foot = [content.test_line, content.sender_line, content.why_line]
    lines += [_RULE, *filter(None, foot), *(f"{link.text}: {link.href}" for link in content.links), ""]
    return "\n".join(" ".join(harmless(line).split()) for line in lines)


def letter(content: LetterContent, *, name: str, address: str, identity: str, stop_url: str) -> EmailMultiAlternatives:
    """The message, ready to be handed over. A press in the mail program posts to ``stop_url`` (RFC 8058)."""
    return message(
        content.subject,
        text=as_text(content),
        html=as_html(content),
        language=content.language,
        to=formataddr((header_text(name), address)),
        identity=identity,
        stop=f"<{stop_url}>",
        kind=KIND,
    )
