"""Mails of joining leave from here, out of the request: how long an answer takes says nothing about an address."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks import task

from stemme.joining import actions
from stemme.joining.mail import send_confirmation
from stemme.joining.queries import request_to_answer
from stemme.people.actions.sign_in_mailing import mail_sign_in_links


@task(priority=80)
def answer_request(request_id: int, browser_hash: str, asked_at: str) -> str:
    """Write to whoever asked: "confirm", or "sign_in" for somebody whom we know already, or nothing while they wait.

    ``browser_hash`` belongs to the asking browser, for the sign-in link. Tokens exist in this step only (T-03).
    """
    asked = request_to_answer(request_id)
    if asked is None:
        return "gone"
    if asked.person_id is not None:
        now = timezone.now()
        mail_sign_in_links(
            person_ids=[asked.person_id],
            browser_hash=bytes.fromhex(browser_hash),
            to="",
            asked_at=dt.datetime.fromisoformat(asked_at),
            now=now,
        )
        actions.forget_request(request_id=request_id)
        return "sign_in"
    if asked.waits:
        return "waits"
    token = actions.make_confirmation(request_id=request_id)
    send_confirmation(
        address=asked.email,
        language=asked.language,
        organisation_name=asked.organisation_name,
        page_url=asked.page_url,
        token=token,
    )
    return "confirm"
