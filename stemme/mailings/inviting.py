"""The words of the first invitation and of the one reminder (design.md section 10). No database, no clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from stemme.mailings.composing import Link, Reader
from stemme.mailings.keys import Keys
from stemme.mailings.phrases import key_line


@dataclass(frozen=True, slots=True)
class InvitationContent:
    """All the words of an invitation. The HTML and the plain-text part are both made from it."""

    language: str
    organisation: str
    subject: str
    preview: str
    greeting: str
    lead: str
    paragraphs: tuple[str, ...]
    button: Link
    no: Link
    key_line: str
    why_line: str
    links: tuple[Link, ...]
    accent: str = ""
    accent_ink: str = ""
    #: A mail of this kind has no next one to name.
    next_line: str = ""


def compose_invitation(reader: Reader, *, keys: Keys, expires: dt.date, reminder: bool) -> InvitationContent:
    """The invitation for one person. With ``reminder``, it says that it is the only one."""
    with translation.override(reader.language):
        names = {"name": reader.given_name, "organisation": reader.organisation}
        lead = _("You are welcome to read along. Whether you share is up to you.")
        paragraphs = (
            _(
                "At %(organisation)s the good stories about our work lie in one place. "
                "You see those that fit your field."
            )
            % names,
            _(
                "If one is worth telling, you share it in your own words, through your own account. "
                "Nobody asks for access to it. No password, no app."
            ),
            _("It is voluntary. Nobody is worse off for saying no, and no manager sees who did."),
        )
        once = _("This is our only reminder. If you do nothing, you will not hear from us again.")
        why = _("You get this mail because %(organisation)s has invited its people.") % names
        return InvitationContent(
            language=reader.language,
            organisation=reader.organisation,
            accent=reader.accent,
            accent_ink=reader.accent_ink,
            subject=(_("Still welcome, %(name)s") if reminder else _("You are welcome to read along, %(name)s"))
            % names,
            preview=lead,
            greeting=_("Hello %(name)s") % names,
            lead=lead,
            paragraphs=(*paragraphs, once) if reminder else paragraphs,
            button=Link(_("Have a look"), keys.to("/stories/")),
            no=Link(_("Not for me"), keys.no),
            key_line=key_line(expires),
            why_line=why,
            links=(Link(_("What we measure"), keys.to("/how/counting/")),),
        )
