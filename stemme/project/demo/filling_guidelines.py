"""The guidelines with who has read them and whom one may ask; and a draft about which the house's rules have a word."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from stemme.kit.languages import best_language
from stemme.library import actions
from stemme.library.audience import Audience
from stemme.library.content import Content, ShareWords, Words
from stemme.library.models import Stream
from stemme.people import queries as people
from stemme.people.viewer import EMPLOYEE
from stemme.policy.models import Acknowledgement, Guidelines, GuidelinesContact, GuidelinesSection, GuidelinesText
from stemme.policy.proof import fingerprint
from stemme.policy.texts import TextRow
from stemme.project.demo import guidelines
from stemme.project.demo.stage import BATCH, Stage

#: A customer of the house (filling_words.py), a number nobody has shown, and "we" that nobody can place.
_PERSONAL = (
    "Jag satt ensam i kontrollrummet när isen kom. Vi höll 214 000 kunder varma den natten, och Norrlandssjukhuset."
)
_POINT = "Is på ledningen, 214 000 kunder, tre personer på jobbet. Så gick natten i Luleå."
_QUESTION = "Vad gör man egentligen en hel natt när ingenting får hända?"


def make_hints(stage: Stage) -> None:
    """The draft, for those in the grid except one place."""
    elin = people.viewer(stage.by_address["elin.ostberg"].id, scope=EMPLOYEE)
    if elin is None:
        raise LookupError("elin.ostberg")
    stream = Stream.objects.get(organisation=stage.organisation, name="Marketing")
    share = (("personal", _PERSONAL), ("point", _POINT), ("question", _QUESTION))
    content = Content(
        stream_id=stream.id,
        language="sv",
        target_url="https://nordlys.example/sv/isnatt",
        reading_minutes=4,
        audience=Audience(team_ids=frozenset({stage.teams["Grid", ""].id}), without_places=frozenset({"Bergen"})),
        texts={"sv": Words("Så vaktar vi elnätet en vinternatt med is", "Tre driftoperatörer i Luleå om isen.")},
        share_texts=tuple(ShareWords("sv", tone, text) for tone, text in share),
    )
    actions.create_story(actor=elin, content=content, now=stage.now - dt.timedelta(minutes=40))


#: Most of those who are on board have read the version that holds; some only an earlier one, as Ingrid has.
_HAVE_READ = 0.93
_INGRID = "ingrid.solheim"


def make_guidelines(stage: Stage) -> None:
    """Three versions, who has read which, and two colleagues to ask."""
    for version in guidelines.versions():
        made = Guidelines.objects.create(
            organisation=stage.organisation,
            version=version.version,
            published_at=stage.now - dt.timedelta(days=version.days_ago),
            published_by=stage.by_address["sunniva.aas"],
            made_with=guidelines.MADE_WITH if version.version > 1 else "HR",
            before_sharing=version.version == 3,
        )
        for text in version.texts:
            _write(made, text)
        Acknowledgement.objects.bulk_create(_readers(stage, made, version), batch_size=BATCH)
    for place, (address, about, phone) in enumerate(
        (("sunniva.aas", "HR", "+47 555 01 214"), ("anne.birk", "Employee representative", "")), start=1
    ):
        GuidelinesContact.objects.create(
            organisation=stage.organisation,
            person=stage.by_address[address],
            about=about,
            phone=phone,
            position=place,
        )


def _write(made: Guidelines, text: TextRow) -> None:
    row = GuidelinesText.objects.create(
        guidelines=made, language=text.language, title=text.title, lead=text.lead, points="\n".join(text.points)
    )
    GuidelinesSection.objects.bulk_create(
        GuidelinesSection(text=row, key=part.key, position=place, title=part.title, body=part.body)
        for place, part in enumerate(text.sections)
    )


def _readers(stage: Stage, made: Guidelines, version: guidelines.DemoVersion) -> Iterator[Acknowledgement]:
    """Those who had joined, some days after it came out or after they joined; each in a language it was told in."""
    draw = random.Random(made.version)  # noqa: S311 - invented days, not secrets
    of = {text.language: text for text in version.texts}
    prints = {code: fingerprint(text) for code, text in of.items()}
    ingrid = stage.by_address[_INGRID]
    for person in stage.person_of.values():
        waits, misses = draw.random() * 15, draw.random() > _HAVE_READ
        is_ingrid = person.pk == ingrid.pk
        if person.joined_at is None or (made.version == 3 if is_ingrid else misses):
            continue
        at = max(made.published_at, person.joined_at) + dt.timedelta(days=waits)
        until = stage.now if made.version == 3 else made.published_at + dt.timedelta(days=200)
        if is_ingrid:
            at = made.published_at + dt.timedelta(days=10)
        if at >= until:
            continue
        language = best_language(person.language, tuple(of))
        yield Acknowledgement(
            organisation=stage.organisation, person=person, guidelines=made, language=language,
            fingerprint=prints[language], at=at,
        )  # fmt: skip
