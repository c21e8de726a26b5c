"""Canonical tables become narrow frames of integers: all the reduce ever sees."""

from __future__ import annotations

from functools import reduce as fold
from operator import add

import narwhals.stable.v2 as nw

from segattr.errors import MissingColumn, UnknownName
from segattr.reduce.engines import NEVER, Frame, in_microseconds
from segattr.schema import TABLES

NOT_SET = "(not set)"
UNKNOWN = "(unknown)"
NOBODY = "(no customer id)"  # conversions nobody can be linked to still count, as conversions without a touch
JOIN = " · "
MILESTONES = ("lead_ts", "opportunity_ts")
TOUCH_BY: dict[str, tuple[str, ...]] = {
    "channel": ("channel",),
    "campaign": ("campaign",),
    "source_medium": ("source", "medium"),
    "content": ("content",),
}

col, lit = nw.col, nw.lit


def whole(number: int) -> nw.Expr:
    """Return a 64-bit integer constant, so that no engine picks its own width."""
    return lit(number).cast(nw.Int64)


NOTHING = lit(0.0).cast(nw.Float64)  # no money, in one width on every engine


def pick(condition: nw.Expr, yes: nw.Expr, no: nw.Expr) -> nw.Expr:
    """Return ``yes`` where the condition holds and ``no`` elsewhere, unknown conditions included."""
    return nw.when(condition).then(yes).otherwise(no)


def require(frame: Frame, role: str) -> None:
    """Check that an engine's frame carries the role's required columns under their canonical names."""
    present = frame.collect_schema().names()
    for column in TABLES[role].required:
        if column.name not in present:
            raise MissingColumn(
                f"The {role} frame has no column {column.name!r} ({column.meaning}). "
                f"Found: {', '.join(present)}. "
                "Rename the column, or load the file with sa.load and a mapping.",
                table=role,
                column=column.name,
                found=present,
            )


def label_columns(touchpoints: Frame, touch_by: str) -> tuple[str, ...]:
    """Return the columns that hold what earns credit, and check that all that touches need is there.

    Raises
    ------
    UnknownName : touches cannot be told apart by this.
    MissingColumn : a column is not there.
    """
    if touch_by not in TOUCH_BY:
        raise UnknownName(
            f"Touches cannot be told apart by {touch_by!r}; choose {', '.join(TOUCH_BY)}.", name=touch_by
        )
    require(touchpoints, "touchpoints")
    names = touchpoints.collect_schema().names()
    for name in TOUCH_BY[touch_by]:
        if name not in names:
            raise MissingColumn(
                f"Credit by {touch_by} needs a column {name!r} in touchpoints. Found: {', '.join(names)}.",
                table="touchpoints",
                column=name,
                found=names,
            )
    return TOUCH_BY[touch_by]


def narrow_touches(touchpoints: Frame, *, touch_by: str = "channel") -> Frame:
    """Return ``customer_id, ts, row, label``: id, microseconds, place in the file, and what earns credit.

    ``row`` breaks ties; a frame without one falls back to the channel's name order (see `Journeys`), where
    identical rows are interchangeable. Touches without an id or a date are nobody's and are left out.
    """
    columns = label_columns(touchpoints, touch_by)
    names = touchpoints.collect_schema().names()
    parts = [pick(_missing(name), lit(NOT_SET), col(name).cast(nw.String)) for name in columns]
    label = parts[0] if len(parts) == 1 else nw.concat_str(*parts, separator=" / ")
    row = col("row").cast(nw.Int64) if "row" in names else whole(0)
    kept = touchpoints.select(col("customer_id").cast(nw.String), "ts", row=row, label=label)
    return in_microseconds(kept.filter(~col("customer_id").is_null(), ~col("ts").is_null()), "ts")


