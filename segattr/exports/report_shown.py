"""Which sections and quarters of a report are shown, out of all that could be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from segattr.averages.periods import clocks, column_periods
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.exports.report_parts import Part
from segattr.exports.report_quarters import HEADERS
from segattr.exports.report_spend import quarters_between
from segattr.words import report as words

QUARTER = HEADERS["period"]


def checked(asked: Sequence[str], known: Sequence[str], refusal: str) -> list[str]:
    """Return what was asked for, in the order of what there is; everything where nothing was asked for.

    Raises
    ------
    UnknownName : something there is not.

    Examples
    --------
    >>> checked(("2026 Q1",), ["2026 Q1", "2026 Q2"], "There is no {name!r}, only {known}.")
    ['2026 Q1']
    """
    for name in asked:
        if name not in known:
            raise UnknownName(refusal.format(name=name, known=", ".join(known) or "none"), name=name)
    return [name for name in known if not asked or name in asked]


def known_quarters(dataset: Dataset) -> list[str]:
    """Return the quarters a report of these data can be about, in their order.

    Examples
    --------
    >>> days = pd.to_datetime(["2025-12-31", "2026-04-01"], utc=True)
    >>> known_quarters(Dataset(conversions=pd.DataFrame({"customer_id": ["a", "b"], "ts": days})))
    ['2025 Q4', '2026 Q1', '2026 Q2']
    """
    if dataset.outcomes is not None:
        known = clocks(dataset)
        return (
            list(map(str, column_periods(dataset.outcomes[known[0]], "quarter").categories)) if known else []
        )
    moments = [t["ts"] for n, t in dataset.tables.items() if n in ("touchpoints", "conversions")]
    ends = [end for ts in moments for end in (ts.min(), ts.max()) if not pd.isna(end)]
    return quarters_between(min(ends), max(ends)) if ends else []


def quarters_there(dataset: Dataset, parts: Sequence[Part]) -> list[str]:
    """Return the quarters of the data in the order of time, and after them what else parts tell of."""
    told = (str(name) for part in parts if QUARTER in part.table for name in part.table[QUARTER])
    return list(dict.fromkeys((*known_quarters(dataset), *told)))


def of_quarters(part: Part, chosen: Sequence[str]) -> Part:
    """Return a part with the rows of some quarters alone, and what is said of them."""
    if QUARTER not in part.table:
        return part
    gone = {str(name) for name in part.table[QUARTER]} - set(chosen)
    if not gone:
        return part
    partial = words.PARTIAL.partition("{")[0]
    notes = [n for n in part.notes if not (n.startswith(partial) and any(name in n for name in gone))]
    return replace(
        part, table=part.table[part.table[QUARTER].isin(chosen)].reset_index(drop=True), notes=notes
    )
