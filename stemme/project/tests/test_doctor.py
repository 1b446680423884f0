import pytest
from django.core.management import CommandError, call_command

from stemme.project import doctor
from stemme.stats.models import Tally

pytestmark = pytest.mark.django_db


def findings():
    return {finding.name: finding for finding in doctor.examine()}


def test_a_healthy_installation(cast):
    found = findings()
    assert {name: f.level for name, f in found.items() if f.level == "wrong"} == {}
    assert found["mail"].level == "note"
    assert "ok" in {found["database"].level, found["migrations"].level, found["figures"].level}


def test_figures_that_contradict_each_other_are_named(cast, capsys):
    Tally.objects.create(
        organisation_id=cast.nordlys.id, dimension="all", grain="day", start=cast.now.date(), key=0, clicks=3
    )
    assert findings()["figures"].level == "wrong"
    with pytest.raises(CommandError, match="1 of the checks"):
        call_command("doctor")
    assert "Nordlys Energi" in capsys.readouterr().out


def test_a_check_that_breaks_is_a_finding(cast, monkeypatch):
    monkeypatch.setattr(doctor.jobs, "failed", None)
    assert findings()["jobs"].level == "wrong"
