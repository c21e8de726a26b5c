"""What a decision means for the data at hand: whether they serve it, and what to set for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from segattr.data.bands import is_measured
from segattr.data.dataset import Dataset
from segattr.reduce.door import TOUCH_BY
from segattr.ui.choices import Changes, Measure
from segattr.words.decisions import DECISIONS
from segattr.words.facts import Facts

READABLE: Final = 12  # segments a picture holds


@dataclass(frozen=True)
class Proposal:
    """Where a decision leads.

    Attributes
    ----------
    page : the page's script, without its ending.
    columns : the columns to split by, the most telling first.
    changes : what to choose before going there.
    """

    page: str
    columns: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)


def missing(decision: str, dataset: Dataset, facts: Facts) -> tuple[str, ...]:
    """Return what a decision needs and the data do not have: names of `segattr.words.decisions.NEEDS`.

    Examples
    --------
    >>> missing("waste", Dataset(), Facts())
    ('credit', 'costs')
    """
    met = {
        "people": facts.can_split,
        "customers": facts.can_split or facts.buyers > 0,
        "credit": facts.can_credit,
        "costs": dataset.costs is not None and len(dataset.costs) > 0,
        "value": _has_values(dataset),
        "repeat": _has_repeats(dataset),
    }
    return tuple(need for need in DECISIONS[decision].needs if not met[need])


def proposal(decision: str, dataset: Dataset, splits: pd.DataFrame | None) -> Proposal:
    """Return where a decision leads with data that serve it.

    Parameters
    ----------
    splits : from `segattr.averages.telling.telling_splits`; None where nothing can be split.
    """
    wanted = DECISIONS[decision]
    columns = most_telling(splits, wanted.layers)
    if wanted.page == "averages":
        return Proposal(wanted.page, columns, Changes(metric=wanted.metric, split_by=columns, focus=()))
    columns = tuple(name for name in columns if _makes_segments(name, dataset))
    measure: Measure = "value" if _has_values(dataset) else "conversions"
    changes = Changes(segmentation=",".join(columns), measure=measure)
    if wanted.by_campaign and dataset.touchpoints is not None and "campaign" in dataset.touchpoints:
        changes["touch_by"] = "campaign"
    return Proposal(wanted.page, columns, changes)


def most_telling(splits: pd.DataFrame | None, layers: int) -> tuple[str, ...]:
    """Return the most telling dimensions, those a picture can hold first; empty where none tells."""
    if splits is None:
        return ()
    telling = splits[splits["verdict"] == "telling"]
    readable = telling[telling["segments"] <= READABLE]
    best = readable if len(readable) else telling
    return tuple(str(name) for name in best["dimension"].head(layers))


def _makes_segments(name: str, dataset: Dataset) -> bool:
    """Whether a column can split credit: not what earns it, no bands, and of a name that can be written."""
    customers = dataset.customers
    known = customers is not None and name in customers
    earns = not known and name in {column for columns in TOUCH_BY.values() for column in columns}
    awkward = "," in name or name != name.strip() or name.endswith(".json") or name[:1] in "@{"
    table = customers if known else dataset.touchpoints
    banded = table is not None and name in table and is_measured(table[name])
    return not (earns or awkward or banded)


def _has_values(dataset: Dataset) -> bool:
    tables = [table for table in (dataset.conversions, dataset.outcomes) if table is not None]
    return any("value" in table and bool(table["value"].notna().any()) for table in tables)


def _has_repeats(dataset: Dataset) -> bool:
    orders = dataset.conversions
    return orders is not None and bool(orders["customer_id"].dropna().duplicated().any())
