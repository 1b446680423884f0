"""Play at Nordlys Energi: the quay of Offshore wind, a challenge that was, one board, and who said yes to a name."""

from __future__ import annotations

import datetime as dt

from stemme.kit.periods import month_start
from stemme.people.queries import viewer
from stemme.project.demo.stage import Stage
from stemme.recognition import actions, board_actions
from stemme.recognition.boards import QUALITY
from stemme.recognition.challenge_queries import Words
from stemme.recognition.fairness import FIRST_STEPS, WINDOWS

_OWNER, _LEAD = "henrik.fjeld", "maja.lindqvist"
#: Every so manieth colleague of those who joined the programme is on the board, and lets the team see the name.
_ON_BOARD, _NAMED = 19, 6
_QUAY = (
    Words("en", "Light up the quay", "Six lit windows in ten, in every house, before the month is over.",
          "When every house is at six in ten, Nordlys gives NOK 40,000 to the rescue boat at Florø."),
    Words("nb", "Lys opp brygga", "Seks av ti vinduer med lys i hvert hus, før måneden er omme.",
          "Når alle hus er på seks av ti, gir Nordlys 40 000 kroner til redningsskøyta i Florø."),
    Words("da", "Tænd lys på kajen", "Seks oplyste vinduer ud af ti i hvert hus, før måneden er gået.",
          "Når alle huse er på seks ud af ti, giver Nordlys 40.000 norske kroner til redningsbåden i Florø."),
    Words("sv", "Tänd ljus på kajen", "Sex upplysta fönster av tio i varje hus innan månaden är slut.",
          "När alla hus har nått sex av tio ger Nordlys 40 000 norska kronor till räddningsbåten i Florø."),
    Words("de", "Licht am Kai", "Sechs von zehn Fenstern hell, in jedem Haus, bevor der Monat um ist.",
          "Wenn jedes Haus sechs von zehn erreicht, gibt Nordlys 40.000 norwegische Kronen für das Rettungsboot in "
          "Florø."),
)  # fmt: skip
_DARE = (
    Words("en", "Dare the first one", "A first share counts, however few came.", "Cake in every canteen."),
    Words("nb", "Våg den første", "En første deling teller, uansett hvor få som kom.", "Kake i alle kantiner."),
    Words("da", "Vov den første", "En første deling tæller, uanset hvor få der kom.", "Kage i alle kantiner."),
    Words("sv", "Våga den första", "En första delning räknas, hur få som än kom.", "Tårta i alla matsalar."),
    Words("de", "Das erste Mal wagen", "Ein erstes Teilen zählt, egal wie wenige kamen.", "Kuchen in jeder Kantine."),
)


def make_play(stage: Stage) -> None:
    """Everything by the real actions. Comes after the scores."""
    organisation_id, month = stage.organisation.id, month_start(stage.today)
    lead = viewer(stage.by_address[_LEAD].id, scope="employee")
    earlier = month_start(month - dt.timedelta(days=1))
    for team, measure, goal, first, texts in (
        (stage.teams["Offshore wind", ""].id, WINDOWS, 0.6, month, _QUAY),
        (None, FIRST_STEPS, 0.02, earlier, _DARE),
    ):
        actions.plan(
            actor=lead, organisation_id=organisation_id, team_id=team, measure=measure, goal=goal, first_day=first,
            months=1, texts=texts, now=stage.now,
        )  # fmt: skip
    _boards(stage)


def _boards(stage: Stage) -> None:
    """The owner switches on the board by influence; some join, some let their team see their name."""
    owner = viewer(stage.by_address[_OWNER].id, scope="employee")
    if owner is None:
        raise LookupError(_OWNER)
    board_actions.open_board(actor=owner, kind=QUALITY, now=stage.now)
    here = [stage.person_of[p.number] for p in stage.plan if p.joined and not p.declined]
    for number, person in enumerate(here):
        wants = (number % _ON_BOARD == 0, number % _NAMED == 5)
        who = viewer(person.id, scope="employee") if any(wants) else None
        if who is None:
            continue
        if wants[0]:
            board_actions.join_board(actor=who, kind=QUALITY, now=stage.now)
        if wants[1]:
            board_actions.allow_name(actor=who, allowed=True, now=stage.now)
