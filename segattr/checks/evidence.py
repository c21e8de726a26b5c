"""A Dataset with what several checks need of it, worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.units import figures_of
from segattr.checks.finding import MOST_EXAMPLES, Finding, Found, Mask, Severity
from segattr.data.app_events import app_events
from segattr.data.dataset import Dataset
from segattr.reduce.window import Window
from segattr.schema import TABLES, empty

WITH_PEOPLE: Final = ("touchpoints", "conversions", "customers", "events")
DAY: Final = 86_400_000_000  # microseconds


@dataclass(frozen=True, eq=False)
class Evidence:
    """The tables as checks look at them: a table nobody brought is one without rows.

    Attributes
    ----------
    dataset : the data.
    today : nothing can have happened after this moment.
    lookback_days : how long before a conversion a touch counts.
    """

    dataset: Dataset
    today: pd.Timestamp
    lookback_days: float = Window.lookback_days

    def rows(self, role: str) -> pd.DataFrame:
        """Return a role's table, one without rows where there is none."""
        return self._tables[role]

    def column(self, role: str, name: str) -> pd.Series | None:
        """Return a column, None where the table has none of that name or no rows."""
        table = self.rows(role)
        return table[name] if len(table) and name in table else None

    def dated(self) -> Iterator[tuple[str, pd.Series]]:
        """Give the moments of each table whose rows happened at some time."""
        for role in ("touchpoints", "conversions", "events"):
            moments = self.column(role, "ts")
            if moments is not None:
                yield role, moments

    def dimensions(self, role: str) -> Iterator[tuple[str, pd.Series]]:
        """Give the columns of a table that are no field of its own, nor another figure of counted rows."""
        for name in self.rows(role).columns if len(self.rows(role)) else ():
            if name not in TABLES[role].columns and not (role == "outcomes" and name in self._figures):
                yield str(name), self.rows(role)[name]

    @cached_property
    def _figures(self) -> frozenset[str]:
        outcomes = self.dataset.outcomes
        return frozenset() if outcomes is None else figures_of(outcomes)

    @cached_property
    def _coded(self) -> tuple[pd.Series, dict[str, NDArray[np.int64]]]:
        columns = {
            r: c.astype("str") for r in WITH_PEOPLE if (c := self.column(r, "customer_id")) is not None
        }
        if not columns:
            return pd.Series(dtype="str"), {}
        codes, ids = pd.factorize(pd.concat(columns.values(), ignore_index=True))
        ends = np.cumsum([len(column) for column in columns.values()])[:-1]
        return pd.Series(ids), dict(zip(columns, np.split(codes.astype(np.int64), ends), strict=True))

    @cached_property
    def _tables(self) -> dict[str, pd.DataFrame]:
        there = self.dataset.tables
        return {role: there[role] if role in there else empty(role) for role in TABLES}

    @cached_property
    def app_events(self) -> pd.DataFrame | None:
        """What apps sent, see `segattr.data.app_events.app_events`; None where no event is an install."""
        return app_events(self.dataset.with_(conversions=None))

    @property
    def ids(self) -> pd.Series:
        """Every customer id of any table, once."""
        return self._coded[0]

    @cached_property
    def place_of(self) -> pd.Index:
        """`ids` as an index: where a text stands among the customers."""
        index: pd.Index = pd.Index(self.ids)
        return index

    def people(self, role: str) -> NDArray[np.int64]:
        """Return per row of a table the place of its customer in `ids`, -1 without an id."""
        return self._coded[1].get(role, np.zeros(0, dtype=np.int64))

    def known(self, role: str) -> Mask:
        """Return per customer of `ids` whether the table has a row of his."""
        return self.spread(role, np.ones(len(self.people(role)), dtype=bool))

    def spread(self, role: str, rows: Mask) -> Mask:
        """Return per customer of `ids` whether any of these rows of the table is his."""
        hit = np.zeros(len(self.ids) + 1, dtype=bool)
        hit[self.people(role)[rows]] = True
        return hit[:-1]

    def of(self, role: str, people: Mask) -> Mask:
        """Return per row of a table whether its customer is one of these."""
        return np.append(people, False)[self.people(role)]

    @cached_property
    def days_since_touch(self) -> NDArray[np.float64]:
        """Per conversion the days since its customer's last touch up to then; nan where there is none."""
        sides = ("touchpoints", "conversions")
        people = [self.people(role) for role in sides]
        moments = [micros(self.rows(role)["ts"]) for role in sides]
        if not all(len(column) for column in moments):
            return np.full(len(moments[1]), np.nan)
        times, order = np.unique(np.concatenate(moments), return_inverse=True)
        orders = np.split(order, [len(moments[0])])
        keys = [who * len(times) + place for who, place in zip(people, orders, strict=True)]
        touches = np.sort(keys[0])
        last = touches[np.maximum(np.searchsorted(touches, keys[1], side="right") - 1, 0)]
        own = (last <= keys[1]) & (last // len(times) == people[1]) & (people[1] >= 0)
        return np.where(own, (moments[1] - times[last % len(times)]) / DAY, np.nan)

    def found(
        self,
        role: str,
        rows: Mask | pd.Series,
        *,
        title: str,
        severity: Severity,
        column: str = "",
        of: int | None = None,
    ) -> Found:
        """Return a finding about rows of a table, with what hangs on them and up to five of them.

        Parameters
        ----------
        role, rows : the table, and per row whether it is about this one.
        title, severity, column : as in `Finding`.
        of : how many rows were looked at; None for all of the table.
        """
        marked = np.asarray(rows, dtype=bool)
        conversions, money = self.at_stake(role, marked)
        finding = Finding(
            "",
            severity,
            title,
            table=role,
            column=column,
            count=int(marked.sum()),
            share=float(marked.sum() / max(len(marked) if of is None else of, 1)),
            conversions=conversions,
            money=money,
            examples=_examples(self.rows(role), marked, [column]),
        )
        return Found(finding, marked)

    def at_stake(self, role: str, rows: Mask) -> tuple[float, float]:
        """Return how many conversions hang on rows of a table, and their value; of costs the spend."""
        if role == "costs":
            return 0.0, float(self.rows(role)["spend"][rows].abs().sum())
        if role not in WITH_PEOPLE or not len(self.people("conversions")):
            return 0.0, 0.0
        hit = rows if role == "conversions" else self.of("conversions", self.spread(role, rows))
        value = self.column("conversions", "value")
        return float(hit.sum()), 0.0 if value is None else float(value[hit].abs().sum())


def micros(moments: pd.Series) -> NDArray[np.int64]:
    """Return moments as microseconds since 1970."""
    return pd.DatetimeIndex(moments).as_unit("us").asi8


def _examples(table: pd.DataFrame, rows: Mask, columns: Sequence[str]) -> tuple[dict[str, str], ...]:
    named = [name for name in (*TABLES_TELL, *columns) if name in table.columns]
    shown = [*dict.fromkeys([*named, *(str(name) for name in table.columns)])][:MOST_SHOWN]
    some = table.iloc[np.flatnonzero(rows)[:MOST_EXAMPLES]][shown]
    texts = some.astype(object).where(some.notna(), "").astype(str)
    return tuple({str(name): str(value) for name, value in row.items()} for row in texts.to_dict("records"))


TABLES_TELL: Final = ("conversion_id", "customer_id", "ts", "channel", "value", "start", "spend")
MOST_SHOWN: Final = 7
