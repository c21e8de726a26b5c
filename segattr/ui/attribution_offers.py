"""What the data offer to choose from on the Attribution page, and choices cut down to it.

An opened Summary offers what it was made for: each function here asks it first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, get_args

import pandas as pd

from segattr.attribution.registry import MODELS
from segattr.averages.units import FIELDS_TO_SPLIT_BY, MOST_LEVELS, dimensions
from segattr.data.dataset import Dataset
from segattr.reduce.door import TOUCH_BY
from segattr.reduce.summary import LACKING
from segattr.schema import TABLES
from segattr.ui import summary_offers
from segattr.ui.choices import Choices, Measure
from segattr.ui.summary_opened import OpenedSummary
from segattr.words import attribution as words

MOST_LAYERS: Final = 2
MILESTONES: Final = ("lead_ts", "opportunity_ts")
SET: Final = "@"  # before the name of a segment set
TOUCH_FIELDS: Final = FIELDS_TO_SPLIT_BY - {"kind", "product", "first_source", "latest_source"}


def has_credit(dataset: Dataset | None) -> bool:
    """Whether there is anything to share out: touchpoints with conversions, or counted paths."""
    if dataset is None:
        return False
    if isinstance(dataset, OpenedSummary):
        return True
    return (dataset.touchpoints is not None and dataset.conversions is not None) or dataset.paths is not None


def is_timed(dataset: Dataset) -> bool:
    """Whether the journeys come from touches with their times, rather than from counted paths."""
    if isinstance(dataset, OpenedSummary):
        return dataset.summary.timed
    return dataset.touchpoints is not None and dataset.conversions is not None


def why_not(dataset: Dataset, model: str) -> str:
    """Return why these data do not allow a model, in words; empty where they do."""
    if isinstance(dataset, OpenedSummary):
        return summary_offers.why_not(dataset.summary, model)
    needs = MODELS[model].needs
    if not is_timed(dataset):
        return words.NO_TIMES if set(needs) & set(LACKING) else ""
    if "milestones" not in needs:
        return ""
    tables = [table for table in (dataset.conversions, dataset.customers) if table is not None]
    dated = any(name in table and bool(table[name].notna().any()) for table in tables for name in MILESTONES)
    return "" if dated else words.NO_MILESTONES


def offered_models(dataset: Dataset) -> list[str]:
    """Return the models these data allow, in the order of the registry."""
    return [name for name in MODELS if not why_not(dataset, name)]


def offered_touches(dataset: Dataset) -> list[str]:
    """Return what can earn credit: channels, and whatever else the touchpoints carry."""
    if isinstance(dataset, OpenedSummary):
        return [dataset.summary.touch_by]
    columns = (
        dataset.touchpoints.columns if is_timed(dataset) and dataset.touchpoints is not None else ["channel"]
    )
    return [by for by, needed in TOUCH_BY.items() if set(needed) <= set(columns)]


def offered_measures(dataset: Dataset) -> list[Measure]:
    """Return what credit can be measured in; value only where conversions carry any."""
    if isinstance(dataset, OpenedSummary):
        return summary_offers.offered_measures(dataset.summary)
    table = dataset.conversions if is_timed(dataset) else dataset.paths
    counted = ("share", "conversions")
    return [name for name in get_args(Measure) if name in counted or _is_worth(table, name)]


def _is_worth(table: pd.DataFrame | None, measure: str) -> bool:
    return table is not None and measure in table and bool((table[measure].fillna(0) != 0).any())


def offered_columns(dataset: Dataset) -> list[str]:
    """Return the columns segments can be made of, those of the first touch last."""
    if isinstance(dataset, OpenedSummary):
        return [dataset.by] if dataset.by else []
    if is_timed(dataset):
        names: Sequence[str] = dimensions(dataset)
    else:
        paths = dataset.table("paths")
        known = TABLES["paths"].columns
        names = [
            str(c) for c in paths if c not in known and 2 <= paths[c].nunique(dropna=False) <= MOST_LEVELS
        ]
    plain = [
        name for name in names if "," not in name and name == name.strip() and not name.endswith(".json")
    ]
    return sorted(plain, key=lambda name: name in TOUCH_FIELDS)


def sound(choices: Choices, dataset: Dataset) -> Choices:
    """Return the choices without what these data cannot answer."""
    if isinstance(dataset, OpenedSummary):
        choices = summary_offers.fixed(choices, dataset)
    models = [name for name in choices.models if name in offered_models(dataset)]
    touches, measures = offered_touches(dataset), offered_measures(dataset)
    return replace(
        choices,
        models=tuple(models or offered_models(dataset)[:1]),
        touch_by=choices.touch_by if choices.touch_by in touches else "channel",
        measure=choices.measure if choices.measure in measures else measures[0],
    )


def layers(choices: Choices) -> list[str]:
    """Return the columns the segments are made of; none where they are a set's, or everyone is one group."""
    if choices.segmentation.startswith(SET):
        return []
    return [part.strip() for part in choices.segmentation.split(",") if part.strip()]


def chosen(before: Sequence[str], after: Sequence[str]) -> str:
    """Return the segmentation that a list of columns and sets stands for: a set stands alone.

    Parameters
    ----------
    before, after : what was in the list, and what is now; the newcomer wins.

    Examples
    --------
    >>> chosen(["visitor"], ["visitor", "device"]), chosen(["visitor"], ["visitor", "@VIP"])
    ('visitor,device', '@VIP')
    >>> chosen(["@VIP"], ["@VIP", "device"])
    'device'
    """
    new = [name for name in after if name not in before]
    if new and new[-1].startswith(SET):
        return new[-1]
    return ",".join(name for name in after if not name.startswith(SET) or not new)
