"""The row of windows fits a mail and tells the truth."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stemme.mailings.windows import GroupWindows, draw


@given(st.integers(1, 30_000).flatmap(lambda total: st.tuples(st.just(total), st.integers(0, total))), st.integers())
def test_windows_fit_a_mail_and_tell_the_truth(numbers, seed):
    total, lit = numbers
    drawn = draw(GroupWindows("Wind", total, lit), seed=seed)
    panes = [pane for row in drawn.rows for pane in row if pane is not None]
    assert len(panes) <= 240 and drawn.width <= 536
    assert abs(len(panes) * drawn.stands_for - total) <= drawn.stands_for
    assert abs(sum(panes) * drawn.stands_for - lit) <= drawn.stands_for / 2 or sum(panes) == len(panes)
    assert drawn == draw(GroupWindows("Wind", total, lit), seed=seed)


@given(st.integers(1, 30_000))
def test_panes_can_be_told_apart_on_a_narrow_screen(total):
    """256 pixels are left of 320 once the sides are taken off."""
    drawn = draw(GroupWindows("Wind", total, 1), seed=0)
    longest = max(drawn.rows, key=len)
    gaps = drawn.gap * (len(longest) + 1) + 256 * 0.04 * longest.count(None)
    assert (256 - gaps) / (len(longest) - longest.count(None)) >= 7


def test_a_house_has_four_windows_in_a_row():
    first, second = draw(GroupWindows("Wind", 22, 14), seed=1).rows
    assert [place for place, pane in enumerate(first) if pane is None] == [4, 9]
    assert len(first) == len(second) == 13
