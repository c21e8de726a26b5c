"""What the data offer to choose from on the Attribution page, and choices cut down to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, get_args

from segattr.attribution.registry import MODELS
from segattr.averages.cells import FIELDS_TO_SPLIT_BY, MOST_LEVELS, dimensions
from segattr.data.dataset import Dataset
from segattr.reduce.door import TOUCH_BY
from segattr.schema import TABLES
from segattr.ui.choices import Choices, Measure

MOST_LAYERS: Final = 2
TOUCH_FIELDS: Final = FIELDS_TO_SPLIT_BY - {"kind", "product"}


def has_credit(dataset: Dataset | None) -> bool:
    """Whether there is anything to share out: touchpoints with conversions, or counted paths."""
    if dataset is None:
        return False
    return (dataset.touchpoints is not None and dataset.conversions is not None) or dataset.paths is not None


def is_timed(dataset: Dataset) -> bool:
    """Whether the journeys come from touches with their times, rather than from counted paths."""
    return dataset.touchpoints is not None and dataset.conversions is not None


def offered_models(dataset: Dataset) -> list[str]:
    """Return the models these data allow, in the order of the registry."""
    return [name for name, model in MODELS.items() if is_timed(dataset) or "decay" not in model.needs]


def offered_touches(dataset: Dataset) -> list[str]:
    """Return what can earn credit: channels, and whatever else the touchpoints carry."""
    columns = (
        dataset.touchpoints.columns if is_timed(dataset) and dataset.touchpoints is not None else ["channel"]
    )
    return [by for by, needed in TOUCH_BY.items() if set(needed) <= set(columns)]


def offered_measures(dataset: Dataset) -> list[Measure]:
    """Return what credit can be measured in; value only where conversions carry any."""
    table = dataset.conversions if is_timed(dataset) else dataset.paths
    worth = table is not None and "value" in table and bool((table["value"].fillna(0) != 0).any())
    return [measure for measure in get_args(Measure) if worth or measure != "value"]


def offered_columns(dataset: Dataset) -> list[str]:
    """Return the columns segments can be made of, those of the first touch last."""
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
    models = [name for name in choices.models if name in offered_models(dataset)]
    touches, measures = offered_touches(dataset), offered_measures(dataset)
    return replace(
        choices,
        models=tuple(models or offered_models(dataset)[:1]),
        touch_by=choices.touch_by if choices.touch_by in touches else "channel",
        measure=choices.measure if choices.measure in measures else measures[0],
    )


def layers(choices: Choices) -> list[str]:
    """Return the columns the segments are made of."""
    return [part.strip() for part in choices.segmentation.split(",") if part.strip()]
