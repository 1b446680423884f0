"""A landing page as visitors will see it."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stemme.kit.languages import CODES
from stemme.landing.page_queries import Consent, PublicPage
from stemme.landing.public.showing import render_page
from stemme.landing.studio import access, queries
from stemme.landing.studio.content import Content
from stemme.landing.studio.edit_page import choices_for
from stemme.landing.studio.forms import EditorForm
from stemme.people.gate import needs, viewer_of
from stemme.people.roles import WRITE_STORIES

_STEPS = frozenset({"page", "thanks", "sales"})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
def preview(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page as visitors see it (``?in=``; ``?step=`` page, thanks or sales): as it is saved, or by POST as it stands
    in the editor's form, of which nothing is kept."""
    viewer = viewer_of(request)
    row = access.page_of(viewer, page_id)
    asked, like = request.GET.get("in", ""), request.GET.get("from", "")
    new = asked in CODES and asked not in row.languages and like in row.languages
    shown = queries.as_visitors_see(viewer.organisation_id, row.id, like if new else access.language_of(row, asked))
    if shown is None:
        raise Http404
    if request.method == "POST":
        stored = queries.content(viewer.organisation_id, row.id, shown.language)
        form = EditorForm(
            {name: str(value) for name, value in request.POST.items()},
            choices=choices_for(viewer, timezone.now(), stored), stored=stored, language=shown.language, sent=True,
        )  # fmt: skip
        # What is wrong with the form is said there; a look at what can be shown helps all the same.
        form.is_valid()
        shown = replace(_as_typed(shown, form.draft()), language=asked if new else shown.language)
    step = request.GET.get("step", "")
    return render_page(request, shown, preview=True, step=step if step in _STEPS else "page")


def _as_typed(shown: PublicPage, typed: Content) -> PublicPage:
    consent = Consent(0, typed.consent, typed.colleague) if typed.with_form and typed.consent else None
    return replace(
        shown, title=typed.title, description=typed.description, imprint=typed.imprint, blocks=typed.blocks,
        thanks=typed.thanks, sales=typed.sales, form=dict(typed.form), questions=typed.questions, consent=consent,
        with_form=consent is not None, with_sales_page=typed.with_sales_page, keep_months=typed.keep_months,
    )  # fmt: skip
