"""Who is counted, one row each: their value in every dimension, and what they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.counted_figures import figures_among
from segattr.averages.rates import labels_of_outcomes, people_of_outcomes, require_rates
from segattr.data.bands import banded, is_measured
from segattr.data.dataset import Dataset
from segattr.io.content import words_of
from segattr.reduce.people import list_people
from segattr.reduce.source import source_of_dataset
from segattr.schema import TABLES
from segattr.statistics.counts import Array

COUNTS: Final = ("people", "converters")
SUM: Final = "Σ "  # begins the names of sums, so that no client's column is taken for one
MOST_LEVELS: Final = 60  # beyond, a column is more a name or a measurement than a group
ROWS_PER_VALUE: Final = 20  # on average, from which many values are groups and not names
FIELDS_TO_SPLIT_BY: Final = frozenset(
    (
        *("channel", "campaign", "source", "medium", "content", "event", "landing_page"),
        *("kind", "product", "first_source", "latest_source"),
    )
)


@dataclass(frozen=True, eq=False)
class Units:
    """The people of event data, or the rows of outcomes.

    Attributes
    ----------
    index : customer id, or row of the outcomes.
    labels : dimension -> everybody's value in it, as a category; ``(unknown)`` where missing.
    amounts : ``people`` and ``converters``; where the data hold them, ``orders`` (conversions), ``priced``
        (conversions with a known value), ``value``, ``margin`` and ``largest`` (value of one order).
    banded : dimensions whose numbers were put into bands.
    person : whose each row is, where rows are visits and a person may have several.
    """

    index: pd.Index
    labels: Mapping[str, pd.Categorical]
    amounts: Mapping[str, Array]
    banded: frozenset[str] = frozenset()
    person: pd.Index | None = None

    @property
    def whose(self) -> pd.Index:
        """Who each row belongs to: the row itself, unless it is one of a person's visits."""
        return self.index if self.person is None else self.person


