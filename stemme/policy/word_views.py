"""The organisation's rules about words in posts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stemme.people import roles
from stemme.people.gate import needs
from stemme.people.viewer import Viewer
from stemme.policy import word_actions
from stemme.policy.word_forms import WordRulesForm
from stemme.policy.word_queries import word_rules
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.MANAGE_ORGANISATION)
def words(request: HttpRequest) -> HttpResponse:
    """How colleagues say that they work here, and words to leave out. The rules hold from the next press on."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    sent = request.POST if request.method == "POST" else None
    form = WordRulesForm(sent, rules=word_rules(viewer.organisation_id), organisation_name=viewer.organisation_name)
    if request.method == "POST" and form.is_valid():
        word_actions.set_word_rules(
            actor=viewer,
            organisation_id=viewer.organisation_id,
            phrases=form.phrases(),
            disclosure=form.disclosure(),
            customers=form.customers_named(),
            now=timezone.now(),
        )
        messages.success(request, _("Saved. It holds from the next post on."))
        return see_other(reverse("policy:words"))
    return render(request, "policy/words.html", {"form": form}, status=422 if sent is not None else 200)
