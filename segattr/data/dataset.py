"""The Dataset: what every page, function and command works from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import pandas as pd

from segattr.data.buyers import buyers
from segattr.data.layout import Layout
from segattr.errors import UnsuitableData

HAPPENED: Final = ("touchpoints", "conversions", "events")  # tables with a row for what happened at a moment


@dataclass(frozen=True)
class Receipt:
    """How one file was read: what a careful person would have written in the margin.

    Attributes
    ----------
    name : the file's name as the user knows it.
    rows : rows taken into the table.
    notes : one plain sentence per thing that was found, guessed, converted or left out.
    columns : canonical field -> the column of the file it was read from.
    headers : every column of the file, as it names them.
    undated : rows of the file left out because no date could be read in them.
    """

    name: str
    rows: int
    notes: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    undated: int = 0

    def with_notes(self, *notes: str) -> Receipt:
        """Return the receipt with more notes at its end."""
        return replace(self, notes=(*self.notes, *notes))


@dataclass(frozen=True, eq=False)
class Dataset:
    """Checked tables of one client, in one currency. Changes return a new Dataset.

    Frames carry canonical column names (see `segattr.schema`); every other column of the file is kept under
    its own header, as a dimension. Treat the frames as read-only: they are shared between sessions.

    Attributes
    ----------
    touchpoints, conversions, customers, events, costs, outcomes, paths :
        pandas frames, or None where the client brought no such file. Sessions are taken apart on loading
        and stand in ``touchpoints`` and ``conversions``.
    receipts : role -> how its file was read.
    currency : ISO code or sign of all money, empty where no file named one.
    key : content hash; two Datasets with the same content have the same key.
    fixes : what was put right on somebody's word, see `segattr.checks.fixes`.
    earlier : role -> the last file of its kind, where that had other columns; see `segattr.data.layout`.
    again : all rows of customers who stand several times in their file and are told differently, see
        `segattr.data.told_again`; None where nobody is. Of each the first row is in ``customers``.

    Examples
    --------
    >>> Dataset(key="k").touchpoints is None
    True
    """

    touchpoints: pd.DataFrame | None = None
    conversions: pd.DataFrame | None = None
    customers: pd.DataFrame | None = None
    events: pd.DataFrame | None = None
    costs: pd.DataFrame | None = None
    outcomes: pd.DataFrame | None = None
    paths: pd.DataFrame | None = None
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    currency: str = ""
    key: str = ""
    fixes: tuple[str, ...] = ()
    earlier: Mapping[str, Layout] = field(default_factory=dict)
    again: pd.DataFrame | None = None

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables that are there, by role."""
        names = ("touchpoints", "conversions", "customers", "events", "costs", "outcomes", "paths")
        return {name: table for name in names if (table := getattr(self, name)) is not None}

    def table(self, role: str) -> pd.DataFrame:
        """Return the role's table.

        Raises
        ------
        UnsuitableData : the client brought no such table.
        """
        table = self.tables.get(role)
        if table is None:
            raise UnsuitableData(
                f"This needs a table of {role}, and there is none. "
                f"Loaded: {', '.join(self.tables) or 'nothing'}.",
                table=role,
            )
        return table

    @cached_property
    def as_of(self) -> pd.Timestamp | None:
        """The latest moment anything happened; "today" for every relative date."""
        return self.span[1] if self.span is not None else None

    @cached_property
    def span(self) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """The first and the latest moment of any touch, conversion or event; None without any.

        Whatever table reaches furthest says how far the data reach. Costs do not: bills are booked ahead.
        """
        times = [table["ts"].dropna() for name, table in self.tables.items() if name in HAPPENED]
        ends = [end for known in times if len(known) for end in (known.min(), known.max())]
        return (min(ends), max(ends)) if ends else None

    @cached_property
    def has_people(self) -> bool:
        """Whether segments have somebody to tell apart: customers, who was touched, else who ordered."""
        if self.customers is not None or self.touchpoints is not None:
            return True
        orders = self.conversions
        return orders is not None and bool(orders["customer_id"].notna().any())

    @cached_property
    def listed(self) -> pd.DataFrame | None:
        """The customers as they are listed: their own table; of orders alone whoever ordered.

        See `segattr.data.buyers.buyers` for what is known of those. None where nobody is listed.
        """
        if self.customers is None and self.touchpoints is None and self.has_people:
            return buyers(self.table("conversions"))
        return self.customers

    @cached_property
    def of_people(self) -> dict[str, pd.DataFrame]:
        """The tables that tell customers apart, by role, those that go before others first."""
        found = {"customers": self.listed, "touchpoints": self.touchpoints}
        return {role: table for role, table in found.items() if table is not None}

    @property
    def has_rates(self) -> bool:
        """Whether there are people and who of them converted: of orders alone there is nobody who did not."""
        people = self.customers is not None or self.touchpoints is not None
        return self.outcomes is not None or (self.conversions is not None and people)

    @cached_property
    def names_customers_once(self) -> bool:
        """Whether there is a customers table without anybody twice; `segattr.load` sees to it."""
        ids = self.customers["customer_id"] if self.customers is not None else None
        return ids is not None and bool(ids.notna().all() and ids.is_unique)

    def with_(self, **changes: object) -> Dataset:
        """Return a copy with some fields changed; the frames are shared, not copied."""
        return replace(self, **changes)  # type: ignore[arg-type]
