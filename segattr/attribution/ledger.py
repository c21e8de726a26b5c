"""The ledger of credit: every conversion, every touch before it, and what each model gives it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segattr.attribution.model import DividesTouches, Model
from segattr.attribution.registry import find_models
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.each_touch import EachTouch, each_touch
from segattr.reduce.kept import journeys_of
from segattr.reduce.summary import NO_TOUCH
from segattr.reduce.window import Window
from segattr.segments.registry import find_segmentation
from segattr.words.journeys import NOT_IN_LEDGER

if TYPE_CHECKING:
    from segattr.reduce.kept import Kept
    from segattr.segments.segmentation import Segmentation

COLUMNS = [
    *("model", "segment", "conversion_id", "customer_id", "converted_ts", "channel", "ts"),
    *("position", "length", "repeat", "weight", "conversions", "value", "margin"),
]


@dataclass(frozen=True, eq=False)
class Ledger:
    """What a ledger is written from; asked for one model or many, for all conversions or for one.

    Attributes
    ----------
    each : conversions and their touches, see `segattr.reduce.each_touch.EachTouch`.
    """

    each: EachTouch

    @property
    def conversions(self) -> pd.DataFrame:
        """One row per conversion, whose index is the number `journey` takes."""
        return self.each.conversions

    def rows(self, models: Iterable[Model | str] | Model | str) -> pd.DataFrame:
        """Return one row per model, conversion and touch; see `ledger`."""
        return _written(self.each, models)

    def journey(self, at: int, models: Iterable[Model | str] | Model | str) -> pd.DataFrame:
        """Return one journey scored by several models.

        Parameters
        ----------
        at : index of `conversions`.
        """
        touches, conversions = self.each.touches, self.each.conversions
        return _written(EachTouch(conversions.loc[[at]], touches[touches["at"] == at]), models)


def ledger_of(journeys: Kept, dataset: Dataset, segmentation: Segmentation | None = None) -> Ledger:
    """Return the ledger of journeys that are kept already; see `each_touch`."""
    return Ledger(each_touch(journeys, dataset, segmentation))


def ledger(
    dataset: Dataset,
    models: Iterable[Model | str] | Model | str,
    segmentation: Segmentation | str | Path | None = None,
    window: Window | None = None,
    *,
    touch_by: str = "channel",
) -> pd.DataFrame:
    """Write down, touch by touch, what every model gives: credit to be checked line by line.

    Parameters
    ----------
    dataset : touchpoints and conversions.
    models : as in `segattr.attribute`, those that share a conversion out over its touches; see `in_ledger`.
    segmentation, window, touch_by : as in `segattr.summarise`.

    Returns
    -------
    DataFrame ``model, segment, conversion_id, customer_id, converted_ts, channel, ts, position, length,
    repeat, weight, conversions, value, margin``, one row per model, conversion and touch in the order of the
    file of conversions. ``repeat`` is 1 for a customer's later conversions. ``weight`` is the part of the
    conversion the touch gets, 0 to 1, which is what it earns in ``conversions``; ``value`` and ``margin`` are
    that part of what the conversion was worth. A conversion without an eligible touch has one row, ``(no
    touch)``. The sums by segment and channel are those of `segattr.attribute`.

    Raises
    ------
    UnsuitableData : a model that gives credit to channels, not to touches; no touchpoints or conversions.

    Examples
    --------
    >>> import segattr as sa
    >>> touches = pd.DataFrame({"customer_id": ["a", "a"], "ts": ["2026-03-01", "2026-03-02"]})
    >>> touches = touches.assign(channel=["Post", "Email"])
    >>> orders = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-03"], "value": [40.0]})
    >>> rows = ledger(sa.load(touchpoints=touches, conversions=orders), "linear")
    >>> rows[["conversion_id", "channel", "weight", "value"]].to_numpy().tolist()
    [['1', 'Post', 0.5, 20.0], ['1', 'Email', 0.5, 20.0]]
    """
    for role in ("touchpoints", "conversions"):
        dataset.table(role)  # says what is missing
    rule = find_segmentation(segmentation)
    rule = rule.of(dataset) if rule is not None else None
    journeys = journeys_of(dataset, window or Window(), touch_by)
    return ledger_of(journeys, dataset, rule).rows(models)


def in_ledger(model: Model) -> bool:
    """Whether a model shares conversions out over touches, and so has rows in a ledger.

    Removal effects and games of rates are properties of a channel among all journeys: dividing them again
    inside each journey gives other figures than the model's (decision 011).
    """
    return isinstance(model, DividesTouches)


def _written(each: EachTouch, models: Iterable[Model | str] | Model | str) -> pd.DataFrame:
    chosen = find_models(models)
    parts = [part for model in chosen for part in _of_model(each, model)]
    rows = pd.concat(parts, ignore_index=True)
    named = rows.join(each.conversions.drop(columns="touches"), on="at")
    place = np.lexsort((named["position"], named["at"], _places(named["model"], chosen)))
    named = named.iloc[place].reset_index(drop=True)
    worth = {name: named[name] * named["weight"] for name in ("value", "margin")}
    return named.assign(conversions=named["weight"], **worth)[COLUMNS]


def _places(names: pd.Series, models: list[Model]) -> np.ndarray:
    return names.map({model.name: place for place, model in enumerate(models)}).to_numpy()


def _of_model(each: EachTouch, model: Model) -> tuple[pd.DataFrame, pd.DataFrame]:
    if not isinstance(model, DividesTouches):
        raise UnsuitableData(NOT_IN_LEDGER.format(model=model.title), model=model.name)
    touches = each.touches[["at", "channel", "ts", "position", "length"]]
    alone = each.conversions.index[each.conversions["touches"] == 0]
    nothing = pd.Series(pd.NaT, index=range(len(alone)), dtype=touches["ts"].dtype)
    untouched = pd.DataFrame({"at": alone, "channel": NO_TOUCH, "ts": nothing, "position": 0, "length": 0})
    weighed = touches.assign(weight=model.parts(each.touches), model=model.name)
    return weighed, untouched.assign(weight=1.0, model=model.name)
