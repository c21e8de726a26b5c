"""Which column of a file becomes which field: what the user said first, what is proposed second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from segattr.errors import BadSetting, MissingColumn, UnknownName
from segattr.io.cells import quoted
from segattr.io.proposal import propose
from segattr.io.reading import Reading
from segattr.schema import TABLES

ColumnChoice: TypeAlias = Mapping[str, str | None]
Mappings: TypeAlias = Mapping[str, ColumnChoice]
DateOrder: TypeAlias = str | Mapping[str, str] | None

DATE_ORDERS = ("day first", "month first")


def check_mapping(mapping: Mappings | None) -> dict[str, dict[str, str | None]]:
    """Return the mapping as plain dicts, with trimmed column names.

    Raises
    ------
    UnknownName : a role or canonical column that does not exist.

    Examples
    --------
    >>> check_mapping({"conversions": {"value": " Total "}})
    {'conversions': {'value': 'Total'}}
    """
    for role, choice in (mapping or {}).items():
        check_role(role, setting="mapping")
        for name in choice:
            if name not in TABLES[role].columns:
                known = tuple(TABLES[role].columns)
                raise UnknownName(
                    f"The mapping of {role} names '{name}', which is no field of it. "
                    f"Its fields: {', '.join(known)}. Columns not mapped are kept under their own names.",
                    name=name,
                    known=known,
                )
    return {
        role: {name: None if column is None else str(column).strip() for name, column in choice.items()}
        for role, choice in (mapping or {}).items()
    }


def check_role(role: str, *, setting: str) -> None:
    """Refuse a role that does not exist.

    Raises
    ------
    UnknownName : no such role.
    """
    if role not in TABLES:
        raise UnknownName(
            f"The {setting} names '{role}', which is no table. Tables: {', '.join(TABLES)}.",
            name=role,
            known=tuple(TABLES),
        )


def date_order_of(role: str, date_order: DateOrder) -> str | None:
    """Return what was said about the order of day and month in a role's file, None if nothing.

    Raises
    ------
    UnknownName : a role that does not exist.
    BadSetting : neither ``day first`` nor ``month first``.

    Examples
    --------
    >>> date_order_of("costs", {"costs": "day first"})
    'day first'
    """
    orders = dict.fromkeys(TABLES, date_order) if isinstance(date_order, str) else dict(date_order or {})
    for named, order in orders.items():
        check_role(named, setting="date_order")
        if order not in DATE_ORDERS:
            raise BadSetting(
                f"date_order is '{order}'; it can be {quoted(DATE_ORDERS)}.",
                setting="date_order",
                value=order,
            )
    return orders.get(role)


def choose_columns(reading: Reading, *, role: str, said: ColumnChoice) -> dict[str, str]:
    """Return canonical field -> column of the file, in the order of the schema.

    Parameters
    ----------
    reading : the file.
    role : the role it plays.
    said : what the user mapped; wins field by field, None leaves a field out. The rest is proposed.

    Raises
    ------
    MissingColumn : a column that was named is not there, or a required field has none.

    Examples
    --------
    >>> import pandas as pd
    >>> file = Reading("c.csv", pd.DataFrame({"mail": ["a@example.com"], "plan": ["pro"]}))
    >>> choose_columns(file, role="customers", said={})
    {'customer_id': 'mail'}
    """
    found = [str(column) for column in reading.table.columns]
    _refuse_absent(reading.name, role, said, found)
    proposal = propose(reading, role=role, taken=said)
    proposed = {name: guess.column for name, guess in proposal.columns.items()}
    chosen = proposed | {name: column for name, column in said.items() if column is not None}
    _refuse_incomplete(reading.name, role, chosen, found)
    return {name: chosen[name] for name in TABLES[role].columns if name in chosen}


def _refuse_absent(file: str, role: str, said: ColumnChoice, found: list[str]) -> None:
    absent = {name: column for name, column in said.items() if column is not None and column not in found}
    if absent:
        wanted = ", ".join(f"'{column}' (for {name})" for name, column in absent.items())
        raise MissingColumn(
            f"{file} has no column {wanted}. Found: {_list(found)}. Correct the mapping of {role}.",
            table=role,
            column=next(iter(absent)),
            found=tuple(found),
        )


def _refuse_incomplete(file: str, role: str, chosen: Mapping[str, str], found: list[str]) -> None:
    table = TABLES[role]
    missing = [field for field in table.required if field.name not in chosen]
    if missing:
        wanted = "; ".join(
            f"'{field.name}' ({field.meaning[0].lower()}{field.meaning[1:]})" for field in missing
        )
        names = [field.name for field in missing]
    elif table.alternatives and not any(set(group) <= set(chosen) for group in table.alternatives):
        names = [name for group in table.alternatives for name in group]
        wanted = ", or ".join(" and ".join(f"'{name}'" for name in group) for group in table.alternatives)
    else:
        return
    example = f"mapping={{'{role}': {{'{names[0]}': '<column>'}}}}"
    raise MissingColumn(
        f"{file} has no column that could be {wanted}. Found: {_list(found)}. "
        f"Say which one it is: {example}, or on the Data page.",
        table=role,
        column=names[0],
        found=tuple(found),
    )


def _list(columns: Iterable[str]) -> str:
    return quoted(columns, most=40)
