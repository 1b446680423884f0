"""What happened and who did it: append only. Facts of administration hang together in a chain."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models
from django.utils import timezone

_Row = TypeVar("_Row", bound=models.Model)


class AppendOnlyError(Exception):
    """Somebody tried to change or delete what is only ever added to. See docs/security/audit.md for what may be."""


class OnlyAdded(models.QuerySet[_Row]):
    """Rows that are read and added. The database's own guards (guards.py) refuse the same from outside."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("the journal is append only: update")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("the journal is append only: bulk_update")

    def update_or_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("the journal is append only: update_or_create")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("the journal is append only: delete")

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[_Row]:
        """Add rows. Raises AppendOnlyError for an upsert."""
        if kwargs.get("update_conflicts"):
            raise AppendOnlyError("the journal is append only: upsert")
        return super().bulk_create(objs, *args, **kwargs)


class AddedRow(models.Model):
    """A row that is written once."""

    objects = OnlyAdded.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises AppendOnlyError when it is in the table already."""
        if not self._state.adding:
            raise AppendOnlyError("the journal is append only: save")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("the journal is append only: delete")


class Fact(AddedRow):
    """One thing that happened. Recorded in the transaction that did it; never changed."""

    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="+")
    #: A past participle of the domain, for example ``story.read`` or ``story.shared``; listed in journal/facts.py.
    kind = models.CharField(max_length=40)
    #: Who did it. An id without a foreign key: erasing a person does not touch the journal.
    actor_id = models.BigIntegerField(null=True, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    data = models.JSONField(default=dict, blank=True)
    happened_at = models.DateTimeField(default=timezone.now)
    #: A fact of administration: part of the chain, on the audit page, kept twelve months. Else a person's own deed.
    chained = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "kind", "happened_at"], name="fact_by_kind"),
            models.Index(fields=["organisation", "actor_id", "happened_at"], name="fact_by_actor"),
            models.Index(fields=["organisation", "id"], condition=models.Q(chained=True), name="fact_chained"),
        ]


class Seal(AddedRow):
    """A stretch of an organisation's chain: which facts, in which order, and the hash after the last of them."""

    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="+")
    #: 1, 2, 3 … without a gap.
    number = models.BigIntegerField()
    #: Ids of the facts, eight bytes each, the most significant first (chain.py).
    ids = models.BinaryField()
    #: The first eight bytes of the chain's hash after each fact: they tell which one was touched.
    marks = models.BinaryField()
    #: Id of the last fact, and how many facts the chain has had up to it.
    up_to = models.BigIntegerField()
    facts = models.BigIntegerField()
    #: The chain's hash after the last fact.
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="seal_number_once")]


class Anchor(AddedRow):
    """Where a chain begins after its oldest part was cut off: everything up to this fact had this hash."""

    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="+")
    number = models.BigIntegerField()
    up_to = models.BigIntegerField()
    facts = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    cut_at = models.DateTimeField()
    #: No fact that was cut off had happened after this moment.
    newest_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "up_to"], name="anchor_once")]


class ChainCheck(models.Model):
    """What the last check of an organisation's whole chain found."""

    organisation = models.OneToOneField("people.Organisation", models.CASCADE, primary_key=True, related_name="+")
    checked_at = models.DateTimeField()
    facts = models.BigIntegerField()
    up_to = models.BigIntegerField()
    #: When the last checked fact happened.
    up_to_at = models.DateTimeField(null=True)
    head = models.BinaryField(max_length=32)
    #: A kind of break (chain.py) and the fact it is at; empty when the chain is unbroken.
    broken = models.CharField(max_length=20, blank=True)
    broken_at = models.BigIntegerField(null=True)


class Cursor(models.Model):
    """How far a reader has read the facts."""

    name = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)
