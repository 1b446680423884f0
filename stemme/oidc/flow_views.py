"""The way through the company's sign-in: there, back, and in."""

from __future__ import annotations

import datetime as dt
import hmac
import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from stemme.kit.secret_texts import SecretLostError
from stemme.kit.tokens import token_hash
from stemme.oidc import (
    account_actions,
    actions,
    asking,
    attempts,
    client_secrets,
    id_token,
    queries,
    under_way,
    wording,
)
from stemme.oidc.account_actions import Found, NotAdmittedError
from stemme.oidc.asking import AskError, Client
from stemme.oidc.attempts import Attempt
from stemme.oidc.forms import DomainForm
from stemme.oidc.id_token import Claims, Expected, TokenError
from stemme.oidc.queries import ProviderRow
from stemme.people import actions as people
from stemme.people import queries as organisations
from stemme.people.actions import Admitted
from stemme.people.buckets import Limit
from stemme.people.gate import open_to_all
from stemme.people.hosts import is_at_home, page_organisation
from stemme.people.queries import OrganisationRow
from stemme.people.viewer import EMPLOYEE, Viewer
from stemme.people.visits import let_in, network, safe_path

_BEGIN = Limit("oidc-begin", 30, dt.timedelta(minutes=10))
_CODE = re.compile(r"[\x21-\x7e]{1,2000}")
_ERROR = re.compile(r"[a-z_]{1,60}")
#: What nobody but the person in front of the screen has brought about stands in no journal.
_HARMLESS = frozenset({wording.LOST, wording.DENIED, wording.SAID, asking.UNREACHABLE, asking.CODE_REFUSED})


class _RefusedError(Exception):
    def __init__(self, kind: str, said: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.said = said


def redirect_uri(organisation: OrganisationRow) -> str:
    """Where the sign-in sends people back: fixed, one for each organisation, so that none answers for another."""
    return f"{organisation.page_url}{reverse('oidc:answer', args=[organisation.slug])}"


@open_to_all
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Where several organisations live: whose sign-in is it? Asked by mail domain."""
    to = safe_path(request.GET.get("next", ""))
    form = DomainForm(request.GET if "at" in request.GET else None)
    listed = queries.providers_for_domain(form.cleaned_data["at"]) if form.is_valid() else []
    found = [provider for provider in listed if is_at_home(request, provider.organisation_id)]
    context = {"form": form, "found": found, "next": to, "asked": form.is_valid()}
    return render(request, "oidc/find.html", context, status=422 if form.is_bound and not form.is_valid() else 200)


@open_to_all
@require_GET
def begin(request: HttpRequest, organisation: str) -> HttpResponse:
    """Off to the company's sign-in; nothing is noted here, the browser keeps what has to be compared later."""
    provider = _provider(request, organisation)
    home = organisations.organisation(provider.organisation_id)
    if home.page_host and page_organisation(request) is None:
        # The answer comes to the organisation's own host, where this one's cookies are not sent.
        return HttpResponseRedirect(f"{home.page_url}{request.get_full_path()}")
    viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]
    again = viewer is not None and viewer.full and viewer.organisation_slug == organisation
    if again and request.GET.get("step_up") == "1":
        return send(request, provider, purpose=attempts.STEP_UP, person_id=viewer.person_id if viewer else None)
    return send(request, provider, purpose=attempts.ENTER, person_id=None)


def send(request: HttpRequest, provider: ProviderRow, *, purpose: str, person_id: int | None) -> HttpResponse:
    """The browser to the sign-in, with the attempt in its pocket."""
    now = timezone.now()
    if not people.take(_BEGIN, network(request), now=now):
        return render(request, "people/too_many.html", status=429)
    metadata = actions.renew_metadata(provider=provider, local=under_way.is_local(), now=now)
    attempt = attempts.begin(
        organisation=provider.organisation,
        issuer=provider.issuer,
        purpose=purpose,
        person_id=person_id,
        to=safe_path(request.GET.get("next", "")),
        now=now,
    )
    organisation = organisations.organisation(provider.organisation_id)
    back = redirect_uri(organisation)
    response = HttpResponseRedirect(
        attempts.address(attempt, metadata, client_id=provider.client_id, redirect_uri=back)
    )
    under_way.keep(response, attempt)
    return response


@open_to_all
@require_GET
def answer(request: HttpRequest, organisation: str) -> HttpResponse:
    """Back from the company's sign-in. Everything is compared; then the visit begins, or a page says why not."""
    provider, now = _provider(request, organisation), timezone.now()
    try:
        response = _answered(request, provider, now)
    except _RefusedError as error:
        if error.kind not in _HARMLESS:
            account_actions.note_refusal(provider=provider, reason=error.kind, now=now)
        context = {"reason": wording.refusal(error.kind, said=error.said), "provider": provider}
        response = render(request, "oidc/refused.html", context, status=400)
        under_way.forget(response)
    return response


