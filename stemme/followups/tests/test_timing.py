"""When a lead's next letter is due."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from stemme.followups.arrangement import arranged, flat, read
from stemme.followups.states import ENDS_IT, OPEN, SENT, STATES, UNCLEAR
from stemme.followups.steps import cleaned, is_safe_link
from stemme.followups.timing import LATEST, MOST_DAYS, MOST_STEPS, Past, Planned, looked_back, next_letter

START = dt.datetime(2026, 11, 10, 9, 0, tzinfo=dt.UTC)
days = st.lists(st.integers(0, MOST_DAYS), min_size=1, max_size=MOST_STEPS)


def planned(after: list[int]) -> list[Planned]:
    return [Planned(id, number) for id, number in enumerate(after, start=1)]


@given(days, st.lists(st.tuples(st.sampled_from([SENT, UNCLEAR]), st.integers(0, 5)), max_size=MOST_STEPS))
def test_a_lead_goes_through_all_steps_in_order_and_never_twice(
    after: list[int], delays: list[tuple[str, int]]
) -> None:
    steps, past, now = planned(after), [], START
    for number in range(len(steps)):
        found = next_letter(steps, past, confirmed_at=START, now=now)
        assert found is not None
        step_id, due = found
        assert step_id == number + 1
        assert due == now + dt.timedelta(days=after[number]) if number else due == START + dt.timedelta(days=after[0])
        state, delay = delays[number] if number < len(delays) else (SENT, 0)
        now = due + dt.timedelta(days=delay)
        past.append(Past(step_id, state, now))
    assert next_letter(steps, past, confirmed_at=START, now=now) is None
    # All of it lies within what the sender looks back on, as long as nothing waits for more than a fortnight.
    assert now - START <= looked_back(steps)


@given(days, st.sampled_from(sorted(OPEN | ENDS_IT)))
def test_nothing_follows_what_is_under_way_or_ended(after: list[int], state: str) -> None:
    assert state in STATES
    assert next_letter(planned(after), [Past(1, state, START)], confirmed_at=START, now=START) is None


def test_a_step_put_before_is_not_made_up_for() -> None:
    steps = [Planned(9, 0), Planned(1, 0), Planned(2, 1)]
    found = next_letter(steps, [Past(1, SENT, START)], confirmed_at=START, now=START)
    assert found == (2, START + dt.timedelta(days=1))


def test_what_would_be_too_late_is_left() -> None:
    late = START + LATEST + dt.timedelta(seconds=1)
    assert next_letter(planned([0]), [], confirmed_at=START, now=late - dt.timedelta(seconds=1)) is not None
    assert next_letter(planned([0]), [], confirmed_at=START, now=late) is None


typed = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.text(alphabet="0123456789", max_size=3),
            "after_days": st.text(max_size=3),
            "texts": st.fixed_dictionaries({"en": st.fixed_dictionaries({"subject": st.text(max_size=5)})}),
        }
    ),
    max_size=MOST_STEPS,
)


@given(typed, st.sampled_from(["up", "down", "remove", "add", "x"]), st.text(alphabet="0123456789x-", max_size=4))
def test_moving_loses_nothing_that_was_typed(steps: list[dict], verb: str, place: str) -> None:
    assert read(flat(steps), ["en"], ["subject"]) == steps
    moved = arranged(steps, f"{verb}:{place}", fresh=lambda key: {"id": "", "after_days": 0, "texts": {}})
    assert len(moved) <= MOST_STEPS
    kept = [step for step in steps if step in moved]
    assert len(kept) >= len(steps) - (verb == "remove")
    if verb in {"up", "down", "x"}:
        assert sorted(map(str, moved)) == sorted(map(str, steps))


@given(st.text())
def test_no_text_breaks_out_of_its_line_or_link(text: str) -> None:
    words = cleaned({"subject": text, "body": text, "link": text})
    assert "\n" not in words.subject and all("\r" not in line for line in words.paragraphs)
    if is_safe_link(words.link, own="https://here.example/"):
        assert words.link.startswith("https://") and " " not in words.link
