"""Giving the fields of a role their columns: each field its best one, no column twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from segattr.io.content import Profile
from segattr.io.guesses import WEAK, named_like, suits
from segattr.io.numbers import read_numbers
from segattr.schema import Column, Table

REQUIRED_FROM = 0.35  # a required field is proposed from this confidence on
UNREADABLE = 0.3  # of a name's worth where the cells do not fit it
OPTIONAL_FROM = 0.75  # an optional one needs a known name


@dataclass(frozen=True)
class Guess:
    """A column proposed for a field, and how sure that is, 0 to 1."""

    column: str
    confidence: float


def assign(columns: tuple[Profile, ...], table: Table, decided: Mapping[str, str | None]) -> dict[str, Guess]:
    """Give every field its best column, required fields first, no column twice."""
    used = {column for column in decided.values() if column}
    required = [field for field in table.required if field.name not in decided]
    optional = [field for field in table.optional if field.name not in decided and not field.on_request]
    found = _best(columns, table.role, required, used, least=REQUIRED_FROM)
    found |= _surest_group(columns, table, decided, used, optional)
    used |= {guess.column for guess in found.values()}
    grouped = {name for group in table.alternatives for name in group}
    rest = [field for field in optional if field.name not in grouped]
    return found | _best(columns, table.role, rest, used, least=OPTIONAL_FROM)


def _surest_group(
    columns: tuple[Profile, ...],
    table: Table,
    decided: Mapping[str, str | None],
    used: Collection[str],
    optional: Collection[Column],
) -> dict[str, Guess]:
    """Return the columns of the one group of fields that is surest, of those that are there as a whole."""
    wholes: list[dict[str, Guess]] = [{}]
    for group in _open_groups(table, decided):
        members = [field for field in optional if field.name in group]
        whole = _best(columns, table.role, members, used, least=REQUIRED_FROM)
        if whole and len(whole) == len(members) and _counts_add_up(whole, columns):
            wholes.append(whole)
    return max(wholes, key=lambda whole: sum(g.confidence for g in whole.values()) / max(1, len(whole)))


def on_request(
    columns: tuple[Profile, ...], table: Table, decided: Mapping[str, str | None], found: Mapping[str, Guess]
) -> dict[str, Guess]:
    """Return columns for the fields that are used only when somebody says so."""
    used = {column for column in decided.values() if column} | {guess.column for guess in found.values()}
    fields = [field for field in table.optional if field.on_request and field.name not in decided]
    return _best(columns, table.role, fields, used, least=OPTIONAL_FROM)


def by_name_alone(
    columns: tuple[Profile, ...],
    table: Table,
    decided: Mapping[str, str | None],
    found: Mapping[str, Guess],
) -> dict[str, Guess]:
    """Give required fields that are still open the column of their name, unreadable as it looks.

    The loader can then say what is wrong with its cells, which helps more than saying that it is missing.
    """
    have = {*found, *(name for name, column in decided.items() if column)}
    used = {guess.column for guess in found.values()} | set(decided.values())
    guesses: dict[str, Guess] = {}
    for name in _needed(table, decided, have):
        named = [(named_like(profile, table.role, name), profile.header) for profile in columns]
        sure, column = max(((s, c) for s, c in named if c not in used), default=(0.0, ""))
        if name not in have and name not in decided and sure > WEAK:
            guesses[name] = Guess(column, round(UNREADABLE * sure, 3))
            used.add(column)
    return guesses


def _needed(table: Table, decided: Mapping[str, str | None], have: Collection[str]) -> list[str]:
    required = [field.name for field in table.required]
    groups = _open_groups(table, decided)
    return required if any(set(group) <= set(have) for group in groups) else [*required, *(groups or [()])[0]]


def _open_groups(table: Table, decided: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    """Return the groups of fields of which one is needed; the one the user began, if he began one."""
    begun = [group for group in table.alternatives if any(decided.get(name) for name in group)]
    return begun or list(table.alternatives)


def _best(
    columns: tuple[Profile, ...],
    role: str,
    fields: Collection[Column],
    used: Collection[str],
    *,
    least: float,
) -> dict[str, Guess]:
    """Pair fields and columns, the surest pair first."""
    pairs = [
        (suits(profile, role=role, field=field), -place, field.name, profile.header)
        for place, profile in enumerate(columns)
        for field in fields
        if profile.header not in used
    ]
    found: dict[str, Guess] = {}
    taken: set[str] = set()
    for confidence, _, name, column in sorted(pairs, reverse=True):
        if confidence >= least and name not in found and column not in taken:
            found[name] = Guess(column, round(confidence, 3))
            taken.add(column)
    return found


def _counts_add_up(found: Mapping[str, Guess], columns: tuple[Profile, ...]) -> bool:
    """Whether no row has more converters than people."""
    if not {"people", "converters"} <= set(found):
        return True
    sample = {profile.header: profile.sample for profile in columns}
    people, converters = (
        read_numbers(sample[found[name].column]).amounts for name in ("people", "converters")
    )
    return bool((converters <= people).mean() >= 0.95)
