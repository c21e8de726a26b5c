"""Whether customers stand several times in their file and are told differently each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import MOST_EXAMPLES, Found
from segattr.checks.texts import agreeing, renamed, shown
from segattr.data.canonical import kept_rows
from segattr.data.sessions import stacked
from segattr.data.told_again import ID, codes_of, other_than_first, told_again
from segattr.io.cells import among
from segattr.words.numbers import many, percent

MANY: Final = 0.01  # of the customers
SPELLED: Final = ("rename", "fold")  # fixes that write one text for another


def told_differently(evidence: Evidence) -> Iterator[Found]:
    """Find customers who stand several times in their file, and are told differently."""
    again = evidence.dataset.again
    if again is None:
        return
    person = codes_of(again[ID])
    hit = {str(name): other_than_first(person, codes_of(again[name])) for name in again.columns.drop(ID)}
    columns = [name for name, rows in hit.items() if rows.any()]
    people = again[ID].nunique()
    rows = among(evidence.rows("customers")[ID], again[ID])
    part = people / max(len(rows), 1)
    found = evidence.found(
        "customers",
        rows,
        title=f"{many(people, 'customer')} ({percent(part)}) {agreeing(people, 'stand')} several times in "
        f"the file of customers, and {agreeing(people, 'are')} told differently in {shown(columns)}: the "
        "first row counts.",
        severity="high" if part >= MANY else "medium",
    )
    some = again[[ID, *columns]].head(MOST_EXAMPLES)
    texts = some.astype(object).where(some.notna(), "").astype(str)
    examples = tuple(
        {str(name): str(value) for name, value in row.items()} for row in texts.to_dict("records")
    )
    yield replace(found, finding=replace(found.finding, examples=examples))


def latest_rows(evidence: Evidence) -> Mapping[str, pd.DataFrame]:
    """Return the tables with the last row of the file for each customer who is told differently."""
    again = evidence.dataset.again
    assert again is not None  # only what was found is put right
    return _settled(evidence, again.drop_duplicates(ID, keep="last"))


def usual_values(evidence: Evidence) -> Mapping[str, pd.DataFrame]:
    """Return the tables with what most rows say of each customer who is told differently, column by column.

    Of values met equally often the one met first; a blank is no value.
    """
    again = evidence.dataset.again
    assert again is not None  # only what was found is put right
    person, ids = pd.factorize(again[ID])
    usual = {name: again[name].iloc[_usual(person, codes_of(again[name]))] for name in again.columns.drop(ID)}
    rows = {name: values.reset_index(drop=True) for name, values in usual.items()}
    return _settled(evidence, pd.DataFrame({ID: pd.Series(ids, dtype="str"), **rows}))


def carried(
    again: pd.DataFrame | None, found: Found, kind: str, tables: Mapping[str, pd.DataFrame]
) -> pd.DataFrame | None:
    """Return the rows of customers told differently after a fix of something else; None where none is left.

    Parameters
    ----------
    again : the rows before it.
    found, kind : what was put right, and how.
    tables : the tables after it.

    Notes
    -----
    A column that was taken out or replaced by a code is known no more, and the rows of an id that was
    renamed, replaced or left out go with it.
    """
    if again is None or "customers" not in tables:
        return None
    column, customers = found.finding.column, tables["customers"]
    if found.finding.table == "customers" and column in again and column != ID:
        if kind in SPELLED:
            again = again.assign(**{column: renamed(again[column], found.renamed)})
        elif kind == "conceal":
            again = again.drop(columns=column)
    there = [name for name in again.columns if name in customers.columns]
    return told_again(again.loc[among(again[ID], customers[ID]), there])


def _usual(person: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Return per person the row that holds the value most of theirs hold."""
    times = pd.Series(1, index=range(len(codes))).groupby([person, codes]).transform("size").to_numpy()
    order = np.lexsort((np.arange(len(codes)), -np.where(codes >= 0, times, 0), person))
    return np.asarray(order[np.r_[True, np.diff(person[order]) > 0]])


def _settled(evidence: Evidence, rows: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """Return the tables with these rows, one per customer, in place of those of the same customers."""
    customers = evidence.rows("customers")
    place = pd.Index(rows[ID]).get_indexer(pd.Index(customers[ID]))
    met, others = customers[place >= 0], customers[place < 0]
    rows = rows.iloc[place[place >= 0]].reset_index(drop=True)
    known = {name: met[name].reset_index(drop=True) for name in customers.columns if name not in rows}
    whole = rows.assign(**known)[list(customers.columns)]
    order = np.argsort(np.concatenate([np.flatnonzero(place < 0), np.flatnonzero(place >= 0)]))
    together = stacked([others, whole]) if len(others) else whole
    every = pd.Series(data=True, index=range(len(order)))
    return evidence.dataset.tables | {"customers": kept_rows(together.iloc[order], every)}


CHECKS: Final = (
    Check(
        "told_differently",
        "Do customers stand several times in their file, and each time with something else?",
        "high",
        "Which row is true? Take the last one of the file where it is the newest, or what most rows say; or "
        "export one row per customer. Touches and conversions made of a CRM's own columns are made anew of "
        "the row taken.",
        ("segments",),
        told_differently,
        "latest",
        ("usual",),
    ),
)
