"""Asking, answering, closing; who sees what."""

from __future__ import annotations

import pytest

from stemme.readiness import actions, asked_queries, queries, round_queries
from stemme.readiness.forgetting_actions import forget_old, forget_person
from stemme.readiness.models import Answer, Rater, Round
from stemme.readiness.statements import OF
from stemme.readiness.tests.voices import DAY, opened, said, voice

pytestmark = pytest.mark.django_db


def test_a_round_from_opening_to_its_result(cast, lea, now):
    assert queries.result_of(cast.nordlys.id) is None
    opened(lea, now)
    with pytest.raises(actions.RoundOpenError):
        opened(lea, now)
    for number, role in enumerate(("employees", "employees", "employees", "hr", "hr", "hr", "it")):
        voice(lea, now, role, said(2 + number % 2))
    waiting = queries.result_of(cast.nordlys.id)
    assert waiting is not None and (waiting.closed, waiting.raters, waiting.mean) == (False, 7, None)
    assert round_queries.closed_rounds(cast.nordlys.id) == []
    assert actions.close(actor=lea, now=now) and not actions.close(actor=lea, now=now)
    result = queries.result_of(cast.nordlys.id)
    assert result is not None and (result.closed, result.raters, result.number) == (True, 7, 1)
    assert (result.mean, result.minimum, result.stage) == (50, 50, "pilot")
    assert queries.result_of(cast.other.id) is None
    (row,) = round_queries.closed_rounds(cast.nordlys.id)
    assert [role.role for role in row.rows] == ["employees"], "beside two rows the one of IT could be worked out"
    assert row.without_row == 4


def test_roles_stand_by_themselves_only_where_nobody_can_be_worked_out(cast, lea, now):
    opened(lea, now)
    for _ in range(3):
        voice(lea, now, "employees", said(3))
    voice(lea, now, "hr", said(1), named=True, person=cast.cleo)
    voice(lea, now, "it", said(0), person=cast.dan)
    actions.close(actor=lea, now=now)
    (row,) = round_queries.closed_rounds(cast.nordlys.id)
    (hr,) = row.rows
    assert (hr.role, hr.names, hr.numbers.mean) == ("hr", ("Cleo Clausen",), 25)
    assert Rater.objects.filter(person__isnull=False).get().person == cast.cleo, "names go but for who agreed"
    forget_person(organisation_id=cast.nordlys.id, person_id=cast.cleo.id)
    (row,) = round_queries.closed_rounds(cast.nordlys.id)
    assert row.rows == (), "employees alone would leave two"
    assert row.raters == 5 and row.numbers is not None


def test_two_without_names_show_nothing(cast, lea, now):
    opened(lea, now)
    voice(lea, now, "it", said(4))
    voice(lea, now, "hr", said(4), named=True)
    actions.close(actor=lea, now=now)
    (row,) = round_queries.closed_rounds(cast.nordlys.id)
    assert (row.numbers, row.rows, row.differing) == (None, (), ())
    result = queries.result_of(cast.nordlys.id)
    assert result is not None and (result.closed, result.raters, result.stage) == (True, 2, "")


def test_a_row_is_not_told_by_two(cast, lea, now):
    """A role of three in which only two know the technology: its row says nothing about it."""
    opened(lea, now)
    for number in range(3):
        known = {} if number else dict.fromkeys(OF["technology"])
        voice(lea, now, "it", said(3, **known))
    actions.close(actor=lea, now=now)
    (row,) = round_queries.closed_rounds(cast.nordlys.id)
    assert row.rows[0].numbers.dimensions["technology"] is None
    assert row.numbers is not None and row.numbers.dimensions["technology"] == 75


def test_where_people_disagree_and_who_should_talk(cast, lea, now):
    opened(lea, now)
    for _ in range(3):
        voice(lea, now, "employees", said(3, leaders_share=0))
        voice(lea, now, "management", said(3, leaders_share=4))
    actions.close(actor=lea, now=now)
    (row,) = round_queries.closed_rounds(cast.nordlys.id)
    (differing,) = row.differing
    assert (differing.statement, differing.counts, differing.median) == ("leaders_share", (3, 0, 0, 0, 3), 2)
    assert differing.talk == ("employees", "management")


def test_answers_can_be_changed_until_the_round_closes(cast, lea, now):
    opened(lea, now)
    token = voice(lea, now, "hr", {"goal": 1, "feeds": None})
    actions.answer(token=token, answers={"goal": 3}, named=True, now=now)
    assert dict(Answer.objects.values_list("statement", "value")) == {"goal": 3}
    sheet = asked_queries.sheet_of(token, now=now)
    assert sheet is not None and sheet.named and sheet.answers == {"goal": 3}
    for late in (now + 15 * DAY, None):
        if late is None:
            actions.close(actor=lea, now=now)
        assert asked_queries.sheet_of(token, now=late or now) is None
        with pytest.raises(actions.RoundOverError):
            actions.answer(token=token, answers={"goal": 0}, named=False, now=late or now)
    with pytest.raises(ValueError, match="no such answer"):
        actions.answer(token=token, answers={"goal": 5}, named=False, now=now)
    assert Answer.objects.get().value == 3


def test_asking_again_replaces_the_link_and_taking_back_ends_it(cast, lea, now):
    opened(lea, now)
    first = actions.make_link(actor=lea, role="hr", language="de", now=now)
    rater = Rater.objects.get()
    second = actions.new_link(organisation_id=cast.nordlys.id, rater_id=rater.pk, now=now)
    assert second and asked_queries.sheet_of(second, now=now) and not asked_queries.sheet_of(first, now=now)
    assert actions.new_link(organisation_id=cast.other.id, rater_id=rater.pk, now=now) is None
    assert actions.take_back(actor=lea, rater_id=rater.pk, now=now)
    assert asked_queries.sheet_of(second, now=now) is None
    answered = voice(lea, now, "hr", {"goal": 1})
    assert not actions.take_back(actor=lea, rater_id=Rater.objects.get().pk, now=now)
    assert asked_queries.sheet_of(answered, now=now)
    assert first.encode() not in b"".join(bytes(row.token_hash) for row in Rater.objects.all())


def test_a_round_ends_by_itself(cast, lea, now):
    opened(lea, now)
    voice(lea, now, "hr", said(2), named=True)
    actions.make_link(actor=lea, role="it", language="en", now=now)
    forget_old(now=now + 14 * DAY)
    assert Round.objects.get().closed_at is None, "the last day is a day to answer"
    assert forget_old(now=now + 15 * DAY) == 1 and forget_old(now=now + 15 * DAY) == 0
    assert Rater.objects.count() == 1, "who has not answered is not kept"
    opened(lea, now + 16 * DAY)
    assert list(Round.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
