"""First wall: a query on a table with an organisation that is limited by none raises UnscopedQueryError.

Looked at is the query itself, when it is about to be asked, wherever and however it was put together. It counts as
limited when every row it can touch

- belongs to an organisation that the conditions name, on the table itself or one it is joined with, or
- hangs on a key: the primary key of a row, a foreign key to a row of an organisation, a unique token.

Inside a request, where the organisation is known, naming another one raises, too, and on SQLite, which has no
policies, a query that is limited by a key only gets the organisation as one more condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from enum import IntEnum
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.models import sql
from django.db.models.expressions import Col
from django.db.models.fields.tuple_lookups import TupleLookupMixin
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.where import AND, OR, NothingNode, WhereNode

from stemme.kit.tenancy import EVERYWHERE, NOWHERE, UnscopedQueryError, is_across, reach

#: The table of organisations, which is itself in no organisation.
ROOT = "people.Organisation"
COLUMN = "organisation_id"


class Limit(IntEnum):
    """What keeps a query in, the weakest first."""

    NOTHING = 0
    KEY = 1
    ORGANISATION = 2


@cache
def owner_of(model: type[models.Model]) -> models.Field[Any, Any] | None:
    """The field that says whose a row is: the organisation, or the first foreign key to a row that has one."""
    fields: Iterable[models.Field[Any, Any]] = model._meta.concrete_fields
    for field in fields:
        if field.attname == COLUMN:
            return field
    for field in fields:
        parent = field.related_model
        if field.is_relation and isinstance(parent, type) and parent is not model and owner_of(parent) is not None:
            return field
    return None


def owner_path(model: type[models.Model]) -> str:
    """What to filter a table by so that only an organisation's rows come: ``story__organisation_id``.

    Raises ValueError for a table that belongs to no organisation.
    """
    steps, owner = [], owner_of(model)
    while owner is not None and owner.attname != COLUMN:
        steps.append(owner.name)
        owner = owner_of(owner.related_model)
    if owner is None:
        raise ValueError(model._meta.label)
    return "__".join([*steps, COLUMN])


def has_column(model: type[models.Model]) -> bool:
    """True when the rows say themselves whose they are."""
    owner = owner_of(model)
    return owner is not None and owner.attname == COLUMN


def tenant_models() -> Iterator[type[models.Model]]:
    """Every model with rows that belong to an organisation, those between two tables included."""
    for model in apps.get_models(include_auto_created=True):
        if owner_of(model) is not None:
            yield model


@cache
def _named_by(field: models.Field[Any, Any]) -> Limit:
    """What a condition ``field = value`` limits to."""
    if field.attname == COLUMN:
        return Limit.ORGANISATION
    if field.model._meta.label == ROOT:
        return Limit.ORGANISATION if field.unique else Limit.NOTHING
    if field.unique:
        return Limit.KEY if owner_of(field.model) is not None else Limit.NOTHING
    parent = field.related_model if field.is_relation else None
    return Limit.KEY if isinstance(parent, type) and owner_of(parent) is not None else Limit.NOTHING


def limit_of(query: sql.Query, node: Any = None) -> Limit:
    """What keeps the query, or one of its conditions, in."""
    node = query.where if node is None else node
    if isinstance(node, NothingNode):
        return Limit.ORGANISATION
    if isinstance(node, WhereNode):
        found = [limit_of(query, child) for child in node.children]
        if node.negated or not found or node.connector not in (AND, OR):
            return Limit.NOTHING
        return max(found) if node.connector == AND else min(found)
    if not isinstance(node, Lookup) or node.lookup_name not in ("exact", "in"):
        return Limit.NOTHING
    if isinstance(node, TupleLookupMixin):
        return max((_named_by(column.target) for column in _columns_of(node.lhs)), default=Limit.NOTHING)
    if not isinstance(node.lhs, Col) or _stays_within(query, node.rhs):
        return Limit.NOTHING
    return _named_by(node.lhs.target)


def _columns_of(pair: Any) -> list[Col]:
    return list(pair.get_cols()) if hasattr(pair, "get_cols") else []


def _stays_within(query: sql.Query, value: Any) -> bool:
    """True for a comparison with a column of the same query, which holds for rows of any organisation."""
    if not hasattr(value, "resolve_expression") or isinstance(value, sql.Query):
        return False
    return any(column.alias in query.alias_map for column in query._gen_cols([value]))  # type: ignore[attr-defined]


def _organisations_named(query: sql.Query, node: Any = None) -> Iterator[int]:
    """The ids that stand in the conditions on the query's own organisation column."""
    for child in (query.where if node is None else node).children:
        if isinstance(child, WhereNode):
            if not child.negated:
                yield from _organisations_named(query, child)
        elif isinstance(child, Lookup) and isinstance(child.lhs, Col) and child.lhs.target.attname == COLUMN:
            values = child.rhs if child.lookup_name == "in" else [child.rhs] if child.lookup_name == "exact" else []
            yield from (
                (value for value in values if isinstance(value, int))
                if isinstance(values, (list, tuple, set, frozenset))
                else ()
            )


def is_waived() -> bool:
    """True where a query needs no limit: inside ``across_organisations``. Tests also waive it for themselves."""
    return is_across()


