"""Roll-ups about groups: so that a page reads a few rows however many people there are."""

from __future__ import annotations

from django.db import models


class Turnout(models.Model):
    """How many took part in a week, month, quarter or year, of each team with those below it.

    ``team_id`` 0 is everybody, -1 those without a team. Always what the rows of ``TakingPart`` come to: written in the
    same transaction (turnout_actions.py).
    """

    pk = models.CompositePrimaryKey("organisation_id", "grain", "start", "team_id")
    organisation_id = models.BigIntegerField()
    grain = models.CharField(max_length=7)
    start = models.DateField()
    team_id = models.BigIntegerField()
    took_part = models.PositiveIntegerField(default=0)
    first_sharers = models.PositiveIntegerField(default=0)
    shares = models.PositiveIntegerField(default=0)


class SpreadFigures(models.Model):
    """Through whom the visitors of a week, month, quarter or year came: the most active 3 % and everybody else.

    With what it was counted from, so that the next look sees whether it is still right (spread_actions.py).
    """

    pk = models.CompositePrimaryKey("organisation_id", "grain", "start")
    organisation_id = models.BigIntegerField()
    grain = models.CharField(max_length=7)
    start = models.DateField()
    most_active = models.PositiveIntegerField()
    others = models.PositiveIntegerField()
    by_most_active = models.PositiveIntegerField()
    by_others = models.PositiveIntegerField()
    #: The same of the most active 5 %; 0 in what was counted before that was asked.
    wider = models.PositiveIntegerField(default=0)
    by_wider = models.PositiveIntegerField(default=0)
    #: All visitors, shares and invited people of the stretch when it was counted.
    visitors = models.PositiveBigIntegerField()
    shares = models.PositiveBigIntegerField()
    invited = models.PositiveIntegerField()


class DivisionFigures(models.Model):
    """To how many people of a division a story was shown, and how many of them shared it: for the order of lists.

    Never for a page: divisions may be small. The division is the one at that time.
    """

    pk = models.CompositePrimaryKey("organisation_id", "division_id", "story_id")
    organisation_id = models.BigIntegerField()
    division_id = models.BigIntegerField()
    story_id = models.BigIntegerField()
    offered = models.PositiveIntegerField(default=0)
    sharers = models.PositiveIntegerField(default=0)
    #: The same, what happened lately counting more (lately.py).
    offered_lately = models.FloatField(default=0.0)
    sharers_lately = models.FloatField(default=0.0)


class StoryPart(models.Model):
    """To how many people of one of the ``PARTS`` random parts a story was offered, and how many did something with it.

    A person is in the same part for every story (story_parts.py), so the parts differ as much as people do: that is
    what the interval of "involvement per story" is made of. Never for a page.
    """

    pk = models.CompositePrimaryKey("organisation_id", "story_id", "part")
    organisation_id = models.BigIntegerField()
    story_id = models.BigIntegerField()
    part = models.PositiveSmallIntegerField()
    offered = models.PositiveIntegerField(default=0)
    involved = models.PositiveIntegerField(default=0)


class JoinedFigures(models.Model):
    """Of those who joined in a quarter and are still here: how many there are, and how many have shared."""

    pk = models.CompositePrimaryKey("organisation_id", "start")
    organisation_id = models.BigIntegerField()
    #: The first day of the quarter.
    start = models.DateField()
    people = models.PositiveIntegerField()
    shared = models.PositiveIntegerField()
