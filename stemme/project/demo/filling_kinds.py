"""Stories of the demo that are more than an article elsewhere: one that lives here, a job, an event, a film, a file."""

from __future__ import annotations

import datetime as dt

from stemme.library import actions
from stemme.library.content import Content, ShareWords, Words
from stemme.library.models import Story, Stream
from stemme.people.queries import viewer
from stemme.people.viewer import EMPLOYEE
from stemme.project.demo.stage import Stage, moment

_OPEN_DAY = dt.timedelta(days=12)
_NIGHT_SHIFT = {
    "nb": Words(
        "Nattvakt på driftssentralen",
        "Hva gjør man når hele byen sover og nettet er i orden?",
        "Alle spør hva vi egentlig gjør om natta. Her står det.",
        "<p>Klokka er ti over tre. På veggen lyser fire tusen kilometer ledning, og ingenting skjer.</p>"
        "<p>«Det er de beste nettene», sier Tuva. «Da har vi gjort jobben om dagen.»</p>",
        ("Hva hører du når alt er stille på jobben din?",),
    ),
    "en": Words(
        "Night watch at the control centre",
        "What do you do when a whole city sleeps and the grid is fine?",
        "Everybody asks what we do at night. Here it is.",
        "<p>It is ten past three. Four thousand kilometres of line glow on the wall, and nothing happens.</p>"
        "<p>“Those are the best nights”, says Tuva. “It means we did our job by day.”</p>",
    ),
    "de": Words(
        "Nachtwache in der Leitstelle",
        "Was tut man, wenn eine Stadt schläft und das Netz in Ordnung ist?",
        "",
        "<p>Es ist zehn nach drei. An der Wand leuchten viertausend Kilometer Leitung, und nichts geschieht.</p>",
    ),
}
_WORDS = (
    ShareWords("nb", "personal", "Jeg har sittet der selv, klokka tre om natta. Sånn er det faktisk."),
    ShareWords("nb", "point", "4000 km ledning, to på vakt, ingenting skjer. Det er meningen.", "x"),
    ShareWords("nb", "personal", "Kjære alle, her er svaret på hva vi gjør om natta.", "mail"),
    ShareWords("en", "question", "What is the quietest moment of your working day?"),
    ShareWords("de", "point", "Viertausend Kilometer Leitung, zwei Menschen, eine ruhige Nacht.", "linkedin"),
)


def make_kinds(stage: Stage) -> None:
    """One story with a page of its own in three languages; place, time, goal and kind of those that have files."""
    stories = {plan.key: plan.id for plan in stage.stories}
    here = Story.objects.filter(organisation=stage.organisation)
    day = (stage.now + _OPEN_DAY).date()
    here.filter(id=stories["technicians-aarhus"]).update(place="Aarhus", goal="applications")
    here.filter(id=stories["open-day"]).update(
        place="Tjeldbergodden", happens_at=moment(day, 11), happens_until=moment(day, 15)
    )
    here.filter(id=stories["apprentices-year"]).update(kind="video")
    here.filter(id=stories["quarter"]).update(kind="document")
    here.filter(id=stories["winter-heat"]).update(kind="picture")
    stream = Stream.objects.get(organisation=stage.organisation, name="Communications")
    owner = viewer(stream.owner_id, scope=EMPLOYEE) if stream.owner_id else None
    if owner is None:
        raise LookupError("the demo's first stream has an owner")
    content = Content(
        stream_id=stream.id, language="nb", target_url="", reading_minutes=3, texts=_NIGHT_SHIFT, share_texts=_WORDS
    )
    story_id = actions.create_story(actor=owner, content=content, now=stage.now - dt.timedelta(hours=30))
    actions.publish(actor=owner, story_id=story_id, now=stage.now - dt.timedelta(hours=29))
