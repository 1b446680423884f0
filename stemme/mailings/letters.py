"""From words to a message: HTML by MJML, a plain-text part with the same words, and the headers of T-24."""

from __future__ import annotations

import secrets
from email.message import EmailMessage
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from stemme.kit.mailer import header_text
from stemme.mailings.composing import DigestContent, Link
from stemme.mailings.identities import seal
from stemme.mailings.inviting import InvitationContent
from stemme.mailings.keys import Keys
from stemme.mailings.shapes import fill, harmless

_RULE = "-" * 40


def as_html(content: DigestContent | InvitationContent) -> str:
    """The HTML part."""
    template = "mailings/digest.mjml" if isinstance(content, DigestContent) else "mailings/invitation.mjml"
    return fill(template, content)


def as_text(content: DigestContent | InvitationContent) -> str:
    """The plain-text part: the same words, each on one line, so that no name or title can begin a line of its own."""
    lines = _digest_lines(content) if isinstance(content, DigestContent) else _invitation_lines(content)
    foot = (content.next_line, content.key_line, content.why_line)
    told = [*lines, "", _RULE, *filter(None, foot), *map(_link, content.links), ""]
    return "\n".join(" ".join(harmless(line).split()) for line in told)


def message_id(kind: str, mailing_id: int) -> str:
    """The same for each try at the same mail, so that a mail program shows a doubled one once."""
    # The installation's key makes two installations with the same public host differ; nothing can be read from it.
    return f"<{kind}.{mailing_id}.{seal(kind, mailing_id)}@{urlsplit(settings.PUBLIC_URL).hostname}>"


class _Letter(EmailMultiAlternatives):
    """A message that does not look through its own text for a line that no part of it holds: it draws one."""

    def message(self, **options: Any) -> EmailMessage[Any, Any]:
        """The message as bytes are made from it."""
        made = super().message(**options)
        made.set_boundary(f"=={secrets.token_hex(16)}")
        return made


def letter(
    content: DigestContent | InvitationContent, *, name: str, address: str, identity: str, keys: Keys
) -> EmailMultiAlternatives:
    """The message, ready to be handed over. One recipient; every header one harmless line."""
    return message(
        content.subject,
        text=as_text(content),
        html=as_html(content),
        language=content.language,
        to=formataddr((header_text(name), address)),
        identity=identity,
        stop=_ways_to_stop(keys),
        kind="digest" if isinstance(content, DigestContent) else "invitation",
    )


def message(
    subject: str, *, text: str, html: str, language: str, to: str, identity: str, stop: str, kind: str
) -> EmailMultiAlternatives:
    """A message of both parts with the headers of all our mails; also for letters to who is no colleague.

    ``stop``: what stands in List-Unsubscribe, ``<https://…>``, which a POST by itself stops the mails with (RFC 8058).
    """
    made = _Letter(
        subject=header_text(subject),
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={
            "Message-ID": identity,
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
            "List-Unsubscribe": stop,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Feedback-ID": f"{kind}:stemme",
        },
    )
    made.attach_alternative(html, "text/html")
    return made


def _ways_to_stop(keys: Keys) -> str:
    """By one press (RFC 8058), and by mail where somebody reads the inbox."""
    page = f"<{keys.unsubscribe}>"
    return f"{page}, <mailto:{settings.MAIL_INBOX}?subject=stop%20{keys.stop}>" if settings.MAIL_INBOX else page


def _link(link: Link) -> str:
    return f"{link.text}: {link.href}"


def _digest_lines(content: DigestContent) -> list[str]:
    lines = [content.greeting, "", content.lead]
    if content.windows_text:
        lines += [content.windows_text]
    for story in content.stories:
        lines += ["", _RULE, " · ".join([story.label, *story.details]), story.title, ""]
        lines += [story.summary, ""] if story.summary else []
        lines += [f"{content.reason_label}: {story.reason}"] if story.reason else []
        lines += [f"{content.angle_label}: {story.angle}"] if story.angle else []
        lines += [story.rung] if story.rung else []
        lines += [f"{story.button}: {story.href}"]
        lines += [f"{content.share_label} {c.name}: {c.href}" for c in story.channels] if story.lamp else []
    if content.last_time:
        lines += ["", _RULE, f"{content.last_time_label} {content.last_time}", _link(content.last_time_link)]
    return lines


def _invitation_lines(content: InvitationContent) -> list[str]:
    paragraphs = [line for text in content.paragraphs for line in (text, "")]
    return [content.greeting, "", content.lead, "", *paragraphs, _link(content.button), _link(content.no)]
