from hypothesis import given
from hypothesis import strategies as st

from stemme.stats.involvement import Group, Involvement, Overall, mean_rate, shown, spread


def group(key, people, **more):
    plain = {"took_part": 0, "before": None, "first_timers": 0, "shares": 0, "clicks": 0, "visitors": 0}
    return Group(key=key, name=f"g{key}", people=people, **(plain | more))


def test_the_figures_of_the_mockup():
    assert round(Overall(860, 457).rate, 1) == 53.1
    low, high = Overall(860, 457).interval
    assert low < 53.1 < high
    assert 6 < high - low < 7
    assert Overall(0, 0).rate is None


def test_per_story_is_the_mean_of_the_stories():
    assert mean_rate([Involvement(100, 20), Involvement(10, 5), Involvement(0, 0)]) == 35
    assert mean_rate([]) is None


def test_small_groups_are_merged():
    groups = [group(1, 148, visitors=10), group(2, 5, visitors=3), group(3, 4, visitors=2)]
    assert [(g.name, g.people, g.visitors) for g in shown(groups, floor=8, others="Others")] == [
        ("g1", 148, 10),
        ("Others", 9, 5),
    ]


def test_a_single_small_group_takes_the_smallest_shown_one_along():
    groups = [group(1, 148), group(2, 60), group(3, 4)]
    assert [(g.name, g.people) for g in shown(groups, floor=8, others="Others")] == [("g1", 148), ("Others", 64)]


@given(st.lists(st.integers(0, 40), max_size=9), st.integers(5, 20))
def test_no_shown_group_is_below_the_floor_and_none_can_be_subtracted(sizes, floor):
    groups = [group(number + 1, size) for number, size in enumerate(sizes)]
    result = shown(groups, floor=floor, others="Others")
    assert all(g.people >= floor for g in result)
    hidden = sum(sizes) - sum(g.people for g in result)
    assert hidden == 0 or not result


@given(st.integers(0, 2000), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 500)), max_size=60))
def test_every_visitor_came_through_somebody(people, activity):
    found = spread(people, activity)
    assert found.by_most_active + found.by_others == sum(visitors for _, visitors in activity)
    if people and activity:
        assert found.most_active == max(1, round(people * 0.03))
