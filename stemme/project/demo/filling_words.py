"""What Nordlys says about words: phrases to leave out, the line that says where one works, questions for one story.

And how texts began: whoever shared a starting text as it stood began like it.
"""

from __future__ import annotations

from collections import Counter

from stemme.library.models import ShareText, Story, StoryText
from stemme.policy.phrases import Phrase
from stemme.policy.word_actions import set_word_rules
from stemme.project.demo.stage import Stage
from stemme.sharing.models import Beginning, Share
from stemme.sharing.words.beginning_queries import fingerprint

_PHRASES = (
    Phrase("världsledande", "Säg vad ni gör bättre, och hur du vet det."),
    Phrase("verdensledende", "Si heller hva vi får til, og hvordan du vet det."),
    Phrase("ambassadør", "Du er kollega. Si gjerne hva du jobber med."),
    Phrase("Prosjekt Fyrlys", "Navnet er ikke offentlig ennå. Spør Kommunikasjon når det er det.", never=True),
)
_CUSTOMERS = ("Norrlandssjukhuset", "Sauda Smelteverk", "Aarhus Letbane")
_LINES = {
    "en": "I work at Nordlys Energi.",
    "nb": "Jeg jobber i Nordlys Energi.",
    "da": "Jeg arbejder i Nordlys Energi.",
    "sv": "Jag arbetar på Nordlys Energi.",
    "de": "Ich arbeite bei Nordlys Energi.",
}
#: For the newest story that is told in these languages.
_ANGLES = {
    "nb": ("Hva gjorde du den dagen?", "Hva tok lengst tid av det ingen ser?", "Hvem vil du takke for ventetiden?"),
    "en": (
        "What did you do on that day?",
        "What took longest of what nobody sees?",
        "Whom would you thank for waiting?",
    ),
}


def make_words(stage: Stage) -> None:
    """As the owner, an editor and the sharers would have left it."""
    organisation_id = stage.organisation.id
    set_word_rules(
        actor=None,
        organisation_id=organisation_id,
        phrases=_PHRASES,
        disclosure=_LINES,
        customers=_CUSTOMERS,
        now=stage.now,
    )
    newest = (
        Story.objects.filter(organisation_id=organisation_id, starts_at__lte=stage.now, kind="article")
        .filter(texts__language="nb")
        .latest("starts_at")
    )
    for language, questions in _ANGLES.items():
        StoryText.objects.filter(story=newest, language=language).update(angles="\n".join(questions))
    _count_beginnings(organisation_id)


def _count_beginnings(organisation_id: int) -> None:
    firsts: dict[tuple[int, str], str] = {}
    for start in ShareText.objects.filter(story__organisation_id=organisation_id).order_by("-position", "-id"):
        firsts[start.story_id, start.language] = start.text
    unchanged = Share.objects.filter(organisation_id=organisation_id, own_words=False)
    shares = unchanged.values_list("story_id", "language", "person_id", "nobody").distinct()
    people = Counter((story, language) for story, language, _person, _nobody in shares if (story, language) in firsts)
    made = {
        fingerprint(organisation_id, story, firsts[story, language]): (story, number)
        for (story, language), number in people.items()
    }
    Beginning.objects.bulk_create(
        Beginning(fingerprint=key, organisation_id=organisation_id, story_id=story, people=number)
        for key, (story, number) in made.items()
        if key
    )
