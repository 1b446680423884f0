"""The poster and the handouts, with the kit's words and the QR code of a way to join."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from stemme.joining import qr
from stemme.joining.poster import lines_for
from stemme.joining.queries import LinkRow
from stemme.kit.languages import CODES
from stemme.people.gate import needs
from stemme.people.roles import LEAD_PROGRAMME
from stemme.people.viewer import Viewer
from stemme.waves.kit import access
from stemme.waves.kit.pieces import POSTER
from stemme.waves.kit.texts import fill, text_of

#: Handouts of A6 on a sheet of A4.
_ON_A_SHEET = 4


@dataclass(frozen=True, slots=True)
class Side:
    """What a poster says in one language. ``scan`` and ``code`` tell how to come in and are not for changing."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    scan: str
    code: str


@needs(LEAD_PROGRAMME)
@require_safe
def poster(request: HttpRequest, link_id: int) -> HttpResponse:
    """A sheet of A4: one poster, or with ``?size=a6`` four handouts to cut; ``?in=`` is the language in front."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    link = access.link_of(viewer, link_id, now=timezone.now())
    asked = request.GET.get("in", "")
    language = asked if asked in CODES else link.language
    first, *others = _sides(link, language)
    address = f"{link.page_url}{reverse('joining:join', args=[link.token])}"
    small = request.GET.get("size") == "a6"
    context = {
        "link": link,
        "address": address,
        "picture": qr.picture(address),
        "typed": f"{link.page_url}{reverse('joining:code')}".partition("://")[2].rstrip("/"),
        "first": first,
        "others": others,
        "language": language,
        "small": small,
        "copies": range(_ON_A_SHEET),
    }
    return render(request, "waves/kit/handouts.html" if small else "waves/kit/poster.html", context)


def _sides(link: LinkRow, language: str) -> list[Side]:
    """The words in all languages, this one first."""
    found = []
    for lines in lines_for(language, organisation=link.organisation_name):
        words = fill(text_of(link.organisation_id, POSTER, lines.language), organisation=link.organisation_name)
        found.append(Side(lines.language, words.subject, words.paragraphs, lines.scan, lines.code))
    return found
