"""What every customer did up to a day: orders, money, gaps, touches, channels and events, on any engine.

Days are calendar days in UTC, so that a day is the same wherever it is asked: an order of the day itself was
0 days ago. Whatever came after the day is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import narwhals.stable.v2 as nw

from segattr.reduce.counts import counted
from segattr.reduce.door import NOTHING, col, lit, pick, whole
from segattr.reduce.engines import Frame, in_microseconds
from segattr.reduce.moments import dated, day_of
from segattr.reduce.sequences import followed, table_of
from segattr.reduce.source import Source
from segattr.segments.derived import Derived, Log, column_of

How = Literal["sum", "min", "max"]
Named = Mapping[str, Derived]
FINENESS: Final = 10_000  # parts of a unit of money: sums that people see tie do tie
NOT_GIVEN: Final = ("no", "none", "false", "n/a", "null", "(not set)")  # a discount that says there is none
FINE: Final = lit(float(FINENESS)).cast(nw.Float64)
NEVER_DAY: Final = -(1 << 40)
NO_AMOUNT: Final = r"^[0\s.,%€$£+-]*$"


@dataclass(frozen=True)
class Measure:
    """Something added up per customer.

    Attributes
    ----------
    parts : what each row gives, and how rows are put together.
    last : the figure, made of the parts put together.
    absent : what it is of a customer without a row; None for nothing known.
    """

    parts: tuple[tuple[nw.Expr, How], ...]
    last: Callable[[Sequence[nw.Expr]], nw.Expr]
    absent: float | None = None


def can_answer(source: Source, wanted: Derived) -> bool:
    """Whether the tables hold what is to be worked out."""
    tables = {"conversions": source.conversions, "touchpoints": source.touchpoints, "events": source.events}
    if wanted.steps:
        return all(table_of(source, step) is not None for step in wanted.steps)
    table = tables.get(wanted.log)
    if wanted.log == "all" or table is None:
        return wanted.log == "all"
    return not (column := column_of(wanted)) or column in table.collect_schema().names()


def features(source: Source, wanted: Mapping[str, Derived], *, today: int) -> Frame:
    """Return ``customer_id`` and a column per feature, of everybody.

    Parameters
    ----------
    wanted : what to work out, by the name of its column.
    today : the day as of which, counted from 1970-01-01.
    """
    people = source.people.select("customer_id")
    for found, absent in _tables(source, wanted, today):
        people = people.join(found, on="customer_id", how="left")
        if absent:
            people = people.with_columns(*[col(n).fill_null(value) for n, value in absent.items()])
    return people.select("customer_id", *wanted)


def _tables(source: Source, wanted: Named, today: int) -> Iterator[tuple[Frame, dict[str, float]]]:
    """Yield frames of ``customer_id`` and features, and what whoever is not in them has."""
    logs: dict[Log, Callable[[], Frame | None]] = {
        "conversions": lambda: source.conversions,
        "touchpoints": lambda: source.touchpoints,
        "events": lambda: source.events,
        "all": lambda: _first_days(source, today),
    }
    for log, table in logs.items():
        own = {name: each for name, each in wanted.items() if each.log == log}
        rows = table() if own else None
        if rows is None:
            continue
        known = rows if log == "all" else dated(rows, today)
        summed = {name: m for name, each in own.items() if (m := _measure(each, known, today)) is not None}
        if summed:
            yield _summed(known, summed), {n: m.absent for n, m in summed.items() if m.absent is not None}
        for name, each in own.items():
            if each.measure in APART:
                found = APART[each.measure](known, each).rename({"found_": name})
                yield found, {name: 0.0} if each.measure == "touch_days" else {}
    for name, each in wanted.items():
        if each.follow is not None:
            yield followed(source, each.follow, today=today).rename({"found_": name}), {}
        if each.count is not None:
            yield counted(source, each.count, today=today).rename({"found_": name}), {name: 0.0}


def _summed(rows: Frame, measures: Mapping[str, Measure]) -> Frame:
    parts = {f"part_{i}_{j}": part for i, m in enumerate(measures.values()) for j, part in enumerate(m.parts)}
    wide = rows.select("customer_id", **{name: values for name, (values, _) in parts.items()})
    grouped = wide.group_by("customer_id").agg(
        **{name: getattr(col(name), how)() for name, (_, how) in parts.items()}
    )
    found = {
        name: m.last([col(f"part_{i}_{j}") for j in range(len(m.parts))]).cast(nw.Float64)
        for i, (name, m) in enumerate(measures.items())
    }
    return grouped.select("customer_id", **found)


def _measure(each: Derived, rows: Frame, today: int) -> Measure | None:
    """Return what is added up; None for what takes more than that."""
    inside = col("day_") > today - each.days if each.days is not None else col("day_") <= today
    one = pick(inside, whole(1), whole(0))
    ago: Callable[[Sequence[nw.Expr]], nw.Expr] = lambda parts: whole(today) - parts[0]  # noqa: E731
    match each.measure:
        case "orders" | "touches":
            return Measure(((one, "sum"),), _same, 0.0)
        case "spent" | "margin":
            amount = _amount(rows, "value" if each.measure == "spent" else "margin").fill_null(0.0)
            return Measure(((pick(inside, amount, NOTHING), "sum"), (FINE, "max")), _money, 0.0)
        case "average":
            amount = _amount(rows, "value")
            priced = pick(amount.is_null(), whole(0), whole(1))
            return Measure(((amount.fill_null(0.0), "sum"), (priced, "sum"), (FINE, "max")), _average)
        case "share_with":
            return Measure(((_given(rows, each.about), "sum"), (whole(1), "sum")), _share)
        case "since_last" | "since_touch":
            return Measure(((col("day_"), "max"),), ago)
        case "since_first" | "since_seen":
            return Measure(((col("day_"), "min"),), ago)
        case "touches_by":
            by = pick(col("channel").cast(nw.String) == each.about, whole(1), whole(0))
            return Measure(((by, "sum"),), _same, 0.0)
        case "events":
            did = pick(inside & _is_event(each.about), whole(1), whole(0))
            return Measure(((did, "sum"),), _same, 0.0)
        case "since_event":
            never = whole(NEVER_DAY)
            day = pick(_is_event(each.about), col("day_"), never)
            return Measure(((day, "max"),), lambda parts: _unless_never(parts[0], today))
    return None


def _same(parts: Sequence[nw.Expr]) -> nw.Expr:
    return parts[0]


def _money(parts: Sequence[nw.Expr]) -> nw.Expr:
    money, fine = parts  # by a column, because engines divide by a constant in different ways
    return (money * fine).round() / fine


def _average(parts: Sequence[nw.Expr]) -> nw.Expr:
    money, priced, fine = parts
    return nw.when(priced > 0).then((money * fine / priced).round() / fine)


def _share(parts: Sequence[nw.Expr]) -> nw.Expr:
    return parts[0].cast(nw.Float64) / parts[1]


def _unless_never(day: nw.Expr, today: int) -> nw.Expr:
    return nw.when(day > NEVER_DAY).then(whole(today) - day)


def _is_event(name: str) -> nw.Expr:
    return col("event").cast(nw.String) == name


def _amount(rows: Frame, column: str) -> nw.Expr:
    if column not in rows.collect_schema().names():
        return nw.when(lit(False)).then(NOTHING)  # nobody's amount is known
    return col(column).cast(nw.Float64).fill_nan(None)


def _given(rows: Frame, column: str) -> nw.Expr:
    """Whether a row has a discount, coupon or the like: an amount other than 0, or a text that names one."""
    dtype = rows.collect_schema()[column]
    if dtype.is_numeric():
        given = col(column).cast(nw.Float64).fill_nan(None).fill_null(0.0) != 0
    elif dtype == nw.Boolean:
        given = col(column).fill_null(False)
    else:
        text = col(column).cast(nw.String).fill_null("").str.to_lowercase()
        given = ~text.is_in(list(NOT_GIVEN)) & ~text.str.contains(NO_AMOUNT)
    return pick(given, whole(1), whole(0))


def _first_days(source: Source, today: int) -> Frame:
    """Return ``customer_id, day_``: touches, orders, and since when the customers' table knows them.

    Whoever is listed as known only after the day, by a list that is newer than the data, is known from today.
    """
    rows = [
        dated(table, today).select("customer_id", "day_")
        for table in (source.touchpoints, source.conversions)
    ]
    listed = source.customers
    if listed is not None and "created_ts" in listed.collect_schema().names():
        stated = listed.filter(~col("created_ts").is_null(), ~col("customer_id").is_null())
        moments = stated.select(customer_id=col("customer_id").cast(nw.String), moment_=col("created_ts"))
        known = in_microseconds(moments, "moment_").with_columns(day_=day_of("moment_"))
        rows.append(known.select("customer_id", day_=pick(col("day_") > today, whole(today), col("day_"))))
    return nw.concat(rows, how="vertical")


def _gaps(rows: Frame, _: Derived) -> Frame:
    """Return the median of the days between one order and the next; of a single order there is none."""
    before = rows.with_columns(before_=col("day_").shift(1).over("customer_id", order_by=["moment_"])).filter(
        ~col("before_").is_null()
    )
    gaps = before.select("customer_id", gap_=(col("day_") - col("before_")).cast(nw.Float64))
    return gaps.group_by("customer_id").agg(found_=col("gap_").median())


def _touch_days(rows: Frame, _: Derived) -> Frame:
    days = rows.select("customer_id", "day_").unique().with_columns(one_=whole(1))
    counted = days.group_by("customer_id").agg(days_=col("one_").sum())
    return counted.select("customer_id", found_=col("days_").cast(nw.Float64))


def _at_end(rows: Frame, each: Derived) -> Frame:
    """Return the value at the last touch, or at the first; the file's row breaks ties, else the name."""
    down = each.measure == "last"
    place = col("row") if "row" in rows.collect_schema().names() else col(each.about).cast(nw.String)
    values = rows.select(
        "customer_id", "moment_", "one_", place_=place, value_=col(each.about).cast(nw.String)
    )
    order = ["moment_", "place_"]
    ranked = values.with_columns(nth_=col("one_").cum_sum(reverse=down).over("customer_id", order_by=order))
    return ranked.filter(col("nth_") == 1).select("customer_id", found_=_known("value_"))


def _most_used(rows: Frame, each: Derived) -> Frame:
    """Return the column's most frequent value; of several the one whose name comes first."""
    known = rows.with_columns(value_=col(each.about).cast(nw.String)).filter(~_known("value_").is_null())
    counted = known.group_by("customer_id", "value_").agg(times_=col("one_").sum())
    ordered = counted.with_columns(down_=-col("times_"), one_=whole(1))
    ranked = ordered.with_columns(
        nth_=col("one_").cum_sum().over("customer_id", order_by=["down_", "value_"])
    )
    return ranked.filter(col("nth_") == 1).select("customer_id", found_=col("value_"))


def _known(column: str) -> nw.Expr:
    return nw.when(col(column) != "").then(col(column))


APART: Final[dict[str, Callable[[Frame, Derived], Frame]]] = {
    "gap": _gaps,
    "touch_days": _touch_days,
    "first": _at_end,
    "last": _at_end,
    "most_used": _most_used,
}
