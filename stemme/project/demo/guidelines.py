"""The guidelines of Nordlys Energi (mockup 14) in five languages: three versions of them. Pure data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from stemme.policy.starters import starter
from stemme.policy.texts import SectionRow, TextRow

MADE_WITH = "HR and Communications, with the employee representatives"
#: language → (title, lead, points)
TEXTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "en": (
        "What we say about work, and how",
        "You may talk about your work. You never have to. Here is what helps, in two minutes.",
        (
            "Taking part is voluntary. It is fine to do it in working hours.",
            "Say that you work here, and speak as yourself.",
            "Your accounts are yours. Nobody at Nordlys asks for access.",
            "Leave out customers, prices not yet public, and colleagues who have not said yes.",
            "If you are unsure, ask first. If it went wrong, tell us; we help, we do not hunt.",
            "Disagree with us openly, if you like. Kindly is better.",
        ),
    ),
    "nb": (
        "Hva vi sier om jobben, og hvordan",
        "Du kan gjerne fortelle om jobben din. Du må aldri. Her er det som hjelper, på to minutter.",
        (
            "Det er frivillig å være med. Du kan godt gjøre det i arbeidstiden.",
            "Si at du jobber her, og snakk som deg selv.",
            "Kontoene er dine. Ingen i Nordlys ber om tilgang.",
            "La kunder, priser som ikke er offentlige, og kolleger som ikke har sagt ja, være utenfor.",
            "Er du usikker, så spør først. Gikk det galt, så si fra; vi hjelper, vi jakter ikke.",
            "Vær gjerne åpent uenig med oss. Vennlig er best.",
        ),
    ),
    "da": (
        "Hvad vi siger om arbejdet, og hvordan",
        "Du må gerne fortælle om dit arbejde. Du skal aldrig. Her er det, der hjælper, på to minutter.",
        (
            "Det er frivilligt at være med. Du må gerne gøre det i arbejdstiden.",
            "Sig, at du arbejder her, og tal som dig selv.",
            "Kontiene er dine. Ingen i Nordlys beder om adgang.",
            "Lad kunder, priser, der ikke er offentlige, og kolleger, der ikke har sagt ja, være udenfor.",
            "Er du i tvivl, så spørg først. Gik det galt, så sig det; vi hjælper, vi jager ikke.",
            "Vær gerne åbent uenig med os. Venligt er bedst.",
        ),
    ),
    "sv": (
        "Vad vi säger om jobbet, och hur",
        "Du får gärna berätta om ditt jobb. Du måste aldrig. Här är det som hjälper, på två minuter.",
        (
            "Det är frivilligt att vara med. Du får göra det på arbetstid.",
            "Säg att du arbetar här och tala som dig själv.",
            "Kontona är dina. Ingen på Nordlys ber om åtkomst.",
            "Lämna utanför kunder, priser som inte är offentliga och kollegor som inte har sagt ja.",
            "Är du osäker, fråga först. Gick det fel, säg till; vi hjälper, vi jagar inte.",
            "Säg gärna öppet emot oss. Vänligt är bäst.",
        ),
    ),
    "de": (
        "Was wir über die Arbeit sagen, und wie",
        "Sie dürfen von Ihrer Arbeit erzählen. Sie müssen nie. Hier steht in zwei Minuten, was hilft.",
        (
            "Die Teilnahme ist freiwillig. Sie dürfen dafür Arbeitszeit nutzen.",
            "Sagen Sie, dass Sie hier arbeiten, und sprechen Sie als Sie selbst.",
            "Ihre Konten gehören Ihnen. Niemand bei Nordlys bittet um Zugang.",
            "Lassen Sie Kunden, noch nicht öffentliche Preise und Kollegen, die nicht zugestimmt haben, außen vor.",
            "Im Zweifel fragen Sie vorher. Ging etwas schief, sagen Sie es uns; wir helfen, wir jagen nicht.",
            "Widersprechen Sie uns gern offen. Freundlich ist besser.",
        ),
    ),
}

#: language → (what versions 1 and 2 said about sharing, what version 3 says)
SHARING: dict[str, tuple[str, str]] = {
    "en": ("Employees should share company news.", "Employees may share what they find worth sharing."),
    "nb": ("Ansatte bør dele nyheter fra selskapet.", "Ansatte kan dele det de synes er verdt å dele."),
    "da": ("Medarbejdere bør dele nyheder fra selskabet.", "Medarbejdere må dele det, de synes er værd at dele."),
    "sv": ("Anställda bör dela nyheter från företaget.", "Anställda får dela det de tycker är värt att dela."),
    "de": ("Beschäftigte sollen Neuigkeiten des Unternehmens teilen.",
           "Beschäftigte dürfen teilen, was ihnen teilenswert scheint."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoVersion:
    """One version, so many days ago."""

    version: int
    days_ago: int
    texts: tuple[TextRow, ...]


def versions() -> Iterator[DemoVersion]:
    """A page of HR's own, the same with everybody who had a say, and the one that holds."""
    third = tuple(_text(code) for code in TEXTS)
    second = tuple(_earlier(text) for text in third)
    first = tuple(
        replace(text, points=text.points[:4], sections=()) for text in second if text.language in ("nb", "en")
    )
    yield DemoVersion(1, 640, first)
    yield DemoVersion(2, 262, second)
    yield DemoVersion(3, 20, third)


def _text(code: str) -> TextRow:
    title, lead, points = TEXTS[code]
    ours = starter(code).sections
    return TextRow(code, title, lead, points, tuple(_with_line(part, SHARING[code][1]) for part in ours))


def _earlier(text: TextRow) -> TextRow:
    """Before anybody wrote with a machine, and when sharing was still a duty on paper."""
    old, new = SHARING[text.language]
    parts = (replace(part, body=part.body.replace(new, old)) for part in text.sections if part.key != "machine")
    return replace(text, sections=tuple(parts))


def _with_line(part: SectionRow, line: str) -> SectionRow:
    return replace(part, body=f"{part.body}\n- {line}") if part.key == "what" else part
