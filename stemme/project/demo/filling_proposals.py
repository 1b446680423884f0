"""What colleagues of the demo proposed, what the editors answered, and a mail from outside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.library import actions
from stemme.library.models import SourceItem, Story, Stream
from stemme.library.unfurl import Page
from stemme.people.queries import viewer
from stemme.people.viewer import EMPLOYEE, Viewer
from stemme.project.demo.stage import Stage

_INGRID, _ELIN = "ingrid.solheim", "elin.ostberg"


@dataclass(frozen=True, slots=True)
class _Proposal:
    """What somebody proposed some days ago."""

    stream: str
    days: int
    title: str = ""
    url: str = ""
    text: str = ""
    sentence: str = ""
    may_name: bool = False


_WAITING = _Proposal(
    "Communications", 1, sentence="Alle i kantinen spør om det, og bildene er fine.",
    text="I går heiste vi det siste bladet på Utsira.\n\nVinden la seg i tre timer, akkurat lenge nok.",
)  # fmt: skip
_ACCEPTED = _Proposal(
    "Communications", 9, sentence="Det er første gang lærlingene får stå i tårnet.", may_name=True,
    text="Lærlingene våre har fått sitt eget skift i kontrollrommet.",
)  # fmt: skip
_DECLINED = _Proposal(
    "Communications", 12, "Slik bygger du ditt eget vindkraftverk", "https://hobbyfolk.example/vindmolle",
    sentence="Kanskje noe for folk som er nysgjerrige?",
)  # fmt: skip
_BY_OTHERS = (
    _Proposal("From outside", 0, "Varmepumper i borettslag: hva det koster", "https://boligbladet.example/varmepumper",
              sentence="Naboene mine spør meg om dette hele tiden."),
    _Proposal("HR", 5, sentence="Vi får ikke nok søkere, og dette er grunnen til at jeg ble.",
              text="Jeg har jobbet turnus i ti år. Her er det jeg skulle ønske noen fortalte meg på forhånd."),
    _Proposal("Communications", 2, "Hamburger Abendlicht: Wärme aus der Elbe", "https://abendlicht.example/elbe",
              sentence="Schöner Artikel, wir kommen in der Mitte vor."),
)  # fmt: skip


def make_proposals(stage: Stage) -> None:
    """Ingrid has one of each kind; others wait in three streams; somebody wrote to a stream's own address."""
    streams = dict(Stream.objects.filter(organisation=stage.organisation).values_list("name", "id"))
    ingrid, elin = _viewer(stage, _INGRID), _viewer(stage, _ELIN)
    _propose(stage, ingrid, streams, _WAITING)
    accepted = _propose(stage, ingrid, streams, _ACCEPTED)
    actions.accept(actor=elin, item_id=accepted, answer="Ja! Jeg ringer deg om bilder.", now=stage.now)
    declined = _propose(stage, ingrid, streams, _DECLINED)
    why = "Takk! Det er litt langt fra det vi driver med, men gi oss gjerne beskjed om neste."
    actions.decline(actor=elin, item_id=declined, answer=why, now=stage.now)
    others = [person for person in stage.plan if person.joined and not person.declined][:60]
    for number, proposal in enumerate(_BY_OTHERS):
        row = stage.person_of[others[17 * (number + 1)].number]
        _propose(stage, _viewer(stage, row.email.partition("@")[0]), streams, proposal)
    _told_already(stage, ingrid, streams)
    _mail(stage, streams["Communications"])


def _viewer(stage: Stage, address: str) -> Viewer:
    found = viewer(stage.by_address[address].id, scope=EMPLOYEE)
    if found is None:
        raise LookupError(address)
    return found


def _propose(stage: Stage, who: Viewer, streams: dict[str, int], proposal: _Proposal) -> int:
    page = Page(url=proposal.url, title=proposal.title, language="nb") if proposal.url else None
    return actions.propose(
        actor=who,
        stream_id=streams[proposal.stream],
        url=proposal.url,
        text=proposal.text,
        sentence=proposal.sentence,
        now=stage.now - dt.timedelta(days=proposal.days, hours=2),
        page=page,
        may_name=proposal.may_name,
    )


def _told_already(stage: Stage, who: Viewer, streams: dict[str, int]) -> None:
    """A proposal of some weeks ago that colleagues can read by now."""
    stories = Story.objects.filter(organisation=stage.organisation, stream_id=streams["From outside"])
    story = stories.exclude(published_at=None).filter(ends_at=None, withdrawn_at=None).order_by("-starts_at").first()
    text = story.texts.order_by("id").first() if story else None
    if story is None or story.starts_at is None or text is None:
        return
    sent = story.starts_at - dt.timedelta(days=3)
    SourceItem.objects.create(
        organisation=stage.organisation, origin="proposal", stream_id=story.stream_id, guid="told",
        url=story.target_url,
        title=text.title, language=text.language, found_at=sent, proposed_by_id=who.person_id, may_name=True,
        sentence="Dette er det beste jeg har lest om emnet.", story=story, used_at=story.starts_at,
        answer="Den går ut i dag. Takk!", answered_at=story.starts_at,
        answered_by=stage.by_address[_ELIN],
    )  # fmt: skip


def _mail(stage: Stage, stream_id: int) -> None:
    """A reader who knows the address of the stream."""
    SourceItem.objects.create(
        organisation=stage.organisation, origin="mail", stream_id=stream_id, guid="mail",
        title="Båten deres utenfor Florø", author="Maja Ås <maja@utsikt.example>",
        text="Jeg så den nye båten deres i dag. Datteren min vinket.\n\n\N{PAPERCLIP} båten.heic (2140 kB)",
        url="https://florofolk.example/bat", found_at=stage.now - dt.timedelta(hours=5),
    )  # fmt: skip