def dimensions(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns people can be told apart by as they are: 2 to 60 different values.

    Notes
    -----
    Customers' columns come first, then what is known of the first touch; outcomes have their own. Fields of
    other meaning (ids, times, money, the outcome itself) are never among them, nor is a column called
    ``people`` or ``converters``. Of rows already counted, nor is another figure of the rows; see
    `segattr.averages.counted_figures.figures_among`.
    """
    return _dimensions(dataset)


def units_of(dataset: Dataset) -> Units:
    """Return everybody who is counted.

    Where there are orders and nothing else, those who ordered: their money can be averaged, and all of them
    converted, so that whoever asks for a rate has `segattr.averages.rates.require_rates` say so.

    Raises
    ------
    UnsuitableData : neither outcomes, nor conversions with ids or with customers or touchpoints.

    Examples
    --------
    >>> visits = pd.DataFrame({"device": ["m", "d"], "converted": pd.array([True, False], dtype="boolean")})
    >>> units_of(Dataset(outcomes=visits)).amounts["converters"].tolist()
    [1.0, 0.0]
    """
    if dataset.outcomes is not None:
        return _rows(*_with_bands(dataset))
    if dataset.conversions is None or not dataset.has_people:
        require_rates(dataset)
    return _people(*_with_bands(dataset))


def _people(dataset: Dataset, bands: frozenset[str]) -> Units:
    names = (*_dimensions(dataset), *_long(dataset))
    people = list_people(source_of_dataset(dataset), names)
    labels = {name: folded(pd.Categorical(people[f"part_{place}"])) for place, name in enumerate(names)}
    orders = people["orders"].to_numpy()
    amounts = {"people": np.ones(len(people)), "converters": (orders > 0).astype(float), "orders": orders}
    known = dataset.table("conversions")
    if "value" in known and known["value"].notna().any():
        amounts |= {name: people[name].to_numpy() for name in ("priced", "value", "largest")}
    if "margin" in known and known["margin"].notna().any():
        amounts["margin"] = people["margin"].to_numpy()
    return Units(people.index, labels, amounts, bands)


def _rows(dataset: Dataset, bands: frozenset[str]) -> Units:
    outcomes = dataset.table("outcomes")
    known = outcomes["converted"].notna() if "converted" in outcomes else outcomes["people"].notna()
    rows = outcomes[known]
    names = (*_dimensions(dataset), *_long(dataset))
    labels = {name: folded(pd.Categorical(labels_of_outcomes(rows[name]))) for name in names}
    amounts = {name: counts.to_numpy(float) for name, counts in people_of_outcomes(rows).items()}
    if "value" in rows and rows["value"].notna().any():
        value = rows["value"].fillna(0).to_numpy(float)
        amounts["value"] = value
        single = (amounts["people"] == 1).all()
        if single:
            amounts["largest"] = value
        if not (
            value[amounts["converters"] == 0] != 0
        ).any():  # else the value is the visit's, not the order's
            priced = np.where(rows["value"].notna(), amounts["converters"], 0.0)
            amounts["priced"] = priced
    return Units(rows.index, labels, amounts, bands)


def _with_bands(dataset: Dataset) -> tuple[Dataset, frozenset[str]]:
    """Return the dataset with bands in place of numbers that are too many to be groups, and their names."""
    role = "outcomes" if dataset.outcomes is not None else "customers"
    table = _tables(dataset).get(role)
    if table is None:
        return dataset, frozenset()
    bands = {
        c: banded(table[c]) for c in table.columns if _may_split(table[c], role) and is_measured(table[c])
    }
    whole = dataset.of_people[role] if role == "customers" else dataset.table(role)
    return dataset.with_(**{role: whole.assign(**bands)}), frozenset(map(str, bands))


def folded(labels: pd.Categorical) -> pd.Categorical:
    """Return labels with the rarest put together, so that no more than 60 different ones are left.

    Examples
    --------
    >>> folded(pd.Categorical([*map(str, range(70)), "0"])).categories[-1]
    '11 others'
    """
    if len(labels.categories) <= MOST_LEVELS:
        return labels
    count = np.bincount(labels.codes[labels.codes >= 0], minlength=len(labels.categories))
    rare = np.sort(np.argsort(-count, kind="stable")[MOST_LEVELS - 1 :])
    names = labels.categories.astype("str")
    kept = names.delete(rare)
    others = f"{len(rare)} others"
    new = pd.Series(names).where(~np.isin(np.arange(len(names)), rare), others).to_numpy()
    return pd.Categorical(
        pd.Series(labels).map(dict(zip(labels.categories, new, strict=True))), [*kept, others]
    )


def _long(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns of too many values to show each, that tell people apart all the same.

    A channel or a campaign is one, however many there are; a column that differs in most rows is none.
    """
    known = _dimensions(dataset)
    found: dict[str, None] = {}
    for table in _tables(dataset).values():
        for name in map(str, table.columns):
            named = name not in known and not FIELDS_TO_SPLIT_BY.isdisjoint((name.lower(), *words_of(name)))
            if named and MOST_LEVELS < table[name].nunique() <= len(table) / ROWS_PER_VALUE:
                found[name] = None
    return tuple(found)


def _dimensions(dataset: Dataset) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for role, table in _tables(dataset).items():
        found |= dict.fromkeys(str(c) for c in table.columns if may_be_dimension(table[c], role))
    return tuple(found)


def _tables(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Return the tables people are told apart by, of rows already counted without their other figures."""
    if (outcomes := dataset.outcomes) is None:
        return dataset.of_people
    return {"outcomes": outcomes.drop(columns=[*figures_of(outcomes)])}


def figures_of(outcomes: pd.DataFrame) -> frozenset[str]:
    """Return the columns of outcomes that are other figures of rows already counted; none of single people.

    Examples
    --------
    >>> report = pd.DataFrame({"channel": ["a", "b"], "events": [75, 40], "people": [9, 8]})
    >>> sorted(figures_of(report)), sorted(figures_of(report.drop(columns="people")))
    (['events'], [])
    """
    if "people" not in outcomes or not (outcomes["people"] > 1).any():
        return frozenset()
    split = [c for c in outcomes.columns if _may_split(outcomes[c], "outcomes")]
    varied = [c for c in split if outcomes[c].nunique(dropna=False) >= 2]
    return figures_among(outcomes, varied)


def may_be_dimension(values: pd.Series, role: str) -> bool:
    """Whether people or visits can be told apart by a column of this role's table."""
    return _may_split(values, role) and 2 <= values.nunique(dropna=False) <= MOST_LEVELS


def _may_split(values: pd.Series, role: str) -> bool:
    name = str(values.name)
    if name in COUNTS or name.startswith(SUM):
        return False
    field = TABLES[role].columns.get(name)
    if field is not None and field.name not in FIELDS_TO_SPLIT_BY:
        return False
    return not pd.api.types.is_datetime64_any_dtype(values.dtype)
