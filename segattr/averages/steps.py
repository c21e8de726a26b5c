"""What can be a step on the way to a conversion: something that happened, or a column that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.periods import dated
from segattr.averages.rates import people_of_outcomes
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName, UnsuitableData
from segattr.io.flags import read_flags
from segattr.schema import TABLES
from segattr.statistics.counts import Array

CONTACT: Final = "any contact"
CONVERSION: Final = "conversion"
MOST: Final = 6  # steps a picture of a funnel holds
NESTED: Final = 0.95  # share of those at a step who must have been at the one before, or it is none
ON_THE_WAY: Final = 0.95  # of those who converted have been at a step that lies on the way
FEWEST: Final = 2
NEVER: Final = np.inf
ALWAYS: Final = -np.inf  # a yes without a date may have come at any time

Step = tuple[NDArray[np.int64], Array]
"""Who did it and when, a row per time; days since 1970, and `ALWAYS` where no date is known."""


@dataclass(frozen=True, eq=False)
class Doers:
    """Everybody a funnel is about, and everything they did.

    Attributes
    ----------
    index : customer ids, or rows of the outcomes.
    people : how many each counts.
    steps : name -> who did it, and when.
    weights : of steps that not everybody a row counts has done: how many of them did.
    """

    index: pd.Index
    people: Array
    steps: dict[str, Step]
    weights: dict[str, Array]

    def reached(self, names: tuple[str, ...]) -> list[Array]:
        """Return how many people of each row reached every step, having reached all before, in this order.

        Raises
        ------
        UnknownName : there is no such step.
        """
        missing = [name for name in names if name not in self.steps]
        if missing:
            raise UnknownName(
                f"There is no step {missing[0]!r} in these data. Found: {', '.join(self.steps) or 'none'}.",
                name=missing[0],
            )
        at, found, weight = np.full(len(self.index), ALWAYS), [], self.people
        for name in names:
            at = _next(at, self.steps[name])
            weight = np.minimum(weight, self.weights.get(name, self.people))
            found.append(np.where(at < NEVER, weight, 0.0))
        return found

    def off_the_way(self) -> tuple[str, ...]:
        """Return the steps that say yes without a date and cannot lie on the way to the conversion.

        On the way lies what nearly everybody did who converted, and not nearly everybody else as well. Where
        nobody converted, nobody can tell.
        """
        if CONVERSION not in self.steps:
            return ()
        ends = self.reached((CONVERSION,))[0]
        others = self.people - ends
        undated = [
            name for name, (_, days) in self.steps.items() if name != CONVERSION and (days == ALWAYS).all()
        ]
        there = {name: self.reached((name,))[0] > 0 for name in undated} if ends.sum() > 0 else {}
        return tuple(
            name
            for name, did in there.items()
            if ends[did].sum() < ON_THE_WAY * ends.sum()
            or (others.sum() > 0 and others[did].sum() >= ON_THE_WAY * others.sum())
        )


def steps_offered(dataset: Dataset) -> tuple[str, ...]:
    """Return the steps these data propose, in order: a chain in which hardly anybody skips one.

    Notes
    -----
    Every event, any contact, the conversion, and columns of yes and no or of dates can be a step, see
    `steps_there`. Proposed are at most six, the ones most people did first, each done almost only by people
    who had done the one before; a column of yes and no only where it can lie on the way to the conversion,
    see `steps_off_the_way`.

    Examples
    --------
    >>> visits = pd.DataFrame({"cart": ["yes", "yes", "no"], "converted": pd.array([True, False, False])})
    >>> steps_offered(Dataset(outcomes=visits))
    ('cart', 'conversion')
    """
    doers = doers_of(dataset)
    aside = doers.off_the_way()
    done = {name: doers.reached((name,))[0] for name in doers.steps if name not in aside}
    total = {name: float(people.sum()) for name, people in done.items() if people.sum() > 0}
    names = sorted(total, key=lambda name: (-total[name], name == CONVERSION))
    chain: list[str] = []
    for name in names:
        if total[name] < doers.people.sum() or name == CONTACT or _is_event(dataset, name):
            both = np.minimum(done[name], done[chain[-1]]).sum() if chain else total[name]
            if both >= NESTED * total[name]:
                chain.append(name)
    if CONVERSION in total and CONVERSION not in chain:
        chain.append(CONVERSION)
    return tuple(chain) if len(chain) <= MOST else (*chain[: MOST - 1], chain[-1])


def steps_there(dataset: Dataset) -> tuple[str, ...]:
    """Return everything that can be a step, in no order but that of the files."""
    return tuple(doers_of(dataset).steps)


def steps_off_the_way(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns of yes and no that can be a step only if somebody says that they are one.

    Notes
    -----
    Most such columns say what somebody is (*repeated guest*), not what they did on the way. A step is taken
    for one where at least 95 % of those who converted say yes, and fewer of everybody else.

    Examples
    --------
    >>> stays = pd.DataFrame({"guest": ["yes", "no"] * 2, "converted": pd.array([True, True, False, False])})
    >>> steps_off_the_way(Dataset(outcomes=stays))
    ('guest',)
    """
    return doers_of(dataset).off_the_way()