def narrow_conversions(conversions: Frame, customers: Frame | None = None) -> Frame:
    """Return ``customer_id, ts, row, value, margin, lead_ts, opportunity_ts``, one row per conversion.

    A conversion without an id is kept under a name of its own: its revenue is real, its journey unknown.
    Without a ``row`` the smaller value goes first among conversions at one instant. A milestone that the
    conversion does not date is the customer's, where the customers' table knows it.
    """
    require(conversions, "conversions")
    names = conversions.collect_schema().names()
    money = {m: _number(m) if m in names else NOTHING for m in ("value", "margin")}
    row = col("row") if "row" in names else (money["value"] * 100).round()
    times = ["ts", *(m for m in MILESTONES if m in names)]
    stamped = in_microseconds(conversions.filter(~col("ts").is_null()), *times)
    absent = {m: whole(NEVER) for m in MILESTONES if m not in names}
    who = pick(col("customer_id").is_null(), lit(NOBODY), col("customer_id").cast(nw.String))
    narrow = stamped.select(*times, **absent, **money, customer_id=who, row=row.cast(nw.Int64))
    return narrow if customers is None else _with_milestones(narrow, customers)


def milestones_of(customers: Frame) -> Frame | None:
    """Return ``customer_id`` and the milestones a customers' table dates, in microseconds; None without any.

    Of several rows of one customer the earliest date counts.
    """
    dated = [m for m in MILESTONES if m in customers.collect_schema().names()]
    if not dated:
        return None
    known = customers.filter(~col("customer_id").is_null())
    rows = in_microseconds(known.select(*dated, customer_id=col("customer_id").cast(nw.String)), *dated)
    return rows.group_by("customer_id").agg(*[col(m).min() for m in dated])


def _with_milestones(conversions: Frame, customers: Frame) -> Frame:
    found = milestones_of(customers)
    if found is None:
        return conversions
    dated = [m for m in found.collect_schema().names() if m != "customer_id"]
    theirs = found.rename({m: f"their_{m}" for m in dated})
    both = conversions.join(theirs, on="customer_id", how="left")
    known = {m: pick(col(m) == NEVER, col(f"their_{m}").fill_null(NEVER), col(m)) for m in dated}
    return both.with_columns(**known).drop(*(f"their_{m}" for m in dated))


def with_month(frame: Frame, moment: str) -> Frame:
    """Add ``month``, YYYYMM of a moment in UTC, by whole numbers alone: no engine's time zone interferes.

    In steps, because an expression used twice is written out twice in SQL.

    References
    ----------
    Howard Hinnant (2013), chrono-compatible low-level date algorithms, `civil_from_days`.
    """
    names = frame.collect_schema().names()
    steps = [
        {"day": col(moment) // 86_400_000_000 + 719_468},
        {"era": col("day") // 146_097},
        {"day": col("day") - col("era") * 146_097},
        {"year": (col("day") - col("day") // 1460 + col("day") // 36_524 - col("day") // 146_096) // 365},
        {"day": col("day") - (col("year") * 365 + col("year") // 4 - col("year") // 100)},
        {"moon": (col("day") * 5 + 2) // 153},  # months since March, so that leap days come last
        {"month": pick(col("moon") < 10, col("moon") + 3, col("moon") - 9)},
        {"year": col("year") + col("era") * 400 + pick(col("month") <= 2, whole(1), whole(0))},
        {"month": (col("year") * 100 + col("month")).cast(nw.Int64)},
    ]
    for step in steps:
        frame = frame.with_columns(**step)
    return frame.select(*names, "month")


def labels_from_columns(frame: Frame, columns: tuple[str, ...]) -> nw.Expr:
    """Return a row's segment label: the columns' values, joined by `` · ``, ``(unknown)`` where missing."""
    schema = frame.collect_schema()
    parts = [pick(_missing(c), lit(UNKNOWN), _text(c, schema[c])) for c in columns]
    return parts[0] if len(parts) == 1 else nw.concat_str(*parts, separator=JOIN)


def _missing(column: str) -> nw.Expr:
    return col(column).is_null() | (col(column).cast(nw.String) == "")


def _text(column: str, dtype: nw.dtypes.DType) -> nw.Expr:
    if dtype == nw.Boolean:  # engines spell truth differently
        return pick(col(column), lit("True"), lit("False"))
    return col(column).cast(nw.String)


def _number(column: str) -> nw.Expr:
    return col(column).cast(nw.Float64).fill_null(0.0).fill_nan(0.0)


def total(parts: list[nw.Expr]) -> nw.Expr:
    """Add up expressions; the sum that stands in for chained conditions and for bit-or."""
    return fold(add, parts)