def _answered(request: HttpRequest, provider: ProviderRow, now: dt.datetime) -> HttpResponse:
    attempt = under_way.found(request, organisation=provider.organisation, now=now)
    _check_answer(request, provider, attempt, now)
    assert attempt is not None
    viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]
    if attempt.purpose != attempts.ENTER and (viewer is None or viewer.person_id != attempt.person_id):
        raise _RefusedError(wording.LOST)
    claims = _claims(provider, attempt, _code(request), now)
    try:
        found = account_actions.recognise(provider=provider, attempt=attempt, claims=claims, now=now)
    except NotAdmittedError as error:
        raise _RefusedError(error.kind) from error
    if not found.joined:
        return _ask_to_join(request, provider, attempt, found, claims.auth_time)
    return _enter(request, found.admitted, attempt, claims.auth_time, joins=False, now=now)


def _check_answer(request: HttpRequest, provider: ProviderRow, attempt: Attempt | None, now: dt.datetime) -> None:
    """Is it the answer to this browser's own question, from whom it was sent to, for the first time?"""
    state = request.GET.get("state", "")
    if attempt is None or not attempt.state or not hmac.compare_digest(state.encode(), attempt.state.encode()):
        raise _RefusedError(wording.LOST)
    fresh = actions.spend_state(
        organisation_id=provider.organisation_id, state_hash=token_hash(state), lasts=attempts.LASTS, now=now
    )
    if not fresh:
        raise _RefusedError(wording.REPLAYED)
    named = request.GET.get("iss")
    if attempt.issuer != provider.issuer or (named is None and provider.metadata.names_itself):
        raise _RefusedError(wording.MIXED_UP)
    if named is not None and named != provider.issuer:
        raise _RefusedError(wording.MIXED_UP)


def _code(request: HttpRequest) -> str:
    error, code = request.GET.get("error", ""), request.GET.get("code", "")
    if error == "access_denied":
        raise _RefusedError(wording.DENIED)
    if error or not _CODE.fullmatch(code):
        raise _RefusedError(wording.SAID, error if _ERROR.fullmatch(error) else "?")
    return code


def _claims(provider: ProviderRow, attempt: Attempt, code: str, now: dt.datetime) -> Claims:
    """Who it is: the code is given for a token, and the token is verified; an unknown key makes us look once more."""
    local = under_way.is_local()
    organisation = organisations.organisation(provider.organisation_id)
    expected = Expected(
        issuer=provider.issuer,
        client_id=provider.client_id,
        nonce=attempt.nonce,
        algorithms=provider.metadata.algorithms,
        fresh_since=attempt.started if attempt.purpose == attempts.STEP_UP else None,
    )
    try:
        secret = client_secrets.opened(provider.client_secret, organisation_id=provider.organisation_id)
        client = Client(provider.client_id, secret, redirect_uri(organisation), local)
        token = asking.redeem(provider.metadata, client, code=code, verifier=attempt.verifier)
        try:
            return id_token.verify(token, provider.keys, expected, now=now)
        except TokenError as error:
            renewed = actions.renew_keys(provider=provider, local=local, now=now) if error.kind == "kid" else None
            if renewed is None:
                raise
            return id_token.verify(token, renewed.keys, expected, now=now)
    except SecretLostError as error:
        raise _RefusedError(wording.NO_SECRET) from error
    except (AskError, TokenError) as error:
        raise _RefusedError(error.kind) from error


def _ask_to_join(
    request: HttpRequest, provider: ProviderRow, attempt: Attempt, found: Found, proved: dt.datetime | None
) -> HttpResponse:
    context = {"provider": provider, "given_name": found.given_name}
    response = render(request, "oidc/join.html", context)
    under_way.keep(response, attempt.waiting(found.admitted.person_id, proved=proved))
    return response


@open_to_all
@require_POST
def join(request: HttpRequest, organisation: str) -> HttpResponse:
    """The person takes part, and is in."""
    provider, now = _provider(request, organisation), timezone.now()
    attempt = under_way.found(request, organisation=organisation, now=now)
    card = organisations.person_card(provider.organisation_id, attempt.joining) if attempt and attempt.joining else None
    if attempt is None or card is None:
        context = {"reason": wording.refusal(wording.LOST), "provider": provider}
        return render(request, "oidc/refused.html", context, status=400)
    admitted = Admitted(card.person_id, provider.organisation_id, EMPLOYEE)
    return _enter(request, admitted, attempt, attempt.proved, joins=True, now=now)


def _enter(
    request: HttpRequest,
    admitted: Admitted,
    attempt: Attempt,
    proved: dt.datetime | None,
    *,
    joins: bool,
    now: dt.datetime,
) -> HttpResponse:
    account_actions.note_sign_in(admitted=admitted, joins=joins, now=now)
    response = let_in(request, admitted, way="oidc", now=now, to=attempt.to)
    # Coming back with one press after hours is no proof of who sits there: only what the sign-in says counts (T-04).
    request.session["visit"] = {**request.session["visit"], "proved": proved.isoformat() if proved else ""}
    under_way.forget(response)
    return response


def _provider(request: HttpRequest, organisation: str) -> ProviderRow:
    found = queries.provider_called(organisation)
    if found is None or not is_at_home(request, found.organisation_id):
        raise Http404
    return found
