"""The mails that follow a landing page: writing them, looking at them, trying them, switching them on and off."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.followups import access, queries
from stemme.followups.actions import trying, writing
from stemme.followups.composing import Addressee, LetterContent
from stemme.followups.forms import SequenceForm
from stemme.followups.letters import as_html, as_text
from stemme.followups.seals import Sealed
from stemme.followups.starters import STARTERS
from stemme.followups.steps import chosen
from stemme.followups.timing import LATEST, MOST_STEPS
from stemme.followups.written_queries import Desk, shown
from stemme.landing.studio.queries import PageRow
from stemme.people import queries as people
from stemme.people import roles
from stemme.people.gate import needs, viewer_of
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

#: A mail in its frame carries its style inside; nothing may be loaded or run (as mailings/views.py has it).
_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
    "sandbox allow-top-navigation-by-user-activation"
)
#: The page around it: as everywhere, and a frame with a mail of ours.
_AROUND_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; frame-src 'self'"
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.WRITE_STORIES)
def sequence(request: HttpRequest, page_id: int) -> HttpResponse:
    """The steps with their figures; POST saves them, or adds, moves and takes away without saving yet."""
    viewer = viewer_of(request)
    page = access.page_of(viewer, page_id)
    found = queries.sequence_of(viewer.organisation_id, page_id)
    own = f"{people.organisation(viewer.organisation_id).page_url}/"
    if request.method != "POST":
        return _sequence(request, page, found, SequenceForm(found.steps, languages=page.languages, own=own))
    form = SequenceForm(found.steps, languages=page.languages, own=own, data=request.POST.dict())
    wish = request.POST.get("do", "save")
    if wish.partition(":")[0] in {"add", "up", "down", "remove"}:
        form.arrange(wish)
        return _sequence(request, page, found, form, unsaved=True)
    if not form.is_valid():
        return _sequence(request, page, found, form, unsaved=True, wrong=True)
    writing.save_steps(actor=viewer, page_id=page_id, steps=form.drafts(), now=timezone.now())
    messages.success(request, _("Saved."))
    return see_other(_after(page_id, wish))


def _sequence(
    request: HttpRequest,
    page: PageRow,
    found: queries.SequenceRow,
    form: SequenceForm,
    *,
    unsaved: bool = False,
    wrong: bool = False,
) -> HttpResponse:
    viewer = viewer_of(request)
    floor = people.organisation(viewer.organisation_id).group_floor
    context = {
        "page": page, "sequence": found, "form": form, "unsaved": unsaved, "wrong": wrong,
        "starters": [(key, _(words[0])) for key, words in STARTERS.items()],
        "lines": _lines(found, page, floor=floor), "most_steps": MOST_STEPS, "late_days": LATEST.days,
        "since": _clock(viewer, found.on_since), "stopped": _clock(viewer, found.stopped_at),
    }  # fmt: skip
    return render(request, "followups/sequence.html", context, status=422 if wrong else 200)


def _clock(viewer: Viewer, moment: dt.datetime | None) -> dt.datetime | None:
    """The moment as the viewer's clock showed it."""
    return moment.astimezone(viewer.clock).replace(tzinfo=None) if moment else None


def _lines(found: queries.SequenceRow, page: PageRow, *, floor: int) -> list[dict[str, object]]:
    """The steps with their subject, and shares where there are enough mails for one to say something."""
    lines = []
    for step in found.steps:
        words, figures = chosen(step.sendable, page.languages), step.figures
        enough = figures.sent >= floor
        lines.append(
            {
                "step": step,
                "language": words[0] if words else "",
                "subject": words[1].subject if words else "",
                "opened_share": figures.opened / figures.sent if enough else None,
                "left_share": figures.left / figures.sent if enough else None,
            }
        )
    return lines


def _after(page_id: int, wish: str) -> str:
    verb, _colon, number = wish.partition(":")
    if verb == "preview" and number.isdecimal():
        return reverse("followups:preview", args=[page_id, int(number)])
    return reverse("followups:sequence", args=[page_id])


@require_POST
@needs(roles.WRITE_STORIES)
def switch(request: HttpRequest, page_id: int) -> HttpResponse:
    """On, or off."""
    viewer = viewer_of(request)
    access.page_of(viewer, page_id)
    now = timezone.now()
    if request.POST.get("to") == "on":
        try:
            writing.start(actor=viewer, page_id=page_id, now=now)
        except writing.NoStepsError:
            messages.error(request, _("There is no step to send yet."))
        else:
            messages.success(request, _("On. Whoever confirms from now on gets these mails."))
    else:
        writing.stop(actor=viewer, page_id=page_id, now=now)
        messages.success(request, _("Stopped. What had not left does not leave."))
    return see_other(reverse("followups:sequence", args=[page_id]))


@require_safe
@needs(roles.WRITE_STORIES)
def preview(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """One step as a lead gets it, in one of the page's languages."""
    viewer = viewer_of(request)
    page, step, content = _content(viewer, page_id, number, request.GET.get("in", ""))
    languages = [
        (code, str(get_language_info(code)["name_local"])) for code in page.languages if code in step.sendable
    ]  # fmt: skip
    context = {"page": page, "step": step, "mail": content, "text": as_text(content), "languages": languages}
    response = render(request, "followups/preview.html", context)
    response["Content-Security-Policy"] = _AROUND_POLICY
    return response


@require_safe
@needs(roles.WRITE_STORIES)
@xframe_options_sameorigin
def body(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """The HTML of the mail by itself, for the frame of the preview."""
    viewer = viewer_of(request)
    _page, _step, content = _content(viewer, page_id, number, request.GET.get("in", ""))
    html = as_html(content).replace(' target="_blank"', "").replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": _MAIL_POLICY})


@require_POST
@needs(roles.WRITE_STORIES)
def test(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """The step to oneself."""
    viewer = viewer_of(request)
    page = access.page_of(viewer, page_id)
    step = access.step_of(queries.sequence_of(viewer.organisation_id, page_id), number)
    language = request.POST.get("in", "")
    what = trying.send_test(actor=viewer, page=page, step=step, language=language, now=timezone.now())
    if what == trying.SENT:
        messages.success(request, _("Sent to your own address."))
    elif what == trying.TOO_MANY:
        messages.error(request, _("That were many tests. Try again tomorrow."))
    else:
        messages.error(request, _("The mail server did not take it. Try again later."))
    back = reverse("followups:preview", args=[page_id, number])
    return see_other(f"{back}?in={language}" if language in page.languages else back)


def _content(viewer: Viewer, page_id: int, number: int, asked: str) -> tuple[PageRow, queries.StepRow, LetterContent]:
    page = access.page_of(viewer, page_id)
    step = access.step_of(queries.sequence_of(viewer.organisation_id, page_id), number)
    found = chosen(step.sendable, (asked, *page.languages))
    assert found is not None, "a step that can be sent has words"
    language, text = found
    now = timezone.now()
    title = shown(viewer.organisation_id, slug=page.slug, language=language, name=page.name, now=now)
    content = Desk(viewer.organisation_id, now=now).content(
        text, language=language, to=Addressee(viewer.name, None), sealed=Sealed(viewer.organisation_id, 0, step.id),
        slug=page.slug, page_title=title,
    )  # fmt: skip
    return page, step, content
