"""The fields worked out from what customers did, by the names under which rules ask about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from segattr.data.dataset import Dataset
from segattr.segments.counts import Count, count_of
from segattr.segments.questions import Kind
from segattr.segments.steps import Follow, Step, follow

Log = Literal["conversions", "touchpoints", "events", "all", "several"]

DAYS: Final = (30, 90, 365)  # windows that are offered; a definition may name any other
ADDED_UP: Final = ("orders", "spent", "margin", "touches", "touch_days", "touches_by", "events", "count")
LONGEST: Final = 36_500  # days of a window
MOST_OFFERED: Final = 20  # channels, events
MOST_LEVELS: Final = 60  # values beyond which a column names rather than groups
NAMED_COLUMNS: Final = ("channel", "campaign", "source", "medium", "content", "event", "landing_page")
DISCOUNTS: Final = ("discount", "coupon", "voucher", "promo", "rabatt", "gutschein")  # parts of headers


@dataclass(frozen=True)
class Derived:
    """One thing worked out per customer, as of a day.

    Attributes
    ----------
    name : what rules call it.
    log : the table it is worked out from.
    measure : what is worked out, see `segattr.reduce.features`.
    about : the channel, event or column it is about; empty for none.
    days : how many days up to the day itself count; None for all of them.
    follow : of ``several`` tables: the step and the other one after it whose times are counted.
    count : a step whose times are counted.

    Examples
    --------
    >>> derived("orders in the last 90 days").days, derived("age") is None
    (90, True)
    """

    name: str
    log: Log
    measure: str
    about: str = ""
    days: int | None = None
    follow: Follow | None = None
    count: Count | None = None

    @property
    def logs(self) -> tuple[str, ...]:
        """The tables it is worked out from."""
        return tuple(step.table for step in self.steps) or (self.log,)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps whose times are counted; none for everything else."""
        if self.follow is not None:
            return (self.follow.first, self.follow.then)
        return (self.count.step,) if self.count is not None else ()

    @property
    def kind(self) -> Kind:
        """What its values are: text for a channel or another column's value, else numbers."""
        return "text" if self.measure in ("first", "last", "most_used") else "number"

    @property
    def adds_up(self) -> bool:
        """Whether it is a count or a sum, which is 0 for whoever never did."""
        return self.measure in ADDED_UP


FIXED: Final[dict[str, tuple[Log, str]]] = {
    "orders so far": ("conversions", "orders"),
    "spent so far": ("conversions", "spent"),
    "margin so far": ("conversions", "margin"),
    "average order": ("conversions", "average"),
    "days since last order": ("conversions", "since_last"),
    "days since first order": ("conversions", "since_first"),
    "median days between orders": ("conversions", "gap"),
    "touches so far": ("touchpoints", "touches"),
    "days with a touch": ("touchpoints", "touch_days"),
    "days since last touch": ("touchpoints", "since_touch"),
    "days since first seen": ("all", "since_seen"),
}
PATTERNS: Final[tuple[tuple[str, Log, str], ...]] = (
    (r"orders in the last (?P<days>\d{1,5}) days", "conversions", "orders"),
    (r"spent in the last (?P<days>\d{1,5}) days", "conversions", "spent"),
    (r"touches in the last (?P<days>\d{1,5}) days", "touchpoints", "touches"),
    (r"share of orders with (?P<about>.+)", "conversions", "share_with"),
    (r"touches by (?P<about>.+)", "touchpoints", "touches_by"),
    (r"first (?P<about>.+)", "touchpoints", "first"),
    (r"last (?P<about>.+)", "touchpoints", "last"),
    (r"most used (?P<about>.+)", "touchpoints", "most_used"),
    (r"days since (?P<about>.+)", "events", "since_event"),
    (r"number of (?P<about>.+) in the last (?P<days>\d{1,5}) days", "events", "events"),
    (r"number of (?P<about>.+)", "events", "events"),
)