def doers_of(dataset: Dataset) -> Doers:
    """Return everybody and what they did.

    Raises
    ------
    UnsuitableData : the data hold nobody.
    """
    if dataset.outcomes is not None:
        return _of_outcomes(dataset.outcomes)
    people = _everybody(dataset)
    steps: dict[str, Step] = {}
    if dataset.touchpoints is not None:
        steps[CONTACT] = _done(dataset.touchpoints, people)
    for role in ("touchpoints", "events"):
        table = dataset.tables.get(role)
        if table is not None and "event" in table:
            for name, rows in table.groupby(table["event"].astype("str"), observed=True):
                steps.setdefault(str(name), _done(rows, people))
    if dataset.customers is not None:
        ids = dataset.customers["customer_id"].astype("str")
        for name, (own, moments) in _columns(dataset.customers, "customers").items():
            places = people.get_indexer(pd.Index(ids.iloc[own]))
            steps.setdefault(name, (places[places >= 0], moments[places >= 0]))
    if dataset.conversions is not None:
        steps[CONVERSION] = _done(dataset.conversions, people)
    return Doers(people, np.ones(len(people)), steps, {})


def _everybody(dataset: Dataset) -> pd.Index:
    tables = [
        dataset.tables[role] for role in ("customers", "touchpoints", "events") if role in dataset.tables
    ]
    if not tables:
        raise UnsuitableData(
            "A funnel needs people: customers, touchpoints, events or outcomes. "
            f"Loaded: {', '.join(dataset.tables) or 'nothing'}."
        )
    ids = pd.concat([table["customer_id"].dropna().astype("str").drop_duplicates() for table in tables])
    return pd.Index(ids.drop_duplicates().sort_values(), name="customer_id")


def _done(rows: pd.DataFrame, people: pd.Index) -> Step:
    places = people.get_indexer(pd.Index(rows["customer_id"].astype("str")))
    days = _days(rows["ts"])
    known = (places >= 0) & (days < NEVER)
    return places[known], days[known]


def _days(moments: pd.Series) -> Array:
    plain = pd.to_datetime(moments, utc=True).dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
    return np.where(np.isnat(plain), NEVER, plain.astype("int64") / 86_400e6)


def _of_outcomes(outcomes: pd.DataFrame) -> Doers:
    known = outcomes["converted"].notna() if "converted" in outcomes else outcomes["people"].notna()
    rows = outcomes[known]
    counts = {name: values.to_numpy(float) for name, values in people_of_outcomes(rows).items()}
    converted = np.flatnonzero(counts["converters"] > 0)
    steps = _columns(rows, "outcomes") | {CONVERSION: (converted, np.full(len(converted), ALWAYS))}
    return Doers(rows.index, counts["people"], steps, {CONVERSION: counts["converters"]})


def _columns(table: pd.DataFrame, role: str) -> dict[str, Step]:
    """Return the columns of yes and no, and of dates, as steps: the rows that did it, and when."""
    found: dict[str, Step] = {}
    for name in map(str, table.columns):
        field = TABLES[role].columns.get(name)
        if field is not None and (field.kind != "time" or name == "created_ts"):
            continue
        days = _dates(table[name])
        if days is not None:
            rows = np.flatnonzero(days < NEVER)
            found[name] = (rows, days[rows])
        elif (said := _said(table[name])) is not None:
            found[name] = (np.flatnonzero(said), np.full(int(said.sum()), ALWAYS))
    return found


def _dates(values: pd.Series) -> Array | None:
    moments = dated(values)
    return None if moments is None else _days(moments)


def _said(values: pd.Series) -> NDArray[np.bool_] | None:
    """Return who said yes; None where the column is none of yes and no."""
    if len(values.dropna().unique()) > FEWEST:
        return None
    flags = read_flags(values.reset_index(drop=True))
    if flags.unread.any() or not flags.answers.notna().any():
        return None
    return flags.answers.fillna(value=False).to_numpy(dtype=bool)


def _is_event(dataset: Dataset, name: str) -> bool:
    tables = (dataset.tables.get(role) for role in ("touchpoints", "events"))
    return any(t is not None and "event" in t and (t["event"].astype("str") == name).any() for t in tables)


def _next(at: Array, step: Step) -> Array:
    """Return when each first did a step at or after a moment; never where they did not, or were not there."""
    who, when = step
    in_time = (at[who] < NEVER) & ((when >= at[who]) | (when == ALWAYS))
    first = np.full(len(at), NEVER)
    np.minimum.at(first, who[in_time], np.maximum(when[in_time], at[who[in_time]]))
    return first
