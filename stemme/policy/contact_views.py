"""Whom to ask about the guidelines, and asking them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stemme.kit.letters import MailFailedError
from stemme.people import roles
from stemme.people.gate import for_employees, needs
from stemme.people.viewer import Viewer
from stemme.policy import access, contact_actions, queries
from stemme.policy.contact_forms import ContactForm, QuestionForm
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.MANAGE_ORGANISATION)
def contacts(request: HttpRequest) -> HttpResponse:
    """The colleagues one may ask, and naming one more."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = ContactForm(request.POST if request.method == "POST" else None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        about, phone = form.cleaned_data["about"], form.cleaned_data["phone"]
        try:
            contact_actions.name_contact(
                actor=viewer, person_id=form.person_id, about=about, phone=phone, now=timezone.now()
            )
        except contact_actions.ContactError:
            form.add_error("email", _("They are named already, or there are six: take another off first."))
        else:
            messages.success(request, _("Colleagues see them on the guidelines."))
            return see_other(reverse("policy:contacts"))
    context = {"form": form, "contacts": queries.contacts(viewer.organisation_id)}
    return render(request, "policy/contacts.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@for_employees
def end(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Take a name off; an owner does, and whoever it is."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    contact = access.contact_to_end(viewer, contact_id)
    contact_actions.end_contact(actor=viewer, contact=contact, now=timezone.now())
    messages.success(request, _("The name is off the guidelines."))
    own = contact.person_id == viewer.person_id or not viewer.may(roles.MANAGE_ORGANISATION)
    return see_other(reverse("policy:guidelines" if own else "policy:contacts"))


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("question")
@for_employees
def ask(request: HttpRequest) -> HttpResponse:
    """A question to a named colleague, by mail. Nothing of it is kept here."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    to = queries.contacts(viewer.organisation_id)
    sent = request.POST if request.method == "POST" else None
    form = QuestionForm(sent, contacts=to, chosen=request.GET.get("contact", ""))
    status = 200
    if sent is not None:
        status = 422
        if form.is_valid():
            status = _asked(request, form)
            if status == 200:
                return see_other(reverse("policy:guidelines"))
    return render(request, "policy/ask.html", {"form": form, "contacts": to}, status=status)


def _asked(request: HttpRequest, form: QuestionForm) -> int:
    """Send it; the status of the answer. What did not work is said in the form, with the words still in it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    contact, question = form.chosen, form.cleaned_data["question"]
    try:
        contact_actions.ask(actor=viewer, contact=contact, question=question, now=timezone.now())
    except contact_actions.TooManyQuestionsError:
        form.add_error(None, _("That is many questions for one hour. Please write to them directly."))
        return 429
    except (MailFailedError, LookupError):
        form.add_error(None, _("The mail could not be sent. Your words are still here; try again in a while."))
        return 503
    name = contact.given_name or contact.name
    messages.success(request, _("%(name)s has your question. The answer comes by mail, to you alone.") % {"name": name})
    return 200
