"""Where a customer came from first and last, as a CRM knows it: journeys of at most two touches."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segattr.data.fields import rows_said
from segattr.data.labels import as_category
from segattr.errors import MissingColumn

SOURCES: Final = ("first_source", "latest_source")
DATES: Final = ("created_ts", "latest_source_ts", "converted_ts")
MOST_TOUCHES: Final = (
    "Journeys made of the first and the latest source hold at most 2 touches: models differ only in how they "
    "part a conversion between these two, and no touch in between can earn credit."
)


@dataclass(frozen=True, eq=False)
class ShortJourneys:
    """Touchpoints and conversions made of customers' columns; None where the columns do not say."""

    touchpoints: pd.DataFrame | None
    conversions: pd.DataFrame | None
    notes: tuple[str, ...] = ()


def short_journeys(customers: pd.DataFrame, *, mapped: Collection[str]) -> ShortJourneys:
    """Return what customers' first and latest source and their conversion make, for fields that were mapped.

    Parameters
    ----------
    customers : one row per customer, canonical names.
    mapped : fields somebody mapped. ``first_source`` becomes a touch at ``created_ts``; ``latest_source``
        one at ``latest_source_ts`` (without it: at the conversion, else at ``created_ts``), left out where it
        only repeats the first; ``converted_ts`` becomes a conversion worth ``deal_value``.

    Raises
    ------
    MissingColumn : a source without any date.

    Examples
    --------
    >>> day = pd.to_datetime(["2026-01-02"], utc=True)
    >>> crm = pd.DataFrame({"customer_id": ["a"], "created_ts": day, "first_source": ["Ads"]})
    >>> made = short_journeys(crm, mapped=["created_ts", "first_source"])
    >>> made.touchpoints["channel"].tolist(), made.conversions is None
    (['Ads'], True)
    """
    found = {name: customers[name] for name in (*SOURCES, *DATES) if name in mapped}
    touches, orders = None, None
    notes: tuple[str, ...] = ()
    if "converted_ts" in found:
        found["converted_ts"], notes = _end_of_day(found["converted_ts"])
        orders = _conversions(customers.assign(converted_ts=found["converted_ts"]), mapped)
    if set(SOURCES) & set(found):
        _refuse_dateless(found)
        touches, left_out = _touches(customers["customer_id"], found)
        notes = (*_told(touches, found), *notes, *left_out)
    return ShortJourneys(touches, orders, notes)


def _refuse_dateless(found: Mapping[str, pd.Series]) -> None:
    if not set(DATES) & set(found):
        raise MissingColumn(
            "A first or latest source makes a journey only with a date. Map the column that says when the "
            "customer was first known (created_ts), or when the latest source was (latest_source_ts).",
            table="customers",
            column="created_ts",
        )


def _touches(who: pd.Series, found: Mapping[str, pd.Series]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the touches, first ones first, and what was left out."""
    never = pd.Series(pd.NaT, index=who.index, dtype="datetime64[us, UTC]")
    nothing = pd.Series(pd.NA, index=who.index, dtype="str")
    created, seen, won = (found.get(name, never) for name in DATES)
    first, latest = (found[name].astype("str") if name in found else nothing for name in SOURCES)
    repeats = (first == latest) & (seen.isna() | (seen == created))
    last_seen = seen.fillna(won).fillna(created)
    begun = created.fillna(last_seen.where(latest.isna()))
    rows = [_rows(who, begun, first), _rows(who, last_seen, latest.mask(repeats))]
    dateless = (first.notna() & begun.isna()) | (latest.notna() & last_seen.isna())
    notes = (
        (f"{rows_said(dateless)} with a source but no date made no touch of it.",) if dateless.any() else ()
    )
    touches = pd.concat(rows).sort_index(kind="stable").reset_index(drop=True)
    return touches.assign(channel=as_category(touches["channel"])), notes


def _rows(who: pd.Series, moments: pd.Series, channel: pd.Series) -> pd.DataFrame:
    rows = pd.DataFrame({"customer_id": who, "ts": moments.astype("datetime64[us, UTC]"), "channel": channel})
    return rows[channel.notna() & moments.notna()]


def _end_of_day(moments: pd.Series) -> tuple[pd.Series, tuple[str, ...]]:
    """Return conversions at the end of their day where none has a time: the day's contacts came before."""
    dated = moments.dropna()
    if dated.empty or not (dated == dated.dt.normalize()).all():
        return moments, ()
    note = "The conversion dates have no time of day; a source of the same day counts as before them."
    return moments + pd.Timedelta(days=1) - pd.Timedelta(microseconds=1), (note,)


def _conversions(customers: pd.DataFrame, mapped: Collection[str]) -> pd.DataFrame:
    names = {"customer_id": "customer_id", "converted_ts": "ts"}
    names |= {"deal_value": "value"} if "deal_value" in mapped else {}
    orders = customers[list(names)].rename(columns=names)
    return orders[orders["ts"].notna()].reset_index(drop=True)


def _told(touches: pd.DataFrame, found: Mapping[str, pd.Series]) -> tuple[str, ...]:
    who = touches["customer_id"]
    made = (
        f"{len(touches):,} touches of {who.nunique():,} customers were made of their first and latest "
        f"source; customers with two: {int(who.duplicated().sum()):,}."
    )
    if not {"latest_source_ts", "converted_ts"} <= set(found):
        return made, MOST_TOUCHES
    late = found["latest_source_ts"] > found["converted_ts"]
    after = f"{rows_said(late)} with a latest source after the conversion: it earns no credit for that one."
    return (made, MOST_TOUCHES, *((after,) if late.any() else ()))
