"""The demo's shelf: pictures, a film and a report, some of them with stories."""

from __future__ import annotations

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from stemme.library.actions.drawing import use_asset, use_scene
from stemme.media import actions
from stemme.people.queries import viewer
from stemme.project.demo import quay_pictures
from stemme.project.demo.stage import Stage

_EDITOR = "elin.ostberg"


def make_shelf(stage: Stage) -> None:
    """Five files, through the same doors as an editor's; three stories show one, one has a drawing chosen by hand."""
    actor = viewer(stage.by_address[_EDITOR].id, scope="employee")
    if actor is None:
        raise LookupError(_EDITOR)
    files = (
        ("brygga-vinter.jpg", "Brygga i blåtimen med snø på takene og lys i halvparten av vinduene",
         quay_pictures.as_jpeg(quay_pictures.quay(7))),
        ("kaia-mot-nord.jpg", "Hus langs kaia sett fra sjøen, bare noen få vinduer lyser",
         quay_pictures.as_jpeg(quay_pictures.quay(21, (1200, 1500), lit=0.15))),
        ("kveld-paa-kaia.mp4", "Vinduene i husene langs kaia tennes ett etter ett", quay_pictures.evening_film(5)),
        ("kvartalet-kort-fortalt.pdf", "Kvartalet på tre sider, med en tegning av brygga foran",
         quay_pictures.report(30)),
    )  # fmt: skip
    made = {}
    for place, (name, alt, body) in enumerate(files):
        then = stage.now - dt.timedelta(days=12 - place, hours=2)
        made[name] = actions.upload(actor=actor, file=SimpleUploadedFile(name, body), alt=alt, now=then)
    actions.describe(
        actor=actor,
        asset_id=made["kaia-mot-nord.jpg"],
        name="",
        alt=files[1][1],
        focus=(50, 70),
        now=stage.now - dt.timedelta(days=10),
    )
    stories = {plan.key: plan.id for plan in stage.stories}
    for key, name in (("apprentices-year", "kveld-paa-kaia.mp4"), ("quarter", "kvartalet-kort-fortalt.pdf"),
                      ("winter-heat", "brygga-vinter.jpg")):  # fmt: skip
        use_asset(actor=actor, story_id=stories[key], asset_id=made[name], now=stage.now - dt.timedelta(days=1))
    use_scene(actor=actor, story_id=stories["phishing"], scene="light", now=stage.now - dt.timedelta(days=1))
