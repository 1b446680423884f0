"""Tasks for the tests. Their effects go into a table of their own, so that doubled and lost ones can be counted."""

from __future__ import annotations

import time

from django.db import connection
from django_tasks import TaskContext, task

from stemme.jobs.actions import report_progress

TABLE = "CREATE TABLE IF NOT EXISTS effect (number integer NOT NULL)"


def leave_mark(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effect (number) VALUES (%s)", [number])


def marks() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM effect ORDER BY number")
        return [number for (number,) in cursor.fetchall()]


@task(atomic=True)
def mark(number: int) -> int:
    """Writes its effect, then dawdles inside the transaction, where a kill hurts most."""
    leave_mark(number)
    time.sleep(0.004)
    return number


@task()
def mark_plainly(number: int) -> None:
    leave_mark(number)


@task(atomic=True, max_attempts=3)
def mark_and_break(number: int) -> None:
    leave_mark(number)
    raise ValueError(f"chore {number} does not work, token advd_6k6k6k6k6k6k6k6k")


@task()
def half_way() -> str:
    report_progress(3, 6)
    return "half"


@task(takes_context=True)
def which_attempt(context: TaskContext) -> int:
    return context.attempt


@task()
def tick() -> None:
    leave_mark(0)


@task(atomic=True)
def dawdle(number: int, seconds: float) -> None:
    leave_mark(number)
    time.sleep(seconds)


def not_a_task() -> None:
    raise AssertionError("never called")
