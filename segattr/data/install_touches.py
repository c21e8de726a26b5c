"""The touches an attribution provider writes beside an install: the last one, and its contributors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from segattr.data.app_events import ORGANIC, texts_of
from segattr.data.fields import rows_said
from segattr.data.labels import as_category
from segattr.io.dates import read_dates

LAST: Final = {
    "ts": "Attributed Touch Time",
    "channel": "Media Source",
    "campaign": "Campaign",
    "content": "Ad",
    "event": "Attributed Touch Type",
}
CONTRIBUTOR: Final = {
    "ts": "Contributor {n} Touch Time",
    "channel": "Contributor {n} Media Source",
    "campaign": "Contributor {n} Campaign",
    "event": "Contributor {n} Touch Type",
}
MOST: Final = 3
MADE_OF: Final = ("conversions", "events")  # roles in which such a file does not stand for its touches itself


def has_touches(table: pd.DataFrame) -> bool:
    """Whether a table carries touches beside its rows, as AppsFlyer's raw data do.

    Examples
    --------
    >>> has_touches(pd.DataFrame(columns=["Attributed Touch Time", "Media Source"]))
    True
    """
    return {LAST["ts"], LAST["channel"]} <= set(table.columns)


def install_touches(table: pd.DataFrame) -> tuple[pd.DataFrame | None, tuple[str, ...]]:
    """Return the touches that stand beside installs and events, each once, and what was done.

    Parameters
    ----------
    table : one row per install or event of an app, see `has_touches`; ``customer_id``.

    Returns
    -------
    DataFrame : touchpoints in their order in time; None where no row has one. Organic rows have none.
    """
    names = [LAST, *contributors(table)]
    parts = [_touches(table, columns) for columns in names]
    touches = pd.concat(parts, ignore_index=True)
    again = touches.duplicated()
    touches = touches[~again].sort_values(["ts", "customer_id"], kind="stable", ignore_index=True)
    if touches.empty:
        return None, ()
    helped = sum(len(part) for part in parts[1:])
    note = (
        f"{len(touches):,} touches were made of the touches beside the rows; {helped:,} of those read are "
        f"contributors, which came before the last touch."
    )
    repeated = f"Touches that stand beside several rows count once: {rows_said(again)} left out."
    return labelled(touches), (note, repeated) if again.any() else (note,)


def last_touches(table: pd.DataFrame) -> pd.Series:
    """Return when the last touch beside each row was, NaT where there is none."""
    return _moments(table[LAST["ts"]]).set_axis(table.index)


def contributors(table: pd.DataFrame) -> list[Mapping[str, str]]:
    """Return the columns of every contributor a table has."""
    numbered = [{k: c.format(n=n) for k, c in CONTRIBUTOR.items()} for n in range(1, MOST + 1)]
    return [columns for columns in numbered if {columns["ts"], columns["channel"]} <= set(table.columns)]


def with_contributors(touches: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the touchpoints of such a file with its contributors as touches of their own.

    Parameters
    ----------
    touches : AppsFlyer's rows taken for touchpoints: one row per last touch.
    """
    parts = [_touches(touches, columns) for columns in contributors(touches)]
    more = pd.concat(parts, ignore_index=True).drop_duplicates() if parts else touches[:0]
    if more.empty:
        return touches, ()
    texts = {str(c): "str" for c in touches if isinstance(touches[c].dtype, pd.CategoricalDtype)}
    whole = pd.concat([touches.astype(texts), more], ignore_index=True)
    labels = {name: as_category(whole[name]) for name in texts}
    note = f"{len(more):,} touches were added of the contributors beside the last touch."
    return whole.assign(**labels).sort_values("ts", kind="stable", ignore_index=True), (note,)


def labelled(touches: pd.DataFrame) -> pd.DataFrame:
    """Return touches with their labels as categories, blank ones missing, without columns that are empty."""
    labels = [name for name in ("channel", "campaign", "content", "event") if name in touches]
    said = {name: as_category(touches[name].mask(touches[name] == "").astype("str")) for name in labels}
    empty = [name for name in labels if said[name].isna().all()]
    return touches.assign(**said).drop(columns=empty)


def _touches(table: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    there = {name: column for name, column in columns.items() if column in table and name != "ts"}
    when = table[columns["ts"]] if columns["ts"] in table else table["ts"]
    rows = pd.DataFrame({"customer_id": table["customer_id"].astype("str"), "ts": _moments(when)})
    rows = rows.assign(**{name: texts_of(table[column]) for name, column in there.items()})
    organic = rows["channel"].str.lower().isin(ORGANIC) | (rows["channel"] == "")
    known = rows["ts"].notna() & table["customer_id"].notna().to_numpy() & ~organic
    return rows[known]


def _moments(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.astype("datetime64[us, UTC]")
    return read_dates(values.astype("str")).moments(day_first=False).astype("datetime64[us, UTC]")
