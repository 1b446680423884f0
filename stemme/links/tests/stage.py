"""Run as a program: makes tables where there are none, and links to click on; prints their codes as JSON."""

from __future__ import annotations

import datetime as dt
import json
import sys

import django


def main(count: int) -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    for alias in connections:
        if not connections[alias].introspection.table_names():
            call_command("migrate", database=alias, verbosity=0, interactive=False)

    from stemme.links.actions import make_link
    from stemme.links.cards import Card
    from stemme.links.click_key_actions import look_after_click_keys
    from stemme.people.models import Organisation, Person

    look_after_click_keys(now=dt.datetime.now(dt.UTC))
    organisation, _ = Organisation.objects.get_or_create(slug="nordlys", defaults={"name": "Nordlys Energi"})
    person, _ = Person.objects.get_or_create(
        organisation=organisation, email="cleo@nordlys.example", defaults={"given_name": "Cleo"}
    )
    codes = []
    for number in range(count):
        card = Card(
            language="nb",
            url=f"https://nordlys.example/saker/{number}?a=1#del",
            title='Siste <turbin> "står" & går',
            description="Ved Sørlige Havn.",
            image_url="/media/turbin.jpg",
            site_name="Nordlys Energi",
        )
        link = make_link(
            organisation_id=organisation.id,
            person_id=person.id,
            story_id=number + 1,
            channel="linkedin",
            card=card,
            now=dt.datetime.now(dt.UTC),
        )
        codes.append(link.code)
    sys.stdout.write(json.dumps(codes) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
