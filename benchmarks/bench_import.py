"""How long an import of 25,000 people takes, beside the least that any import must do.

    python benchmarks/bench_import.py [PEOPLE]

The yardstick, in the same run: reading the file with ``csv`` and one ``bulk_create`` of the same rows. Measured are a
first delivery into an empty organisation, the same file again, and a file in which everybody has another title.
Budget: under 10 seconds for the first delivery. Runs in a temporary SQLite database.
"""

from __future__ import annotations

import csv
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["STEMME_DATA"] = tempfile.mkdtemp(prefix="stemme-bench-")
os.environ["STEMME_DATABASE_URL"] = f"sqlite:///{os.environ['STEMME_DATA']}/stemme.db"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from stemme.kit.tables import read_table  # noqa: E402
from stemme.people import actions  # noqa: E402
from stemme.people.columns import recognise  # noqa: E402
from stemme.people.import_queries import plan_import  # noqa: E402
from stemme.people.models import Organisation, Person  # noqa: E402

PEOPLE = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000
BUDGET_SECONDS = 10


def a_file(title: str) -> bytes:
    """An HR export in windows-1252 with 1 % broken rows, 40 divisions of 10 teams each."""
    lines = ["Ansattnr;Fornavn;Etternavn;E-post;Divisjon;Avdeling;Stilling;Sted;Språk;Leder"]
    for n in range(PEOPLE):
        team = n % 400
        address = f"person{n}@bench.example" if n % 100 else f"person{n}"
        lines.append(
            f"{100_000 + n};Åse {n};Bjørkås;{address};Divisjon {team // 10};Avdeling {team};{title};Tromsø;norsk;"
        )
    return "\r\n".join(lines).encode("cp1252")


def seconds(work: Callable[[], object]) -> float:
    """Wall time of the work."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def least(data: bytes, organisation_id: int) -> None:
    """Reading with csv and one bulk_create: what no import can go below."""
    rows = list(csv.reader(io.StringIO(data.decode("cp1252"), newline=""), delimiter=";"))[1:]
    Person.objects.bulk_create(
        [
            Person(
                organisation_id=organisation_id, external_id=row[0], given_name=row[1], family_name=row[2],
                email=row[3], title=row[6], place=row[7], language="nb",
            )
            for row in rows
        ],
        batch_size=2000,
    )  # fmt: skip


def deliver(data: bytes, organisation_id: int) -> actions.Imported:
    """A whole import, from the bytes of the file to the commit."""
    table = read_table(data)
    _, plan = plan_import(organisation_id, table.rows, recognise(table.rows))
    return actions.import_people(actor_id=None, organisation_id=organisation_id, plan=plan, now=timezone.now())


def main() -> int:
    """Measure and print."""
    call_command("migrate", verbosity=0)
    first, second = a_file("Ingeniør"), a_file("Rådgiver")
    yardstick = Organisation.objects.create(slug="yardstick", name="Yardstick")
    real = Organisation.objects.create(slug="real", name="Real")
    base = seconds(lambda: least(first, yardstick.id))
    new = seconds(lambda: deliver(first, real.id))
    same = seconds(lambda: deliver(first, real.id))
    changed = seconds(lambda: deliver(second, real.id))
    name = f"people_import_{PEOPLE}"
    print(f"{PEOPLE} people: csv and bulk_create alone {base:.2f} s; import {new:.2f} s, "
          f"again {same:.2f} s, everybody changed {changed:.2f} s")  # fmt: skip
    print(f"bench {name}_seconds_ratio {new / base:.2f}")
    print(f"bench {name}_again_seconds_ratio {same / base:.2f}")
    print(f"bench {name}_all_changed_seconds_ratio {changed / base:.2f}")
    print(f"bench {name}_seconds {new:.2f}")
    print(f"bench {name}_all_changed_seconds {changed:.2f}")
    if max(new, same) > BUDGET_SECONDS * PEOPLE / 25_000:
        print(f"over the budget of {BUDGET_SECONDS} seconds for 25,000 people", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
