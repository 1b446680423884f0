"""``stemme people import FILE --org SLUG``: bring the people into agreement with a file of the HR system."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid

from stemme.kit.tables import MAX_BYTES, Table, TableError, read_table
from stemme.people import actions, columns, queries, wording
from stemme.people.comparison import Plan
from stemme.people.import_queries import plan_import
from stemme.people.roster import Finding, Roster

_SHOWN = 50


class Command(BaseCommand):
    """Import people from a CSV file; everything or nothing."""

    help = "Import people from a CSV file of the HR system: newcomers, moves, changes, leavers. Everything or nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("file", help="the CSV file; UTF-8, UTF-16 or windows-1252, any usual separator")
        parser.add_argument("--org", required=True, metavar="SLUG", help="the organisation's short name")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
        parser.add_argument("--confirm-leavers", action="store_true", help="yes, more than a tenth have left")
        parser.add_argument("--skip-invalid", action="store_true", help="import the rest when rows cannot be used")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar='"Heading=field"',
            help=f"what a column becomes, if it is not recognised: {', '.join((*columns.FIELDS, columns.IGNORED))}",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it. Raises CommandError, which ends the program with 1, whenever nothing was imported."""
        with translation.override("en"):
            self._run(options)

    def _run(self, options: dict[str, Any]) -> None:
        self.console = Console(file=cast(TextIO, self.stdout), soft_wrap=True, highlight=False, markup=False)
        organisation = queries.organisation_by_slug(options["org"])
        if organisation is None:
            known = ", ".join(row.slug for row in queries.organisations()) or "none yet"
            raise CommandError(f"There is no organisation {options['org']!r}. There are: {known}.")
        table = self._read(Path(options["file"]))
        layout = self._layout(table, options["map"])
        roster, plan = plan_import(organisation.id, table.rows, layout)
        self._tell(table, layout, roster, plan)
        problems = [*roster.problems, *plan.conflicts]
        if options["dry_run"]:
            self.console.print("Dry run: nothing was changed.")
            if problems:
                raise CommandError(f"{len(problems)} rows cannot be used.")
            return
        if problems and not options["skip_invalid"]:
            raise CommandError(
                f"Nothing was imported: {len(problems)} rows cannot be used. Correct them in the file, "
                "or leave them out with --skip-invalid."
            )
        self._import(organisation.id, plan, options["confirm_leavers"])

    def _read(self, path: Path) -> Table:
        try:
            if path.stat().st_size > MAX_BYTES:
                raise TableError("too_large")
            return read_table(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror or error}.") from error
        except TableError as error:
            raise CommandError(f"{path}: {wording.table_sentence(error.kind)}") from error

    def _layout(self, table: Table, mapping: list[str]) -> columns.Layout:
        layout = columns.recognise(table.rows)
        chosen: dict[int, str] = {}
        for entry in mapping:
            heading, mark, field = entry.rpartition("=")
            place = next((c.place for c in layout.columns if c.heading == heading.strip()), None)
            if not mark or place is None or field.strip() not in {*columns.FIELDS, columns.IGNORED}:
                headings = ", ".join(column.heading for column in layout.columns)
                raise CommandError(f'--map "{entry}" is not understood. Write Heading=field; headings are: {headings}.')
            chosen[place] = field.strip()
        layout = columns.override(layout, chosen)
        if layout.missing:
            headings = ", ".join(column.heading for column in layout.columns)
            lacking = " and ".join(wording.field_name(field) for field in layout.missing)
            raise CommandError(f'No column is {lacking}. Say which with --map "Heading=field". Headings: {headings}.')
        if layout.doubled:
            raise CommandError(wording.doubled_sentence(layout.doubled))
        return layout

    def _tell(self, table: Table, layout: columns.Layout, roster: Roster, plan: Plan) -> None:
        names = ("Heading", "Becomes")
        grid = Grid(*names, box=None)
        for column in layout.columns:
            never = column.becomes == columns.NEVER
            grid.add_row(column.heading, "never stored" if never else wording.field_name(column.becomes))
        self.console.print(grid)
        self._list("Rows that cannot be used", [*roster.problems, *plan.conflicts])
        self._list("Remarks", roster.remarks)
        self.console.print(
            f"{table.encoding}, {roster.rows} people in the file: {len(plan.joiners)} new, {len(plan.changes)} changed "
            f"({len(plan.movers)} to another team, {len(plan.returning)} back again), {len(plan.leavers)} left, "
            f"{plan.unchanged} as before."
        )
        if kept := [*plan.kept_unreadable, *plan.kept_owners]:
            self.console.print(f"{len(kept)} people stay although no readable row names them.")

    def _list(self, title: str, findings: list[Finding] | tuple[Finding, ...]) -> None:
        if not findings:
            return
        self.console.print(f"\n{title}: {len(findings)}")
        for finding in findings[:_SHOWN]:
            self.console.print(f"  row {finding.row}: {wording.sentence(finding)}")
        if len(findings) > _SHOWN:
            self.console.print(f"  … and {len(findings) - _SHOWN} more")
        self.console.print()

    def _import(self, organisation_id: int, plan: Plan, confirm_leavers: bool) -> None:
        shown = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        try:
            with Progress(*shown, console=self.console) as bar:
                task = bar.add_task("import", total=None)
                actions.import_people(
                    actor_id=None,
                    organisation_id=organisation_id,
                    plan=plan,
                    now=timezone.now(),
                    confirm_leavers=confirm_leavers,
                    progress=lambda done, total: bar.update(task, completed=done, total=total),
                )
        except actions.ImportRefusedError as error:
            if error.kind == "too_many_leavers":
                raise CommandError(
                    f"Nothing was imported: {len(plan.leavers)} of {plan.active_before} people would lose access, more "
                    "than a tenth. If they have really left, say --confirm-leavers."
                ) from error
            raise CommandError("Nothing was imported: somebody changed the people meanwhile. Run it again.") from error
        self.console.print("Imported. Nobody is told until you invite them.")
