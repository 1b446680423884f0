"""The words of the first invitation and of the one reminder (design.md section 10). No database, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
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


@dataclass(frozen=True, slots=True)
class OwnWords:
    """An organisation's own words for its invitation: a subject, and at least one paragraph of plain text."""

    subject: str
    paragraphs: tuple[str, ...]


#: What an organisation says to one reader.
Speaker = Callable[[Reader], OwnWords]
#: (organisation, language, whether it is the reminder) → how the organisation says it, or None for our words.
WordsOf = Callable[[int, str, bool], Speaker | None]
_asked: list[WordsOf] = []


def register_words(words_of: WordsOf) -> None:
    """Let an app above say what invitations say (AppConfig.ready). The same one is entered once."""
    if words_of not in _asked:
        _asked.append(words_of)


def speaker_of(organisation_id: int, language: str, *, reminder: bool) -> Speaker | None:
    """How the organisation says it in a language: from the first app that knows; None for our words."""
    return next((found for ask in _asked if (found := ask(organisation_id, language, reminder))), None)


@dataclass(frozen=True, slots=True)
class _Said:
    """What an invitation says above its button."""

    subject: str
    greeting: str
    lead: str
    paragraphs: tuple[str, ...]

    @property
    def all(self) -> str:
        """All of it but the subject."""
        return " ".join((self.greeting, self.lead, *self.paragraphs))


def _our_words(names: Mapping[str, str], *, reminder: bool) -> _Said:
    subject = _("Still welcome, %(name)s") if reminder else _("You are welcome to read along, %(name)s")
    offer = _(
        "At %(organisation)s the good stories about our work lie in one place. You see those that fit your field."
    )
    own_accounts = _(
        "If one is worth telling, you share it in your own words, through your own account. "
        "Nobody asks for access to it. No password, no app."
    )
    return _Said(
        subject=subject % names,
        greeting=_("Hello %(name)s") % names,
        lead=_("You are welcome to read along. Whether you share is up to you."),
        paragraphs=(offer % names, own_accounts),
    )


def _their_words(own: OwnWords, names: Mapping[str, str]) -> _Said:
    """A single paragraph stands below our greeting."""
    first, *rest = own.paragraphs
    greeting, lead = (first, rest.pop(0)) if rest else (_("Hello %(name)s") % names, first)
    return _Said(own.subject, greeting, lead, tuple(rest))


def _to_be_told(*, reminder: bool) -> Iterator[str]:
    """What everybody reads whatever the words are."""
    yield _("It is voluntary. Nobody is worse off for saying no, and no manager sees who did.")
    if reminder:
        yield _("This is our only reminder. If you do nothing, you will not hear from us again.")


def compose_invitation(
    reader: Reader, *, keys: Keys, expires: dt.date, reminder: bool, own: OwnWords | None = None
) -> InvitationContent:
    """The invitation for one person. With ``reminder``, it says that it is the only one.

    ``own`` words take the place of ours, the greeting included; what everybody has to be told is added if they leave it
    out: that it is voluntary, and that a reminder is the only one.
    """
    with translation.override(reader.language):
        names = {"name": reader.given_name, "organisation": reader.organisation}
        said = _their_words(own, names) if own is not None else _our_words(names, reminder=reminder)
        paragraphs = said.paragraphs + tuple(line for line in _to_be_told(reminder=reminder) if line not in said.all)
        why = _("You get this mail because %(organisation)s has invited its people.") % names
        return InvitationContent(
            language=reader.language,
            organisation=reader.organisation,
            accent=reader.accent,
            accent_ink=reader.accent_ink,
            subject=said.subject,
            preview=said.lead,
            greeting=said.greeting,
            lead=said.lead,
            paragraphs=paragraphs,
            button=Link(_("Have a look"), keys.to("/stories/")),
            no=Link(_("Not for me"), keys.no),
            key_line=key_line(expires),
            why_line=why,
            links=(Link(_("What we measure"), keys.to("/how/counting/")),),
        )