def derived(name: str) -> Derived | None:
    """Return what a field's name says is to be worked out; None for a name that says nothing of the kind."""
    if name in FIXED:
        return Derived(name, *FIXED[name])
    for pattern, log, measure in PATTERNS:
        found = re.fullmatch(pattern, name)
        said = found.groupdict() if found else {}
        days = int(said["days"]) if "days" in said else None
        if found and (days is None or 1 <= days <= LONGEST):
            return Derived(name, log, measure, said.get("about", ""), days)
    if (counted := count_of(name)) is not None:
        return Derived(name, "several", "count", count=counted)
    asked = follow(name)
    return Derived(name, "several", "follow", follow=asked) if asked is not None else None


def asks_orders(name: str) -> bool:
    """Whether a field's name says it is worked out from the orders, and so from the outcome.

    Examples
    --------
    >>> asks_orders("spent so far"), asks_orders("touches so far")
    (True, False)
    """
    found = derived(name)
    return found is not None and "conversions" in found.logs


def column_of(wanted: Derived) -> str:
    """Return the column that it is worked out from; empty where any table of the kind will do."""
    if wanted.measure in ("first", "last", "most_used", "share_with"):
        return wanted.about
    return {"spent": "value", "average": "value", "margin": "margin"}.get(wanted.measure, "")


def answered(dataset: Dataset, name: str) -> bool:
    """Whether the data hold what a name says is to be worked out."""
    found = derived(name)
    if found is None:
        return False
    if found.steps:
        return all(_holds(dataset, step) for step in found.steps)
    if found.log == "all":
        return any(role in dataset.tables for role in ("touchpoints", "conversions", "customers"))
    table = dataset.tables.get(found.log)
    return table is not None and (not (column := column_of(found)) or column in table)


def _holds(dataset: Dataset, step: Step) -> bool:
    table = dataset.tables.get(step.table)
    return table is not None and all(column in table for column, _ in step.where)


def taken(dataset: Dataset, name: str) -> bool:
    """Whether a file has a column of its own of this name, which goes before what is worked out."""
    return any(name in table for table in dataset.of_people.values())


def offered(dataset: Dataset) -> list[str]:
    """Return the fields that can be worked out from the data, those of orders first.

    A column of the file of the same name goes first, so its name is not among them.

    Examples
    --------
    >>> import pandas as pd
    >>> offered(Dataset(customers=pd.DataFrame({"customer_id": ["a"]})))
    ['days since first seen']
    """
    windows = [f"{what} in the last {days} days" for what in ("orders", "spent", "touches") for days in DAYS]
    names = [*FIXED, *windows, *_with_discount(dataset), *_of_touches(dataset), *_of_events(dataset)]
    kept = [name for name in dict.fromkeys(names) if not taken(dataset, name) and answered(dataset, name)]
    return sorted(kept, key=lambda name: _LOGS.index(_log(name)))


_LOGS: Final[tuple[Log, ...]] = ("conversions", "touchpoints", "all", "events")


def _log(name: str) -> Log:
    found = derived(name)
    assert found is not None  # made of the names above
    return found.log


def _with_discount(dataset: Dataset) -> list[str]:
    columns = dataset.tables.get("conversions", ())
    named = [str(column) for column in columns if any(part in str(column).lower() for part in DISCOUNTS)]
    return [f"share of orders with {column}" for column in named]


def _of_touches(dataset: Dataset) -> list[str]:
    touches = dataset.touchpoints
    if touches is None:
        return []
    levels = {str(name): touches[name].nunique() for name in touches if name not in ("customer_id", "ts")}
    others = [name for name, n in levels.items() if name not in NAMED_COLUMNS and 2 <= n <= MOST_LEVELS]
    channels = _most_frequent(touches["channel"])
    return [
        *(f"touches by {channel}" for channel in channels),
        *(f"{which} {name}" for name in ("channel", *others) for which in ("last", "most used")),
    ]


def _of_events(dataset: Dataset) -> list[str]:
    names = _most_frequent(dataset.events["event"]) if dataset.events is not None else []
    return [f"{what} {name}" for name in names for what in ("number of", "days since")]


def _most_frequent(values: object) -> Sequence[str]:
    counted = values.value_counts()  # type: ignore[attr-defined]
    return [str(name) for name in counted[counted > 0].index[:MOST_OFFERED] if str(name)]
