"""What the schedule and the bot's address call."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.chat import account_actions, posting_actions


@task(priority=30)
def post_stories() -> dict[str, int]:
    """Post the stories that wait for a channel; how many ended how."""
    return posting_actions.send_waiting(now=timezone.now())


@task()
def find_accounts() -> int:
    """Find those in Slack who want their stories there; how many were found."""
    return account_actions.find_accounts(now=timezone.now())


@task(priority=40)
def learn_teams_account(*, organisation_id: int, service_url: str, conversation: str, user: str) -> bool:
    """Find out who installed the bot in Teams; whether it is somebody of ours."""
    return account_actions.learn_teams_account(
        organisation_id=organisation_id,
        service_url=service_url,
        conversation=conversation,
        user=user,
        now=timezone.now(),
    )
