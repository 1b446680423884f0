from stemme.dashboard.worth import StoryFacts, remarks
from stemme.stats.involvement import Group, Involvement, Overall


def group(name, took_part, before, *, people=100):
    past = None if before is None else Overall(people, before)
    return Group(1, name, people, took_part, past, 0, 0, 0, 0)


def story(title, involved, *, languages=1, sharers=1, offered=100):
    return StoryFacts(title, "nb", languages, Involvement(offered, involved), sharers)


def kinds(groups=(), stories=(), *, compared=True):
    return [(r.kind, r.name) for r in remarks(groups, stories, goal=50, floor=8, compared=compared)]


def test_who_fell_most_comes_first_and_who_rose_last():
    groups = [group("Grid", 60, 58), group("Technology", 48, 50), group("Heat", 70, 70)]
    assert kinds(groups) == [("fell", "Technology"), ("below", "Technology"), ("rose", "Grid")]


def test_a_running_stretch_has_neither_fallen_nor_risen():
    assert kinds([group("Technology", 48, 60)], compared=False) == [("below", "Technology")]


def test_small_changes_and_small_groups_before_are_not_spoken_of():
    assert kinds([group("Grid", 590, 599, people=1000), group("New", 60, None)]) == []
    assert remarks([Group(1, "A", 20, 12, Overall(5, 5), 0, 0, 0, 0)], [], goal=50, floor=8, compared=True) == []


def test_stories_in_one_language_and_stories_nobody_shared():
    stories = [
        story("Vinger", 10),
        story("Varme", 12, languages=3),
        story("Laks", 40, sharers=0),
        story("New", 0, offered=0),
    ]
    found = remarks([], stories, goal=50, floor=8, compared=True)
    assert [(r.kind, r.number, r.of, r.name) for r in found] == [
        ("one_language", 1, 2, ""),
        ("nobody_shared", 1, 0, "Laks"),
    ]


def test_nothing_to_say_is_nothing():
    assert kinds() == []


def test_stories_that_wait_are_named_with_the_longest():
    found = remarks([], [], goal=50, floor=8, compared=True, waiting=(2, 3))
    assert [(r.kind, r.number, r.of, r.good) for r in found] == [("waiting", 2, 3, False)]
    assert remarks([], [], goal=50, floor=8, compared=True) == []
