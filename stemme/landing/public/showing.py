"""A landing page as HTML. Sets no cookie, asks no session, loads nothing from anywhere else."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from stemme.kit import form_token
from stemme.kit.hosted import landing_url
from stemme.kit.languages import OWN_NAMES
from stemme.landing.page_queries import PublicPage
from stemme.landing.public.drawn import drawn
from stemme.landing.public.forms import LeadForm, mark_page
from stemme.links.click_ids import PARAMETER
from stemme.people import queries as people

#: The sheets of the product that a public page needs; all of them would be three times as many bytes.
_SHEETS = (
    "layers", "reset", "tokens", "base", "components/icon", "components/button", "components/field", "components/text",
    "components/tiles", "components/avatar",
)  # fmt: skip
SHEETS = (*(f"ui/css/{name}.css" for name in _SHEETS), "landing/css/public.css")
#: Lets a picture say which part of it must stay; only linked where one does.
_FOCUS = "ui/css/components/focus.css"
#: The colours of our drawings; only linked where one stands.
_DRAWINGS = "ui/css/components/windows.css"
#: Steps whose template has another name.
_TEMPLATES = {"thanks": "after", "sales": "after"}


def render_page(
    request: HttpRequest,
    page: PublicPage,
    *,
    preview: bool = False,
    step: str = "page",
    form: LeadForm | None = None,
    click: str = "",
    onward: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page in its language. ``step``: page, asked (look into your mail), confirm, thanks, sales, privacy, too_many.

    ``preview``: what is not published, for the studio; its form cannot be sent. ``form``: what was typed, with what is
    wrong with it; ``click``: the click id that led here; ``onward``: where the button after the thank-you leads.
    """
    with translation.override(page.language):
        context = _frame(page, preview=preview, step=step)
        # Whoever asks for no language has one chosen here: that address is the page for all languages, and itself.
        context["canonical"] = landing_url(page.slug, page.language if request.GET.get("in") == page.language else "")
        context |= _contents(page, step=step, form=form, click=click)
        context["onward"] = onward
        answer = render(request, f"landing/public/{_TEMPLATES.get(step, step)}.html", context, status=status)
    return _with_headers(answer, page.language, found=context["found"])


def _with_headers(answer: HttpResponse, language: str, *, found: bool) -> HttpResponse:
    """``found``: search engines may list it."""
    answer.headers["Content-Language"] = language
    answer.headers["Vary"] = "Accept-Language"
    answer.headers["X-Robots-Tag"] = "all" if found else "noindex"
    return answer


def _frame(page: PublicPage, *, preview: bool, step: str) -> dict[str, Any]:
    """What every step's page has around it."""
    here = f"?in={page.language}"
    return {
        "page": page,
        "step": step,
        "preview": preview,
        "found": step == "page" and not preview,
        "brand": people.brand(page.organisation_id),
        "others": [(code, OWN_NAMES[code], landing_url(page.slug, code)) for code in page.languages],
        "this_language": landing_url(page.slug, page.language),
        "any_language": landing_url(page.slug),
        "page_url": reverse("landing:public", args=[page.slug]) + here,
        # What is not published has no such page yet.
        "privacy_url": "#main" if preview else reverse("landing:privacy", args=[page.slug]) + here,
    }


def _contents(page: PublicPage, *, step: str, form: LeadForm | None, click: str) -> dict[str, Any]:
    """Blocks, form, and what goes with them."""
    blocks = {"page": page.blocks, "thanks": page.thanks, "sales": page.sales}.get(step, ())
    beside, below = drawn(page, blocks, click=click)
    with_form = step == "page" and page.with_form
    pictures = [block.asset for block in (*beside, *below) if block.asset]
    more = [_FOCUS] if any(one.focus_classes for one in pictures) else []
    more += [_DRAWINGS] if any(block.scene for block in (*beside, *below)) else []
    if with_form and form is None:
        form = LeadForm(page=page)
    return {
        "beside": beside,
        "below": below,
        "headed": any(block.first for block in (*beside, *below)),
        "with_form": with_form,
        "form": form if with_form else None,
        "form_heading": _("Write to us"),
        "mark": (form.mark_to_keep if form else "") or form_token.new(mark_page(page)),
        "click": click,
        "stayed_url": f"{reverse('landing:step', args=[page.slug])}?{PARAMETER}={click}" if click else "",
        "sheets": [*SHEETS, *more],
        "picture": urljoin(settings.PUBLIC_URL, pictures[0].picture_url) if pictures else "",
        "pictured": pictures[0] if pictures else None,
    }
