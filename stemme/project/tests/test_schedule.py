"""The one list of what runs by itself."""

from __future__ import annotations

import inspect

import pytest

from stemme.jobs.tasks import task_at
from stemme.project.schedule import SCHEDULE


@pytest.mark.parametrize("slot", SCHEDULE, ids=lambda slot: slot.name)
def test_every_path_is_a_task_that_needs_nothing(slot):
    task = task_at(slot.task)
    needed = [p for p in inspect.signature(task.func).parameters.values() if p.default is p.empty]
    assert needed == [] and not task.takes_context


def test_names_are_unique():
    assert len({slot.name for slot in SCHEDULE}) == len(SCHEDULE) == len({slot.task for slot in SCHEDULE})
