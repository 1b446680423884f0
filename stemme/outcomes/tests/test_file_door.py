"""Reading outcomes from a file: looked at first, counted once, by those who lead the programme."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from stemme.jobs.worker import run_everything_due
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.outcomes.actions.conversions import record_conversion
from stemme.outcomes.doors import file_actions
from stemme.outcomes.models import Conversion, Door, ValueRules
from stemme.outcomes.tests.scene import Scene

HEADING = "stemme_click;event_id;goal;occurred_at;value;currency\r\n"


@pytest.fixture
def scene(db: None, cast: SimpleNamespace) -> Scene:
    scene = Scene(cast, timezone.now())
    ValueRules.objects.create(organisation=cast.nordlys, currency="NOK")
    scene.goal.value_from_event = True
    scene.goal.window_days = 7
    scene.goal.save()
    return scene


def bring(client: Client, text: str, *, name: str = "crm.csv") -> Any:
    file = SimpleUploadedFile(name, text.encode("utf-8-sig"), content_type="text/csv")
    return client.post("/settings/outcomes/import/", {"file": file})


def counted(scene: Scene) -> int:
    return Conversion.objects.filter(organisation=scene.cast.nordlys, door__kind="file").count()


def test_a_file_is_looked_at_then_counted_and_counts_once(scene: Scene, let_in: Any) -> None:
    lea, click = let_in(scene.cast.lea), scene.click(scene.link(scene.cast.cleo))
    old = scene.click(scene.link(scene.cast.cleo), days_ago=20)
    long_ago = (scene.now - dt.timedelta(days=40)).date()
    text = HEADING + (
        f"{click};1;leads;;1 200,50;NOK\r\n{'x' * 22};2;leads;;;\r\n"
        f"{old};3;leads;;;\r\n{click};4;leads;{long_ago};;\r\n"
        f"{click};5;leads;;10;EUR\r\n{click};6;nothing;;;\r\n{click};1;leads;;1.200,50;NOK\r\n{click};1;leads;;7;NOK\r\n"
    )
    assert bring(lea, text).status_code == 303
    page = lea.get("/settings/outcomes/import/check/")
    context = {key: page.context[key] for key in ("new", "same", "other", "unknown", "outside", "wrong")}
    assert context == {"new": 1, "same": 1, "other": 1, "unknown": 1, "outside": 1, "wrong": 3}
    assert [number for number, _words in page.context["left_out"]] == [3, 4, 5, 6, 7, 9]
    assert counted(scene) == 0
    errors = lea.get("/settings/outcomes/import/left-out.csv")
    assert errors["Content-Disposition"].startswith("attachment") and b'"5"' in errors.content
    assert errors.content.count(b"\r\n") == 7
    assert lea.post("/settings/outcomes/import/check/").status_code == 303
    made = Conversion.objects.get(door__kind="file")
    assert made.value == Decimal("1200.50") and made.touches == 1
    assert Fact.objects.get(kind=facts.OUTCOMES_IMPORTED).data == {"rows": 1}
    bring(lea, text)
    page = lea.get("/settings/outcomes/import/check/")
    assert (page.context["new"], page.context["same"], page.context["other"]) == (0, 2, 1)
    assert lea.post("/settings/outcomes/import/check/").status_code == 200
    assert counted(scene) == 1


def test_a_large_file_is_left_to_the_worker_and_may_come_twice(
    scene: Scene, let_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_actions, "AT_ONCE", 10)
    monkeypatch.setattr(file_actions, "PORTION", 4)
    lea, click = let_in(scene.cast.lea), scene.click(scene.link(scene.cast.cleo))
    text = HEADING + "".join(f"{click};{number};leads;;;\r\n" for number in range(11))
    for _time in range(2):
        bring(lea, text)
        assert lea.post("/settings/outcomes/import/check/").status_code == 303
    assert counted(scene) == 0
    run_everything_due()
    assert counted(scene) == 11


def test_an_import_that_was_cut_off_goes_on_where_it_stopped(
    scene: Scene, let_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lea, click, taken = let_in(scene.cast.lea), scene.click(scene.link(scene.cast.cleo)), []

    def breaks(**said: Any) -> Any:
        taken.append(said["event_id"])
        if len(taken) == 3:
            raise RuntimeError("the power went")
        return record_conversion(**said)

    bring(lea, HEADING + "".join(f"{click};{number};leads;;;\r\n" for number in range(5)))
    monkeypatch.setattr(file_actions, "record_conversion", breaks)
    with pytest.raises(RuntimeError):
        lea.post("/settings/outcomes/import/check/")
    assert counted(scene) == 2
    monkeypatch.undo()
    page = lea.get("/settings/outcomes/import/check/")
    assert (page.context["new"], page.context["same"]) == (3, 2)
    lea.post("/settings/outcomes/import/check/")
    assert counted(scene) == 5


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "empty"), ("goal;event_id\r\na;b\r\n", "stemme_click"), ("PK\x03\x04", "stemme_click"),
     (HEADING + "a;1;leads;;;\r\n" * 50_001, "50,000"), ("x" * (10 * 1024 * 1024 + 1), "10 MB")],
    ids=["empty", "columns", "one cell", "rows", "bytes"],
)  # fmt: skip
def test_what_is_no_such_file_is_told(scene: Scene, let_in: Any, text: str, says: str) -> None:
    answer = bring(let_in(scene.cast.lea), text)
    assert answer.status_code == 422 and says in answer.content.decode()


def test_only_those_who_lead_read_files_and_only_into_their_own(scene: Scene, let_in: Any) -> None:
    assert let_in(scene.cast.cleo).get("/settings/outcomes/import/").status_code == 404
    click = scene.click(scene.link(scene.cast.cleo))
    eve = let_in(scene.cast.eve)
    if bring(eve, HEADING + f"{click};1;leads;;;\r\n").status_code == 303:
        page = eve.get("/settings/outcomes/import/check/")
        assert page.context["new"] == 0
    assert not Door.objects.filter(kind="file").exists()


def test_the_empty_file_can_be_read_again(scene: Scene, let_in: Any) -> None:
    lea = let_in(scene.cast.lea)
    empty = lea.get("/settings/outcomes/import/outcomes.csv")
    assert empty["Content-Type"].startswith("text/csv")
    assert bring(lea, empty.content.decode("utf-8-sig")).status_code == 303
    assert lea.get("/settings/outcomes/import/check/").context["unknown"] == 1
    assert lea.post("/settings/outcomes/import/cancel/").status_code == 303
    assert lea.get("/settings/outcomes/import/check/").status_code == 303


def test_looking_at_a_file_asks_few_questions(scene: Scene, let_in: Any, django_assert_max_num_queries: Any) -> None:
    lea, click = let_in(scene.cast.lea), scene.click(scene.link(scene.cast.cleo))
    bring(lea, HEADING + "".join(f"{click};{number};leads;;;\r\n" for number in range(900)))
    with django_assert_max_num_queries(40):
        assert lea.get("/settings/outcomes/import/check/").context["new"] == 900
