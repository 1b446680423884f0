"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.mailings.actions import delivery, forgetting, planning, sending


@task()
def send_digests() -> dict[str, int]:
    """Plan stories that go out by themselves and the digests whose hour has come, and send what is planned; how many
    mails ended how."""
    now = timezone.now()
    sending.plan_stories(now=now)
    planning.plan_digests(now=now)
    return dict(delivery.send_planned(now=now).states)


@task()
def send_invitations() -> dict[str, int]:
    """Plan mails for new invitations and reminders, and send what is planned."""
    now = timezone.now()
    planned = planning.plan_invitations(now=now) + planning.plan_reminders(now=now)
    return dict(delivery.send_planned(now=now).states) if planned else {}


@task()
def tidy() -> int:
    """Forget old mails and the tokens that stop them."""
    return forgetting.forget_old(now=timezone.now())
