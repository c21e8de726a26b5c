"""Data-driven models fitted once for everybody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from segattr.attribution.model import CREDIT, LeavesOut, Measure, Model, per_channel
from segattr.attribution.raking import raked, ratio
from segattr.attribution.shapley import SHAPLEY
from segattr.reduce.groups import GROUPS
from segattr.reduce.summary import Summary

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pooled:
    """One fit for everybody, whose credit is divided over the segments.

    Parameters
    ----------
    model : the model that is fitted; one that adds up over segments gains nothing from it, see `pooled`.

    Notes
    -----
    A fit for everybody says what each channel earns, not who brought it. The segments start from every
    conversion shared evenly among its channels, and these shares are scaled until each channel has what the
    fit gives it and each segment its own conversions: as close to the segments' own journeys as both allow.
    Where both cannot be had, as for a channel whose fitted credit exceeds the conversions of the only
    segment it was touched in, the segments keep their conversions and a gap is left. Money of both signs
    follows the conversions.
    """

    model: Model

    @property
    def name(self) -> str:
        """Name of the model that is fitted."""
        return self.model.name

    @property
    def title(self) -> str:
        """Title of the model, fitted once for all."""
        return f"{self.model.title}, one fit for all"

    @property
    def meaning(self) -> str:
        """Who gets how much."""
        return f"{self.model.meaning} Fitted once for everybody and divided over the segments."

    @property
    def needs(self) -> tuple[str, ...]:
        """Tables of the model, and the channels of every conversion."""
        return tuple(dict.fromkeys((*self.model.needs, *SHAPLEY.needs)))

    @property
    def additive(self) -> bool:
        """Never: the fit depends on everybody."""
        return False

    def credit(self, summary: Summary) -> pd.DataFrame:
        """Return ``segment, channel, conversions, value, margin``."""
        fitted = together(self.model, summary).set_index("channel")
        even = _under_names_of(fitted.index, SHAPLEY.credit(summary))
        segments, channels = (even[key].cat for key in ("segment", "channel"))
        at = segments.codes.to_numpy(), channels.codes.to_numpy()
        wanted = fitted.reindex(channels.categories, fill_value=0.0).to_numpy(float).T
        cells = np.zeros((len(CREDIT[2:]), len(segments.categories), len(channels.categories)))
        cells[:, *at] = even[CREDIT[2:]].to_numpy(float).T
        return even.assign(**dict(zip(CREDIT[2:], divided(cells, wanted)[:, *at], strict=True)))


@dataclass(frozen=True)
class PooledQuickly(Pooled):
    """A pooled model whose fit has a quick way to leave customers out."""

    model: LeavesOut

    def without_each_group(self, summary: Summary, measure: Measure = "conversions") -> pd.DataFrame:
        """Return ``segment, channel, group`` and a measure, fitted and divided without each group in turn."""
        whole = summary.of({name: getattr(summary, name) for name in self.model.needs}).blended()
        counted: list[Measure] = ["conversions"] if measure == "conversions" else ["conversions", measure]
        cells = summary.set_sizes
        segments, channels = (cells[key].cat for key in ("segment", "channel"))
        shape = len(counted), GROUPS, len(segments.categories), len(channels.categories)
        at = cells["group"].to_numpy(), segments.codes.to_numpy(), channels.codes.to_numpy()
        each, wanted = np.zeros(shape), np.zeros((shape[0], GROUPS, shape[3]))
        for place, name in enumerate(counted):
            column = "journeys" if name == "conversions" else name
            np.add.at(each[place], at, cells[column].to_numpy(float) / cells["size"].to_numpy(float))
            fitted = self.model.without_each_group(whole, name)
            known = channels.categories.get_indexer(pd.Index(fitted["channel"]))
            wanted[place, fitted["group"].to_numpy("int64"), known] = fitted[name]
        left = each.sum(axis=1, keepdims=True) - each
        credit = np.array([divided(left[:, group], wanted[:, group])[-1] for group in range(GROUPS)])
        groups, segment, channel = np.nonzero(credit)
        names = {"segment": segments.categories[segment], "channel": channels.categories[channel]}
        return pd.DataFrame(names | {"group": groups, measure: credit[groups, segment, channel]})


def divided(cells: Numbers, wanted: Numbers) -> Numbers:
    """Divide the credit of one fit over the segments.

    Parameters
    ----------
    cells : (measures, segments, channels), what even sharing gives; conversions first, then money.
    wanted : (measures, channels), what the fit gives each channel.
    """
    counts = raked(cells[0], wanted[0])
    shares = counts * ratio(1.0, counts.sum(axis=1, keepdims=True))
    parts = [counts]
    for measure, goal in zip(cells[1:], wanted[1:], strict=True):
        same_sign = (measure >= 0).all() and (goal >= 0).all()
        parts.append(raked(measure, goal) if same_sign else shares * measure.sum(axis=1, keepdims=True))
    return np.array(parts)


def pooled(model: Model) -> Model:
    """Return the model fitted once for everybody; a model that adds up over segments is that already."""
    if model.additive or isinstance(model, Pooled):
        return model
    return PooledQuickly(model) if isinstance(model, LeavesOut) else Pooled(model)


def together(model: Model, summary: Summary) -> pd.DataFrame:
    """Return ``channel, conversions, value, margin`` of a model fitted to everybody."""
    whole = summary.of({name: getattr(summary, name) for name in model.needs}).blended()
    rows: pd.DataFrame = model.credit(whole)[CREDIT[1:]].astype({"channel": "str"})
    return rows


def _under_names_of(channels: pd.Index, even: pd.DataFrame) -> pd.DataFrame:
    """Put even credit under the fit's names, which may hold ``n others`` for channels without their own."""
    names = even["channel"].astype("str")
    others = [name for name in channels if name not in set(names)]
    known = names.isin(channels)
    if known.all() or len(others) != 1:
        return even
    folded = even.assign(channel=pd.Categorical(names.where(known, others[0])))
    return per_channel(folded, np.ones(len(even)), count="conversions")
