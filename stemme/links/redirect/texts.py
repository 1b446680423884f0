"""What the pages of the links' process say, in five languages. Visitors here are strangers: no sign-in, no settings.

They live here and not in a catalogue because this process runs without Django's request stack, and every page carries
all five languages.
"""

from __future__ import annotations

#: Language: (heading, what to do).
Texts = dict[str, tuple[str, str]]

UNKNOWN: Texts = {
    "en": (
        "There is no such link",
        "Perhaps a character got lost on the way. Ask whoever sent it to you for the whole link.",
    ),
    "nb": (
        "Denne lenken finnes ikke",
        "Kanskje forsvant et tegn på veien. Be den du fikk den av, om hele lenken.",
    ),
    "da": (
        "Det link findes ikke",
        "Måske gik et tegn tabt undervejs. Bed den, du fik det af, om hele linket.",
    ),
    "sv": (
        "Den här länken finns inte",
        "Kanske försvann ett tecken på vägen. Be den du fick den av om hela länken.",
    ),
    "de": (
        "Diesen Link gibt es nicht",
        "Vielleicht ging unterwegs ein Zeichen verloren. "
        "Bitten Sie die Person, von der Sie ihn haben, um den ganzen Link.",
    ),
}
GONE: Texts = {
    "en": ("This link has had its day", "What it led to is no longer shared."),
    "nb": ("Denne lenken har gjort sitt", "Det den førte til, deles ikke lenger."),
    "da": ("Dette link har gjort sit", "Det, som det førte til, deles ikke længere."),
    "sv": ("Den här länken har gjort sitt", "Det som den ledde till delas inte längre."),
    "de": ("Dieser Link hat ausgedient", "Das, wohin er führte, wird nicht mehr geteilt."),
}
TOO_MANY: Texts = {
    "en": (
        "Let us pause for a minute",
        "Many links that do not exist were asked for from your network. Try again then.",
    ),
    "nb": (
        "La oss ta et minutts pause",
        "Noen på nettet ditt har spurt etter mange lenker som ikke finnes. Prøv igjen etterpå.",
    ),
    "da": (
        "Lad os holde et minuts pause",
        "Nogen på dit netværk har spurgt efter mange links, der ikke findes. Prøv igen bagefter.",
    ),
    "sv": (
        "Låt oss pausa en minut",
        "Någon i ditt nätverk har frågat efter många länkar som inte finns. Försök igen sedan.",
    ),
    "de": (
        "Machen wir eine Minute Pause",
        "Aus Ihrem Netz wurde nach vielen Links gefragt, die es nicht gibt. Versuchen Sie es danach noch einmal.",
    ),
}
TRY_AGAIN: Texts = {
    "en": (
        "That did not work",
        "The link could not be opened just now. Nothing was counted. Try again in a few seconds.",
    ),
    "nb": ("Det gikk ikke", "Lenken lot seg ikke åpne akkurat nå. Ingenting ble telt. Prøv igjen om noen sekunder."),
    "da": ("Det lykkedes ikke", "Linket kunne ikke åbnes lige nu. Intet blev talt. Prøv igen om nogle sekunder."),
    "sv": (
        "Det gick inte",
        "Länken gick inte att öppna just nu. Ingenting räknades. Försök igen om några sekunder.",
    ),
    "de": (
        "Das hat nicht geklappt",
        "Der Link ließ sich gerade nicht öffnen. Es wurde nichts gezählt. "
        "Versuchen Sie es in ein paar Sekunden noch einmal.",
    ),
}
NOT_THAT_WAY: Texts = {
    "en": ("A link can only be opened", "Nothing can be sent to this address."),
    "nb": ("En lenke kan bare åpnes", "Det går ikke an å sende noe til denne adressen."),
    "da": ("Et link kan kun åbnes", "Der kan ikke sendes noget til denne adresse."),
    "sv": ("En länk kan bara öppnas", "Det går inte att skicka något till den här adressen."),
    "de": ("Ein Link lässt sich nur öffnen", "An diese Adresse kann nichts gesendet werden."),
}