def check(query: sql.Query) -> Limit:
    """What keeps the query in. Raises UnscopedQueryError when nothing does, or when it names a foreign organisation."""
    if is_waived():
        return Limit.ORGANISATION
    name, here = str(query.model and query.model.__name__), reach()
    limit = limit_of(query)
    if here == NOWHERE and limit is not Limit.NOTHING and not _is_never(query):
        raise UnscopedQueryError(f"{name}: nobody is signed in and the page is not open to all")
    if limit is Limit.NOTHING:
        raise UnscopedQueryError(
            f"{name}: limited neither by an organisation nor by a key. Add organisation_id=…, or say why "
            "not: with across_organisations(…), see docs/security/tenancy.md"
        )
    if here not in (EVERYWHERE, NOWHERE) and limit is Limit.ORGANISATION:
        foreign = [named for named in _organisations_named(query) if named != here]
        if foreign:
            raise UnscopedQueryError(f"{name}: a query about another organisation than the viewer's")
    return limit


def _is_never(query: sql.Query) -> bool:
    return any(isinstance(child, NothingNode) for child in query.where.children)


class _Own:
    """The condition ``organisation_id = here``, written so that it changes no plan: no index serves ``+column``."""

    contains_aggregate = contains_over_clause = False
    conditional = True

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[int]]:
        """The condition in SQL."""
        return f"+{compiler.quote_name_unless_alias(self.alias)}.{connection.ops.quote_name(COLUMN)} = %s", [reach()]

    def get_source_expressions(self) -> list[Any]:
        """None: it hides no other condition."""
        return []


class ScopedQuery(sql.Query):
    """A query that is checked before it is turned into SQL, on its own or inside another one."""

    def get_compiler(self, using: str | None = None, connection: Any = None, elide_empty: bool = True) -> SQLCompiler:
        """As Django's. Raises UnscopedQueryError."""
        limit = check(self)
        database = connection or connections[using or "default"]
        query = narrowed(self) if limit is Limit.KEY and reach() > 0 and database.vendor == "sqlite" else self
        return sql.Query.get_compiler(query, using, connection, elide_empty)


def narrowed(query: ScopedQuery) -> ScopedQuery:
    """The same query for the viewer's organisation only, if its own table has the column."""
    if query.model is None or not has_column(query.model) or query.combinator:
        return query
    mine: Any = query.clone()
    mine.where = WhereNode([mine.where, _Own(mine.get_initial_alias())], AND)  # type: ignore[list-item]
    return mine


class ScopedQuerySet(models.QuerySet[Any]):
    """Mixed into the queryset of every model with an organisation (``guard``)."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, ScopedQuery(model) if query is None else query, using, hints)

    def update(self, **values: Any) -> int:
        """As Django's. Raises UnscopedQueryError."""
        return super(ScopedQuerySet, self._mine()).update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def _raw_delete(self, using: str | None) -> int:
        return super(ScopedQuerySet, self._mine())._raw_delete(using)

    _raw_delete.alters_data = True  # type: ignore[attr-defined]

    def create(self, **values: Any) -> Any:
        """As Django's. Raises UnscopedQueryError for a row of another organisation than the viewer's."""
        self._compare([self.model(**values)])
        return super().create(**values)

    create.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *more: Any, **options: Any) -> list[Any]:
        """As Django's. Raises UnscopedQueryError for a row of another organisation than the viewer's."""
        rows = list(objs)
        self._compare(rows)
        return super().bulk_create(rows, *more, **options)

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def _mine(self) -> ScopedQuerySet:
        """The rows of this queryset that may be changed here: Django turns the query into another kind right after."""
        if check(self.query) is Limit.KEY and reach() > 0 and has_column(self.model):
            mine: ScopedQuerySet = self._chain()  # type: ignore[attr-defined]
            mine.query.add_q(models.Q(**{COLUMN: reach()}))
            return mine
        return self

    def _compare(self, rows: list[Any]) -> None:
        here = reach()
        if here != EVERYWHERE and has_column(self.model) and any(getattr(row, COLUMN) != here for row in rows):
            raise UnscopedQueryError(f"{self.model.__name__}: a new row of another organisation than the viewer's")


def guard(model: type[models.Model]) -> None:
    """Put the guard into every manager of the model; the base manager, which follows single keys, stays as it is."""
    for manager in model._meta.managers:
        plain = manager._queryset_class  # type: ignore[attr-defined]
        if not issubclass(plain, ScopedQuerySet):
            scoped = type(f"Scoped{plain.__name__}", (ScopedQuerySet, plain), {})
            guarded = copy(manager)
            guarded.__class__ = _going_by_its_name(manager.__class__, scoped)
            model._meta.local_managers[:] = [m for m in model._meta.local_managers if m.name != manager.name]
            model.add_to_class(manager.name, guarded)


def _going_by_its_name(kind: type[Any], scoped: type[Any]) -> type[Any]:
    """The manager's class with other querysets. Type checkers ask the running program for its name and its first base:
    a class that was made from a queryset is made once more, another one gets a child."""
    made = "_queryset_class" in vars(kind)
    inherited = {name: value for name, value in vars(kind).items() if name not in {"__dict__", "__weakref__"}}
    named = {"__module__": kind.__module__, "__qualname__": kind.__qualname__, "_queryset_class": scoped}
    return type(kind.__name__, kind.__bases__ if made else (kind,), {**inherited, **named} if made else named)


def guard_all() -> None:
    """Guard every model with an organisation. Called once all models are known."""
    for model in tenant_models():
        guard(model)
